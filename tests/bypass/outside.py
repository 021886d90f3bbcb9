#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""
More of an internet, for attempts: servers that answer on every port. Runs in the internet's namespace.

ECHO and ECHO6 echo on each TCP and UDP port. The public resolvers answer DNS at odd ports, too, DNS over
TLS, and DNS over HTTPS at their address.
"""
import os
import socket
import ssl
import subprocess
import sys
import threading

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from home import internet  # noqa: E402

ECHO, ECHO6 = "203.0.113.66", "2001:db8:203::66"
ECHO_PORT = 7
ODD_PORTS = (5353, 5355, 5300, 1053)
RESOLVER, RESOLVER6 = "8.8.8.8", "2001:4860:4860::8888"
DOH_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/dns-json\r\nConnection: close\r\n\r\n198.51.100.10\n"

OTHER_STREAMS = ((socket.SOCK_STREAM, 132), (6, 33))  # SCTP; SOCK_DCCP, DCCP: where the kernel has them
ODD = ", ".join(map(str, ODD_PORTS))
RULES = f"""\
add table inet outside
add chain inet outside ports {{ type nat hook prerouting priority -100; }}
add rule inet outside ports ip daddr {ECHO} meta l4proto {{ 6, 17 }} redirect to :{ECHO_PORT}
add rule inet outside ports ip6 daddr {ECHO6} meta l4proto {{ 6, 17 }} redirect to :{ECHO_PORT}
add rule inet outside ports ip daddr {RESOLVER} meta l4proto {{ 6, 17 }} th dport {{ {ODD} }} dnat ip to {RESOLVER}:53
"""


def listen(address, port, kind, protocol=0):
    sock = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, kind, protocol)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if sock.family == socket.AF_INET6:
        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    sock.bind((address, port))
    if kind != socket.SOCK_DGRAM:
        sock.listen(256)
    return sock


def in_background(work, *arguments):
    threading.Thread(target=work, args=arguments, daemon=True).start()


def quietly(work, *arguments):
    try:
        work(*arguments)
    except (OSError, ValueError):
        pass


def echo_datagrams(sock):
    while True:
        data, peer = sock.recvfrom(65535)
        quietly(sock.sendto, data, peer)


def accept(sock, serve):
    while True:
        connection, _ = sock.accept()
        in_background(quietly, serve, connection)


def echo_stream(connection):
    with connection:
        while data := connection.recv(65536):
            connection.sendall(data)


def tls_context(key, certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def main(key, certificate):
    subprocess.run(["ip", "-batch", "-"], check=True, text=True,
                   input=f"addr add {ECHO}/32 dev lo\naddr add {ECHO6}/128 dev lo nodad\n")
    subprocess.run(["nft", "-f", "-"], input=RULES, check=True, text=True)
    context = tls_context(key, certificate)

    def dns_over_tls(connection):
        internet.serve_connection(context.wrap_socket(connection, server_side=True))

    def dns_over_https(connection):
        with context.wrap_socket(connection, server_side=True) as stream:
            if stream.recv(65536):
                stream.sendall(DOH_ANSWER)

    for address in ("0.0.0.0", "::"):
        in_background(echo_datagrams, listen(address, ECHO_PORT, socket.SOCK_DGRAM))
        in_background(accept, listen(address, ECHO_PORT, socket.SOCK_STREAM), echo_stream)
    for kind, protocol in OTHER_STREAMS:
        quietly(lambda k=kind, p=protocol: in_background(accept, listen(ECHO, 443, k, p), echo_stream))
    for address in (RESOLVER, RESOLVER6):
        in_background(accept, listen(address, 853, socket.SOCK_STREAM), dns_over_tls)
        in_background(accept, listen(address, 443, socket.SOCK_STREAM), dns_over_https)
    print("ready", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])

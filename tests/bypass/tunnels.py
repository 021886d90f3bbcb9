# SPDX-License-Identifier: GPL-2.0-or-later
"""Attempts to reach a server by something that is not the web, and to be reached."""
import os
import select
import socket
import time

from home import linux, practice
from bypass import attempt as table
from bypass.attempt import ANSWER_S, Stopped, all_of, echo, exchange, family_of, themed
from bypass.outside import ECHO, ECHO6

TCP, UDP = socket.SOCK_STREAM, socket.SOCK_DGRAM
HERE, HERE6 = "192.168.77.2", "2001:db8:77::2"
ROUTER = "192.168.77.1"

attempt = themed("Tunnels")


def echoed(me, ports, kinds):
    return all_of([lambda a=address, p=port, k=kind: echo(me, a, p, k)
                   for port in ports for kind in kinds for address in (ECHO, ECHO6)])


PORTS = {
    "SSH": ((22, 2222), (TCP,)),
    "WireGuard": ((51820, 51821), (UDP,)),
    "OpenVPN": ((1194, 1195), (UDP, TCP)),
    "IPsec, L2TP and PPTP": ((500, 4500, 1701, 1723), (UDP, TCP)),
    "Tor (relays, its local proxies, a bridge)": ((9001, 9030, 9050, 9150, 9051), (TCP,)),
    "meshes (Tailscale, ZeroTier, Hamachi), Shadowsocks": ((41641, 9993, 12975, 8388), (UDP, TCP)),
    "STUN, TURN and calls": ((3478, 5349, 19302, 5060, 10000), (UDP, TCP)),
    "mail, FTP, git, chat, remote desktops, games": ((25, 587, 993, 21, 990, 9418, 6667, 5222, 5900, 3389, 25565, 6881),
                                                     (TCP,)),
    "NTP, DHCP, TFTP, SNMP, Teredo, syslog": ((123, 67, 69, 161, 3544, 514), (UDP,)),
    "DNS over TLS and QUIC ports used for something else": ((853, 784, 8853), (UDP, TCP)),
}
for title, (ports, kinds) in PORTS.items():
    attempt(title)(lambda me, p=ports, k=kinds: echoed(me, p, k))


@attempt("a tunnel through port 53 that is no DNS", control="root")
def port_53(me):
    for kind in (UDP, TCP):
        for address in (ECHO, ECHO6, "8.8.8.8"):
            try:
                if me.bytes in exchange(address, 53, b"\x04\0\0\0" + me.bytes * 8, kind=kind):
                    return "port 53 echoes"
            except OSError:
                pass
    raise Stopped("the stub answers nothing of the kind")


@attempt("every UDP port there is")
def every_udp_port(me):
    for address in (ECHO, ECHO6):
        with socket.socket(family_of(address), UDP) as sock:
            for port in range(1, 65536) if me.person == "sam" else range(4000, 4100):
                try:
                    sock.sendto(me.bytes, (address, port))
                except OSError:
                    pass
    raise Stopped("nothing of it went out")


@attempt("many TCP ports at once")
def many_tcp_ports(me):
    web = (80, 443, 53)
    ports = [port for port in (*range(1, 1100), *range(1100, 65536, 61)) if port not in web]
    opened = []
    for start in range(0, len(ports), 200):
        socks = {}
        poll = select.poll()
        for port in ports[start:start + 200]:
            sock = socket.socket(socket.AF_INET, TCP)
            sock.setblocking(False)
            sock.connect_ex((ECHO, port))
            poll.register(sock, select.POLLOUT)
            socks[sock.fileno()] = (sock, port)
        deadline = time.monotonic() + ANSWER_S
        while socks and time.monotonic() < deadline:
            for fd, _ in poll.poll(100):
                sock, port = socks.pop(fd)
                poll.unregister(fd)
                if sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0:
                    opened.append(port)
                sock.close()
        if opened and me.person != "sam":
            break
    if opened:
        return f"port {opened[0]} is open"
    raise Stopped(f"{len(ports)} ports are refused")


@attempt("a device in the house, by its addresses, by broadcast and link-local")
def neighbours(me):
    ways = [lambda a=address, k=kind: echo(me, a, 7, k) for address in (ROUTER, "2001:db8:77::1", "fe80::1%uplink")
            for kind in (UDP, TCP)]
    for address in ("192.168.77.255", "255.255.255.255"):
        with socket.socket(socket.AF_INET, UDP) as sock:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
            sock.setsockopt(socket.IPPROTO_IP, 50, bytes(4))  # IP_UNICAST_IF: any
            try:
                sock.sendto(me.bytes, (address, 67))
            except OSError:
                pass
    return all_of(ways)


def caller():
    """Somebody outside who calls this process of the home on a port that it is told, by TCP and UDP."""
    read, write = os.pipe()

    def call():
        linux.set_network(table.far_network)
        port = int(os.read(read, 16))
        deadline = time.monotonic() + 2 * ANSWER_S
        while time.monotonic() < deadline:
            for address in (HERE, HERE6):
                with socket.socket(family_of(address), UDP) as sock:
                    sock.sendto(b"anybody there", (address, port))
                try:
                    with socket.create_connection((address, port), timeout=0.2) as sock:
                        sock.recv(100)
                except OSError:
                    pass
    table.in_background(call)
    return write


@attempt("a server of the child's, called from outside (FTP active, a reverse shell, a game host)", given=caller)
def called(me):
    listeners = [socket.socket(socket.AF_INET6, kind) for kind in (TCP, UDP)]
    listeners[0].bind(("::", 0))
    port = listeners[0].getsockname()[1]
    listeners[1].bind(("::", port))
    listeners[0].listen()
    os.write(me.given, str(port).encode())
    deadline = time.monotonic() + 1
    came = set()
    while time.monotonic() < deadline:
        for sock in select.select(listeners, [], [], 0.1)[0]:
            try:
                if sock.type == TCP:
                    connection, _ = sock.accept()
                    came.add("a call")
                    connection.send(me.bytes)
                    connection.close()
                else:
                    came.add("a datagram")
                    sock.sendto(me.bytes, sock.recvfrom(100)[1])
            except OSError:
                pass
    raise Stopped(f"{' and '.join(sorted(came)) or 'nothing'} came in; no answer went out")


def relay_of(person, kind=TCP, family=socket.AF_INET):
    """Somebody of the home who passes on what a neighbour wants; where, is the result."""
    def start():
        ready, write = os.pipe()

        def serve():
            practice.become(person)
            sock = socket.socket(family, kind)
            sock.bind(("0.0.0.0", 0) if family == socket.AF_INET else f"\0relay{os.getpid()}")
            if kind == TCP:
                sock.listen()
            where = sock.getsockname()
            os.write(write, str(where[1]).encode() if family == socket.AF_INET else where)
            while True:
                connection, peer = sock.accept() if kind == TCP else (sock, sock.recvfrom(100)[1])
                try:
                    connection.sendmsg([b"from " + person.encode()], [], 0, None if kind == TCP else peer)
                except OSError:
                    pass  # the answer is what may not reach a neighbour
                if kind == TCP:
                    connection.close()
        table.in_background(serve)
        os.close(write)
        return os.read(ready, 100).decode()
    return start


def from_relay(me, kind=TCP):
    def ask(address):
        answer = exchange(address, int(me.given), me.bytes, kind=kind)
        if answer:
            return answer.decode()
        raise Stopped("closed without a word")
    return all_of([lambda a=address: ask(a) for address in ("127.0.0.1", HERE)])


@attempt("another child's program as a relay, over TCP", control="alex", given=relay_of("alex"))
def childs_relay(me):
    return from_relay(me)


@attempt("another child's program as a relay, over UDP", control="alex", given=relay_of("alex", UDP))
def childs_relay_udp(me):
    return from_relay(me, UDP)


@attempt("a relay of a member of staff (ssh -D)", given=relay_of("jo"))
def staffs_relay(me):
    return from_relay(me)


@attempt("a proxy of the system on this computer", given=relay_of("root"))
def systems_proxy(me):
    return from_relay(me)


@attempt("another child's program as a relay, over a Unix socket", control="alex",
         given=relay_of("alex", family=socket.AF_UNIX),
         wins="Two people at one computer can pass each other data through Unix sockets and files. The relay has no "
              "more than the other child's level: talk about it, or agree on one level for a shared computer.")
def unix_relay(me):
    with socket.socket(socket.AF_UNIX, TCP) as sock:
        sock.settimeout(ANSWER_S)
        sock.connect(me.given)
        return sock.recv(100).decode()


def opened_by_staff():
    near, far = socket.socketpair(socket.AF_UNIX, TCP)

    def pass_on():
        practice.become("jo")
        with socket.socket(socket.AF_INET, UDP) as sock:
            sock.connect((ECHO, 9999))
            socket.send_fds(far, [b"x"], [sock.fileno()])
    table.in_background(pass_on)
    return socket.socket(fileno=socket.recv_fds(near, 1, 1)[1][0])


@attempt("a socket that staff or a service have opened and hand over", given=opened_by_staff,
         wins="A socket belongs to whoever opened it. It takes a helper whose account is not filtered: staff run no "
              "program of a child's.")
def handed_over(me):
    me.given.settimeout(ANSWER_S)
    me.given.send(me.bytes)
    return f"{len(me.given.recv(100))} bytes came back"

# SPDX-License-Identifier: GPL-2.0-or-later
"""Attempts to learn the address of a closed site, or to get bytes out, by DNS."""
import socket
import ssl
import struct

import dns.flags
import dns.message
import dns.name
import dns.opcode
import dns.query
import dns.rcode
import dns.rdatatype

from bypass.attempt import ANSWER_S, Stopped, all_of, connected, exchange, themed
from bypass.outside import ODD_PORTS, RESOLVER, RESOLVER6

CLOSED = "www.bet365.com"  # to every child
BLOCK = "192.0.2.53"
SYSTEM = "127.0.0.53"

attempt = themed("Names")


def what_is_known(response):
    """The records of an answer, without those that only say "closed"."""
    return [f"{rrset.name} {dns.rdatatype.to_text(rrset.rdtype)} {item}" for rrset in response.answer
            for item in rrset if item.to_text() != BLOCK]


def learn(response):
    known = what_is_known(response)
    if known:
        return "; ".join(known)[:120]
    closed = any(item.to_text() == BLOCK for rrset in response.answer for item in rrset)
    raise Stopped("the block address" if closed else dns.rcode.to_text(response.rcode()))


def ask(name=CLOSED, kind="A", resolver=RESOLVER, tcp=False, port=53, **options):
    message = dns.message.make_query(name, kind, **options)
    return (dns.query.tcp if tcp else dns.query.udp)(message, resolver, timeout=ANSWER_S, port=port)


def send(wire, resolver=RESOLVER):
    """A message made by hand: the answer, as bytes."""
    return exchange(resolver, 53, wire, kind=socket.SOCK_DGRAM)


def header(flags=0x0100, questions=1, others=(0, 0, 0)):
    return struct.pack("!6H", 0x4d41, flags, questions, *others)


def question(name, kind=1, qclass=1):
    labels = name if isinstance(name, list) else name.split(".")
    wire = b"".join(bytes([len(label)]) + label for label in
                    (text.encode() if isinstance(text, str) else text for text in labels))
    return wire + b"\0" + struct.pack("!2H", kind, qclass)


def learn_from(wire):
    return learn(dns.message.from_wire(wire, ignore_trailing=True))


@attempt("a resolver of one's own over UDP")
def own_resolver(_me):
    return learn(ask())


@attempt("a resolver of one's own over TCP")
def own_resolver_tcp(_me):
    return learn(ask(tcp=True))


@attempt("a resolver of one's own over IPv6")
def own_resolver_ipv6(_me):
    return all_of([lambda t=tcp: learn(ask(resolver=RESOLVER6, tcp=t)) for tcp in (False, True)])


@attempt("the system's resolver")
def system_resolver(_me):
    return learn(ask(resolver=SYSTEM))


@attempt("a resolver at an odd port")
def odd_port(_me):
    return all_of([lambda p=port, t=tcp: learn(ask(port=p, tcp=t)) for port in ODD_PORTS for tcp in (False, True)])


@attempt("a link-local resolver")
def link_local(_me):
    message = dns.message.make_query(CLOSED, "A")
    return learn_from(exchange("fe80::1%uplink", 53, message.to_wire(), kind=socket.SOCK_DGRAM))


@attempt("DNS over TLS")
def dns_over_tls(_me):
    context = ssl._create_unverified_context()  # pylint: disable=protected-access
    message = dns.message.make_query(CLOSED, "A")
    return all_of([lambda a=address: learn(dns.query.tls(message, a, timeout=ANSWER_S, ssl_context=context))
                   for address in (RESOLVER, RESOLVER6)])


@attempt("DNS over QUIC")
def dns_over_quic(me):
    sock = connected(RESOLVER, 853, socket.SOCK_DGRAM)
    sock.send(b"\xc3\0\0\0\1\x08" + me.bytes)
    raise Stopped(f"sent, and {sock.recv(100)}")


def over_https(address, name, path="/dns-query?name=" + CLOSED):
    context = ssl._create_unverified_context()  # pylint: disable=protected-access
    with context.wrap_socket(connected(address, 443), server_hostname=name) as stream:
        stream.sendall(f"GET {path} HTTP/1.1\r\nHost: {name or address}\r\nConnection: close\r\n\r\n".encode())
        got = b""
        while piece := stream.recv(4096):
            got += piece
        return got.decode()


@attempt("DNS over HTTPS by name")
def doh_by_name(_me):
    return all_of([lambda n=name: over_https("198.51.100.10", n).split("\r\n")[0] for name in
                   ("dns.google", "cloudflare-dns.com", "dns.quad9.net", "doh.opendns.com", "dns.nextdns.io",
                    "doh.mullvad.net", "dns.adguard-dns.com")])


@attempt("DNS over HTTPS by address")
def doh_by_address(_me):
    return all_of([lambda a=address: over_https(a, None).split("\r\n")[0] for address in (RESOLVER, RESOLVER6)])


@attempt("a DNS over HTTPS server that no list knows, for the closed site itself")
def unknown_doh(_me):
    over_https("198.51.100.10", "resolver.nobody-knows.example")  # answers everybody: the address is known
    return over_https("198.51.100.10", CLOSED).split("\r\n")[0]


def exists(name, kind):
    response = ask(name, kind)
    if response.rcode() == dns.rcode.NOERROR:
        return f"{name} exists"
    raise Stopped(dns.rcode.to_text(response.rcode()))


@attempt("Firefox's canary")
def canary(_me):
    return exists("use-application-dns.net", "A")


@attempt("discovery of an encrypted resolver (DDR)")
def ddr(_me):
    return exists("_dns.resolver.arpa", "SVCB")


@attempt("keys for an encrypted hello (ECH)")
def ech(_me):
    for kind in ("HTTPS", "SVCB", "ANY"):
        text = ask("www.example.org", kind, tcp=True).to_text()
        if "ech=" in text:
            return f"{kind} has a key"
    raise Stopped("no record has a key")


@attempt("address hints in service records")
def hints(_me):
    text = "".join(ask("www.example.org", kind).to_text() for kind in ("HTTPS", "SVCB"))
    if "hint" in text:
        return "there are hints"
    raise Stopped("no record has a hint")


@attempt("every record type of a closed name")
def every_type(_me):
    message = [dns.message.make_query(CLOSED, kind) for kind in
               ("AAAA", "HTTPS", "SVCB", "ANY", "SRV", "NAPTR", "MX", "NS", "TXT", "CNAME", "DNAME", "TYPE65280")]
    return all_of([lambda m=item: learn(dns.query.udp(m, RESOLVER, timeout=ANSWER_S)) for item in message])


@attempt("every class, and queries without recursion or with checking disabled")
def every_class(me):
    ways = [send(header() + question(CLOSED, qclass=qclass)) for qclass in (255, 254, 3, 4)]
    ways += [send(header(flags) + question([me.marker, "www", "bet365", "com"]))
             for flags in (0x0000, 0x0110, 0x0120, 0x0500, 0x0180)]
    return all_of([lambda w=wire: learn_from(w) for wire in ways])


@attempt("letters in odd case (0x20)")
def odd_case(_me):
    return learn(ask("wWw.BeT365.cOM"))


@attempt("names below a closed name, with underscores, stars and long labels")
def below(me):
    names = [f"{me.marker}.{CLOSED}", f"_443._tcp.{me.marker}.bet365.com", f"*.{me.marker}.bet365.com",
             f"{me.marker}.{'a' * 63}.{'b' * 63}.{'c' * 60}.bet365.com"]
    return all_of([lambda n=name: learn(ask(n)) for name in names])


@attempt("labels with a dot, a zero or other odd bytes")
def odd_labels(me):
    marker = me.marker
    names = [[marker, b"www.bet365", b"com"], [marker, b"bet365.com"], [marker, b"bet365\0", b"com"],
             [marker, b"www", b"bet365", b"com\0x"]]
    return all_of([lambda n=name: learn_from(send(header() + question(n))) for name in names])


@attempt("a compressed name, two questions, a question behind the end", control="root")
def odd_messages(me):
    closed = question([me.marker, "www", "bet365", "com"])
    opened = question("www.bbc.co.uk")
    wires = [header(questions=2) + opened + closed, header(questions=2) + closed + opened,
             header() + opened + closed, header(others=(0, 0, 1)) + opened + closed + struct.pack("!IH", 0, 0),
             # A name whose end lies in the header, made to be one
             struct.pack("!6H", 0x4d41, 0x0100, 1, 0, 0, 0) + b"\x09" + b"x" * 9 + b"\xc0\x0c" + b"\0\1\0\1"]
    got = []
    for wire in wires:
        response = dns.message.from_wire(send(wire), ignore_trailing=True, question_only=False)
        got += [text for text in what_is_known(response) if "bet365" in text]
    if got:
        return "; ".join(got)
    raise Stopped("answered for the open name, or not at all")


@attempt("many queries in one TCP segment, and one in many")
def pipelined(me):
    def framed(wire):
        return struct.pack("!H", len(wire)) + wire
    closed = framed(header() + question([me.marker, "www", "bet365", "com"]))
    with connected(RESOLVER, 53) as sock:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.sendall(framed(header() + question("www.bbc.co.uk")) * 3 + closed * 3)
        for byte in closed:
            sock.sendall(bytes([byte]))
        stream = sock.makefile("rb")
        answers = [stream.read(struct.unpack("!H", stream.read(2))[0]) for _ in range(7)]
    return all_of([lambda w=wire: learn_from(w) for wire in answers if b"bet365" in wire])


@attempt("a dynamic update, a notification, an inverse query, a session (other opcodes)", control="root")
def opcodes(me):
    for opcode in (5, 4, 1, 2, 6):
        send(header(opcode << 11) + question([me.marker, "example", "org"], kind=6))
    raise Stopped("NOTIMP")


@attempt("a zone transfer", control="root")
def zone_transfer(me):
    for kind in (252, 251):
        wire = header() + question([me.marker, "example", "org"], kind=kind)
        exchange(RESOLVER, 53, struct.pack("!H", len(wire)) + wire)
    raise Stopped("REFUSED")


@attempt("multicast names (mDNS, LLMNR) and discovery (SSDP)")
def multicast(me):
    wire = header() + question([me.marker, "local"])
    for address, port in (("224.0.0.251", 5353), ("224.0.0.252", 5355), ("239.255.255.250", 1900)):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            try:
                sock.sendto(wire, (address, port))
            except OSError:
                pass
    for address, port in (("ff02::fb%uplink", 5353), ("ff02::1:3%uplink", 5355), ("ff02::c%uplink", 1900)):
        with connected(address, port, socket.SOCK_DGRAM) as sock:
            sock.send(wire)
    raise Stopped("sent without an error")


@attempt("an answer with an address inside the house")
def rebinding(_me):
    inside = {"private.test": "A", "loopback.test": "A", "mixed.test": "A"}
    return all_of([lambda n=name, k=kind: inner(ask(n, k)) for name, kind in inside.items()])


def inner(response):
    for text in what_is_known(response):
        if text.split()[-1].startswith(("192.168.", "127.", "10.")):
            return text
    raise Stopped("no such address")


@attempt("DNS with a tunnel in it (long random labels)", control="jo",
         wins="What is looked up is a message to whoever owns the name. It is slow, and needs a server outside. The "
              "level Close support (chosen sites only) stops it.")
def dns_tunnel(me):
    return learn(ask(f"{me.marker}{'x7q' * 14}.{'k2v' * 20}.tunnel.example", "TXT"))

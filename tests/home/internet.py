#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""
The practice internet's DNS server: it is every public resolver, and has an answer for every name.
internet.py ADDRESS...: at these addresses only.
"""
import selectors
import socket
import struct
import sys
import threading

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset

RESOLVERS = ["8.8.8.8", "1.1.1.1", "9.9.9.9", "2001:4860:4860::8888"]
WEB = ["198.51.100.10", "2001:db8:100::10"]
SAFE_SEARCH = ["198.51.100.20", "2001:db8:100::20"]  # of some engines' safe names, so that tests see where they lead
SAFE_NAMES = ["safesearch.pixabay.com.", "forcesafesearch.google.com.", "restrict.youtube.com."]
PAGES = ["198.51.100.30", "2001:db8:100::30"]  # of what is below pages.test: a browser's pages (tests/browser)
LINK_LOCAL = "fe80::1"
TTL = 300
SOA = "ns1.{0} hostmaster.{0} 1 7200 3600 1209600 60"

# Of every name; {0} is the name itself. Types that are not here have no data.
ANSWERS = {
    "A": [WEB[0]],
    "AAAA": [WEB[1]],
    "NS": ["ns1.practice.test.", "ns2.practice.test."],
    "MX": ["10 mail.practice.test."],
    "TXT": ['"the practice internet"'],
    "SRV": ["10 5 5222 chat.practice.test."],
    "CAA": ['0 issue "ca.practice.test"'],
    "PTR": ["host.practice.test."],
    "SOA": [SOA],
    "HTTPS": ['1 . alpn="h2,h3" ipv4hint=' + WEB[0] + " ech=AEX+DQBBpQAgACDYAAA= ipv6hint=" + WEB[1]],
    "SVCB": ['1 svc.practice.test. alpn="h2" ipv4hint=' + WEB[0]],
}

# Names for tests, by name and type; what is not here is as above.
SPECIAL = {
    ("big.test.", "TXT"): [" ".join([f'"{i:03}' + "x" * 197 + '"' for i in range(15)])],
    ("private.test.", "A"): ["192.168.1.10"],
    ("private.test.", "AAAA"): ["fd00::10"],
    ("loopback.test.", "A"): ["127.0.0.1"],
    ("loopback.test.", "AAAA"): ["::1"],
    ("mixed.test.", "A"): ["10.0.0.7", WEB[0]],
    **{(name, kind): [address] for name in SAFE_NAMES for kind, address in zip(("A", "AAAA"), SAFE_SEARCH)},
    **{(f"{name}4.pages.test.", "AAAA"): [] for name in ("secure", "plain")},
    **{(f"{name}6.pages.test.", "A"): [] for name in ("secure", "plain")},
    # a name with a record of this type is asked for over https only
    **{(f"plain{family}.pages.test.", "HTTPS"): [] for family in (4, 6)},
}
ZONES = {("pages.test.", "A"): [PAGES[0]], ("pages.test.", "AAAA"): [PAGES[1]]}
TTLS = {"short.test.": 2}
ALIASES = {"alias.test.": "www.example.org.", "outer.test.": "alias.test."}


def records(name, kind):
    """Record sets for a question, through aliases."""
    text = name.to_text().lower()
    if text in ALIASES and kind != "CNAME":
        target = dns.name.from_text(ALIASES[text])
        yield dns.rrset.from_text(name, TTL, "IN", "CNAME", target.to_text())
        yield from records(target, kind)
        return
    data = ANSWERS.get(kind)
    data = ZONES.get((text.partition(".")[2], kind), data)
    data = SPECIAL.get((text, kind), data)
    if kind == "CNAME":
        data = [ALIASES[text]] if text in ALIASES else None
    if data:
        own = [item.format(name.to_text()) if kind == "SOA" else item for item in data]
        yield dns.rrset.from_text(name, TTLS.get(text, TTL), "IN", kind, *own)


def answer(query):
    response = dns.message.make_response(query, recursion_available=True)
    if len(query.question) != 1:
        response.set_rcode(dns.rcode.FORMERR)
        return response
    name, kind = query.question[0].name, dns.rdatatype.to_text(query.question[0].rdtype)
    labels = [label.lower() for label in name.labels]
    if labels[-3:] == [b"servfail", b"test", b""]:
        response.set_rcode(dns.rcode.SERVFAIL)
        return response
    missing = labels[-3:] == [b"nx", b"test", b""]
    if missing:
        response.set_rcode(dns.rcode.NXDOMAIN)
    else:
        response.answer.extend(records(name, kind))
    if not any(rrset.rdtype != dns.rdatatype.CNAME for rrset in response.answer):
        zone = dns.name.from_text("nx.test.") if missing else dns.name.Name(name.labels[-2:])
        response.authority.append(dns.rrset.from_text(zone, TTL, "IN", "SOA", SOA.format("test.")))
    return response


def reply_to(wire, limit):
    """The reply's bytes, at most limit of them; None where there is nothing to reply to."""
    try:
        query = dns.message.from_wire(wire)
        response = answer(query)
        if limit is None:
            return response.to_wire(max_size=65535)
        limit = max(limit, query.payload) if query.edns >= 0 else limit
        try:
            return response.to_wire(max_size=limit)
        except dns.exception.TooBig:
            response.answer, response.authority = [], []
            response.flags |= dns.flags.TC
            return response.to_wire(max_size=limit)
    except (dns.exception.DNSException, ValueError):  # an opcode that dnspython does not know, for one
        return None


def serve_connection(connection):
    with connection, connection.makefile("rb") as stream:
        while len(head := stream.read(2)) == 2:
            reply = reply_to(stream.read(struct.unpack("!H", head)[0]), None)
            if reply is not None:
                connection.sendall(struct.pack("!H", len(reply)) + reply)


def bound(address, kind):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    sock = socket.socket(family, kind)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.setsockopt(socket.IPPROTO_IPV6 if family == socket.AF_INET6 else socket.IPPROTO_IP,
                    78 if family == socket.AF_INET6 else 15, 1)  # IPV6_FREEBIND, IP_FREEBIND
    scope = (0, socket.if_nametoindex("internet")) if address == LINK_LOCAL else ()
    sock.bind((address, 53, *scope))
    return sock


def main(*places):
    selector = selectors.DefaultSelector()
    for address in places or RESOLVERS + [LINK_LOCAL]:
        datagrams = bound(address, socket.SOCK_DGRAM)
        selector.register(datagrams, selectors.EVENT_READ, socket.SOCK_DGRAM)
        listener = bound(address, socket.SOCK_STREAM)
        listener.listen(64)
        selector.register(listener, selectors.EVENT_READ, socket.SOCK_STREAM)
    print("ready", flush=True)
    while True:
        for key, _ in selector.select():
            if key.data == socket.SOCK_STREAM:
                connection, _ = key.fileobj.accept()
                threading.Thread(target=serve_connection, args=(connection,), daemon=True).start()
                continue
            wire, peer = key.fileobj.recvfrom(65535)
            reply = reply_to(wire, 512)
            if reply is not None:
                key.fileobj.sendto(reply, peer)


if __name__ == "__main__":
    main(*sys.argv[1:])

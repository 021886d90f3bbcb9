# SPDX-License-Identifier: GPL-2.0-or-later
"""Attempts with the hello in which a TLS connection names its site, and inside TLS."""
from bypass import hello as tls
from bypass.attempt import Stopped, all_of, themed
from bypass.web import CLOSED, OPEN, PAGE, WEB, WEB6, fetch_secure, greet, page, read_all, request, secure

attempt = themed("TLS")


def any_greeting(hellos):
    return all_of([lambda pieces=item: greet(*pieces) for item in hellos])


def every_hello(hellos):
    """Sends them all: what is seen of them outside has got through."""
    said = []
    for pieces in hellos:
        try:
            said.append(greet(*pieces))
        except (Stopped, OSError) as reason:
            said.append(str(reason))
    raise Stopped(", ".join(sorted(set(said))))


@attempt("SNI in odd case, with a final dot, below the name")
def odd_case(_me):
    return all_of([lambda n=name: fetch_secure(n) for name in
                   ("WWW.BeT365.cOM", CLOSED + ".", "a.b.c." + CLOSED, "-x-." + CLOSED, "_x." + CLOSED)])


@attempt("SNI as an IDN: full-width, ideographic dots, soft hyphens, in UTF-8")
def idn(me):
    names = ["ｗｗｗ.ｂｅｔ３６５.ｃｏｍ", "www。bet365。com", "www．bet365．com", "www.bet\u00ad365.com",
             "www.be\u200bt365.com", "ⓦⓦⓦ.ⓑⓔⓣ365.com"]
    return every_hello([[tls.hello(me.bytes, name.encode())] for name in names])


@attempt("SNI that is empty, too long, an address, twice, of another kind, or none")
def odd_names(me):
    closed, opened = CLOSED.encode(), OPEN.encode()
    extensions = [b"", tls.server_name(), tls.server_name(b""), tls.server_name(b"a" * 300),
                  tls.server_name(WEB.encode()), tls.server_name(WEB6.encode()), tls.server_name(b"0xC633640A"),
                  tls.server_name(b"3325256714"), tls.server_name(b"[" + WEB6.encode() + b"]"),
                  tls.server_name(opened, closed), tls.server_name(closed, opened),
                  tls.server_name(opened) + tls.server_name(closed), tls.server_name(closed) + tls.server_name(opened),
                  tls.extension(0, tls.vector(tls.host_name(closed, 1) + tls.host_name(opened))),
                  tls.extension(0, tls.vector(tls.host_name(opened)) + tls.host_name(closed)),
                  tls.server_name(opened + b"\0." + closed), tls.server_name(closed + b"\0." + opened),
                  tls.server_name(closed + b" "), tls.server_name(b" " + closed), tls.server_name(closed + b":443"),
                  tls.server_name(closed + b".."), tls.server_name(b"www..bet365.com"),
                  tls.server_name(b"www%2ebet365.com"), tls.server_name(opened + b"@" + closed),
                  tls.server_name(b"https://" + opened), tls.server_name(b"*.bet365.com")]
    return every_hello([[tls.records(tls.message(me.bytes, item))] for item in extensions])


@attempt("a hello in many segments")
def many_segments(me):
    wire = tls.hello(me.bytes, CLOSED.encode())
    return any_greeting([[wire[at:at + size] for at in range(0, len(wire), size)] for size in (1, 7, 60)])


@attempt("a hello in many records")
def many_records(me):
    message = tls.message(me.bytes, tls.server_name(CLOSED.encode()))
    return any_greeting([[tls.records(message, size)] for size in (1, 4, 50, 100)])


@attempt("a large hello (padding, post-quantum keys), the name at its end")
def large(me):
    hellos = []
    for size in (2000, 8000, 15000, 40000):
        extensions = tls.extension(21, bytes(size)) + tls.server_name(CLOSED.encode())
        hellos.append([tls.records(tls.message(me.bytes, extensions))])
    return any_greeting(hellos)


@attempt("hellos of old versions (SSL 2, SSL 3), other records before it, two hellos")
def odd_records(me):
    message = tls.message(me.bytes, tls.server_name(CLOSED.encode()))
    opened = tls.hello(b"x", OPEN.encode())
    ssl2 = b"\1\3\1\0\3\0\0\0\x20\0\0\x0a" + me.bytes.ljust(32, b"-")
    return every_hello([[bytes([0x80, len(ssl2)]) + ssl2],
                        [tls.records(tls.message(me.bytes, b"", version=b"\3\0"), version=b"\3\0")],
                        [b"\x15\3\1\0\2\1\0" + tls.records(message)], [b"\x14\3\1\0\1\1" + tls.records(message)],
                        [b"\x16\3\1\0\0" + tls.records(message)], [tls.records(message, version=b"\2\0")],
                        [b"\x17\3\3\0\3abc" + opened], [tls.records(message + message)]])


@attempt("TLS 1.3 early data behind the hello")
def early_data(me):
    return greet(tls.hello(me.bytes, CLOSED.encode(), more=tls.extension(tls.EARLY_DATA, b"")) +
                 b"\x17\3\3" + tls.vector(me.bytes * 10))


@attempt("an encrypted hello (ECH) behind a provider's public name")
def encrypted_hello(me):
    ech = tls.extension(tls.ENCRYPTED_HELLO, b"\0\0\1\0\1\x2a" + tls.vector(b"k" * 32) + tls.vector(b"c" * 200))
    return any_greeting([[tls.hello(me.bytes, name, more=ech)] for name in
                         (b"cloudflare-ech.com", b"crypto.cloudflare.com", b"cover.defo.ie", b"public.tls-ech.dev")])


@attempt("an open site in front of a closed one (domain fronting)",
         wins="The name in the hello is the open site's; what is asked for inside TLS cannot be seen. Few providers "
              "that hold both still answer.")
def domain_fronting(_me):
    return fetch_secure(OPEN, CLOSED)


@attempt("a second name inside one TLS connection (HTTP/1.1, and HTTP/2 coalescing)",
         wins="Names decide when a connection begins. A browser takes it for another name only where one server and "
              "one certificate hold both.")
def coalescing(_me):
    with secure(OPEN) as stream:
        stream.sendall(request(OPEN))
        stream.recv(65536)
        stream.sendall(request(CLOSED, extra="Connection: close\r\n"))
        text = read_all(stream)
    return page(text[text.index(PAGE):]) if "bet365" in text else page("")


@attempt("a tunnel inside TLS to a name that no list knows (WebSocket, SSH, VPN, a proxy of one's own)",
         wins="It looks like any visit to any site. It needs a server outside; lists learn the public ones. The level "
              "Close support (chosen sites only) stops it.")
def own_server(me):
    with secure("my-own-server.example") as stream:
        stream.sendall(request("my-own-server.example", "/" + me.marker, "Connection: close\r\n"))
        return page(read_all(stream))

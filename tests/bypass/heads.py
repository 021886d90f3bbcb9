# SPDX-License-Identifier: GPL-2.0-or-later
"""Attempts with the head in which an HTTP request names its site, and with what is no HTTP."""
from bypass import hello as tls
from bypass.attempt import Stopped, all_of, connected, themed
from bypass.outside import ECHO
from bypass.web import CLOSED, OPEN, WEB, WEB6, greet, page, read_all, request, say

attempt = themed("HTTP")


def every_request(port, *requests, address=WEB):
    """The same for requests."""
    said = []
    for pieces in requests:
        try:
            return say(address, port, *(pieces if isinstance(pieces, list) else [pieces]))
        except (Stopped, OSError) as reason:
            said.append(str(reason))
    raise Stopped(", ".join(sorted(set(said)))[:100])


@attempt("a second Host on one connection: behind the first, and after its answer")
def second_host(me):
    first, second = request(OPEN), request(CLOSED, "/" + me.marker)
    keep = "Connection: keep-alive\r\n"

    def after_the_answer():
        with connected(WEB, 80) as sock:
            sock.sendall(request(OPEN, extra=keep))
            sock.recv(65536)
            sock.sendall(second)
            return page(read_all(sock))
    return all_of([lambda: say(WEB, 80, first + second), lambda: say(WEB, 80, first, second),
                   lambda: say(WEB, 80, request(OPEN, extra=keep) + second), after_the_answer])


@attempt("HTTP CONNECT, and a request in absolute form")
def proxy_requests(me):
    return every_request(80, f"CONNECT {CLOSED}:443 HTTP/1.1\r\nHost: {CLOSED}\r\n\r\n{me.marker}".encode(),
                         f"CONNECT {OPEN}:443 HTTP/1.1\r\nHost: {OPEN}\r\n\r\n{me.marker}".encode(),
                         f"GET http://{CLOSED}/{me.marker} HTTP/1.1\r\nHost: {CLOSED}\r\n\r\n".encode(),
                         f"GET http://{CLOSED}/{me.marker} HTTP/1.1\r\nHost: {OPEN}\r\n\r\n".encode(),
                         f"GET http://{OPEN}@{CLOSED}/{me.marker} HTTP/1.1\r\nHost: {CLOSED}\r\n\r\n".encode(),
                         f"GET https://{CLOSED}/{me.marker} HTTP/1.1\r\nHost: {OPEN}\r\n\r\n".encode())


@attempt("a Host that two readers would read differently")
def odd_hosts(me):
    path, opened = "/" + me.marker, OPEN
    heads = [f"Host: {opened}\r\nHost: {CLOSED}", f"Host: {CLOSED}\r\nHost: {opened}", f"Host : {CLOSED}",
             f"Host:\r\n {CLOSED}", f"X: y\r\n Host: {CLOSED}\r\nHost: {opened}\r\nHost : {CLOSED}",
             f"Host: {opened}@{CLOSED}", f"Host: {CLOSED}:80@{opened}", f"Host: {CLOSED}#{opened}",
             f"Host: {CLOSED}/{opened}", f"Host: {CLOSED} {opened}", f"Host: {CLOSED},{opened}",
             f"Host: {opened}\0{CLOSED}", f"Host: {CLOSED}\0", f"Host: {CLOSED}.", f"HOST:\t{CLOSED.upper()}\t",
             f"Host: {CLOSED}:80", f"Host: {CLOSED}:443", f"Host: {CLOSED}:8080", f"Host: {CLOSED}:080",
             f"Host: [{WEB6}]", f"Host: {WEB}", "Host: 3325256714", "Host:", "X: y", "Host: www%2ebet365%2ecom",
             f"Host: {opened}\rHost: {CLOSED}", f"\x0bHost: {CLOSED}"]
    requests = [f"GET {path} HTTP/1.1\r\n{head}\r\n\r\n".encode("latin-1") for head in heads]
    requests += ["GET {} HTTP/1.1\r\nHost: ｗｗｗ.ｂｅｔ３６５.ｃｏｍ\r\n\r\n".format(path).encode()]
    return every_request(80, *requests)


@attempt("lines that end oddly, old versions of HTTP, odd request lines")
def odd_lines(me):
    path = "/" + me.marker
    return every_request(80, f"GET {path} HTTP/1.1\nHost: {CLOSED}\n\n".encode(), f"GET {path}\r\n".encode(),
                         f"GET {path} HTTP/1.0\r\n\r\n".encode(),
                         f"GET {path} HTTP/1.0\r\nHost: {CLOSED}\r\n\r\n".encode(),
                         f"\r\n\r\nGET {path} HTTP/1.1\r\nHost: {CLOSED}\r\n\r\n".encode(),
                         f"GET  {path}  HTTP/1.1\r\nHost: {CLOSED}\r\n\r\n".encode(),
                         f"GET\t{path}\tHTTP/1.1\r\nHost: {CLOSED}\r\n\r\n".encode(),
                         f"get {path} http/1.1\r\nhost: {CLOSED}\r\n\r\n".encode(),
                         f"GET {path} HTTP/2.0\r\nHost: {CLOSED}\r\n\r\n".encode(),
                         [bytes([byte]) for byte in request(CLOSED, path)])


CODINGS = (("chunked", "0;x"), ("chunked", "0;\n"), ("chunked", "0x0"), ("chunked", "-0"), ("chunked", " 0"),
           ("chunked", "10000000000000000"), ("chunked", "0\r\nHost: x"), ("xchunked", "0"), ("gzip", "0"),
           ("chunked, identity", "0"), ("identity, chunked", "0"), ("chunked\r\nTransfer-Encoding: identity", "0"))


@attempt("a request smuggled in the body of another (chunked, two lengths, a length that lies)")
def smuggled(me):
    inner = request(CLOSED, "/" + me.marker).decode()
    head = f"POST / HTTP/1.1\r\nHost: {OPEN}\r\n"
    return every_request(80, f"{head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{inner}".encode(),
                         f"{head}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n{inner}".encode(),
                         f"{head}Transfer-Encoding : chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n{inner}".encode(),
                         f"{head}Transfer-Encoding:\x0bchunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n{inner}".encode(),
                         f"{head}Content-Length: 0\r\nContent-Length: {len(inner)}\r\n\r\n{inner}".encode(),
                         f"{head}Content-Length: +0\r\n\r\n{inner}".encode(),
                         f"{head}Content-Length: 0\r\n\r\n{inner}".encode(),
                         f"{head}Content-Length: 0, {len(inner)}\r\n\r\n{inner}".encode(),
                         *[f"{head}Transfer-Encoding: {coding}\r\n\r\n{chunk}\r\n\r\n{inner}".encode()
                           for coding, chunk in CODINGS],
                         f"{head}Connection: Content-Length\r\nContent-Length: 0\r\n\r\n{inner}".encode())


@attempt("HTTP/2 in the clear, at once or by Upgrade; a WebSocket in the clear")
def upgrades(me):
    preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0" + me.bytes
    h2c = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n"
    websocket = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    return every_request(80, preface, [request(OPEN, extra=h2c), preface],
                         [request(OPEN, extra=websocket), b"\x82\x10" + me.bytes],
                         [request(OPEN, extra=websocket), request(CLOSED, "/" + me.marker)],
                         [request(OPEN, extra=websocket) + request(CLOSED, "/" + me.marker)])


@attempt("HTTP on port 443, TLS on port 80")
def wrong_ports(me):
    return all_of([lambda: say(WEB, 443, request(CLOSED, "/" + me.marker)),
                   lambda: greet(tls.hello(me.bytes, OPEN.encode()), address=ECHO, port=80)])


@attempt("SSH, OpenVPN, mail and bare bytes on ports 80 and 443")
def other_protocols(me):
    words = [b"SSH-2.0-" + me.bytes + b"\r\n", b"\0\x2a\x38" + me.bytes, b"EHLO " + me.bytes + b"\r\n", me.bytes,
             b"STARTTLS " + me.bytes, b"\5\1\0" + me.bytes, bytes(5) + me.bytes]
    return all_of([lambda p=port, w=word: echoed(p, w) for word in words for port in (80, 443)])


def echoed(port, word):
    with connected(ECHO, port) as sock:
        sock.settimeout(0.3)
        sock.sendall(word)
        if sock.recv(65536) == word:
            return f"port {port} echoes"
    raise Stopped("refused")

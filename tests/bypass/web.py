# SPDX-License-Identifier: GPL-2.0-or-later
"""Attempts to see a closed page, or to use the web's ports for something else."""
import os
import socket
import ssl
import subprocess
import tempfile

from bypass import hello as tls
from bypass.attempt import ANSWER_S, Stopped, all_of, connected, exchange, family_of, themed
from bypass.outside import ECHO, ECHO6

WEB, WEB6 = "198.51.100.10", "2001:db8:100::10"
CLOSED, OPEN = "www.bet365.com", "www.bbc.co.uk"
PAGE = "The practice internet: "

attempt = themed("Web")


def curl(*arguments):
    """The page of a closed site, by curl."""
    done = subprocess.run(["curl", "-sS", "-k", "-m", str(2 * ANSWER_S), *arguments], capture_output=True, text=True,
                          check=False)
    return page(done.stdout or done.stderr)


def page(text):
    if PAGE in text:
        return text[text.index(PAGE):].split("\n")[0][:100]
    first = text.strip().split("\n")[0] if text.strip() else "closed without a word"
    raise Stopped("the page that says why" if first.startswith("<!DOCTYPE") or " 403 " in first else first[:80])


def secure(name, address=WEB, port=443):
    context = ssl._create_unverified_context()  # pylint: disable=protected-access
    return context.wrap_socket(connected(address, port), server_hostname=name)


def read_all(stream):
    got = b""
    try:
        while piece := stream.recv(65536):
            got += piece
    except TimeoutError:
        pass
    return got.decode("latin-1")


def request(host, path="/", extra=""):
    return f"GET {path} HTTP/1.1\r\nHost: {host}\r\n{extra}\r\n".encode()


def fetch_secure(sni, host=None, address=WEB):
    with secure(sni, address) as stream:
        stream.sendall(request(host or sni, extra="Connection: close\r\n"))
        return page(read_all(stream))


def say(address, port, *pieces):
    """Bytes to a server: gets through with what the practice internet says for a closed name."""
    with connected(address, port) as sock:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.settimeout(1)
        for piece in pieces:
            sock.sendall(piece)
        text = read_all(sock)
    if PAGE in text and "bet365" in text:
        return page(text)
    raise Stopped(text.split("\r\n")[0][:60] if text else "closed without a word")


def greet(*pieces, address=WEB, port=443):
    """Bytes of TLS to a server: gets through with any hello of its own."""
    answer = exchange(address, port, *pieces)
    if answer[:1] == bytes([tls.HANDSHAKE]):
        return "the server greets"
    raise Stopped(f"alert {answer[6]}" if len(answer) > 6 and answer[0] == 21 else "closed without a word")


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


def every_request(port, *requests, address=WEB):
    """The same for requests."""
    said = []
    for pieces in requests:
        try:
            return say(address, port, *(pieces if isinstance(pieces, list) else [pieces]))
        except (Stopped, OSError) as reason:
            said.append(str(reason))
    raise Stopped(", ".join(sorted(set(said)))[:100])


@attempt("the closed site, as a browser asks for it")
def plainly(_me):
    return all_of([lambda u=url: curl(u) for url in (f"https://{CLOSED}/", f"http://{CLOSED}/")])


@attempt("its IPv4 and IPv6 addresses, without a name")
def addresses(_me):
    return all_of([lambda u=f"{scheme}://{host}/": curl(u) for scheme in ("http", "https")
                   for host in (WEB, f"[{WEB6}]", f"[::ffff:{WEB}]", "3325256714")])


@attempt("its address for its name")
def resolved_by_hand(_me):
    return all_of([lambda a=address, s=scheme, p=port: curl(f"{s}://{CLOSED}/", "--resolve", f"{CLOSED}:{p}:{a}")
                   for address in (WEB, f"[{WEB6}]") for scheme, port in (("http", 80), ("https", 443))])


@attempt("an open name at a closed server's address (Host and SNI that differ from the address)")
def open_name_elsewhere(_me):
    def reach(address):
        with connected(address, 80) as sock:
            sock.sendall(request(OPEN, extra="Connection: close\r\n"))
            return read_all(sock).startswith("GET /")  # the echo's, and not the open site's
    if any([reach(ECHO), reach(ECHO6)]):
        return "the closed server answered"
    raise Stopped("the open site answered in its place")


@attempt("the closed name to an open site's address, by SNI and by Host")
def closed_name(me):
    return all_of([lambda: greet(tls.hello(me.bytes, CLOSED.encode())), lambda: fetch_secure(CLOSED, OPEN),
                   lambda: say(WEB, 80, request(CLOSED, "/" + me.marker))])


@attempt("SNI in odd case, with a final dot, below the name")
def odd_case(_me):
    return all_of([lambda n=name: fetch_secure(n) for name in
                   ("WWW.BeT365.cOM", CLOSED + ".", "a.b.c." + CLOSED, "-x-." + CLOSED, "_x." + CLOSED)])


@attempt("SNI as an IDN: full-width, ideographic dots, soft hyphens, in UTF-8")
def idn(me):
    names = ["ｗｗｗ.ｂｅｔ３６５.ｃｏｍ", "www。bet365。com", "www．bet365．com", "www.bet\u00ad365.com", "www.BET365.cOm",
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


@attempt("QUIC")
def quic(me):
    for address in (ECHO, ECHO6, WEB, WEB6):
        with connected(address, 443, socket.SOCK_DGRAM) as sock:
            sock.send((b"\xc0\0\0\0\1\x08" + me.bytes).ljust(1200, b"\0"))
    raise Stopped("sent without an error")


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
                         f"GET {path} HTTP/1.0\r\n\r\n".encode(), f"GET {path} HTTP/1.0\r\nHost: {CLOSED}\r\n\r\n".encode(),
                         f"\r\n\r\nGET {path} HTTP/1.1\r\nHost: {CLOSED}\r\n\r\n".encode(),
                         f"GET  {path}  HTTP/1.1\r\nHost: {CLOSED}\r\n\r\n".encode(),
                         f"GET\t{path}\tHTTP/1.1\r\nHost: {CLOSED}\r\n\r\n".encode(),
                         f"get {path} http/1.1\r\nhost: {CLOSED}\r\n\r\n".encode(),
                         f"GET {path} HTTP/2.0\r\nHost: {CLOSED}\r\n\r\n".encode(),
                         [bytes([byte]) for byte in request(CLOSED, path)])


@attempt("a request smuggled in the body of another (chunked, two lengths, a length that lies)")
def smuggled(me):
    inner = request(CLOSED, "/" + me.marker).decode()
    head = f"POST / HTTP/1.1\r\nHost: {OPEN}\r\n"
    return every_request(80, f"{head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{inner}".encode(),
                         f"{head}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n{inner}".encode(),
                         f"{head}Transfer-Encoding : chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n{inner}".encode(),
                         f"{head}Transfer-Encoding:\x0bchunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n{inner}".encode(),
                         f"{head}Content-Length: 0\r\nContent-Length: {len(inner)}\r\n\r\n{inner}".encode(),
                         f"{head}Content-Length: +0\r\n\r\n{inner}".encode(), f"{head}Content-Length: 0\r\n\r\n{inner}".encode(),
                         f"{head}Content-Length: 0, {len(inner)}\r\n\r\n{inner}".encode(),
                         *[f"{head}Transfer-Encoding: {coding}\r\n\r\n{chunk}\r\n\r\n{inner}".encode()
                           for coding, chunk in (("chunked", "0;x"), ("chunked", "0;\n"), ("chunked", "0x0"), ("chunked", "-0"),
                                                 ("chunked", " 0"), ("chunked", "10000000000000000"), ("xchunked", "0"),
                                                 ("chunked, identity", "0"), ("identity, chunked", "0"), ("chunked", "0\r\nHost: x"),
                                                 ("chunked\r\nTransfer-Encoding: identity", "0"), ("gzip", "0"))],
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


@attempt("web servers at other ports")
def other_ports(me):
    return all_of([lambda p=port, a=address: page(PAGE + exchange(a, p, request(CLOSED, "/" + me.marker)).decode())
                   for port in (8080, 8443, 81, 8000, 4433, 2083, 8888) for address in (ECHO, ECHO6)])


@attempt("a proxy on the internet or in the house")
def foreign_proxy(me):
    ask = f"CONNECT {CLOSED}:443 HTTP/1.1\r\n\r\n{me.marker}".encode()
    return all_of([lambda a=address, p=port: page(PAGE + exchange(a, p, ask).decode())
                   for address in (ECHO, "192.168.77.1") for port in (3128, 8080, 1080, 8118, 9050)])


def fetch_first(names):
    return all_of([lambda n=name: fetch_secure(n) for name in names])


@attempt("web proxies, VPNs and Tor's sites by name")
def web_proxies(_me):
    return fetch_first(["www.croxyproxy.com", "www.proxysite.com", "nordvpn.com", "www.torproject.org", "hide.me",
                        "bridges.torproject.org", "psiphon.ca", "api.mullvad.net", "something.onion.ly"])


@attempt("translators that show a page under their own name (x-com.translate.goog)")
def translators(_me):
    return fetch_first(["www-bet365-com.translate.goog", "translate.googleusercontent.com", "www.translatetheweb.com",
                        "www-bet365-com.translated.turbopages.org"])


@attempt("a search engine without its safe mode: other fronts, its usual address, other countries")
def unsafe_search(_me):
    fronts = [f"https://{name}/search?q=x" for name in ("search.yahoo.com", "uk.search.yahoo.com", "html.duckduckgo.com",
                                                        "lite.duckduckgo.com", "explicit.bing.net")]
    # A safe engine is another server than the one that a program finds by itself.
    usual = [f"https://{name}/" for name in ("www.google.com", "www.google.co.uk", "WWW.Google.Com.", "pixabay.com")]

    def server_of(url):
        name = url.split("/")[2]
        done = subprocess.run(["curl", "-sSk", "-m", "4", "--resolve", f"{name}:443:{WEB}", "-o", os.devnull, "-w",
                               "%header{server-address}", url], capture_output=True, text=True, check=False)
        if done.stdout and not done.stdout.strip("[]").endswith(("100.20", "100::20")):
            return f"{url} is the engine itself"
        raise Stopped(f"{done.stdout or done.stderr.strip()[:60]} in its place")
    return all_of([lambda u=url: server_of(u) for url in usual] + [lambda u=url: curl(u) for url in fronts])


@attempt("web archives, caches and readers")
def archives(_me):
    return fetch_first(["web.archive.org", "archive.ph", "archive.today", "webcache.googleusercontent.com", "12ft.io",
                        "cc.bingj.com", "r.jina.ai", "removepaywall.com"])


@attempt("names that spell an address (1-2-3-4.nip.io)")
def spelt_addresses(_me):
    return fetch_first(["198-51-100-10.nip.io", "198.51.100.10.sslip.io", "app.198-51-100-10.traefik.me",
                        "198-51-100-10.backname.io"])


@attempt("a name for an address inside the house, for the router's page")
def router(_me):
    with connected(WEB, 80) as sock:
        sock.sendall(request("private.test"))
        return page(read_all(sock))


@attempt("a hosts file of one's own, in a user namespace of one's own")
def own_hosts(_me):
    with tempfile.NamedTemporaryFile("w", dir=os.environ.get("TMPDIR", "/tmp"), suffix=".hosts") as hosts:
        hosts.write(f"127.0.0.1 localhost\n{WEB} {CLOSED}\n")
        hosts.flush()
        script = f"mount --bind {hosts.name} /etc/hosts && grep -q bet365 /etc/hosts && " \
                 f"curl -sSk -m 4 https://{CLOSED}/ http://{CLOSED}/"
        done = subprocess.run(["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script],
                              capture_output=True, text=True, check=False)
    return page(done.stdout or done.stderr)


@attempt("data in the first packet (TCP Fast Open)")
def fast_open(me):
    for address in (ECHO, ECHO6):
        for port in (443, 80, 8443, 22):
            with socket.socket(family_of(address), socket.SOCK_STREAM) as sock:
                sock.settimeout(0.3)
                try:
                    sock.setsockopt(socket.IPPROTO_TCP, 34, 1)  # TCP_FASTOPEN_NO_COOKIE
                    sock.sendto(me.bytes, socket.MSG_FASTOPEN, (address, port))
                except OSError:
                    pass
    raise Stopped("nothing of it went out")


@attempt("connections by the hundred, closed at once")
def connect_race(me):
    for number in range(300):
        sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        sock.setblocking(False)
        sock.connect_ex((ECHO, (22, 443, 8443)[number % 3]))
        try:
            sock.send(tls.hello(me.bytes, CLOSED.encode()))
        except OSError:
            pass
        sock.close()
    return greet(tls.hello(me.bytes, CLOSED.encode()))


@attempt("an open site in front of a closed one (domain fronting)",
         wins="The name in the hello is the open site's; what is asked for inside TLS cannot be seen. Few providers that hold "
              "both still answer.")
def domain_fronting(_me):
    return fetch_secure(OPEN, CLOSED)


@attempt("a second name inside one TLS connection (HTTP/1.1, and HTTP/2 coalescing)",
         wins="Names decide when a connection begins. A browser takes it for another name only where one server and one "
              "certificate hold both.")
def coalescing(_me):
    with secure(OPEN) as stream:
        stream.sendall(request(OPEN))
        stream.recv(65536)
        stream.sendall(request(CLOSED, extra="Connection: close\r\n"))
        text = read_all(stream)
    return page(text[text.index(PAGE):]) if "bet365" in text else page("")


@attempt("a tunnel inside TLS to a name that no list knows (WebSocket, SSH, VPN, a proxy of one's own)",
         wins="It looks like any visit to any site. It needs a server outside; lists learn the public ones. The level Close "
              "support (chosen sites only) stops it.")
def own_server(me):
    with secure("my-own-server.example") as stream:
        stream.sendall(request("my-own-server.example", "/" + me.marker, "Connection: close\r\n"))
        return page(read_all(stream))


@attempt("a name of one's own that leads to a closed site's server",
         wins="Names decide, and this one nobody knows. The server is asked for that name, and most refuse it.")
def own_name(me):
    return fetch_secure(f"{me.marker}.my-mirror.example")


@attempt("a computer elsewhere, used in the browser (notebooks, code editors)",
         wins="Sites that run programs are sites to learn with, too. Block those that a child misuses for that child.")
def computers_elsewhere(_me):
    return fetch_first(["colab.research.google.com", "github.dev"])

# SPDX-License-Identifier: GPL-2.0-or-later
"""Attempts to see a closed page."""
import os
import socket
import ssl
import subprocess
import tempfile

from bypass import hello as tls
from bypass.attempt import ANSWER_S, Stopped, Unsupported, all_of, connected, exchange, family_of, themed
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


@attempt("QUIC")
def quic(me):
    for address in (ECHO, ECHO6, WEB, WEB6):
        with connected(address, 443, socket.SOCK_DGRAM) as sock:
            sock.send((b"\xc0\0\0\0\1\x08" + me.bytes).ljust(1200, b"\0"))
    raise Stopped("sent without an error")


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


@attempt("tunnels to a computer elsewhere, and its screen in a browser (ngrok, ts.net, a remote desktop)")
def tunnels_home(_me):
    return fetch_first(["my-tunnel.ngrok-free.app", "my-computer.my-net.ts.net", "something.trycloudflare.com",
                        "something.devtunnels.ms", "remotedesktop.google.com", "my-computer.lhr.life"])


@attempt("translators that show a page under their own name (x-com.translate.goog)")
def translators(_me):
    return fetch_first(["www-bet365-com.translate.goog", "translate.googleusercontent.com", "www.translatetheweb.com",
                        "www-bet365-com.translated.turbopages.org"])


@attempt("a search engine without its safe mode: other fronts, its usual address, other countries")
def unsafe_search(_me):
    fronts = [f"https://{name}/search?q=x" for name in
              ("search.yahoo.com", "html.duckduckgo.com", "lite.duckduckgo.com", "explicit.bing.net")]
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
    if done.stderr.startswith("unshare:"):
        raise Unsupported(done.stderr.strip())
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


@attempt("a name of one's own that leads to a closed site's server",
         wins="Names decide, and this one nobody knows. The server is asked for that name, and most refuse it.")
def own_name(me):
    return fetch_secure(f"{me.marker}.my-mirror.example")


@attempt("a computer elsewhere, used in the browser (notebooks, code editors)",
         wins="Sites that run programs are sites to learn with, too. Block those that a child misuses for that child.")
def computers_elsewhere(_me):
    return fetch_first(["colab.research.google.com", "github.dev"])

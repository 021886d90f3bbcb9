# SPDX-License-Identifier: GPL-2.0-or-later
"""A web server of the practice internet for a browser's pages, at addresses of its own; http, https, WebSocket."""
import base64
import hashlib
import http.server
import os
import socket
import ssl
import struct
import subprocess
import sys
import threading
import time
import zlib

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from home import linux, practice  # noqa: E402

PLACES = ["198.51.100.30", "2001:db8:100::30"]
HOSTS = 20
PARTS = 100
BLOCKED = ["www.bet365.com", "www.pornhub.com"]  # every tenth part comes from one of these
DOWNLOAD = 20_000_000
STREAM_S = 60


def png():
    """A picture of one pixel."""
    def chunk(kind, data):
        return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack("!IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(b"\0\xf6\xb7\x3c")) + chunk(b"IEND", b""))


def host_of(part):
    return BLOCKED[part // 10 % 2] if part % 10 == 9 else f"h{part % HOSTS}.pages.test"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):  # pylint: disable=arguments-differ
        pass

    def answer(self, kind, body):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Alt-Svc", 'h3=":443"; ma=3600')
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):  # pylint: disable=invalid-name
        path = self.path.partition("?")[0]
        {"/part": self.part, "/many": self.many, "/download": self.download, "/stream": self.stream,
         "/socket": self.socket}.get(path, self.page)()

    def page(self):
        family = "IPv6" if ":" in self.client_address[0] and "." not in self.client_address[0] else "IPv4"
        scheme = "https" if isinstance(self.connection, ssl.SSLSocket) else "http"
        self.answer("text/html", f"<title>A page</title><h1>{scheme} by {family} at "
                                 f"{self.connection.getsockname()[0]} for {self.headers['Host']}</h1>".encode())

    def part(self):
        self.answer("image/png", png())

    def many(self):
        parts = "".join(f'<img src="https://{host_of(part)}/part?{part}">' for part in range(PARTS))
        self.answer("text/html", f"<title>Many parts</title>{parts}".encode())

    def download(self):
        self.answer("application/octet-stream", bytes(range(256)) * (DOWNLOAD // 256))

    def stream(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        for _ in range(STREAM_S * 20):
            self.wfile.write(b"still here\n")
            time.sleep(0.05)

    def socket(self):
        """Sends back every text that comes (RFC 6455), in lower-case."""
        key = self.headers["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        self.send_response(101)
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        self.send_header("Sec-WebSocket-Accept", base64.b64encode(hashlib.sha1(key.encode()).digest()).decode())
        self.end_headers()
        while len(head := self.rfile.read(2)) == 2 and head[0] & 0x0F == 1:
            mask, text = self.rfile.read(4), self.rfile.read(head[1] & 0x7F)
            plain = bytes(byte ^ mask[i % 4] for i, byte in enumerate(text)).lower()
            self.wfile.write(bytes([0x81, len(plain)]) + plain)
        self.close_connection = True


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address, port, context):
        self.address_family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self.context = context
        super().__init__((address, port), Handler)

    def finish_request(self, request, client_address):
        try:
            if self.context is not None:
                request = self.context.wrap_socket(request, server_side=True)
            super().finish_request(request, client_address)
        except OSError:
            pass  # the browser went away


def internet_namespace():
    """Of the practice internet: that of its DNS server, which is not ours."""
    ours = os.readlink("/proc/self/ns/net")
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/cmdline", "rb") as file:
                if b"internet.py" in file.read() and os.readlink(f"/proc/{name}/ns/net") != ours:
                    return f"/proc/{name}/ns/net"
        except OSError:
            pass
    raise FileNotFoundError("there is no practice internet")


def secure_only(_, name, __):
    """Names that begin with "plain" are not there over https: a browser tries that first, and comes back."""
    return ssl.ALERT_DESCRIPTION_ACCESS_DENIED if name and name.startswith("plain") else None


def serve(ready):
    linux.die_with_parent(9)
    linux.set_network(os.open(internet_namespace(), os.O_RDONLY))
    for address in PLACES:
        subprocess.run(["ip", "addr", "add", address, "dev", "lo"] + (["nodad"] if ":" in address else []), check=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.sni_callback = secure_only
    context.load_cert_chain(f"{practice.PLACE}/web/cert.pem", f"{practice.PLACE}/web/key.pem")
    for address in PLACES:
        for port in (80, 443):
            server = Server(address, port, context if port == 443 else None)
            threading.Thread(target=server.serve_forever, daemon=True).start()
    os.write(ready, b"1")
    threading.Event().wait()


def start():
    """Starts the servers in a process that ends with this one."""
    read, write = os.pipe()
    if os.fork() == 0:
        try:
            serve(write)
        finally:
            os._exit(1)
    os.close(write)
    assert os.read(read, 1) == b"1", "the pages' server did not start"

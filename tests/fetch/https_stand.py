# SPDX-License-Identifier: GPL-2.0-or-later
"""An HTTPS server with a certificate authority of its own, on which tests say byte by byte what a
server sends: whole answers, and all the ways not to."""
import os
import socket
import ssl
import subprocess
import threading


def _openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


class Authority:
    """A CA in a folder, and certificates of it."""

    def __init__(self, folder, name="ca"):
        self.folder, self.name = folder, name
        self.path = os.path.join(folder, name + ".pem")
        self.key = os.path.join(folder, name + ".key")
        _openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                 "-keyout", self.key, "-out", self.path, "-days", "3650", "-subj", f"/CN=Test {name}")
        os.chmod(self.path, 0o644)

    def certificate(self, name, *others, days=3650):
        """Paths of (certificate, key) for host names."""
        base = os.path.join(self.folder, f"{self.name}-{name}-{days}")
        _openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                 "-keyout", base + ".key", "-out", base + ".csr", "-subj", f"/CN={name}")
        with open(base + ".ext", "w", encoding="ascii") as file:
            file.write("subjectAltName=" + ",".join(f"DNS:{host}" for host in (name, *others)) + "\n")
        _openssl("x509", "-req", "-in", base + ".csr", "-CA", self.path, "-CAkey", self.key,
                 "-CAcreateserial", "-out", base + ".pem", "-days", str(days), "-extfile", base + ".ext")
        return base + ".pem", base + ".key"


class Request:
    def __init__(self, head):
        lines = head.decode("latin-1").split("\r\n")
        self.path = lines[0].split(" ")[1]
        self.headers = {name.lower(): value.strip() for name, _, value in
                        (line.partition(":") for line in lines[1:] if ":" in line)}

    def offset(self):
        """Where a Range header wants to begin, or None."""
        value = self.headers.get("range", "")
        return int(value[len("bytes="):-1]) if value.startswith("bytes=") and value.endswith("-") else None


def answer(status, body=b"", *headers, length=None):
    """The bytes of an answer; length: what Content-Length says where it is not the truth."""
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body) if length is None else length}",
             "Connection: close", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Server:
    """Answers each path by what routes has for it: bytes, or a function (request, send) -> None."""

    def __init__(self, certificate=None, port=0):
        self.routes, self.requests = {}, []
        self.released = threading.Event()  # stalled answers wait for it
        self._context = None
        if certificate:
            self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._context.load_cert_chain(*certificate)
        self._listener = socket.create_server(("127.0.0.1", port))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def address(self, path="", host="localhost"):
        return f"{'https' if self._context else 'http'}://{host}:{self.port}{path}"

    def close(self):
        self.released.set()
        self._listener.close()

    def stall(self):
        self.released.wait(60)

    def _accept(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        try:
            if self._context:
                connection = self._context.wrap_socket(connection, server_side=True)
            head = b""
            while b"\r\n\r\n" not in head:
                read = connection.recv(65536)
                if not read:
                    return
                head += read
            request = Request(head.split(b"\r\n\r\n")[0])
            self.requests.append(request)
            route = self.routes.get(request.path, answer(404))
            if callable(route):
                route(request, connection.sendall)
            else:
                connection.sendall(route)
            if self._context:
                connection.unwrap()
        except (OSError, ValueError):
            pass
        finally:
            connection.close()

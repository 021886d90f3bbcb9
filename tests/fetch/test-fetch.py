#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""porchlight-fetch against a server that does all that a server should not."""
import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from https_stand import Authority, Server, answer  # noqa: E402

FETCH = os.environ["PL_FETCH"]
LIST = b"".join(b"site-%d.example\n" % n for n in range(5000))
FAILURES = ("name", "connect", "certificate", "redirect", "status", "page", "size", "stalled", "slow",
            "short", "length", "changed", "protocol")
KINDS = ("whole", "rest", "unchanged")


class Result:
    """What the frames said."""

    def __init__(self, data):
        self.kind = self.failure = None
        self.body, self.done, self.status, self.retry_after = b"", False, 0, 0
        while data:
            kind, detail, length = struct.unpack_from("<BBH", data)
            payload, data = data[4:4 + length], data[4 + length:]
            if kind == 1:
                self.kind = KINDS[detail]
                self.size = struct.unpack_from("<Q", payload)[0]
                tag = payload[9:9 + payload[8]]
                self.tag, self.modified = tag.decode(), payload[10 + len(tag):].decode()
            elif kind == 2:
                self.body += payload
            elif kind == 3:
                self.done = True
            elif kind == 4:
                self.failure = FAILURES[detail]
                self.status, self.retry_after = struct.unpack("<II", payload)


class Fetch(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="porchlight-")
        os.chmod(cls.folder, 0o755)
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.authority = Authority(cls.folder)
        cls.server = Server(cls.authority.certificate("localhost"))
        cls.addClassCleanup(cls.server.close)

    def setUp(self):
        self.server.routes.clear()
        self.server.requests.clear()

    def fetch(self, address, *, size_max=1 << 20, offset=0, stall_ms=20000, total_ms=60000, tag="",
              modified="", authorization=""):
        job = struct.pack("<QQiii2048s256s64s1024s4x", size_max, offset, 20000, stall_ms, total_ms,
                          address.encode(), tag.encode(), modified.encode(), authorization.encode())
        ours, theirs = socket.socketpair()
        with ours, subprocess.Popen([FETCH, "--authorities", self.authority.path], stdin=theirs,
                                    stdout=theirs, stderr=subprocess.PIPE) as process:
            theirs.close()
            ours.sendall(job)
            data = b""
            while read := ours.recv(65536):
                data += read
            errors = process.stderr.read().decode()
        result = Result(data)
        self.assertEqual(process.returncode, 0 if result.done else 1, errors)
        return result

    def get(self, route, **options):
        self.server.routes["/list"] = route
        return self.fetch(self.server.address("/list"), **options)

    def assert_fails(self, why, route, **options):
        result = self.get(route, **options)
        self.assertEqual((result.failure, result.done), (why, False))
        return result

    def test_a_list_comes_whole_with_its_tag_and_date(self):
        result = self.get(answer(200, LIST, 'ETag: "one"', "Last-Modified: Sun, 22 Nov 2026 03:00:00 GMT"))
        self.assertTrue(result.done)
        self.assertEqual(result.body, LIST)
        self.assertEqual((result.kind, result.tag, result.size), ("whole", '"one"', len(LIST)))
        self.assertEqual(result.modified, "Sun, 22 Nov 2026 03:00:00 GMT")
        self.assertRegex(self.server.requests[0].headers["user-agent"], r"\APorchlight/[0-9.]+ ")

    def test_what_is_there_already_is_not_sent_again(self):
        result = self.get(answer(304), tag='"one"', modified="Sun, 22 Nov 2026 03:00:00 GMT")
        self.assertEqual((result.kind, result.done, result.body), ("unchanged", True, b""))
        headers = self.server.requests[0].headers
        self.assertEqual(headers["if-none-match"], '"one"')
        self.assertEqual(headers["if-modified-since"], "Sun, 22 Nov 2026 03:00:00 GMT")

    def test_the_rest_of_a_list_is_asked_for_and_taken(self):
        def rest(request, send):
            send(answer(206, LIST[request.offset():], 'ETag: "one"',
                        f"Content-Range: bytes {request.offset()}-{len(LIST) - 1}/{len(LIST)}"))
        result = self.get(rest, offset=1000, tag='"one"')
        self.assertEqual((result.kind, result.done, result.body), ("rest", True, LIST[1000:]))
        self.assertEqual(self.server.requests[0].headers["if-range"], '"one"')
        self.assertEqual(result.size, len(LIST))

    def test_a_server_that_sends_all_instead_of_the_rest_is_believed(self):
        result = self.get(answer(200, LIST, 'ETag: "two"'), offset=1000, tag='"one"')
        self.assertEqual((result.kind, result.done, result.body), ("whole", True, LIST))

    def test_a_rest_of_something_else_is_refused(self):
        for headers in (['ETag: "two"', "Content-Range: bytes 1000-1999/5000"],
                        ['ETag: "one"', "Content-Range: bytes 0-999/5000"], ['ETag: "one"']):
            self.assert_fails("changed", answer(206, LIST[:1000], *headers), offset=1000, tag='"one"')

    def test_a_list_that_is_cut_short_fails(self):
        self.assert_fails("short", answer(200, LIST[:3000], length=len(LIST)))

    def test_a_list_that_ends_without_a_word_fails(self):
        def cut(request, send):
            send(b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n5\r\na.exa\r\n")
        self.assert_fails("short", cut)

    def test_a_list_that_is_longer_than_the_server_says_fails(self):
        self.assert_fails("length", answer(200, LIST[:4000], length=3000))

    def test_a_server_that_stalls_is_left(self):
        def stall_in_head(request, send):
            self.server.stall()

        def stall_in_body(request, send):
            send(answer(200, LIST[:1000], length=len(LIST)))
            self.server.stall()
        self.assert_fails("stalled", stall_in_head, stall_ms=1000)
        result = self.assert_fails("stalled", stall_in_body, stall_ms=1000)
        self.assertEqual(result.body, LIST[:1000])

    def test_a_server_that_never_ends_is_left(self):
        def drip(request, send):
            send(answer(200, b"", length=len(LIST)))
            while not self.server.released.wait(0.005):
                send(b"a")
        self.assert_fails("slow", drip, total_ms=100)

    def test_what_is_too_large_is_not_taken_whether_the_server_says_so_or_not(self):
        def unsaid(request, send):
            send(b"HTTP/1.1 200 X\r\nConnection: close\r\n\r\n" + LIST)
        self.assert_fails("size", answer(200, LIST), size_max=1000)
        result = self.assert_fails("size", unsaid, size_max=1000)
        self.assertLessEqual(len(result.body), 1000)

    def test_a_head_that_never_ends_is_left(self):
        """Neither in one answer, nor in many that come before it."""
        for more in (b"X: " + b"a" * 1000 + b"\r\n", b"HTTP/1.1 103 X\r\nX: " + b"a" * 1000 + b"\r\n\r\n"):
            sent = []

            def endless(_, send, line=more, sent=sent):
                send(b"HTTP/1.1 200 X\r\n" if line.startswith(b"X") else b"")
                for _ in range(100000):
                    send(line)
                    sent.append(len(line))
            with self.subTest(more=more[:12]):
                self.assert_fails("size", endless)
                self.assertLess(sum(sent), 8 << 20, "what the sockets between hold, and no more")

    def test_a_redirect_to_a_program_of_this_computer_reaches_no_further_than_its_certificate(self):
        """Who keeps a list's server may send us to any port here; what answers there has no name that others vouch for."""
        stranger = Authority(self.folder, "local")
        here = Server(stranger.certificate("localhost"))
        self.addCleanup(here.close)
        here.routes["/list"] = answer(200, LIST)
        self.assert_fails("certificate", answer(302, b"", f"Location: {here.address('/list')}"))
        self.assertEqual(here.requests, [])

    def test_a_redirect_over_https_is_followed(self):
        self.server.routes["/new"] = answer(200, LIST)
        result = self.get(answer(301, b"", f"Location: {self.server.address('/new')}"))
        self.assertEqual(result.body, LIST)

    def test_a_redirect_to_plain_http_is_refused(self):
        plain = Server()
        self.addCleanup(plain.close)
        plain.routes["/list"] = answer(200, LIST)
        self.assert_fails("redirect", answer(302, b"", f"Location: {plain.address('/list')}"))
        self.assertEqual(plain.requests, [])

    def test_a_redirect_to_a_file_is_refused(self):
        self.assert_fails("redirect", answer(302, b"", "Location: file:///etc/passwd"))

    def test_redirects_in_a_circle_end(self):
        self.assert_fails("redirect", answer(302, b"", f"Location: {self.server.address('/list')}"))
        self.assertEqual(len(self.server.requests), 6)

    def test_a_secret_does_not_go_along_to_another_server(self):
        other = Server(self.authority.certificate("localhost"))
        self.addCleanup(other.close)
        other.routes["/list"] = answer(200, LIST)
        result = self.get(answer(302, b"", f"Location: {other.address('/list')}"), authorization="Bearer s3cret")
        self.assertTrue(result.done)
        self.assertEqual(self.server.requests[0].headers["authorization"], "Bearer s3cret")
        self.assertNotIn("authorization", other.requests[0].headers)

    def test_plain_http_is_never_spoken(self):
        plain = Server()
        self.addCleanup(plain.close)
        plain.routes["/list"] = answer(200, LIST)
        self.assertEqual(self.fetch(plain.address("/list")).failure, "protocol")
        self.assertEqual(plain.requests, [])

    def test_a_certificate_that_is_not_good_is_refused(self):
        stranger = Authority(self.folder, "stranger")
        for certificate in (self.authority.certificate("elsewhere.example"),
                            self.authority.certificate("localhost", days=-1),
                            stranger.certificate("localhost")):
            server = Server(certificate)
            server.routes["/list"] = answer(200, LIST)
            self.assertEqual(self.fetch(server.address("/list")).failure, "certificate", certificate)
            self.assertEqual(server.requests, [])
            server.close()

    def test_a_web_page_is_no_list(self):
        self.assert_fails("page", answer(200, b"<!DOCTYPE html><p>Sorry", "Content-Type: text/html; charset=utf-8"))

    def test_an_error_is_told_with_its_number_and_how_long_to_wait(self):
        for status, wait in ((404, 0), (429, 120), (503, 7200)):
            result = self.assert_fails("status", answer(status, b"no", *([f"Retry-After: {wait}"] if wait else [])))
            self.assertEqual((result.status, result.retry_after, result.body), (status, wait, b""))

    def test_nobody_there_and_no_such_name_are_told_apart(self):
        gone = socket.create_server(("127.0.0.1", 0))
        port = gone.getsockname()[1]
        gone.close()
        self.assertEqual(self.fetch(f"https://localhost:{port}/").failure, "connect")

    def test_what_is_no_http_fails(self):
        self.assert_fails("protocol", b"hello\r\n\r\n")

    def test_headers_that_are_not_text_are_dropped(self):
        result = self.get(answer(200, LIST, 'ETag: "o\x01ne"'))
        self.assertTrue(result.done)
        self.assertEqual(result.tag, "")


if __name__ == "__main__":
    unittest.main()

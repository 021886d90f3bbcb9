#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""porchlightctl sites build on input that means harm: a clear refusal, within bounds of time and
memory, and the old index stays."""
import bz2
import gzip
import io
import lzma
import os
import struct
import subprocess
import tarfile
import unittest
import zipfile
import zlib

from ctl_case import SANITIZED, CtlCase

MB = 1 << 20
# A refusal takes a second or so; machines that run tests are slow and shared.
SECONDS = 120 if SANITIZED else 20
# The importer's cap on addresses is 320 MB; nothing here makes it use half of them.
PEAK_MB = 160


def entry(name, size=0, kind=b"0", link=""):
    head = tarfile.TarInfo(name)
    head.size, head.type, head.linkname = size, kind, link
    return head.tobuf(tarfile.GNU_FORMAT)


def zstd(content):
    return subprocess.run(["zstd", "-qc"], input=content, stdout=subprocess.PIPE, check=True).stdout


def gzip_repeated(content, times):
    """A gzip file of many members, made without compressing them all."""
    return gzip.compress(content) * times


class Hostile(CtlCase):
    def assert_bounded(self, name, content, says, inputs=("games={}", "{}")):
        path = self.write(name, content)
        for given in inputs:
            with self.subTest(given):
                outcome = self.assert_refused(given.format(path), says=says)
                self.assertLess(outcome.seconds, SECONDS)
                if not SANITIZED:
                    self.assertLess(outcome.peak_mb, PEAK_MB)

    def test_a_gzip_bomb_of_names(self):
        self.assert_bounded("list.gz", gzip_repeated(b"example.org\n" * MB, 100),
                            "far more than lists do", ["games={}"])

    def test_a_gzip_bomb_of_nothing(self):
        self.assert_bounded("list.gz", gzip_repeated(bytes(16 * MB), 80), "", ["games={}", "{}"])

    def test_a_bomb_in_what_is_skipped(self):
        size = 4096 * MB
        bomb = gzip.compress(entry("notes", size)) + gzip_repeated(bytes(16 * MB), 256)
        self.assert_bounded("lists.tar.gz", bomb, "far more than lists do")

    def test_a_bomb_in_a_header(self):
        size = 1024 * MB
        bomb = gzip.compress(entry("pax", size, b"x")) + gzip_repeated(bytes(16 * MB), 64)
        self.assert_bounded("lists.tar.gz", bomb, "")

    def test_a_zip_bomb(self):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("games/domains", b"#\n" * (16 * MB))
        self.assert_bounded("lists.zip", made.getvalue(), "far more than lists do")

    def test_a_zip_of_zips(self):
        content = b"example.org\n" * MB
        for level in range(4):
            made = io.BytesIO()
            with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
                for number in range(16):
                    archive.writestr("lib %d.zip" % number, content)
            content = made.getvalue()
        self.assert_bounded("42.zip", content, "no list in it")

    def test_an_inner_zip_that_calls_itself_a_list(self):
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as archive:
            archive.writestr("games/domains", "example.org\n")
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            archive.writestr("games/domains", inner.getvalue())
        self.assert_bounded("lists.zip", made.getvalue(), "games/domains: not a list")

    def test_a_million_entries(self):
        entries = entry("a") * 50000
        self.assert_bounded("lists.tar", entries * 20, "too many entries")
        self.assert_bounded("lists.tar.gz", gzip_repeated(entries, 20), "")

    def test_a_million_entries_in_a_zip(self):
        local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 0, 0, 0, 0, 0, 0, 1, 0) + b"a"
        central = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0,
                              1, 0, 0, 0, 0, 0, 0) + b"a"
        # Entries at one place count once; 60,000 distinct ones would do, and 200,000 do not.
        central = b"".join(central[:42] + struct.pack("<L", number * len(local)) + b"a"
                           for number in range(200000))
        body = local * 200000
        end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 65535, 65535, len(central), len(body), 0)
        self.assert_bounded("lists.zip", body + central + end, "")

    def test_a_line_of_200_mb(self):
        path = self.path("list")
        with open(path, "wb") as file:
            for _ in range(200):
                file.write(b"x" * MB)
        outcome = self.assert_refused("games=" + path, says="a line is too long")
        self.assertLess(outcome.seconds, SECONDS)
        if not SANITIZED:
            self.assertLess(outcome.peak_mb, PEAK_MB)

    def test_what_is_cut_short(self):
        text = "".join("site%d.example\n" % number for number in range(20000)).encode()
        tarred = entry("games/domains", len(text)) + text + bytes(-len(text) % 512) + bytes(1024)
        zipped = io.BytesIO()
        with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("games/domains", text)
        whole = {"list.gz": gzip.compress(text), "list.xz": lzma.compress(text),
                 "list.zst": zstd(text), "lists.tar": tarred, "lists.tar.gz": gzip.compress(tarred),
                 "lists.tar.xz": lzma.compress(tarred), "lists.tar.zst": zstd(tarred),
                 "lists.zip": zipped.getvalue()}
        for name, content in whole.items():
            path = self.write("whole-" + name, content)
            self.build("games=" + path)
            for part in (len(content) // 2, len(content) - len(content) // 10):
                with self.subTest((name, part)):
                    self.assert_refused("games=" + self.write(name, content[:part]))

    def test_what_is_damaged(self):
        text = "".join("site%d.example\n" % number for number in range(20000)).encode()
        tarred = entry("games/domains", len(text)) + text + bytes(-len(text) % 512) + bytes(1024)
        for name, content in (("list.gz", gzip.compress(text)), ("list.xz", lzma.compress(text)),
                              ("list.bz2", bz2.compress(text)), ("list.zst", zstd(text)),
                              ("lists.tar.gz", gzip.compress(tarred))):
            for place in (len(content) // 2, len(content) - 6):
                damaged = bytearray(content)
                damaged[place] ^= 0xff
                with self.subTest((name, place)):
                    self.assert_refused("games=" + self.write(name, bytes(damaged)))

    def test_an_encrypted_zip(self):
        path = self.path("lists.zip")
        self.write("games/domains", "example.org\n")
        subprocess.run(["zip", "-q", "-P", "secret", path, "games/domains"], cwd=self.folder,
                       check=True)
        for given in (path, "games=" + path):
            self.assert_refused(given, says="it is encrypted")

    def test_what_is_no_list(self):
        with open("/proc/self/exe", "rb") as file:
            program = file.read(MB)
        for content in (program, b"Rar!\x1a\x07\x01\x00" + b"x" * 100, b"7z\xbc\xaf'\x1c\0\4",
                        "example.org\n".encode("utf-16"), b"\x1f\x8b", b"PK\3\4"):
            with self.subTest(content[:8]):
                self.assert_refused("games=" + self.write("list", content))

    def test_a_dictionary_of_a_gigabyte(self):
        packed = bytearray(lzma.compress(b"example.org\n" * 1000, preset=0))
        # The block header (xz format, 3.1): size, flags, filter 0x21, 1 byte of properties.
        size = (packed[12] + 1) * 4
        self.assertEqual(packed[14:16], b"\x21\x01")
        packed[16] = 36
        packed[12 + size - 4:12 + size] = struct.pack("<L", zlib.crc32(packed[12:12 + size - 4]))
        self.assertEqual(lzma.decompress(packed), b"example.org\n" * 1000)
        if not SANITIZED:
            self.assert_bounded("list.xz", bytes(packed), "memory", ["games={}"])

    def test_a_tar_of_links_only(self):
        content = entry("games/domains", 0, b"2", "/etc/passwd") + \
            entry("chat/domains", 0, b"1", "/etc/passwd") + bytes(1024)
        self.assert_bounded("lists.tar", content, "no list in it")

    def test_folders_that_are_too_deep(self):
        self.write("tree/" + "a/" * 20 + "games/domains", "example.org\n")
        self.assert_refused(self.path("tree"), says="too deep")

    def test_an_endless_file(self):
        self.assert_refused("games=/dev/zero")

    def test_one_bad_input_spoils_all(self):
        good = self.write("good", "example.org\n")
        bad = self.write("bad.gz", gzip.compress(b"example.org\n" * 1000)[:-9])
        for inputs in ((good, bad), (bad, good), (good, bad, good, good, good)):
            self.assert_refused(*("games=" + path for path in inputs), says="bad.gz")


class Confinement(CtlCase):
    def test_a_running_importer_holds_nothing(self):
        program = os.path.join(os.path.dirname(os.environ["PL_CTL"]), "porchlight-import")
        process = subprocess.Popen([program, "given"], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE)
        # Once more was taken than the pipe and its first buffers hold, it is at work, confined.
        process.stdin.write(b"# a comment\n" * (MB // 4))
        process.stdin.flush()
        status = {}
        with open("/proc/%d/status" % process.pid) as file:
            for line in file:
                name, _, value = line.partition(":")
                status[name] = value.split()
        self.assertEqual(status["Seccomp"], ["2"])
        self.assertEqual(status["NoNewPrivs"], ["1"])
        for kind in ("CapInh", "CapPrm", "CapEff", "CapAmb"):
            self.assertEqual(int(status[kind][0], 16), 0)
        if os.geteuid() == 0:
            self.assertNotIn("0", status["Uid"] + status["Gid"])
            self.assertEqual(status["Groups"], [])
            self.assertEqual(int(status["CapBnd"][0], 16), 0)
            self.assertEqual(sorted(os.listdir("/proc/%d/fd" % process.pid)), ["0", "1", "2"])
            with open("/proc/%d/limits" % process.pid) as file:
                limits = file.read()
            self.assertIn("Max core file size        0", limits)
            if not SANITIZED:
                self.assertRegex(limits, r"Max address space +%d " % (320 * MB))
        process.stdin.write(b"example.org\n")
        answer, _ = process.communicate()
        self.assertEqual(process.returncode, 0)
        self.assertIn(b"\x0bexample.org", answer)


if __name__ == "__main__":
    unittest.main()

# SPDX-License-Identifier: GPL-2.0-or-later
"""What the tests of updates share: a folder of lists, a server that they tell what to do, and
porchlight-update."""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(SOURCE, "tests", "fetch"))
from https_stand import Authority, Server, answer  # noqa: E402,F401

UPDATE, CTL = os.environ["PL_UPDATE"], os.environ["PL_CTL"]
NOW = 1800000000
HOUR = 3600


def names(count, prefix="site"):
    return "".join(f"{prefix}-{n}.example\n" for n in range(count)).encode()


class Row:
    def __init__(self, fields):
        self.kind, self.source, flags, *numbers, self.held, self.text = fields
        self.off, self.failed, self.is_held = (bool(int(flags) & bit) for bit in (1, 2, 4))
        self.entries, self.bytes, self.fetched, self.due = map(int, numbers)


class Outcome:
    def __init__(self, process):
        self.status, self.err = process.returncode, process.stderr.decode()
        self.rows = [Row(line.split("\t")) for line in process.stdout.decode().splitlines()]
        self.sources = {row.source: row for row in self.rows if row.kind == "source"}
        self.end = next((row for row in self.rows if row.kind == "end"), None)
        self.asked = [row.source for row in self.rows if row.kind == "progress" and row.source]


class UpdateCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.place = tempfile.mkdtemp(prefix="porchlight-")
        os.chmod(cls.place, 0o755)
        cls.addClassCleanup(shutil.rmtree, cls.place)
        cls.authority = Authority(cls.place)
        cls.server = Server(cls.authority.certificate("localhost"))
        cls.addClassCleanup(cls.server.close)
        with open(os.path.join(SOURCE, "policy", "data", "sources.conf"), encoding="utf-8") as file:
            cls.shipped = re.findall(r"^\[(.*)\]$", file.read(), re.MULTILINE)

    def setUp(self):
        self.server.routes.clear()
        self.server.requests.clear()
        self.folder = tempfile.mkdtemp(dir=self.place)
        self.lists = os.path.join(self.folder, "lists")
        self.conf = os.path.join(self.folder, "sources.conf")
        self.now = NOW
        os.chmod(self.folder, 0o755)
        self.sources(ours="Category=gambling")

    def sources(self, **sections):
        """The home's file: these sources only, each at a path of its name."""
        with open(self.conf, "w", encoding="utf-8") as file:
            for name in self.shipped:
                file.write(f"[{name}]\nEnabled=false\n")
            for name, keys in sections.items():
                file.write(f"[{name}]\nAddress={self.server.address('/' + name)}\n{keys}\n")

    def command(self, *words, **options):
        arguments = [UPDATE, "--folder", self.lists, "--sources", self.conf, "--authorities",
                     self.authority.path, "--now", str(self.now)]
        for name, value in options.items():
            arguments += [f"--{name.replace('_', '-')}", str(value)]
        return arguments + list(words)

    def update(self, *words, preexec=None, **options):
        process = subprocess.run(self.command(*(words or ("now",)), **options), capture_output=True,
                                 preexec_fn=preexec, check=False)
        return Outcome(process)

    def categories(self, name):
        """What the index in force says of a name; it is checked whole first."""
        process = subprocess.run([CTL, "sites", "lookup", os.path.join(self.lists, "sites.index"), name],
                                 capture_output=True, check=False)
        self.assertEqual(process.returncode, 0, process.stderr)
        return process.stdout.decode().split("\t")[1]

    def assert_blocks(self, *blocked, category="gambling"):
        for name in blocked:
            self.assertEqual(self.categories(name), category, name)

    def serve(self, body, *headers, path="/ours", **options):
        self.server.routes[path] = answer(200, body, *headers, **options)

# SPDX-License-Identifier: GPL-2.0-or-later
"""What the tests of porchlightctl share: a folder of their own, and the program in the build."""
import os
import re
import shutil
import subprocess
import tempfile
import unittest

CTL = os.environ["PL_CTL"]
SANITIZED = os.environ.get("PL_SANITIZED") == "1"
LAST_LINE = re.compile(r"entries=(\d+) names=(\d+) bytes=(\d+) skipped=(\d+) seconds=(\d+\.\d+)\Z")


# Runs a program from a small process, since peak memory counts what was copied from the parent.
MEASURE = """
import os, sys, time
started = time.monotonic()
child = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(child, 0)
with open(sys.argv[1], "w") as figures:
    figures.write("%d %d %f" % (os.waitstatus_to_exitcode(status), usage.ru_maxrss,
                                time.monotonic() - started))
"""


class Outcome:
    """How a run ended: status, both outputs, peak memory of its largest process in MB, seconds."""

    def __init__(self, status, out, err, peak_mb=None, seconds=None):
        self.status = status
        self.out = out.decode("utf-8", "surrogateescape")
        self.err = err.decode("utf-8", "surrogateescape")
        self.peak_mb, self.seconds = peak_mb, seconds

    def figures(self):
        found = LAST_LINE.match(self.out.rstrip("\n").rsplit("\n", 1)[-1])
        assert found, self.out
        return dict(zip(("entries", "names", "bytes", "skipped"), map(int, found.groups())))


class CtlCase(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="porchlight-")
        os.chmod(self.folder, 0o755)
        self.addCleanup(shutil.rmtree, self.folder)
        self.index = self.path("sites.index")

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def write(self, name, content):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
        return path

    def ctl(self, *arguments, stdin=b""):
        process = subprocess.run([CTL, *arguments], input=stdin, capture_output=True)
        return Outcome(process.returncode, process.stdout, process.stderr)

    def measured_ctl(self, *arguments):
        """The same, with peak_mb and seconds."""
        with tempfile.NamedTemporaryFile("r") as figures:
            process = subprocess.run(["/usr/bin/python3", "-I", "-S", "-c", MEASURE, figures.name,
                                      CTL, *arguments], capture_output=True, check=True)
            status, peak_kb, seconds = figures.read().split()
        return Outcome(int(status), process.stdout, process.stderr, int(peak_kb) / 1024,
                       float(seconds))

    def build(self, *inputs):
        outcome = self.ctl("sites", "build", "-o", self.index, *inputs)
        self.assertEqual(outcome.status, 0, outcome.err)
        self.assertEqual(outcome.figures()["bytes"], os.path.getsize(self.index))
        return outcome

    def lookup(self, *names):
        outcome = self.ctl("sites", "lookup", self.index, *names)
        self.assertEqual(outcome.status, 0, outcome.err)
        lines = outcome.out.splitlines()
        self.assertEqual(len(lines), len(names))
        return {line.split("\t")[0]: tuple(line.split("\t")[1:]) for line in lines}

    def assert_refused(self, *inputs, status=1, says=""):
        """The build fails with one line that says why, and the old index stays, alone."""
        with open(self.index, "wb") as file:
            file.write(b"the old index")
        before = sorted(os.listdir(self.folder))
        outcome = self.measured_ctl("sites", "build", "-o", self.index, *inputs)
        self.assertEqual(outcome.status, status, outcome.err)
        last = outcome.err.splitlines()[-1]
        self.assertTrue(last, outcome.err)
        self.assertIn(says, last)
        self.assertEqual(outcome.out, "")
        with open(self.index, "rb") as file:
            self.assertEqual(file.read(), b"the old index")
        self.assertEqual(sorted(os.listdir(self.folder)), before)
        return outcome

# SPDX-License-Identifier: GPL-2.0-or-later
"""Somebody who does what a test asks, a line each, in a session that stays: runs a command, and says how it ended."""
import json
import subprocess
import sys

PYTHON = "/usr/bin/python3"


class Hand:
    """before: the command that what comes after it is run by, as the person."""

    def __init__(self, before):
        with open(__file__, encoding="utf-8") as source:
            self.process = subprocess.Popen([*before, PYTHON, "-B", "-c", source.read()], stdin=subprocess.PIPE,
                                            stdout=subprocess.PIPE, text=True)

    def does(self, *command, text=""):
        """text: its standard input."""
        self.process.stdin.write(json.dumps([command, text]) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def serve():
    for line in sys.stdin:
        command, text = json.loads(line)
        done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
        print(json.dumps({"status": done.returncode, "out": done.stdout, "err": done.stderr}), flush=True)


if __name__ == "__main__":
    serve()

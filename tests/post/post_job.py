# SPDX-License-Identifier: GPL-2.0-or-later
"""The jobs of agent/post/post-job.h, as the agent writes them, and their answers."""
import socket
import struct
import subprocess

SEND, COLLECT, SETTLE = 1, 2, 3
OUTCOMES = ("done", "failed", "unsure")
FAILURES = ("none", "name", "connect", "no-tls", "certificate", "login", "refused", "silent", "dropped", "protocol",
            "credential", "missing", "unprepared", "read-only", "full", "denied", "link", "disk", "stopped")


class Answer:
    def __init__(self, data, status, errors):
        self.exit, self.errors = status, errors
        if len(data) < 16:
            self.outcome = self.failure = None
            return
        outcome, failure, self.status, self.validity = struct.unpack_from("<IIII", data)
        self.outcome, self.failure = OUTCOMES[outcome], FAILURES[failure]
        self.parcels, data = [], data[16:]
        while data:
            name, length = struct.unpack_from("<128sI", data)
            self.parcels.append((name.rstrip(b"\0").decode(), data[132:132 + length]))
            data = data[132 + length:]


def job(kind, data=b"", *, tls=False, port=0, validity=0, answer_ms=5000, total_ms=20000, server="localhost", user="",
        password="", mailbox="INBOX", sender="home@home.test", to="anna@reader.test",
        date="Sun, 22 Nov 2026 04:00:00 +0000", name="00112233445566778899aabbccddeeff"):
    texts = (text.encode() for text in (server, user, password, mailbox, sender, to, date, name))
    return struct.pack("<IIIIIII256s256s256s256s256s256s128s128s", kind, len(data), int(tls), port, validity, answer_ms,
                       total_ms, *texts) + data


def verdicts(*rows):
    return b"".join(struct.pack("<128sI", name.encode(), done) for name, done in rows)


def run(command, data, **options):
    """Has a process do one job, as the agent does: over one socket, which stays open."""
    ours, theirs = socket.socketpair()
    with ours, subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=subprocess.PIPE, **options) as process:
        theirs.close()
        try:
            ours.sendall(data)
        except BrokenPipeError:
            pass
        answer = b""
        while read := ours.recv(65536):
            answer += read
        errors = process.stderr.read().decode()
    return Answer(answer, process.returncode, errors)

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""
Stands in porchlight-accounts' place (agent/accounts/account-job.h): makes and wipes accounts in the practice home's own files, and
nothing of the machine's. tests/booted/accounts is about the real one. A wipe waits for a writer of HOLD, where that is there, and fails of what stands in REFUSE.
"""
import os
import shutil
import socket
import struct

PLACE = "/run/practice"
SOCKET = "/run/porchlight/accounts.sock"
PASSWORDS = f"{PLACE}/passwords"  # the last one that was given, of each account
HOLD = f"{PLACE}/hold-wipe"
REFUSE = f"{PLACE}/refuse-wipe"
CHILDREN = "porchlight-children"

JOB = struct.Struct("=III32s256s32s")
REPORT = struct.Struct("=IIQQQ512s")
MAKE, WIPE, PASSWORD = 1, 2, 3
ENDING, REMOVING, LOOKING, DONE, FAILED = 1, 2, 3, 4, 5
FILES = 120


def lines_of(name):
    with open(f"{PLACE}/etc/{name}", encoding="utf-8", errors="surrogateescape") as file:
        return file.read().splitlines()


def write(name, lines):
    """In its place: what is mounted over /etc is this file."""
    with open(f"{PLACE}/etc/{name}", "r+", encoding="utf-8", errors="surrogateescape") as file:
        file.write("\n".join(lines) + "\n")
        file.truncate()


def without(name, account):
    return [line for line in lines_of(name) if line.split(":")[0] != account]


def members(account, there):
    """The lines of group, with or without the account among the children."""
    def changed(line):
        fields = line.split(":")
        if fields[0] == CHILDREN:
            names = [name for name in fields[3].split(",") if name not in ("", account)]
            fields[3] = ",".join(names + [account] * there)
        return ":".join(fields)
    return [changed(line) for line in without("group", account)]


def make(uid, account, name):
    if len(without("passwd", account)) != len(lines_of("passwd")):
        return f"{account} is an account already"
    home = f"/run/homes/{account}"
    os.makedirs(home, 0o700)
    os.chown(home, uid, uid)
    write("passwd", lines_of("passwd") + [f"{account}:x:{uid}:{uid}:{name}:{home}:/bin/bash"])
    write("shadow", lines_of("shadow") + [f"{account}:*:19000:0:99999:7:::"])
    write("group", members(account, True) + [f"{account}:x:{uid}:"])
    return ""


def wipe(account, tell):
    tell(ENDING, 0)
    tell(REMOVING, FILES)
    if os.path.exists(HOLD):
        with open(HOLD, "rb") as fifo:  # until somebody has written
            fifo.read()
    if os.path.exists(REFUSE):
        with open(REFUSE, encoding="utf-8") as file:
            return file.read()
    tell(LOOKING, FILES)
    shutil.rmtree(f"/run/homes/{account}", ignore_errors=True)
    for name in ("passwd", "shadow"):
        write(name, without(name, account))
    write("group", members(account, False))
    return ""


def keep_password(account, password):
    with open(PASSWORDS, "a", encoding="ascii", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
        file.write(f"{account} {password}\n")


def serve(connection):
    job = connection.recv(JOB.size)
    if len(job) != JOB.size:
        return
    _, verb, uid, *texts = JOB.unpack(job)
    account, name, password = (text.split(b"\0")[0].decode() for text in texts)

    def tell(phase, files, why=""):
        connection.send(REPORT.pack(1, phase, files, 0, 0, why.encode()))
    why = make(uid, account, name) if verb == MAKE else wipe(account, tell) if verb == WIPE else ""
    if verb in (MAKE, PASSWORD) and not why:
        keep_password(account, password)
    tell(FAILED if why else DONE, FILES if verb == WIPE else 0, why)


def main():
    server = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    server.bind(SOCKET)
    server.listen(4)
    print("ready", flush=True)
    while True:
        with server.accept()[0] as connection:
            serve(connection)


if __name__ == "__main__":
    main()

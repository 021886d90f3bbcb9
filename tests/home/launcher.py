#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""
Stands in systemd's place for one worker: launcher.py SOCKET NOTIFY USER WORKER [ARGUMENT...]

Listens on SOCKET for the worker, keeps what it puts into the descriptor store, and starts it again
at once when it dies (sd_listen_fds(3), sd_notify(3): FDSTORE, FDSTOREREMOVE, FDNAME).
"""
import array
import os
import pwd
import select
import signal
import socket
import sys
import time

FIRST_FD = 3
AGAIN_S = 0.1  # a worker that fails to start is not started more often than this


class Store:
    """The unit's descriptors by name, in the order in which they came."""

    def __init__(self):
        self.held = []

    def note(self, text, fds):
        fields = dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
        name = fields.get("FDNAME", "stored")
        if fields.get("FDSTOREREMOVE") == "1":
            for stored, fd in self.held:
                if stored == name:
                    os.close(fd)
            self.held = [(stored, fd) for stored, fd in self.held if stored != name]
        if fields.get("FDSTORE") == "1":
            self.held += [(name, fd) for fd in fds]
        else:
            for fd in fds:
                os.close(fd)


def receive(notify, store):
    """Takes everything that the worker has said so far."""
    while True:
        room = socket.CMSG_SPACE(array.array("i").itemsize * 16)
        try:
            data, control, _, _ = notify.recvmsg(4096, room, socket.MSG_DONTWAIT | socket.MSG_CMSG_CLOEXEC)
        except BlockingIOError:
            return
        fds = array.array("i")
        for level, kind, body in control:
            if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
                fds.frombytes(body[:len(body) - len(body) % fds.itemsize])
        store.note(data.decode("utf-8", "replace"), list(fds))


def become(descriptors, names, user, command, notify_path):
    """In the child: the descriptors from 3 on, the user without privileges, and exec."""
    above = FIRST_FD + len(descriptors)
    moved = []
    for fd in descriptors:
        copy = os.dup(fd)
        while copy < above:  # out of the way of where they go; what is left behind closes on exec
            copy = os.dup(copy)
        moved.append(copy)
    for place, fd in enumerate(moved, FIRST_FD):
        os.dup2(fd, place)
    entry = pwd.getpwnam(user)
    os.setgroups([])
    os.setresgid(entry.pw_gid, entry.pw_gid, entry.pw_gid)
    os.setresuid(entry.pw_uid, entry.pw_uid, entry.pw_uid)
    environment = {"PATH": "/usr/bin:/bin", "NOTIFY_SOCKET": notify_path, "LISTEN_PID": str(os.getpid()),
                   "LISTEN_FDS": str(len(descriptors)), "LISTEN_FDNAMES": ":".join(names)}
    environment.update((name, value) for name, value in os.environ.items()
                       if "SAN_OPTIONS" in name or name == "WATCHDOG_USEC")
    os.execve(command[0], command, environment)


def start(control, store, user, command, notify_path):
    descriptors = [control.fileno()] + [fd for _, fd in store.held]
    names = ["control"] + [name for name, _ in store.held]
    pid = os.fork()
    if pid == 0:
        try:
            become(descriptors, names, user, command, notify_path)
        except BaseException as failure:  # pylint: disable=broad-except
            print(f"{command[0]}: {failure}", file=sys.stderr, flush=True)
            os._exit(127)
    return pid


def main(control_path, notify_path, user, *command):
    control = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    control.bind(control_path)
    os.chmod(control_path, 0o600)
    control.listen(8)
    notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    notify.bind(notify_path)
    os.chmod(notify_path, 0o666)
    store = Store()
    print("ready", flush=True)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    wake_read, wake_write = socket.socketpair()
    wake_write.setblocking(False)
    signal.set_wakeup_fd(wake_write.fileno())
    while True:
        started = time.monotonic()
        pid = start(control, store, user, list(command), notify_path)
        while True:
            readable, _, _ = select.select([notify, wake_read], [], [])
            receive(notify, store)
            if wake_read in readable:
                wake_read.recv(64)
                ended, status = os.waitpid(pid, os.WNOHANG)
                if ended == pid:
                    break
        receive(notify, store)
        print(f"{command[0]} ended with {status}; starting it again", file=sys.stderr, flush=True)
        time.sleep(max(0.0, started + AGAIN_S - time.monotonic()))


if __name__ == "__main__":
    main(*sys.argv[1:])

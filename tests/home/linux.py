# SPDX-License-Identifier: GPL-2.0-or-later
"""The system calls for namespaces that Python 3.11 does not have."""
import ctypes
import os

CLONE_NEWNS = 0x00020000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000
MS_BIND = 4096
MS_REC = 16384
MS_PRIVATE = 1 << 18
PR_SET_PDEATHSIG = 1

_libc = ctypes.CDLL(None, use_errno=True)


def _check(result, what):
    if result != 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{what}: {os.strerror(code)}")


def unshare(flags):
    _check(_libc.unshare(flags), "unshare")


def set_network(fd):
    _check(_libc.setns(fd, CLONE_NEWNET), "setns")


def mount(source, target, kind=None, flags=0, options=None):
    def text(value):
        return None if value is None else os.fsencode(value)

    _check(_libc.mount(text(source), text(target), text(kind), ctypes.c_ulong(flags), text(options)),
           f"mount on {target}")


def die_with_parent(signal_number):
    _check(_libc.prctl(PR_SET_PDEATHSIG, signal_number), "prctl")

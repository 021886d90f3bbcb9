# SPDX-License-Identifier: GPL-2.0-or-later
"""For how long a process will sleep, as the kernel tells it: a busy machine makes no difference to that."""
import os
import platform
import re
import select

FOREVER = float("inf")
MILLISECONDS = 0xFFFFFFFF
# System calls that sleep and have a time-out of milliseconds: number, and which argument it is.
SLEEPS = {"x86_64": {7: 2, 232: 3, 281: 3}, "aarch64": {22: 3}}  # poll, epoll_wait, epoll_pwait
QUIET_S = 1.5


def is_known_here():
    return platform.machine() in SLEEPS


def threads(pid):
    """But for idle threads of GLib's pool, which end by themselves."""
    for thread in os.listdir(f"/proc/{pid}/task"):
        try:
            with open(f"/proc/{pid}/task/{thread}/comm", encoding="ascii") as file:
                if not file.read().startswith("pool"):
                    yield f"/proc/{pid}/task/{thread}"
        except FileNotFoundError:
            pass


def switches(pid, seen={}):  # pylint: disable=dangerous-default-value
    """How often it has gone to sleep since the start."""
    for thread in threads(pid):
        with open(f"{thread}/status", encoding="ascii") as file:
            seen[thread] = int(re.search(r"^voluntary_ctxt_switches:\s*(\d+)", file.read(), re.M).group(1))
    return sum(count for thread, count in seen.items() if thread.startswith(f"/proc/{pid}/"))


def sleeps_for(thread):
    """Seconds of its time-out, at most; 0: it does not sleep, or in a call of another kind."""
    with open(f"{thread}/syscall", encoding="ascii") as file:
        call = file.read().split()
    argument = SLEEPS[platform.machine()].get(int(call[0])) if call[0].isdigit() else None
    if argument is None:
        return 0
    timeout = int(call[1 + argument], 16) & MILLISECONDS
    return FOREVER if timeout == MILLISECONDS else timeout / 1000


def timers(pid):
    """Seconds that its armed timers have left: timerfd_create(2), proc(5)."""
    for number in os.listdir(f"/proc/{pid}/fdinfo"):
        try:
            with open(f"/proc/{pid}/fdinfo/{number}", encoding="ascii") as file:
                found = re.search(r"^it_value: \((\d+), (\d+)\)", file.read(), re.M)
        except FileNotFoundError:
            continue
        if found and found.group(0) != "it_value: (0, 0)":
            yield int(found.group(1)) + int(found.group(2)) / 1e9


def sleeps(pid):
    """Until when it will sleep if nothing happens, in seconds from now."""
    return min([sleeps_for(thread) for thread in threads(pid)] + list(timers(pid)))


def is_settled(pid, quiet_s=QUIET_S):
    before = switches(pid)
    select.select([], [], [], quiet_s)
    return switches(pid) == before

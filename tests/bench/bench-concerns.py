#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A home with many concerns ($PL_CONCERNS, or 1,000): how long the agent takes for the first page of its readers' list, and of
the child's own; and for all of it. Medians, in the practice home, over the bus; a first page may take so long and no longer."""
import os
import statistics
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "home"))

from inside import as_person, open_home_for  # noqa: E402
from telling import all_concerns, call, file_here, make_readers, restart_agent  # noqa: E402

CONCERNS = int(sys.argv[2] if "--inside" in sys.argv else os.environ.get("PL_CONCERNS", "1000"))
CHILDREN = ("sam", "alex")
AN_HOUR = 20  # of each child
PAGE, ROUNDS = 20, 9
LIMIT_MS = 100


def fill():
    """Both children tell, as much as an hour takes, and the clock goes on by one."""
    now = time.time()
    for first in range(0, CONCERNS // len(CHILDREN), AN_HOUR):
        now += 3660
        restart_agent(time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now)))
        numbers = range(first, min(first + AN_HOUR, CONCERNS // len(CHILDREN)))
        for child in CHILDREN:
            as_person(child, lambda: [file_here("talk", f"number {number} " + "x" * 300)["id"] for number in numbers])


def times(work):
    """Of each round in milliseconds, after one that does not count."""
    taken = []
    for _ in range(ROUNDS + 1):
        began = time.monotonic()
        work()
        taken.append((time.monotonic() - began) * 1000)
    return taken[1:]


def measure(person, interface, method):
    """(ms of a first page, ms of all of it, rows)"""
    def ask():
        rows = len(all_concerns(interface, method))
        page = times(lambda: call(interface, method, "(su)", "", PAGE))
        return statistics.median(page), statistics.median(times(lambda: all_concerns(interface, method))), rows
    return as_person(person, ask)


def main():
    if "--inside" not in sys.argv:
        return open_home_for(__file__, arguments=[str(CONCERNS)])
    make_readers("kim", "lee", "jo")
    fill()
    slow = []
    for person, interface, method in (("jo", "Concerns", "List"), ("sam", "Child", "ListConcerns")):
        page, whole, rows = measure(person, interface, method)
        print(f"{interface}.{method} as {person}, {rows} rows: a page of {PAGE} {page:.1f} ms, all {whole:.0f} ms")
        slow += [method] if page > LIMIT_MS else []
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The app beside an empty window of libadwaita: time from exec to the first frame, and private memory when nothing happens
any more; and from exec to the frame that says what holds now, which an empty window has not. By turns, medians, as sam in
the practice home. usage: bench-gui.py EMPTY-WINDOW FIRST-FRAME-LIBRARY"""
import os
import re
import select
import shutil
import statistics
import subprocess
import sys
import time

sys.dont_write_bytecode = True

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(os.path.dirname(HERE), name) for name in ("gui", "home")]

from inside import open_home_for, practice, wait_until  # noqa: E402
from screen import APP, LOCALE, Screen  # noqa: E402

LIMIT = 1.5
ROUNDS = 9
FRAME_S = 30
WORDS = "Hi "  # Today's heading: its sentence of what holds is set with it
SETTLED_S, SETTLED_KB = 0.5, 64
EMPTY, LIBRARY = f"{practice.PLACE}/bin/empty-window", f"{practice.PLACE}/bin/first-frame.so"


def private_kb(pid):
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
        return sum(int(size) for size in re.findall(r"^Private_(?:Clean|Dirty):\s*(\d+)", file.read(), re.M))


def settled_kb(pid):
    """Once it has not changed for a while."""
    found, since = private_kb(pid), time.monotonic()

    def is_settled():
        nonlocal found, since
        now = private_kb(pid)
        if abs(now - found) > SETTLED_KB:
            found, since = now, time.monotonic()
        return time.monotonic() - since > SETTLED_S
    assert wait_until(is_settled, FRAME_S)
    return found


def next_ms(pipe, began, program):
    assert select.select([pipe], [], [], FRAME_S)[0], f"{program}: no frame"
    return (int(pipe.readline()) - began) / 1e6


def measure(desk, program):
    """(milliseconds to the first frame, KiB, milliseconds to the words: of an empty window those to its frame)"""
    read, write = os.pipe()
    environment = {**desk.environment, "LD_PRELOAD": LIBRARY, "PL_FRAME_FD": str(write), "GTK_A11Y": "none"}
    if program == APP:
        environment["PL_FRAME_WORDS"] = WORDS
    began = time.clock_gettime_ns(time.CLOCK_MONOTONIC)
    process = subprocess.Popen([program], env=environment, cwd="/", pass_fds=[write], stdin=subprocess.DEVNULL,
                               preexec_fn=lambda: practice.become(desk.person))
    os.close(write)
    with os.fdopen(read, "rb", buffering=0) as pipe:
        try:
            frame = next_ms(pipe, began, program)
            words = next_ms(pipe, began, program) if program == APP else frame
            return frame, settled_kb(process.pid), words
        finally:
            process.kill()
            process.wait()


def run():
    desk = Screen("sam")
    programs = {"empty": EMPTY, "app": APP}
    for program in programs.values():
        measure(desk, program)
    found = {name: [] for name in programs}
    for _ in range(ROUNDS):
        for name, program in programs.items():
            found[name].append(measure(desk, program))
    medians = {name: [statistics.median(column) for column in zip(*rows)] for name, rows in found.items()}
    good = True
    for place, (what, unit, by) in enumerate((("first frame", "ms", 1), ("private memory", "MiB", 1024))):
        empty, app = (medians[name][place] / by for name in ("empty", "app"))
        good = good and app <= LIMIT * empty
        print(f"{what}: app {app:.1f} {unit}, empty window {empty:.1f} {unit}: {app / empty:.2f} times"
              f" (at most {LIMIT})", flush=True)
    empty, app = (medians[name][2] for name in ("empty", "app"))
    print(f"words on the screen: app {app:.1f} ms, empty window's first frame {empty:.1f} ms: {app / empty:.2f} times (not judged)")
    return 0 if good else 1


def main():
    build = os.path.abspath(os.environ.get("PL_BUILD", "build"))
    if "--inside" not in sys.argv:
        return open_home_for(__file__, arguments=[*map(os.path.abspath, sys.argv[1:3]), build])
    empty, library, build = sys.argv[-3:]
    for source, target in ((f"{build}/gui/porchlight", APP), (empty, EMPTY), (library, LIBRARY)):
        shutil.copy(source, target)
    shutil.copytree(f"{build}/po", LOCALE)
    return run()


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The staff's app in a home of 50 children, 10,000 acts on record and 500 concerns, as jo: time from exec to the first frame
beside an empty window of libadwaita, by turns, medians; and the CPU time of a frame while the log of acts is scrolled from its
newest row to its oldest, as it comes from the agent. usage: bench-staff.py EMPTY-WINDOW FIRST-FRAME-LIBRARY SCROLL-LIBRARY"""
import hashlib
import json
import os
import select
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time

sys.dont_write_bytecode = True

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(os.path.dirname(HERE), name) for name in ("gui", "home")]

from inside import open_home_for, practice, wait_until  # noqa: E402
from screen import APP, LOCALE, Screen  # noqa: E402
from telling import as_person, call, file_here, make_readers  # noqa: E402

CHILDREN, ACTS, CONCERNS = 50, 10_000, 500
FIRST_LIMIT = 2.0
ROUNDS = 5
FRAME_S = 60
SCROLL_LIMIT_MS, SCROLL_S = 8.0, 240
EMPTY, LIBRARY, SCROLL = (f"{practice.PLACE}/bin/{name}" for name in ("empty-window", "first-frame.so", "scroll.so"))
RECORDS = f"{practice.PLACE}/state/records/records.sqlite"


# A home that is full.

def add_children():
    """Those of the practice home are two."""
    more = {f"child{i:02}": 2000 + i for i in range(CHILDREN - len(practice.people.CHILDREN))}
    for account, uid in more.items():
        with open(f"{practice.PLACE}/household/children/{account}.conf", "w", encoding="utf-8") as file:
            file.write(f"[Child]\nName=Child {uid}\nBorn=2012-05-01\nLevel=supported\n")
    with open("/etc/passwd", "a", encoding="utf-8") as file:
        file.writelines(f"{account}:x:{uid}:{uid}::/nonexistent:/bin/bash\n" for account, uid in more.items())
    with open("/etc/group", encoding="utf-8") as file:
        lines = file.read().splitlines()
    lines = [f"{line},{','.join(more)}" if line.startswith("porchlight-children:") else line for line in lines]
    with open("/etc/group", "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    subprocess.run(["gdbus", "call", "--system", "--dest", "org.porchlight.Agent1", "--object-path", "/org/porchlight/Agent1",
                    "--method", "org.porchlight.Agent1.Reload"], check=True, capture_output=True)


def add_acts():
    """Rows that say what real ones say, chained to each other; what was there before stays."""
    with sqlite3.connect(RECORDS, timeout=30) as database:
        database.execute("BEGIN IMMEDIATE")
        serial, wall, boot, before = database.execute(
            "SELECT serial, wall_ms, boottime_ms, hash FROM audit WHERE chain = 1 ORDER BY serial DESC LIMIT 1").fetchone()
        for i in range(ACTS):
            serial += 1
            text = json.dumps({"minutes": i % 60, "reason": f"to finish what was begun, number {i}", "proof": "password"})
            row = hashlib.blake2b(f"{serial}{text}".encode(), digest_size=32).digest()
            database.execute("INSERT INTO audit VALUES (1, ?, 1, ?, ?, 1500, 'jo', ?, ?, ?, ?, ?, ?, ?)",
                             (serial, wall, boot, ("grant", "request-decision", "shift-end")[i % 3], ("sam", "alex", "")[i % 3],
                              text, row, row, before, row))
            before = row


def add_concerns():
    make_readers("kim", "jo", "lee")

    def file_many():
        return sum(isinstance(file_here("bullying", f"number {i}"), dict) for i in range(CONCERNS // 2))
    filed = sum(as_person(child, file_many) for child in ("sam", "alex"))
    assert filed == CONCERNS, filed


# Measuring.

def start(desk, program, **more):
    """(process, the pipe that frames come by, when it began)"""
    read, write = os.pipe()
    environment = {**desk.environment, "LD_PRELOAD": LIBRARY, "PL_FRAME_FD": str(write), "GTK_A11Y": "none", **more}
    began = time.clock_gettime_ns(time.CLOCK_MONOTONIC)
    process = subprocess.Popen([program], env=environment, cwd="/", pass_fds=[write], stdin=subprocess.DEVNULL,
                               preexec_fn=lambda: practice.become(desk.person))
    os.close(write)
    return process, os.fdopen(read, "rb", buffering=0), began


def first_frame_ms(desk, program):
    process, pipe, began = start(desk, program)
    with pipe:
        try:
            assert select.select([pipe], [], [], FRAME_S)[0], f"{program}: no frame"
            return (int(pipe.readline()) - began) / 1e6
        finally:
            process.kill()
            process.wait()


def scroll_ms(desk):
    """(milliseconds of CPU of each frame in which the log moved, rows that it had at its end)"""
    path = f"{desk.home}/scrolled"
    desk.open(1000, 720, LD_PRELOAD=SCROLL, PL_SCROLL_TO=path)
    desk.click("Records")
    desk.press("What staff did")

    def lines():
        with open(path, encoding="ascii") as file:
            return file.read().splitlines()
    assert wait_until(lambda: lines()[-1:] and lines()[-1].startswith("rows "), SCROLL_S), len(lines())
    desk.picture("bench-scrolled")
    desk.kill()
    *frames, rows = lines()
    return sorted(int(frame) / 1000 for frame in frames), int(rows.split()[1])


def measure_scrolling(desk):
    frames, rows = scroll_ms(desk)
    assert rows > ACTS, f"{rows} rows came of {ACTS}"
    mean, most = statistics.mean(frames), frames[int(0.95 * len(frames))]
    print(f"scrolling {rows} rows in {len(frames)} frames: {mean:.2f} ms of CPU a frame, 95 % under {most:.2f} ms (at most "
          f"{SCROLL_LIMIT_MS}), the longest {frames[-1]:.1f} ms", flush=True)
    return most <= SCROLL_LIMIT_MS


def run():
    desk = Screen("jo")
    add_children()
    add_acts()
    add_concerns()
    assert len(as_person("jo", lambda: call("Staff", "GetToday"))[0]["children"]) == CHILDREN
    programs = {"empty": EMPTY, "app": APP}
    for program in programs.values():
        first_frame_ms(desk, program)
    found = {name: [] for name in programs}
    for _ in range(ROUNDS):
        for name, program in programs.items():
            found[name].append(first_frame_ms(desk, program))
    empty, app = (statistics.median(found[name]) for name in ("empty", "app"))
    print(f"{CHILDREN} children, {ACTS} acts, {CONCERNS} concerns")
    print(f"first frame: app {app:.1f} ms, empty window {empty:.1f} ms: {app / empty:.2f} times (at most {FIRST_LIMIT})", flush=True)
    scrolls = measure_scrolling(desk)
    return 0 if app <= FIRST_LIMIT * empty and scrolls else 1


def main():
    build = os.path.abspath(os.environ.get("PL_BUILD", "build"))
    if "--inside" not in sys.argv:
        return open_home_for(__file__, arguments=[*map(os.path.abspath, sys.argv[1:4]), build])
    empty, library, scroll, build = sys.argv[-4:]
    for source, target in ((f"{build}/gui/porchlight", APP), (empty, EMPTY), (library, LIBRARY), (scroll, SCROLL)):
        shutil.copy(source, target)
    shutil.copytree(f"{build}/po", LOCALE)
    return run()


if __name__ == "__main__":
    sys.exit(main())

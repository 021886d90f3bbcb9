#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""
What it costs to count two children's time: our agent, and then timekpr-next, in the same booted Debian, with
nobody logged in and with both children. Root; needs Debian's mirror once. $PL_WINDOW_S: seconds of each look.
"""
import json
import os
import re
import select
import shutil
import subprocess
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from home import booted, people, practice  # noqa: E402
from home.booting import folder, open_booted, prepare  # noqa: E402
from home.practice import Failed  # noqa: E402

SKIPPED = 77
WINDOW_S = float(os.environ.get("PL_WINDOW_S", "90"))
LOOK_S = 0.25
QUIET_S, SETTLED_S = 4, 20
REST_S = 50  # our watchdog goes to rest 45 s after the last that happened, when nobody is here
FIRST_LOOK_S = 180
ROUND_S = 30  # at most one wake-up of ours in so long
OURS, THEIRS = "porchlightd", "timekpr"
WORKERS = ("porchlight-resolver", "porchlight-proxy")
# What timekprd imports; its windows, and what only they need, stay away.
PEER = ["timekpr-next", "python3-dbus", "python3-gi", "python3-psutil", "gir1.2-glib-2.0",
        "libgirepository-1.0-1", "libdbus-1-3"]
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PROFILE = ("[Child]\nName={}\nBorn=2012-05-01\nLevel=supported\n[Timetable]\n" +
           "".join(f"{day}=00:00-24:00\n" for day in DAYS) + "[Allowance]\n" +
           "".join(f"{day}=600\n" for day in DAYS) + "Weekly=3000\n")
# The same for the peer: seconds.
PEER_LIMITS = {"LIMITS_PER_WEEKDAYS": ";".join(["36000"] * 7), "LIMIT_PER_WEEK": "180000"}
# A page now and then, as somebody who reads.
READING = "while :; do curl -s -m 3 -o /dev/null http://example.org/; sleep 5; done"

home = None


def packages():
    """The peer's Debian packages, fetched once."""
    place = os.path.join(folder(), "timekpr")
    if not os.path.isdir(place):
        made = place + ".new"
        shutil.rmtree(made, ignore_errors=True)
        os.makedirs(made)
        os.chmod(made, 0o777)  # apt fetches as a user of its own
        done = subprocess.run(["apt-get", "download", *PEER], cwd=made, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Failed(done.stderr.strip())
        os.rename(made, place)
    return sorted(os.path.join(place, name) for name in os.listdir(place) if name.endswith(".deb"))


def do(*command):
    status, said = home.quiet(list(command))
    if status != 0:
        raise Failed(f"{' '.join(command)}: {said.strip()[-600:]}")
    return said


def process_of(unit):
    """A unit's process, as this process namespace counts it; None if there is none."""
    wanted = do("systemctl", "show", "--value", "--property=MainPID", unit).strip()
    for number in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{number}/status", encoding="ascii") as file:
                seen = re.search(r"NSpid:\s(.*)", file.read()).group(1).split()
        except OSError:
            continue
        if len(seen) > 1 and seen[-1] == wanted:
            return number
    return None


class Watched:
    """A process with all its threads, those that end included."""

    def __init__(self, unit):
        self.pid = process_of(unit)
        if self.pid is None:
            raise Failed(f"{unit} does not run")
        self.switches, self.run_ns = {}, {}

    def look(self):
        for thread in os.listdir(f"/proc/{self.pid}/task"):
            place = f"/proc/{self.pid}/task/{thread}"
            try:
                with open(f"{place}/status", encoding="ascii") as file:
                    self.switches[thread] = int(re.search(r"^voluntary_ctxt_switches:\s*(\d+)", file.read(),
                                                          re.M).group(1))
                with open(f"{place}/schedstat", encoding="ascii") as file:
                    self.run_ns[thread] = int(file.read().split()[0])
            except FileNotFoundError:
                pass
        return sum(self.switches.values()), sum(self.run_ns.values())

    def memory(self):
        """KiB: (private, its share of what is shared included)."""
        with open(f"/proc/{self.pid}/smaps_rollup", encoding="ascii") as file:
            found = dict(re.findall(r"^(\w+):\s+(\d+) kB", file.read(), re.M))
        return int(found["Private_Clean"]) + int(found["Private_Dirty"]), int(found["Pss"])


def settle(watched, quiet_s):
    """Until nothing has happened for a while; one that polls never settles."""
    deadline, quiet_since, before = time.monotonic() + quiet_s + SETTLED_S, time.monotonic(), None
    while time.monotonic() < min(deadline, quiet_since + quiet_s):
        now = watched.look()[0]
        if now != before:
            quiet_since, before = time.monotonic(), now
        select.select([], [], [], LOOK_S)


def watch(watched):
    """(times awake a minute, switches a minute, seconds of CPU a day) of one window."""
    began, (first, ran) = time.monotonic(), watched.look()
    before, awake, was_awake = first, [], False
    while time.monotonic() < began + WINDOW_S:
        select.select([], [], [], LOOK_S)
        now, _ = watched.look()
        if now > before and not was_awake:
            awake.append(time.monotonic() - began)
        was_awake, before = now > before, now
    passed, (last, ran_last) = time.monotonic() - began, watched.look()
    return {"awake": awake, "awake a minute": len(awake) * 60 / passed, "switches a minute": (last - first) * 60 / passed,
            "CPU s a day": (ran_last - ran) / 1e9 * 86400 / passed}


def log_in(child):
    """On a desktop, or what looks like one: the peer leaves text sessions out."""
    command = home.command(child, ["sh", "-c", READING], f"--unit=desktop-of-{child}")
    subprocess.run([word.replace("XDG_SESSION_TYPE=tty", "XDG_SESSION_TYPE=x11") for word in command], check=True)


def log_everybody_out():
    for child in people.CHILDREN:
        home.log_out(child)
    home.wait_until(lambda: not any(child in home.quiet(["loginctl", "list-sessions", "--no-legend"])[1]
                                    for child in people.CHILDREN), "the children are still there")


def lists_were_looked_for():
    sources = [source for source in json.loads(do("porchlightctl", "sites", "sources", "--json")) if source["enabled"]]
    return sources and all(source["checked"] for source in sources)


def let_lists_be():
    """A minute after the start the agent looks for new lists once; what is not reached is due after a quarter of an hour."""
    deadline = time.monotonic() + FIRST_LOOK_S
    while not lists_were_looked_for():
        if time.monotonic() > deadline:
            raise Failed("the agent has not looked for lists")
        select.select([], [], [], 2)


def look_at(unit):
    log_everybody_out()
    watched = Watched(unit)
    settle(watched, REST_S)
    idle = watch(watched)
    for child in people.CHILDREN:
        log_in(child)
    settle(watched, QUIET_S)
    active = watch(watched)
    private, share = watched.memory()
    return {"idle": idle, "active": active, "private KiB": private, "Pss KiB": share}


def used(unit):
    """Proof that the children's time was counted, in its own words."""
    if unit == OURS:
        return do("porchlightctl", "status").strip().replace("\n", "\n#   ")
    texts = [open(f"{booted.ROOT}/var/lib/timekpr/work/{child}.time", encoding="utf-8").read()
             for child in people.CHILDREN]
    return "seconds today: " + ", ".join(re.search(r"TIME_SPENT_DAY = (\d+)", text).group(1) for text in texts)


def put_the_peer_in():
    do("/usr/libexec/porchlight/uninstall", "--purge")
    debs = []
    for path in packages():
        shutil.copy(path, f"{booted.ROOT}/var/tmp")
        debs.append("/var/tmp/" + os.path.basename(path))
    do("dpkg", "--force-depends", "--install", *debs)
    do("systemctl", "restart", THEIRS)
    home.wait_until(lambda: all(os.path.exists(f"{booted.ROOT}/var/lib/timekpr/config/timekpr.{child}.conf")
                                for child in people.CHILDREN), "timekpr-next does not know the children")
    do("systemctl", "stop", THEIRS)
    for child in people.CHILDREN:
        path = f"{booted.ROOT}/var/lib/timekpr/config/timekpr.{child}.conf"
        text = open(path, encoding="utf-8").read()
        for key, value in PEER_LIMITS.items():
            text = re.sub(rf"^{key} = .*", f"{key} = {value}", text, flags=re.M)
        open(path, "w", encoding="utf-8").write(text)
    do("systemctl", "start", THEIRS)


def row(name, ours, theirs, digits=1):
    ratio = f"{theirs / ours:9.1f}" if ours > 0 else "        -"
    print(f"{name:34}{ours:12.{digits}f}{theirs:14.{digits}f}{ratio}")


def tell(ours, theirs, with_workers):
    print(f"{'':34}{'porchlightd':>12}{'timekpr-next':>14}{'ratio':>9}")
    row("private memory, KiB", ours["private KiB"], theirs["private KiB"], 0)
    row("with its share of the shared, KiB", ours["Pss KiB"], theirs["Pss KiB"], 0)
    row("  and with both our workers, KiB", with_workers, theirs["Pss KiB"], 0)
    for when in ("idle", "active"):
        for what in ("awake a minute", "switches a minute", "CPU s a day"):
            row(f"{when}: {what}", ours[when][what], theirs[when][what])


def measure(_):
    let_lists_be()
    ours = look_at(OURS)
    with_workers = ours["Pss KiB"] + sum(Watched(f"{worker}.service").memory()[1] for worker in WORKERS)
    print(f"# ours: {used(OURS)}")
    log_everybody_out()
    put_the_peer_in()
    theirs = look_at(THEIRS)
    print(f"# timekpr-next: {used(THEIRS)}")
    tell(ours, theirs, with_workers)
    most = WINDOW_S // ROUND_S + 1
    if ours["idle"]["awake"] or len(ours["active"]["awake"]) > most:
        idle, active = (", ".join(f"{at:.1f}" for at in ours[when]["awake"]) for when in ("idle", "active"))
        print(f"too often: awake while nobody is here after {idle or 'no'} s, and while children are (at most {most:.0f} "
              f"times) after {active} s")
        return 1
    return 0


def main():
    global home
    if os.geteuid() != 0:
        print("skipped: needs root")
        return SKIPPED
    try:
        packages()
        home = prepare(None, {child: PROFILE.format(child.title()).encode() for child in people.CHILDREN})
    except Failed as failure:
        print(f"skipped: {failure}")
        return SKIPPED
    return open_booted(home, measure)


if __name__ == "__main__":
    sys.exit(main())

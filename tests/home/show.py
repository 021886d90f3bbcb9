# SPDX-License-Identifier: GPL-2.0-or-later
"""A transcript of the practice home for somebody who has never seen it: who asks for what, and what they get."""
import datetime
import json
import textwrap

from home import people
from home.practice import PLACE

BLOCK_ADDRESS = "192.0.2.53"
DAY, NIGHT = "2026-03-11T16:30", "2026-03-11T23:15"  # a Wednesday
RESOLVERS = ["127.0.0.53", "8.8.8.8", "2001:4860:4860::8888"]

SAM = people.profile("sam", datetime.date.fromisoformat(DAY[:10])) + "\n[Timetable]\n" + "".join(
    f"{day}=16:00-20:00\n" for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))

PEOPLE = """\
The practice home: a real agent, real firewall rules, and a small internet of its own in which every
name exists. Nothing leaves this machine, and its own network is not touched. Who lives and works here:

  sam   a child of 14, level "supported", online from 16:00 to 20:00
  alex  a child of 16, level "guided", with no timetable
  jo    a member of staff
"""

# Who asks, for what, what that is, and whether it must open.
BY_DAY = [
    ("sam", "www.bbc.co.uk", "a learning site", True),
    ("sam", "www.bet365.com", "gambling", False),
    ("sam", "www.pornhub.com", "an adult site", False),
    ("sam", "dns.google", "a way round the filter: foreign encrypted DNS", False),
    ("sam", "www.tiktok.com", "a social network", False),
    ("alex", "www.tiktok.com", "the same social network, at another level", True),
    ("alex", "www.bet365.com", "gambling, at another level", False),
    ("jo", "www.bet365.com", "gambling; staff are not held to children's lists", True),
    ("jo", "www.pornhub.com", "an adult site, on the home's own computer", False),
]
BY_NIGHT = [
    ("sam", "www.bbc.co.uk", "a learning site, but his time is up", False),
    ("sam", "www.childline.org.uk", "help, which is never blocked", True),
    ("jo", "www.bbc.co.uk", "staff are not held to a child's timetable", True),
]


def addresses(home, person, name, resolver=None):
    """What a name resolves to for a person; with no resolver, the one of the home's own settings."""
    server = [f"@{resolver}"] if resolver else []
    return home.output_of(person, ["dig", "+short", "+tries=2", "+time=2", *server, name, "A"]).split()


def why(home, person, name, time):
    """The reason as the policy gives it, for a child."""
    if person not in people.CHILDREN:
        return "children's sites are not staff's, but these two kinds are closed on the home's computers"
    household = f"{PLACE}/household"
    text = home.output_of("root", [
        f"{PLACE}/agent/porchlightctl", "explain", "--home", f"{household}/home.conf", "--child",
        f"{household}/children/{person}.conf", "--sites", f"{PLACE}/sites.index", "--at", time, "--site", name])
    site = (json.loads(text) if text else {}).get("site") or {}
    return site.get("reason") or "no reason was given"


def show(home, time, cases):
    """Prints the cases of one moment; how many did not end as they must."""
    wrong = 0
    for person, name, what, opens in cases:
        found = addresses(home, person, name)
        blocked = not found or BLOCK_ADDRESS in found
        verdict = "blocked" if blocked else "opens"
        print(f"  {person:5} {name:22} {verdict:8} {what}", flush=True)
        if blocked:
            reason = f"why: {why(home, person, name, time)}"
            print(textwrap.fill(reason, 100, initial_indent=" " * 38, subsequent_indent=" " * 43), flush=True)
        if blocked == opens:
            print("        ^ that is wrong: please report it", flush=True)
            wrong += 1
    return wrong


def show_day(home):
    print(f"{PEOPLE}\nWednesday, 16:30.\n")
    wrong = show(home, DAY, BY_DAY)
    print("\nSam asks other resolvers himself, for the gambling site, and comes to the same answer:\n")
    for resolver in RESOLVERS:
        found = addresses(home, "sam", "www.bet365.com", resolver)
        print(f"  dig @{resolver:22} {' '.join(found) or 'no answer'}")
        wrong += found != [BLOCK_ADDRESS]
    print(f"\n({BLOCK_ADDRESS} is this computer itself: nothing of the site is ever reached.)\n")
    return wrong


def show_night(home):
    print("Wednesday, 23:15: Sam's time is up since 20:00.\n")
    return show(home, NIGHT, BY_NIGHT)

# SPDX-License-Identifier: GPL-2.0-or-later
"""Who lives and works in the practice home, and the files that say so."""
import datetime
import os

CHILDREN = {"sam": 1001, "alex": 1002}
STAFF = {"jo": 1500, "kim": 1501, "lee": 1502}
WORKERS = {"porchlight-resolver": 960, "porchlight-proxy": 961, "porchlight-update": 962,
           "porchlight-fetch": 963, "porchlight-import": 964, "porchlight-post": 965}
GROUPS = {"porchlight-staff": (1600, ("jo",)), "porchlight-managers": (1601, ("kim",)),
          "porchlight-leads": (1602, ("lee",)), "porchlight-children": (1603, CHILDREN)}
HOMES = "/run/homes"

HOME = """\
[Home]
Name=The practice home
Timezone=Europe/London

[Device]
Kind=communal
Room=Living room

[Network]
Upstream=9.9.9.9;1.1.1.1;
"""

# Nothing depends on the day on which the home is opened: no timetable, and an age, not a year.
PROFILES = {"sam": ("Sam", 14, "supported"), "alex": ("Alex", 16, "guided")}


def profile(child, today):
    name, age, level = PROFILES[child]
    return f"[Child]\nName={name}\nBorn={today.year - age:04}-01-15\nLevel={level}\n"


def uid(person):
    return 0 if person == "root" else {**CHILDREN, **STAFF}[person]


def groups(person):
    return [uid(person)] + [gid for gid, members in GROUPS.values() if person in members]


def home_of(person):
    return "/root" if person == "root" else f"{HOMES}/{person}"


def _system_lines(path):
    """The host's system accounts, without any of the names and numbers that the home uses."""
    taken = {*CHILDREN, *STAFF, *GROUPS, *WORKERS}
    for line in open(path, encoding="utf-8", errors="surrogateescape"):
        fields = line.split(":")
        if len(fields) > 2 and fields[0] not in taken and fields[2].isdigit() \
                and (int(fields[2]) < 1000 or int(fields[2]) == 65534) and int(fields[2]) not in WORKERS.values():
            yield line.rstrip("\n")


def write_accounts(folder):
    everyone = {**CHILDREN, **STAFF}
    users = list(_system_lines("/etc/passwd"))
    users += [f"{n}:x:{u}:{u}:{n.title()}:{HOMES}/{n}:/bin/bash" for n, u in everyone.items()]
    users += [f"{n}:x:{u}:{u}::/nonexistent:/usr/sbin/nologin" for n, u in WORKERS.items()]
    members = list(_system_lines("/etc/group"))
    members += [f"{n}:x:{u}:" for n, u in {**everyone, **WORKERS}.items()]
    members += [f"{n}:x:{gid}:{','.join(who)}" for n, (gid, who) in GROUPS.items()]
    texts = {
        "passwd": users, "group": members,
        "shadow": [f"{line.split(':')[0]}:*:19000:0:99999:7:::" for line in users],
        "resolv.conf": ["nameserver 127.0.0.53", "options timeout:2 attempts:2"],
        "nsswitch.conf": ["passwd: files", "group: files", "shadow: files", "hosts: files dns"],
        "hosts": ["127.0.0.1 localhost", "::1 localhost"],
    }
    for name, lines in texts.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8", errors="surrogateescape") as file:
            file.write("\n".join(lines) + "\n")
    os.chmod(os.path.join(folder, "shadow"), 0o600)
    return list(texts)


def write_household(folder, child_files, now):
    """home.conf and children/; child_files: bytes by child, instead of the profile of the house."""
    os.makedirs(os.path.join(folder, "children"), exist_ok=True)
    with open(os.path.join(folder, "home.conf"), "w", encoding="utf-8") as file:
        file.write(HOME)
    today = datetime.date.fromisoformat(now[:10]) if now else datetime.date.today()
    for child in CHILDREN:
        text = child_files.get(child, profile(child, today).encode())
        with open(os.path.join(folder, "children", child + ".conf"), "wb") as file:
            file.write(text)

# SPDX-License-Identifier: GPL-2.0-or-later
"""The booted home for attempts: what they need in it, and their sessions."""
import json
import os
import shlex
import shutil
import subprocess

from home import people
from home.booted import ROOT
from home.booting import open_booted, prepare
from home.practice import Failed
from bypass import services

HERE = os.path.dirname(os.path.abspath(__file__))
PLACE = "/opt/attempts"
ACTION = """\
  <action id="{}"><description>.</description><message>.</message><defaults>
    <allow_any>yes</allow_any><allow_inactive>yes</allow_inactive><allow_active>yes</allow_active></defaults></action>
"""
SERVICE = """\
[D-BUS Service]
Name={}
Exec=/bin/false
User=root
"""

# As such services have it for themselves.
BUS_POLICY = "<busconfig><policy context='default'>{}</policy></busconfig>\n"


def write(path, text):
    with open(ROOT + path, "w", encoding="utf-8") as file:
        file.write(text)


def furnish(home):
    """Stand-ins for services that only a desktop has, passwords, and the attempts themselves."""
    for name in services.STAND_INS:
        write(f"/usr/share/dbus-1/system-services/{name}.service", SERVICE.format(name))
    write("/usr/share/dbus-1/system.d/a-stand-ins.conf", BUS_POLICY.format(
        "".join(f"<allow send_destination='{name}'/>" for name in services.STAND_INS)))
    for kind, actions in services.ACTIONS.items():
        write(f"/usr/share/polkit-1/actions/stand-in.{kind}.policy",
              f"<policyconfig>\n{''.join(map(ACTION.format, actions))}</policyconfig>\n")
    os.makedirs(f"{ROOT}{PLACE}/bypass")
    for name in ("attempt", "services", "system", "session"):
        shutil.copy(f"{HERE}/{name}.py", f"{ROOT}{PLACE}/bypass")
    passwords = "".join(f"{person}:{services.PASSWORD}\n" for person in [*people.CHILDREN, *people.STAFF])
    subprocess.run(["nsenter", "-a", "-t", home.leader(), "chpasswd"], input=passwords, text=True, check=True)
    home.quiet(["systemctl", "reload", "dbus.service"])
    home.quiet(["systemctl", "try-restart", "polkit.service"])


def command_for(person, numbers):
    return ["env", f"PYTHONPATH={PLACE}", "python3", "-m", "bypass.session", person, *map(str, numbers)]


def results_of(home, person, numbers):
    """What a person's attempts come to, by number in the table."""
    done = home.done_as(person, command_for(person, numbers))
    found = {number: ["broken", done.stdout + done.stderr] for number in numbers}
    return {**found, **parsed(done.stdout)}


def parsed(lines):
    found = {}
    for line in lines.splitlines():
        number, _, said = line.partition(" ")
        found[int(number)] = json.loads(said)
    return found


def results_after_log_out(home, person, number):
    """The same of one that goes on when the person has logged out."""
    result = f"/tmp/result-{person}-{number}"
    command = f"setsid {shlex.join(command_for(person, [number]))} > {result} 2>&1 &"
    subprocess.run(home.command(person, ["sh", "-c", command]), check=True)
    home.quiet(["systemctl", "stop", f"session-of-{person}.service"])

    def said():
        status, text = home.quiet(["cat", result])
        return text if status == 0 else ""
    home.wait_until(lambda: said().endswith("\n"), f"no result of attempt {number}")
    return parsed(said())


def run_all(home, attempts, child):
    """Results by (number, whether it is the control's), one person after the other; then, who logs out."""
    furnish(home)
    results = {}
    for person in dict.fromkeys([child, *(what.control for what in attempts if what.control)]):
        # Inside, the table has only these, in the same order.
        numbers = [number for number, what in enumerate(attempts) if person in (child, what.control)]
        found = results_of(home, person, [number for number in numbers if not attempts[number].stays])
        for number in numbers:
            if attempts[number].stays:
                found.update(results_after_log_out(home, person, number))
        results.update({(number + 1, person != child): said for number, said in found.items()})
    return results


def open_for(use):
    if os.geteuid() != 0:
        print("1..0 # SKIP needs root")
        return 0
    try:
        home = prepare()
    except Failed as failure:
        print(f"Bail out! {failure}")
        return 1
    return open_booted(home, use)

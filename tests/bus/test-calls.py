#!/usr/bin/python3
"""Who may call what: every method of the contract by every role, in the practice home; and hostile
callers. usage: test-calls.py BUILD SOURCE"""
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET

BUILD, SOURCE = sys.argv[1:3]
INSIDE = os.path.join(SOURCE, "tests", "bus", "inside.py")
PEOPLE = {"root": "root", "staff": "jo", "child": "sam"}


def allowed():
    """The table of agent/bus/calls.c, read with a reader of its own: who may call what, and what polkit is asked."""
    roles = {"EVERYBODY": {"root", "staff", "child"}, "STAFF_OR_ROOT": {"root", "staff"},
             "CHILD_OR_STAFF": {"child", "staff"}, "PL_ROLE_ROOT": {"root"}, "PL_ROLE_CHILD": {"child"}, "PL_ROLE_STAFF": {"staff"}}
    root = "org.porchlight.Agent1"
    prefixes = {"AGENT": root} | {name.upper(): f"{root}.{name}" for name in
                                  ("Child", "Staff", "Audit", "Concerns", "Decisions", "Profiles", "Codes", "Readers",
                                   "Rules", "Records", "Sites", "Shifts", "Accounts", "Routes", "Home")}
    table, actions = {}, {}
    text = open(os.path.join(SOURCE, "agent", "bus", "calls.c")).read()
    start = text.index("calls[] = {")
    for row in text[start:text.index("};", start)].split("{")[2:]:
        interface, method, who, action = [cell.strip() for cell in row.split(",")[:4]]
        table[prefixes[interface], method.strip('"')] = roles[who]
        actions[prefixes[interface], method.strip('"')] = action
    return table, actions


def contract():
    """(interface, method, input types) of every method in the contract."""
    tree = ET.parse(os.path.join(SOURCE, "policy", "dbus", "org.porchlight.Agent1.xml"))
    for interface in tree.iter("interface"):
        for method in interface.iter("method"):
            types = [arg.get("type") for arg in method.iter("arg") if arg.get("direction") == "in"]
            yield interface.get("name"), method.get("name"), types


def ask(person, requests):
    """The outcome of each request, made by person in a home of its own: the error's name or ok."""
    run = subprocess.run([os.path.join(SOURCE, "tests", "practice-home"), "run", "--as", person, "--", INSIDE],
                         input=json.dumps(requests), text=True, capture_output=True,
                         env=dict(os.environ, PL_BUILD=BUILD))
    if run.returncode:
        sys.exit(f"Bail out! as {person}: {run.stderr}")
    return json.loads(run.stdout)


number = 0
failed = False


def check(good, name):
    global number, failed
    number += 1
    failed = failed or not good
    print(f"{'ok' if good else 'not ok'} {number} - {name}")


methods = list(contract())
table, actions = allowed()
check({(i, m) for i, m, _ in methods} == set(table), "the table has every method of the contract and no other")
DENIED = "org.freedesktop.DBus.Error.AccessDenied"
LIMITS = "org.freedesktop.DBus.Error.LimitsExceeded"
for role, person in PEOPLE.items():
    answers = ask(person, {"call": [[i, m, types] for i, m, types in methods]})
    for (interface, method, _), answer in zip(methods, answers["call"]):
        # jo is no manager, and only they change the home.
        may = role in table[interface, method] and (role != "staff" or actions[interface, method] != "CHANGE_HOME")
        check((answer == DENIED) != may, f"{role} {'may' if may else 'may not'} call {interface}.{method} ({answer})")

# Staff who cannot prove themselves are refused what asks for it; root and children go on.
unproven = {"call": [[i, m, types] for i, m, types in methods], "end": "org.freedesktop.PolicyKit1"}
for role, person in PEOPLE.items():
    answers = ask("root", dict(unproven, **{"as": person}))
    for (interface, method, _), answer in zip(methods, answers["call"]):
        may = role in table[interface, method] and (role != "staff" or actions[interface, method] == "NULL")
        check((answer == DENIED) != may,
              f"without polkit {role} {'may' if may else 'may not'} call {interface}.{method} ({answer})")

flood = ask("sam", {"flood": 3000})["flood"]
check(flood.get(LIMITS, 0) > 2000, f"a child's flood of calls is cut off ({flood})")
check(ask("jo", {"flood": 3000})["flood"] == {"ok": 3000}, "staff are not held to a child's cap")
print(f"1..{number}")
sys.exit(failed)

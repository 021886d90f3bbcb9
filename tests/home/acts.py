# SPDX-License-Identifier: GPL-2.0-or-later
"""
What people do on the bus, again and again, and what has come of it: the agent is killed, and the machine pulled,
while they do. Runs in the practice home, and by itself inside the booted one: acts.py ACT [SHARE], a line of JSON for each.
"""
import json
import random
import sys
import time

from gi.repository import Gio, GLib

NAME, PATH = "org.porchlight.Agent1", "/org/porchlight/Agent1"
# By the week: a day ends more often.
PROFILE = "[Child]\nName={}\nBorn=2012-05-01\nLevel=supported\n[Allowance]\nWeekly={}\n"


def call(interface, method, types="()", *arguments):
    bus = Gio.bus_get_sync(Gio.BusType.SYSTEM)
    return bus.call_sync(NAME, PATH, f"{NAME}.{interface}", method, GLib.Variant(types, arguments), None,
                         Gio.DBusCallFlags.NO_AUTO_START, -1).unpack()


def acknowledged(state, act):
    """What act() returns, if the agent has said that it is done."""
    state["number"] = state.get("number", 0) + 1
    try:
        return act(f"act {state['number']} of {state['who']}")
    except GLib.Error as error:
        state["failed"] = Gio.DBusError.get_remote_error(error)
        time.sleep(0.005)
        return None


def asking(state):
    """A child asks for sites, as often as a day allows."""
    time.sleep(random.uniform(0, 0.02))
    if random.random() > state["share"]:
        return None

    def ask(words):
        number, = call("Child", "AskForSite", "(ss)", f"{words.replace(' ', '-')}.example", words)
        return ["request", number, "words", words]
    return acknowledged(state, ask)


def granting(state):
    """Staff grant time to alex, and answer sam."""
    time.sleep(random.uniform(0, 0.02))

    def answer(number):
        def deny(reason):
            call("Decisions", "Decide", "(xbssx)", number, False, reason, "", 0)
            return ["request", number, "reason", reason]
        return deny

    def grant(reason):
        number, _ = call("Decisions", "Grant", "(suxsbx)", "alex", 1, 0, reason, False, 0)
        return ["time_grant", number, "reason", reason]

    try:
        waiting = call("Decisions", "ListRequests", "(sbxu)", "sam", True, 0, 1)[0]
    except GLib.Error:
        return None
    return acknowledged(state, answer(waiting[0]["id"]) if waiting and state.get("number", 0) % 2 else grant)


def changing(state):
    """Staff give alex a minute a week more."""
    time.sleep(random.uniform(0, 0.02))

    def change(reason):
        version, text = call("Profiles", "Get", "(s)", "alex")
        minutes = int(text.rpartition("Weekly=")[2])
        after, = call("Profiles", "Set", "(sxssx)", "alex", version, PROFILE.format("Alex", minutes + 1), reason, 0)
        return ["file_version", after, "reason", reason]
    return acknowledged(state, change)


def is_kept(database, fact):
    """TRUE if what was acknowledged is in the store."""
    table, number, column, text = fact
    row = database.execute(f"SELECT {column} FROM {table} WHERE id = ?", (number,)).fetchone()
    return row == (text,)


def go_on(work, who, share, file):
    """Without end. share: of its moments in which a child asks."""
    state = {"who": who, "share": share}
    while True:
        noted = work(state)
        if noted is not None:
            file.write(json.dumps(noted) + "\n")
            file.flush()


if __name__ == "__main__":
    go_on(globals()[sys.argv[1]], sys.argv[2], float(sys.argv[3]), sys.stdout)

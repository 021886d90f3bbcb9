#!/usr/bin/python3
"""Runs in the practice home as one person: makes the calls that standard input asks for (JSON), and
prints the outcome of each: "ok" or the error's name."""
import json
import sys
from collections import Counter

from gi.repository import Gio, GLib

NAME, PATH = "org.porchlight.Agent1", "/org/porchlight/Agent1"
bus = Gio.bus_get_sync(Gio.BusType.SYSTEM)


def outcome(error):
    return Gio.DBusError.get_remote_error(error) or error.message


def sample(kind):
    """A value of a type, as small as it gets."""
    if kind[0] == "a":
        return []
    return {"s": "", "b": False, "d": 0.0}.get(kind, 0)


def arguments(types):
    if not types:
        return None
    return GLib.Variant("(" + "".join(types) + ")", tuple(sample(kind) for kind in types))


def call(interface, method, types):
    try:
        bus.call_sync(NAME, PATH, interface, method, arguments(types), None, Gio.DBusCallFlags.NONE, -1)
    except GLib.Error as error:
        return outcome(error)
    return "ok"


def flood(count):
    """count calls, as fast as they are answered; the bus takes 128 at once."""
    outcomes = Counter()
    loop = GLib.MainLoop()
    begun = 0

    def begin():
        nonlocal begun
        if begun < count:
            begun += 1
            bus.call(NAME, PATH, NAME, "GetStatus", None, None, Gio.DBusCallFlags.NONE, -1, None, done)

    def done(_, result):
        try:
            bus.call_finish(result)
            outcomes["ok"] += 1
        except GLib.Error as error:
            outcomes[outcome(error)] += 1
        begin()
        if sum(outcomes.values()) == count:
            loop.quit()

    for _ in range(64):
        begin()
    loop.run()
    return outcomes


requests = json.load(sys.stdin)
answers = {}
if "call" in requests:
    answers["call"] = [call(*request) for request in requests["call"]]
if "flood" in requests:
    answers["flood"] = flood(requests["flood"])
print(json.dumps(answers))

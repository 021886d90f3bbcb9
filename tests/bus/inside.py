#!/usr/bin/python3
"""Runs in the practice home as one person: makes the calls that standard input asks for (JSON), and
prints the outcome of each: "ok" or the error's name. "end" names a service to end first, and "as" is
whom to be then; both need root."""
import json
import os
import pwd
import select
import signal
import sys
from collections import Counter

from gi.repository import Gio, GLib

NAME, PATH = "org.porchlight.Agent1", "/org/porchlight/Agent1"
bus = None


def outcome(error):
    return Gio.DBusError.get_remote_error(error) or error.message


def sample(kind):
    """A value of a type, as small as it gets."""
    if kind[0] == "a":
        return {} if kind[1] == "{" else []
    return {"s": "", "b": False, "d": 0.0}.get(kind, 0)


def arguments(types):
    if not types:
        return None
    return GLib.Variant("(" + "".join(types) + ")", tuple(sample(kind) for kind in types))


def call(interface, method, types):
    """Asks again where that was too often: the contract has more methods than a child may call at once."""
    while True:
        try:
            bus.call_sync(NAME, PATH, interface, method, arguments(types), None, Gio.DBusCallFlags.NONE, -1)
        except GLib.Error as error:
            if "called too often" not in error.message:
                return outcome(error)
            select.select([], [], [], 0.05)
        else:
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


def ask_bus(method, name):
    """The one value that the bus answers about a name, or None."""
    try:
        connection = Gio.DBusConnection.new_for_address_sync(
            os.environ["DBUS_SYSTEM_BUS_ADDRESS"], Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT |
            Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
        return connection.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", method,
                                    GLib.Variant("(s)", (name,)), None, Gio.DBusCallFlags.NONE, -1).unpack()[0]
    except GLib.Error:
        return None


requests = json.load(sys.stdin)
answers = {}
if "end" in requests:
    os.kill(ask_bus("GetConnectionUnixProcessID", requests["end"]), signal.SIGTERM)
    while ask_bus("NameHasOwner", requests["end"]):
        pass
if "as" in requests:
    person = pwd.getpwnam(requests["as"])
    os.initgroups(person.pw_name, person.pw_gid)
    os.setresgid(*[person.pw_gid] * 3)
    os.setresuid(*[person.pw_uid] * 3)
bus = Gio.bus_get_sync(Gio.BusType.SYSTEM)
if "call" in requests:
    answers["call"] = [call(*request) for request in requests["call"]]
if "flood" in requests:
    answers["flood"] = flood(requests["flood"])
print(json.dumps(answers))

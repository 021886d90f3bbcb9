#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""
Sees a window as a screen reader does, over AT-SPI's own D-Bus interfaces, as the person whose session it is. Reads
commands from standard input, a JSON list a line, and answers each with a line.

What is asked of many nodes is asked of all of them before the first answer is waited for: with a question at a time,
most of a test's time went by between programs that waited for each other's turn on the processor.
"""
import json
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

REGISTRY = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
ACCESSIBLE, COMPONENT, TEXT = (f"org.a11y.atspi.{name}" for name in ("Accessible", "Component", "Text"))
PROPERTIES = "org.freedesktop.DBus.Properties"
WINDOW = GLib.Variant("(u)", (Atspi.CoordType.WINDOW,))  # what a place is counted from
WHOLE = GLib.Variant("(ii)", (0, -1))
STATES = ("focusable", "focused", "sensitive", "checked", "expanded")
ANSWERS_MS = 5000
TRIES = 5
MOVES_S = 2  # for the focus to come somewhere after a key
numbers = {}  # of each node that was seen: it stays the same while the node is there
roles = {}  # a node keeps its role
moved = []  # the nodes that the focus came to, as the app tells it


def connect():
    """The bus that accessible programs are on."""
    session = Gio.bus_get_sync(Gio.BusType.SESSION)
    address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, ANSWERS_MS)
    return Gio.DBusConnection.new_for_address_sync(
        address.unpack()[0],
        Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)


def ask_all(questions):
    """What each (node, interface, method, arguments) is answered; None where the node is gone, or has nothing of the kind."""
    answers = {}

    def on_answer(_, result, place):
        try:
            answers[place] = bus.call_finish(result).unpack()[0]
        except GLib.Error:
            answers[place] = None
    for place, ((name, path), *question) in enumerate(questions):
        bus.call(name, path, *question, None, Gio.DBusCallFlags.NO_AUTO_START, ANSWERS_MS, None, on_answer, place)
    while len(answers) < len(questions):
        GLib.MainContext.default().iteration(True)
    return [answers[place] for place in range(len(questions))]


def ask(nodes, interface, method, arguments=None):
    """The same of each node."""
    return ask_all([(node, interface, method, arguments) for node in nodes])


def read(nodes, interface, name):
    """A property of each node."""
    return ask(nodes, PROPERTIES, "Get", GLib.Variant("(ss)", (interface, name)))


def application():
    programs = ask([REGISTRY], ACCESSIBLE, "GetChildren")[0] or []
    return next((program for program, name in zip(programs, read(programs, ACCESSIBLE, "Name")) if name == "porchlight"), None)


def has(states, name):
    bit = int(getattr(Atspi.StateType, name.upper()))
    return bool(states and states[bit // 32] >> bit % 32 & 1)


def walk(shown):
    """Every node, in reading order, as (node, states, depth); shown: without what does not show."""
    app = application()
    below, level = {}, [app] if app else []
    while level:
        families = [children or [] for children in ask(level, ACCESSIBLE, "GetChildren")]
        states = iter(ask([child for family in families for child in family], ACCESSIBLE, "GetState"))
        for node, family in zip(level, families):
            known = [(child, next(states)) for child in family]
            below[node] = [(child, state) for child, state in known if state and (has(state, "visible") or not shown)]
        level = [child for node in level for child, _ in below[node]]

    def lines(node, depth):
        for child, states in below[node]:
            yield child, states, depth
            yield from lines(child, depth + 1)
    return list(lines(app, 0)) if app else []


def role_of(nodes):
    new = [node for node in nodes if node not in roles]
    for node, role in zip(new, ask(new, ACCESSIBLE, "GetRole")):
        if role is not None:
            roles[node] = Atspi.role_get_name(Atspi.Role(role))
    return [roles.get(node) for node in nodes]


def as_shown(text):
    """Without what only says how it is laid out: spaces that hold, and where a name begins and ends (FSI, PDI)."""
    return (text or "").translate({0xA0: " ", 0x2068: None, 0x2069: None})


def outline(lines):
    """What is soonest known of them."""
    nodes = [node for node, _, _ in lines]
    found = []
    for (node, states, depth), name, role in zip(lines, read(nodes, ACCESSIBLE, "Name"), role_of(nodes)):
        if name is not None and role is not None:
            found.append({"number": numbers.setdefault(node, len(numbers)), "role": role, "name": as_shown(name), "depth": depth,
                          **{state: has(states, state) for state in STATES}})
    return found


def describe(lines):
    """The same, with what a text field or a label holds, and where in the window it is."""
    nodes = [node for node, _, _ in lines]
    texts = {numbers.setdefault(node, len(numbers)): (text, box) for node, text, box in zip(
        nodes, ask(nodes, TEXT, "GetText", WHOLE), ask(nodes, COMPONENT, "GetExtents", WINDOW))}
    return [{**node, "text": as_shown(texts[node["number"]][0]), "box": texts[node["number"]][1]} for node in outline(lines)]


def everything():
    """What any program of the session's can read of the app, whether a person sees it or not: one text a node."""
    nodes = [node for node, _, _ in walk(shown=False)]
    # All that is in a field: of an entry's, GTK gives nothing for an end of -1.
    lengths = read(nodes, TEXT, "CharacterCount")
    texts = ask_all([(node, TEXT, "GetText", GLib.Variant("(ii)", (0, length or 0))) for node, length in zip(nodes, lengths)])
    parts = zip(role_of(nodes), read(nodes, ACCESSIBLE, "Name"), read(nodes, ACCESSIBLE, "Description"), texts)
    return ["\t".join(dict.fromkeys(part for part in node if part)) for node in parts]


def ping():
    """Whether the app answers: whatever it was sent before, it has dealt with then."""
    app = application()
    return app is not None and bool(read([app], ACCESSIBLE, "ChildCount")[0])


def focused():
    """What has the focus, or None."""
    found = describe([line for line in walk(shown=True) if has(line[1], "focused")][:1])
    return found[0] if found else None


def on_focus(_, sender, path, interface, signal, arguments):
    what, now, *_ = arguments.unpack()
    if what == "focused" and now:
        moved.append((sender, path))


def hear():
    """What the bus has sent meanwhile."""
    while GLib.MainContext.default().iteration(False):
        pass


def tab(key="Tab"):
    """Presses Tab; what has the focus then, or None where it went nowhere."""
    hear()  # what was before the key is no answer to it
    moved.clear()
    keys.stdin.write(f"key --clearmodifiers {key}\n".encode())
    keys.stdin.flush()
    deadline = time.monotonic() + MOVES_S
    while not moved and time.monotonic() < deadline:
        if not GLib.MainContext.default().iteration(False):
            time.sleep(0.002)
    found = outline([(node, ask([node], ACCESSIBLE, "GetState")[0], 0) for node in moved[-1:]])
    return found[0] if found else None


def whole(tell):
    """What shows, told by outline or describe; again where something went away in the middle of it."""
    for _ in range(TRIES):
        lines = walk(shown=True)
        found = tell(lines)
        if len(found) == len(lines):
            break
    return found


COMMANDS = {"ping": ping, "tree": lambda: whole(describe), "outline": lambda: whole(outline),
            "everything": everything, "focused": focused, "tab": tab}
bus = connect()
keys = subprocess.Popen(["xdotool", "-"], stdin=subprocess.PIPE)


def main():
    bus.call_sync(REGISTRY[0], "/org/a11y/atspi/registry", "org.a11y.atspi.Registry", "RegisterEvent",
                  GLib.Variant("(s)", ("object:state-changed:focused",)), None, 0, ANSWERS_MS)
    bus.signal_subscribe(None, "org.a11y.atspi.Event.Object", "StateChanged", None, None, Gio.DBusSignalFlags.NONE, on_focus)
    for line in sys.stdin:
        command, *arguments = json.loads(line)
        print(json.dumps(COMMANDS[command](*arguments)), flush=True)
        hear()


if __name__ == "__main__":
    main()

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""
Sees a window as a screen reader does, over AT-SPI, as the person whose session it is. Reads commands from
standard input, a JSON list a line, and answers each with a line.
"""
import json
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

STATES = ("focusable", "focused", "sensitive", "checked", "expanded")
MOVES_S = 2  # for the focus to come somewhere after a key
numbers = {}  # of each node that was seen: it stays the same while the node is there
moved = []  # the nodes that the focus came to, as the app tells it


def application():
    desktop = Atspi.get_desktop(0)
    for i in range(desktop.get_child_count()):
        child = desktop.get_child_at_index(i)
        if child is not None and child.get_name() == "porchlight":
            return child
    return None


def text_of(node):
    """What a text field or a label holds."""
    try:
        text = node.get_text_iface()
        return Atspi.Text.get_text(text, 0, -1) if text is not None else ""
    except GLib.Error:
        return ""


def typed_in(node):
    """All that is in a field: of an entry's, GTK gives nothing for an end of -1."""
    text = node.get_text_iface()
    return Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text)) if text is not None else ""


def everything():
    """What any program of the session's can read of the app, whether a person sees it or not: one text a node."""
    found, ahead = [], [application()]
    while ahead:
        node = ahead.pop()
        try:
            parts = [node.get_role_name(), node.get_name(), node.get_description(), typed_in(node)]
            ahead += [child for child in map(node.get_child_at_index, reversed(range(node.get_child_count()))) if child is not None]
        except GLib.Error:
            continue
        found.append("\t".join(dict.fromkeys(part for part in parts if part)))
    return found


def sketch(node, depth):
    """What is soonest known of it."""
    states = node.get_state_set()
    found = {"number": numbers.setdefault(node, len(numbers)), "role": node.get_role_name(),
             "name": (node.get_name() or "").replace("\u00a0", " "), "depth": depth}
    for state in STATES:
        found[state] = states.contains(getattr(Atspi.StateType, state.upper()))
    return found


def describe(node, depth):
    place = node.get_component_iface()
    box = Atspi.Component.get_extents(place, Atspi.CoordType.WINDOW) if place is not None else None
    return {**sketch(node, depth), "text": text_of(node).replace("\u00a0", " "),
            "box": [box.x, box.y, box.width, box.height] if box else None}


def walk(node, depth=0):
    """Every node that shows, in reading order."""
    found = []
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is None or not child.get_state_set().contains(Atspi.StateType.VISIBLE):
            continue
        found.append((child, depth))
        found += walk(child, depth + 1)
    return found


def nodes():
    app = application()
    return walk(app) if app is not None else []


def ping():
    """Whether the app answers: whatever it was sent before, it has dealt with then."""
    app = application()
    return app is not None and app.get_child_count() > 0


def tree(tell=describe):
    found = []
    for node, depth in nodes():
        try:
            found.append(tell(node, depth))
        except GLib.Error:
            pass
    return found


def hear():
    """What the bus has sent meanwhile."""
    while GLib.MainContext.default().iteration(False):
        pass


def focused():
    """What has the focus, or None."""
    for node, depth in nodes():
        if node.get_state_set().contains(Atspi.StateType.FOCUSED):
            return describe(node, depth)
    return None


def on_focus(event):
    if event.detail1:
        moved.append(event.source)


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
    return sketch(moved[-1], 0) if moved else None


keys = subprocess.Popen(["xdotool", "-"], stdin=subprocess.PIPE)


def main():
    Atspi.init()
    listener = Atspi.EventListener.new(on_focus)
    listener.register("object:state-changed:focused")
    for line in sys.stdin:
        command, *arguments = json.loads(line)
        try:
            answer = {"ping": ping, "tree": tree, "outline": lambda: tree(sketch), "everything": everything, "focused": focused,
                      "tab": tab}[command](*arguments)
        except (GLib.Error, IndexError, TypeError) as failure:
            answer = {"failed": str(failure)}
        print(json.dumps(answer), flush=True)
        hear()


if __name__ == "__main__":
    main()

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""
In a notification server's place on a session's bus (org.freedesktop.Notifications): prints what it is asked to show, a
JSON line each. A number on standard input: the person presses the notice of that number; with a word behind it, that button.
"""
import json
import sys

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
CONTRACT = """
<node><interface name="org.freedesktop.Notifications">
  <method name="Notify">
    <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
    <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
    <arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/>
  </method>
  <method name="CloseNotification"><arg type="u" direction="in"/></method>
  <method name="GetCapabilities"><arg type="as" direction="out"/></method>
  <method name="GetServerInformation">
    <arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/>
    <arg type="s" direction="out"/>
  </method>
  <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
  <signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
</interface></node>
"""
shown = 0


def tell(**what):
    print(json.dumps(what), flush=True)


def notify(_app, replaces, icon, title, body, actions, hints, _expires):
    global shown
    if replaces == 0:
        shown += 1
    number = replaces or shown
    tell(number=number, replaces=replaces, icon=icon, title=title, body=body, actions=actions,
         urgency=hints.get("urgency"), whole=repr((icon, title, body, actions, hints)))
    return GLib.Variant("(u)", (number,))


def close(number):
    tell(closed=number)


def on_call(_bus, _sender, _path, _interface, method, arguments, invocation):
    answer = {
        "Notify": notify,
        "CloseNotification": close,
        "GetCapabilities": lambda: GLib.Variant("(as)", (["actions", "body", "persistence"],)),
        "GetServerInformation": lambda: GLib.Variant("(ssss)", ("stand", "Porchlight", "1", "1.2")),
    }[method](*arguments.unpack())
    invocation.return_value(answer)


def on_input(stream, _condition):
    line = stream.readline()
    if not line:
        return False
    number, *button = line.split()
    bus.emit_signal(None, PATH, NAME, "ActionInvoked", GLib.Variant("(us)", (int(number), *(button or ["default"]))))
    return True


bus = Gio.bus_get_sync(Gio.BusType.SESSION)
bus.register_object(PATH, Gio.DBusNodeInfo.new_for_xml(CONTRACT).interfaces[0], on_call, None, None)
GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IO_IN | GLib.IO_HUP, on_input)
Gio.bus_own_name_on_connection(bus, NAME, Gio.BusNameOwnerFlags.NONE, lambda *_: tell(ready=True), None)
GLib.MainLoop().run()

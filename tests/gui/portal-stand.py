#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""
In the settings portal's place on a session's bus (org.freedesktop.portal.Settings): says what color scheme and contrast the
person wants. Reads a JSON line [dark, contrast] from standard input for each change, and prints a line once apps are told.
"""
import json
import sys

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

NAME, PATH, SETTINGS = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings"
CONTRACT = """
<node><interface name="org.freedesktop.portal.Settings">
  <method name="Read">
    <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="v" direction="out"/>
  </method>
  <method name="ReadAll"><arg type="as" direction="in"/><arg type="a{sa{sv}}" direction="out"/></method>
  <signal name="SettingChanged"><arg type="s"/><arg type="s"/><arg type="v"/></signal>
  <property name="version" type="u" access="read"/>
</interface></node>
"""
SCHEME = ("org.freedesktop.appearance", "color-scheme")
CONTRAST = ("org.gnome.desktop.a11y.interface", "high-contrast")
NO_PREFERENCE, PREFER_DARK = 0, 1

settings = {SCHEME: GLib.Variant("u", NO_PREFERENCE), CONTRAST: GLib.Variant("b", False)}


def on_call(_bus, _sender, _path, _interface, method, arguments, invocation):
    if method == "ReadAll":
        found = {}
        for (group, key), value in settings.items():
            found.setdefault(group, {})[key] = value
        invocation.return_value(GLib.Variant("(a{sa{sv}})", (found,)))
    elif arguments.unpack() in settings:
        # A variant in a variant: so the portal does it.
        invocation.return_value(GLib.Variant("(v)", (GLib.Variant("v", settings[arguments.unpack()]),)))
    else:
        invocation.return_dbus_error("org.freedesktop.portal.Error.NotFound", "Requested setting not found")


def set_to(key, value):
    if not settings[key].equal(value):
        settings[key] = value
        bus.emit_signal(None, PATH, SETTINGS, "SettingChanged", GLib.Variant("(ssv)", (*key, value)))


def on_input(stream, _condition):
    line = stream.readline()
    if not line:
        return False
    dark, contrast = json.loads(line)
    set_to(SCHEME, GLib.Variant("u", PREFER_DARK if dark else NO_PREFERENCE))
    set_to(CONTRAST, GLib.Variant("b", contrast))
    bus.flush_sync()
    print("told", flush=True)
    return True


bus = Gio.bus_get_sync(Gio.BusType.SESSION)
bus.register_object(PATH, Gio.DBusNodeInfo.new_for_xml(CONTRACT).interfaces[0], on_call,
                    lambda *_: GLib.Variant("u", 1), None)
GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IO_IN | GLib.IO_HUP, on_input)
Gio.bus_own_name_on_connection(bus, NAME, Gio.BusNameOwnerFlags.NONE, lambda *_: print("ready", flush=True), None)
GLib.MainLoop().run()

# SPDX-License-Identifier: GPL-2.0-or-later
"""
A child's program on the bus, inside the booted home: asks for the child's state four times a second, and hears what its
own connection is sent. A line of JSON for each, with CLOCK_BOOTTIME.
"""
import json
import time

from acts import NAME, PATH, call
from gi.repository import Gio, GLib

EVERY_MS = 250


def now():
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def tell(**line):
    print(json.dumps(line), flush=True)


def look():
    asked = now()
    try:
        online, until, left, reasons = call("Child", "GetState")
    except GLib.Error:
        return True
    tell(asked=asked, answered=now(), online=online, until=until, left=left, reasons=reasons)
    return True


def hear(_bus, _sender, _path, _interface, _signal, arguments):
    what, seconds = arguments.unpack()
    tell(at=now(), what=what, seconds=seconds)


bus = Gio.bus_get_sync(Gio.BusType.SYSTEM)
bus.signal_subscribe(NAME, f"{NAME}.Child", "TimeEnding", PATH, None, Gio.DBusSignalFlags.NONE, hear)
look()
GLib.timeout_add(EVERY_MS, look)
GLib.MainLoop().run()

# SPDX-License-Identifier: GPL-2.0-or-later
"""A D-Bus client without manners: what it sends is bytes, and it reads when it likes."""
import os
import select
import socket
import struct

from gi.repository import Gio

NAME, PATH = "org.porchlight.Agent1", "/org/porchlight/Agent1"
ADDRESS = "/run/dbus/system_bus_socket"
SERIAL = b"\x78\x56\x34\x12"
NO_REPLY = Gio.DBusMessageFlags.NO_REPLY_EXPECTED


class Raw:
    """One connection; hello: past the bus's greeting, with a unique name."""

    def __init__(self, hello=True):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(5)
        self.socket.connect(ADDRESS)
        self.serial = 1
        if hello:
            self.socket.sendall(b"\0AUTH EXTERNAL " + str(os.getuid()).encode().hex().encode() + b"\r\n")
            assert self.socket.recv(200).startswith(b"OK")
            self.socket.sendall(b"BEGIN\r\n")
            self.send(blob("org.freedesktop.DBus", "Hello", name="org.freedesktop.DBus", path="/org/freedesktop/DBus"))
            assert self.socket.recv(4096)

    def numbered(self, message):
        self.serial += 1
        return message.replace(SERIAL, struct.pack("<I", self.serial), 1)

    def send(self, message, times=1):
        """Blocks for as long as the bus does not take it."""
        self.socket.sendall(b"".join(self.numbered(message) for _ in range(times)))

    def drain(self):
        """Bytes that are there to be read."""
        got = 0
        while select.select([self.socket], [], [], 0)[0]:
            part = self.socket.recv(1 << 16)
            got += len(part)
            if not part:
                break
        return got


def blob(interface, method, arguments=None, flags=Gio.DBusMessageFlags.NONE, name=NAME, path=PATH):
    """The bytes of a call, little-endian, with SERIAL in the place of its number."""
    message = Gio.DBusMessage.new_method_call(name, path, interface, method)
    message.set_byte_order(Gio.DBusMessageByteOrder.LITTLE_ENDIAN)
    message.set_flags(flags)
    if arguments is not None:
        message.set_body(arguments)
    message.set_serial(0x12345678)
    return message.to_blob(Gio.DBusCapabilityFlags.NONE)

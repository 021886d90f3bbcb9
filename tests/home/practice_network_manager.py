#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""
In NetworkManager's place on a bus: practice_network_manager.py ADDRESS

Has what the agent looks at: active connections, devices and access points under an object manager. A computer
that is on nothing at first. org.porchlight.Practice, for root, is how tests connect it.
"""
import sys

from gi.repository import Gio, GLib

NAME = "org.freedesktop.NetworkManager"
PATH = "/org/freedesktop/NetworkManager"
CONTRACT = f"""
<node>
 <interface name='org.freedesktop.DBus.ObjectManager'>
  <method name='GetManagedObjects'><arg type='a{{oa{{sa{{sv}}}}}}' direction='out'/></method>
 </interface>
 <interface name='org.porchlight.Practice'>
  <method name='Connect'>
   <arg name='type' type='s' direction='in'/><arg name='ssid' type='ay' direction='in'/>
   <arg name='driver' type='s' direction='in'/><arg name='metered' type='u' direction='in'/>
  </method>
  <method name='Disconnect'/>
 </interface>
</node>
"""


class Manager:
    def __init__(self, address):
        self.objects = {}
        self.connections = []
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.bus = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
        info = Gio.DBusNodeInfo.new_for_xml(CONTRACT)
        self.bus.register_object("/org/freedesktop", info.interfaces[0], self.on_call)
        self.bus.register_object(PATH, info.interfaces[1], self.on_call)
        self.show()

    def show(self):
        self.objects[PATH] = {NAME: {"ActiveConnections": GLib.Variant("ao", self.connections)}}

    def tell(self):
        """As NetworkManager does: the manager's list has changed."""
        self.show()
        changed = {"ActiveConnections": GLib.Variant("ao", self.connections)}
        self.bus.emit_signal(None, PATH, "org.freedesktop.DBus.Properties", "PropertiesChanged",
                             GLib.Variant("(sa{sv}as)", (NAME, changed, [])))

    def connect(self, kind, ssid, driver, metered):
        number = len(self.connections) + 1
        active, device, point = (f"{PATH}/{what}/{number}" for what in ("ActiveConnection", "Devices", "AccessPoint"))
        self.objects[point] = {f"{NAME}.AccessPoint": {"Ssid": GLib.Variant("ay", ssid), "Strength": GLib.Variant("y", 70)}}
        self.objects[device] = {f"{NAME}.Device": {"Driver": GLib.Variant("s", driver), "Metered": GLib.Variant("u", metered)}}
        self.objects[active] = {f"{NAME}.Connection.Active": {
            "Id": GLib.Variant("s", "as somebody called it"), "Type": GLib.Variant("s", kind),
            "State": GLib.Variant("u", 2), "Devices": GLib.Variant("ao", [device]),
            "SpecificObject": GLib.Variant("o", point if ssid else "/")}}
        self.connections.append(active)

    def on_call(self, _bus, _sender, _path, _interface, method, arguments, invocation):
        if method == "GetManagedObjects":
            invocation.return_value(GLib.Variant("(a{oa{sa{sv}}})", (self.objects,)))
            return
        if method == "Connect":
            self.connect(*arguments.unpack())
        else:
            self.objects, self.connections = {}, []
        self.tell()
        invocation.return_value(None)


def main():
    manager = Manager(sys.argv[1])
    Gio.bus_own_name_on_connection(manager.bus, NAME, Gio.BusNameOwnerFlags.NONE,
                                   lambda *_: print("here", flush=True), None)
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()

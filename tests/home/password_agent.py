#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""
A desktop's dialog that asks for a password on polkit's behalf, with somebody at it who types theirs: the password goes
to PAM as any dialog's does. For one session. usage: password_agent.py PASSWORD LOG; a line of LOG for each time that it was asked.
"""
import os
import pwd
import subprocess
import sys

from gi.repository import Gio, GLib

HELPERS = ("/usr/lib/polkit-1/polkit-agent-helper-1", "/usr/libexec/polkit-agent-helper-1",
           "/usr/lib/policykit-1/polkit-agent-helper-1")
PLACE = "/org/porchlight/PasswordAgent"
INTERFACE = """
<node><interface name="org.freedesktop.PolicyKit1.AuthenticationAgent">
  <method name="BeginAuthentication">
    <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
    <arg type="a{ss}" direction="in"/><arg type="s" direction="in"/><arg type="a(sa{sv})" direction="in"/>
  </method>
  <method name="CancelAuthentication"><arg type="s" direction="in"/></method>
</interface></node>"""

password, log = sys.argv[1:]
person = pwd.getpwuid(os.getuid()).pw_name


def type_password(cookie):
    """As polkit's helper has it: the cookie, then an answer to what PAM asks; it tells polkit itself."""
    helper = next(path for path in HELPERS if os.path.exists(path))
    return subprocess.run([helper, person], input=f"{cookie}\n{password}\n", capture_output=True, text=True, check=False).stdout


def on_call(_bus, _sender, _path, _interface, method, arguments, invocation):
    if method == "BeginAuthentication":
        said = type_password(arguments.unpack()[4])
        with open(log, "a", encoding="utf-8") as file:
            print(arguments.unpack()[1], said.split()[-1], file=file)
    invocation.return_value(None)


def main():
    bus = Gio.bus_get_sync(Gio.BusType.SYSTEM)
    bus.register_object(PLACE, Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0], on_call)
    session = GLib.Variant("s", os.environ["XDG_SESSION_ID"])
    bus.call_sync("org.freedesktop.PolicyKit1", "/org/freedesktop/PolicyKit1/Authority", "org.freedesktop.PolicyKit1.Authority",
                  "RegisterAuthenticationAgent",
                  GLib.Variant.new_tuple(GLib.Variant("(sa{sv})", ("unix-session", {"session-id": session})),
                                         GLib.Variant("s", "C"), GLib.Variant("s", PLACE)), None, Gio.DBusCallFlags.NONE, -1)
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: GPL-2.0-or-later
"""Attempts by way of the services of an installed system. They run in the booted home."""
import functools
import json
import os
import pty
import re
import socket
import subprocess
import termios
import time

from bypass.attempt import Stopped, all_of, themed

CLOSED, WEB = "www.bet365.com", "198.51.100.10"  # what staff get for it
PASSWORD = "their own"
REFUSED = re.compile("denied|not permitted|authentication (is )?required|not authorized|no authorization", re.I)
RESOLVED = "/run/systemd/resolve/io.systemd.Resolve"

# What is closed to children, by their names on the bus; no home for tests has them, so these start nothing.
STAND_INS = ["org.freedesktop.PackageKit", "org.freedesktop.fwupd", "org.freedesktop.import1",
             "org.freedesktop.machine1", "org.freedesktop.portable1", "org.freedesktop.sysupdate1",
             "org.freedesktop.GeoClue2", "org.debian.apt"]

# What services ask polkit. Here everybody may do all of it, as far as the services are concerned.
ACTIONS = {
    "software": ["org.freedesktop.packagekit.package-install", "org.freedesktop.packagekit.system-sources-refresh",
                 "org.freedesktop.packagekit.system-update", "org.freedesktop.fwupd.modify-remote",
                 "org.freedesktop.fwupd.update-internal", "org.freedesktop.Flatpak.app-install",
                 "org.freedesktop.Flatpak.runtime-install", "org.freedesktop.Flatpak.app-update",
                 "org.freedesktop.Flatpak.appstream-update", "org.freedesktop.Flatpak.metadata-update",
                 "org.freedesktop.Flatpak.configure-remote", "io.snapcraft.snapd.manage", "io.snapcraft.snapd.login",
                 "org.debian.apt.install-or-remove-packages", "org.debian.apt.update-cache",
                 "org.freedesktop.sysupdate1.update", "org.freedesktop.sysupdate1.check"],
    "machines": ["org.freedesktop.import1.pull", "org.freedesktop.import1.import",
                 "org.freedesktop.machine1.shell", "org.freedesktop.machine1.host-shell",
                 "org.freedesktop.machine1.manage-machines", "org.freedesktop.portable1.attach-images",
                 "org.libvirt.unix.manage"],
    "network": ["org.freedesktop.NetworkManager.network-control", "org.freedesktop.NetworkManager.settings.modify.own",
                "org.freedesktop.NetworkManager.settings.modify.system", "org.freedesktop.NetworkManager.wifi.share.open",
                "org.freedesktop.NetworkManager.enable-disable-network", "org.freedesktop.ModemManager1.Device.Control",
                "org.freedesktop.ModemManager1.Messaging", "org.fedoraproject.FirewallD1.config",
                "org.blueman.network.setup", "org.blueman.pppd.pppconnect", "org.blueman.dhcp.client",
                "org.opensuse.cupspkhelper.mechanism.printer-remote-edit",
                "org.opensuse.cupspkhelper.mechanism.printer-local-edit",
                "org.opensuse.cupspkhelper.mechanism.devices-get"],
}
# And of the Debian's own, those that it asks an administrator's password for.
ASKED = ["org.freedesktop.policykit.exec", "org.freedesktop.systemd1.manage-units",
         "org.freedesktop.systemd1.manage-unit-files", "org.freedesktop.timedate1.set-time",
         "org.freedesktop.timedate1.set-timezone", "org.freedesktop.hostname1.set-static-hostname",
         "org.freedesktop.network1.set-dns-servers", "org.freedesktop.resolve1.set-dns-servers",
         "org.freedesktop.login1.set-user-linger"]
MAY_ASK = 2  # pkcheck's status where a password would do

attempt = themed("Services", booted=True)


def run(*command):
    """The command's output; what is refused is stopped, and any other failure is no refusal."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    said = (done.stdout + done.stderr).strip()
    if done.returncode != 0 and REFUSED.search(said):
        raise Stopped(said)
    return said or "done"


def call(name, path, interface, method, *arguments):
    """A call on the system's bus. Whatever the service says to it, it has been asked."""
    return f"{method}: " + run("busctl", "call", "--timeout=10", name, path, interface, method, *arguments)


def manager(name, path, interface):
    return functools.partial(call, name, path, interface)


resolve1 = manager("org.freedesktop.resolve1", "/org/freedesktop/resolve1", "org.freedesktop.resolve1.Manager")
timedate1 = manager("org.freedesktop.timedate1", "/org/freedesktop/timedate1", "org.freedesktop.timedate1")
login1 = manager("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager")


def each(function, *calls):
    return all_of([lambda c=arguments: function(*c) for arguments in calls])


def connect(path):
    sock = socket.socket(socket.AF_UNIX)
    sock.settimeout(5)
    sock.connect(path)
    return sock


@attempt("systemd-resolved on the bus")
def resolved_bus(_me):
    return each(resolve1, ["ResolveHostname", "isit", "0", CLOSED, "2", "0"],
                ["ResolveRecord", "isqqt", "0", CLOSED, "1", "1", "0"],
                ["ResolveService", "isssit", "0", "", "_https._tcp", CLOSED, "2", "0"])


@attempt("systemd-resolved by its socket (varlink)")
def resolved_varlink(_me):
    question = {"method": "io.systemd.Resolve.ResolveHostname", "parameters": {"name": CLOSED, "family": 2}}

    def ask(path):
        with connect(path) as sock:
            sock.sendall(json.dumps(question).encode() + b"\0")
            return sock.recv(65536).decode()
    folder = os.path.dirname(RESOLVED)
    return all_of([lambda p=f"{folder}/{name}": ask(p) for name in os.listdir(folder) if name.startswith("io.")])


@attempt("systemd-resolved by the C library, and at its addresses")
def resolved_library(_me):
    for command in (["getent", "ahostsv4", CLOSED], ["dig", "+short", "@127.0.0.53", CLOSED],
                    ["dig", "+short", "+tcp", "@127.0.0.54", CLOSED], ["resolvectl", "query", CLOSED]):
        said = run(*command)
        if WEB in said:
            return said
    raise Stopped("not the site's address")


@attempt("another resolver for the whole system (resolvectl), or its cache emptied", control="root")
def resolved_settings(_me):
    number = str(socket.if_nametoindex("host0"))
    return each(resolve1, ["SetLinkDNS", "ia(iay)", number, "1", "2", "4", "8", "8", "8", "8"],
                ["SetLinkDomains", "ia(sb)", number, "0"], ["SetLinkDNSOverTLS", "is", number, "no"],
                ["RevertLink", "i", number])


@attempt("nscd, by its socket")
def nscd(_me):
    name = CLOSED.encode() + b"\0"
    with connect("/run/nscd/socket") as sock:
        sock.sendall(b"".join(n.to_bytes(4, "little") for n in (2, 4, len(name))) + name)  # GETHOSTBYNAME
        return f"nscd answers {len(sock.recv(4096))} bytes"


@attempt("Avahi, on the bus and by its socket")
def avahi(_me):
    def by_socket():
        with connect("/run/avahi-daemon/socket") as sock:
            sock.sendall(b"RESOLVE-HOSTNAME-IPV4 home.local\n")
            return sock.recv(4096).decode()
    return all_of([by_socket, lambda: call("org.freedesktop.Avahi", "/", "org.freedesktop.Avahi.Server",
                                           "GetVersionString")])


@attempt("services that fetch or look for something for whoever asks, woken by the bus (PackageKit, fwupd, GeoClue)")
def woken(me):
    def wake(name):
        return call(name, "/", "org.freedesktop.DBus.Peer", "Ping")
    if me.person != "sam":
        return "; ".join(wake(name) for name in STAND_INS)  # all of them are there
    return all_of([lambda n=name: wake(n) for name in STAND_INS])


def permitted(me, actions):
    """The actions that polkit lets us have done, or would for a password; of a control's it must be all."""
    def check(action):
        return subprocess.run(["pkcheck", "--action-id", action, "--process", str(os.getpid())],
                              capture_output=True, check=False).returncode in (0, MAY_ASK)
    found = [action for action in actions if check(action)]
    if not found or (me.person != "sam" and found != actions):
        raise Stopped(f"{len(found)} of {len(actions)} actions are permitted")
    return ", ".join(found)


@attempt("having software fetched: what PackageKit, fwupd, Flatpak, Snap and apt ask polkit")
def software(me):
    return permitted(me, ACTIONS["software"])


@attempt("machines and images: what importd, machined (machinectl shell), portabled and libvirt ask polkit")
def machines(me):
    return permitted(me, ACTIONS["machines"])


@attempt("another network: what NetworkManager, ModemManager, firewalld, Blueman and the printers' helper ask polkit")
def network(me):
    return permitted(me, ACTIONS["network"])


@attempt("what an administrator's password would do on a child's desktop: pkexec, units, clock, name, network, lingering")
def asked(me):
    return permitted(me, ASKED)


@attempt("staff's actions, with a polkit agent and a password of one's own")
def own_agent(_me):
    pid, terminal = pty.fork()
    if pid == 0:
        os.execlp("pkcheck", "pkcheck", "--action-id", "org.porchlight.Agent1.change-any", "--process",
                  str(os.getpid()), "--allow-user-interaction", "--enable-internal-agent")
    said = b""
    try:
        while piece := os.read(terminal, 4096):
            said += piece
            if piece.rstrip().endswith(b"assword:"):
                while termios.tcgetattr(terminal)[3] & termios.ECHO:  # what is there before, it throws away
                    time.sleep(0.01)
                os.write(terminal, PASSWORD.encode() + b"\n")
    except OSError:  # the terminal's other end is closed
        pass
    if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0:
        return "polkit takes the password"
    raise Stopped(" ".join(said.decode().split()) or "not authorized")


@attempt("the clock and its zone", control="root")
def clock(_me):
    return each(timedate1, ["SetTimezone", "sb", "Asia/Tokyo", "false"],
                ["SetTime", "xbb", "1000000", "true", "false"], ["SetLocalRTC", "bbb", "true", "false", "false"])


@attempt("the computer's name", control="root")
def hostname(_me):
    host = manager("org.freedesktop.hostname1", "/org/freedesktop/hostname1", "org.freedesktop.hostname1")
    return each(host, ["SetHostname", "sb", "home", "false"], ["SetStaticHostname", "sb", "home", "false"])

# SPDX-License-Identifier: GPL-2.0-or-later
"""Attempts on an installed system itself. They run in the booted home."""
import glob
import os
import re
import subprocess
import time

from bypass.attempt import Stopped, all_of, themed
from bypass.services import CLOSED, WEB, call, each, login1, manager, run

UNITS = ["porchlightd.service", "porchlight-resolver.service", "porchlight-proxy.service",
         "porchlight-firewall.service", "nftables.service", "dbus.service"]
# Places of ours, and those by which a system's services are changed.
PLACES = ["/run/porchlight", "/etc/porchlight", "/etc/porchlight/children", "/var/lib/porchlight",
          "/usr/libexec/porchlight", "/usr/share/porchlight", "/etc/systemd/system", "/run/systemd/system",
          "/usr/lib/systemd/system", "/etc/polkit-1/rules.d", "/etc/dbus-1/system.d", "/etc/modprobe.d",
          "/etc/pam.d", "/etc/cron.d", "/run/systemd/transient", "/run/systemd/resolve", "/usr/lib/tmpfiles.d"]
# Socket families and protocols that are modules in Linux (include/linux/socket.h, MODULE_ALIAS_NET_PF_PROTO_TYPE).
# Not: Bluetooth (31), and the kernel's own for cryptography and settings.
FAMILIES = [3, 4, 5, 6, 8, 9, 11, 12, 19, 20, 21, 23, 24, 26, 29, 30, 33, 35, 36, 37, 39, 40, 41, 42, 43, 45]
PROTOCOLS = ["0-type-6", "33-type-6", "115", "115-type-2", "132", "146-type-2", "256-type-1"]

attempt = themed("Installed system", booted=True)
systemd1 = manager("org.freedesktop.systemd1", "/org/freedesktop/systemd1", "org.freedesktop.systemd1.Manager")


@attempt("stopping, changing or masking our units, and the bus's", control="root")
def units(_me):
    return all_of([lambda c=command, u=unit: run("systemctl", *c, u) for unit in UNITS for command in (
        ["kill", "--signal=CONT"], ["stop"], ["restart"], ["disable", "--runtime"], ["mask", "--runtime"])] +
                  [lambda u=unit: run("systemctl", "set-property", "--runtime", u, "CPUWeight=1") for unit in UNITS])


@attempt("a unit of the system's (systemd-run), its surroundings, its target", control="root")
def run_as_root(_me):
    return all_of([lambda: run("systemd-run", "--quiet", "--wait", "--pipe", "id"),
                   lambda: systemd1("SetEnvironment", "as", "1", "LD_PRELOAD=/tmp/none.so"),
                   lambda: systemd1("Reexecute"), lambda: systemd1("Reload"), lambda: run("systemctl", "rescue")])


@attempt("a service, a timer, a socket of one's own (the user's systemd)")
def user_service(me):
    folder = os.path.expanduser("~/.config/systemd/user")
    result = f"/tmp/user-service-{me.person}"
    os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/look.service", "w", encoding="ascii") as file:
        file.write("[Service]\nType=oneshot\nPrivateUsers=yes\n"
                   f"ExecStart=sh -c 'dig +short @8.8.8.8 {CLOSED} > {result}'\n")
    for command in (["daemon-reload"], ["start", "look.service"]):
        subprocess.run(["systemctl", "--user", *command], check=True, capture_output=True,
                       env={**os.environ, "XDG_RUNTIME_DIR": f"/run/user/{os.getuid()}"})
    with open(result, encoding="ascii") as file:
        said = file.read().strip()
    if WEB not in said:
        raise Stopped(f"its service gets {said or 'nothing'}")
    return said


@attempt("staying when the session ends (lingering), one's own or another's", control="root")
def linger(_me):
    try:
        return each(login1, ["SetUserLinger", "ubb", str(os.getuid() or 1500), "true", "false"],
                    ["SetUserLinger", "ubb", "1500", "true", "false"], ["SetUserLinger", "ubb", "1002", "true", "false"])
    finally:
        if os.getuid() == 0:
            run("loginctl", "disable-linger", "jo")


@attempt("a job of at's or cron's")
def job(me):
    made = f"/tmp/job-{me.person}"
    subprocess.run(["at", "now"], input=f"touch {made}\n", text=True, capture_output=True, check=True)
    deadline = time.monotonic() + 5
    while not os.path.exists(made):
        if time.monotonic() > deadline:
            raise Stopped("the job does not run")
        time.sleep(0.05)
    return "the job runs"


@attempt("a program that goes on after the log-out", stays=True)
def after_log_out(me):
    def until(seconds, condition):
        deadline = time.monotonic() + seconds
        while not condition() and time.monotonic() < deadline:
            time.sleep(0.05)
        return condition()

    def state():
        return run("loginctl", "show-user", me.person, "--property=State", "--value")
    if not until(10, lambda: state() in ("closing", "lingering")):
        raise RuntimeError(f"still logged in: {state()}")
    if until(2, lambda: WEB not in run("getent", "ahostsv4", "bbc.co.uk")):
        raise Stopped(f"its user is {state()}, and gets no other sites than help")
    return f"its user is {state()}, and the web is open"


@attempt("other people's sessions: ending, killing or locking them, or making one of another kind", control="root")
def sessions(_me):
    alex = subprocess.run(["loginctl", "show-user", "alex", "-p", "Sessions", "--value"], capture_output=True,
                          text=True, check=False).stdout.split()
    if not alex:
        raise RuntimeError("Alex is not there")
    return each(login1, ["LockSession", "s", alex[0]], ["KillSession", "ssi", alex[0], "all", "18"],
                ["KillUser", "ui", "1002", "18"], ["CreateSession"], ["TerminateSession", "s", alex[0]],
                ["TerminateUser", "u", "1002"])


@attempt("being another on the bus (the agent, polkit, the session manager)", control=None)
def own(_me):
    names = ["org.porchlight.Agent1", "org.porchlight.Other", "org.freedesktop.PolicyKit1", "org.freedesktop.login1",
             "org.freedesktop.PackageKit", "org.freedesktop.NetworkManager"]
    return all_of([lambda n=name: call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                       "RequestName", "su", n, "4") for name in names])


@attempt("listening to what others say on the bus", control="root")
def monitor(_me):
    return call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.Monitoring", "BecomeMonitor",
                "asu", "0", "0")


@attempt("reading the agent's journal, and other people's", control="root")
def journal(_me):
    def entries(*which):
        said = subprocess.run(["journalctl", "--quiet", "--no-pager", "-n", "1", "-o", "cat", *which],
                              capture_output=True, text=True, check=False)
        if not said.stdout.strip():
            raise Stopped("no entry is shown")
        return said.stdout.strip()
    return all_of([lambda: entries("-u", "porchlightd.service"), lambda: entries("-u", "porchlight-resolver.service"),
                   lambda: entries("_UID=0"), lambda: entries("_UID=1002")])


@attempt("reading the rules and the counts of the firewall", control="root")
def rules(_me):
    return run("nft", "list", "ruleset")[:60]


@attempt("files in the folders of ours, and of the system's services", control="root")
def places(_me):
    def put(folder):
        path = f"{folder}/one's own"
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT))
        os.unlink(path)
        return f"{folder} takes files"
    return all_of([lambda f=folder: put(f) for folder in PLACES])


@attempt("the household's files and records", control="root")
def records(_me):
    def read(folder):
        return f"{folder}: {len(os.listdir(folder))} files"
    return all_of([lambda f=folder: read(f) for folder in ("/etc/porchlight/children", "/var/lib/porchlight",
                                                           "/run/porchlight")])


@attempt("our processes, from an installed system's log-in", control="root")
def processes(_me):
    ours = []
    for path in glob.glob("/proc/[0-9]*/comm"):
        with open(path, encoding="utf-8") as file:
            if file.read().startswith("porchlight"):
                ours.append(os.path.dirname(path))
    if len(ours) < 3:
        raise RuntimeError("agent and workers are not there")

    def look(path):
        with open(path, "rb") as file:
            return f"{path}: {len(file.read(64))} bytes"
    return all_of([lambda p=f"{place}/{name}": look(p) for place in ours for name in ("environ", "auxv", "mem")] +
                  [lambda p=place: f"{p}/fd: {len(os.listdir(p + '/fd'))}" for place in ours])


@attempt("a socket family whose module is loaded because somebody asks", control=None)
def families(_me):
    settings = ""
    for path in glob.glob("/usr/lib/modprobe.d/*.conf") + glob.glob("/etc/modprobe.d/*.conf"):
        with open(path, encoding="utf-8") as file:
            settings += file.read()
    off = set(re.findall(r"^alias (net-pf-\S+) off$", settings, re.M))
    names = [f"net-pf-{number}" for number in FAMILIES]
    names += [f"net-pf-{family}-proto-{protocol}" for family in (2, 10) for protocol in PROTOCOLS]
    left = [name for name in names if name not in off]
    if left:
        return f"loaded when asked for: {' '.join(left)}"
    raise Stopped(f"{len(names)} kinds are off")

# SPDX-License-Identifier: GPL-2.0-or-later
"""The inside of the booted home: the practice internet, and a Debian booted beside it."""
import os
import shutil
import signal
import subprocess
import sys
import threading
import time

from home import debian, linux, people, practice
from home.practice import HERE, PLACE, PYTHON, SOURCE, Failed

ROOT = f"{PLACE}/home/root"
START_S = 25
SEEN_S = 4
OPEN = "until getent ahostsv4 bbc.co.uk | grep -q 198.51.100.10; do sleep 0.1; done"
STARTS_AGAIN = 133  # systemd-nspawn's status when what it booted wants to reboot

BRIDGE = """\
link add internet type bridge
link set internet address 02:00:00:00:00:01
link add nowhere type bridge
"""
# Two machines in one control group would end each other's processes.
IN_GROUPS = 'for group in $1; do echo 0 > "$group/cgroup.procs"; done; shift; exec "$@"'
CGROUPS = ("/sys/fs/cgroup", "/sys/fs/cgroup/systemd", "/sys/fs/cgroup/unified")


def control_groups(name):
    return [os.path.join(place, name) for place in CGROUPS if os.path.exists(os.path.join(place, "cgroup.procs"))]


def forget_control_groups(name):
    for group in control_groups(name):
        for folder, _, _ in os.walk(group, topdown=False):
            try:
                os.rmdir(folder)
            except OSError:
                pass


class Home(practice.Home):
    """
    layers: of the disk, the uppermost first; index: path of a site index, None: the agent's own lists.
    agent: instead of the installed one, a program and its options. folders: the machine's, by what it calls them.
    """

    machine, root = "home", ROOT
    children = tuple(people.CHILDREN)  # who logs in at each start
    bridge = "internet"
    web_config = practice.WEB_CONFIG

    def __init__(self, layers, index, certificate, child_files, control_group):
        super().__init__(None, index, certificate, child_files, None)
        self.agent, self.folders = None, {}
        self.layers, self.control_group = layers, control_group
        self.deadline = time.monotonic() + START_S
        self.boots = 0
        self.pulled = False

    def start(self):
        linux.unshare(linux.CLONE_NEWNS | linux.CLONE_NEWNET | linux.CLONE_NEWIPC)
        linux.mount(None, "/", flags=linux.MS_REC | linux.MS_PRIVATE)
        linux.mount("proc", "/proc", "proc")
        index = os.open(self.index, os.O_RDONLY) if self.index else None
        linux.mount("tmpfs", "/run", "tmpfs", options="mode=0755")
        for folder in ("web", "log"):
            os.makedirs(f"{PLACE}/{folder}")
        self._lay_out(index)
        internet = self._start_the_internet()
        self._boot()
        self._line_of(internet)
        self.wait_for_boot()

    def _lay_out(self, index):
        upper, work = (os.path.join(os.path.dirname(self.root), name) for name in ("upper", "work"))
        debian.overlay(self.layers, upper, work, self.root)
        self._furnish(index)

    def _boot(self):
        for group in control_groups(self.control_group):
            os.makedirs(os.path.join(group, self.machine))
        threading.Thread(target=self._keep_booted, daemon=True).start()

    def _furnish(self, index):
        people.write_household(f"{self.root}/etc/porchlight", self.child_files, None)
        options = []
        if index is not None:
            with os.fdopen(index, "rb") as source, open(f"{self.root}/var/lib/porchlight/given.index", "wb") as target:
                shutil.copyfileobj(source, target)
            options += ["--sites", "/var/lib/porchlight/given.index"]
        if self.agent:
            shutil.copy(self.agent[0], f"{self.root}/usr/libexec/porchlightd")
            options += self.agent[1:]
        if options:
            self.give_agent(options)

    def drop_in(self, unit, text):
        """More of a unit's [Service]; one that runs hears of it when systemd has read its files again."""
        self.write(f"/etc/systemd/system/{unit}.service.d/options.conf", f"[Service]\n{text}")

    def write(self, path, text, mode=0o644):
        """A file on the machine's disk."""
        os.makedirs(os.path.dirname(self.root + path), exist_ok=True)
        with open(self.root + path, "w", encoding="utf-8") as file:
            os.chmod(file.fileno(), mode)
            file.write(text)

    def count_as_proved(self):
        """There is nobody at a screen who could type a password: staff count as having done so."""
        self.write("/etc/polkit-1/rules.d/10-practice.rules", practice.POLKIT_RULES)

    def give_agent(self, options):
        """Other options from its next start on."""
        self.drop_in("porchlightd", f"ExecStart=\nExecStart=/usr/libexec/porchlightd {' '.join(options)}\n")

    def _start_the_internet(self):
        for name, text in {"nginx.conf": self.web_config, "key.pem": self.certificate[0],
                           "cert.pem": self.certificate[1]}.items():
            with open(f"{PLACE}/web/{name}", "w", encoding="utf-8") as file:
                file.write(text)
        self._ip(BRIDGE + practice.FAR_LINK)
        server = self._service("internet", [PYTHON, os.path.join(HERE, "internet.py")])
        self._service("web", ["nginx", "-c", f"{PLACE}/web/nginx.conf", "-e", "stderr"])
        return server

    def _keep_booted(self):
        while True:
            groups = " ".join(os.path.join(group, self.machine) for group in control_groups(self.control_group))
            self._service(self.machine, [
                "sh", "-c", IN_GROUPS, "sh", groups,
                "systemd-nspawn", "-q", "-D", self.root, f"--machine={self.machine}", f"--hostname={self.machine}",
                "--register=no", "--keep-unit", f"--network-bridge={self.bridge}", "--link-journal=no", "--resolv-conf=off",
                *(f"--bind={outside}:{inside}" for inside, outside in self.folders.items()), "--console=pipe", "-b"])
            self.boots += 1
            if self.services[self.machine].wait() != STARTS_AGAIN and not self.pulled:
                return
            self.pulled = False

    def leader(self):
        """The first process of the Debian."""
        nspawn = self.services.get(self.machine)
        if nspawn is None:
            return None
        if nspawn.poll() not in (None, STARTS_AGAIN) and not self.pulled:
            raise Failed(f"the Debian did not boot: {nspawn.returncode}")
        try:
            with open(f"/proc/{nspawn.pid}/task/{nspawn.pid}/children", encoding="ascii") as file:
                return (file.read().split() or [None])[-1]
        except OSError:
            return None

    def inside(self, command, **options):
        """subprocess.run of a command as root inside, beside the services."""
        return subprocess.run(["nsenter", "-a", "-t", self.leader() or "0", *command], check=False,
                              stdin=subprocess.DEVNULL, text=True, **options)

    def quiet(self, command):
        done = self.inside(command, capture_output=True)
        return done.returncode, done.stdout + done.stderr

    def wait_until(self, condition, what):
        self.deadline = max(self.deadline, time.monotonic() + START_S / 2)
        while not condition():
            if time.monotonic() > self.deadline:
                raise Failed(what)
            time.sleep(0.02)

    def wait_for_boot(self):
        """Until the Debian is up and the agent filters, with lists."""
        self.wait_until(lambda: self.leader() and self.quiet(["systemctl", "is-system-running"])[1].strip()
                        in ("running", "degraded"), "the Debian is not up")
        self.wait_until(lambda: "boolean true" in self.quiet(practice.AGENT_STATUS)[1],
                        "the agent does not say on the bus that all is up")
        for child in self.children:
            self.log_in(child)

    def cut(self):
        """Its cable is pulled, until join(); it stays so when the machine starts again."""
        self.bridge = "nowhere"
        self._ip(f"link set vb-{self.machine} down\n")

    def _is_plugged_in(self):
        return f"vb-{self.machine}" in subprocess.run(["ip", "link", "show", "up", "master", self.bridge], capture_output=True,
                                                      text=True, check=False).stdout

    def join(self):
        self.bridge = Home.bridge
        cable = f"vb-{self.machine}"
        self._ip(f"link set {cable} down\nlink set {cable} master {self.bridge}\nlink set {cable} up\n")

    def reboot(self):
        """As its power button does it."""
        boots = self.boots
        self.quiet(["systemctl", "reboot"])
        self._until_it_boots_again(boots)

    def pull(self):
        """Ends all of it in one moment, and boots what its disk then holds."""
        boots, self.pulled = self.boots, True
        os.kill(int(self.leader()), signal.SIGKILL)
        self._until_it_boots_again(boots)

    def _until_it_boots_again(self, boots):
        self.deadline = time.monotonic() + 2 * START_S
        self.wait_until(lambda: self.boots > boots, "the Debian does not boot again")
        if self.bridge != Home.bridge:
            self.wait_until(self._is_plugged_in, "the Debian has no cable")
            self._ip(f"link set vb-{self.machine} down\n")
        self.wait_for_boot()

    def log_in(self, person):
        """
        A session that stays. The agent sees it within moments; what it then opens depends on the profile,
        so that is waited for, but not for long.
        """
        subprocess.run(self.command(person, ["sleep", "infinity"], f"--unit=session-of-{person}"), check=True)
        subprocess.run(self.command(person, ["timeout", str(SEEN_S), "sh", "-c", OPEN], "--pipe", "--wait"),
                       stdin=subprocess.DEVNULL, check=False)

    def log_out(self, person):
        self.quiet(["loginctl", "terminate-user", person])

    def command(self, person, command, *options):
        """What runs a command inside as a person: children and staff in a session, through PAM."""
        service = ["systemd-run", "--quiet", "--collect", *options,
                   "--setenv=LANG=C.UTF-8", f"--setenv=PATH={practice.PATH}", "--setenv=PYTHONDONTWRITEBYTECODE=1",
                   f"--working-directory={'/root' if person == 'root' else '/home/' + person}"]
        if "TERM" in os.environ:
            service.append(f"--setenv=TERM={os.environ['TERM']}")
        if person != "root":
            service += [f"--property=User={person}", "--property=PAMName=login",
                        "--setenv=XDG_SESSION_CLASS=user", "--setenv=XDG_SESSION_TYPE=tty"]
        return ["nsenter", "-a", "-t", self.leader(), *service, "--", *command]

    def at_terminal(self, person, typed, before=""):
        """
        What was on the screen of somebody who logs in at a terminal and types, and how long it took. before: root's
        work in a mount namespace of that terminal's own.
        """
        started = time.monotonic()
        done = subprocess.run(
            self.command("root", ["unshare", "--mount", "sh", "-c", f"{before} exec script -qc 'login -f {person}' /dev/null"],
                         "--pipe", "--wait"),
            input=f"{typed}; exit\n", capture_output=True, text=True, check=False)
        return done.stdout + done.stderr, time.monotonic() - started

    def called(self, interface, method, *arguments):
        """What the agent answers root, as busctl prints it."""
        return self.inside(["busctl", "call", "org.porchlight.Agent1", "/org/porchlight/Agent1",
                            f"org.porchlight.Agent1.{interface}", method, *arguments], capture_output=True).stdout.strip()

    def used(self, child):
        """Seconds of the last day on which there were any."""
        return int(self.called("Staff", "ListUsage", "su", child, "1").split()[-1])

    def output_of(self, person, command):
        return self.done_as(person, command).stdout

    def done_as(self, person, command):
        return subprocess.run(self.command(person, command, "--pipe", "--wait"), stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, check=False)

    def run(self, person, command):
        options = ["--pty" if os.isatty(0) and os.isatty(1) else "--pipe", "--wait"]
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        status = subprocess.run(self.command(person, command, *options), check=False).returncode
        return status if status >= 0 else 128 - status

    def logs(self):
        yield from super().logs()
        if self.leader():
            yield from (f"journal: {line}" for line in self.quiet(
                ["journalctl", "-b", "-n", "40", "--no-pager", "-o", "cat"])[1].splitlines())

# SPDX-License-Identifier: GPL-2.0-or-later
"""
The inside of the practice home: two network namespaces, a bus, the workers under their launcher and
a real agent. Runs as the first process of its own process namespace, so that all ends with it.
"""
import os
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time

from home import linux, people

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.dirname(os.path.dirname(HERE))
PYTHON = "/usr/bin/python3"

PLACE = "/run/practice"  # on a tmpfs of its own
RUN = "/run/porchlight"
BUS = "unix:path=/run/dbus/system_bus_socket"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
START_S = 15  # a home that is not ready by then has failed
LOG_LINES = 10
WATCHDOG_USEC = "90000000"  # as the units have it

AGENT_STATUS = ["dbus-send", "--system", "--print-reply", "--dest=org.porchlight.Agent1", "/org/porchlight/Agent1",
                "org.porchlight.Agent1.GetStatus"]
POLKIT_STATUS = ["dbus-send", "--system", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus",
                 "org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.PolicyKit1"]

LINK = """\
link add uplink address 02:00:00:00:00:02 type veth peer name internet address 02:00:00:00:00:01 netns {far}
addr add 192.168.77.2/24 dev uplink
addr add 2001:db8:77::2/64 dev uplink nodad
link set lo up
link set uplink up
neigh add 192.168.77.1 lladdr 02:00:00:00:00:01 dev uplink nud permanent
neigh add 2001:db8:77::1 lladdr 02:00:00:00:00:01 dev uplink nud permanent
route add default via 192.168.77.1
route add default via 2001:db8:77::1
"""
FAR_LINK = """\
addr add 192.168.77.1/24 dev internet
addr add 2001:db8:77::1/64 dev internet nodad
addr add fe80::1/64 dev internet nodad
link set internet up
neigh add 192.168.77.2 lladdr 02:00:00:00:00:02 dev internet nud permanent
neigh add 2001:db8:77::2 lladdr 02:00:00:00:00:02 dev internet nud permanent
link set lo up
addr add 8.8.8.8/32 dev lo
addr add 1.1.1.1/32 dev lo
addr add 9.9.9.9/32 dev lo
addr add 198.51.100.10/32 dev lo
addr add 198.51.100.20/32 dev lo
addr add 2001:db8:100::20/128 dev lo nodad
addr add 2001:4860:4860::8888/128 dev lo nodad
addr add 2001:db8:100::10/128 dev lo nodad
"""

BUS_CONFIG = f"""\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>{BUS}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <deny own="*"/>
    <deny send_type="method_call"/>
    <allow send_type="signal"/>
    <allow send_requested_reply="true" send_type="method_return"/>
    <allow send_requested_reply="true" send_type="error"/>
    <allow receive_type="method_call"/>
    <allow receive_type="method_return"/>
    <allow receive_type="error"/>
    <allow receive_type="signal"/>
    <allow send_destination="org.freedesktop.DBus"/>
    <allow send_destination="org.freedesktop.PolicyKit1"/>
    <allow send_destination="org.freedesktop.login1" send_interface="org.freedesktop.login1.Manager" send_member="GetSession"/>
    <allow send_destination="org.freedesktop.login1" send_interface="org.freedesktop.DBus.Properties" send_member="GetAll"/>
  </policy>
  <policy user="polkitd">
    <allow own="org.freedesktop.PolicyKit1"/>
  </policy>
  <policy user="root">
    <allow own="org.freedesktop.login1"/>
    <allow own="org.freedesktop.NetworkManager"/>
    <allow send_destination="org.freedesktop.NetworkManager"/>
    <allow send_destination="org.freedesktop.login1"/>
  </policy>
  <includedir>{SOURCE}/policy/dbus</includedir>
</busconfig>
"""

WEB_CONFIG = f"""\
daemon off;
master_process off;
pid {PLACE}/web/pid;
error_log stderr;
events {{ worker_connections 256; }}
http {{
  access_log off;
  default_type text/plain;
  client_body_temp_path {PLACE}/web/body;
  proxy_temp_path {PLACE}/web/proxy;
  fastcgi_temp_path {PLACE}/web/fastcgi;
  uwsgi_temp_path {PLACE}/web/uwsgi;
  scgi_temp_path {PLACE}/web/scgi;
  server {{
    listen 198.51.100.10:80;
    listen [2001:db8:100::10]:80;
    listen 198.51.100.10:443 ssl;
    listen [2001:db8:100::10]:443 ssl;
    listen 198.51.100.20:80;
    listen [2001:db8:100::20]:80;
    listen 198.51.100.20:443 ssl;
    listen [2001:db8:100::20]:443 ssl;
    ssl_certificate {PLACE}/web/cert.pem;
    ssl_certificate_key {PLACE}/web/key.pem;
    add_header Server-Address $server_addr;
    return 200 "The practice internet: $scheme://$host$request_uri\\n";
  }}
}}
"""


POLKIT = "/usr/lib/polkit-1/polkitd"
# There is no session manager here, so staff count as having proved who they are, in a session of their own.
POLKIT_RULES = """\
polkit.addRule(function (action, subject) {
    if (["jo", "kim", "lee"].indexOf(subject.user) >= 0 && /^org\\.porchlight\\.Agent1\\..*-any$/.test(action.id))
        return polkit.Result.YES;
    if (subject.user === "kim" && action.id === "org.porchlight.Agent1.change-home")
        return polkit.Result.YES;
    return polkit.Result.NOT_HANDLED;
});
"""


class Failed(Exception):
    """The home did not start."""


class Home:
    """build: the folder of the build; index: path of the site index; certificate: (key, certificate)."""

    def __init__(self, build, index, certificate, child_files, now, agent_options=()):
        self.index, self.certificate, self.child_files = index, certificate, child_files
        self.now, self.agent_options = now, agent_options
        self.build = build
        self.deadline = time.monotonic() + START_S
        self.services = {}

    def start(self):
        linux.unshare(linux.CLONE_NEWNS | linux.CLONE_NEWNET | linux.CLONE_NEWIPC | linux.CLONE_NEWUTS)
        # What lies outside is opened before /run is covered, and in this mount namespace.
        linux.mount(None, "/", flags=linux.MS_REC | linux.MS_PRIVATE)
        programs = os.open(os.path.join(self.build, "agent"), os.O_PATH)
        index = os.open(self.index, os.O_PATH)
        logind = os.open(os.path.join(self.build, "tests", "home", "practice-logind"), os.O_PATH)
        self._mount(programs, index, logind)
        self._mount_polkit()
        internet = self._start_internet()
        bus = self._service("bus", ["dbus-daemon", "--nofork", "--nopidfile", "--print-address",
                                    f"--config-file={PLACE}/bus.conf"])
        launchers = [self._service(worker, [
            PYTHON, f"{PLACE}/launcher.py", f"{RUN}/{worker}.sock", f"{PLACE}/{worker}.notify",
            f"porchlight-{worker}", f"{PLACE}/agent/porchlight-{worker}"], WATCHDOG_USEC=WATCHDOG_USEC) for worker in ("resolver", "proxy")]
        self._run(["nft", "-f", f"{SOURCE}/agent/net/base.nft"])
        for service in (bus, *launchers):
            self._line_of(service)
        # In systemd-logind's place: each child has a session, in use.
        self._line_of(self._service("logind", [f"{PLACE}/logind", BUS, *map(str, people.CHILDREN.values())]))
        self._service("polkit", [POLKIT, "--no-debug"], DBUS_SYSTEM_BUS_ADDRESS=BUS)
        self._start_agent()
        for service in (internet, self.services["resolved"]):
            self._line_of(service)
        for child in people.CHILDREN:
            self._ask_as(child)
        self._until_true("polkit is not on the bus", POLKIT_STATUS)
        self._until_true("the agent does not say on the bus that all is up", AGENT_STATUS)

    def _until_true(self, complaint, question):
        while "boolean true" not in self.output_of("root", question):
            if time.monotonic() > self.deadline:
                raise Failed(complaint)
            time.sleep(0.01)

    def _mount(self, programs, index, logind):
        linux.mount("proc", "/proc", "proc")
        resolv = os.path.realpath("/etc/resolv.conf")
        launcher = open(os.path.join(HERE, "launcher.py"), "rb").read()
        linux.mount("tmpfs", "/run", "tmpfs", options="mode=0755")
        for folder in ("web", "etc", "log", "agent", "state", "bin", "upper", "work"):
            os.makedirs(f"{PLACE}/{folder}")
        # The machine's /etc is not written to, and what other homes do in it is not seen in this one.
        linux.mount("overlay", "/etc", "overlay", options=f"lowerdir=/etc,upperdir={PLACE}/upper,workdir={PLACE}/work")
        os.symlink("../agent/porchlightctl", f"{PLACE}/bin/porchlightctl")
        os.makedirs("/run/dbus")
        os.makedirs(RUN)
        for file in ("sites.index", "logind"):
            open(f"{PLACE}/{file}", "w").close()
        linux.mount(f"/proc/self/fd/{programs}", f"{PLACE}/agent", flags=linux.MS_BIND)
        linux.mount(f"/proc/self/fd/{logind}", f"{PLACE}/logind", flags=linux.MS_BIND)
        linux.mount(f"/proc/self/fd/{index}", f"{PLACE}/sites.index", flags=linux.MS_BIND)
        for name in people.write_accounts(f"{PLACE}/etc"):
            target = resolv if name == "resolv.conf" else f"/etc/{name}"
            if target.startswith("/run/"):
                os.makedirs(os.path.dirname(target), exist_ok=True)
                open(target, "w").close()
            if os.path.exists(target):
                linux.mount(f"{PLACE}/etc/{name}", target, flags=linux.MS_BIND)
        people.write_household(f"{PLACE}/household", self.child_files, self.now)
        for person in {**people.CHILDREN, **people.STAFF}:
            os.makedirs(people.home_of(person), 0o700)
            os.chown(people.home_of(person), people.uid(person), people.uid(person))
        for path, text in {"bus.conf": BUS_CONFIG, "web/nginx.conf": WEB_CONFIG,
                           "web/key.pem": self.certificate[0], "web/cert.pem": self.certificate[1]}.items():
            with open(f"{PLACE}/{path}", "w", encoding="utf-8") as file:
                file.write(text)
        with open(f"{PLACE}/launcher.py", "wb") as file:
            file.write(launcher)

    def _mount_polkit(self):
        """Its policy and rules here are ours alone, whatever the machine has."""
        for folder in ("/usr/share/polkit-1/actions", "/usr/share/polkit-1/rules.d", "/etc/polkit-1/rules.d"):
            linux.mount("tmpfs", folder, "tmpfs", options="mode=0755")
        shutil.copy(f"{SOURCE}/policy/dbus/org.porchlight.Agent1.policy", "/usr/share/polkit-1/actions")
        shutil.copy(f"{SOURCE}/policy/dbus/porchlight.rules", "/usr/share/polkit-1/rules.d")
        with open("/etc/polkit-1/rules.d/10-practice.rules", "w", encoding="utf-8") as file:
            file.write(POLKIT_RULES)

    def _start_internet(self):
        home = os.open("/proc/self/ns/net", os.O_RDONLY)
        linux.unshare(linux.CLONE_NEWNET)
        far = os.open("/proc/self/ns/net", os.O_RDONLY)
        linux.set_network(home)
        self._ip(LINK.format(far=f"/proc/{os.getpid()}/fd/{far}"))
        linux.set_network(far)
        self._ip(FAR_LINK)
        server = self._service("internet", [PYTHON, os.path.join(HERE, "internet.py")])
        self._service("web", ["nginx", "-c", f"{PLACE}/web/nginx.conf", "-e", "stderr"])
        linux.set_network(home)
        # In systemd-resolved's place: what people who are not filtered find at 127.0.0.53.
        self._service("resolved", [PYTHON, os.path.join(HERE, "internet.py"), "127.0.0.53"])
        return server

    def _start_agent(self):
        notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        notify.bind(f"{PLACE}/agent.notify")
        command = [f"{PLACE}/agent/porchlightd", "--home", f"{PLACE}/household/home.conf",
                   "--children", f"{PLACE}/household/children", "--routes", f"{PLACE}/household/routes.conf",
                   "--run-dir", RUN, "--state-dir", f"{PLACE}/state",
                   "--hosts-file", "/etc/hosts" if os.path.ismount("/etc/hosts") else f"{PLACE}/etc/hosts",
                   *self.agent_options]
        if "--sources" not in self.agent_options:
            command += ["--sites", f"{PLACE}/sites.index"]
        if self.now:
            command += ["--test-clock", self.now]
        agent = self._service("agent", command, NOTIFY_SOCKET=f"{PLACE}/agent.notify", WATCHDOG_USEC=WATCHDOG_USEC,
                              DBUS_SYSTEM_BUS_ADDRESS=BUS)
        self._wait_for(notify, "agent", agent)
        if b"READY=1" not in notify.recv(4096):
            raise Failed("the agent did not say that it is ready")

    def _service(self, name, command, **environment):
        with open(f"{PLACE}/log/{name}", "wb") as log:
            try:
                service = subprocess.Popen(
                    command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, cwd="/",
                    start_new_session=True,
                    env={"PATH": PATH, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", **environment,
                         **{k: v for k, v in os.environ.items() if "SAN_OPTIONS" in k}})
            except OSError as error:
                raise Failed(f"{command[0]}: {error.strerror}") from error
        self.services[name] = service
        return service

    def _run(self, command, text=None):
        done = subprocess.run(command, input=text, text=True, capture_output=True, check=False,
                              env={"PATH": PATH, "LANG": "C.UTF-8"})
        if done.returncode != 0:
            raise Failed(f"{' '.join(command)}: {done.stderr.strip()}")

    def _ip(self, batch):
        self._run(["ip", "-batch", "-"], batch)

    def _wait_for(self, readable, name, service):
        """Waits until something can be read, the service is gone, or time is up."""
        while not select.select([readable], [], [], 0.02)[0]:
            if service.poll() is not None:
                raise Failed(f"{name} ended with {service.returncode}")
            if time.monotonic() > self.deadline:
                raise Failed(f"{name} was not ready after {START_S} seconds")

    def _line_of(self, service):
        name = next(key for key, value in self.services.items() if value is service)
        self._wait_for(service.stdout, name, service)
        if not service.stdout.readline():
            raise Failed(f"{name} did not start")

    def _ask_as(self, person):
        """A name that is open to a child at any time must get an answer before the home counts as ready."""
        pid = os.fork()
        if pid == 0:
            become(person)
            os._exit(0 if ask("www.childline.org.uk", self.deadline) else 1)
        if os.waitpid(pid, 0)[1] != 0:
            raise Failed(f"the stub does not answer {person}")

    def logs(self):
        """The last that each service said."""
        for name in self.services:
            with open(f"{PLACE}/log/{name}", encoding="utf-8", errors="replace") as log:
                lines = [line.rstrip() for line in log if line.strip()]
            yield from (f"{name}: {line}" for line in lines[-LOG_LINES:])

    def output_of(self, person, command):
        """What a command prints, run as a person of the home."""
        read, write = os.pipe()
        if os.fork() == 0:
            os.dup2(write, 1)
            os.dup2(os.open("/dev/null", os.O_WRONLY), 2)
            os.closerange(3, write + 1)
            execute(person, command)
        os.close(write)
        with os.fdopen(read, encoding="utf-8", errors="replace") as pipe:
            return pipe.read()

    def run(self, person, command):
        """Runs a command as a person of the home; its exit status, as a shell tells it."""
        pid = os.fork()
        if pid == 0:
            execute(person, command)
        while True:
            ended, status = os.waitpid(-1, 0)
            if ended == pid:
                code = os.waitstatus_to_exitcode(status)
                return code if code >= 0 else 128 - code


def become(person):
    os.setgroups(people.groups(person))
    os.setresgid(*[people.uid(person)] * 3)
    os.setresuid(*[people.uid(person)] * 3)


def execute(person, command):
    try:
        become(person)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGPIPE, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        environment = {"PATH": f"{PATH}:{PLACE}/bin", "HOME": people.home_of(person), "USER": person, "LOGNAME": person,
                       "SHELL": "/bin/bash", "LANG": "C.UTF-8", "DBUS_SYSTEM_BUS_ADDRESS": BUS}
        if "TERM" in os.environ:
            environment["TERM"] = os.environ["TERM"]
        os.execvpe(command[0], command, environment)
    except OSError as error:
        print(f"practice-home: {command[0]}: {error.strerror}", file=sys.stderr)
    os._exit(127)


def ask(name, deadline):
    """Asks for a name's address until there is an answer; False when time is up."""
    question = b"".join(bytes([len(label)]) + label.encode() for label in name.split(".")) + b"\0"
    query = struct.pack("!6H", os.getpid() & 0xFFFF, 0x0100, 1, 0, 0, 0) + question + b"\0\1\0\1"
    while time.monotonic() < deadline:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            sock.settimeout(0.5)
            try:
                sock.connect(("127.0.0.53", 53))
                sock.send(query)
                if sock.recv(512)[:2] == query[:2]:
                    return True
            except OSError:
                select.select([], [], [], 0.01)
    return False

# SPDX-License-Identifier: GPL-2.0-or-later
"""Attempts on our processes, files and bus; and to use everything up."""
import ctypes
import errno
import os
import re
import resource
import signal
import socket
import subprocess

from home import practice
from inside import processes
from bypass.attempt import Stopped, all_of, in_background, themed
from bypass.names import ask, learn
from bypass.web import OPEN, WEB, fetch_secure, request

OURS = ("porchlightd", "porchlight-resolver", "porchlight-proxy")
AGENT = ["dbus-send", "--system", "--print-reply", "--dest=org.porchlight.Agent1", "/org/porchlight/Agent1"]
BUS = ["dbus-send", "--system", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"]
libc = ctypes.CDLL(None, use_errno=True)

attempt = themed("Processes")


def pids():
    return [pid for name in OURS for pid in processes(name)]


def call(name, *arguments):
    """A call of the C library's that says -1 when it fails."""
    result = getattr(libc, name)(*arguments)
    if result == -1:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


def each(work):
    """Tries it on each of our processes."""
    def one(pid):
        work(pid)
        return f"process {pid} lets it be done"
    return all_of([lambda p=pid: one(p) for pid in pids()])


@attempt("killing, stopping or otherwise signalling our processes", control="root")
def signals(_me):
    def send(pid):
        os.kill(pid, signal.SIGSTOP)
        os.kill(pid, signal.SIGCONT)
    return each(send)


@attempt("the same by pidfd, and taking a socket of theirs", control="root")
def pidfd(_me):
    def take(pid):
        fd = os.pidfd_open(pid)
        call("syscall", 438, fd, 3, 0)  # pidfd_getfd
    return each(take)


@attempt("debugging them (ptrace)", control="root", alone=True)
def ptrace(_me):
    def seize(pid):
        call("ptrace", 0x4206, pid, 0, 0)  # PTRACE_SEIZE
    return each(seize)


@attempt("reading their memory, files and surroundings", control="root")
def memory(_me):
    def read(path):
        with open(path, "rb") as file:
            return file.read(1)

    def vm(pid):
        local = ctypes.create_string_buffer(8)
        vector = (ctypes.c_void_p * 2)(ctypes.addressof(local), 8)
        far = (ctypes.c_void_p * 2)(0x400000, 8)
        if libc.process_vm_readv(pid, vector, 1, far, 1, 0) < 0 and ctypes.get_errno() == errno.EPERM:
            raise OSError(errno.EPERM, "process_vm_readv")
        return f"memory of {pid}"
    ways = [lambda p=pid: vm(p) for pid in pids()]
    ways += [lambda p=pid, f=name: f"{f} of {p}: {len(read(f'/proc/{p}/{f}'))} bytes" for pid in pids()
            for name in ("environ", "maps", "auxv", "mem", "stack", "syscall")]
    ways += [lambda p=pid: f"{len(os.listdir(f'/proc/{p}/fd'))} descriptors" for pid in pids()]
    ways += [lambda p=pid: os.readlink(f"/proc/{p}/root") for pid in pids()]
    return all_of(ways)


@attempt("making them slow: nice, affinity, scheduler, limits, memory score", control="root", alone=True)
def slow(_me):
    def nice(pid):
        os.setpriority(os.PRIO_PROCESS, pid, os.getpriority(os.PRIO_PROCESS, pid))

    def affinity(pid):
        os.sched_setaffinity(pid, os.sched_getaffinity(pid))

    def scheduler(pid):
        os.sched_setscheduler(pid, os.SCHED_OTHER, os.sched_param(0))

    def limits(pid):
        resource.prlimit(pid, resource.RLIMIT_NPROC, resource.prlimit(pid, resource.RLIMIT_NPROC))

    def io(pid):
        done = subprocess.run(["ionice", "-c", "2", "-n", "4", "-p", str(pid)], capture_output=True, text=True,
                              check=False)
        if done.returncode != 0:
            raise Stopped(done.stderr.strip())

    def score(pid):
        with open(f"/proc/{pid}/oom_score_adj", "r+", encoding="ascii") as file:
            value = file.read()
            file.seek(0)
            file.write(value)
    return all_of([lambda w=work: each(w) for work in (nice, affinity, scheduler, limits, io, score)])


@attempt("the sockets between agent and workers, and their notifications", control="root")
def run_folder(_me):
    def seqpacket(path):
        with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as sock:
            sock.connect(path)
            return f"{path} takes a connection"
    return all_of([lambda p=f"{practice.RUN}/{name}": seqpacket(p) for name in os.listdir(practice.RUN)])


@attempt("files that decide: hosts, resolv.conf, nsswitch.conf, the household's, the index, the rules", control="root")
def files(_me):
    place = practice.PLACE
    paths = ["/etc/hosts", "/etc/resolv.conf", "/etc/nsswitch.conf", "/etc/passwd", "/etc/ld.so.preload",
             f"{place}/household/home.conf", f"{place}/household/children/sam.conf", f"{place}/sites.index",
             f"{place}/state/slots", f"{practice.SOURCE}/agent/net/base.nft", "/proc/sys/net/mptcp/enabled",
             "/proc/sys/net/ipv4/ip_forward"]

    def touch(path):
        os.close(os.open(path, os.O_WRONLY))
        return f"{path} can be written"

    def replace(folder):
        path = f"{folder}/alex.conf.new"
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT))
        os.unlink(path)
        return f"{folder} takes files"
    return all_of([lambda p=path: touch(p) for path in paths] + [lambda: replace(f"{place}/household/children")])


@attempt("a hosts file of one's own by HOSTALIASES, and other settings of the C library's")
def host_aliases(me):
    path = f"{practice.people.home_of(me.person)}/aliases"
    with open(path, "w", encoding="ascii") as file:
        file.write("closed www.bet365.com\n")
    done = subprocess.run(["curl", "-sS", "-m", "4", "http://closed/", "-H", "Host: www.bet365.com"], text=True,
                          capture_output=True, check=False,
                          env={"PATH": practice.PATH, "HOSTALIASES": path, "RES_OPTIONS": "use-vc ndots:9",
                               "LOCALDOMAIN": "."})
    if "The practice internet" in done.stdout:
        return done.stdout.strip()
    raise Stopped("the page that says why" if "<html" in done.stdout else done.stderr.strip()[:80])


def replied(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0 and "uint32 3" not in done.stdout:  # 3: the name exists already, and is not given
        return done.stdout.strip().split("\n")[0][:80]
    raise Stopped((done.stderr or done.stdout).strip().split("\n")[-1][:90])


@attempt("calls on the bus that are for staff and for root", control="root")
def staff_calls(_me):
    return all_of([lambda m=method: replied(*AGENT, f"org.porchlight.Agent1.{m}") for method in
                   ("Reload", "Staff.ListChildren", "Staff.GetProblems")])


@attempt("being the agent on the bus, or listening to it", control="root")
def bus_name(_me):
    rule = "org.freedesktop.DBus.Monitoring.BecomeMonitor"
    name = "org.freedesktop.DBus.RequestName"
    return all_of([lambda: replied(*BUS, name, "string:org.porchlight.Agent1", "uint32:4"),
                   lambda: replied(*BUS, rule, "array:string:", "uint32:0")])


def helper_of(person, work):
    """Somebody of the home who does something when asked to: a function that asks, and says what came of it."""
    def start():
        near, far = socket.socketpair()

        def answer():
            near.close()
            practice.become(person)
            while far.recv(1):
                try:
                    far.send(work().encode())
                except (Stopped, OSError) as failure:
                    far.send(f"stopped: {failure}".encode())
        in_background(answer)
        far.close()

        def do():
            near.send(b"?")
            return near.recv(200).decode()
        return do
    return start


def browses():
    """That the web still is open to somebody, within the time that a person waits."""
    return fetch_secure("www.tiktok.com")


def still_well(me, what):
    """The child's own closed name stays closed, help is open, and the neighbour is served."""
    other = me.given()
    assert "practice internet" in other, f"the other child is not served: {other}"
    try:
        got = learn(ask())
    except Stopped as closed:
        assert "practice internet" in fetch_secure("www.childline.org.uk"), "help is closed"
        raise Stopped(f"{what}: closed stays closed ({closed}), help is open, the other child is served") from closed
    return got


def full_disk():
    do = helper_of("alex", browses)()
    used = os.statvfs("/run")
    size = (used.f_blocks - used.f_bfree) * used.f_frsize + (8 << 20)
    subprocess.run(["mount", "-o", f"remount,size={size}", "/run"], check=True)
    return do


@attempt("filling the disk", control=None, given=full_disk, alone=True)
def fill_disk(me):
    path = f"{practice.people.home_of(me.person)}/full"
    try:
        with open(path, "wb", buffering=0) as file:
            while file.write(bytes(1 << 20)):
                pass
    except OSError:
        pass
    try:
        return still_well(me, "not a byte is free")
    finally:
        os.unlink(path)


def hold_descriptors(write):
    held = []
    try:
        while len(held) < 4000:
            held.append(socket.socket(socket.AF_UNIX))
    except OSError:
        pass
    os.write(write, b"1")
    signal.pause()


@attempt("using up descriptors and processes", control=None, given=helper_of("alex", browses), alone=True)
def use_up_descriptors(me):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    started = 0
    for _ in range(100):
        ready, write = os.pipe()
        in_background(lambda w=write: hold_descriptors(w))
        os.close(write)
        started += len(os.read(ready, 1))
        os.close(ready)
    return still_well(me, f"{started} processes")


def resident_kib(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        return int(re.search(r"VmRSS:\s+(\d+)", file.read())[1])


MEMORY_KIB = 64 * 1024


@attempt("using up the workers' memory and connections", control=None, given=helper_of("alex", browses), alone=True)
def use_up_memory(me):
    held = []
    half = request(OPEN, extra="X-Long: " + "x" * 15000)[:-2]
    for number in range(900):
        sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        sock.setblocking(False)
        sock.connect_ex((WEB, 80) if number % 3 else ("8.8.8.8", 53))
        held.append((sock, half if number % 3 else b"\xff\xff" + bytes(60000)))
    for sock, data in held:
        sock.settimeout(0.01)
        try:
            sock.send(data)
        except OSError:
            pass
    sizes = [resident_kib(pid) for name in OURS[1:] for pid in processes(name)]
    assert max(sizes) < MEMORY_KIB, f"a worker has grown to {max(sizes)} KiB"
    other = me.given()
    assert "practice internet" in other, f"the other child is not served: {other}"
    raise Stopped(f"{len(held)} connections; the larger worker has {max(sizes) // 1024} MiB, the other child is served")


@attempt("a flood of queries and flows", control=None, given=helper_of("alex", browses), alone=True)
def flood(me):
    query = b"PL\1\0\0\1\0\0\0\0\0\0\3www\3bbc\2co\2uk\0\0\1\0\1"
    refused = 0
    for _ in range(2500):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            sock.setblocking(False)
            try:
                sock.sendto(query, ("8.8.8.8", 53))
                sock.sendto(query, ("8.8.4.4", 53))
            except OSError:
                refused += 1
    other = me.given()
    assert "practice internet" in other, f"the other child is not served: {other}"
    raise Stopped(f"{refused} of 2500 flows refused, the other child is served")


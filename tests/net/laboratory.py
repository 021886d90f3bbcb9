# SPDX-License-Identifier: GPL-2.0-or-later
"""A home's network and an outside in namespaces, with the base rules between; people are uids."""
import ctypes
import json
import os
import select
import socket
import subprocess
import sys
import threading
import time

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(SOURCE, "tests"))

from home import linux  # noqa: E402

SAM, ALEX, JO, DAEMON, GUEST = 1001, 1002, 1500, 13, 1600
SAM_PORT, ALEX_PORT, STAFF_PORT, SAM_WEB_PORT = 915, 916, 914, 955
RESOLVER, RESOLVER6, LINK_LOCAL = "8.8.8.8", "2001:4860:4860::8888", "fe80::1%uplink"
ANSWER_S = 2.0  # how long an answer that must come may take
SILENCE_S = 0.3  # how long to listen for one that must not

LINKS = """\
link set lo up
link add uplink address 02:00:00:00:00:02 type veth peer name far address 02:00:00:00:00:01 netns {far}
addr add 192.168.77.2/24 dev uplink
addr add 2001:db8:77::2/64 dev uplink nodad
addr add fe80::2/64 dev uplink nodad
link set uplink up
neigh add 192.168.77.1 lladdr 02:00:00:00:00:01 dev uplink nud permanent
neigh add 2001:db8:77::1 lladdr 02:00:00:00:00:01 dev uplink nud permanent
neigh add fe80::1 lladdr 02:00:00:00:00:01 dev uplink nud permanent
"""
FAR_LINKS = """\
link set lo up
addr add 192.168.77.1/24 dev far
addr add 2001:db8:77::1/64 dev far nodad
addr add fe80::1/64 dev far nodad
link set far up
neigh add 192.168.77.2 lladdr 02:00:00:00:00:02 dev far nud permanent
neigh add 2001:db8:77::2 lladdr 02:00:00:00:00:02 dev far nud permanent
neigh add fe80::2 lladdr 02:00:00:00:00:02 dev far nud permanent
addr add 8.8.8.8/32 dev lo
addr add 2001:4860:4860::8888/128 dev lo nodad
"""
ROUTES = "route add default via 192.168.77.1\nroute add default via 2001:db8:77::1\n"

ELEMENTS = f"""\
add element inet porchlight zones {{ {SAM} : {SAM_PORT}, {ALEX} : {ALEX_PORT} }}
add element inet porchlight own {{ {SAM} . {SAM_PORT}, {ALEX} . {ALEX_PORT} }}
add element inet porchlight dns {{ {SAM} : {SAM_PORT}, {ALEX} : {ALEX_PORT} }}
add element inet porchlight staff {{ {JO} }}
"""


class Nft:
    """libnftables: one context, as the agent has it."""

    def __init__(self):
        self.library = ctypes.CDLL("libnftables.so.1")
        self.library.nft_ctx_new.restype = ctypes.c_void_p
        self.library.nft_ctx_get_error_buffer.restype = ctypes.c_char_p
        self.library.nft_ctx_get_output_buffer.restype = ctypes.c_char_p
        self.context = ctypes.c_void_p(self.library.nft_ctx_new(0))
        self.library.nft_ctx_buffer_error(self.context)
        self.library.nft_ctx_buffer_output(self.context)

    def run(self, commands):
        if self.library.nft_run_cmd_from_buffer(self.context, commands.encode()) != 0:
            raise RuntimeError(self.library.nft_ctx_get_error_buffer(self.context).decode())
        return self.library.nft_ctx_get_output_buffer(self.context).decode()


def base_rules(changes=()):
    """The base rules with some replaced; what is to be replaced must stand there once."""
    with open(os.path.join(SOURCE, "agent", "net", "base.nft"), encoding="utf-8") as file:
        rules = file.read()
    for old, new in changes:
        assert rules.count(old) == 1, f"{rules.count(old)} rules: {old}"
        rules = rules.replace(old, new)
    return rules


def ip(batch):
    done = subprocess.run(["ip", "-batch", "-"], input=batch, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def family_of(address):
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def open_socket(address, port, kind=socket.SOCK_DGRAM):
    """A server's socket. Its owner, for the firewall, is the uid that opens it."""
    sock = socket.socket(family_of(address), kind)
    if kind == socket.SOCK_STREAM:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind((address, port))
    if kind == socket.SOCK_STREAM:
        sock.listen(16)
    return sock


class Server:
    """Says its name to whoever sends something, and remembers what it was sent."""

    def __init__(self, name, *sockets):
        self.name, self.heard = name.encode(), []
        for sock in sockets:
            serve = self._serve_stream if sock.type == socket.SOCK_STREAM else self._serve_datagrams
            threading.Thread(target=serve, args=(sock,), daemon=True).start()

    def _serve_datagrams(self, sock):
        while True:
            data, peer = sock.recvfrom(2048)
            self.heard.append(data)
            try:
                sock.sendto(self.name, peer)
            except OSError:
                pass

    def _serve_stream(self, sock):
        while True:
            connection, _ = sock.accept()
            threading.Thread(target=self._serve_connection, args=(connection,), daemon=True).start()

    def _serve_connection(self, connection):
        with connection:
            try:
                while data := connection.recv(2048):
                    self.heard.append(data)
                    connection.sendall(self.name)
            except OSError:
                pass


class Laboratory:
    """changes: of the base rules; changed: a case's own are among them, so that it must not hold."""

    def __init__(self, changes=(), changed=False):
        self.changed = changed
        self.home = os.open("/proc/self/ns/net", os.O_RDONLY)
        linux.unshare(linux.CLONE_NEWNET)
        self.far = os.open("/proc/self/ns/net", os.O_RDONLY)
        linux.unshare(linux.CLONE_NEWNET)
        self.home = os.open("/proc/self/ns/net", os.O_RDONLY)
        ip(LINKS.format(far=f"/proc/{os.getpid()}/fd/{self.far}"))
        self.outside(lambda: ip(FAR_LINKS))
        ip(ROUTES)
        self.rules = base_rules(changes)
        self.nft = Nft()
        self.nft.run(self.rules)
        self.nft.run(ELEMENTS)
        for address in (RESOLVER, RESOLVER6, LINK_LOCAL):  # the devices and neighbours must be up first
            # Asked again: the kernel sends so many refusals a second, for all namespaces together.
            assert any(ask(address, 9, wait_s=0.5) == "refused" for _ in range(20)), f"{address} is not there"
        self.wire = self.outside(self._listen_on_wire)

    @staticmethod
    def _listen_on_wire():
        wire = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(3))
        wire.bind(("far", 0))
        return wire

    def outside(self, work):
        """Runs work in the outside's namespace; its sockets stay there."""
        linux.set_network(self.far)
        try:
            return work()
        finally:
            linux.set_network(self.home)

    def outside_server(self, port, addresses=(RESOLVER, RESOLVER6)):
        kinds = (socket.SOCK_DGRAM, socket.SOCK_STREAM)
        return Server("outside", *self.outside(
            lambda: [open_socket(address, port, kind) for address in addresses for kind in kinds]))

    def link_local_resolver(self):
        def open_link_local():
            sock = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
            sock.bind(("fe80::1", 53, 0, socket.if_nametoindex("far")))
            return sock
        return Server("outside", self.outside(open_link_local))

    @staticmethod
    def stub(name, port):
        return Server(name, *[open_socket(address, port, kind) for address in ("127.0.0.1", "::1")
                              for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM)])

    def stubs(self):
        return self.stub("sam's stub", SAM_PORT), self.stub("alex's stub", ALEX_PORT), \
            self.stub("staff stub", STAFF_PORT)

    def on_wire(self, marker, wait_s=SILENCE_S):
        """How many packets with the marker went over the wire, until none comes for wait_s."""
        count = 0
        while select.select([self.wire], [], [], wait_s)[0]:
            count += marker in self.wire.recv(65535)
        return count

    def element_gone(self, kind, name, text, wait_s):
        """Waits for an element to go; FALSE when time is up."""
        deadline = time.monotonic() + wait_s
        while text in self.nft.run(f"list {kind} inet porchlight {name}"):
            if time.monotonic() > deadline:
                return False
            select.select([], [], [], 0.02)
        return True


def as_person(uid, work):
    """The result of work, done by a process of that uid."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
        result = work()
        os.write(write, json.dumps(result).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        text = pipe.read()
    assert os.waitpid(pid, 0)[1] == 0, f"the process of uid {uid} failed"
    return json.loads(text)


def serve_as(uid, name, port, kind=socket.SOCK_DGRAM, address="127.0.0.1"):
    """A server that a person runs; the answer of its socket is the person's."""
    read, write = os.pipe()
    if os.fork() == 0:
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
        Server(name, open_socket(address, port, kind))
        os.write(write, b"1")
        while True:
            select.select([], [], [])
    os.close(write)
    assert os.read(read, 1) == b"1"
    os.close(read)


def ask(address, port=53, kind=socket.SOCK_DGRAM, text="question", source_port=0, device=None,
        wait_s=ANSWER_S):
    """What answers at an address: its name, "refused" for an error of the network, or "silence"."""
    host, _, scope = address.partition("%")
    with socket.socket(family_of(address), kind) as sock:
        sock.settimeout(wait_s)
        if device:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, device.encode())
        if source_port:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            sock.bind(("0.0.0.0", source_port))
        try:
            sock.connect((host, port, 0, socket.if_nametoindex(scope)) if scope else (host, port))
            sock.sendall(text.encode())
            return sock.recv(2048).decode() or "refused"
        except TimeoutError:
            return "silence"
        except OSError:
            return "refused"

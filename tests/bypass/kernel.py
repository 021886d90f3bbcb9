# SPDX-License-Identifier: GPL-2.0-or-later
"""Attempts with what the kernel offers: odd protocols, odd sockets, namespaces, privileges."""
import contextlib
import ctypes
import errno
import os
import socket
import struct
import subprocess

from home import linux, practice
from bypass import attempt as table
from bypass.attempt import ANSWER_S, Stopped, Unsupported, all_of, connected, echo, exchange, family_of, themed
from bypass.outside import ECHO, ECHO6, OTHER_STREAMS

TCP, UDP = socket.SOCK_STREAM, socket.SOCK_DGRAM
PORT = 9999
UDPLITE, MPTCP = 136, 262
MISSING = (errno.EPROTONOSUPPORT, errno.ESOCKTNOSUPPORT, errno.EAFNOSUPPORT)
CAP_NET_RAW = 13
SUBUID = 100000

attempt = themed("Kernel")


def opened(family, kind, protocol=0):
    try:
        return socket.socket(family, kind, protocol)
    except OSError as error:
        if error.errno in MISSING:
            raise Unsupported("this kernel has no such protocol") from error
        raise


def with_net_raw(person):
    """The person, with CAP_NET_RAW, as a program such as ping may have it by its file."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(8, 1, 0, 0, 0)  # PR_SET_KEEPCAPS
    practice.become(person)
    bit = 1 << CAP_NET_RAW
    if libc.capset(struct.pack("=Ii", 0x20080522, 0), struct.pack("=6I", bit, bit, 0, 0, 0, 0)) != 0:
        raise OSError(ctypes.get_errno(), "capset")


def with_subuid(person):
    """A child, as a uid of a range that a container of theirs would have; others as they are."""
    if person != "sam":
        practice.become(person)
        return
    os.setgroups([])
    os.setresgid(SUBUID, SUBUID, SUBUID)
    os.setresuid(SUBUID, SUBUID, SUBUID)


def send_all(me, *sends):
    """Runs them all; what is seen of them outside has got through."""
    said = set()
    for send in sends:
        try:
            send(me)
            said.add("sent without an error")
        except OSError as error:
            said.add(error.strerror or str(error))
    raise Stopped(", ".join(sorted(said)))


def datagram(address=ECHO, port=PORT, options=(), size=0, protocol=0):
    """Sends the marker after setting options."""
    def send(me):
        with opened(family_of(address), UDP, protocol) as sock:
            for option in options:
                sock.setsockopt(*option)
            sock.sendto(me.bytes.ljust(size, b"x"), (address, port))
    return send


@attempt("UDP-Lite, to DNS, web and other ports")
def udp_lite(me):
    opened(socket.AF_INET, UDP, UDPLITE).close()
    send_all(me, *[datagram(address, port, protocol=UDPLITE) for address in (ECHO, ECHO6)
                   for port in (53, 80, 443, PORT)])


@attempt("SCTP and DCCP")
def sctp(me):
    def connection(kind, protocol):
        with opened(socket.AF_INET, kind, protocol) as sock:
            sock.settimeout(ANSWER_S)
            sock.connect((ECHO, 443))
            sock.send(me.bytes)
            return f"{len(sock.recv(100))} bytes came back"
    said = []
    for kind, protocol in OTHER_STREAMS:
        try:
            return connection(kind, protocol)
        except Unsupported:
            pass
        except OSError as error:
            said.append(error.strerror or str(error))
    if not said:
        raise Unsupported("this kernel has neither")
    raise Stopped(", ".join(said))


def with_setting(path, value):
    @contextlib.contextmanager
    def setting():
        if not os.path.exists(path):
            yield
            return
        with open(path, "r+", encoding="ascii") as file:
            before = file.read()
            file.seek(0)
            file.write(value)
        yield
        with open(path, "w", encoding="ascii") as file:
            file.write(before)
    return setting


@attempt("MPTCP, whose join packets have no owner", undo=with_setting("/proc/sys/net/mptcp/enabled", "1"))
def mptcp(_me):
    with opened(socket.AF_INET, TCP, MPTCP) as sock:
        return f"{sock.type.name} opens"


@attempt("a ping that carries something")
def ping(me):
    echo4 = b"\x08\0\0\0\0\0\0\1" + me.bytes
    echo6 = b"\x80\0\0\0\0\0\0\1" + me.bytes
    def send(family, protocol, packet, address):
        def work(_me):
            with socket.socket(family, UDP, protocol) as sock:
                sock.sendto(packet, (address, 0))
        return work
    send_all(me, send(socket.AF_INET, socket.IPPROTO_ICMP, echo4, ECHO),
             send(socket.AF_INET6, socket.IPPROTO_ICMPV6, echo6, ECHO6))


def raw(family, protocol, packet, address):
    def send(_me):
        with socket.socket(family, socket.SOCK_RAW, protocol) as sock:
            sock.sendto(packet, (address, 0))
    return send


def raw_packets(me):
    udp = struct.pack("!4H", 5000, PORT, 8 + len(me.bytes), 0) + me.bytes
    sends = [raw(socket.AF_INET, protocol, packet, ECHO) for protocol, packet in
             ((1, b"\x08\0\0\0\0\0\0\1" + me.bytes), (17, udp), (6, b"\0" * 20 + me.bytes), (41, me.bytes),
              (47, me.bytes), (50, me.bytes), (4, me.bytes), (253, me.bytes))]
    sends += [raw(socket.AF_INET6, protocol, packet, ECHO6) for protocol, packet in
              ((58, b"\x80\0\0\0\0\0\0\1" + me.bytes), (17, udp), (4, me.bytes), (253, me.bytes))]
    whole = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), 0, 0, 64, 17, 0, socket.inet_aton("192.168.77.2"),
                        socket.inet_aton(ECHO)) + udp
    sends.append(raw(socket.AF_INET, socket.IPPROTO_RAW, whole, ECHO))
    send_all(me, *sends)


@attempt("raw packets: 6to4, GRE, ESP, spoofed ones", control="root")
def raw_sockets(me):
    raw_packets(me)


@attempt("raw packets with the capability that ping has", become=with_net_raw)
def raw_sockets_lent(me):
    raw_packets(me)


def frame(me):
    udp = struct.pack("!4H", 5000, PORT, 8 + len(me.bytes), 0) + me.bytes
    packet = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), 0, 0, 64, 17, 0, socket.inet_aton("192.168.77.2"),
                         socket.inet_aton(ECHO)) + udp
    with opened(socket.AF_PACKET, UDP) as sock:
        sock.sendto(packet, ("uplink", 0x0800, 0, 0, bytes.fromhex("020000000001")))


@attempt("frames past the firewall (AF_PACKET), XDP", control="root")
def packet_sockets(me):
    send_all(me, frame, lambda _me: opened(44, socket.SOCK_RAW).close())


@attempt("frames by a program that lends its capability", become=with_net_raw,
         wins="A packet socket lies below the firewall. Debian lends one to nobody but the group wireshark: keep "
              "children out of every group but their own.")
def packet_sockets_lent(me):
    frame(me)
    return "a frame was sent"


@attempt("a socket bound to a device")
def bound_to_device(me):
    device = [(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, b"uplink")]
    def connection(address, port):
        def work(_me):
            with socket.socket(family_of(address), TCP) as sock:
                sock.setsockopt(*device[0])
                sock.settimeout(0.3)
                sock.connect((address, port))
                sock.sendall(me.bytes)
        return work
    send_all(me, *[datagram(address, port, device) for address in (ECHO, ECHO6) for port in (53, 443, PORT)],
             *[connection(address, port) for address in (ECHO, ECHO6) for port in (80, 443, 22)])


@attempt("IP options, fragments, priorities, flow labels, segment offload")
def odd_packets(me):
    route = b"\x83\x07\x04" + socket.inet_aton(ECHO) + b"\0"
    ip, ip6 = socket.IPPROTO_IP, socket.IPPROTO_IPV6
    send_all(me, datagram(options=[(ip, 4, route)]), datagram(options=[(ip, 4, b"\x94\x04\0\0")]),
             datagram(size=9000, options=[(ip, 10, 0)]), datagram(ECHO6, size=9000), datagram(size=65000),
             datagram(options=[(socket.SOL_SOCKET, socket.SO_PRIORITY, 6), (ip, socket.IP_TOS, 0xb8)]),
             datagram(options=[(ip, socket.IP_TTL, 255)]), datagram(ECHO6, options=[(ip6, 33, 1), (ip6, 67, 0x2e)]),
             datagram(ECHO6, options=[(ip6, 59, b"\0\0\1\4\0\0\0\0")]), datagram(size=3000, options=[(17, 103, 500)]),
             datagram(options=[(socket.SOL_SOCKET, 60, 1)]), datagram(options=[(ip, 15, 1)]))


@attempt("marked and transparent sockets", control="root")
def marked(me):
    ip = socket.IPPROTO_IP
    send_all(me, datagram(options=[(socket.SOL_SOCKET, socket.SO_MARK, 1)]), datagram(options=[(ip, 19, 1)]),
             datagram(options=[(socket.SOL_SOCKET, 33, 1 << 20)]))


@attempt("IPv4 in an IPv6 socket, a connected socket that sends elsewhere, corked data")
def odd_sockets(me):
    def mapped(_me):
        with socket.socket(socket.AF_INET6, UDP) as sock:
            sock.sendto(me.bytes, (f"::ffff:{ECHO}", PORT))

    def elsewhere(_me):
        with connected("127.0.0.1", 53, UDP) as sock:
            sock.sendto(me.bytes, (ECHO, PORT))

    def corked(_me):
        with connected("127.0.0.53", 53, UDP) as sock:
            sock.send(me.bytes, socket.MSG_MORE)
            sock.connect((ECHO, PORT))
            sock.send(b"")

    def unconnected(_me):
        with connected(ECHO, PORT, UDP) as sock:
            sock.send(me.bytes, socket.MSG_MORE)
            sock.setsockopt(17, 1, 0)  # UDP_CORK off: sent now
    send_all(me, mapped, elsewhere, corked, unconnected,
             lambda _me: echo(me, f"::ffff:{ECHO}", 22))


def flow_of_root():
    """A flow that root has with the outside, from a port that is free again."""
    with socket.socket(socket.AF_INET, UDP) as sock:
        sock.settimeout(ANSWER_S)
        sock.bind(("0.0.0.0", 0))
        sock.connect((ECHO, PORT))
        sock.send(b"hello")
        sock.recv(100)
        return sock.getsockname()[1]


@attempt("the source port of somebody's open flow", given=flow_of_root)
def source_port(me):
    with socket.socket(socket.AF_INET, UDP) as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.settimeout(ANSWER_S)
        sock.bind(("0.0.0.0", me.given))
        sock.connect((ECHO, PORT))
        sock.send(me.bytes)
        return f"{len(sock.recv(100))} bytes came back"


@attempt("changing rules, routes or addresses", control="root")
def netlink(_me):
    return all_of([lambda c=command: ran(*c) for command in (
        ("nft", "add element inet porchlight exempt { 59999 }"), ("nft", "delete table inet porchlight"),
        ("ip", "route", "add", "203.0.113.99/32", "via", "192.168.77.1"), ("ip", "link", "add", "pl9", "type", "dummy"),
        ("ip", "rule", "add", "uidrange", "1001-1001", "table", "9"))])


def ran(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return f"{command[0]} did it"
    raise Stopped(done.stderr.strip().split("\n")[0][:80])


@attempt("a user namespace, and what its root may do")
def user_namespace(me):
    try:
        linux.unshare(0x10000000)  # CLONE_NEWUSER
    except OSError as error:
        raise Unsupported(f"no user namespaces: {error.strerror}") from error
    for work in (raw_packets, packet_sockets, marked):
        try:
            work(me)
        except Stopped:
            pass
    for command in (("nft", "delete table inet porchlight"), ("ip", "addr", "add", "10.9.9.9/32", "dev", "lo")):
        if subprocess.run(command, capture_output=True, check=False).returncode == 0:
            return f"{command[0]} did it"
    return echo(me, ECHO, PORT, UDP)


@attempt("a uid of a range for containers (subuid)", become=with_subuid)
def subuid(me):
    return all_of([lambda a=address, p=port, k=kind: echo(me, a, p, k) for address in (ECHO, ECHO6)
                   for port, kind in ((PORT, UDP), (22, TCP), (443, UDP), (80, TCP))])


@attempt("a static program with a resolver of its own")
def static_program(me):
    return ran(table.program("static-resolver"), "resolve", me.marker, "8.8.8.8")


@attempt("a program that the child makes setuid itself")
def own_setuid(me):
    path = f"{practice.people.home_of(me.person)}/{me.marker}"
    with open(table.program("static-resolver"), "rb") as source, open(path, "wb") as copy:
        copy.write(source.read())
    os.chmod(path, 0o6755)
    return ran(path, "send", me.marker, ECHO)


def setuid_helper():
    path = table.program("static-resolver") + f"-setuid-{os.getpid()}"
    with open(table.program("static-resolver"), "rb") as source, open(path, "wb") as copy:
        copy.write(source.read())
    os.chmod(path, 0o4755)
    return path


@attempt("a setuid helper of root's that sends what it is told", given=setuid_helper,
         wins="Its socket is root's. Debian's desktop has no such program; a mail server's sendmail or mount.nfs come "
              "near: install none of them where children log in.")
def roots_helper(me):
    return ran(me.given, "send", me.marker, ECHO)


@attempt("a library in front of a program of ours (LD_PRELOAD)")
def preloaded(me):
    done = subprocess.run([table.program("porchlightctl"), "--version"], capture_output=True, check=False,
                          env={"LD_PRELOAD": table.program("preload.so"), "MARKER": me.marker, "TO": ECHO})
    raise Stopped(f"porchlightctl ends with {done.returncode}; no more than the child may")


def slot_question(address, port, kind, name):
    labels = b"".join(bytes([len(label)]) + label.encode() for label in name.split("."))
    wire = b"PL\1\0\0\1\0\0\0\0\0\0" + labels + b"\0\0\1\0\1"
    answer = exchange(address, port, wire if kind == UDP else struct.pack("!H", len(wire)) + wire, kind=kind)
    if len(answer) > len(wire):
        return f"port {port} answers"
    raise Stopped("closed without a word")


@attempt("another child's ports of the stub and the proxy", control="alex")
def childs_ports(_me):
    return all_of([lambda a=address, k=kind: slot_question(a, 916, k, "www.tiktok.com")
                   for address in ("127.0.0.1", "::1") for kind in (UDP, TCP)] +
                  [lambda: connects("127.0.0.1", 956)])


def connects(address, port):
    with connected(address, port):
        return f"port {port} is open"


@attempt("staff's ports, and those of slots that nobody has", control="root")
def staffs_ports(_me):
    return all_of([lambda a=address, k=kind: slot_question(a, 914, k, "www.bet365.com")
                   for address in ("127.0.0.1", "::1") for kind in (UDP, TCP)] +
                  [lambda p=port: connects("127.0.0.1", p) for port in (917, 930, 945, 954, 957, 985)])


@attempt("listening on a port of ours before we do", control="root")
def our_ports(_me):
    def bind(address, port, kind, option):
        with socket.socket(family_of(address), kind) as sock:
            if option:
                sock.setsockopt(socket.SOL_SOCKET, option, 1)
            sock.bind((address, port))
        return f"port {port} is taken"
    return all_of([lambda a=address, p=port, k=kind, o=option: bind(a, p, k, o)
                   for address in ("127.0.0.1", "::1", "0.0.0.0", "::", "192.0.2.53") for port in (944, 915, 955)
                   for kind in (UDP, TCP) for option in (0, socket.SO_REUSEADDR, socket.SO_REUSEPORT)])

# SPDX-License-Identifier: GPL-2.0-or-later
"""
What an attempt to get round Porchlight is, and the table of all of them.

An attempt is a function that a process of the child runs. It returns what it got, in words, if it got
through; it raises Stopped, or the network's own OSError, if it did not. Whatever carries its marker
and is seen on the internet's wire has got through, too. The same attempt by somebody who is not
filtered (its control) must get through, so that no attempt fails because it is broken.
"""
import dataclasses
import os
import socket
import traceback

import dns.exception

ATTEMPTS = []
PROGRAMS = "/run/practice/bypass"  # where those are that an attempt runs
far_network = -1  # a descriptor of the internet's namespace, for what root has ready
ANSWER_S = 2  # longer than anything here takes that comes at all


class Stopped(Exception):
    """The attempt got nowhere; says how."""


class Unsupported(Exception):
    """This machine's kernel has not what the attempt needs."""


@dataclasses.dataclass
class Attempt:
    theme: str
    title: str
    run: object
    wins: str  # why it gets through, and cannot be stopped; "" for the others
    control: object  # who must get through with it: a person of the home; None, and
    undo: object  # else: in this context the child gets through with it
    given: object  # what root has ready for it: a function whose result is given; run by its process
    alone: bool  # nothing else runs beside it
    become: object  # becomes the person whose process it is; None: as a log-in does
    booted: bool  # it runs in the booted home, in a session
    stays: bool  # and goes on when that ends


@dataclasses.dataclass
class Me:
    """Of the one who tries."""
    person: str
    marker: str  # a label of a name and a token of HTTP at once
    given: object = None

    @property
    def bytes(self):
        return self.marker.encode()


def themed(theme, booted=False):
    """The decorator for the attempts of a theme."""
    def attempt(title, wins="", control="jo", undo=None, given=None, alone=False, become=None, stays=False):
        def add(function):
            ATTEMPTS.append(Attempt(theme, title, function, wins, None if undo else control, undo, given,
                                    alone or bool(undo), become, booted, stays))
            return function
        return add
    return attempt


def outcome_of(work):
    """What an attempt comes to: its kind (through, stopped, unsupported, broken) and a text."""
    try:
        return "through", str(work())
    except Unsupported as reason:
        return "unsupported", str(reason)
    except (Stopped, OSError, dns.exception.DNSException) as reason:
        return "stopped", str(reason) or type(reason).__name__
    except BaseException:  # pylint: disable=broad-except
        return "broken", traceback.format_exc()


def in_background(work):
    """A process of its own for work; it ends with the attempt, and never with the attempt's result."""
    if os.fork() == 0:
        try:
            work()
        except BaseException:  # pylint: disable=broad-except
            traceback.print_exc()
        os._exit(0)


def program(name):
    return f"{PROGRAMS}/{name}"


def family_of(address):
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def connected(address, port, kind=socket.SOCK_STREAM):
    """A connected socket; address may have a scope."""
    host, _, scope = address.partition("%")
    sock = socket.socket(family_of(host), kind)
    sock.settimeout(ANSWER_S)
    sock.connect((host, port, 0, socket.if_nametoindex(scope)) if scope else (host, port))
    return sock


def exchange(address, port, *pieces, kind=socket.SOCK_STREAM):
    """What comes back for these bytes, sent piece by piece: the first of it, b"" for an end."""
    with connected(address, port, kind) as sock:
        if kind == socket.SOCK_STREAM:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in pieces:
            sock.sendall(piece)
        return sock.recv(65536)


def all_of(works):
    """Tries several ways at one thing: what the first got that gets through, or how the last was stopped."""
    stopped = None
    for work in works:
        try:
            return work()
        except (Stopped, OSError, dns.exception.DNSException) as failure:
            stopped = failure
    raise stopped


def echo(me, address, port, kind=socket.SOCK_STREAM):
    """Sends the marker to the outside's echo; gets through if it comes back."""
    if me.bytes in exchange(address, port, me.bytes, kind=kind):
        return f"{address} port {port} echoes"
    raise Stopped("no echo")

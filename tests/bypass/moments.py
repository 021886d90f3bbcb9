# SPDX-License-Identifier: GPL-2.0-or-later
"""Attempts in the moment in which something changes: what stands still is tried elsewhere."""
import os
import select
import signal
import socket
import subprocess
import time

from home import practice
from inside import processes, wait_until
from bypass import hello as tls
from bypass.attempt import Stopped, in_background, themed
from bypass.names import ask, learn
from bypass.outside import ECHO, ECHO6
from bypass.web import CLOSED, WEB

ELEMENTS = [("map", name) for name in ("zones", "dns", "web", "staff_dns")] + \
    [("set", name) for name in ("own", "staff", "exempt", "opened")]

attempt = themed("Moments")


def meanwhile(work):
    """Root does it while the attempt runs; the result can be read from when it is done."""
    def start():
        ready, write = os.pipe()

        def do():
            work()
            os.write(write, b"1")
        in_background(do)
        os.close(write)
        return ready
    return start


def once(me):
    """One round of what would get through if something were open for a moment."""
    for address in (ECHO, ECHO6):
        with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_DGRAM) as sock:
            sock.setblocking(False)
            for port in (9999, 443, 53):
                try:
                    sock.sendto(me.bytes, (address, port))
                except OSError:
                    pass
    for port in (443, 22):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as sock:
            sock.settimeout(0.05)
            try:
                sock.connect((WEB if port == 443 else ECHO, port))
                sock.send(tls.hello(me.bytes, CLOSED.encode()))
                if sock.recv(1) == b"\x16":
                    return "the closed site greets"
            except OSError:
                pass
    return None


def try_until_done(me):
    rounds = 0
    while not select.select([me.given], [], [], 0)[0]:
        got = once(me)
        if got:
            return got
        try:
            return learn(ask())
        except Stopped:
            pass
        except Exception:  # pylint: disable=broad-except
            pass  # no answer, in the middle of it
        rounds += 1
    assert os.read(me.given, 1) == b"1", "what should be done meanwhile failed"
    assert rounds > 0, "it was over before the first try"
    raise Stopped(f"{rounds} rounds, nothing got through")


def is_up():
    done = subprocess.run(practice.AGENT_STATUS, capture_output=True, text=True, check=False,
                          env={"PATH": practice.PATH, "DBUS_SYSTEM_BUS_ADDRESS": practice.BUS})
    return "boolean true" in done.stdout


def start_again():
    """The agent ends, and begins as after power-on: the base rules are there, and nothing in them."""
    for _ in range(2):
        [agent] = processes("porchlightd")
        with open(f"/proc/{agent}/cmdline", "rb") as file:
            command = file.read().split(b"\0")[:-1]
        with open(f"/proc/{agent}/environ", "rb") as file:
            environment = dict(pair.split(b"=", 1) for pair in file.read().split(b"\0") if b"=" in pair)
        os.kill(agent, signal.SIGKILL)
        assert wait_until(lambda: agent not in processes("porchlightd"), 5)
        subprocess.run(["nft", "-f", "-"], text=True, check=True, input="".join(
            f"flush {kind} inet porchlight {name}\n" for kind, name in ELEMENTS))
        time.sleep(0.1)  # not to wait for something: a child has so long before there is an agent
        with open(f"{practice.PLACE}/log/agent", "ab") as log:
            subprocess.Popen(command, env=environment, start_new_session=True, stdin=subprocess.DEVNULL,
                             stdout=subprocess.DEVNULL, stderr=log)
        assert wait_until(is_up, 5)


def reload():
    for _ in range(15):
        os.kill(processes("porchlightd")[0], signal.SIGHUP)
        wait_until(is_up, 2)


def kill_workers():
    for _ in range(3):
        for name in ("porchlight-resolver", "porchlight-proxy"):
            [worker] = processes(name)
            os.kill(worker, signal.SIGKILL)
            assert wait_until(lambda n=name, w=worker: processes(n) not in ([], [w]), 5)
        assert wait_until(is_up, 5)


@attempt("while the computer starts", control=None, given=meanwhile(start_again), alone=True)
def at_start(me):
    return try_until_done(me)


@attempt("while the agent reads its files anew", control=None, given=meanwhile(reload), alone=True)
def at_reload(me):
    return try_until_done(me)


@attempt("while a worker dies and comes back", control=None, given=meanwhile(kill_workers), alone=True)
def at_worker_death(me):
    return try_until_done(me)

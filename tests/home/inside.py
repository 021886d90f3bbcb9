# SPDX-License-Identifier: GPL-2.0-or-later
"""For tests that run inside the practice home as root: questions as a person, and TAP."""
import os
import pickle
import select
import subprocess
import sys
import time
import traceback

import dns.edns
import dns.exception
import dns.message
import dns.query
import dns.rcode

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))

from home import linux, practice  # noqa: E402,F401

RESOLVERS = ("127.0.0.53", "8.8.8.8", "2001:4860:4860::8888")
BLOCK = "192.0.2.53"
WEB, WEB6 = "198.51.100.10", "2001:db8:100::10"
ANSWER_S = 5


def as_person(person, work):
    """What work() returns, done by a process of that person."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        practice.become(person)
        try:
            result = work()
        except BaseException as failure:  # pylint: disable=broad-except
            result = failure
        with os.fdopen(write, "wb") as pipe:
            pickle.dump(result, pipe)
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        result = pickle.load(pipe)
    os.waitpid(pid, 0)
    if isinstance(result, BaseException):
        raise result
    return result


def query(name, kind="A", resolver=RESOLVERS[0], tcp=False, edns=True, payload=1232, timeout=ANSWER_S):
    """The response to one question, without retries."""
    message = dns.message.make_query(name, kind, use_edns=-1)
    if edns:
        message.use_edns(0, payload=payload)
    send = dns.query.tcp if tcp else dns.query.udp
    return send(message, resolver, timeout=timeout)


def addresses(response):
    return sorted(item.to_text() for rrset in response.answer for item in rrset
                  if rrset.rdtype in (dns.rdatatype.A, dns.rdatatype.AAAA))


def opens(person, name):
    return addresses(as_person(person, lambda: query(name))) == [WEB]


def is_blocked(person, name):
    return addresses(as_person(person, lambda: query(name))) == [BLOCK]


def errors_of(response):
    return [int(option.code) for option in response.options if option.otype == dns.edns.OptionType.EDE]


def logind(method, *arguments, interface="org.porchlight.Practice"):
    """Asked of what stands in its place (practice-logind.c), as dbus-send writes it."""
    subprocess.run(["dbus-send", f"--bus={practice.BUS}", "--print-reply", "--dest=org.freedesktop.login1", "/org/freedesktop/login1",
                    f"{interface}.{method}", *arguments], check=True, stdout=subprocess.DEVNULL)


def processes(program):
    """Ids of the processes of a program."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/cmdline", "rb") as file:
                if os.path.basename(file.read().split(b"\0")[0]).decode() == program:
                    found.append(int(name))
        except OSError:
            pass
    return found


def wait_until(condition, seconds):
    """Waits for a condition; FALSE when time is up."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        select.select([], [], [], 0.05)
    return True


def run_tests(tests):
    """Runs functions as TAP; an assertion that fails is told with its line."""
    print(f"1..{len(tests)}", flush=True)
    failed = 0
    for number, test in enumerate(tests, 1):
        try:
            test()
            print(f"ok {number} - {test.__name__}", flush=True)
        except Exception:  # pylint: disable=broad-except
            failed += 1
            print(f"not ok {number} - {test.__name__}")
            print("".join(f"# {line}\n" for line in traceback.format_exc().splitlines()), flush=True)
    return 1 if failed else 0


def open_home_for(script, *options, arguments=()):
    """Outside: runs the same script as root in a fresh home, with arguments; its status is ours."""
    if os.geteuid() != 0:
        print("1..0 # SKIP needs root")
        return 0
    practice_home = os.path.join(os.path.dirname(HERE), "practice-home")
    return subprocess.run([practice_home, "run", "--as", "root", *options, "--",
                           "/usr/bin/python3", "-B", os.path.abspath(script), "--inside", *arguments], check=False).returncode

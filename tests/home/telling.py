# SPDX-License-Identifier: GPL-2.0-or-later
"""For tests of concerns in the practice home: people and their keys, telling, and porchlightctl as somebody."""
import fcntl
import functools
import json
import os
import signal
import subprocess
import sys
import uuid

from inside import as_person, practice, processes, wait_until

sys.path.insert(0, os.path.join(practice.SOURCE, "tests", "care"))
import sealed_oracle  # noqa: E402

NAME, PATH = "org.porchlight.Agent1", "/org/porchlight/Agent1"
PASSPHRASES = {"jo": "jos long passphrase", "kim": "kims long passphrase", "lee": "lees long passphrase",
               "ria": "rias long passphrase"}
# linux/fcntl.h
F_ADD_SEALS, SEALS = 1033, 0x0F
DENIED = "org.porchlight.Error.Denied"


class Done:
    def __init__(self, run):
        self.status, self.out, self.err = run.returncode, run.stdout, run.stderr

    def json(self):
        assert self.status == 0, (self.status, self.err)
        return json.loads(self.out)


def ctl(person, *words, said="", secret=None):
    """porchlightctl as a person; said: standard input; secret: what --passphrase-fd gives, each line."""
    def run():
        command, fds = ["porchlightctl", *words], ()
        if secret is not None:
            read, write = os.pipe()
            os.write(write, "".join(f"{line}\n" for line in ([secret] if isinstance(secret, str) else secret)).encode())
            os.close(write)
            command, fds = [*command, "--passphrase-fd", str(read)], (read,)
        return subprocess.run(command, input=said, text=True, capture_output=True, pass_fds=fds, check=False)
    return Done(as_person(person, run))


def does(person, *words, **options):
    """What it printed; it must have been done."""
    done = ctl(person, *words, **options)
    assert done.status == 0, (person, words, done.err)
    return done.out.strip()


def make_readers(*people):
    """Their ids."""
    return {person: does(person, "reader", "add", secret=PASSPHRASES[person]) for person in people}


def words_file(words, seals=SEALS):
    file = os.memfd_create("words", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    os.write(file, words if isinstance(words, bytes) else words.encode())
    if seals:
        fcntl.fcntl(file, F_ADD_SEALS, seals)
    return file


PAGE = 100  # the agent's limit


def all_concerns(interface, method):
    """In a process of its own: all pages of a list of concerns."""
    rows = []
    while not rows or len(rows) % PAGE == 0:
        page = call(interface, method, "(su)", rows[-1]["id"] if rows else "", PAGE)[0]
        if not page:
            break
        rows += page
    return rows


def own_concerns(child):
    return as_person(child, lambda: all_concerns("Child", "ListConcerns"))


def call(interface, method, types="()", *arguments, file=None):
    """In a process of its own (as_person): the agent's answer, or the name of its error."""
    from gi.repository import Gio, GLib  # pylint: disable=import-outside-toplevel
    bus = Gio.bus_get_sync(Gio.BusType.SYSTEM)
    files = Gio.UnixFDList.new()
    if file is not None:
        files.append(file)
    try:
        reply, _ = bus.call_with_unix_fd_list_sync(NAME, PATH, f"{NAME}.{interface}", method, GLib.Variant(types, arguments),
                                                   None, Gio.DBusCallFlags.NONE, -1, files, None)
        return reply.unpack()
    except GLib.Error as error:
        return Gio.DBusError.get_remote_error(error) or error.message


def file_here(kind, words, client=None, seals=SEALS, **options):
    """Files a concern in this process."""
    from gi.repository import GLib  # pylint: disable=import-outside-toplevel
    kinds = {"choice": "s", "trusted": "s", "not": "as", "not-names": "as"}
    given = {key.replace("_", "-"): value for key, value in options.items()}
    packed = {key: GLib.Variant(kinds[key], value) for key, value in given.items()}
    file = words_file(words, seals)
    try:
        answer = call("Child", "FileConcern", "(ssa{sv}h)", client or str(uuid.uuid4()), kind, packed, 0, file=file)
    finally:
        os.close(file)
    return answer[0] if isinstance(answer, tuple) else answer


def tell(child, kind, words, **options):
    """Files a concern as a child: the receipt, or the error's name."""
    return as_person(child, lambda: file_here(kind, words, **options))


def listed(person):
    return {row["id"]: row for row in ctl(person, "concern", "list", "--json").json()}


@functools.cache
def key_of(person, passphrase):
    return sealed_oracle.Key(as_person(person, lambda: call("Readers", "GetKey")[0]), passphrase)


def opened(person, concern):
    """All words of a concern, as a reader reads them: by a program that is not ours."""
    key = key_of(person, PASSPHRASES[person])
    parts = as_person(person, lambda: [bytes(part["sealed"]) for part in call("Concerns", "Get", "(s)", concern)[0]])
    return [sealed_oracle.words_of(sealed_oracle.open_sealed(part, key)[2]) for part in parts]


def kill_agent():
    """In whatever it does; how it was started."""
    pid = processes("porchlightd")[0]
    with open(f"/proc/{pid}/cmdline", "rb") as file:
        command = [word.decode() for word in file.read().split(b"\0")[:-1]]
    with open(f"/proc/{pid}/environ", "rb") as file:
        environment = dict(pair.split(b"=", 1) for pair in file.read().split(b"\0")[:-1])
    environment.pop(b"NOTIFY_SOCKET", None)
    os.kill(pid, signal.SIGKILL)
    assert wait_until(lambda: pid not in processes("porchlightd"), 10)
    return command, environment


def start_agent(command, environment):
    """As it was started before (kill_agent)."""
    with open(f"{practice.PLACE}/log/agent-again", "ab") as log:
        subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=log)
    assert wait_until(lambda: ctl("kim", "reader", "list").status == 0, 20), "the agent is not back"


def restart_agent(clock=None):
    """Kills the agent, and starts it again; clock: what time it begins with."""
    command, environment = kill_agent()
    if clock and "--test-clock" in command:
        at = command.index("--test-clock")
        del command[at:at + 2]
    start_agent(command + (["--test-clock", clock] if clock else []), environment)

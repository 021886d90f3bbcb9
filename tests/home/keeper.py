# SPDX-License-Identifier: GPL-2.0-or-later
"""What both homes for tests are opened with: the index, a certificate, and processes that end together."""
import argparse
import fcntl
import hashlib
import os
import signal
import subprocess
import sys

from home import linux, people
from home.practice import Failed

NOT_STARTED = 125
KEPT_INDEXES = 8


def tell(text):
    print(f"{os.path.basename(sys.argv[0])}: {text}", file=sys.stderr, flush=True)


def cache_folder(build):
    folder = os.path.join(build, "practice-home")
    os.makedirs(folder, exist_ok=True)
    return folder


def command_output(command):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failed(f"{' '.join(command)}: {done.stderr.strip()}")


def files_below(path):
    if os.path.isfile(path):
        return [path]
    found = [os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names]
    if not found:
        raise Failed(f"{path}: there are no lists")
    return sorted(found)


def checksum(paths):
    """Of names, sizes and times: what is built of the same files is the same."""
    digest = hashlib.sha256()
    for path in paths:
        entry = os.stat(path)
        digest.update(f"{path}\0{entry.st_size}\0{entry.st_mtime_ns}\0".encode(errors="surrogateescape"))
    return digest.hexdigest()[:32]


def site_index(build, lists):
    """The index of the starter lists, and of the folder lists; built once for the same input."""
    tool = os.path.join(build, "agent", "porchlightctl")
    folder = cache_folder(build)
    try:
        key = checksum([tool] + (files_below(lists) if lists else []))
    except OSError as error:
        raise Failed(f"{error.filename}: {error.strerror}") from error
    index = os.path.join(folder, f"sites-{key}.index")
    with open(os.path.join(folder, "lock"), "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not os.path.exists(index):
            command_output([tool, "sites", "build", "--starter", "-o", index] + ([lists] if lists else []))
        os.utime(index)
        indexes = [os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".index")]
        for old in sorted(indexes, key=os.path.getmtime)[:-KEPT_INDEXES]:
            os.unlink(old)
    return index


def certificate(build):
    """Key and certificate of the practice internet's web servers: texts, made once."""
    folder = cache_folder(build)
    key, cert = os.path.join(folder, "key.pem"), os.path.join(folder, "cert.pem")
    with open(os.path.join(folder, "lock"), "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not os.path.exists(cert):
            command_output(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                            "ec_paramgen_curve:prime256v1", "-nodes", "-days", "3650", "-subj",
                            "/CN=practice internet", "-keyout", key, "-out", cert])
    return open(key, encoding="utf-8").read(), open(cert, encoding="utf-8").read()


def child_files(options):
    texts = {}
    for argument in options:
        child, separator, path = argument.partition("=")
        if not separator or child not in people.CHILDREN:
            raise Failed(f"--child-file {argument}: CHILD=FILE, where CHILD is {' or '.join(people.CHILDREN)}")
        try:
            texts[child] = open(path, "rb").read()
        except OSError as error:
            raise Failed(f"{path}: {error.strerror}") from error
    return texts


def live(home, use):
    """The first process of the home: all that it started ends with it."""
    linux.die_with_parent(signal.SIGKILL)
    try:
        home.start()
    except (Failed, OSError, ValueError) as failure:
        for line in home.logs():
            print(f"  {line}", file=sys.stderr)
        tell(f"the home did not start: {failure}")
        return NOT_STARTED
    return use(home)


def open_home(home, use):
    """Runs use(home) inside; its result is the exit status."""
    sys.stdout.flush()
    keeper = os.fork()
    if keeper == 0:
        linux.die_with_parent(signal.SIGKILL)
        try:
            linux.unshare(linux.CLONE_NEWPID)
        except OSError as error:
            tell(f"the home did not start: {error.strerror}; it needs root with all capabilities")
            os._exit(NOT_STARTED)
        inside = os.fork()
        if inside == 0:
            status = live(home, use)
            sys.stdout.flush()
            os._exit(status)
        os._exit(os.waitstatus_to_exitcode(os.waitpid(inside, 0)[1]))

    def close(number, _frame):
        os.kill(keeper, signal.SIGKILL)
        os.waitpid(keeper, 0)
        os._exit(128 + number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, close)
    status = os.waitstatus_to_exitcode(os.waitpid(keeper, 0)[1])
    return status if status >= 0 else 128 - status


class Parser(argparse.ArgumentParser):
    """A wrong command line starts no home either: 2 could be the command's own status."""

    def error(self, message):
        self.print_usage(sys.stderr)
        self.exit(NOT_STARTED, f"{self.prog}: {message}\n")

# SPDX-License-Identifier: GPL-2.0-or-later
"""Real mail servers of Debian's, exim and dovecot, each with a folder, ports and a certificate of the test's own; and
a stand-in for a server that does all that a server should not."""
import contextlib
import mailbox
import os
import pwd
import socket
import ssl
import subprocess
import threading
import time

USER, PASSWORD = "home", "s3cret"
OWNER = "Debian-exim"  # of the mails

EXIM = """\
primary_hostname = mail.test
spool_directory = {place}/spool
log_file_path = {place}/log/%s
pid_file_path = {place}/exim.pid
local_interfaces = {host}
daemon_smtp_ports = {starttls} : {tls}
tls_on_connect_ports = {tls}
tls_advertise_hosts = *
tls_certificate = {certificate}
tls_privatekey = {key}
auth_advertise_hosts = ${{if eq{{$tls_in_cipher}}{{}}{{}}{{*}}}}
acl_smtp_rcpt = who
acl_smtp_data = what
deliver_drop_privilege = true
keep_environment =
rfc1413_hosts =
host_lookup =
message_size_limit = 1M
smtp_accept_queue_per_connection = 0
begin acl
who:
  deny !authenticated = *
  accept
what:
  accept
begin routers
everybody:
  driver = accept
  transport = inbox
begin transports
inbox:
  driver = appendfile
  maildir_format = true
  directory = ${{lookup{{$local_part}}dsearch,ret=full{{{place}/mail}}}}
  user = {owner}
  create_directory = true
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = "${{if and{{{{eq{{$auth2}}{{{user}}}}}{{eq{{$auth3}}{{{password}}}}}}}{{yes}}{{no}}}}"
  server_set_id = $auth2
"""

DOVECOT = """\
base_dir = {place}/dovecot
state_dir = {place}/dovecot-state
log_path = {place}/log/dovecot
listen = {host}
protocols = imap
auth_failure_delay = 0
ssl = required
ssl_cert = <{certificate}
ssl_key = <{key}
mail_location = maildir:{place}/mail/%n
first_valid_uid = 1
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={owner} gid={owner} home={place}/mail/%n
}}
service imap-login {{
  inet_listener imap {{
    port = {starttls}
  }}
  inet_listener imaps {{
    port = {tls}
    ssl = yes
  }}
}}
"""


def free_ports(host, number):
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.create_server((host, 0))) for _ in range(number)]
        return [each.getsockname()[1] for each in sockets]


def wait_until(what, true, seconds=20):
    end = time.monotonic() + seconds
    while not (value := true()):
        if time.monotonic() > end:
            raise AssertionError(f"not after {seconds} seconds: {what}")
        time.sleep(0.01)
    return value


class MailServers:
    """exim and dovecot over the same mailboxes, in a folder that their user can pass."""

    def __init__(self, place, certificate, people, host="127.0.0.1", ports=None):
        self.place, self.host = place, host
        self.smtp, self.smtps, self.imap, self.imaps = ports or free_ports(host, 4)
        owner = pwd.getpwnam(OWNER)
        inboxes = [f"mail/{name}/{folder}" for name in people for folder in (".", "cur", "new", "tmp")]
        for folder in ("spool", "log", "mail", *inboxes):
            os.makedirs(f"{place}/{folder}", exist_ok=True)
            os.chown(f"{place}/{folder}", owner.pw_uid, owner.pw_gid)
        self.key = f"{place}/mail.key"
        with open(certificate[1], "rb") as file, open(self.key, "wb") as copy:
            copy.write(file.read())
        os.chown(self.key, owner.pw_uid, owner.pw_gid)
        values = {"place": place, "host": host, "certificate": certificate[0], "key": self.key, "owner": OWNER,
                  "user": USER, "password": PASSWORD}
        self._write("exim.conf", EXIM.format(starttls=self.smtp, tls=self.smtps, **values))
        self._write("dovecot.conf", DOVECOT.format(starttls=self.imap, tls=self.imaps, **values))
        self._running = []

    def _write(self, name, text):
        with open(f"{self.place}/{name}", "w", encoding="ascii") as file:
            file.write(text)

    def start(self, before=()):
        """before: what comes before each server's command: to run it elsewhere."""
        for command in (["exim4", "-C", f"{self.place}/exim.conf", "-bdf", "-q1h"],
                        ["dovecot", "-F", "-c", f"{self.place}/dovecot.conf"]):
            self._running.append(subprocess.Popen([*before, *command], stdin=subprocess.DEVNULL, cwd="/", env={
                "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}))
        for port in (self.smtp, self.smtps, self.imap, self.imaps):
            wait_until(f"port {port}: {self.logs()}", lambda port=port: self._answers(port))
        return self

    def _answers(self, port):
        with contextlib.suppress(OSError), socket.create_connection((self.host, port)):
            return True
        return False

    def stop(self):
        for process in self._running:
            process.terminate()
            process.wait()
        self._running.clear()

    def logs(self):
        text = ""
        for name in sorted(os.listdir(f"{self.place}/log")):
            with open(f"{self.place}/log/{name}", encoding="utf-8", errors="replace") as file:
                text += f"--- {name}\n{file.read()}"
        return text

    def mails(self, person):
        """Whole mails in somebody's inbox, parsed, by file."""
        while True:
            try:
                return list(mailbox.Maildir(f"{self.place}/mail/{person}", factory=None).values())
            except FileNotFoundError:
                pass  # the server gave it another name between two looks: flags are part of it

    def wait_for_mails(self, person, number):
        wait_until(f"{number} mails to {person}: {self.logs()}", lambda: len(self.mails(person)) >= number)
        return self.mails(person)

    def empty(self, person):
        mailbox.Maildir(f"{self.place}/mail/{person}", factory=None).clear()

    def put(self, person, mail):
        """Lays a mail into somebody's inbox, as a server that has just got it."""
        owner = pwd.getpwnam(OWNER)
        inbox, name = f"{self.place}/mail/{person}", f"{time.monotonic_ns()}.test"
        file = f"{inbox}/tmp/{name}"
        with open(file, "wb") as out:
            out.write(mail)
        os.chown(file, owner.pw_uid, owner.pw_gid)
        os.rename(file, f"{inbox}/new/{name}")

    def all_bytes(self):
        """All that the servers have written anywhere: to look for words in."""
        found = b""
        for folder, _, files in os.walk(self.place):
            for path in (os.path.join(folder, name) for name in files):
                if os.path.isfile(path):
                    with open(path, "rb") as file:
                        found += file.read()
        return found


class BadServer:
    """Says line by line what a test wants. script: of (wait for a line that begins so, or None; bytes, or a word)."""

    def __init__(self, script, certificate=None, tls=False, host="127.0.0.1", port=0):
        self.script, self.heard, self.visits = script, [], 0
        self._released = threading.Event()
        self._context = None
        if certificate:
            self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._context.load_cert_chain(*certificate)
        self._tls = tls
        self._listener = socket.create_server((host, port))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def release(self):
        """Who stalls goes on, and nobody stalls any more."""
        self._released.set()

    def close(self):
        self.release()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # else the port is taken for as long as somebody accepts
        self._listener.close()

    def _accept(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        self.visits += 1
        with contextlib.suppress(OSError, ValueError, StopIteration):
            if self._tls:
                connection = self._context.wrap_socket(connection, server_side=True)
            lines = connection.makefile("rb")
            for wanted, answer in self.script:
                while wanted is not None:
                    line = lines.readline(1 << 20)
                    if not line:
                        return
                    self.heard.append(line)
                    if line.rstrip(b"\r\n").upper().startswith(wanted.upper()):
                        break
                if answer == "stall":
                    self._released.wait(60)
                elif answer == "tls":
                    connection = self._context.wrap_socket(connection, server_side=True)
                    lines = connection.makefile("rb")
                elif answer != "drop":
                    connection.sendall(answer)
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
        connection.close()

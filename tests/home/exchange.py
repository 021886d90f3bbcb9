# SPDX-License-Identifier: GPL-2.0-or-later
"""What passes between a child in one home and lee, who reads in another: for the tests of two homes, whoever carries it."""
import ctypes
import json
import os
import pwd
import re
import sys

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path[:0] = [TESTS, *(os.path.join(TESTS, name) for name in ("care", "fetch", "post"))]

import sealed_oracle  # noqa: E402
from home import people  # noqa: E402
from https_stand import Authority  # noqa: E402
from mail_stand import USER  # noqa: E402

PASSPHRASE, PIN = "correct horse battery\n", "123456\n"
READER, SUBJECT = slice(28, 44), slice(12, 28)  # in a signed message (policy/care/signed.h)


# What a server says that breaks off when it has the whole letter.
DROPS_AFTER_DATA = [
    (None, b"220 bad.test\r\n"), (b"EHLO", b"250-bad.test\r\n250 STARTTLS\r\n"), (b"STARTTLS", b"220 go\r\n"),
    (None, "tls"), (b"EHLO", b"250-bad.test\r\n250 AUTH PLAIN\r\n"), (b"AUTH", b"334 \r\n"), (b"", b"235 ok\r\n"),
    (b"MAIL", b"250 ok\r\n"), (b"RCPT", b"250 ok\r\n"), (b"DATA", b"354 go on\r\n"), (b".", "drop")]


def mail_authority(folder):
    """Who vouches for the mail servers, whose certificate lies in the folder then."""
    authority = Authority(folder)
    for made, place in zip(authority.certificate("*.mail.test"), certificate_in(folder)):
        os.rename(made, place)
    return authority


def certificate_in(folder):
    return f"{folder}/mail.pem", f"{folder}/mail.key"


def make_share(path):
    """A folder for letters, whose owner is daemon; what lies in it is lee's to read, and what comes back, to write."""
    for name, mode in (("", 0o755), ("/to-readers", 0o755), ("/to-home", 0o775)):
        os.mkdir(path + name)
        os.chown(path + name, pwd.getpwnam("daemon").pw_uid, people.uid("lee"))
        os.chmod(path + name, mode)


def shown_in(servers, share, *words):
    """Those of the words, and of what else is nobody's business, that servers and folder ever had in clear."""
    data = servers.all_bytes()
    for folder, _, files in os.walk(share):
        data += b"".join(open(os.path.join(folder, name), "rb").read() for name in files)
    for mail in servers.mails("lee") + servers.mails("home"):
        data += b"".join(part.get_payload(decode=True) or b"" for part in mail.walk())
    assert len(data) > 10000
    return [word for word in (*words, "sam", "Sam", "concern", "staff-member") if re.search(rb"\b" + word.encode() + rb"\b", data)]


def routes(office, credential):
    """The home's routes.conf."""
    return (f"[Mail]\nServer=smtp.mail.test\nUser={USER}\nCredential={credential}\nFrom=home@home.test\n"
            f"[Mailbox]\nServer=imap.mail.test\nUser={USER}\nCredential={credential}\n"
            f"[office]\nPath={office}\n")


def good(done):
    assert done["status"] == 0, done
    return done["out"]


class Exchange:
    """
    here(person, *arguments, text=): porchlightctl in the child's home; there(*arguments, text=): as lee in the other. What
    lee writes lies in folder, as lee has it; outside is the same folder, as the test has it.
    """

    def __init__(self, here, there, folder, outside):
        self.here, self.there = here, there
        self.folder, self.outside = folder, outside

    def path(self, name):
        return f"{self.folder}/{name}"

    def bytes_of(self, name):
        with open(f"{self.outside}/{name}", "rb") as file:
            return file.read()

    def write(self, name, data):
        """The same name, for the next step."""
        with open(f"{self.outside}/{name}", "wb") as file:
            file.write(data)
        os.chmod(file.name, 0o644)
        return name

    def lee(self, verb, file, *options, words=""):
        """What lee does with a file by the key in that home: the passphrase comes on a descriptor of its own."""
        return self.there("concern", verb, file, *options, "--passphrase-fd", "0", text=PASSPHRASE + words)

    def opened(self, file):
        """The one part of it."""
        return json.loads(good(self.lee("open", file, "--json")))[0]

    def replies(self, verb, file, name, **words):
        """Writes a reply to a letter into lee's folder."""
        good(self.lee(verb, file, "-o", self.path(name), **words))
        return name

    def state_of(self, reader="Lee"):
        rows = json.loads(good(self.here("kim", "route", "list", "--json")))
        return {row["route"]: row for row in rows if row["name"] == reader and "route" in row}

    def receipt(self, concern):
        return next(row for row in json.loads(good(self.here("sam", "concern", "mine", "--json")))[0] if row["id"] == concern)

    def tells(self, words):
        """Sam tells of a member of staff: the receipt."""
        return json.loads(good(self.here("sam", "concern", "file", "staff-member", "--json", text=words)))

    def read(self, concern):
        return good(self.here("sam", "concern", "read", concern, "--passphrase-fd", "0", text=PIN))

    def look(self):
        good(self.here("kim", "route", "look"))

    def _reader(self, state, account):
        """Their id."""
        return re.search(rf"^(\w{{32}})\t{state}\t\S+\t{account}\t", good(self.here("kim", "reader", "list")), re.MULTILINE)[1]

    def take_in(self, carry):
        """Lee of the other home reads here, and the lead of this one does not. carry(name): a file of lee's, where kim has it."""
        good(self.here("kim", "reader", "add", "--name", "Kim", "--passphrase-fd", "0", text=PASSPHRASE))
        good(self.here("lee", "reader", "add", "--name", "Lee here", "--passphrase-fd", "0", text=PASSPHRASE))
        good(self.there("reader", "add", "--name", "Lee", "--passphrase-fd", "0", text=PASSPHRASE))
        good(self.there("reader", "export", self.path("lee.key")))
        good(self.here("kim", "reader", "import", carry("lee.key"), "--role", "responsible"))
        good(self.here("lee", "reader", "confirm", self._reader("waiting", "-")))
        good(self.here("lee", "reader", "revoke", self._reader("active", "lee"), "--reason", "reads elsewhere"))
        assert "Lee\t-\tnothing leads there" in good(self.here("kim", "route", "list"))

    def altered(self, name, places):
        """Copies of a message with a bit turned, at each of these places."""
        whole = self.bytes_of(name)
        for number, place in enumerate(places):
            data = bytearray(whole)
            data[place] ^= 1
            yield self.write(f"{name}-altered-{number}", data)

    def forged(self, name, other):
        """
        What somebody makes who has all that lee ever sent, and not lee's key: cut off, signed by a key of their own, in the
        name of another reader, and for another concern (other: of 16 bytes).
        """
        whole = self.bytes_of(name)
        reader = bytes.fromhex(self._reader("active", "kim"))
        return [self.write("cut", whole[:-10]),
                self.write("own-key", signed_anew(whole)),
                self.write("name-of-kim", signed_anew(whole[:READER.start] + reader + whole[READER.stop:])),
                self.write("other-concern", whole[:SUBJECT.start] + other + whole[SUBJECT.stop:])]


def signed_anew(message):
    """Its body, under a signature by a key that nobody knows."""
    sodium = sealed_oracle.SODIUM
    public, secret, signature = (ctypes.create_string_buffer(size) for size in (32, 64, 64))
    state = ctypes.create_string_buffer(sodium.crypto_sign_statebytes())
    sodium.crypto_sign_keypair(public, secret)
    sodium.crypto_sign_init(state)
    for part in (b"porchlight-signed-1", message[:-64]):
        sodium.crypto_sign_update(state, part, ctypes.c_ulonglong(len(part)))
    sodium.crypto_sign_final_create(state, signature, None, secret)
    assert sealed_oracle.signed_by(message[:-64] + signature.raw, public.raw)
    return message[:-64] + signature.raw

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""porchlightctl sites lookup, from outside: what is printed, and which indexes are refused."""
import random
import os
import unittest

from ctl_case import CtlCase


class Lookup(CtlCase):
    def setUp(self):
        super().setUp()
        names = "".join("site%d.example\n" % number for number in range(3000))
        self.build("games=" + self.write("games", names + "example.org\n"),
                   "chat=" + self.write("chat", "chat.example.org\nb\u00fccher.example\n"))

    def test_a_name_is_printed_as_typed(self):
        outcome = self.ctl("sites", "lookup", self.index, "WWW.Example.ORG.", "B\u00dcCHER.example",
                           "xn--bcher-kva.example", "com", "unknown.example")
        self.assertEqual(outcome.status, 0)
        self.assertEqual(outcome.out, "WWW.Example.ORG.\tgames\texample.org\n"
                         "B\u00dcCHER.example\tchat\txn--bcher-kva.example\n"
                         "xn--bcher-kva.example\tchat\txn--bcher-kva.example\n"
                         "com\t-\t-\nunknown.example\t-\t-\n")

    def test_names_come_from_standard_input(self):
        outcome = self.ctl("sites", "lookup", self.index, "-",
                           stdin=b"a.chat.example.org\nexample.com\nsite7.example")
        self.assertEqual(outcome.status, 0)
        self.assertEqual(outcome.out, "a.chat.example.org\tchat,games\tchat.example.org\n"
                         "example.com\t-\t-\nsite7.example\tgames\tsite7.example\n")

    def test_lines_may_end_in_crlf(self):
        outcome = self.ctl("sites", "lookup", self.index, "-", stdin=b"site7.example\r\n")
        self.assertEqual((outcome.status, outcome.out),
                         (0, "site7.example\tgames\tsite7.example\n"))

    def test_no_input_is_no_output(self):
        outcome = self.ctl("sites", "lookup", self.index, "-")
        self.assertEqual((outcome.status, outcome.out, outcome.err), (0, "", ""))

    def test_a_wrong_name_has_its_line_and_is_told_at_the_end(self):
        for names, stdin in ((("a..b", "example.org", "no name"), b""),
                             (("-",), b"a..b\nexample.org\nno name\n")):
            outcome = self.ctl("sites", "lookup", self.index, *names, stdin=stdin)
            self.assertEqual(outcome.status, 2)
            self.assertEqual(outcome.out, "a..b\t-\t-\nexample.org\tgames\texample.org\n"
                             "no name\t-\t-\n")
            self.assertEqual(outcome.err, 'porchlightctl: "a..b" is no name\n')

    def test_wrong_command_lines_are_told(self):
        self.assertEqual(self.ctl("sites", "lookup").status, 2)
        self.assertEqual(self.ctl("sites", "lookup", self.index).status, 2)

    def test_a_very_long_wrong_name_is_told_in_one_short_line(self):
        outcome = self.ctl("sites", "lookup", self.index, "-", stdin=b"x" * 1000000 + b"\n")
        self.assertEqual(outcome.status, 2)
        self.assertLess(len(outcome.err), 400)

    def test_a_missing_index_is_told(self):
        self.assertEqual(self.ctl("sites", "lookup", self.path("nowhere"), "a.example").status, 1)
        self.assertEqual(self.ctl("sites", "lookup", self.folder, "a.example").status, 1)

    def test_what_is_no_file_is_refused_at_once(self):
        pipe = self.path("pipe")
        os.mkfifo(pipe)
        for path in (pipe, self.folder, "/dev/null", "/dev/zero"):
            outcome = self.ctl("sites", "lookup", path, "a.example")
            self.assertEqual((outcome.status, outcome.err),
                             (1, f"{path}: not a file with a site index\n"))

    def test_an_altered_index_is_refused(self):
        with open(self.index, "rb") as file:
            good = file.read()
        seed = int(os.environ.get("PL_SEED", random.randrange(1 << 32)))
        print("PL_SEED=%d" % seed)
        chance = random.Random(seed)
        places = set(range(0, 64)) | {len(good) - 1} | {chance.randrange(len(good))
                                                        for _ in range(40)}
        for place in sorted(places):
            altered = bytearray(good)
            altered[place] ^= 1 << chance.randrange(8)
            self.write("altered", bytes(altered))
            outcome = self.ctl("sites", "lookup", self.path("altered"), "example.org")
            self.assertEqual((outcome.status, outcome.out), (1, ""), place)
            self.assertEqual(len(outcome.err.splitlines()), 1)

    def test_a_truncated_or_longer_index_is_refused(self):
        with open(self.index, "rb") as file:
            good = file.read()
        for other in (b"", good[:7], good[:64], good[:len(good) // 2], good[:-1], good + b"\0",
                      b"\0" * len(good)):
            self.write("other", other)
            outcome = self.ctl("sites", "lookup", self.path("other"), "example.org")
            self.assertEqual((outcome.status, outcome.out), (1, ""), len(other))


if __name__ == "__main__":
    unittest.main()

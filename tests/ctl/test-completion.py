#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""bash completion of porchlightctl: every command and every option that the program itself names."""
import os
import re
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True

CTL = os.environ["PL_CTL"]
SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "agent", "ctl", "porchlightctl.bash")
ASK = """
source "$1"; shift
complete -p porchlightctl >/dev/null || exit 1
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _porchlightctl
printf '%s\\n' "${COMPREPLY[@]}"
"""


def offers(*words):
    done = subprocess.run(["bash", "-c", ASK, "bash", SCRIPT, CTL, *words], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


# Kinds of records are offered alike, by one table: the last one, which has every verb, stands for them.
ALIKE = {"receipt", "agreement", "referral", "key-work", "training", "check", "consent", "got-through", "filter-review"}


def commands():
    listed = subprocess.run([CTL, "--commands"], capture_output=True, text=True, check=True).stdout
    return [line.split("\t") for line in listed.splitlines() if line.split()[0] not in ALIKE]


class Completion(unittest.TestCase):
    def test_every_command_is_offered_word_by_word(self):
        helped = subprocess.run([CTL, "--help"], capture_output=True, text=True, check=True).stdout
        self.assertGreater(len(commands()), 30)
        kinds = subprocess.run([CTL, "record", "add", "--help"], capture_output=True, text=True, check=True).stdout
        for words, _ in commands():
            kind, verb = words.split()[0], words.split()[-1]
            # A kind of records is a command of its own: told in one place.
            self.assertTrue(words in helped or (f"record {verb}" in helped and kind in kinds), words)
            *before, last = words.split()
            self.assertIn(last, offers(*before, ""), words)
            self.assertEqual({last} & offers(*before, last[:2]), {last})

    def test_every_option_is_offered_after_its_command(self):
        for words, arguments in commands():
            wanted = set(re.findall(r"--[a-z-]+", arguments)) | {"--help"}
            self.assertEqual(offers(*words.split(), "--"), wanted, words)

    def test_nothing_is_offered_for_what_is_no_command(self):
        self.assertEqual(offers("no-such-command", ""), set())

    def test_what_lists_can_list_as_json(self):
        for words, arguments in commands():
            if words.split()[-1] in ("list", "show", "history", "status", "sources", "held", "log", "head", "verify"):
                self.assertIn("--json", arguments, words)


if __name__ == "__main__":
    unittest.main()

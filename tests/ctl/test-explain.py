#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""porchlightctl explain: one JSON object, exit statuses, one line of refusal."""
import json
import os
import unittest

from ctl_case import CtlCase

HOME = "[Home]\nName=Oak\nTimezone=Europe/London\n"
CHILD = """[Child]
Name=Sam
Born=2012-05-01
Level=supported
[Timetable]
Monday=16:00-20:00;20:30-21:30
[Allowance]
Monday=120
Weekly=600
[Quiet]
LightsOut=22:30
[Sites]
Allow=mine.example
Block=closed.mine.example
[Contact]
mum=call.example
mum.When=Monday 18:00-19:00
"""
ADULT = "[Child]\nBorn=2000-01-01\nLevel=close-support\n"
MONDAY_AT_FIVE = "2026-03-02T17:00"


class Explain(CtlCase):
    def setUp(self):
        super().setUp()
        self.home = self.write("home.conf", HOME)
        self.child = self.write("sam.conf", CHILD)

    def run_explain(self, *arguments, at=MONDAY_AT_FIVE):
        return self.ctl("explain", "--home", self.home, "--child", self.child, "--at", at,
                        *arguments)

    def explain(self, *arguments, at=MONDAY_AT_FIVE):
        outcome = self.run_explain(*arguments, at=at)
        self.assertEqual(outcome.status, 0, outcome.err)
        self.assertEqual(outcome.out.count("\n"), 1)
        return json.loads(outcome.out)

    def site(self, name, *arguments, at=MONDAY_AT_FIVE):
        site = self.explain("--site", name, *arguments, at=at)["site"]
        self.assertEqual(list(site), ["name", "verdict", "category", "rule", "reason"])
        self.assertTrue(site["reason"])
        return tuple(site[key] for key in ("name", "verdict", "category", "rule"))

    def assert_wrong(self, status, says, outcome):
        self.assertEqual(outcome.status, status, outcome.err)
        self.assertEqual(outcome.out, "")
        self.assertEqual(outcome.err.count("\n"), 1, outcome.err)
        self.assertIn(says, outcome.err)


class Answer(Explain):
    def test_the_object_is_the_contract_s_to_the_byte(self):
        outcome = self.run_explain("--used", "30", "--used-week", "100")
        self.assertEqual(outcome.err, "")
        self.assertEqual(
            outcome.out,
            '{"state":"online","until":"2026-03-02T18:30:00+00:00","left_s":5400,'
            '"reasons":["in-hours"],"site":null}\n')

    def test_what_is_not_limited_is_null(self):
        self.child = self.write("adult.conf", ADULT)
        self.assertEqual(self.explain("--used", "500"),
                         {"state": "online", "until": None, "left_s": None, "reasons": ["adult"],
                          "site": None})

    def test_every_reason_is_told_in_order(self):
        answer = self.explain("--used", "120", "--used-week", "600", at="2026-03-02T18:30")
        self.assertEqual(answer["reasons"], ["in-hours", "day-used", "week-used", "contact"])
        self.assertEqual((answer["state"], answer["left_s"]), ("help-only", 0))

    def test_a_time_may_be_of_any_offset_and_is_told_in_the_home_s(self):
        for at in ("2026-07-06T17:00", "2026-07-06T16:00:00Z", "2026-07-06t16:00:59.9z",
                   "2026-07-06T21:30:00+05:30"):
            self.assertEqual(self.explain("--used", "30", at=at)["until"][-6:], "+01:00")
        self.assertEqual(self.explain(at="2026-07-06T21:30:00+05:30")["until"],
                         "2026-07-06T19:00:00+01:00")


class Site(Explain):
    def test_the_child_s_own_names(self):
        self.assertEqual(self.site("WWW.Mine.Example."),
                         ("www.mine.example", "allow", None, "mine.example"))
        self.assertEqual(self.site("www.closed.mine.example"),
                         ("www.closed.mine.example", "block", None, "closed.mine.example"))

    def test_an_own_name_stands_up_to_its_last_day(self):
        self.child = self.write("ending.conf", "[Child]\nBorn=2012-05-01\nLevel=close-support\n[Sites]\n"
                                "Allow=mine.example;theirs.example;\nUntil=mine.example 2026-03-02\n")
        for at, verdict in (("2026-03-02T16:30", "allow"), ("2026-03-03T16:30", "block")):
            self.assertEqual(self.site("mine.example", at=at)[1], verdict)
            self.assertEqual(self.site("theirs.example", at=at)[1], "allow")

    def test_help_is_open_out_of_hours_and_the_rest_is_not(self):
        night = "2026-03-02T02:00"
        self.assertEqual(self.site("www.childline.org.uk", at=night),
                         ("www.childline.org.uk", "help", None, "childline.org.uk"))
        self.assertEqual(self.site("mine.example", at=night),
                         ("mine.example", "block", None, None))

    def test_contact_is_open_at_its_time(self):
        self.assertEqual(self.site("call.example", "--used", "120", at="2026-03-02T18:30"),
                         ("call.example", "allow", None, "call.example"))
        self.assertEqual(self.site("call.example", "--used", "120", at="2026-03-02T19:00"),
                         ("call.example", "block", None, None))

    def test_a_name_is_told_in_its_a_label_form(self):
        self.assertEqual(self.site("bücher.example")[0], "xn--bcher-kva.example")

    def test_the_index_says_the_first_category_and_its_longest_rule(self):
        lists = self.write("lists/bets/domains", "bets.example\nwww.bets.example\n")
        games = self.write("lists/play/domains", "bets.example\nplay.example\n")
        social = self.write("lists/social/domains", "meet.example\n")
        self.build("gambling=" + lists, "games=" + games, "social-networks=" + social)
        index = ("--sites", self.index)
        self.assertEqual(self.site("a.www.bets.example", *index),
                         ("a.www.bets.example", "block", "gambling", "www.bets.example"))
        self.assertEqual(self.site("other.example", *index), ("other.example", "allow", None, None))
        self.child = self.write("young.conf", "[Child]\nBorn=2015-01-01\nLevel=independent\n")
        self.assertEqual(self.site("meet.example", *index),
                         ("meet.example", "block", "social-networks", "meet.example"))
        self.child = self.write("adult.conf", ADULT)
        self.assertEqual(self.site("bets.example", *index), ("bets.example", "allow", None, None))

    def test_levels_of_a_folder_replace_the_shipped_ones(self):
        self.write("levels/only.conf", "[Level]\nId=only\nName=Only\nOrder=1\n"
                   "[Sites]\nMode=chosen-only\n")
        self.write("levels/note.txt", "not a level")
        self.child = self.write("only.conf", "[Child]\nBorn=2012-05-01\nLevel=only\n")
        levels = ("--levels", self.path("levels"))
        self.assertEqual(self.site("shop.example", *levels),
                         ("shop.example", "block", None, None))
        self.child = self.write("sam.conf", CHILD)
        self.assert_wrong(1, "sam.conf:4: ", self.run_explain(*levels))

    def test_a_homes_own_levels_are_laid_over_those_that_ship(self):
        own = ("--own-levels", self.path("levels.d"))
        os.mkdir(self.path("levels.d"))
        self.assertEqual(self.site("shop.example", *own), ("shop.example", "allow", None, None))
        self.write("levels.d/only.conf", "[Level]\nId=only\nName=Only\nOrder=9\n[Sites]\nMode=chosen-only\n")
        self.assertEqual(self.site("shop.example", *own), ("shop.example", "allow", None, None))
        self.write("levels.d/supported.conf", "[Level]\nId=supported\nName=Ours\nOrder=2\n[Sites]\nMode=chosen-only\n")
        self.assertEqual(self.site("shop.example", *own), ("shop.example", "block", None, None))
        self.assertEqual(self.site("shop.example"), ("shop.example", "allow", None, None))
        self.child = self.write("only.conf", "[Child]\nBorn=2012-05-01\nLevel=only\n")
        self.assertEqual(self.site("shop.example", *own), ("shop.example", "block", None, None))


class Refusal(Explain):
    def test_a_wrong_command_line_is_status_2(self):
        for arguments in (["--used", "-1"], ["--used", "1.5"], ["--used", ""], ["--used-week", "x"],
                          ["--used", "0x10"], ["--used", "99999999999"], ["--site", "a..b"],
                          ["--site", "192.0.2.1"], ["--site", ""], ["--site", "https://a.example/"],
                          ["--levels", self.folder, "--own-levels", self.folder], ["extra"], ["--unknown"], ["--at"], ["--site"]):
            self.assert_wrong(2, "", self.run_explain(*arguments))
        for at in ("", "now", "2026-03-02", "2026-02-30T10:00", "2026-03-02T24:00",
                   "2026-03-02T17:00:00", "2026-03-02 17:00"):
            self.assert_wrong(2, "", self.run_explain(at=at))
        self.assert_wrong(2, "", self.ctl("explain"))
        self.assert_wrong(2, "", self.ctl("explain", "--home", self.home, "--at", MONDAY_AT_FIVE))
        self.assert_wrong(2, "", self.ctl("explain", "--child", self.child, "--at", MONDAY_AT_FIVE))
        self.assert_wrong(2, "", self.ctl("explain", "--home", self.home, "--child", self.child))

    def test_a_file_that_cannot_be_read_is_status_1(self):
        missing = self.path("missing")
        for arguments in (["--levels", missing], ["--own-levels", missing], ["--sites", missing], ["--home", missing],
                          ["--child", missing], ["--sites", self.folder], ["--home", self.folder]):
            self.assert_wrong(1, "", self.run_explain(*arguments))

    def test_a_refused_file_is_named_with_its_line(self):
        self.child = self.write("sam.conf", CHILD.replace("20:30", "19:30"))
        outcome = self.run_explain()
        self.assert_wrong(1, "overlap", outcome)
        self.assertTrue(outcome.err.startswith(self.child + ":6: "), outcome.err)
        self.home = self.write("home.conf", HOME + "Colour=green\n")
        outcome = self.run_explain()
        self.assertTrue(outcome.err.startswith(self.home + ":4: "), outcome.err)

    def test_a_folder_without_a_level_is_refused(self):
        os.mkdir(self.path("levels"))
        self.assert_wrong(1, "levels", self.run_explain("--levels", self.path("levels")))

    def test_an_own_level_that_is_refused_is_named_with_its_line(self):
        path = self.write("levels.d/guided.conf", "[Level]\nId=guided\nColour=green\n")
        outcome = self.run_explain("--own-levels", self.path("levels.d"))
        self.assert_wrong(1, "Colour", outcome)
        self.assertTrue(outcome.err.startswith(path + ":3: "), outcome.err)

    def test_an_altered_index_is_refused(self):
        self.build("gambling=" + self.write("list", "bets.example\n"))
        with open(self.index, "r+b") as file:
            file.seek(-1, os.SEEK_END)
            last = file.read(1)
            file.seek(-1, os.SEEK_END)
            file.write(bytes([last[0] ^ 1]))
        self.assert_wrong(1, self.index, self.run_explain("--sites", self.index))
        self.assert_wrong(1, "", self.run_explain("--sites", self.write("empty", b"")))

    def test_a_window_outside_the_maximum_is_kept_with_a_warning(self):
        self.home = self.write("home.conf", HOME + "[Timetable]\nMonday=12:00-18:00\n")
        outcome = self.run_explain()
        self.assertEqual(outcome.status, 0)
        self.assertTrue(outcome.err.startswith(self.child + ":6: "), outcome.err)
        self.assertEqual(json.loads(outcome.out)["until"], "2026-03-02T18:00:00+00:00")


if __name__ == "__main__":
    unittest.main()

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Keeping lists current: what comes is taken, held or refused, and what was good stays."""
import os
import resource
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from update_case import HOUR, NOW, SOURCE, UpdateCase, answer, names  # noqa: E402


YEAR = 365 * 24 * HOUR


class Update(UpdateCase):
    def good(self, body=None, tag='"one"'):
        """A first good list is in force."""
        self.serve(body or names(1000), f"ETag: {tag}")
        outcome = self.update()
        self.assertEqual((outcome.status, outcome.sources["ours"].text), (0, "new list"), outcome.err)
        self.assert_blocks("www.site-999.example")
        return outcome

    def assert_stays(self, outcome, says):
        """The look failed, says why, and the last good list is in force."""
        row = outcome.sources["ours"]
        self.assertEqual(outcome.status, 1)
        self.assertTrue(row.failed)
        self.assertEqual(row.text, f"failed: {says}; the last good list stays")
        self.assertIn("1 of the sources failed", outcome.end.text)
        self.assert_blocks("site-0.example", "site-999.example")

    def test_a_fresh_home_has_the_lists_that_ship_without_any_server(self):
        outcome = self.update("check")
        self.assertEqual(outcome.status, 0, outcome.err)
        self.assertEqual(self.server.requests, [])
        self.assert_blocks("www.bet365.com")
        self.assertGreater(next(row.entries for row in outcome.rows if row.kind == "index"), 1000)

    def test_the_lists_that_ship_are_in_force_before_the_first_server_is_asked(self):
        seen = []
        self.server.routes["/ours"] = lambda request, send: (
            seen.append(self.categories("www.bet365.com")), send(answer(200, names(10))))
        self.update()
        self.assertEqual(seen, ["gambling"])

    def test_a_list_is_fetched_built_in_beside_the_others_and_told(self):
        outcome = self.good()
        row = outcome.sources["ours"]
        self.assertEqual((row.entries, row.bytes, row.fetched), (1000, len(names(1000)), NOW))
        self.assert_blocks("www.bet365.com")
        self.assertTrue(outcome.sources["toulouse"].off)

    def test_an_archive_names_its_own_categories(self):
        os.makedirs(os.path.join(self.folder, "tree", "porn"))
        with open(os.path.join(self.folder, "tree", "porn", "domains"), "w", encoding="ascii") as file:
            file.write("one.example\n")
        tar = subprocess.run(["tar", "-C", os.path.join(self.folder, "tree"), "-cz", "porn"],
                             capture_output=True, check=True).stdout
        self.sources(ours="Format=archive")
        self.serve(tar, "Content-Type: application/gzip")
        self.assertEqual(self.update().sources["ours"].entries, 1)
        self.assert_blocks("one.example", category="pornography")

    def test_what_has_not_changed_is_not_fetched_again(self):
        self.good()
        self.server.routes["/ours"] = answer(304)
        outcome = self.update()
        self.assertEqual(self.server.requests[-1].headers["if-none-match"], '"one"')
        self.assertEqual((outcome.status, outcome.sources["ours"].text), (0, "up to date"))
        self.assert_blocks("site-0.example")

    def test_only_what_is_due_is_asked_and_when_varies_a_little(self):
        self.sources(ours="Category=gambling\nHours=10")
        due = {self.good().sources["ours"].due for _ in range(6)}
        self.assertGreater(len(due), 1)
        self.assertTrue(all(NOW + 9 * HOUR <= at <= NOW + 11 * HOUR for at in due), due)
        self.now = NOW + 9 * HOUR - 1
        self.assertEqual(self.update("due").asked, [])
        self.now = NOW + 11 * HOUR
        self.assertEqual(self.update("due").asked, ["ours"])
        self.now = NOW - HOUR  # the clock was set back
        self.assertEqual(self.update("due").asked, ["ours"])

    def test_one_source_can_be_asked_alone_and_an_unknown_one_is_told(self):
        self.sources(ours="Category=gambling", other="Category=games")
        self.serve(names(5), path="/other")
        self.assertEqual(self.update("now", "other").asked, ["other"])
        outcome = self.update("now", "nobody")
        self.assertEqual(outcome.status, 2)
        self.assertIn('no source is named "nobody"', outcome.err)

    def test_a_source_that_fails_keeps_its_list_and_the_rest_goes_on(self):
        self.sources(ours="Category=gambling", other="Category=games")
        self.serve(names(5, "play"), path="/other")
        self.serve(names(1000))
        self.update()
        self.server.routes["/ours"] = answer(500)
        self.serve(names(6, "play"), path="/other")
        outcome = self.update()
        self.assert_stays(outcome, "the server refuses (HTTP status 500)")
        self.assert_blocks("play-5.example", category="games")

    def test_whatever_the_server_does_the_index_loads_and_the_last_good_list_is_in_force(self):
        def cut(request, send):
            send(b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n5\r\na.exa\r\n")

        def stall(request, send):
            send(answer(200, names(700, "new"), length=99999))
            self.server.stall()
        bomb = subprocess.run(["gzip", "-9"], input=b"a" * (64 << 20), capture_output=True, check=True).stdout
        page = b"<!DOCTYPE html>\n<html><body>\n<p>503 Service Unavailable</p>\n</body></html>\n"
        new = names(1200, "new")
        hostile = [
            (answer(200, new[:9000], length=len(new)), "it was cut short"),
            (answer(200, new, length=9000), "it is longer than the server said"),
            (cut, "it was cut short"),
            (stall, "the server stopped sending"),
            (answer(302, b"", "Location: http://localhost/x"),
             "it has moved: too often, or to an address that is not https"),
            (answer(302, b"", f"Location: {self.server.address('/ours')}"),
             "it has moved: too often, or to an address that is not https"),
            (answer(200, page, "Content-Type: text/html"), "the server sends a web page, not a list"),
            (answer(200, page, "Content-Type: text/plain"), "there is no site in it"),
            (answer(200, b""), "there is no site in it"),
            (answer(200, os.urandom(5000)), None),
            (answer(200, bomb, "Content-Encoding: gzip"), None),
            (answer(206, new[100:], "Content-Range: bytes 100-200/300"), "it changed while it was fetched"),
            (b"nonsense\r\n\r\n", "the server does not keep to the protocol"),
            (answer(404, new), "the server refuses (HTTP status 404)"),
            (answer(503, b"", "Retry-After: 1"), "the server refuses (HTTP status 503)"),
        ]
        self.good()
        for route, says in hostile:
            with self.subTest(says=says):
                self.server.routes["/ours"] = route
                self.now += 2 * HOUR
                outcome = self.update(stall_ms=1000 if route is stall else 60000)
                if says is None:
                    says = outcome.sources["ours"].text[len("failed: "):-len("; the last good list stays")]
                self.assert_stays(outcome, says)
        self.now += HOUR
        self.serve(new)
        self.assertEqual(self.update().status, 0)
        self.assert_blocks("new-1199.example")

    def test_a_list_of_fewer_sites_than_are_expected_is_refused(self):
        self.good()
        self.sources(ours="Category=gambling\nMinimum=1000")
        self.serve(names(999))
        self.assert_stays(self.update(), "it has 999 sites; at least 1000 are expected")

    def test_waiting_grows_with_failures_and_ends_with_success(self):
        self.server.routes["/ours"] = answer(500)
        waits = []
        for _ in range(10):
            due = self.update("due").sources["ours"].due
            waits.append(due - self.now)
            self.now = due
        self.assertLess(waits[0], HOUR)
        self.assertGreater(waits[3], 3 * waits[0])
        self.assertLessEqual(max(waits), 27 * HOUR)
        self.serve(names(5))
        self.update()
        self.server.routes["/ours"] = answer(500)
        self.assertLess(self.update().sources["ours"].due - self.now, HOUR)

    def test_a_source_whose_first_list_did_not_come_is_asked_again_in_a_minute(self):
        self.server.routes["/ours"] = answer(500)
        outcome = self.update("due")
        self.assertTrue(54 <= outcome.end.due - self.now <= 66, outcome.end.due - self.now)
        self.serve(names(5))
        self.now += 66
        self.assertEqual(self.update("due").sources["ours"].entries, 5)
        self.server.routes["/ours"] = answer(500)
        self.assertGreater(self.update().sources["ours"].due - self.now, HOUR / 5)

    def test_what_failed_is_asked_again_before_its_time_and_is_put_off_no_further(self):
        """A network that comes and goes has the agent ask "again" each time; by hand it is "now"."""
        self.server.routes["/ours"] = answer(500)
        for _ in range(3):
            self.now = self.update("due").sources["ours"].due
        due = self.update("due").sources["ours"].due
        for _ in range(5):
            self.now += 60
            outcome = self.update("again")
            self.assertEqual((outcome.asked, outcome.sources["ours"].due, outcome.end.due), (["ours"], due, due))
        self.assertEqual(self.update("now").sources["ours"].due, due)
        self.assertEqual(self.update("due").asked, [])
        self.now = due
        self.assertGreater(self.update("due").sources["ours"].due, due)
        self.serve(names(5))
        self.assertEqual(self.update("again").sources["ours"].entries, 5)
        self.assertEqual(self.update("again").asked, [], "it did not fail, and is not due")

    def test_a_server_that_asks_to_wait_is_left_alone_even_by_hand(self):
        self.server.routes["/ours"] = answer(429, b"", "Retry-After: 7200")
        self.assertGreaterEqual(self.update().sources["ours"].due, NOW + 7200)
        self.now += 7199
        self.assertEqual(self.update("now").asked, [])
        self.assertEqual(self.update("again").asked, [])
        self.now += 1
        self.assertEqual(self.update("due").asked, ["ours"])

    def test_a_clock_that_was_wrong_at_the_last_look_puts_the_next_off_no_longer(self):
        """Not where the look failed, and not where the server asked to wait."""
        for head in ((), ("Retry-After: 7200",)):
            for wrong in (-YEAR, YEAR):
                with self.subTest(head=head, wrong=wrong):
                    self.server.routes["/ours"] = answer(500, b"", *head)
                    self.now = NOW + wrong
                    self.assertEqual(self.update("due").asked, ["ours"])
                    self.now = NOW
                    self.assertEqual(self.update("due").asked, ["ours"])
                    self.now = NOW + 5 * YEAR

    def test_a_broken_fetch_goes_on_where_it_stopped(self):
        body = names(3000)

        def break_off(request, send):
            at = request.offset()
            if at is None:
                send(answer(200, body[:20000], 'ETag: "x"', length=len(body)))
            else:
                self.assertEqual(request.headers["if-range"], '"x"')
                send(answer(206, body[at:], 'ETag: "x"',
                            f"Content-Range: bytes {at}-{len(body) - 1}/{len(body)}"))
        self.server.routes["/ours"] = break_off
        outcome = self.update()
        self.assertEqual((outcome.status, outcome.sources["ours"].entries), (0, 3000))
        self.assertEqual([request.offset() for request in self.server.requests], [None, 20000])

    def test_a_rest_is_asked_for_in_a_later_run(self):
        body = names(3000)

        def stall(request, send):
            send(answer(200, body[:20000], 'ETag: "x"', length=len(body)))
            self.server.stall()
        self.server.routes["/ours"] = stall
        self.assertEqual(self.update(stall_ms=1000).status, 1)
        self.server.routes["/ours"] = lambda request, send: send(
            answer(206, body[request.offset():], 'ETag: "x"',
                   f"Content-Range: bytes {request.offset()}-{len(body) - 1}/{len(body)}"))
        self.assertEqual(self.update().sources["ours"].entries, 3000)
        self.assertEqual(self.server.requests[-1].offset(), 20000)

    def test_a_list_that_changes_between_two_halves_is_begun_anew(self):
        old, new = names(3000, "old"), names(3000, "new")

        def change(request, send):
            at = request.offset()
            if len(self.server.requests) == 1:
                send(answer(200, old[:20000], 'ETag: "x"', length=len(old)))
            elif at is not None:  # a server that does not understand If-Range
                send(answer(206, new[at:], 'ETag: "y"', f"Content-Range: bytes {at}-{len(new) - 1}/{len(new)}"))
            else:
                send(answer(200, new, 'ETag: "y"'))
        self.server.routes["/ours"] = change
        self.assertEqual(self.update().sources["ours"].entries, 3000)
        self.assert_blocks("new-0.example")
        self.assertEqual(self.categories("old-0.example"), "-")

    # ---- held ----

    def test_a_list_that_shrank_by_more_than_half_is_held_until_a_person_accepts_it(self):
        self.good()
        self.serve(names(499), 'ETag: "two"')
        outcome = self.update()
        row = outcome.sources["ours"]
        self.assertTrue(row.is_held)
        self.assertEqual(row.text, "it has 499 sites, the one before had 1000")
        self.assert_blocks("site-999.example")
        self.assertEqual(self.update("accept", "ours-00000000").status, 2)
        self.assert_blocks("site-999.example")
        accepted = self.update("accept", row.held)
        self.assertEqual((accepted.status, accepted.sources["ours"].entries), (0, 499), accepted.err)
        self.assertFalse(accepted.sources["ours"].is_held)
        self.assertEqual(self.categories("site-999.example"), "-")
        self.assert_blocks("site-498.example")

    def test_half_is_not_held(self):
        self.good()
        self.serve(names(500))
        self.assertEqual(self.update().sources["ours"].text, "new list")

    def test_a_list_that_newly_closes_what_a_home_needs_is_held(self):
        for name in ("childline.org.uk", "www.bbc.co.uk", "wikipedia.org", "google.com"):
            with self.subTest(name=name):
                self.setUp()
                self.good()
                self.serve(names(1000) + name.encode() + b"\n")
                row = self.update().sources["ours"]
                self.assertTrue(row.is_held)
                self.assertIn("it would close", row.text)
                self.assert_blocks("site-999.example")
                self.assertEqual(self.categories(name), "-")

    def test_a_rejected_list_is_not_offered_again_but_the_next_is_taken(self):
        self.good()
        self.serve(names(1000) + b"google.com\n")
        held = self.update().sources["ours"].held
        outcome = self.update("reject", held)
        self.assertFalse(outcome.sources["ours"].is_held)
        outcome = self.update()
        self.assertFalse(outcome.sources["ours"].is_held)
        self.assertIn("rejected", outcome.sources["ours"].text)
        self.assertEqual(self.categories("google.com"), "-")
        self.serve(names(1001))
        self.assertEqual(self.update().sources["ours"].text, "new list")

    def test_an_exception_in_the_list_keeps_it_from_being_held(self):
        self.good()
        self.serve(names(1000) + b"||google.com^\n@@||google.com^\n")
        self.assertFalse(self.update().sources["ours"].is_held)

    def test_a_first_list_is_held_only_for_sites_that_many_use_in_what_no_child_may_see(self):
        self.sources(ours="Category=pornography")
        self.serve(names(10) + b"google.com\n")
        row = self.update().sources["ours"]
        self.assertTrue(row.is_held)
        self.assertIn("google.com (pornography)", row.text)
        self.sources(ours="Category=pornography", shops="Category=shopping")
        self.serve(names(10) + b"tesco.com\nchildline.org.uk\n", path="/shops")
        self.assertEqual(self.update().sources["shops"].text, "new list")

    # ---- the index ----

    def generations(self):
        return sorted(int(name[:-6]) for name in os.listdir(self.lists)
                      if name.endswith(".index") and name != "sites.index")

    def test_the_last_three_indexes_are_kept_and_the_one_before_can_be_put_back(self):
        for count in (1000, 1001, 1002, 1003):
            self.serve(names(count))
            self.update()
        self.assertEqual(len(self.generations()), 3)
        self.assert_blocks("site-1002.example")
        self.assertEqual(self.update("rollback").status, 0)
        self.assertEqual(self.categories("site-1002.example"), "-")
        self.assert_blocks("site-1001.example")
        self.update()  # the same lists do not bring it back
        self.assertEqual(self.categories("site-1002.example"), "-")
        self.serve(names(1004))
        self.update()  # other lists do
        self.assert_blocks("site-1003.example")

    def test_nothing_before_the_first_index_to_go_back_to(self):
        self.update("check")
        outcome = self.update("rollback")
        self.assertEqual(outcome.status, 1)
        self.assert_blocks("www.bet365.com")

    def test_an_index_is_made_again_only_where_something_changed(self):
        self.good()
        before = self.generations()
        self.update("check")
        self.assertEqual(self.generations(), before)
        self.sources(ours="Category=games")
        self.update("check")
        self.assert_blocks("site-0.example", category="games")
        self.sources()
        self.update("check")
        self.assertEqual(self.categories("site-0.example"), "-")

    def test_a_damaged_index_is_made_again(self):
        self.good()
        with open(os.path.join(self.lists, "sites.index"), "r+b") as file:
            file.seek(3000)
            file.write(b"damage")
        self.update("check")
        self.assert_blocks("site-999.example")

    def test_states_that_were_lost_are_found_out_again(self):
        self.good()
        with open(os.path.join(self.lists, "ours.state"), "w", encoding="ascii") as file:
            file.write("[Half a li")
        self.server.routes["/ours"] = answer(500)
        outcome = self.update()
        self.assert_stays(outcome, "the server refuses (HTTP status 500)")
        self.assertEqual(outcome.sources["ours"].entries, 1000)

    def test_stopped_at_any_step_it_leaves_the_old_or_the_new(self):
        self.good()
        stops = 0
        for call in ("fsync", "rename", "unlink", "link"):
            for number in range(1, 30):
                stops += 1
                self.serve(names(1000) + names(1000 - stops, "new"), f'ETag: "{stops}"')
                process = subprocess.run(
                    ["strace", "-f", "-qq", "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}",
                     "-o", "/dev/null", *self.command("now")], capture_output=True, check=False,
                    env={**os.environ, "ASAN_OPTIONS": "detect_leaks=0"})  # cannot be looked for under strace
                self.assert_blocks("site-0.example", "site-999.example", "www.bet365.com")
                if process.returncode == 0:
                    break
            else:
                self.fail("it never got to its end")
            self.assertGreater(number, 1, call)
            self.assert_blocks("new-0.example")

    def test_a_disk_that_is_full_leaves_what_was_there(self):
        self.good()
        self.serve(names(20000))

        def full():
            resource.setrlimit(resource.RLIMIT_FSIZE, (100000, 100000))
        outcome = self.update(preexec=full)
        self.assert_stays(outcome, "this computer could not do it: ours.part: File too large")
        self.assertNotIn("ours.part", os.listdir(self.lists))
        self.assertEqual(self.update().sources["ours"].entries, 20000)

    def test_two_updates_do_not_run_at_once(self):
        seen = []
        self.server.routes["/ours"] = lambda request, send: (
            seen.append(self.update("check")), send(answer(200, names(5))))
        self.assertEqual(self.update().status, 0)
        self.assertEqual(seen[0].status, 1)
        self.assertIn("an update is running already", seen[0].err)

    def test_a_secret_is_sent_and_one_that_others_can_read_is_not(self):
        secret = os.path.join(self.folder, "secret")
        self.sources(ours=f"Category=gambling\nCredential={secret}")
        self.serve(names(5))
        with open(secret, "w", encoding="ascii") as file:
            file.write("Bearer abc\n")
        for mode, sent in ((0o600, "Bearer abc"), (0o644, None)):
            os.chmod(secret, mode)
            self.update()
            self.assertEqual(self.server.requests[-1].headers.get("authorization"), sent)
        for name in os.listdir(self.lists):
            with open(os.path.join(self.lists, name), "rb") as file:
                self.assertNotIn(b"Bearer", file.read())

    def test_a_wrong_file_is_refused_with_its_line_and_changes_nothing(self):
        self.good()
        with open(self.conf, "a", encoding="ascii") as file:
            file.write("[x]\nAddress=http://a.example/\n")
        outcome = self.update()
        self.assertEqual(outcome.status, 1)
        self.assertRegex(outcome.err, r"\A/.*sources\.conf:\d+: Address: does not begin with https://")
        self.assert_blocks("site-0.example")


if __name__ == "__main__":
    unittest.main()

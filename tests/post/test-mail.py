#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""porchlight-fetch's mail jobs against exim and dovecot of Debian's, and against servers that no one should meet."""
import os
import shutil
import sys
import tempfile
import unittest
from email.message import EmailMessage

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(os.path.dirname(HERE), "fetch")]
from https_stand import Authority  # noqa: E402
from mail_stand import PASSWORD, USER, BadServer, MailServers  # noqa: E402
import post_job  # noqa: E402
from post_job import COLLECT, SEND, SETTLE, verdicts  # noqa: E402

FETCH = os.environ["PL_FETCH"]
LETTER = b"PLletter" + bytes(range(256)) * 40
GREETING = (None, b"220 bad.test ESMTP\r\n")
EHLO = (b"EHLO", b"250-bad.test\r\n250 STARTTLS\r\n")
EHLO_TLS = (b"EHLO", b"250 bad.test\r\n")
ACCEPTED = [(b"MAIL", b"250 ok\r\n"), (b"RCPT", b"250 ok\r\n"), (b"DATA", b"354 go on\r\n")]


class MailCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="porchlight-")
        os.chmod(cls.folder, 0o755)
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.authority = Authority(cls.folder)
        cls.certificate = cls.authority.certificate("localhost")
        cls.servers = MailServers(os.path.join(cls.folder, "servers"), cls.certificate, ["anna", "home"]) \
            if cls.real_servers else None
        if cls.servers:
            cls.addClassCleanup(cls.servers.stop)
            cls.servers.start()

    def do(self, *job, **options):
        return post_job.run([FETCH, "--authorities", self.authority.path, "mail"], post_job.job(*job, **options))

    def assert_fails(self, answer, failure, outcome="failed"):
        self.assertEqual((answer.outcome, answer.failure), (outcome, failure), answer.errors)
        self.assertEqual(answer.exit, 1)


class RealServers(MailCase):
    real_servers = True

    def setUp(self):
        self.servers.empty("home")

    def send(self, data=LETTER, **options):
        options = {"port": self.servers.smtp, "user": USER, "password": PASSWORD, **options}
        return self.do(SEND, data, **options)

    def look(self, kind=COLLECT, data=b"", **options):
        options = {"port": self.servers.imaps, "tls": True, "user": "home", "password": PASSWORD, **options}
        return self.do(kind, data, **options)

    def test_a_letter_goes_out_with_starttls_and_with_tls_and_says_nothing_in_clear(self):
        before = len(self.servers.mails("anna"))
        for options in ({}, {"tls": True, "port": self.servers.smtps}):
            answer = self.send(**options)
            self.assertEqual((answer.outcome, answer.failure, answer.exit), ("done", "none", 0), self.servers.logs())
        mails = self.servers.wait_for_mails("anna", before + 2)
        for mail in mails[before:]:
            self.assertEqual(mail["Subject"], "A file for you")
            self.assertEqual(mail["Message-ID"], "<00112233445566778899aabbccddeeff@home.test>")
            text, file = mail.get_payload()
            self.assertEqual(file.get_payload(decode=True), LETTER)
            self.assertEqual(file.get_filename(), "message.porchlight")
            for word in ("child", "concern", "safeguard", "urgent", os.uname().nodename.lower()):
                self.assertNotIn(word, text.as_string().lower() + str(mail.items()).lower())

    def test_a_wrong_password_is_told_apart(self):
        self.assert_fails(self.send(password="wrong"), "login")

    def test_a_server_that_wants_a_log_in_refuses_without_and_its_number_is_told(self):
        answer = self.send(user="", password="")
        self.assert_fails(answer, "refused")
        self.assertEqual(answer.status, 550)

    def test_what_is_too_large_for_the_server_is_refused_before_it_is_sent(self):
        self.assert_fails(self.send(bytes((1 << 20) - 100)), "refused")

    def test_what_comes_back_is_fetched_as_it_is_and_settled(self):
        reply = EmailMessage()
        reply["Subject"], reply["From"], reply["To"] = "Re: A file for you", "anna@reader.test", "home@home.test"
        reply.set_content("Here it is.")
        reply.add_attachment(b"PLsigned" + bytes(200), maintype="application", subtype="octet-stream",
                             filename="reply.porchlight")
        self.servers.put("home", reply.as_bytes())
        self.servers.put("home", b"From: someone\n\nHello, is this Oak House?\n")
        answer = self.look()
        self.assertEqual((answer.outcome, len(answer.parcels)), ("done", 2), self.servers.logs())
        self.assertGreater(answer.validity, 0)
        ours = next(name for name, data in answer.parcels if b"reply.porchlight" in data)
        other = next(name for name, data in answer.parcels if b"Oak House" in data)
        # Nobody has said yet what is to become of them: they are there again.
        self.assertEqual(len(self.look(port=self.servers.imap, tls=False).parcels), 2)
        settled = self.look(SETTLE, verdicts((ours, 1), (other, 0)), validity=answer.validity)
        self.assertEqual(settled.outcome, "done")
        self.assertEqual(self.look().parcels, [])
        left = self.servers.mails("home")
        self.assertEqual(len(left), 1)
        self.assertIn("F", left[0].get_flags())

    def test_another_mailbox_under_the_same_name_is_left_alone(self):
        self.servers.put("home", b"From: someone\n\nHello\n")
        answer = self.look()
        settled = self.look(SETTLE, verdicts((answer.parcels[0][0], 1)), validity=answer.validity + 1)
        self.assertNotEqual(settled.outcome, "done")
        self.look(SETTLE, verdicts((answer.parcels[0][0], 1)), validity=answer.validity)

    def test_a_mail_that_is_too_large_stays_and_does_not_stand_before_the_others(self):
        self.servers.put("home", b"Subject: large\n\n" + b"x" * 70 * 10 + b"\n" * 500000)
        self.servers.put("home", b"Subject: small\n\nHello\n")
        answer = self.look()
        self.assertEqual([b"small" in data for _, data in answer.parcels], [True])
        self.look(SETTLE, verdicts(*((name, 1) for name, _ in answer.parcels)), validity=answer.validity)

    def test_a_mailbox_that_does_not_exist_or_is_closed_is_told(self):
        self.assertEqual(self.look(mailbox="elsewhere").outcome, "failed")
        self.assert_fails(self.look(password="wrong"), "login")


class BadServers(MailCase):
    real_servers = False

    def serve(self, script, **options):
        server = BadServer(script, self.certificate, **options)
        self.addCleanup(server.close)
        return server

    def send_to(self, server, **options):
        return self.do(SEND, LETTER, port=server.port, **{"answer_ms": 1000, "total_ms": 5000, **options})

    def test_without_starttls_nothing_is_said(self):
        server = self.serve([GREETING, (b"EHLO", b"250 bad.test\r\n"), (b"STARTTLS", b"502 no\r\n"),
                             (b"MAIL", b"250 ok\r\n"), *ACCEPTED[1:]])
        self.assert_fails(self.send_to(server, user="home", password="s3cret"), "no-tls")
        self.assertFalse([line for line in server.heard if b"MAIL" in line or b"AUTH" in line], server.heard)

    def test_starttls_that_is_refused_ends_it(self):
        server = self.serve([GREETING, EHLO, (b"STARTTLS", b"454 not now\r\n"), *ACCEPTED])
        self.assert_fails(self.send_to(server), "no-tls")
        self.assertFalse([line for line in server.heard if b"MAIL" in line], server.heard)

    def test_a_bad_certificate_ends_it_before_a_word(self):
        stranger = Authority(self.folder, "stranger").certificate("localhost")
        for certificate in (stranger, self.authority.certificate("elsewhere.test"),
                            self.authority.certificate("localhost", days=-1)):
            server = BadServer([GREETING, EHLO, (b"STARTTLS", b"220 go\r\n"), (None, "tls"), EHLO_TLS, *ACCEPTED],
                               certificate)
            self.addCleanup(server.close)
            self.assert_fails(self.send_to(server), "certificate")
            self.assertFalse([line for line in server.heard if b"MAIL" in line], server.heard)

    def tls(self, *script):
        return self.serve([GREETING, EHLO, (b"STARTTLS", b"220 go\r\n"), (None, "tls"), EHLO_TLS, *script])

    def test_what_is_refused_at_each_step_was_not_sent(self):
        for script in ([(b"MAIL", b"550 no\r\n")], [ACCEPTED[0], (b"RCPT", b"550 who?\r\n")],
                       [*ACCEPTED[:2], (b"DATA", b"451 later\r\n")], [*ACCEPTED, (b".", b"554 spam\r\n")]):
            answer = self.send_to(self.tls(*script))
            self.assert_fails(answer, "refused")
            self.assertEqual(answer.status // 100, int(script[-1][1][:1]), script)

    def test_a_server_that_breaks_off_after_data_may_have_it(self):
        self.assert_fails(self.send_to(self.tls(*ACCEPTED, (b".", "drop"))), "dropped", outcome="unsure")

    def test_a_server_that_stalls_after_data_may_have_it(self):
        self.assert_fails(self.send_to(self.tls(*ACCEPTED, (b".", "stall"))), "silent", outcome="unsure")

    def test_a_server_that_stalls_or_breaks_off_before_has_nothing(self):
        self.assert_fails(self.send_to(self.serve([(None, "stall")])), "silent")
        self.assert_fails(self.send_to(self.tls((b"MAIL", "drop"))), "dropped")
        self.assert_fails(self.send_to(self.tls(ACCEPTED[0], (b"RCPT", "stall"))), "silent")

    def test_lines_without_end_are_not_waited_for(self):
        for answer in (b"220 " + b"a" * 3000000 + b"\r\n", b"220-x\r\n" * 200000):
            self.assertEqual(self.send_to(self.serve([(None, answer)])).outcome, "failed")

    def test_nobody_there_is_told(self):
        server = self.serve([])
        server.close()
        self.assert_fails(self.send_to(server), "connect")

    def test_an_imap_server_cannot_make_it_take_more_than_it_may(self):
        hello = [(None, b"* OK [CAPABILITY IMAP4rev1] hi\r\n"), (b"A001", b"* CAPABILITY IMAP4rev1\r\nA001 OK\r\n"),
                 (b"A002", b"* OK [UIDVALIDITY 7] x\r\nA002 OK\r\n")]
        flood = b"* SEARCH" + b" 1" * 4000000 + b"\r\nA003 OK\r\n"
        large = b"* 1 FETCH (UID 1 BODY[] {900000000}\r\n" + b"x" * 3000000
        for script in ([(b"A003", flood)], [(b"A003", b"* SEARCH 1\r\nA003 OK\r\n"), (b"A004", large)]):
            server = self.serve(hello + script, tls=True)
            answer = self.do(COLLECT, port=server.port, tls=True, answer_ms=1000, total_ms=5000)
            self.assertNotEqual(answer.outcome, "done")
            self.assertEqual(answer.parcels, [])

    def test_what_is_no_job_is_not_done(self):
        for data in (b"", b"x" * 100, post_job.job(9, b""), post_job.job(SEND, b"", server="x" * 256)):
            ours = post_job.run(["/bin/sh", "-c", f'head -c {len(data)} | "$0" "$@"', FETCH, "mail"], data)
            self.assertIsNone(ours.outcome)
            self.assertEqual(ours.exit, 2)


if __name__ == "__main__":
    unittest.main()

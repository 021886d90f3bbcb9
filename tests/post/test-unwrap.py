#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""porchlight-unwrap with mails as mail programs write them, and as nobody should."""
import base64
import os
import quopri
import sys
import unittest
from email.message import EmailMessage

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import post_job  # noqa: E402

UNWRAP = os.environ["PL_UNWRAP"]
SIGNED = b"PLsigned" + bytes(range(256)) * 3


class Unwrap(unittest.TestCase):
    def unwrap(self, data):
        answer = post_job.run([UNWRAP], post_job.job(post_job.COLLECT, data))
        self.assertEqual((answer.outcome, answer.exit), ("done", 0), answer.errors)
        return [content for _, content in answer.parcels]

    def mail(self, *attached, text="Here it is.", subtype="octet-stream", **options):
        mail = EmailMessage()
        mail["Subject"], mail["From"], mail["To"] = "Re: A file for you", "Anna <anna@reader.test>", "home@home.test"
        mail.set_content(text)
        for data in attached:
            mail.add_attachment(data, maintype="application", subtype=subtype, filename="reply.porchlight", **options)
        return mail

    def test_a_file_as_it_lies_in_a_folder(self):
        self.assertEqual(self.unwrap(SIGNED), [SIGNED])

    def test_an_attachment_of_a_mail_program(self):
        self.assertEqual(self.unwrap(self.mail(SIGNED).as_bytes()), [SIGNED])
        self.assertEqual(self.unwrap(self.mail(SIGNED, subtype="x-whatever").as_bytes()), [SIGNED])
        self.assertEqual(self.unwrap(self.mail(SIGNED).as_bytes().replace(b"\n", b"\r\n")), [SIGNED])

    def test_an_attachment_beside_two_versions_of_the_text_and_a_picture(self):
        mail = self.mail(text="plain")
        mail.add_alternative("<p>pretty</p>", subtype="html")
        mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
        mail.add_attachment(SIGNED, maintype="application", subtype="octet-stream", filename="r.porchlight")
        self.assertEqual(self.unwrap(mail.as_bytes()), [SIGNED])

    def test_a_mail_that_was_forwarded_whole(self):
        outer = self.mail()
        outer.add_attachment(self.mail(SIGNED))
        self.assertEqual(self.unwrap(outer.as_bytes()), [SIGNED])

    def test_a_mail_that_is_the_file_alone_in_either_encoding(self):
        for name, encode in (("base64", base64.encodebytes), ("quoted-printable", lambda b: quopri.encodestring(b))):
            head = f"Content-Type: application/octet-stream\nContent-Transfer-Encoding: {name}\n\n".encode()
            data = b"PLsigned" + b"=plain bytes=" * 20
            self.assertEqual([found.rstrip(b"\n") for found in self.unwrap(head + encode(data))], [data], name)

    def test_the_mail_that_we_send_has_nothing_for_us(self):
        self.assertEqual(self.unwrap(self.mail(b"PLletter" + bytes(300)).as_bytes()), [])

    def test_a_few_are_taken_and_not_more(self):
        self.assertEqual(len(self.unwrap(self.mail(*[SIGNED] * 9).as_bytes())), 4)

    def test_what_is_no_mail_gives_nothing(self):
        for data in (b"", b"\0" * 1000, b"\n\n", os.urandom(5000), b"PLsign", b"PLletter" + bytes(100)):
            self.assertEqual(self.unwrap(data), [])

    def test_strange_character_sets_are_passed_over(self):
        head = ("Subject: =?x-none?b?////?= =?utf-7?q?+AGE-?=\nContent-Type: text/plain; charset*=x'y'%FF%FE\n"
                "Content-Disposition: attachment; filename*0*=koi8-r''%C1; filename*1=b\n").encode()
        self.assertEqual(self.unwrap(head + b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(SIGNED)),
                         [SIGNED])

    def test_parts_in_parts_without_end_cost_one_process_and_give_nothing(self):
        deep = b"Content-Type: multipart/mixed; boundary=0\n\n" + b"".join(
            b"--%d\nContent-Type: multipart/mixed; boundary=%d\n\n" % (n, n + 1) for n in range(6000))
        answer = post_job.run([UNWRAP], post_job.job(post_job.COLLECT, deep[:390000]))
        self.assertEqual(getattr(answer, "parcels", []), [])


if __name__ == "__main__":
    unittest.main()

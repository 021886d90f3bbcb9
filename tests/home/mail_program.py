#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""
A reader's mail program: saves what is attached, and answers with files attached.
usage: mail_program.py fetch USER PASSWORD FOLDER | mail_program.py send USER PASSWORD FILE...
"""
import email
import imaplib
import smtplib
import ssl
import sys
from email.message import EmailMessage

SMTP, IMAP = "smtp.mail.test", "imap.mail.test"
READER, HOME = "lee@reader.test", "home@home.test"


def answer_with(path):
    """lee answers the home's mail, with what porchlightctl wrote attached."""
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "Re: A file for you", READER, HOME
    mail.set_content("Here it is.\n")
    with open(path, "rb") as file:
        mail.add_attachment(file.read(), maintype="application", subtype="octet-stream", filename="reply.porchlight")
    return mail


def save(mails, folder):
    """The attachments of all mails, as files: their paths."""
    paths = []
    for number, mail in enumerate(mails):
        for part in mail.walk():
            if part.get_filename():
                paths.append(f"{folder}/mail-{number}.porchlight")
                with open(paths[-1], "wb") as file:
                    file.write(part.get_payload(decode=True))
    return paths


def fetch(user, password, folder):
    with imaplib.IMAP4(IMAP) as server:
        server.starttls(ssl.create_default_context())
        server.login(user, password)
        server.select("INBOX", readonly=True)
        numbers = server.search(None, "ALL")[1][0].split()
        mails = [email.message_from_bytes(server.fetch(number, "(RFC822)")[1][0][1]) for number in numbers]
    print("\n".join(save(mails, folder)))


def send(user, password, *paths):
    with smtplib.SMTP(SMTP, 587) as server:
        server.starttls(context=ssl.create_default_context())
        server.login(user, password)
        for path in paths:
            server.send_message(answer_with(path))


if __name__ == "__main__":
    {"fetch": fetch, "send": send}[sys.argv[1]](*sys.argv[2:])

# SPDX-License-Identifier: GPL-2.0-or-later
"""How a person wants the desktop to look: told to the apps that run, as a desktop tells it. Color scheme and contrast come
from a stand-in for the settings portal, the size of type from an XSETTINGS daemon."""
import json
import os
import signal
import subprocess
from dataclasses import dataclass

HERE = os.path.dirname(os.path.abspath(__file__))
DPI = 96 * 1024  # of type at 100 percent, in XSETTINGS' 1024ths


@dataclass(frozen=True)
class Look:
    dark: bool = False
    contrast: bool = False
    percent: int = 100

    def __str__(self):
        words = [word for word, is_so in (("contrast", self.contrast), ("dark", self.dark)) if is_so]
        if self.percent != 100:
            words.append(f"{self.percent}-percent")
        return "-".join(words) or "light"


# Every picture is taken in each of these, where PL_LOOKS asks for all. Narrow and tall: all of a page shows.
WIDE, MIDDLE, NARROW, NARROW_TALL = (1366, 768), (900, 1390), (360, 720), (360, 1390)
LOOKS = [(size, Look(dark=dark)) for dark in (False, True) for size in (NARROW, MIDDLE, WIDE)] + [
    (NARROW_TALL, Look(contrast=True)), (NARROW_TALL, Look(dark=True, contrast=True)), (NARROW_TALL, Look(percent=200))]


class Appearance:
    """Of the session of a screen (Screen.start starts programs in it)."""

    def __init__(self, screen):
        self.look = Look()
        self.settings = f"{screen.home}/.config/xsettingsd.conf"
        self.write()
        self.xsettings = screen.start(["xsettingsd", "-c", self.settings], stdout=subprocess.DEVNULL)
        with open(f"{HERE}/portal-stand.py", encoding="utf-8") as stand:
            self.portal = screen.start(["/usr/bin/python3", "-B", "-c", stand.read()], stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE)
        assert self.portal.stdout.readline() == b"ready\n", "no settings portal comes"

    def write(self):
        with open(self.settings, "w", encoding="utf-8") as file:
            file.write(f"Xft/DPI {DPI * self.look.percent // 100}\n")

    def wear(self, look):
        """The apps that run are told; what they show follows."""
        if look.percent != self.look.percent:
            self.look = look
            self.write()
            self.xsettings.send_signal(signal.SIGHUP)
        self.look = look
        self.portal.stdin.write((json.dumps([look.dark, look.contrast]) + "\n").encode())
        self.portal.stdin.flush()
        assert self.portal.stdout.readline() == b"told\n", "the settings portal is gone"

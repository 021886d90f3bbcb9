# SPDX-License-Identifier: GPL-2.0-or-later
"""A speech-dispatcher of a person's own, whose voice writes down what it is to say, and is heard until it is stopped."""
import os
import subprocess

from inside import practice, wait_until

NEEDED = ("speech-dispatcher",)
WAIT_S = 10

SERVER = """LogLevel 0
LogDir "{folder}"
AudioOutputMethod "libao"
DefaultModule "practice"
AddModule "practice" "sd_generic" "practice.conf"
DisableAutoSpawn
Timeout 0
"""
# Once it has written it down the voice goes on for as long as nobody stops it.
MODULE = """Debug 0
GenericExecuteSynth "echo '$LANGUAGE: $DATA' >> {folder}/said; exec sleep {forever}"
GenericMaxChunkLength 9000
GenericDelimiters "~"
DefaultVoice "one"
"""
FOREVER = "613"  # as nothing else sleeps


class Voice:
    """For programs of a session (screen.Screen). languages: as speech-dispatcher has them."""

    def __init__(self, desk, *languages):
        self.folder = f"{desk.home}/voice"
        os.makedirs(f"{self.folder}/modules")
        self.address = f"unix_socket:{self.folder}/socket"
        module = MODULE.format(folder=self.folder, forever=FOREVER)
        module += "".join(f'GenericLanguage "{code}" "{code}" "utf-8"\nAddVoice "{code}" "MALE1" "one"\n' for code in languages)
        files = {"speechd.conf": SERVER.format(folder=self.folder), "modules/practice.conf": module,
                 ".libao": "default_driver=null\n"}
        for name, text in files.items():
            with open(f"{self.folder}/{name}", "w", encoding="utf-8") as file:
                file.write(text)
        for folder in (self.folder, f"{self.folder}/modules"):
            os.chown(folder, practice.people.uid(desk.person), practice.people.uid(desk.person))
        self.server = desk.start(["speech-dispatcher", "-s", "-C", self.folder, "-S", f"{self.folder}/socket", "-P", f"{self.folder}/pid"],
                                 stdout=subprocess.DEVNULL, HOME=self.folder)
        assert wait_until(lambda: os.path.exists(f"{self.folder}/socket"), WAIT_S), "no speech-dispatcher comes"

    def said(self):
        """All that was said so far, each with its language before it."""
        if not os.path.exists(f"{self.folder}/said"):
            return ""
        with open(f"{self.folder}/said", encoding="utf-8") as file:
            return file.read()

    def says(self, *words):
        """Waits until it has said all of these, and is still heard."""
        assert wait_until(lambda: all(word in self.said() for word in words) and self.is_heard(), WAIT_S), (words, self.said())

    def is_heard(self):
        return subprocess.run(["pgrep", "-f", f"sleep {FOREVER}$"], stdout=subprocess.DEVNULL, check=False).returncode == 0

    def falls_silent(self):
        assert wait_until(lambda: not self.is_heard(), WAIT_S), "it goes on"

    def close(self):
        """What is still being said ends with it."""
        self.server.kill()
        self.server.wait(WAIT_S)
        subprocess.run(["pkill", "-f", f"sleep {FOREVER}$"], check=False)

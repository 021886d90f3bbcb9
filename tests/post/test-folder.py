#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""porchlight-folder in folders as they are, and as somebody would make them who wants the agent to go elsewhere."""
import os
import pwd
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import post_job  # noqa: E402
from post_job import COLLECT, SEND, SETTLE, verdicts  # noqa: E402

FOLDER = os.environ["PL_FOLDER"]
LETTER = b"PLletter" + bytes(5000)
NAME = "00112233445566778899aabbccddeeff"
OWNER = pwd.getpwnam("daemon")


class Folder(unittest.TestCase):
    def setUp(self):
        self.place = tempfile.mkdtemp(prefix="porchlight-")
        self.addCleanup(shutil.rmtree, self.place, ignore_errors=True)
        os.chmod(self.place, 0o755)
        self.path = self.make(f"{self.place}/share")

    def make(self, path, owner=OWNER):
        for folder in (path, f"{path}/to-readers", f"{path}/to-home"):
            os.mkdir(folder)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        return path

    def do(self, *job, path=None, command=(), **options):
        return post_job.run([*command, FOLDER, path or self.path], post_job.job(*job, **options))

    def send(self, **options):
        return self.do(SEND, LETTER, **options)

    def lay(self, name, data, folder="to-home"):
        with open(f"{self.path}/{folder}/{name}", "wb") as file:
            file.write(data)

    def letters(self, path=None):
        return sorted(os.listdir(f"{path or self.path}/to-readers"))

    def assert_fails(self, answer, failure):
        self.assertEqual((answer.outcome, answer.failure, answer.exit), ("failed", failure, 1), answer.errors)

    def test_a_letter_is_laid_down_whole_as_the_folders_owner(self):
        self.assertEqual(self.send(command=("sh", "-c", 'umask 077; exec "$@"', "sh")).outcome, "done")
        self.assertEqual(self.letters(), [f"{NAME}.porchlight"])
        file = f"{self.path}/to-readers/{NAME}.porchlight"
        with open(file, "rb") as read:
            self.assertEqual(read.read(), LETTER)
        self.assertEqual(os.stat(file).st_uid, OWNER.pw_uid)
        self.assertEqual(os.stat(file).st_mode & 0o777, 0o640)

    def test_in_a_folder_of_roots_it_is_not_root(self):
        path = self.make(f"{self.place}/roots", pwd.getpwnam("root"))
        self.assert_fails(self.send(path=path), "denied")
        os.chmod(f"{path}/to-readers", 0o777)
        self.assertEqual(self.send(path=path).outcome, "done")
        self.assertNotEqual(os.stat(f"{path}/to-readers/{NAME}.porchlight").st_uid, 0)

    def test_the_same_letter_again_is_one_file(self):
        self.send()
        self.assertEqual(self.send().outcome, "done")
        self.assertEqual(self.letters(), [f"{NAME}.porchlight"])

    def test_what_an_attempt_left_that_was_stopped_is_in_nobodys_way(self):
        self.lay(f".{NAME}.part", b"half", "to-readers")
        self.assertEqual(self.send().outcome, "done")
        self.assertEqual(self.letters(), [f"{NAME}.porchlight"])

    def test_names_that_would_lead_out_of_the_folder_are_no_letters(self):
        for name in ("../out", "", "/etc/porchlight"):
            self.assert_fails(self.send(name=name), "protocol")

    def test_links_lead_nowhere(self):
        secret = f"{self.place}/secret"
        os.mkdir(secret)
        os.chmod(secret, 0o777)
        with open(f"{secret}/file", "wb") as file:
            file.write(b"PLsigned secret")
        # The folder itself, a part of its path, the file's own names, what comes back, the folders in it.
        os.symlink(self.path, f"{self.place}/link")
        self.assert_fails(self.send(path=f"{self.place}/link"), "link")
        os.symlink(self.place, f"{self.place}/up")
        self.assert_fails(self.send(path=f"{self.place}/up/share"), "link")
        os.symlink(f"{secret}/file", f"{self.path}/to-readers/{NAME}.porchlight")
        os.symlink(f"{secret}/file", f"{self.path}/to-readers/.{NAME}.part")
        self.assertEqual(self.send().outcome, "done")
        self.assertFalse(os.path.islink(f"{self.path}/to-readers/{NAME}.porchlight"))
        os.symlink(f"{secret}/file", f"{self.path}/to-home/reply")
        self.assertEqual(self.do(COLLECT).parcels, [])
        for name in ("to-readers", "to-home"):
            shutil.rmtree(f"{self.path}/{name}")
            os.symlink(secret, f"{self.path}/{name}")
        self.assert_fails(self.send(), "link")
        self.assert_fails(self.do(COLLECT), "link")
        with open(f"{secret}/file", "rb") as file:
            self.assertEqual(file.read(), b"PLsigned secret")
        self.assertEqual(os.listdir(secret), ["file"])

    def test_a_stick_that_is_not_in_and_a_folder_that_is_not_prepared_are_told_apart(self):
        self.assert_fails(self.send(path=f"{self.place}/stick"), "missing")
        os.mkdir(f"{self.place}/stick")
        self.assert_fails(self.send(path=f"{self.place}/stick"), "unprepared")
        self.assert_fails(self.do(COLLECT, path=f"{self.place}/stick"), "unprepared")
        self.assertEqual(os.listdir(f"{self.place}/stick"), [])

    def on_a_disk(self, options, prepare):
        """A command that runs another where a disk of its own is at the folder, and lists what lies there afterwards."""
        return ("unshare", "-m", "/bin/sh", "-c",
                f'mount -t tmpfs -o {options} tmpfs {self.path} && mkdir {self.path}/to-readers {self.path}/to-home && '
                f'chmod 777 {self.path}/* && {prepare}; "$@"; status=$?; ls -A {self.path}/to-readers >&2; exit $status',
                "sh")

    def test_a_full_disk_and_a_read_only_one_are_told_and_keep_no_half_letter(self):
        for failure, prepare in (("full", f"head -c 200000 /dev/zero >{self.path}/fill 2>/dev/null"),
                                 ("read-only", f"mount -o remount,ro {self.path}")):
            answer = self.send(command=self.on_a_disk("size=64k", prepare))
            self.assert_fails(answer, failure)
            self.assertNotIn("porchlight\n", answer.errors)
            self.assertNotIn(NAME, answer.errors)

    def test_what_comes_back_is_read_and_only_what_was_taken_goes(self):
        self.lay("reply.porchlight", b"PLsigned 1")
        self.lay("photo.jpg", b"something else")
        self.lay(".hidden", b"PLsigned 2")
        answer = self.do(COLLECT)
        self.assertEqual(sorted(data for _, data in answer.parcels), [b"PLsigned 1", b"something else"])
        names = {data: name for name, data in answer.parcels}
        self.do(SETTLE, verdicts((names[b"PLsigned 1"], 1), (names[b"something else"], 0)))
        self.assertEqual(sorted(os.listdir(f"{self.path}/to-home")), [".hidden", "photo.jpg"])

    def test_a_file_that_took_the_place_of_one_that_was_read_stays(self):
        self.lay("reply", b"PLsigned 1")
        name = self.do(COLLECT).parcels[0][0]
        self.lay("new", b"PLsigned 2")
        os.rename(f"{self.path}/to-home/new", f"{self.path}/to-home/reply")
        self.do(SETTLE, verdicts((name, 1)))
        self.assertEqual(self.do(COLLECT).parcels[0][1], b"PLsigned 2")

    def test_names_that_lead_elsewhere_remove_nothing(self):
        outside = f"{self.path}/keep"
        with open(outside, "wb") as file:
            file.write(b"x")
        inode = os.stat(outside).st_ino
        for name in (f"{inode}/../keep", "../keep", f"{inode}/{outside}", "keep", "/", ""):
            self.do(SETTLE, verdicts((name, 1)))
        self.assertTrue(os.path.exists(outside))

    def test_what_is_no_file_or_too_large_is_passed_over_and_a_pipe_does_not_hang_it(self):
        os.mkfifo(f"{self.path}/to-home/pipe")
        os.mkdir(f"{self.path}/to-home/folder")
        self.lay("large", bytes(500000))
        self.lay("empty", b"")
        self.lay("small", b"PLsigned")
        self.assertEqual([data for _, data in self.do(COLLECT).parcels], [b"PLsigned"])

    def test_a_folder_full_of_others_files_does_not_hide_ours_for_ever(self):
        for n in range(100):
            self.lay(f"junk-{n}", b"x")
        self.lay("ours", b"PLsigned")
        seen = False
        for _ in range(60):
            answer = self.do(COLLECT)
            self.assertEqual(len(answer.parcels), 32)
            seen = seen or b"PLsigned" in [data for _, data in answer.parcels]
        self.assertTrue(seen)


if __name__ == "__main__":
    unittest.main()

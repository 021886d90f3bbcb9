#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""porchlightctl sites build, from outside: formats, layouts, reports, command lines."""
import bz2
import gzip
import io
import lzma
import os
import subprocess
import tarfile
import unittest
import zipfile

from ctl_case import CTL, CtlCase

LIST = "# a comment\nexample.org\nwww.Example.NET.\n\nlocalhost\n"


def zstd(content):
    return subprocess.run(["zstd", "-qc"], input=content, stdout=subprocess.PIPE, check=True).stdout


COMPRESSED = {"txt": bytes, "gz": gzip.compress, "xz": lzma.compress, "bz2": bz2.compress,
              "zst": zstd}


def tar(files, format=tarfile.GNU_FORMAT):
    """A tar of (name, content or TarInfo) in that order."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=format) as archive:
        for name, content in files:
            if isinstance(content, tarfile.TarInfo):
                content.name = name
                archive.addfile(content)
            else:
                entry = tarfile.TarInfo(name)
                entry.size = len(content.encode())
                archive.addfile(entry, io.BytesIO(content.encode()))
    return made.getvalue()


def zipped(files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return made.getvalue()


def special(kind, target=""):
    entry = tarfile.TarInfo()
    entry.type = kind
    entry.linkname = target
    return entry


ARCHIVED = {"tar": tar, "zip": zipped, "tar.gz": lambda files: gzip.compress(tar(files)),
            "tar.xz": lambda files: lzma.compress(tar(files)),
            "tar.bz2": lambda files: bz2.compress(tar(files)),
            "tar.zst": lambda files: zstd(tar(files))}

TREE = [("blacklists/adult/domains", "adult.example\n"),
        ("blacklists/adult/urls", "adult.example/page\nurl.example\n"),
        ("blacklists/adult/usage", "black\nadult\n"),
        ("blacklists/bank/domains", "bank.example\n"),
        ("blacklists/bank/usage", "white\nblack\n"),
        ("blacklists/games/usage", "# games\nwhite\n"),
        ("blacklists/games/domains", "games.example\n"),
        ("blacklists/knitting/domains", "knitting.example\n"),
        ("gambling/domains", "bet.example\n"),
        ("README", "readme.example\n")]


class SingleLists(CtlCase):
    def test_each_compression_is_read(self):
        for suffix, compress in COMPRESSED.items():
            with self.subTest(suffix):
                path = self.write("list." + suffix, compress(LIST.encode()))
                outcome = self.build("gambling=" + path)
                self.assertEqual(outcome.figures(), outcome.figures() | {
                    "entries": 2, "names": 2, "skipped": 1})
                self.assertEqual(self.lookup("a.example.org", "example.net", "www.example.net"), {
                    "a.example.org": ("gambling", "example.org"), "example.net": ("-", "-"),
                    "www.example.net": ("gambling", "www.example.net")})

    def test_names_that_compress_unusually_well_are_no_bomb(self):
        names = "".join("0.0.0.0 www.a-long-name-in-front-%07d.example.com\n" % number
                        for number in range(800000)).encode()
        packed = lzma.compress(names, preset=1)
        self.assertGreater(len(names) / len(packed), 100)
        figures = self.build("games=" + self.write("list.xz", packed)).figures()
        self.assertEqual(figures["names"], 800000)

    def test_what_a_path_is_called_does_not_matter(self):
        path = self.write("a=b/list.gz.old", gzip.compress(b"example.org"))
        self.build("gambling=" + path)
        self.assertEqual(self.lookup("example.org")["example.org"][0], "gambling")

    def test_a_list_can_come_through_a_pipe(self):
        outcome = self.ctl("sites", "build", "-o", self.index, "games=/dev/stdin",
                           stdin=gzip.compress(b"example.org\n"))
        self.assertEqual(outcome.status, 0, outcome.err)
        reading, writing = os.pipe()
        os.write(writing, b"example.net\n")
        os.close(writing)
        process = subprocess.run([CTL, "sites", "build", "-o", self.index,
                                  "games=/dev/stdin"], stdin=reading, capture_output=True)
        os.close(reading)
        self.assertEqual(process.returncode, 0, process.stderr)
        self.assertEqual(self.lookup("example.net")["example.net"][0], "games")

    def test_categories_are_a_union_and_the_longest_rule_is_told(self):
        one = self.write("one", "example.org\n")
        two = self.write("two", "www.example.org\n")
        self.build("streaming=" + one, "chat=" + two, "our-own=" + one)
        self.assertEqual(self.lookup("a.www.example.org", "example.org"), {
            "a.www.example.org": ("chat,our-own,streaming", "www.example.org"),
            "example.org": ("our-own,streaming", "example.org")})

    def test_an_exception_takes_its_own_category_away(self):
        one = self.write("one", "||example.org^\n@@||good.example.org^\n||bad.good.example.org^\n")
        two = self.write("two", "example.org\n")
        outcome = self.build("streaming=" + one, "chat=" + two)
        self.assertEqual(outcome.figures()["entries"], 4)
        self.assertEqual(self.lookup("x.good.example.org", "bad.good.example.org"), {
            "x.good.example.org": ("chat", "example.org"),
            "bad.good.example.org": ("chat,streaming", "bad.good.example.org")})

    def test_entries_count_duplicates_and_names_do_not(self):
        path = self.write("list", "example.org\nexample.org\nEXAMPLE.org\nb.example\n")
        figures = self.build("games=" + path, "games=" + path).figures()
        self.assertEqual((figures["entries"], figures["names"]), (8, 2))

    def test_the_first_skipped_lines_are_reported(self):
        path = self.write("list", "example.org\n" + "not a name!\n" * 20)
        outcome = self.build("games=" + path)
        self.assertEqual(outcome.figures()["skipped"], 20)
        self.assertIn(path + ":2: skipped: ", outcome.err)
        self.assertIn(path + ":6: skipped: ", outcome.err)
        self.assertNotIn(path + ":7:", outcome.err)
        self.assertIn(path + ": 20 lines skipped in all", outcome.err)

    def test_a_line_over_the_parsers_limit_is_skipped_and_counted(self):
        path = self.write("list", "a.example\n" + "x" * 100000 + "\nb.example\n")
        figures = self.build("games=" + path).figures()
        self.assertEqual((figures["entries"], figures["skipped"]), (2, 1))

    def test_a_list_without_rules_builds_and_is_reported(self):
        for content in ("", "# nothing\n"):
            path = self.write("list", content)
            outcome = self.build("games=" + path)
            self.assertEqual(outcome.figures()["names"], 0)
            self.assertIn("no rule", outcome.err)

    def test_help_and_learning_are_site_sets(self):
        path = self.write("list", "example.org\n")
        self.build("learning=" + path)
        self.assertEqual(self.lookup("www.example.org")["www.example.org"],
                         ("learning", "example.org"))


class Trees(CtlCase):
    def assert_tree(self, outcome):
        self.assertEqual(self.lookup("adult.example", "bank.example", "games.example", "bet.example",
                                     "knitting.example", "url.example", "readme.example"), {
            "adult.example": ("pornography", "adult.example"), "bank.example": ("-", "-"),
            "games.example": ("-", "-"), "bet.example": ("gambling", "bet.example"),
            "knitting.example": ("-", "-"), "url.example": ("-", "-"),
            "readme.example": ("-", "-")})
        self.assertIn("blacklists/knitting/domains: skipped: no category has this name",
                      outcome.err)
        self.assertIn("blacklists/games/domains: skipped: its usage file says white", outcome.err)

    def test_each_archive_names_its_own_categories(self):
        for suffix, archived in ARCHIVED.items():
            with self.subTest(suffix):
                self.assert_tree(self.build(self.write("lists." + suffix, archived(TREE))))

    def test_a_folder_names_its_own_categories(self):
        for name, content in TREE:
            self.write("tree/" + name, content)
        self.assert_tree(self.build(self.path("tree")))

    def test_usage_may_come_before_or_after_its_list(self):
        for order in (1, -1):
            files = [("games/usage", "white\n"), ("games/domains", "games.example\n"),
                     ("chat/domains", "chat.example\n")][::order]
            for suffix, archived in ARCHIVED.items():
                with self.subTest((suffix, order)):
                    self.build(self.write("lists." + suffix, archived(files)))
                    self.assertEqual(self.lookup("games.example", "chat.example"), {
                        "games.example": ("-", "-"), "chat.example": ("chat", "chat.example")})

    def test_folders_are_the_same_however_they_are_spelled(self):
        files = [("./a/games/domains", "a.example\n"), ("a//games/usage", "white\n")]
        self.build(self.write("lists.tar", tar(files)))
        self.assertEqual(self.lookup("a.example")["a.example"], ("-", "-"))

    def test_a_tree_through_a_pipe_needs_usage_first(self):
        files = [("games/usage", "white\n"), ("games/domains", "games.example\n"),
                 ("chat/domains", "chat.example\n")]
        for order, status in ((1, 0), (-1, 1)):
            with subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as cat:
                cat.stdin.write(gzip.compress(tar(files[::order])))
                cat.stdin.close()
                process = subprocess.run([CTL, "sites", "build", "-o", self.index, "/dev/stdin"],
                                         stdin=cat.stdout, capture_output=True)
            self.assertEqual(process.returncode, status, process.stderr)
        self.assertEqual(self.lookup("games.example", "chat.example"), {
            "games.example": ("-", "-"), "chat.example": ("chat", "chat.example")})

    def test_usage_counts_for_its_own_folder_only(self):
        files = [("a/games/domains", "a.example\n"), ("a/games/usage", "white\n"),
                 ("b/games/domains", "b.example\n"), ("usage", "white\n")]
        self.build(self.write("lists.zip", zipped(files)))
        self.assertEqual(self.lookup("a.example", "b.example"), {
            "a.example": ("-", "-"), "b.example": ("games", "b.example")})

    def test_a_tree_whose_lists_are_all_skipped_builds(self):
        outcome = self.build(self.write("lists.tar", tar([("knitting/domains", "a.example\n")])))
        self.assertEqual(outcome.figures()["entries"], 0)

    def test_links_and_devices_are_skipped_and_reported(self):
        files = [("gambling/domains", "bet.example\n"),
                 ("games/domains", special(tarfile.SYMTYPE, "../gambling/domains")),
                 ("chat/domains", special(tarfile.LNKTYPE, "gambling/domains")),
                 ("dating/domains", special(tarfile.CHRTYPE)),
                 ("drugs/domains", special(tarfile.FIFOTYPE))]
        outcome = self.build(self.write("lists.tar", tar(files)))
        self.assertEqual(self.lookup("bet.example")["bet.example"], ("gambling", "bet.example"))
        for name, why in (("games", "a link"), ("chat", "a link"), ("dating", "not a file"),
                          ("drugs", "not a file")):
            self.assertIn("%s/domains: skipped: %s" % (name, why), outcome.err)

    def test_links_in_a_folder_are_not_followed(self):
        self.write("tree/gambling/domains", "bet.example\n")
        secret = self.write("secret", "secret.example\n")
        os.makedirs(self.path("tree/games"))
        os.symlink(secret, self.path("tree/games/domains"))
        os.symlink("gambling", self.path("tree/chat"))
        os.mkfifo(self.path("tree/games/usage"))
        outcome = self.build(self.path("tree"))
        self.assertEqual(self.lookup("bet.example", "secret.example"), {
            "bet.example": ("gambling", "bet.example"), "secret.example": ("-", "-")})
        self.assertIn("games/domains: skipped: a link", outcome.err)
        self.assertIn("chat: skipped: a link", outcome.err)

    def test_only_the_last_folder_of_a_path_counts(self):
        files = [("../../etc/games/domains", "a.example\n"), ("/chat/domains", "b.example\n"),
                 ("games/../dating/domains", "c.example\n")]
        self.build(self.write("lists.tar", tar(files)))
        self.assertEqual([categories for categories, _ in
                          self.lookup("a.example", "b.example", "c.example").values()],
                         ["games", "chat", "dating"])

    def test_paths_that_are_not_ascii_are_no_trouble(self):
        files = [("h\u00f4tes \u65e5\u672c/games/domains", "a.example\n"),
                 ("\U0001f600" * 80 + "/chat/domains", "b.example\n")]
        for name, content in (("zip", zipped(files)), ("tar", tar(files)),
                              ("pax", tar(files, tarfile.PAX_FORMAT))):
            with self.subTest(name):
                self.build(self.write("lists." + name, content))
                self.assertEqual(self.lookup("a.example", "b.example"), {
                    "a.example": ("games", "a.example"), "b.example": ("chat", "b.example")})


class GivenCategories(CtlCase):
    FILES = [("x/domains", "a.example\n"), ("x/usage", "white\n"), ("y/hosts", "0.0.0.0 b.example\n"),
             ("y/more.txt", "c.example\n"), ("y/urls", "d.example\n"), ("z.list", "e.example\n"),
             ("deep/er/still/list.txt", "f.example\n")]

    def assert_taken(self):
        names = [letter + ".example" for letter in "abcdef"]
        self.assertEqual([categories for categories, _ in self.lookup(*names).values()],
                         ["dating", "dating", "dating", "-", "-", "dating"])

    def test_domains_hosts_and_txt_of_an_archive_are_taken(self):
        for suffix, archived in ARCHIVED.items():
            with self.subTest(suffix):
                self.build("dating=" + self.write("lists." + suffix, archived(self.FILES)))
                self.assert_taken()

    def test_and_of_a_folder(self):
        for name, content in self.FILES:
            self.write("tree/" + name, content)
        self.build("dating=" + self.path("tree"))
        self.assert_taken()

    def test_what_an_inner_archive_holds_is_not_read(self):
        inner = zipped([("domains", "inner.example\n")])
        self.build("dating=" + self.write("outer.zip", zipped([("inner.zip", inner),
                                                               ("domains", "outer.example\n")])))
        self.assertEqual(self.lookup("inner.example", "outer.example"), {
            "inner.example": ("-", "-"), "outer.example": ("dating", "outer.example")})


class CommandLines(CtlCase):
    def test_wrong_ones_are_told_and_change_nothing(self):
        good = self.write("list", "example.org\n")
        wrong = [(), ("Games=" + good,), ("=" + good,), ("games=",), ("9games=" + good,),
                 ("games_own=" + good,), ("--no-such-option", "games=" + good),
                 ("a" * 64 + "=" + good,),
                 tuple("own-%d=%s" % (number, good) for number in range(65))]
        for inputs in wrong:
            with self.subTest(inputs):
                self.assert_refused(*inputs, status=2 if len(inputs) < 65 else 1)

    def test_a_category_too_many_in_a_tree_is_refused(self):
        good = self.write("list", "example.org\n")
        tree = self.write("lists.zip", zipped(TREE))
        self.assert_refused(*("own-%d=%s" % (number, good) for number in range(63)), tree,
                            says="lists.zip")

    def test_an_output_must_be_named(self):
        self.assertEqual(self.ctl("sites", "build", "games=list").status, 2)
        self.assertEqual(self.ctl("sites", "build", "games=list", "-o").status, 2)

    def test_a_path_with_an_equals_sign_in_a_folder_is_an_archive(self):
        self.build(self.write("a=b/lists.zip", zipped(TREE)))

    def test_what_cannot_be_read_is_refused(self):
        good = self.write("list", "example.org\n")
        self.assert_refused("games=" + good, "games=" + self.path("nowhere"), says="nowhere")
        self.assert_refused(self.path("nowhere"), says="nowhere")

    def test_a_single_list_needs_a_category(self):
        self.assert_refused(self.write("list", LIST), says="CATEGORY=PATH")
        self.assert_refused(self.write("list.gz", gzip.compress(LIST.encode())),
                            says="CATEGORY=PATH")

    def test_an_output_that_cannot_be_written_is_told(self):
        good = self.write("list", "example.org\n")
        for out in (self.path("nowhere", "index"), self.folder, "/dev/null"):
            outcome = self.ctl("sites", "build", "-o", out, "games=" + good)
            self.assertEqual(outcome.status, 1, outcome.err)
        self.assertFalse(os.path.isfile("/dev/null"))

    def test_commands_explain_themselves(self):
        for arguments in (("--help",), ("sites", "--help"), ("sites", "build", "--help"),
                          ("sites", "lookup", "--help"), ("explain", "--help"), ("--version",)):
            outcome = self.ctl(*arguments)
            self.assertEqual(outcome.status, 0)
            self.assertTrue(outcome.out)
            self.assertEqual(outcome.err, "")
        for arguments in ((), ("site",), ("sites",), ("sites", "bild"), ("--halp",)):
            outcome = self.ctl(*arguments)
            self.assertEqual(outcome.status, 2)
            self.assertEqual(len(outcome.err.splitlines()), 1)
            self.assertEqual(outcome.out, "")


class Starter(CtlCase):
    def test_the_lists_that_ship_can_be_taken_too(self):
        path = self.write("list", "own.example\n")
        self.build("--starter", "games=" + path)
        alone = self.ctl("sites", "build", "-o", self.index, "--starter")
        self.assertEqual(alone.status, 0)
        self.assertGreater(alone.figures()["names"], 0)


if __name__ == "__main__":
    unittest.main()

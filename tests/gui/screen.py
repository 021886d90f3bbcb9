# SPDX-License-Identifier: GPL-2.0-or-later
"""A screen, a session and the app of a person in the practice home; for tests that run inside as root."""
import json
import os
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(os.path.dirname(HERE), "home")]

from appearance import LOOKS, Appearance, Look  # noqa: E402
from inside import open_home_for, practice, run_tests, wait_until  # noqa: E402

APP = f"{practice.PLACE}/bin/porchlight"
LOCALE = f"{practice.PLACE}/locale"
NEEDED = ("Xvfb", "openbox", "xdotool", "xsettingsd", "import", "dbus-daemon")
WAIT_S = 10
SAME_S = 0.5  # what is out of sight may change without the screen's changing
LOOKS_S = 0.08  # between two looks at the screen: some frames
FOCUS_MAX = 80  # more stops than any page has
SIZE = (1366, 1400)
LEAVE = "Leave without saving?"
PLACES = ("radio button", "toggle button", "page tab")
# Which pictures are taken: one, as the test has it; "all": in every look; "mirrored": one, from right to left.
PICTURES = sys.argv[-2] if "--inside" in sys.argv else os.environ.get("PL_LOOKS", "one")
MIRRORED = "he"  # of which we have no words: English ones, in the direction that GTK's own catalogue says

taken = set()  # the pictures of which every look was taken, and whether over the whole screen
faults = []  # what a person would see in one of them


class Screen:
    """person: whose; size: of the screen; moves: pages slide in and out, as they do for people. presses: clicks and keys so far, without the letters of what was typed."""

    program = APP

    def __init__(self, person, size=SIZE, moves=False):
        self.person = person
        self.screen = tuple(size)
        self.language = None  # of the app, where it is not ours
        self.presses = 0
        self.home = practice.people.home_of(person)
        read, write = os.pipe()
        self.frame = f"{tempfile.mkdtemp(dir=practice.PLACE)}/Xvfb_screen0"  # what the screen shows
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size[0]}x{size[1]}x24", "-nolisten", "tcp", "-ac",
             "-noreset",  # or the first program that leaves takes the window manager along
             "-fbdir", os.path.dirname(self.frame)],
            pass_fds=[write], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read, encoding="ascii") as pipe:
            self.display = f":{pipe.readline().strip()}"
        runtime = f"{self.home}/run"
        for folder in (runtime, f"{self.home}/.config", f"{self.home}/.config/gtk-4.0"):
            os.makedirs(folder, 0o700, exist_ok=True)
            os.chown(folder, practice.people.uid(person), practice.people.uid(person))
        with open(f"{self.home}/.config/gtk-4.0/settings.ini", "w", encoding="utf-8") as file:
            file.write(f"[Settings]\ngtk-font-name=Cantarell 11\ngtk-enable-animations={'true' if moves else 'false'}\n")
        self.environment = {
            "PATH": practice.PATH, "HOME": self.home, "USER": person, "LOGNAME": person, "SHELL": "/bin/bash",
            "LANG": "C.UTF-8", "XDG_RUNTIME_DIR": runtime, "DISPLAY": self.display, "GDK_BACKEND": "x11",
            "GSK_RENDERER": "cairo", "GTK_A11Y": "atspi", "GSETTINGS_BACKEND": "memory",
            "DBUS_SYSTEM_BUS_ADDRESS": practice.BUS, "G_DEBUG": "fatal-criticals"}
        if PICTURES == "mirrored":
            self.environment["LANGUAGE"] = MIRRORED
        bus = self.start(["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()
        self.start(["openbox", "--sm-disable"], stdout=subprocess.DEVNULL)
        assert wait_until(lambda: self.do("get_num_desktops"), WAIT_S), "no window manager comes"
        with open(f"{HERE}/driver.py", encoding="utf-8") as driver:
            self.driver = self.start(["/usr/bin/python3", "-B", "-c", driver.read()], stdin=subprocess.PIPE,
                                     stdout=subprocess.PIPE)
        self.appearance = Appearance(self)
        self.app = None
        self.log = f"{practice.PLACE}/log/app"

    def start(self, command, stdin=subprocess.DEVNULL, stdout=None, stderr=subprocess.DEVNULL, **more):
        """A program of the person's in this session."""
        return subprocess.Popen(command, env={**self.environment, **more}, cwd="/", stdin=stdin, stdout=stdout,
                                stderr=stderr, preexec_fn=lambda: practice.become(self.person))

    def launch(self, arguments=(), **environment):
        """Starts the app, and waits until its window is there."""
        language = {**self.environment, **environment}.get("LANGUAGE")
        self.language = "mirrored" if language == MIRRORED else language
        with open(self.log, "wb") as log:
            self.app = self.start([self.program, *arguments], stdout=log, stderr=log, **environment)
        assert wait_until(lambda: self.app.poll() is not None or self.windows(), WAIT_S), "no window comes"
        assert self.app.poll() is None, self.said()

    def open(self, width=360, height=720, arguments=(), **environment):
        """The same, and what it shows can be seen, in a window of that size."""
        self.launch(arguments, **environment)
        self.resize(width, height)
        assert wait_until(lambda: self.app.poll() is not None or self.tree(), WAIT_S), "AT-SPI does not know the app"
        assert self.app.poll() is None, self.said()

    def said(self):
        with open(self.log, encoding="utf-8", errors="replace") as log:
            return log.read()

    def close(self):
        """Ends the app as a person would; its exit status."""
        def is_gone():
            for window in self.windows() if self.app.poll() is None else ():
                # Not --sync: where the focus does not come, that alone takes longer than we wait.
                self.do("windowfocus", window, "key", "--clearmodifiers", "alt+F4")
            return self.app.poll() is not None
        assert wait_until(is_gone, WAIT_S), "the window does not close"
        status = self.app.wait()
        assert "CRITICAL" not in self.said() and "WARNING" not in self.said(), self.said()
        return status

    def kill(self):
        self.app.kill()
        self.app.wait(WAIT_S)

    def holds(self, *texts):
        """Which of the texts are in the app's memory: as UTF-8, or as the four-byte letters that Pango works with."""
        found = set()
        with open(f"/proc/{self.app.pid}/maps", encoding="utf-8") as maps, \
                open(f"/proc/{self.app.pid}/mem", "rb") as memory:
            for line in maps:
                place = re.match(r"([0-9a-f]+)-([0-9a-f]+) r(w| )", line)
                if place is None or "[v" in line:
                    continue
                start, end = int(place[1], 16), int(place[2], 16)
                try:
                    memory.seek(start)
                    block = memory.read(end - start)
                except OSError:  # a page of libsodium's that nobody may read
                    continue
                found |= {text for text in texts if text.encode() in block or text.encode("utf-32-le") in block}
        return found

    def do(self, *arguments):
        return subprocess.run(["xdotool", *arguments], env=self.environment, check=False, capture_output=True,
                              text=True).stdout.split()

    def windows(self):
        return self.do("search", "--onlyvisible", "--pid", str(self.app.pid))

    def resize(self, width, height):
        """The window gets as narrow as that once what stands beside a wide one is gone."""
        window = self.windows()[0]
        self.do("windowmove", window, "0", "0")
        self.do("windowfocus", window)

        def is_so():
            self.do("windowsize", window, str(width), str(height))
            self.settle()
            return f"{width}x{height}" in self.do("getwindowgeometry", window)
        assert wait_until(is_so, WAIT_S), (width, height, self.do("getwindowgeometry", window))

    def ask(self, *command):
        self.driver.stdin.write((json.dumps(command) + "\n").encode())
        self.driver.stdin.flush()
        assert select.select([self.driver.stdout], [], [], WAIT_S)[0], "the driver does not answer"
        return json.loads(self.driver.stdout.readline())

    def tree(self):
        return self.ask("tree")

    def words(self):
        """Everything that shows, as one text in reading order."""
        return "\n".join(part for node in self.tree() for part in (node["name"], node["text"]) if part)

    def everything(self):
        """All that AT-SPI tells of the app, shown or not, with what is in fields; as one text."""
        return "\n".join(self.ask("everything"))

    def shows(self, *words, seconds=WAIT_S):
        """Waits until all of these show. Reading all that stands there is dear: it is read again when the screen is another."""
        def all_show():
            seen = self.look()
            if all(word in self.words() for word in words):
                return True
            wait_until(lambda: self.look() != seen, SAME_S)
            return False
        if not wait_until(all_show, seconds):
            self.take("failed")
            raise AssertionError((words, self.words(), self.said()))
        return True

    def find(self, name, role=None):
        """(place, node) of the first node with a name that shows; None if there is none."""
        for place, node in enumerate(self.tree()):
            if node["name"] == name and role in (None, node["role"]) and node["sensitive"]:
                return place, node
        return None

    def called(self, beginning):
        """The whole name of the first row that is called so."""
        def row():
            return next((node["name"] for node in self.tree() if node["role"] == "list item" and node["name"].startswith(beginning)), None)
        assert wait_until(row, WAIT_S), (beginning, self.words())
        return row()

    def focused(self):
        return self.ask("focused") or {"name": "", "role": ""}

    def reach(self, name, role=None):
        """Moves the focus with Tab alone until it is on something of that name."""
        focused = self.focused()
        for _ in range(FOCUS_MAX):
            if focused["name"] == name and role in (None, focused["role"]):
                return
            focused = self.ask("tab") or self.focused()
            self.presses += 1
        self.take("failed")
        raise AssertionError((name, "is not reached by Tab", self.words()))

    def answer(self, question, answer):
        """One of a few answers that stand beside each other; arrow keys lead through them."""
        for _ in range(FOCUS_MAX):
            if self.focused()["name"].startswith(f"{question}: "):
                break
            self.keys("Tab")
        answers = [node for node in self.tree() if node["name"].startswith(f"{question}: ")]
        names = [node["name"] for node in answers]
        below = answers[0]["box"][1] != answers[-1]["box"][1]
        steps = names.index(f"{question}: {answer}") - names.index(self.focused()["name"])
        sides = ("Right", "Left") if answers[0]["box"][0] < answers[-1]["box"][0] else ("Left", "Right")
        onwards, back = ("Down", "Up") if below else sides
        self.keys(*[onwards if steps > 0 else back] * abs(steps), "space")
        assert self.focused()["name"] == f"{question}: {answer}" and self.focused()["checked"], (question, answer, self.focused())

    def press(self, name, role=None):
        """The same, and presses it."""
        self.reach(name, role)
        self.keys("Return")

    def at_rest(self, name, role=None):
        """Something that shows, once nothing moves any more: what is asked meanwhile may move it, or take it away for a moment."""
        found = []

        def shows():
            found.append(self.find(name, role))
            return found[-1]
        assert wait_until(shows, WAIT_S), (name, self.words())
        self.settle()
        assert wait_until(shows, WAIT_S), (name, self.words())
        return found[-1][1]

    def click(self, name, role=None):
        """Points at something that shows, and clicks."""
        self.point(self.at_rest(name, role))

    def point(self, node):
        x, y, width, height = node["box"]
        self.do("mousemove", str(x + width // 2), str(y + height // 2), "click", "1")
        self.presses += 1
        self.settle()

    def go_to(self, view):
        """Clicks one of the window's places, and not what else on the page has its name."""
        def place():
            return next((node["role"] for node in self.tree() if node["name"] == view and node["role"] in PLACES), None)
        assert wait_until(place, WAIT_S), (view, self.words())
        self.click(view, place())

    def keys(self, *keys):
        """All at once; but each Escape shows another page, and the next is pressed there."""
        for pressed in [[key] for key in keys] if "Escape" in keys else [keys]:
            self.do("key", "--clearmodifiers", *pressed)
            self.settle()
        self.presses += len(keys)

    def leave(self):
        """Leaves a page on which something is typed that is not saved: it asks first."""
        self.keys("Escape")
        self.confirm_leaving()

    def confirm_leaving(self):
        self.shows(LEAVE)
        self.keys("Tab")
        assert self.focused()["name"] == "Leave", self.focused()
        self.keys("Return")

    def jump(self, letters):
        """Types what something is called, and presses it: gui/staff/type-ahead.h. The number of what was pressed."""
        self.do("type", "--clearmodifiers", "--delay", "5", letters)
        assert wait_until(lambda: letters in self.focused()["name"].lower(), WAIT_S), (letters, self.focused(), self.words())
        pressed = self.focused().get("number")
        self.keys("Return")
        return pressed

    def type(self, text):
        self.do("type", "--clearmodifiers", "--delay", "15", text)
        self.settle()

    def fill(self, name, text):
        """Types a text in the place of what stands in a field."""
        self.reach(name)
        self.keys("ctrl+a", "BackSpace")
        self.type(text)

    def chosen(self, name):
        """What a drop-down shows."""
        found = []

        def is_there():
            found[:] = self.words().split(f"{name}\nGtkListItemWidget\n")[1:]
            return found
        assert wait_until(is_there, WAIT_S), (name, self.words())
        return found[0].split("\n")[0]

    def choose(self, name, words, key="Down"):
        """In a drop-down, by one step at a time, each seen before the next: the list may not be there yet when the key is."""
        for _ in range(12):
            before = self.chosen(name)
            if before == words:
                return
            self.reach(name)
            self.keys("space")
            self.keys("Down" if self.chosen(name) == "Choose …" else key)  # one key too many led there
            self.keys("Return")
            if not wait_until(lambda was=before: self.chosen(name) != was, 2):
                key = "Up" if key == "Down" else "Down"  # the list ends there
        raise AssertionError((name, words, self.chosen(name)))

    def point_at_nothing(self):
        """Where it points at nothing: else what is there may say more after a while."""
        self.do("mousemove", str(SIZE[0] - 1), str(SIZE[1] - 1))

    def refresh(self):
        """The window is left and comes back: then what holds is asked anew."""
        self.point_at_nothing()
        window = self.windows()[0]
        size = self.do("getwindowgeometry", window)[-1].split("x")
        self.do("windowunmap", "--sync", window)
        self.do("windowmap", "--sync", window)
        self.resize(*size)

    def look(self):
        with open(self.frame, "rb") as frame:
            return frame.read()

    def settle(self):
        """Waits until two looks at the screen are the same, and the app has answered in between."""
        last, deadline = None, time.monotonic() + 3
        while time.monotonic() < deadline:
            now = self.look()
            if now == last:
                return
            last = now
            self.ask("ping")
            time.sleep(LOOKS_S)

    def wear(self, look):
        """Looks so from now on, and what is open changes at once."""
        if look == self.appearance.look:
            return
        before = self.look()
        self.appearance.wear(look)
        if self.app is not None and self.app.poll() is None:
            wait_until(lambda: self.look() != before, WAIT_S)
            self.settle()

    def size(self):
        return tuple(map(int, self.do("getwindowgeometry", self.windows()[0])[-1].split("x")))

    def take(self, name):
        """Into the build folder, which the outer run of the script has named."""
        folder = os.path.join(sys.argv[-1], "pictures", "gui")
        os.makedirs(folder, exist_ok=True)
        self.point_at_nothing()
        self.settle()
        path = os.path.join(folder, f"{name}.png")
        subprocess.run(["import", "-silent", "-window", self.windows()[0], path], env=self.environment, check=True)
        return path

    def picture(self, name):
        """NAME-WIDTH-LOOK.png, as it is now; where every look is wanted, in each, and it is as before then."""
        whole = (name, self.size() == self.screen)  # a help visit's window cannot be resized
        if PICTURES == "all" and not self.language and whole not in taken:
            taken.add(whole)
            self.picture_all(name)
        return self.take(f"{name}-{self.size()[0]}-{self.language or self.appearance.look}")

    def picture_all(self, name):
        before, look = self.size(), self.appearance.look
        # A window over the whole screen has the screen's size.
        looks = LOOKS if before != self.screen else [(before, wanted) for wanted in {wanted: 0 for _, wanted in LOOKS}]
        for size, wanted in looks:
            self.wear(wanted)
            if size != self.size():
                try:
                    self.resize(*size)
                except AssertionError:
                    faults.append(f"{name}, {wanted}: {self.size()[0]} wide where {size[0]} is wanted")
            self.take(f"{name}-{size[0]}-{wanted}")
        self.wear(look)
        if before != self.size():
            self.resize(*before)


def mirror():
    """A catalogue without a word: GLib looks into no other one of a language that a program has none of."""
    os.makedirs(f"{LOCALE}/{MIRRORED}/LC_MESSAGES")
    subprocess.run(["msgfmt", "-o", f"{LOCALE}/{MIRRORED}/LC_MESSAGES/porchlight.mo", "-"], check=True, text=True,
                   input='msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n')


def test_every_width_is_possible():
    assert not faults, "\n".join(faults)


def main(script, tests, *options, arguments=()):
    """Runs the functions test_* in a home opened with these options; arguments: the script's own there, before ours."""
    missing = [program for program in NEEDED if shutil.which(program) is None]
    if missing:
        print(f"1..0 # SKIP {', '.join(missing)}: not installed")
        return 77
    build = os.path.abspath(os.environ.get("PL_BUILD", "build"))
    if "--inside" not in sys.argv:
        return open_home_for(script, *options, arguments=[*arguments, PICTURES, build])
    shutil.copy(f"{sys.argv[-1]}/gui/porchlight", APP)
    shutil.copytree(f"{sys.argv[-1]}/po", LOCALE)
    mirror()
    chosen = [test for name, test in tests.items() if name.startswith("test_")]
    return run_tests(chosen + [test_every_width_is_possible] if PICTURES == "all" else chosen)

# SPDX-License-Identifier: GPL-2.0-or-later
"""
A desktop on a booted computer: a screen, windows, and a dialog for passwords, all in one log-in session of the person's, and the
app as it is installed. What is pressed, clicked and read there is counted.
"""
import itertools
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(os.path.dirname(HERE), name) for name in ("gui", "home")]

from hand import Hand  # noqa: E402
from inside import wait_until  # noqa: E402
from screen import Screen  # noqa: E402

SIZE = (1280, 1000)
LOG_IN_S = 30
NOTCHES_MAX = 40  # longer than any page
AGENT = "/usr/local/lib/password_agent.py"


WIDGET = re.compile(r"(Gtk|Adw|Pl)[A-Z]\w+")  # what has no name of its own is called so


class Effort:
    """What somebody has done: keys, clicks, times that the hand went from one to the other, and what was new to read."""

    read = set()  # lines, in all

    def __init__(self):
        self.keys = self.clicks = self.moves = self.thoughts = self.words = 0
        self._hand = None

    def use(self, hand, keys=0, clicks=0, thoughts=1):
        self.moves += self._hand not in (None, hand)
        self._hand = hand
        self.keys += keys
        self.clicks += clicks
        self.thoughts += thoughts

    def reads(self, lines):
        """Each line once."""
        new = {line for line in lines if not WIDGET.fullmatch(line)} - self.read
        self.words += sum(len(line.split()) for line in new)
        self.read.update(new)


class App:
    """A program in the session, as subprocess.Popen has it."""

    def __init__(self, hand, pid):
        self.hand, self.pid = hand, pid

    def poll(self):
        return None if self.hand.does("kill", "-0", str(self.pid))["status"] == 0 else 0

    def kill(self):
        self.hand.does("kill", "-9", str(self.pid))

    def wait(self, _seconds=0):
        assert wait_until(lambda: self.poll() is not None, LOG_IN_S)
        return 0


class Desk(Screen):
    """home: booted.Home; effort: that of whoever sits there."""

    program = "porchlight"
    displays = itertools.count(1)

    def __init__(self, home, person, password, effort):  # pylint: disable=super-init-not-called
        self.machine, self.person, self.effort = home, person, effort
        self.presses = 0  # of the screen's; the effort counts more
        self.home, self.app = f"/home/{person}", None
        self.height = 0
        self.log, self.asked = (f"{home.root}{self.home}/{name}.log" for name in ("app", "asked"))
        self.frame = f"{home.root}{self.home}/Xvfb_screen0"
        self.environment = {"DISPLAY": f":{next(self.displays)}", "XDG_SESSION_TYPE": "x11", "GDK_BACKEND": "x11", "GSK_RENDERER": "cairo",
                            "GTK_A11Y": "atspi", "GSETTINGS_BACKEND": "memory", "G_DEBUG": "fatal-criticals"}
        self.hand = Hand(home.command(person, [], "--pipe", "--wait"))
        self.hand.does("touch", f"{self.home}/app.log")
        self._log_in(password)

    def _log_in(self, password):
        with open(os.path.join(HERE, "..", "home", "password_agent.py"), encoding="utf-8") as agent:
            self.machine.write(AGENT, agent.read())
        self.start(["Xvfb", self.environment["DISPLAY"], "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24", "-nolisten", "tcp", "-ac",
                    "-noreset", "-fbdir", self.home])
        assert wait_until(lambda: os.path.exists(self.frame) and self.do("getdisplaygeometry"), LOG_IN_S), "no screen comes"
        self.start(["openbox", "--sm-disable"])
        self.start(["python3", "-B", AGENT, password, f"{self.home}/asked.log"])
        assert wait_until(lambda: self.do("get_num_desktops"), LOG_IN_S), "no window manager comes"
        with open(os.path.join(HERE, "..", "gui", "driver.py"), encoding="utf-8") as driver:
            self.driver = subprocess.Popen(
                self.machine.command(self.person, ["env", *self._variables(), "python3", "-B", "-c", driver.read()], "--pipe", "--wait"),
                stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def _variables(self):
        return [f"{name}={value}" for name, value in self.environment.items()]

    def start(self, command, **_):
        """A program of the person's in this session, as a desktop starts it."""
        name = os.path.basename(self.log)
        done = self.hand.does("env", *self._variables(), "sh", "-c", f'"$@" >>~/{name} 2>&1 </dev/null & echo $!', "sh", *command)
        return App(self.hand, int(done["out"]))

    def do(self, *arguments):
        done = self.hand.does("env", *self._variables(), "xdotool", *arguments)
        return done["out"].split()

    # What a person does is counted.

    def click(self, name, role=None):
        self._scroll_to(name, role)
        self.effort.use("mouse", clicks=1)
        super().click(name, role)

    def _scroll_to(self, name, role):
        """By the wheel, where it is below what shows; a notch counts as a key."""
        def is_below():
            found = self.find(name, role)
            return found is not None and sum(found[1]["box"][1::2]) > self.height
        for _ in range(NOTCHES_MAX):
            if not is_below():
                return
            self.effort.use("mouse", keys=1, thoughts=0)
            self.do("mousemove", str(SIZE[0] // 3), str(self.height // 2), "click", "5")
            self.settle()

    def open(self, width, height, arguments=(), **environment):
        self.height = height
        super().open(width, height, arguments, **environment)

    def keys(self, *keys):
        self.effort.use("keyboard", keys=len(keys))
        super().keys(*keys)

    def type(self, text):
        self.effort.use("keyboard", keys=len(text), thoughts=0)
        super().type(text)

    def put(self, field, text, role="text"):
        """Into a field, in the place of what stands there: one thing to think of."""
        self.click(field, role)
        self.effort.use("keyboard", keys=1, thoughts=0)
        super().keys("ctrl+a")
        self.type(text)

    def take(self, name):
        """No picture: this screen is another machine's. What stood there is said by whoever fails."""

    def shows(self, *words, **options):
        super().shows(*words, **options)
        self.effort.reads(self.words().split("\n"))
        return True

    def times_asked(self):
        """How often their password was asked for."""
        try:
            with open(self.asked, encoding="utf-8") as file:
                return len(file.readlines())
        except FileNotFoundError:
            return 0

    def picture(self, name):
        """Of the whole screen, and only where something has failed."""
        folder = os.path.join(os.environ.get("PL_BUILD", "build"), "pictures", "gui")
        os.makedirs(folder, exist_ok=True)
        subprocess.run(["convert", f"xwd:{self.frame}", os.path.join(folder, f"first-run-{name}.png")], check=False)

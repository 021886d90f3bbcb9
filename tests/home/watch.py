# SPDX-License-Identifier: GPL-2.0-or-later
"""What a child's ear (ear.py) has heard, and whether time was counted right by the clocks at both ends."""
import json
import os
import shutil
import subprocess
import threading
import time

from home.booted import ROOT
from home.practice import HERE

PLACE = "/opt/porchlight-tests"
FRACTIONS_S = 1  # whole seconds are told


def bring_in():
    """The programs that people run inside."""
    os.makedirs(ROOT + PLACE, exist_ok=True)
    for name in ("acts.py", "ear.py"):
        shutil.copy(os.path.join(HERE, name), ROOT + PLACE)


def now():
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class Watch:
    """An ear of a child's, in a session of its own until that ends."""

    def __init__(self, home, child):
        self.states, self.notices, self.ended = [], [], None
        self.process = subprocess.Popen(home.command(child, ["python3", "-B", f"{PLACE}/ear.py"], "--pipe", "--wait"),
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        threading.Thread(target=self._read, daemon=True).start()
        home.wait_until(lambda: self.states, f"{child} hears nothing of the agent")

    def _read(self):
        for line in self.process.stdout:
            heard = json.loads(line)
            (self.notices if "what" in heard else self.states).append(heard)
        self.ended = now()

    def seen_since(self, moment):
        """The first state that was asked for after a moment; None: there is none yet."""
        return next((state for state in self.states if state["asked"] > moment), None)

    def end_of_time(self):
        """The last state that was online, and the first after it that was not; None: time goes on."""
        for before, after in zip(self.states, self.states[1:]):
            if before["online"] and not after["online"]:
                return before, after
        return None


def check(used, first, last, away=0, before_last=None, late=0):
    """
    What was used between two states is what passed, but for a time away. before_last: where last is when time was seen
    to have ended, the state before it: it ended in between. late: how much longer the agent may take what is away for use.
    """
    least = (before_last or last)["asked"] - first["answered"] - away
    most = last["answered"] - first["asked"] - away
    print(f"# {used} s counted in {least:.2f} to {most:.2f} s")
    assert least - FRACTIONS_S <= used <= most + late + FRACTIONS_S, (used, least, most)

# SPDX-License-Identifier: GPL-2.0-or-later
"""Another home: a second Debian from the same layers, with a disk of its own, beside a booted one and at its internet."""
import time

from home import booted, debian
from home.practice import PLACE

NUMBER = 3  # in the network; the home is 2


class Neighbour(booted.Home):
    machine, root = "neighbour", f"{PLACE}/neighbour/root"
    children = ()

    def __init__(self, home):
        super().__init__(home.layers, None, home.certificate, {}, home.control_group)

    def start(self):
        """Inside a home that was started; wait_for_boot() is the caller's."""
        self.deadline = time.monotonic() + booted.START_S
        self._lay_out(None)
        self.write(debian.NETWORK_FILE, debian.NETWORK.format(NUMBER))
        self._boot()

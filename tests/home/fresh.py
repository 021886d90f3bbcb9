# SPDX-License-Identifier: GPL-2.0-or-later
"""The inside of a booted home on which Porchlight was installed a moment ago: no household, no accounts, no lists but those that ship."""
from home import booted


class FreshHome(booted.Home):
    """servers: list_servers.ListServers, of the internet beside it."""

    children = ()

    def __init__(self, layers, servers, certificate, control_group):
        super().__init__(layers, None, certificate, {}, control_group)
        self.servers, self.web_config = servers, servers.web_config

    def _furnish(self, index):
        """What a real computer has from the start: it trusts those who vouch for the servers of lists."""
        with open(self.servers.authority, encoding="ascii") as one, \
                open(f"{self.root}/etc/ssl/certs/ca-certificates.crt", "a", encoding="ascii") as trusted:
            trusted.write(one.read())

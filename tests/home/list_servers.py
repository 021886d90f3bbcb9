# SPDX-License-Identifier: GPL-2.0-or-later
"""The public lists as a fresh installation finds them: servers of the practice internet that have something for each source
that ships, and an authority for them that the computer trusts."""
import configparser
import io
import os
import sys
import tarfile
import urllib.parse

from home.practice import SOURCE, WEB_CONFIG

sys.path.insert(0, os.path.join(SOURCE, "tests", "fetch"))
from https_stand import Authority  # noqa: E402

MORE_THAN_THE_MINIMUM = 10  # names
INDEX = "index"  # what a server has for a folder
CATEGORY = "adult"  # one that the archive calls so
SERVER = """\
  server {{
    listen 198.51.100.10:443 ssl;
    listen [2001:db8:100::10]:443 ssl;
    server_name {names};
    ssl_certificate {certificate};
    ssl_certificate_key {key};
    root {folder}/lists;
    index {index};
  }}
}}
"""


def shipped():
    """The sources that ship and are switched on, by name."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(os.path.join(SOURCE, "policy", "data", "sources.conf"), encoding="utf-8")
    return {name: source for name, source in parser.items()
            if "Address" in source and source.get("Enabled", "true") == "true"}


def listed(name, source):
    """A list of made-up names, as long as the agent expects it to be."""
    number = int(source["Minimum"]) + MORE_THAN_THE_MINIMUM
    return "".join(f"n{i}.{name}.example\n" for i in range(number)).encode()


def archive(names):
    packed, member = io.BytesIO(), tarfile.TarInfo(f"blacklists/{CATEGORY}/domains")
    member.size = len(names)
    with tarfile.open(fileobj=packed, mode="w:gz", compresslevel=1) as file:
        file.addfile(member, io.BytesIO(names))
    return packed.getvalue()


class ListServers:
    """folder: where they keep what they have."""

    def __init__(self, folder):
        self.folder, hosts = folder, set()
        for name, source in shipped().items():
            address = urllib.parse.urlsplit(source["Address"])
            names = listed(name, source)
            self._write(address.path, archive(names) if source.get("Format") == "archive" else names)
            hosts.add(address.hostname)
        authority = Authority(folder)
        self.authority = authority.path
        certificate, key = authority.certificate(*sorted(hosts))
        self.web_config = WEB_CONFIG.rstrip().removesuffix("}") + SERVER.format(
            names=" ".join(hosts), folder=folder, certificate=certificate, key=key, index=INDEX)

    def _write(self, path, data):
        path = f"{self.folder}/lists{path}{INDEX if path.endswith('/') else ''}"
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)

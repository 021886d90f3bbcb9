# SPDX-License-Identifier: GPL-2.0-or-later
"""A home whose lists come from a server inside it (fetch/https_stand.Server), which has nothing at first."""
import contextlib
import os
import re
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.dirname(HERE), os.path.join(os.path.dirname(HERE), "fetch")]

from https_stand import Authority  # noqa: E402

from home.practice import SOURCE  # noqa: E402

PORT = 8443


@contextlib.contextmanager
def own_lists(**categories):
    """Outside. categories: of the sources, by name, each at a path of its name. (options of practice-home, certificate and key)"""
    with tempfile.TemporaryDirectory(prefix="porchlight-") as folder:
        os.chmod(folder, 0o755)
        authority = Authority(folder)
        with open(os.path.join(SOURCE, "policy", "data", "sources.conf"), encoding="utf-8") as file:
            shipped = re.findall(r"^\[(.*)\]$", file.read(), re.MULTILINE)
        conf = os.path.join(folder, "sources.conf")
        with open(conf, "w", encoding="utf-8") as file:
            file.write("".join(f"[{name}]\nEnabled=false\n" for name in shipped))
            for name, category in categories.items():
                file.write(f"[{name}]\nAddress=https://localhost:{PORT}/{name}\nCategory={category}\nLicence=MIT\n")
        yield ["--test-sources", conf, authority.path], authority.certificate("localhost")

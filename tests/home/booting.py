# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes a booted home ready, and opens it."""
import os
import shutil

from home import booted, debian, fresh
from home.keeper import certificate, open_home, site_index
from home.practice import SOURCE, Failed


def folder():
    """Where all that takes long is kept."""
    build = os.environ.get("PL_BUILD") or next(
        (name for name in ("build", "build-plain") if os.path.isdir(os.path.join(SOURCE, name))), "build")
    return os.path.join(SOURCE, build, "booted-home")


def need_programs():
    for program, package in (("debootstrap", "debootstrap"), ("systemd-nspawn", "systemd-container")):
        if shutil.which(program) is None:
            raise Failed(f"{program} is missing: apt-get install {package}")


def prepare(lists=None, children=None):
    need_programs()
    layers = debian.disk(folder())
    build = os.path.join(folder(), "build")
    index = site_index(build, lists) if lists else None
    return booted.Home(layers, index, certificate(build), children or {}, f"booted-home-{os.getpid()}")


def prepare_fresh(lists):
    """A computer as it is once `meson install` has ended. lists: what the internet has for it, list_servers.Lists."""
    need_programs()
    return fresh.FreshHome(debian.fresh_disk(folder()), lists, certificate(os.path.join(folder(), "build")),
                           f"booted-home-{os.getpid()}")


def open_booted(home, use):
    try:
        return open_home(home, use)
    finally:
        booted.forget_control_groups(home.control_group)

# SPDX-License-Identifier: GPL-2.0-or-later
"""
The booted home's disk: a small Debian of this machine's release, from this machine's mirror, and over
it Porchlight as `meson install` lays it down. Both are kept in the build folder while they are good.
"""
import contextlib
import fcntl
import hashlib
import os
import platform
import re
import shutil
import subprocess

from home import linux, people
from home.practice import SOURCE, Failed

PACKAGES = """
systemd systemd-sysv dbus polkitd libpam-systemd systemd-resolved libnss-resolve nscd avahi-daemon cron at
nftables iproute2 procps python3 python3-dnspython python3-gi curl ca-certificates bind9-dnsutils uidmap
""".split()
# What a desktop has beside that: a screen, its windows, what a screen reader sees, and who asks for a password.
DESKTOP = """
xvfb openbox xdotool dbus-user-session at-spi2-core gir1.2-atspi-2.0 fonts-cantarell librsvg2-common adduser
""".split()
KEPT = 2  # trees and layers of each kind

# As in the practice home; {0}: which machine of that network it is.
NETWORK_FILE = "/etc/systemd/network/10-host0.network"
NETWORK = """\
[Match]
Name=host0
[Link]
MACAddress=02:00:00:00:00:0{0}
[Network]
Address=192.168.77.{0}/24
Gateway=192.168.77.1
Gateway=2001:db8:77::1
DNS=8.8.8.8
IPv6AcceptRA=no
[Address]
Address=2001:db8:77::{0}/64
DuplicateAddressDetection=none
[Neighbor]
Address=192.168.77.1
LinkLayerAddress=02:00:00:00:00:01
[Neighbor]
Address=2001:db8:77::1
LinkLayerAddress=02:00:00:00:00:01
"""


def output_of(command, **options):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, **options)
    if done.returncode != 0:
        raise Failed(f"{' '.join(command)}: {done.stderr.strip()[-2000:]}")
    return done.stdout


@contextlib.contextmanager
def alone(folder):
    """One at a time makes what is kept."""
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "lock"), "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def forget_old(folder, kind):
    found = [os.path.join(folder, name) for name in os.listdir(folder) if name.startswith(kind)]
    for old in sorted(found, key=os.path.getmtime)[:-KEPT]:
        shutil.rmtree(old)


def release():
    return platform.freedesktop_os_release()["VERSION_CODENAME"]


def mirror():
    wanted = [release(), "main"]
    for line in output_of(["apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE) $(COMPONENT)",
                           "Created-By: Packages"]).splitlines():
        if line.split()[1:] == wanted:
            return line.split()[0]
    raise Failed("this machine's apt sources have no mirror of its own release")


def libraries(programs):
    """The packages that the programs' libraries are in."""
    files = set()
    for program in programs:
        files.update(re.findall(r"=> (/\S+)", output_of(["ldd", program])))
    owners = set()
    for file in files:
        for name in (file, os.path.realpath(file), os.path.realpath(file).removeprefix("/usr")):
            done = subprocess.run(["dpkg-query", "-S", name], capture_output=True, text=True, check=False)
            if done.returncode == 0:
                owners.add(done.stdout.split(":")[0])
                break
    return sorted(owners)


def base_tree(folder, packages, kind):
    key = hashlib.sha256(" ".join([release(), NETWORK.format(2), *sorted(packages)]).encode()).hexdigest()[:16]
    tree = os.path.join(folder, f"{kind}-{key}")
    if os.path.isdir(tree):
        os.utime(tree)
        return tree
    made = os.path.join(folder, "being-made")
    shutil.rmtree(made, ignore_errors=True)
    output_of(["debootstrap", "--variant=minbase", f"--include={','.join(packages)}", release(), made, mirror()])
    for part in ("var/cache/apt/archives", "var/lib/apt/lists", "usr/share/doc", "usr/share/locale"):
        shutil.rmtree(os.path.join(made, part))
    with open(made + NETWORK_FILE, "w", encoding="utf-8") as file:
        file.write(NETWORK.format(2))
    output_of(["systemctl", f"--root={made}", "enable", "systemd-networkd.service", "nftables.service"])
    output_of(["systemctl", f"--root={made}", "disable", "apt-daily.timer", "apt-daily-upgrade.timer"])
    os.rename(made, tree)
    forget_old(folder, f"{kind}-")
    return tree


def build(folder, app=False):
    """A build as it is installed, without the tests' clock; everything under the returned folder."""
    made, staged = (os.path.join(folder, name + "-with-app" * app) for name in ("build", "staged"))
    if not os.path.exists(os.path.join(made, "build.ninja")):
        output_of(["meson", "setup", made, SOURCE, "--werror", "-Dtests=false", f"-Dgui={'enabled' if app else 'disabled'}"])
    output_of(["ninja", "-C", made])
    shutil.rmtree(staged, ignore_errors=True)
    output_of(["meson", "install", "-C", made, "--no-rebuild"], env={**os.environ, "DESTDIR": staged})
    return staged


def programs_of(staged):
    places = [os.path.join(staged, "usr/libexec"), os.path.join(staged, "usr/bin")]
    found = [entry.path for place in places for entry in os.scandir(place) if entry.is_file()]
    return sorted(path for path in found if open(path, "rb").read(4) == b"\x7fELF")


def checksum(folder):
    digest = hashlib.sha256()
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(place, name)
            digest.update(os.path.relpath(path, folder).encode() + b"\0" + open(path, "rb").read())
    return digest.hexdigest()


def overlay(lower, upper, work, target):
    for path in (upper, work, target):
        os.makedirs(path, exist_ok=True)
    linux.mount("overlay", target, "overlay",
                options=f"lowerdir={':'.join(lower)},upperdir={upper},workdir={work}")


def inside(root, command):
    """Runs a command in a tree that is not booted."""
    return output_of(["systemd-nspawn", "-q", "-D", root, "--register=no", "--keep-unit", "--pipe",
                      "--private-network", "--resolv-conf=off", "--link-journal=no", *command])


def people_move_in(root):
    everyone = {**people.CHILDREN, **people.STAFF}
    for person, uid in everyone.items():
        groups = [name for name, (_, members) in people.GROUPS.items() if person in members]
        inside(root, ["useradd", "--create-home", "--shell", "/bin/bash", "--uid", str(uid),
                      *(["--groups", ",".join(groups)] if groups else []), person])


def install(tree, staged, upper, scratch, inhabited):
    """The layer over the tree: Porchlight as a package would be unpacked, and the people."""
    root = os.path.join(scratch, "root")
    overlay([tree], upper, os.path.join(scratch, "work"), root)
    shutil.copytree(staged, root, dirs_exist_ok=True, symlinks=True)
    inside(root, ["/usr/libexec/porchlight/activate"])
    if inhabited:
        people_move_in(root)


def installed_layer(folder, tree, staged, kind, inhabited):
    key = hashlib.sha256((tree + checksum(staged) + open(__file__, encoding="utf-8").read()).encode()).hexdigest()[:16]
    layer = os.path.join(folder, f"{kind}-{key}")
    if os.path.isdir(layer):
        os.utime(layer)
        return layer
    scratch = os.path.join(folder, "being-installed")
    shutil.rmtree(scratch, ignore_errors=True)
    pid = os.fork()
    if pid == 0:  # the mounts go with it
        try:
            linux.unshare(linux.CLONE_NEWNS)
            linux.mount(None, "/", flags=linux.MS_REC | linux.MS_PRIVATE)
            linux.mount("tmpfs", "/run", "tmpfs", options="mode=0755")  # systemd-nspawn wants one
            install(tree, staged, os.path.join(scratch, "upper"), scratch, inhabited)
            os._exit(0)
        except (Failed, OSError) as failure:
            print(f"  {failure}", flush=True)
        finally:
            os._exit(1)
    if os.waitpid(pid, 0)[1] != 0:
        raise Failed("Porchlight could not be installed into the Debian")
    os.rename(os.path.join(scratch, "upper"), layer)
    shutil.rmtree(scratch)
    forget_old(folder, f"{kind}-")
    return layer


def disk(folder):
    """Layers for the home's disk, the uppermost first; and the build that is in them."""
    with alone(folder):
        staged = build(folder)
        tree = base_tree(folder, PACKAGES + libraries(programs_of(staged)), "debian")
        return [installed_layer(folder, tree, staged, "installed", True), tree]


def fresh_disk(folder):
    """The same of a computer with a desktop, on which Porchlight was installed a moment ago, and nobody has an account yet."""
    with alone(folder):
        staged = build(folder, app=True)
        tree = base_tree(folder, PACKAGES + DESKTOP + libraries(programs_of(staged)), "desktop")
        return [installed_layer(folder, tree, staged, "fresh", False), tree]

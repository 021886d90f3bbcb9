# SPDX-License-Identifier: GPL-2.0-or-later
"""
A runtime and its SDK for flatpak, made without a network: the files of Debian packages of this machine, under the name of
the GNOME runtime that the manifest asks for. It is kept in the build folder while the packages are the same.
"""
import hashlib
import os
import shutil
import subprocess

RUNTIME, SDK, VERSION = "org.gnome.Platform", "org.gnome.Sdk", "43"
PACKAGES = """
bash dash coreutils sed grep gawk findutils diffutils libc-bin python3 dbus-bin
libgtk-4-1 libadwaita-1-0 libarchive13 libjson-glib-1.0-0 libsodium23 libidn2-0 libpsl5 libspeechd2 librsvg2-common adwaita-icon-theme fonts-cantarell fonts-dejavu-core
gcc libc6-dev meson ninja-build pkg-config gettext libglib2.0-dev-bin libgtk-4-dev libadwaita-1-dev libarchive-dev libjson-glib-dev libsodium-dev
libidn2-dev libpsl-dev libspeechd-dev
""".split()
# Drivers of graphics cards, and the compilers of other languages: large, and of no use here.
WITHOUT = {"libgl1-mesa-dri", "libllvm15", "libz3-4", "g++-12", "g++", "libstdc++-12-dev", "libicu-dev", "libvulkan-dev",
           "fonts-urw-base35"}
WITHOUT_BELOW = ("/usr/share/doc/", "/usr/share/man/", "/usr/share/info/", "/usr/share/locale/", "/usr/share/gir-1.0/",
                 "/usr/share/lintian/", "/usr/share/gtk-doc/", "/var/", "/boot/")
# Made by the packages' scripts.
MADE = """
/etc/ld.so.conf.d /etc/fonts/conf.d /etc/alternatives /usr/share/glib-2.0/schemas/gschemas.compiled /usr/share/mime
/usr/bin/cc /usr/bin/awk /usr/bin/sh /usr/share/icons/hicolor/icon-theme.cache /usr/share/icons/Adwaita/icon-theme.cache
""".split()
MADE_BY_ARCH = ("gdk-pixbuf-2.0/2.10.0/loaders.cache", "gio/modules/giomodule.cache")
# flatpak lays the person's own over these.
NOT_ITS_OWN = ("passwd", "group", "machine-id", "resolv.conf", "hosts", "localtime", "timezone")


def output_of(*command, **options):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, **options)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: {(done.stdout + done.stderr).strip()[-3000:]}")
    return done.stdout


def arch():
    return output_of("flatpak", "--default-arch").strip()


def packages():
    """Those, and what they need, as installed; with versions."""
    lines = output_of("apt-cache", "depends", "--recurse", "--installed", "--no-recommends", "--no-suggests",
                      "--no-conflicts", "--no-breaks", "--no-replaces", "--no-enhances", *PACKAGES).splitlines()
    wanted = sorted({line for line in lines if line[0].isalnum()} - WITHOUT)
    done = subprocess.run(["dpkg-query", "-W", "-f", "${db:Status-Abbrev}${binary:Package} ${Version}\n", *wanted],
                          capture_output=True, text=True, check=False)
    return sorted(line.split(None, 1)[1] for line in done.stdout.splitlines() if line.startswith("ii"))


def real(path):
    """Where it lies since /bin, /lib and so on are links into /usr."""
    return f"/usr{path}" if os.path.islink("/" + path.split("/", 2)[1]) else path


def files(of):
    """Everything that is to be taken; folders come by what is in them."""
    found = {real(path) for path in output_of("dpkg-query", "-L", *[name.split()[0] for name in of]).splitlines()
             if path.count("/") > 1 and not path.startswith(WITHOUT_BELOW)}
    libraries = f"/usr/lib/{output_of('gcc', '-print-multiarch').strip()}"
    for path in [*MADE, *(f"{libraries}/{name}" for name in MADE_BY_ARCH)]:
        found.add(path)
        for folder, _, names in os.walk(path):
            found.update(os.path.join(folder, name) for name in names)
    return sorted(path for path in found if os.path.islink(path) or os.path.isfile(path))


def lay_out(tree, of):
    """As a runtime has them: what is /usr at the top, and /etc beside it."""
    for path in files(of):
        target = tree + path.removeprefix("/usr")
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.copy2(path, target, follow_symlinks=False)
    os.symlink("../sbin/ldconfig", f"{tree}/bin/ldconfig")
    with open(f"{tree}/etc/ld.so.conf", "w", encoding="ascii") as file:
        file.write("include /etc/ld.so.conf.d/*.conf\n")
    for name in NOT_ITS_OWN:
        if os.path.lexists(f"{tree}/etc/{name}"):
            os.remove(f"{tree}/etc/{name}")


def ref(name):
    return f"{name}/{arch()}/{VERSION}"


def commit(repository, work):
    """Both have the same files: what builds is what runs."""
    metadata = f"[Runtime]\nname={RUNTIME}\nruntime={ref(RUNTIME)}\nsdk={ref(SDK)}\n"
    with open(f"{work}/metadata", "w", encoding="ascii") as file:
        file.write(metadata)
    for name, tree in ((RUNTIME, f"dir={work}"), (SDK, f"ref=runtime/{ref(RUNTIME)}")):
        output_of("ostree", f"--repo={repository}", "commit", f"--branch=runtime/{ref(name)}", f"--tree={tree}",
                  "--owner-uid=0", "--owner-gid=0", "--no-xattrs", "--canonical-permissions",
                  f"--subject={name}, of Debian packages", f"--add-metadata-string=xa.metadata={metadata}",
                  f"--bind-ref=runtime/{ref(name)}")


def make(place, of, environment):
    repository, work = f"{place}/repository", f"{place}/work"
    lay_out(f"{work}/files", of)
    output_of("ostree", f"--repo={repository}", "init", "--mode=bare-user-only")
    commit(repository, work)
    output_of("ostree", f"--repo={repository}", "summary", "-u")
    shutil.rmtree(work)
    output_of("flatpak", "--system", "remote-add", "--no-gpg-verify", "debian", repository, env=environment)
    for name in (RUNTIME, SDK):
        output_of("flatpak", "--system", "install", "-y", "--noninteractive", "--no-related", "debian",
                  f"runtime/{ref(name)}", env=environment)


def install(folder):
    """The environment in which flatpak has the runtime and its SDK; they are made in the folder if they are not there."""
    of = packages()
    with open(__file__, "rb") as own:
        key = hashlib.sha256(own.read() + "\n".join(of).encode()).hexdigest()[:16]
    place = os.path.join(folder, f"runtime-{key}")
    environment = {**os.environ, "FLATPAK_SYSTEM_DIR": f"{place}/flatpak", "XDG_CACHE_HOME": f"{place}/cache",
                   "GIO_USE_VFS": "local", "LC_ALL": "C.UTF-8"}
    if os.path.exists(f"{place}/made"):
        return environment
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(f"{place}/repository")
    make(place, of, environment)
    with open(f"{place}/made", "w", encoding="ascii"):
        pass
    return environment

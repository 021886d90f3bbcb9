# SPDX-License-Identifier: GPL-2.0-or-later
"""Sam's browsers in the practice home; for tests that run inside as root."""
import base64
import hashlib
import json
import os
import subprocess
import sys

import devtools
import server
from inside import open_home_for, practice, run_tests

browsers = {}


def certificate_flag():
    """The practice internet's own certificate is one that this browser trusts."""
    key = subprocess.run(f"openssl x509 -in {practice.PLACE}/web/cert.pem -pubkey -noout | openssl pkey -pubin -outform der",
                         shell=True, capture_output=True, check=True).stdout
    return f"--ignore-certificate-errors-spki-list={base64.b64encode(hashlib.sha256(key).digest()).decode()}"


def browser(name="plain", flags=("--disable-quic",), state=None):
    """A browser of sam's, started when first asked for; state: of its Local State file."""
    if name not in browsers:
        profile = f"{practice.people.home_of('sam')}/{name}"

        def become():
            practice.become("sam")
            os.makedirs(profile)
            if state:
                with open(f"{profile}/Local State", "w", encoding="utf-8") as file:
                    json.dump(state, file)
        browsers[name] = devtools.Browser(become, profile, certificate_flag(), *flags)
    return browsers[name]


def opened(url, **options):
    page = browser(**options).page()
    page.looks()
    return page, page.open(url)


def picture_path(name):
    """In the build folder, which the outer run of the script has named."""
    folder = os.path.join(sys.argv[-1], "pictures")
    os.makedirs(folder, exist_ok=True)
    return os.path.join(folder, f"{name}.png")


def main(script, tests, *options):
    """Runs the functions test_* in a home opened with these options."""
    if not os.path.exists(devtools.CHROMIUM):
        print("1..0 # SKIP Chromium is not installed")
        return 77
    if "--inside" not in sys.argv:
        return open_home_for(script, *options, arguments=[os.path.abspath(os.environ.get("PL_BUILD", "build"))])
    server.start()
    status = run_tests([test for name, test in tests.items() if name.startswith("test_")])
    for one in browsers.values():
        one.close()
    return status

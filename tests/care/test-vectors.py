#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""
The formats of policy/care between two readers: what the program makes now, and what it made when the format was
fixed (vectors.txt), is read by sealed_oracle.py; porchlightctl still opens the latter.
usage: test-vectors.py VECTORS PORCHLIGHTCTL
"""
import os
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import sealed_oracle  # noqa: E402

PASSPHRASE = "correct horse battery"
WORDS = "für dich\n\nzwei Zeilen"
VECTORS, PORCHLIGHTCTL = sys.argv[1:3]
KEPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "vectors.txt")


def read(text):
    return {name: bytes.fromhex(hex) for name, hex in (line.split() for line in text.splitlines() if line[:1] not in "#")}


def holds(vectors):
    key = sealed_oracle.Key(vectors["key"].decode(), PASSPHRASE)
    kind, subject, letter = sealed_oracle.open_sealed(vectors["sealed"], key)
    assert (kind, subject) == ("concern", b"\7" * 16) and letter.startswith(b"Child: sam\n\n"), (kind, letter)
    assert sealed_oracle.words_of(letter) == WORDS
    signed = vectors["signed"]
    assert signed[:10] == b"PLsigned\1\2" and signed[28:44] == key.id and sealed_oracle.signed_by(signed, key.sign)
    assert not sealed_oracle.signed_by(signed[:-65] + bytes([signed[-65] ^ 1]) + signed[-64:], key.sign)
    # The answer inside, put together as its recipient's copy.
    head = b"PLsealed\1\3\0\0" + signed[12:28] + signed[44:60]
    copy = head + signed[68:84] + signed[84:196] + signed[196:-64]
    assert sealed_oracle.words_of(sealed_oracle.open_sealed(copy, key)[2]) == WORDS


def opens(vectors):
    with tempfile.TemporaryDirectory() as folder:
        for name in ("key", "sealed"):
            with open(os.path.join(folder, name), "wb") as file:
                file.write(vectors[name])
        read_end, write_end = os.pipe()
        os.write(write_end, PASSPHRASE.encode() + b"\n")
        os.close(write_end)
        done = subprocess.run([PORCHLIGHTCTL, "concern", "open", os.path.join(folder, "sealed"), "--key",
                               os.path.join(folder, "key"), "--passphrase-fd", str(read_end)], pass_fds=[read_end],
                              capture_output=True, text=True, check=False)
        assert done.returncode == 0 and WORDS in done.stdout, done


def main():
    with open(KEPT, encoding="ascii") as file:
        kept = read(file.read())
    made = read(subprocess.run([VECTORS], check=True, capture_output=True, text=True).stdout)
    tests = [("what the program makes is what is described", lambda: holds(made)),
             ("what it made when the format was fixed is read", lambda: holds(kept)),
             ("porchlightctl opens what was made then", lambda: opens(kept))]
    print(f"1..{len(tests)}")
    failed = False
    for number, (name, test) in enumerate(tests, 1):
        try:
            test()
            print(f"ok {number} - {name}")
        except Exception as failure:  # pylint: disable=broad-except
            failed = True
            print(f"not ok {number} - {name}\n# {failure!r}")
    return failed


if __name__ == "__main__":
    sys.exit(main())

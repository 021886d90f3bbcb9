# SPDX-License-Identifier: GPL-2.0-or-later
"""
The formats of policy/care (reader-key.h, sealed.h, signed.h, letter.h) a second time, after their descriptions and
with libsodium alone: what tests compare the agent's and porchlightctl's with.
"""
import ctypes
import hashlib
import struct

SODIUM = ctypes.CDLL("libsodium.so.23")
if SODIUM.sodium_init() < 0:
    raise OSError("libsodium does not start")
TYPES = {1: "concern", 2: "more", 3: "answer", 4: "acting", 5: "outcome", 6: "test"}


class Refused(Exception):
    """It is not what it says it is."""


def blake2b(data):
    return hashlib.blake2b(data, digest_size=32).digest()


def _bytes(size):
    return ctypes.create_string_buffer(size)


def read_key_file(text):
    return dict(line.split("=", 1) for line in text.splitlines() if "=" in line)


class Key:
    """A reader's keys, opened by the passphrase."""

    def __init__(self, text, passphrase):
        fields = read_key_file(text)
        self.id, self.box, self.sign = (bytes.fromhex(fields[name]) for name in ("Id", "Box", "Sign"))
        if blake2b(self.box + self.sign)[:16] != self.id:
            raise Refused("the id is of other keys")
        operations, memory = int(fields["Ops"]), int(fields["Memory"])
        wrapping, plain = _bytes(32), _bytes(64)
        secret = bytes.fromhex(fields["Secret"])
        if SODIUM.crypto_pwhash(wrapping, ctypes.c_ulonglong(32), passphrase.encode(),
                                ctypes.c_ulonglong(len(passphrase.encode())), bytes.fromhex(fields["Salt"]),
                                ctypes.c_ulonglong(operations), ctypes.c_size_t(memory), 2) != 0:
            raise MemoryError
        bound = self.id + struct.pack(">QQ", operations, memory)
        if SODIUM.crypto_aead_xchacha20poly1305_ietf_decrypt(
                plain, None, None, secret, ctypes.c_ulonglong(len(secret)), bound, ctypes.c_ulonglong(len(bound)),
                bytes.fromhex(fields["Nonce"]), wrapping) != 0:
            raise Refused("that is not its passphrase")
        self.box_secret, self.seed = plain.raw[:32], plain.raw[32:]


def open_sealed(message, key):
    """The type, the subject and the text of a sealed message."""
    head, reader, sealed_key, nonce, ciphertext = (message[:44], message[44:60], message[60:172], message[172:196],
                                                   message[196:])
    if head[:9] != b"PLsealed\1" or head[10:12] != b"\0\0" or reader != key.id:
        raise Refused("it is not for this reader")
    opened = _bytes(64)
    if SODIUM.crypto_box_seal_open(opened, sealed_key, ctypes.c_ulonglong(112), key.box, key.box_secret) != 0 \
            or opened.raw[32:] != blake2b(head + reader):
        raise Refused("it was sealed to somebody else")
    text = _bytes(len(ciphertext))
    if SODIUM.crypto_aead_xchacha20poly1305_ietf_decrypt(
            text, None, None, ciphertext, ctypes.c_ulonglong(len(ciphertext)), head, ctypes.c_ulonglong(44), nonce,
            opened.raw[:32]) != 0:
        raise Refused("it was altered")
    padded = text.raw[:len(ciphertext) - 16]
    return TYPES[head[9]], head[12:28], padded[:padded.rindex(b"\x80")]


def words_of(letter):
    return letter.partition(b"\n\n")[2].decode() if not letter.startswith(b"\n") else letter[1:].decode()


def signed_by(message, sign):
    """TRUE if a signed message was signed by that key (Ed25519ph)."""
    state = _bytes(SODIUM.crypto_sign_statebytes())
    SODIUM.crypto_sign_init(state)
    for part in (b"porchlight-signed-1", message[:-64]):
        SODIUM.crypto_sign_update(state, part, ctypes.c_ulonglong(len(part)))
    return SODIUM.crypto_sign_final_verify(state, message[-64:], sign) == 0

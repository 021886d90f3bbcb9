# SPDX-License-Identifier: GPL-2.0-or-later
"""TLS hellos made by hand: as browsers send them, and as they never would."""
import struct

HANDSHAKE, CLIENT_HELLO = 22, 1
SERVER_NAME, EARLY_DATA, ENCRYPTED_HELLO = 0, 42, 0xfe0d


def vector(data, size=2):
    return len(data).to_bytes(size, "big") + data


def extension(kind, data):
    return struct.pack("!H", kind) + vector(data)


def host_name(name, kind=0):
    return bytes([kind]) + vector(name)


def server_name(*names):
    """A server_name extension; names: bytes."""
    return extension(SERVER_NAME, vector(b"".join(host_name(name) for name in names)))


def message(marker, extensions, session=b"", version=b"\3\3"):
    """A ClientHello; its random begins with the marker."""
    body = version + marker.ljust(32, b"-")[:32] + vector(session, 1)
    body += vector(bytes.fromhex("130113021303c02bc02fc02cc030cca9cca8009c009d002f0035")) + vector(b"\0", 1)
    body += vector(extensions + extension(10, vector(b"\0\x1d\0\x17")) + extension(13, vector(b"\4\3\x08\4\4\1"))
                   + extension(43, vector(b"\3\4\3\3", 1)) + extension(51, vector(b"\0\x1d" + vector(b"k" * 32))))
    return bytes([CLIENT_HELLO]) + vector(body, 3)


def records(data, size=16384, version=b"\3\1"):
    """A handshake message in records of size bytes."""
    return b"".join(bytes([HANDSHAKE]) + version + vector(data[at:at + size]) for at in range(0, len(data), size))


def hello(marker, *names, more=b""):
    return records(message(marker, server_name(*names) + more))

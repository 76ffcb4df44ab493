"""Pictures for tests, made of their bytes."""

import struct
import zlib


def png(shade: int = 128, side: int = 8) -> bytes:
    """Return a grey square as a PNG."""
    rows = b"".join(b"\0" + bytes([shade]) * side for _ in range(side))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in parts)


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

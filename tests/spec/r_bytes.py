"""A small writer of R's serialisation, so that the tests of the reader state every byte themselves."""

import struct

NA_INTEGER = -(2**31)
NA_REAL = struct.unpack(">d", bytes.fromhex("7ff00000000007a2"))[0]
NULL = struct.pack(">i", 254)
LATIN1, UTF8, BYTES = 1 << 14, 1 << 15, 1 << 13


def i4(*values: int) -> bytes:
    return struct.pack(f">{len(values)}i", *values)


def char(text: str | bytes | None, flag: int = UTF8) -> bytes:
    if text is None:
        return i4(9, -1)
    raw = text.encode() if isinstance(text, str) else text
    return i4(9 | flag, len(raw)) + raw


def symbol(name: str) -> bytes:
    return i4(1) + char(name)


def pairlist(**cells: bytes) -> bytes:
    return b"".join(i4(2 | 1 << 10) + symbol(tag) + item for tag, item in cells.items()) + NULL


def vector(kind: int, size: int, payload: bytes, **attributes: bytes) -> bytes:
    flags = kind | (1 << 9 if attributes else 0)
    names = {name.replace("row_names", "row.names"): value for name, value in attributes.items()}
    return i4(flags, size) + payload + (pairlist(**names) if attributes else b"")


def integers(*values: int, kind: int = 13, **attributes: bytes) -> bytes:
    return vector(kind, len(values), i4(*values), **attributes)


def reals(*values: float, **attributes: bytes) -> bytes:
    # NA is told from NaN by its lower half; packing keeps the bits.
    return vector(14, len(values), struct.pack(f">{len(values)}d", *values), **attributes)


def texts(*values: str | None, **attributes: bytes) -> bytes:
    return vector(16, len(values), b"".join(char(value) for value in values), **attributes)


def items(*values: bytes, **attributes: bytes) -> bytes:
    return vector(19, len(values), b"".join(values), **attributes)


def frame(rows: int, /, **columns: bytes) -> bytes:
    return items(
        *columns.values(),
        names=texts(*columns),
        row_names=integers(NA_INTEGER, -rows),
        **{"class": texts("data.frame")},
    )


def altrep(name: str, state: bytes, attributes: bytes = NULL) -> bytes:
    info = i4(2) + symbol(name) + i4(2) + symbol("base") + i4(2) + integers(13) + NULL
    return i4(238) + info + state + attributes


def rds(item: bytes, version: int = 3) -> bytes:
    encoding = i4(5) + b"UTF-8" if version == 3 else b""
    return b"X\n" + i4(version, 0x040300, 0x020300) + encoding + item


def rda(version: int = 3, **objects: bytes) -> bytes:
    return b"RDX%d\n" % version + rds(pairlist(**objects), version)

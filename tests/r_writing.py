"""Tiny files in R's serialisation (XDR, version 2), so that readers of R files have a sample."""

import csv
import gzip
import struct
from pathlib import Path

_HEADER = b"X\n" + struct.pack(">iii", 2, 0x30400, 0x20300)


def write_rds(path: Path, payload: bytes) -> None:
    """One object as an `.rds` file."""
    path.write_bytes(gzip.compress(_HEADER + payload))


def write_rda(path: Path, **objects: bytes) -> None:
    """Named objects as an `.rda` file."""
    body = b"".join(_word(0x402) + _symbol(name) + payload for name, payload in objects.items())
    path.write_bytes(gzip.compress(b"RDX2\n" + _HEADER + body + _word(254)))


def frame(columns: dict[str, list[object]]) -> bytes:
    """A data frame; a column of numbers is double, None is NA."""
    rows = len(next(iter(columns.values())))
    attributes = [("names", text(list(columns))), ("row.names", _integers([-(2**31), -rows])),
                  ("class", text(["data.frame"]))]  # fmt: skip
    return _word(0x313) + _word(len(columns)) + b"".join(map(_vector, columns.values())) + _attributes(attributes)


def matrix(values: list[list[float]], rows: list[str], columns: list[str]) -> bytes:
    """A matrix with names on both sides."""
    flat = [value for column in zip(*values, strict=True) for value in column]
    names = listing([text(rows), text(columns)])
    dims = _integers([len(rows), len(columns)])
    return _word(0x20E) + _doubles(flat)[4:] + _attributes([("dim", dims), ("dimnames", names)])


def listing(items: list[bytes]) -> bytes:
    """A list without names."""
    return _word(0x13) + _word(len(items)) + b"".join(items)


def text(values: list[object]) -> bytes:
    """A vector of strings, None is NA."""
    return _word(0x10) + _word(len(values)) + b"".join(map(_string, values))


def from_csv(path: Path) -> dict[str, list[object]]:
    """Columns of a sample: a column whose values are all numbers (or NA) is of numbers, others are text."""
    with path.open(encoding="utf-8", newline="") as stream:
        header, *rows = list(csv.reader(stream))
    return {name: _typed([row[place] for row in rows]) for place, name in enumerate(header)}


def _typed(values: list[str]) -> list[object]:
    known = [None if value == "NA" else value for value in values]
    try:
        return [None if value is None else float(value) for value in known]
    except ValueError:
        return list(known)


def _vector(values: list[object]) -> bytes:
    if any(isinstance(value, str) for value in values):
        return text(values)
    return _doubles([float("nan") if value is None else float(str(value)) for value in values])


def _doubles(values: list[float]) -> bytes:
    return _word(0x0E) + _word(len(values)) + struct.pack(f">{len(values)}d", *values)


def _integers(values: list[int]) -> bytes:
    return _word(0x0D) + _word(len(values)) + struct.pack(f">{len(values)}i", *values)


def _string(value: object) -> bytes:
    if value is None:
        return _word(0x9) + _word(-1)
    raw = str(value).encode()
    return _word(0x8009) + _word(len(raw)) + raw


def _symbol(name: str) -> bytes:
    return _word(0x1) + _string(name)


def _attributes(pairs: list[tuple[str, bytes]]) -> bytes:
    return b"".join(_word(0x402) + _symbol(name) + value for name, value in pairs) + _word(254)


def _word(value: int) -> bytes:
    return struct.pack(">i", value)

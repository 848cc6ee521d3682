"""Tiny files of R for tests: one data frame in an `.rda`, XDR serialisation, version 2."""

import gzip
import struct
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

_NA_REAL = struct.pack(">Q", 0x7FF00000000007A2)
_HAS_ATTRIBUTES, _IS_OBJECT, _HAS_TAG, _UTF8 = 0x200, 0x100, 0x400, 0x8000
_CHAR, _PAIRLIST, _SYMBOL, _INTEGER, _REAL, _TEXT, _LIST, _NIL = 9, 2, 1, 13, 14, 16, 19, 254


def write_rda(path: Path, name: str, frame: Mapping[str, Sequence[Any]]) -> Path:
    """Write `frame` (numbers, text, days, lists of texts; None is NA) as the object `name`."""
    body = _word(_PAIRLIST | _HAS_TAG) + _symbol(name) + _frame(frame) + _word(_NIL)
    header = b"RDX2\nX\n" + struct.pack(">iii", 2, 0x00030500, 0x00020300)
    path.write_bytes(gzip.compress(header + body, mtime=0))
    return path


def write_table(path: Path, name: str, text: str) -> Path:
    """The same from a table written with blanks; numbers where a column holds only such, NA is missing."""
    header, *lines = [line.split() for line in text.strip().splitlines()]
    cells = [[_cell(word) for word in line] for line in lines]
    return write_rda(path, name, {key: [row[i] for row in cells] for i, key in enumerate(header)})


def _cell(word: str) -> Any:
    if word == "NA":
        return None
    if len(word) == 10 and word[4] == word[7] == "-":
        return date.fromisoformat(word)
    try:
        return float(word)
    except ValueError:
        return word.replace("_", " ")


def _frame(frame: Mapping[str, Sequence[Any]]) -> bytes:
    rows = len(next(iter(frame.values())))
    columns = b"".join(_column(values) for values in frame.values())
    attributes = {
        "names": _texts(list(frame)),
        "row.names": _word(_INTEGER) + struct.pack(">iii", 2, -(2**31), -rows),
        "class": _texts(["data.frame"]),
    }
    head = _word(_LIST | _IS_OBJECT | _HAS_ATTRIBUTES) + _word(len(frame))
    return head + columns + _attributes(attributes)


def _column(values: Sequence[Any]) -> bytes:
    present = [value for value in values if value is not None]
    if present and all(isinstance(value, date) for value in present):
        days = [None if value is None else float(value.toordinal() - 719163) for value in values]
        return _reals(days, _HAS_ATTRIBUTES | _IS_OBJECT) + _attributes({"class": _texts(["Date"])})
    if present and all(isinstance(value, list) for value in present):
        return _word(_LIST) + _word(len(values)) + b"".join(_texts(value) for value in values)
    if all(isinstance(value, int | float) for value in present):
        return _reals(values, 0)
    return _texts(values)


def _reals(values: Sequence[Any], flags: int) -> bytes:
    packed = (_NA_REAL if value is None else struct.pack(">d", value) for value in values)
    return _word(_REAL | flags) + _word(len(values)) + b"".join(packed)


def _texts(values: Sequence[str | None]) -> bytes:
    return _word(_TEXT) + _word(len(values)) + b"".join(_char(value) for value in values)


def _char(value: str | None) -> bytes:
    if value is None:
        return _word(_CHAR) + struct.pack(">i", -1)
    raw = value.encode()
    return _word(_CHAR | _UTF8) + _word(len(raw)) + raw


def _symbol(name: str) -> bytes:
    return _word(_SYMBOL) + _char(name)


def _attributes(attributes: Mapping[str, bytes]) -> bytes:
    pairs = (_word(_PAIRLIST | _HAS_TAG) + _symbol(key) + value for key, value in attributes.items())
    return b"".join(pairs) + _word(_NIL)


def _word(value: int) -> bytes:
    return struct.pack(">i", value)

"""Columns as Arrow lays them out: NumPy's memory where Arrow's is the same, without copying."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.frames.cdata import Array, Schema, array, capsule, schema
from comity.frames.column import Column

_FORMATS = {"b": "b", "i1": "c", "i2": "s", "i4": "i", "i8": "l", "u1": "C", "f4": "f", "f8": "g"}
_LARGE = 2**31


def stream(columns: Sequence[Column], words: Mapping[str, str]) -> object:
    """The table as an Arrow C stream; `words` go into the schema's metadata, a column's own into its field's."""
    return capsule(lambda: _table_schema(columns, words), lambda: _table_array(columns))


def _table_schema(columns: Sequence[Column], words: Mapping[str, str]) -> Schema:
    return schema("+s", words=words, children=[_field(c) for c in columns])


def _table_array(columns: Sequence[Column]) -> Array:
    rows = len(columns[0]) if columns else 0
    return array(rows, 0, [None], [_array(c) for c in columns])


def _field(c: Column) -> Schema:
    if c.kind == "choice":
        return schema(_number(c), c.name, c.words, dictionary=schema("u"))
    if c.kind == "texts":
        return schema("+l", c.name, c.words, [schema("u", "item")])
    if c.kind == "text":
        return schema("U" if _is_large(c) else "u", c.name, c.words)
    return schema("b" if c.kind == "flag" else _number(c), c.name, c.words)


def _number(c: Column) -> str:
    kind = np.asarray(c.values).dtype
    return _FORMATS[f"{kind.kind}{kind.itemsize}"]


def _is_large(c: Column) -> bool:
    # At most four bytes a letter: only what may be too large is measured.
    longest = max(map(len, c.choices), default=0) * len(c) if c.choices else sum(map(len, c.values))
    return longest * 4 >= _LARGE and sum(map(len, _raw(c))) >= _LARGE


def _array(c: Column) -> Array:
    present, missing = _bitmap(c)
    if c.kind == "text":
        return array(len(c), missing, [present, *_texts(_raw(c), large=_is_large(c))])
    if c.kind == "texts":
        items = [item for row in c.values for item in row]
        return array(len(c), missing, [present, _offsets([len(row) for row in c.values])], [_plain(items)])
    values = np.ascontiguousarray(c.values)
    if c.kind == "flag":
        values = np.packbits(values.astype(bool), bitorder="little")
    dictionary = _plain(c.choices) if c.kind == "choice" else None
    return array(len(c), missing, [present, _some(values)], (), dictionary)


def _raw(c: Column) -> list[bytes]:
    """The texts of a column, encoded; where few differ each of those once."""
    if not c.choices:
        return [t.encode() for t in c.values]
    known = [t.encode() for t in c.choices]
    return [known[i] for i in np.asarray(c.values).tolist()]


def _plain(texts: Sequence[str]) -> Array:
    return array(len(texts), 0, [None, *_texts([t.encode() for t in texts], large=False)])


def _bitmap(c: Column) -> tuple[NDArray[np.uint8] | None, int]:
    if c.missing is None:
        return None, 0
    return _some(np.packbits(~c.missing, bitorder="little")), int(np.count_nonzero(c.missing))


def _texts(raw: Sequence[bytes], *, large: bool) -> tuple[NDArray[Any], NDArray[np.uint8]]:
    whole = np.frombuffer(b"".join(raw), dtype=np.uint8)
    return _offsets([len(r) for r in raw], np.int64 if large else np.int32), _some(whole)


def _offsets(lengths: Sequence[int], width: Any = np.int32) -> NDArray[Any]:
    return np.concatenate(([0], np.cumsum(np.asarray(lengths, dtype=np.int64)))).astype(width)


def _some(values: NDArray[Any]) -> NDArray[Any]:
    """A buffer with an address, also where there is nothing in it."""
    return values if values.size else np.zeros(8, dtype=values.dtype)

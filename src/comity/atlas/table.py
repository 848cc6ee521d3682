"""The rows of one measure in memory: a pair's rows lie together, each column in as few bytes as its values need.

To find a pair takes microseconds, where a query decodes a whole row group of the file; who asks for one pair after
another reads each file once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from comity.atlas.cross_section import CrossSection
from comity.terms.detail import Detail, details_from, unpacked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from comity.atlas.cross_section import Arrays
    from comity.atlas.files import Files
    from comity.atlas.manifest import Entry

_WIDTH = 1 << 15
"""A pair's key is a x _WIDTH + b + 1: numbers of states are of 16 bits, and nobody is -1."""

BYTES_A_ROW = 11
"""What a row takes in memory, about: most columns hold one value throughout, or fit into two bytes."""

Row = tuple[Any, ...]
"""period, value, low, high, n, state, details, basis: as stored, details as the objects that they are."""

_LISTS = "atlas_lists"
_COLUMNS = ("value", "low", "high", "n", "state", "basis")


@dataclass(frozen=True, slots=True)
class _Column:
    data: NDArray[Any]
    missing: NDArray[np.bool_] | None

    def list(self, rows: slice | NDArray[np.intp]) -> list[Any]:
        """Values of some rows, None where there is none."""
        found: list[Any] = self.data[rows].tolist()
        if self.missing is None:
            return found
        return [None if gone else v for v, gone in zip(found, self.missing[rows].tolist(), strict=True)]

    @property
    def size(self) -> int:
        """Bytes: a column of one value throughout is kept once."""
        parts = [self.data] if self.missing is None else [self.data, self.missing]
        return sum(part.itemsize if part.strides == (0,) else part.nbytes for part in parts)


@dataclass(frozen=True, slots=True)
class Table:
    """All rows of a measure, by pair and period. Threads may share it; nothing in it changes."""

    pairs: NDArray[np.int32]
    starts: NDArray[np.int32]
    """Where the rows of each pair begin, and at last where they end."""
    first: int
    since: NDArray[np.unsignedinteger]
    """The period of each row, as how many after the first: years of two centuries fit into a byte."""
    columns: Mapping[str, _Column]
    details: tuple[tuple[Detail, ...], ...]
    codes: _Column | None
    """For each row the number of its details, where the measure has such."""

    @property
    def size(self) -> int:
        """Bytes of the columns."""
        columns = [*self.columns.values(), *([] if self.codes is None else [self.codes])]
        return self.pairs.nbytes + self.starts.nbytes + self.since.nbytes + sum(c.size for c in columns)

    def rows(self, a: int, b: int, horizon: int, since: int | None = None) -> list[Row]:
        """The rows of a pair up to a period, oldest first; with `since` from that period on."""
        key = np.int32(a * _WIDTH + b + 1)
        place = int(self.pairs.searchsorted(key))
        if place == len(self.pairs) or self.pairs[place] != key or horizon < self.first:
            return []
        first, last = int(self.starts[place]), int(self.starts[place + 1])
        own = self.since[first:last]
        begin = 0 if since is None or since <= self.first else self._place(own, since, "left")
        return self._rows(slice(first + begin, first + self._place(own, horizon, "right")))

    def _place(self, own: NDArray[np.unsignedinteger], period: int, side: Literal["left", "right"]) -> int:
        # Of the column's own kind: to look for any other number copies all of them.
        return int(own.searchsorted(own.dtype.type(min(period - self.first, _most(own))), side=side))

    def section(self, period: int) -> CrossSection:
        """The known values of a period, by pair."""
        rows = self._known_in(period)
        a, b = self._states(rows)
        return CrossSection(a, b, self.columns["value"].data[rows])

    def with_state(self, code: int, period: int, *, either: bool) -> list[tuple[int, Row]]:
        """Partners of a state with a known value in a period, and their rows: the highest value first, then by partner.

        With `either` the state may be the second of a pair, too.
        """
        rows = self._known_in(period)
        a, b = self._states(rows)
        first, second = (a == code) & (b >= 0), (b == code) & either
        mine = first | second
        rows, partner = rows[mine], np.where(first, b, a)[mine]
        value = self.columns["value"].data[rows]
        # As the engine sorts: what is not a number comes before all numbers.
        falling = -np.nan_to_num(value, nan=np.inf) if value.dtype.kind == "f" else -value.astype(np.int64)
        order = np.lexsort((partner, falling))
        return list(zip(partner[order].tolist(), self._rows(rows[order]), strict=True))

    def named(self, period: int) -> list[tuple[int, tuple[Detail, ...]]]:
        """First states of a period's rows that name something, and what they name."""
        if self.codes is None:
            return []
        chosen = self._in(period)
        if self.codes.missing is not None:
            chosen &= ~self.codes.missing
        rows = np.flatnonzero(chosen)
        a, _ = self._states(rows)
        return [(state, self.details[code]) for state, code in zip(a.tolist(), self.codes.list(rows), strict=True)]

    def newest(self, code: int | None, horizon: int, *, either: bool) -> int | None:
        """The last period up to the horizon with a known value: of all, or of a state's rows."""
        if horizon < self.first:
            return None
        chosen = self.since <= min(horizon - self.first, _most(self.since))
        if (missing := self.columns["value"].missing) is not None:
            chosen &= ~missing
        if code is not None:
            a, b = self.pairs // _WIDTH, self.pairs % _WIDTH - 1
            mine = (a == code) | ((b == code) & either)
            chosen &= np.repeat(mine, np.diff(self.starts))
        found = self.since[chosen]
        return self.first + int(found.max()) if len(found) else None

    def periods(self) -> frozenset[int]:
        """Every period with a known value."""
        missing = self.columns["value"].missing
        told = np.unique(self.since if missing is None else self.since[~missing])
        return frozenset(self.first + since for since in told.tolist())

    def _in(self, period: int) -> NDArray[np.bool_]:
        """Which rows are of a period."""
        since = period - self.first
        if not 0 <= since <= _most(self.since):
            return np.zeros(len(self.since), dtype=bool)
        return np.asarray(self.since == since)

    def _known_in(self, period: int) -> NDArray[np.intp]:
        chosen = self._in(period)
        if (missing := self.columns["value"].missing) is not None:
            chosen &= ~missing
        return np.flatnonzero(chosen)

    def _states(self, rows: NDArray[np.intp]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        key = self.pairs[self.starts.searchsorted(rows.astype(np.int32), side="right") - 1]
        return key // _WIDTH, key % _WIDTH - 1

    def _rows(self, rows: slice | NDArray[np.intp]) -> list[Row]:
        first = self.first
        period = [first + since for since in self.since[rows].tolist()]
        value, low, high, n, state, basis = (self.columns[name].list(rows) for name in _COLUMNS)
        named: Sequence[tuple[Detail, ...]] = [()] * len(period)
        if self.codes is not None:
            named = [() if code is None else self.details[code] for code in self.codes.list(rows)]
        return list(zip(period, value, low, high, n, state, named, basis, strict=True))


def read(files: Files, path: Path, entry: Entry) -> Table:
    """The table of a measure from its file."""
    source = f"read_parquet('{_escaped(path)}')"
    empty = _empty(files, path)
    wanted = ", ".join(("a", "b", "period", *(name for name in _COLUMNS if name not in empty)))
    if entry.details is None or not (details := _details(files, source, entry.details)):
        return _table(files.arrays(f"SELECT {wanted} FROM {source}"), ())
    # Few lists of details differ: each is read once, and a row holds its number.
    same = "s.details IS NOT DISTINCT FROM d.details"
    found = files.arrays(f"SELECT {wanted}, d.code AS code FROM {source} s LEFT JOIN {_LISTS} d ON {same}")
    files.rows(f"DROP TABLE {_LISTS}")
    return _table(found, details)


def _escaped(path: Path) -> str:
    return str(path).replace("'", "''")


def _empty(files: Files, path: Path) -> frozenset[str]:
    """Columns without any value, as the file's own statistics tell: they are most of many a table, and not read."""
    said = files.rows(
        "SELECT path_in_schema FROM "
        f"parquet_metadata('{_escaped(path)}') GROUP BY path_in_schema HAVING sum(stats_null_count) = sum(num_values)"
    )
    return frozenset(name for (name,) in said)


def _details(files: Files, source: str, shape: type[Detail]) -> tuple[tuple[Detail, ...], ...]:
    """Every list of details in the order of its code in the temporary table `_LISTS`; of equal details one is made."""
    files.rows(
        f"CREATE OR REPLACE TEMP TABLE {_LISTS} AS SELECT details, row_number() OVER (ORDER BY details) - 1 AS code "
        f"FROM (SELECT DISTINCT details FROM {source} WHERE details IS NOT NULL)"
    )
    single = f"(SELECT code, unnest(details) AS one, generate_subscripts(details, 1) AS place FROM {_LISTS})"
    kinds = f"(SELECT one, row_number() OVER (ORDER BY one) - 1 AS kind FROM (SELECT DISTINCT one FROM {single}))"
    texts = files.rows(f"SELECT {unpacked(shape, '[one]')} FROM {kinds} ORDER BY kind")
    made = np.empty(len(texts), dtype=object)
    made[:] = [details_from(shape, row)[0] for (row,) in texts]
    found = files.arrays(
        f"SELECT s.code, k.kind FROM {single} s JOIN {kinds} k ON s.one IS NOT DISTINCT FROM k.one ORDER BY code, place"
    )
    ((lists,),) = files.rows(f"SELECT count(*) FROM {_LISTS}")
    ends = found["code"].searchsorted(np.arange(lists + 1)).tolist()
    each = made[found["kind"].astype(np.intp)].tolist()
    return tuple(tuple(each[i:j]) for i, j in pairwise(ends))


def _table(found: Arrays, details: tuple[tuple[Detail, ...], ...]) -> Table:
    a, b, period = (np.ma.getdata(found[name]).astype(np.int32) for name in ("a", "b", "period"))
    pair = a * _WIDTH + b + 1
    place = pair.astype(np.int64) * (1 << 32) + period
    order: slice | NDArray[np.intp] = slice(None)
    if not bool(np.all(place[1:] > place[:-1])):
        order = np.argsort(place, kind="stable")
    pair = pair[order]
    begins = np.flatnonzero(np.concatenate(([True], pair[1:] != pair[:-1]))) if len(pair) else np.empty(0, np.intp)
    nothing = np.ma.MaskedArray(np.zeros(len(pair), dtype=np.int8), mask=True)
    columns = {name: _compact(found[name][order] if name in found else nothing) for name in _COLUMNS}
    codes = _compact(found["code"][order]) if "code" in found else None
    first = int(period.min()) if len(period) else 0
    return Table(
        pairs=pair[begins],
        starts=np.append(begins, len(pair)).astype(np.int32),
        first=first,
        since=_narrow_whole(period[order] - first),
        columns=columns,
        details=details,
        codes=codes,
    )


def _compact(column: NDArray[Any]) -> _Column:
    missing = np.ma.getmaskarray(column) if isinstance(column, np.ma.MaskedArray) else None
    if missing is not None and not missing.any():
        missing = None
    data = np.ma.getdata(column)
    if missing is not None:
        data = np.where(missing, np.zeros(1, data.dtype), data)
    data = _once(_narrow(data))
    return _Column(data, None if missing is None else _once(missing.copy()))


def _narrow(data: NDArray[Any]) -> NDArray[Any]:
    """Whole numbers in the fewest bytes that hold them; an array of its own."""
    if data.dtype.kind not in "iu" or not len(data):
        return data.copy()
    least, most = int(data.min()), int(data.max())
    for kind in (np.int8, np.int16, np.int32):
        if np.iinfo(kind).min <= least and most <= np.iinfo(kind).max:
            return data.astype(kind)
    return data.copy()


def _narrow_whole(since: NDArray[np.integer]) -> NDArray[np.unsignedinteger]:
    """Numbers from 0 on in the fewest bytes that hold them."""
    most = int(since.max()) if len(since) else 0
    return since.astype(next(kind for kind in (np.uint8, np.uint16, np.uint32) if most <= np.iinfo(kind).max))


def _most(of: NDArray[np.unsignedinteger]) -> int:
    return int(np.iinfo(of.dtype).max)


def _once(data: NDArray[Any]) -> NDArray[Any]:
    """One value throughout is kept once: the same bits, since -0.0 equals 0.0 and is another value."""
    bits = data.view(np.int64) if data.dtype.kind == "f" else data
    return np.broadcast_to(data[:1].copy(), data.shape) if len(data) and bool((bits == bits[0]).all()) else data

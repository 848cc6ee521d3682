"""All rows of a measure as the atlas stores them, as columns: by the million, so nothing is made row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from comity.api.cells import told_of
from comity.atlas.measurement import STATES
from comity.frames.column import Column
from comity.terms.detail import details_from, unpacked
from comity.terms.interval import kind_of_ends
from comity.terms.period import period_text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from comity.atlas.manifest import Entry
    from comity.atlas.read import Atlas

Numbers = tuple["NDArray[Any]", "NDArray[np.bool_]"]
"""Values, and which of them are missing."""


def stored(atlas: Atlas, entry: Entry, years: tuple[int, int], said: dict[str, str]) -> list[Column]:
    """The columns of `measured` for every row of the years, by pair and period. Silence has no rows."""
    got = _read(atlas, entry, years)
    n = len(got["a"][0])
    value, low, high = _ends(got["value"], got["low"], got["high"])
    names = (*atlas.manifest.states, "-")
    periods, place = np.unique(got["period"][0], return_inverse=True)
    # With a value, and without one.
    kinds = [kind_of_ends(v, 0.0, 0.0, entry.interval, entry.bounds) for v in (0.0, None)]

    def choice(name: str, places: NDArray[Any], choices: tuple[str, ...], missing: Any = None) -> Column:
        return Column(name, "text", places, missing, choices, told_of(name, said))

    def number(name: str, it: Numbers) -> Column:
        return Column(name, "number", it[0] / entry.scale, it[1], words=told_of(name, said))

    one = np.zeros(n, dtype=np.int8)
    return [
        choice("measure", one, (entry.id,)),
        choice("a", got["a"][0].astype(np.int16), names),
        # Nobody is -1, which is the place of the last name.
        choice("b", (got["b"][0] % len(names)).astype(np.int16), names),
        choice("period", place.astype(np.int32), tuple(period_text(int(p), entry.grain) for p in periods)),
        number("value", value),
        number("low", low),
        number("high", high),
        choice("interval", value[1].astype(np.int8), tuple(str(k or "") for k in kinds), low[1] & high[1]),
        choice("unit", one, (entry.unit,)),
        choice("value_state", got["state"][0].astype(np.int8), tuple(str(s) for s in STATES)),
        Column("n", "whole", got["n"][0].astype(np.int64), got["n"][1], words=told_of("n", said)),
        Column("details", "texts", _details(entry, got["details"]), words=told_of("details", said)),
        Column("basis", "texts", _basis(entry, got["basis"]), words=told_of("basis", said)),
    ]


def _read(atlas: Atlas, entry: Entry, years: tuple[int, int]) -> dict[str, Numbers]:
    from comity.engine import connected

    details = "NULL" if entry.details is None else unpacked(entry.details, "details")
    first, last = (years[0] * 12, years[1] * 12 + 11) if entry.grain == "month" else years
    with connected() as con:
        rows = con.execute(
            f"SELECT a, b, period, value, low, high, n, state, {details} AS details, basis FROM {atlas.rows(entry.id)} "
            f"WHERE period BETWEEN {first} AND {last} ORDER BY a, b, period"
        ).fetchnumpy()
    return {name: (np.ma.getdata(v), np.ma.getmaskarray(v)) for name, v in rows.items()}


def _ends(value: Numbers, below: Numbers, above: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Value, low and high in stored units, as `interval_ends` reads one row."""
    of = {k: v[0].astype(np.float64) for k, v in (("value", value), ("below", below), ("above", above))}
    about = ~value[1] & ~below[1]
    low = np.where(about, of["value"] - of["below"], of["below"])
    high = np.where(about, of["value"] + np.where(above[1], of["below"], of["above"]), of["above"])
    return (of["value"], value[1]), (low, below[1]), (high, above[1] & ~about)


def _details(entry: Entry, packed: Numbers) -> list[tuple[str, ...]]:
    if entry.details is None:
        return [()] * len(packed[1])
    shape, pairs = entry.details, zip(packed[0].tolist(), packed[1].tolist(), strict=True)
    return [() if gone else tuple(str(d) for d in details_from(shape, texts)) for texts, gone in pairs]


def _basis(entry: Entry, which: Numbers) -> list[tuple[str, ...]]:
    each = [(name,) for name in entry.basis]
    if which[1].all():
        return [entry.basis] * len(which[1])
    pairs = zip(which[0].tolist(), which[1].tolist(), strict=True)
    return [entry.basis if gone else each[i] for i, gone in pairs]

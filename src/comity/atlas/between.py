"""What moved between two atlases: how far each measure reaches, what was revised, and whose value changed unusually.

A change is set beside the measure's usual yearly change: of all pairs and years of the earlier atlas, the differences
between one observation and the next, for each year between them. Of amounts (which begin at zero and have no end) the
difference counts as a share of the mean of the two, and only from the middle one of all amounts upward, since the small
ones change manifold every year.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from comity.atlas.measurement import NOBODY
from comity.engine import connected
from comity.terms.period import period_text
from comity.terms.ref import source_of

if TYPE_CHECKING:
    import duckdb
    from numpy.typing import NDArray

    from comity.atlas.manifest import Entry
    from comity.atlas.read import Atlas

Pair = tuple[str, str]
LEAST_USUAL = 30
"""Yearly changes of a measure below which nobody can say what is usual."""
UNUSUAL = 0.05
"""Share of usual yearly changes that are as large, above which a change is not told."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a measure goes in either atlas, as periods; empty where the atlas lacks it."""

    measure: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Move:
    """A value that is of a later period than the one before it. `share` of usual yearly changes are as large."""

    measure: str
    a: str
    b: str
    period_before: str
    before: float
    period: str
    after: float
    share: float


@dataclass(frozen=True, slots=True)
class Revision:
    """Values of the same pair and period that differ: `changed` of `rows` in both; `gone` and `added` are in one alone.

    The editions are those of the sources that differ, before and after; none where only the code did. `largest` is the
    widest of the changes.
    """

    measure: str
    rows: int
    changed: int
    gone: int
    added: int
    editions_before: tuple[str, ...]
    editions: tuple[str, ...]
    largest: Move | None


def reaches(before: Atlas, after: Atlas) -> list[Reach]:
    """Measures of which the newest period differs, or that one of the two atlases lacks."""
    old, new = before.manifest.measures, after.manifest.measures
    found = [Reach(id, _last(old.get(id)), _last(new.get(id))) for id in sorted(old.keys() | new.keys())]
    return [reach for reach in found if reach.before != reach.after]


def remade(before: Atlas, after: Atlas) -> list[str]:
    """Measures in both atlases whose stored rows are not the same bytes."""
    old, new = before.manifest.measures, after.manifest.measures
    return [id for id in sorted(old.keys() & new.keys()) if old[id].sha256 != new[id].sha256]


def spliced(before: Atlas, after: Atlas) -> list[str]:
    """Measures whose rows differ and that rest on other sources than before: what differs may be the account."""
    old, new = before.manifest.measures, after.manifest.measures
    return [id for id in remade(before, after) if _sources(old[id]) != _sources(new[id])]


def moves(before: Atlas, after: Atlas, pair: Pair | None = None) -> Iterator[Move]:
    """Values that went further than all but a twentieth of usual yearly changes, of one pair if it is named.

    Of measures that rest on other sources than before none is told: it might be two accounts that differ.
    """
    apart = set(spliced(before, after))
    with connected(1) as con:
        for measure in remade(before, after):
            if measure in apart:
                continue
            yield from _moves(con, before, after, measure, pair)


def revisions(before: Atlas, after: Atlas, pair: Pair | None = None) -> list[Revision]:
    """What was said before of a period and is said otherwise now, by measure; none of values kept more coarsely."""
    with connected(1) as con:
        found = (_revision(con, before, after, measure, pair) for measure in remade(before, after))
        return [each for each in found if each is not None]


def surprise(found: list[Move]) -> float:
    """How unusual a pair's changes are together: of each family the rarest counts, by the logarithm of its share."""
    rarest: dict[str, float] = {}
    for move in found:
        family = move.measure.partition(".")[0]
        rarest[family] = min(rarest.get(family, 1.0), move.share)
    return -sum(math.log(share) for share in rarest.values())


def _sources(entry: Entry) -> set[str]:
    return {source_of(edition) for edition in entry.basis}


def _last(entry: Entry | None) -> str:
    return "" if entry is None or not entry.rows else period_text(entry.last, entry.grain)


def _moves(
    con: duckdb.DuckDBPyConnection, before: Atlas, after: Atlas, measure: str, pair: Pair | None
) -> Iterator[Move]:
    entry = after.entry(measure)
    _views(con, before, after, measure)
    usual = _usual(con, entry)
    if len(usual) < LEAST_USUAL:
        return
    a_year = 12 if entry.grain == "month" else 1
    rows = con.execute(
        f"SELECT a, b, p, v, q, w, {_change(entry, 'v', 'w')} / greatest((q - p) / {a_year}, 1) AS x "
        f"FROM ({_newest(before, after, measure)}) WHERE q > p AND v <> w AND {_of(after, pair)} AND {_counts(entry)}"
    ).fetchnumpy()
    as_large = len(usual) - np.searchsorted(usual, np.asarray(rows["x"]), side="left")
    share = (as_large + 1) / (len(usual) + 1)
    for n in np.flatnonzero(share <= UNUSUAL):
        row = {name: column[n] for name, column in rows.items()}
        yield _move(after, entry, row, float(share[n]))


def _views(con: duckdb.DuckDBPyConnection, before: Atlas, after: Atlas, measure: str) -> None:
    """`old` and `new`: the known values of a measure by a, b and period, with states numbered as in the later atlas."""
    place = {id: n for n, id in enumerate(after.manifest.states)}
    codes = [place.get(id, -2 - n) for n, id in enumerate(before.manifest.states)]
    for name, atlas in (("old", before), ("new", after)):
        a, b = "a", "b"
        if name == "old" and codes != list(range(len(codes))):
            con.register("places", {"was": np.arange(NOBODY, len(codes)), "now": np.array([NOBODY, *codes])})
            a, b = ("(SELECT now FROM places WHERE was = rows." + side + ")" for side in ("a", "b"))
        times, per = atlas.entry(measure).ratio
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {a} AS a, {b} AS b, period, "
            f"value::DOUBLE * {times} / {per} AS value FROM {atlas.rows(measure)} AS rows "
            "WHERE value IS NOT NULL"
        )


def _newest(before: Atlas, after: Atlas, measure: str) -> str:
    """SQL for the newest value of each pair in either atlas: v of the period p, and w of the period q."""
    was, now = before.entry(measure), after.entry(measure)
    if now.silence == "true_zero":
        p, q = min(was.last, before.horizon(measure)), min(now.last, after.horizon(measure))
        return (
            f"SELECT a, b, {p} AS p, coalesce(o.value, 0) AS v, {q} AS q, coalesce(n.value, 0) AS w "
            f"FROM (FROM old WHERE period = {p}) o FULL JOIN (FROM new WHERE period = {q}) n USING (a, b)"
        )
    sides = (
        f"SELECT a, b, max(period) AS p, arg_max(value, period) AS v FROM {t} GROUP BY a, b" for t in ("old", "new")
    )
    return "SELECT o.a, o.b, o.p, o.v, n.p AS q, n.v AS w FROM ({}) o JOIN ({}) n USING (a, b)".format(*sides)


def _usual(con: duckdb.DuckDBPyConnection, entry: Entry) -> NDArray[np.float64]:
    """Yearly changes of the earlier atlas, the least first."""
    a_year = 12 if entry.grain == "month" else 1
    # Of months the year before is meant, where it is there; a month's own change says little of a year's.
    back = 12 if entry.grain == "month" else 1
    row = con.execute("SELECT median(abs(value)) FROM old").fetchone()
    con.execute(f"SET VARIABLE middle = {float(row[0]) if row and row[0] is not None else 0.0}")
    found = con.execute(
        f"SELECT {_change(entry, 'v', 'w')} / greatest((q - p) / {a_year}, 1) AS x FROM ("
        f"SELECT lag(value, {back}) OVER pair AS v, lag(period, {back}) OVER pair AS p, value AS w, period AS q "
        f"FROM old WINDOW pair AS (PARTITION BY a, b ORDER BY period)) WHERE p IS NOT NULL AND {_counts(entry)}"
    ).fetchnumpy()
    return np.sort(np.ma.filled(np.asarray(found["x"], dtype=np.float64), 0.0))


def _is_amount(entry: Entry) -> bool:
    return entry.low == 0 and entry.high is None


def _change(entry: Entry, v: str, w: str) -> str:
    """SQL for the size of a change."""
    difference = f"abs({w} - {v})"
    return f"coalesce({difference} / nullif((abs({v}) + abs({w})) / 2, 0), 0)" if _is_amount(entry) else difference


def _counts(entry: Entry) -> str:
    """SQL for whether a change is large enough to be looked at."""
    return "greatest(abs(v), abs(w)) >= getvariable('middle')" if _is_amount(entry) else "TRUE"


def _of(atlas: Atlas, pair: Pair | None) -> str:
    """SQL for the rows of a pair and of its two states; of all that the later atlas knows, if None."""
    if pair is None:
        return f"least(a, b) >= {NOBODY}"
    codes = [atlas.manifest.states.index(id) if id in atlas.manifest.states else -99 for id in pair]
    one, two = codes
    return f"(a, b) IN (({one}, {two}), ({two}, {one}), ({one}, {NOBODY}), ({two}, {NOBODY}))"


def _move(atlas: Atlas, entry: Entry, row: dict[str, Any], share: float) -> Move:
    names = (*atlas.manifest.states, "-")
    periods = (period_text(int(row[name]), entry.grain) for name in ("p", "q"))
    first, last = periods
    a, b = names[int(row["a"])], names[int(row["b"])]
    return Move(entry.id, a, b, first, float(row["v"]), last, float(row["w"]), share)


def _revision(
    con: duckdb.DuckDBPyConnection, before: Atlas, after: Atlas, measure: str, pair: Pair | None
) -> Revision | None:
    was, now = before.entry(measure), after.entry(measure)
    if was.decimals != now.decimals:
        return None
    _views(con, before, after, measure)
    differs = "abs(v - w) > 1e-9 * greatest(abs(v), abs(w))"
    con.execute(
        "CREATE OR REPLACE TEMP TABLE joined AS SELECT a, b, period AS p, period AS q, o.value AS v, n.value AS w "
        f"FROM old o FULL JOIN new n USING (a, b, period) WHERE period <= {was.last} AND {_of(after, pair)}"
    )
    counted = con.execute(
        f"SELECT count(*) FILTER (v IS NOT NULL AND w IS NOT NULL), count(*) FILTER ({differs}), "
        "count(*) FILTER (w IS NULL), count(*) FILTER (v IS NULL) FROM joined"
    ).fetchone()
    assert counted is not None
    rows, changed, gone, added = counted
    if not (changed or gone or added):
        return None
    top = con.execute(
        f"SELECT * FROM joined WHERE {differs} ORDER BY {_change(now, 'v', 'w')} DESC, greatest(abs(v), abs(w)) DESC, "
        "a, b, p LIMIT 1"
    ).fetchone()
    largest = None
    if top is not None:
        largest = _move(after, now, dict(zip(("a", "b", "p", "q", "v", "w"), top, strict=True)), math.nan)
    older, newer = (tuple(sorted(set(x.basis) - set(y.basis))) for x, y in ((was, now), (now, was)))
    return Revision(measure, rows, changed, gone, added, older, newer, largest)

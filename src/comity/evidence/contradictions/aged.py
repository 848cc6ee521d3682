"""Figures without a period of their own: shares and ranks that bear no date, and old figures repeated as new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from comity.evidence.contradictions.cues import cued
from comity.evidence.contradictions.entry import Entry, figure, listed
from comity.evidence.contradictions.likeness import Likeness
from comity.evidence.contradictions.neighbours import components, near_pairs
from comity.evidence.contradictions.quantity import Quantity, names_period
from comity.evidence.statement import Statement
from comity.terms.dated import Dated

OLD = 3
"""Years after which the same figure is taken for a repetition."""
_EQUAL, _NEARLY = 1.02, 1.10
_NONE = 1e-9
"""What a figure of nothing counts for where another is divided by it."""


def undated_figures(
    statements: Sequence[Statement], likeness: Likeness, measured: Mapping[str, Quantity]
) -> Iterator[Entry]:
    """Ranks and shares of something whose claim names no period, dated only by when it was said."""
    for s in statements:
        q = measured.get(s.id)
        if (
            q is not None
            and (q.dimension.startswith("share") or q.dimension.startswith("rank"))
            and not names_period(s)
        ):
            kind = "rank" if q.dimension.startswith("rank") else "share"
            yield Entry("undated_figure", (s.id,), f"A {kind} whose period is not given: {figure(s)}, by {s.source}.")


def stale_figures(
    statements: Sequence[Statement], likeness: Likeness, measured: Mapping[str, Quantity]
) -> Iterator[Entry]:
    """The same figure for the same thing three years later or more, from another source, or said to be repeated."""

    def block(s: Statement) -> tuple[object, ...] | None:
        q = measured.get(s.id)
        if q is None or not q.dimension.startswith(("money", "mass", "persons", "share", "flow of oil")):
            return None
        return q.dimension, s.sender, s.receiver, s.kind, q.both_ways

    again = cued("again", statements)
    pairs = [
        (x, y)
        for x, y in near_pairs(statements, block)
        if _repeats(x, y, measured[x.id], measured[y.id], _NEARLY if y.id in again else _EQUAL)
    ]
    for s in statements:
        if s.id in measured and s.last_seen and Dated.parse(s.last_seen).year - s.when.year >= OLD:
            yield Entry(
                "stale_figure", (s.id,), f"A figure of {s.when.year} still stood in {s.last_seen}: {figure(s)}."
            )
    for group in components(pairs):
        first = group[0]
        years = group[-1].when.year - first.when.year
        what = f"A figure of {first.when.year} comes back up to {years} years later: {listed(group)}."
        yield Entry("stale_figure", tuple(s.id for s in group), what)


def _repeats(x: Statement, y: Statement, one: Quantity, two: Quantity, least: float) -> bool:
    less, more = (one.low, two.low) if one.low <= two.low else (two.low, one.low)
    # Of the three conditions the figures part most pairs, and a date costs the most to read.
    return more / (less or _NONE) <= least and x.source != y.source and y.when.year - x.when.year >= OLD

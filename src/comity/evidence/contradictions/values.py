"""Figures for one thing that cannot all be right, and flows larger than the sum that holds them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import inf, isfinite

from comity.evidence.contradictions.entry import Entry, figure, listed
from comity.evidence.contradictions.likeness import Likeness
from comity.evidence.contradictions.neighbours import components, near_pairs, parties, two_events
from comity.evidence.contradictions.quantity import Quantity
from comity.evidence.statement import Statement

EXACT, ROUNDED, PART_OF_YEAR, STOCK, NEXT_YEAR, ANY_YEAR = 1.05, 1.25, 1.3, 1.5, 2.0, 5.0
"""How many times one figure may exceed the other before they conflict: freight, rounding and growth explain less.

`ANY_YEAR` holds within twenty years: a count that falls or grows fivefold between two sources counts two things.
"""
_GROWTH = 1.2
"""How many times a trade may grow in a year, for many years on end: two figures decades apart may both be right."""
_SLACK = 3
_MEASURED = ("money", "mass", "persons", "flow of oil", "volume of oil", "length")


def conflicting_values(
    statements: Sequence[Statement], likeness: Likeness, measured: Mapping[str, Quantity]
) -> Iterator[Entry]:
    """One entry for each thing whose figures do not fit, with all figures in conflict."""
    measurable = [s for s in statements if s.id in measured]

    def block(s: Statement) -> tuple[object, ...] | None:
        q = measured.get(s.id)
        if q is None or q.dimension.startswith(("duration", "share")):
            return None
        way = frozenset(parties(s)) if q.both_ways or s.kind != "flow" else (s.sender, s.receiver)
        return q.dimension, s.kind, q.both_ways, way

    pairs = [
        (x, y)
        for x, y in near_pairs(measurable, block)
        if _conflict(x, y, measured[x.id], measured[y.id]) and _same_thing(x, y, measured[x.id], likeness)
    ]
    pairs += [
        (x, y)
        for x, y in near_pairs(statements, lambda s: _share_block(s, measured))
        if _shares_conflict(x, y, measured[x.id], measured[y.id])
    ]
    for group in components(pairs):
        found = [measured[s.id] for s in group]
        least = min(q.high for q in found)
        factor = max(q.low for q in found) / least if least > 0 else inf
        by = f", by up to {factor:,.3g} times" if isfinite(factor) else ""
        what = f"{len(group)} figures for one thing differ{by}: {listed(group)}."
        yield Entry("conflicting_values", tuple(s.id for s in group), what)


def _same_thing(x: Statement, y: Statement, q: Quantity, likeness: Likeness) -> bool:
    if x.coverage and y.coverage and x.coverage != y.coverage:
        return False
    if x.quantity and y.quantity:
        return x.quantity == y.quantity
    if q.dimension.startswith(_MEASURED):
        return x.sector == y.sector and (q.both_ways or likeness.of(x, y) >= (0.15 if x.b else 0.2))
    return x.sector == y.sector and likeness.of(x, y) >= 0.35


def _conflict(x: Statement, y: Statement, one: Quantity, two: Quantity) -> bool:
    apart = one.apart(two)
    if apart <= EXACT or two_events(x, y) or (x.kind != "stock" and _other_months(x, y)):
        return False
    if one.meets(two):
        partial = one.partial != two.partial
        return apart > (PART_OF_YEAR if partial else ROUNDED if one.hedged or two.hedged else EXACT)
    if x.source == y.source or one.partial or two.partial or not one.dimension.startswith(_MEASURED):
        return False
    if x.kind == "stock" and one.meets(two, _SLACK):
        return apart > STOCK
    if one.meets(two, 1):
        return apart > NEXT_YEAR
    return one.meets(two, 20) and apart > ANY_YEAR * _grown(x, y, one, two)


def _grown(x: Statement, y: Statement, one: Quantity, two: Quantity) -> float:
    """What growth explains between two flows of which the later is the larger; 1 for any others."""
    years = y.when.year - x.when.year
    grew = two.low > one.high if years > 0 else one.low > two.high
    return float(_GROWTH ** abs(years)) if grew and x.kind == "flow" else 1.0


def _other_months(x: Statement, y: Statement) -> bool:
    """Two months of one year are two periods."""
    return None not in (x.when.month, y.when.month) and x.when.month != y.when.month


def _share_block(s: Statement, measured: Mapping[str, Quantity]) -> tuple[object, ...] | None:
    q = measured.get(s.id)
    return (q.dimension, s.sender, s.receiver, s.kind) if q is not None and q.dimension.startswith("share") else None


def _shares_conflict(x: Statement, y: Statement, one: Quantity, two: Quantity) -> bool:
    if _other_months(x, y) or not one.meets(two):
        return False
    return one.apart(two) > (ROUNDED if one.hedged or two.hedged or one.partial or two.partial else EXACT)


def parts_and_wholes(
    statements: Sequence[Statement], likeness: Likeness, measured: Mapping[str, Quantity]
) -> Iterator[Entry]:
    """A flow one way above the flow both ways of a common year; shares of one whole that add to more than it."""
    flows = [s for s in statements if s.id in measured and s.kind == "flow"]
    for x, y in near_pairs(flows, lambda s: (parties(s), measured[s.id].dimension)):
        part, whole = (y, x) if measured[x.id].both_ways else (x, y)
        p, w = measured[part.id], measured[whole.id]
        if (
            not p.both_ways
            and w.both_ways
            and p.dimension.startswith("money")
            and p.meets(w)
            and p.low > EXACT * w.high
        ):
            what = f"One direction exceeds both together: {figure(part)}; {figure(whole)}."
            yield Entry("part_exceeds_whole", (x.id, y.id), what)
    yield from _over_a_hundred(flows, measured)


def _over_a_hundred(flows: list[Statement], measured: Mapping[str, Quantity]) -> Iterator[Entry]:
    shares: dict[tuple[str, str, str], dict[str, Statement]] = defaultdict(dict)
    for s in flows:
        q = measured[s.id]
        if q.dimension.startswith("share") and "+" not in q.dimension and s.b:
            held = shares[s.receiver, q.dimension, s.date]
            if s.sender not in held or q.low < measured[held[s.sender].id].low:
                held[s.sender] = s
    for held in shares.values():
        total = sum(measured[s.id].low for s in held.values())
        if total > 103:
            group = sorted(held.values(), key=lambda s: s.id)
            what = f"Shares of one whole add to {total:.0f} percent: {listed(group)}."
            yield Entry("part_exceeds_whole", tuple(s.id for s in group), what)

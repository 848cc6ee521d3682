"""A state's partners in the order of a measure: what every door that ranks shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.api.asking import period_of
from comity.api.leads import floors
from comity.terms.unit import copied, number

if TYPE_CHECKING:
    from comity.atlas.measurement import Measurement
    from comity.atlas.read import Atlas


@dataclass(frozen=True, slots=True)
class Ranked:
    """The partners kept, in order, and how many were left out since they rest on next to nothing.

    `period` is the one that was taken, `newest` the last that has a value; None where there is none.
    """

    rows: tuple[Measurement, ...]
    left_out: int
    period: str | None
    newest: str | None


def ranked(
    atlas: Atlas,
    measure: str,
    state: str,
    *,
    period: str | None = None,
    toward: bool = False,
    lowest_first: bool = False,
    every: bool = False,
) -> Ranked:
    """Partners of a state by a measure in a period, the newest if None; all states, where it is of single ones.

    `toward`: of a directed measure each partner toward the state. Raises UserError for a period of another grain.
    """
    last = newest(atlas, measure, state, toward=toward)
    when = period_of(period, atlas.entry(measure).grain, "period") if period else last
    held = [] if when is None else found(atlas, measure, state, when, toward=toward)
    kept = held if every else _bearing(atlas, held, state, toward)
    kept = sorted(kept, key=lambda m: m.value or 0) if lowest_first else kept
    return Ranked(tuple(kept), len(held) - len(kept), when, last)


def newest(atlas: Atlas, measure: str, state: str, *, toward: bool) -> str | None:
    """The newest period in which something is measured of the state, in the direction asked for."""
    direction = atlas.entry(measure).direction
    if direction == "state":
        return atlas.last_period(measure)
    if not toward or direction != "directed":
        return atlas.last_period(measure, state)
    last = atlas.last_period(measure)
    if last is None or any(b == state for _, b in atlas.toward(measure, state, last)):
        return last
    others = [(s, state) for s in atlas.manifest.states if s != state]
    atlas.ahead(([measure], others))
    return max((m.period for a, b in others for m in atlas.series(measure, a, b) if m.known), default=None)


def found(atlas: Atlas, measure: str, state: str, when: str, *, toward: bool) -> list[Measurement]:
    """All partners with a number in a period, highest value first."""
    direction = atlas.entry(measure).direction
    if direction == "undirected" or (direction == "directed" and not toward):
        return atlas.partners(measure, state, when)
    pairs = atlas.toward(measure, state, when)
    atlas.ahead(([measure], pairs))
    cells = [atlas.at(measure, a, b, when) for a, b in pairs]
    return sorted((m for m in cells if m.value is not None), key=lambda m: (-(m.value or 0), m.a))


def partner(m: Measurement, state: str) -> str:
    """The other one of a pair; of a measure of single states, whose it is."""
    return m.a if m.a != state else m.b


def _bearing(atlas: Atlas, held: list[Measurement], state: str, toward: bool) -> list[Measurement]:
    """Those that rest on enough to be ordered, by the floor of their measure."""
    if not held or (floor := floors().get(held[0].measure)) is None:
        return held
    flows: dict[str, float | None] = {}
    if atlas.has(floor.flow):
        flow = found(atlas, floor.flow, state, held[0].period, toward=toward)
        flows = {partner(m, state): m.value for m in flow}
    return [m for m in held if floor.bears(m, flows.get(partner(m, state)))]


def left_out(n: int, measure: str) -> str:
    """Why so many partners are left out of an order, in a sentence or two."""
    floor = floors()[measure]
    wide = f", or an interval wider than {copied(floor.widest)} times its low end" if floor.widest else ""
    return (
        f"{n} partners are left out: usual exports below US$ {number(floor.least / 1e6)} million{wide}. "
        f"Why: {floor.reason}."
    )


def how_sure(rows: tuple[Measurement, ...], among: str) -> str:
    """What the intervals allow to say of an order: how many of the others each end could change places with."""
    ends = [(m.low, m.high) for m in rows if m.low is not None and m.high is not None]
    if not ends:
        return "No intervals are known of these values: the order is that of the values."
    kind = next(m.interval for m in rows if m.low is not None)
    first = rows[0]
    if first.low is None or first.high is None:
        return f"low and high: {kind}; the first has none. Values are measured among {among}."
    level = sum(1 for low, high in ends[1:] if first.low <= high and first.high >= low)
    sure = (
        "stands apart from all others" if not level else f"overlaps with those of {level} of the {len(ends) - 1} others"
    )
    return f"low and high: {kind}; that of the first {sure}. Values are measured among {among}."

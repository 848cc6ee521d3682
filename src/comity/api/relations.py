"""A state's relations with all others side by side: each quantity in its newest year, with a reason for each gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.api.ranking import partner
from comity.quantities.shown import shown
from comity.terms.period import period_text

if TYPE_CHECKING:
    from comity.atlas.manifest import Entry
    from comity.atlas.measurement import Measurement
    from comity.atlas.read import Atlas


@dataclass(frozen=True, slots=True)
class Quantity:
    """One column: its caption, what the atlas says of the measure, and the period that its cells are of.

    `later` is a newer period of which only cases are known, where there is one: whoever has a value there shows it.
    """

    caption: str
    entry: Entry
    period: str
    later: str | None = None


@dataclass(frozen=True, slots=True)
class Relations:
    """For each partner (by id) a measurement for each quantity: a value, or the reason why there is none."""

    quantities: tuple[Quantity, ...]
    rows: tuple[tuple[str, tuple[Measurement, ...]], ...]


def relations(atlas: Atlas, state: str, partners: Sequence[str]) -> Relations:
    """The table of a state's relations. What has a direction goes from the state to each partner."""
    columns = [_quantity(atlas, state, line.quantity, line.caption) for line in shown("relations")]
    kept = tuple(c for c in columns if c is not None)
    held = [_held(atlas, c, state) for c in kept]
    rows = (
        (other, tuple(_cell(atlas, c, found, state, other) for c, found in zip(kept, held, strict=True)))
        for other in partners
        if other != state
    )
    return Relations(kept, tuple(rows))


def _quantity(atlas: Atlas, state: str, measure: str, caption: str) -> Quantity | None:
    if not atlas.has(measure) or state not in atlas.manifest.states:
        return None
    entry = atlas.entry(measure)
    if entry.silence != "true_zero":
        period = atlas.last_period(measure, state)
        return None if period is None else Quantity(caption, entry, period)
    # Where silence is a true zero, the newest period of which it is one counts, though nothing is told of this state.
    told, last = min(entry.last_told, atlas.horizon(measure)), atlas.last_period(measure)
    if last is None or told < entry.first:
        return None
    covered = period_text(told, entry.grain)
    return Quantity(caption, entry, covered, last if last > covered else None)


def _held(atlas: Atlas, c: Quantity, state: str) -> dict[str, Measurement]:
    """What has a number, by partner: that of the newer period first."""
    found = {partner(m, state): m for m in atlas.partners(c.entry.id, state, c.period)}
    return found | {partner(m, state): m for m in (atlas.partners(c.entry.id, state, c.later) if c.later else ())}


def _cell(atlas: Atlas, c: Quantity, found: dict[str, Measurement], state: str, other: str) -> Measurement:
    if other in found:
        return found[other]
    if other in atlas.manifest.states and c.entry.silence != "true_zero":
        # A row may hold bounds without a value, or say why there is none.
        return atlas.at(c.entry.id, state, other, c.period)
    return atlas.silent(c.entry.id, state, other, c.period)

"""What a measure says of a state and each of many others: a value, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from comity.api.ranking import found, partner

if TYPE_CHECKING:
    from comity.atlas.measurement import Measurement
    from comity.atlas.read import Atlas


def everyone(
    atlas: Atlas, measure: str, state: str, period: str, others: Sequence[str], *, toward: bool = False
) -> dict[str, Measurement]:
    """Partner -> measurement of a period. With `toward`, of a directed measure each partner toward the state."""
    held = {partner(m, state): m for m in found(atlas, measure, state, period, toward=toward)}
    known = set(atlas.manifest.states)
    silent = atlas.entry(measure).silence == "true_zero"
    said: dict[str, Measurement] = {}
    for other in others:
        if other == state:
            continue
        a, b = (other, state) if toward else (state, other)
        # A row may hold bounds without a value, or say why there is none.
        rows = other in known and state in known and not silent
        said[other] = held.get(other) or (atlas.at if rows else atlas.silent)(measure, a, b, period)
    return said


def each_state(atlas: Atlas, measure: str, period: str, states: Sequence[str]) -> dict[str, Measurement]:
    """State -> what a measure of single states says of it in a period."""
    known = set(atlas.manifest.states)
    return {s: (atlas.at if s in known else atlas.silent)(measure, s, "-", period) for s in states}


def how_many(atlas: Atlas, measure: str, period: str) -> dict[str, int]:
    """State -> with how many others a measure of pairs has a value in a period."""
    counted: dict[str, int] = {}
    for a, b in atlas.column(measure, period):
        for one in {a, b} - {"-"}:
            counted[one] = counted.get(one, 0) + 1
    return counted

"""Numbers of people by origin that nobody counted: what the UN fills in where a host has none, or a mistaken name."""

from __future__ import annotations

from functools import cache
from math import inf
from pathlib import Path

from comity.assessment.directed import Directed
from comity.terms.curated import curated_rows

MIGRANTS = "people.migrants"


def unsure(measure: str, origin: str, host: str, persons: float | None) -> bool:
    """Whether a figure of a measure is one that nobody counted; False of every measure but that of migrants."""
    if measure != MIGRANTS:
        return False
    return any((persons or 0.0) < least and of.takes(origin, host) for of, least in _rows())


@cache
def _rows() -> tuple[tuple[Directed, float], ...]:
    """From which origin to which host a number of persons below which size is not told."""
    return tuple(
        (Directed.of(r["origin"], r["host"], r["but"]), float(r["least"] or inf))
        for r in curated_rows(Path(__file__).with_name("people_unsure.csv"))
    )

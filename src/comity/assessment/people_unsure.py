"""Numbers of people by origin that nobody counted: what the UN fills in where a host has none, or a mistaken name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import inf
from pathlib import Path

from comity.terms.curated import curated_rows

MIGRANTS = "people.migrants"
_ANY = "*"


@dataclass(frozen=True, slots=True)
class Unsure:
    """Of which origin and host, `*` for all `but` some, a number of persons below `least` is not told."""

    origin: str
    host: str
    but: frozenset[str]
    least: float

    def takes(self, origin: str, host: str, persons: float) -> bool:
        """Whether the number of those from `origin` who live in `host` is one of these."""
        named = self.origin in (_ANY, origin) and self.host in (_ANY, host) and not self.but & {origin, host}
        return named and persons < self.least


def unsure(measure: str, origin: str, host: str, persons: float | None) -> bool:
    """Whether a figure of a measure is one that nobody counted; False of every measure but that of migrants."""
    return measure == MIGRANTS and any(row.takes(origin, host, persons or 0.0) for row in _rows())


@cache
def _rows() -> tuple[Unsure, ...]:
    return tuple(
        Unsure(r["origin"], r["host"], frozenset(r["but"].split()), float(r["least"] or inf))
        for r in curated_rows(Path(__file__).with_name("people_unsure.csv"))
    )

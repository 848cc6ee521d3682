"""The sector that a text is about, and what its origin says of its grade."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from comity.chronicle.lookup import read_rows

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Origin:
    """What is proposed of a source: primary or secondary, and its reliability as the Admiralty code has it."""

    source_type: str
    reliability: str


UNKNOWN_ORIGIN = Origin("secondary", "F")


def field_of(text: str) -> str:
    """The sector whose words stand in a text, the first of `fields.csv` where there are several; "" for none."""
    return next((sector for sector, pattern in _fields() if pattern.search(text)), "")


def origin_of(*said: str) -> Origin:
    """What the address or the name of a source tells of it; F (cannot be judged) where it is not known."""
    return next(
        (origin for pattern, origin in _origins() if any(pattern.search(text) for text in said)), UNKNOWN_ORIGIN
    )


@cache
def _fields() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = read_rows("fields", ("sector", "pattern", "reason"), _HERE)
    return tuple((row["sector"], re.compile(row["pattern"], re.IGNORECASE)) for row in rows)


@cache
def _origins() -> tuple[tuple[re.Pattern[str], Origin], ...]:
    rows = read_rows("origins", ("pattern", "source_type", "reliability", "reason"), _HERE)
    return tuple((re.compile(r["pattern"], re.IGNORECASE), Origin(r["source_type"], r["reliability"])) for r in rows)

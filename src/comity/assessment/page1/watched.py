"""What is asked about an act of a kind, and for how many years: the table `watched.csv`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from comity.assessment.page1.course import shortened
from comity.assessment.say import SENTENCE
from comity.chronicle.events import Event
from comity.terms.curated import curated_rows


def line_of(event: Event) -> dict[str, str] | None:
    """The first line of the table for its kind whose words its row has, where the line has words: of the act itself."""
    act = shortened(event, SENTENCE).text
    lines = (r for r in _watched() if r["kind"] == event.kind.id)
    fits = (r for r in lines if not r["words"] or re.search(r["words"], act))
    return next(fits, None)


@cache
def _watched() -> tuple[dict[str, str], ...]:
    return tuple(curated_rows(Path(__file__).with_name("watched.csv")))

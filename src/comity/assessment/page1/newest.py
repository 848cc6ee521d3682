"""How new the data are: the last period of each record that a first page rests on, newest first."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from comity.assessment.record import Record
from comity.assessment.view import View
from comity.chronicle.events import chronicle_to
from comity.dossier.page1 import Record as Reach
from comity.terms.curated import curated_rows
from comity.terms.dated import Dated
from comity.terms.period import period_text

LONGEST_GAP = 30
"""Periods looked back over for a row: a source that was silent for longer has nothing new."""


def newest(view: View, record: Record) -> tuple[Reach, ...]:
    """Each record of `newest_records.csv` that the atlas has, and the chronicle, with how far they reach by the day."""
    found = [Reach(name="chronicle", to=str(chronicle_to(record.as_of)))]
    for name, measure in _records():
        if not view.has(measure):
            continue
        if last := _last_period(view, measure):
            found.append(Reach(name=name, to=last))
    return tuple(sorted(found, key=lambda r: Dated.parse(r.to).end, reverse=True))


def _last_period(view: View, measure: str) -> str:
    """The newest period by the day in which the measure has a row of any pair; "" where it has none."""
    entry = view.atlas.entry(measure)
    newest = min(view.atlas.horizon(measure), entry.last)
    for number in range(newest, max(entry.first, newest - LONGEST_GAP) - 1, -1):
        period = period_text(number, entry.grain)
        if view.atlas.tells(measure, period):
            return period
    return ""


@cache
def _records() -> tuple[tuple[str, str], ...]:
    return tuple((row["name"], row["measures"]) for row in curated_rows(Path(__file__).with_name("newest_records.csv")))

"""How far each record reaches by a day, whoever asks: what a reader must know before any figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.chronicle.events import chronicle_to
from comity.quantities.records import records
from comity.quantities.shelf import shelf
from comity.terms.dated import Dated
from comity.terms.period import period_text

if TYPE_CHECKING:
    from comity.atlas.read import Atlas


@dataclass(frozen=True, slots=True)
class Reach:
    """A record by its name, its last period by the day, the measure that holds it, and whether that is too old to lead.

    `measure` is empty for the chronicle.
    """

    name: str
    to: Dated
    measure: str
    past: bool


def reaches(atlas: Atlas) -> list[Reach]:
    """Every record that the atlas holds, and the chronicle, the newest first."""
    found = [Reach("chronicle", chronicle_to(atlas.as_of), "", False)]
    for record in records():
        held = [(last, m) for m in record.measures if atlas.has(m) and (last := _last(atlas, m)) is not None]
        if held:
            last, measure = max(held)
            found.append(Reach(record.name, Dated.parse(last), measure, shelf(measure).is_past(last, atlas.as_of)))
    return sorted(found, key=lambda r: (-r.to.end.toordinal(), r.name))


def _last(atlas: Atlas, measure: str) -> str | None:
    """The last period of a measure by the day. What ended before it is known from the list of contents alone."""
    entry = atlas.entry(measure)
    if entry.last <= atlas.horizon(measure):
        return period_text(entry.last, entry.grain)
    return atlas.last_period(measure)

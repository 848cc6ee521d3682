"""How far each record reaches by a day, whoever asks: what a reader must know before any figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.chronicle.events import chronicle_to
from comity.quantities.records import records
from comity.quantities.shelf import shelf
from comity.terms.dated import Dated

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
        held = [(last, m) for m in record.measures if atlas.has(m) and (last := atlas.last_period(m)) is not None]
        if held:
            last, measure = max(held)
            found.append(Reach(record.name, Dated.parse(last), measure, shelf(measure).is_past(last, atlas.as_of)))
    return sorted(found, key=lambda r: (-r.to.end.toordinal(), r.name))

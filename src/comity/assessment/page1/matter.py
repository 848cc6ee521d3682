"""What is between two members of a loose community first of all: people who fled or came, and fighting."""

from __future__ import annotations

from comity.assessment.page1.course import brief
from comity.assessment.page1.people import living_there
from comity.assessment.page1.record import Record
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Claim

_PEOPLE = ("people.refugees", "people.migrants")
_POPULATION = "context.population"


def between_them(view: View, record: Record) -> list[Claim]:
    """The people of the one in the other, where they weigh with either's population, and the last fighting of these
    years in which both had a part; empty where nothing of the kind is on record.
    """
    people = _people(view)
    fought = record.last(
        lambda e: e.kind.family == "war" and e.weight > 1 and record.years(e) <= threshold("rivals_years")
    )
    said = [] if fought is None else [brief(fought)]
    if people is not None:
        said = [living_there(view, people), *said]
    return said


def _people(view: View) -> Measurement | None:
    """The largest such number: of hundreds of thousands, or more than one in a hundred of either's people."""
    cells = [
        m
        for measure in _PEOPLE
        for a, b in ((view.a, view.b), (view.b, view.a))
        if (m := view.last(measure, a, b)) is not None and m.value and not view.past_shelf(m)
    ]
    most = max(cells, key=lambda m: m.value or 0.0, default=None)
    if most is None or (most.value or 0.0) < threshold("refugees_weigh"):
        return None
    sizes = [m.value for s in (view.a, view.b) if (m := view.last(_POPULATION, s, "-")) is not None and m.value]
    return most if not sizes or (most.value or 0.0) >= threshold("people_of_weight") * min(sizes) else None

"""How hostile is the neighbourhood; whom does the partner open a door to?"""

from __future__ import annotations

from comity.assessment.answer import Answer, no_evidence
from comity.assessment.blocs.reach import Reach
from comity.assessment.gates import closed
from comity.assessment.questions.bodies import bodies, bodies_table
from comity.assessment.questions.doors import best, doors, finding, table
from comity.assessment.questions.forums import MEMBERS, SHARED, forums, members_of
from comity.assessment.questions.missions import missions
from comity.assessment.questions.neighbourhood import (
    LAND,
    NEAR,
    hostile,
    surroundings,
)
from comity.assessment.questions.parts import evidence_table, latest_rows, text
from comity.assessment.questions.standing_between import standing_between
from comity.assessment.questions.unrepresented import unrepresented
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.assessment.words import counted, listing, name, sentence
from comity.atlas.measurement import Measurement
from comity.dossier.figure import FigureModel, Place
from comity.dossier.table import Column, TableModel
from comity.terms.country import State, state
from comity.terms.unit import format_value, number

VISA = "representation.visa_free"


def answer(view: View) -> Answer:
    """Neighbours, who is not represented, blocs behind the partner, forums, embassies and visas both ways."""
    reached, empty = doors(view)
    sides = (view.a, view.b)
    judged = [
        j
        for j in (
            *(hostile(view, s) for s in sides),
            *(finding(view, r) for s in sides for r in best(reached, s)),
            *(unrepresented(view, s) for s in sides),
            forums(view),
            bodies(view),
            missions(view),
            *(standing_between(view, s) for s in sides),
        )
        if j is not None
    ]
    if not judged:
        return no_evidence("neighbourhood, forums, embassies and visas", "a list of memberships or missions")
    shared, shut = view.last(SHARED), closed(view, "doors")
    opened = _opened(view, best(reached, view.a)) if shut is None or reached else [shut.text]
    return Answer(
        state="answered",
        answer=" ".join((*_surrounded(view), _headline(view, shared), *opened)),
        reason="memberships, rivalries, disputes, missions and visas on record",
        judged=tuple(judged),
        figures=tuple(f for f in (_map(view),) if f is not None),
        tables=surroundings(view)
        + table(view, reached, empty)
        + _doors(view)
        + bodies_table(view)
        + _visas(view)
        + evidence_table(
            latest_rows(view.statements("access")),
            "table.access.evidence",
            "access",
            "Forums and access in the evidence",
        ),
        against=(
            "Sitting in a forum is not being able to open it to another.",
            "Recognition is covered by no source at hand; embassies stand in for it.",
        ),
        would_change=("A forum that admits or rejects one side on the other's motion.",),
    )


def _headline(view: View, shared: Measurement | None) -> str:
    if shared is None:
        return "Forums are not determinable: memberships are not covered."
    further = len(members_of(view, view.b, shared.period) - members_of(view, view.a, shared.period))
    more = f"; {view.b_name} sits in {counted(further, 'further one')} without {view.a_name}"
    return f"In {shared.period} they shared {text(shared)}{more}."


def _surrounded(view: View) -> list[str]:
    """One sentence on the hostility around both."""
    found = [(s, m) for s in (view.a, view.b) if (m := view.last(LAND, s, "-") or view.last(NEAR, s, "-")) is not None]
    parts = [
        f"{format_value(round(m.value or 0, 2), m.unit)} of it around {name(s)} ({m.period})"
        for s, m in found
        if (m.value or 0) >= threshold("hostile_share")
    ]
    return [f"Of the weight of the states nearby, rivals hold {listing(parts)}."] if parts else []


def _opened(view: View, first: list[Reach]) -> list[str]:
    """One sentence on the bloc where the partner opens most."""
    if not first or not first[0].opened:
        return []
    r = first[0]
    like = "" if r.usual is None else f"; like members would open {number(r.usual, 1)} on average"
    of = "the one member" if len(r.without) == 1 else f"{len(r.opened)} of the {len(r.without)} members"
    return [f"In the {r.bloc.name} {name(r.b)} has ties with {of} with whom {name(r.a)} has none{like}."]


def _doors(view: View) -> tuple[TableModel, ...]:
    shared = view.last(SHARED)
    if shared is None:
        return ()
    mine, theirs = members_of(view, view.a, shared.period), members_of(view, view.b, shared.period)
    rows = (
        ("Both", float(len(mine & theirs)), ", ".join(sorted(mine & theirs))),
        (f"Only {view.b_name}", float(len(theirs - mine)), ", ".join(sorted(theirs - mine))),
        (f"Only {view.a_name}", float(len(mine - theirs)), ", ".join(sorted(mine - theirs))),
    )
    return (
        TableModel(
            id="table.forums",
            question="access",
            title=f"Organisations in {shared.period}",
            columns=(
                Column(name="Member"),
                Column(name="Number", unit="count", numeric=True),
                Column(name="Organisations"),
            ),
            rows=rows,
            note="Members of any kind: full, associate, observer. Abbreviations as the Correlates of War "
            "project gives them.",
            source=view.source(SHARED, MEMBERS),
        ),
    )


def _visas(view: View) -> tuple[TableModel, ...]:
    if not view.has(VISA):
        return ()
    found = [(a, b, view.last(VISA, a, b)) for a, b in ((view.a, view.b), (view.b, view.a))]
    rows = tuple((sentence(name(a)), sentence(name(b)), text(m), m.period) for a, b, m in found if m is not None)
    if not rows:
        return ()
    columns = tuple(Column(name=n) for n in ("Citizens of", "travelling to", "without a visa", "Year"))
    return (
        TableModel(
            id="table.visas",
            question="access",
            title="Entry without a visa",
            columns=columns,
            rows=rows,
            source=view.source(VISA),
        ),
    )


def _map(view: View) -> FigureModel | None:
    one, two = state(view.a), state(view.b)
    places = tuple(p for p in (_place(one, "a"), _place(two, "b")) if p is not None)
    if len(places) < 2:
        return None
    return FigureModel(
        id="figure.map",
        question="access",
        kind="map",
        title=f"{one.capital} and {two.capital}",
        subtitle="Capitals; land without inner borders",
        source="Natural Earth (land, public domain); Correlates of War project (capitals).",
        alt=f"A map of land with the capitals {one.capital} and {two.capital} marked.",
        places=places,
        interval=None,
    )


def _place(s: State, role: str) -> Place | None:
    if s.capital_lat is None or s.capital_lng is None:
        return None
    return Place(label=s.capital, lat=s.capital_lat, lng=s.capital_lng, role=role)  # type: ignore[arg-type]

"""How hostile is the neighbourhood; whom does the partner open a door to?"""

from __future__ import annotations

from comity.assessment.answer import Answer, Judged, no_evidence
from comity.assessment.blocs.reach import Reach
from comity.assessment.gates import closed
from comity.assessment.phrases import NOTHING, ROOM, capital, placed, printed, several
from comity.assessment.questions.bodies import bodies, bodies_table
from comity.assessment.questions.doors import best, doors, finding, table
from comity.assessment.questions.neighbourhood import (
    LAND,
    NEAR,
    hostile,
    standing_between,
    surroundings,
    unrepresented,
)
from comity.assessment.questions.parts import evidence_table, latest_rows, text
from comity.assessment.salience import salience
from comity.assessment.say import Slots, period, say, together
from comity.assessment.say import listed as in_a_row
from comity.assessment.say import state as named
from comity.assessment.settings import threshold
from comity.assessment.view import View, ref
from comity.assessment.words import counted, listing, name, sentence
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Claim, Told, Words, claim
from comity.dossier.figure import FigureModel, Place
from comity.dossier.finding import Finding
from comity.dossier.table import Column, TableModel
from comity.terms.country import State, state
from comity.terms.detail import listed
from comity.terms.relation_details import MissionFact
from comity.terms.treaty_details import Membership
from comity.terms.unit import format_value, number

SHARED, MEMBERS, EMBASSY, VISA = (
    "igo.shared",
    "igo.memberships",
    "representation.embassy",
    "representation.visa_free",
)


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
            _forums(view),
            bodies(view),
            _missions(view),
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
    further = len(_members(view, view.b, shared.period) - _members(view, view.a, shared.period))
    more = f"; {view.b_name} sits in {counted(further, 'further one')} without {view.a_name}"
    return f"In {shared.period} they shared {text(shared)}{more}."


def _surrounded(view: View) -> list[str]:
    """One sentence on the hostility around both."""
    found = [(s, m) for s in (view.a, view.b) if (m := view.last(LAND, s, "-") or view.last(NEAR, s, "-")) is not None]
    parts = [
        f"{format_value(round(m.value or 0, 2), m.unit)} of the weight around {name(s)} ({m.period})"
        for s, m in found
        if (m.value or 0) >= threshold("hostile_share")
    ]
    return [f"Rivals hold {listing(parts)}."] if parts else []


def _opened(view: View, first: list[Reach]) -> list[str]:
    """One sentence on the bloc where the partner opens most."""
    if not first or not first[0].opened:
        return []
    r = first[0]
    like = "" if r.usual is None else f"; like members would open {number(r.usual, 1)} on average"
    of = "the one member" if len(r.without) == 1 else f"{len(r.opened)} of the {len(r.without)} members"
    return [f"In the {r.bloc.name} {name(r.b)} has ties with {of} with whom {name(r.a)} has none{like}."]


def _forums(view: View) -> Judged | None:
    shared = view.last(SHARED)
    place = view.standing(shared)
    if shared is None or place is None:
        return None
    mine, theirs = _members(view, view.a, shared.period), _members(view, view.b, shared.period)
    only = sorted(theirs - mine)
    lists = [m for s in (view.a, view.b) if (m := view.at(MEMBERS, shared.period, s, "-")) is not None]
    further = several(len(only), "further one", refs=tuple(ref(m) for m in lists))
    slots: Slots = {"year": period(shared), "value": printed(shared), "place": placed(shared, place)}
    claim = say(ROOM, "forums.shared", **slots, partner=named(view.b), state=named(view.a), further=further)
    finding = Finding(
        id="access.forums",
        question="access",
        claim=claim.text,
        parts=claim.parts,
        estimate=view.estimate(shared),
        confidence="high",
        confidence_reason="membership records",
        basis=(ref(shared), *(ref(m) for m in lists)),
        against=(f"The record ends in {shared.period}.",),
        would_change="Accession to, or exit from, an organisation.",
    )
    return Judged(finding, salience("access.forums"))


def _members(view: View, s: str, period: str) -> set[str]:
    m = view.at(MEMBERS, period, s, "-")
    return {held.organisation for held in m.details_of(Membership)} if m is not None else set()


def _missions(view: View) -> Judged | None:
    there, here = view.last(EMBASSY, view.a, view.b), view.last(EMBASSY, view.b, view.a)
    if there is None and here is None:
        if not view.has(EMBASSY) or view.atlas.last_period(EMBASSY) is None:
            return None
        m = view.at(EMBASSY, view.atlas.last_period(EMBASSY) or "")
        if m is None:
            return None
        claim = say(ROOM, "missions.none", year=period(m))
        confidence = "low"
        found = [m]
    else:
        found = [m for m in (there, here) if m is not None]
        claim = _told_of_missions(found)
        confidence = "high"
    finding = Finding(
        id="access.embassies",
        question="access",
        claim=claim.text,
        parts=claim.parts,
        confidence=confidence,  # type: ignore[arg-type]
        confidence_reason="a public list kept by volunteers; presence is checked easily, absence is not",
        basis=tuple(ref(m) for m in found),
        against=("A list or record of that year; what changed since is not in it.",),
        would_change="Either foreign ministry's list of missions.",
    )
    return Judged(finding, salience("access.embassies"))


def _told_of_missions(found: list[Measurement]) -> Claim:
    """Where embassies were, where there were none and by whose word, each with the year of its account."""
    kept = [m for m in found if m.value]
    none = [m for m in found if not m.value]
    dated = any(d.account == "chronicle" for m in kept for d in m.details_of(MissionFact))
    said = []
    if len({m.period for m in kept}) == 1 and not dated:
        ways = [say(ROOM, "missions.one_way", sender=named(m.a), host=named(m.b)) for m in kept]
        said.append(say(ROOM, "missions.listed", year=period(kept[0]), kept=in_a_row(ways)))
    elif kept:
        ways = [say(ROOM, "missions.one_way_dated", sender=named(m.a), host=named(m.b), year=period(m)) for m in kept]
        said.append(say(ROOM, "missions.kept", kept=in_a_row(ways)))
    if none:
        ways = [say(ROOM, "missions.not_there", sender=named(m.a), host=named(m.b), year=period(m)) for m in none]
        why = "; ".join(dict.fromkeys(listed(m.details) for m in none if m.details))
        because = say(ROOM, "missions.why", why=Told(text=why, ref=ref(none[0]))) if why else NOTHING
        said.append(say(ROOM, "missions.without", ways=in_a_row(ways), why=because))
    silent = [] if len(found) == 2 else [say(ROOM, "missions.silent")]
    return capital(together([together(said, "; "), *silent, claim(Words(text="."))], ""))


def _doors(view: View) -> tuple[TableModel, ...]:
    shared = view.last(SHARED)
    if shared is None:
        return ()
    mine, theirs = _members(view, view.a, shared.period), _members(view, view.b, shared.period)
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

"""What moves inside B, around it, and who else is rising there?"""

from __future__ import annotations

from comity.assessment.answer import Answer, Judged, no_evidence
from comity.assessment.phrases import NOTHING, ROOM, ends, owner, placed, printed
from comity.assessment.questions.in_office import LEADER, heads, in_office, stale
from comity.assessment.questions.parts import evidence_table, latest_rows, text
from comity.assessment.questions.relations import relations, rising, shares
from comity.assessment.salience import salience
from comity.assessment.say import Slots, chosen, measured, period, say, together
from comity.assessment.say import state as state_name
from comity.assessment.view import View, ref
from comity.assessment.words import name, sentence
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Claim
from comity.dossier.finding import Finding
from comity.dossier.table import Column, TableModel
from comity.terms.country import state, states
from comity.terms.detail import listed
from comity.terms.unit import format_value

_TITLES = (
    ("context.gdp", "GDP, current US$"),
    ("context.population", "Population"),
    ("context.polyarchy", "Electoral democracy (0 to 1)"),
    ("context.cinc", "Share of world capability"),
    ("context.leader", "Leader"),
)


def answer(view: View) -> Answer:
    """Both states and B's regional peers in one table; leaders and regimes."""
    peers = view.peers or _neighbours_in_region(view)
    view.atlas.ahead(((m for m, _ in _TITLES), [(s, "-") for s in peers]))
    judged = [
        j
        for s in (view.b, view.a)
        for j in (rising(view, s), _regime(view, s), _economy(view, s), in_office(view, s))
        if j is not None
    ]
    table = _table(view, peers)
    if not judged and table is None:
        return no_evidence("economy, regime and leaders of either state", "national accounts or a regime index")
    return Answer(
        state="answered",
        answer=_headline(view),
        reason="economy, regime, capability, leaders, relations and suppliers on record",
        judged=tuple(judged),
        tables=((table,) if table is not None else ())
        + relations(view)
        + shares(view)
        + evidence_table(
            latest_rows(view.statements("context")),
            "table.context.evidence",
            "context",
            "Context in the evidence",
        ),
        against=("Indices of regimes rest on experts' judgement.",),
        would_change=("A change of leader, or a crisis, after the data end.",),
    )


def _headline(view: View) -> str:
    said = [claim for s in (view.a, view.b) for claim in (*_size(view, s), *heads(view, s, short=True))]
    return together(said).text if said else "Size and leaders are not covered."


def _size(view: View, s: str) -> list[Claim]:
    people, gdp = view.last("context.population", s, "-"), view.last("context.gdp", s, "-")
    if people is None or gdp is None:
        return []
    count = measured(people, text(people).removesuffix(" persons"))
    years = {"then": period(people), "when": period(gdp)}
    return [say(ROOM, "about.size", state=state_name(s), people=count, gdp=measured(gdp), **years)]


def _neighbours_in_region(view: View) -> tuple[str, ...]:
    """The largest economies of B's subregion, without the pair."""
    home = state(view.b).subregion
    near = [s.id for s in states() if s.subregion == home and s.kind == "state" and s.id not in (view.a, view.b)]
    view.atlas.ahead((("context.gdp",), [(s, "-") for s in near]))
    sized = [(m.value or 0.0, s) for s in near if (m := view.last("context.gdp", s, "-")) is not None]
    return tuple(s for _, s in sorted(sized, reverse=True)[:5])


def _regime(view: View, s: str) -> Judged | None:
    m = view.last("context.polyarchy", s, "-")
    place = view.standing(m)
    if m is None or place is None or m.value is None:
        return None
    earlier = view.at("context.polyarchy", str(int(m.period) - 10), s, "-")
    moved = NOTHING
    if earlier is not None and earlier.value is not None and earlier.low is not None and earlier.high is not None:
        apart = m.low is not None and m.high is not None and (m.low > earlier.high or m.high < earlier.low)
        verdict = "a change beyond the intervals" if apart else "no change beyond the intervals"
        both = (ref(m), ref(earlier))
        moved = say(ROOM, "regime.moved", value=printed(earlier), verdict=chosen(verdict, "intervals", verdict, both))
    slots: Slots = {"year": period(m), "owner": owner(s), "value": printed(m), "span": ends(m)}
    claim = say(ROOM, "regime.stood", **slots, place=placed(m, place), moved=moved)
    finding = Finding(
        id=f"context.regime.{s}",
        question="context",
        claim=claim.text,
        parts=claim.parts,
        estimate=view.estimate(m),
        confidence="moderate",
        confidence_reason="experts' ratings with the publisher's interval",
        basis=tuple(ref(x) for x in (m, earlier) if x is not None and x.known),
        against=("Experts rate with hindsight.",),
        would_change="The next edition of the index.",
    )
    return Judged(finding, salience("context.regime"))


def _economy(view: View, s: str) -> Judged | None:
    m = view.last("context.gdp", s, "-")
    place = view.standing(m)
    if m is None or place is None:
        return None
    claim = say(ROOM, "economy.size", year=period(m), owner=owner(s), value=printed(m), place=placed(m, place))
    finding = Finding(
        id=f"context.economy.{s}",
        question="context",
        claim=claim.text,
        parts=claim.parts,
        estimate=view.estimate(m),
        confidence="high",
        confidence_reason="national accounts as published",
        basis=(ref(m),),
        against=("Current prices and exchange rates move it.",),
        would_change="A revision of national accounts.",
    )
    return Judged(finding, salience("context.economy"))


def _table(view: View, peers: tuple[str, ...]) -> TableModel | None:
    shown = [(m, t) for m, t in _TITLES if view.has(m)]
    rows = []
    for s in (view.a, view.b, *peers):
        cells = [view.last(m, s, "-") for m, _ in shown]
        if any(cells):
            rows.append((sentence(name(s)), *(_cell(view, m) for m in cells)))
    if not rows:
        return None
    return TableModel(
        id="table.context",
        question="context",
        title=f"The pair, and the peers of {view.b_name}",
        columns=(Column(name="State"), *(Column(name=t) for _, t in shown)),
        rows=tuple(rows),
        note="Newest figure of each source with its year. Peers: named by the study, else the largest economies "
        "of the subregion.",
        source=view.source(*(m for m, _ in shown)),
    )


def _cell(view: View, m: Measurement | None) -> str:
    if m is None or (m.measure == LEADER and stale(view, m)):
        return "–"
    if m.details:
        return f"{listed(m.details)}, {format_value(m.value, 'years')} ({m.period})"
    return f"{text(m)} ({m.period})"

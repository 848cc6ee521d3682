"""In which fields do A and B deal with each other, and how?"""

from __future__ import annotations

from collections import Counter

from comity.assessment.agreements import own
from comity.assessment.answer import Answer, Judged, no_evidence
from comity.assessment.confidence import of_statements
from comity.assessment.hypotheses import decides_any
from comity.assessment.phrases import NOTHING, day_of, first_clause, ids, newest_and_most, several
from comity.assessment.questions.dealings import between_people, formal, on_paper, treaties
from comity.assessment.questions.parts import text
from comity.assessment.questions.scope_tables import agreements, fact_sheet, sessions, visits, votes
from comity.assessment.salience import salience
from comity.assessment.say import chosen, say, state, together
from comity.assessment.say import counted as count
from comity.assessment.say import listed as in_a_row
from comity.assessment.settings import threshold
from comity.assessment.view import View, ref
from comity.assessment.words import counted, listing, lowered, name, sentence
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Chosen, Claim, claim
from comity.dossier.figure import Cell, FigureModel
from comity.dossier.finding import Finding
from comity.dossier.statement import EvidenceRow
from comity.dossier.table import Column, TableModel
from comity.evidence.study import known_sectors
from comity.terms.detail import listed
from comity.terms.treaty_details import InvestmentTreaty, TradeAgreement

ROOM = "questions"
REFUGEES = "people.refugees"
_RECORDS = (
    ("alliance.any", "Alliance obligation", "defence", "agreement"),
    ("agreement.trade_in_force", "Trade agreements in force", "trade", "agreement"),
    ("agreement.investment_in_force", "Investment treaties in force", "investment", "agreement"),
    ("igo.shared", "Organisations of which both are members", "forums", "institution"),
    ("representation.embassy", "Embassy", "diplomacy", "institution"),
    ("exchange.exports_compiled", "Exports, compiled", "trade", "flow"),
    ("exchange.investment_flow", "Direct investment", "investment", "flow"),
    ("exchange.aid", "Development assistance", "aid", "flow"),
    ("people.migrants", "Migrants", "people", "flow"),
    (REFUGEES, "Refugees and asylum seekers", "people", "flow"),
    ("defence.joint_exercises", "Joint military exercises", "defence", "visit"),
    ("defence.nuclear_agreements", "Nuclear cooperation agreements", "energy", "agreement"),
)
_FIELDS = {"aid": "Development aid", "forums": "International organisations", "people": "Movement of people"}
"""Names of fields that only registers have."""
_LOOSE = ("", "trade", "diplomacy", "consular", "diaspora", "aid")
"""Fields that say too little of what is dealt in."""
FEWEST = 3
"""Statements about the pair from which a finding on fields is made."""
INSTRUMENTS = ("agreement", "institution", "flow", "project", "visit")


def answer(view: View) -> Answer:
    """What binds the two today, who goes from one to the other, and all recorded ties by field and instrument."""
    binding, people = formal(view), between_people(view)
    records = [(title, field, kind, m) for measure, title, field, kind in _RECORDS for m in _both_ways(view, measure)]
    statements = tuple(r for r in view.between if r.kind in INSTRUMENTS and r.status != "plan")
    if not binding and not records and not statements:
        return no_evidence(
            "recorded ties in any field", "a treaty list, a list of missions or trade records of the pair"
        )
    figure = _matrix(view, records, statements)
    judged = [_people(people)] if people else []
    judged += [_agreements(view, bound)] if (bound := treaties(view)) else []
    if len(statements) >= FEWEST:
        judged.append(_fields(view, statements))
    judged += [j for a, b in ((view.a, view.b), (view.b, view.a)) if (j := _refugees(view, a, b)) is not None]
    return Answer(
        state="answered",
        answer=_headline(binding, statements),
        reason="recorded ties"
        + (" and the study's statements" if statements else "; sectors need a study's statements"),
        judged=tuple(judged),
        figures=(figure,) if figure.cells else (),
        tables=(
            *fact_sheet(view),
            *((_table(view, records),) if records else ()),
            *visits(view),
            *agreements(view),
            *sessions(view),
            *votes(view),
        ),
        against=("Only what is published counts; a tie that both sides keep quiet is missing here.",),
        would_change=("A register of agreements by sector from either foreign ministry.",),
    )


def _both_ways(view: View, measure: str) -> list[Measurement]:
    if not view.has(measure):
        return []
    directed = view.atlas.entry(measure).direction == "directed"
    pairs = [(view.a, view.b), (view.b, view.a)] if directed else [(view.a, view.b)]
    found = [view.last(measure, a, b) for a, b in pairs]
    return [m for m in found if m is not None]


_NAMED = 3
"""Sectors that the answer names."""


def _headline(binding: list[Claim], statements: tuple[EvidenceRow, ...]) -> str:
    """What binds or bars the two today, and where a study places their dealings."""
    fields = Counter(r.sector for r in statements if r.sector)
    leading = listing([lowered(_label(f)) for f, _ in fields.most_common(_NAMED)])
    which = f", most in {leading}" if len(fields) > _NAMED else f": {leading}"
    by_study = f"The study's statements place dealings in {counted(len(fields), 'sector')}{which}." if fields else ""
    said = together(binding).text if binding else "" if fields else "No relations, mission or treaty is on record."
    return f"{said} {by_study}".strip()


def _agreements(view: View, said: list[Claim]) -> Judged:
    """Agreements of trade and investment, by name and year."""
    told = together(said)
    finding = Finding(
        id="scope.agreements",
        question="scope",
        claim=told.text,
        parts=told.parts,
        confidence="high",
        confidence_reason="registers to which states notify their agreements",
        basis=told.basis,
        against=("What is in force may be little used.",),
        would_change="A later edition of the registers.",
    )
    joined = view.record is not None and bool(view.record.unions)
    part = view.kind is not None and view.kind.id == "part" and not _own(view)
    if (
        part
        or _told_as_events(view)
        or on_paper(view)
        or not _in_force(view)
        or (not joined and _only_preferences(view))
    ):
        return Judged(finding, salience("scope.agreements", "slight"))
    return Judged(finding, salience("scope.agreements", "joined" if joined else "alone"))


def _own(view: View) -> bool:
    """Whether a trade agreement of the two alone is in force, and not one of a union with its members' territories."""
    held = [d for m in _both_ways(view, "agreement.trade_in_force") for d in m.details if isinstance(d, TradeAgreement)]
    return any(own(d, view.a, view.b) for d in held)


def _told_as_events(view: View) -> bool:
    """Whether all that is in force are treaties of the two alone whose signing or entry the chronicle tells."""
    trade = [d for m in _both_ways(view, "agreement.trade_in_force") for d in m.details_of(TradeAgreement)]
    if view.record is None or any(not own(d, view.a, view.b) for d in trade):
        return False
    told = {e.when.year for e in view.record.events if e.kind.family == "treaty"}
    made = [{d.signed, d.in_force} for d in trade]
    for m in _both_ways(view, "agreement.investment_in_force"):
        made += [{d.signed.year, d.in_force.year} for d in m.details_of(InvestmentTreaty)]
    return bool(made) and all(years & told for years in made)


def _in_force(view: View) -> bool:
    """Whether any agreement is in force, and not only one that ended."""
    measures = ("agreement.trade_in_force", "agreement.investment_in_force")
    return any(m.value for measure in measures for m in _both_ways(view, measure))


def _only_preferences(view: View) -> bool:
    """Whether all that is in force between the two are preferences on some goods, which dozens of states share."""
    if any(m.value for m in _both_ways(view, "agreement.investment_in_force")):
        return False
    held = [d for m in _both_ways(view, "agreement.trade_in_force") for d in m.details if isinstance(d, TradeAgreement)]
    return bool(held) and all(d.kind == "partial scope" for d in held)


def _people(said: list[Claim]) -> Judged:
    """Visits, visas and people, which the answer leaves to a finding of their own."""
    told = together(said)
    finding = Finding(
        id="scope.people",
        question="scope",
        claim=told.text,
        parts=told.parts,
        confidence="high",
        confidence_reason="public lists of visits, of entry rules and of people born abroad",
        basis=told.basis,
        against=("Lists of visits are kept by few states; people who come and go are not in the count of migrants.",),
        would_change="A later edition of any of the lists.",
    )
    return Judged(finding, salience("scope.people"))


def _fields(view: View, statements: tuple[EvidenceRow, ...]) -> Judged:
    """In how many fields there is a record, and which rest on more than words."""
    held = several(len(statements), "dealing", refs=ids(statements))
    filed, *acted = _by_field(view, statements)
    said = together([say(ROOM, "fields.said", dealings=held, a=state(view.a), b=state(view.b), filed=filed), *acted])
    confidence, reason = of_statements(statements, "fair", "counted, not weighed", view.as_of, view.register)
    finding = Finding(
        id="scope.fields",
        question="scope",
        claim=said.text,
        parts=said.parts,
        confidence=confidence,
        confidence_reason=reason,
        basis=ids(statements),
        against=("A count of what was found; a field that nobody writes about looks empty.",),
        would_change="A register of projects from either government.",
    )
    return Judged(
        finding,
        salience("scope.fields", "beside_odds" if decides_any(view.contests, view.evidence) else "alone"),
        _told(statements),
    )


def _told(statements: tuple[EvidenceRow, ...]) -> Claim | None:
    """What the two deal in, by the newest sound deed of each of the fields with most; None where none has a field."""
    done = [r for r in statements if r.kind in ("project", "agreement", "flow") and r.sector not in _LOOSE]
    fields = Counter(r.sector for r in done).most_common(_NAMED)
    newest = [
        max((r for r in done if r.sector == f), key=lambda r: (r.grade[:1] in "AB", r.when.end, r.id))
        for f, _ in fields
    ]
    said = [
        say(
            ROOM, "fields.told", field=chosen(_label(r.sector), "sector", r.sector), deed=first_clause(r), day=day_of(r)
        )
        for r in newest
    ]
    return together(said) if said else None


def _by_field(view: View, statements: tuple[EvidenceRow, ...]) -> list[Claim]:
    """How the dealings fall into fields, as far as the study files them under any; then who acted in these."""
    rows = [r for r in statements if r.sector]
    if not rows:
        return [say(ROOM, "fields.unfiled")]
    by = {f: tuple(r for r in rows if r.sector == f) for f in Counter(r.sector for r in rows)}
    most = sorted(by, key=lambda f: -len(by[f]))[:4]
    filed = say(
        ROOM,
        "fields.filed",
        of=NOTHING if len(rows) == len(statements) else say(ROOM, "fields.part", rows=count(len(rows), ids(rows))),
        fields=several(len(by), "field", refs=ids(rows)),
        most=in_a_row([say(ROOM, "fields.one", field=_field(f), rows=count(len(by[f]), ids(by[f]))) for f in most]),
    )
    deep = [f for f, held in by.items() if len({r.kind for r in held}) >= 3]
    both = [r for held in by.values() if {r.a for r in held} >= {view.a, view.b} for r in held]
    key = "fields.deep_one" if len(deep) == 1 else "fields.deep"
    shown = say(ROOM, key, deep=in_a_row([claim(_field(f)) for f in deep])) if deep else NOTHING
    if not both:
        return [filed, say(ROOM, "fields.neither", shown=shown)]
    acted = count(len({r.sector for r in both}), ids(both))
    return [filed, say(ROOM, "fields.acted", both=acted, shown=shown)]


def _whole(sector: str) -> Chosen:
    return chosen(_label(sector), "sector", sector)


def _field(sector: str) -> Chosen:
    return chosen(lowered(_label(sector)), "sector", sector)


def _refugees(view: View, a: str, b: str) -> Judged | None:
    """How many seek protection in B from A; None where there is no figure, or a small one."""
    found = newest_and_most(view, REFUGEES, a, b)
    if found is None or (found[0].value or 0) < threshold("refugees_on_record"):
        return None
    last, most, words = found
    said = say(ROOM, "refugees.said", a=state(a), b=state(b), newest=words)
    finding = Finding(
        id=f"scope.refugees.{a}-{b}",
        question="scope",
        claim=said.text,
        parts=said.parts,
        estimate=view.estimate(last),
        confidence="moderate",
        confidence_reason="one publisher's figures, from the host's registers and estimates",
        basis=tuple(dict.fromkeys((ref(last), ref(most)))),
        against=(
            "Who is registered need not be all who came, nor still be there; people who fled without being given that "
            "status are counted under other headings, and can be many more.",
        ),
        would_change="A census of the host, or returns in numbers.",
    )
    return Judged(
        finding, salience("scope.refugees", "many" if (last.value or 0) >= threshold("refugees_weigh") else "few")
    )


def _matrix(
    view: View, records: list[tuple[str, str, str, Measurement]], statements: tuple[EvidenceRow, ...]
) -> FigureModel:
    counts = Counter((r.sector or "general", r.kind) for r in statements)
    for _, field, kind, m in records:
        if m.value:
            counts[field, kind] += 1
    fields = sorted({field for field, _ in counts})
    cells = tuple(
        Cell(row=_label(f), column=k, level=min(3, (counts[f, k] + 1) // 2), note=counted(counts[f, k], "record"))
        for f in fields
        for k in INSTRUMENTS
    )
    active = len({f for f, _ in counts})
    return FigureModel(
        id="figure.scope",
        question="scope",
        kind="matrix",
        title=f"Dealings on record in {counted(active, 'field')}",
        subtitle="Number of records by field and instrument: darker is more",
        source=view.source(*(m.measure for *_, m in records)) + (" And the study's evidence." if statements else ""),
        alt=f"A matrix of {len(fields)} fields by {len(INSTRUMENTS)} instruments with the number of records in each.",
        cells=cells,
        interval=None,
    )


def _table(view: View, records: list[tuple[str, str, str, Measurement]]) -> TableModel:
    rows = tuple(
        (
            title + ("" if m.b == "-" or not _directed(view, m) else f", {name(m.a)} to {name(m.b)}"),
            text(m),
            m.period,
            listed(m.details),
        )
        for title, _, _, m in records
    )
    return TableModel(
        id="table.scope",
        question="scope",
        title="Ties on record, newest figure of each source",
        columns=tuple(Column(name=n) for n in ("Tie", "Value", "As of", "Detail")),
        rows=rows,
        note="A zero is a zero that the source affirms; what a source is silent about is left out.",
        source=view.source(*dict.fromkeys(m.measure for *_, m in records)),
    )


def _directed(view: View, m: Measurement) -> bool:
    return view.atlas.entry(m.measure).direction == "directed"


def _label(sector: str) -> str:
    """The name of a sector as a reader sees it."""
    return known_sectors().get(sector) or _FIELDS.get(sector) or sentence(sector.replace("_", " "))

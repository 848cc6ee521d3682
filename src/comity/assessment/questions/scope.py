"""In which fields do A and B deal with each other, and how?"""

from __future__ import annotations

from collections import Counter

from comity.assessment.answer import Answer, Judged, no_evidence
from comity.assessment.questions.dealings import between_people, formal, treaties
from comity.assessment.questions.dealt import dealt
from comity.assessment.questions.parts import text
from comity.assessment.questions.refugees import REFUGEES, refugees
from comity.assessment.questions.scope_agreements import agreements_of_two, both_ways
from comity.assessment.questions.scope_fields import NAMED, fields_of_dealings, label
from comity.assessment.questions.scope_tables import agreements, fact_sheet, sessions, visits, votes
from comity.assessment.salience import salience
from comity.assessment.say import together
from comity.assessment.view import View
from comity.assessment.words import counted, listing, lowered, name
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Claim, rows_told
from comity.dossier.figure import Cell, FigureModel
from comity.dossier.finding import Finding
from comity.dossier.statement import INSTRUMENTS, EvidenceRow
from comity.dossier.table import Column, TableModel
from comity.terms.detail import listed

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
FEWEST = 3
"""Statements about the pair from which a finding on fields is made."""


def answer(view: View) -> Answer:
    """What binds the two today, who goes from one to the other, and all recorded ties by field and instrument."""
    binding, people = formal(view), between_people(view)
    records = [(title, field, kind, m) for measure, title, field, kind in _RECORDS for m in both_ways(view, measure)]
    statements = tuple(r for r in view.between if r.kind in INSTRUMENTS and r.status != "plan")
    if not binding and not records and not statements:
        return no_evidence(
            "recorded ties in any field", "a treaty list, a list of missions or trade records of the pair"
        )
    figure = _matrix(view, records, statements)
    dealings = () if view.record is None else dealt(view.record)
    judged = [_people(people)] if people else []
    judged += [agreements_of_two(view, bound)] if (bound := treaties(view)) else []
    if len(statements) >= FEWEST:
        judged.append(fields_of_dealings(view, statements))
    judged += [j for a, b in ((view.a, view.b), (view.b, view.a)) if (j := refugees(view, a, b)) is not None]
    return Answer(
        state="answered",
        answer=_headline(binding, statements),
        reason="recorded ties"
        + (" and the study's statements" if statements else "; sectors need a study's statements"),
        paragraphs=tuple(c.text for c in dealings),
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
        told=rows_told([part for c in (*binding, *dealings) for part in c.parts]),
    )


def _headline(binding: list[Claim], statements: tuple[EvidenceRow, ...]) -> str:
    """What binds or bars the two today, and where a study places their dealings."""
    fields = Counter(r.sector for r in statements if r.sector)
    leading = listing([lowered(label(f)) for f, _ in fields.most_common(NAMED)])
    which = f", most in {leading}" if len(fields) > NAMED else f": {leading}"
    by_study = f"The study's statements place dealings in {counted(len(fields), 'sector')}{which}." if fields else ""
    said = together(binding).text if binding else "" if fields else "No relations, mission or treaty is on record."
    return f"{said} {by_study}".strip()


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


def _matrix(
    view: View, records: list[tuple[str, str, str, Measurement]], statements: tuple[EvidenceRow, ...]
) -> FigureModel:
    counts = Counter((r.sector or "general", r.kind) for r in statements)
    for _, field, kind, m in records:
        if m.value:
            counts[field, kind] += 1
    fields = sorted({field for field, _ in counts})
    cells = tuple(
        Cell(row=label(f), column=k, level=min(3, (counts[f, k] + 1) // 2), note=counted(counts[f, k], "record"))
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

"""The desk officer's tables: fact sheet, visits, agreements, and sessions of joint bodies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from comity.assessment.questions.dealings import overtaken
from comity.assessment.questions.parts import bounded, printed
from comity.assessment.view import View, ref
from comity.assessment.words import name, sentence
from comity.atlas.measurement import Measurement
from comity.dossier.statement import EvidenceRow
from comity.dossier.table import Column, TableModel
from comity.evidence.office import levels
from comity.quantities.shown import shown
from comity.terms.unit import number

OTHER = "other"
"""Level of a visitor whom nobody placed."""
_STATES = (
    ("in force", ("in_force",)),
    ("signed, entry into force not on record", ("signed",)),
    ("intent only", ("plan",)),
    ("reported", ("reported", "delivered")),
    ("ended", ("ended",)),
)
_ENDED_BY_BREAK = ("representation.embassy", "relations.in_force", "relations.since")
"""What a war or rupture since makes untrue."""
_SESSION = re.compile(r"\b(commission|committee|consultations?)\b", re.IGNORECASE)


def fact_sheet(view: View) -> tuple[TableModel, ...]:
    """T1: the newest figure of each fact, in both directions, with its year and its row."""
    rows: list[tuple[str, str, str, str]] = []
    for line in shown("facts"):
        for a, b in ((view.a, view.b), (view.b, view.a))[: 2 if line.ways == "both" else 1]:
            m = _newest(view, line.quantity, a, b)
            if m is not None and not (line.quantity in _ENDED_BY_BREAK and m.value and overtaken(view, m)):
                rows.append((line.caption.format(a=name(a), b=name(b)), bounded(m), m.period, ref(m)))
    for title, row in _milestones(view):
        rows.append((title, row.claim, row.date, row.id))
    if not rows:
        return ()
    return (_table("table.facts", "Fact sheet", ("Fact", "Value", "As of", "Row"), rows),)


def _newest(view: View, measure: str, a: str, b: str) -> Measurement | None:
    """The newest figure; of ranks also one that is known by its bounds alone."""
    if measure == "dependence.supplier_rank":
        found = [m for m in view.series(measure, a, b) if m.value is not None or m.low is not None]
        return found[-1] if found else None
    return view.last(measure, a, b)


def _milestones(view: View) -> list[tuple[str, EvidenceRow]]:
    """First statements about relations, embassies and recognition."""
    found = []
    for title, pattern in (
        ("Recognition", r"\brecogni[sz]ed\b|\brecogni[sz]e\b"),
        ("Relations", r"\brelations\b.*\b(began|established|opened)\b"),
        ("First mission", r"\b(embassy|mission)\b.*\b(started|opened|began)\b"),
        ("Flights", r"\bflights?\b.*\b(week|began|opened|took up)\b|\btook up flights\b"),
    ):
        rows = [r for r in view.between if re.search(pattern, r.claim, re.IGNORECASE) and r.status != "plan"]
        if rows:
            found.append((title, rows[-1] if title == "Flights" else rows[0]))
    return found


def visits(view: View) -> tuple[TableModel, ...]:
    """T2: visits each way by level, the gap between the two, and the years since the last."""
    made = [r for r in view.between if r.kind == "visit" and r.status in ("delivered", "reported", "in_force")]
    if not made:
        return ()
    rows = []
    for level in dict.fromkeys(x.row for x in levels().values()):
        at = [r for r in made if levels()[r.level or OTHER].row == level]
        out = [r for r in at if r.sender == view.a]
        back = [r for r in at if r.sender == view.b]
        if out or back:
            last = max(out + back, key=lambda r: r.date)
            years = (view.as_of - last.when.end).days / 365.25
            gap = len(out) - len(back)
            rows.append((sentence(level), len(out), len(back), gap, last.date, round(years, 1), last.id))
    columns = (
        Column(name="Level"),
        Column(name=f"{view.a} to {view.b}", numeric=True),
        Column(name=f"{view.b} to {view.a}", numeric=True),
        Column(name="Reciprocity gap", numeric=True),
        Column(name="Last"),
        Column(name="Years since", numeric=True),
        Column(name="Row of the last"),
    )
    return (
        TableModel(
            id="table.visits",
            question="scope",
            title="Visits on record by level",
            columns=columns,
            rows=tuple(rows),
            note=f"Only visits that the study holds; {_whence(made)}. "
            f"A gap above zero: {name(view.a)} went more often than it received.",
        ),
    )


def _whence(visits: Sequence[EvidenceRow]) -> str:
    """Whether people gave the levels or rules read them."""
    read = sum("level" in r.proposed for r in visits)
    given = sum(bool(r.level) for r in visits) - read
    if not given:
        return "levels are read from the words of the claim"
    return f"levels are as the study gives them{f', {read} of them read from the words of the claim' if read else ''}"


def agreements(view: View) -> tuple[TableModel, ...]:
    """T3: agreements by what is known of their force."""
    held = [r for r in view.between if r.kind == "agreement"]
    if not held:
        return ()
    note = "Dormant agreements cannot be told from the record: no statement says what a text still does."
    newest, note = printed(held, note, "data/evidence.csv")
    rows: list[tuple[str, str, str, str]] = []
    for state, statuses in _STATES:
        rows += [(state, r.date, r.claim, r.id) for r in newest if r.status in statuses]
    return (_table("table.agreements", "Agreements on record", ("State", "Date", "Agreement", "Row"), rows, note),)


def sessions(view: View) -> tuple[TableModel, ...]:
    """T4: sessions of joint bodies, and the years between them."""
    held = [r for r in view.between if r.kind == "institution" and r.status == "delivered" and _SESSION.search(r.claim)]
    rows: list[tuple[str, str, str, str]] = []
    before: date | None = None
    for r in held:
        day = r.when.end
        gap = "–" if before is None else number((day - before).days / 365.25, 1)
        rows.append((r.date, r.claim, gap, r.id))
        before = day
    if not rows:
        return ()
    newest, note = printed(rows, "", "data/evidence.csv")
    names = ("Date", "Session", "Years since the one before", "Row")
    return (_table("table.sessions", "Sessions of joint bodies", names, list(newest), note),)


def votes(view: View) -> tuple[TableModel, ...]:
    """T8: votes in international bodies that the study files under the pair."""
    rows = [(r.date, r.claim, r.value or "–", r.id) for r in view.between if r.kind == "vote"]
    if not rows:
        return ()
    said = "For, against, abstaining. Votes on third parties are no measure of the tone between the two."
    newest, note = printed(rows, said, "data/evidence.csv")
    names = ("Date", "Vote", "Count", "Row")
    return (_table("table.votes", "Votes on matters between the two", names, list(newest), note),)


def _table(
    id: str, title: str, names: tuple[str, ...], rows: list[tuple[str, str, str, str]], note: str = ""
) -> TableModel:
    return TableModel(
        id=id,
        question="scope",
        title=title,
        columns=tuple(Column(name=n) for n in names),
        rows=tuple(rows),
        note=note,
    )

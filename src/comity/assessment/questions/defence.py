"""Is there more defence and security cooperation than meets the eye?"""

from __future__ import annotations

from comity.assessment.answer import Answer, no_evidence
from comity.assessment.gates import ALLIANCE, closed
from comity.assessment.page1.course import brief
from comity.assessment.phrases import (
    ROOM,
)
from comity.assessment.questions.dealt import in_arms
from comity.assessment.questions.defence_dealings import dealings_beyond
from comity.assessment.questions.defence_recorded import BY_TREATY, alike_ones, alliance_told, held_told, recorded, ways
from comity.assessment.questions.expected_tie import expected_tie
from comity.assessment.questions.parts import evidence_table, latest_rows, text
from comity.assessment.say import say, together
from comity.assessment.view import View
from comity.assessment.words import counted, listing, lowered
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Claim, rows_told
from comity.dossier.table import Column, TableModel

_RECORDS = (
    (ALLIANCE, "Alliance obligation"),
    ("alliance.pledge", "Pledge"),
    ("defence.arms_transfers", "Major arms delivered"),
    ("defence.joint_exercises", "Joint exercises"),
    ("defence.nuclear_agreements", "Nuclear cooperation agreements"),
)
GAP = "defence.expected_gap"


def answer(view: View) -> Answer:
    """Recorded ties, what else about the pair would lead one to expect, and what the evidence adds."""
    records = _records(view)
    gap = view.last(GAP)
    rows = tuple(r for r in view.between if r.question == "defence" or "defence" in r.sector)
    if not records and gap is None and not rows:
        return no_evidence(
            "alliances, arms, exercises and agreements", "an arms register or a defence ministry's record"
        )
    expected = expected_tie(view, gap) if closed(view, "hidden") is None else None
    judged = [j for j in (recorded(view, records), expected, dealings_beyond(rows)) if j is not None]
    headline = _headline(view, records)
    absent = [lowered(t) for measure, t in _RECORDS if not view.has(measure)]
    return Answer(
        state="answered" if records else "not_determinable",
        answer=f"{headline.text} {_in_evidence(len(rows))}".strip(),
        reason="recorded ties, and ties expected from everything else; secrecy limits both",
        paragraphs=(
            "Formal records hold only what was published. 'Reported less than expected' is a lead for research, "
            "never the discovery of a tie." + (f" Not part of this atlas: {listing(absent)}." if absent else ""),
        ),
        judged=tuple(judged),
        tables=_table(view, records)
        + evidence_table(
            latest_rows(rows, 15), "table.defence.evidence", "defence", "Defence and security in the evidence"
        ),
        against=("Neutrality by choice, or a pair that needs no treaty, looks the same as a tie kept quiet.",),
        would_change=(
            "An order in an arms register, a defence accord published by either side, a mission's staff list.",
        ),
        told=rows_told(headline.parts),
    )


def _records(view: View) -> list[tuple[str, Measurement]]:
    found = []
    for measure, title in _RECORDS:
        if not view.has(measure):
            continue
        directed = view.atlas.entry(measure).direction == "directed"
        for a, b in ((view.a, view.b), (view.b, view.a))[: 2 if directed else 1]:
            positive = [m for m in view.series(measure, a, b) if m.value]
            m = positive[-1] if positive and measure not in BY_TREATY else view.last(measure, a, b)
            if m is not None:
                found.append((title, m))
    return found


def _headline(view: View, records: list[tuple[str, Measurement]]) -> Claim:
    """The alliance first, as far as its record reaches and by the chronicle since; then what else is on record."""
    arms = _in_arms(view)
    said = [*arms, *alliance_told(view, records)]
    said += [
        held_told(view, title, ms)
        for title, ms in alike_ones(records)
        if ms[0].value and ms[0].measure not in BY_TREATY
    ]
    return together(said or [say(ROOM, "pact.uncovered")])


def _in_evidence(statements: int) -> str:
    return f"The evidence holds {counted(statements, 'statement')} on defence and security." if statements else ""


def _in_arms(view: View) -> list[Claim]:
    """What the two did to each other or for each other in arms; nothing where the chronicle has none of it."""
    if view.record is None or not (events := in_arms(view.record)):
        return []
    acts = together([say("page1", "event.sentence", what=brief(e)) for e in events])
    return [say(ROOM, "argued.arms", what=acts)]


def _table(view: View, records: list[tuple[str, Measurement]]) -> tuple[TableModel, ...]:
    if not records:
        return ()
    return (
        TableModel(
            id="table.defence",
            question="defence",
            title="Recorded defence ties",
            columns=tuple(Column(name=n) for n in ("Tie", "Value", "Year", "State")),
            rows=tuple(
                (f"{t}{ways(view, [m])}", text(m), m.period, m.state.value.replace("_", " ")) for t, m in records
            ),
            note="A true zero: the register covers both states and the year, and holds nothing.",
            source=view.source(*dict.fromkeys(m.measure for _, m in records)),
        ),
    )

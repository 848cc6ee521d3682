"""Is there more defence and security cooperation than meets the eye?"""

from __future__ import annotations

from comity.assessment.answer import Answer, Judged, no_evidence
from comity.assessment.model import Column, EvidenceRow, Finding, TableModel
from comity.assessment.questions.parts import evidence_table, interval, latest_rows, text
from comity.assessment.view import View, ref
from comity.assessment.words import above, counted, listing, lowered, sentence
from comity.atlas.measurement import Measurement, State

_RECORDS = (
    ("alliance.any", "Alliance obligation"),
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
    allied = next((m for title, m in records if m.measure == "alliance.any" and m.value), None)
    judged = [j for j in (_recorded(view, records), _expected(view, gap), _evidence(view, rows)) if j is not None]
    return Answer(
        state="answered" if records else "not_determinable",
        answer=_headline(view, records, rows, allied),
        reason="recorded ties, and ties expected from everything else; secrecy limits both",
        paragraphs=(
            "Formal records hold only what was published. 'Reported less than expected' is a lead for research, "
            "never the discovery of a tie.",
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
    )


def _records(view: View) -> list[tuple[str, Measurement]]:
    found = []
    for measure, title in _RECORDS:
        if not view.has(measure):
            continue
        directed = view.atlas.entry(measure).direction == "directed"
        for a, b in ((view.a, view.b), (view.b, view.a))[: 2 if directed else 1]:
            positive = [m for m in view.series(measure, a, b) if m.value]
            m = positive[-1] if positive and measure != "alliance.any" else view.last(measure, a, b)
            if m is not None:
                found.append((f"{title}, {a} to {b}" if directed else title, m))
    return found


def _headline(
    view: View, records: list[tuple[str, Measurement]], rows: tuple[object, ...], allied: Measurement | None
) -> str:
    looked = list(dict.fromkeys(lowered(title.split(",")[0]) for title, _ in records))
    held = [m for _, m in records if m.value]
    absent = [lowered(t) for measure, t in _RECORDS if not view.has(measure)]
    formal = (
        f"{sentence(view.a_name)} and {view.b_name} are bound by a treaty of {_obligations(allied)} (record to "
        f"{allied.period})."
        if allied is not None
        else f"Some ties are on the formal record, but no alliance (looked for: {listing(looked)})."
        if held
        else f"Nothing is on the formal record (looked for: {listing(looked)})."
        if records
        else "No formal register covers the pair."
    )
    if absent and records:
        formal += f" Not part of this atlas: {listing(absent)}."
    return formal + (f" The evidence holds {counted(len(rows), 'statement')} on defence and security." if rows else "")


def _recorded(view: View, records: list[tuple[str, Measurement]]) -> Judged | None:
    if not records:
        return None
    held = [
        f"{lowered(title)}: {_obligations(m) if m.measure == 'alliance.any' else text(m)} ({m.period})"
        for title, m in records
        if m.value
    ]
    absent = [f"{lowered(title)} (to {m.period})" for title, m in records if m.state is State.TRUE_ZERO]
    claim = ("On record: " + "; ".join(held) + ". " if held else "") + (
        "Looked for and absent: " + "; ".join(absent) + "." if absent else ""
    )
    finding = Finding(
        id="defence.recorded",
        question="defence",
        claim=claim.strip(),
        confidence="high",
        confidence_reason="registers compiled by third parties from published sources",
        basis=tuple(ref(m) for _, m in records),
        against=("What both sides keep quiet is in no register.",),
        would_change="A later edition of any of the registers.",
    )
    return Judged(finding, 0.6 if held else 0.45)


def _expected(view: View, gap: Measurement | None) -> Judged | None:
    if gap is None:
        return None
    place = view.standing(gap)
    if place is None or gap.value is None:
        return None
    less = gap.value > 0 and place.percentile >= 80
    claim = (
        "Shared forums, distance, capabilities and common rivals would lead one to expect an alliance with "
        "probability "
        f"{text(gap) if gap.value >= 0 else text_of(1 + gap.value)}{interval(gap) if gap.value >= 0 else ''} "
        f"({gap.period}); "
        + ("none is recorded, " if gap.value >= 0 else "one is recorded; ")
        + (
            f"a gap {above(place.percentile, place.among)}: reported less than expected."
            if less
            else f"a gap {above(place.percentile, place.among)}: nothing out of the ordinary."
        )
    )
    finding = Finding(
        id="defence.expected_gap",
        question="defence",
        claim=claim,
        estimate=view.estimate(gap),
        confidence="low",
        confidence_reason="a model of formal alliances; ties below a treaty are outside it",
        basis=(ref(gap),),
        against=("The model knows alliances only, not arms sales or intelligence.",),
        would_change="Registers of defence cooperation agreements.",
    )
    return Judged(finding, 0.5 if less else 0.2)


def text_of(probability: float) -> str:
    """A probability in words of per cent."""
    from comity.terms.unit import format_value

    return format_value(probability, "probability")


def _evidence(view: View, rows: tuple[object, ...]) -> Judged | None:
    found = [r for r in rows if isinstance(r, EvidenceRow) and r.grade[:1] in "AB"]
    if not found:
        return None
    dealings = [r for r in found if r.kind in ("project", "flow")]
    accords = [r for r in found if r.kind == "agreement"]
    parts = (
        [f"the first dealings in arms or projects are dated {dealings[0].date}: {_plain(dealings[0])}"]
        if dealings
        else []
    )
    parts += [f"the first formal accord {accords[0].date}: {_plain(accords[0])}"] if accords else []
    parts = parts or [f"the latest is of {found[-1].date}: {_plain(found[-1])}"]
    claim = (
        f"Beyond the registers {counted(len(found), 'statement')} from usually reliable sources concern defence "
        "and security; " + "; ".join(parts) + "."
    )
    del view
    finding = Finding(
        id="defence.evidence",
        question="defence",
        claim=claim,
        confidence="moderate",
        confidence_reason="graded A or B, but statements on defence often share one origin",
        basis=tuple(r.id for r in found),
        against=("Several statements may go back to one announcement.",),
        would_change="A source that withdraws, or an official text.",
    )
    return Judged(finding, 0.9)


def _obligations(m: Measurement) -> str:
    return listing((m.label or "alliance").split("|"))


def _plain(r: EvidenceRow) -> str:
    return r.claim.rstrip(".")


def _table(view: View, records: list[tuple[str, Measurement]]) -> tuple[TableModel, ...]:
    if not records:
        return ()
    return (
        TableModel(
            id="table.defence",
            question="defence",
            title="Recorded defence ties",
            columns=tuple(Column(name=n) for n in ("Tie", "Value", "Year", "State")),
            rows=tuple((t, text(m), m.period, m.state.value.replace("_", " ")) for t, m in records),
            note="A true zero: the register covers both states and the year, and holds nothing.",
            source=view.source(*dict.fromkeys(m.measure for _, m in records)),
        ),
    )

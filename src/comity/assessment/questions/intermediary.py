"""Could B stand between A and its rivals (or A between B's)?"""

from __future__ import annotations

from comity.assessment.answer import Answer, Judged, no_evidence
from comity.assessment.model import Column, Finding, TableModel
from comity.assessment.questions.parts import evidence_table, latest_rows, text
from comity.assessment.view import View, ref
from comity.assessment.words import counted, listing, name, sentence
from comity.atlas.measurement import Measurement

RIVALRY, EMBASSY, SHARED = "conflict.rivalry", "representation.embassy", "igo.shared"


def answer(view: View) -> Answer:
    """For each rival of one, what the other keeps with it. No ranking of go-betweens is attempted here."""
    sides = [(view.a, view.b), (view.b, view.a)]
    rivals = {s: _rivals(view, s, other) for s, other in sides}
    rows = latest_rows(tuple(r for r in view.evidence if r.question == "intermediary" or r.kind == "mediation"))
    if not any(rivals.values()) and not rows:
        period = view.atlas.last_period(RIVALRY) if view.has(RIVALRY) else None
        return no_evidence(
            f"strategic rivals of either state (record to {period})" if period else "strategic rivals of either state",
            "a dispute in which one of the two needs a go-between",
        )
    judged = [j for s, other in sides for j in _between(view, s, other, rivals[s])]
    table = _table(view, sides, rivals)
    return Answer(
        state="not_determinable",
        answer=" ".join(_headline(view, s, other, rivals[s]) for s, other in sides if rivals[s])
        + " Who would be chosen is not determinable from this edition: it holds no ranking of go-betweens.",
        reason="ties to both sides are on record; a ranking with a known error is not part of this edition",
        paragraphs=(
            "Votes that look neutral do not predict who mediates; shared forums, nearness, weight and track record do.",
        ),
        judged=tuple(judged),
        tables=((table,) if table is not None else ())
        + evidence_table(rows, "table.intermediary.evidence", "intermediary", "Mediation in the evidence"),
        against=("Ties to both sides are a condition, not an appointment.",),
        would_change=("An offer made and accepted by both sides.",),
    )


def _rivals(view: View, s: str, other: str) -> list[Measurement]:
    if not view.has(RIVALRY):
        return []
    period = view.atlas.last_period(RIVALRY)
    found = [] if period is None else view.atlas.partners(RIVALRY, s, period)
    kept = [m for m in found if m.b != other and (not view.rivals or m.b in view.rivals)]
    return sorted(kept, key=lambda m: m.b)


def _headline(view: View, s: str, other: str, rivals: list[Measurement]) -> str:
    with_both = [m.b for m in rivals if _embassy(view, other, m.b)]
    home = _embassy(view, other, s)
    listed = listing([name(r) for r in with_both])
    number = counted(len(with_both), "of them", "of them").replace("no of them", "none of them")
    embassies = (
        f"the incomplete list of missions shows embassies of {name(other)} with {number}"
        + (f" ({listed})" if listed else "")
        if view.has(EMBASSY) and view.atlas.last_period(EMBASSY)
        else "embassies are not covered"
    )
    own = f", and one in {name(s)}" if home else ""
    return f"{sentence(name(s))} has {counted(len(rivals), 'strategic rival')}; {embassies}{own}."


def _embassy(view: View, sender: str, host: str) -> Measurement | None:
    m = view.last(EMBASSY, sender, host)
    return m if m is not None and m.value else None


def _between(view: View, s: str, other: str, rivals: list[Measurement]) -> list[Judged]:
    if not rivals:
        return []
    links = [m for r in rivals if (m := _embassy(view, other, r.b)) is not None]
    shared = [m for r in rivals if (m := view.last(SHARED, other, r.b)) is not None and m.value]
    for r in rivals:
        view.used[ref(r)] = r
    forums = listing([f"{text(m)} with {name(m.b)}" for m in sorted(shared, key=lambda m: -(m.value or 0))[:4]])
    claim = _headline(view, s, other, rivals) + (f" {sentence(name(other))} shares {forums}." if forums else "")
    finding = Finding(
        id=f"intermediary.{other}.between.{s}",
        question="intermediary",
        claim=claim,
        confidence="moderate",
        confidence_reason="records of rivalries, missions and memberships of different years",
        basis=tuple(ref(m) for m in (*rivals, *links, *shared)),
        against=("Neither side has been shown to want this go-between.",),
        would_change="Talks hosted, or a message carried, by name and date.",
    )
    return [Judged(finding, 0.35)]


def _table(view: View, sides: list[tuple[str, str]], rivals: dict[str, list[Measurement]]) -> TableModel | None:
    rows = []
    for s, other in sides:
        for r in rivals[s]:
            there, back = _embassy(view, other, r.b), _embassy(view, r.b, other)
            shared = view.last(SHARED, other, r.b)
            listed = view.has(EMBASSY) and view.atlas.last_period(EMBASSY)
            rows.append(
                (
                    sentence(name(s)),
                    sentence(name(r.b)),
                    sentence(name(other)),
                    ("listed" if there else "not listed") if listed else "–",
                    ("listed" if back else "not listed") if listed else "–",
                    text(shared),
                )
            )
    if not rows:
        return None
    heads = ("Rival of", "Rival", "Between", "Embassy there", "Embassy back", "Shared organisations")
    return TableModel(
        id="table.intermediary",
        question="intermediary",
        title="What the one keeps with the rivals of the other",
        columns=tuple(Column(name=n) for n in heads),
        rows=tuple(rows),
        note="The list of embassies is incomplete: 'not listed' is no proof of absence.",
        source=view.source(RIVALRY, EMBASSY, SHARED),
    )

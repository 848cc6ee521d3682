"""Could B stand between A and its rivals (or A between B's)?"""

from __future__ import annotations

from comity.assessment.answer import Answer, no_evidence
from comity.assessment.gates import barred
from comity.assessment.mediators.features import RIVALRY, Columns
from comity.assessment.mediators.record import told_by
from comity.assessment.mediators.score import known_error, lacking
from comity.assessment.questions.go_between import Place, figure, finding, place, read_ahead, record_table, table
from comity.assessment.questions.parts import evidence_table, latest_rows
from comity.assessment.say import say, state, states
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.assessment.words import counted, listing, name, ordinal, possessive
from comity.dossier.claim import Chosen
from comity.terms.membership import coexisted
from comity.terms.wording import day_name

MOST_FINDINGS = 3
"""Rival pairs, of each side, that get a finding of their own: the best places; the table has all."""


def answer(view: View) -> Answer:
    """The other's place among all states as a go-between of each with each of its rivals."""
    sides = ((view.a, view.b), (view.b, view.a))
    rivals = {s: _rivals(view, s, other) for s, other in sides}
    rows = latest_rows(tuple(r for r in view.evidence if r.question == "intermediary" or r.kind == "mediation"))
    if not any(rivals.values()) and not rows:
        return no_evidence(_looked_for(view), "a dispute in which one of the two needs a go-between")
    evidence = evidence_table(rows, "table.intermediary.evidence", "intermediary", "Mediation in the evidence")
    columns = Columns(view.atlas)
    if missing := lacking(columns):
        return Answer(
            state="not_determinable",
            answer=f"Not determinable: the atlas has no {', '.join(missing)} by {view.as_of}, without which "
            "go-betweens cannot be ranked.",
            reason=f"no {', '.join(missing)} by {view.as_of}",
            tables=evidence,
            would_change=("An atlas with forums, distances and capabilities of that time.",),
        )
    refused = _refused(view, rivals)
    places = {
        s: [p for r in rivals[s] if (s, r) not in refused and (p := place(columns, s, r, other)) is not None]
        for s, other in sides
    }
    found = [p for s, _ in sides for p in _best(view, places[s])[:MOST_FINDINGS]]
    every = [p for s, _ in sides for p in places[s]]
    read_ahead(view, found)
    error = known_error()
    best = _best(view, every)
    lines = _lines(view, refused)
    if not every and lines:
        return Answer(state="answered", answer=" ".join(lines), reason="a party is no go-between", tables=evidence)
    far = bool(best) and best[0].row.rank > threshold("go_between_far") and not view.rivals
    return Answer(
        state="answered" if every else "not_determinable",
        answer=" ".join(_headline(view, s, other, places[s]) for s, other in sides if places[s])
        or "Neither state has a rival of today on record.",
        reason="ranking of all states by forums, nearness, weight, ties, dialogue and record, with known error",
        paragraphs=()
        if far
        else (
            *lines,
            f"How good such a ranking is: {error.text}. That is the error of the method, not of this case; the list it "
            "was tested on holds mostly famous mediations.",
            "Votes that look neutral do not predict who mediates, so they are shown and not ranked on. A high place is "
            "a resemblance to those who did mediate, not a wish of any party. Sanctions are not covered.",
        ),
        judged=tuple(finding(view, p, columns) for p in found),
        figures=(figure(view, best[0]),) if best and not far else (),
        tables=(
            *((table(view, every, columns),) if every else ()),
            *record_table(view, [(p.side, p.rival) for p in every], told_by(view.as_of)),
            *evidence,
        ),
        against=("Ties to both sides are a condition, not an appointment: neither side has been shown to want it.",),
        would_change=("An offer made and accepted by both sides.",),
    )


def _looked_for(view: View) -> str:
    period = view.atlas.last_period(RIVALRY) if view.has(RIVALRY) else None
    return f"strategic rivals of either state (record to {period})" if period else "strategic rivals of either state"


def _rivals(view: View, s: str, other: str) -> list[str]:
    """Rivals by the record and by the study that exist on the day, other than the partner."""
    named = set(view.rivals_of(s))
    period = view.atlas.last_period(RIVALRY) if view.has(RIVALRY) else None
    if period is not None:
        named |= {m.b for m in view.atlas.partners(RIVALRY, s, period)}
    return sorted(r for r in named - {other} if coexisted(s, r, view.as_of, view.as_of) is not None)


def _refused(view: View, rivals: dict[str, list[str]]) -> dict[tuple[str, str], Chosen]:
    """Rival pairs between which the other is a party, each with the reason; a study's are asked."""
    found = {}
    for s, other in ((view.a, view.b), (view.b, view.a)):
        for r in rivals[s]:
            why = None if r in view.rivals_of(s) else barred(view, "go_between", other, s, r)
            if why is not None:
                found[s, r] = why
    return found


def _lines(view: View, refused: dict[tuple[str, str], Chosen]) -> tuple[str, ...]:
    """One sentence for each side and reason."""
    grouped: dict[tuple[str, str], list[tuple[str, Chosen]]] = {}
    for (s, r), why in refused.items():
        grouped.setdefault((s, why.option), []).append((r, why))
    return tuple(
        say(
            "questions",
            "gate.go_between",
            other=state(view.b if s == view.a else view.a),
            side=state(s),
            rivals=states([r for r, _ in found]),
            why=found[0][1].model_copy(update={"refs": tuple(dict.fromkeys(x for _, w in found for x in w.refs))}),
        ).text
        for (s, _), found in grouped.items()
    )


def _best(view: View, places: list[Place]) -> list[Place]:
    """The rivals that a study asks about come first, then the best places."""
    asked = set(view.rivals)
    return sorted(places, key=lambda p: ((p.side, p.rival) not in asked, p.row.rank, p.side, p.rival))


def _headline(view: View, s: str, other: str, places: list[Place]) -> str:
    first = _best(view, places)[0]
    rank = f"{ordinal(first.row.rank)} of {first.among}"
    of_how_many = f"{possessive(name(s))} {counted(len(places), 'rival')}" if len(places) > 1 else "its only rival"
    best = min(p.row.rank for p in places) == first.row.rank
    where = f" The best place among {of_how_many}." if len(places) > 1 and best else ""
    ahead = [name(r.state) for r in first.ranking.rows[:3] if r.state != other]
    return (
        f"As of {day_name(first.ranking.candidates.day)}, between {name(s)} and {name(first.rival)}, {name(other)} "
        f"would rank {rank} as a go-between; "
        + (
            f"{listing(ahead)} {'stand' if len(ahead) > 1 else 'stands'} ahead."
            if first.row.rank > 1
            else f"next {'come' if len(ahead) > 1 else 'comes'} {listing(ahead)}."
        )
        + where
    )

"""What the statements of a study add to the answers: findings across sections, counter-evidence, promises.

Each rule counts or compares rows and names all of them as its basis; none knows a country.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from comity.assessment.answer import Answer, Judged
from comity.assessment.promises import promise_finding, promise_table
from comity.assessment.questions.both_sides import both_sides
from comity.assessment.questions.directions import directions
from comity.assessment.questions.mediations import mediations
from comity.assessment.view import View
from comity.assessment.words import counted, lowered, sentence
from comity.dossier.statement import Contradiction

MOST_AGAINST = 3


def add(answers: Mapping[str, Answer], view: View) -> dict[str, Answer]:
    """The answers with what the study's statements say beyond the atlas, and what contradicts them."""
    extra: dict[str, list[Judged]] = {
        "complementarity": [j for j in (directions(view),) if j is not None],
        "balance": [j for j in (both_sides(view),) if j is not None],
        "intermediary": [j for j in (mediations(view),) if j is not None],
        "potential": [j for j in (promise_finding(view),) if j is not None],
    }
    found = {}
    for question, answer in answers.items():
        tables = (*answer.tables, *promise_table(view)) if question == "potential" else answer.tables
        judged = (*answer.judged, *extra.get(question, []))
        changed = replace(answer, judged=tuple(_countered(j, view.register) for j in judged), tables=tables)
        found[question] = replace(changed, against=(*changed.against, *_against(question, view)))
    return found


def _countered(judged: Judged, register: tuple[Contradiction, ...]) -> Judged:
    """The finding with the contradictions that its basis is part of."""
    touched = [c for c in register if set(c.rows) & set(judged.finding.basis)]
    if not touched:
        return judged
    lines = [f"{sentence(c.label)}: {c.what}" for c in touched[:2]]
    if len(touched) > 2:
        lines.append(f"{counted(len(touched) - 2, 'further contradiction')} touch its rows.")
    return replace(judged, finding=judged.finding.model_copy(update={"against": (*judged.finding.against, *lines)}))


def _against(question: str, view: View) -> tuple[str, ...]:
    """The first contradictions among the statements filed under a question."""
    mine = {r.id for r in view.evidence if r.question == question}
    touched = [c for c in view.register if set(c.rows) & mine and c.kind != "one_sided"]
    lines = [f"{sentence(c.label)}: {lowered(c.what) if not c.what[0].isdigit() else c.what}" for c in touched]
    more = len(lines) - MOST_AGAINST
    rest = (f"{counted(more, 'more contradiction')} on this question in the register.",) if more > 0 else ()
    return tuple(lines[:MOST_AGAINST]) + rest

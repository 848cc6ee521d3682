"""An answer as an argument: what is known, how sure, what argues against it and what would change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from comity.assessment.answer import Answer, Judged
from comity.assessment.gates import closed
from comity.assessment.judgements import aged
from comity.assessment.record import Record
from comity.assessment.say import chosen, dated, say, together
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.assessment.words import lowered
from comity.chronicle.events import Event, chronicle_to
from comity.dossier.claim import Claim, rows_told, sentences
from comity.dossier.finding import Finding
from comity.terms.ref import event_ref

ROOM = "questions"
_CHRONICLE = "chronicle."
LEADING = 0.25
"""What a finding weighs today from which on it belongs in the argument; what weighs less stands in the annex."""
_ALWAYS = ("scope.people",)
"""Findings of little weight on a first page without which an answer would not say what the two deal in."""
_ELSEWHERE = ("people.",)
"""Findings that another answer tells: who lives in the other state stands under scope."""
MOST = 3
"""Findings told of one question beside its answer."""
_TOLD_BY_STORY = ("scope", "evolution")
"""Questions whose own paragraphs tell what the chronicle has."""
_OWN_FIRST = (*_TOLD_BY_STORY, "exchange", "outlook")
"""Questions whose own paragraphs are of the matter; those of the others say how a figure is made, and come last."""
_BY_FIGURES = ("scope", "exchange", "dependence")
"""Questions of which it is said how sure the figures are; the others stand on events first."""
_OF_A_MODEL = ("potential",)
"""Questions whose findings say of themselves what a model can and cannot."""


def argue(answers: Mapping[str, Answer], view: View, record: Record) -> dict[str, Answer]:
    """The answers with their findings as paragraphs, and a last one that says how sure and what argues against it."""
    found = dict(answers)
    told = ""
    for name, answer in answers.items():
        told += " ".join(("", answer.answer, *answer.paragraphs))
        shut = name in _OF_A_MODEL or (name == "access" and closed(view, "doors"))
        if shut or answer.state != "answered":
            continue
        leading = _leading(answer, record)
        known = _known(answer, leading if name not in _TOLD_BY_STORY else _measured(leading), told)
        judges = _measured(leading) if name in _BY_FIGURES else leading
        sure = tuple(p for p in _sure(answer, judges, view) if p not in told)
        told += " ".join(("", *known, *sure))
        own = answer.paragraphs
        found[name] = replace(answer, paragraphs=(*own, *known, *sure) if name in _OWN_FIRST else (*known, *sure, *own))
    return found


def _leading(answer: Answer, record: Record) -> list[Judged]:
    """The findings that say most of the two today, weightiest first."""
    weighed = [(j.salience.weight * aged(j.finding, record), j) for j in answer.judged if j.salience.about_both]
    kept = [(w, j) for w, j in weighed if w >= LEADING or j.finding.id in _ALWAYS]
    ranked = [j for _, j in sorted(kept, key=lambda both: -both[0])]
    return [j for j in ranked if not j.finding.id.startswith(_ELSEWHERE) and not _history(j, record)]


def _measured(judged: list[Judged]) -> list[Judged]:
    return [j for j in judged if not j.finding.id.startswith(_CHRONICLE)]


def _history(judged: Judged, record: Record) -> bool:
    """Whether a finding tells only what is over for a generation."""
    told = [e for e in record.events if event_ref(e.id) in judged.finding.basis]
    return bool(told) and all(_over(e, record) for e in told)


def _over(event: Event, record: Record) -> bool:
    """Whether it is of another generation and weighs on nobody: what was settled then is no news of today."""
    old = record.years_since_begun(event) > threshold("event_living_years")
    return old and (event.sign > 0 or not record.stands(event))


def _known(answer: Answer, leading: list[Judged], told: str) -> tuple[str, ...]:
    """What the findings add to the answer, sentence by sentence, as one paragraph; no sentence is said twice."""
    said: list[str] = []
    for j in leading[:MOST]:
        for s in sentences(j.finding.parts if j.short is None else j.short.parts):
            if s.text.rstrip(".") in told or s.text in said or rows_told(s.parts) & answer.told:
                continue
            said.append(s.text)
    return (" ".join(said),) if said else ()


def _sure(answer: Answer, leading: list[Judged], view: View) -> tuple[str, ...]:
    """How sure the weightiest finding is, what argues against it and what would change it."""
    if not leading:
        return ()
    f = leading[0].finding
    said: list[Claim] = [say(ROOM, f"argued.{f.confidence}", why=chosen(_why(f), "confidence", f.confidence, f.basis))]
    if f.id.startswith(_CHRONICLE):
        said.append(say(ROOM, "argued.choice", to=dated(chronicle_to(view.as_of))))
        return (together(said).text,)
    if against := (f.against or answer.against)[:1]:
        said.append(say(ROOM, "argued.against", what=chosen(lowered(against[0]), "against", f.id, f.basis)))
    if f.would_change:
        said.append(say(ROOM, "argued.change", what=chosen(lowered(f.would_change), "change", f.id, f.basis)))
    return (together(said).text,)


def _why(f: Finding) -> str:
    """Why the confidence is what it is; of events in the words of a reader and not of a register."""
    if not f.id.startswith(_CHRONICLE):
        return f.confidence_reason
    if f.confidence == "high":
        return "each event stands in a source that was read for it"
    return "some of these events are general knowledge, for which no source was opened"

"""Which questions make no sense for a pair: `gates.csv`, each line with its reason.

A line closes one part of the assessment where a condition holds: a kind of relationship (`page1/kinds.csv`), or one of
the conditions on powers below. What a study's statements are filed under is asked all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from comity.assessment.answer import Answer
from comity.assessment.page1.acts import first_alliance
from comity.assessment.questions.parts import evidence_table, latest_rows
from comity.assessment.record import Record
from comity.assessment.say import chosen, say
from comity.assessment.settings import default_poles
from comity.assessment.view import View, ref
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Chosen, Claim
from comity.terms.curated import curated_rows
from comity.terms.question import question
from comity.terms.ref import event_ref, pact_ref
from comity.terms.treaty_details import Obligation

ALLIANCE, RIVALRY = "alliance.any", "conflict.rivalry"


@dataclass(frozen=True, slots=True)
class Gate:
    """One line: in which part, under which condition, why not in the words of a page, and the reason for the line."""

    part: str
    when: str
    because: str
    reason: str


@cache
def gates() -> tuple[Gate, ...]:
    """All lines, in their order."""
    return tuple(Gate(**row) for row in curated_rows(Path(__file__).with_name("gates.csv")))


def closed(view: View, part: str) -> Claim | None:
    """The line that says why a part is not asked of the pair; None where it is asked."""
    for gate in gates():
        if gate.part != part:
            continue
        found = CONDITIONS[gate.when](view) if gate.when in CONDITIONS else _of_kind(view, gate.when)
        if found is not None:
            return say("questions", f"gate.{part}", why=chosen(gate.because, "gates", gate.when, found))
    return None


def shut(view: View, name: str) -> Answer | None:
    """The section in one line, where its question makes no sense for the pair and no study asks it all the same."""
    line = None if view.statements(name) or _named(view, name) else closed(view, name)
    if line is None:
        return None
    rows = latest_rows(view.statements(name))
    title = f"{question(name).title} in the evidence"
    return Answer(
        state="answered",
        answer=line.text,
        reason="the question makes no sense for the two",
        tables=evidence_table(rows, f"table.{name}.evidence", name, title),
    )


def _named(view: View, name: str) -> bool:
    """Whether the study names what the question is about: rivals to stand between, or powers."""
    return bool({"intermediary": view.rivals, "balance": view.poles}.get(name))


def barred(view: View, part: str, other: str, *sides: str) -> Chosen | None:
    """Why a part is not asked of one state, between others or toward one; None where it is asked."""
    for gate in gates():
        found = _WAYS[gate.when](view, other, sides) if gate.part == part else None
        if found is not None:
            return chosen(gate.because, "gates", gate.when, found)
    return None


def _power(view: View, other: str, sides: tuple[str, ...]) -> tuple[str, ...] | None:
    return () if other in default_poles() else None


def _allied(view: View, other: str, sides: tuple[str, ...]) -> tuple[str, ...] | None:
    """Bound to one of them and not to all."""
    pacts = [held for side in sides if (held := pact(view, other, side))]
    return tuple(r for held in pacts for r in held) if 0 < len(pacts) < len(sides) else None


def _hostile(view: View, other: str, sides: tuple[str, ...]) -> tuple[str, ...] | None:
    quarrels = [m for side in sides if (m := view.last(RIVALRY, other, side)) is not None and m.value]
    return tuple(map(ref, quarrels)) or None


_WAYS: dict[str, Callable[[View, str, tuple[str, ...]], tuple[str, ...] | None]] = {
    "power": _power,
    "allied": _allied,
    "hostile": _hostile,
}
"""Conditions on one state toward others."""


def _of_kind(view: View, kind: str) -> tuple[str, ...] | None:
    return view.kind.reason.basis if view.kind is not None and view.kind.id == kind else None


def _powers(view: View) -> tuple[str, ...] | None:
    return () if {view.a, view.b} <= set(default_poles()) else None


def _one_camp(view: View) -> tuple[str, ...] | None:
    """Each of the two is the power or has a pact of defence with it, one power for both."""
    for pole in default_poles():
        pacts = [pact(view, s, pole) for s in (view.a, view.b) if s != pole]
        if all(pacts):
            return tuple(r for held in pacts for r in held)
    return None


def pact(view: View, one: str, other: str) -> tuple[str, ...]:
    """What makes two states allies on the day, by the chronicle: ids of its pacts, or of its alliance; () for none.

    The register of alliances ends years before the day and holds texts that nobody acts upon.
    """
    record = Record.of(one, other, view.as_of)
    if record.alliances:
        return tuple(pact_ref(s.pact.id) for s in record.alliances)
    treaty = first_alliance(record)
    return () if treaty is None else (event_ref(treaty.id),)


def bound(m: Measurement | None) -> bool:
    """Whether it is an obligation of defence or offence; what else was pledged by treaty makes no ally."""
    if m is None or not m.value:
        return False
    named = {d.kind for d in m.details_of(Obligation)}
    return not named or bool(named & {"defence", "offence"})


CONDITIONS: dict[str, Callable[[View], tuple[str, ...] | None]] = {"powers": _powers, "one_camp": _one_camp}
"""Conditions beside the kinds of relationship: the rows that show that one holds, None where it does not."""

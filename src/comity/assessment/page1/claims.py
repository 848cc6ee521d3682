"""The claim to territory that stands between two: over what, how far it has come, by which act."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from comity.assessment.record import DEFINES, Record
from comity.assessment.say import say, status_told
from comity.assessment.settings import threshold
from comity.chronicle.events import Event
from comity.chronicle.status import Status
from comity.dossier.claim import Claim, claim

Stage = Literal["court", "ruled", "treaty", "pressed", "talked"]
_PARTS = re.compile(r"[(),]| and ")
_OVER_IT = ("claim", "visit_contested", "ruling_sought", "interim_ruling", "border_treaty", "annexation")
"""Kinds of acts that are about land, whatever the row names."""
_COURT = ("ruling_sought", "interim_ruling")
_SETTLES = ("border_treaty", "dispute_settled")


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim that a line of status holds to stand between the two.

    `stage`: `court` where a case is open, `ruled` where one was decided and the claim stands, `treaty` where the two
    have signed what settles it and the line has it as open, `pressed` where the one pressed it last, `talked` where
    they last came closer over it. `act`: the act that shows it, the newest of weight.
    """

    line: Status
    stage: Stage
    act: Event
    acts: tuple[Event, ...]
    """All acts of weight over it, oldest first."""


def claims(record: Record) -> list[Status]:
    """Lines of status by which a claim stands between these two and nobody else."""
    return [s for s in record.status if s.kind == "claim" and "*" not in (s.a, s.b)]


def claim_between(record: Record) -> Standing | None:
    """The claim on which the two have acted within ten years, or whose case is open; None where it lies still."""
    for line in claims(record):
        acts = [e for e in record.events if e.weight > 1 and _is_over(e, line)]
        sought = next((e for e in reversed(acts) if e.kind.id == "ruling_sought"), None)
        if sought is not None and not any(e.kind.id == "ruling" and e.when.start > sought.when.start for e in acts):
            return Standing(line, "court", sought, tuple(acts))
        late = [e for e in acts if record.years_since_begun(e) <= threshold("rivals_years")]
        if late:
            return Standing(line, _stage(late[-1]), late[-1], tuple(acts))
    return None


def stands_between(line: Status) -> Claim:
    """That a claim stands between the two, and who claims what and who holds it, in the wording of the line."""
    return say("page1", "bottom.claim", line=claim(status_told(line)))


def leads(record: Record, claim: Standing) -> bool:
    """Whether a claim says more of two than what binds them: its case is open, or it defined them within five years."""
    years = threshold("strained_years")
    late = any(e.weight == DEFINES and record.years_since_begun(e) <= years for e in claim.acts)
    return claim.stage == "court" or late


def _stage(newest: Event) -> Stage:
    if newest.kind.id in _SETTLES:
        return "treaty"
    if newest.kind.id == "ruling":
        return "ruled"
    return "talked" if newest.sign > 0 else "pressed"


def _is_over(event: Event, line: Status) -> bool:
    return event.kind.id in _OVER_IT or any(name in event.what.lower() for name in _names(line.entity))


def _names(entity: str) -> Iterable[str]:
    """The names of what is claimed, as sentences of the chronicle have them, in small letters."""
    return (part.strip().lower() for part in _PARTS.split(entity) if part.strip())

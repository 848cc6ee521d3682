"""Is there anything between two states to mediate? What the record of rivalries and disputes says."""

from __future__ import annotations

from dataclasses import dataclass

from comity.assessment.mediators.features import DISPUTE, RECENT_YEARS, RIVALRY, Columns
from comity.assessment.words import name, sentence


@dataclass(frozen=True, slots=True)
class Hostility:
    """Whether the two are rivals or were in a recent dispute (None where no source covers it), in words."""

    rivals: bool | None
    dispute: bool | None
    words: str


def hostility(columns: Columns, a: str, b: str) -> Hostility:
    """Rivalry in its newest year, and disputes in the five years to theirs."""
    pair = (min(a, b), max(a, b))
    coded, rivals = columns.newest(RIVALRY)
    until, _ = columns.newest(DISPUTE)
    rivalry = pair in rivals if coded else None
    dispute = any(pair in columns.newest(DISPUTE, back)[1] for back in range(RECENT_YEARS)) if until else None
    both = f"{sentence(name(a))} and {name(b)}"
    if rivalry is None:
        words = f"Whether {name(a)} and {name(b)} are rivals is not covered."
    elif rivalry:
        words = f"{both} were strategic rivals at the end of the record in {coded}."
    else:
        quarrel = (
            f", but were in a militarised dispute in the {RECENT_YEARS} years to {until}"
            if dispute
            else (f", nor in a militarised dispute in the {RECENT_YEARS} years to {until}" if until else "")
        )
        words = (
            f"{both} are not on record as strategic rivals ({coded}){quarrel}: "
            "the ranking says who would be asked if they needed a go-between."
        )
    return Hostility(rivalry, dispute, words)

"""That nothing is told of two: words chosen by a rule, by which whoever writes more of a line asks if it said so."""

from __future__ import annotations

from comity.assessment.say import chosen
from comity.dossier.claim import Chosen, Claim

_RULE = "silence"


def holds_nothing() -> Chosen:
    """That the chronicle has no event of the two."""
    return chosen("holds no dated event", _RULE, "chronicle")


def next_to_nothing() -> Chosen:
    """That no record at hand has anything of weight."""
    return chosen("next to nothing", _RULE, "records")


def says_nothing(told: Claim) -> bool:
    """Whether a line says already that nothing is told of the two."""
    return any(isinstance(part, Chosen) and part.rule == _RULE for part in told.parts)

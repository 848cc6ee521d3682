"""The bottom line of two between whom a claim to territory stands."""

from __future__ import annotations

from comity.assessment.page1.acts import enough, felt_most, weighed
from comity.assessment.page1.claims import claim_between, stands_between
from comity.assessment.page1.course import brief
from comity.assessment.record import Record
from comity.assessment.say import say, together
from comity.assessment.view import View
from comity.dossier.claim import Claim

ROOM = "page1"


def claim_line(view: View, record: Record) -> Claim:
    """Over what the claim is and how far it has come, then what else parts the two."""
    held = claim_between(record)
    if held is None:
        raise LookupError("a claim without an act on it")
    newest = [e for e in held.acts if e.when.start > held.act.when.start][-1:]
    said = [stands_between(held.line), say(ROOM, f"bottom.claim_{held.stage}", what=brief(held.act))]
    said += [say(ROOM, "bottom.claim_newest", what=brief(e)) for e in newest]
    others = [e for e in weighed(record)[1] if e not in held.acts]
    strained = [say(ROOM, "bottom.claim_beside", what=brief(felt_most(record, others)))] if enough(others) else []
    return together([*said, *strained])

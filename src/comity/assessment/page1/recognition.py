"""Whether one of the two recognises the other, where states differ over it: the first thing that is said."""

from __future__ import annotations

from datetime import date

from comity.assessment.words import name, sentence
from comity.chronicle.recognition import stance
from comity.chronicle.status import Status

REFUSED = "refused"
STANCES = ("recognised", REFUSED, "set_aside")
"""Kinds of status that say what one of the two holds of the other."""


def with_stance(status: tuple[Status, ...], a: str, b: str, as_of: date) -> tuple[Status, ...]:
    """Lines of status with that of the recognition of the two; none where a line already says it of these two."""
    held = stance(a, b, as_of)
    if held is None:
        return status
    one = held.entity.rival if held.rival else held.entity.id
    if any(s.entity in (one, held.entity.id) and "*" not in (s.a, s.b) for s in status):
        return status
    spell, entity = held.spell, held.entity
    read = entity if spell is None else spell
    line = Status(
        id=f"recognition-{one}-{held.other}".lower(),
        entity=one,
        kind="recognised" if held.holds else entity.stands,
        a=held.other,
        b=one,
        since=entity.since if spell is None else spell.since if spell.until is None else spell.until,
        until=None,
        what=held.told(sentence(name(held.other))),
        source=read.source,
        locator=read.locator,
        opened=read.opened,
        reason=entity.reason,
    )
    return (line, *status)

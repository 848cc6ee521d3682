"""Whether one of the two recognises the other, where states differ over it: the first thing that is said."""

from __future__ import annotations

from datetime import date

from comity.assessment.words import name, sentence
from comity.chronicle.recognition import Stance, stance, stances_to_claimant
from comity.chronicle.status import Kind, Status

REFUSED, SET_ASIDE = "refused", "set_aside"
STANCES = ("recognised", REFUSED, SET_ASIDE)
"""Kinds of status that say what one of the two holds of the other."""


def with_stance(status: tuple[Status, ...], a: str, b: str, as_of: date) -> tuple[Status, ...]:
    """Lines of status with that of the recognition of the two, or of what the one of them claims, by the other.

    None where a line already says it of these two.
    """
    held = stance(a, b, as_of)
    if held is None:
        of_claims = stances_to_claimant(a, b, as_of)
        return (*status, *(_line(s, s.entity.id, "of_claim") for s in of_claims if not _said(status, s.entity.id)))
    one = held.entity.rival if held.rival else held.entity.id
    if _said(status, one, held.entity.id):
        return status
    return (_line(held, one, "recognised" if held.holds else held.entity.stands), *status)


def _said(status: tuple[Status, ...], *entities: str) -> bool:
    return any(s.entity in entities and "*" not in (s.a, s.b) for s in status)


def _line(held: Stance, one: str, kind: Kind) -> Status:
    spell, entity = held.spell, held.entity
    read = entity if spell is None else spell
    return Status(
        id=f"recognition-{one}-{held.other}".lower(),
        entity=one,
        kind=kind,
        a=held.other,
        b=entity.claimant if held.claimed else one,
        since=entity.since if spell is None else spell.since if spell.until is None else spell.until,
        until=None,
        what=held.told(sentence(name(held.other))),
        source=read.source,
        locator=read.locator,
        opened=read.opened,
        reason=entity.reason,
    )

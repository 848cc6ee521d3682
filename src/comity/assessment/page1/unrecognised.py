"""Whether the one of two recognises the other, and what they have to do with each other where it does not."""

from __future__ import annotations

from comity.assessment.page1.acts import UNRECOGNISED, alone, defining, fought, weighed
from comity.assessment.page1.course import brief, in_short
from comity.assessment.page1.instead import instead
from comity.assessment.page1.kind import both_named
from comity.assessment.page1.known import known
from comity.assessment.page1.said import Said
from comity.assessment.page1.stands_out import recognitions
from comity.assessment.recognition import REFUSED, SET_ASIDE, STANCES
from comity.assessment.record import Record
from comity.assessment.say import listed, period, say, state, status_told, together
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.chronicle.recognition import stance as stance_on
from comity.chronicle.status import Status, begun
from comity.dossier.claim import Claim, When, claim
from comity.terms.ref import event_ref, status_ref
from comity.terms.wording import date_words

ROOM = "page1"
_TOLD_BY_KIND = ("unrecognised", "ended")
"""Kinds of which the line itself says who does not recognise whom, or that it is past."""


def with_recognition(said: Said, record: Record, kind: str) -> Said:
    """What the two are to each other, after whether the one recognises the other where states differ over it.

    The act of recognition tells it with its day where the chronicle has it; a kind that is about recognition tells it.
    """
    line, acts, basis = record.stance, recognitions(record), said.whole.basis
    named = [e for e in acts if e.kind.id == "recognition" or line is None or line.kind != "recognised"]
    if line is None or kind in _TOLD_BY_KIND or any(event_ref(e.id) in basis for e in named):
        return said
    act = next((e for e in reversed(acts) if e.kind.id == "recognition"), None)
    held = stance_on(record.a, record.b, record.as_of)
    if held is not None and held.entity.stands == SET_ASIDE:
        act = None  # Against whom it was given is the point, and the line alone has it.
    told = claim(status_told(line)) if act is None else in_short(act)
    # Of two of whom nothing else is known the line is all that there is.
    return Said([told]) if status_ref(line.id) in basis else Said([told, *said.first], said.lists)


def unrecognised(view: View, record: Record) -> Claim:
    """Who refuses whom, and the fighting of these years where there was any."""
    said, newest = _refused(view, record), fought(record, threshold("fighting_years"), 2)
    if newest is None:
        return said
    key = "bottom.last_struck" if alone(record, newest) else "bottom.last_fought"
    return together([said, say(ROOM, key, fought=brief(newest))])


def _refused(view: View, record: Record) -> Claim:
    stance = record.stance
    if stance is not None and stance.kind == REFUSED and record.standing(UNRECOGNISED) is None:
        return _not_held(view, record, stance)
    two = next((s for s in both_named(record) if s.kind == "two_governments"), None)
    if two is not None:
        since = When(text=date_words(begun(two)), date=str(begun(two)), ref=status_ref(two.id))
        return say(ROOM, "bottom.unrecognised_two", since=since)
    lines = [s for s in both_named(record) if s.kind not in ("two_governments", *STANCES)]
    lines = [s for s in lines if s.entity in (record.a, record.b)]
    if not lines:
        return _withdrawn(view, record)
    entity = lines[0].entity
    other = record.b if entity == record.a else record.a
    return say(ROOM, "bottom.unrecognised_by", other=state(other), entity=state(entity))


def _not_held(view: View, record: Record, stance: Status) -> Claim:
    """That the one does not recognise the other, and what the two have to do with each other all the same."""
    said = [claim(status_told(stance)), *_kept(view)]
    binding = weighed(record)[0]
    if binding:
        return together([*said, say(ROOM, "bottom.ordinary", what=in_short(defining(record, binding)))])
    found = known(view, record, unsaid=False)
    return together([*said, *([say(ROOM, "bottom.known", known=listed(found))] if found else [])])


def _kept(view: View) -> list[Claim]:
    """With whom the one keeps relations in place of the other, where whom it recognises has not said so."""
    kept = instead(view)
    held = None if kept is None else stance_on(kept.keeper, kept.other, view.as_of)
    if kept is None or (held is not None and held.holds):
        return []
    return [say(ROOM, "bottom.instead", other=state(kept.other), when=period(kept.row))]


def _withdrawn(view: View, record: Record) -> Claim:
    """Recognition that was taken back: what the two are to each other all the same is on record."""
    act = record.standing(UNRECOGNISED)
    if act is None:
        return say(ROOM, "bottom.unrecognised")
    found = known(view, record, unsaid=False)
    if not found:
        return together([say(ROOM, "bottom.unrecognised_since", act=brief(act)), *_kept(view)])
    return say(ROOM, "bottom.unofficial", act=brief(act), known=listed(found))

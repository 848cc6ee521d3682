"""Whether what an act left open has come to an end: by what its own row tells of later, or by a later act."""

from __future__ import annotations

import re
from collections.abc import Callable

from comity.assessment.page1.acts import BESIDE, EASED, LOWERED, MENDED, REPEATED, fights
from comity.assessment.page1.course import shortened
from comity.assessment.page1.watched import line_of
from comity.assessment.record import DEFINES, Record
from comity.assessment.say import SENTENCE, told
from comity.chronicle.events import Event

_WARS = ("war_begins", "invasion")
_ENDED = re.compile(
    r"\b(?:pardoned|lifted|dropped|withdrawn|withdrew|freed|released|returned|restored|reopened|opened again|settled|"
    r"gave up|given up|gave it up|repealed|made up|fought again|broke down|collapsed|suspended|softened|void|"
    r"let (?:\w+ ){1,2}(?:go|home)|paid again|flew again|found for|in(?:to)? force|took effect|left office|"
    r"refused|(?:was|were) over|talks? again|resumed|kept it for)\b"
)
"""Words by which what a row tells of later has brought its matter to an end."""
_NOT = re.compile(r"\b(?:not|no|never|hardly any|half)\b")
"""Words by which it has not."""
_ANSWERED = (
    "extradition", "mediation", "talks", "threat", "ambassador_recalled", "forces_sent", "treaty_signed", "project",
    "migrants_taken", "arms_sale",
)  # fmt: skip
"""Kinds that ask one thing, so that whatever their row tells of later is the answer."""
_AGAIN = re.compile(r"\bagain\b")
"""A word by which a threat was renewed."""
_OPENS = ("border_opened", "mission_opened", "entry_opened", "work_agreed", "arms", "arms_sale", "aid", "loan")
"""Kinds of acts by which what was shut or held back is open or given as a whole."""
_THREAT, _QUARREL = "threat", "dispute"
_GIVEN_UP = ("treaty_suspended", "treaty_ended")
_DUTIES = "tariffs"
_LOWERED = re.compile(r"\b(?:lower|cut|drop|reduc|lift|suspend)\w*\b[^.]*\b(?:dut(?:y|ies)|tariffs)\b")
_ANEW = (*EASED, *MENDED, "treaty_signed", "summit", "talks", "trade")
"""Acts of both after which, where they define the two, a quarrel of the years before is not what is open."""
_SEALED = ("normalisation", "relations_restored", "relations_raised", "partnership", "peace_treaty")


def closed(record: Record, event: Event) -> bool:
    """Whether a quarrel, a suit or a bar has come to its end since, by its own row or a later one."""
    if _told_over(event) or _undone(record, event) or _over_with_the_next(record, event):
        return True
    ends = _BY_KIND.get(event.kind.id)
    return ends is not None and ends(record, event)


def overtaken(record: Record, talks: Event) -> bool:
    """Whether a treaty or pact was signed after the talks, leaders met and agreed, or war came instead."""

    def sealed(event: Event) -> bool:
        if event.kind.id in _WARS or (fights(event) and event.weight == DEFINES):
            return True
        agreed = event.kind.id in _SEALED or (event.kind.id == "summit" and event.sign > 0)
        return agreed or event.kind.family in ("treaty", "defence")

    return record.last(lambda e: sealed(e) and e.when.start > talks.when.start) is not None


def _told_over(event: Event) -> bool:
    """Whether what the row tells of later has ended its matter."""
    later = told(event).text.removeprefix(shortened(event, SENTENCE).text)
    if not later or _NOT.search(later) is not None:
        return False
    if event.kind.id in REPEATED and _AGAIN.search(later) is not None:
        return False
    return event.kind.id in _ANSWERED or _ENDED.search(later) is not None


def _over_with_the_next(record: Record, event: Event) -> bool:
    """Whether a later act of its kind, and of its weight, left the same open, and its row tells that this came to an
    end. Of acts whose words say nothing of their matter it is not known that they are of the same.
    """
    line = line_of(event)
    if line is None or not line["words"]:
        return False

    def over(later: Event) -> bool:
        same = later.kind is event.kind and later.weight >= event.weight and later.when.start > event.when.start
        return same and line_of(later) == line and _told_over(later)

    return record.last(over) is not None


def _undone(record: Record, event: Event) -> bool:
    """Whether what was shut was opened since, or duties were lowered."""

    def undoes(later: Event) -> bool:
        if later.sign <= 0 or later.weight == 1 or later.when.start <= event.when.start:
            return False
        opens = later.kind.id in _OPENS and event.kind.id in later.kind.ends
        return opens or (event.kind.id == _DUTIES and _LOWERED.search(later.what) is not None)

    return record.last(undoes) is not None


def _back_or_gone(record: Record, recall: Event) -> bool:
    """Whether ambassadors went back since, or relations were lowered altogether, which is what is open then."""

    def ends(later: Event) -> bool:
        return later.weight > 1 and later.when.start > recall.when.start and later.kind.id in (*EASED, *LOWERED)

    return record.last(ends) is not None


def _given_up(record: Record, signed: Event) -> bool:
    """Whether one of the two suspended or ended a treaty since: whether that is taken up again is what is open."""
    return record.last(lambda e: e.kind.id in _GIVEN_UP and e.when.start > signed.when.start) is not None


def _shut_by_both(record: Record, stop: Event) -> bool:
    """Whether the other shut its energy out since: whether it would have it again is what is open then."""
    return record.last(lambda e: e.kind is stop.kind and e.a == stop.b and e.when.start > stop.when.start) is not None


def _decided(record: Record, suit: Event) -> bool:
    """Whether the court, or the two, ended the matter since."""
    ends = ("ruling", "dispute_settled", "border_treaty")

    def ends_it(event: Event) -> bool:
        return event.kind.id in ends and event.when.start > suit.when.start

    return record.last(ends_it) is not None


def _settled(record: Record, quarrel: Event) -> bool:
    """Whether it was settled since, or the two have become allies or members of one union."""
    joined = any(s.again.start > quarrel.when.start for s in (*record.alliances, *record.unions))
    return joined or record.last(lambda e: _makes_up(e, quarrel) and e.when.start > quarrel.when.start) is not None


def _makes_up(event: Event, quarrel: Event) -> bool:
    """Whether an act settles a quarrel, or is one of both that defines them anew; a person is wanted all the same."""
    both = event.sign > 0 and event.weight == DEFINES and not event.kind.directed
    anew = both and event.kind.id in _ANEW and quarrel.kind.id == _QUARREL
    return quarrel.kind.id in event.kind.ends or anew


def _befriended(record: Record, threat: Event) -> bool:
    """Whether leaders met or forces fought side by side since, and it defines the two: nobody threatens then."""

    def befriends(later: Event) -> bool:
        return later.sign > 0 and later.weight == DEFINES and later.kind.id in (BESIDE, "summit", *_SEALED)

    return record.last(lambda e: befriends(e) and e.when.start > threat.when.start) is not None


_BY_KIND: dict[str, Callable[[Record, Event], bool]] = {
    "ambassador_recalled": _back_or_gone,
    _QUARREL: _settled,
    "embargo_energy": _shut_by_both,
    "extradition": _settled,
    "interim_ruling": _decided,
    "ruling_sought": _decided,
    _THREAT: _befriended,
    "treaty_signed": _given_up,
}
"""What ends an act of some kinds, beside its own row and what undoes a bar."""

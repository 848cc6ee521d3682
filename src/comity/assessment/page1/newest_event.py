"""The newest dated event of a bottom line: of the two, of the study, or of a union of one where that is newer."""

from __future__ import annotations

from datetime import date

from comity.assessment.confidence import CREDIBLE, RELIABLE
from comity.assessment.page1.course import brief, came_of, shortened
from comity.assessment.page1.pacts import in_pacts
from comity.assessment.page1.silence import holds_nothing, says_nothing
from comity.assessment.page1.stands_out import recognitions
from comity.assessment.page1.still import ended
from comity.assessment.record import Record
from comity.assessment.say import say, state, together, when
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.chronicle.acts_of_unions import by_union
from comity.chronicle.events import Event
from comity.dossier.claim import Claim, Told, When
from comity.dossier.statement import EvidenceRow
from comity.terms.ref import event_ref
from comity.terms.wording import date_words

ROOM = "page1"
_DEEDS = ("visit", "agreement", "institution", "project")


def newest_event(view: View, record: Record, what: Claim, moved: bool) -> Claim | None:
    """What is newest of the two, and by whom; nothing where `what` tells it, or where a union did something since and
    the two did nothing in these years.
    """
    if of_a_union(record, what) is not None and _long_ago(record):
        return None
    return _own(view, record, what, moved)


def _long_ago(record: Record) -> bool:
    newest = record.newest
    return newest is None or by_union(newest) or record.years_since_begun(newest) > threshold("event_new_years")


def of_a_union(record: Record, what: Claim) -> Claim | None:
    """The newest act of a union in these years that concerns the other member; None where something of the two is
    newer, or `what` tells it.
    """
    acts = [e for e in record.events if by_union(e) and record.years_since_begun(e) <= threshold("event_new_years")]
    told = set(what.basis)
    own = max(
        (e.when.end for e in record.events if not by_union(e) and (e.weight > 1 or event_ref(e.id) in told)),
        default=date.min,
    )
    newest = max(acts, key=lambda e: e.when.end, default=None)
    if newest is None or newest.when.start <= own or event_ref(newest.id) in what.basis:
        return None
    return say(ROOM, "newest.union", what=brief(newest))


def _own(view: View, record: Record, what: Claim, moved: bool) -> Claim | None:
    """The newest event of the chronicle, or of the study where it holds a later one from a usually reliable source.

    Nothing where what kind it is was told by that very event, or by the want of any; a slight one is no news beside
    the way that it goes (`moved`).
    """
    newest, studied = _of_weight(record, what), _studied(view)
    if studied is not None and (newest is None or studied.when.end > newest.when.end):
        day = When(text=date_words(studied.when), date=studied.date, ref=studied.id)
        return say(ROOM, "newest.event", what=Told(text=studied.claim.rstrip("."), ref=studied.id), when=day)
    if newest is None:
        if record.stance is not None or says_nothing(what):
            return None
        return say(ROOM, "newest.none", a=state(record.a), b=state(record.b), silent=holds_nothing())
    old = record.years_since_begun(newest) > threshold("event_standing_years")
    if old or (newest.kind.id == "relations_begun" and newest.weight == 1):
        return None
    told = event_ref(newest.id) in what.basis or newest in recognitions(record)
    if told or in_pacts(newest, record) or (moved and newest.weight == 1):
        return None
    later = any(e.when.start > newest.when.end for e in record.events)
    stale = record.years_since_begun(newest) > threshold("event_new_years")
    said = say(ROOM, _FORMS[stale, later], what=shortened(newest), when=when(newest))
    return together([said, *came_of(newest), *ended(newest)])


_FORMS = {
    (False, False): "newest.event",
    (False, True): "newest.weighty",
    (True, False): "newest.last",
    (True, True): "newest.last_weighty",
}
"""By whether it is years old, and whether slighter events came after: what is old is no news, and that is said."""


def _of_weight(record: Record, what: Claim) -> Event | None:
    """The newest event; in place of a slight one, of two of whom no act is told yet, the newest of weight of these ten
    years. A slight one by neither of the two is never news above it.
    """
    newest = record.newest
    if newest is None or newest.weight > 1:
        return newest
    if newest.sign and any(event_ref(e.id) in what.basis for e in record.events):
        return newest
    weighty = record.last(lambda e: e.weight > 1 and not by_union(e) and not in_pacts(e, record))
    late = weighty is not None and record.years_since_begun(weighty) <= threshold("rivals_years")
    return weighty if late else newest


def _studied(view: View) -> EvidenceRow | None:
    """The newest deed between the two that the study holds."""
    deeds = [r for r in view.between if r.kind in _DEEDS and r.status != "plan" and not _goes_on(r)]
    sound = [r for r in deeds if r.grade[:1] in RELIABLE and r.grade[1:2] in CREDIBLE and r.when.end <= view.as_of]
    return max(sound, key=lambda r: (r.when.end, r.id), default=None)


def _goes_on(r: EvidenceRow) -> bool:
    """Whether it tells of what is there and not of what befell: dated by a year alone, or a body that stands."""
    return r.when.precision == "year" or (r.kind in ("institution", "project") and r.status in ("in_force", "reported"))

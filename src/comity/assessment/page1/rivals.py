"""Whether two are rivals: by fighting of these years, by arms for the other's enemies, or by a list borne out."""

from __future__ import annotations

from comity.assessment.page1.acts import (
    MENDED,
    alone,
    backed,
    eased,
    enough,
    fights,
    fought,
    mended,
    met_since,
    weighed,
)
from comity.assessment.page1.claims import claims
from comity.assessment.record import DEFINES, Record
from comity.assessment.settings import threshold
from comity.assessment.view import View, ref
from comity.atlas.measurement import Measurement
from comity.chronicle.events import Event
from comity.terms.conflict_details import ConflictRoles
from comity.terms.period import year_of
from comity.terms.ref import event_ref

_OPENED = (*MENDED, "border_opened", "embargo_lifted")
"""Acts that undo a rupture in substance."""
_GUARDS = ("base", "forces_sent", "fought_beside")


def armed(view: View) -> Measurement | None:
    """Armed conflict of the two as first parties in the last three years, of which the chronicle may know nothing."""
    m = view.last("conflict.armed")
    if m is None or not m.value or view.as_of.year - year_of(m.period) > threshold("fighting_years"):
        return None
    first = any(isinstance(d, ConflictRoles) and d.one_role == d.other_role == "primary" for d in m.details)
    return m if first else None


def rivals(view: View, record: Record) -> tuple[str, ...] | None:
    """Ids of the fights and lists that make two rivals; None where nothing does."""
    years = threshold("fighting_years")
    clashes = [e for e in record.events if fights(e) and e.weight > 1 and record.years(e) <= threshold("rivals_years")]
    if clashes and (
        eased(record, clashes[-1]) or (record.years(clashes[-1]) > years and met_since(record, clashes[-1]))
    ):
        clashes = []
    newest = _felt(record, _both_ways(record, fought(record, years, 2))) or backed(record, years)
    rivalry, conflict = view.last("conflict.rivalry"), armed(view)
    held = [m for m in (rivalry if _borne_out(record) else None, conflict) if m is not None and m.value]
    if mended(record) or (newest is None and len(clashes) < 2 and not held):
        return None
    if newest is None and len(clashes) < 2 and conflict is None and rivalry is not None and _past(record, rivalry):
        return None
    return (*(event_ref(e.id) for e in (*clashes[-3:], newest) if e is not None), *map(ref, held))


def _both_ways(record: Record, fight: Event | None) -> Event | None:
    """The fight, but no single attack by one side: that strains, and makes no rivals of two who were none."""
    if fight is None or not alone(record, fight):
        return fight
    again = [e for e in record.events if fights(e) and e.weight > 1 and record.years(e) <= threshold("rivals_years")]
    return fight if len(again) > 1 else None


def _past(record: Record, rivalry: Measurement) -> bool:
    """Whether a list of rivals that ends years ago tells of the past."""
    return _opened_since(record, rivalry) or _made_up_since(record, rivalry)


def _made_up_since(record: Record, rivalry: Measurement) -> bool:
    """Whether an act of both brought them together after the list and after their last quarrel; no claim stands."""
    if claims(record):
        return False
    last = record.last(lambda e: e.sign != 0 and e.weight > 1 and (e.sign < 0 or not e.kind.directed))
    return last is not None and last.sign > 0 and last.when.year > year_of(rivalry.period)


def _felt(record: Record, fight: Event | None) -> Event | None:
    """A fight that makes rivals: not one of allies, nor one that was made up for, nor one that defines nothing and was
    followed by an act of both, or is beside forces by which the one guards the other.
    """
    if (
        fight is None
        or record.alliances
        or (fight.weight < DEFINES and (met_since(record, fight) or _guarded(record)))
        or eased(record, fight)
    ):
        return None
    return fight


def _guarded(record: Record) -> bool:
    """Whether forces of the one are with the other by its consent, or came to its aid, in these years."""
    return (
        record.last(
            lambda e: e.kind.id in _GUARDS and e.sign > 0 and e.weight > 1 and (record.stands(e) or _late(record, e))
        )
        is not None
    )


def _late(record: Record, event: Event) -> bool:
    """Whether it is of these years and is not known to have ended."""
    return event.until is None and record.years_since_begun(event) <= threshold("fighting_years")


def _borne_out(record: Record) -> bool:
    """Whether what historians held, who list rivals with a delay of years, shows in quarrels that count today."""
    _, quarrels = weighed(record)
    return enough(quarrels)


def _opened_since(record: Record, rivalry: Measurement) -> bool:
    """Whether what was shut was opened after the list of rivalries ends, and no quarrel of weight came since."""
    opened = record.last(lambda e: e.kind.id in _OPENED and e.weight > 1 and e.sign > 0)
    if opened is None or opened.when.year <= year_of(rivalry.period):
        return False
    return record.last(lambda e: e.sign < 0 and e.weight > 1 and e.when.start > opened.when.start) is None

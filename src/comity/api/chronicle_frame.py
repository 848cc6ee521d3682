"""Events of the chronicle as a frame."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from comity.api.chronicling import Sought, chronicled
from comity.errors import UserError
from comity.frames.frame import Frame, of_rows
from comity.terms.ref import event_ref

if TYPE_CHECKING:
    from datetime import date


def chronicle_frame(as_of: date, sought: Sought, kind: str = "") -> Frame:
    """The events sought, as they could be told on the day. Raises UserError for a kind and family that is none."""
    from comity.assessment.record import Record
    from comity.chronicle.events import chronicle_to
    from comity.dossier.rows import Events

    found = chronicled(as_of, _narrowed(sought, kind))
    # What still stands is told as an assessment of the two tells it: a war or rupture makes what was before it history.
    records = {pair: Record.of(min(pair), max(pair), as_of) for pair in {frozenset((e.a, e.b)) for e in found}}
    rows = [
        {
            "id": event_ref(e.id),
            "date": str(e.when),
            "a": e.a,
            "b": e.b,
            "kind": e.kind.id,
            "title": e.kind.title,
            "what": e.what,
            "until": "" if e.until is None else str(e.until),
            "stands": records[frozenset((e.a, e.b))].stands(e),
            "weight": e.weight,
            "sign": int(e.sign),
            "grade": f"{e.reliability}{e.credibility}",
            "source": e.source,
            "locator": e.locator,
            "opened": e.opened,
        }
        for e in found
    ]
    meta = {"what": Events.what, "as_of": as_of.isoformat(), "reaches": str(chronicle_to(as_of))}
    return of_rows(rows, Events.kinds, meta)


def _narrowed(sought: Sought, kind: str) -> Sought:
    from comity.chronicle.kinds import kinds

    known = kinds()
    if not kind:
        return sought
    if kind in known:
        return replace(sought, kind=kind)
    families = sorted({k.family for k in known.values()})
    if kind in families:
        return replace(sought, family=kind)
    raise UserError(f"kind: {kind[:40]!r} is no kind of event; families are {', '.join(families)}")

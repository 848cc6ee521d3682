"""Sanctions in force between the two, each way, by the newest list."""

from __future__ import annotations

from comity.assessment.answer import Judged
from comity.assessment.salience import salience
from comity.assessment.say import measured, period, say, state, together
from comity.assessment.view import View
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Claim, Told
from comity.dossier.finding import Finding
from comity.terms.treaty_details import SanctionProgramme

IN_FORCE = "sanctions.in_force"
ROOM = "questions"


def sanctions(view: View) -> Judged | None:
    """What each keeps in force against the other; None where the list has nothing of the two."""
    cells = _cells(view)
    if not cells:
        return None
    claim = together([*(_told(m) for m in cells), *([say(ROOM, "barred.some")] if _close(view) else [])])
    finding = Finding(
        id="exchange.sanctions",
        question="exchange",
        claim=claim.text,
        parts=claim.parts,
        confidence="high",
        confidence_reason="the senders' own lists, gathered by one project, of one day",
        basis=claim.basis,
        against=("A programme that lists a few persons counts like an embargo.",),
        would_change="A later list, or a programme that the senders' registers hold and this one does not.",
    )
    most = max(m.value or 0.0 for m in cells)
    return Judged(finding, salience("exchange.sanctions", "allies" if _close(view) else "open", size=most))


def _close(view: View) -> bool:
    """Whether the two are allies or of one union: what one lists of the other is aimed at a few then."""
    return view.record is not None and bool(view.record.alliances or view.record.unions)


def in_force(view: View) -> list[Claim]:
    """One sentence for each of the two that has sanctions in force on the other."""
    return [_told(m) for m in _cells(view)]


def _cells(view: View) -> list[Measurement]:
    return [m for m in (view.last(IN_FORCE), view.last(IN_FORCE, view.b, view.a)) if m is not None and m.value]


def _told(m: Measurement) -> Claim:
    through = sorted({d.through for d in m.details if isinstance(d, SanctionProgramme)} - {"own"})
    own = any(isinstance(d, SanctionProgramme) and d.through == "own" for d in m.details)
    slots = {"sender": state(m.a), "target": state(m.b)}
    if through and not own:
        union = Told(text=" and ".join(through), ref=measured(m).ref)
        return say(ROOM, "barred.through", **slots, count=measured(m), union=union, when=period(m))
    return say(ROOM, "barred.own", **slots, count=measured(m), when=period(m))

"""Sanctions in force between the two, each way, by the newest list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from comity.assessment.answer import Judged
from comity.assessment.barred import PERSONS, barred_by, group_words, groups
from comity.assessment.salience import salience
from comity.assessment.say import Slots, measured, period, say, state, together
from comity.assessment.view import View
from comity.assessment.words import listing
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Claim, Told
from comity.dossier.finding import Finding
from comity.terms.treaty_details import SanctionProgramme

MOST_SAID = 4
_OWN = "own"
_ONLY_PERSONS = "frozen assets and travel bans of those listed, and no more"
ROOM = "questions"


def sanctions(view: View) -> Judged | None:
    """What each keeps in force against the other; None where the list has nothing of the two."""
    cells = barred_by(view)
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
    held = [d for m in cells for d in m.details_of(SanctionProgramme)]
    persons, through = _of_persons(held), bool(held) and all(d.through != _OWN for d in held)
    close = _close(view)
    return Judged(
        finding,
        salience(
            "exchange.sanctions",
            "allies" if close else "persons" if persons else "through" if through else "open",
            size=most,
        ),
    )


def _close(view: View) -> bool:
    """Whether the two are allies or of one union: what one lists of the other is aimed at a few then."""
    return view.record is not None and bool(view.record.alliances or view.record.unions)


def in_force(view: View) -> list[Claim]:
    """One sentence for each of the two that has sanctions in force on the other."""
    return [_told(m) for m in barred_by(view)]


def _told(m: Measurement) -> Claim:
    held = m.details_of(SanctionProgramme)
    through = sorted({d.through for d in held} - {_OWN})
    slots: Slots = {"sender": state(m.a), "target": state(m.b), "about": Told(text=_about(held), ref=measured(m).ref)}
    # The register tells what a programme's law allows for, and not what of it is used on the one state.
    titled = "" if groups(held) else "_titled"
    if through and all(d.through != _OWN for d in held):
        union = Told(text=" and ".join(through), ref=measured(m).ref)
        return say(ROOM, f"barred.through{titled}", **slots, count=measured(m), union=union, when=period(m))
    return say(ROOM, f"barred.own{titled}", **slots, count=measured(m), when=period(m))


def _about(held: Iterable[SanctionProgramme]) -> str:
    """By what means the programmes bar, the narrowest first; of one whose register does not say so, its title.

    A number of programmes says nothing: one that freezes the assets of five persons counts like an embargo.
    """
    barred = groups(held)
    words = [w for group, w in group_words().items() if group in barred]
    if not words:
        return listing([d.title for d in held][:MOST_SAID])
    return listing(words[:MOST_SAID]) if barred != {PERSONS} else _ONLY_PERSONS


def _of_persons(held: Sequence[SanctionProgramme]) -> bool:
    """Whether all that is barred is the assets and travel of those listed."""
    return all(d.measures for d in held) and groups(held) == {PERSONS}

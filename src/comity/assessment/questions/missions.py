"""Whether each keeps an embassy with the other."""

from __future__ import annotations

from comity.assessment.answer import Judged
from comity.assessment.phrases import NOTHING, ROOM, capital
from comity.assessment.questions.parts import EMBASSY
from comity.assessment.salience import salience
from comity.assessment.say import listed as in_a_row
from comity.assessment.say import period, say, together
from comity.assessment.say import state as named
from comity.assessment.view import View, ref
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Claim, Told, Words, claim
from comity.dossier.finding import Finding
from comity.terms.detail import listed
from comity.terms.relation_details import MissionFact


def missions(view: View) -> Judged | None:
    """Where each keeps an embassy with the other, or that none is listed; None where no list covers them."""
    there, here = view.last(EMBASSY, view.a, view.b), view.last(EMBASSY, view.b, view.a)
    if there is None and here is None:
        if not view.has(EMBASSY) or view.atlas.last_period(EMBASSY) is None:
            return None
        m = view.at(EMBASSY, view.atlas.last_period(EMBASSY) or "")
        if m is None:
            return None
        claim = say(ROOM, "missions.none", year=period(m))
        confidence = "low"
        found = [m]
    else:
        found = [m for m in (there, here) if m is not None]
        claim = _told_of_missions(found)
        confidence = "high"
    finding = Finding(
        id="access.embassies",
        question="access",
        claim=claim.text,
        parts=claim.parts,
        confidence=confidence,  # type: ignore[arg-type]
        confidence_reason="a public list kept by volunteers; presence is checked easily, absence is not",
        basis=tuple(ref(m) for m in found),
        against=("A list or record of that year; what changed since is not in it.",),
        would_change="Either foreign ministry's list of missions.",
    )
    return Judged(finding, salience("access.embassies"))


def _told_of_missions(found: list[Measurement]) -> Claim:
    """Where embassies were, where there were none and by whose word, each with the year of its account."""
    kept = [m for m in found if m.value]
    none = [m for m in found if not m.value]
    dated = any(d.account == "chronicle" for m in kept for d in m.details_of(MissionFact))
    said = []
    if len({m.period for m in kept}) == 1 and not dated:
        ways = [say(ROOM, "missions.one_way", sender=named(m.a), host=named(m.b)) for m in kept]
        said.append(say(ROOM, "missions.listed", year=period(kept[0]), kept=in_a_row(ways)))
    elif kept:
        ways = [say(ROOM, "missions.one_way_dated", sender=named(m.a), host=named(m.b), year=period(m)) for m in kept]
        said.append(say(ROOM, "missions.kept", kept=in_a_row(ways)))
    if none:
        ways = [say(ROOM, "missions.not_there", sender=named(m.a), host=named(m.b), year=period(m)) for m in none]
        why = "; ".join(dict.fromkeys(listed(m.details) for m in none if m.details))
        because = say(ROOM, "missions.why", why=Told(text=why, ref=ref(none[0]))) if why else NOTHING
        said.append(say(ROOM, "missions.without", ways=in_a_row(ways), why=because))
    silent = [] if len(found) == 2 else [say(ROOM, "missions.silent")]
    return capital(together([together(said, "; "), *silent, claim(Words(text="."))], ""))

"""Alliances, pledges, arms and exercises on record."""

from __future__ import annotations

from comity.assessment.answer import Judged
from comity.assessment.gates import ALLIANCE, bound
from comity.assessment.page1.acts import first_alliance
from comity.assessment.page1.pacts import by_pacts
from comity.assessment.phrases import (
    ROOM,
)
from comity.assessment.salience import salience
from comity.assessment.say import act_told, chosen, listed, measured, period, say, state, together, when
from comity.assessment.view import View, ref
from comity.assessment.words import listing, lowered, name
from comity.atlas.measurement import Measurement, State
from comity.dossier.claim import Claim, Told
from comity.dossier.claim import claim as claim_of
from comity.dossier.finding import Finding
from comity.terms.period import year_of
from comity.terms.treaty_details import Obligation

BY_TREATY = (ALLIANCE, "alliance.pledge")
"""Records that lapse: what was owed once is not owed now."""


def ways(view: View, alike: list[Measurement]) -> str:
    """Whose tie it is, of measurements that say the same: each of the two's, or one's toward the other."""
    if view.atlas.entry(alike[0].measure).direction != "directed":
        return ""
    m = alike[0]
    return " of each toward the other" if len(alike) > 1 else f" of {name(m.a)} toward {name(m.b)}"


def alike_ones(records: list[tuple[str, Measurement]]) -> list[tuple[str, list[Measurement]]]:
    """Records that say the same of both directions together, in their order."""
    found: dict[tuple[object, ...], tuple[str, list[Measurement]]] = {}
    for title, m in records:
        found.setdefault((m.measure, m.value, m.state, m.details, m.period), (title, []))[1].append(m)
    return list(found.values())


def alliance_told(view: View, records: list[tuple[str, Measurement]]) -> list[Claim]:
    """Who owes whom defence by treaty; none is said to bind that a war or rupture overtook."""
    record = view.record
    treaty = None if record is None else first_alliance(record)
    said = [] if treaty is None else [say(ROOM, "pact.treaty", what=act_told(treaty), when=when(treaty))]
    if in_force := _in_force(view):
        return [*in_force, *said]
    found = [(t, ms) for t, ms in alike_ones(records) if ms[0].measure == ALLIANCE]
    owed = [(t, ms) for t, ms in found if bound(ms[0])]
    if owed:
        said += [held_told(view, title, ms) for title, ms in owed]
        said += [] if treaty is not None else [say(ROOM, "pact.unnamed")]
        broke = None if record is None else record.broken
        if broke is not None and broke.when.year > year_of(owed[0][1][0].period):
            said.append(say(ROOM, "pact.overtaken", what=act_told(broke), when=when(broke)))
    elif found and treaty is None:
        said.append(say(ROOM, "pact.no_alliance", year=period(found[0][1][0])))
    return said


def _in_force(view: View) -> list[Claim]:
    """The pacts of defence in force between the two, by name."""
    record = view.record
    if record is None or not record.alliances:
        return []
    return [say(ROOM, "pact.in_force", pacts=by_pacts(record.alliances, record.as_of))]


def held_told(view: View, title: str, ms: list[Measurement]) -> Claim:
    """One record, year first, in the past tense: registers of treaties and arms end years before the day."""
    m = ms[0]
    treaty = "owed" if m.measure == ALLIANCE and bound(m) else "pledged" if m.measure in BY_TREATY else ""
    if treaty:
        kinds = Told(text=obligations(m, ("defence", "offence") if treaty == "owed" else ()), ref=ref(m))
        if len(ms) > 1:
            return say(ROOM, f"pact.{treaty}_both", year=period(m), kinds=kinds)
        return say(ROOM, f"pact.{treaty}", year=period(m), a=state(m.a), b=state(m.b), kinds=kinds)
    what = chosen(lowered(title), "records", m.measure)
    if view.atlas.entry(m.measure).direction != "directed":
        return say(ROOM, "pact.held", year=period(m), what=what, value=measured(m))
    if len(ms) > 1:
        return say(ROOM, "pact.held_both", year=period(m), what=what, value=measured(m))
    return say(ROOM, "pact.held_way", year=period(m), what=what, value=measured(m), a=state(m.a), b=state(m.b))


def _absent(view: View, absent: list[tuple[str, list[Measurement]]]) -> list[Claim]:
    """What the registers cover and have not, one sentence for each year to which they go."""
    by_year: dict[str, list[tuple[str, list[Measurement]]]] = {}
    for t, ms in absent:
        by_year.setdefault(ms[0].period, []).append((t, ms))
    return [
        say(ROOM, "pact.absent", year=period(held[0][1][0]), what=listed([
            claim_of(chosen(f"{lowered(t)}{ways(view, ms)}", "records", ms[0].measure)) for t, ms in held
        ]))
        for held in by_year.values()
    ]  # fmt: skip


def recorded(view: View, records: list[tuple[str, Measurement]]) -> Judged | None:
    """What the registers hold, by the treaties first; None where no register covers the two."""
    if not records:
        return None
    alike = alike_ones(records)
    named = view.record is not None and bool(view.record.alliances or first_alliance(view.record))
    owed = [(t, ms) for t, ms in alike if ms[0].value and ms[0].measure == ALLIANCE and bound(ms[0])]
    kept = [(t, ms) for t, ms in alike if ms[0].value and not (named and (t, ms) in owed)]
    held = [held_told(view, title, ms) for title, ms in kept]
    by_treaty = all(ms[0].measure in BY_TREATY for _, ms in kept)
    held += [say(ROOM, "pact.unnamed")] if owed and not named else []
    held = [*_in_force(view), *held]
    absent = [(title, ms) for title, ms in alike if ms[0].state is State.TRUE_ZERO]
    said = held + _absent(view, absent)
    if not said:
        return None
    claim = together(said)
    finding = Finding(
        id="defence.recorded",
        question="defence",
        claim=claim.text,
        parts=claim.parts,
        confidence="high",
        confidence_reason="registers compiled by third parties from published sources",
        basis=tuple(dict.fromkeys((*claim.basis, *(ref(m) for _, m in records)))),
        against=("What both sides keep quiet is in no register.",),
        would_change="A later edition of any of the registers.",
    )
    return Judged(finding, salience("defence.recorded", "none" if not held else "by_treaty" if by_treaty else "held"))


def obligations(m: Measurement, only: tuple[str, ...] = ()) -> str:
    """What the treaty obliges to, of all kinds or of some."""
    return listing([o.kind for o in m.details_of(Obligation) if not only or o.kind in only] or ["alliance"])

"""Bodies to which both, or one of the two, belong by a record that dates memberships: who counts, and until when.

Beside the yearly record of all organisations, which ends earlier, and never added to it.
"""

from __future__ import annotations

from datetime import date

from comity.assessment.answer import Judged
from comity.assessment.phrases import ROOM, several
from comity.assessment.salience import salience
from comity.assessment.say import Slots, period, say, together
from comity.assessment.say import state as named
from comity.assessment.view import View, ref
from comity.assessment.words import listing
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Claim, Told, When
from comity.dossier.finding import Finding
from comity.dossier.table import Column, TableModel
from comity.terms.dated import Dated
from comity.terms.period import year_of
from comity.terms.treaty_details import DatedMembership
from comity.terms.wording import date_words, day_name

DATED, YEARLY = "igo.dated_memberships", "igo.shared"
NAMED = 6
"""Bodies that a sentence names; the table names all."""


def bodies(view: View) -> Judged | None:
    """What both belong to, and who joined or left what since the yearly record ends; None where it is nothing.

    That two share none of the bodies that somebody dated is no finding: they may share others.
    """
    found = _newest(view)
    if found is None:
        return None
    one, other = found
    claims = [*_both(view, one, other), *_moves(view)]
    if not claims:
        return None
    claim = together(claims)
    finding = Finding(
        id="access.bodies",
        question="access",
        claim=claim.text,
        parts=claim.parts,
        confidence="moderate",
        confidence_reason="a record that people keep of the bodies that they date, not of all organisations",
        basis=claim.basis,
        against=(_until(view),),
        would_change="The list of members that a body itself publishes.",
    )
    return Judged(finding, salience("access.bodies"))


def bodies_table(view: View) -> tuple[TableModel, ...]:
    """Every body to which one of the two belongs, or belonged until that year, with its days and whose record it is."""
    found = _newest(view)
    if found is None:
        return ()
    held = [_by_body(m) for m in found]
    titles = {id: spells[-1].title for each in held for id, spells in each.items()}
    rows = tuple(
        (
            titles[id],
            *(_spans(each.get(id, [])) for each in held),
            _accounts([*held[0].get(id, []), *held[1].get(id, [])]),
        )
        for id in sorted(titles, key=lambda id: (not (id in held[0] and id in held[1]), titles[id].casefold()))
    )
    return (
        TableModel(
            id="table.bodies",
            question="access",
            title=f"Bodies whose members are dated, {found[0].period}",
            columns=(
                Column(name="Body"),
                Column(name=view.a_name),
                Column(name=view.b_name),
                Column(name="Whose record"),
            ),
            rows=rows,
            note=f"{_until(view)} A dash is no membership on record. The yearly record names all organisations.",
            source=view.source(DATED),
        ),
    )


def _newest(view: View) -> tuple[Measurement, Measurement] | None:
    """The rows of both in the last year of the record, None where one of them has none."""
    last = view.atlas.last_period(DATED) if view.has(DATED) else None
    if last is None:
        return None
    one, other = (view.at(DATED, last, s, "-") for s in (view.a, view.b))
    return (one, other) if one is not None and other is not None and one.details and other.details else None


def _by_body(m: Measurement) -> dict[str, list[DatedMembership]]:
    found: dict[str, list[DatedMembership]] = {}
    for each in m.details_of(DatedMembership):
        found.setdefault(each.organisation, []).append(each)
    return found


def _spans(spells: list[DatedMembership]) -> str:
    return "; ".join(each.span for each in spells) or "–"


def _accounts(spells: list[DatedMembership]) -> str:
    return ", ".join(sorted({each.account for each in spells}))


def _both(view: View, one: Measurement, other: Measurement) -> list[Claim]:
    held = [{d.organisation: d.title for d in m.details_of(DatedMembership) if d.lasts} for m in (one, other)]
    shared = sorted((held[0][id] for id in held[0].keys() & held[1].keys()), key=str.casefold)
    if not shared:
        return []
    slots: Slots = {"day": _seen(view, one), "one": named(one.a), "other": named(other.a)}
    shown = shared if len(shared) <= NAMED + 1 else shared[:NAMED]
    written = Told(text=listing(shown) if shown == shared else ", ".join(shown), ref=ref(one))
    rest = len(shared) - len(shown)
    if not rest:
        return [say(ROOM, "bodies.both", bodies=written, **slots)]
    return [say(ROOM, "bodies.many", bodies=written, rest=several(rest, "other", refs=(ref(one), ref(other))), **slots)]


def _seen(view: View, m: Measurement) -> When:
    """The day to which the record was kept up in its last year, else the year at whose end it is told."""
    to = view.atlas.manifest.measures[DATED].running_to
    if to is not None and str(to.year) == m.period:
        return When(text=day_name(to), date=to.isoformat(), ref=ref(m))
    return period(m)


def _moves(view: View) -> list[Claim]:
    """Who joined and left what after the last year of the yearly record."""
    ended = view.atlas.last_period(YEARLY) if view.has(YEARLY) else None
    if ended is None:
        return []
    said = []
    for s in (view.a, view.b):
        rows = [m for m in view.series(DATED, s, "-") if year_of(m.period) > year_of(ended)]
        if moved := _moved(rows, year_of(ended)):
            said.append(say(ROOM, "bodies.move", state=named(s), moves=moved))
    year = When(text=ended, date=ended)
    return [say(ROOM, "bodies.moved", year=year, moves=together(said, "; "))] if said else []


def _moved(rows: list[Measurement], after: int) -> Told | None:
    """What a state joined and left in the years of its rows, oldest first."""
    told: dict[tuple[date, str], str] = {}
    for m in rows:
        for each in m.details_of(DatedMembership):
            if each.since.year > after:
                told[each.since, each.title] = f"joined {each.title} ({_day(each.since, each.since_precision)})"
            if each.until is not None:
                told[each.until, each.title] = f"left {each.title} ({_day(each.until, each.until_precision or 'day')})"
    moves = [told[key] for key in sorted(told)]
    return Told(text=listing(moves), ref=ref(rows[-1])) if moves else None


def _day(start: date, precision: str) -> str:
    return date_words(Dated.parse(start.isoformat()[: {"day": 10, "month": 7}.get(precision, 4)]))


def _until(view: View) -> str:
    """To which day the record was kept up; of a day before that nothing later is told."""
    to = view.atlas.manifest.measures[DATED].running_to
    if to is not None and to > view.as_of:
        return "What came later is left out of the record of dated memberships."
    return "The record of dated memberships was kept up to " + (
        f"{day_name(to)}." if to else f"{view.atlas.last_period(DATED)}."
    )

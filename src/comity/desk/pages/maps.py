"""Maps of the pages of measures: single states by their values, pairs by one state's partners, or a state to choose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from comity.api.everyone import each_state, everyone, how_many
from comity.desk.asked import Seen
from comity.desk.mapping import Map, Said, mapped, said_of
from comity.desk.naming import name_of
from comity.terms.dated import Dated
from comity.terms.membership import states_as_of
from comity.terms.wording import date_words

if TYPE_CHECKING:
    from comity.atlas.measurement import Measurement
    from comity.atlas.read import Atlas

Given = Mapping[str, str]


def map_of_measure(atlas: Atlas, seen: Seen, id: str, period: str, view: str, given: Given) -> Map:
    """A measure of single states on the map; of pairs, with how many others each state has a value, to choose one."""
    entry, states = atlas.entry(id), [s.id for s in states_as_of(seen.as_of)]
    path, when = f"/measures/{id}", date_words(Dated.parse(period))

    def link(to: str) -> str:
        return seen.link(path, view=to, **given)

    if entry.direction == "state":
        held = each_state(atlas, id, period, states)
        said = {s: said_of(m, seen.link(f"{path}/{s}")) for s, m in held.items()}
        return mapped(f"{entry.title}, {when}", said, view, link, entry.unit)
    counts = how_many(atlas, id, period)
    said = {s: _counted(counts.get(s, 0), seen.link(f"{path}/{s}", period=given["period"])) for s in states}
    return mapped(
        f"With how many others each state has a value, {when}: choose one to see its partners", said, view, link
    )


def _counted(n: int, href: str) -> Said:
    return Said(
        float(n) if n else None, f"{n} {'other' if n == 1 else 'others'}" if n else "no value with anybody", href
    )


def map_of_partners(atlas: Atlas, seen: Seen, first: Measurement, state: str, view: str, given: Given) -> Map:
    """What the measure of `first` says of a state and each other one in its period."""
    entry, toward = atlas.entry(first.measure), bool(given["toward"])
    others = [s.id for s in states_as_of(seen.as_of)]
    held = everyone(atlas, first.measure, state, first.period, others, toward=toward)
    path = f"/measures/{first.measure}/{state}"
    said = {s: said_of(m, seen.link(f"/measures/{m.measure}/{m.a}/{m.b}")) for s, m in held.items()}
    way = f"each other state to {name_of(state)}" if toward else f"{name_of(state)} and each other state"
    title = f"{entry.title}, {date_words(Dated.parse(first.period))}: {way}"
    return mapped(title, said, view, lambda to: seen.link(path, view=to, **given), entry.unit)

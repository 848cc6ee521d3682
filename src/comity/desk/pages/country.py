"""The page of one state: its relations with all others as a table, and what happened last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.api.chronicling import Sought, chronicled
from comity.api.relations import Quantity, Relations, relations
from comity.desk.asked import Asked, Seen
from comity.desk.drawing import drawn
from comity.desk.holding import Desk
from comity.desk.mapping import Map, mapped, said_of
from comity.desk.naming import id_of, name_of, parted
from comity.desk.reply import Reply, moved
from comity.desk.tables import Cell, Column, as_file
from comity.desk.worded import value_cell
from comity.desk.world import VIEWS
from comity.quantities.shelf import shelf
from comity.terms.country import state
from comity.terms.dated import Dated
from comity.terms.membership import states_as_of
from comity.terms.wording import date_words

if TYPE_CHECKING:
    from comity.atlas.measurement import Measurement

COLUMNS = ("a", "b", "measure", "period", "value", "low", "high", "unit", "state")
_EVENTS = 6


def country(desk: Desk, asked: Asked, a: str) -> Reply:
    """A state's relations with every other of the day; under `.csv` or `.json` each cell as a row."""
    seen, (text, ending) = asked.seen(), parted(a, ("csv", "json"))
    one = id_of(text, seen.as_of)
    if one != text:
        return moved(seen.link(f"/{one}" + (f".{ending}" if ending else "")), 307)
    atlas = desk.atlas(seen)
    partners = [s.id for s in states_as_of(seen.as_of)]
    found = relations(atlas, one, partners)
    if ending:
        return as_file(ending, COLUMNS, [_row(m) for _, cells in found.rows for m in cells])
    by, view = asked.one_of("by", (q.entry.id for q in found.quantities)), asked.one_of("view", VIEWS, "world")
    events = chronicled(seen.as_of, Sought(states=(one,), weight=2))[:_EVENTS]
    return drawn(
        "country.html.j2", seen, a=one, name=name_of(one), about=state(one), events=events, name_of=name_of,
        columns=_columns(found, one, seen, by), rows=_rows(found, one, seen, by),
        links=[(n, seen.link(f"/{one}.{n.lower()}")) for n in ("JSON", "CSV")], map=_map(found, one, seen, by, view),
    )  # fmt: skip


def _map(found: Relations, one: str, seen: Seen, by: str, view: str) -> Map | None:
    """The quantity by which the rows are ordered on the map, or the first that tells states apart; None without any."""
    if not found.quantities:
        return None
    places = range(len(found.quantities))
    telling = (n for n in places if len({cells[n].value for _, cells in found.rows} - {None}) > 1)
    place = next((n for n in places if found.quantities[n].entry.id == by), next(telling, 0))
    q = found.quantities[place]
    said = {other: said_of(cells[place], seen.link(f"/{one}/{other}")) for other, cells in found.rows}
    title = f"{q.caption}, {_when(q, seen)}: {name_of(one)} and each other state"
    return mapped(title, said, view, lambda v: seen.link(f"/{one}", by=by, view=v), q.entry.unit)


def _row(m: Measurement) -> tuple[str | float | None, ...]:
    return m.a, m.b, m.measure, m.period, m.value, m.low, m.high, m.unit, m.state.value


def _columns(found: Relations, one: str, seen: Seen, by: str) -> list[Column]:
    heads = [Column("Partner", href=seen.link(f"/{one}"), order="" if by else "ascending")]
    for q in found.quantities:
        link = seen.link(f"/{one}", by=q.entry.id)
        order = "descending" if by == q.entry.id else ""
        heads.append(Column(q.caption, _when(q, seen), True, link, order))
    return heads


def _when(q: Quantity, seen: Seen) -> str:
    old = shelf(q.entry.id).is_past(q.period, seen.as_of)
    return f"{date_words(Dated.parse(q.period))}{', old' if old else ''}"


def _rows(found: Relations, one: str, seen: Seen, by: str) -> list[list[Cell]]:
    places = {q.entry.id: n for n, q in enumerate(found.quantities)}
    rows = sorted(found.rows, key=lambda row: name_of(row[0]))
    if by:
        rows.sort(key=lambda row: _rank(row[1][places[by]]))
    return [[Cell(name_of(other), seen.link(f"/{one}/{other}")), *_cells(found, cells, seen)] for other, cells in rows]


def _cells(found: Relations, cells: tuple[Measurement, ...], seen: Seen) -> list[Cell]:
    """The cells of a row; one that is of another period than its column says so."""
    return [
        value_cell(
            m,
            seen.link(f"/measures/{m.measure}/{m.a}/{m.b}"),
            note=m.period if m.period != q.period else "",
            past=shelf(m.measure).is_past(m.period, seen.as_of),
        )
        for q, m in zip(found.quantities, cells, strict=True)
    ]


def _rank(m: Measurement) -> tuple[bool, float]:
    """Highest first; what has no value last."""
    return m.value is None, -(m.value or 0.0)

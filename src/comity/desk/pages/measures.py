"""Quantities: the dictionary, one of them for all pairs, for one state's partners, and for one pair through time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.api.asking import period_of
from comity.api.dictionary import declared_as, described, held_words, matching
from comity.api.dictionary import measures as every
from comity.api.extremes import Extremes, extremes
from comity.api.nothing import nothing
from comity.api.pair import two_states
from comity.api.ranking import how_sure, left_out, partner, ranked
from comity.api.series import COLUMNS, series_row
from comity.atlas.ids import nearest
from comity.desk.asked import Asked, Seen
from comity.desk.drawing import drawn
from comity.desk.holding import Desk
from comity.desk.naming import id_of, name_of, parted
from comity.desk.pages.maps import map_of_measure, map_of_partners
from comity.desk.reply import Reply, moved
from comity.desk.tables import Cell, Column, as_file
from comity.desk.worded import interval_words, value_cell
from comity.desk.world import VIEWS
from comity.errors import UserError
from comity.quantities.derivations import derivation
from comity.terms.dated import Dated
from comity.terms.period import period_text, year_of
from comity.terms.question import QUESTIONS
from comity.terms.wording import date_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.atlas.manifest import Entry
    from comity.atlas.measurement import Measurement
    from comity.atlas.read import Atlas

MOST = 50
"""Pairs that a page shows of a ranking of all."""
_ALONE = "Worked out of one pair at a time: ask of two states, or of the partners of one."
_FILES = ("csv", "json")
_ENDS = (Column("Value", "", True), Column("Interval", "", True))


def dictionary(desk: Desk, asked: Asked) -> Reply:
    """Measures by question, or those that answer to words."""
    seen, words = asked.seen(), asked.text("q")
    atlas, found = desk.atlas(seen), matching(words)
    if ending := asked.one_of("as", _FILES):
        columns = ("id", "title", "unit", "direction", "held")
        return as_file(ending, columns, [(m.id, m.title, m.unit, m.direction, held_words(atlas, m.id)) for m in found])
    groups = [
        (q.title, [(m, held_words(atlas, m.id)) for m in found if m.question == q.id])
        for q in QUESTIONS
        if any(m.question == q.id for m in found)
    ]
    near = [] if found else nearest(words, {m.id: m.title for m in every().values()})
    return drawn(
        "dictionary.html.j2", seen, place="/measures", groups=groups, words=words, near=near, total=len(found),
        links=[(n, seen.link("/measures", q=words, **{"as": n.lower()})) for n in ("JSON", "CSV")],
    )  # fmt: skip


def measure(desk: Desk, asked: Asked, id: str) -> Reply:
    """One measure: what it is, and the pairs where it is highest (or lowest) in a period."""
    seen, (name, ending) = asked.seen(), parted(id, _FILES)
    atlas = desk.atlas(seen)
    held = _held(atlas, name)
    if held is None:
        return _absent(atlas, name, seen)
    period = period_of(asked.text("period"), held.grain, "period") if asked.text("period") else None
    lowest = asked.one_of("order", ("highest", "lowest"), "highest") == "lowest"
    asked_alone = derivation(name) is not None and held.direction != "state"
    most = 100_000 if ending else MOST
    found = Extremes((), 0, None) if asked_alone else extremes(atlas, name, period, most, lowest_first=lowest)
    if ending:
        return as_file(ending, COLUMNS, [series_row(m) for m in found.rows])
    alone = held.direction == "state"
    heads = [Column("Rank", "", True), Column("State" if alone else "Pair"), *_ENDS]
    rows = [[n, _who(m, seen, alone), *_value(m, seen)] for n, m in zip(_places(found.rows), found.rows, strict=True)]
    heads, rows = _filled(heads, rows)
    said = f"in {found.period}" if found.period else ""
    given = {name: asked.text(name) for name in ("period", "order")}
    view = asked.one_of("view", VIEWS, "world")
    return drawn(
        "measure.html.j2", seen, place="/measures", it=held, about=described(declared_as(name), atlas), columns=heads,
        rows=rows, total=found.total, period=found.period, when=_when(found.period),
        order="lowest" if lowest else "highest", periods=_periods(atlas, name),
        said=_ALONE if asked_alone else "" if rows else _nothing(atlas, name, said),
        links=_links(seen, f"/measures/{name}", **given),
        map=map_of_measure(atlas, seen, name, found.period, view, given) if found.period and rows else None,
    )  # fmt: skip


def partners(desk: Desk, asked: Asked, id: str, a: str) -> Reply:
    """A state's partners by a measure; of a measure of single states, its series."""
    seen, (text, ending) = asked.seen(), parted(a, _FILES)
    atlas = desk.atlas(seen)
    held, one = _held(atlas, id), id_of(text, seen.as_of)
    if held is None:
        return _absent(atlas, id, seen)
    if one != text:
        return moved(seen.link(f"/measures/{id}/{one}" + (f".{ending}" if ending else "")), 307)
    if held.direction == "state":
        return _series(atlas, seen, id, one, "-", ending)
    toward = asked.one_of("toward", ("yes", "no")) == "yes"
    lowest = asked.one_of("order", ("highest", "lowest"), "highest") == "lowest"
    everyone = asked.one_of("all", ("yes", "no")) == "yes"
    it = ranked(atlas, id, one, period=asked.text("period") or None, toward=toward, lowest_first=lowest, every=everyone)
    if ending:
        return as_file(ending, COLUMNS, [series_row(m) for m in it.rows])
    heads = [Column("Rank", "", True), Column("Partner"), *_ENDS]
    rows = [
        [n, Cell(name_of(partner(m, one)), seen.link(f"/{one}/{partner(m, one)}")), *_value(m, seen)]
        for n, m in zip(_places(it.rows), it.rows, strict=True)
    ]
    heads, rows = _filled(heads, rows)
    path = f"/measures/{id}/{one}"
    given = {n: asked.text(n) for n in ("period", "toward", "order", "all")}
    view = asked.one_of("view", VIEWS, "world")
    return drawn(
        "partners.html.j2", seen, place="/measures", it=held, a=one, name=name_of(one), columns=heads, rows=rows,
        when=_when(it.period), toward=toward, order="lowest" if lowest else "highest", period=it.period,
        left=left_out(it.left_out, id) if it.left_out else "", all_of_them=seen.link(path, **{**given, "all": "yes"}),
        sure=how_sure(it.rows, held.among) if rows else nothing(atlas, id, name_of(one), newest=it.newest),
        periods=_periods(atlas, id), other_way=seen.link(path, toward="" if toward else "yes"),
        links=_links(seen, path, **given),
        map=map_of_partners(atlas, seen, it.rows[0], one, view, {**given, "toward": "yes" if toward else ""})
        if rows else None,
    )  # fmt: skip


def series(desk: Desk, asked: Asked, id: str, a: str, b: str) -> Reply:
    """A measure of two states through time, with the reason wherever there is no value."""
    seen, (text, ending) = asked.seen(), parted(b, _FILES)
    atlas = desk.atlas(seen)
    held = _held(atlas, id)
    if held is None:
        return _absent(atlas, id, seen)
    pair = two_states(a, text, seen.as_of)
    one, two = pair.one.id, pair.two.id
    if (one, two) != (a, text):
        return moved(seen.link(f"/measures/{id}/{one}/{two}" + (f".{ending}" if ending else "")), 307)
    if held.direction == "state":
        return moved(seen.link(f"/measures/{id}/{one}"), 307)
    if asked.one_of("picture", ("svg", "png")):
        return _picture(atlas, seen, id, one, two, asked.text("picture"))
    return _series(atlas, seen, id, one, two, ending)


def _series(atlas: Atlas, seen: Seen, id: str, one: str, two: str, ending: str) -> Reply:
    found = [m for m in atlas.every(id, one, two) if seen.since is None or year_of(m.period) >= seen.since]
    if ending:
        return as_file(ending, COLUMNS, [series_row(m) for m in found])
    held, whose = atlas.entry(id), name_of(one) + ("" if two == "-" else f" and {name_of(two)}")
    heads = [Column("Period"), *_ENDS, Column("Source")]
    rows = [
        [Cell(_when(m.period)), value_cell(m), Cell(interval_words(m), numeric=True), Cell(", ".join(m.basis))]
        for m in reversed(found)
    ]
    heads, rows = _filled(heads, rows)
    newest = next((m for m in reversed(found) if m.known), None)
    standing = atlas.standing(newest) if newest is not None else None
    path = f"/measures/{id}/{one}" + ("" if two == "-" else f"/{two}")
    drawable = two != "-" and sum(m.known for m in found) > 1
    return drawn(
        "series.html.j2", seen, place="/measures", it=held, a=one, b=two, whose=whose, columns=heads, rows=rows,
        newest=newest, when=_when(newest.period) if newest else "", standing=standing,
        said=nothing(atlas, id, whose, newest=None) if newest is None else "", links=_links(seen, path),
        picture=seen.link(path, picture="svg") if drawable else "", named=name_of,
        inputs=[atlas.manifest.inputs[b] for b in held.basis if b in atlas.manifest.inputs],
    )  # fmt: skip


def _picture(atlas: Atlas, seen: Seen, id: str, one: str, two: str, ending: str) -> Reply:
    from comity.desk.pictures import as_png, as_svg
    from comity.desk.serial import figure_of
    from comity.report.charts.theme import WIDE

    found = atlas.every(id, one, two)
    if not any(m.known for m in found):
        raise UserError("there is no value to draw; the page of the series says why")
    model, period = figure_of(atlas.entry(id), found)
    return (as_svg if ending == "svg" else as_png)(model, period, WIDE)


def _nothing(atlas: Atlas, id: str, when: str) -> str:
    return nothing(atlas, id, "anybody", newest=atlas.last_period(id), when=when)


def _held(atlas: Atlas, id: str) -> Entry | None:
    """What the atlas says of a measure; None where it lacks it. Raises UnknownMeasure for what is none."""
    return atlas.entry(id) if atlas.has(id) else None


def _absent(atlas: Atlas, id: str, seen: Seen) -> Reply:
    """A measure that Comity computes and this atlas lacks: what it is, and why it is not there."""
    try:
        atlas.entry(id)
        said = ""
    except UserError as error:
        said = str(error)
    about = described(declared_as(id), atlas)
    return drawn("absent.html.j2", seen, place="/measures", id=id, about=about, said=said, status=404)


def _filled(heads: list[Column], rows: list[list[Cell]]) -> tuple[list[Column], list[list[Cell]]]:
    """The table without columns in which nothing stands."""
    kept = [n for n in range(len(heads)) if not rows or any(row[n].text for row in rows)]
    return [heads[n] for n in kept], [[row[n] for n in kept] for row in rows]


def _who(m: Measurement, seen: Seen, alone: bool) -> Cell:
    if alone:
        return Cell(name_of(m.a), seen.link(f"/{m.a}"))
    return Cell(f"{name_of(m.a)} and {name_of(m.b)}", seen.link(f"/{m.a}/{m.b}"))


def _places(rows: Sequence[Measurement]) -> list[Cell]:
    """The place of each in the order; equals share one."""
    found: list[Cell] = []
    for n, m in enumerate(rows):
        found.append(found[-1] if n and rows[n - 1].value == m.value else Cell(str(n + 1), numeric=True))
    return found


def _value(m: Measurement, seen: Seen) -> tuple[Cell, Cell]:
    return value_cell(m, _series_of(m, seen)), Cell(interval_words(m), numeric=True)


def _series_of(m: Measurement, seen: Seen) -> str:
    return seen.link(f"/measures/{m.measure}/{m.a}" + ("" if m.b == "-" else f"/{m.b}"))


def _when(period: str | None) -> str:
    return date_words(Dated.parse(period)) if period else ""


def _periods(atlas: Atlas, id: str) -> list[str]:
    """The periods from which a reader may choose, the newest first."""
    held = atlas.entry(id)
    if derivation(id) is not None:
        return []
    last = min(held.last, atlas.horizon(id))
    return [period_text(n, held.grain) for n in range(last, held.first - 1, -1)]


def _links(seen: Seen, path: str, **given: str) -> list[tuple[str, str]]:
    return [(name, seen.link(f"{path}.{name.lower()}", **given)) for name in ("JSON", "CSV")]

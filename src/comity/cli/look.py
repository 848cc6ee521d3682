"""`comity show` and `compare`: the atlas in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli.app import AsOfOption, AtlasOption, FormatOption, KnownOnOption, app, as_of_day, known_day
from comity.errors import UserError
from comity.terms.period import year_of

if TYPE_CHECKING:
    from comity.atlas.read import Atlas
    from comity.terms.country import State


@app.command()
def show(
    a: Annotated[str, typer.Argument(help="A state.")],
    b: Annotated[str, typer.Argument(help="The other state, or - for a measure of one state.")],
    measure: Annotated[str, typer.Argument(help="Measure id, for example un.agreement.")],
    since: Annotated[int | None, typer.Option(help="First year to print.")] = None,
    atlas: AtlasOption = None,
    as_of: AsOfOption = None,
    known_on: KnownOnOption = None,
    format: FormatOption = "table",
) -> None:
    """Print one series with its intervals, and the reason wherever there is no value."""
    from comity.api.deriving import DerivingAtlas
    from comity.api.nothing import nothing
    from comity.api.series import COLUMNS, series_row
    from comity.cli.pair import one_state, two_states
    from comity.cli.stream import one_line
    from comity.cli.tables import emit, expect_format
    from comity.report.safe import clean
    from comity.terms.detail import listed

    expect_format(format)
    day = as_of_day(as_of, known_on)
    opened = DerivingAtlas.open(atlas, day, known_day(known_on))
    if opened.entry(measure).direction == "state" or b == "-":
        alone = one_state(a, day)
        one, two, names = alone.id, "-", alone.name
    else:
        first, second = two_states(a, b, day)
        one, two, names = first.id, second.id, f"{first.name} and {second.name}"
    found = opened.every(measure, one, two)
    rows = [m for m in found if since is None or year_of(m.period) >= since]
    if rows and format == "table":
        print(_caption(opened, measure, one, two))
    newest = max((m.period for m in found if m.known), default=None)
    since_when = f"since {since}" if since is not None else ""
    said = nothing(opened, measure, names, newest=newest, when=since_when)
    emit(COLUMNS, [series_row(m) for m in rows], format, empty=said, less=("measure", "a", "b", "n", "unit"))
    if format == "table" and (named := [m for m in rows if m.details]):
        print(f"Behind {named[-1].period}: {clean(one_line(listed(named[-1].details)))}")
    if format == "table" and opened.known_on is not None:
        print(f"From what was published by {opened.known_on}.")


@app.command()
def compare(
    a: Annotated[str, typer.Argument(help="A state.")],
    partners: Annotated[list[str], typer.Argument(help="Two or more partners.")],
    atlas: AtlasOption = None,
    as_of: AsOfOption = None,
    known_on: KnownOnOption = None,
    format: FormatOption = "table",
) -> None:
    """Set a state's relations with several partners side by side: newest value and its year in each cell.

    What has a direction goes from A to each partner.
    """
    from comity.api.comparing import compared
    from comity.atlas.read import Atlas
    from comity.cli.pair import two_states
    from comity.cli.tables import emit, expect_format, fits

    expect_format(format)
    day = as_of_day(as_of, known_on)
    opened = Atlas.open(atlas, day, known_day(known_on))
    pairs = [two_states(a, b, day) for b in partners]
    _expect_several(pairs, partners)
    others = [two.id for _, two in pairs]
    one = pairs[0][0]
    rows: list[tuple[Any, ...]] = []
    for row in compared(opened, [(one.id, other) for other in others]):
        cells = [c for m in row.cells for c in ((m.value, m.period) if m is not None else (None, None))]
        rows.append((row.entry.id, row.entry.unit, *cells))
    columns = ("measure", "unit", *(c for o in others for c in (o, f"{o} year")))
    if rows and format == "table":
        print(f"What has a direction goes from {one.name} to each; newest value known by {day} and its period.")
        if not fits(columns, rows):
            print("\n".join(_one_below_the_other(rows, others)))
            return
    names = ", ".join(two.name for _, two in pairs)
    said = (
        f"nothing of what is compared is held of {one.name} with {names} by {day}; for another: comity show A B MEASURE"
    )
    emit(columns, rows, format, empty=said)


def _expect_several(pairs: list[tuple[State, State]], partners: list[str]) -> None:
    """Raise UserError for one partner, and for one that is named twice."""
    if len(pairs) < 2:
        raise UserError(
            "compare takes two or more partners; for one, use: comity show A B MEASURE, or comity assess A B"
        )
    first: dict[str, str] = {}
    for text, (_, two) in zip(partners, pairs, strict=True):
        if two.id in first:
            twice = text if text == first[two.id] else f"{first[two.id]} and {text}"
            raise UserError(f"{two.name} ({two.id}) is named twice ({twice}); name each partner once")
        first[two.id] = text


def _one_below_the_other(rows: list[tuple[Any, ...]], others: list[str]) -> list[str]:
    """The same values with a line for each partner under each measure, for where they have no room side by side."""
    from comity.cli.tables import as_text

    cells = [[(as_text(row[i]), row[i + 1] or "") for i in range(2, len(row), 2)] for row in rows]
    room = max(len(value) for line in cells for value, _ in line)
    lines = []
    for (measure, unit, *_), line in zip(rows, cells, strict=True):
        lines.append(f"{measure} ({unit})")
        lines += [f"  {o}  {value:>{room}}  {year}".rstrip() for o, (value, year) in zip(others, line, strict=True)]
    return lines


def _caption(atlas: Atlas, measure: str, one: str, two: str) -> str:
    """What the table is of, said once above it, so that its columns may go where there is little room."""
    from comity.terms.unit import unit

    entry = atlas.entry(measure)
    whose = {"state": one, "directed": f"a = {one}, b = {two}", "undirected": f"{one} and {two}"}[entry.direction]
    return f"{measure}: {entry.title}; {whose}; {unit(entry.unit).label or entry.unit}"

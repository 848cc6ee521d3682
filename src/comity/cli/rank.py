"""`comity rank`: a state's partners in the order of a measure."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.app import AsOfOption, AtlasOption, FormatOption, KnownOnOption, app, as_of_day, known_day
from comity.errors import UserError

if TYPE_CHECKING:
    from comity.atlas.read import Atlas
    from comity.terms.country import State

COLUMNS = ("rank", "partner", "period", "value", "low", "high", "unit", "n")


@app.command()
def rank(
    a: Annotated[str, typer.Argument(help="A state.")],
    by: Annotated[str, typer.Option("--by", help="Measure id, or one of the thirteen questions: its lead measure.")],
    period: Annotated[str | None, typer.Option(help="Year or month; the newest if left out.")] = None,
    toward: Annotated[
        bool, typer.Option("--toward", help="Of a directed measure, each partner toward A instead of A toward it.")
    ] = False,
    lowest_first: Annotated[bool, typer.Option("--lowest-first", help="Lowest value first.")] = False,
    every: Annotated[
        bool, typer.Option("--all", help="Ratios of next to nothing too, which are left out otherwise.")
    ] = False,
    atlas: AtlasOption = None,
    as_of: AsOfOption = None,
    known_on: KnownOnOption = None,
    format: FormatOption = "table",
) -> None:
    """Order a state's partners by a measure, with intervals.

    Says which measure, direction and period it took, and how many partners were left out and why.
    """
    from comity.api.asking import period_of
    from comity.api.deriving import DerivingAtlas
    from comity.api.leads import lead, leads
    from comity.api.nothing import nothing
    from comity.api.ranking import how_sure, left_out, partner, ranked
    from comity.cli.pair import one_state
    from comity.cli.tables import emit, expect_format
    from comity.quantities.derivations import derivation

    expect_format(format)
    day = as_of_day(as_of, known_on)
    opened = DerivingAtlas.open(atlas, day, known_day(known_on))
    measure = lead(opened, by)
    one = one_state(a, day)
    entry = opened.entry(measure)
    if entry.direction == "state" and by not in leads() and derivation(measure) is None:
        raise UserError(f"{measure} measures single states; name a measure of pairs")
    period = period_of(period, entry.grain, "--period") if period else None
    it = ranked(opened, measure, one.id, period=period, toward=toward, lowest_first=lowest_first, every=every)
    rows = [(i, partner(m, one.id), m.period, m.value, m.low, m.high, m.unit, m.n) for i, m in enumerate(it.rows, 1)]
    whose = f"{one.name} in {it.period}" if it.period else one.name
    if rows:
        _say(_caption(opened, measure, one, it.period or "", toward, lowest_first), format, needed=by != measure)
    emit(COLUMNS, rows, format, empty=nothing(opened, measure, whose, newest=it.newest), less=("n", "unit"))
    if rows and format == "table":
        print(how_sure(it.rows, entry.among))
    if it.left_out:
        _say(f"{left_out(it.left_out, measure)} --all lists them.", format, needed=True)


def _say(line: str, format: str, *, needed: bool) -> None:
    """A line beside the table; of csv and json, on stderr and only what must be known."""
    if format == "table":
        print(line)
    elif needed:
        print(line, file=sys.stderr)


def _caption(atlas: Atlas, measure: str, one: State, when: str, toward: bool, lowest_first: bool) -> str:
    entry = atlas.entry(measure)
    whose = {
        "state": "each state by itself",
        "undirected": f"{one.name} and each partner",
        "directed": f"a is each partner, b {one.name}" if toward else f"a is {one.name}, b each partner",
    }[entry.direction]
    turn = ""
    if entry.direction == "directed":
        turn = "; without --toward, the other way" if toward else "; the other way: --toward"
    order = "lowest first" if lowest_first else "highest first"
    return f"{measure}: {entry.title}; {whose}{turn}. {when}, {order}; higher means: {entry.more}."

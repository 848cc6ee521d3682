"""`comity rank`: a state's partners in the order of a measure."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.app import AsOfOption, AtlasOption, FormatOption, KnownOnOption, app, as_of_day, known_day
from comity.errors import UserError
from comity.terms.unit import copied, number

if TYPE_CHECKING:
    from comity.atlas.measurement import Measurement
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
    from comity.api.leads import lead, leads
    from comity.atlas.read import Atlas
    from comity.cli.nothing import nothing
    from comity.cli.pair import one_state
    from comity.cli.tables import emit, expect_format

    expect_format(format)
    day = as_of_day(as_of, known_on)
    opened = Atlas.open(atlas, day, known_day(known_on))
    measure = lead(opened, by)
    one = one_state(a, day)
    entry = opened.entry(measure)
    if entry.direction == "state" and by not in leads():
        raise UserError(f"{measure} measures single states; name a measure of pairs")
    newest = _newest(opened, measure, one.id, toward)
    when = period_of(period, entry.grain, "--period") if period else newest
    found = [] if when is None else _found(opened, measure, one.id, when, toward)
    kept = found if every else _bearing(opened, found, one.id, toward)
    kept = sorted(kept, key=lambda m: m.value or 0) if lowest_first else kept
    rows = [(i, _partner(m, one.id), m.period, m.value, m.low, m.high, m.unit, m.n) for i, m in enumerate(kept, 1)]
    whose = f"{one.name} in {when}" if when else one.name
    if rows:
        _say(_caption(opened, measure, one, when or "", toward, lowest_first), format, needed=by != measure)
    emit(COLUMNS, rows, format, empty=nothing(opened, measure, whose, newest=newest), less=("n", "unit"))
    if rows and format == "table":
        print(_how_sure(kept, entry.among))
    if len(kept) < len(found):
        _say(_left_out(len(found) - len(kept), measure), format, needed=True)


def _say(line: str, format: str, *, needed: bool) -> None:
    """A line beside the table; of csv and json, on stderr and only what must be known."""
    if format == "table":
        print(line)
    elif needed:
        print(line, file=sys.stderr)


def _newest(atlas: Atlas, measure: str, state: str, toward: bool) -> str | None:
    """The newest period in which something is measured of the state, in the direction asked for."""
    direction = atlas.entry(measure).direction
    if direction == "state":
        return atlas.last_period(measure)
    if not toward or direction != "directed":
        return atlas.last_period(measure, state)
    newest = atlas.last_period(measure)
    if newest is None or any(b == state for _, b in atlas.column(measure, newest)):
        return newest
    others = [(s, state) for s in atlas.manifest.states if s != state]
    atlas.ahead(([measure], others))
    return max((m.period for a, b in others for m in atlas.series(measure, a, b) if m.known), default=None)


def _found(atlas: Atlas, measure: str, state: str, when: str, toward: bool) -> list[Measurement]:
    """All partners with a number in a period, highest value first."""
    direction = atlas.entry(measure).direction
    if direction == "undirected" or (direction == "directed" and not toward):
        return atlas.partners(measure, state, when)
    pairs = [(a, b) for a, b in atlas.column(measure, when) if b == state or (b == "-" and a != state)]
    atlas.ahead(([measure], pairs))
    cells = [atlas.at(measure, a, b, when) for a, b in pairs]
    return sorted((m for m in cells if m.value is not None), key=lambda m: (-(m.value or 0), m.a))


def _partner(m: Measurement, state: str) -> str:
    return m.a if m.a != state else m.b


def _bearing(atlas: Atlas, found: list[Measurement], state: str, toward: bool) -> list[Measurement]:
    """Those that rest on enough to be ordered, by the floor of their measure."""
    from comity.api.leads import floors

    if not found or (floor := floors().get(found[0].measure)) is None:
        return found
    flows: dict[str, float | None] = {}
    if atlas.has(floor.flow):
        flows = {_partner(m, state): m.value for m in _found(atlas, floor.flow, state, found[0].period, toward)}
    return [m for m in found if floor.bears(m, flows.get(_partner(m, state)))]


def _left_out(n: int, measure: str) -> str:
    from comity.api.leads import floors

    floor = floors()[measure]
    wide = f", or an interval wider than {copied(floor.widest)} times its low end" if floor.widest else ""
    return (
        f"{n} partners are left out: usual exports below US$ {number(floor.least / 1e6)} million{wide}. "
        f"Why: {floor.reason}. --all lists them."
    )


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


def _how_sure(found: list[Measurement], among: str) -> str:
    """What the intervals allow to say of an order: how many of the others each end could change places with."""
    ends = [(m.low, m.high) for m in found if m.low is not None and m.high is not None]
    if not ends:
        return "No intervals are known of these values: the order is that of the values."
    kind = next(m.interval for m in found if m.low is not None)
    first = found[0]
    if first.low is None or first.high is None:
        return f"low and high: {kind}; the first has none. Values are measured among {among}."
    level = sum(1 for low, high in ends[1:] if first.low <= high and first.high >= low)
    sure = (
        "stands apart from all others" if not level else f"overlaps with those of {level} of the {len(ends) - 1} others"
    )
    return f"low and high: {kind}; that of the first {sure}. Values are measured among {among}."

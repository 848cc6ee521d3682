"""`comity show`, `rank` and `compare`: the atlas in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli.app import AsOfOption, AtlasOption, FormatOption, KnownOnOption, app, as_of_day, known_day
from comity.errors import UserError

if TYPE_CHECKING:
    from comity.atlas.measurement import Measurement
    from comity.atlas.read import Atlas

COLUMNS = ("measure", "a", "b", "period", "value", "low", "high", "unit", "state", "n")
_COMPARED = (
    "un.agreement",
    "un.kappa_squared",
    "tenor.cooperation",
    "tenor.hostility",
    "exchange.exports_reported_by_exporter",
    "exchange.exports_reported_by_importer",
    "exchange.exports_compiled",
    "dependence.supplier_share",
    "igo.shared",
    "alliance.any",
    "agreement.trade_in_force",
    "agreement.investment_in_force",
    "representation.embassy",
    "potential.ratio",
)


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
    from comity.atlas.read import Atlas
    from comity.cli.pair import one_state, two_states
    from comity.cli.tables import emit

    day = as_of_day(as_of, known_on)
    opened = Atlas.open(atlas, day, known_day(known_on))
    if opened.entry(measure).direction == "state" or b == "-":
        one, two = one_state(a, day).id, "-"
    else:
        one, two = (s.id for s in two_states(a, b, day))
    rows = [m for m in opened.every(measure, one, two) if since is None or int(m.period[:4]) >= since]
    emit(COLUMNS, [_row(m) for m in rows], format)
    if format == "table" and opened.known_on is not None:
        print(f"From what was published by {opened.known_on}.")


@app.command()
def rank(
    a: Annotated[str, typer.Argument(help="A state.")],
    by: Annotated[str, typer.Option("--by", help="Measure id; a family's name stands for its main measure.")],
    period: Annotated[str | None, typer.Option(help="Year or month; the newest if left out.")] = None,
    atlas: AtlasOption = None,
    as_of: AsOfOption = None,
    known_on: KnownOnOption = None,
    format: FormatOption = "table",
) -> None:
    """Order a state's partners by a measure, with intervals."""
    from comity.atlas.read import Atlas
    from comity.cli.pair import one_state
    from comity.cli.tables import emit

    day = as_of_day(as_of, known_on)
    opened = Atlas.open(atlas, day, known_day(known_on))
    measure = _main_measure(opened, by)
    one = one_state(a, day)
    if opened.entry(measure).direction == "state":
        raise UserError(f"{measure} measures single states; name a measure of pairs")
    when = _period(period, opened.entry(measure).grain) if period else opened.last_period(measure, one.id)
    if when is None:
        raise UserError(f"{measure} has no value for {one.name} by {day}")
    found = opened.partners(measure, one.id, when)
    rows = [(i, m.b, m.period, m.value, m.low, m.high, m.unit, m.n) for i, m in enumerate(found, start=1)]
    emit(("rank", "partner", "period", "value", "low", "high", "unit", "n"), rows, format)
    if format == "table":
        print(_how_sure(found, opened.entry(measure).among))


@app.command()
def compare(
    a: Annotated[str, typer.Argument(help="A state.")],
    partners: Annotated[list[str], typer.Argument(help="Two or more partners.")],
    atlas: AtlasOption = None,
    as_of: AsOfOption = None,
    known_on: KnownOnOption = None,
    format: FormatOption = "table",
) -> None:
    """Set a state's relations with several partners side by side: newest value and its year in each cell."""
    from comity.atlas.read import Atlas
    from comity.cli.pair import two_states
    from comity.cli.tables import emit

    day = as_of_day(as_of, known_on)
    opened = Atlas.open(atlas, day, known_day(known_on))
    pairs = [two_states(a, b, day) for b in partners]
    others = [two.id for _, two in pairs]
    rows: list[tuple[Any, ...]] = []
    for measure in (m for m in _COMPARED if opened.has(m)):
        found = [opened.latest(measure, one.id, two.id) for one, two in pairs]
        cells = [c for m in found for c in ((m.value, m.period) if m is not None else (None, None))]
        rows.append((measure, opened.entry(measure).unit, *cells))
    emit(("measure", "unit", *(c for o in others for c in (o, f"{o} year"))), rows, format)


def _how_sure(found: list[Measurement], among: str) -> str:
    """What the intervals allow to say of an order: how many of the others each end could change places with."""
    ends = [(m.low, m.high) for m in found if m.low is not None and m.high is not None]
    if not ends:
        return "No intervals are known for this measure: the order is that of the values."
    (low, high), kind = ends[0], next(m.interval for m in found if m.low is not None)
    level = sum(1 for one, other in ends[1:] if one <= high and other >= low)
    sure = "is above all others" if not level else f"overlaps with those of {level} of the {len(ends) - 1} others"
    return f"low and high: {kind}; that of the first {sure}. Values are measured among {among}."


def _period(text: str, grain: str) -> str:
    """A period as the measure has them. Raises UserError for a year where months are held, and the reverse."""
    from comity.terms.period import Period

    period = Period.parse(text)
    if (period.month is None) == (grain == "month"):
        raise UserError(
            f"--period {period}: the measure is by {grain}; write {'YYYY-MM' if grain == 'month' else 'YYYY'}"
        )
    return str(period)


def _main_measure(atlas: Atlas, by: str) -> str:
    """The measure asked for; `potential` alone stands for `potential.ratio` and so on."""
    mains = {
        "potential": "potential.ratio",
        "un": "un.kappa_squared",
        "igo": "igo.shared",
        "tenor": "tenor.cooperation",
    }
    measure = mains.get(by, by)
    return atlas.entry(measure).id


def _row(m: Measurement) -> tuple[Any, ...]:
    return (m.measure, m.a, m.b, m.period, m.value, m.low, m.high, m.unit, m.state.value, m.n)

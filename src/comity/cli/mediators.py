"""`comity mediators`: who could stand between two states."""

from __future__ import annotations

from typing import Annotated

import typer

from comity.cli.app import AsOfOption, AtlasOption, FormatOption, KnownOnOption, app, as_of_day, known_day
from comity.errors import UserError


@app.command()
def mediators(
    a: Annotated[str, typer.Argument(help="A state.")],
    b: Annotated[str, typer.Argument(help="The other state.")],
    top: Annotated[int | None, typer.Option(help="How many to print; all in csv and json, 15 in a table.")] = None,
    atlas: AtlasOption = None,
    as_of: AsOfOption = None,
    known_on: KnownOnOption = None,
    format: FormatOption = "table",
) -> None:
    """Rank all states as go-betweens of two, with reasons and the ranking's known error.

    The score is the chance that a state is the go-between if one is, with its 80 % interval.
    """
    from comity.api.go_betweens import COLUMNS, go_betweens
    from comity.atlas.read import Atlas
    from comity.cli.pair import two_states
    from comity.cli.tables import emit, expect_format

    expect_format(format)
    if top is not None and top < 1:
        raise UserError(f"--top {top}: give a number of states from 1")
    day = as_of_day(as_of, known_on)
    one, two = two_states(a, b, day)
    shown = top if top is not None else 15 if format == "table" else None
    found = go_betweens(Atlas.open(atlas, day, known_day(known_on)), one, two, shown)
    emit(COLUMNS, found.rows, format)
    if format == "table":
        for line in found.notes:
            print(line)

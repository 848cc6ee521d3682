"""`comity mediators`: who could stand between two states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.app import AsOfOption, AtlasOption, FormatOption, KnownOnOption, app, as_of_day, known_day
from comity.errors import NotCoexisting, UserError
from comity.terms.unit import number

if TYPE_CHECKING:
    from comity.assessment.mediators.score import Ranking
    from comity.terms.country import State

COLUMNS = ("rank", "state", "score", "low", "high", "reasons")


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
    from comity.assessment.mediators.features import Columns
    from comity.assessment.mediators.reasons import reasons
    from comity.assessment.mediators.score import rank
    from comity.atlas.read import Atlas
    from comity.cli.pair import two_states
    from comity.cli.tables import emit, expect_format

    expect_format(format)
    if top is not None and top < 1:
        raise UserError(f"--top {top}: give a number of states from 1")
    day = as_of_day(as_of, known_on)
    one, two = two_states(a, b, day)
    columns = Columns(Atlas.open(atlas, day, known_day(known_on)))
    _expect_rankable(columns, one, two)
    ranking = rank(columns, one.id, two.id)
    shown = ranking.rows[: top if top is not None else 15 if format == "table" else None]
    emit(
        COLUMNS,
        [
            (r.rank, r.state, round(r.score, 4), round(r.low, 4), round(r.high, 4), reasons(ranking, r, columns))
            for r in shown
        ],
        format,
    )
    if format == "table":
        for line in _notes(columns, ranking, one, two):
            print(line)


def _expect_rankable(columns: object, one: State, two: State) -> None:
    from comity.assessment.mediators.features import Columns
    from comity.assessment.mediators.score import lacking
    from comity.terms.country import display_name
    from comity.terms.membership import coexisted

    assert isinstance(columns, Columns)
    day = columns.atlas.as_of
    for s in (one, two):
        if coexisted(s.id, s.id, day, day) is None:
            raise NotCoexisting(
                f"{display_name(s)} did not exist on {day}; choose an --as-of within its time, or a successor state"
            )
    if missing := lacking(columns):
        raise UserError(
            f"go-betweens cannot be ranked on {day}: the atlas has no {', '.join(missing)} by then; choose a later "
            "--as-of or another --atlas"
        )


def _notes(columns: object, ranking: Ranking, one: State, two: State) -> list[str]:
    from comity.assessment.mediators.features import Columns
    from comity.assessment.mediators.hostility import hostility
    from comity.assessment.mediators.reasons import cases_between
    from comity.assessment.mediators.score import known_error
    from comity.terms.country import display_name, state

    assert isinstance(columns, Columns)
    found = ranking.candidates
    lines = [hostility(columns, one.id, two.id).words]
    if held := cases_between(one.id, two.id, found.day):
        lines.append(
            "On record between them: "
            + "; ".join(f"{display_name(state(m.mediator))} {m.year} ({m.role}, {m.outcome})" for m in held)
            + "."
        )
    error = known_error()
    lines.append(f"Known error: AUC {number(error.auc, 2)}, hit@10 {number(error.first_ten, 2)}; {error.text}.")
    lines.append(
        f"Ranked: {len(ranking.rows)} members of the state system. Newest data: "
        + ", ".join(f"{m} {p or 'none'}" for m, p in sorted(found.periods.items()))
        + "."
    )
    return lines

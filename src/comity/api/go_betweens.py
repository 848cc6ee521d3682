"""Who could stand between two states, with reasons, what is on record and how far the ranking errs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.errors import NotCoexisting, UserError
from comity.terms.country import display_name, state
from comity.terms.unit import number

if TYPE_CHECKING:
    from comity.assessment.mediators.features import Columns
    from comity.assessment.mediators.score import Ranking
    from comity.atlas.read import Atlas
    from comity.terms.country import State

COLUMNS = ("rank", "state", "score", "low", "high", "reasons")
Row = tuple[int, str, float, float, float, str]


@dataclass(frozen=True, slots=True)
class GoBetweens:
    """Rows of `COLUMNS`, the likeliest first, and sentences that belong beside them.

    The score is the chance that a state is the go-between if one is, with its 80 % interval.
    """

    rows: tuple[Row, ...]
    notes: tuple[str, ...]


def go_betweens(atlas: Atlas, one: State, two: State, top: int | None = None) -> GoBetweens:
    """All states (or the first `top`) as go-betweens of two.

    Raises NotCoexisting for one that was not there on the day, and UserError where the atlas cannot tell.
    """
    from comity.assessment.mediators.features import Columns
    from comity.assessment.mediators.reasons import reasons
    from comity.assessment.mediators.score import rank

    columns = Columns(atlas)
    _expect_rankable(columns, one, two)
    ranking = rank(columns, one.id, two.id)
    rows = (
        (r.rank, r.state, round(r.score, 4), round(r.low, 4), round(r.high, 4), reasons(ranking, r, columns))
        for r in ranking.rows[:top]
    )
    return GoBetweens(tuple(rows), tuple(_notes(columns, ranking, one, two)))


def _expect_rankable(columns: Columns, one: State, two: State) -> None:
    from comity.assessment.mediators.score import lacking
    from comity.terms.membership import coexisted

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


def _notes(columns: Columns, ranking: Ranking, one: State, two: State) -> list[str]:
    from comity.assessment.mediators.hostility import hostility
    from comity.assessment.mediators.reasons import cases_between
    from comity.assessment.mediators.score import known_error

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

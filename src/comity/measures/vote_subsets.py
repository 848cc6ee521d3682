"""How alike do two states vote on some subjects: on what is called important, without the Middle East, by issue?

Votes and subjects come from one publisher under one number, so no join is lost; its record ends in January 2020, and
"important" is known from 1983 to 2017.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from comity.measures.ballots import Ballots, ballots
from comity.measures.contract import Measure, Rows, gives
from comity.measures.un_similarity import rows, similarity
from comity.tables.columns import Columns, concat

if TYPE_CHECKING:
    import duckdb

FEWEST = 5
"""A year with fewer contested roll calls on the subject gives no value: one vote would move it by a tenth."""

Subject = tuple[bool | None, frozenset[str]]
"""Whether a roll call is important (None: not known), and its issues."""

MIDDLE_EAST = "Palestinian conflict"


def _measure(name: str, what: str, rule: str, *, ships: bool = False, kappa: bool = False) -> Measure:
    return Measure(
        id=f"un.{'kappa_squared' if kappa else 'agreement'}_{name}",
        question="tenor",
        title=f"{'Chance-corrected agreement' if kappa else 'Agreement'} in UN votes, {what}",
        unit="index",
        interval=None,
        formula=(
            "κ = 1 − D_o / D_e, squared weights, each state's own margins"
            if kappa
            else "mean over joint votes of 1 − |v_a − v_b| / 2"
        )
        + f"; contested roll calls {rule}; years with at least {FEWEST} of them",
        more="they vote alike more often",
        reference="doi:10.1093/pan/mpr023" if kappa else "doi:10.1177/0022002715595700",
        not_when="Not a measure of bilateral tone. Few roll calls a year on some subjects: look at n.",
        inputs=("filed_votes", "roll_calls"),
        direction="undirected",
        decimals=2,
        low=-1.0 if kappa else 0.0,
        high=1.0,
        among="all pairs that voted together on the subject in the same year",
        ships=ships,
    )


def _not_middle_east(subject: Subject) -> bool:
    return MIDDLE_EAST not in subject[1]


def _important(subject: Subject) -> bool:
    return subject[0] is True


def _on(issue: str) -> Callable[[Subject], bool]:
    return lambda subject: issue in subject[1]


_REST = "not filed under the Palestinian conflict"
_NAMED = "that the United States Department of State named important"
WITHOUT = _measure("no_middle_east", "without the Middle East", _REST, ships=True)
WITHOUT_KAPPA = _measure("no_middle_east", "without the Middle East", _REST, kappa=True)
IMPORTANT = _measure("important", "important roll calls", _NAMED)
IMPORTANT_KAPPA = _measure("important", "important roll calls", _NAMED, kappa=True)
MIDDLE = _measure("middle_east", "Middle East", "filed under the Palestinian conflict")
NUCLEAR = _measure("nuclear", "nuclear weapons", "filed under nuclear weapons and nuclear material")
ARMS = _measure("arms", "arms control", "filed under arms control and disarmament")
RIGHTS = _measure("human_rights", "human rights", "filed under human rights")
COLONIAL = _measure("colonialism", "colonialism", "filed under colonialism")
ECONOMIC = _measure("development", "economic development", "filed under economic development")

_SUBSETS: tuple[tuple[Callable[[Subject], bool], Measure, Measure | None], ...] = (
    (_not_middle_east, WITHOUT, WITHOUT_KAPPA),
    (_important, IMPORTANT, IMPORTANT_KAPPA),
    (_on(MIDDLE_EAST), MIDDLE, None),
    (_on("Nuclear weapons and nuclear material"), NUCLEAR, None),
    (_on("Arms control and disarmament"), ARMS, None),
    (_on("Human rights"), RIGHTS, None),
    (_on("Colonialism"), COLONIAL, None),
    (_on("Economic development"), ECONOMIC, None),
)


@gives(WITHOUT, WITHOUT_KAPPA, IMPORTANT, IMPORTANT_KAPPA, MIDDLE, NUCLEAR, ARMS, RIGHTS, COLONIAL, ECONOMIC)
def vote_subsets(con: duckdb.DuckDBPyConnection) -> Rows:
    """Every year and subject by matrix products."""
    subjects = _subjects(con)
    parts: dict[str, list[Columns]] = {}
    for year in ballots(con, "filed_votes"):
        filed = [subjects.get(resolution) for resolution in year.resolutions]
        for wanted, agreement, kappa in _SUBSETS:
            chosen = np.array([each is not None and wanted(each) for each in filed])
            found = _scores(year, chosen)
            if found is None:
                continue
            shared = {key: found[key] for key in ("a", "b", "period")}
            parts.setdefault(agreement.id, []).append(shared | {"n": found["n"], "value": found["agreement"]})
            if kappa is not None:
                state = np.where(np.isnan(found["kappa_squared"]), "not_applicable", np.asarray(None))
                parts.setdefault(kappa.id, []).append(shared | {"value": found["kappa_squared"], "state": state})
    wanted_ids = [m.id for _, *measures in _SUBSETS for m in measures if m is not None]
    return {measure: concat(parts.get(measure, [])) for measure in wanted_ids}


def _subjects(con: duckdb.DuckDBPyConnection) -> dict[str, Subject]:
    found = con.execute("SELECT resolution, important, issues FROM roll_calls").fetchall()
    return {resolution: (important, frozenset((issues or "").split("|"))) for resolution, important, issues in found}


def _scores(year: Ballots, chosen: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Columns | None:
    part = Ballots(year.year, year.states, [], year.votes[:, chosen])
    return rows(part, similarity(part.votes), "n") if part.contested.shape[1] >= FEWEST else None

"""How do two states stand to each other, from severe rivalry to security community?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from comity.measures.contract import NO_ROWS, Measure, Rows, gives
from comity.measures.state_model import (
    GRADES,
    Signs,
    Vector,
    chances,
    expected_terms,
    grades,
    middle,
    model,
    span,
    weights,
)
from comity.measures.state_signs import INPUTS, OPTIONAL, signs
from comity.terms.detail import packed
from comity.terms.interval import Interval
from comity.terms.relation_details import StateReason

if TYPE_CHECKING:
    import duckdb

STATE = Measure(
    id="relations.state",
    question="tenor",
    title="State of the relationship",
    unit="relation_state",
    interval=Interval.CREDIBLE_80,
    formula="median grade of an ordered logit: P(grade ≤ g) = 1 / (1 + exp(Σ w·x − c_g)), with few signs x from 0 to "
    "1: fighting each other this year or last; strategic rivalry; memories of disputes, armed conflict and crises that "
    "fade by half in ten years (x / (x + half)); no diplomatic relations of those at odds; free trade; free movement; "
    "the electoral democracy of the less democratic of the two by itself, in a customs union, and in full with both a "
    "pact and open trade; a kept peace treaty takes 0.6 off enmity. After the last year of disputes armed conflict "
    "counts in their stead. Weights w and cuts c are in state_weights.csv and state_grades.csv. What a record that has "
    "ended said holds with chance 0.8^(years/5); an unknown regime is closed, between or open alike. The interval is "
    "the fewest grades about the median that hold 80 %; the details name what decided, with its table",
    more="warmer: 0 severe rivalry, 0.25 lesser rivalry, 0.5 negative peace, 0.75 warm peace, 1 security community",
    reference="doi:10.1177/0738894219870288; fitted and tested against Peace Data 3.0, which is no input: "
    "docs/validation.md",
    not_when="Not a forecast, and no finer than its five grades. Tested on neighbours, rivals and major powers; of "
    "other pairs it says that nothing on record sets them apart. Rivalries are coded to 2020, disputes to 2014, "
    "alliances to 2018, organisations to 2014: what they last said is carried on with less trust, and what began since "
    "shows only in armed conflict, crises, relations and treaties. Allies outside a common market are at negative "
    "peace by this scale, however close. Severe and lesser rivals are told apart least well.",
    inputs=INPUTS,
    direction="undirected",
    decimals=2,
    low=0,
    high=1,
    details=StateReason,
    among="all pairs with a value in the same year",
)
NAMED_FROM = 0.75
"""Least weight of a sign in a pair's standing for which it is named as a reason."""


@gives(STATE, optional=OPTIONAL)
def relations_state(con: duckdb.DuckDBPyConnection) -> Rows:
    """Pairs of existing states that any table knows to have been in contact, from 1946 on."""
    signs(con)
    found = con.execute("SELECT * EXCLUDE (a, b) FROM signs ORDER BY year, a, b").fetchnumpy()
    if not len(found["year"]):
        return {STATE.id: NO_ROWS}
    given: Signs = {name: _numbers(values) for name, values in found.items()}
    con.register("graded_columns", _graded(given))
    con.execute("CREATE OR REPLACE TEMP TABLE graded AS FROM graded_columns")
    con.unregister("graded_columns")
    return {
        STATE.id: con.sql(f"""
            SELECT s.a, s.b, s.year AS period, g.value, g.low, g.high, 'value' AS state,
                   {_reasons()} AS details
            FROM (SELECT a, b, year, (row_number() OVER (ORDER BY year, a, b) - 1)::DOUBLE AS nth FROM signs) s
            JOIN graded g USING (nth)""")
    }


def _numbers(values: np.ndarray[tuple[int], np.dtype[np.generic]]) -> Vector:
    filled: Vector = np.ma.filled(np.ma.asarray(values).astype(float), np.nan)
    return filled


def _graded(given: Signs) -> dict[str, Vector]:
    """Number of the row, grade, both ends, and what each sign adds to the standing."""
    chance = chances(given, model())
    low, high = span(chance)
    scale = np.arange(GRADES) / (GRADES - 1)
    added = {name: model().weights[name] * term for name, term in expected_terms(given).items()}
    return {
        "nth": np.arange(float(len(chance))),
        "value": scale[middle(chance)],
        "low": scale[low],
        "high": scale[high],
        **{f"by_{name}": np.round(points, 1) for name, points in added.items()},
    }


def _reasons() -> str:
    """SQL for the reasons of a row, heaviest first; where nothing is heavy, one that says so."""
    names = " ".join(f"WHEN {value} THEN '{name}'" for value, name in grades())
    grade = f"CASE g.value {names} END"
    listed = ", ".join(
        f"CASE WHEN abs(g.by_{w.sign}) >= {NAMED_FROM} THEN "
        + packed(StateReason, grade=grade, sign=f"'{w.words}'", table=f"'{w.table}'", points=f"g.by_{w.sign}")
        + " END"
        for w in weights()
    )
    nothing = packed(StateReason, grade=grade, sign="'nothing on record sets them apart'", table="NULL", points="NULL")
    kept = f"list_filter([{listed}], lambda reason: reason IS NOT NULL)"
    heaviest = f"list_reverse_sort(list_transform({kept}, lambda r: struct_pack(size := abs(r.points), reason := r)))"
    return f"CASE WHEN len({kept}) = 0 THEN [{nothing}] ELSE list_transform({heaviest}, lambda r: r.reason) END"

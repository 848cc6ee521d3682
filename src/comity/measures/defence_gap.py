"""Is there less recorded alliance between two states than everything else about them would lead one to expect?

A logit of recorded alliance on what else is known of the pair. The gap is a place among pairs and a lead for
research; it is never the discovery of a secret tie.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.measures.alliances import OBLIGED
from comity.measures.contract import Measure, Rows, gives
from comity.measures.matrices import yearly
from comity.measures.rivalry_years import RIVAL_YEARS
from comity.tables.columns import Columns, concat

if TYPE_CHECKING:
    import duckdb

RIDGE = 1.0
"""Penalty on standardised coefficients: keeps the fit finite where allies separate perfectly."""

EXPECTED_GAP = Measure(
    id="defence.expected_gap",
    question="defence",
    title="Expected less recorded alliance",
    unit="probability",
    formula="P(alliance | shared organisations, distance, capabilities, common rivals, trade agreement) − recorded "
    "alliance, ridge logit over all pairs of the year; 80 % interval of the fitted probability",
    more="less defence cooperation is recorded than expected",
    reference="doi:10.1073/pnas.1914950117",
    not_when="A lead, not a finding: neutral states by choice score high, and so do pairs that need no treaty.",
    inputs=("alliances", "memberships", "minimum_distances", "capabilities", "rivalries", "trade_agreements"),
    direction="undirected",
    decimals=2,
    low=-1,
    high=1,
    among="all pairs of states in the same year",
)

_FEATURES = f"""
    WITH members AS (SELECT DISTINCT state, year FROM memberships),
    igos AS (SELECT x.year, x.state AS a, y.state AS b, count(*) AS shared
             FROM memberships x JOIN memberships y USING (year, organisation)
             WHERE x.state < y.state AND x.year >= 1990 AND x.status <> 'none' AND y.status <> 'none' GROUP BY ALL),
    pairs AS (SELECT x.year, x.state AS a, y.state AS b FROM members x JOIN members y USING (year)
              WHERE x.state < y.state AND x.year >= 1990),
    distances AS (SELECT least(a, b) AS a, greatest(a, b) AS b, year, min(km) AS km
                  FROM minimum_distances WHERE a <> b GROUP BY ALL),
    once AS ({RIVAL_YEARS}),
    rivals AS (SELECT a, b, year FROM once UNION ALL SELECT b, a, year FROM once),
    enemies AS (SELECT x.a AS a, y.a AS b, x.year, count(*) AS common
                FROM rivals x JOIN rivals y ON x.b = y.b AND x.year = y.year AND x.a < y.a GROUP BY ALL),
    treaties AS (SELECT DISTINCT least(a, b) AS a, greatest(a, b) AS b, year FROM trade_agreements,
                 unnest(range(in_force_year, coalesce(ended_year, 2100))) AS y(year) WHERE in_force_year IS NOT NULL),
    allies AS (SELECT DISTINCT least(a, b) AS a, greatest(a, b) AS b, year FROM alliances WHERE {OBLIGED})
    SELECT p.year, p.a, p.b, coalesce(i.shared, 0) AS shared, ln(1 + d.km) AS distance,
           greatest(ca.cinc, cb.cinc) AS stronger, least(ca.cinc, cb.cinc) AS weaker,
           coalesce(e.common, 0) AS enemies, (r.a IS NOT NULL)::INT AS rivals, (t.a IS NOT NULL)::INT AS treaty,
           (l.a IS NOT NULL)::INT AS allied
    FROM pairs p JOIN distances d USING (a, b, year)
    JOIN capabilities ca ON ca.state = p.a AND ca.year = p.year
    JOIN capabilities cb ON cb.state = p.b AND cb.year = p.year
    LEFT JOIN igos i ON i.a = p.a AND i.b = p.b AND i.year = p.year
    LEFT JOIN enemies e ON e.a = p.a AND e.b = p.b AND e.year = p.year
    LEFT JOIN rivals r ON r.a = p.a AND r.b = p.b AND r.year = p.year
    LEFT JOIN treaties t ON t.a = p.a AND t.b = p.b AND t.year = p.year
    LEFT JOIN allies l ON l.a = p.a AND l.b = p.b AND l.year = p.year
    WHERE ca.cinc IS NOT NULL AND cb.cinc IS NOT NULL
      AND p.year <= (SELECT max(year) FROM alliances)
    ORDER BY p.year, p.a, p.b"""

_PREDICTORS = ("shared", "distance", "stronger", "weaker", "enemies", "rivals", "treaty")


@gives(EXPECTED_GAP)
def defence_gap(con: duckdb.DuckDBPyConnection) -> Rows:
    """One logit per year over all pairs with complete data."""
    parts = []
    for year, columns in yearly(con, _FEATURES):
        predictors = np.column_stack([np.asarray(columns[name], dtype=float) for name in _PREDICTORS])
        expected, low, high = ridge_logit(predictors, np.asarray(columns["allied"], dtype=float))
        allied = columns["allied"]
        parts.append(_gaps(columns, year, expected - allied, low - allied, high - allied))
    return {EXPECTED_GAP.id: concat(parts)}


def ridge_logit(
    predictors: NDArray[np.float64], outcome: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Fitted probabilities with their 80 % interval; `predictors` is rows x variables, `outcome` 0 or 1.

    Variables are standardised, logs taken of none; constant ones drop out. The intercept is not penalised.
    """
    spread = predictors.std(axis=0)
    usable = spread > 0
    x = np.column_stack([np.ones(len(outcome)), (predictors - predictors.mean(axis=0))[:, usable] / spread[usable]])
    penalty = np.full(x.shape[1], RIDGE)
    penalty[0] = 0.0
    beta = np.zeros(x.shape[1])
    share = np.clip(outcome.mean(), 1e-4, 1 - 1e-4)
    beta[0] = np.log(share / (1 - share))
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(hessian, x.T @ (outcome - p) - penalty * beta)
        beta += step
        if np.abs(step).max() < 1e-8:
            break
    index = x @ beta
    half = 1.2816 * np.sqrt(np.einsum("ij,jk,ik->i", x, np.linalg.inv(hessian), x, optimize=True))
    fitted, low, high = (1 / (1 + np.exp(-np.clip(v, -30, 30))) for v in (index, index - half, index + half))
    return fitted, low, high


def _gaps(
    columns: Columns, year: int, value: NDArray[np.float64], low: NDArray[np.float64], high: NDArray[np.float64]
) -> Columns:
    period = np.full(len(value), year, dtype=np.int32)
    return {"a": columns["a"], "b": columns["b"], "period": period, "value": value, "low": low, "high": high}

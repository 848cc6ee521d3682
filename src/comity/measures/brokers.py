"""Which states stand between others that have no tie of their own?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from comity.measures.brokerage import ROLES, brokerage
from comity.measures.contract import Measure, Rows, gives
from comity.measures.embassies import EMBASSIES
from comity.measures.holes import constraint
from comity.measures.matrices import yearly
from comity.measures.succession import investment_years
from comity.tables.columns import Columns, cells, concat
from comity.terms.country import state
from comity.terms.details import BrokerRole

if TYPE_CHECKING:
    import duckdb

BROKERAGE = Measure(
    id="structure.brokerage",
    question="access",
    title="Brokerage in the network of embassies",
    unit="standard_deviations",
    interval=None,
    formula="(t − E t) / sd t, t = ordered pairs i, j with an embassy of i in k and of k in j but none of i in j; E "
    "and sd under a random network of the same density; the details count the roles by world region",
    more="it stands between more states that have no embassy in each other",
    reference="doi:10.2307/270949",
    not_when="Large diplomatic services broker by their size. The list is incomplete: a missing row makes a broker.",
    inputs=("missions",),
    direction="state",
    decimals=1,
    details=BrokerRole,
    among="all states on the list",
)
CONSTRAINT = Measure(
    id="structure.constraint",
    question="access",
    title="Burt's constraint in the network of investment treaties",
    unit="index",
    interval=None,
    formula="Σ_j (p_ij + Σ_q p_iq p_qj)², p_ij = 1/d_i where i and j have a bilateral investment treaty in force, d_i "
    "the number of such partners (n)",
    more="its treaty partners have treaties with each other: it is less free to stand between them",
    reference="Burt (1992), Structural Holes, Harvard University Press",
    not_when="With few partners it is high whoever they are.",
    inputs=("investment_treaties",),
    direction="state",
    decimals=3,
    low=0,
    among="all states with an investment treaty in force in the same year",
)


@gives(BROKERAGE)
def brokers(con: duckdb.DuckDBPyConnection) -> Rows:
    """Gould and Fernandez's total with its expectation; roles in the details."""
    parts: list[Columns] = []
    for year, columns in yearly(con, f"SELECT period AS year, a, b FROM ({EMBASSIES}) ORDER BY ALL"):
        states, place = np.unique(np.r_[columns["a"], columns["b"]], return_inverse=True)
        one, two = np.split(place, 2)
        sent = np.zeros((len(states), len(states)), bool)
        sent[one, two] = True
        _, group = np.unique([state(str(s)).region for s in states], return_inverse=True)
        found = brokerage(sent, group)
        total = found.score[:, ROLES.index("total")]
        known = ~np.isnan(total)
        roles = [
            tuple(BrokerRole(r, round(n)) for r, n in zip(ROLES, row, strict=True)) for row in found.count.tolist()
        ]
        parts.append(
            {
                "a": states.astype(object)[known],
                "b": np.full(known.sum(), "-", dtype=object),
                "period": np.full(known.sum(), year, np.int32),
                "value": total[known],
                "details": cells(roles, len(roles))[known],
            }
        )
    return {BROKERAGE.id: concat(parts)}


@gives(CONSTRAINT)
def holes(con: duckdb.DuckDBPyConnection) -> Rows:
    """Constraint on the undirected network of treaties in force in each year up to the last one's."""
    parts: list[Columns] = []
    for year, columns in yearly(con, _TREATIES):
        states, place = np.unique(np.r_[columns["a"], columns["b"]], return_inverse=True)
        one, two = np.split(place, 2)
        tie = np.zeros((len(states), len(states)))
        tie[one, two] = 1
        found = constraint(tie)
        parts.append(
            {
                "a": states.astype(object),
                "b": np.full(len(states), "-", dtype=object),
                "period": np.full(len(states), year, np.int32),
                "value": found,
                "n": ((tie + tie.T) > 0).sum(axis=1),
            }
        )
    return {CONSTRAINT.id: concat(parts)}


_TREATIES = f"""
    SELECT DISTINCT period AS year, a, b
    FROM {investment_years("(SELECT max(year(in_force)) FROM investment_treaties)")} ORDER BY ALL"""

"""Which intergovernmental organisations do two states share, and which has only one of them?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.measures.contract import Measure, Rows, gives
from comity.measures.matrices import upper, yearly
from comity.tables.columns import Columns, concat
from comity.terms.detail import packed
from comity.terms.treaty_details import Membership

if TYPE_CHECKING:
    import duckdb

_COW = "doi:10.1177/0022343319881175"
_NOT_WHEN = "Membership says nothing of weight: a postal union counts as much as a military one."

SHARED = Measure(
    id="igo.shared",
    question="access",
    title="Organisations of which both are members",
    unit="organisations",
    interval=None,
    formula="number of organisations with a and b both full or associate members or observers",
    more="they meet in more forums",
    reference=_COW,
    not_when=_NOT_WHEN,
    inputs=("memberships",),
    direction="undirected",
    decimals=0,
    low=0,
    among="all pairs coded in the same year",
)
MEMBERSHIPS = Measure(
    id="igo.memberships",
    question="access",
    title="Organisations of which a state is a member of any kind",
    unit="organisations",
    interval=None,
    formula="number of organisations; the details list their abbreviations, and the status in each",
    more="it belongs to more organisations",
    reference=_COW,
    not_when=_NOT_WHEN,
    inputs=("memberships",),
    direction="state",
    decimals=0,
    low=0,
    details=Membership,
    among="all states coded in the same year",
)


_MEMBERS = """
    SELECT year, state, organisation, (status <> 'none')::INT AS belongs FROM memberships ORDER BY ALL"""


@gives(SHARED, MEMBERSHIPS)
def organisations(con: duckdb.DuckDBPyConnection) -> Rows:
    """Counts by one matrix product per year; the lists by state."""
    shared: list[Columns] = []
    for year, columns in yearly(con, _MEMBERS):
        states, joint = _joint(columns)
        shared.append(upper(states, year, {"value": joint}))
    lists = con.sql(
        "SELECT state AS a, '-' AS b, year AS period, count(*) AS value, "
        f"list({packed(Membership, organisation='organisation', status='status')} ORDER BY organisation) AS details "
        "FROM memberships "
        "WHERE status <> 'none' GROUP BY ALL"
    )
    return {SHARED.id: concat(shared), MEMBERSHIPS.id: lists}


def _joint(columns: dict[str, NDArray[np.generic]]) -> tuple[list[str], NDArray[np.float64]]:
    """Sorted states, and the number of organisations that each two share (own number on the diagonal)."""
    states, row = np.unique(columns["state"], return_inverse=True)
    organisations, column = np.unique(columns["organisation"], return_inverse=True)
    member = np.zeros((len(states), len(organisations)))
    member[row, column] = columns["belongs"]
    return [str(s) for s in states], member @ member.T

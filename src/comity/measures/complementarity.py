"""Who has what the other needs?

Structures of trade with the world set side by side: what one sells against what the other buys, what both sell,
and in which headings one is strong where the other is in need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.measures.complexity import rca
from comity.measures.contract import Measure, Rows, gives
from comity.measures.dependence_goods import wording
from comity.measures.matrices import Matrix, stacked
from comity.measures.product_matrix import Year, lay_chosen, years
from comity.tables.columns import Columns, cells
from comity.terms.commodity import groups, groups_of
from comity.terms.details import NeededHeading

if TYPE_CHECKING:
    import duckdb

_WITS = "https://wits.worldbank.org"
_SAME = "in the same year"

MICHAELY = Measure(
    id="complementarity.michaely",
    question="complementarity",
    title="How far a's exports fit what b imports",
    unit="score",
    interval=None,
    formula="100 (1 − ½ Σ_k |m_kb − x_ka|); m, x shares of HS heading k in b's imports and a's exports, with the world",
    more="what a sells is nearer to what b buys",
    reference="Michaely, Michael (1996). Trade preferential agreements in Latin America. World Bank, Policy Research "
    "Working Paper 1583",
    not_when="Says what fits, not what is traded; finer goods fit less, so compare within one classification only.",
    inputs=("commodity_trade",),
    decimals=1,
    low=0,
    high=100,
    among=f"all ordered pairs with trade by product {_SAME}",
)
SIMILARITY = Measure(
    id="complementarity.export_similarity",
    question="complementarity",
    title="How far a and b sell the same things",
    unit="score",
    interval=None,
    formula="100 Σ_k min(x_ka, x_kb); x shares of HS heading k in exports to the world",
    more="a and b are more of competitors",
    reference="doi:10.2307/2231506",
    not_when="Says nothing of quality or destination: two sellers of the same may meet in no market.",
    inputs=("commodity_trade",),
    direction="undirected",
    decimals=1,
    low=0,
    high=100,
    among=f"all pairs with exports by product {_SAME}",
)
FITS = Measure(
    id="complementarity.fits",
    question="complementarity",
    title="Headings in which a is strong and b is in need",
    unit="count",
    interval=None,
    formula="number of HS headings with RCA_a ≥ 1 and b's share of imports in them above the world's; the details name "
    "the ten in which b buys most, with b's imports from the world in US$ million",
    more="a is strong in more of what b buys",
    reference=_WITS,
    not_when="Counts headings, large and small alike.",
    inputs=("commodity_trade",),
    decimals=0,
    low=0,
    details=NeededHeading,
    among=f"all ordered pairs with trade by product {_SAME}",
)
ADVANTAGE = {
    group: Measure(
        id=f"complementarity.advantage.{group}",
        question="complementarity",
        title=f"Revealed comparative advantage of a in {wording(group)}",
        unit="ratio",
        interval=None,
        formula="RCA = (x_ag / x_a.) / (x_Wg / x_W.); symmetric form (RCA − 1) / (RCA + 1)",
        more="these goods weigh more in a's exports than in the world's",
        reference="doi:10.1111/j.1467-9957.1965.tb00050.x",
        not_when="An advantage revealed by subsidy, re-export or lack of anything else looks the same.",
        inputs=("commodity_trade",),
        direction="state",
        decimals=2,
        low=0,
        among=f"all states with exports by product {_SAME}",
    )
    for group in groups()
}
Places = NDArray[np.intp]

_NAMED = 10


@gives(MICHAELY, SIMILARITY, FITS, *ADVANTAGE.values())
def complementarity(con: duckdb.DuckDBPyConnection) -> Rows:
    """Of each year with a worldwide account of all goods."""
    lay_chosen(con)
    found: dict[str, list[Columns]] = {m.id: [] for m in (MICHAELY, SIMILARITY, FITS, *ADVANTAGE.values())}
    for at in years(con):
        found[MICHAELY.id].append(_fitting(at))
        found[SIMILARITY.id].append(_alike(at))
        found[FITS.id].append(_needs(at))
    for at in years(con, digits=6):
        for group, rows in _advantages(at).items():
            found[ADVANTAGE[group].id].append(rows)
    return {measure: stacked(parts) for measure, parts in found.items()}


def michaely(exports: Matrix, imports: Matrix) -> Matrix:
    """Fit of each row of `exports` (sellers, products) with each row of `imports` (buyers, products), 0 to 100."""
    x, m = shares(exports), shares(imports)
    fits = [100 * (1 - np.abs(m - row).sum(axis=1) / 2) for row in x]
    return np.array(fits).reshape(len(x), len(m))


def export_similarity(exports: Matrix) -> Matrix:
    """Finger and Kreinin's index of all pairs of rows of `exports` (states, products), 0 to 100."""
    x = shares(exports)
    return np.array([100 * np.minimum(x, row).sum(axis=1) for row in x]).reshape(len(x), len(x))


def grubel_lloyd(x: Matrix, m: Matrix) -> float:
    """Share of two-way trade in the same goods; `x` and `m` are the two directions by product. NaN without trade."""
    total = float((x + m).sum())
    return float("nan") if total == 0 else 1 - float(np.abs(x - m).sum()) / total


def shares(trade: Matrix) -> Matrix:
    """Rows as shares of their sums. Raises ValueError on a row without any trade: it has no structure."""
    total = trade.sum(axis=1, keepdims=True)
    if (total <= 0).any():
        raise ValueError(f"row {int(np.argmin(total))} has no trade, so no shares; leave it out")
    return np.asarray(trade / total)


def _pairs(sellers: Places, buyers: Places) -> tuple[Places, Places]:
    i, j = np.nonzero(sellers[:, None] != buyers[None, :])
    return sellers[i], buyers[j]


def _fitting(at: Year) -> Columns:
    sellers, buyers = np.flatnonzero(at.sellers), np.flatnonzero(at.buyers)
    value = michaely(at.exports[sellers], at.imports[buyers])
    i, j = np.nonzero(sellers[:, None] != buyers[None, :])
    return _rows(at, sellers[i], buyers[j], value[i, j])


def _alike(at: Year) -> Columns:
    sellers = np.flatnonzero(at.sellers)
    value = export_similarity(at.exports[sellers])
    i, j = np.triu_indices(len(sellers), 1)
    return _rows(at, sellers[i], sellers[j], value[i, j])


def _needs(at: Year) -> Columns:
    """Where a's RCA is at least 1 and b's share of imports above the world's."""
    sellers, buyers = np.flatnonzero(at.sellers), np.flatnonzero(at.buyers)
    strong = np.nan_to_num(rca(at.exports)) >= 1
    needy = np.nan_to_num(rca(at.imports)) > 1
    count, named = (strong.astype(float) @ needy.T.astype(float)), []
    order = np.argsort(-at.imports, axis=1, kind="stable")
    wanted = {
        (b, k): NeededHeading(str(at.products[k]), round(float(at.imports[b, k]) / 1e6, 1))
        for b, k in np.argwhere(needy).tolist()
    }
    i, j = _pairs(sellers, buyers)
    for a, b in zip(i.tolist(), j.tolist(), strict=True):
        ranked = order[b]
        top = ranked[strong[a, ranked] & needy[b, ranked]][:_NAMED]
        named.append(tuple(wanted[b, k] for k in top.tolist()))
    rows = _rows(at, i, j, count[i, j])
    return rows | {"details": cells(named, len(named))}


def _advantages(at: Year) -> dict[str, Columns]:
    member = {group: np.zeros(len(at.products), dtype=bool) for group in groups()}
    for k, code in enumerate(at.products.tolist()):
        for group in groups_of(code):
            if group in member:
                member[group][k] = True
    who = np.flatnonzero(at.sellers)
    world, total = at.exports.sum(), at.exports.sum(axis=1)
    found = {}
    for group, mask in member.items():
        weight = at.exports[:, mask].sum() / world
        if weight > 0:
            value = (at.exports[np.ix_(who, mask)].sum(axis=1) / total[who]) / weight
            rows = _rows(at, who, who, value)
            found[group] = rows | {"b": np.full(len(who), "-", dtype=object)}
    return found


def _rows(at: Year, i: Places, j: Places, value: Matrix) -> Columns:
    period = np.full(len(value), at.year, dtype=np.int32)
    return {"a": at.states[i], "b": at.states[j], "period": period, "value": value}

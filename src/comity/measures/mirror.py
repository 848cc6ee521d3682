"""What do two states trade, according to both?

Exports are reported free on board by the exporter, imports usually with freight and insurance by the
importer. The two reports are never merged; the reconciled value is a third column that shows its weight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.measures.contract import Measure, Rows, gives
from comity.measures.reliability import reliability
from comity.tables.columns import Columns

if TYPE_CHECKING:
    import duckdb

CIF_MARGIN = 0.06
"""Freight and insurance as a share of the free-on-board value (IMF, Direction of Trade Statistics)."""

IRRECONCILABLE = float(np.log(10))
"""Log ratio of the reports beyond which no average of them means anything."""

_MIRROR = (
    "Gaulier and Zignago (2010), BACI: International Trade Database at the Product-Level. CEPII working paper 2010-23"
)
_NOT_WHEN = "Not for transit goods, or where the importer suppresses origins: read both reports."

BY_EXPORTER = Measure(
    id="exchange.exports_reported_by_exporter",
    question="exchange",
    title="Exports from a to b as a reports them",
    unit="usd",
    formula="value of goods exported from a to b in a's customs report, free on board",
    more="a reports selling more to b",
    reference=_MIRROR,
    not_when="The exporter may name the first port, not the last user.",
    inputs=("trade",),
    decimals=-3,
    low=0,
    among="all ordered pairs that the exporter reports in the same year",
)
BY_IMPORTER = Measure(
    id="exchange.exports_reported_by_importer",
    question="exchange",
    title="Exports from a to b as b reports them",
    unit="usd",
    formula="value of goods imported from a in b's customs report, cost, insurance and freight",
    more="b reports buying more from a",
    reference="doi:10.1177/0738894209343887",
    not_when=_NOT_WHEN,
    inputs=("trade",),
    decimals=-3,
    low=0,
    among="all ordered pairs that the importer reports in the same year",
)
GAP = Measure(
    id="exchange.mirror_gap",
    question="exchange",
    title="Gap between the two reports of one flow",
    unit="log_ratio",
    formula="ln(M / X); M the importer's report, X the exporter's; about ln 1.06 if only freight differs",
    more="the importer reports more than the exporter",
    reference=_MIRROR,
    not_when="A small flow doubles easily; look at the values.",
    inputs=("trade",),
    decimals=3,
    among="all ordered pairs that both report in the same year",
)
RECONCILED = Measure(
    id="exchange.exports_reconciled",
    question="exchange",
    title="Exports from a to b, reconciled",
    unit="usd",
    formula="exp(w ln X + (1 − w) ln(M / 1.06)); w = v_M / (v_X + v_M) from the two reporters' trailing "
    "error variances; 80 % interval widened by the disagreement; bounds only if the reports differ tenfold",
    more="more exports",
    reference=_MIRROR,
    not_when="Where reports differ tenfold there is no reconciled value, only bounds.",
    inputs=("trade",),
    decimals=-3,
    low=0,
    among="all ordered pairs with a reconciled value in the same year",
)

_BOTH = """
    SELECT a, b, period, arg_min(x, basis_x) AS x, arg_min(m, basis_m) AS m, min(basis_x) AS basis_x,
           min(basis_m) AS basis_m FROM (
        SELECT exporter AS a, importer AS b, year AS period,
               CASE WHEN reported_by = 'exporter' THEN value END AS x,
               CASE WHEN reported_by = 'importer' THEN value END AS m,
               CASE WHEN reported_by = 'exporter' THEN source END AS basis_x,
               CASE WHEN reported_by = 'importer' THEN source END AS basis_m
        FROM trade WHERE reported_by <> 'compiler' AND commodity = 'total' AND exporter <> importer)
    GROUP BY ALL ORDER BY period, a, b"""


@gives(BY_EXPORTER, BY_IMPORTER, GAP, RECONCILED)
def mirror(con: duckdb.DuckDBPyConnection) -> Rows:
    """Both reports as they are; the gap and the reconciled value where both exist."""
    con.execute(f"CREATE OR REPLACE TEMP TABLE mirror AS {_BOTH}")
    select = "SELECT a, b, period, {} AS value, {} AS basis FROM mirror WHERE {} IS NOT NULL"
    both = con.execute("SELECT a, b, period, x, m FROM mirror WHERE x > 0 AND m > 0 ORDER BY period, a, b").fetchnumpy()
    return {
        BY_EXPORTER.id: con.sql(select.format("x", "basis_x", "x")),
        BY_IMPORTER.id: con.sql(select.format("m", "basis_m", "m")),
        GAP.id: con.sql("SELECT a, b, period, ln(m / x) AS value FROM mirror WHERE x > 0 AND m > 0"),
        RECONCILED.id: reconcile(both),
    }


def reconcile(both: Columns) -> Columns:
    """One value per flow from two reports; `both` holds a, b, period, x, m (US$, positive).

    Returns a, b, period, value, low, high, state. Uses only reports of the same or earlier years to judge
    a reporter. Where the reports differ more than tenfold, value is NaN and low and high are the reports.
    """
    x, m = np.log(both["x"].astype(float)), np.log(both["m"].astype(float) / (1 + CIF_MARGIN))
    as_exporter, as_importer = reliability(both["a"], both["b"], both["period"], m - x)
    weight = as_importer / (as_exporter + as_importer)
    centre = weight * x + (1 - weight) * m
    variance = as_exporter * as_importer / (as_exporter + as_importer)
    # Reports further apart than their variances allow widen the interval (Birge ratio).
    birge = np.maximum(1, (m - x) ** 2 / (as_exporter + as_importer))
    half = 1.2816 * np.sqrt(variance * birge)
    hopeless = np.abs(m - x) > IRRECONCILABLE
    low, high = np.exp(np.minimum(x, m)), np.exp(np.maximum(x, m))
    return {
        "a": both["a"],
        "b": both["b"],
        "period": both["period"],
        "value": np.where(hopeless, np.nan, np.exp(centre)),
        "low": np.where(hopeless, low, np.exp(centre - half)),
        "high": np.where(hopeless, high, np.exp(centre + half)),
        "state": _reason(hopeless),
    }


def _reason(hopeless: NDArray[np.bool_]) -> NDArray[np.object_]:
    state = np.full(len(hopeless), None, dtype=object)
    state[hopeless] = "not_reported"
    return state

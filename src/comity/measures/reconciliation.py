"""What was traded, if both reports are believed as far as their reporters deserve?

Neither report is corrected in place. The importer's report is brought to the free-on-board basis by a declared
margin, both are freed of what their reporters add or leave out with everyone, and the two are weighed by the
reporters' error variances. A gap that both reporters have with everyone is theirs; what is left is the pair's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.measures.contract import Measure, Rows, gives
from comity.measures.mirror import BOTH
from comity.measures.reliability import Judged, Reporters, reliability
from comity.tables.columns import Columns
from comity.terms.interval import Interval

if TYPE_CHECKING:
    import duckdb

Vector = NDArray[np.float64]

CIF_MARGIN = 0.06
"""Freight and insurance as a share of the free-on-board value (IMF, Direction of Trade Statistics)."""

IRRECONCILABLE = float(np.log(10))
"""Log ratio of the reports beyond which no average of them means anything."""

_METHOD = (
    "after Gaulier and Zignago (2010), BACI, CEPII working paper 2010-23, and ten Cate (2007), CPB document 179; "
    "error variances by maximum likelihood under Student tails"
)
_NOT_ALONE = "Exporters and importers are taken to err alike on average; the gaps alone cannot tell."

RECONCILED = Measure(
    id="exchange.exports_reconciled",
    question="exchange",
    title="Exports from a to b, reconciled",
    unit="usd",
    interval=Interval.CREDIBLE_80,
    bounds=Interval.TWO_REPORTS,
    formula="exp(w (ln X − α_a) + (1 − w) (ln(M / 1.06) − β_b)), kept between X and M / 1.06; "
    "w = v_M / (v_X + v_M); α, β, v biases and error variances of the two reporters, from nine years; 80 % interval "
    "of Student's t with a spread v_X v_M / (v_X + v_M) that grows with the disagreement; bounds only if the reports "
    "differ tenfold",
    more="more exports",
    reference=_METHOD,
    not_when="Where reports differ tenfold there is no reconciled value, only bounds. What neither side records is in "
    "no interval.",
    inputs=("trade",),
    decimals=-3,
    significant=3,
    low=0,
    among="all ordered pairs with a reconciled value in the same year",
)
WEIGHT = Measure(
    id="exchange.reconciliation_weight",
    question="exchange",
    title="Weight of a's report in the reconciled exports from a to b",
    unit="share",
    interval=None,
    formula="w = v_M / (v_X + v_M); v_X, v_M error variances of a as exporter and of b as importer",
    more="the reconciled value leans on a's report, and less on b's",
    reference=_METHOD,
    not_when=_NOT_ALONE,
    inputs=("trade",),
    decimals=2,
    low=0,
    high=1,
    among="all ordered pairs that both report in the same year",
)
PARTICULAR = Measure(
    id="exchange.particular_gap",
    question="exchange",
    title="Gap between the two reports beyond what both reporters have with everyone",
    unit="standard_deviations",
    interval=None,
    formula="(ln(M / X) − (c + β_b − α_a)) / √(v_X + v_M); c the usual gap, α, β the two reporters' biases",
    more="b reports more, or a less, than the two usually do with others",
    reference=_METHOD,
    not_when="Tails are long: one gap in five lies beyond 1.6 to 1.9.",
    inputs=("trade",),
    decimals=1,
    among="all ordered pairs that both report in the same year",
)


def _of_state(name: str, title: str, formula: str, more: str, unit: str) -> Measure:
    return Measure(
        id=f"exchange.{name}",
        question="exchange",
        title=title,
        unit=unit,
        interval=None,
        formula=formula,
        more=more,
        reference=_METHOD,
        not_when=_NOT_ALONE if unit == "log_points" else "Relative to other reporters: a bias of all shows in none.",
        inputs=("trade",),
        direction="state",
        decimals=2,
        low=0 if unit == "log_points" else None,
        among="all reporters with mirror reports in the same year",
    )


BIASES = (
    _of_state("exporter_bias", "What a's reports of exports add with all partners",
              "α_a: robust centre of ln(X / M) over a's customers, less the usual gap and theirs; nine years",
              "a reports more exports than its customers' reports bear out", "log_ratio"),
    _of_state("importer_bias", "What a's reports of imports add with all partners",
              "β_a: robust centre of ln(M / X) over a's suppliers, less the usual gap and theirs; nine years",
              "a reports more imports than its suppliers' reports bear out", "log_ratio"),
)  # fmt: skip
ERRORS = (
    _of_state("exporter_error", "Error of a's reports of exports",
              "√v_X of a flow of US$ 100 million, from the scatter of nine years' gaps",
              "a's reports of exports stray further from its partners'", "log_points"),
    _of_state("importer_error", "Error of a's reports of imports",
              "√v_M of a flow of US$ 100 million, from the scatter of nine years' gaps",
              "a's reports of imports stray further from its partners'", "log_points"),
)  # fmt: skip


@gives(RECONCILED, WEIGHT, PARTICULAR, *BIASES, *ERRORS)
def reconciliation(con: duckdb.DuckDBPyConnection) -> Rows:
    """Both reports of every flow weighed, and the reporters themselves."""
    both = con.execute(f"SELECT * FROM ({BOTH}) WHERE x > 0 AND m > 0 ORDER BY period, a, b").fetchnumpy()
    x, m = both["x"].astype(float), both["m"].astype(float)
    judged, reporters = reliability(both["a"], both["b"], both["period"], np.log(m / x), np.sqrt(x * m))
    key = {name: both[name] for name in ("a", "b", "period")}
    spread = np.sqrt(judged.var_x + judged.var_m)
    return {
        RECONCILED.id: key | _columns(weigh(x, m, judged)),
        WEIGHT.id: key | {"value": _weight(judged)},
        PARTICULAR.id: key | {"value": (np.log(m / x) - judged.usual) / spread},
    } | _reporters(reporters)


@dataclass(frozen=True, slots=True)
class Weighed:
    """One value per flow in US$, with its 80 % interval; NaN with the two reports as bounds where `hopeless`."""

    value: Vector
    low: Vector
    high: Vector
    hopeless: NDArray[np.bool_]


def weigh(x: Vector, m: Vector, judged: Judged, margin: float = CIF_MARGIN) -> Weighed:
    """Reconcile reports `x` (free on board) and `m` (with freight), US$ and positive, of shape `judged`'s.

    The spread of the mean of two reports is known up to a factor that the two share; how far they lie apart
    says how large it is. With ν degrees of freedom before the reports are seen it has ν + 1 after.
    """
    from scipy.special import stdtrit

    log_x, log_m = np.log(x), np.log(m / (1 + margin))
    weight, total = _weight(judged), judged.var_x + judged.var_m
    centre = weight * (log_x - judged.bias_x) + (1 - weight) * (log_m - judged.bias_m)
    strain = (np.log(m / x) - judged.usual) ** 2 / total
    variance = weight * judged.var_x * (judged.tails + strain) / (judged.tails + 1)
    variance = variance + weight**2 * judged.unsure_x + (1 - weight) ** 2 * judged.unsure_m
    half = stdtrit(judged.tails + 1, 0.9) * np.sqrt(variance)
    least, most = np.minimum(log_x, log_m), np.maximum(log_x, log_m)
    value = np.clip(centre, least, most)
    hopeless = most - least > IRRECONCILABLE
    low, high = np.minimum(centre - half, value), np.maximum(centre + half, value)
    return Weighed(
        value=np.where(hopeless, np.nan, np.exp(value)),
        low=np.exp(np.where(hopeless, least, low)),
        high=np.exp(np.where(hopeless, most, high)),
        hopeless=hopeless,
    )


def reconcile(both: Columns) -> Columns:
    """Rows of RECONCILED from two reports; `both` holds a, b, period, x, m (US$, positive)."""
    x, m = both["x"].astype(float), both["m"].astype(float)
    judged, _ = reliability(both["a"], both["b"], both["period"], np.log(m / x), np.sqrt(x * m))
    return {name: both[name] for name in ("a", "b", "period")} | _columns(weigh(x, m, judged))


def _weight(judged: Judged) -> Vector:
    return np.asarray(judged.var_m / (judged.var_x + judged.var_m))


def _columns(weighed: Weighed) -> Columns:
    state = np.full(len(weighed.hopeless), None, dtype=object)
    state[weighed.hopeless] = "not_reported"
    return {"value": weighed.value, "low": weighed.low, "high": weighed.high, "state": state}


def _reporters(reporters: Reporters) -> dict[str, Columns]:
    nobody = np.full(len(reporters.state), "-", dtype=object)
    found = {}
    for measures, exports, imports in (
        (BIASES, reporters.bias_x, reporters.bias_m),
        (ERRORS, reporters.error_x, reporters.error_m),
    ):
        for measure, value, n in zip(measures, (exports, imports), (reporters.n_x, reporters.n_m), strict=True):
            known = n > 0
            rows = {"a": reporters.state, "b": nobody, "period": reporters.year, "value": value, "n": n}
            found[measure.id] = {name: column[known] for name, column in rows.items()}
    return found

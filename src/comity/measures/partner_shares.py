"""Who are a state's first suppliers and customers, by the newest list of partners that is printed?

A reference work prints the leading partners of each state with their shares of its trade. Who is not printed has no
more than the last that is: that is a bound, and not zero.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from comity.measures.contract import Measure, Rows, gives
from comity.terms.country import states
from comity.terms.interval import Interval

if TYPE_CHECKING:
    import duckdb

ROUNDING = 0.005
"""Half of the last digit that is printed: a share printed as zero is below it."""

_FORMULA = (
    "share of {} as printed, in whole per cent and mostly of 2023; a partner that is not printed has bounds only, 0 "
    f"and the smallest share printed for a; a share printed as zero has 0 and {ROUNDING:g}"
)
_REFERENCE = "https://www.cia.gov/the-world-factbook/field/{}-partners/"
_NOT_WHEN = (
    "Not beside shares computed from customs reports without saying so: the shares are of a reconciled account, goods "
    "only. The year stands with each figure."
)


def _share(name: str, title: str, what: str, more: str, field: str) -> Measure:
    return Measure(
        id=f"exchange.{name}",
        question="exchange",
        title=title,
        unit="share",
        interval=None,
        bounds=Interval.BOUNDS,
        formula=_FORMULA.format(what),
        more=more,
        reference=_REFERENCE.format(field),
        not_when=_NOT_WHEN,
        inputs=("partner_shares",),
        decimals=3,
        low=0,
        high=1,
        among="all printed partners of all states in the same year",
    )


OF_IMPORTS = _share(
    "partner_share", "Share of a's imports that b supplies, as printed for its leading suppliers",
    "a's imports that come from b", "b is a larger supplier of a", "imports",
)  # fmt: skip
OF_EXPORTS = _share(
    "partner_share_exports", "Share of a's exports that b buys, as printed for its leading customers",
    "a's exports that go to b", "b is a larger customer of a", "exports",
)  # fmt: skip

_ROWS = """
    WITH printed AS (
        SELECT state AS a, partner AS b, year AS period, share, source FROM partner_shares
        WHERE flow = '{flow}' AND state <> partner),
    lists AS (
        SELECT a, period, greatest(min(share), {rounding}) AS last, count(*) AS n, any_value(source) AS source
        FROM printed GROUP BY a, period)
    SELECT a, b, period, n, CASE WHEN share > 0 THEN share END AS value,
           CASE WHEN share = 0 THEN 0 END AS low, CASE WHEN share = 0 THEN {rounding} END AS high,
           CASE WHEN share = 0 THEN 'not_reported' END AS state, printed.source AS basis
    FROM printed JOIN lists USING (a, period)
    UNION ALL
    SELECT a, k.b, period, n, NULL, 0, last, 'not_reported', source
    FROM lists CROSS JOIN partners k ANTI JOIN printed USING (a, b, period) WHERE k.b <> a"""


@gives(OF_IMPORTS, OF_EXPORTS)
def partner_shares(con: duckdb.DuckDBPyConnection) -> Rows:
    """Printed shares, and for every other state of today the bound that the list gives."""
    today = [each.id for each in states() if each.kind != "historic"]
    con.register("partners", {"b": np.array(today, dtype=object)})
    return {
        OF_IMPORTS.id: con.sql(_ROWS.format(flow="imports", rounding=ROUNDING)),
        OF_EXPORTS.id: con.sql(_ROWS.format(flow="exports", rounding=ROUNDING)),
    }

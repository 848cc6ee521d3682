"""Which treaties on trade, investment and nuclear energy bind two states?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measures.contract import Measure, Rows, gives
from comity.measures.succession import trade_years, treaty_years
from comity.terms.detail import packed
from comity.terms.treaty_details import InvestmentTreaty, TradeAgreement

if TYPE_CHECKING:
    import duckdb

TRADE = Measure(
    id="agreement.trade_in_force",
    question="scope",
    title="Trade agreements in force",
    unit="agreements",
    interval=None,
    formula="number of trade agreements between a and b in force on 31 December, each union and what amends it once, "
    "none that another of the two has replaced; the details list them and say which is a customs union",
    more="more trade agreements bind them",
    reference="https://rtais.wto.org; doi:10.1007/s11558-013-9179-8",
    not_when="Depth differs widely between agreements; a partial agreement counts as one. Of a pair with agreements in "
    "the WTO's register those count, and the few that it is known to lack; of others what DESTA lists, where old "
    "bilateral texts may have no end.",
    inputs=("trade_agreements",),
    direction="undirected",
    silence="true_zero",
    decimals=0,
    low=0,
    details=TradeAgreement,
    among="all pairs with an agreement in force in the same year",
)
INVESTMENT = Measure(
    id="agreement.investment_in_force",
    question="scope",
    title="Investment treaty in force",
    unit="agreements",
    interval=None,
    formula="number of bilateral investment treaties in force on 31 December; the details date them, and those that "
    "ended by then",
    more="investors are protected by treaty",
    reference="https://investmentpolicy.unctad.org",
    not_when="A treaty signed but not in force is not counted, nor one that ended in the year; what was invested "
    "before the end mostly stays protected for ten to twenty years. Investment chapters of trade agreements are not "
    "counted. Where only the list of 2016 is at hand no treaty has an end.",
    inputs=("investment_treaties",),
    direction="undirected",
    silence="true_zero",
    decimals=0,
    low=0,
    details=InvestmentTreaty,
    among="all pairs that have, or had, a treaty in force by the same year",
)

_AGREEMENT = packed(
    TradeAgreement,
    title="title",
    signed="signed_year",
    in_force="in_force_year",
    in_force_on="in_force",
    kind="kind",
)
_TREATY = packed(
    InvestmentTreaty,
    signed="signed",
    in_force="in_force",
    ended="known_end",
    replaced_by="CASE WHEN known_end IS NOT NULL THEN successor END",
    title="title",
)


@gives(TRADE)
def trade_agreements(con: duckdb.DuckDBPyConnection) -> Rows:
    """Agreements written out for the years at whose end they bind the pair."""
    last = "(SELECT max(signed_year) FROM trade_agreements)"
    return {
        TRADE.id: con.sql(f"""
            SELECT a, b, period, count(DISTINCT treaty) AS value,
                   list(DISTINCT {_AGREEMENT} ORDER BY {_AGREEMENT}) AS details
            FROM (
                -- What stands beside a register may be listed too, under the same number.
                FROM {trade_years(last)}
                QUALIFY listing IS NOT DISTINCT FROM 'beside'
                    OR NOT coalesce(bool_or(listing = 'beside') OVER (PARTITION BY a, b, period, treaty), FALSE)
            ) GROUP BY ALL""")
    }


@gives(INVESTMENT)
def investment_treaties(con: duckdb.DuckDBPyConnection) -> Rows:
    """Treaties written out from their entry into force on; one that ended counts no more but is still named."""
    last = "(SELECT max(greatest(year(signed), year(in_force), year(ended))) FROM investment_treaties)"
    known = treaty_years("investment_treaties", "year(in_force)", last, "NULL::INTEGER")
    return {
        INVESTMENT.id: con.sql(f"""
            WITH years AS (
                SELECT *, CASE WHEN year(ended) <= period THEN ended END AS known_end
                FROM {known} WHERE NOT coalesce(ended < in_force, FALSE))
            SELECT a, b, period, count(DISTINCT CASE WHEN known_end IS NULL THEN signed END) AS value,
                   list(DISTINCT {_TREATY} ORDER BY {_TREATY}) AS details
            FROM years GROUP BY ALL""")
    }

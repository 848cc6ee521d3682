"""What moves inside a state: its weight, its economy, its regime, its leader?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measures.contract import Measure, Rows, gives
from comity.measures.office_holders import LATER_LEADERS
from comity.terms.detail import packed
from comity.terms.details import Leader
from comity.terms.interval import Interval

if TYPE_CHECKING:
    import duckdb

_STATES = "all states with a figure in the same year"

GDP = Measure(
    id="context.gdp",
    question="context",
    title="Gross domestic product",
    unit="usd",
    interval=None,
    formula="gross domestic product at current prices and exchange rates",
    more="a larger economy",
    reference="https://data.worldbank.org/indicator/NY.GDP.MKTP.CD",
    not_when="Not for growth: prices and exchange rates move it.",
    inputs=("products",),
    direction="state",
    decimals=-6,
    low=0,
    among=_STATES,
)
POPULATION = Measure(
    id="context.population",
    question="context",
    title="Population",
    unit="persons",
    interval=None,
    formula="inhabitants at mid-year by the World Bank from the first year in which it has the state; before that, and "
    "of others, by the National Material Capabilities",
    more="more people",
    reference="https://data.worldbank.org/indicator/SP.POP.TOTL; doi:10.1080/03050628808434695",
    not_when="Two accounts: each row names its own, and the step from one to the other is no growth. The older one is "
    "in thousands: not for the change from one year to the next.",
    inputs=("capabilities",),
    direction="state",
    decimals=-3,
    low=0,
    among=_STATES,
)
CINC = Measure(
    id="context.cinc",
    question="context",
    title="Composite index of national capability",
    unit="share",
    interval=None,
    formula="mean of the state's shares of the world's military spending, personnel, iron and steel, energy, "
    "population and urban population",
    more="a larger share of the world's material capability",
    reference="doi:10.1080/03050628808434695",
    not_when="Counts mass, not quality: technology and wealth per head hardly show.",
    inputs=("capabilities",),
    direction="state",
    decimals=6,
    low=0,
    high=1,
    among=_STATES,
)
POLYARCHY = Measure(
    id="context.polyarchy",
    question="context",
    title="Electoral democracy",
    unit="index",
    formula="V-Dem electoral democracy index (polyarchy); low, high = the publisher's interval of about 68 %",
    more="freer and fairer elections, association and expression",
    reference="Coppedge et al. (2025), V-Dem Country-Year Dataset v15, https://www.v-dem.net",
    not_when="Differences smaller than the interval are not differences.",
    inputs=("regimes",),
    direction="state",
    decimals=3,
    low=0,
    high=1,
    interval=Interval.PUBLISHER_68,
    among=_STATES,
)
LEADER = Measure(
    id="context.leader",
    question="context",
    title="Leader at the end of the year, with years in office",
    unit="years",
    interval=None,
    formula="years since the effective leader took office; the details name the leader; after the lists of effective "
    "leaders end, the holder of the office in which those of the state stood (the basis says which edition)",
    more="a longer tenure",
    reference="doi:10.1177/0022343308100719",
    not_when="The effective leader need not be the head of state.",
    inputs=("leaders",),
    direction="state",
    decimals=1,
    low=0,
    details=Leader,
    among=_STATES,
)


@gives(GDP)
def products(con: duckdb.DuckDBPyConnection) -> Rows:
    """As published."""
    return {
        GDP.id: con.sql("""
            SELECT state AS a, '-' AS b, year AS period, gdp AS value FROM products
            WHERE gdp_basis = 'current' AND gdp IS NOT NULL""")
    }


@gives(POPULATION, CINC, optional=("populations",))
def capabilities(con: duckdb.DuckDBPyConnection) -> Rows:
    """As published; population in persons. Where one account of people has begun, the other is not heard again."""
    return {
        POPULATION.id: con.sql("""
            WITH bank AS (SELECT state, min(year) AS first FROM populations GROUP BY ALL)
            SELECT state AS a, '-' AS b, year AS period, population AS value, source AS basis FROM populations
            UNION ALL
            SELECT state, '-', year, population * 1000, source FROM capabilities LEFT JOIN bank USING (state)
            WHERE population IS NOT NULL AND (first IS NULL OR year < first)"""),
        CINC.id: con.sql(
            "SELECT state AS a, '-' AS b, year AS period, cinc AS value, source AS basis FROM capabilities "
            "WHERE cinc IS NOT NULL"
        ),
    }


@gives(POLYARCHY)
def regimes(con: duckdb.DuckDBPyConnection) -> Rows:
    """As published."""
    return {
        POLYARCHY.id: con.sql("""
            SELECT state AS a, '-' AS b, year AS period, value, low, high FROM regimes WHERE index = 'polyarchy'""")
    }


@gives(LEADER, optional=("office_holders",))
def leaders(con: duckdb.DuckDBPyConnection) -> Rows:
    """Who held office on 31 December; a year into whose December the list does not reach is not told by it."""
    return {
        LEADER.id: con.sql(f"""
            WITH span AS (
                SELECT min(year(start)) AS first,
                       max(year(day) - CASE WHEN month(day) = 12 THEN 0 ELSE 1 END) AS last
                FROM (SELECT start, coalesce("end", start) AS day FROM leaders)),
            years AS (SELECT unnest(range((SELECT first FROM span), (SELECT last + 1 FROM span))) AS period)
            SELECT state AS a, '-' AS b, period,
                   round(date_diff('day', start, make_date(period, 12, 31)) / 365.25, 1) AS value,
                   source AS basis, [{packed(Leader, name="leader")}] AS details
            FROM leaders JOIN years ON start <= make_date(period, 12, 31)
              AND coalesce("end", make_date(9999, 1, 1)) >= make_date(period, 12, 31)
            QUALIFY row_number() OVER (PARTITION BY state, period ORDER BY start DESC, leader) = 1
            UNION ALL
            SELECT * FROM ({LATER_LEADERS}) WHERE period > (SELECT last FROM span)""")
    }

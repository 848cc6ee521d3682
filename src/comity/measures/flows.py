"""What else flows from one state to another: investment, aid, migrants, refugees, remittances?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measures.contract import Measure, Recipe, Rows, gives

if TYPE_CHECKING:
    import duckdb

INVESTMENT = Measure(
    id="exchange.investment_flow",
    question="exchange",
    title="Direct investment from a to b",
    unit="usd",
    interval=None,
    formula="net direct investment flow of the year; negative is disinvestment",
    more="a invests more in b",
    reference="https://unctad.org/topic/investment",
    not_when="Money booked through third countries is counted there; blanks are unknown, not zero.",
    inputs=("investment_flows",),
    decimals=-5,
    among="all ordered pairs with a figure in the same year",
)
AID = Measure(
    id="exchange.aid",
    question="exchange",
    title="Development assistance from a to b",
    unit="usd_2022",
    interval=None,
    formula="net disbursement of official development assistance in the year",
    more="a gives more to b",
    reference="https://www.oecd.org/dac",
    not_when="Covers donors that report to the Development Assistance Committee.",
    inputs=("aid",),
    decimals=-4,
    among="all donor and recipient pairs with a figure in the same year",
)
MIGRANTS = Measure(
    id="people.migrants",
    question="exchange",
    title="Migrants from a living in b",
    unit="persons",
    interval=None,
    formula="people born in (or citizens of) a who live in b at mid-year",
    more="more people from a live in b",
    reference="https://www.un.org/development/desa/pd/content/international-migrant-stock",
    not_when="Estimated for single years, mostly five apart, between a destination's own counts along straight lines; "
    "definitions differ between countries. Not revision beside revision: the basis says which one a pair is of.",
    inputs=("migrant_stocks",),
    decimals=0,
    low=0,
    among="all ordered pairs with a figure in the same year",
)
REFUGEES = Measure(
    id="people.refugees",
    question="context",
    title="Refugees and asylum seekers from a in b",
    unit="persons",
    interval=None,
    formula="recognised refugees and pending asylum seekers from a in b at the end of the year",
    more="more people seek protection in b from a",
    reference="https://www.unhcr.org/refugee-statistics",
    not_when="Numbers under five are rounded by the publisher to protect people.",
    inputs=("refugees",),
    decimals=0,
    low=0,
    among="all ordered pairs with a figure in the same year",
)
REMITTANCES = Measure(
    id="exchange.remittances",
    question="exchange",
    title="Remittances from a to b",
    unit="usd",
    interval=None,
    formula="the publisher's modelled yearly remittances from a to b",
    more="more money is sent home from a to b",
    reference="https://www.knomad.org",
    not_when="Modelled from migrant stocks and incomes, not observed.",
    inputs=("remittances",),
    decimals=-5,
    low=0,
    among="all ordered pairs with a figure in the same year",
)


_SOUGHT = """CASE WHEN refugees IS NOT NULL OR asylum_seekers IS NOT NULL
                  THEN coalesce(refugees, 0) + coalesce(asylum_seekers, 0) END"""
"""A blank beside a figure is the publisher's none; two blanks are unknown."""


def _flow(measure: Measure, a: str, b: str, value: str) -> Recipe:
    @gives(measure)
    def flow(con: duckdb.DuckDBPyConnection) -> Rows:
        rows = con.sql(
            f"SELECT {a} AS a, {b} AS b, year AS period, {value} AS value, source AS basis FROM {measure.inputs[0]} "
            f"WHERE {value} IS NOT NULL AND {a} <> {b}"
        )
        return {measure.id: rows}

    return flow


FLOWS = (
    _flow(INVESTMENT, "origin", "destination", "value"),
    _flow(AID, "donor", "recipient", "value"),
    _flow(MIGRANTS, "origin", "destination", "persons"),
    _flow(REFUGEES, "origin", "asylum", _SOUGHT),
    _flow(REMITTANCES, "sender", "recipient", "value"),
)

"""Stocks of direct investment between states."""

from comity.tables import schema as s
from comity.tables.schema import Table


class InvestmentPosition(Table):
    """Direct investment of origin in destination at the end of a year, as one of the two reports it.

    Each side's report is a row of its own. The immediate counterpart is named, not the ultimate owner, so what
    passes through a third state is counted there. Positions may be negative. Suppressed cells are no rows.
    """

    name = "investment_positions"
    key = ("origin", "destination", "year", "reported_by")
    dated_by = "year"
    role = "reported_by"

    origin = s.state("state of the direct investor")
    destination = s.state("state of the enterprise")
    year = s.year()
    reported_by = s.text("'origin' (outward) or 'destination' (inward)")
    value = s.number("net position at the end of the year", "US$", required=True, together="sum")

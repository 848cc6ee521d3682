"""Trade, investment and aid between states."""

from comity.tables import schema as s
from comity.tables.schema import Table


class Trade(Table):
    """Yearly trade of one directed dyad as one party reports it.

    Exporter's and importer's reports are separate rows, never merged. A compiled series (an editor's
    reconciliation) has `reported_by` = 'compiler'. Customs data record where goods crossed a border;
    transit, re-export and suppressed origins make the two reports differ. Publishers run one to three
    years late.
    """

    name = "trade"
    key = ("exporter", "importer", "year", "reported_by", "commodity")
    dated_by = "year"

    exporter = s.state("state from which the goods come")
    importer = s.state("state that receives them")
    year = s.year()
    reported_by = s.text("'exporter', 'importer' or 'compiler'")
    commodity = s.text("HS code as text, or 'total'")
    price_basis = s.text("'current' or 'constant-2010'")
    scope = s.text("'goods' or 'goods-and-services'")
    value = s.number("value of the flow", "US$", required=True, check="{} >= 0")


class PartnerShare(Table):
    """Share of a state's exports or imports that one partner takes, as a reference work prints it.

    Only the leading partners are printed; a partner that is not listed is below the last one, not zero.
    """

    name = "partner_shares"
    key = ("state", "partner", "flow", "year")
    dated_by = "year"

    state = s.state("whose trade")
    partner = s.state("with whom")
    flow = s.text("'exports' or 'imports'")
    year = s.year("year that the share describes")
    share = s.number("share of the flow", "fraction", required=True, check="{} BETWEEN 0 AND 1")


class InvestmentFlow(Table):
    """Yearly direct investment from origin to destination. Negative values are disinvestment.

    The publisher does not separate missing from zero: a blank stays NULL.
    """

    name = "investment_flows"
    key = ("origin", "destination", "year")
    dated_by = "year"

    origin = s.state("state of the investor")
    destination = s.state("state of the investment")
    year = s.year()
    value = s.number("net flow", "US$", required=True)


class Aid(Table):
    """Yearly official development assistance from donor to recipient, net disbursements."""

    name = "aid"
    key = ("donor", "recipient", "year")
    dated_by = "year"

    donor = s.state("state that gives")
    recipient = s.state("state that receives")
    year = s.year()
    value = s.number("net disbursement", "constant US$", required=True)


class Product(Table):
    """Gross domestic product and population of a state in a year."""

    name = "products"
    key = ("state", "year", "gdp_basis")
    dated_by = "year"

    state = s.state("whose economy")
    year = s.year()
    gdp = s.number("gross domestic product", "US$", check="{} > 0")
    gdp_basis = s.text("'current' or 'constant-2017-ppp'")
    population = s.number("inhabitants", "persons", check="{} > 0")

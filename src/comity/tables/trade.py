"""Trade in all goods and by commodity, investment and aid between states."""

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
    role = "reported_by"

    exporter = s.state("state from which the goods come")
    importer = s.state("state that receives them")
    year = s.year()
    reported_by = s.text("'exporter', 'importer' or 'compiler'")
    commodity = s.text("'total': all goods together; goods one by one are in commodity_trade")
    price_basis = s.text("'current' or 'constant-2010'")
    scope = s.text("'goods' or 'goods-and-services'")
    value = s.number("value of the flow", "US$", required=True, check="{} >= 0", together="sum")


class CommodityTrade(Table):
    """Yearly trade of one directed dyad in one commodity as one party reports it, in current US$.

    Exporter's and importer's reports are separate rows; an editor's reconciliation has `reported_by` =
    'compiler'. Codes change with each edition of the Harmonized System, so a code means nothing without its
    `nomenclature`. A source holds one nomenclature per year. Exports are valued free on board; imports mostly
    with freight and insurance, which `valuation` says row by row. An absent row is no report, and not zero.
    """

    name = "commodity_trade"
    key = ("exporter", "importer", "year", "reported_by", "nomenclature", "commodity")
    dated_by = "year"
    role = "reported_by"

    exporter = s.state("state from which the goods come")
    importer = s.state("state that receives them")
    year = s.year()
    reported_by = s.text("'exporter', 'importer' or 'compiler'")
    nomenclature = s.text("edition of the Harmonized System: 'HS92' to 'HS22', or 'HS' where it is the reporter's own")
    commodity = s.text("code of six digits in that edition")
    valuation = s.text("'fob' or 'cif'")
    value = s.number("value of the flow", "US$", required=True, check="{} >= 0", together="sum")
    value_fob = s.number(
        "the same without freight and insurance, where an importer gives both", "US$", check="{} >= 0", together="sum"
    )
    net_weight = s.number("net weight", "kg", check="{} >= 0", together="sum")
    months = s.number(
        "months of the year of which the reporter has rows in the source; fewer than 12 is a partial year, NULL a "
        "source by whole years",
        "months",
        check="{} BETWEEN 1 AND 12",
        together="smallest",
    )


class GoodsAccount(Table):
    """Yearly trade in all goods of one directed dyad in one publisher's account of many reporters, in current US$.

    Accounts stand beside one another and beside the customs reports of `trade`, and never enter them. An absent row
    is no report and not zero: reporters come late, and goods whose partner is not named are in nobody's row.
    """

    name = "goods_accounts"
    key = ("exporter", "importer", "year", "account")
    dated_by = "year"
    role = "account"

    exporter = s.state("state from which the goods come")
    importer = s.state("state that receives them")
    year = s.year()
    account = s.text(
        "'imf-exporter' and 'imf-importer': exports (free on board) and imports (with freight) in the International "
        "Monetary Fund's series; 'baci': reconciled by CEPII, free on board"
    )
    value = s.number("value of the flow", "US$", required=True, check="{} >= 0", together="sum")
    rounding = s.number(
        "half of the last digit that the publisher prints, NULL where it prints all: a zero lies below it",
        "US$",
        check="{} > 0",
        together="sum",
    )


class GoodsTotal(Table):
    """Yearly trade of a state with all the world, as the publisher of an account of `goods_accounts` prints it.

    It holds what no row of a pair does: partners that are not named, withheld or no states. An account that lists no
    total has no row here, and its sum over partners is no substitute.
    """

    name = "goods_totals"
    key = ("state", "year", "account")
    dated_by = "year"
    role = "account"

    state = s.state("the exporter, or in an account of importers the importer")
    year = s.year()
    account = s.text("as in goods_accounts")
    value = s.number("total of the account", "US$", required=True, check="{} >= 0", together="sum")


class UnallocatedTrade(Table):
    """What a reporter traded in one commodity without naming a state on the other side.

    Areas not elsewhere specified, bunkers, free zones and special categories: trade whose partner the reporter
    withholds or does not know. It belongs to the reporter's total and to nobody's bilateral row.
    """

    name = "unallocated_trade"
    key = ("reporter", "year", "flow", "area", "nomenclature", "commodity")
    dated_by = "year"
    role = "flow"
    numbered = True

    reporter = s.state("state that reports")
    year = s.year()
    flow = s.text("'exports' or 'imports'")
    area = s.text("the publisher's code of the area named instead of a state")
    nomenclature = s.text("as in commodity_trade")
    commodity = s.text("as in commodity_trade")
    value = s.number("value of the flow", "US$", required=True, check="{} >= 0", together="sum")
    months = s.number("as in commodity_trade", "months", check="{} BETWEEN 1 AND 12", together="smallest")


class FoodFlow(Table):
    """Yearly trade of one directed dyad in one item of food or farming as one party reports it, in current US$.

    Exporter's and importer's reports are separate rows, never merged. A source may keep only the leading partners of
    each item: a partner that is absent is below its line, not zero, and the sum over partners or items is no total.
    """

    name = "food_flows"
    key = ("exporter", "importer", "year", "reported_by", "item")
    dated_by = "year"
    role = "reported_by"
    numbered = True

    exporter = s.state("state from which the goods come")
    importer = s.state("state that receives them")
    year = s.year()
    reported_by = s.text("'exporter' or 'importer'")
    item = s.text("the publisher's name of the item, raw and processed together")
    value = s.number("value of the flow", "US$", required=True, check="{} >= 0", together="sum")


class PartnerShare(Table):
    """Share of a state's exports or imports that one partner takes, as a reference work prints it.

    Only the leading partners are printed; a partner that is not listed is below the last one, not zero.
    """

    name = "partner_shares"
    key = ("state", "partner", "flow", "year")
    dated_by = "year"
    role = "flow"

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
    value = s.number("net flow", "US$", required=True, together="sum")


class Aid(Table):
    """Yearly official development assistance from donor to recipient, net disbursements."""

    name = "aid"
    key = ("donor", "recipient", "year")
    dated_by = "year"

    donor = s.state("state that gives")
    recipient = s.state("state that receives")
    year = s.year()
    value = s.number("net disbursement", "constant US$", required=True, together="sum")


class Product(Table):
    """Gross domestic product and population of a state in a year."""

    name = "products"
    key = ("state", "year", "gdp_basis")
    dated_by = "year"
    role = "gdp_basis"

    state = s.state("whose economy")
    year = s.year()
    gdp = s.number("gross domestic product", "US$", check="{} > 0")
    gdp_basis = s.text("'current' or 'constant-2017-ppp'")
    population = s.number("inhabitants", "persons", check="{} > 0")

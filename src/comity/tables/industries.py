"""Trade between states by industry, and how lists of goods correspond."""

from comity.tables import schema as s
from comity.tables.schema import Table


class IndustryTrade(Table):
    """Yearly trade of one directed dyad in the product of one industry, as an editor compiled it, in current US$.

    Industries cover goods and services. A zero is a zero that the editor holds for true.
    """

    name = "industry_trade"
    key = ("exporter", "importer", "year", "industry")
    dated_by = "year"
    numbered = True

    exporter = s.state("state from which the product comes")
    importer = s.state("state that receives it")
    year = s.year()
    industry = s.text("number of the industry in the publisher's list")
    broad_sector = s.text("'agriculture', 'mining_and_energy', 'manufacturing' or 'services'")
    value = s.number("value of the flow", "US$", required=True, check="{} >= 0", together="sum")
    mirrored = s.flag(
        "whether the importer's report stands in for the exporter's, or the other way round", together="either"
    )


class CommodityConcordance(Table):
    """Which codes of one list of goods stand for which of another, as the keeper of the lists says.

    A code may have several counterparts: `counterparts` says how many, so that a value can be spread evenly
    where nothing better is known.
    """

    name = "commodity_concordance"
    key = ("from_list", "from_code", "to_list", "to_code")

    from_list = s.text("'HS92' to 'HS22', 'SITC1' to 'SITC4' or 'BEC4'")
    from_code = s.text("code in that list, six digits in the Harmonized System")
    to_list = s.text("the other list")
    to_code = s.text("code in the other list")
    counterparts = s.number("codes of to_list that from_code corresponds to", "codes", required=True, check="{} >= 1")

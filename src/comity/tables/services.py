"""Trade in services between states."""

from comity.tables import schema as s
from comity.tables.schema import Table


class ServiceTrade(Table):
    """Yearly trade in services of one directed dyad, by item of the balance of payments (EBOPS 2010).

    What a party reported, what an editor completed by estimation and what the editor balanced between the two
    sides are separate rows, told apart by `compiled`. Most pairs of small economies have estimates only.
    """

    name = "services_trade"
    key = ("exporter", "importer", "year", "reported_by", "compiled", "item")
    dated_by = "year"
    role = "reported_by"

    exporter = s.state("state whose residents render the service")
    importer = s.state("state whose residents receive it")
    year = s.year()
    reported_by = s.text("'exporter', 'importer', or 'compiler' for a balanced value, which both sides share")
    compiled = s.text("'reported', 'estimated' (reported or filled in by the editor) or 'balanced'")
    item = s.text("EBOPS 2010 item, 'S' for all services")
    value = s.number("value of the flow", "US$", required=True, together="sum")

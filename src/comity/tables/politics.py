"""Regimes, leaders, elections."""

from comity.tables import schema as s
from comity.tables.schema import Table


class Regime(Table):
    """One index of a state's regime or governance in a year, with the publisher's interval."""

    name = "regimes"
    key = ("state", "year", "index")
    dated_by = "year"
    role = "index"

    state = s.state("whose regime")
    year = s.year()
    index = s.text("name of the index, for example 'polyarchy'")
    value = s.number("the estimate", "index points", required=True)
    low = s.number("lower end of the publisher's interval", "index points")
    high = s.number("upper end of the publisher's interval", "index points")


class Leader(Table):
    """A spell of effective leadership of a state."""

    name = "leaders"
    key = ("state", "leader", "start")
    dated_by = "start"
    numbered = True

    state = s.state("whose leader")
    leader = s.text("name as the publisher writes it")
    start = s.day("day or month of taking office")
    end = s.day("day or month of leaving office, NULL if in office at the end of the data", required=False)


class Election(Table):
    """A national election."""

    name = "elections"
    key = ("state", "date", "kind")
    dated_by = "date"
    numbered = True

    state = s.state("where")
    date = s.day("day of the election")
    kind = s.text("the publisher's type")
    change = s.Field("BOOLEAN", "whether the government changed", required=False)

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


class OfficeHolder(Table):
    """Who held an office of state, since when, and until when.

    A list of those in office (`current`) tells the holder of each office on its day; a `history` tells spells.
    """

    name = "office_holders"
    key = ("state", "office", "list", "holder", "start")
    dated_by = "start"
    role = "list"

    state = s.state("whose office")
    office = s.text("'head of state' or 'head of government'")
    list = s.text("'current' or 'history'")
    holder = s.text("name as the publisher writes it, without titles")
    start = s.day("day of taking office; the first one of the month or year where no more is said")
    precision = s.text("'day', 'month' or 'year', of the start")
    end = s.day("day of leaving it, NULL if in office when the list was made", required=False)
    listed = s.day("day of the list")


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

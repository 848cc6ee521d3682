"""What states did to each other, as machines read it from the press."""

from comity.tables import schema as s
from comity.tables.schema import Table


class EventScore(Table):
    """Net machine-coded event score of an undirected dyad on a day.

    A day without a row had no coded event only if the publisher delivered that day at all; days that
    are missing from the publisher altogether are listed in the source's declaration.
    """

    name = "event_scores"
    key = ("a", "b", "date")
    dated_by = "date"

    a = s.state("one state")
    b = s.state("the other")
    date = s.day("day of publication")
    score = s.number("sum of weighted Goldstein scores", "points", required=True)


class EventCount(Table):
    """Machine-coded events from one state to another in a year, by quad class."""

    name = "event_counts"
    key = ("source", "target", "year")
    dated_by = "year"

    source = s.state("who acted")
    target = s.state("on whom")
    year = s.year()
    verbal_cooperation = s.number("events", "events", required=True, check="{} >= 0")
    material_cooperation = s.number("events", "events", required=True, check="{} >= 0")
    verbal_conflict = s.number("events", "events", required=True, check="{} >= 0")
    material_conflict = s.number("events", "events", required=True, check="{} >= 0")

"""Contiguity and distance."""

from comity.tables import schema as s
from comity.tables.schema import Table


class Contiguity(Table):
    """A spell during which two states are contiguous by land or across a stretch of water."""

    name = "contiguities"
    key = ("a", "b", "first_year", "first_month")
    dated_by = "first_year"
    undirected = True

    a = s.state("one state")
    b = s.state("the other")
    kind = s.Field(
        "TINYINT",
        "1 land or river, 2 to 5 water up to 12, 24, 150, 400 miles",
        check="{} BETWEEN 1 AND 5",
    )
    first_year = s.year("first year")
    first_month = s.Field("TINYINT", "first month", check="{} BETWEEN 1 AND 12")
    last_year = s.Field("SMALLINT", "last year")
    last_month = s.Field("TINYINT", "last month", check="{} BETWEEN 1 AND 12")


class MinimumDistance(Table):
    """Shortest distance between the territories of two states in a year; 0 when they touch."""

    name = "minimum_distances"
    key = ("a", "b", "year")
    dated_by = "year"
    undirected = True

    a = s.state("one state")
    b = s.state("the other")
    year = s.year()
    km = s.number("distance", "km", required=True, check="{} >= 0", together="smallest")

"""Missions, visas and flights: how states and their people reach each other."""

from comity.tables import schema as s
from comity.tables.schema import Table


class Mission(Table):
    """A diplomatic or consular mission as listed on one day. The list is known to be incomplete."""

    name = "missions"
    key = ("sender", "host", "city", "kind", "listed")
    dated_by = "listed"
    numbered = True

    sender = s.state("whose mission")
    host = s.state("where")
    city = s.text("city of the mission", required=False)
    kind = s.text("the publisher's type: embassy, consulate ...")
    listed = s.day("day of the list")


class Visa(Table):
    """What a holder of a passport needs to enter a destination, at one dated edition."""

    name = "visas"
    key = ("passport", "destination", "edition")
    dated_by = "edition"

    passport = s.state("whose passport")
    destination = s.state("where to")
    edition = s.day("day of the edition")
    requirement = s.text("'free', 'on-arrival', 'electronic', 'required' or 'refused'")
    days = s.Field("SMALLINT", "days of stay where given", "days", required=False)


class Route(Table):
    """Scheduled direct passenger routes between two states as listed on one day."""

    name = "routes"
    key = ("origin", "destination", "listed")
    dated_by = "listed"

    origin = s.state("state of departure")
    destination = s.state("state of arrival")
    listed = s.day("day of the list")
    routes = s.Field("INTEGER", "airport pairs and airlines listed", "routes", check="{} > 0", together="sum")

"""When two states took up relations, what became of them, and how they are represented in each other."""

from comity.tables import schema as s
from comity.tables.schema import Table


class RelationDate(Table):
    """When one state's list says that its relations with another began. The two states' lists may disagree.

    It is the beginning of first relations: breaks and restorations stand in `relation_events`.
    """

    name = "relation_dates"
    key = ("state", "partner")
    dated_by = "listed"

    state = s.state("whose list")
    partner = s.state("with whom")
    begun = s.day("day on which relations began; the first one of the month or year where no more is said")
    precision = s.text("'day', 'month' or 'year'")
    standing = s.flag("FALSE where the list says that relations are suspended or broken off")
    listed = s.day("day of the list")


class RelationEvent(Table):
    """One dated event in the relations of two states: begun, broken, restored, recognised, a mission opened or closed,
    and a treaty that ended a state of war.

    What is dated by month or year is known to have happened once all of it has passed.
    """

    name = "relation_events"
    key = ("event",)
    dated_by = "date"
    numbered = True

    event = s.text("the publisher's id of the event")
    a = s.state("who acted, where the kind has a direction; the sender of a mission")
    b = s.state("the other; the host of a mission")
    date = s.day("day, or the first day of the month or year where no more is said")
    precision = s.text("'day', 'month' or 'year'")
    kind = s.text("kind of event: relations_begun, relations_broken, mission_opened, peace_treaty ...")
    directed = s.flag("whether a acted on b, or both together")
    until = s.day("last day on which it stood, NULL where it stands or was over at once", required=False)
    until_precision = s.text("'day', 'month' or 'year', NULL where there is no end", required=False)
    mission = s.text("'embassy' or 'other' for a mission opened or closed", required=False)
    grade = s.text("reliability of the source, A to F, and credibility of the fact, 1 to 6, as in B2")
    opened = s.flag("whether the source was opened for the row")
    told_by = s.text("where it was read")


class EmbassyLevel(Table):
    """The head of one state's mission in another in a year. An absent row means no embassy, or none that is listed."""

    name = "embassy_levels"
    key = ("sender", "host", "year")
    dated_by = "year"

    sender = s.state("whose mission")
    host = s.state("where")
    year = s.year()
    level = s.Field(
        "TINYINT",
        "rank of its head: 6 ambassador, 5 minister or the like, 4 chargé d'affaires",
        check="{} BETWEEN 4 AND 6",
        together="largest",
    )

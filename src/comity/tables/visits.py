"""Visits of leaders and foreign ministers."""

from comity.tables import schema as s
from comity.tables.schema import Table


class Visit(Table):
    """One visit of a leader or foreign minister of a state to another, by the list that one of the two keeps.

    A list covers the pairs of its own state alone. `complete_to` is the last day up to which the list, in that
    direction, is held to be complete.
    """

    name = "visits"
    key = ("a", "b", "start", "visitor", "office", "purpose")
    dated_by = "start"
    numbered = True

    a = s.state("whose leader or minister came")
    b = s.state("where to")
    start = s.day("first day")
    end = s.day("last day", required=False)
    visitor = s.text("name as the publisher writes it")
    office = s.text("'leader' or 'foreign minister'")
    purpose = s.text("'bilateral', 'multilateral', 'ceremony', 'private', 'transit' or 'accompanying'")
    by_host = s.flag("TRUE where the host keeps the list, FALSE where the visitor's own state does")
    complete_to = s.day("last day up to which the list is complete in this direction")

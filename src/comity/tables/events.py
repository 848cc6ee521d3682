"""What states did to each other, as machines read it from the press."""

from comity.tables import schema as s
from comity.tables.schema import Table


class EventDay(Table):
    """What the press reports between two states on a day, as machines read it: one river from two kinds of source.

    A row is `directed` where a acts on b, and both orders of a pair may have a row; where it is not, the pair stands
    once, in the order of its ids. It is `netted` where the publisher set cooperation and hostility of the day against
    each other before we saw them: then one of the two is zero, and `net` is all that is known. A day without a row had
    no act only if it was delivered; `delivered` says how many days of the month were, so that a month that has just
    begun is no whole month.
    """

    name = "event_days"
    key = ("a", "b", "date")
    dated_by = "date"

    a = s.state("who acted, or one of the two")
    b = s.state("on whom, or the other")
    date = s.day("day of publication")
    period = s.Field("INTEGER", "month, as year * 12 + month - 1", "months", check="{} BETWEEN 12000 AND 36000")
    delivered = s.number("days of the month that the publisher delivered", "days", required=True, check="{} > 0")
    cooperation = s.number("sum of scores above zero", "points", required=True, check="{} >= 0", together="sum")
    hostility = s.number("sum of scores below zero, without sign", "points", required=True, check="{} >= 0",
                         together="sum")  # fmt: skip
    net = s.number("cooperation less hostility", "points", required=True, together="sum")
    acts = s.number("acts, NULL where the publisher gives no count", "acts", check="{} >= 1", together="sum")
    netted = s.flag("whether cooperation and hostility of the day were netted before they reach us")
    directed = s.flag("whether a acts on b")


class EventCount(Table):
    """Machine-coded events from one state to another in a year, by quad class."""

    name = "event_counts"
    key = ("source", "target", "year")
    dated_by = "year"

    source = s.state("who acted")
    target = s.state("on whom")
    year = s.year()
    verbal_cooperation = s.number("events", "events", required=True, check="{} >= 0", together="sum")
    material_cooperation = s.number("events", "events", required=True, check="{} >= 0", together="sum")
    verbal_conflict = s.number("events", "events", required=True, check="{} >= 0", together="sum")
    material_conflict = s.number("events", "events", required=True, check="{} >= 0", together="sum")


class EventMonth(Table):
    """What one state did to another in a month, folded from an event warehouse: a acts on b.

    A story counts once a day for each kind of act. A month without a row had no act on the days that were
    delivered; `delivered_days` says how many these were. Days that the publisher did not deliver are left
    out of everything. Sums named `_log` compress each day first, so that one story in a thousand papers does
    not outweigh a year; for their error there are the sums of squares.
    """

    name = "event_months"
    key = ("a", "b", "period")

    a = s.state("who acted")
    b = s.state("on whom")
    period = s.Field("INTEGER", "month, as year * 12 + month - 1", "months", check="{} BETWEEN 12000 AND 36000")
    delivered_days = s.number("days of the month that the publisher delivered", "days", required=True, check="{} > 0")
    active_days = s.number("delivered days with an act", "days", required=True, check="{} BETWEEN 1 AND 31")
    cooperative_days = s.number("delivered days with an act scored above zero", "days", required=True)
    hostile_days = s.number("delivered days with an act scored below zero", "days", required=True)
    acts = s.number("acts, each story once a day for each root of its code", "acts", required=True, check="{} >= 1")
    documents = s.number("stories, each once a day", "documents", required=True, check="{} >= 1")
    mentions = s.number("mentions of the acts, 1 where the publisher gives none", "mentions", required=True)
    verbal_cooperation = s.number("acts of the quad class", "acts", required=True, check="{} >= 0")
    material_cooperation = s.number("acts of the quad class", "acts", required=True, check="{} >= 0")
    verbal_conflict = s.number("acts of the quad class", "acts", required=True, check="{} >= 0")
    material_conflict = s.number("acts of the quad class", "acts", required=True, check="{} >= 0")
    cooperation = s.number("sum of scores above zero", "points", required=True, check="{} >= 0")
    hostility = s.number("sum of scores below zero, without their sign", "points", required=True, check="{} >= 0")
    cooperation_log = s.number("sum over days of ln(1 + cooperation of the day)", "log points", required=True)
    hostility_log = s.number("sum over days of ln(1 + hostility of the day)", "log points", required=True)
    cooperation_squares = s.number("sum of squares of the days' terms of cooperation_log", "log points²", required=True)
    hostility_squares = s.number("sum of squares of the days' terms of hostility_log", "log points²", required=True)
    tone_log = s.number("cooperation_log - hostility_log, from the days' differences", "log points", required=True)
    tone_squares = s.number("sum of squares of the days' differences", "log points²", required=True)


class EventDocument(Table):
    """A document behind a dyad-month: up to three a side, each from another outlet, the most telling first.

    On the side `warm` are acts scored above zero, on the side `cold` below. A document is what the publisher
    names: an address, or the id of a story.
    """

    name = "event_documents"
    key = ("a", "b", "period", "side", "place")
    numbered = True

    a = s.state("who acted")
    b = s.state("on whom")
    period = s.Field("INTEGER", "month, as year * 12 + month - 1", "months", check="{} BETWEEN 12000 AND 36000")
    side = s.text("'warm' or 'cold'")
    place = s.Field("INTEGER", "1 moved the side most", check="{} BETWEEN 1 AND 3")
    date = s.day("day of the act")
    code = s.text("CAMEO or PLOVER code of the act")
    score = s.number("score of the act", "points", required=True, check="{} BETWEEN -10 AND 10")
    mentions = s.number("mentions of the act", "mentions", required=True)
    outlet = s.text("who published the document", required=False)
    url = s.text("address of the document, or its id")

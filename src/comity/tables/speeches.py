"""What states say of each other in public statements, as counts."""

from comity.tables import schema as s
from comity.tables.schema import Table


class DebateSpeech(Table):
    """One state's statement in the general debate of a year's session of the United Nations General Assembly."""

    name = "debate_speeches"
    key = ("state", "year")
    dated_by = "year"

    state = s.state("who spoke")
    year = s.year("year in which the session began")
    words = s.Field("INTEGER", "length of the statement in English", "words", check="{} >= 0", together="sum")


class DebateMention(Table):
    """How often a state's statement in the general debate names another. No row of a state that spoke: not at all."""

    name = "debate_mentions"
    key = ("a", "b", "year")
    dated_by = "year"

    a = s.state("who spoke")
    b = s.state("who is named")
    year = s.year("year in which the session began")
    mentions = s.Field("INTEGER", "times that b is named", "mentions", check="{} > 0", together="sum")

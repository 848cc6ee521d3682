"""Voting in the United Nations General Assembly."""

from comity.tables import schema as s
from comity.tables.schema import Table


class Vote(Table):
    """One state's vote on one recorded roll call. Absence is no row, and is not abstention."""

    name = "votes"
    key = ("resolution", "state")
    dated_by = "year"
    numbered = True

    resolution = s.text("the publisher's id of the roll call")
    state = s.state("who voted")
    date = s.day("day of the vote", required=False)
    year = s.year("calendar year of the vote")
    vote = s.Field("TINYINT", "1 yes, 2 abstain, 3 no", check="{} IN (1, 2, 3)")


class FiledVote(Table):
    """One state's vote on one roll call of `roll_calls`, under the same number, so that issues and votes meet.

    The same votes as in `votes` where both cover them: use one of the two, never both.
    """

    name = "filed_votes"
    key = ("resolution", "state")
    dated_by = "year"
    numbered = True

    resolution = s.text("the roll call's id in `roll_calls`")
    state = s.state("who voted")
    year = s.year("calendar year of the vote")
    vote = s.Field("TINYINT", "1 yes, 2 abstain, 3 no", check="{} IN (1, 2, 3)")


class RollCall(Table):
    """One recorded roll call: what it was about, and under which issues it is filed."""

    name = "roll_calls"
    key = ("resolution",)
    dated_by = "date"
    numbered = True

    resolution = s.text("the publisher's id of the roll call")
    date = s.day("day of the vote")
    title = s.text("resolution number or short title", required=False)
    description = s.text("what was voted on", required=False)
    important = s.flag("named important by the United States Department of State", required=False)
    issues = s.text("issue tags, separated by '|'", required=False)

"""Treaties between states, and organisations that they join."""

from comity.tables import schema as s
from comity.tables.schema import Table


class TradeAgreement(Table):
    """A pair of states bound by one trade agreement. NULL years are not known, not never.

    Of a pair one register speaks for what they all list; what is known to stand in one and in no other stands beside
    it, whoever speaks.
    """

    name = "trade_agreements"
    key = ("a", "b", "treaty", "listing")
    dated_by = "signed_year"
    role = "listing"
    undirected = True
    numbered = True
    named_today = True

    a = s.state("one party")
    b = s.state("the other party")
    treaty = s.text("the publisher's id of the treaty")
    title = s.text("name of the treaty")
    signed_year = s.year("year of signature")
    in_force_year = s.Field("SMALLINT", "year of entry into force, NULL if not known", required=False)
    ended_year = s.Field(
        "SMALLINT",
        "first year at whose end it binds the pair no more (end, withdrawal, replaced), NULL if none is known",
        required=False,
    )
    in_force = s.day("day of entry into force, NULL if only the year is known", required=False)
    kind = s.text("'customs union', 'free trade area', 'partial scope' or 'services', NULL if not said", required=False)
    listing = s.text("'listed', or 'beside' for what the other registers are known to lack")


class InvestmentTreaty(Table):
    """A bilateral investment treaty. A NULL date of entry into force means not in force or not known."""

    name = "investment_treaties"
    key = ("a", "b", "signed")
    dated_by = "signed"
    undirected = True
    named_today = True

    a = s.state("one party")
    b = s.state("the other party")
    # One treaty can stand under two names of a party, a federation and the state that went on.
    title = s.Field("VARCHAR", "name of the treaty", together="smallest")
    signed = s.day("day of signature")
    in_force = s.day("day of entry into force", required=False)
    ended = s.day("day of termination", required=False)
    status = s.text("'in force', 'signed' or 'ended' as the publisher says, NULL if it does not", required=False)
    successor = s.text("title of the treaty of the two that replaced it, NULL if none is known", required=False)


class Membership(Table):
    """One state's standing in one intergovernmental organisation in a year.

    A row with status 'none' says that the publisher looked and found no membership; a year without
    rows was not coded.
    """

    name = "memberships"
    key = ("state", "organisation", "year")
    dated_by = "year"
    numbered = True

    state = s.state("member")
    organisation = s.text("the publisher's abbreviation of the organisation")
    year = s.year()
    status = s.text("'full', 'associate' or 'observer'")


class MembershipSpell(Table):
    """One state's membership of a body from a day to a day, out of a record that dates it.

    Such records are of the bodies that somebody dated, not of all: a state without a row is not a state outside.
    """

    name = "membership_spells"
    key = ("state", "organisation", "start")
    dated_by = "start"
    numbered = True
    named_today = True

    state = s.state("member, by what it is called now")
    organisation = s.text("id of the body: ours where we list it, else the publisher's")
    title = s.text("name of the body")
    start = s.day("first day of the membership; of a month or year the first day of it")
    start_precision = s.text("'day', 'month' or 'year'")
    end = s.day(
        "last day of the membership, NULL while it lasts; of a month or year the first day of it", required=False
    )
    end_precision = s.text("'day', 'month' or 'year', NULL while it lasts", required=False)
    listed = s.day("day to which the record was kept up")


class Organisation(Table):
    """An intergovernmental organisation."""

    name = "organisations"
    key = ("organisation",)
    numbered = True

    organisation = s.text("the publisher's abbreviation")
    title = s.text("full name")
    first_year = s.Field("SMALLINT", "first year in the data", required=False)
    last_year = s.Field("SMALLINT", "last year in the data", required=False)

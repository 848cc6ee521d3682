"""Disputes, rivalries and armed conflict."""

from comity.tables import schema as s
from comity.tables.schema import Table


class Dispute(Table):
    """A militarised interstate dispute between two states in a year, one row per direction."""

    name = "disputes"
    key = ("a", "b", "year", "dispute", "coded_by")
    dated_by = "year"
    role = "coded_by"
    numbered = True

    a = s.state("one side")
    b = s.state("the other side")
    year = s.year()
    dispute = s.text("the publisher's number of the dispute")
    coded_by = s.text("'cow' or 'gml'")
    onset = s.flag("whether the dispute began in this year", together="either")
    hostility = s.Field(
        "TINYINT", "highest hostility of the dispute, 1 none to 5 war", required=False, together="largest"
    )


class Rivalry(Table):
    """A spell of strategic rivalry. `last_year` is NULL for a rivalry that the publisher holds ongoing."""

    name = "rivalries"
    key = ("a", "b", "first_year", "coded_by")
    dated_by = "first_year"
    role = "coded_by"
    undirected = True

    a = s.state("one rival")
    b = s.state("the other")
    first_year = s.year("first year of the rivalry")
    last_year = s.Field("SMALLINT", "last year, NULL if ongoing at the end of the data", required=False)
    covered_to = s.Field("SMALLINT", "last year that the publisher covers", required=False)
    coded_by = s.text("'tss' (Thompson, Sakuwa, Suhas) or 'td' (Thompson, Dreyer)")
    kind = s.text("what the rivals contest, separated by '|'", required=False)


class ArmedConflict(Table):
    """How two states stood to each other in an armed conflict in which at least one fought, in one year.

    One row per conflict, year, pair and relation; a conflict between a state and rebels alone has none. A second party
    supports a first with troops. A pair may be both on one side and on opposed ones within a year, where one fought a
    government and then for its successor.
    """

    name = "armed_conflicts"
    key = ("a", "b", "year", "conflict", "relation")
    dated_by = "year"
    undirected = True

    a = s.state("one state")
    b = s.state("the other")
    year = s.year()
    conflict = s.text("the Uppsala programme's number of the conflict")
    relation = s.text(
        "'opposed' (both are first parties), 'opposed_secondary' (one is a second party of the other's foe), "
        "'opposed_support' (both are second parties, of foes) or 'same_side'"
    )
    role_a = s.text("'primary', 'secondary' (with a state), 'rebels' (with a side that is no state)", required=False)
    role_b = s.text("role of b, as of a", required=False)
    type = s.text("'interstate', 'internationalised', 'intrastate' or 'extrasystemic'", required=False)
    conflict_name = s.text("name of the conflict, the publisher's or by its first parties", required=False)
    intensity = s.Field(
        "TINYINT",
        "of the conflict in the year: 1 at least 25 deaths in battle, 2 at least 1,000; 0 fewer so far, where "
        "provisional; NULL where not given",
        required=False,
        check="{} BETWEEN 0 AND 2",
        together="largest",
    )
    started = s.day("first death in battle of the conflict", required=False)
    episode = s.day("day on which the episode of fighting reached 25 deaths", required=False)
    ended = s.day("last fighting of an episode that ended in the year", required=False)
    provisional = s.flag("whether the year is not over, or its count not final", together="either")
    seen_to = s.Field(
        "DATE", "last fighting seen in a year of which no final count is out", required=False, together="largest"
    )


class Crisis(Table):
    """An international crisis between two states in a year in which it was under way."""

    name = "crises"
    key = ("a", "b", "year", "crisis")
    dated_by = "year"
    undirected = True
    numbered = True

    a = s.state("one side")
    b = s.state("the other")
    year = s.year()
    crisis = s.text("the publisher's number of the crisis")
    title = s.text("the publisher's name of the crisis")
    edition = s.text("the publisher's edition; its editions revise names and dates of earlier crises")
    began = s.day("day of the trigger; first of the month or year where only that is known", required=False)
    began_precision = s.text("'day', 'month' or 'year'", required=False)
    ended = s.day("day of termination; first of the month or year where only that is known", required=False)
    ended_precision = s.text("'day', 'month' or 'year'", required=False)
    violence = s.Field(
        "TINYINT",
        "highest violence that either used: 1 none, 2 minor clashes, 3 serious clashes, 4 war",
        required=False,
        check="{} BETWEEN 1 AND 4",
        together="largest",
    )
    mediator = s.text("organisations that mediated or arbitrated, separated by '|'", required=False)


class TerritorialChange(Table):
    """Territory that passed from one state to another."""

    name = "territorial_changes"
    key = ("gainer", "loser", "year", "change")
    dated_by = "year"
    numbered = True

    gainer = s.state("who gained it")
    loser = s.state("who lost it")
    year = s.year()
    change = s.text("the publisher's number of the change")
    month = s.Field("TINYINT", "month, NULL where not known", required=False, check="{} BETWEEN 1 AND 12")
    procedure = s.text("'conquest', 'annexation', 'cession', 'secession', 'unification' or 'mandate'", required=False)
    square_km = s.number("area", "square km", check="{} >= 0")
    population = s.number("people who lived there", "persons", check="{} >= 0")
    entity = s.text("the publisher's number of the state or dependency that the territory was of", required=False)
    fought = s.flag("whether there was military conflict over it", required=False, together="either")

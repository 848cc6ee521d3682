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
    """A state-based armed conflict in a year in which both named parties are states."""

    name = "armed_conflicts"
    key = ("a", "b", "year", "conflict")
    dated_by = "year"
    undirected = True
    numbered = True

    a = s.state("one side")
    b = s.state("the other side")
    year = s.year()
    conflict = s.text("the publisher's number of the conflict")
    intensity = s.Field("TINYINT", "1 at least 25 deaths, 2 at least 1,000 deaths in the year", together="largest")

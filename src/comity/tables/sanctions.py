"""Sanctions: programmes in force on a day, and cases from year to year."""

from comity.tables import schema as s
from comity.tables.schema import Table


class Sanction(Table):
    """A programme of sanctions directed at a state, in force on the day of the list. The list says no beginning.

    Each member of a union that imposes a programme has a row of its own; what the United Nations impose, which binds
    all states alike, is in `un_sanctions`.
    """

    name = "sanctions"
    key = ("sender", "target", "programme", "listed")
    dated_by = "listed"
    numbered = True

    sender = s.state("who imposes it")
    target = s.state("at whom it is directed")
    programme = s.text("the publisher's id of the programme")
    title = s.text("name of the programme")
    through = s.text("'own', or the union through which the state imposes it")
    measures = s.text("what is restricted, with semicolons between, NULL if not said", required=False)
    listed = s.day("day of the list")


class SanctionSender(Table):
    """A state all of whose programmes the list of a day is taken to hold: its silence on another state says none."""

    name = "sanction_senders"
    key = ("sender", "listed")
    dated_by = "listed"

    sender = s.state("whose programmes are listed")
    listed = s.day("day of the list")


class UnSanction(Table):
    """A programme of the United Nations Security Council directed at a state, in force on the day of the list."""

    name = "un_sanctions"
    key = ("target", "programme", "listed")
    dated_by = "listed"
    numbered = True

    target = s.state("at whom it is directed")
    programme = s.text("the publisher's id of the programme")
    title = s.text("name of the programme")
    measures = s.text("what is restricted, with semicolons between, NULL if not said", required=False)
    listed = s.day("day of the list")


class SanctionCase(Table):
    """A case of sanctions of one state on another, from year to year, as scholars coded it."""

    name = "sanction_cases"
    key = ("sender", "target", "case")
    dated_by = "first_year"
    numbered = True

    sender = s.state("who imposed it")
    target = s.state("on whom")
    case = s.text("the publisher's id of the case")
    through = s.text("'own', or the union through which the state imposed it")
    kinds = s.text("what was restricted, with semicolons between", required=False)
    first_year = s.year("year in which it began")
    last_year = s.year("last year in which it was in force, as far as is known")

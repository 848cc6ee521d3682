"""Inhabitants, migrants, remittances, refugees, religion."""

from comity.tables import schema as s
from comity.tables.schema import Table


class Population(Table):
    """Inhabitants of a state at mid-year, whatever their citizenship."""

    name = "populations"
    key = ("state", "year")
    dated_by = "year"

    state = s.state("where they live")
    year = s.year()
    population = s.number("inhabitants", "persons", required=True, check="{} >= 0", together="sum")


class MigrantStock(Table):
    """People born in (or citizens of) origin who live in destination, at mid-year."""

    name = "migrant_stocks"
    key = ("origin", "destination", "year")
    dated_by = "year"

    origin = s.state("where they come from")
    destination = s.state("where they live")
    year = s.year()
    persons = s.number("migrants", "persons", required=True, check="{} >= 0", together="sum")


class Remittance(Table):
    """Modelled yearly remittances from sender to recipient."""

    name = "remittances"
    key = ("sender", "recipient", "year")
    dated_by = "year"

    sender = s.state("where the money is sent from")
    recipient = s.state("where it arrives")
    year = s.year()
    value = s.number("estimated remittances", "US$", required=True, check="{} >= 0", together="sum")


class Refugee(Table):
    """Refugees and asylum seekers from origin in asylum at the end of a year."""

    name = "refugees"
    key = ("origin", "asylum", "year")
    dated_by = "year"

    origin = s.state("where they come from")
    asylum = s.state("where they are")
    year = s.year()
    refugees = s.number("recognised refugees", "persons", check="{} >= 0", together="sum")
    asylum_seekers = s.number("pending asylum seekers", "persons", check="{} >= 0", together="sum")


class Religion(Table):
    """Share of a state's population that adheres to a religion in a year."""

    name = "religions"
    key = ("state", "year", "religion")
    dated_by = "year"
    numbered = True

    state = s.state("whose population")
    year = s.year()
    religion = s.text("family of religion")
    share = s.number("share of the population", "fraction", required=True, check="{} BETWEEN 0 AND 1.01")

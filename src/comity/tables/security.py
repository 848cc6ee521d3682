"""Alliances, exercises, arms, nuclear cooperation, capabilities."""

from comity.tables import schema as s
from comity.tables.schema import Table


class Alliance(Table):
    """Alliance obligations from a to b in a year (directed; most are mutual)."""

    name = "alliances"
    key = ("a", "b", "year")
    dated_by = "year"

    a = s.state("who owes")
    b = s.state("to whom")
    year = s.year()
    defence = s.flag("owes defence", together="either")
    offence = s.flag("owes support in attack", together="either")
    neutrality = s.flag("owes neutrality", together="either")
    nonaggression = s.flag("owes non-aggression", together="either")
    consultation = s.flag("owes consultation", together="either")


class Exercise(Table):
    """One state's part in one military exercise with others."""

    name = "exercises"
    key = ("exercise", "state", "year")
    dated_by = "year"
    numbered = True

    exercise = s.text("the publisher's id of the exercise")
    title = s.text("name of the exercise", required=False)
    state = s.state("participant")
    year = s.year("year in which it began")


class ArmsTransfer(Table):
    """Deliveries of major arms in a year, in trend-indicator values (capability, not price)."""

    name = "arms_transfers"
    key = ("supplier", "recipient", "year")
    dated_by = "year"

    supplier = s.state("who delivers")
    recipient = s.state("who receives")
    year = s.year("year of delivery")
    tiv = s.number("trend-indicator value", "TIV million", required=True, check="{} >= 0", together="sum")


class NuclearAgreement(Table):
    """A bilateral nuclear cooperation agreement signed in a year."""

    name = "nuclear_agreements"
    key = ("a", "b", "year", "kind")
    dated_by = "year"
    undirected = True
    numbered = True

    a = s.state("one party (the supplier where the publisher says)")
    b = s.state("the other party")
    year = s.year("year of signature")
    kind = s.text("the publisher's type of agreement")


class Capability(Table):
    """Material capabilities of a state in a year. NULL where the publisher has no figure."""

    name = "capabilities"
    key = ("state", "year")
    dated_by = "year"

    state = s.state("whose capabilities")
    year = s.year()
    military_expenditure = s.number("military expenditure", "thousand current US$")
    military_personnel = s.number("military personnel", "thousand persons")
    iron_and_steel = s.number("iron and steel production", "thousand tons")
    energy = s.number("primary energy consumption", "thousand coal-ton equivalents")
    population = s.number("total population", "thousand persons")
    urban_population = s.number("urban population", "thousand persons")
    cinc = s.number("composite index of national capability", "fraction", check="{} BETWEEN 0 AND 1")


class Deployment(Table):
    """Military personnel that one state keeps in another, at the publisher's date in the year."""

    name = "deployments"
    key = ("sender", "host", "year")
    dated_by = "year"

    sender = s.state("whose forces")
    host = s.state("where")
    year = s.year()
    personnel = s.number("personnel present", "persons", required=True, check="{} >= 0", together="sum")

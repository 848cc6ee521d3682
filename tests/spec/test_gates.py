"""Doors, go-betweens, powers and potential are asked where the question makes sense; elsewhere one line says why."""

from datetime import date

import pytest

from comity.assessment import gates
from comity.assessment.assess import Request, assess
from comity.assessment.say import sentences
from comity.assessment.view import View
from comity.atlas.read import STARTER, Atlas

DAY = date(2026, 6, 30)


def report(a, b, **asked):
    return assess(Atlas.open(STARTER, DAY), Request(a, b, 1990, "comity assess", **asked))


def section(found, name):
    return next(s for s in found.sections if s.id == name)


def test_each_line_names_a_condition_that_exists_and_a_sentence():
    import csv
    from pathlib import Path

    folder = Path(gates.__file__).parent
    kinds = {row["kind"] for row in csv.DictReader((folder / "page1" / "kinds.csv").open(encoding="utf-8"))}
    for line in gates.gates():
        assert line.because and line.reason
        if line.part in ("door", "go_between"):
            assert line.when in gates._WAYS
        else:
            assert line.when in kinds | set(gates.CONDITIONS) and f"gate.{line.part}" in sentences("questions")


@pytest.mark.parametrize(
    ("a", "b", "why"), [("RUS", "UKR", "at war"), ("IND", "PAK", "rivals"), ("BTN", "URY", "next to nothing")]
)
def test_what_makes_no_sense_between_two_is_one_line(a, b, why):
    found = report(a, b)
    for name in ("balance", "intermediary"):
        asked = section(found, name)
        assert why in asked.answer and not asked.findings and not asked.figures and not asked.tables
    assert why in section(found, "access").answer
    assert not [f for f in found.findings if f.id.startswith(("access.bloc", "intermediary.", "defence.expected"))]


def test_allies_of_one_power_are_not_asked_how_they_stand_between_powers():
    for a, b in (("FRA", "DEU"), ("USA", "JPN"), ("USA", "CAN")):
        assert "alliance of one power" in section(report(a, b), "balance").answer


def test_a_party_is_no_go_between():
    answer = section(report("USA", "CAN"), "intermediary").answer
    assert "Canada is not asked to go between the United States and China" in answer
    assert "pact of defence" in answer


def test_who_left_a_pact_is_bound_by_it_no_more():
    """The register of alliances ends in 2018 and knows Mexico by a text that it left in 2004."""
    view = View(Atlas.open(STARTER, DAY), "USA", "MEX", 1990)
    assert gates.pact(view, "USA", "MEX") == ()
    assert gates.pact(view, "USA", "JPN") and gates.pact(view, "FIN", "USA")
    assert gates.pact(View(Atlas.open(STARTER, date(2022, 6, 30)), "USA", "FIN", 1990), "FIN", "USA") == ()


def test_no_door_leads_through_a_great_power():
    found = report("USA", "IRN")
    assert not [f for f in found.findings if f.id.startswith("access.bloc")]
    through = [row for t in report("RUS", "IND").tables if t.id == "table.blocs" for row in t.rows]
    assert not [row for row in through if row[1].endswith("through Russia")]


def test_a_study_that_names_a_rival_is_answered():
    found = report("BTN", "URY", rivals=(("BTN", "CHN"),))
    assert "would rank" in section(found, "intermediary").answer


def test_the_rival_that_a_study_asks_about_comes_first():
    found = report("ISR", "KAZ", rivals=(("ISR", "IRN"),))
    assert "between Israel and Iran, Kazakhstan" in section(found, "intermediary").answer


def test_an_alliance_is_told_by_its_name_and_day_and_only_where_it_obliges_to_defence():
    told = section(report("FRA", "DEU"), "defence").answer
    assert told.startswith("Allies in NATO since 6 May 1955 and by the Treaty of Aachen since 22 January 2020")
    enemies = section(report("RUS", "UKR"), "defence")
    assert "owed" not in enemies.answer and "expect" not in enemies.answer


def test_an_alliance_that_the_model_expects_is_never_told_of_rivals():
    for pair in (("IND", "PAK"), ("CHN", "TWN"), ("RUS", "UKR")):
        assert not [f for f in report(*pair).findings if f.id == "defence.expected_gap"]
    assert [f for f in report("ISR", "KAZ").findings if f.id == "defence.expected_gap"]

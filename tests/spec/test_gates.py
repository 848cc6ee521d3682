"""Doors, go-betweens, powers and potential are asked where the question makes sense; elsewhere one line says why."""

from datetime import date

import pytest

from comity.assessment import gates
from comity.assessment.assess import Request, assess
from comity.assessment.say import sentences
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
    for a, b in (("FRA", "DEU"), ("USA", "JPN"), ("USA", "MEX")):
        assert "alliance of one power" in section(report(a, b), "balance").answer


def test_a_party_is_no_go_between():
    answer = section(report("USA", "MEX"), "intermediary").answer
    assert "Mexico is not asked to go between the United States and China" in answer
    assert "pact of defence" in answer


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


def test_an_alliance_is_told_with_its_year_first_and_only_where_it_obliges_to_defence():
    told = section(report("FRA", "DEU"), "defence").answer
    assert "In 2018, the newest year on record, each owed the other defence by treaty." in told
    enemies = section(report("RUS", "UKR"), "defence")
    assert "owed" not in enemies.answer and "expect" not in enemies.answer


def test_an_alliance_that_the_model_expects_is_never_told_of_rivals():
    for pair in (("IND", "PAK"), ("CHN", "TWN"), ("RUS", "UKR")):
        assert not [f for f in report(*pair).findings if f.id == "defence.expected_gap"]
    assert [f for f in report("ISR", "KAZ").findings if f.id == "defence.expected_gap"]

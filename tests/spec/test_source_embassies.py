"""Missions: a header with one delimiter too many, states that a mission only covers, wrong countries."""

from datetime import date
from pathlib import Path

import pytest

from comity.errors import BadFile
from harvested import Rows, harvest, sample

FILE = "database_of_embassies.csv"


@pytest.fixture(scope="module")
def missions() -> Rows:
    return harvest("embassies", sample("embassies"))["missions"]


def found(missions: Rows, sender: str) -> list[tuple[str, str, str]]:
    return sorted((r["host"], r["city"], r["kind"]) for r in missions if r["sender"] == sender)


def test_a_mission_stands_in_one_country_whatever_else_it_covers(missions: Rows) -> None:
    assert found(missions, "Kazakhstan") == [("Israel", "Tel Aviv", "embassy")]
    assert {r["listed"] for r in missions} == {date(2022, 11, 1)}


def test_an_embassy_accredited_elsewhere_and_a_repetition_are_left_out(
    missions: Rows,
) -> None:
    assert found(missions, "Israel") == [("Italy", "Rome", "embassy"), ("Kazakhstan", "Astana", "embassy")]


def test_the_country_of_a_city_stands_in_for_the_senders_own(missions: Rows) -> None:
    assert found(missions, "Australia") == [("Kazakhstan", "Astana", "embassy")]


def test_a_consulate_may_serve_a_region(missions: Rows) -> None:
    assert found(missions, "Sweden") == [("Spain", "Barcelona", "consulate general")]


def test_names_of_realm_and_state_are_one(missions: Rows) -> None:
    assert found(missions, "Norway") == [("Denmark", "Copenhagen", "embassy")]


def test_a_missing_city_stays_missing_and_a_provinces_office_is_no_mission(missions: Rows) -> None:
    assert [(r["host"], r["city"]) for r in missions if r["sender"] == "Japan"] == [("Ghana", None)]
    assert not found(missions, "Quebec")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("embassy;;;", "palace;;;", "palace"),
        ("Kazakhstan;", "Kazakhstan;;", "row 2"),
        ("address", "street", "street"),
    ],
)
def test_what_is_unknown_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = (sample("embassies") / FILE).read_text(encoding="utf-8")
    (tmp_path / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadFile, match=message):
        harvest("embassies", tmp_path)

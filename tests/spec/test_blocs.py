"""Blocs have members on a day: open lists, curated changes, a study's own."""

import csv
from datetime import date
from pathlib import Path

import pytest

import comity.assessment.blocs.membership as room
from comity.assessment.blocs.membership import Bloc, Named, blocs
from comity.assessment.blocs.reach import reach, ties
from comity.assessment.mediators.features import Columns
from comity.atlas.read import STARTER, Atlas
from comity.terms.country import state

FOLDER = Path(room.__file__).parent


def rows(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def members(day, bloc, named=()):
    return next(b.members for b in blocs(Atlas.open(STARTER, date.fromisoformat(day)), named) if b.id == bloc)


@pytest.mark.parametrize(
    ("bloc", "someone", "before", "after"),
    [
        ("nato", "FIN", "2023-04-03", "2023-04-04"),
        ("sco", "IRN", "2023-07-03", "2023-07-04"),
        ("eaeu", "KGZ", "2015-08-11", "2015-08-12"),
        ("asean", "TLS", "2025-10-25", "2025-10-26"),
        ("oecd", "COL", "2020-04-27", "2020-04-28"),
    ],
)
def test_a_state_belongs_from_the_day_it_joined(bloc, someone, before, after):
    assert someone not in members(before, bloc)
    assert someone in members(after, bloc)


@pytest.mark.parametrize(
    ("bloc", "someone", "before", "after"),
    [("eu", "GBR", "2020-01-30", "2020-01-31"), ("ecowas", "MLI", "2025-01-28", "2025-01-29")],
)
def test_a_state_belongs_until_the_day_it_left(bloc, someone, before, after):
    assert someone in members(before, bloc)
    assert someone not in members(after, bloc)


def test_an_observer_is_no_member():
    assert "SRB" not in members("2015-12-31", "csto")
    assert members("2015-12-31", "csto") == {"ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK"}


def test_a_study_states_its_own_members_or_leaves_them_to_us_or_has_none():
    named = (
        Named("oic", "My OIC", ()),
        Named("mine", "Mine", ("FRA", "DDR")),
        Named("unheard_of", "Unheard of", ()),
    )
    found = {b.id: b for b in blocs(Atlas.open(STARTER, date(2024, 12, 31)), named)}
    assert found["oic"].name == "My OIC" and "IDN" in found["oic"].members
    # A state that is no more belongs to nothing.
    assert found["mine"].members == {"FRA"}
    assert found["unheard_of"].members == frozenset()


def test_a_bloc_without_other_members_opens_nothing_and_says_so():
    columns = Columns(Atlas.open(STARTER, date(2024, 12, 31)))
    assert reach(columns, ties(columns), Bloc("x", "X", frozenset({"KAZ"}), ""), "ISR", "KAZ") is None


def test_before_any_list_of_ties_nothing_is_said():
    columns = Columns(Atlas.open(STARTER, date(1990, 6, 30)))
    assert reach(columns, ties(columns), Bloc("x", "X", frozenset({"TUR", "EGY", "JOR"}), ""), "ISR", "TUR") is None


def test_what_is_reachable_is_out_of_reach_without_the_partner():
    columns = Columns(Atlas.open(STARTER, date(2024, 12, 31)))
    oic = next(b for b in blocs(columns.atlas) if b.id == "oic")
    found = reach(columns, ties(columns), oic, "ISR", "TUR")
    assert set(found.opened) <= set(found.without) <= oic.members - {"ISR", "TUR"}
    assert found.others == len(oic.members) - 1
    assert "TUR" not in found.alternatives and len(found.alternatives) == 8
    assert found.usual == pytest.approx(sum(found.alternatives.values()) / 8)


def test_every_curated_row_names_a_bloc_a_state_a_day_and_its_reason():
    known = {r["id"] for r in rows("blocs.csv")}
    assert all(r["reason"] and r["source"] and int(r["carried_to"]) >= 2024 for r in rows("blocs.csv"))
    for row in rows("changes.csv"):
        assert row["bloc"] in known and state(row["state"]).id == row["state"]
        assert row["change"] in ("joined", "left") and row["reason"] and row["source"]
        assert date.fromisoformat(row["date"]).year <= 2026

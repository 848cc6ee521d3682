"""Missions, visas, distances, borders, and what moves inside a state, by hand."""

import pytest

from comity.measures.context import capabilities, leaders, products
from comity.measures.embassies import embassies
from comity.measures.geography import contiguity, distances
from comity.measures.representation import missions, visas
from tabled import computed


def test_an_embassy_counts_once_and_a_consulate_does_not():
    listed = {
        "missions": [
            {"sender": "AAA", "host": "BBB", "city": "X", "kind": "embassy", "listed": "2022-05-01"},
            {"sender": "AAA", "host": "BBB", "city": "Y", "kind": "Embassy", "listed": "2022-05-01"},
            {"sender": "AAA", "host": "CCC", "city": "X", "kind": "consulate", "listed": "2022-05-01"},
            {"sender": "CCC", "host": "BBB", "city": "X", "kind": "High Commission", "listed": "2022-05-01"},
            {"sender": "BBB", "host": "BBB", "city": "X", "kind": "embassy", "listed": "2022-05-01"},
        ]
    }
    embassy = computed(embassies, listed)["representation.embassy"]
    assert embassy == [("AAA", "BBB", 2022, 1), ("CCC", "BBB", 2022, 1)]
    assert computed(missions, listed)["representation.embassies_hosted"] == [("BBB", "-", 2022, 2)]


def test_visas_are_those_of_the_years_last_edition():
    found = computed(
        visas,
        {
            "visas": """
            passport destination edition    requirement days
            AAA      BBB         2020-01-01 free        90
            AAA      BBB         2020-11-01 required    .
            BBB      AAA         2020-11-01 free        30
            AAA      CCC         2020-11-01 on-arrival  30
            AAA      AAA         2020-11-01 free        .
            AAA      BBB         2021-03-01 free        90
            """
        },
    )["representation.visa_free"]
    assert found == [("AAA", "BBB", 2020, 0), ("AAA", "BBB", 2021, 1), ("AAA", "CCC", 2020, 0), ("BBB", "AAA", 2020, 1)]


def test_distance_is_one_per_pair_and_nil_where_they_touch():
    text = "a b year km\nBBB AAA 2000 0\nAAA BBB 2000 0\nAAA CCC 2000 12.5\nCCC CCC 2000 0"
    assert computed(distances, {"minimum_distances": text})["geography.distance"] == [
        ("AAA", "BBB", 2000, 0.0),
        ("AAA", "CCC", 2000, 12.5),
    ]


def test_only_land_borders_count_and_two_spells_in_a_year_are_one():
    text = """
        a b kind first_year first_month last_year last_month
        BBB AAA 1 1990 1 1991 3
        AAA BBB 1 1991 9 1991 12
        AAA CCC 2 1990 1 1991 12
        AAA AAA 1 1990 1 1990 12
    """
    assert computed(contiguity, {"contiguities": text})["geography.contiguous"] == [
        ("AAA", "BBB", 1990, 1),
        ("AAA", "BBB", 1991, 1),
    ]


def test_a_product_is_the_current_one_and_a_blank_is_none():
    text = """
        state year gdp gdp_basis
        AAA   2000 10  current
        AAA   2000 20  constant-2017-ppp
        BBB   2000 .   current
    """
    assert computed(products, {"products": text})["context.gdp"] == [("AAA", "-", 2000, 10.0)]


def test_population_is_in_persons_and_blanks_stay_out():
    text = "state year population cinc\nAAA 2000 1500 0.02\nBBB 2000 . 0.01\nCCC 2000 7 ."
    found = computed(capabilities, {"capabilities": text})
    assert found["context.population"] == [("AAA", "-", 2000, 1_500_000.0), ("CCC", "-", 2000, 7000.0)]
    assert found["context.cinc"] == [("AAA", "-", 2000, 0.02), ("BBB", "-", 2000, 0.01)]


def test_people_are_of_one_account_from_its_first_year_on_and_each_row_names_its_own():
    tables = {
        "capabilities": """
            state year population source
            AAA   1950 1500       cow@1
            AAA   1960 1600       cow@1
            AAA   1961 1700       cow@1
            BBB   1961 9          cow@1
        """,
        "populations": "state year population source\nAAA 1960 1650000 bank@2\nAAA 1962 1750000 bank@2",
    }
    found = computed(capabilities, tables, ("a", "period", "value", "basis"))["context.population"]
    assert sorted(found) == [
        ("AAA", 1950, 1_500_000.0, "cow@1"),
        ("AAA", 1960, 1_650_000.0, "bank@2"),
        ("AAA", 1962, 1_750_000.0, "bank@2"),
        ("BBB", 1961, 9000.0, "cow@1"),
    ]


def test_the_leader_of_a_year_is_who_held_office_at_its_end():
    found = computed(
        leaders,
        {
            "leaders": """
            state leader start      end
            AAA   First  1999-12-31 2001-06-30
            AAA   Second 2001-06-30 .
            BBB   Only   2001-01-01 2002-12-30
            CCC   Late   2002-12-31 .
            """
        },
        ("a", "b", "period", "value", "details"),
    )["context.leader"]
    assert found == [
        ("AAA", "-", 1999, 0.0, [{"name": "First"}]),
        ("AAA", "-", 2000, 1.0, [{"name": "First"}]),
        ("AAA", "-", 2001, 0.5, [{"name": "Second"}]),
        ("AAA", "-", 2002, 1.5, [{"name": "Second"}]),
        # BBB's only leader left a day too early for 2002.
        ("BBB", "-", 2001, pytest.approx(1.0), [{"name": "Only"}]),
        ("CCC", "-", 2002, 0.0, [{"name": "Late"}]),
    ]

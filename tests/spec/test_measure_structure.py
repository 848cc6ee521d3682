"""Signed networks, near abroad, missing embassies and brokers, by hand."""

import pytest

from comity.measures.brokers import brokers, holes
from comity.measures.neighbourhood import near_abroad, neighbourhood
from comity.measures.organisations import organisations
from comity.measures.representation import missions, weighted_deficit
from comity.measures.signed_network import signed_network
from tabled import computed

N = ("a", "b", "period", "value", "n", "details")
BORDERS = """
    a b kind first_year first_month last_year last_month
    FRA DEU 1 2000 1 2001 12
    FRA GBR 2 2000 1 2001 12
    FRA ESP 1 2000 1 2000 12
"""
WEIGHTS = """
    state year cinc
    DEU 2000 0.03
    GBR 2000 0.06
    ESP 2000 0.01
    FRA 2000 0.05
    DEU 2001 0.04
    GBR 2001 0.04
    FRA 2001 0.05
"""
RIVALS = """
    a b first_year last_year covered_to coded_by
    DEU FRA 1990 2000 2001 tss
    ESP GBR 1990 2001 2001 tss
"""


def dispute(a, b, year, number, hostility=4):
    return {"a": a, "b": b, "year": year, "dispute": number, "coded_by": "cow", "hostility": hostility}


def test_the_land_neighbourhood_names_the_rivals_and_forgets_a_rivalry_that_ended():
    found = computed(neighbourhood, {"rivalries": RIVALS, "contiguities": BORDERS, "capabilities": WEIGHTS}, N)
    french = [row for row in found["access.hostile_neighbourhood"] if row[0] == "FRA"]
    assert french == [("FRA", "-", 2000, pytest.approx(0.75), 2, [{"state": "DEU"}]), ("FRA", "-", 2001, 0.0, 1, None)]


def test_two_clashes_in_ten_years_make_a_state_beyond_the_water_hostile_and_one_does_not():
    tables = {
        "rivalries": [
            {"a": a, "b": b, "first_year": 1990, "last_year": y, "covered_to": 2001, "coded_by": "tss"}
            for a, b, y in (("DEU", "FRA", 2000), ("ESP", "ITA", 2001))
        ],
        "disputes": [
            dispute("GBR", "FRA", 1991, "1"),
            dispute("FRA", "GBR", 1992, "2"),
            dispute("GBR", "FRA", 1992, "3", hostility=3),
            dispute("FRA", "ESP", 1999, "4"),
            dispute("ESP", "FRA", 1999, "4"),
            dispute("GBR", "ESP", 2001, "5"),
        ],
        "contiguities": [
            {"a": a, "b": b, "kind": k, "first_year": 2000, "first_month": 1, "last_year": y, "last_month": 12}
            for a, b, k, y in (("FRA", "DEU", 1, 2001), ("FRA", "GBR", 2, 2001), ("FRA", "ESP", 1, 2000))
        ],
        "capabilities": [
            {"state": s, "year": y, "cinc": c}
            for s, y, c in (("DEU", 2000, 0.03), ("GBR", 2000, 0.06), ("ESP", 2000, 0.01), ("GBR", 2001, 0.04))
        ],
    }
    french = [r for r in computed(near_abroad, tables, N)["access.hostile_near_abroad"] if r[0] == "FRA"]
    # The clash of 1991 is out of reach of the ten years to 2001, so one is left.
    assert french == [
        ("FRA", "-", 2000, pytest.approx(0.9), 3, [{"state": "DEU"}, {"state": "GBR"}]),
        ("FRA", "-", 2001, 0.0, 1, None),
    ]


def test_friends_and_enemies_of_one_year():
    """A and B are allies with a common enemy C; D is B's ally and C's; the rivalry outweighs an alliance of C and A."""
    tables = {
        "alliances": [
            {"a": a, "b": b, "year": 2000, "defence": True}
            for a, b in (("AUS", "BEL"), ("BEL", "AUS"), ("BEL", "DEU"), ("DEU", "CHN"), ("AUS", "CHN"))
        ],
        "rivalries": [
            {"a": a, "b": "CHN", "first_year": 1990, "last_year": None, "covered_to": 2000, "coded_by": "tss"}
            for a in ("AUS", "BEL")
        ],
        "disputes": [dispute("BEL", "CHN", 2000, "1")],
    }
    found = computed(signed_network, tables, N)
    last = {k: [row for row in rows if row[2] == 2000] for k, rows in found.items()}
    assert [r[:5] for r in last["structure.balanced_triangles"]] == [
        ("AUS", "-", 2000, 1.0, 1),
        ("BEL", "-", 2000, 0.5, 2),
        ("CHN", "-", 2000, 0.5, 2),
        ("DEU", "-", 2000, 0.0, 1),
    ]
    # Around all of them there are five ties, of which one must go.
    lines = {row[0]: row[3:5] for row in last["structure.balance"]}
    assert lines == {
        "AUS": (1.0, 3),
        "BEL": (pytest.approx(0.6), 5),
        "CHN": (pytest.approx(0.6), 5),
        "DEU": (pytest.approx(1 / 3), 3),
    }


def test_three_common_states_tell_whose_side_a_pair_is_on():
    common = ("CHN", "DEU", "EST")
    tables = {
        "alliances": [{"a": s, "b": c, "year": 2000, "defence": True} for s in ("AUS", "BEL") for c in common[:2]],
        "rivalries": [
            {"a": "AUS", "b": "EST", "first_year": 1990, "last_year": 2000, "covered_to": 2000, "coded_by": "tss"}
        ],
        "disputes": [dispute("AUS", "FRA", 2000, "1")],
    }
    tables["alliances"].append({"a": "BEL", "b": "EST", "year": 2000, "defence": True})
    found = [r for r in computed(signed_network, tables, N)["structure.shared_sides"] if r[2] == 2000]
    assert found == [("AUS", "BEL", 2000, pytest.approx(1 / 3), 3, None)]


LIST = [
    {"sender": s, "host": h, "city": "X", "kind": "embassy", "listed": "2022-05-01"}
    for s, h in (("FRA", "DEU"), ("DEU", "FRA"), ("GBR", "DEU"), ("DEU", "ESP"))
]


def test_states_without_an_embassy_and_what_their_economies_weigh():
    raw = computed(missions, {"missions": LIST}, N)["access.embassy_deficit"]
    assert [r[:5] for r in raw] == [
        ("DEU", "-", 2022, 0.0, 2),
        ("ESP", "-", 2022, pytest.approx(2 / 3), 3),
        ("FRA", "-", 2022, 0.5, 2),
        ("GBR", "-", 2022, 1.0, 2),
    ]
    money = """
        state year gdp gdp_basis
        FRA   2022 30  current
        DEU   2022 40  current
        GBR   2022 .   current
        GBR   2021 99  current
    """
    found = computed(weighted_deficit, {"missions": LIST, "products": money}, N)["access.embassy_deficit_gdp"]
    assert [r[:5] for r in found] == [
        ("DEU", "-", 2022, 0.0, 1),
        ("ESP", "-", 2022, pytest.approx(30 / 70), 2),
        ("FRA", "-", 2022, 0.0, 1),
        ("GBR", "-", 2022, 1.0, 2),
    ]


def test_who_stands_between_embassies():
    found = computed(brokers, {"missions": LIST}, N)["structure.brokerage"]
    roles = {row[0]: {broker["role"]: broker["pairs"] for broker in row[5]} for row in found}
    # France and Britain reach Spain only through Germany; France is not linked to itself.
    assert roles["DEU"]["total"] == 3 and roles["FRA"]["total"] == 0
    assert roles["DEU"]["coordinator"] == 3


def test_constraint_of_treaty_partners_ends_with_the_treaty():
    treaties = [
        {"a": "FRA", "b": b, "signed": "1999-01-01", "in_force": "2000-01-01", "ended": e}
        for b, e in (("DEU", None), ("ESP", None), ("GBR", "2001-06-01"))
    ]
    treaties.append({"a": "ITA", "b": "GRC", "signed": "2000-01-01", "in_force": "2001-01-01", "ended": None})
    found = computed(holes, {"investment_treaties": treaties}, N)["structure.constraint"]
    assert [r[3:5] for r in found if r[0] == "FRA"] == [(pytest.approx(1 / 3), 3), (pytest.approx(1 / 2), 2)]
    assert [r[3:5] for r in found if r[0] == "GBR"] == [(1.0, 1)]


def test_a_membership_that_is_not_full_says_so():
    text = "state organisation year status\nFRA NATO 2000 full\nFRA SCO 2000 observer\nFRA EU 2000 none"
    ((*_, held),) = computed(organisations, {"memberships": text}, N)["igo.memberships"]
    assert held == [{"organisation": "NATO", "status": "full"}, {"organisation": "SCO", "status": "observer"}]

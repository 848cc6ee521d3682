"""What a specialist says first about a pair stands in the chronicle, as it was known on the day."""

import csv
from datetime import date
from pathlib import Path

import pytest

from comity.chronicle.events import between, events
from comity.chronicle.status import status_of

PAIRS = Path(__file__).parents[2] / "tools" / "chronicle_pairs.csv"
NOW = date(2026, 3, 28)

FACTS = [
    (
        "RUS",
        "UKR",
        "2022-02-24 invasion",
        "2022-02-24 relations_broken",
        "2014-03-18 annexation",
        "2022-09-30 annexation",
    ),
    (
        "IND",
        "PAK",
        "2025-05-07 clash",
        "2025-05-10 ceasefire",
        "2025-04-23 treaty_suspended",
        "2019-08-07 relations_lowered",
    ),
    ("ISR", "ARE", "2020-08-13 normalisation", "2021-07-14 mission_opened", "2023-04-01 trade"),
    ("SRB", "XKX", "2008-02-17 statehood", "1998-02-28 war_begins", "2013-04-19 treaty_signed", "2023-09-24 incident"),
    (
        "CHN",
        "TWN",
        "2022-08-04 threat",
        "2023-04-08 threat",
        "2024-05-23 threat",
        "2025-04-01 threat",
        "2010-06-29 trade",
    ),
    (
        "ISR",
        "PSE",
        "2023-10-07 war_begins",
        "1993-09 normalisation",
        "1995-09-28 treaty_signed",
        "1994-04-29 treaty_signed",
    ),
    ("ITA", "VAT", "1929-02-11 treaty_signed", "1984-02-18 treaty_signed"),
    ("USA", "ISR", "2016-09-14 arms", "1985-08-19 trade"),
    ("PRK", "KOR", "1953-07-27 ceasefire", "2006-10-09 threat"),
    ("ISR", "KAZ", "1992-04-10 relations_begun", "2025-11-06 normalisation", "1995-12-27 treaty_signed"),
    ("RUS", "CHN", "1950-02-14 alliance", "1969-03-02 clash", "2001-07-16 treaty_signed", "2022-02-04 talks"),
    ("CAN", "IND", "2023-09-18 expulsion", "2024-10-14 expulsion"),
    ("USA", "RUS", "2010-04-08 treaty_signed", "2023-02-21 treaty_suspended", "2026-02-05 treaty_ended"),
    ("ZAF", "LSO", "1998-09-22 invasion", "1986-10-24 project"),
    ("TUR", "QAT", "2014-12-19 base", "2017-06-07 base"),
    ("USA", "MEX", "2020-07-01 treaty_in_force", "2025-03-04 tariffs"),
    ("KAZ", "RUS", "2015-01-01 treaty_in_force", "2001-11-27 project_done"),
    ("FRA", "DEU", "1963-01-22 treaty_signed", "2019-01-22 treaty_signed"),
    ("AUS", "NZL", "1983-01-01 trade", "1951-09-01 alliance"),
    ("CHN", "HKG", "1997-07-01 statehood", "2020-06-30 government"),
    ("USA", "GBR", "1949-04-04 alliance", "1958-07-03 treaty_signed"),
    ("CHN", "PAK", "2015-04-20 project"),
    ("IND", "VNM", "2016-09-03 partnership"),
    ("BRA", "ZAF", "2010-12-24 accession"),
    ("SDN", "SSD", "2011-07-09 statehood"),
    ("USA", "VEN", "2026-01-03 strike", "2026-03-05 relations_restored"),
    ("POL", "UKR", "2022-02 aid", "2024-07-08 treaty_signed"),
    ("USA", "TWN", "1979-01-01 recognition_withdrawn", "2025-12-17 arms_sale"),
    ("DZA", "MAR", "2021-08-24 relations_broken", "1994-08 border_closed"),
    ("ARM", "AZE", "2020-09-27 war_begins", "2023-09-19 strike", "2025-08-08 normalisation"),
    ("IRN", "ISR", "2024-04-13 strike", "2025-06-13 war_begins", "2026-02-28 war_begins"),
    ("KHM", "THA", "2025-07-24 clash", "2025-12-27 ceasefire"),
    ("SAU", "IRN", "2016-01-03 relations_broken", "2023-03-10 relations_restored"),
]


@pytest.mark.parametrize(("a", "b", "facts"), [(a, b, facts) for a, b, *facts in FACTS])
def test_central_facts_of_a_pair(a, b, facts):
    held = {f"{e.when} {e.kind.id}" for e in between(a, b, NOW)}
    assert set(facts) <= held
    assert any(e.weight == 3 for e in between(a, b, NOW))


@pytest.mark.parametrize(
    ("a", "b", "kind", "day", "stands"),
    [
        ("RUS", "UKR", "invasion", NOW, True),
        ("RUS", "UKR", "relations_broken", NOW, True),
        ("IRN", "SAU", "relations_broken", NOW, False),
        ("IRN", "SAU", "relations_broken", date(2020, 1, 1), True),
        ("COL", "ECU", "relations_broken", NOW, False),
        ("COL", "VEN", "relations_broken", date(2021, 1, 1), True),
        ("COL", "VEN", "relations_broken", NOW, False),
        ("FRA", "RWA", "relations_broken", NOW, False),
        ("ISR", "TUR", "relations_broken", NOW, False),
        ("DZA", "MAR", "relations_broken", NOW, True),
        ("BEL", "RWA", "relations_broken", NOW, True),
        ("USA", "VEN", "relations_broken", date(2025, 6, 1), True),
        ("USA", "VEN", "relations_broken", NOW, False),
        ("FIN", "RUS", "alliance", NOW, False),
        ("AZE", "RUS", "alliance", NOW, False),
        ("RUS", "CHN", "alliance", NOW, False),
        ("RUS", "CHN", "alliance", date(1960, 1, 1), True),
        ("ALB", "USA", "alliance", date(2008, 6, 1), False),
        ("ALB", "USA", "alliance", NOW, True),
        ("PRK", "RUS", "alliance", NOW, True),
        ("PRK", "KOR", "ceasefire", NOW, True),
        ("KHM", "THA", "ceasefire", date(2025, 12, 10), False),
        ("UKR", "PRK", "recognition", NOW, False),
    ],
)
def test_what_stands_between_two(a, b, kind, day, stands):
    assert any(e.kind.id == kind and e.stands(day) for e in between(a, b, day)) is stands


def test_nothing_later_is_told_of_any_pair():
    day = date(2019, 6, 30)
    for e in events():
        for told in between(e.a, e.b, day):
            assert told.when.end <= day
            assert told.until is None or told.until.end <= day


def test_next_to_nothing_is_said_of_a_pair_with_next_to_nothing():
    assert between("BTN", "URY", NOW) == ()
    assert status_of("BTN", "URY", NOW) == ()


def test_most_pairs_asked_for_have_an_account():
    with PAIRS.open(encoding="utf-8", newline="") as file:
        pairs = [(row["a"], row["b"]) for row in csv.DictReader(file)]
    told = [between(a, b, NOW) for a, b in pairs]
    whole = sum(len(held) >= 3 and any(e.weight == 3 for e in held) for held in told)
    assert len(pairs) > 600
    assert whole / len(pairs) > 0.8
    assert sum(not held for held in told) < 10

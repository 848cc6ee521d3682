"""Investment treaties and trade agreements as the lists of 2026 give them: facts that everybody can look up."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from comity.measures.agreements import investment_treaties, trade_agreements
from reached import reached, rows

pytestmark = pytest.mark.mirror


@pytest.fixture(scope="module")
def measured(mirror: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Any, Any]]:
    folders = {id: mirror / id for id in ("unctad", "unctad-iia")}
    with duckdb.connect() as con:
        found, audits = reached(con, investment_treaties, folders, tmp_path_factory.mktemp("treaties"))
        yield con, found["agreement.investment_in_force"], audits


def of(measured: tuple[Any, Any, Any], a: str, b: str) -> dict[int, tuple[float, list[dict[str, Any]]]]:
    con, relation, _ = measured
    return {row["period"]: (row["value"], row["details"]) for row in rows(con, relation, f"a = '{a}' AND b = '{b}'")}


def test_nearly_every_row_is_kept(measured):
    *_, audits = measured
    audit = next(a for a in audits if a.source == "unctad-iia")
    assert (audit.rows_read, audit.rows_kept) == (3537, 3535)
    # Jersey signs for itself and is no state; one treaty stands under Yugoslavia and under Serbia.
    assert (audit.unmatched_rows, audit.combined_rows, audit.contradicted_rows) == (1, 1, 0)


def test_the_treaty_of_india_and_china_ended_in_2018(measured):
    found = of(measured, "CHN", "IND")
    assert {year for year, (value, _) in found.items() if value} == set(range(2007, 2018))
    assert found[2017][1][0]["ended"] is None
    assert found[2018][1][0]["ended"] == found[2025][1][0]["ended"] == date(2018, 10, 3)


def test_the_treaty_of_israel_and_kazakhstan_goes_on(measured):
    found = of(measured, "ISR", "KAZ")
    assert {year for year, (value, _) in found.items() if value == 1} == set(range(1997, 2026))
    assert (found[2025][1][0]["signed"], found[2025][1][0]["in_force"]) == (date(1995, 12, 27), date(1997, 2, 19))


def test_one_treaty_follows_another_and_is_one(measured):
    found = of(measured, "CHN", "DEU")
    assert {value for value, _ in found.values()} == {1}
    assert [d["replaced_by"] is not None for d in found[2006][1]] == [True, False]


def test_treaties_between_members_of_the_union_are_gone(measured):
    found = of(measured, "DEU", "POL")
    assert found[2018][0] == 1 and found[2025][0] == 0


def test_nothing_is_said_of_a_year_that_is_not_over(measured):
    con, relation, _ = measured
    relation.create_view("measured", replace=True)
    assert con.sql("SELECT max(period) FROM measured").fetchall() == [(2025,)]


@pytest.fixture(scope="module")
def agreed(mirror: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Any, Any]]:
    folders = {id: mirror / id for id in ("desta", "desta-2.3", "wto-rta")}
    with duckdb.connect() as con:
        found, audits = reached(con, trade_agreements, folders, tmp_path_factory.mktemp("agreements"))
        yield con, found["agreement.trade_in_force"], audits


def titles(agreed, a: str, b: str, year: int) -> list[str]:
    value, details = of(agreed, a, b).get(year, (0, []))
    assert value == len(details)
    return [d["title"] for d in details]


def test_rows_without_a_state_are_few(agreed):
    *_, audits = agreed
    assert {a.source: a.unmatched_rows for a in audits} == {"desta": 0, "desta-2.3": 0, "wto-rta": 11}
    assert {a.source: a.contradicted_rows for a in audits} == {"desta": 0, "desta-2.3": 0, "wto-rta": 0}


def test_a_union_counts_once_and_says_that_it_is_one(agreed):
    assert titles(agreed, "DEU", "FRA", 2025) == ["EU Treaty"]
    [detail] = of(agreed, "DEU", "FRA")[2025][1]
    assert detail["kind"] == "customs union"
    assert titles(agreed, "DEU", "POL", 2025) == ["EU Treaty"]


def test_ancestors_of_a_union_count_no_more(agreed):
    now = titles(agreed, "KAZ", "RUS", 2025)
    assert len(now) == 2 and any("Eurasian Economic Union" in t for t in now) and any("CIS" in t for t in now)


def test_what_was_replaced_is_gone_when_its_successor_is_in_force(agreed):
    assert ["NAFTA" in t for t in titles(agreed, "MEX", "USA", 2019)] == [True]
    assert ["USMCA" in t for t in titles(agreed, "MEX", "USA", 2020)] == [True]


def test_agreements_that_nobody_notified_and_one_that_was_only_announced(agreed):
    assert titles(agreed, "ARE", "ISR", 2022) == [] and titles(agreed, "ARE", "ISR", 2023) == ["Israel UAE"]
    assert of(agreed, "ARE", "ISR")[2023][1][0]["in_force_on"] == date(2023, 4, 1)
    assert of(agreed, "CHN", "TWN")[2010][1][0]["in_force_on"] == date(2010, 9, 12)


def test_who_leaves_a_union_has_what_it_agreed_since(agreed):
    assert titles(agreed, "DEU", "GBR", 2020) == ["EU Treaty"]
    assert titles(agreed, "DEU", "GBR", 2021) == ["EU - United Kingdom"]
    assert titles(agreed, "GBR", "JPN", 2023) == ["United Kingdom - Japan"]
    assert len(titles(agreed, "GBR", "JPN", 2024)) == 2


def test_parties_of_a_wide_agreement_enter_one_by_one(agreed):
    first = {}
    for other in ("AUS", "VNM", "PER", "MYS", "CHL", "BRN", "GBR"):
        by_year = of(agreed, *sorted(("JPN", other)))
        first[other] = min(year for year, (_, found) in by_year.items() if any("CPTPP" in d["title"] for d in found))
    assert first == {"AUS": 2018, "VNM": 2019, "PER": 2021, "MYS": 2022, "CHL": 2023, "BRN": 2023, "GBR": 2024}


def test_israel_and_kazakhstan_have_none(agreed):
    assert of(agreed, "ISR", "KAZ") == {}


def test_the_two_lists_agree_on_most_pairs(mirror, tmp_path):
    found = {}
    for id in ("desta-2.3", "wto-rta"):
        with duckdb.connect() as con:
            (tmp_path / id).mkdir()
            measured, _ = reached(con, trade_agreements, {id: mirror / id}, tmp_path / id)
            relation = measured["agreement.trade_in_force"]
            found[id] = {(r["a"], r["b"]) for r in rows(con, relation, "period = 2021 AND value > 0")}
    one, two = found.values()
    both = len(one & two)
    # Territories of the Union stand in the register alone (512 pairs), frameworks and bilateral texts in DESTA alone.
    assert both / len(one | two) >= 0.75
    assert both / len(one) >= 0.85 and both / len(two) >= 0.85


@pytest.mark.parametrize("member", ["SAU", "ARE", "QAT", "KWT"])
def test_what_was_only_initialled_is_not_in_force(agreed, member):
    assert not [t for t in titles(agreed, *sorted((member, "PAK")), 2025) if "Gulf" in t]


@pytest.mark.parametrize("member", ["RUS", "BLR", "KAZ"])
def test_a_union_s_agreement_takes_the_place_of_its_members_own(agreed, member):
    found = titles(agreed, *sorted((member, "SRB")), 2025)
    assert len(found) == 1 and "Eurasian" in found[0]


@pytest.fixture(scope="module")
def trade(mirror: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Any, Any]]:
    folders = {id: mirror / id for id in ("wto-rta", "desta-2.3", "desta")}
    with duckdb.connect() as con:
        found, audits = reached(con, trade_agreements, folders, tmp_path_factory.mktemp("agreements"))
        yield con, found["agreement.trade_in_force"], audits


@pytest.mark.parametrize(
    ("pair", "year", "has", "lacks"),
    [
        ("CAN GBR", 2025, "United Kingdom - Canada", "Trans-Pacific"),
        ("GBR MEX", 2025, "United Kingdom - Mexico", "Trans-Pacific"),
        ("AUS GBR", 2024, "Trans-Pacific", "Regional Comprehensive"),
        ("JPN KOR", 2022, "Regional Comprehensive", "Trans-Pacific"),
        ("CHN JPN", 2022, "Regional Comprehensive", "Trans-Pacific"),
        ("JPN PHL", 2023, "Regional Comprehensive", "Trans-Pacific"),
        ("JPN PHL", 2022, "Philippines", "Regional Comprehensive"),
        ("CHN LAO", 2022, "Regional Comprehensive", "Trans-Pacific"),
        ("AUS CHN", 2025, "Regional Comprehensive", "Trans-Pacific"),
        ("AUS MMR", 2025, "ASEAN - Australia", "Regional Comprehensive"),
        ("BDI KEN", 2006, "COMESA", "East African Community"),
        ("EGY TUN", 2018, "Pan-Arab", "COMESA"),
        ("MEX PAN", 2025, "Latin American Integration", "COMESA"),
        ("SWE ZAF", 2016, "EU - SADC", "EU - South Africa"),
        ("SWE ZAF", 2015, "EU - South Africa", "EU - SADC"),
        ("GBR ZAF", 2018, "EU - SADC", "EU - South Africa"),
        ("CHE LIE", 2025, "European Free Trade Association", "EU - Switzerland"),
        ("RUS UZB", 2025, "Treaty on a Free Trade Area between members", "Regional Comprehensive"),
        ("DJI KEN", 2025, "COMESA", "Regional Comprehensive"),
        ("DZA TUN", 2025, "Pan-Arab", "Regional Comprehensive"),
        ("JOR PSE", 2025, "Pan-Arab", "Greater Arab"),
        ("DZA TUN", 2008, "Preferences", "Pan-Arab"),
        ("AGO ZMB", 2025, "Southern African", "COMESA"),
        ("LKA SGP", 2020, "Singapore Sri Lanka", "Regional Comprehensive"),
    ],
)
def test_registers_are_believed_as_far_as_they_hold(trade, pair, year, has, lacks):
    titles = [d["title"] for d in of(trade, *pair.split())[year][1]]
    assert any(has in title for title in titles), titles
    assert not any(lacks in title for title in titles), titles
    assert len(titles) == len(set(titles))

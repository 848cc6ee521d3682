"""The publishers' files: how many rows, how many name no state, and what they say of one well-known pair."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from comity.sources.registry import source
from harvested import facts

pytestmark = pytest.mark.mirror

COUNTS = {
    # source, table: rows, rows in which a party is no state
    ("wto-pta", "trade"): (191_213, 9_182),
    ("cow-trade", "trade"): (1_296_475, 0),
    ("itpde", "trade"): (425_845, 0),
    ("embassies", "missions"): (9_619, 48),
    ("desta", "trade_agreements"): (17_908, 0),
    ("desta-2.3", "trade_agreements"): (18_820, 0),
    ("unctad", "investment_treaties"): (3_373, 0),
    ("unctad", "investment_flows"): (74_496, 780),
    ("gdp", "products"): (13_979, 2_850),
    ("passport-index", "visas"): (275_814, 0),
    ("migration", "migrant_stocks"): (75_600, 62),
    ("migration", "remittances"): (11_900, 4),
    ("oecd-aid", "aid"): (45_797, 0),
    ("unhcr", "refugees"): (135_394, 4_625),
    ("factbook", "partner_shares"): (2_317, 10),
    ("sipri-tiv", "arms_transfers"): (21_324, 557),
    ("openflights", "routes"): (4_558, 0),
}
PARTIES = {
    "trade": ("exporter", "importer"),
    "missions": ("sender", "host"),
    "investment_treaties": ("a", "b"),
    "investment_flows": ("origin", "destination"),
    "visas": ("passport", "destination"),
    "migrant_stocks": ("origin", "destination"),
    "remittances": ("sender", "recipient"),
    "aid": ("donor", "recipient"),
    "refugees": ("origin", "asylum"),
    "arms_transfers": ("supplier", "recipient"),
    "routes": ("origin", "destination"),
    "trade_agreements": ("a", "b"),
}
CODES = {"iso3": ("ISR", "KAZ"), "cow": (666, 705), "name": ("Israel", "Kazakhstan")}


@pytest.mark.parametrize(("source_id", "table"), COUNTS)
def test_rows_and_rows_without_a_state_are_as_counted(mirror: Path, source_id: str, table: str) -> None:
    found = read(mirror, source_id, table)
    assert (found["rows"], found["unmatched"]) == COUNTS[source_id, table]
    assert found["repeated"] == 0
    expected = source(source_id).provides[table].expect
    assert expected.rows <= found["rows"] <= expected.rows * 1.1
    assert found["unmatched"] / found["rows"] <= expected.unmatched_share <= found["unmatched"] / found["rows"] + 0.02
    provision = source(source_id).provides[table]
    assert (provision.first_year, provision.last_year) == found["years"]


@pytest.mark.parametrize("source_id", sorted({source_id for source_id, _ in COUNTS}))
def test_the_declaration_is_pinned_to_these_files(mirror: Path, source_id: str) -> None:
    spec = source(source_id)
    here = [file for file in (*spec.files, *spec.reissued) if file.sha256]
    assert here
    for file in here:
        content = (mirror / source_id / file.name).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file.bytes, file.sha256)


def test_the_exporter_reports_billions_where_the_importer_reports_millions(mirror: Path) -> None:
    exporter = values(mirror, "wto-pta", "trade", to_israel=True)
    assert exporter == {
        1996: 889_297,
        2004: 322_423_104,
        2008: 2_225_712_896,
        2012: 1_535_743_104,
        2016: 235_578_368,
    }
    importer = values(mirror, "cow-trade", "trade", to_israel=True)
    assert {year: importer[year] for year in (2008, 2010, 2012, 2014)} == {
        2008: 3e6,
        2010: 0,
        2012: 2e6,
        2014: 4e6,
    }
    compiler = values(mirror, "itpde", "trade", to_israel=True)
    assert {y: round(compiler[y] / 1e6) for y in (2008, 2014, 2016)} == {2008: 2246, 2014: 1367, 2016: 226}


def test_the_other_direction_agrees_in_size(mirror: Path) -> None:
    importer = values(mirror, "cow-trade", "trade", to_israel=False)
    assert [importer[year] for year in (2008, 2011, 2012, 2014)] == [205e6, 126e6, 113e6, 125e6]
    compiler = values(mirror, "itpde", "trade", to_israel=False)
    assert (round(compiler[2012] / 1e6), len(compiler)) == (116, 17)


def test_investment_migration_aid_and_arms_of_the_pair(mirror: Path) -> None:
    flows = values(mirror, "unctad", "investment_flows", to_israel=False)
    assert (len(flows), flows[2003], flows[2008], flows[2010], flows[2012]) == (12, -1e6, 32e6, 123e6, 32e6)
    assert values(mirror, "unctad", "investment_flows", to_israel=True) == {}
    migrants = values(mirror, "migration", "migrant_stocks", to_israel=True)
    assert (migrants[1990], migrants[2020], len(migrants)) == (6279, 13237, 7)
    assert values(mirror, "migration", "migrant_stocks", to_israel=False) == {}
    remittances = values(mirror, "migration", "remittances", to_israel=False)
    assert round(remittances[2017] / 1e6, 1) == 1.3
    assert values(mirror, "oecd-aid", "aid", to_israel=False)[2022] == pytest.approx(420_000)
    arms = values(mirror, "sipri-tiv", "arms_transfers", to_israel=False)
    assert arms == {2008: 15, 2009: 17, 2010: 8, 2018: 1, 2019: 1}


def test_treaty_missions_visas_refugees_and_routes_of_the_pair(mirror: Path) -> None:
    (treaty,) = pair(mirror, "unctad", "investment_treaties")
    assert [str(day) for day in treaty[3:5]] == ["1995-12-27", "1997-02-19"]
    assert pair(mirror, "desta", "trade_agreements") == []
    assert [row[:4] for row in pair(mirror, "embassies", "missions")] == [
        ("Israel", "Kazakhstan", "Astana", "embassy"),
        ("Kazakhstan", "Israel", "Tel Aviv", "embassy"),
    ]
    latest = {row[0]: row[3:] for row in pair(mirror, "passport-index", "visas") if str(row[2]) == "2025-01-12"}
    assert latest == {"ISR": ("free", 30), "KAZ": ("required", None)}
    refugees = {(row[0], row[2]): row[4] for row in pair(mirror, "unhcr", "refugees")}
    assert [refugees["KAZ", year] for year in (2023, 2024, 2025)] == [65, 51, 38]
    assert pair(mirror, "openflights", "routes") == []


def test_a_withdrawal_ends_a_states_agreements(mirror: Path) -> None:
    where = "a IN ('Israel', 'United Kingdom') AND b IN ('Israel', 'United Kingdom')"
    rows = facts("desta", mirror / "desta", "trade_agreements", where)["found"]
    assert ("316", 1995, 2000, 2020) in {(row[2], *row[4:7]) for row in rows}


def values(mirror: Path, source_id: str, table: str, *, to_israel: bool) -> dict[int, float]:
    """Value by year of one direction of the pair: the last column of the table."""
    israel, partner = CODES[source(source_id).provides[table].codes]
    parties = (partner, israel) if to_israel else (israel, partner)
    rows = [row for row in pair(mirror, source_id, table) if row[:2] == parties]
    return {row[2]: row[-1] for row in rows}


def pair(mirror: Path, source_id: str, table: str) -> list[Any]:
    return list(read(mirror, source_id, table)["found"])


@cache
def read(mirror: Path, source_id: str, table: str) -> dict[str, Any]:
    codes = ", ".join(f"'{code}'" for code in CODES[source(source_id).provides[table].codes])
    parties = PARTIES.get(table)
    where = " AND ".join(f"CAST({party} AS VARCHAR) IN ({codes})" for party in parties) if parties else "false"
    return facts(source_id, mirror / source_id, table, where)

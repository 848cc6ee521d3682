"""Who fought whom, in the publishers' own files: facts that any reader of the news knows, and counts held exactly."""

from hashlib import sha256
from pathlib import Path

import duckdb
import pytest

from comity.measures.armed_conflict import armed_conflict
from comity.measures.crises import crises
from comity.measures.territory import territory
from comity.sources.registry import source
from comity.store.harmonise import harmonise
from comity.store.lay import lay
from comity.store.precedence import precedence
from comity.tables import TABLES
from first_sources import faults, harvested, unmatched
from tabled import rows_of

pytestmark = pytest.mark.mirror

HELD = {
    ("peacesciencer", "armed_conflicts"): (56_189, 1),
    ("ucdp-interstate", "armed_conflicts"): (203, 0),
    ("icb", "crises"): (1_378, 0),
    ("territorial-change", "territorial_changes"): (703, 68),
}
"""Rows and rows without a state."""

Facts = dict[tuple[str, str], dict[int, tuple]]


@pytest.mark.parametrize(("source_id", "table"), HELD)
def test_a_source_gives_the_rows_that_it_gave(source_id, table, mirror: Path) -> None:
    with harvested(source_id, mirror / source_id) as con:
        found = (con.table(table).count("*").fetchall()[0][0], unmatched(con, source_id, table))
        assert faults(con, table) == {}
    assert found == HELD[source_id, table]
    expected = source(source_id).provides[table].expect
    assert 0.9 * found[0] <= expected.rows <= found[0]
    assert found[1] / found[0] <= expected.unmatched_share <= found[1] / found[0] + 0.01


@pytest.mark.parametrize("source_id", ["ucdp-interstate", "icb"])
def test_the_declared_files_are_the_ones_that_were_read(source_id, mirror: Path) -> None:
    for file in source(source_id).files:
        raw = (mirror / source_id / file.name).read_bytes()
        assert (len(raw), sha256(raw).hexdigest()) == (file.bytes, file.sha256), file.name


def computed(recipe, table, source_ids, mirror, folder) -> dict[str, Facts]:
    """By measure and pair the rows by year: value, low, high, details."""
    parts = []
    for source_id in source_ids:
        with harvested(source_id, mirror / source_id) as con:
            target = folder / f"{source_id}.parquet"
            provision = source(source_id).provides[table]
            harmonise(con, con.table(table), TABLES[table], source=source_id, provision=provision, target=target)
            parts.append((f"{source_id}@0", target))
    with duckdb.connect() as con:
        con.execute("SET threads = 1")
        lay(con, table, parts, precedence())
        found: dict[str, Facts] = {}
        for measure, rows in recipe.compute(con).items():
            for a, b, period, *rest in rows_of(con, rows, ("a", "b", "period", "value", "low", "high", "details")):
                found.setdefault(measure, {}).setdefault((a, b), {})[period] = tuple(rest)
        return found


@pytest.fixture(scope="module")
def fought(mirror: Path, tmp_path_factory) -> dict[str, Facts]:
    folder = tmp_path_factory.mktemp("conflicts")
    return computed(armed_conflict, "armed_conflicts", ("peacesciencer", "ucdp-interstate"), mirror, folder)


def levels(fought, a, b, first=1990, last=2026):
    """Years with a level, or with bounds alone (None)."""
    return {y: row[0] for y, row in fought["conflict.armed"].get((a, b), {}).items() if first <= y <= last}


def test_russia_and_ukraine(fought) -> None:
    found = levels(fought, "RUS", "UKR")
    assert set(found) == set(range(2014, 2027))
    assert {year: found[year] for year in range(2014, 2022)} == {
        2014: 2, 2015: 2, 2016: 1, 2017: 1, 2018: 1, 2019: 1, 2020: 1, 2021: 1,
    }  # fmt: skip
    assert {found[year] for year in range(2022, 2027)} == {2}
    for year in range(2014, 2022):
        for detail in fought["conflict.armed"]["RUS", "UKR"][year][3]:
            assert (detail["one"], detail["one_role"], detail["other_role"]) == ("RUS", "rebels", "primary"), year
    (last,) = fought["conflict.armed"]["RUS", "UKR"][2026][3]
    assert last["provisional"] and str(last["seen_to"]) == "2026-09-01"
    assert (last["first"], last["since"]) == (2022, 2022)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("ARM", "AZE", {2020: 2, 2021: 1, 2022: 1, 2023: 1, 2024: None}),
        ("IRN", "ISR", {2023: 1, 2024: 1, 2025: 2}),
        ("KHM", "THA", {2011: 1, 2024: None, 2025: 1}),
        ("IND", "PAK", {2020: 1, 2021: None, 2024: None, 2025: 1}),
        ("KGZ", "TJK", {2020: None, 2021: 1, 2022: 1, 2023: None}),
        ("CHN", "IND", {2019: None, 2020: 1, 2021: None}),
        ("ERI", "ETH", {1999: 2, 2015: None, 2016: 1, 2017: None}),
        ("PRK", "UKR", {2023: None, 2024: 2, 2025: 2}),
        ("IRQ", "USA", {1991: 2, 2003: 2, 2004: None}),
        ("GEO", "RUS", {2007: None, 2008: 1, 2009: None}),
        ("AZE", "TUR", {2020: None}),
        ("ISR", "KAZ", dict.fromkeys(range(1990, 2027))),
        ("DEU", "FRA", dict.fromkeys(range(1990, 2027))),
    ],
)
def test_pairs_that_fought_and_did_not(fought, a, b, expected) -> None:
    found = levels(fought, a, b)
    assert {year: found.get(year) for year in expected} == expected


def test_what_the_summary_leaves_open_has_bounds(fought) -> None:
    armed = fought["conflict.armed"]
    assert armed["KHM", "THA"][2025][:3] == (1, 1, 2)
    assert armed["ISR", "SYR"][2026][:3] == (1, 0, 2)
    # One event of January 2026, and no conflict of the year before.
    assert armed["USA", "VEN"][2026][:3] == (None, 0, 2)


def test_no_state_that_helps_ukraine_without_troops_is_a_party(fought) -> None:
    against = {p for p, years in fought["conflict.armed"].items() if "RUS" in p and set(years) & set(range(2022, 2027))}
    # Türkiye stands against Russia in Syria's war, where both are second parties: whether they fought is not known.
    assert against == {("RUS", "UKR"), ("RUS", "TUR")}
    assert {row[0] for row in fought["conflict.armed"]["RUS", "TUR"].values()} == {None}
    beside = {p for p, years in fought["conflict.same_side"].items() if "UKR" in p and {2023, 2024, 2025} & set(years)}
    assert not beside


def test_peacekeepers_in_one_war_are_at_war_with_nobody(fought) -> None:
    assert set(levels(fought, "RWA", "UKR").values()) == {None}
    assert set(levels(fought, "NPL", "RWA").values()) == {None}


def test_crises_and_mediators(mirror: Path, tmp_path: Path) -> None:
    found = computed(crises, "crises", ("icb",), mirror, tmp_path)["conflict.crisis"]
    assert {2014, 2015, 2018, 2021} <= set(found["RUS", "UKR"])
    ((value, *_, (crisis,)),) = (row for year, row in found["ARM", "AZE"].items() if year == 2016)
    assert (value, crisis["violence"], crisis["mediator"]) == (1, 3, "OSCE")
    (late,) = found["ARM", "AZE"][2020][3]
    assert (late["edition"], late["violence"], str(late["began"])) == ("16", None, "2020-09-27")
    assert found["IND", "PAK"][2014][3][0]["ended_precision"] == "month"
    assert ("ISR", "KAZ") not in found
    (war,) = found["GEO", "RUS"][2008][3]
    assert war["mediator"] == "European Union"


def test_territory(mirror: Path, tmp_path: Path) -> None:
    found = computed(territory, "territorial_changes", ("territorial-change",), mirror, tmp_path)["conflict.territory"]
    (crimea,) = found["RUS", "UKR"][2014][3]
    assert (crimea["procedure"], crimea["area"], crimea["fought"]) == ("conquest", 27_000, True)
    assert ("UKR", "RUS") in found and 2014 not in found["UKR", "RUS"]
    assert 2011 in found["SSD", "SDN"] and 2008 in found["XKX", "SRB"]
    assert 2015 in found["IND", "BGD"] and 2015 in found["BGD", "IND"]
    assert found["CHN", "GBR"][1997][3][0]["area"] == 1084

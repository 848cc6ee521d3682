"""Reporters' own rows: two accounts of a flow, areas instead of states, years that are not whole."""

from pathlib import Path

import duckdb
import pytest

from comity.errors import BadFile
from harvested import facts, harvest, sample

NAME = "comtrade-annual-hs03.parquet"
LINES = (sample("comtrade") / "annual.csv").read_text(encoding="utf-8").splitlines()


def written(folder: Path, *more: str, header: str = LINES[0]) -> Path:
    (folder / "rows.csv").write_text("\n".join([header, *LINES[1:], *more]) + "\n", encoding="utf-8")
    with duckdb.connect() as con:
        con.execute(
            f"COPY (SELECT * FROM read_csv('{folder / 'rows.csv'}', types = {{'cmd_code': 'VARCHAR'}}, "
            f"auto_detect = true)) TO '{folder / NAME}' (FORMAT parquet)"
        )
    return folder


def test_exporter_and_importer_are_two_accounts_of_one_flow(tmp_path: Path) -> None:
    rows = harvest("comtrade", written(tmp_path))["commodity_trade"]
    flow = {r["reported_by"]: r for r in rows if (r["exporter"], r["importer"]) == ("NOR", "ISR")}
    assert {who: (r["value"], r["valuation"], r["value_fob"]) for who, r in flow.items()} == {
        "exporter": (990_000.0, "fob", None),
        "importer": (1_060_000.0, "cif", 1_000_000.0),
    }


def test_an_importer_without_a_value_with_freight_reports_free_on_board(tmp_path: Path) -> None:
    rows = harvest("comtrade", written(tmp_path))["commodity_trade"]
    assert [r["valuation"] for r in rows if r["importer"] == "CAN"] == ["fob"]


def test_areas_padded_with_blanks_are_unallocated_trade_of_their_reporter(tmp_path: Path) -> None:
    rows = harvest("comtrade", written(tmp_path))["unallocated_trade"]
    assert {(r["reporter"], r["flow"], r["area"], r["value"]) for r in rows} == {
        ("ISR", "imports", "_X", 40_000.0),
        ("NOR", "exports", "X1", 5_000.0),
    }


def test_other_asia_is_taiwan_and_the_world_is_not_a_partner(tmp_path: Path) -> None:
    rows = harvest("comtrade", written(tmp_path))["commodity_trade"]
    assert {r["importer"] for r in rows if r["exporter"] == "KAZ"} == {"TWN", "RUS"}
    assert not [r for r in rows if r["value"] == 7e6]
    assert facts("comtrade", tmp_path, "commodity_trade")["unmatched"] == 0


def test_a_year_is_as_whole_as_the_reporters_fullest_row(tmp_path: Path) -> None:
    rows = harvest("comtrade", written(tmp_path))
    assert {r["months"] for r in rows["commodity_trade"] if r["exporter"] == "KAZ"} == {7.0}
    # Three months with trade, in a year of which other rows cover twelve.
    assert [r["months"] for r in rows["unallocated_trade"] if r["area"] == "_X"] == [12.0]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("2020,KAZ,RUS,X,030489,30000,,30000,,7", "row 9 repeats the flow"),
        ("2020,KAZ,RUS,X,030490,-3,,30000,,7", "row 9 .* negative"),
        ("2020,KAZ,RUS,X,030490,5e13,,30000,,7", "row 9 .* above US"),
        ("2020,KAZ,RUS,X,0304,3,,30000,,7", "row 9 .* six digits"),
        ("2020,KAZ,RUS,RX,030490,3,,30000,,7", "row 9 .* a flow other than M and X"),
        ("2020,KAZ,RUS,X,030490,3,,30000,,13", "row 9 .* months"),
        ("2020,KAZ,,X,030490,3,,30000,,7", "row 9 .* no year, reporter or partner"),
    ],
)
def test_a_row_that_cannot_be_is_named(tmp_path: Path, line: str, says: str) -> None:
    with pytest.raises(BadFile, match=says) as caught:
        harvest("comtrade", written(tmp_path, line))
    assert NAME in str(caught.value)


def test_changed_columns_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="missing: 'months'; unknown: 'month'"):
        harvest("comtrade", written(tmp_path, header=LINES[0].replace("months", "month")))


def test_half_a_file_is_refused(tmp_path: Path) -> None:
    whole = (written(tmp_path) / NAME).read_bytes()
    (tmp_path / NAME).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BadFile, match="cannot be read"):
        harvest("comtrade", tmp_path)


@pytest.mark.mirror
def test_the_mirror_edition(mirror: Path) -> None:
    found = facts("comtrade", mirror / "comtrade", "commodity_trade", "exporter = 'NOR' AND importer = 'ISR' "
                  "AND year = 2019 AND commodity = '030214'")  # fmt: skip
    # 668,666 rows: 5,365 of areas. Two rows name the neutral zone, no state.
    assert (found["rows"], found["unmatched"], found["years"]) == (663_301, 2, (2000, 2024))
    assert [row[7] for row in found["found"]] == [pytest.approx(37_917_107), pytest.approx(43_555_000)]
    assert facts("comtrade", mirror / "comtrade", "unallocated_trade")["rows"] == 5_365


@pytest.mark.mirror
def test_no_row_of_a_partial_year_counts_as_whole(mirror: Path) -> None:
    found = facts("comtrade", mirror / "comtrade", "commodity_trade", "year = 2024 AND months >= 12")
    assert found["found"] == []

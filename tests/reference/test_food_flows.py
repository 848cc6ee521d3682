"""Food by item in the publisher's figures."""

import zipfile
from pathlib import Path

import duckdb
import pytest

from comity.sources.faostat.read import FILE, TABLE
from comity.sources.registry import reader, source
from comity.terms.crosswalk import from_state, to_state
from harvested import facts

pytestmark = pytest.mark.mirror


def test_rows_are_as_counted_and_israel_buys_wheat_in_russia(mirror: Path) -> None:
    wanted = "exporter = 'RUS' AND importer = 'ISR' AND item = 'Wheat' AND year >= 2021"
    found = facts("faostat-tm", mirror / "faostat-tm", "food_flows", wanted)
    expected = source("faostat-tm").provides["food_flows"]
    assert (found["rows"], found["unmatched"], found["repeated"]) == (784_536, 0, 0)
    assert expected.expect.rows <= found["rows"]
    assert found["years"] == (expected.first_year, expected.last_year)
    values = {year: round(value / 1e6) for _, _, year, by, _, value in found["found"] if by == "importer"}
    assert values == {2021: 128, 2022: 285, 2023: 314, 2024: 39}


_PUBLISHERS = (
    "Reporter Country Code", "Reporter Country Code (M49)", "Reporter Countries", "Partner Country Code",
    "Partner Country Code (M49)", "Partner Countries", "Item Code", "Item Code (CPC)", "Item", "Element Code",
    "Element", "Year Code", "Year", "Unit", "Value", "Flag",
)  # fmt: skip


def test_the_same_reports_in_the_publishers_own_form_are_the_same_flows(mirror: Path, tmp_path: Path) -> None:
    table = tmp_path / TABLE
    with duckdb.connect() as con:
        reader("faostat-tm")(mirror / "faostat-tm", con)["food_flows"].create("cut")
        iso = [code for (code,) in con.sql("SELECT exporter FROM cut UNION SELECT importer FROM cut").fetchall()]
        numbers = dict(zip(iso, from_state("m49", to_state("iso3", iso)), strict=True))
        con.execute("CREATE TABLE numbers AS SELECT unnest(?) AS iso, unnest(?) AS m49", [iso, list(numbers.values())])
        con.execute(f"""
            COPY (SELECT 0, CHR(39) || r.m49, '', 0, CHR(39) || p.m49, '', 0, '', item, 0,
                         CASE reported_by WHEN 'exporter' THEN 'Export value' ELSE 'Import value' END, year, year,
                         '1000 USD', value / 1000, 'A'
                  FROM cut JOIN numbers r ON r.iso = CASE reported_by WHEN 'exporter' THEN exporter ELSE importer END
                  JOIN numbers p ON p.iso = CASE reported_by WHEN 'exporter' THEN importer ELSE exporter END)
            TO '{table}' (HEADER false, FORCE_QUOTE *)""")
        head = ",".join(f'"{name}"' for name in _PUBLISHERS)
        with zipfile.ZipFile(tmp_path / FILE, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
            out.writestr(TABLE, f"{head}\n{table.read_text(encoding='utf-8')}")
        reader("faostat")(tmp_path, con)["food_flows"].create("whole")
        other = con.sql("""
            SELECT count(*) FROM (
                (SELECT e.m49 AS exporter, i.m49 AS importer, year, reported_by, item, value FROM cut
                 JOIN numbers e ON e.iso = exporter JOIN numbers i ON i.iso = importer EXCEPT ALL FROM whole)
                UNION ALL
                (FROM whole EXCEPT ALL SELECT e.m49, i.m49, year, reported_by, item, value FROM cut
                 JOIN numbers e ON e.iso = exporter JOIN numbers i ON i.iso = importer))""")
        assert other.fetchall() == [(0,)]
        assert con.sql("SELECT count(*) FROM whole").fetchall() == [(784_536,)]
        assert to_state("m49", list(numbers.values())).tolist() == to_state("iso3", iso).tolist()

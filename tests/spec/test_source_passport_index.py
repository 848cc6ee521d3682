"""Visa requirements under three coding schemes."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from comity.errors import BadFile
from harvested import harvest, sample

FILE = "passport_index_panel"


def written(folder: Path, extra: str = "") -> Path:
    text = (sample("passport-index") / f"{FILE}.csv").read_text(encoding="utf-8") + extra
    (folder / "panel.csv").write_text(text, encoding="utf-8")
    with duckdb.connect() as con:
        con.read_csv(str(folder / "panel.csv"), all_varchar=True).write_parquet(str(folder / f"{FILE}.parquet"))
    return folder


def test_a_code_means_what_it_meant_at_its_edition_and_the_last_of_a_year_stands(tmp_path: Path) -> None:
    rows = harvest("passport-index", written(tmp_path))["visas"]
    assert {(r["passport"], r["destination"], r["edition"], r["requirement"], r["days"]) for r in rows} == {
        ("ISR", "KAZ", date(2019, 12, 17), "free", None),
        ("KAZ", "ISR", date(2019, 12, 17), "required", None),
        ("ISR", "KAZ", date(2020, 11, 19), "refused", None),
        ("KAZ", "ISR", date(2020, 11, 19), "refused", None),
        ("ISR", "KAZ", date(2022, 12, 21), "free", 30),
        ("KAZ", "ISR", date(2022, 12, 21), "required", None),
        ("KAZ", "RUS", date(2022, 12, 21), "free", None),
    }  # fmt: skip


@pytest.mark.parametrize("code", ["VF", "0", "by camel"])
def test_a_code_unknown_at_its_edition_is_refused(tmp_path: Path, code: str) -> None:
    with pytest.raises(BadFile, match=code):
        harvest("passport-index", written(tmp_path, f"ISR,FRA,{code},2022-12-21\n"))


def test_a_file_that_is_no_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / f"{FILE}.parquet").write_text("PAR1")
    with pytest.raises(BadFile, match="fetch it again"):
        harvest("passport-index", tmp_path)

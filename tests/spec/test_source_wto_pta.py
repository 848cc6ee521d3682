"""The panel of trade and agreements: exporter's reports, years as a category, zeros that are no report."""

from pathlib import Path

import pytest

from comity.errors import BadFile
from harvested import harvest, sample
from r_writing import frame, from_csv, write_rda


def written(folder: Path, **change: list[object]) -> Path:
    columns = from_csv(sample("wto-pta") / "trade.csv")
    columns["time"] = [str(int(str(year).removesuffix(".0"))) for year in columns["time"]]
    write_rda(folder / "trade.rda", trade=frame(columns | change))
    return folder


def test_positive_exports_are_the_exporters_reports_in_current_dollars(tmp_path: Path) -> None:
    rows = harvest("wto-pta", written(tmp_path))["trade"]
    assert {(r["exporter"], r["importer"], r["year"], r["value"]) for r in rows} == {
        ("KAZ", "ISR", 2008, 2225712896.0), ("ISR", "KAZ", 2008, 105063000.0), ("ISR", "BLX", 1996, 5000.0),
    }  # fmt: skip
    assert {(r["reported_by"], r["price_basis"], r["scope"], r["commodity"]) for r in rows} == {
        ("exporter", "current", "goods", "total")
    }


def test_a_zero_is_no_report_of_zero(tmp_path: Path) -> None:
    assert not [r for r in harvest("wto-pta", written(tmp_path))["trade"] if r["year"] == 2000]


def test_an_unknown_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="quantity"):
        harvest("wto-pta", written(tmp_path, quantity=[1, 2, 3, 4]))


def test_a_negative_export_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="negative"):
        harvest("wto-pta", written(tmp_path, export=[1, 2, -3, 4]))

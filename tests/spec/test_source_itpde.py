"""Matrices of trade: rows export, the diagonal is no relation, a zero is no row."""

from pathlib import Path

import pytest

from comity.errors import BadFile
from harvested import harvest, sample
from r_writing import from_csv, listing, matrix, write_rds


def written(folder: Path, matrices: int = 17, columns: list[str] | None = None, cell: float = 0.0) -> Path:
    table = from_csv(sample("itpde") / "matrix.csv")
    names = [str(name) for name in table.pop("exporter")]
    values = [[float(str(v)) for v in row] for row in zip(*table.values(), strict=True)]
    values[0][2] = cell
    write_rds(folder / "itpd_aggregated.rds", listing([matrix(values, names, columns or names)] * matrices))
    return folder


def test_rows_export_to_columns_each_year_from_2000(tmp_path: Path) -> None:
    rows = harvest("itpde", written(tmp_path))["trade"]
    first = {(r["exporter"], r["importer"]): r["value"] for r in rows if r["year"] == 2000}
    assert first == {("Israel", "Kazakhstan"): 117755475.5, ("Kazakhstan", "Israel"): 2245998758.2,
                     ("Unknown Country", "Kazakhstan"): 5.0}  # fmt: skip
    assert {r["year"] for r in rows} == set(range(2000, 2017))
    assert {(r["reported_by"], r["price_basis"], r["scope"]) for r in rows} == {
        ("compiler", "constant-2010", "goods-and-services")
    }


def test_another_number_of_years_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="17 matrices"):
        harvest("itpde", written(tmp_path, matrices=16))


def test_sides_that_differ_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="both sides"):
        harvest("itpde", written(tmp_path, columns=["Kazakhstan", "Israel", "Unknown Country"]))


@pytest.mark.parametrize("cell", [-1.0, float("nan")])
def test_a_negative_or_missing_cell_is_refused(tmp_path: Path, cell: float) -> None:
    with pytest.raises(BadFile, match="negative or missing"):
        harvest("itpde", written(tmp_path, cell=cell))

"""Directed dyad-years: what 1 imports from 2 and the reverse, printed twice."""

from pathlib import Path

import pytest

from comity.errors import BadFile
from harvested import harvest, sample
from r_writing import frame, from_csv, write_rds


def written(folder: Path, **change: list[object]) -> Path:
    write_rds(folder / "cow_trade_ddy.rds", frame(from_csv(sample("cow-trade") / "cow_trade_ddy.csv") | change))
    return folder


def test_flow1_is_what_the_first_state_imports_from_the_second(tmp_path: Path) -> None:
    rows = harvest("cow-trade", written(tmp_path))["trade"]
    flows = {(r["exporter"], r["importer"], r["year"]): r["value"] for r in rows}
    assert flows == {
        (705, 666, 2008): 3e6,
        (666, 705, 2008): 205e6,
        (705, 666, 2010): 0.0,
        (666, 705, 2010): 89e6,
    }
    assert len(rows) == len(flows)
    assert {r["reported_by"] for r in rows} == {"importer"}


def test_a_dyad_in_one_order_only_still_gives_both_flows(tmp_path: Path) -> None:
    columns = from_csv(sample("cow-trade") / "cow_trade_ddy.csv")
    write_rds(tmp_path / "cow_trade_ddy.rds", frame({name: values[:1] for name, values in columns.items()}))
    assert {(r["exporter"], r["value"]) for r in harvest("cow-trade", tmp_path)["trade"]} == {
        (705, 3e6),
        (666, 205e6),
    }


def test_two_prints_that_differ_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="705 to 666 in 2008"):
        harvest("cow-trade", written(tmp_path, flow2=[205, 4, 89, 0, None, -9]))


def test_a_negative_flow_other_than_the_missing_code_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="negative"):
        harvest("cow-trade", written(tmp_path, flow1=[3, 205, 0, 89, -8, None]))

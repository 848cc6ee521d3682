"""show, rank, compare and panel: the same numbers in every format, missing never zero."""

import json
from datetime import date

import duckdb
import pytest
from tiny_world import amount

from comity.atlas.read import Atlas
from printed import rows_of

SHOWN = "measure,a,b,period,value,low,high,unit,state,n"


def test_show_prints_exactly_these_columns(tiny, run):
    said = run("show", "ISR", "KAZ", "exchange.exports_reported_by_importer", "--format", "csv", "--atlas", tiny)
    assert said.code == 0 and said.err == ""
    assert said.out.splitlines()[0] == SHOWN
    rows = {r["period"]: r for r in rows_of(said.out)}
    assert float(rows["2010"]["value"]) == (amount(666, 705, 2010) * 1.1 // 1) * 1e6
    assert {r["a"] for r in rows.values()} == {"ISR"} and {r["b"] for r in rows.values()} == {"KAZ"}


@pytest.mark.parametrize("measure", ["un.agreement", "alliance.any", "exchange.exports_reconciled", "igo.shared"])
def test_csv_json_and_the_atlas_give_the_same_numbers(tiny, run, measure):
    words = ("show", "RUS", "KAZ", measure, "--atlas", tiny)
    rows = rows_of(run(*words, "--format", "csv").out)
    same = json.loads(run(*words, "--format", "json").out)
    known = Atlas.open(tiny, date(2026, 1, 1)).every(measure, "RUS", "KAZ")
    assert len(rows) == len(same) == len(known) > 0
    for row, item, m in zip(rows, same, known, strict=True):
        assert list(item) == SHOWN.split(",")
        assert item["value"] == m.value and (row["value"] == "" if m.value is None else float(row["value"]) == m.value)
        assert (item["low"], item["high"], item["state"]) == (m.low, m.high, row["state"])
    table = run(*words).out
    assert all(row["period"] in table and row["state"] in table for row in rows)


def test_a_directed_measure_is_not_symmetric_and_an_undirected_one_is(tiny, run):
    def values(a: str, b: str, measure: str) -> list[str]:
        return [r["value"] for r in rows_of(run("show", a, b, measure, "--format", "csv", "--atlas", tiny).out)]

    assert values("ISR", "KAZ", "un.agreement") == values("KAZ", "ISR", "un.agreement")
    trade = "exchange.exports_reported_by_importer"
    assert values("ISR", "KAZ", trade) != values("KAZ", "ISR", trade)


def test_each_kind_of_silence_is_told_apart(tiny, run):
    def states(a: str, b: str, measure: str) -> dict[str, tuple[str, str]]:
        said = run("show", a, b, measure, "--format", "csv", "--atlas", tiny)
        return {r["period"]: (r["state"], r["value"]) for r in rows_of(said.out)}

    allied = states("ISR", "KAZ", "alliance.any")
    assert allied["2010"] == ("true_zero", "0.0")
    assert allied["1990"] == allied["1950"] == ("not_applicable", "")
    assert states("RUS", "KAZ", "alliance.any")["2010"][0] == "value"
    silent = states("ISR", "NRU", "exchange.exports_reported_by_importer")
    assert silent["2010"] == ("not_reported", "")
    cell = Atlas.open(tiny, date(2026, 1, 1)).at("un.agreement", "ISR", "KAZ", "2020")
    assert (cell.state.value, cell.value) == ("outside_coverage", None)


def test_a_measure_of_one_state(tiny, run):
    said = run("show", "KAZ", "-", "context.gdp", "--format", "csv", "--atlas", tiny)
    assert rows_of(said.out)[0]["b"] == "-"
    assert said.out == run("show", "KAZ", "ISR", "context.gdp", "--format", "csv", "--atlas", tiny).out


def test_show_can_begin_later(tiny, run):
    said = run("show", "ISR", "KAZ", "un.agreement", "--since", 2012, "--format", "csv", "--atlas", tiny)
    assert [r["period"] for r in rows_of(said.out)] == ["2012", "2013", "2014", "2015"]


def test_rank_orders_all_partners(tiny, run):
    said = run("rank", "ISR", "--by", "exchange.exports_reported_by_importer", "--format", "csv", "--atlas", tiny)
    rows = rows_of(said.out)
    assert list(rows[0]) == ["rank", "partner", "period", "value", "low", "high", "unit", "n"]
    assert [r["rank"] for r in rows] == [str(i) for i in range(1, 9)]
    values = [float(r["value"]) for r in rows]
    assert values == sorted(values, reverse=True)
    assert {r["period"] for r in rows} == {"2014"} and "ISR" not in {r["partner"] for r in rows}


def test_rank_of_an_undirected_measure_looks_both_ways(tiny, run):
    rows = rows_of(run("rank", "ISR", "--by", "un.agreement", "--format", "csv", "--atlas", tiny).out)
    assert {r["partner"] for r in rows} == {"USA", "CAN", "FRA", "DEU", "RUS", "ARM", "IRN", "KAZ"}


def test_compare_has_the_newest_value_of_each(tiny, run):
    said = run("compare", "ISR", "KAZ", "USA", "NRU", "--format", "json", "--atlas", tiny)
    table = {row["measure"]: row for row in json.loads(said.out)}
    assert table["un.agreement"]["KAZ year"] == "2015"
    assert table["un.agreement"]["NRU"] is None
    assert table["alliance.any"]["KAZ"] == 0
    shown = run("show", "ISR", "USA", "igo.shared", "--format", "json", "--atlas", tiny)
    assert table["igo.shared"]["USA"] == [r["value"] for r in json.loads(shown.out) if r["value"] is not None][-1]


CHOSEN = "alliance.any,un.agreement,exchange.exports_reported_by_importer,context.gdp"


def _panel(run, tiny, out, *words):
    said = run("panel", "--measures", CHOSEN, "--years", "2010-2011", "--atlas", tiny, "--out", out, *words)
    assert said.code == 0, said.err
    with duckdb.connect() as con:
        rows = con.execute(f"SELECT * FROM '{out}' ORDER BY state1, state2, year").fetchnumpy()
        count = con.execute(f"SELECT count(*), count(DISTINCT (state1, state2, year)) FROM '{out}'").fetchone()
    return said, rows, count


@pytest.mark.parametrize("ending", ["csv", "parquet"])
@pytest.mark.parametrize(("system", "isr", "kaz"), [("cow", 666, 705), ("gw", 666, 705), ("iso3", "ISR", "KAZ")])
def test_a_panel_holds_what_show_shows(tiny, tmp_path, run, ending, system, isr, kaz):
    out = tmp_path / f"panel.{ending}"
    said, _, (rows, keys) = _panel(run, tiny, out, "--system", system)
    assert rows == keys > 70_000 and f"{rows:,} rows" in said.err
    with duckdb.connect() as con:
        got = con.execute(
            f"SELECT * EXCLUDE (state1, state2) FROM '{out}' WHERE state1 = ? AND state2 = ? AND year = 2010",
            [isr, kaz],
        ).fetchall()
    opened = Atlas.open(tiny, date(2026, 1, 1))
    trade = opened.at("exchange.exports_reported_by_importer", "ISR", "KAZ", "2010").value
    agreement = opened.at("un.agreement", "ISR", "KAZ", "2010").value
    gdp = [opened.at("context.gdp", s, "-", "2010").value for s in ("ISR", "KAZ")]
    assert got == [(2010, 0, pytest.approx(agreement), trade, *gdp)]


def test_missing_is_never_zero_in_a_panel(tiny, tmp_path, run):
    out = tmp_path / "panel.parquet"
    _panel(run, tiny, out, "--states")
    with duckdb.connect() as con:
        found = con.execute(
            'SELECT DISTINCT "un.agreement", "un.agreement.state", "alliance.any", "alliance.any.state" '
            f"FROM '{out}' WHERE state1 = 700 AND state2 = 710"
        ).fetchall()
        faults = con.execute(
            f"SELECT count(*) FROM '{out}' WHERE (\"un.agreement\" IS NULL) <> "
            "(\"un.agreement.state\" NOT IN ('value', 'true_zero'))"
        ).fetchone()
    assert found == [(None, "not_reported", 0, "true_zero")]
    assert faults == (0,)


def test_each_pair_once_or_twice(tiny, tmp_path, run):
    _, _, (both, _) = _panel(run, tiny, tmp_path / "d.csv")
    _, rows, (once, _) = _panel(run, tiny, tmp_path / "u.csv", "--undirected")
    assert both == 2 * once and (rows["state1"] < rows["state2"]).all()


def test_what_finds_no_place_in_the_frame_is_counted(tiny, tmp_path, run):
    out = tmp_path / "x.csv"
    words = ("--measures", "agreement.investment_in_force,un.agreement", "--atlas", tiny, "--out", out)
    said = run("panel", *words, "--years", "2008-2015", "--system", "cow")
    lines = {line.split(":")[0].strip(): line for line in said.err.splitlines()[1:]}
    assert lines["un.agreement"].split(": ")[1].startswith("0 rows")
    assert set(lines) == {"agreement.investment_in_force", "un.agreement"}


def test_two_panels_are_equal(tiny, tmp_path, run):
    texts = [sorted(_csv(run, tiny, tmp_path / f"{i}.csv")) for i in range(2)]
    assert texts[0] == texts[1]


def _csv(run, tiny, out):
    _panel(run, tiny, out)
    return out.read_text().splitlines()

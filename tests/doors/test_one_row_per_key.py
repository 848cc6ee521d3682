"""Two codes of one state and two sources of one figure, from the publishers' files to the printed value."""

import gzip
import json
import zipfile
from contextlib import contextmanager

import duckdb
import pytest
from tiny_world import small_editions

from comity.atlas.editions import locate
from comity.atlas.manifest import load
from comity.sources.registry import sources
from comity.store.precedence import precedence
from comity.terms.country import states
from harvested import facts
from printed import rows_of

PAGE = {"customsCode": "C00", "motCode": 0, "partner2Code": 0, "cifvalue": None, "netWgt": None}


def page(mirror, reporter, iso, year, rows, *, flow="X"):
    """A page of the interface: rows of partner's number, partner's code, good and value."""
    data = [
        PAGE
        | {"reporterCode": reporter, "reporterISO": iso, "period": str(year), "classificationCode": "H4"}
        | {"partnerCode": number, "partnerISO": partner, "flowCode": flow, "cmdCode": good}
        | {"primaryValue": value, "fobvalue": value}
        for number, partner, good, value in rows
    ]
    home = mirror / "comtrade-pages"
    home.mkdir(parents=True, exist_ok=True)
    body = json.dumps({"data": data, "error": ""}).encode()
    (home / f"A-HS-{reporter}-{year}.json.gz").write_bytes(gzip.compress(body))
    return mirror


@contextmanager
def as_given(*ids):
    """Take small files of our own for editions of these sources."""
    with small_editions():
        known = sources()
        for id in ids:
            files = [f.model_copy(update={"sha256": None, "bytes": None, "living": "a test"}) for f in known[id].files]
            known[id] = known[id].model_copy(update={"files": tuple(files)})
        yield


def pulled_and_built(run, tmp_path, mirror, *measures):
    """Pull and build as the documents say; gives what build said."""
    pulled = run("sources", "pull", "comtrade-pages", "--mirror", mirror, "--store", tmp_path / "s")
    assert pulled.code == 0, pulled
    built = run("build", *measures, "--store", tmp_path / "s", "--mirror", mirror, "--out", tmp_path / "a")
    assert built.code == 0, built
    return built


def harmonised(tmp_path, table):
    return duckdb.sql(f"SELECT * FROM read_parquet('{tmp_path}/s/tables/{table}/*.parquet') ORDER BY ALL").fetchall()


def stored(tmp_path, measure):
    """Periods and values of a measure in the atlas that was built."""
    home, _ = locate(tmp_path / "a")
    return duckdb.sql(f"SELECT period, value FROM '{home}/{measure}.parquet' ORDER BY ALL").fetchall()


def shown(run, tmp_path, a, b, measure):
    said = run("show", a, b, measure, "--atlas", tmp_path / "a", "--format", "csv")
    assert said.code == 0, said
    return [(row["a"], row["b"], row["period"], float(row["value"])) for row in rows_of(said.out)]


def test_what_went_to_serbia_and_montenegro_and_then_to_serbia_is_one_years_trade(run, tmp_path):
    rows = [(891, "SCG", "030212", 300e3), (688, "SRB", "030212", 350e3), (499, "MNE", "030212", 25e3)]
    rows += [(891, "SCG", "160414", 600e3), (688, "SRB", "160414", 700e3), (276, "DEU", "160414", 1e6)]
    built = pulled_and_built(run, tmp_path, page(tmp_path, 381, "ITA", 2006, rows), "exchange.exports.fish")
    assert shown(run, tmp_path, "ITA", "SRB", "exchange.exports.fish") == [("ITA", "SRB", "2006", 1_950_000.0)]
    assert shown(run, tmp_path, "ITA", "DEU", "exchange.exports.fish") == [("ITA", "DEU", "2006", 1_000_000.0)]
    assert "2 of 6 rows were added to the row of another code of the same state: SCG + SRB, 2006 (2)" in built.err
    (audit,) = [a for a in load(tmp_path / "a").audits if a.table == "commodity_trade"]
    assert (audit.rows_kept, audit.combined_rows, audit.duplicate_rows) == (4, 2, 0)


def test_two_areas_under_one_code_are_both_unallocated(run, tmp_path):
    rows = [(276, "DEU", "100190", 600.0), (473, "A79", "100190", 30.0), (636, "A79", "100190", 20.0)]
    pulled_and_built(run, tmp_path, page(tmp_path, 251, "FRA", 2019, rows), "exchange.withheld_exports")
    assert [(row[0], row[3], row[-2]) for row in harmonised(tmp_path, "unallocated_trade")] == [("FRA", "A79", 50.0)]


def test_sudan_before_and_after_2011_is_one_state_under_one_code(run, tmp_path):
    rows = [(729, "SDN", "100190", 600.0), (736, "SDN", "100190", 700.0), (728, "SSD", "100190", 50.0)]
    pulled_and_built(run, tmp_path, page(tmp_path, 251, "FRA", 2012, rows), "exchange.withheld_exports")
    assert [row[1:3] + row[7:8] for row in harmonised(tmp_path, "commodity_trade")] == [
        ("SDN", 2012, 1300.0),
        ("SSD", 2012, 50.0),
    ]


def test_a_flow_that_a_page_gives_twice_is_still_refused(run, tmp_path):
    page(tmp_path, 251, "FRA", 2012, [(729, "SDN", "100190", 600.0), (729, "SDN", "100190", 600.0)])
    assert run("sources", "pull", "comtrade-pages", "--mirror", tmp_path, "--store", tmp_path / "s").code == 0
    refused = run("build", "exchange.withheld_exports", "--store", tmp_path / "s", "--out", tmp_path / "a")
    assert "row 2: repeats the flow" in refused.line


def test_a_reporter_that_names_a_partner_for_all_it_sells_has_no_unallocated_trade(run, tmp_path):
    rows = [(688, "SRB", "160414", 700.0), (276, "DEU", "160414", 1000.0)]
    pulled_and_built(run, tmp_path, page(tmp_path, 381, "ITA", 2006, rows), "exchange.withheld_exports")
    assert harmonised(tmp_path, "unallocated_trade") == []
    assert load(tmp_path / "a").measures["exchange.withheld_exports"].rows == 1
    words = ("--store", tmp_path / "s", "--out", tmp_path / "b")
    assert "without exchange.exports.fish, " in run("build", "exchange.exports.fish", *words).err, (
        "tins are not all fish"
    )


def test_what_an_edition_names_to_nobody_is_not_added_to_what_another_names(run, tmp_path):
    """Pages of a year speak for it; fish that another edition leaves unallocated in that year is no part of them."""
    page(tmp_path, 381, "ITA", 2006, [(688, "SRB", "160414", 700.0)])
    with duckdb.connect() as con:
        (tmp_path / "comtrade").mkdir()
        row = "2006::SMALLINT, 'ITA', {}, 'X', '160414', {}, NULL::DOUBLE, NULL::DOUBLE, 1.0, 12::SMALLINT"
        names = "year, reporter_iso, partner_iso, flow_code, cmd_code, primary_value, cif_value, fob_value, "
        names += "net_weight_kg, months"
        rows = [
            row.format("'FRA'", 300.0),
            row.format("'_X '", 300.0),
            row.replace("2006", "2007").format("'_X '", 9.0),
        ]
        values = ", ".join(f"({r})" for r in rows)
        con.execute(
            f"COPY (SELECT * FROM (VALUES {values}) t({names})) "
            f"TO '{tmp_path}/comtrade/comtrade-annual-hs03.parquet' (FORMAT parquet)"
        )
    with as_given("comtrade"):
        pulled_and_built(run, tmp_path, tmp_path, "exchange.withheld_exports")
    # Of 2006 the pages speak, which hide nothing; 2007 is the other edition's.
    assert stored(tmp_path, "exchange.withheld_exports") == [(2006, 0.0), (2007, 1.0)]


def test_belgium_with_luxembourg_and_the_customs_union_of_southern_africa(tmp_path):
    lines = ["t,i,j,k,v,q"]
    pairs = [(1996, 58, 276), (1996, 276, 58), (1996, 711, 276), (1996, 276, 711), (1996, 842, 276)]
    lines += [f"{year},{i},{j},100190,600.0,1" for year, i, j in pairs]
    (tmp_path / "BACI_HS92_Y1996_V202401b.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = facts("baci", tmp_path, "commodity_trade")
    assert {name: found[name] for name in ("rows", "unmatched", "repeated")} == {
        "rows": 5,
        "unmatched": 0,
        "repeated": 0,
    }


def test_codes_that_match_no_state_are_named(run, tmp_path):
    partners = [s.id for s in states() if s.kind == "state" and not s.id.startswith("X")][:120]
    rows = [(i, code, "160414", 1.0) for i, code in enumerate([*partners, "Q01", "Q02"], 1)]
    page(tmp_path, 381, "ITA", 2006, rows)
    built = pulled_and_built(run, tmp_path, tmp_path, "exchange.withheld_exports")
    assert "comtrade-pages, commodity_trade: 2 of " in built.err
    assert "rows match no state: Q01 (1), Q02 (1)" in built.err
    (audit,) = [a for a in load(tmp_path / "a").audits if a.table == "commodity_trade"]
    assert audit.unmatched_codes == {"Q01": 1, "Q02": 1}


def test_the_older_copy_of_a_figure_speaks_only_where_the_newer_is_silent(run, tmp_path):
    (tmp_path / "gdp").mkdir()
    lines = ["Country Name,Country Code,Year,Value", "x,FRA,2018,1000", "x,FRA,2019,2000", "x,DEU,2019,3000"]
    (tmp_path / "gdp" / "gdp.csv").write_text("\n".join(lines) + "\n")
    (tmp_path / "wdi").mkdir()
    for name, values in (("NY.GDP.MKTP.CD", ("", "2500")), ("SP.POP.TOTL", ("10", "11"))):
        text = '"Data Source","World Development Indicators",\n\n"Last Updated Date","2026-10-07",\n\n'
        text += '"Country Name","Country Code","Indicator Name","Indicator Code","2018","2019",\n'
        text += f'"France","FRA","x","{name}","{values[0]}","{values[1]}",\n'
        with zipfile.ZipFile(tmp_path / "wdi" / f"{name}.zip", "w") as archive:
            archive.writestr(f"API_{name}_DS2_en_csv_v2_1.csv", text)
    with as_given("gdp", "wdi"):
        pulled = run("sources", "pull", "gdp", "wdi", "--mirror", tmp_path, "--store", tmp_path / "s")
        assert pulled.code == 0, pulled
        built = run("build", "context.gdp", "--store", tmp_path / "s", "--out", tmp_path / "a")
        assert built.code == 0, built
    assert stored(tmp_path, "context.gdp") == [(2018, 1000.0), (2019, 2500.0), (2019, 3000.0)]
    assert [line.order for line in precedence() if line.table == "products"] == [("wdi", "gdp")]
    assert len(load(tmp_path / "a").measures["context.gdp"].basis) == 2


@pytest.fixture(autouse=True)
def _own_store(monkeypatch, tmp_path):
    """No store of the user's is looked at."""
    monkeypatch.setenv("COMITY_HOME", str(tmp_path / "s"))

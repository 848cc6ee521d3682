"""Which source speaks where several have the same key, and what is refused."""

import csv

import duckdb
import pytest

import tabled
from comity.errors import BadFile, Undecided
from comity.sources.registry import sources
from comity.store.lay import lay, speakers
from comity.store.precedence import COLUMNS, FILE, Line, precedence, read
from comity.tables import TABLES

FLOW = {"exporter": "FRA", "importer": "DEU", "commodity": "total", "price_basis": "current", "scope": "goods"}


def flow(year, value, account="importer", **other):
    return FLOW | {"year": year, "value": value, "reported_by": account} | other


@pytest.fixture
def laid(tmp_path):
    """Lay editions of a table and read what stands and what lost, as (source, value-like columns)."""

    def lay_all(table, editions, lines, columns="year, value"):
        with duckdb.connect() as con:
            parts = []
            for edition, rows in editions.items():
                path = tmp_path / f"it's {edition}.parquet"
                tabled.lay(con, "written", rows, contract=table)
                con.execute(
                    f"COPY (SELECT * EXCLUDE (source) FROM written) TO '{str(path).replace(chr(39), chr(39) * 2)}'"
                )
                parts.append((edition, path))
            lay(con, table, parts, lines)
            query = f"SELECT {columns}, split_part(source, '@', 1) FROM {{}} ORDER BY ALL"
            return con.sql(query.format(table)).fetchall(), con.sql(query.format(f"{table}_others")).fetchall()

    return lay_all


def test_the_first_in_order_speaks_and_the_others_stand_beside(laid):
    old, new = [flow(2013, 1.0), flow(2014, 2.0)], [flow(2014, 7.0), flow(2015, 8.0)]
    line = Line("trade", ("cow-trade", "imts"), "a test", role="importer")
    stands, lost = laid("trade", {"imts@2": new, "cow-trade@1": old}, [line])
    assert stands == [(2013, 1.0, "cow-trade"), (2014, 2.0, "cow-trade"), (2015, 8.0, "imts")]
    assert lost == [(2014, 7.0, "imts")]


def test_a_line_holds_for_its_role_and_years(laid):
    lines = [
        Line("trade", ("cow-trade", "imts"), "a test", role="importer", last=2013),
        Line("trade", ("imts", "cow-trade"), "a test", role="importer", first=2014),
        Line("trade", ("imts", "cow-trade"), "a test", role="exporter"),
    ]
    one = [flow(2013, 1.0), flow(2014, 2.0), flow(2013, 3.0, "exporter")]
    two = [flow(2013, 11.0), flow(2014, 12.0), flow(2013, 13.0, "exporter")]
    stands, lost = laid("trade", {"cow-trade@1": one, "imts@2": two}, lines, "reported_by, year, value")
    assert [row[:3] for row in stands] == [("exporter", 2013, 13.0), ("importer", 2013, 1.0), ("importer", 2014, 12.0)]
    assert [row[:3] for row in lost] == [("exporter", 2013, 3.0), ("importer", 2013, 11.0), ("importer", 2014, 2.0)]


def test_a_pair_without_direction_is_one_unit_in_whichever_order_it_is_written(laid):
    def treaty(a, b, number):
        years = {"signed_year": 2000, "in_force_year": 2001}
        return {"a": a, "b": b, "listing": "listed", "treaty": number, "title": number, **years}

    line = Line("trade_agreements", ("wto-rta", "desta"), "a test", unit=("a", "b"))
    one, two = [treaty("FRA", "DEU", "9")], [treaty("DEU", "FRA", "t1"), treaty("FRA", "ITA", "t2")]
    stands, lost = laid("trade_agreements", {"wto-rta@1": one, "desta@2": two}, [line], "treaty")
    assert stands == [("9", "wto-rta"), ("t2", "desta")]
    assert lost == [("t1", "desta")]


def test_within_a_unit_one_source_speaks_alone(laid):
    new = [{"state": "FRA", "year": 2001, "gdp_basis": "current", "gdp": 1.0}]
    old = [{"state": s, "year": y, "gdp_basis": "current", "gdp": 9.0} for s in ("FRA", "DEU") for y in (2000, 2001)]
    line = Line("products", ("wdi", "gdp"), "a test", unit=("state",))
    stands, lost = laid("products", {"gdp@1": old, "wdi@2": new}, [line], "state, year, gdp")
    assert stands == [("DEU", 2000, 9.0, "gdp"), ("DEU", 2001, 9.0, "gdp"), ("FRA", 2001, 1.0, "wdi")]
    assert lost == [("FRA", 2000, 9.0, "gdp"), ("FRA", 2001, 9.0, "gdp")]


def test_rows_that_are_numbered_differently_never_stand_together(laid):
    vote = {"state": "FRA", "year": 2000, "vote": 1}
    one, two = [vote | {"resolution": "R1"}], [vote | {"resolution": "77"}]
    stands, lost = laid("votes", {"unvotes@1": two, "unga-votes@2": one}, precedence(), "resolution")
    assert (stands, lost) == ([("R1", "unga-votes")], [("77", "unvotes")])
    with pytest.raises(Undecided, match="write a line for votes"):
        laid("votes", {"unvotes@1": two, "unga-votes@2": one}, [], "resolution")


def test_one_flow_of_an_undirected_pair_stands_once_whichever_way_it_is_written(laid):
    one, two = {"a": "DEU", "b": "FRA", "year": 2000, "km": 0.0}, {"a": "FRA", "b": "DEU", "year": 2000, "km": 1.0}
    line = Line("minimum_distances", ("peacesciencer", "other"), "a test")
    stands, lost = laid("minimum_distances", {"other@2": [two], "peacesciencer@1": [one]}, [line], "a, b, km")
    assert (stands, lost) == ([("DEU", "FRA", 0.0, "peacesciencer")], [("FRA", "DEU", 1.0, "other")])


def test_equal_rows_need_no_line(laid):
    stands, lost = laid("trade", {"b@2": [flow(2000, 1.0)], "a@1": [flow(2000, 1.0), flow(2001, 3.0)]}, [])
    assert (stands, lost) == ([(2000, 1.0, "a"), (2001, 3.0, "a")], [(2000, 1.0, "b")])


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [Line("trade", ("a", "c"), "a test", role="importer")],
        [Line("trade", ("a", "b"), "a test", role="exporter")],
        [Line("trade", ("a", "b"), "a test", role="importer", last=1999)],
        [Line("products", ("a", "b"), "a test")],
    ],
)
def test_where_no_line_decides_the_two_and_the_file_are_named(laid, lines):
    with pytest.raises(Undecided) as refused:
        laid("trade", {"a@1": [flow(2000, 1.0)], "b@2": [flow(2000, 2.0)]}, lines)
    said = str(refused.value)
    assert all(word in said for word in ("a@1", "b@2", "year=2000", "importer=DEU", str(FILE)))
    assert "\n" not in said


def test_a_missing_value_differs_from_a_number_and_not_from_another(laid):
    blank = {"state": "FRA", "year": 2000, "gdp_basis": "current", "gdp": None, "population": 5.0}
    stands, _ = laid("products", {"a@1": [blank], "b@2": [blank]}, [], "gdp, population")
    assert stands == [(None, 5.0, "a")]
    with pytest.raises(Undecided):
        laid("products", {"a@1": [blank], "b@2": [blank | {"gdp": 1.0}]}, [])


def test_two_editions_of_one_source_never_stand_together(laid):
    with pytest.raises(ValueError, match="two editions of one source"):
        laid("trade", {"imts@1": [flow(2000, 1.0)], "imts@2": [flow(2001, 1.0)]}, [])


def test_speakers_are_those_of_whom_a_row_stands(tmp_path):
    with duckdb.connect() as con:
        parts = []
        for edition, value in (("imts@1", 2.0), ("cow-trade@1", 1.0)):
            tabled.lay(con, "written", [flow(2000, value)], contract="trade")
            con.execute(f"COPY (SELECT * EXCLUDE (source) FROM written) TO '{tmp_path}/{edition}.parquet'")
            parts.append((edition, tmp_path / f"{edition}.parquet"))
        lay(con, "trade", parts, precedence())
        assert speakers(con, "trade") == ("cow-trade@1",)


def test_a_regime_is_read_with_its_interval_and_goes_on_where_that_ends(laid):
    bare = {"state": "FRA", "year": 2024, "index": "polyarchy", "value": 0.5}
    whole = bare | {"value": 0.6, "low": 0.5, "high": 0.7}
    editions = {"isard@1": [bare, bare | {"year": 2025}], "democracy@1": [whole]}
    stands, _ = laid("regimes", editions, precedence(), "year, value, low")
    assert stands == [(2024, 0.6, 0.5, "democracy"), (2025, 0.5, None, "isard")]


def test_a_month_of_events_is_one_coders(laid):
    act = dict.fromkeys((n for n, f in TABLES["event_months"].fields().items() if f.type == "DOUBLE"), 1.0)
    one, two = act | {"a": "FRA", "b": "DEU"}, act | {"a": "ISR", "b": "KAZ"}
    editions = {
        "icews-events@1": [two | {"period": 24000}, two | {"period": 24001}],
        "gdelt-events@1": [one | {"period": 24000}],
    }
    stands, _ = laid("event_months", editions, precedence(), "period, a")
    assert stands == [(24000, "FRA", "gdelt-events"), (24001, "ISR", "icews-events")]


def test_a_year_of_goods_is_one_sources_in_each_account(laid):
    """Whole reporters beside two chapters of others: how much of the goods a year has is judged by the year."""
    good = {"exporter": "FRA", "importer": "DEU", "nomenclature": "HS17", "valuation": "fob", "value": 1.0}
    whole = [good | {"year": 2019, "reported_by": "exporter", "commodity": "100190"}]
    fish = [
        good | {"exporter": "ITA", "nomenclature": "HS", "commodity": "030212", "year": year, "reported_by": account}
        for year in (2018, 2019)
        for account in ("exporter", "importer")
    ]
    editions = {"comtrade@1": fish, "comtrade-pages@1": whole, "baci@1": [whole[0] | {"reported_by": "compiler"}]}
    stands, lost = laid("commodity_trade", editions, precedence(), "year, reported_by")
    assert [row for row in stands if row[0] == 2019] == [
        (2019, "compiler", "baci"),
        (2019, "exporter", "comtrade-pages"),
        (2019, "importer", "comtrade"),
    ]
    assert lost == [(2019, "exporter", "comtrade")]


def test_every_table_of_several_sources_has_a_line_for_them():
    """Any two of the declared sources of a table that are not told apart by role or years are ranked."""
    told_apart = {("trade", "itpde"), ("commodity_trade", "baci"), ("products", "isard")}
    ranked = {(line.table, id) for line in precedence() for id in line.order}
    for name in TABLES:
        giving = [spec.id for spec in sources().values() if name in spec.provides]
        for id in giving if len(giving) > 1 else ():
            assert (name, id) in ranked or (name, id) in told_apart, f"{name}: no line names {id}"


GOOD = {"table": "trade", "role": "importer", "from": "", "to": "2014", "unit": "", "order": "cow-trade > imts"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"table": "trades"}, "no table 'trades'"),
        ({"order": "cow-trade > nowhere"}, "no source 'nowhere' gives trade"),
        ({"order": "cow-trade > gdp"}, "no source 'gdp' gives trade"),
        ({"order": "cow-trade"}, "names two sources or more"),
        ({"order": "imts > imts"}, "names two sources or more"),
        ({"to": "soon"}, "'soon' is no year"),
        ({"from": "2015"}, "from 2015 to 2014"),
        ({"unit": "yaer"}, "no column 'yaer'"),
        ({"unit": "table year"}, "a unit by itself"),
        ({"reason": " "}, "no reason"),
        ({"table": "votes", "order": "unvotes > unga-votes"}, "votes has no roles"),
        ({"more": "x"}, "not the columns"),
    ],
)
def test_a_line_that_cannot_be_is_refused_with_its_number(change, said):
    row = GOOD | {"reason": "a test"} | change
    with pytest.raises(BadFile, match=said) as refused:
        read([row], "file.csv")
    assert str(refused.value).startswith("file.csv: line 2")


def test_two_lines_for_the_same_rows_are_refused():
    row = GOOD | {"reason": "a test"}
    apart = read([row, row | {"from": "2015", "to": ""}, row | {"role": "exporter"}], "file.csv")
    assert len(apart) == 3
    for second in (row | {"from": "2014", "to": ""}, row | {"role": ""}):
        with pytest.raises(BadFile, match="two lines hold for the same rows of trade"):
            read([row, second], "file.csv")


def test_the_file_is_read_whole():
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    assert len(precedence()) == len(rows)
    assert all(len(line.reason) > 20 for line in precedence())

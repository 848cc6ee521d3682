"""Two of a publisher's codes that are one state's in a year, and a row that a publisher repeats."""

from dataclasses import asdict

import duckdb
import numpy as np
import pytest

from comity.errors import BadFile
from comity.sources.contract import Expectation, Provision
from comity.store.harmonise import harmonise
from comity.tables import TABLES

NOTHING = {"duplicate_rows": 0, "combined_rows": 0, "contradicted_rows": 0}


@pytest.fixture
def made(tmp_path):
    """Harmonise rows of a table, in the order of its fields; gives rows in the order of key and the audit."""

    def make(table, codes, rows):
        contract = TABLES[table]
        columns = {name: np.array([row[i] for row in rows], dtype=object) for i, name in enumerate(contract.fields())}
        provision = Provision(
            codes=codes, silence="not_reported", first_year=1900, last_year=2020, locator="", expect=Expectation(rows=0)
        )
        with duckdb.connect() as con:
            target = tmp_path / "made.parquet"
            typed = {name: list(map(str, column)) if column.dtype == object and name in contract.state_columns()
                     else column for name, column in columns.items()}  # fmt: skip
            con.register("given", {n: np.asarray(c, dtype=object) for n, c in typed.items()})
            kinds = {n: "VARCHAR" if f.type == "STATE" else f.type for n, f in contract.fields().items()}
            cast = ", ".join(f'CAST("{n}" AS {kind}) AS "{n}"' for n, kind in kinds.items())
            con.execute(f"CREATE TABLE typed AS SELECT {cast} FROM given")
            audit = harmonise(con, con.table("typed"), contract, source="a", provision=provision, target=target)
            found = con.execute(f"SELECT * FROM read_parquet('{target}') ORDER BY ALL").fetchall()
        told = asdict(audit)
        parts = ("rows_kept", "unmatched_rows", "duplicate_rows", "combined_rows", "contradicted_rows")
        assert told["rows_read"] == sum(told[name] for name in parts), "each row is counted once"
        return found, told

    return make


def counts(told):
    return {name: told[name] for name in NOTHING}


def flow(exporter, importer, year, value):
    return (exporter, importer, year, "exporter", "total", "current", "goods", value)


@pytest.mark.parametrize(
    ("codes", "one", "two", "year", "state"),
    [
        ("iso3", "SCG", "SRB", 2006, "SRB"),
        ("m49", "891", "688", 2006, "SRB"),
        ("m49", "56", "58", 1998, "BEL"),
        ("m49", "710", "711", 1998, "ZAF"),
        ("m49", "729", "736", 2011, "SDN"),
        ("m49", "276", "280", 1991, "DEU"),
        ("gw", "345", "340", 2006, "SRB"),
        ("name", "Serbia and Montenegro", "Serbia", 2006, "SRB"),
        ("name", "Soviet Union", "Russia", 1991, "RUS"),
    ],
)
def test_amounts_of_two_codes_of_one_state_add_up(made, codes, one, two, year, state):
    other = {"iso3": "ITA", "m49": "380", "gw": "325", "name": "Italy"}[codes]
    found, told = made("trade", codes, [flow(other, one, year, 300.0), flow(other, two, year, 350.0)])
    assert [(row[0], row[1], row[-1]) for row in found] == [("ITA", state, 650.0)]
    assert counts(told) == NOTHING | {"combined_rows": 1}
    assert [key.endswith(f", {year}") for key in told["combined_codes"]] == [True]


def test_two_states_stay_two(made):
    """Germany and the Federal Republic before it, the two Yemens, Montenegro beside Serbia."""
    rows = [flow("ITA", code, 2006, 1.0) for code in ("SRB", "MNE")]
    rows += [flow("ITA", code, 1989, 1.0) for code in ("YEM", "YMD", "DDR", "DEU")]
    found, told = made("trade", "iso3", rows)
    assert len(found) == 6
    assert counts(told) == NOTHING


def test_an_amount_of_which_a_part_is_missing_is_missing(made):
    row = ("exporter", "HS07", "160414", "fob")
    rows = [("ITA", "SCG", 2006, *row, 3.0, None, 5.0, 12.0), ("ITA", "SRB", 2006, *row, 4.0, None, None, 7.0)]
    found, _ = made("commodity_trade", "iso3", rows)
    assert [values[-4:] for values in found] == [(7.0, None, None, 7.0)]


def test_what_is_no_amount_is_left_out_where_it_differs(made):
    same, differ = ("FRA", 2006, "polyarchy"), ("SCG", 2006, "polyarchy")
    rows = [(*same, 0.9, None, None), (*differ, 0.5, None, None), ("SRB", 2006, "polyarchy", 0.6, None, None)]
    found, told = made("regimes", "iso3", rows)
    assert [row[0] for row in found] == ["FRA"]
    assert counts(told) == NOTHING | {"contradicted_rows": 2}
    assert told["contradicted_codes"] == {"SCG + SRB, 2006": 2}


def test_what_is_no_amount_stands_where_it_is_the_same(made):
    rows = [("SCG", 2006, "polyarchy", 0.6, None, None), ("SRB", 2006, "polyarchy", 0.6, None, None)]
    found, told = made("regimes", "iso3", rows)
    assert len(found) == 1
    assert counts(told) == NOTHING | {"combined_rows": 1}


def test_flags_and_degrees_of_two_codes_are_those_of_either(made):
    rows = [
        ("ITA", "SCG", 2006, True, False, False, False, False),
        ("ITA", "SRB", 2006, False, False, True, False, False),
    ]
    found, _ = made("alliances", "iso3", rows)
    assert found == [("ITA", "SRB", 2006, True, False, True, False, False)]


def test_a_row_that_the_publisher_repeats_counts_once(made):
    rows = [flow("ITA", "SRB", 2007, 5.0), flow("ITA", "srb ", 2007, 5.0), flow("ITA", "FRA", 2007, 5.0)]
    found, told = made("trade", "iso3", rows)
    assert [row[1] for row in found] == ["FRA", "SRB"]
    assert counts(told) == NOTHING | {"duplicate_rows": 1}


def test_two_spellings_of_one_name_with_the_same_amount_are_not_added_up(made):
    """One record spelled twice, or two areas with the same amount: the file does not say."""
    rows = [flow("Italy", "Ivory Coast", 2007, 5.0), flow("Italy", "Côte d'Ivoire", 2007, 5.0)]
    found, told = made("trade", "name", rows)
    assert not found
    assert counts(told) == NOTHING | {"contradicted_rows": 2}
    alike, told = made("trade", "name", [flow("Italy", "Cote d'Ivoire", 2007, 5.0), rows[1]])
    assert [row[-1] for row in alike] == [5.0]
    assert counts(told) == NOTHING | {"duplicate_rows": 1}


def test_two_things_said_of_one_key_under_one_code_are_refused(made):
    with pytest.raises(BadFile, match="says two things of one key") as refused:
        made("trade", "iso3", [flow("ITA", "SRB", 2007, 5.0), flow("ITA", "SRB", 2007, 6.0)])
    assert all(word in str(refused.value) for word in ("trade", "year=2007", "importer=SRB"))
    assert "\n" not in str(refused.value)


def test_a_table_may_be_empty_where_none_is_a_sound_state(made):
    found, told = made("trade", "iso3", [])
    assert (found, told["rows_read"]) == ([], 0)

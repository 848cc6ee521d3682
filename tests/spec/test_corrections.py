"""What people mend of a publisher's data: made where the wrong value is found, loud where it is not."""

from datetime import date

import duckdb
import numpy as np
import pytest

from comity.errors import BadFile
from comity.sources.registry import sources
from comity.store.corrections import COLUMNS, correct, expect_tables, read_corrections
from comity.store.fingerprint import PACKAGE

DAY = date(2021, 3, 1)
GOOD = "leaders,state=373; start=2003-10-15,leader,Ilhma,Ilham,2021-12-31,letters swapped"


def _written(folder, *rows):
    path = folder / "corrections.csv"
    path.write_text("\n".join([",".join(COLUMNS), *rows]) + "\n")
    return read_corrections(path)


def _leaders(name="Ilhma", start="2003-10-15"):
    con = duckdb.connect()
    con.execute("CREATE TABLE t (state INTEGER, leader VARCHAR, start DATE)")
    con.execute(
        "INSERT INTO t VALUES (373, 'H. Aliyev', '1993-06-24'), (373, ?, ?), (630, 'Ilhma', '2003-10-15')",
        [name, start],
    )
    return con


def test_only_the_row_that_is_meant_is_mended(tmp_path):
    with _leaders() as con:
        rows = correct(con, "leaders", con.sql("FROM t"), _written(tmp_path, GOOD), DAY).fetchall()
    assert [leader for _, leader, _ in rows] == ["H. Aliyev", "Ilham", "Ilhma"]


def test_columns_are_mended_as_relations_are_and_other_tables_stay(tmp_path):
    given = {"state": [1, 2], "value": [10.0, 20.0]}
    columns = {name: np.array(values) for name, values in given.items()}
    mended = _written(tmp_path, "gdp,state=2,value,20.0,2000,2021-12-31,a thousandfold too small", GOOD)
    with duckdb.connect() as con:
        assert correct(con, "gdp", columns, mended, DAY).fetchall() == [(1, 10.0), (2, 2000.0)]
        assert correct(con, "elections", columns, mended, DAY) is columns


def test_no_value_is_written_as_nothing(tmp_path):
    with _leaders() as con:
        row = GOOD.replace("Ilhma,Ilham", "Ilhma,")
        assert correct(con, "leaders", con.sql("FROM t"), _written(tmp_path, row), DAY).fetchall()[1][1] is None


@pytest.mark.parametrize(
    ("row", "name", "start", "day", "said"),
    [
        (GOOD, "Ilham", "2003-10-15", DAY, "reads 'Ilham', not 'Ilhma'.*remove the row"),
        (GOOD, "Ilhma", "2003-10-31", DAY, "no row of leaders where state=373, start=2003-10-15"),
        (GOOD, "Ilhma", "2003-10-15", date(2022, 1, 1), "expired.*2022-01-01"),
        (GOOD.replace("leader,", "head,"), "Ilhma", "2003-10-15", DAY, "no column head"),
        (GOOD.replace("state=373", "country=373"), "Ilhma", "2003-10-15", DAY, "no column country"),
    ],
    ids=["mended", "gone", "expired", "column", "where"],
)
def test_a_correction_that_no_longer_fits_stops_the_build(tmp_path, row, name, start, day, said):
    with _leaders(name, start) as con, pytest.raises(BadFile, match=said) as refused:
        correct(con, "leaders", con.sql("FROM t"), _written(tmp_path, row), day)
    assert "corrections.csv, row 2" in str(refused.value) and "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (GOOD.replace("letters swapped", ""), "reason"),
        (GOOD.replace("Ilhma,Ilham", "Ilham,Ilham"), "what is expected"),
        (GOOD.replace("2021-12-31", "soon"), "is no day"),
        (GOOD.replace("state=373; start=2003-10-15", "state 373"), "column=value"),
        ("leaders,state=373", "as many fields"),
        (GOOD + ",more", "as many fields"),
    ],
)
def test_a_row_that_says_too_little_is_refused(tmp_path, row, said):
    with pytest.raises(BadFile, match=said):
        _written(tmp_path, row)
    (tmp_path / "corrections.csv").write_text("table,column\n")
    with pytest.raises(BadFile, match="the columns must be"):
        read_corrections(tmp_path / "corrections.csv")


def test_every_correction_that_ships_is_of_a_table_that_its_source_gives():
    found = 0
    for spec in sources().values():
        corrections = read_corrections(PACKAGE / "sources" / spec.id.replace("-", "_") / "corrections.csv")
        expect_tables(corrections, tuple(spec.provides))
        found += len(corrections)
    assert found
    with pytest.raises(BadFile, match="gives no table"):
        expect_tables(corrections or read_corrections(PACKAGE / "sources/reign/corrections.csv"), ("votes",))


def test_the_leader_whose_name_was_misspelt(mirror, tmp_path):
    from comity.sources.registry import source
    from comity.store.snapshot import pull
    from comity.store.tables import make

    paths = make(tmp_path, source("reign"), pull(source("reign"), tmp_path, mirror=mirror))
    with duckdb.connect() as con:
        query = "SELECT leader FROM read_parquet(?) WHERE state = 'AZE' AND \"end\" IS NULL"
        assert con.execute(query, [str(paths["leaders"])]).fetchall() == [("Ilham Aliyev",)]

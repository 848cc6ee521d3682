import gzip
import lzma
from pathlib import Path
from typing import Any

import duckdb
import pytest

from comity.errors import BadFile
from comity.sources.formats.text import read_delimited

COLUMNS = {"state": "VARCHAR", "year": "INTEGER"}


@pytest.fixture
def read(tmp_path: Path) -> Any:
    def from_bytes(data: bytes, columns: dict[str, str] = COLUMNS, name: str = "some.csv", **options: Any) -> Any:
        path = tmp_path / name
        path.write_bytes(data)
        return read_delimited(duckdb.connect(), path, columns, **options).fetchall()

    return from_bytes


def test_columns_come_in_the_declared_order(read: Any) -> None:
    assert read(b"year,state\n1999,Oz\n2000,\n") == [("Oz", 1999), (None, 2000)]


def test_utf8_with_and_without_mark_latin1_and_gzip(read: Any) -> None:
    assert read("state,year\nÅland,1\n".encode()) == [("Åland", 1)]
    assert read("\ufeffstate,year\nÅland,1\n".encode()) == [("Åland", 1)]
    assert read("state,year\nÅland,1\n".encode("latin-1"), encoding="latin-1") == [("Åland", 1)]
    packed = gzip.compress("state,year\nÅland,1\n".encode())
    assert read(packed, name="some.csv.gz") == [("Åland", 1)]
    packed = gzip.compress("state,year\nÅland,1\n".encode("latin-1"))
    assert read(packed, name="some.csv.gz", encoding="latin-1") == [("Åland", 1)]


def test_tabs_quotes_missing_marks_and_no_header(read: Any) -> None:
    assert read(b"state\tyear\nOz\t1\n", delimiter="\t") == [("Oz", 1)]
    assert read(b'state,year\n"a, ""b""\nc",1\n') == [('a, "b"\nc', 1)]
    assert read(b"state,year\nNA,-9\n", missing=("NA", "-9")) == [(None, None)]
    assert read(b"Oz,1\n", header=False) == [("Oz", 1)]
    assert read(b'state\tyear\n"Oz\t1\n', delimiter="\t", quote="") == [('"Oz', 1)]


def test_columns_to_ignore_are_left_out(read: Any) -> None:
    assert read(b"state,note,year\nOz,x,1\n", ignore=("note",)) == [("Oz", 1)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"state\nOz\n", "missing: 'year'.*found: 'state'.*expected: 'state', 'year'"),
        (b"state,year,more\nOz,1,2\n", "unknown: 'more'"),
        (b"state,year,year\nOz,1,2\n", "repeated: 'year'"),
        (b"state,year\nOz,1\nOz\n", "row 3"),
        (b"state,year\nOz,1\nOz,1,2\n", "row 3 has 3 fields or more, not 2"),
        (b"state,year\nOz,1\nOz,1,\n", "row 3 has 3 fields or more, not 2"),
        (b'state,year\nOz,1\nOz,1,""\n', "row 3 has 3 fields or more, not 2"),
        (b"state,year\nOz,1\nOz,1,,,\n", "row 3 has 3 fields or more, not 2"),
        (b"state,year\nOz,1\nOz,never\n", "row 3"),
        (b'state,year\n"Oz,1\n', "row 2"),
        (b"state,year\nOz,1\n\xc5land,2\n", "row 3.*unicode"),
    ],
)
def test_a_fault_names_the_file_and_the_row(read: Any, data: bytes, reason: str) -> None:
    with pytest.raises(BadFile, match=reason) as caught:
        read(data)
    assert "some.csv" in str(caught.value) and "\n" not in str(caught.value)


def test_fields_too_many_are_no_missing_ones(read: Any) -> None:
    three = COLUMNS | {"more": "DOUBLE"}
    assert read(b"state,year,more\nOz,1,NA\n", three, missing=("", "NA")) == [("Oz", 1, None)]
    with pytest.raises(BadFile, match="row 2 has 4 fields or more, not 3"):
        read(b"state,more,year\nOz,9,5,NA\n", three, missing=("", "NA"))


def test_other_faults(read: Any, tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="row 1 has 3 fields"):
        read(b"Oz,1,2\n", header=False)
    with pytest.raises(BadFile, match=r"some\.csv\.gz"):
        read(b"not packed", name="some.csv.gz")
    with pytest.raises(BadFile, match=r"some\.csv\.gz"):
        read(gzip.compress(b"state,year\nOz,1\n" * 999)[:-12], name="some.csv.gz", encoding="latin-1")
    with pytest.raises(BadFile, match="no such file"):
        read_delimited(duckdb.connect(), tmp_path / "none.csv", COLUMNS)
    with pytest.raises(ValueError, match="utf-16"):
        read(b"x", encoding="utf-16")


def test_xz_is_unpacked_with_its_mark_and_a_cut_one_is_refused(read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = lzma.compress("\ufeffstate,year\nÅland,1\n".encode())
    assert read(packed, name="some.csv.xz") == [("Åland", 1)]
    for broken in (packed[:-8], packed[:20], b"state,year\n"):
        with pytest.raises(BadFile, match=r"some\.csv\.xz: cannot be read"):
            read(broken, name="some.csv.xz")
    monkeypatch.setattr("comity.sources.formats.text._PLAIN_LIMIT", 10)
    with pytest.raises(BadFile, match="larger than 10 bytes"):
        read(packed, name="some.csv.xz")


def test_a_column_left_out_may_be_named_like_one_that_is_read_but_for_its_case(read: Any) -> None:
    assert read(b"State,state,year\nx,Oz,1\n", ignore=("State",)) == [("Oz", 1)]

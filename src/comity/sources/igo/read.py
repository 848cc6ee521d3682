"""Memberships in long form, and the organisations by name.

The publisher gives a matrix of state-years by organisations, as a CSV in an archive; here each membership is a row. The
names are in a second file, whose other columns repeat the matrix by organisation. A package re-issues both as R files.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from comity.errors import BadFile
from comity.sources.formats.archive import unpack
from comity.sources.formats.check import listed
from comity.sources.formats.frame import read_frame, register
from comity.sources.formats.text import header_of, read_delimited
from comity.sources.registry import source
from comity.tables.columns import Array, Columns

if TYPE_CHECKING:
    import duckdb

ID = "igo"
STATE_YEARS, ORGANISATION_YEARS = "state_year_format3", "igo_year_format3"
"""The files as re-issued; the publisher writes a v before the number of the version."""
NAMED = ("ioname", "longorgname", "year")
STATUS = {1: "full", 2: "associate", 3: "observer"}
NO_ROW = (0, -1, -9)
"""No member; no such state or organisation in the year; not known."""

_LARGEST = 1 << 30
"""Bytes of an unpacked table beyond which it is refused."""
_TEXTS = ("ioname", "longorgname")
_ORGANISATIONS = """
    SELECT ioname AS organisation, arg_max(longorgname, year) AS title,
        min(year)::SMALLINT AS first_year, max(year)::SMALLINT AS last_year
    FROM {named} GROUP BY ioname
"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, Columns | duckdb.DuckDBPyRelation]:
    """The tables `memberships` and `organisations`. Raises BadFile when the two files disagree."""
    own = _own(folder, ORGANISATION_YEARS)
    if own.is_file():
        named = _of_csv(own, con, NAMED, others=True)
    else:
        path = folder / f"{ORGANISATION_YEARS}.rda"
        named = read_frame(path, ORGANISATION_YEARS, NAMED, ignore=None)  # beside them the matrix, turned
    organisations = sorted(set(named["ioname"].tolist()))
    return {
        "memberships": _memberships(folder, con, organisations),
        "organisations": con.sql(_ORGANISATIONS.format(named=register(con, named))),
    }


def _own(folder: Path, name: str) -> Path:
    """The publisher's archive of a file that is named as it is re-issued."""
    return folder / f"{name.replace('format3', 'formatv3')}.zip"


def _of_csv(path: Path, con: duckdb.DuckDBPyConnection, wanted: Sequence[str], *, others: bool = False) -> Columns:
    """Columns of the one CSV in an archive by their names in lower case; with `others` there may be more."""
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "table.csv"
        unpack(path, plain, wanted=_is_table, limit=_LARGEST)
        header = header_of(plain, encoding="latin-1")
        by_name = {name.lower(): name for name in header}
        beside = [name for name in header if name.lower() not in wanted and (others or name in source(ID).ignore)]
        columns = {by_name.get(name, name): "VARCHAR" if name in _TEXTS else "SMALLINT" for name in wanted}
        try:
            rows = read_delimited(con, plain, columns, encoding=_encoding(plain), ignore=beside)
        except BadFile as error:
            raise BadFile(str(error).replace(str(plain), str(path))) from error
        found = rows.fetchnumpy()
    for name in wanted:
        if np.ma.is_masked(found[by_name[name]]):
            raise BadFile(f"{path}: a row without {name}; compare the release with its codebook")
    return {name: np.ma.getdata(found[by_name[name]]) for name in wanted}


def _is_table(name: str) -> bool:
    return name.lower().endswith(".csv") and not name.startswith("__MACOSX")


def _encoding(path: Path) -> str:
    try:
        path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def _memberships(folder: Path, con: duckdb.DuckDBPyConnection, organisations: list[str]) -> Columns:
    columns = [name.lower() for name in organisations]
    wanted, path = ("ccode", "year", *columns), folder / f"{STATE_YEARS}.rda"
    if (own := _own(folder, STATE_YEARS)).is_file():
        path, frame = own, _of_csv(own, con, wanted)
    else:
        frame = read_frame(path, STATE_YEARS, wanted, ignore=source(ID).ignore)
    matrix = np.stack([frame[name] for name in columns])
    _expect_codes(matrix, path)
    which, row = np.nonzero(np.isin(matrix, list(STATUS)))
    labels = np.array([None, *STATUS.values()], dtype=object)
    return {
        "state": frame["ccode"][row].astype(np.int32),
        "organisation": np.array(organisations, dtype=object)[which],
        "year": frame["year"][row].astype(np.int16),
        "status": labels[matrix[which, row].astype(np.intp)],
    }


def _expect_codes(matrix: Array, path: Path) -> None:
    unknown = np.unique(matrix[~np.isin(matrix, [*STATUS, *NO_ROW])]).tolist()
    if unknown:
        codes = listed(f"{code:g}" for code in unknown)
        raise BadFile(f"{path}: unknown membership codes {codes}; compare the release with its codebook")

"""Memberships in long form, and the organisations by name.

The publisher gives a matrix of state-years by organisations; here each membership is a row. The names are
in a second file, whose other columns repeat the matrix by organisation.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from comity.errors import BadFile
from comity.sources.formats.check import listed
from comity.sources.formats.frame import read_frame, register
from comity.sources.registry import source
from comity.tables.columns import Array, Columns

if TYPE_CHECKING:
    import duckdb

ID = "igo"
STATE_YEARS, ORGANISATION_YEARS = "state_year_format3", "igo_year_format3"
STATUS = {1: "full", 2: "associate", 3: "observer"}
NO_ROW = (0, -1, -9)
"""No member; no such state or organisation in the year; not known."""

_ORGANISATIONS = """
    SELECT ioname AS organisation, arg_max(longorgname, year) AS title,
        min(year)::SMALLINT AS first_year, max(year)::SMALLINT AS last_year
    FROM {named} GROUP BY ioname
"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, Columns | duckdb.DuckDBPyRelation]:
    """The tables `memberships` and `organisations`. Raises BadFile when the two files disagree."""
    named = read_frame(
        folder / f"{ORGANISATION_YEARS}.rda",
        ORGANISATION_YEARS,
        ("ioname", "longorgname", "year"),
        ignore=None,  # one column for each state: the matrix of the other file, turned
    )
    organisations = sorted(set(named["ioname"].tolist()))
    return {
        "memberships": _memberships(folder / f"{STATE_YEARS}.rda", organisations),
        "organisations": con.sql(_ORGANISATIONS.format(named=register(con, named))),
    }


def _memberships(path: Path, organisations: list[str]) -> Columns:
    columns = [name.lower() for name in organisations]
    frame = read_frame(path, STATE_YEARS, ("ccode", "year", *columns), ignore=source(ID).ignore)
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

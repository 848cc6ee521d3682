"""Votes as one matrix a year: states by roll calls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from comity.errors import BadFile

if TYPE_CHECKING:
    import duckdb

SLIVER = 10
"""A year with less than one in so many of the year before's contested roll calls is not whole, and gives no value."""

LEVELS = (1, 2, 3)
"""Yes, abstain, no."""


@dataclass(frozen=True, slots=True)
class Ballots:
    """One year: `votes` is states x roll calls (0 absent, 1 yes, 2 abstain, 3 no); `states` are sorted.

    `account` is the edition that the year's votes are of, None where all years are of one.
    """

    year: int
    states: list[str]
    resolutions: list[str]
    votes: NDArray[np.int8]
    account: str | None = None

    @property
    def contested(self) -> NDArray[np.int8]:
        """The roll calls on which not all who voted agreed."""
        return self.votes[:, is_contested(self.votes)]

    def signed(self, rows: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        """Rows of a measure of this year with the account that they rest on, where accounts differ by year."""
        if self.account is None:
            return rows
        return rows | {"basis": np.full(len(rows["period"]), self.account, dtype=object)}


def is_contested(votes: NDArray[np.int8]) -> NDArray[np.bool_]:
    """Which roll calls saw at least two different votes."""
    return np.asarray(np.sum([(votes == level).any(axis=0) for level in LEVELS], axis=0) > 1)


def ballots(con: duckdb.DuckDBPyConnection, table: str = "votes") -> Iterator[Ballots]:
    """Every year of `table` that is whole, oldest first. States and roll calls are numbered by the database.

    Raises BadFile where a year's votes are of two accounts, whose roll calls would count twice.
    """
    before = 0
    for found in _years(con, table):
        contested = int(is_contested(found.votes).sum())
        whole = SLIVER * contested >= before
        before = contested
        if whole:
            yield found


def _years(con: duckdb.DuckDBPyConnection, table: str) -> Iterator[Ballots]:
    states = _names(con, f"SELECT DISTINCT state FROM {table} ORDER BY ALL")
    resolutions = _names(con, f"SELECT DISTINCT resolution FROM {table} ORDER BY ALL")
    accounts = _accounts(con, table)
    rows = con.execute(f"""
        WITH s AS (SELECT state, row_number() OVER (ORDER BY state) - 1 AS place
                   FROM (SELECT DISTINCT state FROM {table})),
        r AS (SELECT resolution, row_number() OVER (ORDER BY resolution) - 1 AS place
              FROM (SELECT DISTINCT resolution FROM {table}))
        SELECT year, s.place::INTEGER AS state, r.place::INTEGER AS resolution, vote
        FROM {table} JOIN s USING (state) JOIN r USING (resolution)""").fetchnumpy()
    year = np.asarray(rows["year"])
    order = np.argsort(year, kind="stable")
    years, starts = np.unique(year[order], return_index=True)
    for when, chosen in zip(years, np.split(order, starts[1:]), strict=True) if len(years) else ():
        row, state = _places(rows["state"][chosen], len(states))
        column, call = _places(rows["resolution"][chosen], len(resolutions))
        votes = np.zeros((len(state), len(call)), dtype=np.int8)
        votes[row, column] = rows["vote"][chosen]
        named = [states[i] for i in state], [resolutions[i] for i in call]
        yield Ballots(int(when), *named, votes, accounts.get(int(when)))


def _accounts(con: duckdb.DuckDBPyConnection, table: str) -> dict[int, str]:
    """The edition by year; empty where one speaks of all years, or the table does not say which one does."""
    if "source" not in {row[0] for row in con.execute(f"DESCRIBE {table}").fetchall()}:
        return {}
    rows = con.execute(f"SELECT DISTINCT year, source FROM {table} WHERE year IS NOT NULL ORDER BY ALL").fetchall()
    if len({source for _, source in rows}) < 2:
        return {}
    found = dict(rows)
    if len(found) < len(rows):
        years = [year for year, _ in rows]
        twice = next(year for year in found if years.count(year) > 1)
        raise BadFile(
            f"{table}: votes of {twice} are of two sources; let one speak for the year in store/precedence.csv"
        )
    return found


def _names(con: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    return [row[0] for row in con.execute(query).fetchall()]


def _places(codes: NDArray[np.int32], size: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Row of each code among those that occur, and the codes that occur, in order."""
    present = np.zeros(size, dtype=bool)
    present[codes] = True
    place = np.cumsum(present) - 1
    return np.asarray(place[codes]), np.flatnonzero(present)

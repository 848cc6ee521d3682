"""How much of each reporter's trade do the two customs accounts hold, and does the coverage that ships say so?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
from figures import Figure, Material
from wits import FIRST, lay_wits

from comity.measures.account_coverage import EXPORTERS, IMPORTERS, LEAST_WHOLE, customs_coverage

if TYPE_CHECKING:
    from collections.abc import Sequence

SHOWN = ("SUR", "OMN", "BHR", "KWT", "USA", "QAT", "RUS", "EST", "NZL", "JPN", "DEU", "SGP", "AZE")
"""Reporters whose exports of 2016 are told one by one."""

LARGE = 1e8
SIDES = {"exporters": ("exporter", EXPORTERS.id), "importers": ("importer", IMPORTERS.id)}


def figures(material: Material) -> list[Figure]:
    """Flow by flow and reporter by reporter in 2016, year by year, and the measure that ships against it."""
    with duckdb.connect() as con:
        lay_coverage(con, material)
        return [_flows(con), _reporters(con), *_years(con), *(_told(con, side) for side in SIDES)]


def lay_coverage(con: duckdb.DuckDBPyConnection, material: Material) -> None:
    """Make the table coverage: side, a, year, share of the reporter's WITS total, total (US$), told (ours, or NULL)."""
    lay_wits(con, material)
    material.tables(con, "trade", "goods_accounts")
    rows = customs_coverage.compute(con)
    parts = []
    for side, (role, measure) in SIDES.items():
        rows[measure].create_view(f"told_{role}", replace=True)
        column = "x" if role == "exporter" else "m"
        parts.append(f"""
            SELECT '{side}' AS side, a, year, v / total AS share, total, t.value AS told FROM
            (SELECT {role} AS a, year, sum(value ORDER BY exporter, importer) AS v FROM trade
             WHERE reported_by = '{role}' AND exporter <> importer GROUP BY ALL)
            JOIN (SELECT reporter AS a, year, sum({column} ORDER BY {column}) AS total FROM wits GROUP BY ALL)
            USING (a, year) LEFT JOIN (SELECT a, period AS year, value FROM told_{role}) t USING (a, year)
            WHERE total > 0""")
    con.execute(f"CREATE TEMP TABLE coverage AS {' UNION ALL '.join(parts)}")


def percent(share: float) -> str:
    """A share in whole per cent."""
    return f"{100 * share:.0f} %"


def _flows(con: duckdb.DuckDBPyConnection) -> Figure:
    n, found = con.execute(
        "SELECT count(*), quantile_cont(t.value / w.x, [0.01, 0.05, 0.1, 0.25, 0.5, 0.9, 0.99]) FROM wits w "
        "JOIN trade t ON t.exporter = w.reporter AND t.importer = w.partner AND t.year = w.year "
        f"WHERE t.year = 2016 AND t.reported_by = 'exporter' AND w.x > {LARGE:g}"
    ).fetchall()[0]
    return Figure(
        f"exporters' account over customs' own total, {n:,} flows above US$ 100 million, 2016",
        ", ".join(f"{value:.2f}" for value in found),
        "taken for the whole",
        "At the 1st, 5th, 10th, 25th, 50th, 90th and 99th percentile.",
    )


def _reporters(con: duckdb.DuckDBPyConnection) -> Figure:
    found = dict(
        con.execute(
            "SELECT w.reporter, sum(t.value) / sum(w.x) FROM wits w "
            "JOIN trade t ON t.exporter = w.reporter AND t.importer = w.partner AND t.year = w.year "
            "WHERE t.year = 2016 AND t.reported_by = 'exporter' AND w.x > 0 GROUP BY ALL"
        ).fetchall()
    )
    return Figure(
        "the same by reporter, over the partners that both name, 2016",
        ", ".join(f"{state} {percent(found[state])}" for state in SHOWN),
        "taken for the whole",
        "Goods outside the account's list of products (gold, special items) are missing; re-exports are in it.",
    )


def _years(con: duckdb.DuckDBPyConnection) -> list[Figure]:
    found = []
    for side in SIDES:
        rows = con.execute(
            f"SELECT year, count(*), count(*) FILTER (share < {LEAST_WHOLE}), "
            f"sum(total) FILTER (share < {LEAST_WHOLE}) / sum(total) FROM coverage WHERE side = ? "
            "GROUP BY year ORDER BY year",
            [side],
        ).fetchall()
        told = (f"{y}: {part} of {n}, {percent(weight or 0)}" for y, n, part, weight in rows)
        found.append(
            Figure(
                f"{side}' account below 95 % of its reporter's total: reporters, and their share of trade",
                "; ".join(told),
                "not told",
                f"From {FIRST}. The total counts partners that are not named.",
            )
        )
    return found


def _told(con: duckdb.DuckDBPyConnection, side: str) -> Figure:
    """The ratio that ships, whose total may be passed on, against the one that may not."""
    n, parts, said, both, ratio = con.execute(
        f"SELECT count(*), count(*) FILTER (share < {LEAST_WHOLE}), count(*) FILTER (told < {LEAST_WHOLE}), "
        f"count(*) FILTER (share < {LEAST_WHOLE} AND told < {LEAST_WHOLE}), "
        "quantile_cont(told / share, [0.1, 0.5, 0.9]) FROM coverage "
        "WHERE side = ? AND told IS NOT NULL AND share > 0 AND total > 1e9",
        [side],
    ).fetchall()[0]
    return Figure(
        f"the coverage that ships finds {side}' accounts below 95 %",
        f"{both} of {parts} found; of {said} that it names {both} are ({n:,} reporters' years above US$ 1 billion)",
        "no coverage",
        f"Ours over theirs at the 10th, 50th and 90th percentile: {_listed(ratio)}. It errs to the side of calling a "
        "whole account a part.",
    )


def _listed(values: Sequence[float]) -> str:
    return ", ".join(f"{value:.2f}" for value in values)

"""Net official development assistance.

The file repeats a pair under 17 kinds of aid that contain each other; only the total, net of repayments, is
read. Adding the kinds up would count the same money several times.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.sources.formats.check import expect_categories
from comity.sources.formats.frame import read_frame, register

if TYPE_CHECKING:
    import duckdb

_COLUMNS = ("Donor", "Recipient", "Aid type", "Amount type", "Year", "Value")
_TOTAL = "ODA: Total Net"
_AMOUNT = "Constant Prices (2022 USD millions)"
_ROWS = """
    SELECT "Donor" AS donor, "Recipient" AS recipient, "Year"::SMALLINT AS year, "Value" * 1e6 AS value
    FROM {aid} WHERE "Aid type" = '{total}' AND "Value" IS NOT NULL
"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Net disbursements in US$ of 2022, keyed by name. Raises BadFile on other columns, kinds and units."""
    path = folder / "OECD.rda"
    aid = read_frame(path, "OECD", _COLUMNS)
    expect_categories(set(aid["Amount type"].tolist()), {_AMOUNT}, "Amount type", path)
    expect_categories({_TOTAL}, set(aid["Aid type"].tolist()), "Aid type", path)
    return {"aid": con.sql(_ROWS.format(aid=register(con, aid), total=_TOTAL))}

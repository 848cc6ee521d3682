"""The queries of the warehouse, one SQL text each in DuckDB's dialect, and the small tables that they read.

`days.sql` reads `events`, `codes` and `choice`; `months.sql` and `event_days.sql` read `dyad_days` and `coverage`;
`documents.sql` reads `events`, `codes`, `choice` and `coverage`; `mentioned.sql` reads `held` and `mention`. The same
texts run through Ibis on Spark (extra `scale`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.errors import UserError
from comity.terms.event import QUADS, SCALES, Scale, doubtful, event_codes, lost_zero, plover_events, plover_scores

if TYPE_CHECKING:
    import duckdb

DAYS, MONTHS, EVENT_DAYS, DOCUMENTS = "days", "months", "event_days", "documents"
MENTIONED, JUDGE = "mentioned", "judge"

EVENTS = {
    "event_id": "VARCHAR", "a": "VARCHAR", "b": "VARCHAR", "date": "DATE", "code": "VARCHAR", "lead": "BOOLEAN",
    "official": "BOOLEAN", "role_a": "VARCHAR", "role_b": "VARCHAR", "mentions": "INTEGER", "sources": "INTEGER",
    "confidence": "DOUBLE", "story": "BIGINT", "url": "VARCHAR", "outlet": "VARCHAR",
}  # fmt: skip
"""Columns of the warehouse's events: a acts on b; `story` is a hash of what the story is known by."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the fold counts. An event counts if it is in the lead of its report or coded with confidence.

    `scale` gives the scores; `official_only` leaves out acts of citizens, companies, rebels and the like;
    `least_confidence` (0 to 100; above 100 none passes) admits what is not in the lead; `sanction` says
    which quad class PLOVER's SANCTION has, since its manual gives both.
    """

    scale: Scale = "plover"
    official_only: bool = True
    least_confidence: float = 50.0
    sanction: str = "material_conflict"

    def __post_init__(self) -> None:
        if self.scale not in SCALES:
            raise UserError(f"no event scale {self.scale!r}; choose one of {', '.join(SCALES)}")
        if self.sanction not in ("material_conflict", "verbal_conflict"):
            raise UserError(f"sanctions cannot count as {self.sanction!r}; choose material_conflict or verbal_conflict")


@cache
def text(name: str) -> str:
    """The text of one query."""
    return Path(__file__).with_name(f"{name}.sql").read_text(encoding="utf-8")


def code_rows(choice: Choice) -> list[tuple[str, str, int, int | None]]:
    """Every CAMEO and PLOVER code with its root, its quad class (1 to 4) and its score in tenths."""
    rows = [
        (each.code, each.root, QUADS.index(each.quad) + 1, _tenths(getattr(each, choice.scale)))
        for each in event_codes().values()
    ]
    quads = {name: QUADS.index(each.quad) + 1 for name, each in plover_events().items()}
    quads["SANCTION"] = QUADS.index(choice.sanction) + 1
    for code, score in plover_scores().items():
        name = code.partition(":")[0]
        rows.append((code, name, quads[name], _tenths(score) if choice.scale == "plover" else None))
    return sorted(rows)


def _tenths(score: float | None) -> int | None:
    return None if score is None else round(score * 10)


def small_tables(
    con: duckdb.DuckDBPyConnection,
    choice: Choice,
    coverage: Sequence[tuple[date, float]] = (),
    *,
    quiet: bool = False,
) -> None:
    """Make `codes`, `choice` and `coverage` on a connection; `quiet` asks for documents of acts without a score too."""
    con.execute("CREATE OR REPLACE TEMP TABLE codes (code VARCHAR, root VARCHAR, quad INTEGER, tenths INTEGER)")
    _fill(con, "codes", code_rows(choice))
    con.execute("CREATE OR REPLACE TEMP TABLE choice (official_only BOOLEAN, least_confidence DOUBLE, quiet BOOLEAN)")
    _fill(con, "choice", [(choice.official_only, choice.least_confidence, quiet)])
    con.execute("CREATE OR REPLACE TEMP TABLE coverage (date DATE, share DOUBLE)")
    _fill(con, "coverage", coverage)


def zero_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Make `lost` (codes that can only be read with a zero before them) and `doubtful` (that can be read with and
    without): what a spreadsheet makes of codes."""
    table = event_codes()
    bare = {code[1:] for code in table if code.startswith("0")}
    con.execute("CREATE OR REPLACE TEMP TABLE lost (code VARCHAR)")
    _fill(con, "lost", [(code,) for code in sorted(bare) if lost_zero(code)])
    con.execute("CREATE OR REPLACE TEMP TABLE doubtful (code VARCHAR)")
    _fill(con, "doubtful", [(code,) for code in sorted(table) if doubtful(code)])


def _fill(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows at once, a list for each column; a parameter for each value is slow."""
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]
        con.execute(f"INSERT INTO {table} SELECT {', '.join(['unnest(?)'] * len(columns))}", columns)

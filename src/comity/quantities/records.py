"""The records of which a reader asks how far they go: `records.csv`, each with the measures that hold it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from comity.terms.curated import curated_rows


@dataclass(frozen=True, slots=True)
class Record:
    """One record in the words of a reader, and the measures that hold it, each an account of its own."""

    name: str
    measures: tuple[str, ...]
    reason: str


@cache
def records() -> tuple[Record, ...]:
    """All records, in the order in which they are told."""
    rows = curated_rows(Path(__file__).with_name("records.csv"))
    return tuple(Record(row["record"], tuple(row["measures"].split()), row["reason"]) for row in rows)

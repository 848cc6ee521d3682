"""What an assessment asks the atlas for: `findings.csv` by finding, and `reads.csv` for what stands beside them.

A measure that is split by goods or class (`exchange.exports.wheat`) is declared by the name of the whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from comity.terms.curated import curated_rows
from comity.terms.part import whole_and_part


@dataclass(frozen=True, slots=True)
class Declared:
    """A kind of finding: the questions that it stands under, what it says, and the measures that it rests on.

    One that rests on no measure rests on rows of the chronicle or of a study.
    """

    finding: str
    questions: tuple[str, ...]
    says: str
    rests_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """A question, or the first page, and the measures that it reads beside those of its findings."""

    reader: str
    measures: tuple[str, ...]
    reason: str


@cache
def findings() -> tuple[Declared, ...]:
    """Every kind of finding, in the order of the questions."""
    return tuple(
        Declared(r["finding"], _several(r["question"]), r["reason"], _several(r["rests_on"])) for r in _rows("findings")
    )


@cache
def readers() -> tuple[Reader, ...]:
    """What is read for tables, figures, gates and the first page."""
    return tuple(Reader(r["reader"], _several(r["measures"]), r["reason"]) for r in _rows("reads"))


def asked_by(reader: str) -> frozenset[str]:
    """The measures that a question, or `page1`, may read.

    Raises LookupError for a name that is neither.
    """
    rested = [m for f in findings() if reader in f.questions for m in f.rests_on]
    beside = [m for r in readers() if r.reader == reader for m in r.measures]
    if not rested and not beside:
        raise LookupError(f"neither a question nor the first page: {reader!r}")
    return frozenset((*rested, *beside))


def is_asked(measure: str) -> bool:
    """Whether any question or the first page reads a measure, or the whole that it is a part of."""
    return declares(_every(), measure)


def declares(declared: frozenset[str], measure: str) -> bool:
    """Whether a measure is among the declared, by itself or as a part of one."""
    return measure in declared or whole_and_part(measure)[0] in declared


@cache
def _every() -> frozenset[str]:
    return frozenset((*(m for f in findings() for m in f.rests_on), *(m for r in readers() for m in r.measures)))


def _several(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split(";")))


def _rows(table: str) -> list[dict[str, str]]:
    return curated_rows(Path(__file__).with_name(f"{table}.csv"))

"""Which statements answer what. Pure: statements in, statements or counts out, in the order given."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import get_args

from comity.evidence.statement import Instrument, Statement
from comity.terms.question import QUESTIONS

_PASSED = ("signed", "in_force", "delivered", "ended")
_DRAWN_OUT = ("flow", "stock", "statement")


def between(statements: Iterable[Statement], a: str, b: str) -> tuple[Statement, ...]:
    """Statements about the two states with each other, whoever acts."""
    return tuple(s for s in statements if {s.a, s.b} == {a, b})


def by_question(statements: Iterable[Statement]) -> dict[str, tuple[Statement, ...]]:
    """Question id -> its statements, for all thirteen questions in the order of the report."""
    found: dict[str, list[Statement]] = {question.id: [] for question in QUESTIONS}
    for statement in statements:
        found[statement.question].append(statement)
    return {question: tuple(held) for question, held in found.items()}


@dataclass(frozen=True, slots=True)
class ScopeCounts:
    """The scope matrix: (sector, instrument) -> number of statements, where there is one at all.

    `planned` statements are intentions and `without_sector` fit no row; both are left out of the cells.
    """

    cells: Mapping[tuple[str, str], int]
    planned: int
    without_sector: int


def by_sector_and_instrument(statements: Iterable[Statement]) -> ScopeCounts:
    """Count the statements of each sector by agreement, institution, flow, project and visit."""
    instrumental = [s for s in statements if s.kind in get_args(Instrument)]
    real = [s for s in instrumental if s.status != "plan"]
    return ScopeCounts(
        cells=dict(sorted(Counter((s.sector, s.kind) for s in real if s.sector).items())),
        planned=len(instrumental) - len(real),
        without_sector=sum(1 for s in real if not s.sector),
    )


@dataclass(frozen=True, slots=True)
class Visits:
    """Visits of a pair, by date: `from_a` are those of `a` to `b`, `from_b` those of `b` to `a`."""

    from_a: tuple[Statement, ...]
    from_b: tuple[Statement, ...]


def visits(statements: Iterable[Statement], a: str, b: str) -> Visits:
    """Visits between two states that took place or are reported to have; plans are not visits."""
    made = sorted((s for s in statements if s.kind == "visit" and s.status != "plan"), key=lambda s: s.date)
    return Visits(
        from_a=tuple(s for s in made if (s.sender, s.receiver) == (a, b)),
        from_b=tuple(s for s in made if (s.sender, s.receiver) == (b, a)),
    )


def timeline(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """What came to pass at a time, by date: no plans, no mere words, no figures that stretch over a period.

    A date without month or day comes before those within it.
    """
    happened = (s for s in statements if s.status in _PASSED and s.kind not in _DRAWN_OUT)
    return tuple(sorted(happened, key=lambda s: s.date))

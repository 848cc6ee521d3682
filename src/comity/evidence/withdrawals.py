"""`withdrawn.csv`: statements and sources that the study no longer stands on. Their rows stay, and count nowhere."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from comity.evidence.columns import BY_NAME, Column
from comity.evidence.register import read_register, rows
from comity.evidence.statement import Statement

NAME = "withdrawn.csv"
COLUMNS = (
    Column("id", BY_NAME["id"].check),
    Column("source", longest=BY_NAME["url"].longest),
    Column("date", BY_NAME["date"].check, required=True),
    Column("reason", required=True, longest=500),
)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Either the statement `id`, or every statement whose source or address is `source`."""

    id: str
    source: str
    date: str
    reason: str
    origin: str


def read_withdrawals(folder: Path) -> tuple[Withdrawal, ...]:
    """The withdrawals of a study, in order; none where there is no such file. `BadFile` for any fault."""
    table, faults = read_register(folder, NAME, COLUMNS)
    columns = table.columns
    for row, (id, source) in enumerate(zip(columns["id"], columns["source"], strict=True)):
        if bool(id) == bool(source):
            faults.add(row, "id", "write either the id of a statement or a source, as its rows give it")
    faults.raise_first(table)
    return tuple(Withdrawal(**row) for row in rows(table))


def standing(statements: Iterable[Statement], withdrawals: Collection[Withdrawal]) -> tuple[Statement, ...]:
    """The statements that nothing takes back, in the order given."""
    ids = {w.id for w in withdrawals if w.id}
    sources = {w.source for w in withdrawals if w.source}
    if not ids and not sources:
        return tuple(statements)
    return tuple(s for s in statements if s.id not in ids and s.source not in sources and s.url not in sources)

"""Withdraw a statement or a source: a line in `withdrawn.csv`, and its rows count nowhere."""

from pathlib import Path

from comity.errors import UserError
from comity.evidence.checking import Faults, check, clean
from comity.evidence.columns import bare_id
from comity.evidence.study import load_study
from comity.evidence.table import Table
from comity.evidence.withdrawals import COLUMNS, NAME
from comity.evidence.writing import append_rows, locked
from comity.terms.names import sanitise


def withdraw(folder: Path, what: str, reason: str, day: str) -> tuple[str, ...]:
    """Take back the statement with the id `what`, or all of the source or address `what`; returns their ids.

    `UserError` where no statement answers to it.
    """
    with locked(folder):
        study = load_study(folder)
        by_id = [s.id for s in study.statements if s.id == bare_id(what)]
        by_source = [s.id for s in study.statements if what and what in (s.source, s.url)]
        if not by_id and not by_source:
            raise UserError(f"no statement and no source '{sanitise(what)}' in {sanitise(str(folder), 200)}")
        row = {"id": bare_id(what)} if by_id else {"source": what}
        row |= {"date": day, "reason": reason}
        _check(row)
        append_rows(folder, NAME, [column.name for column in COLUMNS], [row])
    return tuple(by_id or by_source)


def _check(row: dict[str, str]) -> None:
    table = Table("the withdrawal", {column.name: [row.get(column.name, "")] for column in COLUMNS}, ["options"])
    faults = Faults(COLUMNS)
    clean(table, COLUMNS)
    check(table, COLUMNS, faults, "withdrawal")
    faults.raise_first(table)

"""A study folder: the settings of one pair and the statements about it."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from comity.errors import BadFile
from comity.evidence.corrections import read_corrections
from comity.evidence.ledger import read_ledger
from comity.evidence.settings import Settings, read_settings
from comity.evidence.statement import Statement
from comity.terms.names import sanitise


@dataclass(frozen=True, slots=True)
class Study:
    """What a study folder holds. `statements` are in order of file and row, whatever their date."""

    settings: Settings
    statements: tuple[Statement, ...]

    def evidence(self, as_of: date) -> tuple[Statement, ...]:
        """Statements known by the end of `as_of`, by date; those of one date stay in the order of the files.

        A statement whose date or publication is only a month or year counts from the last day of it, so that
        what could not be known then stays unknown.
        """
        return tuple(sorted((s for s in self.statements if s.known_by <= as_of), key=lambda s: s.date))

    @property
    def sectors(self) -> tuple[str, ...]:
        """Ids of the sectors that the study looks at: its own list, else all that are known."""
        return self.settings.sectors or tuple(known_sectors())


def load_study(folder: Path) -> Study:
    """Read `study.yaml`, `corrections.csv` and `evidence/` of a study folder. Nothing outside the folder is read.

    `BadFile` for any fault, with the file, the row or field, and what to write instead.
    """
    if not folder.is_dir():
        raise BadFile(f"no study folder '{sanitise(str(folder), 200)}'; give one that holds study.yaml")
    settings = read_settings(folder)
    sectors = {*known_sectors(), *settings.sectors}
    return Study(settings, read_ledger(folder / "evidence", sectors, read_corrections(folder)))


@cache
def known_sectors() -> dict[str, str]:
    """Sector id -> its name for a reader, in the order in which reports list them."""
    with (Path(__file__).parent / "sectors.csv").open(encoding="utf-8", newline="") as file:
        return {row["sector"]: row["label"] for row in csv.DictReader(file)}

"""What is never read unless a person says so for that very document: notes on people and lists of interviews."""

from __future__ import annotations

from pathlib import Path

from comity.errors import UserError
from comity.evidence.writing import INTERVIEWS, PRIVATE
from comity.terms.names import sanitise


def expect_public(path: Path) -> None:
    """Raise UserError for a file that tells of people: what lies in a private folder, and the list of interviews."""
    parts = path.absolute().parts
    if PRIVATE in parts[:-1] or path.name == INTERVIEWS or path.suffix == ".age":
        raise UserError(f"{sanitise(path.name)}: notes and lists of interviews are not read; copy out what may be")

"""States in whose registers ships of others enter: as goods they count as trade of a state that never saw them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from comity.assessment.view import View
from comity.terms.curated import curated_rows


def ship_registers(view: View) -> list[str]:
    """Which of the two keep such a register."""
    return [s for s in (view.a, view.b) if s in _mostly()]


def mostly_ships(view: View) -> bool:
    """Whether ships are most of what one of the two trades, so that no share or rank says what the two deal in."""
    return any(_mostly()[s] for s in ship_registers(view))


@cache
def _mostly() -> dict[str, bool]:
    rows = curated_rows(Path(__file__).with_name("ship_registers.csv"))
    return {row["state"]: row["mostly"] == "yes" for row in rows}

"""What every validation script shares: where the material is, what a figure is, how it is written."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from comity.atlas.read import Atlas
from comity.build.conduct import Plan, build, gather
from comity.store.lay import lay
from comity.store.precedence import precedence

if TYPE_CHECKING:
    import duckdb

REPOSITORY = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Figure:
    """One claim with the figure measured for it, what users have today, and why the two differ."""

    claim: str
    measured: str
    today: str
    note: str = ""


class Material:
    """The mirror, the reference values, and a store and an atlas built from the mirror."""

    def __init__(self) -> None:
        shared = REPOSITORY.parent / "shared"
        self.mirror = Path(os.environ.get("COMITY_MIRROR") or shared / "mirror")
        self.reference = Path(os.environ.get("COMITY_REFERENCE") or shared / "reference")
        self.home = Path(os.environ.get("COMITY_TEST_CACHE") or REPOSITORY / ".pytest_cache" / "built")
        for path in (self.mirror, self.reference):
            if not path.is_dir():
                raise SystemExit(f"no material at {path}; set COMITY_MIRROR and COMITY_REFERENCE to where it is")

    @cached_property
    def atlas(self) -> Atlas:
        """The atlas of everything, values as computed."""
        build(Plan(self.home / "store", self.mirror), self.home / "atlas")
        return Atlas.open(self.home / "atlas", date(2025, 12, 31))

    def tables(self, con: duckdb.DuckDBPyConnection, *names: str) -> None:
        """Lay harmonised tables on a connection, one row per key."""
        parts = gather(Plan(self.home / "store", self.mirror), names, lambda line: None)
        for name in names:
            lay(con, name, [(snapshot.id, path) for _, snapshot, path in parts[name]], precedence())


Script = Callable[[Material], list[Figure]]


def as_table(figures: list[Figure], command: str) -> str:
    """A Markdown table of figures, under the command that computes them."""
    lines = [f"`{command}`", "", "| claim | measured | today's tools | note |", "|---|---|---|---|"]
    lines += [f"| {f.claim} | {f.measured} | {f.today} | {f.note} |" for f in figures]
    return "\n".join(lines)

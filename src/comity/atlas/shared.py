"""What all readers of one atlas in a process share: its checked files, and what was read of them, bounded.

A process that opens an atlas once asks it a few questions: each is a query. One that opens it again, or assesses a
second time, will go on asking: then a measure is read whole when it is next asked for, as long as there is room, and
every further answer is at hand.
Nothing that is shared depends on the day that a reader sees the atlas from, but for what names that day itself.
"""

from __future__ import annotations

import atexit
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.atlas.files import Files
from comity.atlas.kept import Kept
from comity.atlas.manifest import Manifest
from comity.atlas.measurement import Measurement

if TYPE_CHECKING:
    from comity.atlas.cross_section import Arrays, CrossSection, CrossSections
    from comity.atlas.table import Table

Column = Mapping[tuple[str, str], float]

ROOM = 192_000_000
"""Bytes of tables held of one atlas. The rest is queried: to make room by turns would read the same files for ever."""

_PAIRS, _CELLS, _ROWS, _ANSWERS, _DERIVED = 600_000, 60_000, 3_000_000, 20_000, 32
"""Pairs of columns, measurements of partners, values of cross-sections, newest periods, and things made of the whole
atlas that are remembered."""

_ATLASES = 2
"""Atlases that a process remembers: to compare, or to move from one to its successor, takes two."""


@dataclass(eq=False)
class Shared:
    """An atlas's files and what was read of them. Threads may share it, and nothing that it gives may be changed."""

    folder: Path
    manifest: Manifest
    room: int = ROOM
    files: Files = field(default_factory=Files)
    columns: Kept[tuple[str, int], Column] = field(default_factory=lambda: Kept(_PAIRS, len))
    partners: Kept[tuple[str, str, int], tuple[Measurement, ...]] = field(default_factory=lambda: Kept(_CELLS, len))
    newest: Kept[tuple[str, str | None, int], tuple[int | None]] = field(default_factory=lambda: Kept(_ANSWERS))
    _told: Kept[str, frozenset[int]] = field(default_factory=lambda: Kept(_ANSWERS))
    derived: Kept[tuple[str, date], object] = field(default_factory=lambda: Kept(_DERIVED))
    _cuts: Kept[tuple[str, int], CrossSection] = field(default_factory=lambda: Kept(_ROWS, lambda s: len(s.value)))
    _tables: dict[str, Table | None] = field(default_factory=dict)
    _held: int = 0
    _readers: int = 0
    _assessments: int = 0
    _lock: Lock = field(default_factory=Lock)

    def again(self) -> Shared:
        """One more reader."""
        self._readers += 1
        return self

    def assessed(self) -> None:
        """One more pair of which nearly everything is asked."""
        self._assessments += 1

    def path(self, measure: str) -> Path:
        """The checked file of a measure. Raises BadFile."""
        return self.files.checked(self.folder, self.manifest.measures[measure])

    def stored(self, measure: str) -> str:
        """A FROM clause over all rows of a measure as stored. Raises BadFile."""
        quoted = str(self.path(measure)).replace("'", "''")
        return f"read_parquet('{quoted}')"

    def table(self, measure: str) -> Table | None:
        """The rows of a measure in memory; None for a reader's first questions, and where there is no room."""
        if self._readers < 2 and self._assessments < 2:
            return None
        path = self.path(measure)
        if measure not in self._tables:
            with self._lock:
                if measure not in self._tables:
                    self._tables[measure] = self._read(measure, path)
        return self._tables[measure]

    def _read(self, measure: str, path: Path) -> Table | None:
        from comity.atlas.table import BYTES_A_ROW, read

        entry = self.manifest.measures[measure]
        if self._held + entry.rows * BYTES_A_ROW > self.room:
            return None
        found = read(self.files, path, entry)
        self._held += found.size
        return found

    def section(self, measure: str, period: int) -> CrossSection:
        """The known values of a period, whatever day they are seen from."""
        if (table := self.table(measure)) is not None:
            return self._cuts.of((measure, period), lambda: table.section(period))
        return self._scanned.at(measure, period)

    @cached_property
    def _scanned(self) -> CrossSections:
        from comity.atlas.cross_section import CrossSections

        return CrossSections(self._scan)

    def _scan(self, measure: str, period: int | None) -> Arrays:
        which = "" if period is None else f" AND period = {period}"
        # Rows come as they lie, by pair: to sort them again would cost as much as to find them.
        known = f"{self.stored(measure)} WHERE value IS NOT NULL{which}"
        return self.files.arrays(f"SELECT a, b, period, value FROM {known}")

    def periods(self, measure: str) -> frozenset[int]:
        """Every period with a known value of anybody, whatever day it is seen from."""
        return self._told.of(measure, lambda: self._periods(measure))

    def _periods(self, measure: str) -> frozenset[int]:
        if (table := self.table(measure)) is not None:
            return table.periods()
        known = f"SELECT DISTINCT period FROM {self.stored(measure)} WHERE value IS NOT NULL"
        return frozenset(period for (period,) in self.files.rows(known))

    def column(self, measure: str, period: int) -> Column:
        """All values of a measure in a period by (a, b), read once."""
        return self.columns.of((measure, period), lambda: self._column(measure, period))

    def _column(self, measure: str, period: int) -> Column:
        section, ratio = self.section(measure, period), self.manifest.measures[measure].ratio
        return dict(zip(self._names.of(section.a, section.b), divided(section.value, *ratio), strict=True))

    @cached_property
    def _names(self) -> _Names:
        return _Names(self.manifest.states)

    @property
    def fresh(self) -> bool:
        """Whether every file that was read still is what it was."""
        return self.files.unchanged()


def divided(stored: NDArray[np.number], times: int, per: int) -> list[float]:
    """Stored values as numbers: each the nearest to the exact quotient, as Python divides whole numbers."""
    exact = stored.dtype.kind == "f" or not len(stored) or int(np.abs(stored.astype(np.int64)).max()) * times < 2**53
    if exact:
        found: list[float] = (stored.astype(np.float64) * times / per).tolist()
        return found
    return [value * times / per for value in stored.tolist()]


class _Names:
    """Pairs of ids by pairs of codes, each made once: columns name the same pairs over and over."""

    def __init__(self, states: tuple[str, ...]) -> None:
        self._states = (*states, "-")
        self._pairs = np.full(len(self._states) ** 2, None, dtype=object)
        self._made = np.zeros(len(self._pairs), dtype=bool)

    def of(self, a: NDArray[np.integer], b: NDArray[np.integer]) -> list[tuple[str, str]]:
        """The pairs in their order; -1 is nobody."""
        many = len(self._states)
        place = a.astype(np.intp) * many + b.astype(np.intp) % many
        new = place[~self._made[place]]
        for each in new.tolist():
            self._pairs[each] = self._states[each // many], self._states[each % many]
        self._made[new] = True
        found: list[tuple[str, str]] = self._pairs[place].tolist()
        return found


_OPENED: Kept[tuple[Path, str, date | None], Shared] = Kept(_ATLASES)
# The engine's connections must go before the interpreter does: it reports what is left as leaked.
atexit.register(_OPENED.clear)


def opened(folder: Path, manifest: Manifest, known_on: date | None, sparing: bool = False) -> Shared:
    """What the process already holds of an atlas, if no file of it changed since, for one more reader.

    A process that lives long is `sparing`: it holds what most questions ask for, and queries the rest.
    """
    key = folder.absolute(), manifest.id, known_on
    found = _OPENED.get(key)
    if found is None or not found.fresh:
        found = _OPENED.put(key, _spared(folder, manifest) if sparing else Shared(folder, manifest))
    return found.again()


_SPARED_ROOM, _SHARE = 112_000_000, 3
"""Bytes of tables that a sparing process holds, and by how much less than others it remembers of all else."""


def _spared(folder: Path, manifest: Manifest) -> Shared:
    return Shared(
        folder,
        manifest,
        _SPARED_ROOM,
        columns=Kept(_PAIRS // _SHARE, len),
        partners=Kept(_CELLS // _SHARE, len),
        _cuts=Kept(_ROWS // _SHARE, lambda s: len(s.value)),
    )

"""What the tools work on: an atlas, a store, at most one study, and the last day that may be seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from comity.api import given
from comity.api.asking import request
from comity.api.named import NamedAtlas
from comity.api.pair import Pair, two_states
from comity.errors import UserError

if TYPE_CHECKING:
    from comity.dossier.assessment import Assessment

_HELD = 6
"""Assessments that are held: an assistant asks several things of one pair."""

Key = tuple[str, str, tuple[tuple[str, str], ...], date, date | None]


@dataclass
class Workplace:
    """The folder of the atlas (the one that ships if None), the store, and the study that was named, if one was.

    `as_of` and `known_on` bound every question; None leaves them open.
    """

    home: Path | None
    store: Path
    study: Path | None = None
    as_of: date | None = None
    known_on: date | None = None
    _held: dict[Key, Assessment] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def atlas(self, as_of: str | None = None, known_on: str | None = None) -> NamedAtlas:
        """The atlas as seen from the day asked for. Raises UserError for a day that lies beyond what may be seen."""
        known = self._day(known_on, self.known_on, "known_on")
        day = self._day(as_of, self.as_of, "as_of") or known
        return NamedAtlas.open(self.home, given.seen(day, known), known)

    def _day(self, asked: str | None, last: date | None, name: str) -> date | None:
        if not asked:
            return last
        day = given.a_date(asked, name)
        if last is not None and day > last:
            raise UserError(f"{name} {day}: these tools were started to see nothing later than {last}")
        return day

    def pair(self, atlas: NamedAtlas, a: str, b: str) -> Pair:
        """Two states by name or code. Raises UserError."""
        return two_states(a, b, atlas.as_of)

    def assessment(self, atlas: NamedAtlas, pair: Pair) -> Assessment:
        """The assessment of a pair, made once. Raises UserError."""
        key = pair.one.id, pair.two.id, pair.former, atlas.as_of, atlas.known_on
        with self._lock:
            if (held := self._held.pop(key, None)) is None:
                held = self._assess(atlas, pair)
            self._held[key] = held
            while len(self._held) > _HELD:
                del self._held[next(iter(self._held))]
        return held

    def _assess(self, atlas: NamedAtlas, pair: Pair) -> Assessment:
        from comity.assessment.assess import assess

        asked = request(pair, atlas, since=None, study=self._study(pair), atlas=self.home)
        return assess(atlas, asked)

    def _study(self, pair: Pair) -> Path | None:
        """The study, where it is of these two."""
        if self.study is None:
            return None
        from comity.api.python import load_study

        of = load_study(self.study).settings.pair
        return self.study if {of.a, of.b} == {pair.one.id, pair.two.id} else None

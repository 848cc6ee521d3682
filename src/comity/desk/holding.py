"""What a desk holds: its atlas, opened anew where it was built anew, and the assessments and pages made of it."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from comity.api.asking import request
from comity.api.deriving import DerivingAtlas
from comity.api.pair import two_states
from comity.assessment.assess import assess
from comity.atlas.kept import Kept
from comity.atlas.manifest import NAME
from comity.atlas.read import STARTER, Atlas
from comity.desk.asked import Seen, Visitor
from comity.desk.once import Once
from comity.desk.reply import Reply
from comity.desk.rights import Eyes
from comity.desk.studies import Studies
from comity.desk.team.team import Team
from comity.dossier.assessment import Assessment
from comity.dossier.figure import FigureModel
from comity.dossier.inputs import PeriodModel
from comity.evidence.audiences import Audience
from comity.reading.text import DocumentText

Stamp = tuple[int, int, int]
PairKey = tuple[Stamp, str, str, date, date | None, int | None, tuple[object, ...]]

_ASSESSMENTS = 3
"""Assessments that are held whole, some ten megabytes each: for a chain, an annex or a file of a page that is read."""
_FIGURES = 60_000
"""Points of the figures that are held for longer: a page asks for its figures one by one, as they are reached."""
_CELLS = 60_000
"""Measurements that a reader of the atlas remembers: what one assessment asks for."""
_PAGES = 24_000_000
"""Bytes of the pages that are held, packed."""
_CHARACTERS = 4_000_000
"""Characters of documents that are held, while their proposals are looked at one by one."""
_READERS = 2
"""Days from which the atlas is held as seen: what a reader remembers is most of what a desk holds."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The figures of an assessment by id, and the years that their axes share."""

    figures: Mapping[str, FigureModel]
    period: PeriodModel

    @property
    def points(self) -> int:
        """How much there is of them."""
        return sum(1 + len(f.bars) + len(f.cells) + sum(len(s.points) for s in f.series) for f in self.figures.values())


@dataclass
class Desk:
    """The atlas in `home` (the one that ships if None), the store whose rows stand behind its figures, studies,
    and the accounts of a team; None where one person is alone with it.
    """

    home: Path | None
    store: Path
    studies: Studies = field(default_factory=Studies)
    team: Team | None = None
    pages: Once[tuple[object, ...], Reply] = field(default_factory=lambda: Once(Kept(_PAGES, lambda r: r.size)))
    texts: Once[tuple[str, str], DocumentText] = field(
        default_factory=lambda: Once(Kept(_CHARACTERS, lambda said: len(said.text)))
    )
    _assessments: Once[PairKey, Assessment] = field(default_factory=lambda: Once(Kept(_ASSESSMENTS)))
    _drawn: Once[PairKey, Drawn] = field(default_factory=lambda: Once(Kept(_FIGURES, lambda d: d.points)))
    _opened: Once[tuple[Stamp, date | None], Atlas] = field(default_factory=lambda: Once(Kept(_READERS)))
    _readers: Once[tuple[Stamp, date, date | None], Atlas] = field(default_factory=lambda: Once(Kept(_READERS)))

    @property
    def stamp(self) -> Stamp:
        """What changes when the atlas is built anew."""
        found = ((self.home or STARTER) / NAME).stat()
        return found.st_mtime_ns, found.st_size, found.st_ino

    def atlas(self, seen: Seen) -> Atlas:
        """The atlas as seen from a day. Raises UserError or BadFile."""
        stamp = self.stamp
        opened = self._opened.of((stamp, seen.known_on), lambda: self._open(seen))
        return self._readers.of((stamp, seen.as_of, seen.known_on), lambda: opened.reader(seen.as_of, _CELLS))

    def _open(self, seen: Seen) -> Atlas:
        return DerivingAtlas.open(self.home, seen.as_of, seen.known_on, sparing=True)

    def assessment(self, a: str, b: str, seen: Seen) -> Assessment:
        """The assessment of two states by their ids. Raises UserError."""
        key = self._key(a, b, seen)
        it = self._assessments.of(key, lambda: self._assess(a, b, seen))
        self._drawn.of(key, lambda: Drawn({f.id: f for f in it.figures}, it.period))
        return it

    def drawn(self, a: str, b: str, seen: Seen) -> Drawn:
        """The figures of the assessment of two states. Raises UserError."""

        def make() -> Drawn:
            it = self._assessments.of(self._key(a, b, seen), lambda: self._assess(a, b, seen))
            return Drawn({f.id: f for f in it.figures}, it.period)

        return self._drawn.of(self._key(a, b, seen), make)

    def _key(self, a: str, b: str, seen: Seen) -> PairKey:
        study = (seen.study, self.level(seen.study), *self.studies.stamp(seen.study)) if seen.study else ()
        return self.stamp, a, b, seen.as_of, seen.known_on, seen.since, study

    def _assess(self, a: str, b: str, seen: Seen) -> Assessment:
        pair, opened = two_states(a, b, seen.as_of), self.atlas(seen)
        if not seen.study:
            return assess(opened, request(pair, opened, since=seen.since, study=None, atlas=self.home))
        with self.studies.of_pair(seen.study, pair.one.id, pair.two.id) as folder:
            who = self.level(seen.study)
            asked = request(pair, opened, since=seen.since, study=folder, atlas=self.home, who=who)
        # Where the folder lies is nobody's business who reads the page.
        return assess(opened, replace(asked, command=asked.command.replace(shlex.quote(str(folder)), seen.study)))

    def level(self, study: str) -> Audience:
        """As which audience whoever asks sees a study. Raises NotThere."""
        return self.studies.level(study)

    def seen_by(self, visitor: Visitor) -> Desk:
        """The desk as this visitor may see it: what is held is shared; no way leads to a study that is not theirs."""
        if self.team is None:
            return self
        return replace(self, studies=replace(self.studies, eyes=Eyes(visitor, self.team.markings)))

    def page(self, key: tuple[object, ...], make: Callable[[], Reply]) -> Reply:
        """A page of the atlas as it is now, made once."""
        return self.pages.of((self.stamp, *key), make)

    def held(self, key: tuple[object, ...]) -> Reply | None:
        """A page that was made already."""
        return self.pages.get((self.stamp, *key))

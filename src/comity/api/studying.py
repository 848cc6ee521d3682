"""A study as whoever works on it sees it: statements within the terms of interviews, what waits, what does not fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from comity.evidence.audiences import Audience
from comity.evidence.contradictions.entry import Entry
from comity.evidence.drafts import Draft, read_drafts
from comity.evidence.interviews import as_agreed
from comity.evidence.promises import Promise, track
from comity.evidence.study import Study, load_study
from comity.evidence.withdrawals import standing

if TYPE_CHECKING:
    from comity.atlas.read import Atlas
    from comity.evidence.statement import Statement


@dataclass(frozen=True, slots=True)
class Line:
    """A statement as it may be shown. `counts` is "" where it counts by the day, else why it does not.

    `own` says that it is of no interview, so that it may be changed in a form.
    """

    statement: Statement
    counts: str
    own: bool


@dataclass(frozen=True, slots=True)
class Worked:
    """What a study holds. `silent` counts statements that the terms of their interviews keep from every reader."""

    study: Study
    lines: tuple[Line, ...]
    drafts: tuple[Draft, ...]
    silent: int


def worked(folder: Path, day: date, who: Audience = "editors") -> Worked:
    """The statements of a study in the order of its files, and rows that wait to be graded. Raises BadFile.

    For others than its editors only the statements that are for them and count by the day, and no row that waits.
    """
    study = load_study(folder).as_for(who)
    stand = {s.id for s in standing(study.statements, study.withdrawals)}
    lines = []
    for s in study.statements:
        shown = as_agreed(s, study.interviews)
        if shown is not None:
            lines.append(Line(shown, _why_not(study, s, stand, day), not s.interview))
    if who != "editors":
        return Worked(study, tuple(line for line in lines if not line.counts), (), 0)
    held = {s.id for s in study.statements}
    drafts = tuple(d for d in read_drafts(folder) if d.id not in held and not d.cells.get("interview"))
    return Worked(study, tuple(lines), drafts, len(study.statements) - len(lines))


def _why_not(study: Study, s: Statement, stand: set[str], day: date) -> str:
    if s.id not in stand:
        return "withdrawn"
    return "" if study.known(s, day) else f"counts from {s.known_by}"


@dataclass(frozen=True, slots=True)
class Fit:
    """What does not fit together among the statements that count by a day, what was promised, and these statements."""

    contradictions: tuple[Entry, ...]
    promises: tuple[Promise, ...]
    statements: Mapping[str, Statement]

    def rows(self, entry: Entry) -> Sequence[Statement]:
        """The statements of an entry, the oldest first."""
        return [self.statements[id] for id in entry.rows if id in self.statements]


def fit(folder: Path, atlas: Atlas, who: Audience = "editors") -> Fit:
    """The register of contradictions and the promises of a study as of the day of the atlas, as far as they are for
    `who`. Raises BadFile.
    """
    from comity.api.asking import states_of
    from comity.assessment.leaders import terms_in_office
    from comity.evidence.contradictions.register import register

    study, day = load_study(folder).as_for(who), atlas.as_of
    seen = day if atlas.known_on is None else min(day, atlas.known_on)
    held = study.evidence(seen)
    found = register(held, seen, terms_in_office(atlas, states_of(study)))
    return Fit(tuple(found), tuple(track(held, seen)), {s.id: s for s in held})

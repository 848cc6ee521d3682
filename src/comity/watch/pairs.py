"""Two states against the lines drawn for them: events, what is said, indicators of the outlook, probabilities."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from comity.api.news import news
from comity.api.score import outcome
from comity.chronicle.events import between
from comity.chronicle.kinds import kinds
from comity.dossier.assessment import Assessment
from comity.dossier.forecast import Forecast
from comity.errors import UserError
from comity.terms.ref import event_ref
from comity.terms.unit import number, percent
from comity.terms.wording import date_words, day_name
from comity.watch.line import Line

_ANY = "any"
_TOLD = ("Judgements", "Answers")
"""Headings of the news that are what is said of the two; the rest is told by lines of its own."""

Said = tuple[str, tuple[str, ...]]
"""A sentence, and the rows that it rests on."""


def expect_kind(line: Line) -> None:
    """Raise UserError for a kind or family of events that the chronicle does not have."""
    names = {_ANY} | {k for kind in kinds().values() for k in (kind.id, kind.family)}
    if line.form == "event" and line.word not in names:
        raise UserError(f"the chronicle has no kind or family {line.word!r}; see docs/chronicle.md, or write any")


def events(line: Line, a: str, b: str, as_of: date, was: list[str] | None) -> tuple[list[Said], list[str]]:
    """Events of a kind that the chronicle did not tell at the last look, oldest first; and all ids ever told."""
    found = [e for e in between(a, b, as_of) if line.word in (_ANY, e.kind.id, e.kind.family)]
    known = set(was or ())
    fresh = [] if was is None else [e for e in found if e.id not in known]
    said: list[Said] = [
        (f"{e.what.rstrip('.')} ({date_words(e.when)}; {e.kind.title})", (event_ref(e.id),)) for e in fresh
    ]
    return said, sorted(known | {e.id for e in found})


def otherwise(before: Assessment | None, after: Assessment) -> list[Said]:
    """What the assessment of the two says that it did not say at the last look, and the reverse."""
    if before is None:
        return []
    return [(item.sentence, item.refs) for item in news(before, after) if item.heading in _TOLD]


def indicators(before: Assessment | None, after: Assessment) -> list[Said]:
    """Indicators of the outlook that stand otherwise than at the last look; a later year alone is no change."""
    if before is None:
        return []
    was, now = _indicators(before), _indicators(after)
    said: list[Said] = []
    for caption, (value, warmer, colder) in now.items():
        if caption in was and was[caption][0].partition(" (")[0] != value.partition(" (")[0]:
            points = f"warmer if it {warmer.lower()}, colder if it {colder.lower()}"
            said.append((f"{caption}: {was[caption][0]} before, {value} now ({points})", ()))
    return said


def _indicators(it: Assessment) -> dict[str, tuple[str, str, str]]:
    rows = [row for table in it.tables if table.id == "table.indicators" for row in table.rows]
    return {str(row[0]): (str(row[1]), str(row[2]), str(row[3])) for row in rows}


@dataclass(frozen=True, slots=True)
class Recorded:
    """A probability as it was put on record on a day, and its Brier score once its outcome is known."""

    forecast: Forecast
    made: str
    outcome: int | None = None
    brier: float | None = None

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> Recorded:
        """From what stands in the memory."""
        held = dict(content)
        return cls(Forecast.model_validate(held.pop("forecast")), **held)

    def content(self) -> dict[str, Any]:
        """What stands in the memory."""
        own = {"made": self.made, "outcome": self.outcome, "brier": self.brier}
        return own | {"forecast": self.forecast.model_dump(mode="json")}


def key(f: Forecast) -> str:
    """What makes a probability one of its own: said again of the same time it is the same, and stays as first said."""
    return f"{f.id} {f.a}-{f.b} {f.start}-{f.resolves}"


def scored(
    held: Mapping[str, Recorded], value: Callable[[str, str, str, str], float | None]
) -> tuple[list[Said], dict[str, Recorded]]:
    """Probabilities whose day came: told with what happened and the score; and all of them as they stand now."""
    said: list[Said] = []
    now = dict(held)
    for name, one in held.items():
        if one.outcome is not None:
            continue
        f = one.forecast
        ends = {(f.measure, f.a, f.b, p): value(f.measure, f.a, f.b, p) for p in (f.start, f.resolves)}
        found = outcome(f, ends)
        if found.outcome is None or found.brier is None:
            continue
        now[name] = Recorded(f, one.made, found.outcome, found.brier)
        came = "came about" if found.outcome else "did not come about"
        when = day_name(date.fromisoformat(one.made))
        odds = f"{f.likelihood.term}, {percent(f.likelihood.probability)}"
        text = f"{f.statement.rstrip('.')}: said on {when} to be {odds}; it {came} ({found.why}; Brier score "
        said.append((f"{text}{number(found.brier, 2)})", f.basis))
    return said, now

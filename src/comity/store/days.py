"""Pages of days that the store holds of a source, by month, and how they are brought up to a day.

A day that has been over for two weeks when its page was asked for is settled and not asked for again. What came is
written after each request, so a run that is stopped goes on from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from comity.errors import BadFile, UserError
from comity.sources.contract import Days, SourceSpec
from comity.sources.day_pages import Page, pages
from comity.sources.download import Busy, fetch, session
from comity.store.patience import expect_patience, remember
from comity.store.place import locked, whole_file
from comity.store.seal import sealed_text, unsealed

SETTLED = timedelta(days=14)
AT_ONCE = 20
"""Pages of one request: longer addresses are refused by many servers."""
_LEAST = 0.5
"""Share of days over for two days of which an answer must hold a page."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What came: the last day held before and after, and the days whose page is new or another than before."""

    before: date | None
    after: date | None
    changed: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A page as the store holds it, and the day on which it was asked for."""

    page: Page
    asked: date


def home(root: Path, source_id: str) -> Path:
    """Where the store at `root` keeps the days of a source."""
    return root / "days" / source_id


def held(folder: Path) -> dict[date, Held]:
    """The pages of a folder by day, oldest first; nothing of a month that was altered."""
    found: dict[date, Held] = {}
    for path in sorted(folder.glob("????-??.json")):
        found |= _month(path)
    return found


def last_day(folder: Path, as_of: date) -> date | None:
    """The last day up to `as_of` whose page was held by then; None where there is none."""
    return max((day for day, page in held(folder).items() if max(day, page.asked) <= as_of), default=None)


def wanted(spec: SourceSpec, root: Path, today: date) -> list[date]:
    """The days up to today whose page is not held, or was not settled when it was asked for, oldest first."""
    days = _declared(spec)
    have = held(home(root, spec.id))
    every = (days.first + timedelta(days=n) for n in range((today - days.first).days + 1))
    return [day for day in every if day not in have or have[day].asked - day <= SETTLED]


def bring_up(spec: SourceSpec, root: Path, today: date) -> Brought:
    """Ask for the pages of all days up to `today` that are not settled, and keep what came.

    Raises UserError where the publisher cannot be reached or asks for patience, BadFile where what it gives are no
    pages of days; what came before that is kept.
    """
    folder = home(root, spec.id)
    with locked(root, f"days-{spec.id}"):
        have = held(folder)
        before, changed = max(have, default=None), []
        asked = wanted(spec, root, today)
        for first in range(0, len(asked), AT_ONCE):
            some = asked[first : first + AT_ONCE]
            came = _answer(spec, root, some)
            _expect_enough(spec, some, came, today)
            changed += [day for day, page in came.items() if day not in have or have[day].page != page]
            have |= {day: Held(page, today) for day, page in came.items()}
            _write(folder, have, {(day.year, day.month) for day in came})
        return Brought(before, max(have, default=None), tuple(sorted(changed)))


def _answer(spec: SourceSpec, root: Path, asked: Sequence[date]) -> dict[date, Page]:
    """The pages of some days, as the publisher gives them now."""
    days = _declared(spec)
    file = days.asked(asked)
    target = root / "incoming" / spec.id / file.name
    expect_patience(root, days.url)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with session() as client:
            fetch(file, target, client=client)
        return pages(target.read_bytes(), days, asked, f"{spec.id}: {asked[0]}")
    except Busy as error:
        remember(root, days.url, error.seconds)
        raise
    finally:
        target.unlink(missing_ok=True)


def _declared(spec: SourceSpec) -> Days:
    if spec.days is None:
        raise UserError(f"{spec.id} has no pages of days")
    return spec.days


def _expect_enough(spec: SourceSpec, asked: Sequence[date], came: dict[date, Page], today: date) -> None:
    """Raise BadFile where most of the days that are over have no page: then the answer is a part of itself."""
    over = [day for day in asked if (today - day).days >= 2]
    if sum(day in came for day in over) < _LEAST * len(over):
        raise BadFile(f"{spec.id}: pages of {len(came)} of {len(asked)} days from {asked[0]} on; ask again later")


def _month(path: Path) -> dict[date, Held]:
    try:
        found = [_one(row) for row in unsealed(path)["pages"]]
        return {h.page.day: h for h in found}
    except (BadFile, KeyError, TypeError, ValueError):
        return {}


def _one(row: dict[str, Any]) -> Held:
    page = Page(date.fromisoformat(row["day"]), int(row["revision"]), str(row["changed"]), str(row["text"]))
    return Held(page, date.fromisoformat(row["asked"]))


def _write(folder: Path, have: dict[date, Held], months: set[tuple[int, int]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for year, month in sorted(months):
        mine = [have[day] for day in sorted(have) if (day.year, day.month) == (year, month)]
        rows = [asdict(h.page) | {"day": h.page.day.isoformat(), "asked": h.asked.isoformat()} for h in mine]
        with whole_file(folder / f"{year:04d}-{month:02d}.json") as temporary:
            temporary.write_text(sealed_text({"pages": rows}), encoding="utf-8")

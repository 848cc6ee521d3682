"""Gather documents about the pair of a study: what the command, Python and other doors call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from comity.chronicle.events import between
from comity.errors import UserError
from comity.evidence.study import load_study
from comity.gathering.current_events import of_days
from comity.gathering.gather import Kept, Where
from comity.gathering.gather import gather as look
from comity.sources.registry import sources
from comity.store.days import held, home
from comity.terms.country import State, state
from comity.terms.names import sanitise

__all__ = ["Kept", "Where", "gather"]


def gather(
    study: Path,
    a: State,
    b: State,
    where: Where,
    *,
    today: date,
    store: Path | None = None,
    progress: Callable[[str], None] = lambda line: None,
) -> tuple[Kept, ...]:
    """Documents about `a` and `b` into their study: from the named places of a mirror, from the pages of days that
    `store` holds, and what the user named.

    `UserError` where the study is about others, and where there is none of the three.
    """
    pair = load_study(study).settings.pair
    if {pair.a, pair.b} != {a.id, b.id}:
        held = sanitise(str(study), 200)
        raise UserError(f"{held} is about {pair.a} and {pair.b}; name its two, or another folder with --study")
    if store is not None:
        where = replace(where, days=days_held(store, today))
    if where.mirror is None and not where.named and not any(where.days.values()):
        raise UserError("nothing to look in; give --mirror FOLDER, or files, folders and addresses with --from")
    return look(study, a, b, where, today=today.isoformat(), progress=progress)


def days_held(store: Path, today: date) -> dict[str, dict[date, str]]:
    """The wikitext of every page of a day up to today that the store holds, by source and day."""
    ids = [spec.id for spec in sources().values() if spec.days is not None]
    return {id: {day: h.page.text for day, h in held(home(store, id)).items() if day <= today} for id in ids}


def days_naming(store: Path, pair: tuple[str, str], today: date) -> tuple[date | None, tuple[date, ...]]:
    """The last day that the chronicle tells of two states, and the days held after it that name both in a sentence.

    Without an event of the two the day is None, and all days held are looked through.
    """
    told = max((event.when.end for event in between(*pair, today)), default=None)
    texts = {day: text for held in days_held(store, today).values() for day, text in held.items()}
    (found,) = of_days({d: t for d, t in texts.items() if told is None or d > told}, *map(state, pair))
    return told, tuple(sorted({date.fromisoformat(passage.day) for passage in found.passages}))

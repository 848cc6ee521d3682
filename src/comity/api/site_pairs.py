"""Which pairs a site is to hold: every one of the world, those of some states, or those of a list."""

from __future__ import annotations

import csv
from itertools import combinations
from typing import TYPE_CHECKING

from comity.api.pair import one_state, two_states
from comity.errors import BadFile, UserError
from comity.store.owned import shown
from comity.terms.country import states
from comity.terms.membership import existed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

_MOST_BYTES = 10_000_000
Pairs = tuple[tuple[str, str], ...]


def pairs_of(words: Iterable[str], listed: Path | None, world: bool, day: date) -> tuple[Pairs, tuple[str, ...]]:
    """Pairs of ids, the two in order and each once: of one state with all, among several, of a list, or all of a day.

    Also what their asker should know of how names were read. Raises UserError where none or more than one of these is
    asked, and for names that are no states.
    """
    asked = [one_state(word, day) for word in words]
    named, notices = [each.state.id for each in asked], tuple(note for each in asked for note in each.notices)
    if sum((bool(named), listed is not None, world)) != 1:
        raise UserError("name states, or give --list FILE, or --world for every pair there is")
    if listed is not None:
        found, notices = _of(listed, day)
        return tuple(sorted(set(found))), notices
    today = [s.id for s in states() if s.kind == "state" and existed(s.id, day, "any")]
    if world:
        return tuple(combinations(sorted(today), 2)), ()
    if len(named) == 1:
        return tuple(sorted((min(named[0], id), max(named[0], id)) for id in today if id != named[0])), notices
    if len(set(named)) == 1:
        raise UserError("these are all the same state; name two different ones")
    return tuple(combinations(sorted(set(named)), 2)), notices


def _of(path: Path, day: date) -> tuple[list[tuple[str, str]], tuple[str, ...]]:
    """The pairs of a CSV file: two states a line; blank lines and those that begin with # are passed over."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise BadFile(f"{shown(path)} is too large for a list of pairs; give two states a line")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not text in UTF-8"
        raise UserError(f"{shown(path)} cannot be read ({why}); give a CSV file of two states a line") from None
    found: list[tuple[str, str]] = []
    notices: dict[str, None] = {}
    for n, row in enumerate(csv.reader(text.splitlines()), 1):
        cells = [cell.strip() for cell in row if cell.strip()]
        if not cells or cells[0].startswith("#") or (n == 1 and [c.lower() for c in cells] == ["a", "b"]):
            continue
        if len(cells) != 2:
            raise BadFile(f"{shown(path)}, line {n}: give two states, with a comma between")
        try:
            pair = two_states(cells[0], cells[1], day)
        except UserError as error:
            raise UserError(f"{shown(path)}, line {n}: {error}") from None
        found.append((min(pair.one.id, pair.two.id), max(pair.one.id, pair.two.id)))
        notices |= dict.fromkeys(pair.notices)
    if not found:
        raise BadFile(f"{shown(path)} names no pair; give two states a line, with a comma between")
    return found, tuple(notices)

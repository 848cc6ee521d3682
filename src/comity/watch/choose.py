"""What is to be watched, from words: states by any name, a measure, a source, a study. All is looked at first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from comity.api.pair import one_state, two_states
from comity.atlas.read import Atlas
from comity.errors import UserError
from comity.evidence.study import load_study
from comity.sources.registry import source, sources
from comity.watch.item import Item
from comity.watch.line import parse
from comity.watch.pairs import expect_kind

if TYPE_CHECKING:
    from datetime import date


def chosen(
    words: tuple[str, ...], line: str, study: Path | None, private: bool, why: str, atlas: Path | None, day: date
) -> Item:
    """The item that is meant, under an id that only stands for now. Raises UserError for what cannot be watched."""
    drawn = parse(line)
    expect_kind(drawn)
    item = Item("new", line=" ".join(line.lower().split()), private=private, reason=" ".join(why.split()))
    if study is not None:
        if words:
            raise UserError("name a study and nothing else")
        load_study(study)
        return replace(item, study=str(study.resolve()))
    if len(words) == 1:
        return replace(item, source=source(words[0]).id)
    if len(words) not in (2, 3):
        raise UserError("name two states and a measure, two states, or a source; see: comity watch add --help")
    a, b = _states(words[0], words[1], day)
    if len(words) == 2:
        return replace(item, a=a, b=b)
    entry = Atlas.open(atlas, day).entry(words[2])
    if (entry.direction == "state") != (b == "-"):
        whom = "one state: write - for the second" if b != "-" else "a pair: name two states"
        raise UserError(f"{entry.id} measures {whom}")
    if drawn.form == "interval" and entry.interval is None and entry.bounds is None:
        raise UserError(f"{entry.id} has no interval to leave; draw another line, as: crosses or revised by")
    if entry.direction == "undirected":
        a, b = sorted((a, b))
    return replace(item, a=a, b=b, quantity=entry.id)


def _states(one: str, other: str, day: date) -> tuple[str, str]:
    if other == "-":
        return one_state(one, day).state.id, "-"
    if one in sources() and other in sources():
        raise UserError("name one source at a time")
    pair = two_states(one, other, day)
    return pair.one.id, pair.two.id

"""Ids of measures: which there are, and which are near to one that is not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher, get_close_matches
from functools import cache

_MOST = 3
"""Ids that are named as near."""
_LEAST = 3
"""Letters from which a word says something about an id that holds it."""
_PIECE = 4
"""Letters from which a piece of a word says something; fewer are somebody's abbreviation, or nothing."""
_ALIKE = 0.75
"""Likeness from which two words are one misspelt."""


@cache
def declared() -> Mapping[str, str]:
    """The title of every measure that Comity computes, by its id, whether an atlas has it or not."""
    from comity.measures.recipes import RECIPES

    return {m.id: m.title for recipe in RECIPES for m in recipe.measures}


def nearest(asked: str, titles: Mapping[str, str]) -> list[str]:
    """Up to three ids that may have been meant, the nearest first; none where nothing is near.

    Near are ids that hold what was asked, ids and parts of ids that are spelt much like it, and then ids or titles
    with a word that begins like each of its words. A piece of a word counts from four letters on.
    """
    text = asked.strip().casefold()
    if len(text) < _LEAST:
        return []
    holding = sorted((i for i in titles if _holds(i.casefold(), text)), key=lambda i: (len(i), i))
    alike = get_close_matches(text, titles, _MOST, _ALIKE)
    spelt = [i for i in titles if any(_same(text, part) for part in i.split("."))]
    worded = [i for i, title in titles.items() if _begins(_words(text), _words(f"{i} {title}".casefold()))]
    return list(dict.fromkeys((*holding, *alike, *sorted(spelt), *sorted(worded))))[:_MOST]


def _holds(id: str, text: str) -> bool:
    return text in id and (len(text) >= _PIECE or text in _words(id))


def _same(text: str, part: str) -> bool:
    return SequenceMatcher(None, text.rpartition(".")[2], part).ratio() >= _ALIKE


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[\W_]+", text) if len(word) >= _LEAST]


def _begins(asked: list[str], held: list[str]) -> bool:
    return bool(asked) and all(any(_begun(word, each) for word in held) for each in asked)


def _begun(word: str, beginning: str) -> bool:
    return word == beginning or (len(beginning) >= _PIECE and word.startswith(beginning))


def unknown(asked: str, titles: Mapping[str, str]) -> str:
    """One line about an id that no measure has."""
    near = nearest(asked, titles)
    told = f"nearest: {', '.join(near)}" if near else "none is like it; look with: comity measures WORD"
    return f"no measure {asked!r}; {told}"

"""How a name is read when it is written another way than in a list: turned round, with articles, with the style of
its state ("Republic of", "Королевство", 共和国) or without.

All of it is loose only about what carries no meaning. Two names of one loose form are the business of the caller.
"""

import re
from functools import cache

from comity.terms.lookup import read_lookup
from comity.terms.names import normalise

# Letters that Arabic writes for each other, and those of Persian, Urdu, Uyghur and Kurdish for the same sounds.
_ARABIC = str.maketrans({**dict(zip("ىیکةھہەۀ", "ييكههههه", strict=True)), "ء": None})
# French and Italian articles that lean on the next word, and those that a list puts at the end: "Iran (d')".
_LEANING = re.compile(r"\b(?:d|l|dell|nell|all|qu)['’]", re.IGNORECASE)
# Vowels that keyboards without accents write as two letters.
_TWO_FOR_ONE = (("oe", "o"), ("ae", "a"), ("ue", "u"))
_LATIN_TWO = re.compile(r"[a-z]+")
_ARTICLE = re.compile(r"^(و?)(?:ال)(?=..)")


def loose(name: str) -> frozenset[str]:
    """The words of a name that carry meaning, in no order: "Korea (the Republic of)" is "Republic of Korea"."""
    text = normalise(_LEANING.sub(" ", name)).translate(_ARABIC)
    return frozenset(_plain(word) for word in text.split() if word not in particles()) or frozenset(text.split())


def _plain(word: str) -> str:
    if _LATIN_TWO.fullmatch(word):
        for two, one in _TWO_FOR_ONE:
            word = word.replace(two, one)
    return _ARTICLE.sub(r"\1", word)


def without_style(words: frozenset[str]) -> frozenset[str]:
    """The words without those that say what sort of state it is; empty where nothing of another kind stands there."""
    plain, endings = styles()
    left = []
    for word in words - plain:
        ending = next((e for e in endings if word.endswith(e)), "")
        left.append(word[: len(word) - len(ending)])
    return frozenset(word for word in left if word)


def name_core(name: str) -> str:
    """The words of a name in their order, without particles and the sort of state; what a slip of the pen is in."""
    kept = (word for word in normalise(name).translate(_ARABIC).split() if word not in particles())
    return " ".join(word for word in kept if _plain(word) not in styles()[0])


@cache
def particles() -> frozenset[str]:
    """Articles, prepositions and conjunctions that a name may have or lack."""
    return frozenset(row["word"] for row in read_lookup("name_words") if row["use"] == "particle")


@cache
def styles() -> tuple[frozenset[str], tuple[str, ...]]:
    """Words for the sort of a state, in their loose form; and those that are written onto the name, longest first."""
    rows = read_lookup("name_words")
    words = frozenset(_plain(normalise(r["word"]).translate(_ARABIC)) for r in rows if r["use"] == "style")
    endings = {normalise(r["word"]) for r in rows if r["use"] == "ending"}
    return words, tuple(sorted(endings, key=lambda e: (-len(e), e)))

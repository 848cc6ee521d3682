"""States named in sentences of other languages than English: by name, by people (an adjective), or by capital.

Names and most capitals are those of Unicode's locale data, with `tongue_names.csv` and `tongue_capitals.csv` beside
them; adjectives are those of `tongue_peoples.csv`, and of Arabic what follows from a name. Each form is matched with
the endings, accents, articles and joined particles of its language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from comity.chronicle.lookup import read_rows
from comity.reading.parties import How, Party
from comity.reading.tongue_words import words
from comity.terms.country import State, resolve, states

_HERE = Path(__file__).parent


def parties_in(text: str, language: str) -> tuple[Party, ...]:
    """The states that a sentence names, in order, none within another."""
    known, pattern = _names(language)
    never = [m.span() for m in words(language, "no_name").finditer(text)]
    found = []
    for match in pattern.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in never):
            state, how = known[(match.lastindex or 1) - 1]
            found.append(Party(state, match.start(), match.end(), how))
    return tuple(found)


_Held = tuple[str, How]


@cache
def _names(language: str) -> tuple[tuple[_Held, ...], re.Pattern[str]]:
    """State and kind of name of each form, names before peoples; and all forms as one pattern, each a group of it."""
    forms: dict[str, _Held] = {}
    for name, state in sorted(_of_states(language), key=_longest_first):
        forms.setdefault(_FORMS[language](name), (state, "name"))
    for name, state in sorted(_of_capitals(language), key=_longest_first):
        forms.setdefault(_FORMS[language](name), (state, "capital"))
    for adjective, state in sorted(_of_peoples(language), key=_longest_first):
        forms.setdefault(_ADJECTIVES[language](adjective), (state, "people"))
    before, after = _EDGES.get(language, (r"(?<![\w-])", r"(?![\w-])"))
    each = "|".join(f"({form})" for form in forms)
    return tuple(forms.values()), re.compile(rf"{before}(?:{each}){after}")


def _longest_first(held: tuple[str, str]) -> int:
    return -len(held[0])


_EDGES = {"zh": ("", ""), "ar": (r"(?<![\w\u064b-\u0652])", r"(?![\w\u064b-\u0652])")}
"""What may not stand beside a name; Chinese puts nothing between words, so that only the longer name is preferred."""


def _rows(table: str, column: str, language: str) -> Iterator[tuple[str, str]]:
    for row in read_rows(table, ("language", "state", column, "reason"), _HERE):
        if row["language"] == language:
            yield row[column], row["state"]


def _of_states(language: str) -> Iterator[tuple[str, str]]:
    from babel import Locale

    yield from _rows("tongue_names", "name", language)
    for code, name in Locale(language).territories.items():
        if len(code) == 2 and (state := _state(code)):
            # What stands in brackets is another name of a state; of a territory it is whose it is.
            for each in re.findall(r"[^()]+", str(name))[: 2 if state.kind == "state" else 1]:
                yield each.strip(), state.id


def _of_capitals(language: str) -> Iterator[tuple[str, str]]:
    """Capitals as cities of time zones are called; where the locale data do not say, as in English in Latin letters."""
    from babel import Locale

    yield from _rows("tongue_capitals", "name", language)
    cities = {_city(str(zone)): held.get("city") for zone, held in Locale(language).time_zones.items()}
    for state in states():
        if state.kind == "state" and state.capital in _capital_zones():
            name = cities.get(state.capital) or (state.capital if language in _LATIN else "")
            if len(name) >= (2 if language == "zh" else 4):
                yield name, state.id


_LATIN = ("fr", "es")
"""Languages for which locale data leave a city out that is called as in English."""


@cache
def _capital_zones() -> frozenset[str]:
    """Cities that give a time zone its name; of the others many are names of persons too."""
    from babel import Locale

    return frozenset(_city(str(zone)) for zone in Locale("ru").time_zones)


def _city(zone: str) -> str:
    return zone.rsplit("/", maxsplit=1)[-1].replace("_", " ")


def _of_peoples(language: str) -> Iterator[tuple[str, str]]:
    yield from _rows("tongue_peoples", "adjective", language)
    if language == "ar":
        for name, state in _of_states(language):
            if stem := _nisba(name):
                yield stem, state


def _nisba(name: str) -> str:
    """The Arabic adjective that follows from a name of one word: Masr, Masri; "" where it would be the name."""
    bare = _MARKS.sub("", name).removeprefix("ال")
    stem = re.sub(r"(?:يا|ية|ا|ة)$", "", bare)
    return "" if " " in name or len(stem) < 3 or bare.endswith("ي") else f"{stem}ي"


def _state(code: str) -> State | None:
    return resolve(code) if code in _codes() else None


@cache
def _codes() -> frozenset[str]:
    """Codes that states bear: another would be looked for among the names of all languages, which takes long."""
    return frozenset(s.iso2 for s in states() if s.iso2)


def _accented(name: str) -> str:
    """A name with or without its accents, and as one word too: Malí, Mali; Viet Nam, Vietnam."""
    first, *more = unicodedata.normalize("NFC", name).split()
    joined = (rf"(?:\s{_letters(word)}|{_letters(word[0].lower() + word[1:])})" for word in more)
    return _letters(first) + "".join(joined)


def _letters(word: str) -> str:
    return "".join(map(_letter, word))


def _letter(c: str) -> str:
    plain = unicodedata.normalize("NFD", c)[0]
    if not plain.isalpha():
        return "['’]" if c in "'’" else re.escape(c)
    return f"[{plain}{_ACCENTS.get(plain, '')}]" if plain in _ACCENTS else re.escape(c)


_ACCENTS = {"a": "áàâãä", "e": "éèêë", "i": "íìîï", "o": "óòôõö", "u": "úùûü", "n": "ñ", "c": "ç", "E": "É", "I": "Î"}


def _either(word: str) -> str:
    """A word whose first letter may be a capital."""
    return f"[{word[0]}{word[0].upper()}]{_letters(word[1:])}"


def _french(adjective: str) -> str:
    """All forms of a French adjective, from the masculine."""
    if adjective.endswith("ec") or adjective.endswith("rc"):
        return _either(adjective[:-1]) + ("(?:cs?|cques?)" if adjective.endswith("ec") else "(?:cs?|ques?)")
    more = "(?:ne)?s?" if adjective.endswith("en") else "s?" if adjective.endswith("e") else "(?:es?)?"
    return _either(adjective) + (more if adjective[-1] in "sne" else "e?s?")


def _spanish(adjective: str) -> str:
    """All forms of a Spanish adjective, from the masculine."""
    for ending, forms in (("o", "[oa]s?"), ("és", "(?:és|esa|eses|esas)"), ("án", "(?:án|ana|anes|anas)")):
        if adjective.endswith(ending):
            return _either(adjective.removesuffix(ending)) + forms
    if adjective.endswith("ón"):
        return _either(adjective.removesuffix("ón")) + "(?:ón|ona|ones|onas)"
    return _either(adjective) + (
        "(?:es|s)?" if adjective[-1] in "íúl" else "s?" if adjective[-1] in "aeiou" else "(?:es)?"
    )


def _russian(stem: str) -> str:
    """All forms of a Russian adjective, from its stem."""
    return f"[{stem[0]}{stem[0].upper()}]{re.escape(stem[1:])}(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими|ою)"


_ENDINGS = {
    "ия": "и(?:я|и|ю|ей|ею)",
    "ая": "(?:ая|ой|ую|ою)",
    "ый": "(?:ый|ого|ому|ым|ом)",
    "ий": "(?:ий|его|ему|им|ем)",
    "ь": "(?:ь|я|ю|ем|е|и|ью)",
    "й": "(?:й|я|ю|ем|е)",
    "а": "(?:а|ы|и|е|у|ой|ою)",
    "я": "(?:я|и|е|ю|ей|ею)",
    "ы": "(?:ы|ов|ам|ами|ах)",
}
_CONSONANTS = "бвгджзклмнпрстфхцчшщ"


def _declined(name: str) -> str:
    """A Russian name with the endings of its cases; what does not change in Russian stays."""
    return r"\s".join(map(_word, name.split()))


def _word(word: str) -> str:
    if word.isupper() or len(word) < 3:
        return re.escape(word)
    for ending, forms in _ENDINGS.items():
        if word.endswith(ending):
            return re.escape(word.removesuffix(ending)) + forms
    return re.escape(word) + ("(?:а|у|ом|е)?" if word[-1] in _CONSONANTS else "")


_MARKS = re.compile("[\u064b-\u0652\u0640]")
"""Vowels and the stroke that lengthens a word, which Arabic may leave out."""
_ALIKE = {c: f"[{group}]" for group in ("اأإآ", "يى", "هة") for c in group}


def _joined(name: str) -> str:
    """An Arabic name with or without its vowels, with the particles that are written as one word with it."""
    first, *more = _MARKS.sub("", name).split()
    rest = "".join(rf"\s{_plain(word)}" for word in more)
    if first.startswith("ال"):
        return rf"(?:[وف]?[بك]?ال|[وف]?لل){_plain(first.removeprefix('ال'))}{rest}"
    return rf"[وف]?[بلك]?{_plain(first)}{rest}"


def _plain(word: str) -> str:
    return "".join(_ALIKE.get(c, re.escape(c)) + "[\u064b-\u0652]*" for c in word)


def _arabic(adjective: str) -> str:
    """All forms of an Arabic adjective, with the article and the particles that are written as one word with it."""
    parts = adjective.split()
    endings = "(?:ة|ين|ون|ان|تين|تان|ا)?[\u064b-\u0652]*"
    said = (rf"{'(?:ال)?' if place else ''}{_plain(part)}{endings}" for place, part in enumerate(parts))
    return r"(?:[وف]?[بك]?(?:ال)?|[وف]?لل?)" + r"\s".join(said)


_FORMS: dict[str, Callable[[str], str]] = {
    "fr": _accented,
    "es": _accented,
    "ru": _declined,
    "ar": _joined,
    "zh": re.escape,
}
_ADJECTIVES: dict[str, Callable[[str], str]] = {
    "fr": _french,
    "es": _spanish,
    "ru": _russian,
    "ar": _arabic,
    "zh": re.escape,
}

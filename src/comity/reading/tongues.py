"""French, Spanish and Russian: in which language a text is, the states that it names, and the acts that it tells.

Names of states are those of Unicode's locale data and of `tongue_names.csv`, in Russian with the endings of their
cases; names of peoples are not read, nor are amounts. The rules are those of `acts.csv`, found by patterns of the
language in `tongue_acts.csv`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from comity.chronicle.lookup import read_rows
from comity.errors import BadFile
from comity.reading.parties import Party
from comity.reading.rule import Act, Rule, rules
from comity.terms.country import State, resolve, states

LANGUAGES = ("fr", "es", "ru")
"""Languages beside English whose rules were measured; no other is read."""
_HERE = Path(__file__).parent
_LOOKED_AT = 20_000
_FEWEST = 3
"""Common words that must stand in a text before it is taken for another language than English."""
_SURE = 1.3
"""How much oftener the words of one language must stand in a text than those of the next."""


def language_of(text: str) -> str:
    """The language of a text by its commonest words: `en`, one of `LANGUAGES`, another that is not read, else `en`."""
    head = text[:_LOOKED_AT].lower()
    counts = sorted(((len(found), language) for language, p in _common() if (found := p.findall(head))), reverse=True)
    if len(counts) == 0 or counts[0][0] < _FEWEST or (len(counts) > 1 and counts[0][0] < _SURE * counts[1][0]):
        return "en"
    return counts[0][1]


@cache
def _common() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = read_rows("tongue_words", ("language", "use", "pattern", "reason"), _HERE)
    return tuple((r["language"], re.compile(r["pattern"])) for r in rows if r["use"] == "common")


@cache
def _words(language: str, use: str) -> re.Pattern[str]:
    rows = read_rows("tongue_words", ("language", "use", "pattern", "reason"), _HERE)
    return next(re.compile(r["pattern"]) for r in rows if (r["language"], r["use"]) == (language, use))


def parties_in(text: str, language: str) -> tuple[Party, ...]:
    """The states that a sentence names, in order."""
    names, pattern = _names(language)
    found = ((m, next(state for form, state in names if re.fullmatch(form, m[0]))) for m in pattern.finditer(text))
    return tuple(Party(state, m.start(), m.end(), "name") for m, state in found)


@cache
def _names(language: str) -> tuple[tuple[tuple[str, str], ...], re.Pattern[str]]:
    """Pattern of each form of a name -> state, the longest first; and all of them as one pattern."""
    from babel import Locale

    forms: dict[str, str] = {}
    for row in read_rows("tongue_names", ("language", "state", "name", "reason"), _HERE):
        if row["language"] == language:
            forms[_form(row["name"], language)] = row["state"]
    for code, name in Locale(language).territories.items():
        if len(code) == 2 and (state := _state(code)):
            # What stands in brackets is another name of a state; of a territory it is whose it is.
            for each in re.findall(r"[^()]+", str(name))[: 2 if state.kind == "state" else 1]:
                forms.setdefault(_form(each.strip(), language), state.id)
    ordered = tuple(sorted(forms.items(), key=lambda pair: -len(pair[0])))
    return ordered, re.compile(rf"(?<![\w-])(?:{'|'.join(form for form, _ in ordered)})(?![\w-])")


def _form(name: str, language: str) -> str:
    return _declined(name) if language == "ru" else _accented(name)


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


def acts_in(text: str, named: Sequence[Party], language: str) -> Iterator[Act]:
    """Acts that a sentence tells of two states; one of each kind."""
    seen: set[tuple[str, str]] = set()
    for rule, pattern in _patterns(language):
        for match in pattern.finditer(text):
            sides = _sides(rule, text, match, named, language)
            if sides is None or (rule.kind, rule.status) in seen:
                continue
            seen.add((rule.kind, rule.status))
            a, b = sides
            doubts = _doubts(text, match, named, sides, language)
            office = rule.strength == "office" and _words(language, "office").search(text)
            told = replace(rule, strength="strong") if office else rule
            planned = _words(language, "planned")
            to_come = planned.search(match[0]) or planned.search(text[: match.start()])
            yield Act(told, match.start(), match.end(), a.state, b.state, "plan" if to_come else rule.status, doubts)
            break


@cache
def _patterns(language: str) -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    known = {rule.id: rule for rule in rules()}
    found = []
    for row in read_rows("tongue_acts", ("language", "rule", "pattern", "reason"), _HERE):
        if row["rule"] not in known:
            raise BadFile(f"tongue_acts.csv: no rule {row['rule']} in acts.csv")
        if row["language"] == language:
            found.append((known[row["rule"]], re.compile(row["pattern"])))
    return tuple(found)


def _sides(
    rule: Rule, text: str, match: re.Match[str], named: Sequence[Party], language: str
) -> tuple[Party, Party] | None:
    """Who acts, and whom it is done to or with: the nearest before and the first after, or two that stand joined."""
    before = [p for p in named if p.end <= match.start()]
    after = [p for p in named if p.start >= match.start()]
    if rule.shape == "mutual" and rule.kind != "contact":
        together = _words(language, "joined")
        for one, other in pairwise(named):
            if one.state != other.state and together.search(text[one.end : other.start]):
                return one, other
    if rule.shape == "flow" and not before and len(after) > 1:
        before, after = after[:1], after[1:]
    if not before or not after or before[-1].state == after[0].state:
        return None
    return before[-1], after[0]


_FAR = 70


def _doubts(
    text: str, match: re.Match[str], named: Sequence[Party], sides: tuple[Party, Party], language: str
) -> tuple[str, ...]:
    found = []
    head = text[: match.start()]
    if _words(language, "denied").search(head):
        found.append("it is denied")
    if _words(language, "possible").search(head):
        found.append("it is told as possible")
    if any(_words(language, "private").search(text[: p.start]) for p in sides):
        found.append("of its people or firms, not of the state")
    if len({p.state for p in named}) > 2:
        found.append("it names other states too")
    if sides[1].start - match.end() > _FAR or match.start() - sides[0].end > _FAR:
        found.append("the other state stands far from the act")
    return tuple(found)

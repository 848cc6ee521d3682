"""Does a name, in any language and as people spell it, lead to its state, to a question, or to another state?"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable

from babel import Locale
from babel.localedata import locale_identifiers
from figures import Figure, Material

from comity.errors import AmbiguousState, UnknownState
from comity.terms.country import resolve, states
from comity.terms.lookup import read_lookup
from comity.terms.name_forms import loose
from comity.terms.name_index import aliases

_TODAY = "not measured"
_MADE = {
    "en": ("Republic of {}", "{}, Kingdom of", "{} (the Federal Republic of)"),
    "fr": ("République de {}", "Royaume de {}", "{} (la République de)"),
    "es": ("República de {}", "Reino de {}", "{} (República de)"),
    "ru": ("Республика {}", "{}, Республика"),
    "ar": ("جمهورية {}", "مملكة {}"),
    "zh": ("{}共和国", "{}王国"),
}
"""Names that nobody listed: the short name of the CLDR with a style, true or not. None may lead elsewhere."""


def figures(material: Material) -> list[Figure]:
    """Names of the CLDR, official names as they are listed and otherwise spelled, and names made for the purpose."""
    ids = {each.iso2: each.id for each in states() if each.iso2}
    official = [row for row in read_lookup("official_names") if row["language"] in _MADE]
    return [
        _figure("names of the CLDR in each of its languages", _cldr(ids)),
        _figure("official names in the six languages, turned round, in capitals, unaccented", _respelled(official)),
        _figure("short names of the CLDR in the six languages under a style, names that no list holds", _styled(ids)),
    ]


def _figure(claim: str, cases: Iterable[tuple[str, str]]) -> Figure:
    """What becomes of (text, id) pairs."""
    found: Counter[str] = Counter()
    wrong = []
    for text, id in cases:
        try:
            got = resolve(text).id
        except AmbiguousState as doubt:
            found["asked back" if f"({id})" in str(doubt) else "wrong"] += 1
        except UnknownState:
            found["unknown"] += 1
        else:
            found["right" if got == id else "wrong"] += 1
            wrong += [f"{text} ({got}, not {id})"] if got != id else []
    said = ", ".join(f"{found[kind]:,} {kind}" for kind in ("right", "asked back", "unknown", "wrong"))
    return Figure(
        claim, said, _TODAY, f"{found.total():,} names" + (f"; wrong: {'; '.join(wrong[:5])}" if wrong else "")
    )


def _cldr(ids: dict[str, str]) -> Iterable[tuple[str, str]]:
    languages = {locale for locale in locale_identifiers() if not Locale.parse(locale).territory}
    named = (
        (language, code, name)
        for language in sorted(languages)
        for code, name in Locale.parse(language).territories.items()
    )
    return [(name, ids[code]) for _, code, name in named if code in ids]


def _respelled(rows: list[dict[str, str]]) -> Iterable[tuple[str, str]]:
    for row in rows:
        name = row["name"]
        bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
        first, of, rest = name.partition(" of ")
        yield name, row["id"]
        yield name.upper(), row["id"]
        yield bare, row["id"]
        if row["language"] == "en" and of:
            yield f"{rest} (the {first} of)", row["id"]
            yield f"{rest}, {first} of", row["id"]


def _styled(ids: dict[str, str]) -> Iterable[tuple[str, str]]:
    kinds = {each.id: each.kind for each in states()}
    listed = {loose(alias.written) for held in aliases().values() for alias in held}
    for language, patterns in _MADE.items():
        for code, name in Locale.parse(language).territories.items():
            if code in ids and kinds[ids[code]] == "state":
                made = (pattern.format(name) for pattern in patterns)
                yield from ((text, ids[code]) for text in made if loose(text) not in listed)

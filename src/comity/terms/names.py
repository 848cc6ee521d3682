"""How names of states are compared: letters matter, case, accents and punctuation do not."""

import unicodedata
from collections.abc import Iterable
from functools import cache

LONGEST_NAME = 120
"""Characters; the longest name in CLDR has fewer than 90."""

# Letters that NFKD does not take apart.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
# Apostrophes join ("Cote dIvoire"), other punctuation parts.
_JOINING = dict.fromkeys(map(ord, "'’‘`´ʼʻʾʿ′´\u200c\u200d\u0640"))
# Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic. The marks of other scripts are letters.
_ACCENTS = ((0x0300, 0x036F), (0x0591, 0x05C7), (0x064B, 0x065F), (0x0670, 0x0670))
_WORDS = {"st": "saint", "ste": "sainte", "rep": "republic", "dem": "democratic", "is": "islands", "&": "and"}
# Joiners that correct spelling in Persian, Sinhala and other scripts needs.
_HARMLESS_FORMAT = "\u200c\u200d"


def normalise(name: str) -> str:
    """The comparison form of a name: case folded, unaccented, words parted by one space, no "the"."""
    text = unicodedata.normalize("NFKD", name.translate(_JOINING)).translate(_JOINING).casefold()
    text = "".join(_kept(c) for c in text.replace("&", " and ").translate(_PLAIN))
    words = [_WORDS.get(word, word) for word in text.split()]
    return " ".join(w for w in words if w != "the") or " ".join(words)


def _kept(char: str) -> str:
    if any(low <= ord(char) <= high for low, high in _ACCENTS):
        return ""
    return char if char.isalnum() or unicodedata.category(char)[0] == "M" else " "


def is_hostile(text: str) -> bool:
    """Whether `text` cannot be a name: empty, too long, or with control, bidi or unassigned characters."""
    stripped = text.strip()
    return not 0 < len(stripped) <= LONGEST_NAME or any(
        unicodedata.category(c)[0] == "C" and c not in _HARMLESS_FORMAT for c in stripped
    )


def sanitise(text: str, length: int = 60) -> str:
    """`text` made safe to print on one line: no invisible or control characters, at most `length` long."""
    visible = "".join(c for c in text[: 4 * length] if unicodedata.category(c)[0] not in "CZ" or c == " ").strip()
    return visible if len(visible) <= length else visible[: length - 1] + "…"


# Asked first: they answer nearly every reader without reading the names of 1,100 locales, and a name that is
# clear in one of them is not made ambiguous by a language of few readers.
_COMMON_LOCALES = (
    *(
        "en",
        "ar",
        "bn",
        "cs",
        "da",
        "de",
        "el",
        "es",
        "fa",
        "fi",
        "fr",
        "he",
        "hi",
        "hu",
        "id",
        "it",
        "ja",
        "kk",
    ),
    *(
        "ko",
        "ms",
        "nb",
        "nl",
        "pl",
        "pt",
        "ro",
        "ru",
        "sk",
        "sv",
        "sw",
        "th",
        "tr",
        "uk",
        "ur",
        "uz",
        "vi",
        "zh",
    ),
    "zh_Hant",
)


@cache
def common_names() -> dict[str, frozenset[str]]:
    """Comparison form -> ISO 3166 alpha-2 codes that bear this name in a widely read locale of the CLDR."""
    return _index(_COMMON_LOCALES)


@cache
def cldr_names() -> dict[str, frozenset[str]]:
    """Comparison form -> ISO 3166 alpha-2 codes that bear this name in any locale of the Unicode CLDR."""
    from babel.localedata import locale_identifiers

    return _index(locale_identifiers())


def _index(locales: Iterable[str]) -> dict[str, frozenset[str]]:
    from babel import Locale

    named = {pair for locale in locales for pair in Locale.parse(locale).territories.items() if len(pair[0]) == 2}
    found: dict[str, set[str]] = {}
    for territory, name in named:
        found.setdefault(normalise(name), set()).add(territory)
    return {name: frozenset(codes) for name, codes in found.items()}

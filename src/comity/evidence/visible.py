"""What may stand in a line of a study: letters that a reader can see, on one line."""

import unicodedata

# Joiners that correct spelling in Persian, Sinhala and other scripts needs.
_HARMLESS_FORMAT = "\u200c\u200d"


def hidden_character(text: str) -> str | None:
    """Name of the first control, bidi, line-breaking, private or unassigned character, or None."""
    if text.isprintable():
        return None
    for char in text:
        category = unicodedata.category(char)
        if (category[0] == "C" and char not in _HARMLESS_FORMAT) or category in ("Zl", "Zp"):
            return f"U+{ord(char):04X} {unicodedata.name(char, '')}".strip()
    return None

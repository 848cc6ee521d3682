"""What may stand in a line of a study: letters that a reader can see, on one line, and no formula."""

import re
import unicodedata

# Joiners that correct spelling in Persian, Sinhala and other scripts needs.
_HARMLESS_FORMAT = "\u200c\u200d"
FORMULA_HEADS = frozenset("=+-@＝＋－＠")
"""Signs with which a spreadsheet takes a cell for a formula; some programs take the wide ones too."""
_FORMULA = re.compile(r"[=+@\-＝＋－＠](?!$)")
_GUARDED = re.compile(r"'+[=+@\-＝＋－＠]")
_NUMERAL = re.compile(r"[+-]?[0-9]+([.,][0-9]+)*(-[0-9]+([.,][0-9]+)*){0,2}%?")


def hidden_character(text: str) -> str | None:
    """Name of the first control, bidi, line-breaking, private or unassigned character, or None."""
    if text.isprintable():
        return None
    for char in text:
        category = unicodedata.category(char)
        if (category[0] == "C" and char not in _HARMLESS_FORMAT) or category in ("Zl", "Zp"):
            return f"U+{ord(char):04X} {unicodedata.name(char, '')}".strip()
    return None


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would take the cell for a formula: it begins with = + - or @ and is no number."""
    return bool(_FORMULA.match(cell)) and not _NUMERAL.fullmatch(cell)


def guarded(cell: str) -> str:
    """The cell as it is written to a CSV file: an apostrophe before what a spreadsheet would run."""
    return f"'{cell}" if is_formula(cell) or _GUARDED.match(cell) else cell


def unguarded(cell: str) -> str:
    """What `guarded` was given."""
    return cell[1:] if _GUARDED.match(cell) else cell

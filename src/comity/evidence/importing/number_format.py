"""What a spreadsheet shows of a cell: the number under its format, a date as far as it is shown.

A cell holds 0.125 and shows 12.5 %, or 12,500,000 and shows 12.5. What stands for something else than the number
itself is not guessed: `Unshown` says how the cell is shown, and its reader refuses it by name.
"""

import datetime
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

BUILT_IN = {
    **{0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?"},
    **{13: "# ??/??", 14: "m/d/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM"},
    **{20: "h:mm", 21: "h:mm:ss", 22: "m/d/yyyy h:mm", 37: "#,##0;(#,##0)", 38: "#,##0;[Red](#,##0)"},
    **{39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;[Red](#,##0.00)", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0"},
    **{5: "$#,##0;($#,##0)", 6: "$#,##0;[Red]($#,##0)", 7: "$#,##0.00;($#,##0.00)", 8: "$#,##0.00;[Red]($#,##0.00)"},
    **{41: "#,##0;(#,##0);-", 42: "$#,##0;($#,##0);-", 43: "#,##0.00;(#,##0.00);-", 44: "$#,##0.00;($#,##0.00);-"},
    **{48: "##0.0E+0", 49: "@"},
}
"""Formats that a workbook names by number alone, as ECMA-376, part 1, 18.8.30 lists them."""

_PART = re.compile(r'"([^"]*)"|\\(.)|_(.)|\*(.)|\[([^\]]*)\]|(;)|(.)', re.DOTALL)
_SCALED = re.compile(r"[0#?],+(?=\.|$|[^0#?,.])")
_RUNS = re.compile(r"am/pm|a/p|y+|m+|d+|h+|s+|e+|g+|b+")
_MONEY = {"zł", "kr", "Kč", "Ft", "лв", "lei", "Fr", "SFr", "R", "R$", "US$", "A$", "C$", "руб", "тг", "DM"}


class Unshown(Exception):
    """A cell that shows something else than its number or its day; the text says how it is shown."""


@dataclass(slots=True)
class _Section:
    """One part of a format: its signs, the text that stands for itself, and what brackets hold."""

    signs: str = ""
    text: str = ""
    money: str = ""
    condition: bool = False
    elapsed: bool = False


@cache
def _sections(code: str) -> tuple[_Section, ...]:
    made = [_Section()]
    for quoted, escaped, _, _, bracket, end, sign in _PART.findall(code):
        here = made[-1]
        if end:
            made.append(_Section())
        elif bracket:
            here.money += bracket[1:].partition("-")[0] if bracket.startswith("$") else ""
            here.condition |= bracket[0] in "<>="
            here.elapsed |= bracket.lower().strip("hms") == ""
            here.signs += bracket if here.elapsed else ""
        elif quoted or escaped or not (sign.isascii() and (sign in "#?,.%/+@" or sign.isalnum())):
            here.text += quoted or escaped or sign
        else:
            here.signs += sign
    return tuple(made)


def number_shown(value: float, code: str) -> str:
    """The number that a cell shows, all its digits kept: `12.5%` under `0%`, `$12.5` under a format of money.

    Raises `Unshown` for what is scaled to thousands, hidden, shown as a text, or shown under a condition.
    """
    if code == "General":
        return _digits(Decimal(format(value, ".15g")))
    sections = _sections(code)
    if any(section.condition for section in sections):
        raise Unshown("under a condition")
    place = 1 if value < 0 else 2 if value == 0 else 0
    section = sections[place] if place < len(sections) else sections[0]
    signs = re.sub("general", "0", section.signs, flags=re.IGNORECASE).replace("@", "0")
    if _is_dated(signs):
        raise Unshown("as a date that cannot be read")
    if not re.search(r"[0#?]", signs):
        if value == 0 and section.text.strip() and not any(c.isalnum() for c in section.text):
            return "0"
        raise Unshown(f"as the text '{section.text}'" if section.text.strip() else "as nothing")
    if _SCALED.search(signs):
        raise Unshown("in thousands or millions")
    money = _money(section)
    text = _digits(Decimal(format(value, ".15g")) * (100 if "%" in signs else 1))
    if re.fullmatch(r"0{2,}", signs):
        text = text.zfill(len(signs) + (value < 0))
    return f"{money}{text}{'%' if '%' in signs else ''}"


def _digits(exact: Decimal) -> str:
    text = format(exact, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _money(section: _Section) -> str:
    """The money that a section is shown in; `Unshown` for any other text with letters or digits in it."""
    word = "".join(c for c in section.text if c not in "()-+:'/ \u00a0\u202f").strip().strip(".,")
    if not word:
        return section.money
    if unicodedata.category(word[0]) == "Sc" or word in _MONEY or _is_currency(word):
        return word
    if any(c.isalnum() for c in word) or word == "‰":
        raise Unshown(f"with the text '{section.text.strip()}'")
    return section.money


@cache
def _is_currency(word: str) -> bool:
    from babel import Locale

    return word in Locale("en").currencies


def _is_dated(signs: str) -> bool:
    return not re.search(r"[0#?]", signs.replace(".0", "")) and bool(_RUNS.search(signs.lower()))


def day_shown(value: datetime.datetime | datetime.date, code: str) -> str:
    """A day as far as it is shown: `2014-05` under `mmm-yy`, `2014` under `yyyy`; with its time where that is shown.

    Raises `Unshown` where the year is not shown, or another calendar's.
    """
    runs = _RUNS.findall(_sections(code)[0].signs.lower())
    parts = {_part(runs, place) for place in range(len(runs))}
    if not parts or parts & {"g", "e", "b"}:
        raise Unshown("as a date of a kind that is not read")
    if "y" not in parts or ("d" in parts and "m" not in parts):
        timed = not parts & {"y", "m", "d", "weekday"}
        raise Unshown("as a time of day" if timed else "as a date without its year or month")
    if "m" not in parts:
        return f"{value.year:04d}"
    if "d" not in parts:
        return f"{value.year:04d}-{value.month:02d}"
    if not isinstance(value, datetime.datetime) or "h" not in parts:
        return f"{value.year:04d}-{value.month:02d}-{value.day:02d}"
    return value.isoformat(" ", "seconds" if "s" in parts else "minutes")


def _part(runs: list[str], place: int) -> str:
    """What a run of letters stands for: y, m, d, h, s, `weekday`, `half` or `minute`, an m beside hours or seconds."""
    run = runs[place]
    if run.startswith("a"):
        return "half"
    before = runs[place - 1][0] if place else ""
    after = runs[place + 1][0] if place + 1 < len(runs) else ""
    if run[0] == "m" and (before == "h" or after == "s"):
        return "minute"
    return "weekday" if run[0] == "d" and len(run) > 2 else run[0]

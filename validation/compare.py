"""Whether a table computed anew agrees with the one on the page: words to the letter, figures within a tolerance.

Times and memory are another machine's and another hour's: they must be there, with their unit, and no more.
"""

from __future__ import annotations

import re

COLUMNS = ("claim", "measured", "today's tools", "note")
RELATIVE = 0.01
"""Share by which a figure may differ; one unit of its last printed digit is allowed to a small one."""

_NUMBER = re.compile(r"(?<![\w.])-?\d+(?:,\d{3})*(?:\.\d+)?(?:e[+-]?\d+)?|(?<![\w.])-?\.\d+")
_COST = re.compile(r" ?(s|ms|CPU s|minutes|min|MB|GB)\b")


def differences(old: str, new: str) -> list[str]:
    """What parts two Markdown tables of figures, one line each; empty where they agree."""
    before, after = _rows(old), _rows(new)
    found = [f"gone: {claim}" for claim in before if claim not in after]
    found += [f"new: {claim}" for claim in after if claim not in before]
    for claim in (c for c in before if c in after):
        for column, was, now in zip(COLUMNS[1:], before[claim], after[claim], strict=True):
            found += [f"{claim}, {column}: {what}" for what in _apart(was, now)]
    return found


def _rows(table: str) -> dict[str, tuple[str, ...]]:
    """The cells of each row by the claim that it begins with."""
    rows = (
        tuple(cell.strip() for cell in line.strip("|\n").split(" | "))
        for line in table.splitlines()
        if line[:2] == "| "
    )
    cells = [row + ("",) * (len(COLUMNS) - len(row)) for row in rows if row[0] != COLUMNS[0]]
    return {claim: tuple(rest) for claim, *rest in cells}


def _apart(was: str, now: str) -> list[str]:
    words, figures = _taken_apart(was)
    other_words, other_figures = _taken_apart(now)
    if len(figures) != len(other_figures):
        return [f"{len(figures)} figures are {len(other_figures)}: {was!r} is {now!r}"]
    found = [f"{a!r} is {b!r}" for a, b in zip(words, other_words, strict=True) if a != b]
    following = words[1:]
    pairs = zip(figures, other_figures, following, strict=True)
    return found + [f"{a} is {b}" for a, b, after in pairs if not (_COST.match(after) or _near(a, b))]


def _taken_apart(cell: str) -> tuple[list[str], list[str]]:
    """The words between the figures (one more than figures), and the figures as printed."""
    return _NUMBER.split(cell), _NUMBER.findall(cell)


def _near(a: str, b: str) -> bool:
    x, y = float(a.replace(",", "")), float(b.replace(",", ""))
    if _is_year(a) or _is_year(b):
        return x == y
    return abs(x - y) <= max(RELATIVE * abs(x), 0 if _is_count(a) else 1.001 * _last_digit(a))


def _is_year(text: str) -> bool:
    return re.fullmatch(r"1[5-9]\d\d|20\d\d", text) is not None


def _is_count(text: str) -> bool:
    return re.fullmatch(r"-?[\d,]+", text) is not None


def _last_digit(text: str) -> float:
    """What one unit of the last printed digit is worth."""
    mantissa, _, exponent = text.partition("e")
    decimals = len(mantissa.partition(".")[2])
    return float(10.0 ** ((int(exponent) if exponent else 0) - decimals))

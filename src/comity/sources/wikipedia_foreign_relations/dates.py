"""The date in a cell of a list of relations, as precise as it is written; and whether they are said to be suspended."""

from __future__ import annotations

import re

from comity.errors import UserError
from comity.terms.dated import Dated
from comity.terms.wording import month_named

_TEMPLATE = re.compile(r"\{\{\s*([^|{}]+?)\s*\|([^{}]*)\}\}")
_DATES = {"dts", "date table sorting", "start date", "daterange", "date", "nowrap", "sort", "small", "circa"}
_ENDED = re.compile(r"\b(suspend|sever|broken|cut off|terminat|ended)", re.IGNORECASE)
_NOTE = re.compile(r"\s*\((?:[^()]*)\)\s*$")
_RE_ESTABLISHED = re.compile(r"\bre-?(?:establish|sum|stor|new)|\brestored", re.IGNORECASE)
_FORMS = (
    re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>[^\W\d]+)\.?,?\s+(?P<year>\d{4})"),
    re.compile(r"(?P<month>[^\W\d]+)\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})"),
    re.compile(r"(?P<month>[^\W\d]+)\.?,?\s+(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})[-|](?P<number>\d{1,2})(?:[-|](?P<day>\d{1,2}))?"),
    re.compile(r"(?P<year>\d{4})"),
)


def read_date(cell: str) -> Dated | None:
    """The date that a cell says and nothing else; None where it is empty or says more, or other, than one date.

    A note in brackets after it is passed over, except of relations taken up again: that is not their beginning.
    """
    text = _bare(cell)
    if _RE_ESTABLISHED.search(text):
        return None
    while (shorter := _NOTE.sub("", text)) != text:
        text = shorter
    for form in _FORMS:
        if found := form.fullmatch(text):
            return _dated(found.groupdict())
    return None


def suspended(*cells: str) -> bool:
    """Whether a row says that relations do not stand."""
    return any(_ENDED.search(cell) for cell in cells)


def _bare(cell: str) -> str:
    """A cell without the templates that dress a date and the marks of stress and links."""
    text = cell
    while found := _TEMPLATE.search(text):
        name = found[1].strip().lower()
        said = [part.strip() for part in found[2].split("|") if part.strip() and "=" not in part]
        numbers = [part for part in said if part.isdigit()]
        inner = "|".join(numbers) if len(numbers) > 1 else " ".join(said[:1])
        text = text[: found.start()] + (inner if name in _DATES else "?") + text[found.end() :]
    text = re.sub(r"\[\[(?:[^|\[\]]*\|)?([^\[\]]*)\]\]", r"\1", text)
    return re.sub(r"\s+", " ", text.replace("'''", "").replace("''", "")).strip(" .,;")


def _dated(parts: dict[str, str | None]) -> Dated | None:
    written = [str(parts["year"])]
    if (word := parts.get("month")) is not None:
        month = month_named(word)
        if month is None:
            return None
        written.append(f"{month:02d}")
    elif (number := parts.get("number")) is not None:
        written.append(f"{int(number):02d}")
    if (day := parts.get("day")) is not None:
        written.append(f"{int(day):02d}")
    try:
        return Dated.parse("-".join(written))
    except UserError:
        return None

"""Pages of days in the answer of a MediaWiki interface: held against what was asked, and read as plain items."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from comity.errors import BadFile
from comity.sources.contract import Days
from comity.sources.formats.wikitext import plain

_ITEM = re.compile(r"^[*:#;]+\s*(.+)$", re.MULTILINE)
_LINK = re.compile(r"\[\[(?:[^|\[\]]*\|)?([^\[\]]*)\]\]")
_PRESS = re.compile(r"\[https?://[^\s\]]+\s*\(?([^\]]*?)\)?\]")
_TEMPLATE = re.compile(r"\{\{[^{}]*\}\}")
_MARKS = re.compile(r"'{2,}")


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a day: its wikitext, and the number and moment of the revision."""

    day: date
    revision: int
    changed: str
    text: str


def pages(content: bytes, declared: Days, asked: Sequence[date], where: str) -> dict[date, Page]:
    """The pages in an answer by day, of the days that were asked for; a day without a page is none of them.

    Raises BadFile for what is no answer in the second format, an error that the interface tells, a page that was not
    asked for, and one without the frame that is declared.
    """
    titles = {declared.titled(day): day for day in asked}
    held = _json(content, where)
    if isinstance(held, dict) and (error := held.get("error")):
        said = str(error.get("info") if isinstance(error, dict) else error)[:120]
        raise BadFile(f"{where}: the interface says: {said}; ask again later")
    try:
        given = [page for page in held["query"]["pages"] if not page.get("missing") and "revisions" in page]
        found = [_page(page, titles, declared.frame, where) for page in given]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadFile(f"{where}: not the interface's answer in its second format ({error}); ask again") from error
    return {page.day: page for page in found}


def _page(page: Any, titles: dict[str, date], frame: str, where: str) -> Page:
    title = str(page["title"])
    if title not in titles:
        raise BadFile(f"{where}: {title[:80]!r} is no page that was asked for; ask again")
    (revision,) = page["revisions"]
    text = str(revision["slots"]["main"]["content"])
    if frame.casefold() not in text.casefold():
        raise BadFile(f"{where}: {title} holds no {frame}; look at it in a browser")
    return Page(titles[title], int(revision["revid"]), str(revision["timestamp"]), text)


def _json(content: bytes, where: str) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BadFile(f"{where}: no JSON, but perhaps a page ({str(error)[:80]}); ask again") from error


def items(text: str) -> Iterator[str]:
    """The items of a day's page as plain text, headings among them; the press of each stands in brackets at its end."""
    for item in _ITEM.findall(plain(text)):
        said = _PRESS.sub(r"(\1)", _LINK.sub(r"\1", item))
        for _ in range(3):
            said = _TEMPLATE.sub("", said)
        if said := " ".join(_MARKS.sub("", said).split()):
            yield said

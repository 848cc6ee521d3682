"""Bodies of many states, societies and armed men that stand where one would stand who acts or is acted on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from comity.chronicle.lookup import read_rows
from comity.reading.parties import Party
from comity.reading.rule import Rule

_HERE = Path(__file__).parent


def acting(rule: Rule, text: str, match: re.Match[str], subject: Party, object: Party) -> Iterator[re.Match[str]]:
    """Bodies that stand where one stands who acts: between the two, or before them in one clause."""
    first = min(subject.start, match.start())
    between = rule.shape == "mutual" and match.start() < subject.start and _BETWEEN.search(text[: subject.start])
    for body in _bodies().finditer(text, 0, max(match.start(), object.start)):
        apart = _AND_LAST.sub("", text[body.end() : first])
        if between and body.end() <= subject.start:
            continue
        if body.end() <= first and _ITS_OWN_CLAUSE.search(apart):
            continue
        if rule.shape != "mutual" and _AND_LAST.fullmatch(text[body.end() : first]):
            continue
        if _OCCASION.search(text[: body.start()]):
            continue
        yield body


_AND_LAST = re.compile(r",?\sand\s(?:the\s)?$")
_OCCASION = re.compile(r"\b(?:at|during|before)\s(?:an?\s|the\s)?$")
"""Before a body that is where or when others did something."""
_BETWEEN = re.compile(r"\bbetween\s(?:the\s)?$")
_ITS_OWN_CLAUSE = re.compile(
    r"[,;:](?!\s(?:and\s)?(?:the\s)?[A-Z][\w’'-]+(?:,|\sand\b))|\b(?:that|as|while|when|says?|said)\s"
)
"""Where what is told of a body ends before what is told of the state begins."""


AND_MORE = re.compile(r",?\s(?:and|or)\b|,")


def of_a_body(text: str, match: re.Match[str]) -> bool:
    """Whether what is acted on, right behind the act, is a body of many states, and no state beside it."""
    body = _bodies().search(text, match.end(), match.end() + 40)
    return body is not None and body.start() <= match.end() + 5 and not AND_MORE.match(text, body.end())


@cache
def _bodies() -> re.Pattern[str]:
    words = "|".join(re.escape(row["words"]) for row in read_rows("bodies", ("words", "reason"), _HERE))
    return re.compile(rf"\b(?:{words})(?!\w)")

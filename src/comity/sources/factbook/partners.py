"""The Factbook's sentence on trade partners: "China 39%, USA 16%, Bahamas, The 4% (2023)"."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_SENTENCE = re.compile(r"(?P<list>.*?)\s*\((?P<year>(?:19|20)\d\d)(?: est\.)?\)")
_PARTNER = re.compile(r"(?P<name>[^%\d]*[^%\d\s,])\s+(?P<share>\d{1,3}(?:\.\d+)?)%(?:,\s*|$)")


@dataclass(frozen=True, slots=True)
class Partners:
    """Year described, name and share (fraction of the flow) of each partner, and what could not be read."""

    year: int | None
    shares: tuple[tuple[str, float], ...]
    unread: tuple[str, ...]


def parse(sentence: str) -> Partners:
    """Read one sentence. Text that does not fit is returned as `unread`, never guessed at."""
    text = re.sub(r"\s+", " ", html.unescape(sentence)).strip()
    if text in ("", "NA"):
        return Partners(None, (), ())
    whole = _SENTENCE.fullmatch(text)
    if whole is None:
        return Partners(None, (), (text,))
    shares, unread, rest = [], [], whole["list"]
    while rest:
        found = _PARTNER.match(rest)
        if found is None or float(found["share"]) > 100:
            fragment, _, rest = rest.partition("%")
            unread.append(fragment.strip(", "))
            rest = rest.lstrip(", ")
            continue
        shares.append((found["name"], float(found["share"]) / 100))
        rest = rest[found.end() :]
    return Partners(int(whole["year"]), tuple(shares), tuple(unread))

"""A bibliographic record, whatever format it came in, and the row that it becomes."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit, urlunsplit

from comity.errors import UserError
from comity.evidence.columns import BY_NAME
from comity.evidence.table import Table
from comity.evidence.visible import hidden_character

_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?\s*(10\.\S+)", re.IGNORECASE)
_DASHES = re.compile(r"(?<=\w)\s*(?:-{1,3}|[\u2010-\u2015])\s*(?=\w)")
_OTHERS = ("others", "et al", "et al.", "and others")
_PLACES = 3
"""Authors who are named before the rest is "et al."."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One record. Dates are `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, empty where there is none that can be read.

    `others`: more authors are known of than are named. `left` names the fields that no column takes, with the
    reason where a column would.
    """

    place: str
    authors: tuple[str, ...] = ()
    others: bool = False
    title: str = ""
    container: str = ""
    detail: str = ""
    publisher: str = ""
    published: str = ""
    accessed: str = ""
    url: str = ""
    note: str = ""
    left: tuple[str, ...] = field(default=())

    @property
    def source(self) -> str:
        """How it is cited: authors, title, where it appeared, publisher, date."""
        more = self.others or len(self.authors) > _PLACES
        authors = ", ".join(self.authors[:_PLACES]) + (" et al." if more and self.authors else "")
        where = " ".join(part for part in (self.container, self.detail) if part)
        parts = [part.rstrip(".") for part in (authors, self.title, where, self.publisher) if part]
        said = ". ".join(parts)
        return f"{said}, {self.published}" if said and self.published else said or self.published


def people(names: Iterable[str]) -> tuple[tuple[str, ...], bool]:
    """Names as `Family, Given`, and whether the list ends in "and others"."""
    held = [re.sub(r"\s*,\s*", ", ", " ".join(name.split())).strip(" ,") for name in names]
    named = tuple(name for name in held if name and name.lower() not in _OTHERS)
    return named, any(name.lower() in _OTHERS for name in held)


def where_in(volume: str, number: str, pages: str) -> str:
    """Volume, number and pages as one text; a range of pages has an en dash however it was typed."""
    parts = (volume, number, _DASHES.sub("–", pages))
    return " ".join(" ".join(part.split()) for part in parts if part.strip())


def web_address(urls: Iterable[tuple[str, str]], dois: Iterable[tuple[str, str]]) -> tuple[str, list[str]]:
    """The first address, or that of the DOI where there is none; and the fields that stand nowhere, by name.

    Each field comes as name and text. A DOI that the address does not hold is named too.
    """
    found, left = "", []
    for name, text in urls:
        if not text.strip():
            continue
        address = _address(text)
        if address and not found:
            found = address
        else:
            left.append(name if address else f"{name}: no web address")
    for name, text in dois:
        match = _DOI.fullmatch(text.strip())
        address = _address(f"https://doi.org/{match[1]}") if match else ""
        if not text.strip() or (match and match[1].lower() in found.lower()):
            continue
        if address and not found:
            found = address
        else:
            left.append(name if match else f"{name}: no DOI")
    return found, left


def _address(text: str) -> str:
    """A web address as the column takes it, its letters beyond ASCII written in percent signs; or an empty text."""
    plain = text.strip().removeprefix("<").removesuffix(">").strip()
    try:
        parts = urlsplit(plain)
        host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
        kept = [
            quote(part, safe="".join(map(chr, range(33, 127)))) for part in (parts.path, parts.query, parts.fragment)
        ]
        plain = urlunsplit((parts.scheme, host, *kept)) if not plain.isascii() and " " not in plain else plain
        address = BY_NAME["url"].check(plain)
    except (ValueError, UserError):
        return ""
    return address if len(address) <= BY_NAME["url"].longest else ""


def as_table(references: Iterable[Reference], label: str) -> tuple[Table, Counter[str]]:
    """References as rows of evidence that still lack their claim, and how often each field was left out."""
    taken = ("source", "published", "url", "accessed", "note")
    columns: dict[str, list[str]] = {name: [] for name in taken}
    places: list[str] = []
    left: Counter[str] = Counter()
    for reference in references:
        places.append(reference.place)
        left.update(reference.left)
        for name in taken:
            columns[name].append(_seen(getattr(reference, name)))
        for name in ("source", "note"):
            if len(columns[name][-1]) > BY_NAME[name].longest:
                columns[name][-1] = _cut(columns[name][-1], BY_NAME[name].longest)
                left[f"the end of {name}: more than {BY_NAME[name].longest:,} letters"] += 1
    assert set(columns) <= set(BY_NAME)
    return Table(label, columns, places), left


def _seen(text: str) -> str:
    """The text on one line, without what nobody sees: soft hyphens and marks of direction, which catalogues write."""
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(sign for sign in line if not hidden_character(sign))


def _cut(text: str, longest: int) -> str:
    """The beginning of a text as far as its last whole word."""
    whole = text[: longest - 1]
    return (whole.rpartition(" ")[0] or whole).rstrip(" ,.;") + "…"

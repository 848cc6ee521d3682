"""A bibliographic record, whatever format it came in, and the row that it becomes."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from comity.evidence.columns import BY_NAME
from comity.evidence.table import Table

_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?\s*(10\.\S+)", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(r"([0-9]{4})(?:[-/]([0-9]{1,2})(?:[-/]([0-9]{1,2}))?)?/*")
_PLACES = 3
"""Authors who are named before the rest is "et al."."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One record. Dates are `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, or as they stood where they could not be read.

    `left` names the fields that no column takes.
    """

    place: str
    authors: tuple[str, ...] = ()
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
        authors = ", ".join(self.authors[:_PLACES]) + (" et al." if len(self.authors) > _PLACES else "")
        where = " ".join(part for part in (self.container, self.detail) if part)
        parts = [part.rstrip(".") for part in (authors, self.title, where, self.publisher) if part]
        said = ". ".join(parts)
        return f"{said}, {self.published}" if said and self.published else said or self.published


def read_date(text: str) -> str:
    """`2014/5/1`, `2014-05` or `2014` as this project writes dates; anything else as it stands."""
    match = _DATE.fullmatch(text.strip())
    if not match:
        return text.strip()
    return "-".join(part.zfill(2) for part in match.groups() if part)


def read_month(text: str) -> str:
    """Two digits for a month that is given by number or English name; empty for anything else."""
    word = text.strip().strip(".").lower()
    if word.isascii() and word.isdigit() and 1 <= int(word) <= 12:
        return word.zfill(2)
    return f"{_MONTHS.index(word[:3]) + 1:02d}" if word[:3] in _MONTHS and word.isalpha() else ""


def web_address(url: str, doi: str) -> str:
    """The address, or that of the DOI where there is none."""
    match = _DOI.fullmatch(doi.strip())
    return url.strip() or (f"https://doi.org/{match[1]}" if match else "")


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
            columns[name].append(" ".join(getattr(reference, name).split()))
    assert set(columns) <= set(BY_NAME)
    return Table(label, columns, places), left

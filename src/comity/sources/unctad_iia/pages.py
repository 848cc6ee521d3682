"""The publisher's pages of countries: which treaties each lists, with whom, and their days.

The publisher puts no file out; it shows for each country one table of bilateral investment treaties and one of
treaties with investment provisions. A page without a country's name stands for a number that no country has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from comity.errors import BadFile
from comity.sources.formats.archive import members
from comity.sources.formats.page import PageTable, read_page
from comity.sources.registry import source

ID = "unctad-iia"
PACKED = "country_html.tar.zst"
BILATERAL = "bits"
KINDS = (BILATERAL, "tips")
"""The page's own ids of the two tables; a third, of instruments that are no treaties, is passed over."""

_NAVIGATOR = "International Investment Agreements Navigator | UNCTAD Investment Policy Hub"
_COLUMNS = ("Short title", "Type", "Status", "Parties", "Date of signature", "Date of entry into force",
            "Termination date")  # fmt: skip
_STATUSES = frozenset({"In force", "Signed (not in force)", "Terminated", "In negotiation"})
_DAY = re.compile(r"(?:(?:(\d{2})/)?(\d{2})[/-])?(\d{4})")
_PAGE_LIMIT = 20_000_000


@dataclass(slots=True)
class Treaty:
    """One treaty as the pages list it; `named` holds for each country's page the parties that it names."""

    kind: str
    title: str
    status: str
    signed: date | None
    in_force: date | None
    ended: date | None
    named: dict[str, set[str]] = field(default_factory=dict)


def treaties(folder: Path) -> dict[str, Treaty]:
    """Treaties by the publisher's address of each.

    Raises BadFile where there is no page, a page is none of the navigator's, columns or words of status are others, a
    day cannot be read, or two pages differ about one treaty.
    """
    found: dict[str, Treaty] = {}
    pages = 0
    for where, text in _pages(folder):
        page = read_page(text)
        if not page.title.endswith(_NAVIGATOR):
            raise BadFile(f"{where}: no page of the publisher's navigator (title {page.title[:60]!r}); fetch it again")
        country = page.title.removesuffix(_NAVIGATOR).rstrip(" |")
        if not country:
            continue
        pages += 1
        for table in page.tables:
            if table.within in KINDS:
                _read(table, country, where, found)
    if not pages:
        raise BadFile(f"{folder}: no page of a country, neither *.html nor {PACKED}; fetch them again")
    return found


def _pages(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.glob("*.html")):
        yield str(path), path.read_bytes()[:_PAGE_LIMIT].decode("utf-8", "replace")
    packed = folder / PACKED
    if packed.exists():
        for name, data in members(packed, wanted=lambda name: name.endswith(".html"), member_limit=_PAGE_LIMIT):
            yield f"{packed}: {name}", data.decode("utf-8", "replace")


def _read(table: PageTable, country: str, where: str, found: dict[str, Treaty]) -> None:
    """Add the rows of one table of one page."""
    heads = [cell.text for cell in table.head[0]] if table.head else []
    known = {*_COLUMNS, *source(ID).ignore}
    if set(heads) != known:
        raise BadFile(f"{where}: table of {table.within} has other columns: {sorted(set(heads) ^ known)}; look anew")
    for cells in table.body:
        if len(cells) != len(heads):
            raise BadFile(f"{where}: a row of {table.within} has {len(cells)} cells, not {len(heads)}; fetch it again")
        row = dict(zip(heads, cells, strict=True))
        title = row["Short title"]
        if not title.links:
            raise BadFile(f"{where}: {title.text!r} has no address; fetch it again")
        status = row["Status"].text
        if status not in _STATUSES:
            raise BadFile(f"{where}: {title.text}: unknown status {status!r}; fetch the page in English")
        signed, in_force, ended = (_day(row[name].text, title.text, where) for name in _COLUMNS[4:])
        told = Treaty(table.within, title.text, status, signed, in_force, ended)
        kept = found.setdefault(title.links[0][1], told)
        if (kept.status, kept.signed, kept.in_force, kept.ended) != (status, signed, in_force, ended):
            raise BadFile(f"{where}: {title.text}: other days than on another page; fetch all pages again")
        parties = {text for text, _ in row["Parties"].links}
        kept.named.setdefault(country, set()).update(parties)


def _day(text: str, title: str, where: str) -> date | None:
    """A day; the first of it where only a month or a year is given. An empty cell is None."""
    if not text:
        return None
    written = _DAY.fullmatch(text)
    try:
        return date(int(written[3]), int(written[2] or 1), int(written[1] or 1)) if written else _unread()
    except ValueError:
        raise BadFile(f"{where}: {title}: {text!r} is no day; mend it or fetch the page again") from None


def _unread() -> date:
    raise ValueError

"""Lists of relations in Wikipedia's articles on a state's foreign relations: partner, date, whether suspended.

An article has a list of all relations with their dates, and tables by region with a column for it; where both date a
partner, the list speaks. Two articles may disagree on a pair: each keeps its row. Only dates and names are read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.errors import BadFile
from comity.sources.formats.archive import members
from comity.sources.formats.check import listed
from comity.sources.formats.lookup import read_lookup
from comity.sources.formats.rows import relation
from comity.sources.formats.wikitext import WikiTable, plain, tables
from comity.sources.wikipedia_foreign_relations.dates import read_date, suspended
from comity.sources.wikipedia_foreign_relations.names import partner
from comity.tables.relations import RelationDate
from comity.terms.country import name_holder
from comity.terms.names import normalise

if TYPE_CHECKING:
    import duckdb

ARCHIVE = "foreign_relations_wikitext_2025-11.tar.xz"
_LISTED = date(2025, 11, 30)
_TITLE = re.compile(r"Foreign relations of (?:the )?(.+)")
_LINK = re.compile(r"\[\[(?:[^|\[\]]*\|)?([^\[\]]*)\]\]")
_PARTNER = re.compile(r"(?:sovereign )?(?:state|country|name)(?:/region)?", re.IGNORECASE)
_BEGAN = re.compile(r"date|since|.*\brelations\b.*", re.IGNORECASE)
_OTHER = re.compile(r"recogni|ended|consular|unofficial|former|previous", re.IGNORECASE)
_NOT_KEPT = re.compile(
    r"consular|former|unofficial|\bno\b|without|never|\bnot\b|switched|ended|recogni|severed|suspended|break",
    re.IGNORECASE,
)
_NO_DATE = re.compile(
    r"[\s\-–—?]*|\{\{dts\|\s*\}\}|\W*(?:unknown|none|n/a|no (?:formal |diplomatic )*relations)\b.*", re.IGNORECASE
)
_LEAST_READ = 0.9

Row = tuple[str, str, date, str, bool, date]


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """The table `relation_dates`, keyed by name.

    Raises BadFile for an archive without articles, a page that is no article, and where fewer than nine in ten of the
    cells that should hold a date can be read as one.
    """
    aliases = _aliases()
    rows: list[Row] = []
    unread: list[str] = []
    for where, title, text, day in _pages(folder):
        rows += _of_article(where, title, text, day, aliases, unread)
    if not rows or len(rows) < _LEAST_READ * (len(rows) + len(unread)):
        raise BadFile(
            f"{folder}: {len(unread)} of {len(rows) + len(unread)} dates unread: {listed(unread)}; "
            "see whether these are the English articles, or mend the reader"
        )
    return {"relation_dates": relation(con, RelationDate, sorted(set(rows)))}


def released(folder: Path) -> date | None:
    """The day of the newest change of an article that the interface gave; None where there is the archive only."""
    days = [day for path in sorted(folder.glob("pages-*.json")) for *_, day in _answer(path)]
    return max(days, default=None)


def _pages(folder: Path) -> Iterator[tuple[str, str, str, date]]:
    """Where it stands, title, wikitext and day of every article, of answers of the interface and of the archive."""
    answers = sorted(folder.glob("pages-*.json"))
    for path in answers:
        yield from _answer(path)
    if not answers or (folder / ARCHIVE).is_file():
        path = folder / ARCHIVE
        for name, content in sorted(members(path, wanted=lambda member: member.endswith(".json"))):
            text = _json(content, f"{path}: {name}")
            if not isinstance(text, str):
                raise BadFile(f"{path}: {name} is no article's text; fetch it again")
            yield f"{path}: {name}", Path(name).stem, text, _LISTED


def _answer(path: Path) -> Iterator[tuple[str, str, str, date]]:
    """Articles of one answer to `action=query&prop=revisions&rvprop=content|timestamp&formatversion=2`."""
    said = _json(path.read_bytes(), str(path))
    if isinstance(said, dict) and "error" in said:
        raise BadFile(f"{path}: the interface says {str(said['error'])[:200]!r}; ask again")
    if isinstance(said, dict) and "continue" in said and "batchcomplete" not in said:
        raise BadFile(f"{path}: holds a part of what was asked for; ask for fewer articles at a time")
    try:
        for page in said["query"]["pages"]:
            if page.get("missing"):
                continue
            (revision,) = page["revisions"]
            text = revision["slots"]["main"]["content"] if "slots" in revision else revision["content"]
            yield f"{path}: {page['title']}", page["title"], text, date.fromisoformat(revision["timestamp"][:10])
    except (KeyError, TypeError, ValueError) as error:
        raise BadFile(f"{path}: not the interface's answer in its second format ({error}); ask again") from error


def _json(content: bytes, where: str) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BadFile(f"{where} is no JSON: {error}; fetch it again") from error


def _aliases() -> dict[str, str]:
    lookup = read_lookup(__file__, "names.csv")
    return dict(zip(lookup["name"].tolist(), lookup["state"].tolist(), strict=True))


def _of_article(
    where: str, title: str, text: str, day: date, aliases: dict[str, str], unread: list[str]
) -> Iterable[Row]:
    """The dates of one article, one of each partner; `unread` gets what stands where a date should."""
    named = _TITLE.fullmatch(title)
    if named is None:
        raise BadFile(f"{where}: {title!r} is no article on foreign relations; take it out of the folder")
    state = aliases.get(named[1], named[1])
    found: dict[str, Row] = {}
    for table in tables(text):
        for place, when in _columns_of(table):
            for row in table.rows:
                _read_row(row, place, when, (where, state, day), aliases, found, unread)
    return found.values()


def _columns_of(table: WikiTable) -> Iterator[tuple[int, int]]:
    """The places of partner and date in a table of relations that stand; none of any other table."""
    told = (*table.headings[-1:], table.caption)
    if any(_NOT_KEPT.search(words) for words in told):
        return
    for header in table.headers:
        names = [_said(cell) for cell in header]
        partners = [i for i, name in enumerate(names) if _PARTNER.fullmatch(name)]
        dates = [i for i, name in enumerate(names) if _BEGAN.fullmatch(name) and not _OTHER.search(name)]
        if len(partners) == 1 and dates and _about_relations(names[dates[0]], table):
            yield partners[0], dates[0]
            return


def _about_relations(header: str, table: WikiTable) -> bool:
    """Whether a column of dates is of relations: by its own name, or by the headings where it says only `Date`."""
    return "relations" in header.lower() or any("relations" in words.lower() for words in table.headings)


def _said(cell: str) -> str:
    words = _LINK.sub(r"\1", plain(cell)).replace("'''", "")
    return re.sub(r"\s+", " ", re.sub(r"\{\{longitem\|(.*)\}\}", r"\1", words)).strip(" .")


def _read_row(
    row: tuple[str, ...],
    place: int,
    when: int,
    of: tuple[str, str, date],
    aliases: dict[str, str],
    found: dict[str, Row],
    unread: list[str],
) -> None:
    where, state, day = of
    if len(row) <= max(place, when) or _NO_DATE.fullmatch(row[when]):
        return
    name = partner(row[place])
    if name is None:
        return
    name = aliases.get(name, name)
    date_said = read_date(row[when])
    if date_said is None:
        unread.append(f"{where}: {name}: {row[when]}")
    elif _key(name, day) not in found and _key(name, day) != _key(state, day):
        # Two names of a state are one partner, of whom the first row speaks.
        found[_key(name, day)] = (
            state,
            name,
            date_said.start,
            date_said.precision,
            not suspended(row[place], row[when]),
            day,
        )


@cache
def _key(name: str, day: date) -> str:
    return name_holder(normalise(name), day, for_files=True) or normalise(name)

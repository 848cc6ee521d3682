"""What a source of coded events declares beside its `source.yaml`: its layouts, and how they become one.

Every source of events ends in the same columns, all of them text as the publisher wrote it: `event_id`,
`day` (a date, NULL where `day_text` is none), `day_text`, `added` (when the publisher added the row, NULL
where it does not say), `country_a`, `name_a`, `roles_a` and the same for b, `code`, `lead`, `mentions`,
`sources`, `confidence`, `story`, `url`, `outlet` (NULL where the address says it), and `damaged` (a reason
why the whole file cannot be trusted, or NULL).
The store judges these columns and knows no publisher.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Literal

from comity.errors import BadFile, UserError
from comity.sources.formats.archive import unpack_only
from comity.sources.formats.check import listed
from comity.sources.formats.lookup import read_lookup

Kind = Literal["events", "mentions"]

_FIRST_LINE = 1 << 20
_ALIKE = 3
"""Names of columns that a header must share with a source's for the difference to be worth telling."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One way in which a publisher has written its rows. `needed` columns must be there where a header says."""

    columns: tuple[str, ...]
    delimiter: str = "\t"
    header: bool = False
    quote: str = ""
    needed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """One source of events.

    `countries` is the code system of its country columns and `roles` that of its roles; `key` names what
    makes a row the same row; `cover` says what a row proves to have been delivered: its own day, or the
    moment at which the publisher added it, of which a day has `slots`. `days_ahead` is by how many days an
    event may be dated after it was added, before the date is held to be wrong. `rooted` says that the publisher gives
    the root of each code beside it, so that `10` cannot be taken for `010`.
    """

    source: str
    layouts: tuple[Layout, ...]
    select: str
    countries: str
    roles: str
    key: tuple[str, ...] = ("event_id",)
    kind: Kind = "events"
    cover: Literal["day", "added"] = "day"
    slots: int = 1
    days_ahead: int = 1
    rooted: bool = False

    def layout(self, path: Path, first: str) -> Layout:
        """The layout that a file's first line has. Raises BadFile that says how it differs."""
        for each in self.layouts:
            fields = [f.strip().strip('"') for f in first.rstrip("\r\n").split(each.delimiter)]
            if each.header:
                if set(each.needed or each.columns) <= set(fields) <= set(each.columns) and len(set(fields)) == len(
                    fields
                ):
                    return Layout(tuple(fields), each.delimiter, True, each.quote)
            elif len(fields) == len(each.columns):
                return each
        raise BadFile(f"{path}: {self._difference(first)}; fetch the file again as {self.source} publishes it")

    def _difference(self, first: str) -> str:
        each = self.layouts[0]
        if each.header:
            fields = [f.strip().strip('"') for f in first.rstrip("\r\n").split(each.delimiter)]
            lacking = [name for name in each.needed or each.columns if name not in fields]
            unknown = [name for name in fields if name not in each.columns]
            return f"columns differ: missing {listed(lacking)}; unknown {listed(unknown)}"
        counts = " or ".join(str(len(layout.columns)) for layout in self.layouts)
        sold = first.count(";")
        if "\t" not in first and sold:
            return (
                f"saved by a spreadsheet: {sold + 1} columns with semicolons in place of {counts} with tabs, "
                "and codes such as 012 have lost their zeros"
            )
        return f"row 1 has {first.count(each.delimiter) + 1} columns, {counts} are expected"


_MODULES = (
    "gdelt_events.feed",
    "gdelt_events.mentions",
    "icews_events.feed",
    "polecat.feed",
    "coded_events.feed",
)


@cache
def feeds() -> dict[str, Feed]:
    """All sources of events by id."""
    found = (import_module(f"comity.sources.{name}").FEED for name in _MODULES)
    return {feed.source: feed for feed in found}


def feed(source: str) -> Feed:
    """One source of events. Raises UserError that names those there are."""
    try:
        return feeds()[source]
    except KeyError:
        raise UserError(f"no source of events {source!r}; there are: {', '.join(feeds())}") from None


def recognise(path: Path, readable: Path) -> Feed:
    """The source whose layout a file has, by its name and first line. Raises BadFile where none does."""
    name, first = path.name.lower(), first_line(path, readable)
    if ".mentions." in name:
        return feed("gdelt-mentions")
    for each in feeds().values():
        try:
            each.layout(path, first)
        except BadFile:
            continue
        return each
    if ".export" in name or "GLOBALEVENTID" in first.upper():
        feed("gdelt-events").layout(path, first)
    words = {word.strip().strip('"') for word in re.split("[\t,;]", first)}
    for each in feeds().values():
        if len(words & set(each.layouts[0].needed or each.layouts[0].columns)) >= _ALIKE:
            each.layout(path, first)
    tabs, commas = first.count("\t") + 1, first.count(",") + 1
    raise BadFile(
        f"{path}: {tabs} columns by tabs and {commas} by commas match no source of events; name one with --source"
    )


def first_line(path: Path, readable: Path) -> str:
    """The first line of an unpacked file. Raises BadFile when there is none."""
    with readable.open("rb") as stream:
        line = stream.readline(_FIRST_LINE)
    if not line.strip():
        raise BadFile(f"{path}: the file is empty; fetch it again")
    return line.decode("utf-8-sig", "replace")


def unpack(path: Path, target: Path) -> Path:
    """A file that can be read as text: itself, or what is inside the archive, written to `target`."""
    if not path.is_file():
        raise BadFile(f"{path}: no such file")
    if path.suffix.lower() in (".zip", ".gz"):
        unpack_only(path, target)
        return target
    return path


def query(module: str) -> str:
    """The text of `select.sql` beside the file `module`."""
    return Path(module).with_name("select.sql").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Outage:
    """Days, first and last included, of which the publisher has nothing or not all."""

    first: date
    last: date
    reason: str


def outages(source: str) -> tuple[Outage, ...]:
    """Known outages of a source: missing, never zero."""
    path = Path(__file__).with_name(source.replace("-", "_")) / "outages.csv"
    if not path.is_file():
        return ()
    rows = read_lookup(str(path), path.name)
    return tuple(
        Outage(date.fromisoformat(first), date.fromisoformat(last), reason)
        for first, last, reason in zip(rows["first"], rows["last"], rows["reason"], strict=True)
    )

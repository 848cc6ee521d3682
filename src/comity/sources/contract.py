"""What a source declares about itself in its `source.yaml`.

The folder is the identity: `sources/cow_trade/source.yaml` declares the source `cow-trade`. The
declaration says who publishes it, under which terms, which files it consists of, which tables it fills,
what an absent row means, when the next release is to be expected, and how much of it to expect, so that a
thinner or different edition is noticed instead of swallowed.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, Protocol
from urllib.parse import urlencode

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from comity.tables.columns import Columns
from comity.terms.rhythm import Rhythm
from comity.terms.wording import MONTHS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb

Silence = Literal["true_zero", "not_reported"]
Release = Literal["header", "content", "name"]
"""Where the day of a file's release is read: the publisher's Last-Modified, the `released` of the source's reader, or
the file's name by `release_name`."""


def _rhythm(text: object) -> object:
    return Rhythm.parse(text) if isinstance(text, str) else text


Kept = Annotated[Rhythm | None, BeforeValidator(_rhythm), PlainSerializer(lambda r: r and r.text)]
"""A rhythm in its words; None where it is not known."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Origin(_Strict):
    """Who publishes the data and how to cite it."""

    producer: str
    title: str
    version: str
    date_published: str = Field(description="as precise as the publisher gives it: a year, month or day")
    date_accessed: date
    citation: str
    url: str = Field(description="the publisher's own page, for people")
    doi: str | None = None

    @property
    def released(self) -> date | None:
        """The last day on which the declared files can have been released; None where `date_published` says no year.

        Of a year or month that is its end, but no later than the day on which they were fetched.
        """
        told = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$", self.date_published)
        if told is None:
            return None
        year, month = int(told[1]), int(told[2] or 12)
        day = int(told[3] or monthrange(year, month)[1])
        return min(date(year, month, day), self.date_accessed)


class Licence(_Strict):
    """Terms of the data, and whether measures computed from them may ship with Comity."""

    name: str
    url: str | None = None
    redistribute: bool = Field(description="whether measures that our code computes from it may ship")
    reason: str = Field(description="why they may, or why not")


class File(_Strict):
    """One file as published. `sha256` pins the version that the declaration was written for."""

    name: str
    url: str | None = Field(description="address at the publisher; None where it must be obtained by hand")
    sha256: str | None = None
    bytes: int | None = None
    living: str = Field(default="", description="why no hash pins it: a file that the publisher revises in place")
    query: dict[str, str] = Field(
        default_factory=dict, description="what an interface at the address is asked, by parameter; our own words"
    )
    accept: str = Field(default="", description="media type to ask for, where the address gives several")
    package: str = Field(default="", description="package of Comity that the file ships with, where it is our own")
    release: Release = "header"
    release_name: str = Field(
        default="", description="pattern of the name, with groups year and, where it says them, month and day"
    )
    leads_to: tuple[str, ...] = Field(default=(), description="further hosts to which the address may redirect")

    @property
    def address(self) -> str | None:
        """What is asked for: the address with its question, runs of blanks in which are one blank."""
        if self.url is None or not self.query:
            return self.url
        asked = urlencode({name: " ".join(words.split()) for name, words in self.query.items()})
        return f"{self.url}?{asked}"


class Expectation(_Strict):
    """Least a healthy edition holds, and most that may fail to match a state."""

    rows: int = Field(ge=0, description="fewest rows before harmonising; 0 where none is a sound state of the table")
    unmatched_share: float = Field(default=0.0, ge=0, le=1, description="most rows without a state")
    fill: dict[str, float] = Field(default_factory=dict, description="least share of values by column")


class Provision(_Strict):
    """One table that the source fills."""

    codes: str = Field(description="code system of its state columns, as terms.crosswalk names it")
    silence: Silence = Field(description="what an absent row means within the coverage")
    first_year: int
    last_year: int
    grows: bool = Field(
        default=False, description="whether an edition covers the years to its newest row, be it other than last_year"
    )
    expect: Expectation
    valuation: str = ""
    locator: str = Field(description="how to find a row in the publisher's file; {column} is filled in")
    note: str = Field(default="", description="what a user of the numbers should know")


class Stream(_Strict):
    """A source that publishes without end: its files go piece by piece into an event warehouse, not a snapshot.

    What the store keeps of it is the fold of a warehouse. `list_url` names the publisher's list of pieces
    (size, MD5, address on each line), `daily_url` the address of one day's piece.
    """

    list_url: str | None = None
    daily_url: str | None = Field(default=None, description="with {day} as YYYYMMDD")
    note: str = Field(description="how to come by the pieces")


class Days(_Strict):
    """A source with a page for each day, asked of its publisher's interface by title and kept in the store by month.

    What it holds is text that people's studies are given to read and decide on; no table is filled from it. `title`
    names the page of a day with {year}, {month} (by name) and {day}, `frame` is what the text of each holds; `first` is
    the first day that is asked for.
    """

    url: str
    query: dict[str, str] = Field(description="what the interface is asked beside the titles, by parameter")
    title: str
    frame: str
    first: date

    def asked(self, days: Sequence[date]) -> File:
        """The request for the pages of some days, as a file named by the first of them."""
        titles = "|".join(self.titled(day) for day in days)
        return File(name=f"{days[0]}.json", url=self.url, query=self.query | {"titles": titles}, living="pages change")

    def titled(self, day: date) -> str:
        """The title of a day's page."""
        return self.title.format(year=day.year, month=MONTHS[day.month - 1], day=day.day)


class SourceSpec(_Strict):
    """A source's declaration. What comes in `stream` or by `days` has no `files`: its pieces come without end."""

    id: str
    origin: Origin
    licence: Licence
    files: tuple[File, ...]
    yearly: tuple[str, ...] = Field(
        default=(),
        description="patterns of names of further files, of which a folder given with --mirror may hold any number; "
        "where it holds some, those in `files` may be missing there",
    )
    reissued: tuple[File, ...] = Field(
        default=(), description="pinned files that say the same as `files`, of which a mirror may hold all instead"
    )
    beside: tuple[str, ...] = Field(
        default=(), description="further folders of a mirror that hold those of `files` which the id's own folder lacks"
    )
    yearly_release_name: str = Field(default="", description="of the names in `yearly`, as a file's `release_name`")
    dated_by_edition: bool = Field(
        default=False,
        description="whether its files say no day of their own and its rows carry that of the edition, which the "
        "reader is given as `known`",
    )
    rhythm: Kept = Field(default=None, description="how often the publisher releases, as `terms.rhythm` words it")
    rhythm_reason: str = Field(default="", description="where that is known from, or why it is not known")
    address_reason: str = Field(
        default="",
        description="why files have no address, or one at which somebody else than their publisher keeps them",
    )
    provides: dict[str, Provision]
    stream: Stream | None = None
    days: Days | None = None
    ignore: dict[str, str] = Field(default_factory=dict, description="columns left out on purpose, and why")

    @property
    def piecemeal(self) -> bool:
        """Whether it comes in pieces without end, and so in no snapshot."""
        return self.stream is not None or self.days is not None

    @property
    def packaged(self) -> bool:
        """Whether all of it ships with Comity, so that neither network nor mirror is needed."""
        return bool(self.files) and all(file.package for file in self.files)


class Reader(Protocol):
    """`read.py` of a source offers `read`: the publisher's files to rows of each declared table.

    Where a file declares `release: content` it also offers `released(folder)`: the day on which the publisher released
    what is in the folder, as the files themselves say it, or None.

    Returned columns carry the fields of the table, with state columns still in the publisher's codes.
    A value is a DuckDB relation on `con` or a mapping of NumPy columns. A reader whose declaration says
    `dated_by_edition` takes `known` too: the day from which the edition counts as known.
    """

    def __call__(
        self, folder: Path, con: duckdb.DuckDBPyConnection, **known: date
    ) -> Mapping[str, Columns | duckdb.DuckDBPyRelation | Any]:
        """Read the snapshot in `folder`. Raises BadFile when a file is not as documented."""
        ...

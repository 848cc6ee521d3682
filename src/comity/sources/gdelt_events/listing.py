"""GDELT's lists of files: one line a piece, with its size, MD5 and address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from comity.errors import BadFile
from comity.sources.contract import File, SourceSpec

_LINE = re.compile(
    r"(\d+) ([0-9a-f]{32}) (https?://\S+/(\d{14})\.(?:translation\.)?(export|mentions|gkg)\.(?:CSV|csv)\.zip)"
)

FIRST_OF_SECOND_EDITION = date(2015, 2, 18)
"""GDELT 2.0 begins here; what is older comes from the daily files of 1.0."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One piece on the list: what to fetch, its MD5 as published, the day it belongs to, export or mentions."""

    file: File
    md5: str | None
    day: date
    kind: str


def parse(lines: Iterable[str], first: date, last: date, kinds: tuple[str, ...] = ("export",)) -> Iterator[Listed]:
    """Pieces of the kinds asked for from `first` to `last`. Pieces translated from other languages have their own list.

    Lines that are no piece (the publisher's list has some without an address) are passed over; raises BadFile
    when none of a hundred lines can be read, since then it is another file.
    """
    seen = good = 0
    for line in lines:
        seen += 1
        match = _LINE.fullmatch(line.strip())
        if match is None:
            if seen == 100 and not good:
                raise BadFile("the publisher's list of files has another form than before; report it")
            continue
        good += 1
        size, md5, url, stamp, kind = match.groups()
        day = _day(stamp)
        if kind in kinds and day is not None and first <= day <= last:
            name = url.rsplit("/", 1)[1]
            yield Listed(File(name=name, url=_safe(url), bytes=int(size)), md5, day, kind)


def daily(spec: SourceSpec, first: date, last: date) -> Iterator[Listed]:
    """The daily files of GDELT 1.0 for the days before the second edition. Their checksums are not asked for."""
    assert spec.stream is not None and spec.stream.daily_url is not None
    day = first
    while day <= min(last, FIRST_OF_SECOND_EDITION - timedelta(days=1)):
        url = spec.stream.daily_url.format(day=f"{day:%Y%m%d}")
        yield Listed(File(name=url.rsplit("/", 1)[1], url=url), None, day, "export")
        day += timedelta(days=1)


def _safe(url: str) -> str:
    # The list still names http addresses; the same files are served by https.
    return re.sub("^http://(?!127\\.0\\.0\\.1[:/])", "https://", url)


def _day(stamp: str) -> date | None:
    try:
        return date(int(stamp[:4]), int(stamp[4:6]), int(stamp[6:8]))
    except ValueError:
        return None

"""The three layouts of GDELT's event exports. No file has a header; every code is text."""

from __future__ import annotations

from comity.sources.feed import Feed, Layout, query

_ACTOR = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code",
          "Type1Code", "Type2Code", "Type3Code")  # fmt: skip
_ACT = ("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
        "NumMentions", "NumSources", "NumArticles", "AvgTone")  # fmt: skip
_PLACE = ("Type", "FullName", "CountryCode", "ADM1Code", "Lat", "Long", "FeatureID")


def _columns(place: tuple[str, ...]) -> tuple[str, ...]:
    return (
        "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
        *(f"Actor{n}{part}" for n in (1, 2) for part in _ACTOR),
        *_ACT,
        *(f"{who}Geo_{part}" for who in ("Actor1", "Actor2", "Action") for part in place),
        "DATEADDED", "SOURCEURL",
    )  # fmt: skip


VERSION_1 = Layout(_columns(_PLACE))
"""Daily files since April 2013, 58 columns."""

BACKFILE = Layout(VERSION_1.columns[:-1])
"""Yearly and monthly files to March 2013: 57 columns, no address of a document."""

VERSION_2 = Layout(_columns((*_PLACE[:4], "ADM2Code", *_PLACE[4:])))
"""Files of fifteen minutes since 18 February 2015, 61 columns."""

FEED = Feed(
    source="gdelt-events",
    layouts=(VERSION_2, VERSION_1, BACKFILE),
    select=query(__file__),
    countries="cameo",
    roles="cameo",
    cover="added",
    slots=96,
    rooted=True,
)

"""POLECAT event files: tab separated, with a header; PLOVER types and modes, states by CoW number."""

from __future__ import annotations

from comity.sources.feed import Feed, Layout, query

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
    "Event Intensity", "Headline",
)  # fmt: skip

_NEEDED = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Actor COW", "Primary Actor Sector", "Recipient COW",
    "Primary Recipient Sector", "Source", "Publication Date",
)  # fmt: skip

FEED = Feed(
    source="polecat",
    layouts=(Layout(COLUMNS, header=True, needed=_NEEDED),),
    select=query(__file__),
    countries="cow",
    roles="plover",
    key=("event_id", "day"),
)

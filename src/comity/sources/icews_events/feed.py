"""ICEWS event files: tab separated, with a header. An event id occurs again on another day, so both are the key."""

from __future__ import annotations

from comity.sources.feed import Feed, Layout, query

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher",
    "City", "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip

FEED = Feed(
    source="icews-events",
    layouts=(Layout(COLUMNS, header=True),),
    select=query(__file__),
    countries="name",
    roles="icews",
    key=("event_id", "day"),
)

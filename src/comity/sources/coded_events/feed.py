"""A user's own coded events as CSV, UTF-8, commas, a header: date, actor, target, code, and what else is known."""

from __future__ import annotations

from comity.sources.feed import Feed, Layout, query

NEEDED = ("date", "actor", "target", "code")
COLUMNS = ("id", *NEEDED, "actor_role", "target_role", "lead", "mentions", "sources", "confidence", "story", "url",
           "outlet")  # fmt: skip

FEED = Feed(
    source="coded-events",
    layouts=(Layout(COLUMNS, delimiter=",", header=True, quote='"', needed=NEEDED),),
    select=query(__file__),
    countries="named",
    roles="cameo",
    key=("event_id", "day"),
    days_ahead=0,
)

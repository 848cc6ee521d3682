"""GDELT's table of mentions: every article that mentions an event, with the coder's confidence. 16 columns."""

from __future__ import annotations

from pathlib import Path

from comity.sources.feed import Feed, Layout

COLUMNS = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier",
    "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence",
    "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
)  # fmt: skip

FEED = Feed(
    source="gdelt-mentions",
    layouts=(Layout(COLUMNS),),
    select=Path(__file__).with_name("mentions.sql").read_text(encoding="utf-8"),
    countries="cameo",
    roles="cameo",
    kind="mentions",
    cover="added",
    slots=96,
)

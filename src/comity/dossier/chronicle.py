"""What the chronicle that ships with Comity says of a pair: dated facts, and the status of the two."""

from __future__ import annotations

from pydantic import Field

from comity.dossier.strict import Strict


class EventRow(Strict):
    """One dated fact about the two, with its source and grade."""

    id: str
    date: str = Field(description="YYYY, YYYY-MM or YYYY-MM-DD, as precise as the source")
    a: str = Field(description="who acted, where the kind is one that has a direction")
    b: str
    kind: str
    title: str = Field(description="the kind in words")
    what: str
    until: str = Field(default="", description="when it ceased to hold; empty where it holds or was over at once")
    stands: bool = Field(description="whether what began with it still held on the day of the assessment")
    weight: int = Field(
        ge=1, le=3, description="3 defines the relationship, 2 belongs in any account of it, 1 in a full one"
    )
    sign: int = Field(ge=-1, le=1, description="1 where it brought the two together, -1 where it parted them, else 0")
    grade: str = Field(description="Admiralty grade: reliability A-F, credibility 1-6")
    source: str
    locator: str
    opened: bool = Field(description="whether the source was read for this row")


class StatusRow(Strict):
    """One line on what the two are to each other in law or in fact, in neutral words."""

    id: str
    entity: str
    kind: str
    date: str
    until: str = ""
    what: str
    source: str
    locator: str
    opened: bool

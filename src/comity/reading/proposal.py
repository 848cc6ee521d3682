"""A proposal: a statement that rules read in a document. Nobody has vouched for it, and it counts nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from comity.reading.text import Span

RULES_VERSION = "6"
"""Edition of the rules in this room; a proposal names the rule and the edition that made it."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What rule `rule` read at `span` of a document, whose text there is `quote`.

    `cells` are columns of evidence by name, checked only when somebody accepts them. `doubts` says in words what may
    be wrong with it. `likely` is whether it is shown without asking for all. `alike` and `against` name statements of
    the ledger that seem to say the same, or what does not fit it.
    """

    rule: str
    span: Span
    quote: str
    cells: Mapping[str, str]
    doubts: tuple[str, ...] = ()
    likely: bool = True
    alike: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a document before it is read: its day, its source, and whom it is about.

    `about` are ids of the states that it is about as a whole: two for a treaty or a study's document on both, one for
    an article on one state's relations. `speaker` is the state whose own words the document holds, as a speech does,
    `pair` the two of the study: what names both and no rule reads is handed over unread. `language` is found out where
    it is empty.
    """

    day: date | None = None
    source: str = ""
    url: str = ""
    about: tuple[str, ...] = ()
    accessed: str = ""
    document: str = ""
    language: str = ""
    speaker: str = ""
    pair: tuple[str, ...] = ()


def setting_of(told: dict[str, Any]) -> Setting:
    """A setting as it was written with `asdict`, its day as text."""
    lists = {name: tuple(told[name]) for name in ("about", "pair")}
    return Setting(**{**told, **lists, "day": date.fromisoformat(told["day"]) if told["day"] else None})

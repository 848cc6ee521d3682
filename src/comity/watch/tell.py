"""What crossed a line, told: a digest in Markdown for its reader, and two feeds that hold nothing private."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.etree import ElementTree

from comity.report.safe import markdown
from comity.terms.unit import number

if TYPE_CHECKING:
    from comity.watch.memory import Alert
    from comity.watch.run import Ran

DIGEST, ATOM, JSON_FEED = "digest.md", "feed.xml", "feed.json"
FEED = uuid5(NAMESPACE_URL, "urn:comity:watch").urn
MOST = 200
"""Entries of a feed: the newest."""
_ATOM_NS = "http://www.w3.org/2005/Atom"
_TITLE = "What moved, as Comity saw it"
_NEVER = "1970-01-01T00:00:00Z"


def digest(done: Ran) -> str:
    """The look as Markdown: what crossed a line, what to know beside it, and how good recorded probabilities were."""
    lines = [f"# What moved by {done.memory.as_of}", ""]
    lines += [line for alert in done.alerts for line in _entry(alert)] or ["Nothing crossed a line.", ""]
    if notes := (*done.missed, *done.notices):
        lines += ["## Besides", "", *(f"- {markdown(note)}" for note in notes), ""]
    if done.brier is not None:
        lines += ["## Probabilities", "", record(done), ""]
    return "\n".join(lines)


def record(done: Ran) -> str:
    """How good the probabilities on record were, in a sentence; empty where none came due."""
    if done.brier is None:
        return ""
    came = "one recorded probability" if done.scored == 1 else f"{done.scored} recorded probabilities"
    return f"The day of {came} has come: mean Brier score {number(done.brier, 3)} (0 best, a coin toss 0.25)."


def _entry(alert: Alert) -> list[str]:
    lines = [f"## {markdown(alert.title)}{' (private)' if alert.private else ''}", "", markdown(alert.sentence), ""]
    facts = [f"- By {markdown(alert.editions)}"] if alert.editions else []
    facts += [f"- Touches {markdown(j)}" for j in alert.judgements]
    facts += [f"- Rests on {', '.join(map(markdown, alert.refs))}"] if alert.refs else []
    return [*lines, *facts, *([""] if facts else [])]


def public(alerts: Sequence[Alert]) -> list[Alert]:
    """What may be told to anybody, the newest first."""
    return [alert for alert in reversed(alerts) if not alert.private][:MOST]


def atom(alerts: Sequence[Alert]) -> bytes:
    """The public alerts as an Atom feed (RFC 4287)."""
    ElementTree.register_namespace("", _ATOM_NS)
    held = public(alerts)
    feed = ElementTree.Element(f"{{{_ATOM_NS}}}feed")
    _put(feed, "id", FEED)
    _put(feed, "title", _TITLE)
    _put(feed, "updated", held[0].moment if held else _NEVER)
    _put(_put(feed, "author"), "name", "Comity")
    for alert in held:
        entry = _put(feed, "entry")
        _put(entry, "id", UUID(alert.id).urn)
        _put(entry, "title", alert.title)
        _put(entry, "updated", alert.moment)
        _put(entry, "content", text(alert)).set("type", "text")
    ElementTree.indent(feed)
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def json_feed(alerts: Sequence[Alert]) -> bytes:
    """The public alerts as a JSON Feed, version 1.1."""
    items = [
        {
            "id": UUID(alert.id).urn,
            "title": alert.title,
            "content_text": text(alert),
            "date_published": alert.moment,
        }
        for alert in public(alerts)
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": _TITLE, "items": items}
    return json.dumps(feed, ensure_ascii=False, indent=1).encode() + b"\n"


def text(alert: Alert) -> str:
    """An alert as plain lines."""
    lines = [alert.sentence]
    lines += [f"By {alert.editions}."] if alert.editions else []
    lines += [f"Touches {judgement}" for judgement in alert.judgements]
    return "\n".join(lines)


def _put(parent: ElementTree.Element, name: str, said: str = "") -> ElementTree.Element:
    child = ElementTree.SubElement(parent, f"{{{_ATOM_NS}}}{name}")
    child.text = said or None
    return child

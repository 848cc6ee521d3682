"""An HTML page as text: what is read on it, block by block, without its scripts, menus and forms.

Nothing that the page refers to is fetched, and nothing in it is run.
"""

from __future__ import annotations

import re
from typing import Any

from comity.errors import BadFile
from comity.reading.text import DocumentText

_LEFT_OUT = frozenset(
    (
        *("script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas", "audio"),
        *("video", "form", "button", "select", "nav", "footer", "aside", "head", "menu", "dialog"),
    )
)
_BLOCKS = frozenset(
    (
        *("p", "div", "section", "article", "main", "header", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li"),
        *("dl", "dt", "dd", "table", "tr", "blockquote", "pre", "figure", "figcaption", "hr", "address", "body"),
        *("caption", "thead", "tbody", "tfoot", "center"),
    )
)
_CELLS = frozenset(("td", "th"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\r]+")
_DATES = (
    ("property", "article:published_time"),
    ("name", "dc.date"),
    ("name", "dcterms.date"),
    ("name", "date"),
    ("itemprop", "datePublished"),
    ("name", "pubdate"),
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOST_LINKED = 0.6
_SHORT = 200
"""A block of fewer characters, most of them in links, is a menu."""


def read_page(text: str, encoding: str, label: str) -> DocumentText:
    """The text of a page with its title and the day that it gives; `BadFile` where it cannot be parsed."""
    root = _parsed(text, label)
    blocks: list[str] = []
    _Walker(blocks).walk(root)
    title = _SPACE.sub(" ", root.findtext(".//title") or "").strip()
    return DocumentText("\n\n".join(blocks), "html", encoding, title[:300], _published(root))


def _parsed(text: str, label: str) -> Any:
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        root = None
    if root is None:
        raise BadFile(f"{label} cannot be read as a page; save it anew from the browser")
    if any(error.type_name == "ERR_NAME_TOO_LONG" or "depth" in error.message for error in parser.error_log):
        raise BadFile(f"{label}: its elements stand too deep in each other; save its text instead")
    return root


def _published(root: Any) -> str:
    for attribute, name in _DATES:
        for node in root.iter("meta", "time"):
            said = node.get("content") or node.get("datetime") or ""
            if (node.get(attribute) or "").lower() == name.lower() and (found := _DAY.search(said)):
                return found[0]
    return next((m[0] for n in root.iter("time") if (m := _DAY.match(n.get("datetime") or ""))), "")


class _Walker:
    """Collects blocks of text; a block counts how much of it stands in links."""

    def __init__(self, blocks: list[str]) -> None:
        self._blocks = blocks
        self._run: list[str] = []
        self._linked = 0

    def walk(self, root: Any) -> None:
        """Walk without recursion: a page may be as deep as its maker likes."""
        stack: list[tuple[Any, bool, bool]] = [(root, False, False)]
        while stack:
            node, leaving, linked = stack.pop()
            if leaving:
                self._leave(node, linked)
                continue
            if not isinstance(node.tag, str) or node.tag in _LEFT_OUT or _is_hidden(node):
                self._say(node.tail, linked)
                continue
            inside = linked or node.tag == "a"
            if node.tag in _BLOCKS:
                self._close()
            elif node.tag == "br":
                self._run.append("\n")
            self._say(node.text, inside)
            stack.append((node, True, linked))
            stack.extend((child, False, inside) for child in reversed(node))
        self._close()

    def _leave(self, node: Any, linked: bool) -> None:
        if node.tag in _BLOCKS:
            self._close()
        elif node.tag in _CELLS:
            self._run.append(" | ")
        self._say(node.tail, linked)

    def _say(self, text: str | None, linked: bool) -> None:
        if text:
            said = _SPACE.sub(" ", text)
            self._run.append(said)
            self._linked += len(said.strip()) if linked else 0

    def _close(self) -> None:
        block = "\n".join(line.strip(" |") for line in "".join(self._run).split("\n")).strip()
        block = re.sub(r" {2,}", " ", block)
        if block and not (len(block) < _SHORT and self._linked > _MOST_LINKED * len(block)):
            self._blocks.append(block)
        self._run, self._linked = [], 0


def _is_hidden(node: Any) -> bool:
    return node.get("hidden") is not None or bool(_HIDDEN.search(node.get("style") or ""))

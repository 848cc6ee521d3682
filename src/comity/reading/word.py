"""A DOCX as text: paragraphs, cells of tables and footnotes in order. Macros, links and pictures are left alone."""

from __future__ import annotations

import re
from typing import Any

from comity.errors import BadFile
from comity.reading.bounded import part_of
from comity.reading.text import DocumentText

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")


def read_word(content: bytes, label: str) -> DocumentText:
    """The text of a DOCX. `BadFile` for one that is broken, encrypted or a bomb."""
    paragraphs = _paragraphs(part_of(content, "word/document.xml", label), label)
    for name in _NOTES:
        try:
            notes = part_of(content, name, label)
        except BadFile:
            continue
        paragraphs += _paragraphs(notes, label)
    return DocumentText("\n\n".join(paragraphs), "docx", published=_made(content, label))


def _paragraphs(xml: bytes, label: str) -> list[str]:
    root = _parsed(xml, label)
    said = ("".join(map(_said, node.iter(f"{_W}t", f"{_W}tab", f"{_W}br"))).strip() for node in root.iter(f"{_W}p"))
    return [text for text in said if text]


def _said(node: Any) -> str:
    # Text that tracked changes took out stands in w:delText, which is not asked for.
    if node.tag == f"{_W}t":
        return node.text or ""
    return "\n" if node.tag == f"{_W}br" else " "


def _parsed(xml: bytes, label: str) -> Any:
    from lxml import etree

    if b"<!DOCTYPE" in xml[:4096].upper() or b"<!ENTITY" in xml[:4096].upper():
        raise BadFile(f"{label} declares entities, which no word processor writes; refused")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(xml, parser)
    except etree.LxmlError:
        raise BadFile(f"{label}: its text is no XML; open it and save it anew") from None


def _made(content: bytes, label: str) -> str:
    """The day on which it was last saved, as it says of itself."""
    try:
        core = part_of(content, "docProps/core.xml", label)
    except BadFile:
        return ""
    found = re.search(rb"<dcterms:modified[^>]*>(\d{4}-\d{2}-\d{2})", core)
    return found[1].decode("ascii") if found else ""

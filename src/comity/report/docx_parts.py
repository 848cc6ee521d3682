"""Paragraphs, tables, pictures and links of a Word document: the same look in Word and LibreOffice.

Tables are built as XML at once, since going through cells one by one takes quadratic time.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from comity.report.page import Grid, Ref
from comity.report.quoted import from_the_right

_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RTL = re.compile(rf"[{_LETTERS}]+(?:[\s{_LETTERS}]*[{_LETTERS}])?")
_LONG = re.compile(r"(?<=[/._\-?&=:,])(?=\S{12})")
QUIET = RGBColor(0x59, 0x59, 0x59)
TABLE_SIZE = 8.5
"""Points of the letters in tables."""
WIDTH = Mm(170)
"""Between the margins of A4."""


def runs(text: str) -> Iterator[tuple[str, bool]]:
    """Pieces of a text, and whether each is written from right to left."""
    place = 0
    for found in _RTL.finditer(text):
        if found.start() > place:
            yield text[place : found.start()], False
        yield found[0], True
        place = found.end()
    if place < len(text):
        yield text[place:], False


def say(paragraph: Paragraph, text: str, *, bold: bool = False, quiet: bool = False, size: float = 0) -> Paragraph:
    """Add text to a paragraph; words of right-to-left scripts keep their own direction."""
    for piece, rtl in runs(text):
        run = paragraph.add_run(piece)
        run.bold = bold or None
        if quiet:
            run.font.color.rgb = QUIET
        if size:
            run.font.size = Pt(size)
        if rtl:
            run.font.rtl = True
    return paragraph


def link(paragraph: Paragraph, text: str, *, anchor: str = "", url: str = "", size: float = 8) -> None:
    """A link within the document or to the web; plain text where there is neither."""
    if not anchor and not url:
        say(paragraph, text, quiet=True, size=size)
        return
    node = OxmlElement("w:hyperlink")
    if url:
        node.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    else:
        node.set(qn("w:anchor"), anchor)
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run.font.color.rgb = RGBColor(0x1F, 0x4E, 0x79)
    node.append(run._r)
    paragraph._p.append(node)


def links(paragraph: Paragraph, refs: Sequence[Ref]) -> None:
    """The ids that something rests on, each a link to its row."""
    for n, ref in enumerate(refs):
        say(paragraph, ", " if n else "", quiet=True, size=8)
        link(paragraph, _LONG.sub("\u200b", ref.id), anchor=ref.anchor)


def mark(paragraph: Paragraph, anchor: str, number: int) -> None:
    """A bookmark around a paragraph, which links of this document lead to."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for node in (start, end):
        node.set(qn("w:id"), str(number))
    start.set(qn("w:name"), anchor)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(end)


def picture(document: Document, png: bytes, alt: str, width: int) -> None:
    """A picture across `width` with the text that a reader who cannot see it hears."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    shape = paragraph.add_run().add_picture(io.BytesIO(png), width=width)
    shape._inline.docPr.set("descr", alt)


def table(document: Document, grid: Grid, anchors: Sequence[str] = (), widths: Sequence[float] = ()) -> None:
    """A table whose heads repeat on every page; numbers stand to the right. `widths` are shares of the measure."""
    heads = [f"{h.name} ({h.unit})" if h.unit else h.name for h in grid.heads]
    if not heads:
        return
    numeric = [h.numeric for h in grid.heads]
    shares = list(widths) or _shares(grid, heads)
    sizes = [round(WIDTH.twips * share) for share in shares]
    body = OxmlElement("w:tbl")
    body.append(_properties(sizes))
    body.append(_columns(sizes))
    body.append(_row(heads, sizes, numeric, head=True))
    for n, row in enumerate(grid.rows):
        anchor = anchors[n] if n < len(anchors) else ""
        body.append(_row(row, sizes, numeric, anchor=anchor, number=100_000 + grid.number * 10_000 + n))
    document.element.body.insert(len(document.element.body) - 1, body)


def _shares(grid: Grid, heads: Sequence[str]) -> list[float]:
    """Widths that hold each column's longest word; what is left goes by the length of its texts."""
    floors, wants = [], []
    for c, head in enumerate(heads):
        texts = [head, *(row[c] for row in grid.rows[:80])]
        floors.append(min(max(len(word) for text in texts for word in (text.split() or [""])), 22) * 0.0115 + 0.014)
        wants.append(min(max(map(len, texts)), 70))
    left, total = max(1 - sum(floors), 0.0), sum(wants) or 1
    shares = [floor + left * want / total for floor, want in zip(floors, wants, strict=True)]
    return [share / sum(shares) for share in shares]


def _element(tag: str, /, **attributes: str) -> Any:
    node = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        node.set(qn(f"w:{key}"), value)
    return node


def _properties(sizes: Sequence[int]) -> Any:
    made = _element("tblPr")
    made.append(_element("tblW", w=str(sum(sizes)), type="dxa"))
    borders = _element("tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(_element(side, val="single", sz="4", space="0", color="BFBFBF"))
    made.append(borders)
    made.append(_element("tblLayout", type="fixed"))
    margins = _element("tblCellMar")
    for side, wide in (("left", "60"), ("right", "60")):
        margins.append(_element(side, w=wide, type="dxa"))
    made.append(margins)
    return made


def _columns(sizes: Sequence[int]) -> Any:
    made = _element("tblGrid")
    for size in sizes:
        made.append(_element("gridCol", w=str(size)))
    return made


def _row(
    cells: Sequence[str],
    sizes: Sequence[int],
    numeric: Sequence[bool],
    *,
    head: bool = False,
    anchor: str = "",
    number: int = 0,
) -> Any:
    made = _element("tr")
    properties = _element("trPr")
    properties.append(_element("cantSplit"))
    if head:
        properties.append(_element("tblHeader"))
    made.append(properties)
    for n, (text, size, right) in enumerate(zip(cells, sizes, numeric, strict=True)):
        cell = _element("tc")
        about = _element("tcPr")
        about.append(_element("tcW", w=str(size), type="dxa"))
        cell.append(about)
        for line in text.split("\n"):
            cell.append(_cell(line, right, head, anchor if n == 0 else "", number))
        made.append(cell)
    return made


def _cell(text: str, right: bool, head: bool, anchor: str, number: int) -> Any:
    paragraph = _element("p")
    style = _element("pPr")
    style.append(_element("pStyle", val="TableText"))
    if from_the_right(text):
        style.append(_element("bidi"))
    if right:
        style.append(_element("jc", val="right"))
    paragraph.append(style)
    if anchor:
        paragraph.append(_element("bookmarkStart", id=str(number), name=anchor))
    for piece, rtl in runs(_LONG.sub("\u200b", text) if " " not in text[:40] else text):
        run = _element("r")
        look = _element("rPr")
        if head:
            look.append(_element("b"))
        # Word sizes scripts from the right, and numbers among them, apart from the others.
        look.append(_element("szCs", val=str(int(2 * TABLE_SIZE))))
        if rtl:
            look.append(_element("rtl"))
        run.append(look)
        words = _element("t")
        words.text = piece
        words.set(qn("xml:space"), "preserve")
        run.append(words)
        paragraph.append(run)
    if anchor:
        paragraph.append(_element("bookmarkEnd", id=str(number)))
    return paragraph

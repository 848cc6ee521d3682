"""Paragraphs, tables, pictures and links of a Word document: the same look in Word and LibreOffice.

Tables are written as XML at once, since going through cells one by one takes quadratic time.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from comity.report.page import Grid, Ref
from comity.report.quoted import from_the_right

_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RTL = re.compile(rf"[{_LETTERS}]+(?:[\s{_LETTERS}]*[{_LETTERS}])?")
_LONG = re.compile(r"(?<=[/._\-?&=:,])(?=\S{12})")
_QUIET, _BLUE = "595959", "1F4E79"
_RUN, _LOOK, _BOLD, _COLOUR, _SIZE, _SIZE_RTL, _RTL_RUN, _BREAK, _TEXT, _LINK, _VALUE, _ANCHOR = (
    qn(f"w:{name}") for name in ["r", "rPr", "b", "color", "sz", "szCs", "rtl", "br", "t", "hyperlink", "val", "anchor"]
)
_PART, _SPACE = qn("r:id"), qn("xml:space")
_LINES = ("top", "bottom", "insideH")
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


def styled(document: Document, style: str) -> Paragraph:
    """A new paragraph in the style with this id; to name it would search all styles each time."""
    paragraph = document.add_paragraph()
    paragraph._p.style = style
    return paragraph


def heading(document: Document, text: str, level: int) -> Paragraph:
    """A new heading."""
    paragraph = styled(document, f"Heading{level}")
    _run(paragraph._p, text)
    return paragraph


def say(paragraph: Paragraph, text: str, *, bold: bool = False, quiet: bool = False, size: float = 0) -> Paragraph:
    """Add text to a paragraph; words of right-to-left scripts keep their own direction."""
    for piece, rtl in runs(text):
        _run(paragraph._p, piece, bold=bold, colour=_QUIET if quiet else "", size=size, rtl=rtl)
    return paragraph


def link(paragraph: Paragraph, text: str, *, anchor: str = "", url: str = "", size: float = 8) -> None:
    """A link within the document or to the web; plain text where there is neither."""
    if not anchor and not url:
        say(paragraph, text, quiet=True, size=size)
        return
    node = _sub(paragraph._p, _LINK)
    if url:
        node.set(_PART, paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    else:
        node.set(_ANCHOR, anchor)
    _run(node, text, colour=_BLUE, size=size)


def _run(parent: Any, text: str, *, bold: bool = False, colour: str = "", size: float = 0, rtl: bool = False) -> None:
    """Append a run with its looks, in the order that the format prescribes; a line end in the text is a break.

    The library's own setters search for the place of every property, which takes most of the time of a document.
    """
    run = _sub(parent, _RUN)
    if bold or colour or size or rtl:
        look = _sub(run, _LOOK)
        if bold:
            _sub(look, _BOLD)
        if colour:
            _sub(look, _COLOUR).set(_VALUE, colour)
        if size:
            half_points = str(int(2 * size))
            _sub(look, _SIZE).set(_VALUE, half_points)
            # Word sizes scripts from the right, and numbers among them, apart from the others.
            _sub(look, _SIZE_RTL).set(_VALUE, half_points)
        if rtl:
            _sub(look, _RTL_RUN)
    for n, line in enumerate(text.split("\n")):
        if n:
            _sub(run, _BREAK)
        said = _sub(run, _TEXT)
        said.text = line
        said.set(_SPACE, "preserve")


def _sub(parent: Any, tag: str) -> Any:
    node = parent.makeelement(tag)
    parent.append(node)
    return node


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
    sizes = [round(WIDTH.twips * share) for share in list(widths) or _shares(grid, heads)]
    rows = [_row(heads, sizes, numeric, head=True)]
    for n, row in enumerate(grid.rows):
        anchor = anchors[n] if n < len(anchors) else ""
        rows.append(_row(row, sizes, numeric, anchor=anchor, number=100_000 + grid.number * 10_000 + n))
    columns = "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
    inside = f"{_properties(sizes)}<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}"
    body = parse_xml(f"<w:tbl {nsdecls('w')}>{inside}</w:tbl>")
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


def _properties(sizes: Sequence[int]) -> str:
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="BFBFBF"/>' for side in _LINES)
    return (
        f'<w:tblPr><w:tblW w:w="{sum(sizes)}" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr>"
    )


def _row(
    cells: Sequence[str],
    sizes: Sequence[int],
    numeric: Sequence[bool],
    *,
    head: bool = False,
    anchor: str = "",
    number: int = 0,
) -> str:
    made = [f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>"]
    for n, (text, size, right) in enumerate(zip(cells, sizes, numeric, strict=True)):
        made.append(f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/></w:tcPr>')
        # A bookmark's id may stand once: the first line of the row has it.
        named = [anchor if n == 0 and m == 0 else "" for m in range(text.count("\n") + 1)]
        made += [_cell(line, right, head, at, number) for line, at in zip(text.split("\n"), named, strict=True)]
        made.append("</w:tc>")
    return "".join((*made, "</w:tr>"))


def _cell(text: str, right: bool, head: bool, anchor: str, number: int) -> str:
    bidi = "<w:bidi/>" if from_the_right(text) else ""
    side = '<w:jc w:val="right"/>' if right else ""
    bold = "<w:b/>" if head else ""
    # Word sizes scripts from the right, and numbers among them, apart from the others.
    look = f'{bold}<w:szCs w:val="{int(2 * TABLE_SIZE)}"/>'
    made = [f'<w:p><w:pPr><w:pStyle w:val="TableText"/>{bidi}{side}</w:pPr>']
    if anchor:
        made.append(f'<w:bookmarkStart w:id="{number}" w:name="{escape(anchor)}"/>')
    for piece, rtl in runs(_LONG.sub("\u200b", text) if " " not in text[:40] else text):
        made.append(f"<w:r><w:rPr>{look}{'<w:rtl/>' if rtl else ''}</w:rPr>")
        made.append(f'<w:t xml:space="preserve">{escape(piece, quote=False)}</w:t></w:r>')
    if anchor:
        made.append(f'<w:bookmarkEnd w:id="{number}"/>')
    return "".join((*made, "</w:p>"))

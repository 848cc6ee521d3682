"""The study and the brief as Word documents: what the page says, in the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from typing import TYPE_CHECKING, Any, cast

from comity.errors import ComityError
from comity.report import brief
from comity.report.argument import ANNEX, Argument, argument
from comity.report.docx_parts import TABLE_SIZE, WIDTH, heading, link, links, mark, picture, say, styled, table
from comity.report.html import STATES, Drawing
from comity.report.page import Claim, Figure, Grid, Head, Judgement, Page, Section

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.packuri import PackURI

_EPOCH = (1980, 1, 1, 0, 0, 0)
_FONT, _MONO = "Calibri", "Consolas"
_SHARPNESS = 1.5
"""Pixels for each of a drawing's: 143 to the inch across the measure of a page."""
_PAPER = "#ffffff"
_PLANS = (
    brief.Plan(8, 1, 8, 6, True, 420),
    brief.Plan(8, 0, 10, 6, True, 420),
    brief.Plan(8, 0, 6, 5, True, 420),
    brief.Plan(8, 0, 0, 5, True, 420),
    brief.Plan(7, 0, 0, 4, True, 420),
    *brief.PLANS[6:],
)
"""Word leaves more white than Typst: the judgements whole before a second figure."""
_LINES = 98
"""Lines of text that two pages of the brief hold, with room for other fonts."""


def render_docx(page: Page, drawings: Mapping[str, Drawing], as_of: date) -> dict[str, bytes]:
    """`study.docx` and `brief.docx`. `as_of` stands as their date, so that they never depend on the clock."""
    pictures = {f.anchor: _png(drawings[f.anchor].wide) for f in page.figures}
    return {"study.docx": _study(page, pictures, as_of), "brief.docx": _brief(page, pictures, as_of)}


def _png(svg: str) -> bytes:
    import vl_convert

    # On a transparent ground the converter leaves colours darkened by their own transparency: bands turn grey.
    ground = f'><rect width="100%" height="100%" fill="{_PAPER}"/>'
    return bytes(vl_convert.svg_to_png(svg.replace(">", ground, 1), scale=_SHARPNESS))


def _study(page: Page, pictures: Mapping[str, bytes], as_of: date) -> bytes:
    document = _blank(page.title, page.marking, as_of)
    _masthead(document, page)
    _judgements(document, page.judgements, whole=True)
    _strip(document, page)
    made, numbers = argument(page), {s.anchor: n for n, s in enumerate(page.sections, 1)}
    for section in made.told:
        _told(document, numbers[section.anchor], section, made.shown(section), pictures)
    if made.passed:
        heading(document, made.title_of_passed, 1)
    for section in made.passed:
        _passed(document, numbers[section.anchor], section)
    heading(document, ANNEX, 1)
    for section in (s for s in page.sections if not made.bare(s)):
        _behind(document, numbers[section.anchor], section, made, pictures)
    _annexes(document, page)
    heading(document, "Repeat it", 1)
    say(document.add_paragraph(), page.command, size=9)
    return _saved(document)


def _brief(page: Page, pictures: Mapping[str, bytes], as_of: date) -> bytes:
    """The fullest of the plans whose text is sure to fit on two pages."""
    chosen = next((b for p in _PLANS if _length(b := brief.choose(page, p)) <= _LINES), None)
    if chosen is None:
        raise ComityError("the brief does not fit on two pages even at its shortest; shorten the key judgements")
    document = _blank(f"{chosen.title} (brief)", page.marking, as_of)
    _masthead(document, chosen)
    _judgements(document, chosen.judgements, whole=False)
    _strip(document, chosen)
    _bullets(document, "Newest events", [f"{when}: {what}" for when, what in chosen.chronology], level=1)
    if chosen.facts:
        _table(document, chosen.facts)
    for figure in chosen.figures[:1]:
        _figure(document, figure, pictures)
    lines = [f"Without an answer: {', '.join(chosen.unanswered)}."] if chosen.unanswered else []
    lines += list(chosen.gaps)
    lines += [f"{chosen.gaps_left_out} more in the study."] if chosen.gaps_left_out else []
    _bullets(document, "What this assessment does not have", lines, level=1)
    return _saved(document)


def _length(b: brief.Brief) -> int:
    """Lines that a brief takes: texts at 92 characters a line, headings as two, pictures by their shape.

    A title that is longer than a line takes more at the top, and again at the foot of both pages.
    """
    texts = [
        b.bottom_line,
        *b.status,
        *b.watch,
        b.newest,
        *(j.text for j in b.judgements),
        *b.gaps,
        ", ".join(b.unanswered),
    ]
    lines = sum(ceil(len(t) / 92) + 0.6 for t in texts) + len(b.judgements) + 14
    lines += sum(ceil((len(when) + len(what)) / 92) + 0.4 for when, what in b.chronology)
    lines += len(b.facts.rows) * 1.7 + 5 if b.facts else 0
    lines += 2 * (ceil(len(b.title) / 55) - 1) + 2 * (ceil(len(b.title) / 92) - 1)
    return ceil(lines + len(b.strip) * 1.5 + (26 if b.figures else 0))


def _blank(title: str, marking: str, as_of: date) -> Document:
    import docx
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    document: Document = docx.Document()
    _drop_thumbnail(document)
    paper = document.sections[0]
    paper.page_width, paper.page_height = Mm(210), Mm(297)
    paper.left_margin = paper.right_margin = Mm(20)
    paper.top_margin = paper.bottom_margin = Mm(18)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(10.5)
    normal.paragraph_format.space_after = Pt(5)
    for level, size in ((1, 15), (2, 11.5)):
        heading = document.styles[f"Heading {level}"]
        heading.font.name, heading.font.size, heading.font.bold = _FONT, Pt(size), True
        heading.font.color.rgb = None
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(14 if level == 1 else 9), Pt(4)
        for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            _drop_theme(heading, attribute)
    small = document.styles.add_style("TableText", WD_STYLE_TYPE.PARAGRAPH)
    small.base_style, small.font.size = normal, Pt(TABLE_SIZE)
    small.paragraph_format.space_after = Pt(1)
    about = document.core_properties
    day = datetime(as_of.year, as_of.month, as_of.day)
    about.title, about.author, about.last_modified_by, about.comments = title, "Comity", "Comity", ""
    about.created = about.modified = day
    about.revision, about.language = 1, "en"
    if marking:
        top = paper.header.paragraphs[0]
        top.alignment = WD_ALIGN_PARAGRAPH.CENTER
        top.add_run(marking).bold = True
    _page_number(paper.footer.paragraphs[0], title)
    return document


def _drop_thumbnail(document: Document) -> None:
    """The template's picture of an empty page is no picture of this one."""
    held = document.part.package.rels
    for name in [name for name, one in held.items() if one.reltype.endswith("/thumbnail")]:
        del held[name]


def _drop_theme(style: object, attribute: str) -> None:
    """Headings of the template take their fonts from its theme, which would win over the name given."""
    from docx.oxml.ns import qn

    fonts = style.element.rPr.rFonts  # type: ignore[attr-defined]
    fonts.attrib.pop(qn(f"w:{attribute}"), None)


def _page_number(paragraph: object, title: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    assert isinstance(paragraph, Paragraph)
    say(paragraph, f"{title}   ", quiet=True, size=8)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = paragraph.add_run("1")
    field.append(run._r)
    paragraph._p.append(field)


def _masthead(document: Document, page: Page | brief.Brief) -> None:
    say(document.add_paragraph(), f"{page.a} and {page.b}", bold=True, size=22)
    for line in page.status:
        say(document.add_paragraph(), line, size=10.5)
    say(document.add_paragraph(), page.bottom_line, bold=True, size=12)
    facts = f"As of {page.as_of}. Period {page.period}. {page.edition}."
    say(document.add_paragraph(), facts, quiet=True, size=9)


def _strip(document: Document, page: Page | brief.Brief) -> None:
    """How things stand, what to watch, and how new the data are."""
    if page.strip:
        heading(document, "How things stand", 1)
        for cell in page.strip:
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.keep_with_next = cell is not page.strip[-1]
            say(paragraph, f"{cell.label}: ", bold=True)
            say(paragraph, cell.text + (f" {cell.arrow}" if cell.arrow else ""))
    _bullets(document, "What to watch", list(page.watch), level=1)
    if page.newest:
        say(document.add_paragraph(), f"Newest data: {page.newest}.", quiet=True, size=9)


def _judgements(document: Document, judgements: Sequence[Judgement], *, whole: bool) -> None:
    if not judgements:
        return
    heading(document, "Key judgements", 1)
    for n, j in enumerate(judgements, 1):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.keep_together = True
        say(paragraph, f"{n}. ", bold=True)
        say(paragraph, f"{j.label}. " if j.label else "", bold=True)
        say(paragraph, j.text)
        paragraph.add_run().add_break()
        say(paragraph, f"{j.confidence.capitalize()} confidence. ", quiet=True, size=8.5)
        if whole and j.would_change:
            say(paragraph, f"Would change it: {j.would_change} ", quiet=True, size=8.5)
        links(paragraph, j.findings)


def _told(
    document: Document, n: int, section: Section, figures: Sequence[Figure], pictures: Mapping[str, bytes]
) -> None:
    """A question with its answer, what drives it, and a figure."""
    mark(heading(document, f"{n}. {section.title}", 1), section.anchor, n)
    asked, answered = document.add_paragraph(), document.add_paragraph()
    asked.paragraph_format.keep_with_next = answered.paragraph_format.keep_together = True
    say(asked, section.question, quiet=True)
    say(answered, section.answer, bold=True)
    for paragraph in section.paragraphs:
        say(document.add_paragraph(), paragraph)
    for figure in figures:
        _figure(document, figure, pictures)


def _passed(document: Document, n: int, section: Section) -> None:
    """A question in a line."""
    line = document.add_paragraph()
    mark(line, section.anchor, n)
    say(line, f"{section.title}. ", bold=True)
    say(line, section.answer)
    if section.state != "answered":
        say(line, f" {STATES[section.state]}.", quiet=True)


def _behind(document: Document, n: int, section: Section, made: Argument, pictures: Mapping[str, bytes]) -> None:
    """What stands in the annex of a question."""
    heading(document, f"{n}. {section.title}", 2)
    if section in made.passed:
        state = "" if section.state == "answered" else f" {STATES[section.state]}."
        say(document.add_paragraph(), f"{section.question}{state}", quiet=True)
        for paragraph in section.paragraphs:
            say(document.add_paragraph(), paragraph)
    for figure in made.annexed(section):
        _figure(document, figure, pictures)
    for grid in section.tables:
        _table(document, grid)
    if section.claims:
        heading(document, "Findings", 2)
    for m, claim in enumerate(section.claims):
        _claim(document, claim, n * 100 + m + 1000)
    _bullets(document, "What speaks against this", section.against)
    known = section.state == "answered"
    _bullets(document, "What would change it" if known else "What would answer it", section.would_change)


def _claim(document: Document, claim: Claim, number: int) -> None:
    head = document.add_paragraph()
    head.paragraph_format.keep_with_next = True
    say(head, claim.text, bold=True)
    mark(head, claim.anchor, number)
    lines = (
        ("Estimate", claim.estimate + (f" ({claim.interval})" if claim.interval else "")),
        ("Place", claim.place),
        ("Likelihood", claim.likelihood),
        ("Confidence", claim.confidence + (f": {claim.reason}" if claim.reason else "")),
        ("Against", " ".join(claim.against)),
        ("Would change it", claim.would_change),
    )
    body = document.add_paragraph()
    for name, text in lines:
        if text:
            say(body, f"{name}: ", quiet=True, size=9)
            say(body, text, size=9)
            body.add_run().add_break()
    say(body, "Rests on ", quiet=True, size=8)
    links(body, claim.basis)


def _figure(document: Document, figure: Figure, pictures: Mapping[str, bytes]) -> None:
    title = document.add_paragraph()
    title.paragraph_format.keep_with_next = True
    say(title, f"Figure {figure.number}. {figure.title}", bold=True)
    title.add_run().add_break()
    say(title, figure.subtitle, quiet=True, size=9)
    picture(document, pictures[figure.anchor], figure.alt or figure.title, WIDTH)
    marks = "; ".join(f"{n} {label}" for n, (label, _) in enumerate(figure.marks, 1))
    below = [marks, *figure.notes, f"Source: {figure.source} {figure.id}"]
    say(document.add_paragraph(), " ".join(text for text in below if text), quiet=True, size=8)


def _table(document: Document, grid: Grid) -> None:
    title = document.add_paragraph()
    title.paragraph_format.keep_with_next = True
    say(title, f"Table {grid.number}. {grid.title}", bold=True)
    table(document, grid)
    below = " ".join(t for t in (grid.note, f"Source: {grid.source}" if grid.source else "") if t)
    say(document.add_paragraph(), below, quiet=True, size=8)


def _bullets(document: Document, title: str, lines: Sequence[str], level: int = 2) -> None:
    if not lines:
        return
    heading(document, title, level)
    for line in lines:
        say(styled(document, "ListBullet"), line)


def _annexes(document: Document, page: Page) -> None:
    heading(document, "Sources", 1)
    for n, s in enumerate(page.sources):
        paragraph = document.add_paragraph()
        link(paragraph, s.title, url=s.url, size=10)
        about = f" {s.citation} Version {s.version}; retrieved {s.retrieved}; licence: {s.licence}; sha256 {s.sha256}"
        say(paragraph, about, size=9)
        mark(paragraph, s.anchor, 50_000 + n)
    if page.evidence:
        heading(document, "Evidence", 1)
        grades = "Grades: reliability of the source A to F, credibility of the statement 1 to 6."
        say(document.add_paragraph(), f"{page.held} {grades}")
        rows = tuple(
            (e.id, e.date, "\n".join(t for t in (e.text, e.quote, e.about) if t), e.source, e.grade)
            for e in page.evidence
        )
        grid = _grid(40, ("Id", "Date", "Statement", "Source", "Grade"), rows)
        table(document, grid, [e.anchor for e in page.evidence], (0.14, 0.12, 0.43, 0.22, 0.09))
    else:
        heading(document, "Measurements", 1)
        say(document.add_paragraph(), page.held)
    heading(document, "Coverage", 1)
    covered = tuple((c.title, STATES[c.state], c.reason) for c in page.coverage)
    table(document, _grid(60, ("Question", "State", "Reason"), covered), (), (0.2, 0.18, 0.62))
    _bullets(document, "Gaps", page.gaps, level=1)


def _grid(number: int, names: Sequence[str], rows: tuple[tuple[str, ...], ...]) -> Grid:
    return Grid(f"annex-{number}", number, "", tuple(Head(n, "", False) for n in names), rows, "", "")


def _saved(document: Document) -> bytes:
    """The file with every part in order of name and one date, which two runs share."""
    parts = _parts(document)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(parts, key=lambda n: (n != "[Content_Types].xml", n)):
            # Pictures are packed already.
            way = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            packed.writestr(_entry(name), parts[name], way)
    return made.getvalue()


def _parts(document: Document) -> dict[str, bytes]:
    """The parts of the file by name, as the library would pack them: to unpack and to pack them again takes longer
    than to write the text."""
    from docx.opc.pkgwriter import PackageWriter

    held, writer, package = _Held({}), cast(Any, PackageWriter), document.part.package
    assert package is not None
    for part in package.parts:
        part.before_marshal()
    writer._write_content_types_stream(held, package.parts)
    writer._write_pkg_rels(held, package.rels)
    writer._write_parts(held, package.parts)
    return held.parts


@dataclass(frozen=True, slots=True)
class _Held:
    """What the library takes for the file."""

    parts: dict[str, bytes]

    def write(self, uri: PackURI, blob: bytes) -> None:
        self.parts[uri.membername] = blob


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
    return entry

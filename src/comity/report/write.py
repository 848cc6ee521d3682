"""One assessment written as files: the same words and numbers in every format."""

from __future__ import annotations

import hashlib
from pathlib import Path

from comity.dossier.assessment import Assessment
from comity.errors import UserError
from comity.report import provenance
from comity.report.package import data_files

FORMATS = frozenset({"html", "pdf", "md", "json", "docx"})


def pages(assessment: Assessment, formats: frozenset[str]) -> dict[str, bytes]:
    """The documents of an edition by file name, as `write_report` writes them; `json` and `data/` are not of them."""
    from comity.report.charts.draw import draw
    from comity.report.charts.theme import NARROW, WIDE
    from comity.report.compose import compose
    from comity.report.html import Drawing, render_html
    from comity.report.markdown import render_markdown
    from comity.report.paper import on_paper
    from comity.report.pdf import render_pdfs

    made: dict[str, bytes] = {}
    page = compose(assessment)
    if formats & {"html", "pdf", "docx"}:
        drawings = {
            f.anchor: Drawing(
                draw(f.model, assessment.period, WIDE, f"{f.anchor}w"),
                draw(f.model, assessment.period, NARROW, f"{f.anchor}n"),
            )
            for f in page.figures
        }
        if "html" in formats:
            made["index.html"] = render_html(page, drawings).encode()
        paper = on_paper(page) if formats & {"pdf", "docx"} else page
        if "pdf" in formats:
            made |= render_pdfs(paper, drawings)
        if "docx" in formats:
            from comity.report.docx import render_docx

            made |= render_docx(paper, drawings, assessment.as_of)
    if "md" in formats:
        made["report.md"] = render_markdown(page).encode()
    return made


def write_report(assessment: Assessment, folder: Path, formats: frozenset[str] = FORMATS) -> None:
    """Write the report into an existing folder; `data/` and `provenance.json` always come with it.

    `html` gives index.html, `pdf` study.pdf and brief.pdf, `md` report.md, `json` report.json, `docx`
    study.docx and brief.docx. The same
    assessment gives the same bytes. Raises UserError for a format that does not exist and ComityError for an
    assessment that refers to what it does not hold; nothing is written before every file is made.
    """
    if unknown := formats - FORMATS:
        raise UserError(f"no format {', '.join(sorted(unknown))}; choose from {', '.join(sorted(FORMATS))}")
    files = pages(assessment, formats)
    if "json" in formats:
        files["report.json"] = assessment.model_dump_json(by_alias=True, indent=2).encode() + b"\n"
    files |= {f"data/{name}": data for name, data in data_files(assessment).items()}
    files[provenance.NAME] = provenance.describe(
        assessment, {name: (hashlib.sha256(data).hexdigest(), len(data)) for name, data in files.items()}
    )
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)

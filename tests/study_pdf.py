"""A study as it is printed: the text of its pages, and which of them begins the annex."""

import io
from pathlib import Path

from pypdf import PdfReader

from comity.dossier.assessment import Assessment
from comity.report.argument import ANNEX
from comity.report.write import write_report


def printed_study(made: Assessment, folder: Path) -> tuple[list[str], int]:
    """The text of each page, written to `folder`, and the place of the page with the head of the annex.

    The page of contents names the annex too, and says what stands there.
    """
    write_report(made, folder, frozenset({"pdf"}))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO((folder / "study.pdf").read_bytes())).pages]
    annex = next(n for n, text in enumerate(pages) if text.count(ANNEX) and "behind the answers" not in text)
    return pages, annex

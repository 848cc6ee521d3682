"""The study and the two-page brief as PDF. Typst reads the page as JSON, so no text is taken for markup."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any

from comity.dossier.figure import FigureModel
from comity.errors import ComityError
from comity.report import brief
from comity.report.argument import ANNEX, argument
from comity.report.charts.draw import with_font
from comity.report.charts.theme import NARROW, WIDE
from comity.report.html import STATES, Drawing
from comity.report.page import Page
from comity.report.safe import joined, shorten

FONTS = ("Libertinus Serif", "DejaVu Sans Mono")
"""Both come with Typst. The second has the Arabic, Armenian, Georgian and Lao that the first lacks."""

_COVERED = re.compile(
    "[\u0000-\u058f\u0591-\u05f4\u0600-\u0658\u0660-\u066f\u067e\u0686\u0698\u06a4\u06a9\u06af\u06cc\u06f0-\u06f9"
    "\u0e81-\u0edf\u10d0-\u10fc\u1e00-\u22ff\u2500-\u25ff\ufb1d-\ufb4f]*"
)
_LONG = re.compile(r"\S{25,}")
_JOINT = re.compile(r"([/._\-?&=:,;+]|\w{16})(?=\S)")
BRIEF_PAGES = 2


def breakable(text: str) -> str:
    """Ids, hashes and addresses with places where a line may end; other words stay whole."""
    return _LONG.sub(lambda found: _JOINT.sub("\\1\u200b", found.group()), text)


def plain(value: Any) -> Any:
    """The page as JSON values. Addresses and anchors stay whole; the drawings' models are left out."""
    if isinstance(value, FigureModel):
        return None
    if dataclasses.is_dataclass(value):
        whole = {"url", "anchor", "state", "confidence"}
        fields = ((f.name, getattr(value, f.name)) for f in dataclasses.fields(value))
        return {name: v if name in whole else plain(v) for name, v in fields}
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    return breakable(joined(value)) if isinstance(value, str) else value


def _inputs(name: str, document: Any, drawings: Mapping[str, str]) -> dict[str, Any]:
    """Arguments for Typst: the files, and whether fonts of the system are left alone."""
    folder = resources.files("comity.report").joinpath("templates")
    text = json.dumps(document, ensure_ascii=False)
    pictures = {f"{anchor}.svg": svg.encode() for anchor, svg in drawings.items()}
    own = {n: folder.joinpath(n).read_bytes() for n in (name, "common.typ")}
    files = {"main.typ": own[name], "common.typ": own["common.typ"], "page.json": text.encode(), **pictures}
    # Fonts of the system make a PDF depend on the machine: they are asked only for letters that would vanish.
    embedded = _COVERED.fullmatch(text) is not None
    return {"input": files, "ignore_system_fonts": embedded}


def _fonted(drawings: Mapping[str, Drawing], side: str, anchors: Sequence[str]) -> dict[str, str]:
    families = ", ".join(FONTS)
    return {anchor: with_font(getattr(drawings[anchor], side), families) for anchor in anchors}


def _widths(pictures: Mapping[str, str], nominal: int) -> dict[str, float]:
    """Share of the full measure that each drawing takes, so that type has one size in all of them."""
    found = {anchor: re.search(r'width="([\d.]+)"', svg) for anchor, svg in pictures.items()}
    return {anchor: min(float(size[1]) / nominal, 1.0) for anchor, size in found.items() if size}


def _study(page: Page, drawings: Mapping[str, Drawing]) -> bytes:
    import typst

    anchors = [f.anchor for f in page.figures]
    pictures = _fonted(drawings, "wide", anchors)
    document = plain(page) | {"states": STATES, "fonts": FONTS, "widths": _widths(pictures, WIDE)}
    document["running"] = shorten(page.title, 96)
    made = argument(page)
    document |= {"thin": made.thin, "told": [s.anchor for s in made.told], "passed_title": made.title_of_passed}
    document["bare"] = [s.anchor for s in page.sections if made.bare(s)]
    document |= {"annex": ANNEX, "shown": {s.anchor: len(made.shown(s)) for s in page.sections}}
    return bytes(typst.compile(**_inputs("study.typ", document, pictures), format="pdf"))


def _brief(page: Page, drawings: Mapping[str, Drawing]) -> bytes:
    """The fullest of the plans that fits on two pages."""
    import typst

    for plan in brief.PLANS:
        document = brief.choose(page, plan)
        column = _fonted(drawings, "narrow", [f.anchor for f in document.figures])
        widths = _widths(column, NARROW)
        data = plain(document) | {"states": STATES, "fonts": FONTS, "widths": widths}
        inputs = _inputs("brief.typ", data, column)
        pages = json.loads(typst.query(**inputs, selector="<pages>", field="value", one=True))
        if pages <= BRIEF_PAGES:
            return bytes(typst.compile(**inputs, format="pdf"))
    raise ComityError("the brief does not fit on two pages even at its shortest; shorten the key judgements")


def render_pdfs(page: Page, drawings: Mapping[str, Drawing]) -> dict[str, bytes]:
    """`study.pdf` and `brief.pdf`."""
    return {"study.pdf": _study(page, drawings), "brief.pdf": _brief(page, drawings)}

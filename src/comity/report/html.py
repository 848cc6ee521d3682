"""The page as one self-contained HTML file: no network, no script; readable on paper, dark, and at 360 px."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib import resources
from typing import TYPE_CHECKING

from comity.report.charts.theme import DARK, LIGHT
from comity.report.page import Figure, Page, Ref
from comity.report.safe import joined

if TYPE_CHECKING:
    import jinja2

STATES = {"answered": "Answered", "not_determinable": "Not determinable", "no_evidence": "No evidence"}
_ANNEXES = {
    "sources": "Sources",
    "evidence": "Evidence",
    "measurements": "Measurements",
    "methods": "Methods",
    "coverage": "Coverage",
    "gaps": "Gaps",
    "repeat": "Repeat it",
}


_JOINT = re.compile(r"(?<=[/._@])(?=\w)")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure as SVG for wide and for narrow pages."""

    wide: str
    narrow: str


def _dark_rules() -> str:
    """On the dark page every colour of a drawing turns into its light twin."""
    pairs = [(colour, DARK[name]) for name, colour in LIGHT.items()]
    rules = [f'.chart [{p}="{old}"]{{{p}:{new}}}' for old, new in pairs for p in ("fill", "stroke")]
    return "\n".join(rules)


def named(figure: Figure, svg: str) -> str:
    """A drawing with its alternative text, which a reader who cannot see it hears instead."""
    return svg.replace("<svg ", f'<svg role="img" aria-label="{escape(figure.alt or figure.title)}" ', 1)


@cache
def environment(*further: str) -> jinja2.Environment:
    """Templates of this room and of `further` packages, whose own of a name come first. Every text is escaped.

    One for each list of packages: to read and compile the templates costs a quarter of what it takes to fill them in.
    """
    import jinja2

    folders = [resources.files(package).joinpath("templates") for package in (*further, "comity.report")]

    def source(name: str) -> str | None:
        return next((f.joinpath(name).read_text("utf-8") for f in folders if f.joinpath(name).is_file()), None)

    made = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: joined(value) if type(value) is str else value,
        loader=jinja2.FunctionLoader(source),
    )
    made.filters["joints"] = _JOINT.split
    return made


def style_sheet() -> str:
    """The style sheet of every page, with the rules that turn drawings dark."""
    text = resources.files("comity.report").joinpath("templates", "style.css").read_text("utf-8")
    return text.replace("{{ dark }}", _dark_rules())


def annexes(page: Page) -> list[tuple[str, str]]:
    """Anchor and title of each annex that the page has."""
    present = {"evidence": page.evidence, "measurements": page.rows}
    return [(anchor, title) for anchor, title in _ANNEXES.items() if present.get(anchor, True)]


def href(ref: Ref) -> str:
    """Where a reference leads within the page; "" for one that leads nowhere."""
    return f"#{ref.anchor}" if ref.anchor else ""


def render_html(page: Page, drawings: Mapping[str, Drawing]) -> str:
    """The whole document. Every text is escaped; only drawings and the style sheet enter as they are."""

    def drawn(figure: Figure) -> str:
        sides = ((side, getattr(drawings[figure.anchor], side)) for side in ("wide", "narrow"))
        return "\n".join(f'<div class="chart {side}">{named(figure, svg)}</div>' for side, svg in sides)

    template = environment().get_template("index.html.j2")
    return template.render(
        page=page, drawn=drawn, href=href, tools=lambda _: "", style=style_sheet(), states=STATES, annexes=annexes(page)
    )

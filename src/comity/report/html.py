"""The page as one self-contained HTML file: no network, no script; readable on paper, dark, and at 360 px."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from importlib import resources

from comity.report.charts.theme import DARK, LIGHT
from comity.report.page import Figure, Page
from comity.report.safe import joined

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


def _named(figure: Figure, svg: str) -> str:
    """A drawing with its alternative text, which a reader who cannot see it hears instead."""
    return svg.replace("<svg ", f'<svg role="img" aria-label="{escape(figure.alt or figure.title)}" ', 1)


def render_html(page: Page, drawings: Mapping[str, Drawing]) -> str:
    """The whole document. Every text is escaped; only drawings and the style sheet enter as they are."""
    import jinja2

    folder = resources.files("comity.report").joinpath("templates")
    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: joined(value) if type(value) is str else value,
        loader=jinja2.FunctionLoader(lambda name: folder.joinpath(name).read_text("utf-8")),
    )
    environment.filters["joints"] = _JOINT.split
    style = folder.joinpath("style.css").read_text("utf-8").replace("{{ dark }}", _dark_rules())
    ready = {
        f.anchor: {side: _named(f, getattr(drawings[f.anchor], side)) for side in ("wide", "narrow")}
        for f in page.figures
    }
    present = {"evidence": page.evidence, "measurements": page.rows}
    annexes = [(anchor, title) for anchor, title in _ANNEXES.items() if present.get(anchor, True)]
    template = environment.get_template("index.html.j2")
    return template.render(page=page, drawings=ready, style=style, states=STATES, annexes=annexes)

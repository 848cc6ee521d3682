"""How often Comity is right: the document that the validation writes, as a page."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from comity.desk.asked import Asked
from comity.desk.drawing import drawn
from comity.desk.holding import Desk
from comity.desk.reply import Reply

_PLACES = (Path(__file__).parents[2] / "docs" / "validation.md", Path(__file__).parents[4] / "docs" / "validation.md")
"""Where the document lies in an installed package, and in a checkout."""


def validation(desk: Desk, asked: Asked) -> Reply:
    """Every claim with its figure beside what users have today."""
    return drawn("validation.html.j2", asked.seen(), place="/validation", text=_text())


@cache
def _text() -> str:
    """The document as HTML; markup in it is shown, not run. "" where it does not lie beside the package."""
    from markdown_it import MarkdownIt

    path = next((p for p in _PLACES if p.is_file()), None)
    if path is None:
        return ""
    reader = MarkdownIt("js-default", {"html": False, "linkify": False}).disable(["image", "link"])
    lines = path.read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("<!--")]
    made: str = reader.render("\n".join(kept[1:]))
    head, *rest = made.split("<table>")
    return head + "".join(f"{_scrolled(n)}{part}" for n, part in enumerate(rest, 1)).replace(
        "</table>", "</table></div>"
    )


def _scrolled(n: int) -> str:
    """The beginning of a table that scrolls by itself where it is too wide; each has a name of its own."""
    return f'<div class="scroll" role="region" tabindex="0" aria-label="Table {n}"><table class="data">'

"""Pages from templates: the desk's own and those pieces of the report's that both show."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from comity import __version__
from comity.desk.reply import HTML, Reply, reply
from comity.desk.told import pieces
from comity.desk.worded import interval_words, value_words
from comity.desk.world import land_svg
from comity.report.safe import web
from comity.terms.wording import date_words, day_name

if TYPE_CHECKING:
    import jinja2

    from comity.desk.asked import Seen

PLACES = (
    ("/", "Home"),
    ("/measures", "Measures"),
    ("/compare", "Compare"),
    ("/mediators", "Mediators"),
    ("/chronicle", "Chronicle"),
    ("/studies", "Studies"),
    ("/sources", "Sources"),
    ("/validation", "Validation"),
)
"""What stands at the head of every page."""


@cache
def _environment() -> jinja2.Environment:
    from comity.report.html import environment

    made = environment("comity.desk")
    made.filters["pieces"] = pieces
    made.filters |= {"day": day_name, "dated": date_words, "web": web, "value": value_words, "interval": interval_words}
    made.globals |= {"land": f"/static/land.svg?{tag_of(land_svg())}"}
    made.globals |= {"version": __version__, "style_tag": tag_of(style()), "places": PLACES}
    return made


@cache
def style() -> str:
    """The style sheet: the report's, and what only the desk has."""
    from comity.report.html import style_sheet

    return style_sheet() + resources.files("comity.desk").joinpath("templates", "desk.css").read_text("utf-8")


def tag_of(text: str) -> str:
    """What changes in the address of a file when the file does."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def drawn(template: str, seen: Seen | None, *, place: str = "", status: int = 200, **words: Any) -> Reply:
    """A page from a template. `place` is the part of the desk that it belongs to."""
    text = _environment().get_template(template).render(seen=seen, place=place, **{"team": False, **words})
    return reply(text, HTML, status)

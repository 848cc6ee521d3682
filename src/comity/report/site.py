"""Many assessments as a static site: a page and its data for each pair, a page for each state, and ways to them.

Every page is whole without a script and asks no other machine for anything.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any
from xml.sax.saxutils import escape

from comity.dossier.assessment import Assessment
from comity.report.charts.draw import draw
from comity.report.compose import compose
from comity.report.html import STATES, annexes, environment, href, named, style_sheet
from comity.report.page import Figure
from comity.report.safe import clean
from comity.terms.unit import number
from comity.terms.wording import day_name

DRAWN = 300
"""Width of a drawing, which grows and shrinks with the page."""
FINDINGS, SITEMAP, INDEX, SEARCH, STYLE = "findings.parquet", "sitemap.xml", "index.html", "search.js", "style.css"


@dataclass(frozen=True, slots=True)
class Card:
    """What other pages say of a pair: ids and names of the two, the kind of relationship, and the bottom line."""

    a: str
    b: str
    a_name: str
    b_name: str
    kind: str
    line: str


@dataclass(frozen=True, slots=True)
class About:
    """What stands at the foot of every page."""

    as_of: str
    edition: str
    comity: str


def country_path(id: str) -> str:
    """Where the page of a state lies, from the root of the site."""
    return f"country/{id}.html"


def pair_path(a: str, b: str, form: str = "html") -> str:
    """Where the page of a pair lies, or its data (`json`); the two in the order of their ids."""
    a, b = sorted((a, b))
    return f"pair/{a}/{a}-{b}.{form}"


def about(it: Assessment) -> About:
    """The foot of the pages that tell of this assessment and of others made with it."""
    return About(day_name(it.as_of), clean(it.edition), clean(it.comity))


def card(it: Assessment) -> Card:
    """What other pages say of this pair."""
    words = (it.dyad.a_name, it.dyad.b_name, it.page1.kind.name, it.page1.bottom_line.text)
    return Card(it.dyad.a, it.dyad.b, *map(clean, words))


def pair_data(it: Assessment) -> bytes:
    """What `report.json` holds, on one line."""
    return it.model_dump_json(by_alias=True).encode() + b"\n"


def pair_page(it: Assessment) -> bytes:
    """First page, sections and annexes of a pair. Each figure is drawn once, for narrow and for wide pages alike."""
    page = compose(it)
    path = pair_path(it.dyad.a, it.dyad.b, "json")

    def drawn(figure: Figure) -> str:
        return f'<div class="chart one">{named(figure, draw(figure.model, it.period, DRAWN, figure.anchor))}</div>'

    template = environment().get_template("site_pair.html.j2")
    own = {"a": country_path(it.dyad.a), "b": country_path(it.dyad.b)}
    text = template.render(
        page=page,
        drawn=drawn,
        href=href,
        tools=lambda _: "",
        states=STATES,
        annexes=annexes(page),
        own=own,
        json=path.rpartition("/")[2],
    )
    return text.encode()


def ways(cards: Sequence[Card], foot: About, address: str) -> dict[str, bytes]:
    """Every page that leads to pairs, by its path: the index with its search, each state's, style sheet, sitemap.

    `address` is where the site will stand; without one the sitemap names its pages from the site's own root.
    """
    names = dict(sorted(((id, name) for c in cards for id, name in ((c.a, c.a_name), (c.b, c.b_name)))))
    made = {country_path(id): _country(id, name, cards, foot) for id, name in names.items()}
    made[INDEX] = _index(names, cards, foot)
    made[SEARCH] = _search(names, cards)
    made[STYLE] = (style_sheet() + _text("site.css")).encode()
    pages = [INDEX, *(p for p in made if p.startswith("country/")), *(pair_path(c.a, c.b) for c in cards)]
    made[SITEMAP] = _sitemap(pages, address)
    return made


def _country(id: str, name: str, cards: Iterable[Card], foot: About) -> bytes:
    pairs = [
        {"page": pair_path(c.a, c.b), "other": c.b_name if c.a == id else c.a_name, "kind": c.kind, "line": c.line}
        for c in cards
        if id in (c.a, c.b)
    ]
    return _filled("site_country.html.j2", foot, "../", name=name, pairs=sorted(pairs, key=lambda p: p["other"]))


def _index(names: dict[str, str], cards: Sequence[Card], foot: About) -> bytes:
    of = Counter(id for c in cards for id in (c.a, c.b))
    states = sorted(({"name": n, "page": country_path(id), "pairs": of[id]} for id, n in names.items()), key=_by_name)
    kinds = sorted(Counter(c.kind for c in cards).items(), key=lambda each: (-each[1], each[0]))
    return _filled("site_index.html.j2", foot, "", states=states, kinds=kinds, pairs=number(len(cards)))


def _by_name(state: dict[str, Any]) -> str:
    return str(state["name"])


def _filled(template: str, foot: About, root: str, **words: Any) -> bytes:
    return environment().get_template(template).render(about=foot, root=root, **words).encode()


def _search(names: dict[str, str], cards: Iterable[Card]) -> bytes:
    """Names and pairs as the script of the index reads them, and the script; it works from a disk, without a server."""
    held = {"names": names, "pairs": ["-".join(sorted((c.a, c.b))) for c in cards]}
    # A script that stands in a file of its own; what closes one is written so that it may be pasted into a page too.
    data = json.dumps(held, ensure_ascii=True, separators=(",", ":")).replace("</", "<\\/")
    return f"const SITE = {data};\n{_text('search.js')}".encode()


def _sitemap(pages: Iterable[str], address: str) -> bytes:
    root = f"{address.rstrip('/')}/" if address else "/"
    lines = [f"<url><loc>{escape(root + page)}</loc></url>" for page in pages]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return "\n".join([head, *lines, "</urlset>", ""]).encode()


def _text(name: str) -> str:
    return resources.files("comity.report").joinpath("templates", name).read_text("utf-8")

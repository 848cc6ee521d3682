"""The page of two states: page 1, the study, its annexes, figures and data, and the files of all formats."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from comity.desk.asked import STUDY, Asked, Seen
from comity.desk.drawing import drawn
from comity.desk.holding import Desk
from comity.desk.missing import NotThere
from comity.desk.naming import id_of, parted
from comity.desk.printing import PRINTED, printed
from comity.desk.reply import CSV, DOCX, HTML, JSON, MARKDOWN, PDF, Reply, moved, reply

if TYPE_CHECKING:
    from comity.dossier.assessment import Assessment
    from comity.report.page import Figure, Grid, Ref

_FILES = {"html": "index.html", "md": "report.md", "pdf": "study.pdf", "docx": "study.docx"}
_MEDIA = {"html": HTML, "md": MARKDOWN, "pdf": PDF, "docx": DOCX}
_LINKS = (
    ("JSON", ".json"),
    ("CSV", ".csv"),
    ("Markdown", ".md"),
    ("PDF", ".pdf"),
    ("Word", ".docx"),
    ("one file", ".html"),
)


def home_of(a: str, b: str) -> str:
    """The path of a pair's page."""
    return f"/{a}/{b}"


def pair(desk: Desk, asked: Asked, a: str, b: str) -> Reply:
    """Page 1 and the study of two states; under an ending, the same as a file."""
    seen, (last, ending) = asked.seen(STUDY), parted(b)
    one, two = id_of(a, seen.as_of), id_of(last, seen.as_of)
    if (one, last) != (a, two):
        return moved(seen.link(home_of(one, two) + (f".{ending}" if ending else "")), 307)
    it = desk.assessment(one, two, seen)
    return _as_file(it, ending) if ending else _page(it, seen, whole=asked.one_of("rows", ("all",)) == "all")


def _as_file(it: Assessment, ending: str) -> Reply:
    from comity.report.package import data_files
    from comity.report.write import pages

    name = f"{it.dyad.a}-{it.dyad.b}-{it.as_of}.{ending}"
    shown = {"Content-Disposition": f'inline; filename="{name}"'}
    if ending == "json":
        return reply(it.model_dump_json(by_alias=True, indent=2) + "\n", JSON, headers=shown)
    if ending == "csv":
        return reply(data_files(it)["measures.csv"], CSV, headers=shown)
    if ending == "html":
        # Its style stands within it, so the desk's own policy would leave it bare: it is handed over to be kept.
        shown = {"Content-Disposition": f'attachment; filename="{name}"'}
    if ending in PRINTED:
        return reply(printed(it, ending, _FILES[ending]), _MEDIA[ending], headers=shown)
    return reply(pages(it, frozenset({ending}))[_FILES[ending]], _MEDIA[ending], headers=shown)


def _page(it: Assessment, seen: Seen, *, whole: bool) -> Reply:
    """The page; unless it is to be `whole`, of long tables the rows that paper keeps, with how many were left out."""
    from comity.report.compose import compose
    from comity.report.html import STATES, annexes
    from comity.report.package import file_name
    from comity.report.paper import on_paper

    page, home = compose(it), home_of(it.dyad.a, it.dyad.b)
    named, page = annexes(page), page if whole else on_paper(page)
    files = {f.id: file_name("figure", n, f.id) for n, f in enumerate(it.figures, 1)}

    def why(id: str) -> str:
        return seen.link(f"{home}/why", id=id)

    def href(ref: Ref) -> str:
        # Of a long list the last says how many more there are, and how to see them: by the id of the finding.
        return why(ref.id.rpartition(" ")[2])

    def picture(figure: Figure) -> str:
        return _picture(figure, home, seen, files[figure.model.id], why(figure.model.id))

    def tools(table: Grid) -> str:
        to = escape(seen.link(f"{home}/data/{table.file}"))
        return f'<p class="files"><a href="{to}">Table {table.number} as CSV</a></p>'

    return drawn(
        "pair.html.j2", seen, page=page, it=it, a=it.dyad.a, b=it.dyad.b, why=why, href=href, drawn=picture,
        tools=tools, states=STATES, annexes=named, whole="" if whole else seen.link(home, rows="all"),
        links=[(name, seen.link(home + end)) for name, end in _LINKS],
        hidden=[word for word in seen.given if word[0] in ("since", STUDY)],
    )  # fmt: skip


def _picture(figure: Figure, home: str, seen: Seen, data: str, chain: str) -> str:
    """The drawing, for wide and for narrow pages, and where to take it away from."""
    stem = f"{home}/figures/{figure.model.id}"
    wide, narrow = escape(seen.link(f"{stem}.svg")), escape(seen.link(f"{stem}.svg", width="narrow"))
    label = f"Figure {figure.number}"
    files = (f"{stem}.svg", f"{stem}.png", f"{home}/data/{data}")
    named = ", ".join(f'<a href="{escape(seen.link(to))}">{to.rpartition(".")[2].upper()}</a>' for to in files)
    return (
        f'<picture class="chart {figure.model.kind}"><source media="(max-width:43rem)" srcset="{narrow}">'
        f'<img src="{wide}" loading="lazy" alt="{escape(figure.alt or figure.title)}"></picture>\n'
        f'<p class="files">{label} as {named}; <a href="{escape(chain)}">where {label} comes from</a></p>'
    )


def annexes(desk: Desk, asked: Asked, a: str, b: str) -> Reply:
    """Sources, evidence, measurements, methods, coverage and gaps of an assessment."""
    from comity.report.compose import compose
    from comity.report.html import STATES
    from comity.report.html import annexes as named

    seen = asked.seen(STUDY)
    if (to := led(a, b, "/annexes", seen)) is not None:
        return to
    page, home = compose(desk.assessment(a, b, seen)), home_of(a, b)

    def href(ref: Ref) -> str:
        return seen.link(f"{home}/why", id=ref.id)

    kept = [each for each in named(page) if each[0] != "repeat"]
    return drawn("annexes.page.html.j2", seen, page=page, a=a, b=b, href=href, states=STATES, annexes=kept)


def data(desk: Desk, asked: Asked, a: str, b: str, name: str) -> Reply:
    """A table of an assessment as CSV. Raises UserError for one that it has not."""
    from comity.report.package import data_files

    seen = asked.seen(STUDY)
    if (to := led(a, b, f"/data/{name}", seen)) is not None:
        return to
    held = data_files(desk.assessment(a, b, seen))
    if name not in held:
        raise NotThere(f"this assessment has no file of that name; it has {', '.join(list(held)[:3])} and more")
    return reply(held[name], CSV if name.endswith(".csv") else MARKDOWN)


def figure(desk: Desk, asked: Asked, a: str, b: str, name: str) -> Reply:
    """A figure of an assessment as SVG or PNG. Raises UserError for one that it has not."""
    from comity.desk.pictures import as_png, as_svg
    from comity.report.charts.theme import NARROW, WIDE

    seen, (id, ending) = asked.seen(STUDY), parted(name, ("svg", "png"))
    if (to := led(a, b, f"/figures/{name}", seen)) is not None:
        return to
    held = desk.drawn(a, b, seen)
    model = held.figures.get(id)
    if model is None or not ending:
        raise NotThere("this assessment has no such figure; its page names those that it has")
    width = NARROW if asked.one_of("width", ("wide", "narrow"), "wide") == "narrow" else WIDE
    return (as_svg if ending == "svg" else as_png)(model, held.period, width)


def led(a: str, b: str, rest: str, seen: Seen, **words: str) -> Reply | None:
    """Where names other than the ids of the two lead; None where they are these."""
    one, two = id_of(a, seen.as_of), id_of(b, seen.as_of)
    return None if (one, two) == (a, b) else moved(seen.link(home_of(one, two) + rest, **words), 307)

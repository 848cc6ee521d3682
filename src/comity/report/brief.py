"""What goes into the two pages of the brief: fewer and shorter items, never smaller type."""

from __future__ import annotations

from dataclasses import dataclass, replace

from comity.report.page import Figure, Grid, Judgement, Level, Page
from comity.report.safe import shorten


@dataclass(frozen=True, slots=True)
class Plan:
    """How many of each item, and how many characters a text may have."""

    judgements: int
    figures: int
    rows: int
    gaps: int
    watch: int
    text: int


PLANS = (
    Plan(8, 4, 14, 8, 4, 600),
    Plan(8, 2, 12, 8, 4, 600),
    Plan(8, 2, 8, 6, 4, 600),
    Plan(7, 2, 6, 5, 4, 600),
    Plan(6, 2, 5, 4, 4, 520),
    Plan(6, 2, 0, 3, 4, 520),
    Plan(5, 2, 0, 3, 4, 420),
    Plan(5, 1, 0, 3, 4, 300),
    Plan(5, 1, 0, 2, 2, 180),
    Plan(4, 0, 0, 2, 2, 140),
    Plan(3, 0, 0, 1, 2, 100),
)
_COLUMNS = 5
_CELL = 60


@dataclass(frozen=True, slots=True)
class Brief:
    """The parts of the page that the brief prints. `left_out` counts the judgements in the study alone."""

    a: str
    b: str
    title: str
    as_of: str
    edition: str
    period: str
    status: tuple[str, ...]
    bottom_line: str
    comity: str
    judgements: tuple[Judgement, ...]
    left_out: int
    strip: tuple[Level, ...]
    watch: tuple[str, ...]
    newest: str
    figures: tuple[Figure, ...]
    chronology: tuple[tuple[str, str], ...]
    facts: Grid | None
    gaps: tuple[str, ...]
    gaps_left_out: int
    unanswered: tuple[str, ...]
    marking: str = ""


def _figures(page: Page, most: int) -> tuple[Figure, ...]:
    """Those of the questions that the key judgements speak of, in their order; lines before other kinds."""
    asked = {c.id: n for n, s in enumerate(page.sections) for c in s.claims}
    order = [asked[r.id] for j in page.judgements for r in j.findings if r.id in asked]
    rank = {question: n for n, question in enumerate(dict.fromkeys(order))}
    found = [
        (rank.get(n, len(rank) + n), f.model.kind != "lines", f.number, f)
        for n, s in enumerate(page.sections)
        for f in s.figures
        if f.model.kind in {"lines", "bars"}
    ]
    first: dict[int, Figure] = {}
    for place, _, _, figure in sorted(found, key=lambda one: one[:3]):
        first.setdefault(place, figure)
    chosen = list(first.values())[:most]
    # They stand in two columns: an odd one out would leave a hole.
    return tuple(chosen[: len(chosen) // 2 * 2] or chosen)


def _facts(page: Page, rows: int, text: int) -> Grid | None:
    """The first table narrow enough for the brief, cut to its first rows."""
    tables = [t for s in page.sections for t in s.tables if 2 <= len(t.heads) <= _COLUMNS]
    if not tables or not rows:
        return None
    table = tables[0]
    cells = tuple(tuple(shorten(c, _CELL) for c in row) for row in table.rows[:rows])
    note = f"{len(table.rows) - rows} more rows in the study." if len(table.rows) > rows else ""
    heads = tuple(replace(h, name=shorten(h.name, 40), unit=shorten(h.unit, 24)) for h in table.heads)
    title, source = shorten(table.title, 120), shorten(table.source, min(text, 160))
    return replace(table, heads=heads, rows=cells, note=note, title=title, source=source)


def _short(figure: Figure, text: int) -> Figure:
    limit = min(text, 150)
    marks = tuple((shorten(label, 60), ref) for label, ref in figure.marks[:6])
    title, subtitle = shorten(figure.title, limit), shorten(figure.subtitle, 90)
    return replace(figure, title=title, subtitle=subtitle, source=shorten(figure.source, 110), marks=marks, notes=())


def choose(page: Page, plan: Plan) -> Brief:
    """The brief that a plan allows."""
    judgements = tuple(replace(j, text=shorten(j.text, plan.text)) for j in page.judgements[: plan.judgements])
    name = min(plan.text, 90)
    return Brief(
        a=shorten(page.a, name),
        b=shorten(page.b, name),
        title=shorten(page.title, 240),
        as_of=page.as_of,
        edition=shorten(page.edition, 60),
        period=page.period,
        status=tuple(shorten(line, plan.text) for line in page.status),
        bottom_line=shorten(page.bottom_line, plan.text),
        comity=shorten(page.comity, 20),
        judgements=judgements,
        left_out=len(page.judgements) - len(judgements),
        strip=page.strip,
        watch=tuple(shorten(line, plan.text) for line in page.watch[: plan.watch]),
        newest=shorten(page.newest, 400),
        figures=tuple(_short(f, plan.text) for f in _figures(page, plan.figures)),
        chronology=tuple((when, shorten(what, 200)) for when, what in page.chronology[-plan.rows :] if plan.rows),
        facts=None if page.chronology else _facts(page, plan.rows, plan.text),
        gaps=tuple(shorten(g, min(plan.text, 240)) for g in page.gaps[: plan.gaps]),
        gaps_left_out=max(len(page.gaps) - plan.gaps, 0),
        unanswered=tuple(shorten(s.title, 60) for s in page.sections if s.state != "answered")[:13],
        marking=page.marking,
    )

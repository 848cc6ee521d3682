"""The page as Markdown: plain tables, and the ids that findings rest on as footnotes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from comity.report.html import STATES
from comity.report.page import Claim, Figure, Grid, Page, Ref, Section, Statement
from comity.report.safe import markdown as esc


def _code(text: str) -> str:
    """An id in code marks that nothing in it can close, nor split a table cell."""
    plain = text.replace("|", "¦")
    ticks = "`" * (1 + max((len(run) for run in _runs(plain)), default=0))
    pad = " " if plain.startswith("`") or plain.endswith("`") else ""
    return f"{ticks}{pad}{plain}{pad}{ticks}" if plain else ""


def _runs(text: str) -> list[str]:
    return ["`" * len(run) for run in "".join(c if c == "`" else " " for c in text).split()]


class _Notes:
    """Footnotes, numbered as they are first used."""

    def __init__(self) -> None:
        self.order: dict[str, int] = {}

    def marks(self, refs: Sequence[Ref]) -> str:
        return "".join(f"[^{self.order.setdefault(r.id, len(self.order) + 1)}]" for r in refs if r.id)

    def lines(self) -> list[str]:
        return [f"[^{n}]: {_code(name)}" for name, n in self.order.items()]


def _table(heads: Sequence[tuple[str, bool]], rows: Iterable[Sequence[str]]) -> list[str]:
    made = ["| " + " | ".join(esc(name) or " " for name, _ in heads) + " |"]
    made.append("|" + "|".join("---:" if numeric else "---" for _, numeric in heads) + "|")
    made += ["| " + " | ".join(esc(c) or " " for c in row) + " |" for row in rows]
    return [*made, ""]


def _grid(grid: Grid) -> list[str]:
    if not grid.heads:
        return []
    heads = [(f"{h.name} ({h.unit})" if h.unit else h.name, h.numeric) for h in grid.heads]
    return _table(heads, grid.rows)


def _whole_table(grid: Grid) -> list[str]:
    made = [f"**Table {grid.number}.** {esc(grid.title)}", "", *_grid(grid)]
    made += [esc(grid.note), ""] if grid.note else []
    return made + ([f"Source: {esc(grid.source)}", ""] if grid.source else [])


def _figure(figure: Figure) -> list[str]:
    made = [
        f"**Figure {figure.number}.** {esc(figure.title)}. {esc(figure.subtitle)}.".replace(".. ", ". "),
        "",
    ]
    made += _grid(figure.grid)
    made += [
        f"{n}\\. {esc(label)}" + (f" ({_code(r.id)})" if r.id else "") + "  "
        for n, (label, r) in enumerate(figure.marks, 1)
    ]
    made += [""] if figure.marks else []
    return [*made, f"Source: {esc(figure.source)} {_code(figure.id)}", ""]


def _claim(claim: Claim, notes: _Notes) -> list[str]:
    estimate = claim.estimate + (f" ({claim.interval})" if claim.interval else "")
    parts = (
        ("Estimate", estimate),
        ("Place", claim.place),
        ("Likelihood", claim.likelihood),
        ("Confidence", claim.confidence + (f": {claim.reason}" if claim.reason else "")),
        ("Against", " ".join(claim.against)),
        ("Would change it", claim.would_change),
    )
    made = [f"**{esc(claim.text)}** {_code(claim.id)}{notes.marks(claim.basis)}", ""]
    return [*made, *(f"- {name}: {esc(text)}" for name, text in parts if text), ""]


def _bullets(title: str, lines: Sequence[str]) -> list[str]:
    return [f"**{title}**", "", *(f"- {esc(line)}" for line in lines), ""] if lines else []


def _section(n: int, section: Section, notes: _Notes) -> list[str]:
    answered = section.state == "answered"
    state = "" if answered else f" ({STATES[section.state].lower()})"
    made = [
        f"## {n}. {esc(section.title)}",
        "",
        f"{esc(section.question)}{state}",
        "",
        f"**{esc(section.answer)}**",
        "",
    ]
    for paragraph in section.paragraphs:
        made += [esc(paragraph), ""]
    if not answered and section.reason and section.reason != section.answer:
        made += [esc(section.reason), ""]
    for figure in section.figures:
        made += _figure(figure)
    for table in section.tables:
        made += _whole_table(table)
    made += ["### Findings", ""] if section.claims else []
    for claim in section.claims:
        made += _claim(claim, notes)
    made += _bullets("What speaks against this", section.against)
    if section.state == "no_evidence" and section.would_change:
        return [*made, f"What would answer it: {esc(' '.join(section.would_change))}", ""]
    title = "What would change it" if answered else "What would answer it"
    return made + _bullets(title, section.would_change)


def _said(e: Statement) -> str:
    """A statement and what stands beside it; original words come last, where their direction moves nothing else."""
    quote = f"Original ({e.lang}): {e.quote}" if e.quote else ""
    return " ".join(part for part in (e.text, e.about, quote) if part)


def _annexes(page: Page) -> list[str]:
    made = ["## Sources", ""]
    for s in page.sources:
        where = f" <{s.url}>" if s.url else ""
        about = f"Version {esc(s.version)}, retrieved {s.retrieved}, licence: {esc(s.licence)}, "
        about += f"sha256 {_code(s.sha256)}"
        made.append(f"- {_code(s.id)} {esc(s.citation)} {about}{where}")
    if page.evidence:
        made += ["", "## Evidence", ""]
        heads = [(name, False) for name in ("Id", "Date", "Statement", "Source", "Grade")]
        made += _table(heads, ((e.id, e.date, _said(e), e.source, e.grade) for e in page.evidence))
    made += ["", "## Methods", ""]
    for m in page.methods:
        made.append(f"- **{esc(m.title)}** {_code(m.measure)}: {esc(m.formula)}. {esc(m.more)} Unit: {esc(m.unit)}. ")
        made[-1] += f"Compared with {esc(m.among)}. Not to be used: {esc(m.not_when)} Reference: {esc(m.reference)}"
    made += ["", "## Coverage", ""]
    rows = ((c.title, STATES[c.state], c.reason) for c in page.coverage)
    made += _table([("Question", False), ("State", False), ("Reason", False)], rows)
    made += ["## Gaps", "", *(f"- {esc(g)}" for g in page.gaps)]
    return [*made, "", "## Repeat it", "", _code(page.command), ""]


def render_markdown(page: Page) -> str:
    """The whole document; figures appear as their tables."""
    notes = _Notes()
    made = [f"# {esc(page.a)} and {esc(page.b)}", ""]
    made += [f"*{esc(line)}*\n" for line in page.status]
    made += [f"**{esc(page.bottom_line)}**", ""]
    made += [
        f"As of {page.as_of}. Period {page.period}. Edition {esc(page.edition)}.",
        "",
    ]
    if page.judgements:
        made += ["## Key judgements", ""]
        for n, j in enumerate(page.judgements, 1):
            label = f"**{esc(j.label)}.** " if j.label else ""
            made.append(f"{n}. {label}{esc(j.text)} *({j.confidence} confidence)*{notes.marks(j.findings)}")
        made.append("")
    if page.strip:
        made += ["## How things stand", ""]
        rows = [(c.label, c.text + (f" {c.arrow}" if c.arrow else "")) for c in page.strip]
        made += _table([("", False), ("", False)], rows)
    if page.watch:
        made += ["## What to watch", "", *(f"- {esc(line)}" for line in page.watch), ""]
    if page.newest:
        made += [f"Newest data: {esc(page.newest)}.", ""]
    for n, section in enumerate(page.sections, 1):
        made += _section(n, section, notes)
    made += _annexes(page)
    return "\n".join([*made, *notes.lines()]).rstrip() + "\n"

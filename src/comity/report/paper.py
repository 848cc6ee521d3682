"""The page for paper: what someone reads away from the data, with where the rest is.

A study is printed or mailed; its annexes would be longer than itself. On paper a long table keeps its most telling
rows, the evidence is what the study points at, and measurements stay in the data folder and on the HTML page.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from comity.report.page import Claim, Figure, Grid, Judgement, Page, Ref, Section
from comity.report.safe import shorten
from comity.terms.unit import number

ROOM = 900
"""Characters of a table's cells that paper has room for."""
FEWEST = 4
"""Rows that every table keeps, however long they are."""
MOST_REFS = 3
"""Ids beside a finding."""
LONGEST_QUOTE = 120
LONGEST_REASON = 170
_YEAR = re.compile(r"\d{4}(\D|$)")
_TOKEN = re.compile(r"[^\s,;()\[\]]+")


def on_paper(page: Page) -> Page:
    """The same page, shorter: nothing is worded anew, and each thing left out is counted."""
    sections = tuple(map(_section, page.sections))
    named = _named(page, sections)
    evidence = tuple(replace(e, quote=shorten(e.quote, LONGEST_QUOTE)) for e in page.evidence if e.id in named)
    gone = {r.anchor for r in page.rows} | ({e.anchor for e in page.evidence} - {e.anchor for e in evidence})
    return replace(
        page,
        judgements=tuple(_judgement(j, gone) for j in page.judgements),
        sections=tuple(_unlinked(s, gone) for s in sections),
        evidence=evidence,
        rows=(),
        coverage=tuple(replace(c, reason=shorten(c.reason, LONGEST_REASON)) for c in page.coverage),
        held=_held(page, len(evidence)),
    )


def chosen(rows: Sequence[tuple[str, ...]]) -> list[int]:
    """Places of the rows that paper keeps, in their order: the newest of dated ones, else the first of each kind.

    The kind of a row is its first cell, so a table of two states keeps rows of both.
    """
    order = _by_importance([row[0] if row else "" for row in rows])
    kept: list[int] = []
    spent = 0
    for place in order:
        spent += sum(map(len, rows[place]))
        if spent > ROOM and len(kept) >= FEWEST:
            break
        kept.append(place)
    # A note in place of one row would save nothing.
    return sorted(kept) if len(rows) - len(kept) > 1 else list(range(len(rows)))


def _by_importance(firsts: Sequence[str]) -> list[int]:
    if all(map(_YEAR.match, firsts)) and list(firsts) == sorted(firsts):
        return list(reversed(range(len(firsts))))
    turn: dict[str, int] = defaultdict(int)
    turns = []
    for place, first in enumerate(firsts):
        turns.append((turn[first], place))
        turn[first] += 1
    return [place for _, place in sorted(turns)]


def _table(table: Grid) -> Grid:
    kept = chosen(table.rows)
    left = len(table.rows) - len(kept)
    if not left:
        return table
    more = f"{left} more {'row' if left == 1 else 'rows'} in data/{table.file}."
    return replace(table, rows=tuple(table.rows[n] for n in kept), note=f"{table.note} {more}".strip())


def _claim(claim: Claim) -> Claim:
    if len(claim.basis) <= MOST_REFS:
        return claim
    named = claim.basis[:-1] if claim.unnamed else claim.basis
    kept = named[: MOST_REFS - 1]
    more = len(named) - len(kept) + claim.unnamed
    return replace(claim, basis=(*kept, Ref(f"and {more} more: comity why {claim.id}", "")))


def _section(section: Section) -> Section:
    return replace(section, tables=tuple(map(_table, section.tables)), claims=tuple(map(_claim, section.claims)))


def _named(page: Page, sections: Sequence[Section]) -> set[str]:
    """Every id that is printed outside the annexes."""
    found = {r.id for j in page.judgements for r in j.findings}
    for section in sections:
        found |= {r.id for c in section.claims for r in c.basis}
        found |= {r.id for f in section.figures for _, r in f.marks}
        cells = (cell for t in section.tables for row in t.rows for cell in row)
        texts = (*cells, section.answer, *section.paragraphs, *section.against)
        found |= {token.rstrip(".:") for text in texts for token in _TOKEN.findall(text)}
    return found


def _held(page: Page, printed: int) -> str:
    of = (
        f"Of {number(len(page.evidence))} statements the {number(printed)} that this study points at. "
        if page.evidence
        else ""
    )
    rows = "All of them are in data/evidence.csv, " if page.evidence else ""
    tail = f"the {number(page.measured)} measurements used in data/measures.csv; index.html shows both with links."
    return of + (rows + tail if rows else tail[0].upper() + tail[1:])


def _refs(refs: Sequence[Ref], gone: set[str]) -> tuple[Ref, ...]:
    return tuple(Ref(r.id, "") if r.anchor in gone else r for r in refs)


def _judgement(judgement: Judgement, gone: set[str]) -> Judgement:
    return replace(judgement, findings=_refs(judgement.findings, gone))


def _figure(figure: Figure, gone: set[str]) -> Figure:
    return replace(figure, marks=tuple((label, _refs((ref,), gone)[0]) for label, ref in figure.marks))


def _unlinked(section: Section, gone: set[str]) -> Section:
    claims = tuple(replace(c, basis=_refs(c.basis, gone)) for c in section.claims)
    return replace(section, claims=claims, figures=tuple(_figure(f, gone) for f in section.figures))

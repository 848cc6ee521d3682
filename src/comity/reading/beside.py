"""Proposals held beside the ledger: what says the same already, and what does not fit what it holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from comity.evidence.contradictions.register import register
from comity.evidence.proposing import propose
from comity.evidence.shingles import likeness
from comity.evidence.statement import Statement
from comity.reading.proposal import Proposal
from comity.terms.dated import Dated

_ALIKE = 0.4
"""Likeness of claims or quotations from which on two rows of one pair and about one date are told as alike."""
_NEAR = 3
"""Days between two reports of one event."""
_EMPTY = dict.fromkeys(name for name in Statement.__slots__)


def beside(proposals: Sequence[Proposal], ledger: Sequence[Statement], as_of: date) -> tuple[Proposal, ...]:
    """The proposals, each with the ids of statements that are alike, and of those that it does not fit."""
    by_pair: dict[frozenset[str], list[Statement]] = defaultdict(list)
    for s in ledger:
        by_pair[frozenset((s.a, s.b))].append(s)
    against = _against(proposals, ledger, as_of)
    return tuple(
        replace(p, alike=_alike(p, by_pair[frozenset((p.cells["a"], p.cells["b"]))]), against=against.get(place, ()))
        for place, p in enumerate(proposals)
    )


def _alike(p: Proposal, held: Iterable[Statement]) -> tuple[str, ...]:
    return tuple(s.id for s in held if _same(p, s))


def _same(p: Proposal, s: Statement) -> bool:
    """Whether a statement tells the same: of one kind about one day, or in nearly the same words."""
    if s.quote and likeness(p.quote, s.quote) >= _ALIKE:
        return True
    if not p.cells.get("date"):
        return False
    one, other = Dated.parse(p.cells["date"]), s.when
    gap = max((one.start - other.end).days, (other.start - one.end).days)
    if gap > _NEAR or p.cells.get("kind") != s.kind:
        return False
    close = one.precision == other.precision == "day"
    return close or likeness(p.cells.get("claim", ""), s.claim) >= _ALIKE


def _against(proposals: Sequence[Proposal], ledger: Sequence[Statement], as_of: date) -> Mapping[int, tuple[str, ...]]:
    """Place of a proposal -> ids of the statements with which the register of contradictions would name it."""
    drafts = {f"\x1f{place}": s for place, p in enumerate(proposals) if p.likely and (s := _as_statement(p, place))}
    if not drafts or not ledger:
        return {}
    ids = {s.id for s in ledger}
    found: dict[int, list[str]] = defaultdict(list)
    for entry in register([propose(s) for s in (*ledger, *drafts.values())], as_of):
        others = [row for row in entry.rows if row in ids]
        for row in entry.rows:
            if row in drafts and others:
                found[int(row[1:])] += others
    return {place: tuple(dict.fromkeys(rows)) for place, rows in found.items()}


def _as_statement(p: Proposal, place: int) -> Statement | None:
    if not p.cells.get("date"):
        return None
    cells = {name: p.cells.get(name, "") for name in _EMPTY}
    return Statement(**{**cells, "id": f"\x1f{place}", "origin": "a proposal"})  # type: ignore[arg-type]

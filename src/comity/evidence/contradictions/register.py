"""The register: every kind of contradiction looked for in a study's statements as of a day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, partial

from comity.evidence.contradictions.aged import stale_figures, undated_figures
from comity.evidence.contradictions.counts import counts_out_of_order, false_firsts
from comity.evidence.contradictions.dates import ambiguous_dates, conflicting_dates, date_order
from comity.evidence.contradictions.echo import one_origin
from comity.evidence.contradictions.entry import Entry, kinds
from comity.evidence.contradictions.intentions import moved_dates, plans_as_facts, there_and_not
from comity.evidence.contradictions.likeness import Likeness
from comity.evidence.contradictions.office import Term, impossible_attributions
from comity.evidence.contradictions.quantity import quantity
from comity.evidence.contradictions.sides import denials, one_sided, other_versions, walk_backs
from comity.evidence.contradictions.values import conflicting_values, parts_and_wholes
from comity.evidence.statement import Statement

Rule = Callable[[Sequence[Statement], Likeness], Iterator[Entry]]

ON_FIGURES: tuple[Callable[..., Iterator[Entry]], ...] = (
    conflicting_values,
    parts_and_wholes,
    undated_figures,
    stale_figures,
    one_origin,
)
"""Rules that compare figures: they are also given what each statement measures, by id."""
RULES: tuple[Rule, ...] = (
    plans_as_facts,
    moved_dates,
    there_and_not,
    conflicting_dates,
    date_order,
    ambiguous_dates,
    walk_backs,
    denials,
    one_sided,
    counts_out_of_order,
    false_firsts,
    other_versions,
)
_BY_NOTE = frozenset({"other_version", "self_doubt"})
_SELF_EXPLAINED = frozenset({"impossible_attribution", "ambiguous_date", "walk_back", "plan_as_fact", "stale_figure"})


def register(
    statements: Sequence[Statement],
    as_of: date,
    leaders: Sequence[Term] = (),
    progress: Callable[[str], None] | None = None,
) -> tuple[Entry, ...]:
    """Entries in the order of `kinds.csv`, then of their rows. `statements` are as `Study.evidence` gives them, with
    what `propose` proposes; `leaders` are dated terms in office, if there are any; `progress` is told of each step.

    A note that only repeats what the rows themselves show adds no entry of its own.
    """
    known = sorted((s for s in statements if s.known_by <= as_of), key=lambda s: (s.date, s.id))
    likeness = Likeness(known)
    measured = {s.id: q for s in known if (q := quantity(s)) is not None}
    on_figures = (partial(rule, measured=measured) for rule in ON_FIGURES)
    rules: tuple[Rule, ...] = (*on_figures, *RULES, partial(impossible_attributions, leaders=leaders))
    by_rows: dict[tuple[str, tuple[str, ...]], Entry] = {}
    for step, rule in enumerate(rules, 1):
        by_rows |= {(e.kind, e.rows): e for e in rule(known, likeness)}
        if progress is not None:
            progress(f"step {step} of {len(rules)}: {len(by_rows):,} contradictions so far")
    found = by_rows.values()
    covered = _Covered([e for e in found if e.kind not in _BY_NOTE], {s.id: s for s in known})
    kept = [e for e in found if e.kind not in _BY_NOTE or not covered(e)]
    order = {kind: n for n, kind in enumerate(kinds())}
    return tuple(sorted(_widest(kept), key=lambda e: (order[e.kind], e.rows)))


class _Covered:
    """Whether an entry already says what a note says: the note's rows and every figure in it are there."""

    def __init__(self, shown: Sequence[Entry], by_id: dict[str, Statement]) -> None:
        self._by_id = by_id
        self._wider = _Wider(shown)
        self._in_rows = cache(self._find)

    def __call__(self, noted: Entry) -> bool:
        """Asked of an entry that a note made."""
        figures = re.findall(r"\d+(?:\.\d+)?", noted.words)
        return any(self._covers(shown, noted, figures) for shown in self._wider.than(noted))

    def _covers(self, shown: Entry, noted: Entry, figures: list[str]) -> bool:
        if shown.kind in _SELF_EXPLAINED or (noted.kind == "self_doubt" and len(shown.rows) > 1):
            return True
        return len(shown.rows) > 1 and bool(figures) and all(self._in_rows(shown.rows, f) for f in figures)

    def _find(self, rows: tuple[str, ...], figure: str) -> bool:
        held = (self._by_id[row] for row in rows)
        return any(figure in f"{s.value} {s.date} {s.claim}" for s in held)


class _Wider:
    """Finds the entries that hold all rows of another, by the row of it that the fewest entries hold."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._held: dict[str, list[tuple[Entry, frozenset[str]]]] = defaultdict(list)
        for e in entries:
            rows = frozenset(e.rows)
            for row in rows:
                self._held[row].append((e, rows))

    def than(self, e: Entry) -> Iterator[Entry]:
        """Entries whose rows are those of `e` or more."""
        rows = frozenset(e.rows)
        fewest = min((self._held.get(row, []) for row in rows), key=len, default=[])
        return (other for other, held in fewest if rows <= held)


def _widest(entries: Sequence[Entry]) -> list[Entry]:
    """The entries whose rows are not part of those of another entry of their kind."""
    wider = {kind: _Wider(e for e in entries if e.kind == kind) for kind in {e.kind for e in entries}}
    return [e for e in entries if all(set(o.rows) == set(e.rows) for o in wider[e.kind].than(e))]

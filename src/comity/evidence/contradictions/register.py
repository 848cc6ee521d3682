"""The register: every kind of contradiction looked for in a study's statements as of a day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial

from comity.evidence.contradictions.aged import stale_figures, undated_figures
from comity.evidence.contradictions.counts import counts_out_of_order, false_firsts
from comity.evidence.contradictions.dates import ambiguous_dates, conflicting_dates, date_order
from comity.evidence.contradictions.echo import one_origin
from comity.evidence.contradictions.entry import Entry, kinds
from comity.evidence.contradictions.intentions import moved_dates, plans_as_facts, there_and_not
from comity.evidence.contradictions.office import Term, impossible_attributions
from comity.evidence.contradictions.sides import denials, one_sided, other_versions, walk_backs
from comity.evidence.contradictions.text import Likeness
from comity.evidence.contradictions.values import conflicting_values, parts_and_wholes
from comity.evidence.statement import Statement

Rule = Callable[[Sequence[Statement], Likeness], Iterator[Entry]]

RULES: tuple[Rule, ...] = (
    conflicting_values,
    parts_and_wholes,
    undated_figures,
    stale_figures,
    one_origin,
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


def register(statements: Sequence[Statement], as_of: date, leaders: Sequence[Term] = ()) -> tuple[Entry, ...]:
    """Entries in the order of `kinds.csv`, then of their rows. `leaders` are dated terms in office, if there are any.

    A note that only repeats what the rows themselves show adds no entry of its own.
    """
    known = sorted((s for s in statements if s.known_by <= as_of), key=lambda s: (s.date, s.id))
    likeness = Likeness(known)
    rules: tuple[Rule, ...] = (*RULES, partial(impossible_attributions, leaders=leaders))
    found = {(e.kind, e.rows): e for rule in rules for e in rule(known, likeness)}.values()
    by_id = {s.id: s for s in known}
    shown = [e for e in found if e.kind not in _BY_NOTE]
    kept = [e for e in found if e.kind not in _BY_NOTE or not any(_covers(o, e, by_id) for o in shown)]
    kept = [e for e in kept if not any(e.kind == o.kind and set(e.rows) < set(o.rows) for o in kept)]
    order = {kind: n for n, kind in enumerate(kinds())}
    return tuple(sorted(kept, key=lambda e: (order[e.kind], e.rows)))


def _covers(shown: Entry, noted: Entry, by_id: dict[str, Statement]) -> bool:
    """Whether an entry already says what a note says: the note's rows and every figure in it are there."""
    if not set(noted.rows) <= set(shown.rows):
        return False
    if shown.kind in _SELF_EXPLAINED or (noted.kind == "self_doubt" and len(shown.rows) > 1):
        return True
    held = " ".join(f"{by_id[i].value} {by_id[i].date} {by_id[i].claim}" for i in shown.rows)
    figures = re.findall(r"\d+(?:\.\d+)?", noted.words)
    return len(shown.rows) > 1 and bool(figures) and all(f in held for f in figures)

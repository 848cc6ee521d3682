"""Plans told as facts, promises whose date moved, and things said to be there and said not to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from comity.evidence.contradictions.cues import cue, cued
from comity.evidence.contradictions.entry import Entry, cited, listed
from comity.evidence.contradictions.likeness import Likeness
from comity.evidence.contradictions.neighbours import Shelf, by_state_and_sector, components, near_pairs, parties
from comity.evidence.contradictions.text import words
from comity.evidence.promises import due_of, is_promise
from comity.evidence.statement import Statement
from comity.terms.dated import Dated

_DEEDS = ("project", "flow", "agreement", "act")
_RUNNING = ("project", "flow", "institution")
ALIKE, ANNOUNCED = 0.3, 0.1
"""Likeness of a plan to what is told of it as done, and to what is said not to be in effect yet."""


def plans_as_facts(statements: Sequence[Statement], likeness: Likeness) -> Iterator[Entry]:
    """Words that tell an intention as done, and things told as done that later statements still only plan."""
    told: set[str] = set()
    not_yet, denied = cued("not_yet", statements), cued("negation", statements)
    plans = [s for s in statements if s.status == "plan"]
    announced = Shelf(plans, lambda s: ((parties(s), s.sector, s.kind),))
    planned = Shelf(plans, by_state_and_sector)
    for s in statements:
        earlier = []
        if s.status == "plan" and s.id in not_yet:
            before = announced.before(((parties(s), s.sector, s.kind),), s.date)
            earlier = [p for p in before if likeness.of(p, s) >= ANNOUNCED][-3:]
        if earlier:
            what = f"Announced {' '.join(map(cited, earlier))}, and said not to be in effect {cited(s)}."
            yield Entry("plan_as_fact", (*(p.id for p in earlier), s.id), what)
        if cue("as_done", s) or (s.status != "plan" and cue("doubtful_fact", s)):
            told.add(s.id)
            after = planned.after(by_state_and_sector(s), s.date)
            later = [p for p in after if likeness.same_thing(s, p, ALIKE)][:3]
            what = f"An intention is told as done {cited(s)}"
            what += f"; it is still a plan later {' '.join(map(cited, later))}." if later else "."
            yield Entry("plan_as_fact", (s.id, *(p.id for p in later)), what)

    def as_fact(s: Statement) -> bool:
        told_so = s.status in ("reported", "in_force") and s.kind in ("agreement", "act", "statement")
        return told_so and s.id not in told and s.id not in denied

    for s, p in near_pairs(statements, lambda s: (parties(s), s.sector), as_fact, lambda s: s.status == "plan"):
        if p.date > s.date and likeness.same_thing(s, p, 0.5):
            what = f"Told as a fact {cited(s)}, and later still planned {cited(p)}."
            yield Entry("plan_as_fact", (s.id, p.id), what)


def moved_dates(statements: Sequence[Statement], likeness: Likeness) -> Iterator[Entry]:
    """One thing promised for different years, announced again after half a year, or done after its year."""
    pairs = []
    for x, y in near_pairs(statements, lambda s: s.sector or "-", is_promise, lambda s: is_promise(s) or _is_deed(s)):
        if _together(x, y) or not parties(x) & parties(y):
            continue
        if not likeness.same_thing(x, y, 0.22 if parties(x) == parties(y) else ALIKE):
            continue
        due = due_of(x)[0]
        again = is_promise(y) and y.when.year > x.when.year
        done = _is_deed(y) and parties(x) == parties(y)
        late = done and bool(due) and y.when.year > Dated.parse(due).year
        if again or late:
            pairs.append((x, y))
    for group in components(pairs):
        what = f"One promise, {len(group)} dates: {listed(group, _promised)}."
        yield Entry("moved_date", tuple(s.id for s in group), what)


def _together(x: Statement, y: Statement) -> bool:
    """Whether both are dated by the same month, or by the same year alone."""
    return (x.when.year, x.when.month) == (y.when.year, y.when.month)


def _promised(s: Statement) -> str:
    due = due_of(s)[0]
    return f"{f'due {due}' if due else s.status.replace('_', ' ')} {cited(s)}"


def _is_deed(s: Statement) -> bool:
    return s.status in ("delivered", "in_force") and s.kind in _DEEDS


def there_and_not(statements: Sequence[Statement], likeness: Likeness) -> Iterator[Entry]:
    """A service, agreement or mission on record, and a later statement that there is none."""
    last: dict[str, tuple[Statement, Statement]] = {}
    absent = cued("negation", statements)

    def runs(s: Statement) -> bool:
        return s.id not in absent and s.status in ("delivered", "in_force") and s.kind in _RUNNING

    for x, y in near_pairs(statements, lambda s: (parties(s), s.sector), runs, lambda s: s.id in absent):
        said = cue("negation", y)
        if (
            x.date < y.date
            and y.status != "ended"
            and said
            and (words(said[0]) & likeness.words_of(x) or likeness.of(x, y) >= 0.1)
        ):
            last[y.id] = (x, y)
    for x, y in last.values():
        what = f"On record {cited(x)}, and later said not to be there {cited(y)}; no row reports its end."
        yield Entry("not_there", (x.id, y.id), what)

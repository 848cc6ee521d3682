"""Plans told as facts, promises whose date moved, and things said to be there and said not to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from comity.evidence.contradictions.entry import Entry, cited
from comity.evidence.contradictions.neighbours import components, near_pairs, parties
from comity.evidence.contradictions.text import Likeness, cue, cued, words
from comity.evidence.promises import due_of, is_promise
from comity.evidence.statement import Statement

_DEEDS = ("project", "flow", "agreement", "act")
_RUNNING = ("project", "flow", "institution")
ALIKE = 0.3


def plans_as_facts(statements: Sequence[Statement], likeness: Likeness) -> Iterator[Entry]:
    """Words that tell an intention as done, and things told as done that later statements still only plan."""
    told: set[str] = set()
    not_yet, denied = cued("not_yet", statements), cued("negation", statements)
    for s in statements:
        waiting = s.status == "plan" and s.id in not_yet
        earlier = [p for p in statements if p.date < s.date and _announced(p, s, likeness)][-3:] if waiting else []
        if earlier:
            what = f"Announced {' '.join(map(cited, earlier))}, and said not to be in effect {cited(s)}."
            yield Entry("plan_as_fact", (*(p.id for p in earlier), s.id), what)
        if cue("as_done", s) or (s.status != "plan" and cue("doubtful_fact", s)):
            told.add(s.id)
            later = [p for p in statements if p.date > s.date and _still_planned(s, p, likeness)][:3]
            what = f"An intention is told as done {cited(s)}"
            what += f"; it is still a plan later {' '.join(map(cited, later))}." if later else "."
            yield Entry("plan_as_fact", (s.id, *(p.id for p in later)), what)
    for s, p in near_pairs(statements, lambda s: (parties(s), s.sector)):
        if s.id in told or s.status not in ("reported", "in_force") or s.kind not in ("agreement", "act", "statement"):
            continue
        if s.id not in denied and p.date > s.date and _still_planned(s, p, likeness, 0.5):
            what = f"Told as a fact {cited(s)}, and later still planned {cited(p)}."
            yield Entry("plan_as_fact", (s.id, p.id), what)


def _still_planned(s: Statement, p: Statement, likeness: Likeness, least: float = ALIKE) -> bool:
    if p.status != "plan" or p.sector != s.sector or not parties(p) & parties(s):
        return False
    return likeness.same_subject(s, p, least)


def _announced(p: Statement, s: Statement, likeness: Likeness) -> bool:
    """Whether `p` announced what `s` says is not yet in effect."""
    if p.status != "plan" or p.kind != s.kind:
        return False
    return p.sector == s.sector and parties(p) == parties(s) and likeness.of(p, s) >= 0.1


def moved_dates(statements: Sequence[Statement], likeness: Likeness) -> Iterator[Entry]:
    """One thing promised for different years, announced again after half a year, or done after its year."""
    pairs = []
    for x, y in near_pairs(statements, lambda s: s.sector or "-"):
        if not is_promise(x) or x.date[:7] == y.date[:7] or not parties(x) & parties(y):
            continue
        if not likeness.same_subject(x, y, 0.22 if parties(x) == parties(y) else ALIKE):
            continue
        due = due_of(x)[0]
        again = is_promise(y) and int(y.date[:4]) > int(x.date[:4])
        done = y.status in ("delivered", "in_force") and y.kind in _DEEDS and parties(x) == parties(y)
        late = done and bool(due) and y.date[:4] > due[:4]
        if again or late:
            pairs.append((x, y))
    for group in components(pairs):
        dues = [f"due {due_of(s)[0]}" if due_of(s)[0] else s.status.replace("_", " ") for s in group]
        steps = "; ".join(f"{due} {cited(s)}" for s, due in zip(group, dues, strict=True))
        yield Entry("moved_date", tuple(s.id for s in group), f"One promise, {len(group)} dates: {steps}.")


def there_and_not(statements: Sequence[Statement], likeness: Likeness) -> Iterator[Entry]:
    """A service, agreement or mission on record, and a later statement that there is none."""
    last: dict[str, tuple[Statement, Statement]] = {}
    absent = cued("negation", statements)
    for x, y in near_pairs(statements, lambda s: (parties(s), s.sector)):
        if y.id not in absent or x.id in absent or x.status not in ("delivered", "in_force") or x.kind not in _RUNNING:
            continue
        said = cue("negation", y)
        if x.date < y.date and said and (words(said[0]) & words(x.claim) or likeness.of(x, y) >= 0.1):
            last[y.id] = (x, y)
    for x, y in last.values():
        what = f"On record {cited(x)}, and later said not to be there {cited(y)}; no row reports its end."
        yield Entry("not_there", (x.id, y.id), what)

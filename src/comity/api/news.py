"""What changed between two editions, told as news: what matters most comes first, each sentence with its row."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.terms.period import parse_as_of
from comity.terms.question import question
from comity.terms.ref import source_of
from comity.terms.unit import format_value
from comity.terms.wording import day_name, month_name

if TYPE_CHECKING:
    from comity.api.affected import Affected
    from comity.atlas.between import Move
    from comity.dossier.assessment import Assessment
    from comity.dossier.measurement import MeasureRow
    from comity.dossier.statement import EvidenceRow, PromiseRow

_KIND = {
    "agreement": 0.9,
    "act": 0.85,
    "visit": 0.7,
    "incident": 0.8,
    "project": 0.7,
    "mediation": 0.7,
    "institution": 0.55,
    "vote": 0.5,
    "statement": 0.45,
    "contact": 0.35,
}
"""How much a reader needs to hear of a kind of event. Flows and stocks are told as figures, not as events."""
_FIRST = re.compile(r"\bfirst\b|\bno \w+.{0,40}\b(before|had come)\b|\bfor \w+ years\b", re.IGNORECASE)
_HIGH = re.compile(r"(?<!deputy )(?<!vice )\b(president|prime minister)\b", re.IGNORECASE)
MOST_EVENTS, MOST_OF_A_DAY, MOST_FIGURES, MOST_OTHERS = 12, 2, 10, 6
_MOVED = 0.2
"""Share by which a figure without interval must change to be news."""


@dataclass(frozen=True, slots=True)
class Item:
    """One sentence of news: importance from 0 to 1, its heading, and the ids that it rests on."""

    importance: float
    heading: str
    sentence: str
    refs: tuple[str, ...] = ()


def news(before: Assessment, after: Assessment) -> list[Item]:
    """All items, by importance and then by date; empty when the two editions say the same."""
    parts: tuple[Callable[[Assessment, Assessment], Iterator[Item]], ...] = (
        _withdrawn,
        _read_otherwise,
        _judged,
        _happened,
        _answerable,
        _events,
        _learned,
        _figures,
        _kept,
        _contradicted,
    )
    found = [item for part in parts for item in part(before, after)]
    return sorted(found, key=lambda item: -item.importance)


def headline(before: Assessment, after: Assessment) -> str:
    """The line above the news."""
    names = f"{after.dyad.a_name} and {after.dyad.b_name}"
    return f"{names}: what changed between {day_name(before.as_of)} and {day_name(after.as_of)}"


def _spoken(text: str) -> str:
    """`2016-12-14` as `14 December 2016`; months and years likewise."""
    return month_name(text) if len(text) == 7 else text if len(text) == 4 else day_name(parse_as_of(text))


def _withdrawn(before: Assessment, after: Assessment) -> Iterator[Item]:
    """Rows and sources that the new edition no longer stands on, and what they had fed."""
    from comity.api.affected import affected

    kept = {e.id for e in after.evidence}
    for e in before.evidence:
        if e.id not in kept:
            fed = _fed(affected(before, e.id))
            yield Item(1.0, "Withdrawn", f"{e.id} ({e.source}) no longer counts{fed}.", (e.id,))
    for gone in sorted({source_of(i.id) for i in before.inputs} - {source_of(i.id) for i in after.inputs}):
        fed = _fed(affected(before, gone))
        yield Item(0.95, "Withdrawn", f"The source {gone} is no longer used{fed}.", (gone,))
    old = {e.id: e for e in before.evidence}
    for e in after.evidence:
        was = old.get(e.id)
        if was is not None and (was.claim, was.value, was.grade, was.date) != (e.claim, e.value, e.grade, e.date):
            changed = f"{e.id} now reads: {e.claim} (grade {was.grade} before, {e.grade} now)"
            yield Item(0.94, "Corrected", f"{changed}{_fed(affected(after, e.id))}.", (e.id,))


def _fed(found: Affected) -> str:
    fed = [*found.judgements, *found.findings]
    return f"; it fed {', '.join(fed)}" if fed else "; no judgement rested on it"


def _judged(before: Assessment, after: Assessment) -> Iterator[Item]:
    """Key judgements that are new or gone, and those whose likelihood or confidence moved."""
    old = {j.findings[0]: j for j in before.page1.judgements}
    new = {j.findings[0]: j for j in after.page1.judgements}
    known = {f.id for f in before.findings}
    for n, (name, j) in enumerate(new.items()):
        if name not in old:
            how = "New among the key judgements" if name in known else "New"
            yield Item(0.9 - n / 100, "Judgements", f"{how}: {j.text}", (j.id, name))
        elif j.confidence != old[name].confidence:
            change = f"Confidence went from {old[name].confidence} to {j.confidence}: {j.text}"
            yield Item(0.88, "Judgements", change, (j.id, name))
    standing = {f.id for f in after.findings}
    for name, j in old.items():
        if name not in new and name not in standing:
            yield Item(0.7, "Judgements", f"No longer said: {j.text}", (j.id, name))


def _read_otherwise(before: Assessment, after: Assessment) -> Iterator[Item]:
    """That the two are now another kind of relationship."""
    was, now = before.page1.kind, after.page1.kind
    if was.id != now.id and was.name != "not told":
        yield Item(0.98, "Judgements", f"They are now read as {now.name}; before as {was.name}.", now.reason.basis)


def _happened(before: Assessment, after: Assessment) -> Iterator[Item]:
    """Events of the chronicle since the earlier edition; what only a full account tells is left out."""
    known = {e.id for e in before.chronicle}
    for e in after.chronicle:
        if e.id not in known and e.weight > 1 and parse_as_of(e.date) > before.as_of:
            when = _spoken(e.date)
            yield Item(0.6 + e.weight / 10, "Events", f"{e.what.rstrip('.')} ({when}).", (e.id,))


def _answerable(before: Assessment, after: Assessment) -> Iterator[Item]:
    """Questions that can be answered now and could not then, or the reverse."""
    old = {c.question: c for c in before.coverage}
    answers = {s.id: s.answer for s in after.sections}
    for c in after.coverage:
        was = old.get(c.question)
        if was is not None and was.state != c.state:
            title = question(c.question).title
            if c.state == "answered":
                yield Item(0.86, "Answers", f"{title} can be answered now. {answers[c.question]}", (c.question,))
            else:
                now = c.state.replace("_", " ")
                yield Item(0.86, "Answers", f"{title} is {now} now ({c.reason}); it was {was.state.replace('_', ' ')}.")


def _new_rows(before: Assessment, after: Assessment) -> list[EvidenceRow]:
    known = {e.id for e in before.evidence}
    return [e for e in after.evidence if e.id not in known]


def _weight(e: EvidenceRow, it: Assessment) -> float:
    pair = {e.a, e.b} == {it.dyad.a, it.dyad.b}
    weight = _KIND.get(e.kind, 0.0)
    weight *= {"A": 1.0, "B": 1.0, "C": 0.8}.get(e.grade[:1], 0.5) * (1.0 if e.grade[1:2] in "123" else 0.4)
    weight *= 0.9 if e.status == "plan" else 1.0
    weight += (0.2 if _FIRST.search(e.claim) else 0.0) + (0.15 if _HIGH.search(e.claim) else 0.0)
    return weight if pair else 0.6 * weight


def _events(before: Assessment, after: Assessment) -> Iterator[Item]:
    """The weightiest things that happened since, in the order of time within their heading."""
    rows = [e for e in _new_rows(before, after) if parse_as_of(e.date) > before.as_of and e.kind in _KIND]
    days: dict[str, list[EvidenceRow]] = {}
    for e in sorted(rows, key=lambda e: -_weight(e, after)):
        days.setdefault(e.date, []).append(e)
    top = sorted(list(days.items())[:MOST_EVENTS], key=lambda day: day[0])
    for n, (when, held) in enumerate(top):
        said = f"{_spoken(when)}: {' '.join(f'{e.claim} [{e.id}, {e.grade}]' for e in held[:MOST_OF_A_DAY])}"
        said += f" {len(held) - MOST_OF_A_DAY} more of that date." if len(held) > MOST_OF_A_DAY else ""
        yield Item(0.93 - n / 1000, "What happened", said, tuple(e.id for e in held))
    told = sum(len(held) for _, held in top)
    if len(rows) > told:
        rest = f"{_count(len(rows) - told, 'further event is', 'further events are')} in the evidence."
        yield Item(0.93 - len(top) / 1000, "What happened", rest)


def _learned(before: Assessment, after: Assessment) -> Iterator[Item]:
    """What came to light since about the time before."""
    rows = [e for e in _new_rows(before, after) if parse_as_of(e.date) <= before.as_of]
    rows = sorted(rows, key=lambda e: -_weight(e, after))[:MOST_OTHERS]
    for n, e in enumerate(sorted(rows, key=lambda e: e.date)):
        said = f"Of {_spoken(e.date)}, known only since {_spoken(e.published) if e.published else 'later'}: {e.claim}"
        yield Item(0.6 - n / 1000, "Learned since", f"{said} [{e.id}, {e.grade}]", (e.id,))


def _figures(before: Assessment, after: Assessment) -> Iterator[Item]:
    """Newest values of series that moved by more than their intervals, or by a fifth where they have none."""
    old, new = _newest(before), _newest(after)
    titles = {m.measure: m.title for m in after.methods}
    own = {after.dyad.a, after.dyad.b}
    names = {after.dyad.a: after.dyad.a_name, after.dyad.b: after.dyad.b_name}
    mutual = {m.measure for m in after.measures if (m.measure, m.b, m.a) not in new}
    moved = []
    for key, m in new.items():
        was = old.get(key)
        if was is None or was.period == m.period or not ({m.a, m.b} - {"-"}) <= own:
            continue
        then, now = format_value(was.value, m.unit), format_value(m.value, m.unit)
        if m.unit != "years" and then != now and (size := _movement(was, m)) > 0:
            way = "rose" if (m.value or 0) > (was.value or 0) else "fell"
            title = titled(titles.get(m.measure, m.measure), m, names, mutual)
            said = f"{title} {way} from {then} in {_spoken(was.period)} to {now} in {_spoken(m.period)}."
            moved.append((size, said, m.id))
    moved.sort(key=lambda one: -one[0])
    for n, (_, said, ref) in enumerate(moved[:MOST_FIGURES]):
        yield Item(0.75 - n / 1000, "Figures", said[:1].upper() + said[1:], (ref,))


def _movement(was: MeasureRow, now: MeasureRow) -> float:
    """How far a value moved, as a share of the larger; 0 where the intervals overlap or the change is small."""
    assert was.value is not None and now.value is not None
    if None not in (was.low, was.high, now.low, now.high) and was.low != was.high:
        assert was.low is not None and was.high is not None and now.low is not None and now.high is not None
        if was.low <= now.high and now.low <= was.high:
            return 0.0
    largest = max(abs(was.value), abs(now.value))
    share = abs(now.value - was.value) / largest if largest else 0.0
    return share if share >= _MOVED else 0.0


def titled(title: str, m: MeasureRow | Move, names: Mapping[str, str], mutual: Collection[str]) -> str:
    """A measure's title with the two states in the place of a and b; of one that is not `mutual` it says which way."""
    if m.b != "-" and re.search(r"\ba\b", title) and re.search(r"\bb\b", title):
        both = {"a": names.get(m.a, m.a), "b": names.get(m.b, m.b)}
        return re.sub(r"\b[ab]\b", lambda letter: both[letter[0]], title)
    if m.b == "-":
        return f"{title} ({names.get(m.a, m.a)})"
    return title if m.measure in mutual else f"{title} ({names.get(m.a, m.a)} to {names.get(m.b, m.b)})"


def _count(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"


def _newest(it: Assessment) -> dict[tuple[str, str, str], MeasureRow]:
    found: dict[tuple[str, str, str], MeasureRow] = {}
    for m in it.measures:
        key = (m.measure, m.a, m.b)
        if m.value is not None and (key not in found or m.period >= found[key].period):
            found[key] = m
    return found


def _kept(before: Assessment, after: Assessment) -> Iterator[Item]:
    """Promises whose state changed, and the new ones."""
    old = {p.row: p for p in before.promises}
    claims = {e.id: e.claim.rstrip(".") for e in after.evidence}
    n = 0
    for p in after.promises:
        was = old.get(p.row)
        if was is not None and was.state != p.state:
            yield Item(0.72 - n / 1000, "Promises", _fate(p, claims), (p.row,))
            n += 1
    fresh = [p for p in after.promises if p.row not in old]
    late = [p for p in fresh if p.state in ("overdue", "done late")]
    for p in late[:MOST_OTHERS]:
        yield Item(0.71 - n / 1000, "Promises", _fate(p, claims), (p.row,))
        n += 1
    if fresh:
        done = sum(p.state in ("done", "done late") for p in fresh)
        plans = _count(len(fresh), "plan was", "plans were")
        said = f"{plans} announced since; {_count(done, 'is', 'are')} on record as done."
        yield Item(0.71 - n / 1000, "Promises", said)


def _fate(p: PromiseRow, claims: dict[str, str]) -> str:
    due = f", due {p.due}" if p.due else ""
    by = f" by {p.deed}{', inferred' if p.deed_inferred else ''}" if p.deed else ""
    return f"{p.state.capitalize()}{by}: {claims.get(p.row, p.row)} (announced {_spoken(p.announced)}{due}) [{p.row}]"


def _contradicted(before: Assessment, after: Assessment) -> Iterator[Item]:
    """Contradictions that are new, and how many went."""
    known = {c.id for c in before.contradictions}
    fresh = [c for c in after.contradictions if c.id not in known]
    for n, c in enumerate(fresh[:MOST_OTHERS]):
        yield Item(0.5 - n / 1000, "Contradictions", f"{c.label.capitalize()}: {c.what}", (c.id, *c.rows))
    if len(fresh) > MOST_OTHERS:
        said = f"{len(fresh) - MOST_OTHERS} more contradictions entered the register."
        yield Item(0.5 - MOST_OTHERS / 1000, "Contradictions", said)
    gone = known - {c.id for c in after.contradictions}
    if gone:
        yield Item(
            0.45,
            "Contradictions",
            f"{len(gone)} entries of the register no longer stand as they were.",
            tuple(sorted(gone)),
        )

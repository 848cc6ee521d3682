"""Every difference between two editions, one row each: what the text of `comity diff` tells, and all it leaves out."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.errors import UserError
from comity.terms.ref import series_of
from comity.terms.unit import copied, percent

if TYPE_CHECKING:
    from comity.dossier.assessment import Assessment
    from comity.dossier.finding import Estimate, Finding, KeyJudgement, Likelihood
    from comity.dossier.measurement import MeasureRow

Row = tuple[str, str, str | None, str | None]
"""What it is, its id, and what it said before and says after; None where it was not there."""

MOST_TOLD = 6
_MADE = {"schema_", "comity", "command", "as_of", "known_on", "edition", "dyad"}
"""Fields that say how and when an edition was made, not what it says."""
_CONTENT = {
    "answer": "{id} answers otherwise.",
    "finding": "{id} is worded otherwise.",
    "judgement": "{id} is worded otherwise.",
    "estimate": "The estimate of {id} went from {before} to {after}.",
    "measurement": "{id} went from {before} to {after}.",
    "newest value": "{id} went from {before} to {after}.",
    "likelihood": "The likelihood of {id} went from {before} to {after}.",
    "confidence": "The confidence in {id} went from {before} to {after}.",
}


def changes(before: Assessment, after: Assessment) -> list[Row]:
    """Rows of what is new, gone or different, the most telling kinds first; empty when both say the same."""
    kinds: list[tuple[str, dict[str, str], dict[str, str]]] = [
        (kind, dict(one), dict(two)) for (kind, one), (_, two) in zip(_said(before), _said(after), strict=True)
    ]
    rows = [
        (kind, key, one.get(key), two.get(key))
        for kind, one, two in kinds
        for key in dict.fromkeys([*one, *two])
        if one.get(key) != two.get(key)
    ]
    rows += _remeasured(before, after)
    return rows + list(_otherwise(before, after, {key for _, key, _, _ in rows}))


def untold(rows: Iterable[Row], told: Collection[str]) -> list[str]:
    """Sentences on the changes whose ids no other sentence names: each if they are few, else how many of what kind."""
    named = {*told, *(series_of(ref) for ref in told)}
    left = [row for row in rows if row[1] not in named]
    if len(left) <= MOST_TOLD:
        return [_sentence(*row) for row in left]
    counts = Counter((kind, _how(before, after).removeprefix("is ")) for kind, _, before, after in left)
    return [f"Besides: {', '.join(_count(n, kind, how) for (kind, how), n in counts.items())}."]


def _count(n: int, kind: str, how: str) -> str:
    many = "s" if n > 1 and kind != "evidence" else ""
    return f"{n} {'rows of ' * (kind == 'evidence')}{kind}{many} {how}"


def expect_order(old: Path, new: Path, before: Assessment, after: Assessment) -> None:
    """Refuse two editions in the wrong order: what was withdrawn would be told as learned."""
    for clock in ("as_of", "known_on"):
        one, two = getattr(before, clock, None), getattr(after, clock, None)
        if one is not None and two is not None and one > two:
            said = clock.replace("_", "-")
            raise UserError(f"{old} ({said} {one}) is later than {new} ({said} {two}); give the earlier edition first")
    from comity.report.shelf import number

    places = [p if p.is_dir() else p.parent for p in (old.resolve(), new.resolve())]
    made = [number(p) for p in places]
    if places[0].parent == places[1].parent and None not in made and made[0] > made[1]:  # type: ignore[operator]
        raise UserError(f"{old} was made after {new}; give the earlier edition first")


def _said(it: Assessment) -> Iterator[tuple[str, Iterable[tuple[str, str]]]]:
    """What an edition says, by kind and id."""
    yield "first page", _first_page(it)
    yield "answer", ((s.id, s.answer) for s in it.sections)
    yield "judgement", ((j.id, j.text) for j in it.page1.judgements)
    yield "finding", ((f.id, f.claim) for f in it.findings)
    yield "estimate", ((f.id, _estimate(f.estimate)) for f in it.findings if f.estimate)
    likely: list[Finding | KeyJudgement] = [*it.findings, *it.page1.judgements]
    yield "likelihood", ((x.id, _likelihood(x.likelihood)) for x in likely if x.likelihood)
    yield "confidence", ((x.id, x.confidence) for x in likely)
    yield "promise", ((p.row, p.state) for p in it.promises)
    yield "contradiction", ((c.id, c.what) for c in it.contradictions)
    yield "forecast", ((f.id, f"{f.statement} ({percent(f.likelihood.probability)})") for f in it.forecasts)
    yield "evidence", ((e.id, e.claim) for e in it.evidence)
    yield "event", ((e.id, e.what) for e in it.chronicle)
    yield "status", ((s.id, s.what) for s in it.status)
    yield "newest value", _newest(it).items()
    yield "source", ((i.id, i.version) for i in it.inputs)


def _first_page(it: Assessment) -> Iterator[tuple[str, str]]:
    """The lines of the first page beside its judgements, each under a name of its own."""
    page = it.page1
    yield "page1.kind", page.kind.name
    yield "page1.bottom_line", page.bottom_line.text
    if page.status:
        yield "page1.status", " ".join(line.text for line in page.status)
    yield from ((f"page1.strip.{c.label}", c.level.text) for c in page.strip)
    if page.watch:
        yield "page1.watch", " ".join(line.what.text for line in page.watch)
    yield "page1.newest", "; ".join(f"{r.name} {r.to}" for r in page.newest)


def _remeasured(before: Assessment, after: Assessment) -> Iterator[Row]:
    """Measurements that both editions hold and that are not the same."""
    old = {m.id: m for m in before.measures}
    for m in after.measures:
        was = old.get(m.id)
        if was is not None and _measured(was) != _measured(m):
            yield "measurement", m.id, _measured(was), _measured(m)


def _otherwise(before: Assessment, after: Assessment, told: set[str]) -> Iterator[Row]:
    """Whatever else differs, by a short hash of its content; what only one edition holds is told by its kind above."""
    one, two = (_flat(it) for it in (before, after))
    for field in dict.fromkeys([*one, *two]):
        old, new = one.get(field), two.get(field)
        if field in _MADE or old == new:
            continue
        kind = field.rstrip("s").replace("_", " ")
        held, holds = _by_id(old), _by_id(new)
        if held is None or holds is None:
            yield "report", field, _hash(old), _hash(new)
            continue
        ids = dict.fromkeys([*held, *holds])
        found = [i for i in ids if held.get(i) != holds.get(i) and i not in told]
        if field == "measures":
            found = [i for i in found if i in held and i in holds]
        yield from ((f"{kind} detail", i, _hash(held.get(i)), _hash(holds.get(i))) for i in found)


def _flat(it: Assessment) -> dict[str, Any]:
    """The content of an edition with the judgements of its first page; the page's lines are told by their text."""
    content = it.model_dump(mode="json")
    return content | {"judgements": content.pop("page1")["judgements"]}


def _by_id(items: Any) -> dict[str, Any] | None:
    """The items of a list by their id; None for what is no list of things with ids."""
    if not isinstance(items, (list, tuple)) or not all(isinstance(x, dict) for x in items):
        return None
    names = [next((str(x[k]) for k in ("id", "row", "question", "measure") if k in x), None) for x in items]
    return None if None in names else dict(zip(map(str, names), items, strict=True))


def _hash(content: Any) -> str | None:
    return None if content is None else f"content {hashlib.sha256(repr(content).encode()).hexdigest()[:12]}"


def _sentence(kind: str, id: str, before: str | None, after: str | None) -> str:
    if before is None or after is None or kind not in _CONTENT:
        return f"{id} ({kind}) {_how(before, after)}."
    return _CONTENT[kind].format(id=id, before=before, after=after)


def _how(before: str | None, after: str | None) -> str:
    return "is new" if before is None else "is gone" if after is None else "changed"


def _estimate(e: Estimate) -> str:
    bounds = "" if e.low is None and e.high is None else f" [{_number(e.low)} to {_number(e.high)}]"
    place = "" if e.percentile is None else f", percentile {copied(e.percentile)} among {e.among}"
    return f"{_number(e.value)} {e.unit}{bounds}{place}"


def _likelihood(likely: Likelihood) -> str:
    return f"{likely.term} ({percent(likely.probability)})"


def _measured(m: MeasureRow) -> str:
    bounds = "" if m.low is None and m.high is None else f" [{_number(m.low)} to {_number(m.high)}]"
    return f"{_number(m.value)} {m.unit}{bounds}, {m.state.replace('_', ' ')}"


def _number(value: float | None) -> str:
    return "none" if value is None else repr(value)


def _newest(report: Assessment) -> dict[str, str]:
    newest: dict[str, tuple[str, str]] = {}
    for m in report.measures:
        key = f"{m.measure}/{m.a}-{m.b}"
        if m.value is not None and m.period >= newest.get(key, ("", ""))[0]:
            newest[key] = (m.period, f"{copied(m.value)} {m.unit} ({m.period})")
    return {key: text for key, (_, text) in newest.items()}

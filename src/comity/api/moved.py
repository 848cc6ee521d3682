"""What came of an update, told as news: sentences for people, and rows for machines that leave nothing out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from comity.api.news import Item, titled
from comity.terms.country import state
from comity.terms.ref import series_ref
from comity.terms.some import some
from comity.terms.unit import copied, format_value, number
from comity.terms.wording import day_name

if TYPE_CHECKING:
    from comity.api.update import Changed, Updated
    from comity.atlas.between import Move, Reach, Revision
    from comity.atlas.manifest import Entry

    Entries = Mapping[str, Entry]

Row = tuple[str, str, str | None, str | None, str | None]
"""What it is, of what, how it was, how it is, and why or how unusual."""

NAMED, TOLD = 3, 12
"""Measures named of a group, and groups told of a kind, before the rest is counted."""
_OUTCOMES = {
    "unchanged": "gave nothing new",
    "pinned": "stand at a fixed address where nothing new comes",
    "by hand": "have no public address for all files",
}


def told(done: Updated, entries: Entries) -> list[Item]:
    """The news, in the order in which it is to be read; `entries` are those of the atlas that was built."""
    parts = (_editions(done), _days(done), _refused(done), _reach(done, entries), _changed(done, entries),
             _revised(done, entries), _due(done), _rest(done))  # fmt: skip
    sentences = [(heading, said) for part in parts for heading, said in part]
    return [Item(1 - n / 10_000, heading, said) for n, (heading, said) in enumerate(sentences)]


def rows(done: Updated) -> Iterator[Row]:
    """Everything as rows."""
    for a in done.asked:
        yield "source", a.source, a.before or None, a.after or None, f"{a.outcome}{': ' * bool(a.says)}{a.says}"
    for day in done.named:
        yield "day", " ".join(done.pair or ()), None, str(day), "names both"
    for r in done.reach:
        yield "reach", r.measure, r.before or None, r.after or None, None
    for each in done.changed:
        for m in each.moves:
            why = f"{number(m.share, 4)} of usual yearly changes are as large"
            yield "change", series_ref(m.measure, m.a, m.b), *_ends(m), why
    for v in done.revised:
        why = f"{v.changed} of {v.rows} values changed, {v.gone} gone, {v.added} added"
        yield "revision", v.measure, " ".join(v.editions_before) or None, " ".join(v.editions) or None, why
    for d in done.due:
        yield "due", d.source, None if d.released is None else str(d.released), str(d.expected), d.standing
    for note in done.notices:
        yield "notice", "", None, None, note


def _ends(m: Move) -> tuple[str, str]:
    return f"{copied(m.before, 15)} ({m.period_before})", f"{copied(m.after, 15)} ({m.period})"


def _editions(done: Updated) -> Iterator[tuple[str, str]]:
    for a in done.asked:
        if a.outcome == "new":
            when = f", known from {day_name(a.known)}" if a.known else ""
            yield "New editions", f"{a.source}: {a.after}{when}{f', in place of {a.before}' if a.before else ''}."
        if a.outcome == "would change":
            yield "Would be pulled", f"{a.source}{f', in place of {a.before}' if a.before else ''}."


def _days(done: Updated) -> Iterator[tuple[str, str]]:
    """What pages of days came, and on which of them both are named: material for a person to decide on, no facts."""
    for a in done.asked:
        if a.days:
            many = f"{number(len(a.days))} page{'s' * (len(a.days) != 1)}"
            yield "New days", f"{a.source}: {many}, {day_name(a.days[0])} to {day_name(a.days[-1])}."
    if done.pair and done.named:
        after = f"After {day_name(done.told_to)}, to which the chronicle tells of the two" if done.told_to else "So far"
        said = ", ".join(day_name(day) for day in done.named[:TOLD])
        more = f" and {number(len(done.named) - TOLD)} more" if len(done.named) > TOLD else ""
        how = f"comity gather {' '.join(done.pair)} --place new-days keeps what is said, comity read proposes events"
        yield "New days", f"{after}, both are named on {said}{more}; {how}."


def _refused(done: Updated) -> Iterator[tuple[str, str]]:
    for a in done.asked:
        if a.outcome in ("refused", "not had"):
            stays = f"; {a.before} stays" if a.before else "; none is held"
            yield ("Refused" if a.outcome == "refused" else "Not had"), f"{a.source}: {a.says}{stays}."


def _reach(done: Updated, entries: Entries) -> Iterator[tuple[str, str]]:
    groups: dict[tuple[str, str, tuple[str, ...]], list[Reach]] = {}
    for r in done.reach:
        behind = entries[r.measure].basis if r.measure in entries else ()
        groups.setdefault((r.before, r.after, behind), []).append(r)
    ranked = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    for (before, after, behind), held in ranked[:TOLD]:
        who = f"{some([r.measure for r in held], NAMED)}{f' (from {some(list(behind), NAMED)})' if behind else ''}"
        reach = "reaches" if len(held) == 1 else "reach"
        if not after:
            yield "Reach", f"{who}: no longer there; it went to {before}."
        elif not before:
            yield "Reach", f"{who}: new, and {reach} {after}."
        else:
            yield "Reach", f"{who} now {reach} {after}; {before} before."
    if len(ranked) > TOLD:
        yield (
            "Reach",
            f"{sum(len(held) for _, held in ranked[TOLD:])} further measures reach another period than before.",
        )


def _changed(done: Updated, entries: Entries) -> Iterator[tuple[str, str]]:
    for each in done.changed:
        yield "Changed most", f"{_named(each)}: {'; '.join(_move(m, entries) for m in each.moves)}."


def _named(each: Changed) -> str:
    return state(each.a).name if each.b == "-" else f"{state(each.a).name} and {state(each.b).name}"


def _move(m: Move, entries: Entries) -> str:
    entry = entries[m.measure]
    names = {id: state(id).name for id in (m.a, m.b) if id != "-"}
    title = titled(entry.title, m, names, () if entry.direction == "directed" else (m.measure,))
    then, now = format_value(m.before, entry.unit), format_value(m.after, entry.unit)
    rare = "fewer than 0.1" if m.share < 0.001 else number(100 * m.share, 1)
    values = f"from {then} in {m.period_before} to {now} in {m.period}"
    return f"{title}: {values}, a change that {rare} % of its usual yearly changes reach ({m.measure})"


def _revised(done: Updated, entries: Entries) -> Iterator[tuple[str, str]]:
    ranked = sorted(done.revised, key=lambda v: (-(v.changed + v.gone + v.added) / max(v.rows, 1), v.measure))
    for v in ranked[:TOLD]:
        counts = [f"{number(v.changed)} of {number(v.rows)} values changed"] * bool(v.changed)
        counts += [f"{number(v.gone)} gone"] * bool(v.gone) + [f"{number(v.added)} added"] * bool(v.added)
        yield "Revised", f"{v.measure}: {', '.join(counts)}, {_cause(v)}{_largest(v, entries)}."
    if len(ranked) > TOLD:
        yield "Revised", f"{len(ranked) - TOLD} further measures were revised."


def _cause(v: Revision) -> str:
    if not v.editions and not v.editions_before:
        return "by another version of Comity and by no edition"
    by = f"by {some(list(v.editions), NAMED)}" if v.editions else "by no new edition"
    return f"{by}{f' in place of {some(list(v.editions_before), NAMED)}' if v.editions_before else ''}"


def _largest(v: Revision, entries: Entries) -> str:
    m = v.largest
    if m is None:
        return ""
    who = m.a if m.b == "-" else f"{m.a}-{m.b}"
    unit = entries[m.measure].unit
    return f"; most {who} in {m.period}, from {format_value(m.before, unit)} to {format_value(m.after, unit)}"


def _due(done: Updated) -> Iterator[tuple[str, str]]:
    mine = {a.source for a in done.asked}
    for d in done.due:
        if d.expected is not None and (d.edition or d.source in mine):
            yield "Due", f"{d.source} is {d.standing}: {d.rhythm}, expected by {day_name(d.expected)}."


def _rest(done: Updated) -> Iterator[tuple[str, str]]:
    for outcome, what in _OUTCOMES.items():
        if held := [a.source for a in done.asked if a.outcome == outcome]:
            yield "Besides", f"{len(held)} {'source' if len(held) == 1 else 'sources'} {what}: {some(held, NAMED)}."
    for note in done.notices:
        yield "Besides", f"{note}."
    if done.rebuilt:
        verb = "Would be computed again" if done.atlas is None else "Other than before"
        yield "Besides", f"{verb}: {len(done.rebuilt)} measures, {some(list(done.rebuilt), NAMED)}."

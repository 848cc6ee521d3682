"""Words taken back, claims denied, and what one side publishes while the other is silent."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from comity.evidence.contradictions.entry import Entry, cited
from comity.evidence.contradictions.neighbours import best, parties
from comity.evidence.contradictions.text import Likeness, cue, cued, start_of, words, years
from comity.evidence.statement import Statement
from comity.terms.period import parse_as_of

_DAY = re.compile(
    r"\b(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_MONTHS = list(calendar.month_name)
_WINDOW = 1100


def walk_backs(statements: Sequence[Statement], likeness: Likeness) -> Iterator[Entry]:
    """Statements that undo earlier words, with the words that they undo."""
    by_id = {s.id: s for s in statements}
    for s in statements:
        if linked := [by_id[i] for i in (s.retracts, s.corrects) if i in by_id]:
            does = "taken back" if s.retracts else "corrected"
            what = f"What was said {' '.join(map(cited, linked))} is {does} {cited(s)}."
            yield Entry("walk_back", (*(e.id for e in linked), s.id), what)
            continue
        if cue("walk_back", s) is None:
            continue
        undone = _undone(s, statements, likeness)
        kind = "walk_back"
        if undone:
            what = f"What was said {' '.join(map(cited, undone))} is taken back or narrowed {cited(s)}."
            yield Entry(kind, (*(u.id for u in undone), s.id), what)
        else:
            yield Entry(kind, (s.id,), f"The statement undoes earlier words of its own side {cited(s)}.")


def _undone(s: Statement, statements: Sequence[Statement], likeness: Likeness) -> list[Statement]:
    """The statements of the day that the note names, else the one earlier statement most alike."""
    earlier = [e for e in statements if e.date < s.date and parties(e) & parties(s) and _days(e, s) <= _WINDOW]
    if day := _DAY.search(s.note):
        tail = f"-{_MONTHS.index(day[2]):02d}-{int(day[1]):02d}"
        named = [e for e in earlier if e.date.endswith(tail) and e.sector == s.sector and e.kind == s.kind]
        if named:
            return named
    alike = [e for e in earlier if e.sector == s.sector and likeness.same_subject(e, s, 0.25)]
    found = best(alike, lambda e: likeness.of(e, s), 0.25)
    return [found] if found is not None else []


def denials(statements: Sequence[Statement], likeness: Likeness) -> Iterator[Entry]:
    """A claim and its denial, in one statement or two."""
    for s in statements:
        if cue("two_accounts", s):
            yield Entry("denied", (s.id,), f"Two accounts in one report {cited(s)}.")
        if cue("denial", s) is None:
            continue
        claims = [
            e
            for e in statements
            if e.id != s.id and e.sector == s.sector and parties(e) & parties(s) and 0 <= _days(e, s) <= 120
        ]
        found = best(claims, partial(likeness.of, s), 0.12)
        if found is not None:
            yield Entry("denied", (found.id, s.id), f"Claimed {cited(found)} and denied {cited(s)}.")
        else:
            yield Entry("denied", (s.id,), f"Claim and denial in one report {cited(s)}.")


def one_sided(statements: Sequence[Statement], likeness: Likeness) -> Iterator[Entry]:
    """What one side made public and the other kept quiet about."""
    for s in statements:
        if found := cue("one_side", s):
            yield Entry("one_sided", (s.id,), f"One side speaks and the other keeps quiet {cited(s)}.", found[0])


def other_versions(statements: Sequence[Statement], likeness: Likeness) -> Iterator[Entry]:
    """Notes that name another version or doubt the claim, with the other row where the study holds it."""
    by_note = cued("other_version", statements) | cued("wrong_by_note", statements) | cued("both_only_if", statements)
    for s in statements:
        for part in _parts(s) if s.id in by_note else ():
            spoken = replace(s, note=part, claim="", unit="", source="")
            found = cue("other_version", spoken)
            if found is None and not cue("wrong_by_note", spoken) and not cue("both_only_if", spoken):
                continue
            kind = "other_version" if found else "self_doubt"
            said = "Another source tells it differently" if found else "Its own record doubts it"
            other = _other(s, part, statements)
            rows = tuple(o.id for o in sorted([s, *other], key=lambda o: (o.date, o.id)))
            yield Entry(kind, rows, f"{said} {' '.join(map(cited, [s, *other]))}.", part.strip(" .;"))


def _parts(s: Statement) -> tuple[str, ...]:
    """Sentences of the note, and what stands in brackets or after a dash elsewhere."""
    notes = re.split(r"(?<=\.) ", s.note) if s.note else []
    asides = [part for text in (s.claim, s.unit, s.source) for part in re.findall(r"\(([^()]+)\)| [-–] (.+)", text)]
    tails = s.claim.split("; ")[1:]
    return tuple(dict.fromkeys([*notes, *(one or two for one, two in asides), *tails]))


def _other(s: Statement, part: str, statements: Sequence[Statement]) -> list[Statement]:
    """The row of the other version: its year or figure stands in the note, and it shares words with it."""
    named, numbers, said = years(part), set(re.findall(r"\d+(?:\.\d+)?", part)), words(part)

    def score(o: Statement) -> float:
        dated = int(o.date[:4]) in named
        if not dated and not (o.value and o.value in numbers):
            return 0.0
        told = bool(o.published) and int(o.published[:4]) in named - {int(o.date[:4])}
        return len(said & words(o.claim)) + told

    near = [o for o in statements if o.id != s.id and parties(o) & parties(s)]
    found = best(near, score, 2)
    return [found] if found is not None else []


def _days(e: Statement, s: Statement) -> int:
    return (parse_as_of(s.date) - start_of(e.date)).days

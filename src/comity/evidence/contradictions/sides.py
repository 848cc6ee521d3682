"""Words taken back, claims denied, and what one side publishes while the other is silent."""

from __future__ import annotations

import calendar
import datetime
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from comity.evidence.contradictions.cues import cue, cued
from comity.evidence.contradictions.entry import Entry, cited
from comity.evidence.contradictions.likeness import Likeness
from comity.evidence.contradictions.neighbours import MOST_ASKED, Shelf, best, by_state_and_sector, parties, two_events
from comity.evidence.contradictions.text import words, years
from comity.evidence.statement import Statement

_DAY = re.compile(
    r"\b(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_MONTHS = list(calendar.month_name)
_WINDOW, _ANSWERED = 1100, 120
"""Days within which words are taken back, and a claim is denied."""


def walk_backs(statements: Sequence[Statement], likeness: Likeness) -> Iterator[Entry]:
    """Statements that undo earlier words, with the words that they undo."""
    by_id = {s.id: s for s in statements}
    shelf = Shelf(statements, by_state_and_sector)
    for s in statements:
        if linked := [by_id[i] for i in (s.retracts, s.corrects) if i in by_id]:
            does = "taken back" if s.retracts else "corrected"
            what = f"What was said {' '.join(map(cited, linked))} is {does} {cited(s)}."
            yield Entry("walk_back", (*(e.id for e in linked), s.id), what)
            continue
        if cue("walk_back", s) is None:
            continue
        undone = _undone(s, shelf, likeness)
        kind = "walk_back"
        if undone:
            what = f"What was said {' '.join(map(cited, undone))} is taken back or narrowed {cited(s)}."
            yield Entry(kind, (*(u.id for u in undone), s.id), what)
        else:
            yield Entry(kind, (s.id,), f"The statement undoes earlier words of its own side {cited(s)}.")


def _undone(s: Statement, shelf: Shelf, likeness: Likeness) -> list[Statement]:
    """The statements of the day that the note names, else the one earlier statement most alike."""
    since = s.when.end - datetime.timedelta(days=min(_WINDOW, s.when.end.toordinal() - 1))
    earlier = shelf.before(by_state_and_sector(s), s.date, since)
    if day := _DAY.search(s.note):
        on = _MONTHS.index(day[2]), int(day[1])
        named = [e for e in earlier if _day_of(e) == on and e.kind == s.kind]
        if named:
            return named
    alike = [e for e in earlier if likeness.same_subject(e, s, 0.25)]
    found = best(alike, lambda e: likeness.of(e, s), 0.25)
    return [found] if found is not None else []


def _day_of(s: Statement) -> tuple[int, int] | None:
    """Month and day of a statement that is dated by a day."""
    return (s.when.start.month, s.when.start.day) if s.when.precision == "day" else None


def denials(statements: Sequence[Statement], likeness: Likeness) -> Iterator[Entry]:
    """A claim and its denial, in one statement or two."""
    shelf = Shelf(statements, by_state_and_sector)
    for s in statements:
        if cue("two_accounts", s):
            yield Entry("denied", (s.id,), f"Two accounts in one report {cited(s)}.")
        if cue("denial", s) is None:
            continue
        last = s.when.end
        since = last - datetime.timedelta(days=min(_ANSWERED, last.toordinal() - 1))
        # Up to the end of the period that the denial is dated by: what was claimed within it may come first.
        near = shelf.before(by_state_and_sector(s), f"{last.isoformat()}~", since)
        told = [] if _BOTH.search(s.claim) else [e for e in near if e.id != s.id and not two_events(e, s)]
        found = best(told, partial(likeness.of, s), 0.12)
        if found is not None:
            yield Entry("denied", (found.id, s.id), f"Claimed {cited(found)} and denied {cited(s)}.")
        else:
            yield Entry("denied", (s.id,), f"Claim and denial in one report {cited(s)}.")


_BOTH = re.compile(r"\b(?:said|says|accused|counted|claimed|charged)\b.*\b(?:denied|denies|denying)\b", re.IGNORECASE)
"""A claim that holds the charge and its denial: it answers nothing that was said before."""


def one_sided(statements: Sequence[Statement], likeness: Likeness) -> Iterator[Entry]:
    """What one side made public and the other kept quiet about."""
    for s in statements:
        if found := cue("one_side", s):
            yield Entry("one_sided", (s.id,), f"One side speaks and the other keeps quiet {cited(s)}.", found[0])


def other_versions(statements: Sequence[Statement], likeness: Likeness) -> Iterator[Entry]:
    """Notes that name another version or doubt the claim, with the other row where the study holds it."""
    by_note = cued("other_version", statements) | cued("wrong_by_note", statements) | cued("both_only_if", statements)
    told = [(s, part, kind) for s in statements if s.id in by_note for part in _parts(s) if (kind := _tells(s, part))]
    shelf = _Versions(statements, likeness, frozenset(w for _, part, _ in told for w in words(part)))
    for s, part, kind in told:
        said = "Another source tells it differently" if kind == "other_version" else "Its own record doubts it"
        other = shelf.other(s, part)
        rows = tuple(o.id for o in sorted([s, *other], key=lambda o: (o.date, o.id)))
        yield Entry(kind, rows, f"{said} {' '.join(map(cited, [s, *other]))}.", part.strip(" .;"))


def _tells(s: Statement, part: str) -> str:
    """The kind of entry that a part of a note makes; "" for none."""
    spoken = replace(s, note=part, claim="", unit="", source="")
    if cue("other_version", spoken):
        return "other_version"
    return "self_doubt" if cue("wrong_by_note", spoken) or cue("both_only_if", spoken) else ""


def _parts(s: Statement) -> tuple[str, ...]:
    """Sentences of the note, and what stands in brackets or after a dash elsewhere."""
    notes = re.split(r"(?<=\.) ", s.note) if s.note else []
    asides = [part for text in (s.claim, s.unit, s.source) for part in re.findall(r"\(([^()]+)\)| [-–] (.+)", text)]
    tails = s.claim.split("; ")[1:]
    return tuple(dict.fromkeys([*notes, *(one or two for one, two in asides), *tails]))


class _Versions:
    """Finds the row that a note speaks of: its year or figure stands in the note, and it shares words with it.

    Statements are held by state, year or figure, and a word of some note; of a common one, the first `MOST_ASKED`.
    """

    def __init__(self, statements: Sequence[Statement], likeness: Likeness, spoken: frozenset[str]) -> None:
        self._likeness = likeness
        self._held: dict[tuple[str, int | str, str], list[int]] = defaultdict(list)
        self._statements = statements
        for place, s in enumerate(statements):
            for word in likeness.words_of(s) & spoken:
                for state in parties(s):
                    for by in (s.when.year, s.value):
                        if by and len(held := self._held[state, by, word]) < MOST_ASKED:
                            held.append(place)

    def other(self, s: Statement, part: str) -> list[Statement]:
        """The row of the other version, or nothing."""
        named, numbers, said = years(part), set(re.findall(r"\d+(?:\.\d+)?", part)), words(part)

        def score(o: Statement) -> float:
            published = o.out is not None and o.out.year in named - {o.when.year}
            return len(said & self._likeness.words_of(o)) + published

        keys = [(state, by, word) for state in parties(s) for by in (*named, *numbers) for word in said]
        places = sorted({place for key in keys for place in self._held.get(key, ())})
        found = best([o for place in places if (o := self._statements[place]).id != s.id], score, 2)
        return [found] if found is not None else []

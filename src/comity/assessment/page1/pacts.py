"""Alliances and unions in force between the two, in words: each by its name, with the day from which both belong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from comity.assessment.answer import Answer, Judged
from comity.assessment.record import FIRST_DAY, Record
from comity.assessment.salience import salience
from comity.assessment.say import act_told, both_since, listed, pact_told, say, state, together, when
from comity.assessment.settings import threshold
from comity.assessment.words import sentence
from comity.chronicle.acts_of_unions import by_union
from comity.chronicle.events import Event
from comity.chronicle.pacts import Absence, Shared, size
from comity.dossier.chronicle import StatusRow
from comity.dossier.claim import Claim, Told, When
from comity.dossier.finding import Finding
from comity.terms.membership import coexisted
from comity.terms.ref import pact_ref
from comity.terms.wording import date_words

ROOM = "page1"
MOST = 2
"""Pacts of a kind that a line names; the others stand in the report's list of status."""
MEETING = ("forum", "consultation", "armaments", "intelligence")
"""Kinds of pacts in which two sit together, and are bound to little."""
ASSEMBLY = "assembly"
"""The kind of bodies of dozens of states, which say little of two."""
_CROWN = "crown"
_BY = "by"
"""The word before a pact that is a treaty and no body."""
NEW_DAYS = 3 * 366
"""Days of membership below which it is not taken for granted that a member applies what a union obliges to."""
_SUSPENDED = re.compile(r"\bsuspended \S+ from its (?:councils|bodies)\b")
FEW_DAYS_OUT = 100
"""Days of absence from a body that are no more than a note on a membership of decades."""
_RATIFIED_YEARS = 1
"""Years from the signing of a treaty to its force, as a rule."""
_BARRED = ("tariffs", "embargo", "embargo_energy", "embargo_good")


def in_pacts(event: Event, record: Record) -> bool:
    """Whether the pacts in force tell it already: an alliance or accession of a year in which one began for both, the
    signing of a treaty by which they are allies, the founding of a union that it names, or an agreement that took
    effect on the very day.
    """
    held = (*record.alliances, *record.unions)
    founds = [s for s in record.unions if _bare(s, record.as_of) in event.what]
    if event.kind.family == "treaty" and _signed(event, founds):
        return True
    if event.kind.id in ("trade", "treaty_in_force"):
        return any(event.when.start in (s.since.start, s.again.start) for s in held)
    if event.kind.id == "treaty_signed":
        return _signed(event, [s for s in record.alliances if s.pact.word == _BY])
    if event.kind.id not in ("alliance", "accession") or not record.stands(event):
        return False
    begun = {day.year for s in held for day in (s.since, s.again)}
    return bool({event.when.year, event.when.year + 1} & begun)


def _signed(event: Event, held: Sequence[Shared]) -> bool:
    """Whether an event is the signing of what came into force within the time that takes."""
    return any(0 <= s.since.year - event.when.year <= _RATIFIED_YEARS for s in held)


def _bare(held: Shared, as_of: date) -> str:
    return held.pact.named(as_of).removeprefix("the ")


def by_pacts(held: Sequence[Shared], as_of: date, *, short: bool = False) -> Claim:
    """`in NATO since 4 April 2023 and by the Treaty of Aachen since 22 January 2020`.

    `short`: without absences of some weeks, which are a note on a membership and not what it is.
    """
    return listed([_say(f"pact.{s.pact.word}", s, as_of, short) for s in held[:MOST]])


def of_pacts(held: Sequence[Shared], as_of: date, *, short: bool = False) -> Claim:
    """`the European Union since 1 January 1958 and Benelux since 1 November 1960`; `short` as in `by_pacts`."""
    return listed([_say("pact.of", s, as_of, short) for s in held[:MOST]])


def _say(key: str, held: Shared, as_of: date, short: bool) -> Claim:
    signed = "_signed" if held.pact.stage == "signed" else ""
    said = say(ROOM, f"{key}{signed}", pact=pact_told(held, as_of), since=both_since(held))
    out = sum((gap.back.since.start - gap.start.start).days for gap in held.absences)
    if not held.absences or (short and out <= FEW_DAYS_OUT):
        return said
    founders = "_founders" if held.founders else ""
    return say(ROOM, f"pact.but{founders}", said=said, out=_without(held))


def _without(held: Shared) -> Claim:
    """`without Pakistan from January 1972 to October 1989 and from October 1999 to May 2004`, state by state."""
    spans: dict[str, list[Claim]] = {}
    for gap in held.absences:
        spans.setdefault(gap.member, []).append(say(ROOM, "pact.span", **_span(gap, held)))
    return listed([say(ROOM, "pact.out", who=state(who), times=listed(times)) for who, times in spans.items()])


def _was_out(held: Shared) -> list[Claim]:
    """When and why one of the two was out of it, a sentence each."""
    ref = pact_ref(held.pact.id)
    return [
        say(
            ROOM, "pact.was_out", who=state(gap.member), why=Told(text=gap.left.until_reason, ref=ref),
            **_span(gap, held),
        )
        for gap in held.absences
    ]  # fmt: skip


def _span(gap: Absence, held: Shared) -> dict[str, When]:
    """From when to when, to the month, or the year where no more is known."""
    days = {"start": gap.start.to_month, "end": gap.back.since.to_month}
    ref = pact_ref(held.pact.id)
    return {name: When(text=date_words(day), date=str(day), ref=ref) for name, day in days.items()}


def add(answers: dict[str, Answer], record: Record) -> dict[str, Answer]:
    """The answers with the pacts in force under the question of defence, or of scope where none makes allies."""
    judged = _judged(record) or _circles(record)
    if judged is None:
        return answers
    answer = answers[judged.finding.question]
    if answer.state == "no_evidence":
        answer = replace(answer, state="answered", answer=judged.finding.claim, reason="pacts in force")
    return answers | {judged.finding.question: replace(answer, judged=(judged, *answer.judged))}


def _judged(record: Record) -> Judged | None:
    allied, joined = record.alliances, record.unions
    if not allied and not joined:
        return None
    over = _over(record)
    said = [_were(s, record.as_of) if over else _obliges(s, record.as_of) for s in (allied or joined)[:MOST]]
    said += [gap for s in (allied or joined)[:MOST] if not over for gap in _was_out(s)]
    barred = record.last(lambda e: e.kind.id in _BARRED and e.weight > 1 and record.stands(e))
    said += _held_up(record) if joined and not over else []
    if joined and barred is not None and barred.when.start > max(s.again.start for s in joined):
        said.append(say(ROOM, "pact.suspended", what=act_told(barred), when=when(barred)))
    if allied and joined:
        said.append(say(ROOM, "pact.member", pacts=of_pacts(joined, record.as_of)))
    claim = together([*said, *_beside(record)])
    opened = all(m.opened for s in (allied or joined)[:MOST] for m in s.members)
    finding = Finding(
        id="chronicle.pacts",
        question="defence" if allied else "scope",
        claim=claim.text,
        parts=claim.parts,
        confidence="high" if opened else "moderate",
        confidence_reason="membership by year was read in a register"
        if opened
        else "membership is public and widely known; its days were not all read in a register for this table",
        basis=claim.basis,
        against=("What a text obliges to and what its parties would do are two things.",),
        would_change="A text that denounces or suspends it.",
    )
    return Judged(finding, salience("chronicle.pacts", "allies" if allied else "union" if record.close else "loose"))


def _held_up(record: Record) -> list[Claim]:
    """That a union keeps one of the two from its councils, by its newest act of which no end is on record."""
    held = record.last(lambda e: by_union(e) and e.until is None and _SUSPENDED.search(e.what) is not None)
    return [] if held is None else [say(ROOM, "pact.held_up", what=act_told(held), when=when(held))]


def _circles(record: Record) -> Judged | None:
    """One Crown and the circles of a few, of two whom no pact of defence and no union binds."""
    said = [] if _over(record) else _beside(record)
    if not said:
        return None
    claim = together(said)
    finding = Finding(
        id="chronicle.circles",
        question="scope",
        claim=claim.text,
        parts=claim.parts,
        confidence="moderate",
        confidence_reason="membership is public and widely known; its days were not read in a register for this table",
        basis=claim.basis,
        against=("That two sit together says that they talk, and not what they agree on.",),
        would_change="A text or an act by which one of the two leaves.",
    )
    return Judged(finding, salience("chronicle.circles", ""))


def crown(record: Record) -> list[Told]:
    """The Crown that the two share; none where each has a head of state of its own."""
    return [pact_told(s, record.as_of) for s in record.pacts if s.pact.kind.id == _CROWN]


def _beside(record: Record) -> list[Claim]:
    """What close states have beside: one Crown, and the circles of a few in which both sit; nothing after a break."""
    if record.broken is not None:
        return []
    said = [say(ROOM, "pact.crown", pact=told) for told in crown(record)]
    most = threshold("circle_members")
    small = [s for s in record.pacts if s.pact.kind.id in MEETING and size(s.pact.id, record.as_of) <= most]
    return [*said, say(ROOM, "pact.circles", pacts=of_pacts(small, record.as_of))] if small else said


def _over(record: Record) -> bool:
    """Whether one of the two was no state any more on the day."""
    both = coexisted(record.a, record.b, FIRST_DAY, record.as_of)
    return both is not None and both[1] < record.as_of


def _were(held: Shared, as_of: date) -> Claim:
    return say(ROOM, "pact.were", pact=pact_told(held, as_of), since=both_since(held))


def _obliges(held: Shared, as_of: date) -> Claim:
    signed = "_signed" if held.pact.stage == "signed" else "_founders" if held.founders else ""
    named = pact_told(held, as_of)
    named = named.model_copy(update={"text": sentence(named.text)})
    obliges = Told(text=held.pact.obliges, ref=named.ref)
    if not held.pact.kind.allies and (as_of - held.since.start).days < NEW_DAYS:
        return say(ROOM, "pact.joined", pact=named, obliges=obliges, since=both_since(held))
    return say(ROOM, f"pact.obliges{signed}", pact=named, obliges=obliges, since=both_since(held))


def pact_rows(record: Record, others: Sequence[Shared] = ()) -> tuple[StatusRow, ...]:
    """The pacts to which both belong, as the report lists what the two are to each other, and others that it tells."""
    return tuple(_row(s, record.as_of) for s in (*record.pacts, *others))


def _row(held: Shared, as_of: date) -> StatusRow:
    newest = max(held.members, key=lambda m: m.since.start)
    name = held.pact.named(as_of)
    verb = "signed" if held.pact.stage == "signed" else "belong to"
    return StatusRow(
        id=pact_ref(held.pact.id),
        entity=name,
        kind=held.pact.kind.title,
        date=str(held.since),
        what=f"Both {verb} {name}: {held.pact.obliges}.",
        source=newest.source,
        locator=newest.locator,
        opened=all(m.opened for m in held.members),
    )

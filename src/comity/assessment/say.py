"""Sentences that people wrote, filled with typed parts: `sentences.en.yaml` of a room, one line a sentence.

A slot is `{name:type}`: the type is that of a part (`name`, `value`, `when`, `told`, `count`, `chosen`) or `claim`,
which takes the parts of another claim. The words between hold no figure, so a number gets in by a part alone. A second
language is a second file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from comity.assessment.words import name, sentence
from comity.atlas.measurement import Measurement
from comity.chronicle.events import Event
from comity.chronicle.pacts import Shared
from comity.chronicle.status import Status
from comity.chronicle.told_day import month_of
from comity.dossier.claim import Chosen, Claim, Count, Name, Part, Told, Value, When, Words, claim
from comity.terms.dated import Dated
from comity.terms.lookup import read_curated
from comity.terms.ref import event_ref, measurement_ref, pact_ref, status_ref
from comity.terms.unit import format_value
from comity.terms.unit import number as printed
from comity.terms.wording import date_words

Slots = dict[str, Part | Claim]
"""What fills the slots of a sentence, by name."""

LANGUAGE = "en"
SENTENCE = re.compile(r"(?<=[\w)'\"’”%])(?<!\b[A-Z])\. (?=[^\W\d_a-z])")
"""Where a sentence of the chronicle ends and another begins."""
_SLOT = re.compile(r"\{(\w+):(\w+)\}")
_TYPES: dict[str, type] = {
    "name": Name, "value": Value, "when": When, "told": Told, "count": Count, "chosen": Chosen, "claim": Claim,
}  # fmt: skip


def say(room: str, key: str, **slots: Part | Claim) -> Claim:
    """The sentence `key` of a room with its slots filled.

    Raises LookupError where the room has no such sentence, or its slots are others: that is a mistake of ours.
    """
    book = sentences(room)
    if key not in book:
        raise LookupError(f"{room}/sentences.{LANGUAGE}.yaml has no sentence {key!r}")
    parts: list[Part] = []
    wanted: set[str] = set()
    for place, piece in enumerate(_SLOT.split(book[key])):
        if place % 3 == 0 and piece:
            # A name such as "Jr." ends a sentence by its own full stop.
            ended = bool(parts) and parts[-1].text.endswith(".") and piece.startswith(".")
            if rest := piece[1:] if ended else piece:
                parts.append(Words(text=rest))
        elif place % 3 == 1:
            wanted.add(piece)
        elif place % 3 == 2:
            filled = _filled(key, slots, _SLOT.split(book[key])[place - 1], piece)
            parts = [*_dated(parts, filled), *filled]
    if wanted != set(slots):
        raise LookupError(f"{key}: the sentence has the slots {sorted(wanted)}, not {sorted(slots)}")
    whole = "." in _SLOT.sub("", book[key])
    return claim(*(_capital(parts) if whole else parts))


def _dated(before: list[Part], filled: tuple[Part, ...]) -> list[Part]:
    """What stands before a date, with "on" before a day alone: something happens in a month or a year."""
    first, last = filled[0] if filled else None, before[-1] if before else None
    if not isinstance(first, When) or not isinstance(last, Words) or not re.search(r"\bon $", last.text):
        return before
    if Dated.parse(first.date).precision == "day":
        return before
    instead = f"{last.text[:-3]}in "
    return [*before[:-1], Words(text=instead)]


def _capital(parts: list[Part]) -> list[Part]:
    """A name that opens a sentence begins with a capital; what has no full stop is a phrase within one."""
    first = parts[0]
    if isinstance(first, Name):
        return [first.model_copy(update={"text": sentence(first.text)}), *parts[1:]]
    return parts


def _filled(key: str, slots: dict[str, Part | Claim], slot: str, type_: str) -> tuple[Part, ...]:
    if slot not in slots:
        raise LookupError(f"{key}: the slot {slot!r} is not filled")
    given = slots[slot]
    if not isinstance(given, _TYPES[type_]):
        raise LookupError(f"{key}: the slot {slot!r} takes a {type_}, not {type(given).__name__}")
    return given.parts if isinstance(given, Claim) else (given,)


@cache
def sentences(room: str) -> dict[str, str]:
    """All sentences of a room, by key."""
    found: dict[str, str] = read_curated(Path(__file__).parent / room / f"sentences.{LANGUAGE}.yaml")
    return found


def together(claims: list[Claim], between: str = " ") -> Claim:
    """Several claims as one, in their order."""
    parts: list[Part] = []
    for place, one in enumerate(claims):
        parts += [*([Words(text=between)] if place else []), *one.parts]
    return claim(*parts)


def state(id: str) -> Name:
    """A state within a sentence."""
    return Name(text=name(id), state=id)


def states(ids: Sequence[str]) -> Claim:
    """Several states in a row: `France, Germany and Italy`. Raises ValueError for none."""
    if not ids:
        raise ValueError("no states to name")
    parts: list[Part] = []
    for place, id in enumerate(ids):
        between = "" if not place else " and " if place == len(ids) - 1 else ", "
        parts += [*([Words(text=between)] if between else []), state(id)]
    return claim(*parts)


def measured(m: Measurement, text: str = "") -> Value:
    """A measurement as a part; `text` where it is printed otherwise than its unit would have it."""
    ref = measurement_ref(m.measure, m.a, m.b, m.period)
    return Value(text=text or format_value(m.value, m.unit), ref=ref, value=m.value, unit=m.unit)


def dated(day: Dated | str, ref: str = "") -> When:
    """A day, month or year as precise as it is given, with the row that says it."""
    found = Dated.parse(day) if isinstance(day, str) else day
    return When(text=date_words(found), date=str(day), ref=ref)


def period(m: Measurement) -> When:
    """The period of a measurement."""
    return dated(m.period, measurement_ref(m.measure, m.a, m.b, m.period))


def when(event: Event) -> When:
    """When an event was; by its month where only a report of some years ago has its day."""
    return dated(month_of(event.when) if event.by_month else event.when, event_ref(event.id))


def until(event: Event) -> When:
    """When what began with an event ended. Raises ValueError where it did not."""
    if event.until is None:
        raise ValueError(f"{event.id} has no end")
    return dated(month_of(event.until) if event.by_month else event.until, event_ref(event.id))


def over(event: Event) -> When:
    """When an event was over: the last day of what lasted, else its own."""
    return when(event) if event.until is None else until(event)


def in_year(event: Event, day: Dated) -> When:
    """The year of a day of an event, for what is long ago or not known more closely."""
    return dated(str(day.year), event_ref(event.id))


def told(event: Event) -> Told:
    """What an event was, with what came of it, without the full stop."""
    return Told(text=event.what.removesuffix("."), ref=event_ref(event.id))


def act_told(event: Event) -> Told:
    """What an event was, its first sentence alone: a date that stands behind it is that of the act."""
    whole = told(event)
    end = SENTENCE.search(whole.text)
    return whole if end is None else whole.model_copy(update={"text": whole.text[: end.start()]})


def pact_told(held: Shared, as_of: date) -> Told:
    """A pact by the name that it bore on a day."""
    return Told(text=held.pact.named(as_of), ref=pact_ref(held.pact.id))


def both_since(held: Shared) -> When:
    """Since when both belong to a pact, or when the two signed it."""
    return dated(held.since, pact_ref(held.pact.id))


def listed(claims: Sequence[Claim]) -> Claim:
    """Claims in a row: `one, another and a third`. Raises ValueError for none."""
    if not claims:
        raise ValueError("nothing to list")
    parts: list[Part] = []
    for place, one in enumerate(claims):
        between = "" if not place else " and " if place == len(claims) - 1 else ", "
        parts += [*([Words(text=between)] if between else []), *one.parts]
    return claim(*parts)


def status_told(line: Status) -> Told:
    """What a line of status says, as a whole sentence."""
    return Told(text=line.what, ref=status_ref(line.id))


def counted(number: int, refs: tuple[str, ...] = (), words: str = "") -> Count:
    """A number of rows, in figures or in the words given."""
    return Count(text=words or printed(number), number=number, refs=refs)


def chosen(text: str, rule: str, option: str, refs: tuple[str, ...] = ()) -> Chosen:
    """A word that a named rule chose."""
    return Chosen(text=text, rule=rule, option=option, refs=refs)

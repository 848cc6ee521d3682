"""Sentences of current events, drawn by seed and labelled by hand before any rule was asked.

The first draw is split in halves; of the later ones those of `LOOKED_AT` were scored once and then looked at, so that
rules may know them. The newest was labelled by another hand, which had not seen the rules. `reading_labels.csv` names
a sentence by day, its number among those of the day and a mark of its text, never by its words, and says who did what
to whom: the two, whether one did it to the other, which kinds of statement it may be, and its date (`any` where the
sentence leaves it open). `nothing` marks a sentence that tells no act of one state with or to another, `unclear` a
pair of which a reader may think either way; it counts neither for nor against.
"""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from figures import Figure
from reading_gold import DEVELOPMENT, SCORED, both_halves, current_events, half

from comity.reading.parties import Leaders
from comity.reading.proposal import Proposal, Setting
from comity.reading.read import read
from comity.reading.text import DocumentText

LABELS = Path(__file__).with_name("reading_labels.csv")
JUDGED = Path(__file__).with_name("reading_judged.csv")
"""Proposals that were judged after rules had made them: of these days no sentence is drawn."""
LOOKED_AT = frozenset({2, 3, 4})
"""Draws that were looked at after they had been scored, so that rules may know them."""


def mark_of(text: str) -> str:
    """By what a sentence is known in the file, which never holds it."""
    return hashlib.sha256(text.encode()).hexdigest()[:10]


@dataclass(frozen=True, slots=True)
class Label:
    """What a sentence tells of two states; `kinds` is empty where a reader may think either way."""

    a: str
    b: str
    mutual: bool
    kinds: frozenset[str]
    date: str

    def is_of(self, p: Proposal) -> bool:
        """Whether a proposal is of the same two."""
        return {p.cells["a"], p.cells["b"]} == {self.a, self.b}

    def fits(self, p: Proposal) -> bool:
        """Whether a proposal says the same: who to whom, of which kind, on which day."""
        sides = (p.cells["a"], p.cells["b"])
        way = self.mutual or sides == (self.a, self.b) or p.cells["kind"] in ("contact", "agreement")
        day = self.date == "any" or p.cells.get("date", self.date) == self.date
        return self.is_of(p) and way and day and p.cells["kind"] in self.kinds


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence with its day and what it tells."""

    day: str
    text: str
    labels: tuple[Label, ...]
    draw: int = 0


def labelled(mirror: Path) -> Iterator[Labelled]:
    """The sentences, out of the archive."""
    held: dict[tuple[str, str], list[Label]] = defaultdict(list)
    draws: dict[tuple[str, str], int] = {}
    with LABELS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            told = held[row["day"], row["mark"]]
            draws[row["day"], row["mark"]] = int(row["draw"])
            if row["verdict"] != "nothing":
                kinds = frozenset(row["kinds"].split("|")) - {""}
                told.append(Label(row["a"], row["b"], row["shape"] == "mutual", kinds, row["date"]))
    for day, text in current_events(mirror):
        key = day, mark_of(text)
        if (labels := held.pop(key, None)) is not None:
            yield Labelled(day, text, tuple(labels), draws[key])
    if held:
        raise SystemExit(f"{len(held)} labelled sentences are not in the archive")


def proposals(one: Labelled, leaders: Leaders | None) -> tuple[Proposal, ...]:
    """What rules propose of a sentence on its own."""
    setting = Setting(day=date.fromisoformat(one.day), source="Wikipedia, Portal: Current events")
    return read(DocumentText(one.text, "text"), setting, leaders)


@dataclass(slots=True)
class Score:
    """Proposals shown that are right and all that are judged, and the same of those held back too; those shown of pairs
    that are unclear, which are not judged; labels that are told, shown or not, and all."""

    right: int = 0
    judged: int = 0
    all_right: int = 0
    all_judged: int = 0
    unclear: int = 0
    shown: int = 0
    told: int = 0
    labels: int = 0

    def __str__(self) -> str:
        precision = f"{self.right / self.judged:.2f} of {self.judged}" if self.judged else "none"
        return (
            f"precision {precision}; recall {self.shown / self.labels:.2f} of {self.labels}, "
            f"{self.told / self.labels:.2f} with --all"
        )

    @property
    def with_all(self) -> str:
        """Precision of all proposals, those with doubts among them."""
        return f"precision {self.all_right / self.all_judged:.2f} of {self.all_judged} with --all"


def score(found: Sequence[Labelled], leaders: Leaders | None) -> Score:
    """Over all sentences, each read on its own."""
    return tally((one, proposals(one, leaders)) for one in found)


def tally(read: Iterable[tuple[Labelled, Sequence[Proposal]]]) -> Score:
    """Over sentences and their proposals; a proposal of a pair that is unclear in its sentence is not judged."""
    sums = Score()
    for one, made in read:
        for p in made:
            if any(not label.kinds and label.is_of(p) for label in one.labels):
                sums.unclear += p.likely
                continue
            fits = any(label.fits(p) for label in one.labels)
            sums.all_judged += 1
            sums.all_right += fits
            sums.judged += p.likely
            sums.right += fits and p.likely
        for label in (label for label in one.labels if label.kinds):
            sums.labels += 1
            sums.shown += any(label.fits(p) and p.likely for p in made)
            sums.told += any(label.fits(p) for p in made)
    return sums


def labels(mirror: Path, leaders: Leaders | None) -> Iterator[Figure]:
    """Both halves of the first draw apart; the newest draw, the one before it that was not looked at either, and those
    that were looked at since they were scored."""
    found = list(labelled(mirror))
    first = [one for one in found if one.draw == 1]
    halves = {part: score([one for one in first if half(one.day) == part], leaders) for part in (DEVELOPMENT, SCORED)}
    note = (
        f"{len(first)} sentences that name two to four states, one a day, labelled before any rule was asked; parties, "
        "direction, kind and date must all fit; the other half was looked at by nobody"
    )
    claim = "acts of states in news, labelled by hand, current events"
    yield Figure(claim, both_halves(halves), "nobody offers it", note)
    newest = max(one.draw for one in found)
    last = [one for one in found if one.draw == newest]
    since = [one for one in found if one.draw in LOOKED_AT]
    unseen = [one for one in found if one.draw not in LOOKED_AT | {1, newest}]
    new, old, other = score(last, leaders), score(since, leaders), score(unseen, leaders)
    note = (
        f"{len(last)} sentences drawn last, from days that no rule was looked at on, labelled by another hand and "
        f"scored once; {new.unclear} more proposals are shown of pairs marked unclear, which are not judged; "
        f"{len(unseen)} of an earlier draw were not looked at either, {len(since)} of draws before it were after they "
        "had been scored"
    )
    measured = (
        f"{new}, {new.with_all} (an earlier draw not looked at: {other}, {other.with_all}; draws looked at since: "
        f"{old}, {old.with_all})"
    )
    yield Figure(f"{claim}, newest draw", measured, "nobody offers it", note)

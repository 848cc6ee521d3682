"""Sentences of our own in each language beside English, written before the rules; half were not looked at.

Forty in each name states; twenty more in French, Spanish and Russian name them by people and capital, some with an
amount.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from figures import Figure
from reading_gold import DEVELOPMENT, SCORED, both_halves, half
from reading_labels import Label, Labelled, Score, tally

from comity.reading.proposal import Proposal, Setting
from comity.reading.read import read
from comity.reading.text import DocumentText
from comity.reading.tongues import LANGUAGES, language_of

SENTENCES = Path(__file__).with_name("reading_languages.csv")
PEOPLES = Path(__file__).with_name("reading_peoples.csv")
_DAY = "2020-01-01"
_NAMES = {"fr": "French", "es": "Spanish", "ru": "Russian", "ar": "Arabic", "zh": "Chinese"}


def sentences(language: str, table: Path = SENTENCES) -> list[Labelled]:
    """The sentences of a language, each with the act that it tells, if any."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["language"] == language]
    return [Labelled(_DAY, r["text"], _labels(r)) for r in rows]


def _labels(row: dict[str, str]) -> tuple[Label, ...]:
    if not row["a"]:
        return ()
    mutual = row["shape"] == "mutual"
    return (Label(row["a"], row["b"], mutual, frozenset(row["kind"].split("|")), row["date"] or "any"),)


def proposals(one: Labelled, language: str) -> tuple[Proposal, ...]:
    """What rules propose of one sentence, its language given."""
    setting = Setting(day=date.fromisoformat(one.day), source="A paper", language=language)
    return read(DocumentText(one.text, "text"), setting)


def scores(language: str, table: Path = SENTENCES) -> dict[str, Score]:
    """Both halves apart."""
    found = sentences(language, table)
    return {
        part: tally((one, proposals(one, language)) for one in found if half(one.text) == part)
        for part in (DEVELOPMENT, SCORED)
    }


def languages() -> Iterator[Figure]:
    """One line a language; the language itself is found out from all its sentences together."""
    for language in LANGUAGES:
        found = language_of(" ".join(one.text for one in sentences(language)))
        note = f"40 sentences of our own, 10 of which tell no act; the text is taken for {found}"
        yield Figure(f"acts of states in {_NAMES[language]}", both_halves(scores(language)), "nobody offers it", note)
    for language in dict.fromkeys(row["language"] for row in _rows(PEOPLES)):
        claim = f"acts told of peoples and capitals in {_NAMES[language]}"
        right, all_ = amounts(language)
        note = f"20 sentences of our own, 5 of which tell no act; of {all_} amounts {right} are read exactly"
        yield Figure(claim, both_halves(scores(language, PEOPLES)), "nobody offers it", note)


def amounts(language: str) -> tuple[int, int]:
    """Sentences whose amount is that of a proposal shown, and all that name one; both halves, as they are few."""
    told = {row["text"]: row["amount"] for row in _rows(PEOPLES) if row["language"] == language and row["amount"]}
    right = 0
    for one in sentences(language, PEOPLES):
        if one.text in told:
            cells = [p.cells for p in proposals(one, language) if p.likely]
            right += any(f"{c.get('value')} {c.get('unit')}" == told[one.text] for c in cells)
    return right, len(told)


def _rows(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))

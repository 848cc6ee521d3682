"""Forty sentences of our own in each language beside English, written before the rules; half were not looked at."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from figures import Figure
from reading_gold import DEVELOPMENT, SCORED, half
from reading_labels import Label, Labelled, Score, tally

from comity.reading.proposal import Proposal, Setting
from comity.reading.read import read
from comity.reading.text import DocumentText
from comity.reading.tongues import LANGUAGES, language_of

SENTENCES = Path(__file__).with_name("reading_languages.csv")
_DAY = "2020-01-01"
_NAMES = {"fr": "French", "es": "Spanish", "ru": "Russian"}


def sentences(language: str) -> list[Labelled]:
    """The sentences of a language, each with the act that it tells, if any."""
    with SENTENCES.open(encoding="utf-8", newline="") as file:
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


def scores(language: str) -> dict[str, Score]:
    """Both halves apart."""
    found = sentences(language)
    return {
        part: tally((one, proposals(one, language)) for one in found if half(one.text) == part)
        for part in (DEVELOPMENT, SCORED)
    }


def languages() -> Iterator[Figure]:
    """One line a language; the language itself is found out from all its sentences together."""
    for language in LANGUAGES:
        told = scores(language)
        found = language_of(" ".join(one.text for one in sentences(language)))
        note = f"40 sentences of our own, 10 of which tell no act; states by name only; the text is taken for {found}"
        measured = f"{told[SCORED]} (development: {told[DEVELOPMENT]})"
        yield Figure(f"acts of states in {_NAMES[language]}", measured, "nobody offers it", note)

"""A linter of judgements: what an assessment must not say, found before a reader finds it.

It refuses vague words where a number belongs, likelihood and confidence in one sentence, ranks and shares without a
date, and any figure in a claim, a caveat or a title that no row holds. Words and constants are data, with reasons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from comity.assessment.likelihood import scales
from comity.assessment.lint_numbers import Held, Known, Standing, numbers
from comity.dossier.assessment import Assessment
from comity.dossier.finding import Finding
from comity.dossier.section import SectionModel
from comity.terms.curated import curated_rows

_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z\d“])")
_YEAR = re.compile(r"\b(?:1[89]|20)\d{2}\b")
_RANK = re.compile(r"\b\d+(?:st|nd|rd|th)\b(?! (?:Congress|session|round))|\brank\b", re.IGNORECASE)
_RANKED = re.compile(r"\b(supplier|customer|partner|percentile|rank|share)s?\b", re.IGNORECASE)
_ROOM = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Fault:
    """A sentence that is refused: where it stands, which rule, and the words at fault."""

    where: str
    rule: str
    words: str
    sentence: str

    def __str__(self) -> str:
        """One line for a person."""
        return f"{self.where}: {self.rule} ({self.words}): {self.sentence}"


def lint(it: Assessment, standing: Standing | None = None) -> tuple[Fault, ...]:
    """All faults of an assessment's own sentences; quotations of evidence are the sources' words and are left out.

    `standing` gives the percentile of a row that a finding mentions beside that of its estimate.
    """
    known = Known(it, standing)
    found: list[Fault] = []
    for where, text, scope in _texts(it):
        own = known.without_quotations(text)
        found += _vague(where, own, scope)
        found += _mixed(where, own)
        found += _undated(where, own) if scope == "judgement" else []
    for f in it.findings:
        # A claim that is made of parts names the row of each figure itself.
        found += [] if f.parts else [Fault(f"{f.id}.claim", "a claim that is not made of parts", "", f.claim)]
        for text in (f.confidence_reason, f.would_change, *f.against):
            found += _unresolved(f"{f.id}.caveat", text, known, f)
    for j in it.page1.judgements:
        (first, *_) = j.findings
        found += [] if j.parts else _unresolved(f"{j.id}.text", j.text, known, known.findings[first])
    for s in it.sections:
        found += _loose(s, known)
    return tuple(dict.fromkeys(found))


def _texts(it: Assessment) -> Iterator[tuple[str, str, str]]:
    """Every sentence the assessment makes, with its place, and whether it asserts or qualifies."""
    yield "bottom_line", it.page1.bottom_line.text, "judgement"
    for j in it.page1.judgements:
        yield f"{j.id}.text", j.text, "judgement"
    for s in it.sections:
        yield f"{s.id}.answer", s.answer, "judgement"
        for text in s.paragraphs:
            yield f"{s.id}.paragraph", text, "all"
        for text in (*s.against, *s.would_change):
            yield f"{s.id}.caveat", text, "caveat"
    for f in it.findings:
        yield f"{f.id}.claim", f.claim, "judgement"
        for text in (f.confidence_reason, f.would_change, *f.against):
            yield f"{f.id}.caveat", text, "caveat"
    for t in it.tables:
        yield f"{t.id}.title", t.title, "all"
    for g in it.figures:
        yield f"{g.id}.title", g.title, "all"


@cache
def _words() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple((re.compile(r["pattern"]), r["scope"], r["instead"]) for r in curated_rows(_ROOM / "lint_words.csv"))


def sentences(text: str) -> list[str]:
    """The sentences of a text, without those that abbreviations seem to make."""
    return [s for s in _SENTENCE.split(text) if s]


def _vague(where: str, text: str, scope: str) -> Iterator[Fault]:
    for sentence in sentences(text):
        for pattern, reach, instead in _words():
            if reach == "judgement" and scope != "judgement":
                continue
            if found := pattern.search(sentence):
                yield Fault(where, f"vague; write {instead}", found[0], sentence)


def _mixed(where: str, text: str) -> Iterator[Fault]:
    terms = [b.phrase for bands in scales().values() for b in bands]
    for sentence in sentences(text):
        low = sentence.lower()
        said = next((t for t in terms if t in low), "")
        if said and re.search(r"\bconfiden(ce|t)\b", low):
            yield Fault(where, "likelihood and confidence in one sentence", said, sentence)


def _undated(where: str, text: str) -> Iterator[Fault]:
    """A rank or a share without a year in the whole text that it stands in."""
    for sentence in sentences(text):
        rank = _RANK.search(sentence)
        share = "%" in sentence and re.search(r"\bshare\b", sentence)
        if ((rank and _RANKED.search(sentence)) or share) and not _YEAR.search(text):
            yield Fault(where, "rank or share without a date", (rank or share)[0], sentence)  # type: ignore[index]


def _unresolved(where: str, text: str, known: Known, f: Finding) -> Iterator[Fault]:
    held = known.of_finding(f)
    own = known.without_quotations(text)
    for number in numbers(own):
        if not held.holds(number):
            yield Fault(where, "figure that no row of its basis holds", number.text, text)


def _loose(s: SectionModel, known: Known) -> Iterator[Fault]:
    """Figures of a section's sentences and titles that nothing in the report holds."""
    held = known.of_section(s)
    for text in (s.answer, *s.paragraphs):
        yield from _apart(f"{s.id}.answer", text, known, held)
    for text in (*s.against, *s.would_change):
        yield from _apart(f"{s.id}.caveat", text, known, held)
    titles = [(g.id, g.title) for g in known.it.figures if g.question == s.id]
    titles += [(t.id, t.title) for t in known.it.tables if t.question == s.id]
    for name, title in titles:
        yield from _apart(f"{name}.title", title, known, held)


def _apart(where: str, text: str, known: Known, held: Held) -> Iterator[Fault]:
    for number in numbers(known.without_quotations(text)):
        if not held.holds(number):
            yield Fault(where, "figure that no row of the section holds", number.text, text)

"""Nothing twice: what the bottom line says, by figures of the same rows, is left out of the judgements."""

from __future__ import annotations

from dataclasses import replace

from comity.assessment.answer import Judged
from comity.assessment.settings import threshold
from comity.dossier.claim import Claim, Part, Value, Words, claim
from comity.terms.ref import period_of

_DATED = "chronicle."
_BETWEEN = " "
"""The part that stands between two claims that were put together, where the one before it ends a sentence."""


def once(judged: Judged, line: Claim) -> Judged:
    """A judgement without the sentences that the bottom line tells; one of which it tells all is hardly worth a line,
    and has there the rest of its finding.

    One of dated events stays: what belongs together there was chosen with the line before the eyes.
    """
    if judged.finding.id.startswith(_DATED):
        return judged
    whole = judged.short.parts if judged.short else judged.finding.parts
    sentences = _sentences(whole)
    kept = [one for one in sentences if not _told(one, line)]
    if len(kept) == len(sentences):
        return judged
    if _tell_a_figure(kept):
        return replace(judged, short=_together(kept))
    # What is left says how to read a figure, and nothing without it.
    rest = [one for one in _sentences(judged.finding.parts) if not _told(one, line)]
    short = _together(rest) if _tell_a_figure(rest) else None
    weight = min(judged.salience.weight, threshold("told_above"))
    return replace(judged, salience=replace(judged.salience, weight=weight), short=short)


def _tell_a_figure(sentences: list[tuple[Part, ...]]) -> bool:
    return any(isinstance(part, Value) for one in sentences for part in one)


def _together(sentences: list[tuple[Part, ...]]) -> Claim:
    return claim(*[part for one in sentences for part in (Words(text=_BETWEEN), *one)][1:])


def _told(one: tuple[Part, ...], line: Claim) -> bool:
    """Whether the line has every figure of the sentence's newest period; what was before has its section."""
    figures = _figures(one)
    newest = max((period_of(ref) for ref in figures), default="")
    return bool(figures) and {ref for ref in figures if period_of(ref) == newest} <= _figures(line.parts)


def _figures(parts: tuple[Part, ...]) -> frozenset[str]:
    return frozenset(part.ref for part in parts if isinstance(part, Value))


def _sentences(parts: tuple[Part, ...]) -> list[tuple[Part, ...]]:
    found: list[list[Part]] = [[]]
    for part in parts:
        if isinstance(part, Words) and part.text == _BETWEEN and found[-1] and found[-1][-1].text.endswith("."):
            found.append([])
        else:
            found[-1].append(part)
    return [tuple(one) for one in found if one]

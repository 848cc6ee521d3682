"""No sentence twice: what the bottom line says in so many words is left out of the judgements under it."""

from __future__ import annotations

from dataclasses import replace

from comity.assessment.answer import Judged
from comity.dossier.claim import Claim, Part, Words, claim

_BETWEEN = " "
"""The part that stands between two claims that were put together."""


def once(judged: Judged, line: Claim) -> Judged:
    """A judgement without the sentences of the bottom line, where others are left; else as it is."""
    whole = judged.short.parts if judged.short else judged.finding.parts
    sentences = _sentences(whole)
    kept = [one for one in sentences if _text(one) not in line.text]
    if not kept or len(kept) == len(sentences):
        return judged
    parts = [part for one in kept for part in (Words(text=_BETWEEN), *one)][1:]
    return replace(judged, short=claim(*parts))


def _sentences(parts: tuple[Part, ...]) -> list[tuple[Part, ...]]:
    found: list[list[Part]] = [[]]
    for part in parts:
        if isinstance(part, Words) and part.text == _BETWEEN:
            found.append([])
        else:
            found[-1].append(part)
    return [tuple(one) for one in found if one]


def _text(parts: tuple[Part, ...]) -> str:
    return "".join(part.text for part in parts)

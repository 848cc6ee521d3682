"""Ask a language model of the user's own about a document. What it says is checked against the document and marked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from comity.errors import UserError
from comity.reading.confined import text_of
from comity.reading.modelled import INSTRUCTIONS, MOST_PASSAGES, passages, taken
from comity.reading.proposal import Proposal, Setting
from comity.reading.read import day_of
from comity.sources.own_model import MOST_SECONDS, OwnModel, ask
from comity.terms.unit import number as printed

_MOST_FAILURES = 3
"""Passages in a row without an answer after which a document's others are not asked about."""


def asked(
    model: OwnModel, path: Path, setting: Setting, *, seconds: float = MOST_SECONDS
) -> tuple[tuple[Proposal, ...], tuple[str, ...]]:
    """What the model proposes of a document, each held back; and what is to be said of how it answered."""
    said = text_of(path)
    setting = replace(setting, day=day_of(said, setting))
    found: list[Proposal] = []
    told = passages(said, setting)
    dropped, failures, without = 0, 0, []
    for passage in told[:MOST_PASSAGES]:
        try:
            kept = taken(ask(model, INSTRUCTIONS, passage.text, seconds=seconds), passage, said, setting, model.label)
        except UserError as error:
            failures += 1
            without.append(str(error))
            if failures == _MOST_FAILURES:
                break
            continue
        failures = 0
        dropped += kept.dropped
        found += kept.proposals
    return tuple({(p.span, p.cells["a"], p.cells["b"], p.cells["kind"]): p for p in found}.values()), _notes(
        model, len(told), dropped, without
    )


def _notes(model: OwnModel, passages: int, dropped: int, without: list[str]) -> tuple[str, ...]:
    found = []
    if without:
        found.append(f"the model {model.label} gave no list of statements for {len(without)} passages: {without[0]}")
    if dropped:
        found.append(
            f"{printed(dropped)} statements of the model {model.label} were dropped: they do not stand in the document"
        )
    if passages > MOST_PASSAGES:
        found.append(f"the model was asked about the first {MOST_PASSAGES} of {printed(passages)} passages only")
    return tuple(found)

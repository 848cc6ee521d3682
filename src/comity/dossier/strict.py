"""What every part of a dossier shares: unknown fields are refused, nothing changes once made."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

QuestionState = Literal["answered", "not_determinable", "no_evidence"]
Confidence = Literal["high", "moderate", "low"]
Role = Literal["a", "b", "third", "cooperative", "hostile", "neutral"]
CellState = Literal["value", "true_zero", "not_reported", "outside_coverage", "not_applicable", "unmatched"]


class Strict(BaseModel):
    """A part of a dossier: it takes no field that it does not know, and cannot be changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

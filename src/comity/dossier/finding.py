"""What the assessment says, with its interval, its odds, and what speaks for and against it."""

from __future__ import annotations

from pydantic import Field, model_validator

from comity.dossier.claim import Part, joined, refs
from comity.dossier.ends import KindOfEnds
from comity.dossier.strict import Confidence, Strict


class Estimate(Strict):
    """A number with its interval and its place among named others. Percentile 0 to 100."""

    value: float | None
    unit: str
    low: float | None = None
    high: float | None = None
    interval: KindOfEnds = Field(description="what low and high are; null where there are none")
    percentile: float | None = None
    among: str | None = None


class Likelihood(Strict):
    """A probability and the word for it on the house scale.

    The probability is what was stored; where the scale has a gap there, `note` says to which band it was snapped.
    """

    term: str
    probability: float = Field(ge=0, le=1)
    scale: str = "icd203"
    note: str = ""


class Finding(Strict):
    """One thing the assessment says, with what speaks for it and against it.

    `basis` holds ids that `comity why` resolves: measurements ("un.agreement/ISR-KAZ/2012"), evidence
    rows ("evidence/41") or snapshots.
    """

    id: str
    question: str
    claim: str
    parts: tuple[Part, ...] = Field(default=(), description="what the claim is made of; empty where it is not told yet")
    estimate: Estimate | None = None
    likelihood: Likelihood | None = None
    confidence: Confidence
    confidence_reason: str
    basis: tuple[str, ...] = Field(min_length=1)
    against: tuple[str, ...] = ()
    would_change: str

    @model_validator(mode="after")
    def _whole(self) -> Finding:
        _expect(self.claim, self.parts)
        if beyond := {ref for part in self.parts for ref in refs(part)} - set(self.basis):
            raise ValueError(f"{self.id}: the claim names rows that are not in its basis: {sorted(beyond)}")
        return self


def _expect(text: str, parts: tuple[Part, ...]) -> None:
    if parts and text != joined(parts):
        raise ValueError("the text of a claim is that of its parts")


class KeyJudgement(Strict):
    """One of the few sentences about the two that a reader takes away."""

    id: str
    label: str = Field(default="", description="what it is about, in a word or three")
    text: str
    parts: tuple[Part, ...] = Field(default=(), description="what the text is made of; empty where it is not told yet")
    findings: tuple[str, ...] = Field(min_length=1)
    confidence: Confidence
    likelihood: Likelihood | None = None
    against: tuple[str, ...] = ()
    would_change: str = ""

    @model_validator(mode="after")
    def _whole(self) -> KeyJudgement:
        _expect(self.text, self.parts)
        return self

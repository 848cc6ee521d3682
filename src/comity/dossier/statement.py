"""A study's evidence: its rows, what does not fit among them, and plans with what became of them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from comity.dossier.strict import Strict


class EvidenceRow(Strict):
    """One statement of the study's evidence."""

    id: str
    date: str
    a: str = Field(default="", description="state that acts, sends or visits")
    b: str = Field(default="", description="state that receives; empty for a claim about one state")
    claim: str
    value: str = ""
    unit: str = ""
    source: str
    url: str = ""
    kind: str
    grade: str = Field(description="Admiralty grade: reliability A-F, credibility 1-6")
    question: str = ""
    sector: str = ""
    published: str = Field(default="", description="when the source came out; empty if unknown")
    status: str = Field(default="", description="plan, signed, in_force, delivered or reported")
    source_type: str = Field(default="", description="primary or secondary, judged for this claim")
    quantity: str = Field(default="", description="name of the thing measured, for rows that can be compared")
    reporter: str = Field(default="", description="who counted")
    coverage: str = Field(default="", description="what the value includes or leaves out")
    locator: str = Field(default="", description="page, paragraph or time in the source")
    quote: str = Field(default="", description="original words")
    language: str = Field(default="", description="language of the quote, BCP 47")
    first_seen: str = Field(default="", description="first date on which the source was seen to say it")
    last_seen: str = Field(default="", description="last date on which the source was seen to say it")
    accessed: str = Field(default="", description="when the address was read")
    document: str = Field(default="", description="sha256 of the copy that the study keeps")
    due: str = Field(default="", description="date by which a plan was promised")
    fulfils: str = Field(default="", description="id of the row whose promise this one delivers")
    corrects: str = Field(default="", description="id of the row that this one walks back in part")
    retracts: str = Field(default="", description="id of the row that this one takes back")
    corrected: str = Field(default="", description="what the study mended in this row, and why")


class Contradiction(Strict):
    """What does not fit together in the evidence: the rows, the kind, and what would settle it."""

    id: str
    kind: str
    label: str
    rows: tuple[str, ...] = Field(min_length=1)
    what: str
    settle: str


class PromiseRow(Strict):
    """A plan and what became of it by the assessment's date. What was inferred from words is marked."""

    row: str
    announced: str
    due: str = ""
    due_inferred: bool = False
    state: Literal["done", "done late", "due", "overdue", "announced again", "open"]
    deed: str = ""
    deed_inferred: bool = False

"""A study's evidence: its rows, what does not fit among them, and plans with what became of them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from comity.dossier.strict import Strict
from comity.terms.dated import Dated

INSTRUMENTS = ("agreement", "institution", "flow", "project", "visit")
"""Kinds of statement that are dealings of two states with each other, and not words or incidents between them."""


class Holder(Strict):
    """Who is said to hold an office."""

    office: str = Field(description="one of the study's list of offices; unknown where it is not told")
    person: str = Field(default="", description="family name; empty where nobody is named")
    former: bool = Field(default=False, description="named as one who no longer, or not yet, holds it")
    until: str = Field(default="", description="end of the time in office, if told: YYYY, YYYY-MM or YYYY-MM-DD")

    def __str__(self) -> str:
        person = f": {self.person}" if self.person else ""
        until = f" until {self.until}" if self.until else ""
        return f"{'former ' if self.former else ''}{self.office}{person}{until}"


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
    status: str = Field(default="", description="plan, signed, in_force, delivered, reported or ended")
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
    precision: Literal["day", "month", "year"] | None = Field(default=None, description="how precise the date is")
    low: float | None = Field(default=None, description="lower end of the value; empty where it has none")
    high: float | None = Field(default=None, description="upper end of the value; empty where it has none")
    bound: Literal["exact", "lower", "upper", "about", "range"] | None = Field(
        default=None, description="what the value is: lower is at least so much, upper at most; empty if not said"
    )
    direction: Literal["a", "b", "both"] | None = Field(
        default=None, description="who acts or sends; both for the sum of the two ways; empty if not said, as a"
    )
    level: str | None = Field(
        default=None, description="of who acts: head_of_state, head_of_government, minister and others"
    )
    office: tuple[Holder, ...] = Field(default=(), description="who holds what, whoever acts first")
    part: str = Field(default="", description="of the value: whole, or part of what; empty if not said")
    first: bool | None = Field(default=None, description="whether it is the first of its kind; empty if not said")
    proposed: tuple[str, ...] = Field(
        default=(), description="fields that a rule read from the claim and nobody confirmed"
    )

    @property
    def when(self) -> Dated:
        """Its date."""
        return Dated.parse(self.date)

    @property
    def sender(self) -> str:
        """The state that acts, sends or visits; of what goes both ways the one named first."""
        return self.b if self.direction == "b" else self.a

    @property
    def receiver(self) -> str:
        """The state to which it does; "" for a claim about one state."""
        return self.a if self.direction == "b" else self.b


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

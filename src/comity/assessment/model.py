"""The typed assessment: what every output is rendered from, and what `report.json` holds.

Schema name `comity/assessment/1`. Nothing here is computed; each number was measured before it came here.
Text is plain: no markup. A figure carries data, not a drawing.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from comity.assessment.ends import KindOfEnds, each_series

SCHEMA = "comity/assessment/1"

QuestionState = Literal["answered", "not_determinable", "no_evidence"]
Confidence = Literal["high", "moderate", "low"]
Role = Literal["a", "b", "third", "cooperative", "hostile", "neutral"]
CellState = Literal["value", "true_zero", "not_reported", "outside_coverage", "not_applicable", "unmatched"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DyadModel(_Strict):
    """The two states: ids, and names as people write them."""

    a: str
    b: str
    a_name: str
    b_name: str


class PeriodModel(_Strict):
    """First and last year that the assessment looks at."""

    first: int
    last: int


class InputModel(_Strict):
    """A snapshot behind the figures."""

    id: str
    title: str
    version: str
    sha256: str
    citation: str
    licence: str
    retrieved: date
    url: str
    locators: dict[str, str] = Field(description="by table: how to find a row in the publisher's file")
    files: dict[str, str] = Field(description="publisher's files and their sha256")


class CoverageModel(_Strict):
    """How far one question could be answered, and why not further."""

    question: str
    state: QuestionState
    reason: str


class Estimate(_Strict):
    """A number with its interval and its place among named others. Percentile 0 to 100."""

    value: float | None
    unit: str
    low: float | None = None
    high: float | None = None
    interval: KindOfEnds = Field(description="what low and high are; null where there are none")
    percentile: float | None = None
    among: str | None = None


class Likelihood(_Strict):
    """A probability and the word for it on the house scale.

    The probability is what was stored; where the scale has a gap there, `note` says to which band it was snapped.
    """

    term: str
    probability: float = Field(ge=0, le=1)
    scale: str = "icd203"
    note: str = ""


class Finding(_Strict):
    """One thing the assessment says, with what speaks for it and against it.

    `basis` holds ids that `comity why` resolves: measurements ("un.agreement/ISR-KAZ/2012"), evidence
    rows ("evidence/41") or snapshots.
    """

    id: str
    question: str
    claim: str
    estimate: Estimate | None = None
    likelihood: Likelihood | None = None
    confidence: Confidence
    confidence_reason: str
    basis: tuple[str, ...] = Field(min_length=1)
    against: tuple[str, ...] = ()
    would_change: str


class KeyJudgement(_Strict):
    """One of the five to eight sentences that a reader takes away."""

    id: str
    text: str
    findings: tuple[str, ...] = Field(min_length=1)
    confidence: Confidence
    likelihood: Likelihood | None = None
    against: tuple[str, ...] = ()
    would_change: str = ""


class Contradiction(_Strict):
    """What does not fit together in the evidence: the rows, the kind, and what would settle it."""

    id: str
    kind: str
    label: str
    rows: tuple[str, ...] = Field(min_length=1)
    what: str
    settle: str


class PromiseRow(_Strict):
    """A plan and what became of it by the assessment's date. What was inferred from words is marked."""

    row: str
    announced: str
    due: str = ""
    due_inferred: bool = False
    state: Literal["done", "done late", "due", "overdue", "announced again", "open"]
    deed: str = ""
    deed_inferred: bool = False


class MeasureRow(_Strict):
    """A measurement that the assessment used, exactly as the atlas holds it."""

    id: str
    measure: str
    a: str
    b: str
    period: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    state: CellState
    interval: KindOfEnds = Field(description="what low and high are; null where there are none")
    n: int | None = None
    label: str | None = None
    details: tuple[dict[str, str | int | float | bool | None], ...] = Field(
        default=(), description="what a number cannot say: one object for each thing behind it, in the measure's shape"
    )
    basis: tuple[str, ...]


class Forecast(_Strict):
    """A recorded probability that a later edition can score.

    The statement is true when the series `measure` of `a` and `b` changes from `start` to `resolves` by more than
    `above` and less than `below`; an absent bound is none.
    """

    id: str
    statement: str
    likelihood: Likelihood
    measure: str
    a: str
    b: str
    start: str
    resolves: str
    above: float | None = None
    below: float | None = None
    basis: tuple[str, ...] = Field(min_length=1)


class EvidenceRow(_Strict):
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


class Method(_Strict):
    """How one measure is computed: what `comity why` prints."""

    measure: str
    title: str
    unit: str
    formula: str
    more: str
    reference: str
    not_when: str
    among: str
    inputs: tuple[str, ...]
    basis: tuple[str, ...]


class Point(_Strict):
    """A value of a series in a period; without a value, `reason` says why the line has a gap."""

    period: str
    value: float | None
    low: float | None = None
    high: float | None = None
    reason: str = ""


class Series(_Strict):
    """A named run of points. `reported` series are drawn solid, derived ones hollow."""

    name: str
    role: Role
    reported: bool = True
    measure: str = ""
    horizon: str = Field(default="", description="of a forecast: the last period it is about, later than its data")
    points: tuple[Point, ...]
    interval: KindOfEnds = Field(description="what the ends of its points are; null where they have none")


class Mark(_Strict):
    """A dated vertical on a time axis; `ref` leads to a finding or an evidence row."""

    period: str
    label: str
    ref: str = ""


class Bar(_Strict):
    """One row of a ranking or strip. With `value` None the row is drawn as a bar between its bounds."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    role: Role = "third"
    note: str = ""
    horizon: str = Field(default="", description="of a forecast: the period it is about, which may lie after as_of")


class Cell(_Strict):
    """One field of a matrix: `level` 0 none found, 1 little, 2 some, 3 much; None not examined."""

    row: str
    column: str
    level: int | None = Field(ge=0, le=3)
    note: str = ""


class Place(_Strict):
    """A labelled point on a map."""

    label: str
    lat: float = Field(ge=-90, le=90)
    lng: float = Field(ge=-180, le=180)
    role: Role


class FigureModel(_Strict):
    """A figure as data.

    `lines`: `series` over time with `marks`; two series named in `gap` are shaded between, with
    `gap_label` written into it. `bars`: a ranking (`bars`). `strip`: percentiles 0 to 100 as dots on
    lines (`bars`). `matrix`: `cells`. `map`: `places`.
    """

    id: str
    question: str
    kind: Literal["lines", "bars", "strip", "matrix", "map"]
    title: str = Field(description="states the finding")
    subtitle: str = Field(description="the quantity and its unit")
    unit: str = ""
    source: str = Field(description="sources and years covered")
    alt: str = Field(description="what a reader who cannot see it should know")
    series: tuple[Series, ...] = ()
    marks: tuple[Mark, ...] = ()
    gap: tuple[str, str] | None = None
    gap_label: str = ""
    bars: tuple[Bar, ...] = ()
    interval: KindOfEnds = Field(description="what the ends of `bars` are; null where none; series say theirs")
    cells: tuple[Cell, ...] = ()
    places: tuple[Place, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _first_edition(cls, given: Any) -> Any:
        return each_series(given)


class Column(_Strict):
    """A column of a table; `unit` decides how numbers are printed and aligned."""

    name: str
    unit: str = ""
    numeric: bool = False


class TableModel(_Strict):
    """A table: cells are text, numbers, or None, which prints as a dash with the table's note."""

    id: str
    question: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str | float | None, ...], ...]
    note: str = ""
    source: str = ""


class SectionModel(_Strict):
    """One question: the answer in bold, a paragraph, then figures, tables, findings by id."""

    id: str
    title: str
    question: str
    state: QuestionState
    answer: str
    paragraphs: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    would_change: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()


class Assessment(_Strict):
    """The whole assessment of one pair as of a date."""

    schema_: str = Field(default=SCHEMA, alias="schema", serialization_alias="schema")
    comity: str
    command: str = Field(description="the command that repeats this assessment")
    dyad: DyadModel
    as_of: date
    known_on: date | None = Field(default=None, description="only what was published by this day was used; all if null")
    period: PeriodModel
    edition: str
    character: str = Field(description="one line that says what kind of relationship this is")
    inputs: tuple[InputModel, ...]
    coverage: tuple[CoverageModel, ...]
    key_judgements: tuple[KeyJudgement, ...]
    glance: str = Field(default="", description="id of the strip figure that shows the pair at a glance")
    sections: tuple[SectionModel, ...]
    findings: tuple[Finding, ...]
    measures: tuple[MeasureRow, ...]
    evidence: tuple[EvidenceRow, ...] = ()
    contradictions: tuple[Contradiction, ...] = Field(default=(), description="what does not fit in the evidence")
    promises: tuple[PromiseRow, ...] = Field(default=(), description="plans and what became of them")
    methods: tuple[Method, ...]
    figures: tuple[FigureModel, ...]
    tables: tuple[TableModel, ...]
    forecasts: tuple[Forecast, ...] = Field(default=(), description="probabilities that a later edition can score")
    marking: str = Field(default="", description="handling line of every page")
    gaps: tuple[str, ...] = Field(default=(), description="what the assessment did not have, one line each")

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

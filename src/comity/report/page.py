"""What stands on the page, in order: the parts that HTML, PDF and Markdown share, all text already worded.

One page is made from one assessment, so no output can say a figure differently from another.
"""

from __future__ import annotations

from dataclasses import dataclass

from comity.dossier.figure import FigureModel
from comity.dossier.strict import Confidence, QuestionState


@dataclass(frozen=True, slots=True)
class Ref:
    """An id that `comity why` takes, and the anchor of its row in this document ("" if it is not here)."""

    id: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A key judgement with the findings behind it."""

    id: str
    text: str
    confidence: Confidence
    findings: tuple[Ref, ...]
    label: str = ""
    likelihood: str = ""
    would_change: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """A cell of the strip: what it is of, how it stands, and an arrow where it moved."""

    label: str
    text: str
    arrow: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A finding: its claim, estimate and place in words, confidence, basis, and what argues against it."""

    id: str
    anchor: str
    text: str
    estimate: str
    interval: str
    place: str
    likelihood: str
    confidence: Confidence
    reason: str
    basis: tuple[Ref, ...]
    against: tuple[str, ...]
    would_change: str
    unnamed: int = 0
    """Ids of the basis that are not printed one by one."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: name, unit as printed, and whether its cells are numbers."""

    name: str
    unit: str
    numeric: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as printed. `number` counts tables; tables behind figures have none. `file` of `data/` holds all rows."""

    anchor: str
    number: int
    title: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str
    source: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its words, the data as a table, and the model that the drawing is made from."""

    id: str
    anchor: str
    number: int
    title: str
    subtitle: str
    source: str
    alt: str
    notes: tuple[str, ...]
    marks: tuple[tuple[str, Ref], ...]
    grid: Grid
    model: FigureModel


@dataclass(frozen=True, slots=True)
class Section:
    """One question with its answer."""

    anchor: str
    title: str
    question: str
    state: QuestionState
    reason: str
    answer: str
    paragraphs: tuple[str, ...]
    figures: tuple[Figure, ...]
    tables: tuple[Grid, ...]
    claims: tuple[Claim, ...]
    against: tuple[str, ...]
    would_change: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A snapshot behind the figures."""

    id: str
    anchor: str
    title: str
    version: str
    sha256: str
    citation: str
    licence: str
    retrieved: str
    url: str


@dataclass(frozen=True, slots=True)
class Statement:
    """An evidence row with its grade. `quote` is in the language `lang`, written from the right if `rtl`; `about`
    says who counted what, where it stands, and what was mended.
    """

    id: str
    anchor: str
    date: str
    text: str
    source: str
    url: str
    kind: str
    grade: str
    quote: str = ""
    lang: str = ""
    rtl: bool = False
    about: str = ""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a measure is computed."""

    measure: str
    anchor: str
    title: str
    unit: str
    formula: str
    more: str
    reference: str
    not_when: str
    among: str


@dataclass(frozen=True, slots=True)
class Row:
    """A measurement that a finding rests on."""

    id: str
    anchor: str
    title: str
    pair: str
    period: str
    value: str
    interval: str


@dataclass(frozen=True, slots=True)
class Cover:
    """How far a question could be answered."""

    title: str
    anchor: str
    state: QuestionState
    reason: str


@dataclass(frozen=True, slots=True)
class Page:
    """The whole document."""

    a: str
    b: str
    title: str
    as_of: str
    edition: str
    period: str
    status: tuple[str, ...]
    bottom_line: str
    comity: str
    command: str
    judgements: tuple[Judgement, ...]
    strip: tuple[Level, ...]
    watch: tuple[str, ...]
    newest: str
    chronology: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    evidence: tuple[Statement, ...]
    methods: tuple[Recipe, ...]
    rows: tuple[Row, ...]
    coverage: tuple[Cover, ...]
    gaps: tuple[str, ...]
    marking: str = ""
    measured: int = 0
    """Measurements that the assessment used."""
    held: str = ""
    """On paper: what the annexes leave to the data folder."""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure in the order of the page."""
        return tuple(f for s in self.sections for f in s.figures)

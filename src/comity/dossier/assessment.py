"""The typed assessment: what every output is rendered from, and what `report.json` holds.

Nothing here is computed; each number was measured before it came here. Text is plain: no markup. A figure carries
data, not a drawing.
"""

from __future__ import annotations

from datetime import date

from pydantic import ConfigDict, Field

from comity.dossier.chronicle import StatusRow
from comity.dossier.figure import FigureModel
from comity.dossier.forecast import Forecast
from comity.dossier.inputs import DyadModel, InputModel, PeriodModel
from comity.dossier.measurement import Method
from comity.dossier.page1 import Page1
from comity.dossier.rows import Events, Evidence, Findings, Measures
from comity.dossier.section import CoverageModel, SectionModel
from comity.dossier.statement import Contradiction, PromiseRow
from comity.dossier.strict import Strict
from comity.dossier.table import TableModel

SCHEMA = "comity/assessment/2"


class Assessment(Strict):
    """The whole assessment of one pair as of a date."""

    schema_: str = Field(default=SCHEMA, alias="schema", serialization_alias="schema")
    comity: str
    command: str = Field(description="the command that repeats this assessment")
    dyad: DyadModel
    as_of: date
    known_on: date | None = Field(default=None, description="only what was published by this day was used; all if null")
    period: PeriodModel
    edition: str
    page1: Page1 = Field(description="the first page: what a reader in a hurry takes away")
    inputs: tuple[InputModel, ...]
    coverage: tuple[CoverageModel, ...]
    sections: tuple[SectionModel, ...]
    findings: Findings
    measures: Measures
    chronicle: Events = Field(default=Events(), description="dated facts about the two, oldest first")
    status: tuple[StatusRow, ...] = Field(default=(), description="what the two are to each other in law or in fact")
    evidence: Evidence = Evidence()
    contradictions: tuple[Contradiction, ...] = Field(default=(), description="what does not fit in the evidence")
    promises: tuple[PromiseRow, ...] = Field(default=(), description="plans and what became of them")
    methods: tuple[Method, ...]
    figures: tuple[FigureModel, ...]
    tables: tuple[TableModel, ...]
    forecasts: tuple[Forecast, ...] = Field(default=(), description="probabilities that a later edition can score")
    marking: str = Field(default="", description="handling line of every page")
    gaps: tuple[str, ...] = Field(default=(), description="what the assessment did not have, one line each")

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    def __repr__(self) -> str:
        """What it is of, in one line: all that it holds would fill a terminal."""
        of = f"{self.dyad.a_name} and {self.dyad.b_name} as of {self.as_of}"
        return f"<Assessment of {of}: {self.page1.kind.name}; {len(self.findings)} findings>"

    def __str__(self) -> str:
        """The first page as plain text."""
        return f"{self.dyad.a_name} and {self.dyad.b_name}, as of {self.as_of}\n{self.page1}"

    def _repr_html_(self) -> str:
        from comity.dossier.notebook import shown

        return shown(self)

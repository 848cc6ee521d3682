"""Runs of a dossier's rows, which turn into frames."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Generic, TypeVar

from pydantic import AfterValidator

from comity.dossier.chronicle import EventRow
from comity.dossier.finding import Finding
from comity.dossier.measurement import MeasureRow
from comity.dossier.statement import EvidenceRow

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler

    from comity.frames.frame import Frame

T = TypeVar("T")


class Rows(tuple[T, ...], Generic[T]):
    """A tuple of rows of one kind; in a document it is a list like any other."""

    what: ClassVar[str]
    row: ClassVar[type[Any]]
    kinds: ClassVar[Mapping[str, str]]

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> Any:
        return handler(Annotated[tuple[cls.row, ...], AfterValidator(cls)])  # type: ignore[name-defined]

    def frame(self) -> Frame:
        """One row each, its fields as columns."""
        from comity.frames.frame import of_rows

        return of_rows([self._told(row) for row in self], self.kinds, {"what": self.what})

    @staticmethod
    def _told(row: Any) -> dict[str, Any]:
        told: dict[str, Any] = row.model_dump()
        return told


class Findings(Rows[Finding]):
    """Findings; in a frame their estimates lie flat. `estimate` says whether there is a value, bounds, or none."""

    what = "findings"
    row = Finding
    kinds: ClassVar[Mapping[str, str]] = {
        "id": "text",
        "question": "text",
        "claim": "text",
        "estimate": "text",
        "value": "number",
        "low": "number",
        "high": "number",
        "interval": "text",
        "unit": "text",
        "percentile": "number",
        "among": "text",
        "likelihood": "text",
        "probability": "number",
        "confidence": "text",
        "confidence_reason": "text",
        "refs": "texts",
        "against": "texts",
        "would_change": "text",
    }

    @staticmethod
    def _told(row: Finding) -> dict[str, Any]:
        found, odds = row.estimate, row.likelihood
        kind = "none" if found is None else "value" if found.value is not None else "bounds"
        flat = {} if found is None else found.model_dump()
        return row.model_dump(include={"id", "question", "claim", "confidence", "confidence_reason"}) | {
            **flat,
            "estimate": kind,
            "interval": None if found is None or found.interval is None else str(found.interval),
            "likelihood": odds and odds.term,
            "probability": odds and odds.probability,
            "refs": row.basis,
            "against": row.against,
            "would_change": row.would_change,
        }


class Measures(Rows[MeasureRow]):
    """Measurements that an assessment used. `value_state` says why a value is there or not."""

    what = "measurements of an assessment"
    row = MeasureRow
    kinds: ClassVar[Mapping[str, str]] = {
        "id": "text",
        "measure": "text",
        "a": "text",
        "b": "text",
        "period": "text",
        "value": "number",
        "low": "number",
        "high": "number",
        "interval": "text",
        "unit": "text",
        "value_state": "text",
        "n": "whole",
        "basis": "texts",
        "rests_on": "texts",
    }

    @staticmethod
    def _told(row: MeasureRow) -> dict[str, Any]:
        kind = None if row.interval is None else str(row.interval)
        return row.model_dump() | {"value_state": row.state, "interval": kind}


class Events(Rows[EventRow]):
    """Events of the chronicle."""

    what = "events of the chronicle"
    row = EventRow
    kinds: ClassVar[Mapping[str, str]] = {
        "id": "text",
        "date": "text",
        "a": "text",
        "b": "text",
        "kind": "text",
        "title": "text",
        "what": "text",
        "until": "text",
        "stands": "flag",
        "weight": "whole",
        "sign": "whole",
        "grade": "text",
        "source": "text",
        "locator": "text",
        "opened": "flag",
    }


class Evidence(Rows[EvidenceRow]):
    """Statements of a study, as they may be printed."""

    what = "statements of a study"
    row = EvidenceRow
    kinds: ClassVar[Mapping[str, str]] = {
        "id": "text",
        "date": "text",
        "a": "text",
        "b": "text",
        "claim": "text",
        "value": "text",
        "low": "number",
        "high": "number",
        "bound": "text",
        "unit": "text",
        "quantity": "text",
        "source": "text",
        "url": "text",
        "kind": "text",
        "grade": "text",
        "question": "text",
        "sector": "text",
        "published": "text",
        "status": "text",
        "source_type": "text",
        "reporter": "text",
        "coverage": "text",
        "locator": "text",
        "quote": "text",
        "language": "text",
        "first_seen": "text",
        "last_seen": "text",
        "accessed": "text",
        "document": "text",
        "due": "text",
        "fulfils": "text",
        "corrects": "text",
        "retracts": "text",
        "corrected": "text",
        "precision": "text",
        "direction": "text",
        "level": "text",
        "office": "texts",
        "part": "text",
        "first": "flag",
        "proposed": "texts",
    }

    @staticmethod
    def _told(row: EvidenceRow) -> dict[str, Any]:
        return row.model_dump() | {"office": tuple(str(holder) for holder in row.office)}

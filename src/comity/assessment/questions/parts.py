"""Pieces that several sections build their answers from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from comity.assessment.view import View
from comity.assessment.words import ordinal
from comity.atlas.measurement import Measurement, State
from comity.dossier.statement import EvidenceRow
from comity.dossier.table import Column, TableModel
from comity.terms.unit import format_value, number

R = TypeVar("R")

EMBASSY, HOSTED = "representation.embassy", "representation.embassies_hosted"
_COUNTS = ("organisations", "agreements", "disputes", "exercises", "missions", "kinds")


_LEAST = {
    "usd": "less than US$ 1,000",
    "usd_2010": "less than US$ 1,000 (2010 prices)",
    "share": "less than 0.01 %",
    "ratio": "less than 0.01",
}
"""What a shipped atlas rounds to 0, in words; the value behind it is positive."""


def text(m: Measurement | None) -> str:
    """A measurement in words: its value, its bounds, or a dash; what is stored as 0 and is not nil, as "less than"."""
    if m is None:
        return "–"
    least = _LEAST.get(m.unit)
    if least is not None and m.state is State.VALUE and m.value == 0:
        return least
    if least is not None and m.value is None and m.high == 0:
        return least
    if m.value is None and m.low is not None and format_value(m.low, m.unit) == format_value(0.0, m.unit):
        return f"at most {format_value(m.high, m.unit)}"
    if m.value is None and m.low is not None:
        return f"between {format_value(m.low, m.unit)} and {format_value(m.high, m.unit)}"
    return format_value(m.value, m.unit)


def bounded(m: Measurement | None) -> str:
    """As `text`, with the bounds wherever they differ in print: a middle alone would claim to know.

    Of a rank the bounds stand alone: "27th to 44th".
    """
    if m is None or m.low is None or m.high is None:
        return ordinal(m.value) if m is not None and m.unit == "rank" and m.value is not None else text(m)
    if m.unit == "rank":
        return ordinal(m.low) if round(m.low) == round(m.high) else f"{ordinal(m.low)} to {ordinal(m.high)}"
    low, high = format_value(m.low, m.unit), format_value(m.high, m.unit)
    return text(m) if m.value is None or low == high else f"{text(m)} ({low} to {high})"


def short(m: Measurement | None) -> str:
    """As `text`, without the price basis or the noun that a table's heading already names."""
    if m is None:
        return "–"
    if m.value is not None and m.unit in _COUNTS:
        return number(m.value)
    return re.sub(r" \((2010|2022) prices\)| \(2017 prices, PPP\)", "", text(m))


def interval(m: Measurement) -> str:
    """For example ` (80 % interval 1.2 to 1.9)`; nothing where the measure has none."""
    if m.low is None or m.high is None:
        return ""
    return f" ({m.interval} {format_value(m.low, m.unit)} to {format_value(m.high, m.unit)})"


def embassies_kept(view: View, s: str) -> str:
    """How many embassies of a state the newest list has, and of which year; the list is incomplete."""
    listed = view.has(EMBASSY) and view.has(HOSTED)
    period = view.atlas.last_period(HOSTED) if listed else None
    if period is None:
        return "none"
    kept = sum(1 for m in view.atlas.partners(EMBASSY, s, period) if m.value)
    return f"{kept} ({period})"


def evidence_table(rows: tuple[EvidenceRow, ...], table_id: str, question: str, title: str) -> tuple[TableModel, ...]:
    """Statements as a table with their grades; nothing where there are none."""
    if not rows:
        return ()
    columns = (
        Column(name="Date"),
        Column(name="What"),
        Column(name="Source"),
        Column(name="Grade"),
        Column(name="Row"),
    )
    cells = tuple((r.date, r.claim, r.source, r.grade, r.id) for r in rows)
    note = (
        "Grades: reliability of the source A to F, credibility of the statement 1 to 6 (Admiralty); "
        "F and 6 mean unknown."
    )
    return (TableModel(id=table_id, question=question, title=title, columns=columns, rows=cells, note=note),)


def latest_rows(rows: tuple[EvidenceRow, ...], most: int = 12) -> tuple[EvidenceRow, ...]:
    """The newest statements, oldest of them first."""
    return tuple(sorted(rows, key=lambda r: (r.date, r.id))[-most:])


MOST_PRINTED = 100
"""Rows of a table of statements that a page prints; a reader of more wants the data."""


def printed(rows: Sequence[R], note: str, where: str) -> tuple[tuple[R, ...], str]:
    """The last rows, so many as a page prints, and the note; it says what is left out and `where` all of it stands."""
    left = len(rows) - MOST_PRINTED
    if left <= 0:
        return tuple(rows), note
    return tuple(
        rows[-MOST_PRINTED:]
    ), f"{note} {number(left)} more rows are left out before these; all stand in {where}.".strip()

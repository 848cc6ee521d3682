"""The data behind the pages as CSV, safe to open in a spreadsheet, with a README that names every licence."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from comity.dossier.assessment import Assessment
from comity.dossier.figure import FigureModel
from comity.dossier.statement import EvidenceRow
from comity.report.safe import cell, clean

_UNSAFE = re.compile(r"[^a-z0-9]+")
Value = str | float | int | bool | None


def csv_bytes(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """RFC 4180 rows in UTF-8; numbers in full, absent values empty."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([cell(name) for name in head])
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8", "replace")


def file_name(kind: str, number: int, name: str) -> str:
    """`figure-03-trade-two-reports.csv`: counted, so that no two ids share a file, and plain."""
    stem = _UNSAFE.sub("-", name.lower()).strip("-")[:48].strip("-")
    return f"{kind}-{number:02d}-{stem}.csv" if stem else f"{kind}-{number:02d}.csv"


def _measures(it: Assessment) -> bytes:
    head = (
        "id",
        "measure",
        "a",
        "b",
        "period",
        "value",
        "low",
        "high",
        "unit",
        "state",
        "n",
        "label",
        "basis",
    )
    rows = (
        (
            m.id,
            m.measure,
            m.a,
            m.b,
            m.period,
            m.value,
            m.low,
            m.high,
            m.unit,
            m.state,
            m.n,
            m.label,
            " ".join(m.basis),
        )
        for m in it.measures
    )
    return csv_bytes(head, rows)


def _findings(it: Assessment) -> bytes:
    head = (
        *("id", "question", "claim", "value", "low", "high", "unit", "percentile", "among", "likelihood"),
        *("probability", "confidence", "confidence_reason", "basis", "against", "would_change"),
    )
    rows = []
    for f in it.findings:
        e, p = f.estimate, f.likelihood
        number = (e.value, e.low, e.high, e.unit, e.percentile, e.among) if e else (None,) * 6
        likely = (p.term, p.probability) if p else (None, None)
        why = (f.confidence, f.confidence_reason, " ".join(f.basis), " | ".join(f.against), f.would_change)
        rows.append((f.id, f.question, f.claim, *number, *likely, *why))
    return csv_bytes(head, rows)


def _evidence(it: Assessment) -> bytes:
    head = tuple(EvidenceRow.model_fields)
    return csv_bytes(head, ([_flat(getattr(e, name)) for name in head] for e in it.evidence))


def _flat(value: Any) -> str | float | None:
    """A cell of a table: several things with semicolons between, yes and no as people write them."""
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    flat: str | float | None = {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
    return flat


def _figure(figure: FigureModel) -> bytes:
    if figure.kind == "lines":
        head = ("series", "role", "reported", "measure", "period", "value", "low", "high", "unit", "reason")
        return csv_bytes(
            head,
            (
                (
                    s.name,
                    s.role,
                    s.reported,
                    s.measure,
                    p.period,
                    p.value,
                    p.low,
                    p.high,
                    figure.unit,
                    p.reason,
                )
                for s in figure.series
                for p in s.points
            ),
        )
    if figure.kind == "matrix":
        cells = ((c.row, c.column, c.level, c.note) for c in figure.cells)
        return csv_bytes(("row", "column", "level", "note"), cells)
    if figure.kind == "map":
        return csv_bytes(("place", "lat", "lng", "role"), ((p.label, p.lat, p.lng, p.role) for p in figure.places))
    names = ("label", "value", "low", "high", "unit", "role", "note")
    return csv_bytes(names, ((b.label, b.value, b.low, b.high, figure.unit, b.role, b.note) for b in figure.bars))


def _table_head(name: str, unit: str) -> str:
    return f"{name} ({unit})" if unit else name


def readme(it: Assessment, files: Sequence[str]) -> str:
    """What the folder holds, how to make it again, and whom to cite."""
    lines = [
        f"{clean(it.dyad.a_name)} and {clean(it.dyad.b_name)}: data of the assessment as of {it.as_of}",
        f"Edition {clean(it.edition)}. Made by Comity {clean(it.comity)} with:",
        "",
        f"    {clean(it.command)}",
        "",
        "CSV in UTF-8 with a header. An empty cell is a missing value, never zero; `state` says why.",
        "A text that begins like a formula is led by an apostrophe, so that no spreadsheet runs it.",
        "",
        "Files",
        *(f"  {name}" for name in files),
        "",
        "Sources to cite, and their licences",
    ]
    for source in it.inputs:
        lines += [f"  {clean(source.id)}  {clean(source.citation)}"]
        lines += [f"      version {clean(source.version)}, retrieved {source.retrieved}, {clean(source.licence)}"]
    if any(f.kind == "map" for f in it.figures):
        lines += ["  Land outlines of maps: Natural Earth, public domain, https://www.naturalearthdata.com"]
    return "\n".join(lines) + "\n"


def data_files(it: Assessment) -> dict[str, bytes]:
    """Every file of `data/`, by name."""
    made = {"measures.csv": _measures(it), "findings.csv": _findings(it)}
    if it.evidence:
        made["evidence.csv"] = _evidence(it)
    for n, table in enumerate(it.tables, 1):
        head = [_table_head(c.name, c.unit) for c in table.columns]
        made[file_name("table", n, table.id)] = csv_bytes(head, table.rows)
    for n, figure in enumerate(it.figures, 1):
        made[file_name("figure", n, figure.id)] = _figure(figure)
    made["README.txt"] = readme(it, list(made)).encode("utf-8", "replace")
    return made

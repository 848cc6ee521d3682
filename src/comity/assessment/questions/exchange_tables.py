"""The ledger of a pair: four reports side by side, what is made of them, and how the two offices usually report."""

from __future__ import annotations

from math import log

from comity.assessment.phrases import figure
from comity.assessment.questions.parts import text
from comity.assessment.say import chosen, say
from comity.assessment.view import View
from comity.assessment.words import name, possessive, sentence
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Claim
from comity.dossier.table import Column, TableModel
from comity.terms.unit import brief, number, percent, signed

BY_EXPORTER = "exchange.exports_reported_by_exporter"
BY_IMPORTER = "exchange.exports_reported_by_importer"
COMPILED = "exchange.exports_compiled"
RECONCILED = "exchange.exports_reconciled"
WEIGHT = "exchange.reconciliation_weight"
COVERAGE = {BY_EXPORTER: "exchange.account_coverage", BY_IMPORTER: "exchange.account_coverage_imports"}
PARTICULAR = "exchange.particular_gap"
MARGIN = 0.06
"""Freight and insurance that the reconciled value assumes; the measure's own file declares it."""

OTHER_MARGINS = (0.0, 0.10)
_LAST = 8

Reports = dict[str, list[Measurement]]
Directions = dict[tuple[str, str], Reports]


def ledger(view: View, reports: Directions) -> tuple[TableModel, ...]:
    """Four reports by year: each state's exports and imports by its own account and by the other's."""
    by_year = {
        d: {m: {p.period: p for p in found[m]} for m in (BY_EXPORTER, BY_IMPORTER)} for d, found in reports.items()
    }
    every = sorted({p for columns in by_year.values() for by in columns.values() for p in by})
    exported = sorted({p for columns in by_year.values() for p in columns[BY_EXPORTER]})
    years = exported or every[-_LAST:]
    if not years:
        return ()
    columns, rows = [Column(name="Year")], [[year] for year in years]
    for (a, b), by in by_year.items():
        columns += [
            Column(name=f"{sentence(name(a))} to {name(b)}: {possessive(name(a))} exports", numeric=True),
            Column(name=f"{sentence(possessive(name(b)))} imports", numeric=True),
            Column(name="Gap, ln", numeric=True),
        ]
        for row, year in zip(rows, years, strict=True):
            x, m = by[BY_EXPORTER].get(year), by[BY_IMPORTER].get(year)
            row += [text(x), text(m), _change(_gap(x, m))]
    return (
        TableModel(
            id="table.exchange.ledger",
            question="exchange",
            title="The ledger: four reports of the trade between the two",
            columns=tuple(columns),
            rows=tuple(map(tuple, rows)),
            note="Years in which an exporter's report is at hand. Exports free on board, imports with freight; "
            "gap = ln(importer's / exporter's), which freight alone makes about 0.06. US$ 0 may be a rounding.",
            source=view.source(BY_EXPORTER, BY_IMPORTER),
        ),
    )


def reconciliation(view: View, reports: Directions) -> tuple[TableModel, ...]:
    """By direction and year: asymmetry, weight and reconciled value. Nothing where no year has both reports."""
    rows = []
    for (a, b), found in reports.items():
        by = {m: {p.period: p for p in found[m]} for m in (BY_EXPORTER, BY_IMPORTER, RECONCILED, COMPILED)}
        for year in sorted(set(by[BY_EXPORTER]) & set(by[BY_IMPORTER])):
            x, m = by[BY_EXPORTER][year], by[BY_IMPORTER][year]
            if not x.value and not m.value:
                continue
            settled = by[RECONCILED].get(year)
            rows.append((
                f"{a} to {b}",
                year,
                *_asymmetry(x, m),
                _plain(view.at(PARTICULAR, year, a, b), 1),
                "–" if settled is None or settled.value is None else _plain(view.at(WEIGHT, year, a, b), 2),
                _millions(None if settled is None else settled.value),
                _span(settled),
                _millions(None if year not in by[COMPILED] else by[COMPILED][year].value),
            ))  # fmt: skip
    if not rows:
        return ()
    names = ("Flow", "Year", "A1", "A2", "Particular gap, s.d.", "Weight of exporter", "Reconciled, US$ million",
             "80 % interval or bounds", "Compiled, 2010 US$ million")  # fmt: skip
    return (
        TableModel(
            id="table.exchange.reconciled",
            question="exchange",
            title="What is made of the two reports",
            columns=tuple(Column(name=n, numeric=i > 1) for i, n in enumerate(names)),
            rows=tuple(rows),
            note="A1 = (M − X) / mean, A2 = |X − M| / (X + M), from 0 to 1. Particular gap: beyond what both reporters "
            "have with everyone. The weight goes to the exporter's report, the rest to the importer's. Without "
            "a reconciled value the two reports are bounds: they are too far apart.",
            source=view.source(RECONCILED, WEIGHT, PARTICULAR, COMPILED),
        ),
    )


def reporters(view: View) -> tuple[TableModel, ...]:
    """How each of the two offices reports with all its partners, in the newest year with mirror reports."""
    rows = []
    for state in (view.a, view.b):
        for role, flow in (("exporter", "exports"), ("importer", "imports")):
            bias, error = (
                view.last(f"exchange.{role}_bias", state, "-"),
                view.last(f"exchange.{role}_error", state, "-"),
            )
            if bias is None or error is None:
                continue
            coverage = view.at("exchange.mirror_coverage", bias.period, state, "-")
            withheld = view.last(f"exchange.withheld_{flow}", state, "-")
            rows.append((
                f"{sentence(possessive(name(state)))} {flow}",
                bias.period,
                _change(bias.value),
                _plain(error, 2),
                float(bias.n or 0),
                text(coverage),
                text(withheld),
            ))  # fmt: skip
    if not rows:
        return ()
    names = ("Reports of", "Year", "Bias with all, ln", "Error, ln", "Mirror reports", "Trade both sides report",
             "Partner withheld")  # fmt: skip
    keep = [i for i in range(len(names)) if i < 6 or any(row[6] != "–" for row in rows)]
    columns = [Column(name=n, numeric=i > 1) for i, n in enumerate(names)]
    return (
        TableModel(
            id="table.exchange.reporters",
            question="exchange",
            title="How the two offices report with everyone",
            columns=tuple(columns[i] for i in keep),
            rows=tuple(tuple(row[i] for i in keep) for row in rows),
            note="Bias: above 0 the office reports more than its partners' reports bear out. Error: scatter of a flow "
            "of US$ 100 million; 0.10 is about a tenth. From nine years. Exporters and importers are taken to err "
            "alike on average, which mirror reports cannot test.",
            source=view.source("exchange.exporter_bias", "exchange.importer_error", "exchange.mirror_coverage"),
        ),
    )


def sensitivity(weight: Measurement) -> Claim:
    """What other assumptions about freight would do to the value that a weight made."""
    more, less = _moved(weight.value or 0.0)
    return say(
        "questions",
        "agreed.freight",
        margin=chosen(percent(MARGIN), "freight", "assumed"),
        more=figure(weight, more, f"{number(more, 1)} %"),
        other=chosen(percent(OTHER_MARGINS[1]), "freight", "higher"),
        less=figure(weight, abs(less), f"{number(abs(less), 1)} %"),
    )


def _moved(weight: float) -> list[float]:
    """By how many per cent a reconciled value would change with each other margin for freight."""
    return [100 * (((1 + MARGIN) / (1 + other)) ** (1 - weight) - 1) for other in OTHER_MARGINS]


def freight(view: View, reports: Directions) -> tuple[TableModel, ...]:
    """By direction, in the newest year with a reconciled value: the weights, and what other freight would change."""
    rows = []
    for (a, b), found in reports.items():
        settled = next((m for m in reversed(found[RECONCILED]) if m.value is not None), None)
        weight = None if settled is None else view.at(WEIGHT, settled.period, a, b)
        if weight is not None and weight.value is not None:
            changes = (f"{signed(x, 1)} %" for x in _moved(weight.value))
            rows.append((f"{a} to {b}", weight.period, percent(weight.value), percent(1 - weight.value), *changes))
    if not rows:
        return ()
    names = ("Flow", "Year", "Weight of the exporter's report", "Of the importer's", "Value without freight",
             f"With {percent(OTHER_MARGINS[1])}")  # fmt: skip
    return (
        TableModel(
            id="table.exchange.freight",
            question="exchange",
            title="What the reconciled value rests on, and what other freight would change",
            columns=tuple(Column(name=n, numeric=i > 1) for i, n in enumerate(names)),
            rows=tuple(rows),
            note=f"Freight and insurance are taken as {percent(MARGIN)}. Newest year with a reconciled value.",
            source=view.source(WEIGHT),
        ),
    )


def _change(value: float | None) -> str:
    """`+0.06`, `−6.62`, nought without a sign, or a dash."""
    return signed(value, 2) if value else number(value, 2)


def _gap(x: Measurement | None, m: Measurement | None) -> float | None:
    return log(m.value / x.value) if x and m and x.value and m.value else None


def _asymmetry(x: Measurement, m: Measurement) -> tuple[str, str]:
    """A1 and A2; both exist where one report is nil, while the log of the ratio does not."""
    one, two = x.value or 0.0, m.value or 0.0
    return _change(2 * (two - one) / (one + two)), number(abs(one - two) / (one + two), 2)


def _plain(m: Measurement | None, decimals: int) -> str:
    return number(None if m is None else m.value, decimals)


def _span(m: Measurement | None) -> str:
    """The interval of a value, or the bounds where there is none, in US$ million."""
    return "–" if m is None or m.low is None else f"{_millions(m.low)} to {_millions(m.high)}"


def _millions(value: float | None) -> str:
    """Two significant digits, whole from ten on: `1.9`, `76`, `2,200`."""
    return number(None) if value is None else brief(value / 1e6)

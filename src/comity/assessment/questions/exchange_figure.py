"""The figure of a direction's exports: what each account says, and where the two do not meet."""

from __future__ import annotations

from comity.assessment.questions.exchange_tables import BY_EXPORTER, BY_IMPORTER, COMPILED, Reports
from comity.assessment.view import View, points
from comity.assessment.words import name, sentence
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Chosen
from comity.dossier.figure import FigureModel, Point, Series
from comity.dossier.finding import Finding
from comity.dossier.strict import Role


def figure(view: View, a: str, b: str, found: Reports, gap: Finding | None) -> FigureModel | None:
    """Yearly exports from a to b by each account (US$); None where no account has two years."""
    shown = [
        (BY_EXPORTER, f"{name(a)} reports"),
        (BY_IMPORTER, f"{name(b)} reports"),
        (COMPILED, "compiled (2010 prices)"),
    ]
    drawn = [(m, label) for m, label in shown if len(found[m]) >= 2]
    if not drawn:
        return None
    years = [int(p.period) for m, _ in drawn for p in found[m]]
    first, last = min(years), max(years)
    roles: dict[str, Role] = {
        BY_EXPORTER: "a" if a == view.a else "b",
        BY_IMPORTER: "b" if a == view.a else "a",
        COMPILED: "third",
    }
    series = tuple(
        Series(
            name=sentence(label),
            role=roles[m],
            reported=m != COMPILED,
            measure=m,
            points=_every(found[m], m, first, last),
            interval=None,
        )
        for m, label in drawn
    )
    both = {BY_EXPORTER, BY_IMPORTER} <= {m for m, _ in drawn}
    return FigureModel(
        id=f"figure.exchange.{a}-{b}",
        question="exchange",
        kind="lines",
        title=f"{sentence(name(a))} to {name(b)}: "
        + ("the two reports do not meet" if gap else "exports by each account"),
        subtitle="Exports, US$ (the compiled series in constant 2010 US$ and with services)",
        unit="usd",
        source=view.source(*(m for m, _ in drawn)),
        alt=f"Yearly exports from {name(a)} to {name(b)} by each account, {first} to {last}.",
        series=series,
        interval=None,
        gap=(series[0].name, series[1].name) if gap and both else None,
        gap_label=_cause(gap) if gap else "",
    )


def _every(found: list[Measurement], measure: str, first: int, last: int) -> tuple[Point, ...]:
    """Yearly points; the exporter's reports come every fourth year and are kept as the points they are."""
    if measure == BY_EXPORTER:
        return tuple(p for p in points(found, first, last) if p.value is not None)
    return points(found, first, last)


def _cause(gap: Finding) -> str:
    """The likely cause in the words that the finding chose, without what explains it."""
    named = next(p.text for p in gap.parts if isinstance(p, Chosen) and p.rule == "causes")
    return named.partition(":")[0]

"""What remains in potentia?"""

from __future__ import annotations

from comity.assessment.answer import Answer, Judged, no_evidence
from comity.assessment.model import Bar, FigureModel, Finding, Role
from comity.assessment.questions.parts import evidence_table, interval, text
from comity.assessment.view import View, ref
from comity.assessment.words import above, name, sentence
from comity.atlas.measurement import Measurement

RATIO = "potential.ratio"


def answer(view: View) -> Answer:
    """Actual over expected exports as a place among pairs; promises announced and not seen done."""
    ratios = [m for m in (view.last(RATIO, *d) for d in ((view.a, view.b), (view.b, view.a))) if m is not None]
    promises = tuple(r for r in view.evidence if r.kind in ("project", "agreement") and r.question == "potential")
    if not ratios and not promises:
        return no_evidence(
            "expected trade of at least US$ 1 million", "trade of either state with its other partners in the same year"
        )
    figure = _figure(view, ratios)
    return Answer(
        state="answered" if ratios else "not_determinable",
        answer=" ".join(_headline(view, m) for m in ratios) or "Expected trade is not determinable.",
        reason="a gravity model of each year's world trade" if ratios else "no model of expected trade covers the pair",
        paragraphs=(
            "Expected exports come from sizes, distance, borders and trade agreements of all pairs of the year. "
            "A low ratio is a place among pairs, not an amount of money that waits to be earned.",
        ),
        judged=tuple(_ratio(view, m) for m in ratios),
        figures=(figure,) if figure is not None else (),
        tables=evidence_table(
            view.statements("potential")[-15:],
            "table.potential.evidence",
            "potential",
            "Announced and possible, in the evidence",
        ),
        against=("What the model leaves out (transport, sanctions, taste, secrecy) stands in the ratio too.",),
        would_change=("Trade by product, and the record of what was announced and done.",),
    )


def _headline(view: View, m: Measurement) -> str:
    place = view.standing(m)
    where = "" if place is None else f", {above(place.percentile, 'comparable pairs')}"
    return f"{sentence(name(m.a))} sold {name(m.b)} {times(m)} what the model expects ({m.period}){where}."


def times(m: Measurement) -> str:
    """A ratio in words; what rounds to nothing is said to be less than a hundredth."""
    return f"{text(m)} times" if m.value is not None and m.value >= 0.005 else "less than 0.01 times"


def _ratio(view: View, m: Measurement) -> Judged:
    place = view.standing(m)
    among = "" if place is None else f"; {above(place.percentile, place.among)}"
    band = interval(m) if (m.value or 0) >= 0.005 else ""
    claim = f"{sentence(name(m.a))} sold {name(m.b)} {times(m)} the expected value in {m.period}{band}{among}."
    unusual = 0.0 if place is None else abs(place.percentile - 50) / 50
    finding = Finding(
        id=f"potential.{m.a}-{m.b}",
        question="potential",
        claim=claim,
        estimate=view.estimate(m),
        confidence="low",
        confidence_reason="pairs of like size scatter widely about the model, as the interval shows",
        basis=(ref(m),),
        against=("Half of all pairs trade less than half or more than twice what is expected.",),
        would_change="A model with products and transport costs.",
    )
    return Judged(finding, 0.35 + 0.3 * unusual)


def _figure(view: View, ratios: list[Measurement]) -> FigureModel | None:
    if not ratios:
        return None
    series = {(m.a, m.b): [x for x in view.series(RATIO, m.a, m.b) if x.value is not None] for m in ratios}
    bars = []
    for (a, b), found in series.items():
        for m in found[-1:]:
            place = view.standing(m)
            if place is not None:
                role: Role = "a" if a == view.a else "b"
                bars.append(
                    Bar(
                        label=f"{sentence(name(a))} to {name(b)}",
                        value=round(place.percentile, 1),
                        role=role,
                        note=f"{text(m)} in {m.period}",
                    )
                )
    if not bars:
        return None
    return FigureModel(
        id="figure.potential",
        question="potential",
        kind="strip",
        title="Where actual over expected exports stand among all pairs",
        subtitle="Percentile among ordered pairs with expected exports of at least US$ 1 million",
        unit="percentile",
        source=view.source(RATIO),
        alt="Percentiles of the ratio of actual to expected exports in each direction.",
        bars=tuple(bars),
    )

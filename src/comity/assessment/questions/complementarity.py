"""Who has what the other needs?"""

from __future__ import annotations

from comity.assessment.answer import Answer, Judged, no_evidence
from comity.assessment.model import Finding
from comity.assessment.questions.parts import evidence_table, latest_rows, text
from comity.assessment.view import View, ref
from comity.assessment.words import above, name
from comity.atlas.measurement import Measurement


def answer(view: View) -> Answer:
    """Intensity both ways; which goods fit needs trade by product."""
    intensities = [m for m in (view.last("complementarity.intensity", *d) for d in _directions(view)) if m is not None]
    rows = latest_rows(view.statements("complementarity"))
    if not intensities and not rows:
        return no_evidence(
            "trade beyond what sizes explain, and trade by product",
            "a compiled trade series or customs records by product",
        )
    judged = tuple(_intensity(view, m) for m in intensities)
    return Answer(
        state="not_determinable",
        answer="Which goods fit is not determinable without trade by product. "
        + " ".join(
            f"From {name(m.a)} to {name(m.b)} trade is {text(m)} times what both sizes imply ({m.period})."
            for m in intensities
        ),
        reason="totals only; no source at hand gives this pair's trade by product",
        paragraphs=(
            "A trade intensity of one means that the partner takes just the share that its size in world trade "
            "implies.",
        ),
        judged=judged,
        tables=evidence_table(rows, "table.complementarity", "complementarity", "Complementarity in the evidence"),
        against=("Distance and borders move intensity as much as complementary needs do.",),
        would_change=("Exports and imports of both states by product.",),
    )


def _directions(view: View) -> tuple[tuple[str, str], tuple[str, str]]:
    return (view.a, view.b), (view.b, view.a)


def _intensity(view: View, m: Measurement) -> Judged:
    place = view.standing(m)
    among = "" if place is None else f", {above(place.percentile, place.among)}"
    claim = (
        f"{name(m.b)[:1].upper()}{name(m.b)[1:]} took {text(m)} times the share of {_of(m.a)} exports that its "
        "place in world "
        f"imports implies ({m.period}){among}."
    )
    finding = Finding(
        id=f"complementarity.intensity.{m.a}-{m.b}",
        question="complementarity",
        claim=claim,
        estimate=view.estimate(m),
        confidence="moderate",
        confidence_reason="computed from a compiled series of total trade",
        basis=(ref(m),),
        against=("High intensity between neighbours is ordinary.",),
        would_change="Trade by product that shows the fit, or its absence.",
    )
    return Judged(finding, 0.3)


def _of(state_id: str) -> str:
    from comity.assessment.words import possessive

    return possessive(name(state_id))

"""Generic hypotheses on why two reports of one flow do not meet, with the odds that three facts give them."""

from __future__ import annotations

from math import prod

from comity.assessment.causes import nearer
from comity.assessment.hypotheses import SEEN_IF_TRUE
from comity.assessment.settings import threshold
from comity.assessment.view import View, ref
from comity.assessment.words import name
from comity.atlas.measurement import Measurement
from comity.dossier.table import Column, TableModel

_GENERIC = (
    ("origin", "The importer does not publish the origin", ("--", "++", "++")),
    ("transit", "The goods pass through a third country", ("-", "-", "0")),
    ("valuation", "The two value the same goods differently", ("-", "0", "--")),
    ("fiction", "The exporter reports what was not sold", ("-", "--", "+")),
)
"""Hypotheses on a gap, and how well three facts fit each: an importer's figure near the exporter's in any year,
a third account that agrees with the exporter, and an importer's figure below a tenth of the exporter's."""


def cause_contest(view: View) -> tuple[TableModel, ...]:
    """The generic hypotheses on a gap in which the importer reports less than a tenth, with the odds of each."""
    made = []
    for a, b in ((view.a, view.b), (view.b, view.a)):
        facts = _gap_facts(view, a, b)
        if facts is not None:
            made.append(_gap_table(view, a, b, facts))
    return tuple(made)


def _gap_facts(view: View, a: str, b: str) -> tuple[tuple[str, bool, str], ...] | None:
    """For each of the three facts its words, whether it is seen, and its row; None where there is no such gap."""
    years = [m for m in view.series("exchange.exports_reported_by_exporter", a, b) if m.value]
    gaps = []
    for x in years:
        m = view.at("exchange.exports_reported_by_importer", x.period, a, b)
        if m is not None and m.value is not None and (x.value or 0) >= threshold("flow_worth_a_cause"):
            gaps.append((x, m))
    low = [(x, m) for x, m in gaps if (m.value or 0) * threshold("reports_irreconcilable") < (x.value or 0)]
    if not low:
        return None
    near = [(x, m) for x, m in gaps if (m.value or 0) * threshold("reports_disagree") >= (x.value or 0)]
    third = [view.at("exchange.exports_compiled", x.period, a, b) for x, _ in low]
    agrees = [t for (x, m), t in zip(low, third, strict=True) if t is not None and _backs_exporter(x, m, t)]
    return (
        ("the importer's figure is near the exporter's in some year", bool(near), ref((near or low)[-1][1])),
        ("a third account agrees with the exporter", bool(agrees), ref(agrees[-1]) if agrees else ""),
        ("the importer's figure is below a tenth of the exporter's", True, ref(low[-1][0])),
    )


def _gap_table(view: View, a: str, b: str, facts: tuple[tuple[str, bool, str], ...]) -> TableModel:
    odds = []
    for _, _, ratings in _GENERIC:
        chances = [SEEN_IF_TRUE[r] for r in ratings]
        seen = [c if held else 1 - c for c, (_, held, _) in zip(chances, facts, strict=True)]
        odds.append(prod(seen) / len(_GENERIC))
    rows = tuple(
        (text, *ratings, round(1 / len(_GENERIC), 2), round(o / sum(odds), 2))
        for (_, text, ratings), o in zip(_GENERIC, odds, strict=True)
    )
    rests = ", ".join(dict.fromkeys(r for _, _, r in facts if r))
    heads = [f"{words}: {'seen' if held else 'not seen'}" for words, held, _ in facts]
    return TableModel(
        id=f"table.hypotheses.gap.{a}-{b}",
        question="outlook",
        title=f"Why the two reports of exports from {name(a)} to {name(b)} do not meet",
        columns=(
            Column(name="Hypothesis"),
            *(Column(name=h[:1].upper() + h[1:]) for h in heads),
            Column(name="Before", unit="probability", numeric=True),
            Column(name="After", unit="probability", numeric=True),
        ),
        rows=rows,
        note="++ expected if true, -- hardly to be seen if true; a fact that is not seen counts the other way. "
        f"Rests on {rests}. The ratings are general, not of this pair.",
    )


def _backs_exporter(x: Measurement, m: Measurement, compiled: Measurement) -> bool:
    """Whether a third account of the flow is near the exporter's report and not the importer's."""
    return bool(compiled.value) and nearer(compiled.value or 0.0, x.value or 0.0, m.value or 0.0) == "exporter"

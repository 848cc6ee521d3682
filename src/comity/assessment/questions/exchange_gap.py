"""The two customs reports of a flow do not meet: by how much, in which years, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comity.assessment.answer import Judged
from comity.assessment.causes import Marks, cause_of
from comity.assessment.phrases import NOTHING, ROOM, figure, owner, printed, several
from comity.assessment.questions.exchange_tables import (
    BY_EXPORTER,
    BY_IMPORTER,
    COMPILED,
    COVERAGE,
    PARTICULAR,
    RECONCILED,
    Reports,
)
from comity.assessment.salience import salience
from comity.assessment.say import Slots, chosen, period, say, state, together
from comity.assessment.settings import threshold
from comity.assessment.view import View, ref
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Chosen, Claim
from comity.dossier.finding import Estimate, Finding
from comity.terms.interval import Interval
from comity.terms.period import year_of
from comity.terms.unit import percent

FAR = 5.0
"""Standard deviations from which a gap is far from what two states show with others."""


Pair = tuple[Measurement, Measurement]
"""The exporter's and the importer's report of one year."""


@dataclass(frozen=True, slots=True)
class Flow:
    """What goes from a to b by each account, the years that both report, and those in which the two do not meet."""

    a: str
    b: str
    reports: Reports
    both: tuple[Pair, ...]
    apart: tuple[Pair, ...]


def flow(a: str, b: str, reports: Reports) -> Flow:
    """A flow by its reports, judged once; years oldest first."""
    importer = {m.period: m for m in reports[BY_IMPORTER] if m.value is not None}
    both = tuple((x, importer[x.period]) for x in reports[BY_EXPORTER] if x.value is not None and x.period in importer)
    return Flow(a, b, reports, both, tuple(pair for pair in both if _disagree(*pair)))


def _disagree(x: Measurement, m: Measurement) -> bool:
    high, low = max(x.value or 0, m.value or 0), min(x.value or 0, m.value or 0)
    return high >= threshold("flow_worth_a_cause") and high > threshold("reports_disagree") * low


def gap(view: View, flow: Flow) -> Judged:
    """The years in which the two reports of a flow do not meet, with the likely cause. It must have such years."""
    a, b, pairs, (last_x, last_m) = flow.a, flow.b, flow.apart, flow.both[-1]
    compiled = {m.period: m for m in flow.reports[COMPILED]}
    x, m = max(pairs, key=lambda pair: max(pair[0].value or 0, pair[1].value or 0))
    marks = _marks(view, flow, x.period)
    cause = cause_of(x, m, marks)
    reconciled = view.at(RECONCILED, x.period, a, b)
    bounds = Estimate(
        value=None,
        unit=x.unit,
        low=min(x.value or 0, m.value or 0),
        high=max(x.value or 0, m.value or 0),
        interval=Interval.ACCOUNTS,
    )
    if reconciled is not None and reconciled.value is not None:
        bounds = view.estimate(reconciled, standing=False)
    part = marks.part(x.value or 0, m.value or 0)
    stood = say(ROOM, "gap.since", year=period(last_x), x=printed(last_x), m=printed(last_m))
    claim = together([
        say(
            ROOM,
            "gap.said",
            a=state(a),
            b=state(b),
            cases=together([_case(p, q) for p, q in pairs[-4:]], "; "),
            beyond=_beyond(marks.particular),
        ),
        *([stood] if (last_x, last_m) != pairs[-1] else []),
        say(ROOM, "gap.cause", cause=chosen(cause.text, "causes", cause.code)),
        *lower_bound(part),
    ])  # fmt: skip
    used = (compiled.get(x.period), marks.particular, marks.exporter_bias, marks.importer_bias, part)
    finding = Finding(
        id=f"exchange.gap.{a}-{b}",
        question="exchange",
        claim=claim.text,
        parts=claim.parts,
        estimate=bounds,
        confidence=cause.confidence,
        confidence_reason=cause.reason,
        basis=tuple(dict.fromkeys((*claim.basis, *(ref(u) for u in used if u is not None and u.value is not None)))),
        against=cause.against,
        would_change="Trade by product and by country of origin from the importer's customs.",
    )
    short = _gap_in_short(x, m, pairs, chosen(cause.text, "causes", cause.code))
    old = view.as_of.year - year_of(last_x.period) > threshold("figure_old_years")
    turns = _irreconcilable(last_x, last_m) and not old
    return Judged(finding, salience("exchange.gap", "changes" if turns else "caveat"), short)


def _irreconcilable(x: Measurement, m: Measurement) -> bool:
    """Whether two accounts of a flow worth a cause differ by more than a factor of ten."""
    large, small = max(x.value or 0, m.value or 0), min(x.value or 0, m.value or 0)
    return large >= threshold("flow_worth_a_cause") and large > threshold("reports_irreconcilable") * small


def _case(x: Measurement, m: Measurement) -> Claim:
    """The two reports of one year."""
    return say(
        ROOM, "gap.case", year=period(x), exporter=printed(x), a=state(x.a), importer=printed(m), b=state(x.b)
    )  # fmt: skip


def lower_bound(coverage: Measurement | None) -> list[Claim]:
    """That an account is a part of its reporter's trade; nothing where it is whole or nobody knows."""
    if coverage is None or coverage.value is None or coverage.value >= threshold("account_whole"):
        return []
    key = "account.exports" if coverage.measure == COVERAGE[BY_EXPORTER] else "account.imports"
    share = figure(coverage, coverage.value, percent(coverage.value))
    return [say(ROOM, key, owner=owner(coverage.a), share=share, year=period(coverage))]


def _gap_in_short(
    x: Measurement, m: Measurement, pairs: Sequence[tuple[Measurement, Measurement]], cause: Chosen
) -> Claim:
    """The widest year alone."""
    others = several(len(pairs) - 1, "other year", refs=tuple(ref(p) for p, _ in pairs if p is not x))
    likewise = say(ROOM, "gap.likewise", others=others) if len(pairs) > 1 else NOTHING
    who: Slots = {"a": state(x.a), "b": state(x.b), "year": period(x)}
    return say(ROOM, "gap.short", **who, exporter=printed(x), importer=printed(m), likewise=likewise, cause=cause)


def _marks(view: View, flow: Flow, year: str) -> Marks:
    """What the atlas knows of a gap beyond the two reports."""
    a, b = flow.a, flow.b
    near = (p for p in flow.both if p[0].period != year and abs(int(p[0].period) - int(year)) <= 4)
    others = tuple((x.value or 0.0, m.value or 0.0) for x, m in near)
    return Marks(
        compiled=next((m for m in flow.reports[COMPILED] if m.period == year), None),
        particular=view.at(PARTICULAR, year, a, b),
        exporter_bias=view.at("exchange.exporter_bias", year, a, "-"),
        importer_bias=view.at("exchange.importer_bias", year, b, "-"),
        withheld=view.at("exchange.withheld_imports", year, b, "-"),
        others=others,
        exporter_coverage=view.at(COVERAGE[BY_EXPORTER], year, a, "-"),
        importer_coverage=view.at(COVERAGE[BY_IMPORTER], year, b, "-"),
    )


def _beyond(particular: Measurement | None) -> Claim:
    """How far the gap is the pair's own."""
    if particular is None or particular.value is None:
        return NOTHING
    size = abs(particular.value)
    if size < threshold("particular_gap"):
        return say(ROOM, "gap.usual", year=period(particular))
    words = "far beyond" if size >= FAR else "beyond"
    return say(ROOM, "gap.beyond", size=chosen(words, "particular_gap", words), year=period(particular))

"""What do they trade, according to both?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from comity.assessment.answer import Answer, Judged, no_evidence
from comity.assessment.causes import Marks, cause_of, unnamed_ways
from comity.assessment.phrases import NOTHING, ROOM, ends, figure, owner, printed, ranked, several
from comity.assessment.questions import composition
from comity.assessment.questions.exchange_figure import figure as drawn
from comity.assessment.questions.exchange_tables import (
    BY_EXPORTER,
    BY_IMPORTER,
    COMPILED,
    COVERAGE,
    MARGIN,
    PARTICULAR,
    RECONCILED,
    WEIGHT,
    Reports,
    freight,
    ledger,
    reconciliation,
    reporters,
    sensitivity,
)
from comity.assessment.questions.other_flows import other_flows
from comity.assessment.questions.parts import evidence_table, latest_rows, text
from comity.assessment.questions.sanctions import sanctions
from comity.assessment.questions.trade_now import trade_now
from comity.assessment.salience import salience
from comity.assessment.say import Slots, chosen, period, say, state, together
from comity.assessment.settings import threshold
from comity.assessment.view import View, ref
from comity.assessment.words import name, sentence
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Chosen, Claim, Part, claim
from comity.dossier.finding import Estimate, Finding
from comity.terms.interval import Interval
from comity.terms.period import year_of
from comity.terms.unit import percent

FAR = 5.0
"""Standard deviations from which a gap is far from what two states show with others."""


def answer(view: View) -> Answer:
    """Both reports of each direction, the gap, a compiled third account, and other flows."""
    directions = [(view.a, view.b), (view.b, view.a)]
    reports = {d: _reports(view, *d) for d in directions}
    products, by_product = composition.has_products(view), composition.headline(view)
    if not by_product and not any(found for d in directions for found in reports[d].values()):
        return no_evidence("goods trade in either state's reports", "a customs report of either state")
    measures = sanctions(view)
    of_direction = {d: _direction(view, *d, reports[d]) for d in directions}
    unnamed = unnamed_ways([j.finding for d in directions for j in of_direction[d]], view.a, view.b)
    now = trade_now(view, unnamed)
    judged = (
        now
        + ([measures] if measures else [])
        + [_behind(j) if now else j for d in directions for j in of_direction[d]]
        + other_flows(view)
    )
    gaps = {d: _gap_among(of_direction[d]) for d in directions}
    ordered = sorted(directions, key=lambda d: gaps[d] is None)
    return Answer(
        state="answered",
        answer=f"{_headline(reports, _standing_gap(reports))} {by_product}".strip(),
        reason="customs reports of both sides and a compiled series"
        + (", with products" if products else ", without products"),
        paragraphs=(
            "Exports are reported free on board, imports with freight and insurance, so an importer's figure about "
            "6 % above the exporter's is normal. Reports are shown as they are; a reconciled value is a third column. "
            "It weighs the two by how far each reporter usually strays from all its partners.",
        )
        + (
            () if products else (composition.WITHOUT.format("exports by sector and by single goods such as crude oil"),)
        ),
        judged=tuple(judged),
        figures=tuple(f for d in ordered if (f := drawn(view, *d, reports[d], gaps[d])) is not None)
        + composition.figures(view),
        tables=ledger(view, reports)
        + reconciliation(view, reports)
        + freight(view, reports)
        + reporters(view)
        + composition.table(view)
        + evidence_table(
            latest_rows(view.statements("exchange")),
            "table.exchange.evidence",
            "exchange",
            "Trade and flows in the evidence",
        ),
        against=("What neither side records is in neither report.",)
        + (() if products else ("Totals only: the atlas at hand has no trade by product.",)),
        would_change=("Customs records by product and by country of last consignment, from both sides.",),
    )


def _behind(judged: Judged) -> Judged:
    """What older reports say of a flow, where a newer account of the two leads: for the section."""
    older = judged.finding.id.startswith("exchange.exports")
    return replace(judged, salience=salience("exchange.exports", "trifle")) if older else judged


def _reports(view: View, a: str, b: str) -> Reports:
    return {m: view.series(m, a, b) for m in (BY_EXPORTER, BY_IMPORTER, COMPILED, RECONCILED)}


def _headline(reports: dict[tuple[str, str], Reports], gap: str) -> str:
    parts = []
    for (a, b), found in reports.items():
        newest = next((found[m][-1] for m in (BY_EXPORTER, COMPILED, BY_IMPORTER) if found[m]), None)
        if newest is not None:
            who = {
                BY_EXPORTER: f"{name(a)} reports",
                BY_IMPORTER: f"{name(b)} reports",
                COMPILED: "a compiled series gives",
            }
            parts.append(
                f"{who[newest.measure]} {text(newest)} of exports from {name(a)} to {name(b)} in {newest.period}"
            )
    tail = f" {gap}" if gap else ""
    return sentence("; ".join(parts)) + "." + tail if parts else ""


def _standing_gap(reports: dict[tuple[str, str], Reports]) -> str:
    """Whether reports differ beyond what freight explains, and until when."""
    last: list[str] = []
    still = False
    for found in reports.values():
        pairs = _pairs(found)
        apart = [x.period for x, m in pairs if _disagree(x, m)]
        last += apart[-1:]
        still |= bool(apart) and apart[-1] == pairs[-1][0].period
    if not last:
        return ""
    if still:
        return "The two reports differ by more than freight can explain."
    return f"Up to {max(last)} the two reports differed by more than freight can explain."


def _pairs(found: Reports) -> list[tuple[Measurement, Measurement]]:
    """The two reports of every year that has both, oldest first."""
    importer = {m.period: m for m in found[BY_IMPORTER] if m.value is not None}
    return [(x, importer[x.period]) for x in found[BY_EXPORTER] if x.value is not None and x.period in importer]


def _direction(view: View, a: str, b: str, found: Reports) -> list[Judged]:
    pairs = _pairs(found)
    judged = []
    if any(_disagree(x, m) for x, m in pairs):
        judged.append(_gap(view, a, b, pairs, found))
    elif pairs:
        judged.append(_agreeing(view, a, b, *pairs[-1]))
    elif any(found[m] for m in (BY_EXPORTER, BY_IMPORTER, COMPILED)):
        judged.append(_one_sided(view, a, b, found))
    return judged


def _disagree(x: Measurement, m: Measurement) -> bool:
    high, low = max(x.value or 0, m.value or 0), min(x.value or 0, m.value or 0)
    return high >= threshold("flow_worth_a_cause") and high > threshold("reports_disagree") * low


def _gap(view: View, a: str, b: str, both: list[tuple[Measurement, Measurement]], found: Reports) -> Judged:
    pairs, (last_x, last_m) = [pair for pair in both if _disagree(*pair)], both[-1]
    compiled = {m.period: m for m in found[COMPILED]}
    x, m = max(pairs, key=lambda pair: max(pair[0].value or 0, pair[1].value or 0))
    marks = _marks(view, a, b, x.period, found)
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
        *_lower_bound(part),
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


def _lower_bound(coverage: Measurement | None) -> list[Claim]:
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


def _marks(view: View, a: str, b: str, year: str, found: Reports) -> Marks:
    """What the atlas knows of a gap beyond the two reports."""
    importer = {m.period: m.value for m in found[BY_IMPORTER] if m.value is not None}
    others = tuple(
        (x.value, importer[x.period])
        for x in found[BY_EXPORTER]
        if x.value is not None and x.period in importer and x.period != year and abs(int(x.period) - int(year)) <= 4
    )
    return Marks(
        compiled=next((m for m in found[COMPILED] if m.period == year), None),
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


def _gap_among(judged: list[Judged]) -> Finding | None:
    """The finding that a direction's two accounts do not meet, where they do not."""
    return next((j.finding for j in judged if j.finding.id.startswith("exchange.gap")), None)


def _agreeing(view: View, a: str, b: str, x: Measurement, m: Measurement) -> Judged:
    reconciled = view.at(RECONCILED, x.period, a, b)
    settled = reconciled is not None and reconciled.value is not None
    best = reconciled if reconciled is not None and reconciled.value is not None else x
    said = say(
        ROOM,
        "agreed.said",
        a=state(a),
        b=state(b),
        year=period(x),
        x=printed(x),
        owner=owner(a),
        m=printed(m),
        other=owner(b),
        settled=say(ROOM, "agreed.settled", best=printed(best), span=ends(best)) if settled else NOTHING,
        among=ranked(view, best),
    )
    weight = view.at(WEIGHT, x.period, a, b) if settled and _between(best, x, m) else None
    told = together([said, *([] if weight is None else _weights(weight, a, b))])
    accounts = [view.at(COVERAGE[p.measure], p.period, s, "-") for p, s in ((x, a), (m, b))]
    parts = [c for c in accounts if c is not None and _lower_bound(c)]
    finding = Finding(
        id=f"exchange.exports.{a}-{b}",
        question="exchange",
        claim=told.text,
        parts=told.parts,
        estimate=view.estimate(best),
        confidence="high" if settled else "low",
        confidence_reason="both sides' customs agree within a factor of two"
        if settled
        else "a flow too small for the two reports to be weighed",
        basis=tuple(dict.fromkeys(ref(p) for p in (best, x, m, weight, *parts) if p is not None)),
        against=(
            "Both may miss goods that pass through a third country.",
            *(part.text for c in parts for part in _lower_bound(c)),
        ),
        would_change="A revision by either statistical office.",
    )
    return Judged(finding, salience("exchange.exports", "agreed"))


def _between(best: Measurement, x: Measurement, m: Measurement) -> bool:
    """Whether the reconciled value lies within the two reports free on board, and not at one of them."""
    one, two = sorted((x.value or 0.0, (m.value or 0.0) / (1 + MARGIN)))
    return one * 1.005 < (best.value or 0.0) < two / 1.005


def _weights(weight: Measurement, a: str, b: str) -> list[Claim]:
    """How much either report counts, and what other freight would do; nothing where no weight is known."""
    if weight.value is None:
        return []
    share, rest = (figure(weight, w, percent(w)) for w in (weight.value, 1 - weight.value))
    return [say(ROOM, "agreed.weights", owner=owner(a), share=share, other=owner(b), rest=rest), sensitivity(weight)]


def _one_sided(view: View, a: str, b: str, found: Reports) -> Judged:
    newest = next(found[m][-1] for m in (BY_EXPORTER, COMPILED, BY_IMPORTER) if found[m])
    compiled = chosen("a compiled series", "account", "compiled")
    who: dict[str, Part] = {BY_EXPORTER: state(a), BY_IMPORTER: state(b), COMPILED: compiled}
    reporter = a if newest.measure == BY_EXPORTER else b
    coverage = view.at(COVERAGE[newest.measure], newest.period, reporter, "-") if newest.measure in COVERAGE else None
    part = _lower_bound(coverage)
    said = say(
        ROOM,
        "one_sided.said",
        who=claim(who[newest.measure]),
        a=state(a),
        b=state(b),
        value=printed(newest),
        year=period(newest),
        among=ranked(view, newest),
    )
    told = together([said, *part])
    finding = Finding(
        id=f"exchange.exports.{a}-{b}",
        question="exchange",
        claim=told.text,
        parts=told.parts,
        estimate=view.estimate(newest),
        confidence="moderate" if newest.measure == COMPILED else "low",
        confidence_reason="one account without a counterpart for the same year",
        basis=tuple(ref(m) for m in (newest, coverage if part else None) if m is not None),
        against=("The other side's report may differ; none is at hand for the year.",),
        would_change="The partner's customs report for the same year.",
    )
    trifle = (newest.value or 0.0) < threshold("nothing_trade")
    return Judged(finding, salience("exchange.exports", "trifle" if trifle else "one_sided"))

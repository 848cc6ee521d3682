"""What do they trade, according to both?"""

from __future__ import annotations

from comity.assessment.answer import Answer, Judged, no_evidence
from comity.assessment.causes import cause_of
from comity.assessment.model import Column, Estimate, FigureModel, Finding, Point, Role, Series, TableModel
from comity.assessment.questions.parts import evidence_table, interval, latest_rows, short, text
from comity.assessment.settings import threshold
from comity.assessment.view import View, points, ref
from comity.assessment.words import above, name, sentence
from comity.atlas.measurement import Measurement

BY_EXPORTER = "exchange.exports_reported_by_exporter"
BY_IMPORTER = "exchange.exports_reported_by_importer"
COMPILED = "exchange.exports_compiled"
RECONCILED = "exchange.exports_reconciled"
_OTHER = (
    ("exchange.investment_flow", "direct investment"),
    ("exchange.aid", "development assistance"),
    ("people.migrants", "migrants"),
    ("exchange.remittances", "remittances"),
)


def answer(view: View) -> Answer:
    """Both reports of each direction, the gap, a compiled third account, and other flows."""
    directions = [(view.a, view.b), (view.b, view.a)]
    reports = {d: _reports(view, *d) for d in directions}
    if not any(found for d in directions for found in reports[d].values()):
        return no_evidence("goods trade in either state's reports", "a customs report of either state")
    judged = [j for d in directions for j in _direction(view, *d, reports[d])] + _others(view)
    ordered = sorted(directions, key=lambda d: not _quarrel(view, d[0], d[1], reports[d]))
    gaps = [j for j in judged if j.finding.id.startswith("exchange.gap")]
    return Answer(
        state="answered",
        answer=_headline(view, reports, bool(gaps)),
        reason="customs reports of both sides and a compiled series, without products",
        paragraphs=(
            "Exports are reported free on board, imports with freight and insurance, so an importer's figure about "
            "6 % above the exporter's is normal. Reports are shown as they are; a reconciled value is a third column.",
        ),
        judged=tuple(judged),
        figures=tuple(f for d in ordered if (f := _figure(view, *d, reports[d])) is not None),
        tables=tuple(t for d in directions if (t := _table(view, *d, reports[d])) is not None)
        + evidence_table(
            latest_rows(view.statements("exchange")),
            "table.exchange.evidence",
            "exchange",
            "Trade and flows in the evidence",
        ),
        against=("Totals only: no source at hand gives this pair's trade by product.",),
        would_change=("Customs records by product and by country of last consignment, from both sides.",),
    )


Reports = dict[str, list[Measurement]]


def _reports(view: View, a: str, b: str) -> Reports:
    found = {m: view.series(m, a, b) for m in (BY_EXPORTER, BY_IMPORTER, COMPILED, RECONCILED)}
    if any(m.value for m in found[BY_EXPORTER]):
        # Zeros before the first reported flow are an importer's fill, not news.
        return found
    return found


def _headline(view: View, reports: dict[tuple[str, str], Reports], gap: bool) -> str:
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
    tail = " The two reports differ by more than freight can explain." if gap else ""
    del view
    return sentence("; ".join(parts)) + "." + tail


def _direction(view: View, a: str, b: str, found: Reports) -> list[Judged]:
    exporter = {m.period: m for m in found[BY_EXPORTER] if m.value is not None}
    importer = {m.period: m for m in found[BY_IMPORTER] if m.value is not None}
    both = sorted(set(exporter) & set(importer))
    judged = []
    disagreeing = [p for p in both if _disagree(exporter[p], importer[p])]
    if disagreeing:
        judged.append(_gap(view, a, b, [(exporter[p], importer[p]) for p in disagreeing], found))
    elif both:
        judged.append(_agreeing(view, a, b, exporter[both[-1]], importer[both[-1]]))
    elif exporter or importer or found[COMPILED]:
        judged.append(_one_sided(view, a, b, found))
    return judged


def _disagree(x: Measurement, m: Measurement) -> bool:
    high, low = max(x.value or 0, m.value or 0), min(x.value or 0, m.value or 0)
    return high >= threshold("flow_worth_a_cause") and high > threshold("reports_disagree") * low


def _gap(view: View, a: str, b: str, pairs: list[tuple[Measurement, Measurement]], found: Reports) -> Judged:
    compiled = {m.period: m for m in found[COMPILED]}
    x, m = max(pairs, key=lambda pair: max(pair[0].value or 0, pair[1].value or 0))
    cause = cause_of(x, m, compiled.get(x.period))
    cases = "; ".join(f"{p.period}: {text(p)} by {name(a)} against {text(q)} by {name(b)}" for p, q in pairs[-4:])
    reconciled = view.at(RECONCILED, x.period, a, b)
    bounds = Estimate(
        value=None, unit=x.unit, low=min(x.value or 0, m.value or 0), high=max(x.value or 0, m.value or 0)
    )
    if reconciled is not None and reconciled.value is not None:
        bounds = view.estimate(reconciled, standing=False)
    claim = (
        f"The two accounts of exports from {name(a)} to {name(b)} do not meet ({cases}). Likely cause: {cause.text}."
    )
    finding = Finding(
        id=f"exchange.gap.{a}-{b}",
        question="exchange",
        claim=claim,
        estimate=bounds,
        confidence=cause.confidence,
        confidence_reason=cause.reason,
        basis=tuple(ref(p) for pair in pairs[-4:] for p in pair)
        + ((ref(compiled[x.period]),) if x.period in compiled else ()),
        against=cause.against,
        would_change="Trade by product and by country of origin from the importer's customs.",
    )
    return Judged(finding, 0.98)


def _quarrel(view: View, a: str, b: str, found: Reports) -> bool:
    return any(j.finding.id.startswith("exchange.gap") for j in _direction(view, a, b, found))


def _agreeing(view: View, a: str, b: str, x: Measurement, m: Measurement) -> Judged:
    reconciled = view.at(RECONCILED, x.period, a, b)
    settled = reconciled is not None and reconciled.value is not None
    best = reconciled if reconciled is not None and reconciled.value is not None else x
    place = view.standing(best)
    among = "" if place is None else f", {above(place.percentile, place.among)}"
    claim = (
        f"Exports from {name(a)} to {name(b)} in {x.period}: {text(x)} by {possessive(a)} account, {text(m)} by "
        f"{possessive(b)}" + (f"; reconciled {text(best)}{interval(best)}" if settled else "") + f"{among}."
    )
    finding = Finding(
        id=f"exchange.exports.{a}-{b}",
        question="exchange",
        claim=claim,
        estimate=view.estimate(best),
        confidence="high" if settled else "low",
        confidence_reason="both sides' customs agree within a factor of two"
        if settled
        else "a flow too small for the two reports to be weighed",
        basis=tuple(dict.fromkeys(ref(p) for p in (best, x, m))),
        against=("Both may miss goods that pass through a third country.",),
        would_change="A revision by either statistical office.",
    )
    return Judged(finding, 0.7)


def possessive(state_id: str) -> str:
    """Whose account."""
    from comity.assessment.words import possessive as of

    return of(name(state_id))


def _one_sided(view: View, a: str, b: str, found: Reports) -> Judged:
    newest = next(found[m][-1] for m in (BY_EXPORTER, COMPILED, BY_IMPORTER) if found[m])
    place = view.standing(newest)
    among = "" if place is None else f", {above(place.percentile, place.among)}"
    who = {BY_EXPORTER: name(a), BY_IMPORTER: name(b), COMPILED: "a compiled series"}[newest.measure]
    claim = f"By {who} alone, exports from {name(a)} to {name(b)} were {text(newest)} in {newest.period}{among}."
    finding = Finding(
        id=f"exchange.exports.{a}-{b}",
        question="exchange",
        claim=claim,
        estimate=view.estimate(newest),
        confidence="moderate" if newest.measure == COMPILED else "low",
        confidence_reason="one account without a counterpart for the same year",
        basis=(ref(newest),),
        against=("The other side's report may differ; none is at hand for the year.",),
        would_change="The partner's customs report for the same year.",
    )
    return Judged(finding, 0.5)


def _others(view: View) -> list[Judged]:
    judged = []
    for measure, what in _OTHER:
        for a, b in ((view.a, view.b), (view.b, view.a)):
            known = [m for m in view.series(measure, a, b) if m.value]
            if not known:
                continue
            peak, last = max(known, key=lambda m: m.value or 0), known[-1]
            place = view.standing(last)
            among = "" if place is None else f", {above(place.percentile, place.among)}"
            most = "" if peak.period == last.period else f" (most: {text(peak)} in {peak.period})"
            finding = Finding(
                id=f"{measure}.{a}-{b}",
                question="exchange",
                claim=f"{sentence(what)} from {name(a)} to {name(b)}: {text(last)} in {last.period}{most}{among}.",
                estimate=view.estimate(last),
                confidence="moderate",
                confidence_reason="one publisher's figures, without a mirror",
                basis=tuple(dict.fromkeys((ref(last), ref(peak)))),
                against=(view.atlas.entry(measure).not_when,),
                would_change="A later edition or the other side's figure.",
            )
            judged.append(Judged(finding, 0.3))
    return judged


def _figure(view: View, a: str, b: str, found: Reports) -> FigureModel | None:
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
        )
        for m, label in drawn
    )
    gap = next((j for j in _direction(view, a, b, found) if j.finding.id.startswith("exchange.gap")), None)
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
        gap=(series[0].name, series[1].name) if gap and both else None,
        gap_label=gap.finding.claim.rsplit("Likely cause: ", 1)[-1].rstrip(".") if gap else "",
    )


def _every(found: list[Measurement], measure: str, first: int, last: int) -> tuple[Point, ...]:
    """Yearly points; the exporter's reports come every fourth year and are kept as the points they are."""
    if measure == BY_EXPORTER:
        return tuple(p for p in points(found, first, last) if p.value is not None)
    return points(found, first, last)


def _table(view: View, a: str, b: str, found: Reports) -> TableModel | None:
    columns = {m: {p.period: p for p in found[m]} for m in found}
    years = sorted({p for m in (BY_EXPORTER, BY_IMPORTER) for p in columns[m]})
    years = [y for y in years if y in columns[BY_EXPORTER]] or years[-8:]
    if not years:
        return None
    rows = []
    for year in years:
        x, m, r, c = (columns[k].get(year) for k in (BY_EXPORTER, BY_IMPORTER, RECONCILED, COMPILED))
        ratio = f"{m.value / x.value:.3f}" if x and m and x.value and m.value is not None else "–"
        rows.append((year, text(x), text(m), ratio, text(r), short(c)))
    return TableModel(
        id=f"table.mirror.{a}-{b}",
        question="exchange",
        title=f"Exports from {name(a)} to {name(b)} by each account",
        columns=(
            Column(name="Year"),
            Column(name=f"{sentence(name(a))} reports", numeric=True),
            Column(name=f"{sentence(name(b))} reports", numeric=True),
            Column(name="Importer / exporter", numeric=True),
            Column(name="Reconciled", numeric=True),
            Column(name="Compiled, 2010 US$", numeric=True),
        ),
        rows=tuple(rows),
        note="Years in which the exporter's report is at hand. 'Between' marks reports too far apart to reconcile.",
        source=view.source(BY_EXPORTER, BY_IMPORTER, RECONCILED, COMPILED),
    )

"""What do they trade, according to both?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from comity.assessment.accounts.far_apart import CEPII, FUND
from comity.assessment.answer import Answer, Judged, no_evidence
from comity.assessment.causes import unnamed_ways
from comity.assessment.questions import composition
from comity.assessment.questions.exchange_figure import figure
from comity.assessment.questions.exchange_gap import Flow, flow, gap
from comity.assessment.questions.exchange_tables import (
    BY_EXPORTER,
    BY_IMPORTER,
    COMPILED,
    RECONCILED,
    Reports,
    freight,
    ledger,
    reconciliation,
    reporters,
)
from comity.assessment.questions.exports_told import agreeing, one_sided
from comity.assessment.questions.other_flows import other_flows
from comity.assessment.questions.parts import evidence_table, latest_rows, text
from comity.assessment.questions.sanctions import sanctions
from comity.assessment.questions.trade_now import trade_now
from comity.assessment.salience import salience
from comity.assessment.say import chosen, say
from comity.assessment.view import View
from comity.assessment.words import name, sentence
from comity.dossier.claim import Claim, claim, rows_told
from comity.dossier.figure import FigureModel
from comity.terms.ref import measure_of, period_of


def answer(view: View) -> Answer:
    """Both reports of each direction, the gap, a compiled third account, and other flows."""
    directions = [(view.a, view.b), (view.b, view.a)]
    reports = {d: _reports(view, *d) for d in directions}
    flows = [flow(*d, reports[d]) for d in directions]
    products, by_product = composition.has_products(view), composition.headline(view)
    if not by_product and not any(found for d in directions for found in reports[d].values()):
        return no_evidence("goods trade in either state's reports", "a customs report of either state")
    measures = sanctions(view)
    told = [_told(view, each) for each in flows]
    of_flows = [j for j in told if j is not None]
    unnamed = unnamed_ways([j.finding for j in of_flows], view.a, view.b)
    now = trade_now(view, unnamed)
    judged = now + ([measures] if measures else []) + [_behind(j) if now else j for j in of_flows] + other_flows(view)
    drawn = sorted(zip(flows, told, strict=True), key=lambda both: not both[0].apart)
    reported = _headline(reports, _standing_gap(flows))
    led = next((j.short or claim_of(j) for j in now if _newest_of_all(j, reports)), None)
    older = say("questions", "argued.reported", what=chosen(reported, "reports", "older")) if led and reported else None
    return Answer(
        state="answered",
        answer=f"{reported if led is None else led.text} {by_product}".strip(),
        reason="customs reports of both sides and a compiled series"
        + (", with products" if products else ", without products"),
        paragraphs=(
            *((older.text,) if older is not None else ()),
            "Exports are reported free on board, imports with freight and insurance, so an importer's figure about "
            "6 % above the exporter's is normal. Reports are shown as they are; a reconciled value is a third column. "
            "It weighs the two by how far each reporter usually strays from all its partners.",
        ),
        judged=tuple(judged),
        figures=tuple(f for each, j in drawn if (f := _drawn(view, each, j)) is not None) + composition.figures(view),
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
        told=frozenset() if led is None else rows_told(led.parts),
    )


def _newest_of_all(judged: Judged, reports: dict[tuple[str, str], Reports]) -> bool:
    """Whether an account is as new as the reports of the two themselves."""
    own = [m.period for found in reports.values() for ms in found.values() for m in ms[-1:] if m.known]
    of_goods = [period_of(r) for r in judged.finding.basis if measure_of(r) in (CEPII, FUND)]
    return max(of_goods, default="") >= max(own, default="")


def claim_of(judged: Judged) -> Claim:
    """What a finding says, of its own parts."""
    return claim(*judged.finding.parts)


def _behind(judged: Judged) -> Judged:
    """What older reports say of a flow, where a newer account of the two leads: for the section."""
    older = judged.salience.finding == "exchange.exports"
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


def _standing_gap(flows: Sequence[Flow]) -> str:
    """Whether reports differ beyond what freight explains, and until when."""
    last = [each.apart[-1][0].period for each in flows if each.apart]
    if not last:
        return ""
    if any(each.apart and each.apart[-1] == each.both[-1] for each in flows):
        return "The two reports differ by more than freight can explain."
    return f"Up to {max(last)} the two reports differed by more than freight can explain."


def _told(view: View, each: Flow) -> Judged | None:
    """What is said of a flow: that its two reports do not meet, what both say, or the one there is."""
    if each.apart:
        return gap(view, each)
    if each.both:
        return agreeing(view, each.a, each.b, *each.both[-1])
    if any(each.reports[m] for m in (BY_EXPORTER, BY_IMPORTER, COMPILED)):
        return one_sided(view, each.a, each.b, each.reports)
    return None


def _drawn(view: View, each: Flow, told: Judged | None) -> FigureModel | None:
    return figure(view, each.a, each.b, each.reports, told.finding if told is not None and each.apart else None)

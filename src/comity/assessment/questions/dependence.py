"""Who depends on whom, for what?"""

from __future__ import annotations

from comity.assessment.answer import Answer, Judged, no_evidence
from comity.assessment.phrases import ROOM, figure, owner, within
from comity.assessment.questions import dependence_goods
from comity.assessment.questions.composition import has_products
from comity.assessment.questions.parts import bounded, evidence_table, latest_rows, text
from comity.assessment.questions.supplied import share_of
from comity.assessment.questions.trade_now import printed_shares
from comity.assessment.salience import salience
from comity.assessment.say import Slots, act_told, chosen, period, say, state, when
from comity.assessment.settings import threshold
from comity.assessment.view import View, ref
from comity.assessment.words import name, possessive, sentence
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Claim, rows_told
from comity.dossier.figure import Bar, FigureModel
from comity.dossier.finding import Finding
from comity.dossier.table import Column, TableModel
from comity.terms.interval import Interval
from comity.terms.period import year_of
from comity.terms.unit import format_value, number

NEGLIGIBLE = 0.001
"""Share below which neither a rank nor a quarrel over it is worth a sentence."""

SHARE, RANK, CUSTOMER = "dependence.supplier_share", "dependence.supplier_rank", "dependence.customer_share"
ASYMMETRY = "dependence.asymmetry"
PRINTED = "exchange.partner_share"


def answer(view: View) -> Answer:
    """Supplier and customer shares both ways, with bounds where accounts disagree."""
    found = {who: _newest(view, SHARE, *who) for who in ((view.a, view.b), (view.b, view.a))}
    by_goods = tuple(j for who in found for j in dependence_goods.findings(view, *who))
    if not any(found.values()) and not by_goods:
        return no_evidence("either state's share in the other's imports", "a customs report of either state")
    judged = tuple(_supplier(view, m) for m in found.values() if m is not None)
    judged += tuple(j for who in found if (j := _customer(view, *who)) is not None)
    judged += tuple(j for j in (_asymmetry(view),) if j is not None)
    judged += by_goods
    products = has_products(view)
    shares = _headline(view, [m for m in found.values() if m is not None])
    open_ones = [m for m in found.values() if m is not None and m.value is None and (m.high or 0) >= NEGLIGIBLE]
    return Answer(
        state="not_determinable" if open_ones else "answered",
        answer=" ".join(c.text for c in shares) or by_goods[0].finding.claim,
        reason="accounts of the flow disagree: bounds only" if open_ones else "shares in each account of trade",
        paragraphs=(
            "Shares are computed within each account of trade and compared; where accounts differ more than "
            "twofold only their bounds are given.",
        ),
        judged=judged,
        figures=tuple(f for m in found.values() if m is not None and (f := _figure(view, m)) is not None),
        tables=tuple(t for m in found.values() if m is not None and (t := _table(view, m)) is not None)
        + dependence_goods.tables(view)
        + _concentration(view)
        + evidence_table(
            latest_rows(view.statements("dependence")),
            "table.dependence.evidence",
            "dependence",
            "Shares and ranks in the evidence",
        ),
        against=("Shares of trade say nothing of what a state makes itself or has in store.",)
        + (() if products else ("All goods together: dependence on one good can be total at a small share.",)),
        would_change=("Imports by product and origin from the importing state.",),
        told=rows_told([part for c in shares for part in c.parts]),
    )


def _headline(view: View, found: list[Measurement]) -> list[Claim]:
    """The newest shares that anybody prints, then those of the accounts of trade, and what has overtaken them since."""
    said = [_sentence(view, m) for m in found]
    year = max((m.period for m in found), default="")
    newer = [c for m, c in printed_shares(view) if m.period > year]
    cut = None if view.record is None else view.record.embargo or view.record.broken
    last = next((m for m in found if m.period == year), None)
    if said and last is not None and cut is not None and cut.when.year > year_of(year):
        said.append(say(ROOM, "argued.before", year=period(last), what=act_told(cut), when=when(cut)))
    return [*newer, *said]


def _asymmetry(view: View) -> Judged | None:
    m = view.last(ASYMMETRY)
    if m is None or m.value is None:
        return None
    more, less = (m.a, m.b) if m.value > 0 else (m.b, m.a)
    points = figure(m, 100 * abs(m.value), number(100 * abs(m.value), 1).removesuffix(".0"))
    said = say(ROOM, "depends.asymmetry", more=state(more), points=points, less=state(less), year=period(m))
    finding = Finding(
        id="dependence.asymmetry",
        question="dependence",
        claim=said.text,
        parts=said.parts,
        estimate=view.estimate(m),
        confidence="moderate",
        confidence_reason="computed from a compiled series of total trade",
        basis=(ref(m),),
        against=("The trade is one and the same, so the difference is one of size; it says nothing of alternatives.",),
        would_change="What either could buy or sell elsewhere, good by good.",
    )
    return Judged(finding, salience("dependence.asymmetry"))


def _concentration(view: View) -> tuple[TableModel, ...]:
    rows = []
    for s in (view.a, view.b):
        for flow in ("import", "export"):
            h = view.last(f"dependence.{flow}_concentration", s, "-")
            if h is None:
                continue
            even = view.at(f"dependence.{flow}_concentration_normalised", h.period, s, "-")
            place = view.standing(h)
            rows.append((
                f"{sentence(possessive(name(s)))} {flow}s",
                h.period,
                float(h.n or 0),
                text(h),
                text(even),
                "–" if place is None else number(place.percentile),
            ))  # fmt: skip
    if not rows:
        return ()
    names = ("Trade", "Year", "Partners", "Concentration", "Normalised", "Percentile")
    return (
        TableModel(
            id="table.dependence.concentration",
            question="dependence",
            title="How concentrated either state's trade is",
            columns=tuple(Column(name=n, numeric=i > 1) for i, n in enumerate(names)),
            rows=tuple(rows),
            note="Herfindahl-Hirschman index over partners: 1 is a single partner; normalised, 0 is an even spread. "
            "Percentile among all states.",
            source=view.source("dependence.import_concentration", "dependence.export_concentration"),
        ),
    )


def _newest(view: View, measure: str, a: str, b: str) -> Measurement | None:
    """The newest year in which more than one account gives the flow, else the newest."""
    found = view.series(measure, a, b)
    return next((m for m in reversed(found) if (m.n or 0) >= 2), found[-1] if found else None)


def _sentence(view: View, m: Measurement) -> Claim:
    rank = view.at(RANK, m.period, m.a, m.b)
    if (m.value if m.value is not None else m.high or 0) < NEGLIGIBLE:
        least = chosen(format_value(NEGLIGIBLE, "share"), "negligible", "less", (ref(m),))
        slots: Slots = {"seller": state(m.b), "least": least, "buyer": owner(m.a)}
        return say(ROOM, "depends.little", **slots, year=period(m))
    what = say(ROOM, "depends.imports", buyer=owner(m.a), year=period(m))
    return share_of(what, m, rank, "depends.open")


def _supplier(view: View, m: Measurement) -> Judged:
    rank = view.at(RANK, m.period, m.a, m.b)
    said = _sentence(view, m)
    known, small = m.value is not None, (m.high or m.value or 0) < NEGLIGIBLE
    weighs = (m.value or 0) >= threshold("share_known") if known else (m.high or 0) >= threshold("bounds_worth_telling")
    finding = Finding(
        id=f"dependence.supplier.{m.a}-{m.b}",
        question="dependence",
        claim=said.text,
        parts=said.parts,
        estimate=view.estimate(m),
        confidence="moderate" if known or small else "high",
        confidence_reason=_accounts(m)
        if known
        else "no account gives more"
        if small
        else "that the accounts cannot be squared is certain; the value is not",
        basis=tuple(ref(x) for x in (m, rank) if x is not None),
        against=("Shares of total imports hide single goods.",),
        would_change="Imports by product and origin, or third parties' shipping records.",
    )
    slight = small or not weighs or _newer(view, m)
    return Judged(
        finding,
        salience("dependence.supplier", "small" if slight else "known" if known else "bounded", m.value or 0),
    )


def _newer(view: View, m: Measurement) -> bool:
    """Whether a later share of the same supplier is printed, which is told with the trade of the two."""
    printed = view.last(PRINTED, m.a, m.b)
    return printed is not None and bool(printed.value) and printed.period > m.period


def _customer(view: View, a: str, b: str) -> Judged | None:
    m = _newest(view, CUSTOMER, a, b)
    if m is None or m.value is None:
        return None
    said = say(ROOM, "depends.customer", buyer=state(b), share=within(m), seller=owner(a), year=period(m))
    finding = Finding(
        id=f"dependence.customer.{a}-{b}",
        question="dependence",
        claim=said.text,
        parts=said.parts,
        estimate=view.estimate(m),
        confidence="moderate",
        confidence_reason=_accounts(m),
        basis=(ref(m),),
        against=("Shares of total exports hide single goods.",),
        would_change="Exports by product and destination.",
    )
    return Judged(finding, salience("dependence.customer", size=m.value))


def _accounts(m: Measurement) -> str:
    if (m.n or 0) > 1:
        return f"{m.n} accounts of trade agree within a factor of two"
    return "one account of trade, with nothing to compare it with"


def _figure(view: View, m: Measurement) -> FigureModel | None:
    if not view.has(SHARE):
        return None
    suppliers = [s for s in view.atlas.partners(SHARE, m.a, m.period) if s.value is not None][:8]
    names = [s.b for s in suppliers]
    shown = suppliers if m.b in names else [*suppliers, m]
    role = "b" if m.b == view.b else "a"
    bars = tuple(
        Bar(label=sentence(name(s.b)), value=s.value, low=s.low, high=s.high, role=role if s.b == m.b else "third")  # type: ignore[arg-type]
        for s in shown
    )
    if len(bars) < 3:
        return None
    return FigureModel(
        id=f"figure.dependence.{m.a}",
        question="dependence",
        kind="bars",
        title=f"Who supplies {name(m.a)}, {m.period}",
        subtitle="Share of imports: median of the accounts of trade where they agree, thin lines from least to largest",
        unit="share",
        source=view.source(SHARE),
        alt=f"Shares of the main suppliers in {possessive(name(m.a))} imports in {m.period}, with {name(m.b)} marked.",
        bars=bars,
        interval=Interval.ACCOUNTS,
    )


def _table(view: View, m: Measurement) -> TableModel | None:
    shares = {s.period: s for s in view.series(SHARE, m.a, m.b)}
    years = [y for y, s in shares.items() if (s.n or 0) >= 2][-6:]
    if not years:
        return None
    ranks = {r.period: r for r in view.series(RANK, m.a, m.b)}
    rows = tuple((y, bounded(shares[y]), bounded(ranks.get(y)), float(shares[y].n or 0)) for y in years)
    return TableModel(
        id=f"table.supplier.{m.a}-{m.b}",
        question="dependence",
        title=f"{sentence(name(m.b))} as a supplier of {name(m.a)}",
        columns=(
            Column(name="Year"),
            Column(name="Share of imports"),
            Column(name="Rank among suppliers"),
            Column(name="Accounts", numeric=True),
        ),
        rows=rows,
        note="Years with at least two accounts of the flow.",
        source=view.source(SHARE, RANK),
    )

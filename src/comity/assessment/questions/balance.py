"""Do A and B keep ties with opposed powers?"""

from __future__ import annotations

from comity.assessment.answer import Answer, Judged, no_evidence
from comity.assessment.model import Bar, Column, FigureModel, Finding, TableModel
from comity.assessment.questions.parts import evidence_table, latest_rows, text
from comity.assessment.settings import threshold
from comity.assessment.view import View, ref
from comity.assessment.words import above, listing, name, possessive, sentence
from comity.atlas.measurement import Measurement

VOTES, CUSTOMER, OPPOSED = "un.agreement", "dependence.customer_share", "balance.opposed_ties"


def answer(view: View) -> Answer:
    """Votes, trade and alliances with each pole, side by side; opposed pairs with whom treaties are kept."""
    poles = view.two_poles
    lean = {s: {p: _votes(view, s, p) for p in poles} for s in (view.a, view.b)}
    known = {s: {p: m for p, m in by.items() if m is not None} for s, by in lean.items()}
    if not any(known.values()):
        return no_evidence(
            f"votes and trade of either state with {listing([name(p) for p in poles])}", "UN votes of either state"
        )
    judged = [j for s in known if (j := _leaning(view, s, known[s])) is not None]
    judged += [j for s in known if (j := _opposed(view, s)) is not None]
    return Answer(
        state="answered",
        answer=" ".join(_headline(s, by) for s, by in known.items() if by),
        reason="votes, trade shares and alliances with the poles " + listing(list(poles)),
        paragraphs=(
            f"Poles taken: {listing([name(p) for p in poles])}. Votes, trade and alliances are kept apart: a state may "
            "trade with one power and be defended by another.",
        ),
        judged=tuple(judged),
        figures=(_figure(view, known),),
        tables=(
            _table(view, poles),
            *evidence_table(
                latest_rows(view.statements("balance")),
                "table.balance.evidence",
                "balance",
                "Ties with powers in the evidence",
            ),
        ),
        against=("Nearness and size make some powers large in any portfolio; these shares are not corrected for it.",),
        would_change=("A treaty with one of the powers, or a vote that breaks with the habit.",),
    )


def _votes(view: View, state: str, pole: str) -> Measurement | None:
    return view.last(VOTES, state, pole, least_n=int(threshold("least_joint_votes")))


def _headline(state: str, by: dict[str, Measurement]) -> str:
    ordered = sorted(by.items(), key=lambda item: -(item[1].value or 0))
    (first, high), (last, low) = ordered[0], ordered[-1]
    if len(ordered) == 1:
        return f"{sentence(name(state))} agrees with {name(first)} {text(high)} of the way in UN votes ({high.period})."
    return (
        f"In UN votes {name(state)} stands nearest to {name(first)} ({text(high)} in {high.period}) and farthest from "
        f"{name(last)} ({text(low)})."
    )


def _leaning(view: View, state: str, by: dict[str, Measurement]) -> Judged | None:
    if len(by) < 2:
        return None
    values = [m.value or 0.0 for m in by.values()]
    spread = max(values) - min(values)
    parts = listing([f"{name(p)} {text(m)}" for p, m in sorted(by.items(), key=lambda i: -(i[1].value or 0))])
    trade = {p: view.last(CUSTOMER, state, p) for p in by}
    sold = [f"{name(p)} {text(m)}" for p, m in trade.items() if m is not None and m.value is not None]
    exports = f" Of its exports these took: {listing(sold)}." if sold else ""
    claim = f"{sentence(possessive(name(state)))} agreement in UN votes: {parts}, a spread of {spread:.2f}.{exports}"
    first = next(iter(by.values()))
    finding = Finding(
        id=f"balance.poles.{state}",
        question="balance",
        claim=claim,
        estimate=view.estimate(first),
        confidence="moderate",
        confidence_reason="recorded votes and trade; alignment has more layers than these",
        basis=tuple(ref(m) for m in (*by.values(), *(t for t in trade.values() if t is not None))),
        against=("Votes follow regional groups as much as powers.",),
        would_change="Votes of the next sessions, or trade by partner after the data end.",
    )
    return Judged(finding, 0.45)


def _opposed(view: View, state: str) -> Judged | None:
    m = view.last(OPPOSED, state, "-")
    place = view.standing(m)
    if m is None or place is None or m.value is None:
        return None
    pairs = (m.label or "").split("|")
    some = f", among them {listing(pairs[:3])}" if m.label else ""
    claim = (
        f"{sentence(name(state))} kept treaties with both sides of {text(m)} of other states' rivalries in "
        f"{m.period}{some}; "
        f"{above(place.percentile, place.among)}."
    )
    finding = Finding(
        id=f"balance.opposed.{state}",
        question="balance",
        claim=claim,
        estimate=view.estimate(m),
        confidence="moderate",
        confidence_reason="treaty records; large multilateral treaties count like bilateral ones",
        basis=(ref(m),),
        against=("A treaty in force may be a dead letter.",),
        would_change="A denunciation, or a rivalry that ends.",
    )
    return Judged(finding, 0.4)


def _figure(view: View, known: dict[str, dict[str, Measurement]]) -> FigureModel:
    roles = {view.a: "a", view.b: "b"}
    bars = tuple(
        Bar(label=f"{sentence(name(s))} with {name(p)}", value=m.value, role=roles[s], note=m.period)  # type: ignore[arg-type]
        for s, by in known.items()
        for p, m in by.items()
    )
    return FigureModel(
        id="figure.balance",
        question="balance",
        kind="bars",
        title="How far each votes with the powers",
        subtitle="Agreement in recorded UN votes, 0 to 1, newest year with enough joint votes",
        unit="index",
        source=view.source(VOTES),
        alt="Bars of each state's agreement in UN votes with each of the powers.",
        bars=bars,
    )


def _table(view: View, poles: tuple[str, ...]) -> TableModel:
    layers = (
        ("Agreement in UN votes", VOTES),
        ("Share of exports bought", CUSTOMER),
        ("Share of imports supplied", "dependence.supplier_share"),
        ("Alliance obligation", "alliance.any"),
        ("Shared organisations", "igo.shared"),
    )
    rows = []
    for s in (view.a, view.b):
        for title, measure in layers:
            cells = [view.last(measure, s, p, least_n=20 if measure == VOTES else 0) for p in poles]
            if any(cells):
                rows.append((sentence(name(s)), title, *(f"{text(m)} ({m.period})" if m else "–" for m in cells)))
    return TableModel(
        id="table.balance",
        question="balance",
        title="Ties with the powers, layer by layer",
        columns=(Column(name="State"), Column(name="Layer"), *(Column(name=sentence(name(p))) for p in poles)),
        rows=tuple(rows),
        note="Newest figure of each source; shares are raw, not corrected for size and distance.",
        source=view.source(*(m for _, m in layers)),
    )

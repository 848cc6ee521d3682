"""How did it get here? Where is it going?"""

from __future__ import annotations

from comity.assessment.answer import Answer, Judged, no_evidence
from comity.assessment.model import Column, FigureModel, Finding, Mark, Series, TableModel
from comity.assessment.questions.parts import evidence_table, interval, latest_rows, short, text
from comity.assessment.settings import threshold
from comity.assessment.view import View, monthly_points, ref
from comity.assessment.words import likelihood, normal_probability
from comity.atlas.measurement import Measurement

_STEPS = (
    ("un.same_vote", "UN votes cast alike"),
    ("exchange.exports_compiled", "Exports {a} to {b}, compiled"),
    ("exchange.exports_compiled", "Exports {b} to {a}, compiled"),
    ("igo.shared", "Shared organisations"),
    ("agreement.trade_in_force", "Trade agreements"),
    ("agreement.investment_in_force", "Investment treaties"),
)


def answer(view: View) -> Answer:
    """The trend of tone with its probability, and the main series every five years."""
    momentum = view.last("evolution.momentum")
    table = _table(view)
    events = tuple(r for r in view.between if r.kind in ("agreement", "visit", "institution", "act"))
    if momentum is None and table is None and not events:
        return no_evidence("any series of the pair over time", "two or more dated observations of any tie")
    figure = _figure(view)
    judged = () if momentum is None else (_trend(view, momentum),)
    return Answer(
        state="answered" if momentum is not None else "not_determinable",
        answer=_headline(momentum),
        reason="monthly tone and yearly series"
        if momentum is not None
        else "too few active months for a trend of tone",
        judged=judged,
        figures=() if figure is None else (figure,),
        tables=(() if table is None else (table,))
        + evidence_table(
            latest_rows(events, 15), "table.chronology", "evolution", "Dated steps on record, newest fifteen"
        ),
        against=("Tone returns to its mean: a trend of three years is no forecast.",),
        would_change=("Dated documents of a break: a recall of ambassadors, a treaty, a visit at the highest level.",),
    )


def _headline(momentum: Measurement | None) -> str:
    if momentum is None:
        return "The direction of tone is not determinable: too few months with reported dealings."
    rising = probability_of_rise(momentum)
    moving = (
        "rising"
        if rising >= threshold("trend_clear")
        else "falling"
        if rising <= threshold("trend_unclear")
        else "not clearly moving"
    )
    return f"Tone over the three years to {momentum.period}: {moving}."


def probability_of_rise(m: Measurement) -> float:
    """P(slope > 0) from the 80 % interval of a slope with normal error."""
    if m.value is None or m.low is None or m.high is None or m.high == m.low:
        return 0.5
    return normal_probability(m.value / ((m.high - m.low) / (2 * 1.2816)))


def _trend(view: View, m: Measurement) -> Judged:
    probability = probability_of_rise(m)
    up = probability >= 0.5
    word = likelihood(probability if up else 1 - probability)
    claim = (
        f"It is {word.term} that the tone of reported dealings {'rose' if up else 'fell'} over the three years to "
        f"{m.period}: {text(m)} log points a year{interval(m)}."
    ).replace(" log points a year log points a year", " log points a year")
    finding = Finding(
        id="evolution.momentum",
        question="evolution",
        claim=claim.replace("roughly even chance that", "a roughly even chance that"),
        estimate=view.estimate(m),
        likelihood=word,
        confidence="low",
        confidence_reason="machine-coded press reports; the interval allows for serial correlation only of first order",
        basis=(ref(m),),
        against=("Tone returns to its mean within months in most pairs.",),
        would_change="Six further months of reports that move the other way.",
    )
    clear = not threshold("trend_unclear") < probability < threshold("trend_clear")
    return Judged(finding, 0.55 if clear else 0.2)


def _figure(view: View) -> FigureModel | None:
    tone = view.series("tenor.tone")
    if len(tone) < 24:
        return None
    visits = [
        r for r in view.between if r.kind in ("visit", "agreement") and tone[0].period <= r.date[:7] <= tone[-1].period
    ]
    marks = tuple(Mark(period=r.date[:7], label=_clipped(r.claim), ref=r.id) for r in visits[-12:])
    return FigureModel(
        id="figure.tone",
        question="evolution",
        kind="lines",
        title=f"Tone of reported dealings, {tone[0].period[:4]} to {tone[-1].period[:4]}",
        subtitle="Shrunk monthly mean of compressed event scores, log points; band: 80 % interval"
        + ("; numbered lines: visits and agreements in the evidence" if marks else ""),
        unit="log_points",
        source=view.source("tenor.tone"),
        alt="One line over time: the tone of reported dealings between the two, with its interval.",
        series=(
            Series(name="tone", role="neutral", reported=False, measure="tenor.tone", points=monthly_points(tone)),
        ),
        marks=marks,
    )


def _table(view: View) -> TableModel | None:
    years = [str(y) for y in range((view.since + 4) // 5 * 5, view.as_of.year + 1, 5)]
    rows = []
    for index, (measure, title) in enumerate(_STEPS):
        if not view.has(measure):
            continue
        a, b = (view.b, view.a) if index == 2 else (view.a, view.b)
        cells = [view.at(measure, year, a, b) for year in years]
        if any(m is not None and m.known for m in cells):
            values = [short(m) if m is not None and m.known else "–" for m in cells]
            rows.append((title.format(a=view.a, b=view.b), *values))
    if not rows:
        return None
    return TableModel(
        id="table.evolution",
        question="evolution",
        title="The relationship every five years",
        columns=(Column(name="Series"), *(Column(name=year, numeric=True) for year in years)),
        rows=tuple(rows),
        note="A dash: the source does not cover the year or gives no figure. Exports in constant 2010 US$.",
        source=view.source(*dict.fromkeys(m for m, _ in _STEPS)),
    )


def _clipped(claim: str, most: int = 90) -> str:
    """The claim, or its first words and an ellipsis."""
    plain = claim.rstrip(".")
    return plain if len(plain) <= most else plain[:most].rsplit(" ", 1)[0] + " …"

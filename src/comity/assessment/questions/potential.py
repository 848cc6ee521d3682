"""What remains in potentia?"""

from __future__ import annotations

from comity.assessment.answer import Answer, Judged, no_evidence
from comity.assessment.phrases import NOTHING, ROOM, after, figure
from comity.assessment.questions.parts import evidence_table
from comity.assessment.questions.products_unreached import product_findings
from comity.assessment.salience import salience
from comity.assessment.say import Slots, chosen, period, say, state
from comity.assessment.view import View, ref
from comity.assessment.words import counted, name, sentence
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Claim
from comity.dossier.figure import Bar, FigureModel
from comity.dossier.finding import Finding
from comity.dossier.strict import Confidence, Role
from comity.dossier.table import Column, TableModel
from comity.terms.unit import number, significant
from comity.terms.wording import day_name

RATIO = "potential.ratio"
COMPILED = "exchange.exports_compiled"
_EVERY = 4
"""Years between the rows of the table."""
_STEADY = 0.75
"""Share of years on one side of 1 from which a ratio is called steady."""
_LEAST_YEARS = 5


def answer(view: View) -> Answer:
    """Actual over expected exports as a place among pairs, how sure that is, and promises not seen done."""
    series = {d: [m for m in view.series(RATIO, *d) if m.known] for d in ((view.a, view.b), (view.b, view.a))}
    ratios = [found[-1] for found in series.values() if found]
    statements = view.statements("potential")
    if not ratios and not statements:
        return no_evidence(
            "trade on record, with expected exports of at least US$ 1 million",
            "trade of either state with its other partners in the same year",
        )
    newest = view.atlas.last_period(RATIO) if view.has(RATIO) else None
    silent = [_silent(view, *d, newest) for d, found in series.items() if not found or found[-1].period != newest]
    figure = _figure(view, ratios)
    return Answer(
        state="answered" if ratios else "not_determinable",
        answer=" ".join([*(_headline(m).text for m in ratios), *silent]),
        reason="a gravity model of each year's world trade" if ratios else "no model of expected trade covers the pair",
        paragraphs=_paragraphs(view, series) if ratios else (),
        judged=(*(_ratio(view, m, series[m.a, m.b]) for m in ratios), *product_findings(view)),
        figures=(figure,) if figure is not None else (),
        tables=(
            *_table(view, series),
            *_steady_table(view, series),
            *evidence_table(
                statements[-15:], "table.potential.evidence", "potential", "Announced and possible, in the evidence"
            ),
        ),
        against=("What the model leaves out (transport, sanctions, taste, secrecy) stands in the ratio too.",),
        would_change=("Trade by product, and the record of what was announced and done.",),
    )


def multiple(value: float) -> str:
    """A ratio in words: two digits, and less than a hundredth for what rounds to nothing."""
    if value < 0.005:
        return "less than 0.01"
    return number(significant(value)) if value >= 9.95 else number(significant(value), 1 if value >= 0.995 else 2)


def _headline(m: Measurement) -> Claim:
    """The verdict in words; ratio, interval and place stand in the finding and the table."""
    verdict = chosen(_VERDICTS[_verdict(m)], "usual", _verdict(m), (ref(m),))
    return say(ROOM, "usual.short", seller=state(m.a), buyer=state(m.b), verdict=verdict, year=period(m))


def _span(m: Measurement) -> str:
    if m.low is None or m.high is None:
        return "–"
    return "below 0.01" if m.high < 0.005 else f"{multiple(m.low)} to {multiple(m.high)}"


def _verdict(m: Measurement) -> str:
    """What the interval allows to say: it leaves out 1 where fewer than one comparable pair in ten goes so far."""
    if m.low is None or m.high is None:
        return "no interval is known"
    if m.low > 1:
        return "clearly more than usual"
    if m.high < 1:
        return "clearly less than usual"
    return "not to be told from usual"


_VERDICTS = {
    "no interval is known": "what cannot be held against what is usual",
    "clearly more than usual": "clearly more than is usual",
    "clearly less than usual": "clearly less than is usual",
    "not to be told from usual": "an amount that cannot be told from what is usual",
}


def _silent(view: View, a: str, b: str, period: str | None) -> str:
    """Why a direction has no ratio in the newest period: no trade on record, or too little expected."""
    who = (
        f"{sentence(name(a))}'s exports to {name(b)}"
        if not name(a).endswith("s")
        else f"Exports of {name(a)} to {name(b)}"
    )
    if period is None or not view.has(COMPILED):
        return f"{who} have no expectation: no compiled trade by {day_name(view.as_of)}."
    traded = view.at(COMPILED, period, a, b)
    if traded is None or traded.value is None:
        return f"{who}: none on record in {period}, which does not tell none from not reported, so there is no ratio."
    return f"{who} have no ratio: in {period} too little was expected (less than US$ 1 million)."


def _paragraphs(view: View, series: dict[tuple[str, str], list[Measurement]]) -> tuple[str, ...]:
    method = (
        "What is usual comes from all other pairs of the same year: their sizes, distances, borders and trade "
        "agreements, never from the two states' own trade with each other. A ratio of 1 is the middle of pairs of like "
        "expected size. The interval is as wide as four fifths of such pairs scatter. A low ratio is a place among "
        "pairs, not an amount of money that waits to be earned."
    )
    steady = " ".join(x for found in series.values() if (x := _over_time(found)))
    return (method, steady) if steady else (method,)


def _over_time(found: list[Measurement]) -> str:
    if len(found) < _LEAST_YEARS:
        return ""
    over, clear, low, high = _steadiness(found)
    spread = f"lay between {low} and {high}" if low != high else f"was always {low}"
    years = f"{found[0].period} to {found[-1].period}"
    all_years = f"all of {counted(len(found), 'year')}"
    side = "below 1 in " + all_years if not over else f"above 1 in {over} of {counted(len(found), 'year')}"
    side = "above 1 in " + all_years if over == len(found) else side
    firmly = f"clearly off it in {clear}" if clear else "in none of them clearly off it"
    who = f"{sentence(name(found[-1].a))} to {name(found[-1].b)}"
    return f"{who}, {years}: {side}, {firmly}; the ratio {spread}."


def _steadiness(found: list[Measurement]) -> tuple[int, int, str, str]:
    """Years above 1, years clearly off it, and the least and the greatest ratio."""
    values = [m.value or 0.0 for m in found]
    over, clear = sum(v > 1 for v in values), sum(_clear(m) for m in found)
    return over, clear, multiple(min(values)), multiple(max(values))


def _steady_table(view: View, series: dict[tuple[str, str], list[Measurement]]) -> tuple[TableModel, ...]:
    """All years of each direction counted: what the sentence on steadiness says."""
    rows = []
    for (a, b), found in series.items():
        if found:
            over, clear, low, high = _steadiness(found)
            now = sum(1 for x in found if _clear(x) and ((x.value or 0) > 1) == ((found[-1].value or 0) > 1))
            span = f"{found[0].period} to {found[-1].period}"
            counts = (float(len(found)), float(over), float(clear), float(now))
            rows.append((f"{sentence(name(a))} to {name(b)}", span, *counts, low, high))
    if not rows:
        return ()
    counted_columns = ("Years", "Above 1", "Clearly off 1", "Off 1 on today's side")
    return (
        TableModel(
            id="table.potential.steady",
            question="potential",
            title="How steady the ratio was",
            columns=(
                Column(name="Direction"),
                Column(name="From, to"),
                *(Column(name=n, unit="count", numeric=True) for n in counted_columns),
                Column(name="Least"),
                Column(name="Greatest"),
            ),
            rows=tuple(rows),
            note="Clearly off 1: the 80 % interval leaves out 1; on today's side: on the side of the newest year.",
            source=view.source(RATIO),
        ),
    )


MOST_VAGUE = 20.0
"""Ends of an interval that many times apart say nothing of how far from usual a flow is."""


def _vague(m: Measurement) -> bool:
    """Whether the interval is so wide that the figure in its middle is none."""
    return m.low is not None and m.high is not None and m.high > MOST_VAGUE * m.low


def _clear(m: Measurement) -> bool:
    return m.low is not None and m.high is not None and (m.low > 1 or m.high < 1)


def _ratio(view: View, m: Measurement, found: list[Measurement]) -> Judged:
    place = view.standing(m)
    times = figure(m, m.value, multiple(m.value or 0))
    slots: Slots = {"seller": state(m.a), "buyer": state(m.b), "times": times, "year": period(m)}
    claim = say(ROOM, "usual.times", **slots, span=_parenthesis(m), place=after(m, place, "semicolon"))
    confidence, reason = _confidence(m, found)
    finding = Finding(
        id=f"potential.{m.a}-{m.b}",
        question="potential",
        claim=claim.text,
        parts=claim.parts,
        estimate=view.estimate(m),
        confidence=confidence,
        confidence_reason=reason,
        basis=(ref(m),),
        against=(f"The ratio is {_verdict(m)}.",),
        would_change="A model with products and transport costs.",
    )
    unusual = 0.0 if place is None else abs(place.percentile - 50) / 50
    sure = 0.0 if _vague(m) else 1.0 if _clear(m) else 0.5
    return Judged(finding, salience("potential.ratio", size=unusual * sure), _headline(m))


def _parenthesis(m: Measurement) -> Claim:
    if m.low is None or m.high is None or not m.value:
        return NOTHING
    kind = chosen(str(m.interval), "interval", str(m.interval))
    return say(ROOM, "usual.span", kind=kind, span=figure(m, m.high - m.low, _span(m)))


def _confidence(m: Measurement, found: list[Measurement]) -> tuple[Confidence, str]:
    """Moderate where the ratio is clearly off 1 now and in most years; the model's omissions allow no more."""
    if not _clear(m):
        return "low", "comparable pairs scatter as widely about the model, as the interval shows"
    same = sum(1 for x in found if _clear(x) and ((x.value or 0) > 1) == ((m.value or 0) > 1))
    if len(found) >= _LEAST_YEARS and same >= _STEADY * len(found):
        return (
            "moderate",
            f"clearly off what is usual in {same} of {counted(len(found), 'year')}, by a model with few causes",
        )
    return "low", f"clearly off what is usual in {same} of {counted(len(found), 'year')} only"


def _table(view: View, series: dict[tuple[str, str], list[Measurement]]) -> tuple[TableModel, ...]:
    """Both ratios every four years back from the newest, with intervals and percentiles."""
    years = sorted({m.period for found in series.values() for m in found})
    shown = years[::-1][::_EVERY][::-1]
    if not shown:
        return ()
    cells = []
    for year in shown:
        row: list[str | float | None] = [year]
        for found in series.values():
            m = next((x for x in found if x.period == year), None)
            place = view.standing(m)
            row += [
                None if m is None else multiple(m.value or 0),
                None if m is None else _span(m),
                None if place is None else round(place.percentile),
            ]
        cells.append(tuple(row))
    columns = [Column(name="Year")]
    for a, b in series:
        way = f"{sentence(name(a))} to {name(b)}"
        columns += [Column(name=way), Column(name="80 % interval"), Column(name="Percentile", numeric=True)]
    return (
        TableModel(
            id="table.potential",
            question="potential",
            title="Actual over expected exports",
            columns=tuple(columns),
            rows=tuple(cells),
            note="1 is the middle of pairs of like expected size. No ratio: no trade on record, or too little of it "
            "expected.",
            source=view.source(RATIO),
        ),
    )


def _figure(view: View, ratios: list[Measurement]) -> FigureModel | None:
    bars = []
    for m in ratios:
        place = view.standing(m)
        if place is not None:
            role: Role = "a" if m.a == view.a else "b"
            note = f"{multiple(m.value or 0)} times in {m.period}"
            label = f"{sentence(name(m.a))} to {name(m.b)}"
            bars.append(Bar(label=label, value=round(place.percentile, 1), role=role, note=note))
    if not bars:
        return None
    return FigureModel(
        id="figure.potential",
        question="potential",
        kind="strip",
        title="Where actual over expected exports stand among all pairs",
        subtitle="Percentile among ordered pairs with trade on record and expected exports of at least US$ 1 million",
        unit="percentile",
        source=view.source(RATIO),
        alt="Percentiles of the ratio of actual to expected exports in each direction.",
        bars=tuple(bars),
        interval=None,
    )

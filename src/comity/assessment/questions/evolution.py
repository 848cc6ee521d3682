"""How did it get here? Where is it going?"""

from __future__ import annotations

from comity.assessment.answer import Answer, Judged, no_evidence
from comity.assessment.coded_documents import coded_documents
from comity.assessment.model import Column, EvidenceRow, FigureModel, Finding, Mark, Point, Series, TableModel
from comity.assessment.press_grade import PressGrade, press_grade
from comity.assessment.questions.parts import evidence_table, interval, latest_rows, short, text
from comity.assessment.settings import threshold
from comity.assessment.turning_points import Phase, TurningPoint, phases, sources, turning_points
from comity.assessment.view import View, monthly_points, months_after, months_between, ref
from comity.assessment.words import counted, likelihood, listing, month_name, normal_probability, sentence
from comity.atlas.measurement import Measurement
from comity.terms.unit import format_value

Z80 = 1.2816
_HORIZON = 12
"""Months after its origin for which a forecast is shown."""
_RECENT = 10
"""Years before the as-of day within which a turning point is worth a finding."""
_MOST_CODED = 6
"""Coded documents listed beside one turning point."""
_NAMED = 4
"""Turning points that a sentence names."""
_LEAST_POINTS = 12
"""Months below which a curve shows nothing."""

_STEPS = (
    ("un.same_vote", "UN votes cast alike"),
    ("exchange.exports_compiled", "Exports {a} to {b}, compiled"),
    ("exchange.exports_compiled", "Exports {b} to {a}, compiled"),
    ("igo.shared", "Shared organisations"),
    ("agreement.trade_in_force", "Trade agreements"),
    ("agreement.investment_in_force", "Investment treaties"),
)


def answer(view: View) -> Answer:
    """Turning points with their documents, the trend with its probability, and the main series every five years."""
    grade = press_grade(view)
    thin = grade is None or grade.thin
    steps = [] if thin else view.series("evolution.turning_point")
    near = {months_after(p.month, k) for p in turning_points(steps) for k in (0, 1)}
    points = turning_points(steps, (*view.between, *coded_documents(view, near)))
    momentum = None if thin else view.last("evolution.momentum")
    table = _table(view)
    events = tuple(r for r in view.between if r.kind in ("agreement", "visit", "institution", "act"))
    if momentum is None and table is None and not events:
        return no_evidence("any series of the pair over time", "two or more dated observations of any tie")
    figure = None if thin else _figure(view, points)
    judged = [j for j in (_trend(view, momentum), _turned(view, points)) if j is not None]
    return Answer(
        state="answered" if momentum is not None else "not_determinable",
        answer=" ".join(x for x in (_headline(momentum), _clear(points)) if x),
        reason="monthly tone and yearly series"
        if momentum is not None
        else "too few active months for a trend of tone",
        paragraphs=tuple(x for x in (_phases(view, points), _known(points), _forecast(view, grade)) if x),
        judged=tuple(judged),
        figures=() if figure is None else (figure,),
        tables=_turning_table(view, points)
        + _phase_table(view, points)
        + _document_table(points)
        + (() if table is None else (table,))
        + evidence_table(
            latest_rows(events, 15), "table.chronology", "evolution", "Dated steps on record, newest fifteen"
        ),
        against=(
            "Tone returns to its mean: a trend of three years is no forecast.",
            "A turning point is a change in what the press reports; one quiet month in twenty looks like one.",
        ),
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


def _clear(points: tuple[TurningPoint, ...]) -> str:
    clear = [p for p in points if p.clear]
    if not clear:
        return ""
    dates = listing([f"{month_name(p.month)} ({'warmer' if p.warmer else 'colder'})" for p in clear[-_NAMED:]])
    if len(clear) > _NAMED:
        return f"{counted(len(clear), 'clear turning point')} of tone, the last {_NAMED} in {dates}."
    return f"Clear turning {'point' if len(clear) == 1 else 'points'} of tone: {dates}."


def _phases(view: View, points: tuple[TurningPoint, ...]) -> str:
    found = phases(view.series("tenor.tone"), points)
    if len(found) < 2:
        return ""
    spans = [f"{p.first} to {p.last}: {format_value(p.tone, 'log_points')}" for p in found[-_NAMED - 1 :]]
    return (
        f"Phases between clear turning points, with their mean tone in log points: {'; '.join(spans)}. Compare them "
        "with each other, not with other pairs."
    )


def _phase_table(view: View, points: tuple[TurningPoint, ...]) -> tuple[TableModel, ...]:
    """Mean tone of every phase between clear turning points."""
    found = phases(view.series("tenor.tone"), points)
    if len(found) < 2:
        return ()
    return (
        TableModel(
            id="table.phases",
            question="evolution",
            title="Phases between clear turning points",
            columns=(
                Column(name="First month"),
                Column(name="Last month"),
                Column(name="Months with a value", unit="count", numeric=True),
                Column(name="Mean tone, log points", numeric=True),
            ),
            rows=tuple((p.first, p.last, float(p.months), format_value(p.tone, "log_points")) for p in found),
            note="Compare phases of one pair with each other, not with those of other pairs.",
            source=view.source("tenor.tone"),
        ),
    )


def _known(points: tuple[TurningPoint, ...]) -> str:
    if not points:
        return ""
    return (
        "A turning point compares two months with the twelve before, so it is known one month after it happened, and "
        "its date may move by a month when later months come in. Those that a quiet pair would show less than once in "
        f"{threshold('turning_clear'):.0f} months are called clear and numbered in the figure."
    )


def _forecast(view: View, grade: PressGrade | None) -> str:
    m = _fresh(view, grade)
    if m is None:
        last = view.last("evolution.expected_tone")
        if last is None or grade is None:
            return ""
        return (
            f"No forecast is shown: the newest month of tone is {grade.to}, and what follows from it holds for "
            f"{_HORIZON} months."
        )
    return (
        f"Expected tone after {m.period}: {text(m)} ({m.interval} {format_value(m.low, m.unit)} to "
        f"{format_value(m.high, m.unit)} for the next month, widening after). The level is the filtered past of the "
        "pair; over all pairs it errs less than an exponential mean by under one per cent."
    )


def _fresh(view: View, grade: PressGrade | None) -> Measurement | None:
    """The newest forecast, if the as-of day lies within its horizon."""
    m = view.last("evolution.expected_tone") if grade is not None and not grade.thin else None
    if m is None or m.low is None or m.high is None:
        return None
    passed = view.as_of.year * 12 + view.as_of.month - int(m.period[:4]) * 12 - int(m.period[5:7])
    return m if passed < _HORIZON else None


def probability_of_rise(m: Measurement) -> float:
    """P(slope > 0) from the 80 % interval of a slope with normal error."""
    if m.value is None or m.low is None or m.high is None or m.high == m.low:
        return 0.5
    return normal_probability(m.value / ((m.high - m.low) / (2 * Z80)))


def _trend(view: View, m: Measurement | None) -> Judged | None:
    if m is None:
        return None
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


def _turned(view: View, points: tuple[TurningPoint, ...]) -> Judged | None:
    """The largest clear turning point of the last ten years, and how far documents confirm it."""
    recent = [p for p in points if p.clear and int(p.month[:4]) >= view.as_of.year - _RECENT]
    if not recent:
        return None
    p = max(recent, key=lambda p: abs(p.step.value or 0.0))
    claim = (
        f"Reported dealings turned {'warmer' if p.warmer else 'colder'} in {month_name(p.month)} by {text(p.step)} log "
        f"points{interval(p.step)}; so large a step comes in fewer than one of "
        f"{p.one_in:,} months of quiet pairs. {_proof(p)}"
    )
    finding = Finding(
        id="evolution.turning_point",
        question="evolution",
        claim=claim,
        estimate=view.estimate(p.step, standing=False),
        confidence="moderate" if p.confirmed else "low",
        confidence_reason="a step in machine-coded reports, "
        + ("confirmed by documents" if p.confirmed else "unconfirmed by documents"),
        basis=tuple(dict.fromkeys((ref(p.step), *(d.id if "/" in d.id else f"evidence/{d.id}" for d in p.documents)))),
        against=("Reports can turn because a third party's quarrel, or a summit, drew the press.",),
        would_change="Three documents of the month from two independent publishers that say otherwise.",
    )
    return Judged(finding, 0.6 if p.confirmed else 0.45)


def _proof(p: TurningPoint) -> str:
    if not p.documents:
        return "Unconfirmed: no document of these months is at hand."
    if p.confirmed:
        return f"Confirmed by {_count(p.read)}."
    coded = f" {sentence(_count(p.documents))}, coded by machine and not read." if p.documented else ""
    return f"Unconfirmed: {_count(p.read)} only.{coded}" if p.read else f"Unconfirmed by a reader.{coded}"


def _count(documents: tuple[EvidenceRow, ...]) -> str:
    return f"{counted(len(documents), 'document')} from {counted(sources(documents), 'source')}"


def _documents(p: TurningPoint) -> str:
    if not p.documents:
        return "unconfirmed: none"
    if p.confirmed:
        return f"confirmed: {_count(p.read)}"
    return f"unread: {_count(p.documents)}" if p.documented else f"unconfirmed: {_count(p.documents)}"


def _turning_table(view: View, points: tuple[TurningPoint, ...]) -> tuple[TableModel, ...]:
    if not points:
        return ()
    number = {p.month: str(n) for n, p in enumerate((p for p in points if p.clear), 1)}
    rows = tuple(
        (
            number.get(p.month, "–"),
            p.month,
            "warmer" if p.warmer else "colder",
            f"{text(p.step)} ({format_value(p.step.low, p.step.unit)} to {format_value(p.step.high, p.step.unit)})",
            f"1 in {p.one_in:,}",
            p.step.period,
            _documents(p),
        )
        for p in points
    )
    heads = ("No", "Month", "Dealings turned", "Step, log points", "In quiet pairs", "Known since", "Documents")
    return (
        TableModel(
            id="table.turning",
            question="evolution",
            title="Turning points of tone",
            columns=tuple(Column(name=name) for name in heads),
            rows=rows,
            note="Step: two months against the twelve before, with its 80 % interval. In quiet pairs: months in which "
            "so large a step comes by chance. Confirmed: three documents from two independent sources, in a study; "
            "unread: as many, coded by machine.",
            source=view.source("evolution.turning_point"),
        ),
    )


def _shown(p: TurningPoint) -> tuple[EvidenceRow, ...]:
    """All that somebody read; of the rest only beside clear points, and a few."""
    coded = tuple(d for d in p.documents if d not in p.read)
    return p.read + (coded[:_MOST_CODED] if p.clear else ())


def _cited(d: EvidenceRow) -> str:
    """The source as cited; a coded document has only its outlet and address."""
    return f"{d.source}, {d.url}" if "/" in d.id and d.url else d.source


def _document_table(points: tuple[TurningPoint, ...]) -> tuple[TableModel, ...]:
    rows = tuple((p.month, d.date, d.claim, _cited(d), d.grade, d.id) for p in points for d in _shown(p))
    if not rows:
        return ()
    heads = ("Turning point", "Date", "What", "Source", "Grade", "Row")
    return (
        TableModel(
            id="table.turning.documents",
            question="evolution",
            title="Documents dated within a month of a turning point",
            columns=tuple(Column(name=name) for name in heads),
            rows=rows,
            note="Near in time and of a kind that fits the direction; whether one caused the other is for the reader.",
        ),
    )


def _figure(view: View, points: tuple[TurningPoint, ...]) -> FigureModel | None:
    tone = view.series("tenor.tone")
    if len(tone) < _LEAST_POINTS:
        return None
    clear = [p for p in points if p.clear]
    marks = tuple(_mark(p) for p in clear)
    series = [Series(name="tone", role="neutral", reported=False, measure="tenor.tone", points=monthly_points(tone))]
    spans = phases(tone, points)
    if len(spans) > 1:
        series.append(Series(name="phase mean", role="third", points=_levels(spans)))
    fan = _fan(_fresh(view, press_grade(view)))
    if fan:
        series.append(
            Series(
                name="expected",
                role="neutral",
                reported=False,
                measure="evolution.expected_tone",
                horizon=fan[-1].period,
                points=fan,
            )
        )
    return FigureModel(
        id="figure.tone",
        question="evolution",
        kind="lines",
        title=_figure_title(tone, clear, judged=view.has("evolution.turning_point")),
        subtitle="Shrunk monthly mean of compressed event scores, log points; band: 80 % interval"
        + ("; numbered lines: clear turning points" if marks else ""),
        unit="log_points",
        source=view.source("tenor.tone", "evolution.turning_point"),
        alt="The tone of reported dealings between the two over time with interval, turning points and the mean "
        "of each phase.",
        series=tuple(series),
        marks=marks,
    )


def _figure_title(tone: list[Measurement], clear: list[TurningPoint], *, judged: bool) -> str:
    span = f"{tone[0].period[:4]} to {tone[-1].period[:4]}"
    if not judged:
        return f"Tone of reported dealings, {span}"
    if not clear:
        return f"Tone of reported dealings, {span}: no clear turning point"
    return f"Tone of reported dealings, {span}: {counted(len(clear), 'clear turning point')}"


def _mark(p: TurningPoint) -> Mark:
    label = f"{'warmer' if p.warmer else 'colder'}, {text(p.step)}"
    if p.documents:
        first = p.documents[0]
        stated = "" if "/" in first.id else first.id
        return Mark(period=p.month, label=f"{label}: {_clipped(first.claim)}", ref=stated)
    return Mark(period=p.month, label=f"{label}; unconfirmed")


def _levels(spans: tuple[Phase, ...]) -> tuple[Point, ...]:
    """A flat run for each phase, without its last month where another follows, so that runs do not join."""
    found: list[Point] = []
    for span, after in zip(spans, (*spans[1:], None), strict=True):
        months = months_between(span.first, span.last)
        last = len(months) - (after is not None and len(months) > 2)
        found += [Point(period=m, value=span.tone) for m in months[:last]]
    return tuple(found)


def _fan(m: Measurement | None) -> tuple[Point, ...]:
    """The predictive distribution for each month of the horizon: its variance grows by the drift of the level."""
    if m is None or m.value is None or m.low is None or m.high is None:
        return ()
    first = ((m.high - m.low) / 2) ** 2
    found = []
    for ahead in range(1, _HORIZON + 1):
        half = (first + Z80**2 * threshold("tone_drift") * (ahead - 1)) ** 0.5
        month = months_after(m.period, ahead)
        found.append(Point(period=month, value=m.value, low=m.value - half, high=m.value + half))
    return tuple(found)


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

"""How did it get here? Where is it going?"""

from __future__ import annotations

from comity.assessment.answer import Answer, no_evidence
from comity.assessment.coded_documents import coded_documents
from comity.assessment.phrases import ROOM
from comity.assessment.press_grade import PressGrade, press_grade, silence
from comity.assessment.press_source import join_in_words, joins, told_alike, unjudged
from comity.assessment.questions.parts import evidence_table, latest_rows, short, text
from comity.assessment.questions.story import in_short, quiet, told_in_chapters
from comity.assessment.questions.trend import direction, fan, forecast, fresh_forecast, trend
from comity.assessment.questions.turns import (
    clear_turns,
    document_table,
    phase_table,
    phases_in_words,
    turned,
    turning_table,
    when_known,
)
from comity.assessment.say import say
from comity.assessment.turning_points import Phase, TurningPoint, phases, turning_points
from comity.assessment.view import View, kind_of, monthly_points
from comity.assessment.words import counted
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Claim, rows_told
from comity.dossier.figure import FigureModel, Mark, Point, Series
from comity.dossier.table import Column, TableModel
from comity.terms.interval import Interval
from comity.terms.period import months_between, periods_after, year_of

_LEAST_POINTS = 12
"""Months below which a curve shows nothing."""
_MOST_OF_A_LABEL = 90
"""Letters of a claim that stand at a mark of a chart."""

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
    near = {periods_after(p.month, k) for p in turning_points(steps) for k in (0, 1)}
    points = turning_points(steps, (*view.between, *coded_documents(view, near)))
    momentum = None if thin else view.last("evolution.momentum")
    table = _table(view)
    events = tuple(r for r in view.between if r.kind in ("agreement", "visit", "institution", "act"))
    if momentum is None and table is None and not events:
        return no_evidence("any series of the pair over time", "two or more dated observations of any tie")
    figure = None if thin else _figure(view, points)
    judged = [j for j in (trend(view, momentum), turned(view, points)) if j is not None]
    tone = " ".join(x for x in (direction(momentum, silence(view, grade)), clear_turns(points)) if x)
    summed, chapters = _story(view)
    if summed is None and momentum is not None and view.record is not None:
        summed = quiet(view.record)
    told = "" if summed is None else summed.text
    press = "" if not told else _of_press(tone) if momentum is not None else tone
    of_tone = (when_known(points), forecast(view, grade)) if told else (*_said(view, points), forecast(view, grade))
    return Answer(
        state="answered" if told or momentum is not None else "not_determinable",
        answer=told or tone,
        reason=_reason(view, grade, momentum, told),
        paragraphs=tuple(x for x in (*(c.text for c in chapters), press, *of_tone, *_left_out(view, grade)) if x),
        judged=tuple(judged),
        figures=() if figure is None else (figure,),
        tables=turning_table(view, points)
        + phase_table(view, points)
        + document_table(points)
        + (() if table is None else (table,))
        + evidence_table(
            latest_rows(events, 15), "table.chronology", "evolution", "Dated steps on record, newest fifteen"
        ),
        against=(
            "Tone returns to its mean: a trend of three years is no forecast.",
            "A turning point is a change in what the press reports; one quiet month in twenty looks like one.",
        ),
        would_change=("Dated documents of a break: a recall of ambassadors, a treaty, a visit at the highest level.",),
        told=rows_told([part for c in (summed, *chapters) if c is not None for part in c.parts]),
    )


def _story(view: View) -> tuple[Claim | None, tuple[Claim, ...]]:
    """What the chronicle tells of how it came to this: in short, and chapter by chapter; nothing where it has none."""
    if view.record is None:
        return None, ()
    summed = in_short(view.record, "" if view.kind is None else view.kind.id)
    return summed, () if summed is None else told_in_chapters(view.record)


def _of_press(tone: str) -> str:
    """The tone of the press as a record beside the events."""
    return f"{say(ROOM, 'story.press').text} {tone}"


def _reason(view: View, grade: PressGrade | None, momentum: Measurement | None, told: str) -> str:
    """What the answer rests on, or why there is none."""
    if momentum is not None:
        return "dated events, monthly tone and yearly series" if told else "monthly tone and yearly series"
    silent = silence(view, grade)
    if told:
        return f"dated events of the chronicle; {silent or 'of tone there are too few months'}"
    return silent or "too few active months for a trend of tone"


def _said(view: View, points: tuple[TurningPoint, ...]) -> tuple[str, ...]:
    return phases_in_words(view, points), when_known(points)


def _left_out(view: View, grade: PressGrade | None) -> tuple[str, ...]:
    """Where the source of events changes, and what is not judged in its newest months."""
    if grade is None or grade.thin:
        return ()
    return join_in_words(view), unjudged(view, "evolution.turning_point", grade.to)


def _figure(view: View, points: tuple[TurningPoint, ...]) -> FigureModel | None:
    tone = view.series("tenor.tone")
    if len(tone) < _LEAST_POINTS:
        return None
    clear = [p for p in points if p.clear]
    marks = tuple(_mark(p) for p in clear)
    series = [
        Series(
            name="tone",
            role="neutral",
            reported=False,
            measure="tenor.tone",
            points=monthly_points(tone),
            interval=kind_of(tone),
        )
    ]
    spans = phases(told_alike(tone, [p.step for p in points]), points)
    join = joins(view)
    if len(spans) > 1:
        series.append(Series(name="phase mean", role="third", points=_levels(spans), interval=None))
    ahead = fan(fresh_forecast(view, press_grade(view)))
    if ahead:
        series.append(
            Series(
                name="expected",
                role="neutral",
                reported=False,
                measure="evolution.expected_tone",
                horizon=ahead[-1].period,
                points=ahead,
                interval=Interval.PREDICTIVE_80,
            )
        )
    return FigureModel(
        id="figure.tone",
        question="evolution",
        kind="lines",
        title=_figure_title(tone, clear, judged=view.has("evolution.turning_point"), judged_to=_judged_to(view, join)),
        subtitle="Shrunk monthly mean of compressed event scores, log points; band: 80 % interval"
        + ("; numbered lines: clear turning points" if marks else "")
        + (f"; another source, and another scale, from {join[-1].period}" if join else ""),
        unit="log_points",
        source=view.source("tenor.tone", "evolution.turning_point"),
        alt="The tone of reported dealings between the two over time with interval, turning points and the mean "
        "of each phase.",
        series=tuple(series),
        interval=None,
        marks=marks,
    )


def _judged_to(view: View, join: list[Measurement]) -> str:
    """The last month in which turning points are judged, where those after the join are not; "" where all are."""
    if not join or not unjudged(view, "evolution.turning_point", join[-1].period):
        return ""
    return periods_after(join[-1].period, -1)


def _figure_title(tone: list[Measurement], clear: list[TurningPoint], *, judged: bool, judged_to: str) -> str:
    span = f"{year_of(tone[0].period)} to {year_of(tone[-1].period)}"
    if not judged:
        return f"Tone of reported dealings, {span}"
    found = counted(len(clear), "clear turning point") if clear else "no clear turning point"
    return f"Tone of reported dealings, {span}: {found}" + (f" up to {judged_to}" if judged_to else "")


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


def _clipped(claim: str) -> str:
    """The claim, or its first words and an ellipsis."""
    plain = claim.rstrip(".")
    return plain if len(plain) <= _MOST_OF_A_LABEL else plain[:_MOST_OF_A_LABEL].rsplit(" ", 1)[0] + " …"

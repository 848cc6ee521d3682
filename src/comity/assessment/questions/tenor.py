"""How cooperative or hostile is the relationship?"""

from __future__ import annotations

from comity.assessment.answer import Answer, Judged, no_evidence
from comity.assessment.derived.press import of_press
from comity.assessment.page1.acts import MENDED
from comity.assessment.phrases import NOTHING, ROOM, month, placed, several
from comity.assessment.press_grade import PressGrade, press_grade, silence
from comity.assessment.press_source import join_in_words
from comity.assessment.questions import un_votes
from comity.assessment.questions.tenor_figures import attention_figure, both_ways, news_figure
from comity.assessment.salience import salience
from comity.assessment.say import Slots, period, say, state, together, told, when
from comity.assessment.say import counted as counted_part
from comity.assessment.settings import threshold
from comity.assessment.signals import (
    CALM,
    COOPERATIVE,
    HOSTILE,
    MASKED,
    Signal,
    current,
    disagreement,
    pointing,
    signals,
    table,
)
from comity.assessment.view import View, monthly_points, ref
from comity.assessment.words import listing, month_name, sentence
from comity.atlas.measurement import Measurement
from comity.chronicle.events import Event
from comity.dossier.claim import Claim, Count, When
from comity.dossier.finding import Finding
from comity.dossier.table import Column, TableModel
from comity.terms.period import year_of
from comity.terms.unit import number


def answer(view: View) -> Answer:
    """Reported dealings, disputes and rivalry first; votes apart; what contradicts what is said."""
    grade = press_grade(view)
    hostility, cooperation = (current(view, f"tenor.{name}", grade) for name in ("hostility", "cooperation"))
    votes = view.last("un.agreement", least_n=int(threshold("least_joint_votes")))
    dispute, rivalry = view.last("conflict.dispute"), view.last("conflict.rivalry")
    found = signals(view, grade)
    graded = None if grade is None else view.worked(of_press(view, grade))
    judged = [
        *_news(view, grade, graded, (hostility, cooperation)),
        *_conflict(view, dispute, rivalry),
        *un_votes.findings(view, votes),
        *_signals(found),
    ]
    if not judged:
        return no_evidence("reported dealings, disputes, rivalry and UN votes", "coded events or votes of the pair")
    figures = both_ways(view)
    if grade is not None and not grade.thin:
        figures = [news_figure(view), *figures, None if grade.every_day else attention_figure(view)]
    records = table(view, found)
    return Answer(
        state="answered" if hostility is not None or (rivalry is not None and rivalry.value) else "not_determinable",
        answer=" ".join(x for x in (_headline(view, grade, hostility, rivalry), _others(found)) if x),
        reason="machine-coded press reports, disputes and votes"
        if hostility is not None
        else silence(view, grade) or "too few days with reported dealings to judge the level of tone",
        paragraphs=tuple(x for x in (_evidence(grade), _method(grade), join_in_words(view), un_votes.ABOUT) if x),
        judged=tuple(judged),
        figures=tuple(f for f in (*figures, un_votes.figure(view)) if f is not None),
        tables=(*(() if records is None else (records,)), *_press_table(view, grade)),
        against=(
            "Press reports are coded by machine: a third party's quarrel, or unrest at home, can be counted as "
            "the pair's.",
        ),
        would_change=("Documents that show one side acting on the other, from two independent sources.",),
    )


def _headline(view: View, grade: PressGrade | None, hostility: Measurement | None, rivalry: Measurement | None) -> str:
    rivals = rivalry is not None and rivalry.value
    if rivals and rivalry is not None:
        pair = f"{sentence(view.a_name)} and {view.b_name}"
        return f"{pair} were strategic rivals to the end of the record in {rivalry.period}."
    place = view.standing(hostility)
    if hostility is None or place is None or grade is None:
        return f"The level of tone is not determinable: {silence(view, grade) or 'too few reported dealings'}."
    met = _met(view, view.last("conflict.dispute"))
    record = "" if met is None else f" They {met.text}."
    if grade.every_day and place.percentile < threshold("signal_high"):
        return (
            f"No marked hostility in the news up to {month_name(hostility.period)}; of a pair that is reported every "
            f"day netted scores cannot say more.{record}"
        )
    level = (
        "Much hostility"
        if place.percentile >= threshold("signal_high")
        else "Some hostility"
        if place.percentile >= threshold("signal_low")
        else "Little hostility"
    )
    return f"{level} in the news up to {month_name(hostility.period)} for two countries of their prominence.{record}"


def _others(found: tuple[Signal, ...]) -> str:
    """Whether the other records contradict the headline or, where it is silent, what they point to."""
    friendly = [s for s in pointing(found, COOPERATIVE) if not s.basis[0].measure.startswith("tenor.")]
    apart = disagreement(found)
    if apart is not None or not friendly or pointing(found, HOSTILE):
        return "" if apart is None else apart.text
    return f"{sentence(listing([s.name for s in friendly]))} on record."


def _evidence(grade: PressGrade | None) -> str:
    if grade is None:
        return ""
    if grade.thin:
        return (
            f"{grade.words}: too few for a curve of cooperation and hostility, which needs "
            f"{number(threshold('tenor_least_active_days'))}."
        )
    return f"{grade.words}."


def _press_table(view: View, grade: PressGrade | None) -> tuple[TableModel, ...]:
    """What the grade of the press record is made of; the whole series stands in the measure's rows."""
    if grade is None:
        return ()
    months = [m for m in view.series("tenor.attention") if m.value is not None]
    mean = sum(m.value or 0.0 for m in months) / len(monthly_points(months)) if months else None
    rows = (
        ("Grade of the press record", grade.letter),
        (f"Months with reported dealings, {grade.since} to {grade.to}", float(grade.months)),
        (f"Days with reported dealings in the {grade.window} months to {grade.to}", float(round(grade.days))),
        (f"Days a month in the {grade.window} months to {grade.to}", round(grade.days_a_month, 1)),
        ("Days a month since the first report", None if mean is None else round(mean, 1)),
    )
    return (
        TableModel(
            id="table.tenor.press",
            question="tenor",
            title="How much the press has to say about the two",
            columns=(Column(name="What"), Column(name="Number", unit="count", numeric=True)),
            rows=rows,
            note=f"A level needs {number(threshold('tenor_least_active_days'))} days in the window; "
            f"below that the grade is D. Grade A: at least {number(threshold('tenor_grade_a_months'))} months with "
            f"reported dealings; B: at least {number(threshold('tenor_grade_b_months'))}.",
            source=view.source("tenor.attention"),
        ),
    )


def _method(grade: PressGrade | None) -> str:
    if grade is None or grade.thin:
        return ""
    return (
        "Cooperation and hostility are measured apart, each beside what the two countries' general prominence "
        "in the news would give: zero means as expected, one log point is 2.7 times as much." + _kinds(grade)
    )


def _kinds(grade: PressGrade) -> str:
    """What the source of the window's days leaves out; of two sources, that one of them does."""
    if not grade.netted:
        return ""
    which = "One of the two sources of these months" if grade.told_apart else "The source"
    return f" {which} does not say who acted on whom, and nets the cooperation and conflict of a day."


def _news(
    view: View,
    grade: PressGrade | None,
    graded: Measurement | None,
    levels: tuple[Measurement | None, Measurement | None],
) -> list[Judged]:
    hostility, cooperation = levels
    hostile, warm = view.standing(hostility), view.standing(cooperation)
    if grade is None or graded is None or hostility is None or cooperation is None or hostile is None or warm is None:
        return []
    masked = grade.every_day and hostile.percentile < threshold("signal_high")
    slots: Slots = {"window": counted_part(grade.window, (ref(hostility),)), "month": month(hostility)}
    slots |= {"a": state(view.a), "b": state(view.b), "hostile": placed(hostility, hostile)}
    said = [say(ROOM, "level.news", **slots, warm=placed(cooperation, warm, "the same pairs"))]
    if masked:
        days = Count(text=number(grade.days_a_month), number=round(grade.days_a_month), refs=(ref(graded),))
        said.append(say(ROOM, "level.masked", days=days))
    claim = together(said)
    finding = Finding(
        id="tenor.level",
        question="tenor",
        claim=claim.text,
        parts=claim.parts,
        estimate=view.estimate(hostility),
        confidence="low",
        confidence_reason=_tested(grade),
        basis=(ref(hostility), ref(cooperation), ref(graded)),
        against=("Reports may concern events inside one country or a third party's quarrel.",),
        would_change="Documents behind the most hostile days that show another actor.",
    )
    return [Judged(finding, salience("tenor.level", "masked" if masked else "clear"))]


def _tested(grade: PressGrade) -> str:
    if grade.told_apart:
        return (
            "machine-coded press reports, in part or all of an event warehouse, in which known rivals were not sought"
        )
    return (
        "machine-coded press reports, netted within each day; known rivals are found in about five of six comparisons"
    )


def _signals(found: tuple[Signal, ...]) -> list[Judged]:
    apart = disagreement(found)
    if apart is None:
        return []
    claim = together([apart, say(ROOM, "signals.unlike")])
    sides = pointing(found, HOSTILE, COOPERATIVE, CALM, MASKED)
    finding = Finding(
        id="tenor.signals",
        question="tenor",
        claim=claim.text,
        parts=claim.parts,
        confidence="moderate",
        confidence_reason="each record is taken as its publisher gives it; which of them counts most is a judgement",
        basis=tuple(dict.fromkeys(ref(m) for s in sides for m in s.basis)),
        against=("Records end in different years; a contradiction may be a change over time.",),
        would_change="Records of the same year on both sides.",
    )
    return [Judged(finding, salience("tenor.signals"))]


def _met(view: View, dispute: Measurement | None) -> Claim | None:
    """In how many years the two met in disputes, and where that record ends; None where there is none."""
    years = [m.period for m in view.series("conflict.dispute") if m.value] if dispute is not None else []
    if dispute is None or not years:
        return None
    span = When(text=_span(years), date=years[-1], ref=ref(dispute))
    many = several(len(years), "year", refs=(ref(dispute),))
    return say(ROOM, "record.met", years=many, since=_since(view), span=span, to=period(dispute))


def _since(view: View) -> When:
    return When(text=str(view.since), date=str(view.since))


def _conflict(view: View, dispute: Measurement | None, rivalry: Measurement | None) -> list[Judged]:
    judged = []
    met = _met(view, dispute)
    if dispute is not None:
        if met is not None:
            claim = say(ROOM, "record.disputes", met=met)
        else:
            claim = say(ROOM, "record.no_dispute", since=_since(view), to=period(dispute))
        # A rivalry tells whether the two met: what it says is not said twice.
        twice = bool(met and rivalry is not None and rivalry.value)
        record = _record(view, "tenor.disputes", claim, dispute)
        judged.append(Judged(record, salience("tenor.disputes", "told" if twice else "met" if met else "never")))
    if rivalry is not None:
        # One judgement of a question comes first, and a reader of rivals wants to know at once whether they fought.
        fought = NOTHING if met is None else say(ROOM, "record.fought", met=met)
        mend = _mended_since(view, rivalry)
        if rivalry.value and mend is not None:
            claim = say(
                ROOM, "record.rivals_mended", to=period(rivalry), fought=fought, mend=told(mend), when=when(mend)
            )
        elif rivalry.value:
            claim = say(ROOM, "record.rivals", to=period(rivalry), fought=fought)
        else:
            claim = say(ROOM, "record.no_rivalry", to=period(rivalry))
        bound = view.kind is not None and view.kind.id in _BOUND
        over = mend is not None or bool(bound and rivalry.value)
        also = (dispute,) if met and rivalry.value and dispute is not None else ()
        judged.append(
            Judged(
                _record(view, "tenor.rivalry", claim, rivalry, *also),
                salience("tenor.rivalry", "mended" if over else "rivals" if rivalry.value else "none"),
            )
        )
    return judged


def _mended_since(view: View, rivalry: Measurement) -> Event | None:
    """The act by which relations were restored after the list of rivalries ends; None where they were not."""
    if view.record is None or not rivalry.value:
        return None
    record, to = view.record, year_of(rivalry.period)
    mended = record.last(lambda e: e.kind.id in MENDED and e.weight > 1 and record.stands(e))
    return mended if mended is not None and mended.when.year > to else None


_BOUND = ("allies", "union", "partners")
"""Kinds of relationship that a list of rivalries which ends years before the day does not decide."""
_KEPT = {"conflict.dispute": "disputes", "conflict.rivalry": "rivalries"}


def _record(view: View, finding_id: str, claim: Claim, m: Measurement, *also: Measurement) -> Finding:
    ends = [f"the record of {_KEPT[x.measure]} ends in {x.period}" for x in (m, *also)]
    return Finding(
        id=finding_id,
        question="tenor",
        claim=claim.text,
        parts=claim.parts,
        estimate=view.estimate(m, standing=False),
        confidence="high",
        confidence_reason="coded by historians from published sources",
        basis=tuple(dict.fromkeys((*(ref(x) for x in (m, *also)), *claim.basis))),
        against=(f"{sentence(listing(ends))}.",),
        would_change="A later edition of the record.",
    )


def _span(periods: list[str]) -> str:
    """`1990 to 2014`, or `2010`."""
    return periods[0] if periods[0] == periods[-1] else f"{periods[0]} to {periods[-1]}"

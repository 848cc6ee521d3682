"""How cooperative or hostile is the relationship?"""

from __future__ import annotations

from comity.assessment.answer import Answer, Judged, no_evidence
from comity.assessment.ballots import newest_with_enough
from comity.assessment.derived.press import of_press
from comity.assessment.phrases import ROOM
from comity.assessment.press_grade import PressGrade, press_grade, silence
from comity.assessment.press_source import join_in_words
from comity.assessment.questions import un_votes
from comity.assessment.questions.press_level import level_of_news, press_table
from comity.assessment.questions.quarrels import met_in_disputes, quarrels
from comity.assessment.questions.tenor_figures import attention_figure, both_ways, news_figure
from comity.assessment.salience import salience
from comity.assessment.say import say, together
from comity.assessment.say import sentences as sayings
from comity.assessment.settings import threshold
from comity.assessment.signals import (
    CALM,
    COOPERATIVE,
    HOSTILE,
    MASKED,
    OF_THE_PRESS,
    Signal,
    current,
    disagreement,
    pointing,
    signals,
    table,
)
from comity.assessment.view import View, ref
from comity.assessment.words import listing, month_name, sentence
from comity.atlas.measurement import Measurement
from comity.dossier.finding import Finding
from comity.terms.unit import number

_AT_PEACE = ("allies", "union", "partners", "patron_client", "recognition", "ordinary")
"""Kinds in which what machines alone read as hostility is told as theirs."""


def answer(view: View) -> Answer:
    """Reported dealings, disputes and rivalry first; votes apart; what contradicts what is said."""
    grade = press_grade(view)
    hostility, cooperation = (current(view, f"tenor.{name}", grade) for name in ("hostility", "cooperation"))
    votes = newest_with_enough(view)
    dispute, rivalry = view.last("conflict.dispute"), view.last("conflict.rivalry")
    found = signals(view, grade)
    graded = None if grade is None else view.worked(of_press(view, grade))
    judged = [
        *level_of_news(view, grade, graded, (hostility, cooperation)),
        *quarrels(view, dispute, rivalry),
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
        answer=" ".join(x for x in (_kind(view), _headline(view, grade, hostility, rivalry), _others(found)) if x),
        reason="machine-coded press reports, disputes and votes"
        if hostility is not None
        else silence(view, grade) or "too few days with reported dealings to judge the level of tone",
        paragraphs=tuple(x for x in (_evidence(grade), _method(grade), join_in_words(view), un_votes.ABOUT) if x),
        judged=tuple(judged),
        figures=tuple(f for f in (*figures, un_votes.figure(view)) if f is not None),
        tables=(*(() if records is None else (records,)), *press_table(view, grade)),
        against=(
            "Press reports are coded by machine: a third party's quarrel, or unrest at home, can be counted as "
            "the pair's.",
        ),
        would_change=("Documents that show one side acting on the other, from two independent sources.",),
    )


def _kind(view: View) -> str:
    """What the two are to each other, which sets the tone before any record of it; "" where nobody decided it."""
    key = "" if view.kind is None else f"tone.{view.kind.id}"
    return say(ROOM, key).text if key in sayings(ROOM) else ""


def _headline(view: View, grade: PressGrade | None, hostility: Measurement | None, rivalry: Measurement | None) -> str:
    rivals = rivalry is not None and rivalry.value
    if rivals and rivalry is not None:
        pair = f"{sentence(view.a_name)} and {view.b_name}"
        return f"{pair} were strategic rivals to the end of the record in {rivalry.period}."
    place = view.standing(hostility)
    if hostility is None or place is None or grade is None:
        return f"The level of tone is not determinable: {silence(view, grade) or 'too few reported dealings'}."
    met = met_in_disputes(view, view.last("conflict.dispute"))
    record = "" if met is None else f" They {met.text}."
    if grade.every_day and place.percentile < threshold("signal_high"):
        return (
            f"No marked hostility in the news up to {month_name(hostility.period)}; of a pair that is reported every "
            f"day netted scores cannot say more.{record}"
        )
    if place.percentile >= threshold("signal_high") and _alone(view, grade):
        return (
            f"Machines coded more hostility in the news up to {month_name(hostility.period)} than is usual for two "
            "countries of their prominence, which no other record of the two bears out."
        )
    level = (
        "Much hostility"
        if place.percentile >= threshold("signal_high")
        else "Some hostility"
        if place.percentile >= threshold("signal_low")
        else "Little hostility"
    )
    return f"{level} in the news up to {month_name(hostility.period)} for two countries of their prominence.{record}"


def _alone(view: View, grade: PressGrade) -> bool:
    """Whether the press alone speaks of hostility between two who are not at odds."""
    at_odds = view.kind is None or view.kind.id not in _AT_PEACE
    return not at_odds and [s.name for s in pointing(signals(view, grade), HOSTILE)] == [OF_THE_PRESS]


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

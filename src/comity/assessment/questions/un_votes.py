"""Votes in the General Assembly: how alike the two vote, and how far that hangs on one region."""

from __future__ import annotations

from statistics import median

from comity.assessment.answer import Judged
from comity.assessment.ballots import borne_by_enough, cast_by_others
from comity.assessment.phrases import NOTHING, ROOM, ends, placed, printed, several
from comity.assessment.questions.parts import text
from comity.assessment.salience import salience
from comity.assessment.say import Slots, chosen, period, say, state, together
from comity.assessment.settings import threshold
from comity.assessment.view import View, kind_of, points, ref
from comity.assessment.words import counted
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Claim
from comity.dossier.figure import FigureModel, Series
from comity.dossier.finding import Finding
from comity.terms.period import periods_after

NEAR = 0.1
"""Share of roll calls within which a state votes with another as it does with most."""
ABOUT = "Votes in the Assembly are about third parties; they are not the tone between the two."


def findings(view: View, agreement: Measurement | None) -> list[Judged]:
    """How alike the two vote, corrected for chance; none without enough joint votes."""
    if agreement is None:
        return []
    kappa = view.at("un.kappa_squared", agreement.period)
    place = view.standing(kappa)
    first = next((m for m in view.series("un.agreement") if borne_by_enough(view, m.period)), None)
    if kappa is None or place is None:
        return []
    same = view.at("un.same_vote", agreement.period)
    then = view.at("un.same_vote", first.period) if first is not None else None
    if same is None or same.value is None or cast_by_others(view, same):
        return []
    pair = _without_middle_east(view)
    earlier = then is not None and then.value is not None and then.period != same.period
    change = NOTHING
    if earlier and then is not None:
        change = say(ROOM, "votes.change", then=printed(then), year=period(then), place=_placed(view, then))
    before = NOTHING
    if earlier and then is not None and text(then) == text(same):
        before = say(ROOM, "votes.as_in", year=period(then))
    elif earlier and then is not None:
        before = say(ROOM, "votes.after", then=printed(then), year=period(then))
    was = _moved_from(view, same)
    if was is not None:
        before = say(ROOM, "votes.after", then=printed(was), year=period(was))
    joint = several(agreement.n or 0, "contested joint vote", refs=(ref(agreement),))
    slots: Slots = {"same": printed(same), "year": period(same), "place": _placed(view, same), "joint": joint}
    slots |= {"change": change, "kappa": printed(kappa), "span": ends(kappa), "stands": placed(kappa, place)}
    claim = say(ROOM, "votes.said", **slots)
    finding = Finding(
        id="tenor.votes",
        question="tenor",
        claim=claim.text,
        parts=claim.parts,
        estimate=view.estimate(kappa),
        confidence="high",
        confidence_reason="recorded votes; the measure is exact, its meaning for bilateral tone is not",
        basis=tuple(dict.fromkeys(ref(m) for m in (kappa, agreement, same, then, was, *pair) if m is not None)),
        against=(_one_region(pair),),
        would_change="A change in the agenda of the Assembly or in either state's voting instructions.",
    )
    apart = same.value < threshold("votes_apart") and bool(view.between)
    in_short: Slots = {"same": printed(same), "year": period(same), "before": before}
    usual = _beside_most(view, same) if was is None else _who_moved(view, same, was)
    if apart:
        short = say(ROOM, "votes.short_apart", **in_short, about=chosen(ABOUT, "about", "votes"))
    else:
        short = together([say(ROOM, "votes.short", **in_short), *usual])
    moved = was is not None
    # What one of the two did toward all is no news of these two: the strip has the share.
    by_one = moved and bool(usual) and (same.value or 0.0) < (was.value if was is not None and was.value else 0.0)
    return [
        Judged(
            finding,
            salience(
                "tenor.votes",
                "apart" if apart else "of_one" if by_one else "moved" if moved else "alike" if usual else "usual",
            ),
            short,
        )
    ]


def _moved_from(view: View, same: Measurement) -> Measurement | None:
    """The year of the last few from which the share fell, or rose against the course, by enough to be news; else None.

    A rise that most pairs share is none: texts are put to a vote that used to pass without one.
    """
    years = range(1, int(threshold("event_new_years")) + 1)
    found = [view.at(same.measure, periods_after(same.period, -n)) for n in years]
    known = [m for m in found if m is not None and m.value is not None and borne_by_enough(view, m.period)]
    if not known:
        return None
    high, low = (pick(known, key=lambda m: m.value or 0.0) for pick in (max, min))
    if (high.value or 0.0) - (same.value or 0.0) >= threshold("votes_moved"):
        return high
    against = (same.value or 0.0) - (low.value or 0.0) - max(0.0, *_courses(view, low, same).values())
    return low if against >= threshold("votes_moved") else None


def _courses(view: View, was: Measurement, now: Measurement) -> dict[str, float]:
    """How far each of the two moved toward most states between two years."""
    return {s: _usual(view, s, now) - _usual(view, s, was) for s in (view.a, view.b)}


def _who_moved(view: View, same: Measurement, was: Measurement) -> list[Claim]:
    """Which of the two moved as far from most states, so that the change is its own; or that it went against them."""
    moved = _courses(view, was, same)
    if (same.value or 0.0) > (was.value or 0.0):
        return [say(ROOM, "votes.against_course")]
    s = min(moved, key=lambda s: moved[s])
    if moved[s] > -threshold("votes_moved") / 2:
        return []
    return [say(ROOM, "votes.moved_away", state=state(s))]


def _usual(view: View, of: str, m: Measurement) -> float:
    """The median share of one state with all that it voted with in a measurement's year; 1 where there is none."""
    others = view.atlas.values_with(m.measure, of, m.period)
    return median(others) if others else 1.0


def _beside_most(view: View, same: Measurement) -> list[Claim]:
    """Where the share is another than these two have with most states: nothing where it is what anyone would expect."""
    seldom = _as_with_most(view, same)
    if seldom:
        return seldom
    usual, value = [_usual(view, s, same) for s in (view.a, view.b)], same.value or 0.0
    if value > max(usual) + NEAR:
        return [say(ROOM, "votes.more_often", a=state(view.a), b=state(view.b))]
    return [say(ROOM, "votes.less_often", a=state(view.a), b=state(view.b))] if value < min(usual) - NEAR else []


def _as_with_most(view: View, same: Measurement) -> list[Claim]:
    """That one of the two votes as seldom with most states, where it does: then the figure is not about both."""
    if (same.value or 0.0) > threshold("votes_apart") + NEAR:
        return []
    for s in (view.a, view.b):
        usual = _usual(view, s, same)
        if usual < threshold("votes_apart") and abs(usual - (same.value or 0.0)) <= NEAR:
            return [say(ROOM, "votes.as_seldom", state=state(s))]
    return []


def _placed(view: View, same: Measurement) -> Claim:
    """Where a year's share stands among those of its year: what the whole Assembly moved is no change of a pair."""
    place = view.standing(same)
    return say(ROOM, "votes.alone") if place is None else placed(same, place, "pairs")


def _without_middle_east(view: View) -> tuple[Measurement, ...]:
    """Agreement without roll calls on the Palestinian conflict, and over all of the same year; empty where unknown."""
    rest = view.last("un.agreement_no_middle_east", least_n=int(threshold("least_joint_votes")))
    whole = None if rest is None else view.at("un.agreement", rest.period)
    return () if rest is None or whole is None or whole.value is None else (rest, whole)


def _one_region(pair: tuple[Measurement, ...]) -> str:
    """How far the level hangs on the subject on which most roll calls are taken."""
    if not pair:
        return "A quarter of recorded votes concern one region; leaving them out changes the level."
    rest, whole = pair
    return (
        f"A quarter of recorded votes concern one region: without roll calls on the Palestinian conflict agreement in "
        f"{rest.period} was {text(rest)} ({counted(rest.n or 0, 'vote')}), over all {text(whole)}."
    )


def figure(view: View) -> FigureModel | None:
    """Votes cast alike, and their agreement corrected for chance, over the years."""
    years = {m.period for m in view.series("un.agreement") if borne_by_enough(view, m.period)}
    same, kappa = ([m for m in view.series(x) if m.period in years] for x in ("un.same_vote", "un.kappa_squared"))
    if len(same) < 3:
        return None
    first, last = int(same[0].period), int(same[-1].period)
    rise = (same[-1].value or 0) - (same[0].value or 0)
    moved = "fell" if rise < -0.05 else "rose" if rise > 0.05 else "hardly moved"
    return FigureModel(
        id="figure.votes",
        question="tenor",
        kind="lines",
        title=f"The share of UN votes cast alike {moved} between {first} and {last}",
        subtitle="Share of joint roll calls on which both cast the same vote; kappa: agreement corrected for chance",
        unit="index",
        source=view.source("un.same_vote", "un.kappa_squared"),
        alt=f"Two lines from {first} to {last}: share of votes cast alike, and agreement corrected for chance.",
        series=(
            Series(
                name="cast alike",
                role="neutral",
                measure="un.same_vote",
                points=points(same, first, last),
                interval=kind_of(same),
            ),
            Series(
                name="kappa",
                role="third",
                reported=False,
                measure="un.kappa_squared",
                points=points(kappa, first, last),
                interval=kind_of(kappa),
            ),
        ),
        interval=None,
    )

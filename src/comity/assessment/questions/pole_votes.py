"""Where one of the two votes between the powers: as a finding, a table and a figure."""

from __future__ import annotations

from comity.assessment.answer import Judged
from comity.assessment.derived.powers import position
from comity.assessment.phrases import ROOM, after, figure
from comity.assessment.portfolio import (
    Stand,
    powers,
    powers_beside,
    stand,
)
from comity.assessment.questions.parts import text
from comity.assessment.salience import salience
from comity.assessment.say import Slots, chosen, period, say
from comity.assessment.say import state as named
from comity.assessment.settings import threshold
from comity.assessment.view import View, kind_of, points, ref
from comity.assessment.words import name, sentence
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Claim
from comity.dossier.figure import FigureModel, Series
from comity.dossier.finding import Finding
from comity.dossier.table import Column, TableModel
from comity.terms.unit import format_value, number

POINT = "un.ideal_point"


def stand_of(view: View, state: str) -> Stand | None:
    """Where a state stands between the powers in UN votes; None where no year tells."""
    return stand(view, state, powers_beside(view, state), POINT, int(threshold("least_joint_votes")))


def between(where: Stand, way: Measurement) -> Claim:
    """Where a state votes between two powers, by the row that measures it."""
    low, high = named(where.east.a), named(where.west.a)
    if where.value < -0.1:
        return say(ROOM, "votes.beyond", near=low, far=high)
    if where.value > 1.1:
        return say(ROOM, "votes.beyond", near=high, far=low)
    if where.value < 0.1 or where.value > 0.9:
        return say(ROOM, "votes.beside", near=low if where.value < 0.1 else high)
    return say(
        ROOM, "votes.between", share=figure(way, where.value, f"{number(where.value * 100)} %"), low=low, high=high
    )


def voted(view: View, state: str, where: Stand | None) -> Judged | None:
    """With which power a state votes, by its point and those of the two that vote farthest apart."""
    if where is None:
        return None
    place = view.standing(where.own)
    own, east, west = (figure(m, m.value, number(m.value, 2)) for m in (where.own, where.east, where.west))
    low, high = (figure(where.own, end, number(end, 2)) for end in (where.own.low, where.own.high))
    kind = chosen(str(where.own.interval), "interval", str(where.own.interval))
    way = view.worked(position(state, where))
    slots: Slots = {"state": named(state), "own": own, "year": period(where.own)}
    slots["span"] = say(ROOM, "ends", kind=kind, low=low, high=high)
    slots["between"] = between(where, way)
    slots |= {"east": named(where.east.a), "at_east": east, "west": named(where.west.a), "at_west": west}
    claim = say(ROOM, "stands.votes", **slots, place=after(where.own, place, "semicolon"))
    finding = Finding(
        id=f"balance.votes.{state}",
        question="balance",
        claim=claim.text,
        parts=claim.parts,
        estimate=view.estimate(where.own),
        confidence="moderate",
        confidence_reason="many recorded votes, one dimension; what the dimension is about shifts with the agenda",
        basis=tuple(ref(m) for m in (where.own, where.east, where.west, way)),
        against=("Votes follow regional groups as much as powers, and cost little.",),
        would_change="Votes of the next sessions.",
    )
    return Judged(finding, salience("balance.votes"))


def figure_of_points(view: View) -> tuple[FigureModel, ...]:
    """F8: the ideal points of both states and of the powers."""
    if not view.has(POINT):
        return ()
    least = threshold("least_joint_votes")
    roles = {view.a: "a", view.b: "b"}
    shown = [view.a, view.b, *(p for p in powers(view) if p not in roles)]
    found = {s: [m for m in view.series(POINT, s, "-") if (m.n or 0) >= least] for s in shown}
    found = {s: rows for s, rows in found.items() if rows}
    if not {view.a, view.b} & set(found):
        return ()
    last = max(int(rows[-1].period) for rows in found.values())
    series = tuple(
        Series(
            name=sentence(name(s)),
            role=roles.get(s, "third"),  # type: ignore[arg-type]
            reported=False,
            measure=POINT,
            points=points(rows, view.since, last),
            interval=kind_of(rows),
        )
        for s, rows in found.items()
    )
    return (
        FigureModel(
            id="figure.balance",
            question="balance",
            kind="lines",
            title="Where each stands on the main line of division in UN votes",
            subtitle="Ideal point, no unit; higher is nearer the United States' side. About third parties, not about "
            "each other",
            unit="index",
            source=view.source(POINT),
            alt="Lines of the ideal points of both states and of the powers since the first year of the period.",
            series=series,
            interval=None,
        ),
    )


def votes_table(view: View, stands: dict[str, Stand | None]) -> tuple[TableModel, ...]:
    """Where each stands between the two powers that vote farthest apart, with those powers' own points."""
    rows = tuple(
        (
            sentence(name(s)),
            at.own.period,
            text(at.own),
            f"{sentence(name(at.east.a))} ({text(at.east)})",
            f"{sentence(name(at.west.a))} ({text(at.west)})",
            *(format_value(x, "share") for x in (at.value, min(at.low, at.high), max(at.low, at.high))),
        )
        for s, at in stands.items()
        if at is not None
    )
    if not rows:
        return ()
    heads = ("State", "Year", "Its point", "From", "To", "Way gone", "Least", "Most")
    return (
        TableModel(
            id="table.balance.votes",
            question="balance",
            title="Where each stands in UN votes between the two powers farthest apart",
            columns=tuple(Column(name=n) for n in heads),
            rows=rows,
            note="Way gone: 0 % beside the first power, 100 % beside the second; least and most from the 80 % interval "
            "of the state's own point.",
            source=view.source(POINT),
        ),
    )

"""One state's place as a go-between of a rival pair: as a finding, as rows of a table, as a figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comity.assessment.answer import Judged
from comity.assessment.derived.between import TIED, chance
from comity.assessment.mediators.features import (
    CAPABILITY,
    DEMOCRACY,
    EMBASSY,
    FORUMS,
    MEASURES,
    RIVALRY,
    TRADE,
    VOTES,
    Columns,
)
from comity.assessment.mediators.reasons import Check, checks, mediations, votes_apart, why
from comity.assessment.mediators.record import Mediation
from comity.assessment.mediators.score import Ranked, Ranking, known_error, rank
from comity.assessment.phrases import ROOM
from comity.assessment.salience import salience
from comity.assessment.say import Slots, chosen, measured, say, state, together
from comity.assessment.settings import threshold
from comity.assessment.view import View, ref
from comity.assessment.words import listing, name, ordinal, sentence
from comity.dossier.claim import Count, When
from comity.dossier.figure import Bar, FigureModel
from comity.dossier.finding import Estimate, Finding
from comity.dossier.table import Column, TableModel
from comity.terms.country import states
from comity.terms.interval import Interval
from comity.terms.unit import format_value, number
from comity.terms.wording import day_name

_NEWEST = 10
"""Mediations that a table shows."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where `other` stands among all candidates between `side` and its `rival`."""

    side: str
    rival: str
    other: str
    ranking: Ranking
    row: Ranked

    @property
    def among(self) -> int:
        """How many candidates there were."""
        return len(self.ranking.rows)


def place(columns: Columns, side: str, rival: str, other: str) -> Place | None:
    """The ranking of all candidates between the two; None if `other` is no candidate on the day."""
    ranking = rank(columns, side, rival)
    row = ranking.of(other)
    return None if row is None else Place(side, rival, other, ranking, row)


def finding(view: View, p: Place, columns: Columns) -> Judged:
    """The place with its interval, what speaks for it, and what is against it."""
    row, found = p.row, why(p.ranking, p.row, columns)
    likely = chance(view, p.side, p.rival, p.ranking, row)
    m = view.worked(likely)
    rows = (*likely.rests_on, ref(m))
    slots: Slots = {"side": state(p.side), "rival": state(p.rival), "other": state(p.other)}
    slots["day"] = When(text=day_name(view.as_of), date=view.as_of.isoformat())
    for key, place in (("rank", row.rank), ("low", row.rank_low), ("high", row.rank_high)):
        slots[key] = Count(text=ordinal(place), number=place, refs=(ref(m),))
    slots["among"] = Count(text=str(p.among), number=p.among)
    slots["kind"] = chosen(str(Interval.CREDIBLE_80), "interval", str(Interval.CREDIBLE_80))
    slots["chance"] = measured(m)
    said = [say(ROOM, "between.rank", **slots)]
    if found.lifts:
        said.append(say(ROOM, "between.lifts", lifts=chosen(listing(found.lifts), "go-between lifts", p.other, rows)))
    claim = together(said)
    share = format_value(known_error().first_ten, "share")
    against = tuple(sentence(words) + "." for words in (*found.holds, *found.unmet))
    made = Finding(
        id=f"intermediary.{p.other}.between.{p.side}.{p.rival}",
        question="intermediary",
        claim=claim.text,
        parts=claim.parts,
        estimate=Estimate(
            value=round(row.score, 4),
            unit="probability",
            low=round(row.low, 4),
            high=round(row.high, 4),
            interval=Interval.CREDIBLE_80,
            percentile=round(100 * (p.among - row.rank + 0.5) / p.among, 1),
            among=f"all candidates between the two ({p.among})",
        ),
        confidence="moderate" if row.rank <= threshold("first_go_betweens") else "low",
        confidence_reason=f"a ranking like this had {share} of real go-betweens in its first ten; newest forums "
        f"of {p.ranking.candidates.periods[FORUMS]}, trade of {p.ranking.candidates.periods[TRADE] or 'no year'}",
        basis=rows,
        against=(*against, "Neither side has been shown to want this go-between."),
        would_change="Talks hosted, or a message carried, by name and date.",
    )
    return Judged(
        made, salience("intermediary.between", "first" if row.rank <= threshold("first_go_betweens") else "later")
    )


def read_ahead(view: View, places: Sequence[Place]) -> None:
    """Read at once what the findings on these places rest on."""
    ends = [(p.other, side) for p in places for side in (p.side, p.rival)]
    pairs = [*ends, *((y, x) for x, y in ends), *((p.side, p.rival) for p in places)]
    view.atlas.ahead(((*TIED, RIVALRY, CAPABILITY, DEMOCRACY), pairs))


def table(view: View, places: Sequence[Place], columns: Columns) -> TableModel:
    """One row for each rival pair: the partner's place, who stands first, and the conditions."""
    rows = []
    for p in sorted(places, key=lambda p: (p.side != view.a, p.row.rank, p.rival)):
        embassies, rivalry, dispute, _ = checks(p.ranking, p.row, columns)
        gap = votes_apart(p.ranking, p.row)
        rows.append(
            (
                f"{sentence(name(p.side))} and {name(p.rival)}",
                sentence(name(p.other)),
                f"{p.row.rank} ({p.row.rank_low} to {p.row.rank_high})",
                format_value(p.row.score, "probability"),
                ", ".join(sentence(name(r.state)) for r in p.ranking.rows[:3]),
                f"{_conditions(embassies, rivalry, dispute)}; {mediations(p.ranking, p.row.state)}",
                "–" if gap is None else number(gap, 2),
            )
        )
    heads = (
        "Between",
        "Candidate",
        f"Rank of {places[0].among}",
        "Chance",
        "First three",
        "Conditions and record",
        "Votes apart",
    )
    return TableModel(
        id="table.intermediary",
        question="intermediary",
        title="The one as a go-between of the other and its rivals",
        columns=tuple(Column(name=n) for n in heads),
        rows=tuple(rows),
        note="Rank with its 80 % interval; chance that the candidate is the go-between, if one state is. The list of "
        "embassies is incomplete. Votes apart: gap between agreement in UN votes with the two; shown, not ranked on.",
        source=view.source(*MEASURES, EMBASSY, VOTES),
    )


def _conditions(embassies: Check, *quarrels: Check) -> str:
    """Embassies with both, and quarrels with a side, in a few words."""
    listed = {
        True: "embassies listed with both",
        False: "embassies not listed with both",
        None: "embassies not covered",
    }
    unmet = [c.words for c in quarrels if c.met is False]
    return f"{listed[embassies.met]}; {listing(unmet) if unmet else 'no quarrel on record'}"


def record_table(view: View, pairs: Sequence[tuple[str, str]], known: Sequence[Mediation]) -> tuple[TableModel, ...]:
    """Mediations on record by either of the pair, and by anyone between one of them and a rival: the newest."""
    asked = {frozenset(pair) for pair in pairs}
    found = [m for m in known if m.mediator in (view.a, view.b) or m.sides in asked][-_NEWEST:]
    if not found:
        return ()
    rows = tuple(
        (
            f"{m.year}–{m.year_end}" if m.year_end else str(m.year),
            listing(sorted(_side(s) for s in m.sides)),
            sentence(name(m.mediator)),
            f"{m.role}, {m.outcome}",
            m.reason,
            _source(m),
            m.id,
        )
        for m in found
    )
    return (
        TableModel(
            id="table.intermediary.record",
            question="intermediary",
            title="On record: mediations by the pair, and between each and its rivals",
            columns=tuple(
                Column(name=n) for n in ("Year", "Between", "Go-between", "Role, outcome", "What", "Source", "Row")
            ),
            rows=rows,
            note="A list of well-known cases, not of all: what it does not name may have happened. Sources marked so "
            "were not opened; the list in the package gives each in full under its row.",
        ),
    )


def _source(m: Mediation) -> str:
    """Who says so: the host of an address, or the document; and whether it was read."""
    short = m.source.split("/")[2].removeprefix("www.") if m.source.startswith("http") else m.source
    return short + ("" if m.evidence == "seen" else " (not opened)")


def _side(text: str) -> str:
    """A side's name: of a state, or what the list calls a group."""
    return sentence(name(text)) if text in {s.id for s in states()} else text.partition(":")[2]


def figure(view: View, p: Place, most: int = 10) -> FigureModel:
    """The first candidates between the two with their chances, and the pair's member wherever it stands."""
    shown = [r for r in p.ranking.rows if r.rank <= most or r.state == p.other]
    role = "a" if p.other == view.a else "b"
    bars = tuple(
        Bar(
            label=f"{r.rank}  {sentence(name(r.state))}",
            value=r.score,
            low=r.low,
            high=r.high,
            role=role if r.state == p.other else "third",  # type: ignore[arg-type]
        )
        for r in shown
    )
    return FigureModel(
        id="figure.intermediary",
        question="intermediary",
        kind="bars",
        title=f"Go-betweens of {name(p.side)} and {name(p.rival)}: {name(p.other)} is {ordinal(p.row.rank)}",
        subtitle=f"Chance of being the go-between if one of {p.among} states is, with 80 % interval",
        unit="probability",
        source=view.source(*MEASURES),
        alt=f"Bars of the likeliest go-betweens of {name(p.side)} and {name(p.rival)}, {name(p.other)} marked.",
        bars=bars,
        interval=Interval.CREDIBLE_80,
    )

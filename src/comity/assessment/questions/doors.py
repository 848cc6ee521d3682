"""Which members of a bloc the one state could newly reach through the other, and whether others would do as well."""

from __future__ import annotations

from comity.assessment.answer import Judged
from comity.assessment.blocs.membership import MEMBERSHIPS, Bloc, blocs
from comity.assessment.blocs.reach import TIES, Reach, reach, ties
from comity.assessment.gates import barred, closed
from comity.assessment.mediators.features import Columns
from comity.assessment.phrases import ROOM, capital, several
from comity.assessment.questions.parts import embassies_kept
from comity.assessment.salience import salience
from comity.assessment.say import Slots, chosen, say, state, states, together
from comity.assessment.say import counted as counted_part
from comity.assessment.view import View, ref
from comity.assessment.words import name, sentence
from comity.dossier.claim import Claim, Count
from comity.dossier.finding import Estimate, Finding
from comity.dossier.table import Column, TableModel
from comity.terms.unit import number

MOST_FINDINGS = 2


def doors(view: View) -> tuple[list[Reach], list[Bloc]]:
    """Every bloc that has one of the two without the other, but for what is not asked; blocs of a study always.

    Also the study's blocs that have no member on the day.
    """
    asked = closed(view, "doors") is None
    columns = Columns(view.atlas)
    known = ties(columns)
    every = blocs(view.atlas, view.blocs)
    named = {bloc.id for bloc in view.blocs}
    found = []
    for a, b in ((view.a, view.b), (view.b, view.a)):
        opens = asked and barred(view, "door", b) is None
        for bloc in (x for x in every if opens or x.id in named):
            if b in bloc.members and a not in bloc.members:
                opened = reach(columns, known, bloc, a, b)
                found += [opened] if opened is not None else []
    return found, [b for b in every if not b.members]


def finding(view: View, r: Reach) -> Judged | None:
    """How many doors, against like members; None where no measurement of the pair is behind it."""
    found = [view.last(MEMBERSHIPS, s, "-") for s in (r.a, r.b)]
    found += [view.last(measure, *pair) for measure in TIES for pair in ((r.a, r.b), (r.b, r.a))]
    basis = tuple(dict.fromkeys(ref(m) for m in found if m is not None))
    if not basis or not r.without:
        return None
    slots: Slots = {"others": several(r.others, "other member"), "a": state(r.a), "b": state(r.b)}
    slots["bloc"] = chosen(r.bloc.name, "bloc", r.bloc.id)
    slots |= {"without": counted_part(len(r.without)), "opened": counted_part(len(r.opened))}
    claim = together([say(ROOM, "bloc.doors", **slots), _compared(r)])
    finding = Finding(
        id=f"access.bloc.{r.a}.{r.bloc.id}",
        question="access",
        claim=claim.text,
        parts=claim.parts,
        estimate=_estimate(r),
        confidence="low",
        confidence_reason="a seat beside others is a potential, not an effect; the lists of ties are incomplete",
        basis=basis,
        against=(
            f"A list that misses embassies makes a door look shut: it has {embassies_kept(view, r.b)} of {name(r.b)}.",
            "Whether contacts rose after the partner's initiatives was not tested.",
        ),
        would_change="A member of the bloc that opens relations after the partner's good offices.",
    )
    more = 0.0 if r.usual is None else len(r.opened) - r.usual
    return Judged(finding, salience("access.bloc", "several" if more > 1 else "one"))


def _compared(r: Reach) -> Claim:
    if r.usual is None:
        return say(ROOM, "bloc.alone", a=state(r.a))
    counts = sorted(r.alternatives.values())
    mine = len(r.opened)
    verdict = (
        "more than any of them would"
        if mine > counts[-1]
        else "fewer than any of them would"
        if mine < counts[0]
        else "no more than such members do"
        if mine <= r.usual
        else "somewhat more than such members do"
    )
    slots: Slots = {"others": states(list(r.alternatives)), "a": state(r.a), "b": state(r.b)}
    slots["usual"] = Count(text=number(r.usual, 1), number=round(r.usual))
    slots |= {"least": counted_part(counts[0]), "most": counted_part(counts[-1])}
    return capital(say(ROOM, "bloc.compared", **slots, verdict=chosen(verdict, "doors", verdict)))


def _estimate(r: Reach) -> Estimate:
    """The share newly reachable, and its place among like members."""
    share = round(len(r.opened) / r.others, 3)
    if r.usual is None:
        return Estimate(value=share, unit="share", interval=None)
    mine, counts = len(r.opened), list(r.alternatives.values())
    below = sum(c < mine for c in counts) + sum(c == mine for c in counts) / 2
    return Estimate(
        value=share,
        unit="share",
        interval=None,
        percentile=round(100 * below / len(counts), 1),
        among=f"like members of the bloc ({len(counts)})",
    )


def best(found: list[Reach], a: str) -> list[Reach]:
    """The blocs worth a finding: those with most newly reachable members, then with most that are out of reach."""
    mine = [r for r in found if r.a == a and r.without]
    return sorted(mine, key=lambda r: (-len(r.opened), -len(r.without), r.bloc.id))[:MOST_FINDINGS]


def _like(r: Reach) -> str:
    """What like members would open: mean, least and most."""
    if r.usual is None:
        return "–"
    counts = r.alternatives.values()
    return f"{number(r.usual, 1)} ({min(counts)} to {max(counts)})"


def table(view: View, found: list[Reach], empty: list[Bloc]) -> tuple[TableModel, ...]:
    """One row for each bloc and direction."""
    rows = [
        (
            sentence(r.bloc.name),
            f"{sentence(name(r.a))} through {name(r.b)}",
            f"{len(r.without)} of {r.others}",
            f"{len(r.opened)}",
            _like(r),
            sentence(", ".join(name(s) for s in r.opened[:12])) + (" ..." if len(r.opened) > 12 else "") or "none",
        )
        for r in found
    ]
    rows += [(sentence(b.name), "–", "–", "–", "–", "no member on record") for b in empty]
    if not rows:
        return ()
    heads = ("Bloc", "Who through whom", "Without a tie", "Newly reachable", "Like members", "Whom")
    return (
        TableModel(
            id="table.blocs",
            question="access",
            title="Blocs that have one of the two, and whom the other could reach there",
            columns=tuple(Column(name=n) for n in heads),
            rows=tuple(rows),
            note="Newly reachable: members with whom the state has neither an embassy either way nor an investment "
            f"treaty, and its partner has ({found[0].period if found else 'no list covers the day'}). Like members: "
            "mean, and least to most, for up to eight with whom the state has ties, of the partner's region first and "
            "nearest in size. "
            "Members on the day of the assessment: open data to their last year, later changes curated; a study's own "
            "lists as it gives them.",
            source=view.source(MEMBERSHIPS, *TIES),
        ),
    )

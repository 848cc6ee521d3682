"""Do A and B keep ties with opposed powers?"""

from __future__ import annotations

from dataclasses import dataclass

from comity.assessment.answer import Answer, Judged, no_evidence
from comity.assessment.derived.powers import apart, position, spread
from comity.assessment.gates import pact
from comity.assessment.phrases import ONE, ROOM, after, figure, owner, within
from comity.assessment.portfolio import LAYERS, Layer, Portfolio, Stand, economy, newest, portfolio, stand, two_layers
from comity.assessment.questions.opposed import opposed
from comity.assessment.questions.parts import bounded, evidence_table, latest_rows, text
from comity.assessment.salience import salience
from comity.assessment.say import Slots, chosen, period, say, together
from comity.assessment.say import listed as in_a_row
from comity.assessment.say import state as named
from comity.assessment.settings import default_poles, threshold
from comity.assessment.view import View, kind_of, points, ref
from comity.assessment.words import listing, name, possessive, sentence
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Claim, Count
from comity.dossier.figure import FigureModel, Series
from comity.dossier.finding import Finding
from comity.dossier.table import Column, TableModel
from comity.terms.detail import listed
from comity.terms.unit import format_value, number

POINT = "un.ideal_point"
AGREEMENT = "un.agreement"


def answer(view: View) -> Answer:
    """Votes, trade and treaties with each pole, side by side; opposed pairs with whom treaties are kept."""
    held = {s: _portfolios(view, s) for s in (view.a, view.b)}
    stands = {s: _stand(view, s) for s in held}
    judged = [j for s in held for j in (_spread(view, s, held[s]), _voted(view, s, stands[s]), opposed(view, s)) if j]
    powers = [name(p) for p in _named(view)]
    for s, layers in held.items():
        for one in layers.values():
            for found in spread(s, one, _poles(view, s)):
                view.worked(found)
    if not judged:
        return no_evidence(
            f"votes, trade and treaties of either state with {listing(powers)}", "UN votes of either state"
        )
    return Answer(
        state="answered",
        answer=" ".join(filter(None, (_headline(view, s, held[s], stands[s]) for s in held)))
        or judged[0].finding.claim,
        reason="trade, alliances, organisations and votes with the poles " + listing(powers),
        paragraphs=(
            f"Poles taken: {listing(powers)}; a state that is itself a pole is held against the others. Votes, trade "
            "and treaties are kept apart: a state may trade with one power and be defended by another. Votes in the "
            "General Assembly are about third parties' quarrels and say nothing of how two states treat each other.",
        ),
        judged=tuple(judged),
        figures=_figure(view),
        tables=(
            *_table(view, held),
            *_apart_table(view, held),
            *_votes_table(view, stands),
            *evidence_table(
                latest_rows(view.statements("balance")),
                "table.balance.evidence",
                "balance",
                "Ties with powers in the evidence",
            ),
        ),
        against=(
            "Even ties need no intent to balance: nearness and size alone make some powers large in any portfolio. "
            "Where exports are held against what size and distance lead one to expect, the table says so.",
            "Other poles would give another picture.",
        ),
        would_change=("A treaty with one of the powers, or a vote that breaks with the habit.",),
    )


def _named(view: View) -> tuple[str, ...]:
    return view.poles or default_poles()


def _poles(view: View, state: str) -> tuple[str, ...]:
    return tuple(p for p in _named(view) if p != state)


def _portfolios(view: View, state: str) -> dict[str, Portfolio]:
    poles = _poles(view, state)
    found = {layer.id: portfolio(view, state, poles, layer) for layer in LAYERS}
    return {name: one for name, one in found.items() if one is not None}


def _stand(view: View, state: str) -> Stand | None:
    return stand(view, state, _poles(view, state), POINT, int(threshold("least_joint_votes")))


def _headline(view: View, state: str, held: dict[str, Portfolio], where: Stand | None) -> str:
    parts = []
    poles = _poles(view, state)
    if (one := economy(held)) is not None:
        verb = "took" if one.layer.id == "exports" else "supplied"
        shares = listing([f"{name(p)} {bounded(m)}" for p, m in _ordered(poles, one)])
        parts.append(f"in {one.period}, of {possessive(name(state))} {one.layer.id}, these {verb}: {shares}")
    pacts, subject = _pacts(view, state), "it" if parts else name(state)
    if pacts is not None:
        held_with = listing(pacts) if pacts else "none of the powers"
        parts.append(f"{subject} has a pact of defence with {held_with}")
    if where is not None:
        way = _between(where, position(state, where).measurement).text
        parts.append(f"in UN votes {'it' if parts else name(state)} stands {way} ({where.own.period})")
    return sentence("; ".join(parts)) + "." if parts else ""


def _between(where: Stand, way: Measurement) -> Claim:
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


def _pacts(view: View, state: str) -> list[str] | None:
    """Powers with which the state has a pact of defence; None where no register covers them."""
    layer, poles = next(layer for layer in LAYERS if layer.kinds), _poles(view, state)
    ties = newest(view, state, poles, layer) if view.has(layer.measure) else None
    return None if ties is None else [name(p) for p in poles if pact(view, state, p)]


def _spread(view: View, state: str, held: dict[str, Portfolio]) -> Judged | None:
    poles, one = _poles(view, state), economy(held)
    if one is None or one.evenness is None or one.engagement is None:
        return None
    evenness, weighs = (view.worked(found) for found in spread(state, one, poles))
    of = "exports" if one.layer.id == "exports" else "imports"
    basis = [ref(m) for m in (*one.ties, evenness, weighs)]
    slots: Slots = {"year": period(one.ties[0]), "owner": owner(state), "of": chosen(of, "layer", one.layer.id)}
    slots |= {"shares": _shared(poles, one), "one": ONE}
    slots["even"] = figure(evenness, one.evenness, number(one.evenness, 2))
    slots["weigh"] = figure(weighs, one.engagement, number(one.engagement * 100))
    said = [say(ROOM, "spread.said", **slots, all=Count(text=str(one.states), number=one.states))]
    against = ["Shares are raw: near and large powers weigh much in any state's trade."]
    if (expected := held.get("expected")) is not None:
        year = period(expected.ties[0])
        said.append(say(ROOM, "spread.expected", year=year, shares=_shared(poles, expected)))
        basis += [ref(m) for m in expected.ties]
    found = _apart(poles, held)
    if found is not None:
        distance = view.worked(apart(state, found.economy, found.security, found.distance, poles))
        said.append(found.said(distance))
        basis += [ref(m) for m in (*found.security.ties, distance)]
    claim = together(said)
    finding = Finding(
        id=f"balance.spread.{state}",
        question="balance",
        claim=claim.text,
        parts=claim.parts,
        confidence="moderate",
        confidence_reason="recorded trade and treaties; services, arms and money are not in these shares",
        basis=tuple(dict.fromkeys(basis)),
        against=tuple(against),
        would_change="Trade by partner after the data end, or a treaty with one of the powers.",
    )
    # One state's trade with the powers: what the two have with each other comes before it.
    return Judged(finding, salience("balance.spread", "apart" if found is not None else "alike"))


def _shared(poles: tuple[str, ...], one: Portfolio) -> Claim:
    """Each power with its share, the largest first."""
    return in_a_row([say(ROOM, "spread.pole", pole=named(p), share=within(m)) for p, m in _ordered(poles, one)])


def _ordered(poles: tuple[str, ...], one: Portfolio) -> list[tuple[str, Measurement]]:
    return sorted(zip(poles, one.ties, strict=True), key=lambda item: -(item[1].value or 0))


@dataclass(frozen=True, slots=True)
class _Apart:
    """Economy first with one power, security with another, and the total variation between the two layers' shares."""

    economy: Portfolio
    security: Portfolio
    trade: str
    guard: str
    distance: float

    def said(self, distance: Measurement) -> Claim:
        """The sentence on the two, with the row of how far apart they are."""
        kind = "arms" if self.security.layer.id == "arms" else "alliance"
        layers = self.economy.layer.id, self.security.layer.id
        return say(
            ROOM,
            "spread.apart",
            trade=named(self.trade),
            layer=chosen(layers[0], "layer", layers[0]),
            guard=named(self.guard),
            kind=chosen(kind, "layer", layers[1]),
            distance=figure(distance, self.distance, number(self.distance, 2)),
            one=ONE,
        )


def _apart(poles: tuple[str, ...], held: dict[str, Portfolio]) -> _Apart | None:
    """Economy with one power, security with another: said only where the two layers' shares lie far apart."""
    layers = two_layers(held)
    if layers is None or layers[2] < threshold("layers_apart"):
        return None
    trade, guard = (poles[max(range(len(poles)), key=lambda i: p.shares[i])] for p in layers[:2])
    return None if trade == guard else _Apart(layers[0], layers[1], trade, guard, layers[2])


def _voted(view: View, state: str, where: Stand | None) -> Judged | None:
    if where is None:
        return None
    place = view.standing(where.own)
    own, east, west = (figure(m, m.value, number(m.value, 2)) for m in (where.own, where.east, where.west))
    low, high = (figure(where.own, end, number(end, 2)) for end in (where.own.low, where.own.high))
    kind = chosen(str(where.own.interval), "interval", str(where.own.interval))
    way = view.worked(position(state, where))
    slots: Slots = {"state": named(state), "own": own, "year": period(where.own)}
    slots["span"] = say(ROOM, "ends", kind=kind, low=low, high=high)
    slots["between"] = _between(where, way)
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


def _figure(view: View) -> tuple[FigureModel, ...]:
    if not view.has(POINT):
        return ()
    least = threshold("least_joint_votes")
    roles = {view.a: "a", view.b: "b"}
    shown = [view.a, view.b, *(p for p in _named(view) if p not in roles)]
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


def _cell(layer: Layer, m: Measurement) -> str:
    if layer.kinds:
        return (listed(m.details) or "alliance") if m.value else "none"
    return "none" if m.value == 0 else bounded(m)


def _table(view: View, held: dict[str, dict[str, Portfolio]]) -> tuple[TableModel, ...]:
    named = _named(view)
    rows: list[tuple[str, ...]] = []
    for s, layers in held.items():
        poles = _poles(view, s)
        for layer in LAYERS:
            ties = newest(view, s, poles, layer) if view.has(layer.measure) else None
            if ties is None:
                continue
            by = dict(zip(poles, ties, strict=True))
            cells = [_cell(layer, by[p]) if p in by else "itself" for p in named]
            one = layers.get(layer.id)
            even = number(one.evenness, 2) if one is not None and one.evenness is not None else "–"
            weight = "–"
            if one is not None and one.engagement is not None:
                weight = f"{number(one.engagement * 100)} % of {one.states}"
            rows.append((sentence(name(s)), layer.title, ties[0].period, *cells, even, weight))
        votes = {p: view.last(AGREEMENT, s, p, least_n=int(threshold("least_joint_votes"))) for p in poles}
        if any(m is not None for m in votes.values()):
            latest = max(m.period for m in votes.values() if m is not None)
            cells = [text(votes[p]) if p in votes else "itself" for p in named]
            rows.append((sentence(name(s)), "Agreement in UN votes", latest, *cells, "", ""))
    if not rows:
        return ()
    heads = ("State", "Layer", "Year", *(sentence(name(p)) for p in named), "Evenness", "Weight")
    return (
        TableModel(
            id="table.balance",
            question="balance",
            title="Ties with the powers, layer by layer",
            columns=tuple(Column(name=head) for head in heads),
            rows=tuple(rows),
            note="Newest year with all powers on record. Evenness: 0 all with one power, 1 the same with each. "
            "Weight: share of the states with such ties for which the powers together weigh less. Only the row against "
            "expected is corrected for size and distance. Of alliances only defence and offence count as a tie.",
            source=view.source(*(layer.measure for layer in LAYERS), AGREEMENT),
        ),
    )


def _apart_table(view: View, held: dict[str, dict[str, Portfolio]]) -> tuple[TableModel, ...]:
    """One row for each of the two whose economy and security point to different powers."""
    found = {s: _apart(_poles(view, s), layers) for s, layers in held.items()}
    rows = tuple(
        (
            sentence(name(s)),
            f"{sentence(name(x.trade))} ({x.economy.layer.id}, {x.economy.period})",
            f"{sentence(name(x.guard))} ({x.security.layer.id}, {x.security.period})",
            number(x.distance, 2),
        )
        for s, x in found.items()
        if x is not None
    )
    if not rows:
        return ()
    shown = [x for x in found.values() if x is not None]
    return (
        TableModel(
            id="table.balance.apart",
            question="balance",
            title="Where economy and security point to different powers",
            columns=tuple(Column(name=n) for n in ("State", "First in the economy", "First in security", "Apart")),
            rows=rows,
            note="Apart: total variation between the powers' shares in the two layers, 0 alike, 1 nothing in common; "
            f"said from {number(threshold('layers_apart'), 2)}.",
            source=view.source(*dict.fromkeys(p.layer.measure for x in shown for p in (x.economy, x.security))),
        ),
    )


def _votes_table(view: View, stands: dict[str, Stand | None]) -> tuple[TableModel, ...]:
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

"""How the ties of one of the two are spread over the powers, and whether trade and security lead to the same."""

from __future__ import annotations

from dataclasses import dataclass

from comity.assessment.answer import Judged
from comity.assessment.derived.powers import apart, spread
from comity.assessment.phrases import ONE, ROOM, figure, owner, within
from comity.assessment.portfolio import (
    Portfolio,
    economy,
    powers_beside,
    two_layers,
)
from comity.assessment.salience import salience
from comity.assessment.say import Slots, chosen, period, say, together
from comity.assessment.say import listed as in_a_row
from comity.assessment.say import state as named
from comity.assessment.settings import threshold
from comity.assessment.view import View, ref
from comity.assessment.words import name, sentence
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Claim, Count
from comity.dossier.finding import Finding
from comity.dossier.table import Column, TableModel
from comity.terms.unit import number


def spread_finding(view: View, state: str, held: dict[str, Portfolio]) -> Judged | None:
    """The shares of the powers in the trade of a state, how even they are, and how much they weigh together."""
    poles, one = powers_beside(view, state), economy(held)
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
    return in_a_row([say(ROOM, "spread.pole", pole=named(p), share=within(m)) for p, m in ordered(poles, one)])


def ordered(poles: tuple[str, ...], one: Portfolio) -> list[tuple[str, Measurement]]:
    """The ties of a layer with their powers, the largest first."""
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


def apart_table(view: View, held: dict[str, dict[str, Portfolio]]) -> tuple[TableModel, ...]:
    """One row for each of the two whose economy and security point to different powers."""
    found = {s: _apart(powers_beside(view, s), layers) for s, layers in held.items()}
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

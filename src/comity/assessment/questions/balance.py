"""Do A and B keep ties with opposed powers?"""

from __future__ import annotations

from comity.assessment.answer import Answer, no_evidence
from comity.assessment.derived.powers import position, spread
from comity.assessment.gates import pact
from comity.assessment.portfolio import (
    LAYERS,
    Layer,
    Portfolio,
    Stand,
    economy,
    newest,
    portfolio,
    powers,
    powers_beside,
)
from comity.assessment.questions.opposed import opposed
from comity.assessment.questions.parts import bounded, evidence_table, latest_rows, text
from comity.assessment.questions.pole_votes import between, figure_of_points, stand_of, voted, votes_table
from comity.assessment.questions.spread import apart_table, ordered, spread_finding
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.assessment.words import listing, name, possessive, sentence
from comity.atlas.measurement import Measurement
from comity.dossier.table import Column, TableModel
from comity.terms.detail import listed
from comity.terms.unit import number

AGREEMENT = "un.agreement"


def answer(view: View) -> Answer:
    """Votes, trade and treaties with each pole, side by side; opposed pairs with whom treaties are kept."""
    held = {s: _portfolios(view, s) for s in (view.a, view.b)}
    stands = {s: stand_of(view, s) for s in held}
    judged = [
        j for s in held for j in (spread_finding(view, s, held[s]), voted(view, s, stands[s]), opposed(view, s)) if j
    ]
    named_powers = [name(p) for p in powers(view)]
    for s, layers in held.items():
        for one in layers.values():
            for found in spread(s, one, powers_beside(view, s)):
                view.worked(found)
    if not judged:
        return no_evidence(
            f"votes, trade and treaties of either state with {listing(named_powers)}", "UN votes of either state"
        )
    said = [x for s in held if (x := _headline(view, s, stands[s]))]
    trade = [x for s in held if (x := _shares(view, s, held[s]))]
    return Answer(
        state="answered",
        answer=" ".join(said or trade) or judged[0].finding.claim,
        reason="trade, alliances, organisations and votes with the poles " + listing(named_powers),
        paragraphs=(
            *([" ".join(trade)] if said and trade else []),
            f"Poles taken: {listing(named_powers)}; a state that is itself a pole is held against the others. Votes, "
            "trade and treaties are kept apart: a state may trade with one power and be defended by another. Votes in "
            "the General Assembly are about third parties' quarrels and say nothing of how two states treat each "
            "other.",
        ),
        judged=tuple(judged),
        figures=figure_of_points(view),
        tables=(
            *_table(view, held),
            *apart_table(view, held),
            *votes_table(view, stands),
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


def _portfolios(view: View, state: str) -> dict[str, Portfolio]:
    poles = powers_beside(view, state)
    found = {layer.id: portfolio(view, state, poles, layer) for layer in LAYERS}
    return {name: one for name, one in found.items() if one is not None}


def _shares(view: View, state: str, held: dict[str, Portfolio]) -> str:
    """What share of a state's trade the powers have; "" where no account covers them."""
    if (one := economy(held)) is None:
        return ""
    verb = "took" if one.layer.id == "exports" else "supplied"
    shares = listing([f"{name(p)} {bounded(m)}" for p, m in ordered(powers_beside(view, state), one)])
    return f"In {one.period}, of {possessive(name(state))} {one.layer.id}, these {verb}: {shares}."


def _headline(view: View, state: str, where: Stand | None) -> str:
    """With which powers a state has a pact of defence, and where it stands in votes."""
    parts = []
    pacts = _pacts(view, state)
    if pacts is not None:
        held_with = listing(pacts) if pacts else "none of the powers"
        parts.append(f"{name(state)} has a pact of defence with {held_with}")
    if where is not None:
        way = between(where, position(state, where).measurement).text
        parts.append(f"in UN votes {'it' if parts else name(state)} stands {way} ({where.own.period})")
    return sentence("; ".join(parts)) + "." if parts else ""


def _pacts(view: View, state: str) -> list[str] | None:
    """Powers with which the state has a pact of defence; None where no register covers them."""
    layer, poles = next(layer for layer in LAYERS if layer.kinds), powers_beside(view, state)
    ties = newest(view, state, poles, layer) if view.has(layer.measure) else None
    return None if ties is None else [name(p) for p in poles if pact(view, state, p)]


def _cell(layer: Layer, m: Measurement) -> str:
    if layer.kinds:
        return (listed(m.details) or "alliance") if m.value else "none"
    return "none" if m.value == 0 else bounded(m)


def _table(view: View, held: dict[str, dict[str, Portfolio]]) -> tuple[TableModel, ...]:
    named = powers(view)
    rows: list[tuple[str, ...]] = []
    for s, layers in held.items():
        poles = powers_beside(view, s)
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

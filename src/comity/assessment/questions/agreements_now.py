"""Which agreements bind the two today, by name and year: of trade, and of investment."""

from __future__ import annotations

from comity.assessment.answer import Judged
from comity.assessment.salience import salience
from comity.assessment.say import measured, period, say, together
from comity.assessment.view import View
from comity.assessment.words import listing
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Claim, Told
from comity.dossier.finding import Finding
from comity.terms.details import InvestmentTreaty, TradeAgreement
from comity.terms.period import year_of

TRADE, INVESTMENT = "agreement.trade_in_force", "agreement.investment_in_force"
ROOM = "questions"
MOST_NAMED = 3


def agreements_now(view: View) -> Judged | None:
    """What is in force by the registers' newest year; None where nothing is, or the registers do not say."""
    said: list[Claim] = []
    trade = view.last(TRADE)
    if trade is not None and trade.value:
        named = [d for d in trade.details if isinstance(d, TradeAgreement)]
        said += [_told("agreements.trade", trade, [f"{d.title} ({d.in_force})" for d in _newest(named)], len(named))]
    treaty = view.last(INVESTMENT)
    if treaty is not None and treaty.value:
        held = [d for d in treaty.details if isinstance(d, InvestmentTreaty) and d.ended is None]
        said += [
            _told("agreements.investment", treaty, [f"of {d.in_force.year}" for d in held[:MOST_NAMED]], len(held))
        ]
    if not said:
        return None
    claim = together(said)
    finding = Finding(
        id="scope.agreements",
        question="scope",
        claim=claim.text,
        parts=claim.parts,
        confidence="high",
        confidence_reason="registers to which states notify their agreements",
        basis=claim.basis,
        against=("What is in force may be little used.",),
        would_change="A later edition of the registers.",
    )
    return Judged(finding, salience("scope.agreements"))


def _newest(named: list[TradeAgreement]) -> list[TradeAgreement]:
    return sorted(named, key=lambda d: d.in_force, reverse=True)[:MOST_NAMED]


def _told(key: str, m: Measurement, names: list[str], count: int) -> Claim:
    more = [f"{count - len(names)} more"] if count > len(names) else []
    return say(
        ROOM,
        key,
        names=Told(text=listing([*names, *more]) or str(year_of(m.period)), ref=measured(m).ref),
        when=period(m),
    )

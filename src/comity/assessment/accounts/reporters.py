"""Whose own reports an account of the world's trade lacks, and how far a printed share of trade bears weight.

An account that reconciles two reports has no row for two states that are both silent. So the silent ones are those that
have no row with each other: states with few partners are tried first, and one is silent when it has no row with any
that is silent already. What such an account adds up to for a silent state is what its partners report: the trade with
others that are silent is not in it, and a share of it is no share of the whole.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from comity.assessment.settings import threshold
from comity.assessment.trade_unsure import unsure_trade
from comity.assessment.view import View
from comity.atlas.derived import derived
from comity.atlas.measurement import Measurement
from comity.terms.curated import curated_rows
from comity.terms.period import year_of

RECONCILED, NEWEST = "exchange.exports_baci", "exchange.exports_imf"
OF_IMPORTS = "exchange.partner_share"

Bearing = Literal["whole", "mirrored", "apart"]


@dataclass(frozen=True, slots=True)
class Borne:
    """A printed share and what it bears.

    `whole`: of the state's trade; `mirrored`: of what others report of it, its own report being absent; `apart`: the
    newest account has it `times` as large, beyond what two years move.
    """

    m: Measurement
    bearing: Bearing
    times: float = 1.0

    @property
    def least(self) -> float:
        """The share below which it hardly lies: what a first page may rest on."""
        value = self.m.value or 0.0
        lower = value * min(1.0, self.times)
        return lower if self.bearing == "whole" else lower / threshold("unreported_part")


def silent(column: Mapping[tuple[str, str], float]) -> frozenset[str]:
    """The states of an account's year that have no flow with one another: those whose own report it lacks."""
    partners: dict[str, set[str]] = {}
    for (a, b), value in column.items():
        if value:
            partners.setdefault(a, set()).add(b)
            partners.setdefault(b, set()).add(a)
    found: set[str] = set()
    for one in sorted(partners, key=lambda s: (len(partners[s]), s)):
        if not partners[one] & found:
            found.add(one)
    return frozenset(found)


def borne(view: View, m: Measurement) -> Borne:
    """What a printed share of a state's imports or exports bears, by the accounts that the atlas has."""
    times = _times(view, m)
    if times is not None:
        return Borne(m, "apart", times)
    return Borne(m, "mirrored" if m.a in silent_in(view, m.period) else "whole")


def silent_in(view: View, period: str) -> frozenset[str]:
    """The states whose own report the reconciled account of a year lacks; none where the atlas lacks it."""
    if not view.has(RECONCILED):
        return frozenset()
    return derived(view.atlas, f"silent {period}", lambda: silent(view.atlas.column(RECONCILED, period)))


def estimated(m: Measurement) -> bool:
    """Whether a figure of the newest account is of two of whom neither publishes its trade by partner in that year: the
    account filled it in.
    """
    silent_since = _no_reports()
    return m.measure == NEWEST and all(year_of(m.period) >= silent_since.get(s, math.inf) for s in (m.a, m.b))


@cache
def _no_reports() -> dict[str, int]:
    return {r["state"]: int(r["since"]) for r in curated_rows(Path(__file__).with_name("no_reports.csv"))}


def _times(view: View, m: Measurement) -> float | None:
    """How many times the printed share the newest account has; None where they agree or cannot be compared."""
    newest = view.atlas.last_period(NEWEST) if view.has(NEWEST) else None
    if newest is None or not 0 <= year_of(newest) - year_of(m.period) <= threshold("event_new_years"):
        return None
    flow = view.at(NEWEST, newest, *((m.b, m.a) if m.measure == OF_IMPORTS else (m.a, m.b)))
    side = 1 if m.measure == OF_IMPORTS else 0
    whole = derived(view.atlas, f"totals {newest} {side}", lambda: _totals(view.atlas.column(NEWEST, newest), side))
    if flow is None or not flow.value or not m.value or not whole.get(m.a):
        return None
    if unsure_trade(NEWEST, flow.a, flow.b, flow.period):
        return None
    share = flow.value / whole[m.a]
    times = share / m.value
    far = max(times, 1 / times) > threshold("shares_apart") and abs(share - m.value) >= threshold("share_points_apart")
    return times if far else None


def _totals(column: Mapping[tuple[str, str], float], side: int) -> dict[str, float]:
    """The sum over partners of what each state sells (0) or buys (1) in an account's year."""
    found: dict[str, float] = {}
    for pair, value in column.items():
        found[pair[side]] = found.get(pair[side], 0.0) + (value or 0.0)
    return found

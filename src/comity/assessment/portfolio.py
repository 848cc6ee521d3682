"""One state's ties with several poles, layer by layer, and how they compare with everyone's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from comity.assessment import poles as pole
from comity.assessment.settings import default_poles
from comity.assessment.view import View
from comity.atlas.measurement import Measurement
from comity.quantities.derivations import TIES
from comity.terms.treaty_details import Obligation


@dataclass(frozen=True, slots=True)
class Layer:
    """A kind of tie: the measure from the state to the pole, or with `toward` from the pole to the state.

    With `kinds` a tie counts 1 where it is an obligation of one of them, else 0: consultation is no pact of defence.
    """

    id: str
    title: str
    measure: str
    toward: bool = False
    kinds: frozenset[str] = frozenset()

    def strength(self, m: Measurement) -> float | None:
        """What the tie counts."""
        return m.value if not self.kinds else float(any(o.kind in self.kinds for o in m.details_of(Obligation)))


LAYERS = (
    Layer("exports", "Exports that it took", TIES["exports"]),
    Layer("imports", "Imports that it supplied", TIES["imports"]),
    Layer("expected", "Exports to it, actual over expected", TIES["expected"]),
    Layer("arms", "Major arms that it delivered", TIES["arms"], toward=True),
    Layer("alliance", "Treaty of alliance", TIES["alliance"], kinds=frozenset({"defence", "offence"})),
    Layer("organisations", "Shared organisations", TIES["organisations"]),
)


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Ties of one state with each pole in one layer and period, in the order of the poles.

    `evenness` 0 to 1; `engagement` is the place, 0 to 1, of the sum of ties among all `states` with such
    ties. None where the poles' ties do not tell.
    """

    layer: Layer
    period: str
    ties: tuple[Measurement, ...]
    shares: tuple[float, ...]
    evenness: float | None
    engagement: float | None
    states: int


def portfolio(view: View, state: str, poles: tuple[str, ...], layer: Layer) -> Portfolio | None:
    """The newest period in which the ties with all poles are known; None where there is none, or all ties are nil."""
    if not view.has(layer.measure) or len(poles) < 2:
        return None
    ties = newest(view, state, poles, layer)
    if ties is None:
        return None
    values = [layer.strength(m) for m in ties]
    parts = pole.shares(values)
    if parts is None:
        return None
    if layer.kinds:
        return Portfolio(layer, ties[0].period, ties, parts, pole.evenness(values), None, 0)
    rows = everyone(view, poles, layer, ties[0].period)
    sums = {s: sum(row) for s, row in rows.items()}
    engagement = pole.percentile(sums[state], list(sums.values())) if state in sums else None
    return Portfolio(
        layer=layer,
        period=ties[0].period,
        ties=ties,
        shares=parts,
        evenness=pole.evenness(values),
        engagement=engagement,
        states=len(rows),
    )


ECONOMY, SECURITY = ("exports", "imports"), ("arms", "alliance")
"""Layers of trade and of security, the first that is known before the other."""


def powers(view: View) -> tuple[str, ...]:
    """The powers that ties are held against: those of the study, or the usual ones."""
    return view.poles or default_poles()


def powers_beside(view: View, state: str) -> tuple[str, ...]:
    """The powers but the state itself."""
    return tuple(p for p in powers(view) if p != state)


def economy(held: Mapping[str, Portfolio]) -> Portfolio | None:
    """Of a state's portfolios by layer, that of its trade."""
    return next((held[k] for k in ECONOMY if k in held), None)


def two_layers(held: Mapping[str, Portfolio]) -> tuple[Portfolio, Portfolio, float] | None:
    """A state's trade, its security, and the total variation between their shares; None where one is not known."""
    trade, security = economy(held), next((held[k] for k in SECURITY if k in held), None)
    if trade is None or security is None:
        return None
    found = pole.incongruence({"economy": trade.shares, "security": security.shares})
    return None if found is None else (trade, security, found[0])


def _pair(state: str, other: str, layer: Layer) -> tuple[str, str]:
    return (other, state) if layer.toward else (state, other)


def newest(view: View, state: str, poles: tuple[str, ...], layer: Layer) -> tuple[Measurement, ...] | None:
    """Ties with all poles in the newest year that has them all; None where there is none."""
    measure, entry = layer.measure, view.atlas.entry(layer.measure)
    if entry.silence == "true_zero":
        last = [view.last(measure, *_pair(state, p, layer)) for p in poles]
        known = tuple(m for m in last if m is not None)
        last_year = max((m.period for m in known), default=None)
        return known if len(known) == len(poles) and all(m.period == last_year for m in known) else None
    periods = [
        {m.period for m in view.atlas.series(measure, *_pair(state, p, layer)) if m.value is not None} for p in poles
    ]
    common = set.intersection(*periods)
    if not common:
        return None
    found = [view.at(measure, max(common), *_pair(state, p, layer)) for p in poles]
    return tuple(m for m in found if m is not None)


def everyone(view: View, poles: tuple[str, ...], layer: Layer, period: str) -> dict[str, list[float]]:
    """Ties with the poles of every state, itself no pole, that has them all on record."""
    column, entry = view.atlas.column(layer.measure, period), view.atlas.entry(layer.measure)
    silent = 0.0 if entry.silence == "true_zero" else None
    found = {}
    for state in view.atlas.manifest.states:
        if state in poles:
            continue
        pairs = [_pair(state, p, layer) for p in poles]
        row = [column.get((min(p), max(p)) if entry.direction == "undirected" else p) for p in pairs]
        known = [value for value in (silent if v is None else v for v in row) if value is not None]
        if len(known) == len(poles) and any(v is not None for v in row):
            found[state] = known
    return found


def hedges(rows: dict[str, list[float]]) -> dict[str, float]:
    """Evenness times the place of the sum of ties, for every state; 0 where there are no ties."""
    sums = {state: sum(row) for state, row in rows.items()}
    places = list(sums.values())
    return {s: pole.hedge(pole.evenness(row), pole.percentile(sums[s], places)) or 0.0 for s, row in rows.items()}


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a state stands in UN votes between the two poles that are farthest apart: 0 at `low`, 1 at `high`."""

    value: float
    low: float
    high: float
    own: Measurement
    east: Measurement
    west: Measurement


def stand(view: View, state: str, poles: tuple[str, ...], measure: str, least_n: int) -> Stand | None:
    """The newest year in which the state (with at least `least_n` votes) and two poles have positions."""
    if not view.has(measure):
        return None
    for own in reversed(view.atlas.series(measure, state)):
        if own.value is None or own.low is None or own.high is None or (own.n or 0) < least_n:
            continue
        at = [m for p in poles if (m := view.at(measure, own.period, p, "-")) is not None and m.value is not None]
        if len(at) < 2:
            continue
        east, west = min(at, key=lambda m: m.value or 0), max(at, key=lambda m: m.value or 0)
        where = [pole.position(x, west.value or 0, east.value or 0) for x in (own.value, own.low, own.high)]
        known = [x for x in where if x is not None]
        view.at(measure, own.period, state, "-")
        return Stand(known[0], known[1], known[2], own, east, west) if len(known) == 3 else None
    return None

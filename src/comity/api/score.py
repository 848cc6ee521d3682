"""How good recorded probabilities were: Brier score and calibration, once a later edition knows what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from comity.dossier.assessment import Assessment
from comity.dossier.forecast import Forecast
from comity.terms.unit import signed

_BANDS = 5
"""Bands of probability, equally wide."""
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Scored:
    """A forecast with its outcome: 1 it came true, 0 it did not, None where nobody can tell yet."""

    forecast: Forecast
    outcome: int | None
    why: str

    @property
    def brier(self) -> float | None:
        """Squared error of the probability, 0 best and 1 worst; a coin toss gives 0.25."""
        return None if self.outcome is None else (self.forecast.likelihood.probability - self.outcome) ** 2


def score(before: Assessment, after: Assessment) -> tuple[Scored, ...]:
    """Every forecast of `before` with its outcome by the figures of `after`."""
    values = {(m.measure, m.a, m.b, m.period): m.value for m in after.measures}
    return tuple(outcome(f, values) for f in before.forecasts)


def outcome(f: Forecast, values: Mapping[tuple[str, str, str, str], float | None]) -> Scored:
    """A forecast by values under measure, a, b and period."""
    start = values.get((f.measure, f.a, f.b, f.start))
    end = values.get((f.measure, f.a, f.b, f.resolves))
    if start is None or end is None:
        missing = f.start if start is None else f.resolves
        return Scored(f, None, f"no value of {f.measure} for {missing} in the later edition")
    change = end - start
    over = f.above is None or change > f.above or (f.below is not None and f.above <= change <= f.below)
    under = f.below is None or change < f.below or (f.above is not None and f.above <= change <= f.below)
    return Scored(f, int(over and under), f"changed by {signed(change, 2)}")


def mean_brier(scored: Sequence[Scored]) -> float | None:
    """Mean over those with an outcome; None where there is none."""
    found = [s.brier for s in scored if s.brier is not None]
    return sum(found) / len(found) if found else None


def calibration(scored: Sequence[Scored]) -> tuple[tuple[float, float, int, float, float], ...]:
    """For each band of probability with a case: its ends, number of cases, mean probability, share that came true."""
    rows = []
    for k in range(_BANDS):
        low, high = k / _BANDS, (k + 1) / _BANDS
        held = [s for s in scored if s.outcome is not None and _band(s.forecast.likelihood.probability) == k]
        if held:
            said = sum(s.forecast.likelihood.probability for s in held) / len(held)
            came = sum(s.outcome or 0 for s in held) / len(held)
            rows.append((low, high, len(held), said, came))
    return tuple(rows)


def _band(probability: float) -> int:
    return min(int(probability * _BANDS + _ROUNDING), _BANDS - 1)

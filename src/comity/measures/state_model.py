"""An ordered model of five grades: the chances of each from signs, with weights that stand in a file.

A pair's standing is the sum of its signs times their weights; the cuts between the grades lie on the same line, and the
chance of a grade at most g is 1 / (1 + exp(standing − cut)). Each weight has the direction that the file declares,
which the fit (`validation/relations_state.py`) may not change.

Where a sign is not known the chances are those of a mixture: over a regime that may be closed, between or open; and,
where the record of rivalry or of disputes has ended, over whether what it last said still holds. So what is not known
widens the answer and never moves it by itself to one end.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Signs = Mapping[str, Vector]
"""Columns of `signs` by name: equal lengths, each 0 to 1; `open` is NaN where not known; gaps in years."""

GRADES = 5
KEPT = 0.8
"""Share of rivalries that still hold five years on: what a record that ended is worth."""
KEPT_YEARS = 5
UNKNOWN_OPEN = (0.2, 0.5, 0.8)
"""What the index of the less open of the two may be where it is not known, each as likely."""
AT_PEACE = 0.6
"""Share of enmity that a peace treaty or normalisation takes away while it is kept."""
MINOR = 0.5
"""Share by which disputes of full democracies weigh less: theirs are over fish, boats and lines at sea."""
OPEN_FROM, OPEN_FULL = 0.5, 0.9
"""Index from which, and at which in full, a pact and free trade of democracies count together in full."""


@dataclass(frozen=True, slots=True)
class Weight:
    """One sign of the model: `direction` is 1 or -1, `table` names the kind of row behind it, `words` say it."""

    sign: str
    weight: float
    direction: int
    table: str
    words: str


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the signs, and the four cuts between the five grades, in rising order."""

    weights: Mapping[str, float]
    cuts: tuple[float, ...]


@cache
def weights() -> tuple[Weight, ...]:
    """The signs of the model in the order of the file. Raises ValueError where a weight has not its direction."""
    found = tuple(
        Weight(r["sign"], float(r["weight"]), int(r["direction"]), r["table"], r["words"]) for r in _rows("weights")
    )
    if wrong := [w.sign for w in found if w.weight * w.direction < 0]:
        raise ValueError(f"state_weights.csv: {wrong[0]} has a weight against its direction")
    return found


@cache
def grades() -> tuple[tuple[float, str], ...]:
    """Value and name of each grade, from severe rivalry to security community."""
    return tuple((float(r["grade"]), r["name"]) for r in _rows("grades"))


@cache
def model() -> Model:
    """The model of the files."""
    return Model({w.sign: w.weight for w in weights()}, tuple(float(r["cut"]) for r in _rows("grades") if r["cut"]))


def _rows(name: str) -> list[dict[str, str]]:
    path = Path(__file__).parent / {"weights": "state_weights.csv", "grades": "state_grades.csv"}[name]
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def terms(signs: Signs) -> dict[str, Vector]:
    """What the weights apply to: the signs themselves, and those of open regimes that count only together."""
    joined = np.maximum(signs["customs_union"], signs["free_trade"])
    full = np.clip((signs["open"] - OPEN_FROM) / (OPEN_FULL - OPEN_FROM), 0.0, 1.0)
    left = 1 - AT_PEACE * signs["peace"]
    return {name: signs[name] for name in _PLAIN} | {
        "rival": signs["rival"] * left,
        "fought": signs["fought"] * left,
        "broken": signs["broken"] * np.maximum.reduce([signs[name] for name in HOSTILE]),
        "disputed": signs["disputed"] * left * (1 - MINOR * full),
        "open_union": signs["customs_union"] * signs["open"],
        "open_alliance": signs["pact"] * joined * full,
    }


HOSTILE = ("rival", "disputed", "fought", "fighting", "crisis")
_PLAIN = ("fighting", "crisis", "free_trade", "community", "open")


def chances(signs: Signs, chosen: Model) -> Vector:
    """Pairs x grades: the chance of each grade; rows add up to 1."""
    found = np.zeros((len(signs["rival"]), GRADES))
    for weight, world in worlds(signs):
        at = weight > 0
        if at.any():
            one = {name: values[at] for name, values in world.items()}
            found[at] += weight[at, None] * _ordered(standing(one, chosen), chosen.cuts)
    return found


def expected_terms(signs: Signs) -> dict[str, Vector]:
    """The terms of the model as they may be expected, where a record has ended or a regime is not known (then 0)."""
    rivals, disputes = (KEPT ** (signs[gap] / KEPT_YEARS) for gap in ("rival_gap", "dispute_gap"))
    found = terms(
        {
            **signs,
            "rival": signs["rival"] * rivals,
            "disputed": disputes * signs["disputed_held"] + (1 - disputes) * signs["disputed"],
            "open": np.nan_to_num(signs["open"], nan=0.0),
        }
    )
    return {name: found[name] for name in model().weights}


def standing(signs: Signs, chosen: Model) -> Vector:
    """Sum of the terms times their weights."""
    found = terms(signs)
    total: Vector = np.sum([chosen.weights[name] * found[name] for name in chosen.weights], axis=0)
    return total


def worlds(signs: Signs) -> Iterator[tuple[Vector, Signs]]:
    """What may be, each with its chance: the records that ended still hold or not, and an unknown regime's values."""
    known = ~np.isnan(signs["open"])
    for rival, disputes, guess in product((True, False), (True, False), range(len(UNKNOWN_OPEN))):
        chance = _holds(signs["rival_gap"], rival, signs["rival"]) * _holds(
            signs["dispute_gap"], disputes, signs["disputed_held"]
        )
        chance = chance * np.where(known, float(guess == 0), 1 / len(UNKNOWN_OPEN))
        yield (
            chance,
            {
                **signs,
                "rival": signs["rival"] * float(rival),
                "disputed": signs["disputed_held"] if disputes else signs["disputed"],
                "open": np.where(known, signs["open"], UNKNOWN_OPEN[guess]),
            },
        )


def _holds(gap: Vector, yes: bool, there: Vector) -> Vector:
    """Chance that what a record said `gap` years ago still holds, or no more; of nothing there is nothing to end."""
    kept = np.where(there > 0, KEPT ** (gap / KEPT_YEARS), 1.0)
    return kept if yes else 1 - kept


def _ordered(at: Vector, cuts: tuple[float, ...]) -> Vector:
    below = 1 / (1 + np.exp(np.clip(at[:, None] - np.asarray(cuts), -500, 500)))
    return np.diff(np.column_stack([np.zeros(len(at)), below, np.ones(len(at))]), axis=1)


def middle(chance: Vector) -> NDArray[np.int64]:
    """The median grade, 0 to 4."""
    return np.asarray((np.cumsum(chance, axis=1) < 0.5).sum(axis=1), dtype=np.int64)


def span(chance: Vector, share: float = 0.8) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The fewest neighbouring grades about the median that hold at least `share`; of two the likelier.

    Grades are lumps: what they hold is mostly more than `share`.
    """
    at, total = middle(chance), np.column_stack([np.zeros(len(chance)), np.cumsum(chance, axis=1)])
    low, high, best = at.copy(), at.copy(), np.full(len(at), -np.inf)
    rows = np.arange(len(at))
    for first in range(GRADES):
        for last in range(first, GRADES):
            held = total[rows, last + 1] - total[rows, first]
            # Fewer grades count before more chance: a wider span must not win by what it adds.
            score = np.where(
                (held >= share - 1e-9) & (first <= at) & (at <= last), held - 10.0 * (last - first), -np.inf
            )
            better = score > best
            low, high, best = np.where(better, first, low), np.where(better, last, high), np.maximum(best, score)
    return low, high

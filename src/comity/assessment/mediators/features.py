"""What is known of every candidate between two states, from the atlas and the record, as of a date.

Each feature is compared among the candidates of one pair: continuous ones as deviations from the candidates' mean in
standard deviations, so that the number of organisations or the volume of trade of another decade does not matter. A
candidate without a figure stands at the mean: the feature then says nothing for or against it, and `missing` says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from comity.assessment.mediators.record import standing
from comity.atlas.derived import derived
from comity.atlas.read import Atlas
from comity.atlas.shared import Column
from comity.terms.membership import states_as_of
from comity.terms.period import period_number, period_text

Vector = NDArray[np.float64]
FORUMS, DISTANCE, CAPABILITY = "igo.shared", "geography.distance", "context.cinc"
TRADE, ALLIANCE, DIALOGUE = "exchange.exports_reported_by_importer", "alliance.any", "tenor.cooperation"
DEMOCRACY, RIVALRY, DISPUTE, VOTES = "context.polyarchy", "conflict.rivalry", "conflict.dispute", "un.agreement"
NEEDED = (FORUMS, DISTANCE, CAPABILITY)
"""Without these the ranking is not the one whose error is known."""
MEASURES = (*NEEDED, TRADE, ALLIANCE, DIALOGUE, DEMOCRACY, RIVALRY, DISPUTE)
EMBASSY, EMBASSY_YEARS = "representation.embassy", 6
"""Years within which an embassy that was last heard of is taken to be there: the yearly record and the lists end apart.
"""
RECENT_YEARS = 5
"""Years over which a militarised dispute with a side counts as recent."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One column of the score: its id, the group it belongs to in the validation, what it is."""

    id: str
    group: str
    meaning: str


FEATURES = (
    Feature("forums", "forums", "organisations shared with the side with whom the candidate shares fewer"),
    Feature("near", "distance", "nearness: minus log of one plus km to the nearer side"),
    Feature("capability", "capability", "log of the share of world capability"),
    Feature("trade", "ties", "log of one plus trade with the side with whom the candidate trades more"),
    Feature("alliance", "ties", "1 with a treaty of alliance with either side"),
    Feature("dialogue", "dialogue", "cooperation in press reports with the side with whom it is lower"),
    Feature("democracy", "regime", "electoral democracy"),
    Feature("hostile", "hostility", "1 for a rival of either side, or a dispute with one in the last five years"),
    Feature("record", "record", "log of one plus the record of earlier mediations, halved every ten years"),
)


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidates of one pair: raw values by name (`forums_a`: with a), design matrix by FEATURES, periods used."""

    a: str
    b: str
    day: date
    states: tuple[str, ...]
    raw: Mapping[str, Vector]
    matrix: Vector
    missing: NDArray[np.bool_]
    periods: Mapping[str, str]


@dataclass
class Columns:
    """The atlas's columns in the newest period of each measure, read once however many pairs are ranked."""

    atlas: Atlas
    _held: dict[tuple[str, int], Column] = field(default_factory=dict)

    def newest(self, measure: str, back: int = 0) -> tuple[str, Column]:
        """The newest period of the atlas up to its day (or the one `back` years before) and all values in it."""
        if not self.atlas.has(measure):
            return "", {}
        entry = self.atlas.entry(measure)
        period = min(entry.last, self.atlas.horizon(measure)) - back
        if period < entry.first:
            return "", {}
        text = period_text(period, entry.grain)
        if (measure, period) not in self._held:
            self._held[measure, period] = self.atlas.column(measure, text)
        return text, self._held[measure, period]

    def lately(self, measure: str, years: int) -> tuple[str, Column]:
        """What was last known of each pair within so many years of the newest period with any value, and that period.

        For records that end for some pairs before others. The column must not be changed.
        """
        if not self.atlas.has(measure) or (newest := self.atlas.last_period(measure)) is None:
            return "", {}
        last = period_number(newest)
        return newest, derived(self.atlas, f"lately {measure} {years}", lambda: self._lately(measure, last, years))

    def _lately(self, measure: str, last: int, years: int) -> Column:
        found: Column = {}
        for period in range(last - years + 1, last + 1):
            found = {**found, **self.atlas.column(measure, period_text(period, "year"))}
        return found

    def silent(self, measure: str) -> float:
        """What a pair without a row has: zero where the source's silence says so, else no value."""
        declared = self.atlas.has(measure) and self.atlas.entry(measure).silence == "true_zero"
        return 0.0 if declared else float("nan")


def candidates(columns: Columns, a: str, b: str) -> Candidates:
    """Every member of the system on the atlas's day but the two, with its features."""
    day = columns.atlas.as_of
    states = tuple(s.id for s in states_as_of(day) if s.id not in (a, b))
    raw: dict[str, Vector] = {}
    periods: dict[str, str] = {}
    for name, measure, read in _READ:
        periods[measure], _ = columns.newest(measure)
        for side, end in ((a, "a"), (b, "b")):
            raw[f"{name}_{end}"] = read(columns, measure, side, states)
    for name, measure in (("capability", CAPABILITY), ("democracy", DEMOCRACY)):
        periods[measure], values = columns.newest(measure)
        raw[name] = np.array([values.get((s, "-"), np.nan) for s in states])
    raw["record"] = np.array([standing(s, day) for s in states])
    plain = _plain(raw)
    matrix = np.stack([_compared(plain[f.id], f.id) for f in FEATURES], axis=1)
    missing = np.stack([np.isnan(plain[f.id]) for f in FEATURES], axis=1)
    return Candidates(a, b, day, states, raw, matrix, missing, periods)


Read = Callable[[Columns, str, str, tuple[str, ...]], Vector]


def _mutual(columns: Columns, measure: str, side: str, states: tuple[str, ...]) -> Vector:
    """An undirected measure with one side."""
    period, values = columns.newest(measure)
    nothing = columns.silent(measure) if period else np.nan
    return np.array([values.get((min(s, side), max(s, side)), nothing) for s in states])


def _both_ways(columns: Columns, measure: str, side: str, states: tuple[str, ...]) -> Vector:
    """A directed measure summed over both directions; no value where neither has one."""
    period, values = columns.newest(measure)
    nothing = columns.silent(measure) if period else np.nan
    out = np.array([values.get((s, side), nothing) for s in states])
    back = np.array([values.get((side, s), nothing) for s in states])
    return np.where(np.isnan(out) & np.isnan(back), np.nan, np.nan_to_num(out) + np.nan_to_num(back))


def _recent(columns: Columns, measure: str, side: str, states: tuple[str, ...]) -> Vector:
    """Whether there was any in the years up to the newest."""
    met = {pair for back in range(RECENT_YEARS) for pair in columns.newest(measure, back)[1]}
    nothing = columns.silent(measure) if columns.newest(measure)[0] else np.nan
    return np.array([1.0 if (min(s, side), max(s, side)) in met else nothing for s in states])


_READ: tuple[tuple[str, str, Read], ...] = (
    ("forums", FORUMS, _mutual),
    ("distance", DISTANCE, _mutual),
    ("trade", TRADE, _both_ways),
    ("alliance", ALLIANCE, _both_ways),
    ("dialogue", DIALOGUE, _mutual),
    ("rivalry", RIVALRY, _mutual),
    ("dispute", DISPUTE, _recent),
    ("votes", VOTES, _mutual),
)


def _plain(raw: Mapping[str, Vector]) -> dict[str, Vector]:
    """Each feature before it is compared among the candidates."""
    hostile = np.fmax(np.fmax(raw["rivalry_a"], raw["rivalry_b"]), np.fmax(raw["dispute_a"], raw["dispute_b"]))
    with np.errstate(divide="ignore"):
        capability = np.where(raw["capability"] > 0, np.log(raw["capability"]), np.nan)
    return {
        "forums": np.minimum(raw["forums_a"], raw["forums_b"]),
        "near": -np.log1p(np.fmin(raw["distance_a"], raw["distance_b"])),
        "capability": capability,
        "trade": np.log1p(np.fmax(raw["trade_a"], raw["trade_b"])),
        "alliance": (np.fmax(raw["alliance_a"], raw["alliance_b"]) > 0).astype(float),
        "dialogue": np.minimum(raw["dialogue_a"], raw["dialogue_b"]),
        "democracy": raw["democracy"],
        "hostile": (hostile > 0).astype(float),
        "record": np.log1p(raw["record"]),
    }


_AS_IS = ("alliance", "hostile", "record")
"""Features on a scale of their own, that are not compared with the candidates' mean."""


def _compared(values: Vector, name: str) -> Vector:
    known = values[~np.isnan(values)]
    if name in _AS_IS or not len(known):
        return np.nan_to_num(values)
    spread = known.std()
    return np.zeros(len(values)) if spread == 0 else np.nan_to_num((values - known.mean()) / spread)

"""How cooperative, how hostile, and how much in the news is a relationship?

Three channels, never netted against each other first. Rivals talk and fight; attention alone finds them. So
cooperation and hostility are each compared with what the two countries' general prominence would give, and
tone is a mean of compressed daily scores, shrunk for pairs that are rarely seen. Every value uses only days
up to the end of its own month.

Where the source of the events changes, scores change their scale. So a level is what prominence leaves within the
months of each source, weighted by months; a tone's prior is the pair's own past in the same source, and the basis of
each value names the source of its month.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.measures.contract import Measure, Rows, gives
from comity.measures.pair_months import Grid, Table, pair_months, speakers
from comity.measures.prominence import excess
from comity.tables.columns import Columns, concat
from comity.terms.interval import Interval

if TYPE_CHECKING:
    import duckdb

WINDOW = 24
"""Months that the level of a channel looks back."""

SHRINKAGE = 5.0
"""Days of the pair's own past that a month's tone is averaged with."""

LEAST_ACTIVE_DAYS = 24
"""Active days in the window below which a pair's level is not given: words, no curve."""

Z80 = 1.2816

_SOURCE = "doi:10.1177/0022002792036002007"
_NOT_WHEN = (
    "Machine-coded press reports: domestic unrest and third parties' quarrels can look like a dyad's. "
    "Where the published daily scores speak, a day is netted before it reaches us. Where the basis changes, so does "
    "the scale of tone. Ask of every extreme: did one act on the other?"
)


def _channel(name: str, title: str, sign: str) -> Measure:
    return Measure(
        id=f"tenor.{name}",
        question="tenor",
        title=title,
        unit="log_points",
        interval=Interval.CREDIBLE_80,
        formula=f"r in ln(1 + Σ ln(1 + |w|)) = μ + α_a + α_b + r over the {sign} scores of the days of 24 months; "
        "α country effects by ridge regression; within each source's months, r weighted by their number",
        more=f"more {name} in the news than the two countries' prominence explains",
        reference=_SOURCE,
        not_when=_NOT_WHEN,
        inputs=("event_days",),
        direction="undirected",
        grain="month",
        decimals=2,
        among="all pairs with at least 24 active days in the same 24 months",
    )


COOPERATION = _channel("cooperation", "Cooperation beyond what prominence explains", "cooperative")
HOSTILITY = _channel("hostility", "Hostility beyond what prominence explains", "hostile")
ATTENTION = Measure(
    id="tenor.attention",
    question="tenor",
    title="Days on which the press reports dealings",
    unit="days",
    interval=None,
    formula="number of days of the month with a coded event between a and b, scaled to the days delivered",
    more="the pair is more often in the news",
    reference=_SOURCE,
    not_when="Coverage follows the press: large and English-speaking countries are seen more.",
    inputs=("event_days",),
    direction="undirected",
    grain="month",
    decimals=0,
    low=0,
    among="all pairs in the news in the same month",
)
TONE = Measure(
    id="tenor.tone",
    question="tenor",
    title="Tone of reported dealings",
    unit="log_points",
    interval=Interval.CREDIBLE_80,
    formula="(Σ_d s_d + 5 m) / (n + 5); s_d = ln(1 + cooperation) − ln(1 + hostility) of day d, "
    "m = Σ s / (n + 5) of its days before the month in the same source",
    more="dealings in the news are more cooperative",
    reference=_SOURCE,
    not_when=_NOT_WHEN + " Compare a pair with its own past, not with other pairs.",
    inputs=("event_days",),
    direction="undirected",
    grain="month",
    decimals=2,
    among="all pairs in the news in the same month",
)

Beyond = Callable[[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]], NDArray[np.float64]]
"""What prominence leaves of each pair's level: `excess`, or `directed_excess` for ordered pairs."""

SUMS = ("active", "warm", "warm_squares", "cold", "cold_squares")


@gives(COOPERATION, HOSTILITY, ATTENTION, TONE)
def tenor(con: duckdb.DuckDBPyConnection) -> Rows:
    """From days to monthly channels, for all pairs at once."""
    months = pair_months(con)
    if not len(months["a"]):
        return {m.id: {} for m in (COOPERATION, HOSTILITY, ATTENTION, TONE)}
    rows = {name: months[name] for name in ("a", "b", "period")} | {"basis": months["source"]}
    in_month = _days_in_month(months["period"])
    attention = rows | {"value": np.minimum(months["active"] * in_month / months["delivered"], in_month)}
    warm, cold = levels(months)
    return {COOPERATION.id: warm, HOSTILITY.id: cold, ATTENTION.id: attention, TONE.id: rows | tone(months)}


def tone(months: Columns) -> Columns:
    """Shrunk monthly mean with an 80 % interval; `months` is sorted by a, b, period and holds sums per month.

    The prior is the pair's own mean over all earlier months of the same source (0 for its first), counted as five
    days.
    """
    pair, speaker = _first_of_pair(months), speakers(months)
    order = np.lexsort((speaker, pair))
    starts = _starts(pair[order], speaker[order])
    active, total, squares = (months[name][order].astype(float) for name in ("active", "total", "squares"))
    before = [_running(values, starts) - values for values in (active, total, squares)]
    prior = before[1] / (before[0] + SHRINKAGE)
    value = (total + SHRINKAGE * prior) / (active + SHRINKAGE)
    # Daily scores of an unseen pair scatter by about one log point either side; that stands in as five days.
    seen = before[0] + active
    spread = (before[2] + squares + SHRINKAGE * 4) / (seen + SHRINKAGE)
    mean = (before[1] + total) / (seen + SHRINKAGE)
    half = Z80 * np.sqrt(np.maximum(spread - mean**2, 0.25) / (active + SHRINKAGE))
    back = np.argsort(order, kind="stable")
    return {"value": value[back], "low": (value - half)[back], "high": (value + half)[back]}


def levels(months: Columns, beyond: Beyond = excess) -> tuple[Columns, Columns]:
    """Cooperation and hostility beyond prominence, for each month with a quarter of the window delivered behind it.

    Months of two sources in a window are judged apart, each beside all pairs in its own months, and what is left of
    each weighs by its number of months. The row's basis is the source of its last month.
    """
    grid = Grid.of(months)
    sums = {name: grid.table(months[name]) for name in SUMS}
    warm: list[Columns] = []
    cold: list[Columns] = []
    for last in grid.periods[grid.delivered]:
        inside = (grid.periods > last - WINDOW) & (grid.periods <= last)
        if np.count_nonzero(grid.delivered & inside) < WINDOW // 4:
            continue
        seen = sums["active"][:, inside].sum(axis=1) >= LEAST_ACTIVE_DAYS
        basis = basis_of(months, int(last), int(np.count_nonzero(seen)))
        for channel, name in ((warm, "warm"), (cold, "cold")):
            value, error = _level(grid, sums, inside, seen, name, beyond)
            channel.append(grid.names(seen) | _bounds(int(last), value, error) | basis)
    return concat(warm), concat(cold)


def _level(
    grid: Grid,
    sums: dict[str, Table],
    inside: NDArray[np.bool_],
    seen: NDArray[np.bool_],
    name: str,
    beyond: Beyond,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What prominence leaves of a channel's level in some months, and its error; one part for each source in them."""
    parts = grid.by_speaker(inside)
    weights = [float(np.count_nonzero(part & grid.delivered)) for part in parts]
    value, variance = np.zeros(np.count_nonzero(seen)), np.zeros(np.count_nonzero(seen))
    for part, weight in zip(parts, weights, strict=True):
        total, squares = (sums[column][:, part].sum(axis=1)[seen] for column in (name, f"{name}_squares"))
        # One day of size one beside those seen: a channel that was silent so far is not known to be empty.
        error = np.sqrt(squares + 1) / (1 + total)
        share = weight / sum(weights)
        value += share * beyond(grid.one[seen], grid.two[seen], np.log1p(total))
        variance += (share * error) ** 2
    return value, np.sqrt(variance)


def basis_of(months: Columns, period: int, count: int) -> Columns:
    """The column that says which source spoke last up to a month; none where the rows name no source."""
    if "source" not in months:
        return {}
    newest = int(np.argmax(np.where(months["period"] <= period, months["period"], -1)))
    return {"basis": np.full(count, months["source"][newest], dtype=object)}


def _bounds(period: int, value: NDArray[np.float64], error: NDArray[np.float64]) -> Columns:
    return {
        "period": np.full(len(value), period, dtype=np.int32),
        "value": value,
        "low": value - Z80 * error,
        "high": value + Z80 * error,
    }


def _first_of_pair(months: Columns) -> NDArray[np.intp]:
    """For each row, the place of the first row of its pair."""
    new = np.r_[True, (months["a"][1:] != months["a"][:-1]) | (months["b"][1:] != months["b"][:-1])]
    return np.asarray(np.maximum.accumulate(np.where(new, np.arange(len(new)), 0)))


def _starts(pair: NDArray[np.intp], speaker: NDArray[np.intp]) -> NDArray[np.intp]:
    """For each row, the place of the first row of its pair and source; rows of these lie together."""
    new = np.r_[True, (pair[1:] != pair[:-1]) | (speaker[1:] != speaker[:-1])]
    return np.asarray(np.maximum.accumulate(np.where(new, np.arange(len(new)), 0)))


def _running(values: NDArray[np.float64], starts: NDArray[np.intp]) -> NDArray[np.float64]:
    """Sums from the first row of each pair up to and including each row."""
    # Summed pair by pair: one running total over all would carry later rows of one pair into the next by rounding.
    pairs, pair = np.unique(starts, return_inverse=True)
    place = np.arange(len(values)) - starts
    grid = np.zeros((len(pairs), int(place.max()) + 1))
    grid[pair, place] = values
    return np.asarray(np.cumsum(grid, axis=1)[pair, place])


def _days_in_month(periods: NDArray[np.int64]) -> NDArray[np.int64]:
    first = (np.asarray(periods, dtype=np.int64) - 1970 * 12).astype("datetime64[M]")
    days = (first + 1).astype("datetime64[D]") - first.astype("datetime64[D]")
    return np.asarray(days.astype(np.int64))

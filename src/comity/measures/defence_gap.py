"""Is there less recorded alliance between two states than everything else about them would lead one to expect?

Each year is learned from that year alone. The gap is a place among pairs and a lead for research; it is never the
discovery of a secret tie.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from comity.measures.alliances import ALLIED
from comity.measures.contract import Measure, Rows, gives
from comity.measures.expected_ties import DRIVERS, drivers, expected
from comity.measures.rivalry_years import RIVAL_YEARS
from comity.measures.steps import Arrays, step
from comity.measures.succession import trade_years
from comity.measures.tie_features import WORDS, Layers, Matrix, nearest, network, without_own
from comity.tables.columns import Columns, cells, concat
from comity.terms.details import Driver
from comity.terms.interval import Interval

if TYPE_CHECKING:
    import duckdb

FIRST_YEAR = 1990
SMALL = 40
"""An organisation with fewer members is small."""
NAMED = 0.9
"""What drives expectation is named for pairs without an alliance whose gap is above this quantile of all pairs."""

EXPECTED_GAP = Measure(
    id="defence.expected_gap",
    question="defence",
    title="Expected less recorded alliance",
    unit="probability",
    formula="P(alliance | alliances of all other pairs, shared organisations, distance, capabilities, rivals, trade "
    "agreement) − recorded alliance; forest of randomised trees over all pairs of the year, each pair judged by trees "
    "that did not see it, its own tie out of the network; the details name what raises the expectation most",
    more="less alliance is recorded than expected",
    reference="doi:10.1073/pnas.1914950117",
    not_when="A lead, not a finding: neutral states by choice score high, and so do pairs that need no treaty. It "
    "knows treaties of alliance only, no arms sale and no exercise.",
    inputs=("alliances", "memberships", "minimum_distances", "capabilities", "rivalries", "trade_agreements"),
    direction="undirected",
    decimals=2,
    low=-1,
    high=1,
    interval=Interval.NEIGHBOURS_80,
    details=Driver,
    among="all pairs of states in the same year",
)


@dataclass(frozen=True, slots=True)
class World:
    """One year: sorted states, whether each two are allied, and what else is known, as square matrices."""

    year: int
    states: list[str]
    allied: Matrix
    layers: Layers
    near: Matrix
    like: Matrix

    def features(self, tie: Matrix) -> dict[str, Matrix]:
        """All features of every pair when `tie` is the network."""
        return {**self.layers, **network(tie, self.near, self.like)}


@gives(EXPECTED_GAP)
def defence_gap(con: duckdb.DuckDBPyConnection) -> Rows:
    """One forest per year over all pairs with complete data."""
    parts = [found for world in worlds(con) if (found := _gaps(world)) is not None]
    return {EXPECTED_GAP.id: concat(parts)}


def judged(world: World, tie: Matrix) -> tuple[tuple[NDArray[np.intp], NDArray[np.intp]], Matrix, list[str]]:
    """Pairs with a known distance, their features with their own tie taken out, and the features' names."""
    upper = np.triu(np.isfinite(world.layers["nearness"]), 1)
    i, j = np.nonzero(upper)
    found = without_own(tie, (i, j), world.features, world.year)
    names = sorted(found)
    return (i, j), np.column_stack([found[name] for name in names]) if len(i) else np.empty((0, len(names))), names


def year_of_gaps(
    allied: Matrix, names: tuple[str, ...], layers: Matrix, near: Matrix, like: Matrix, year: int
) -> Arrays:
    """Of each pair (its places `i`, `j`) the expectation with its interval, and the features that raise it most.

    `drivers` holds their places in the order of WORDS, pairs x DRIVERS, -1 for none.
    """
    states = [str(place) for place in range(len(allied))]
    world = World(year, states, allied, dict(zip(names, layers, strict=True)), near, like)
    (i, j), features, found_names = judged(world, allied)
    tie = allied[i, j] > 0
    if not len(i):
        return {"i": i}
    found = expected(features, tie, year)
    named = np.full((len(i), DRIVERS), -1, dtype=np.int8)
    gap = found.value - tie
    chosen = np.flatnonzero(~tie & (gap > max(np.quantile(gap, NAMED), 0)))
    if len(chosen) and found.forest is not None:
        order = [*WORDS]
        places = np.array([*(order.index(name) for name in found_names), -1], dtype=np.int8)
        named[chosen] = places[drivers(found, features, chosen)]
    return {"i": i, "j": j, "value": found.value, "low": found.low, "high": found.high, "drivers": named}


def _gaps(world: World) -> Columns | None:
    names = tuple(sorted(world.layers))
    layers = np.stack([world.layers[name] for name in names])
    found = step(year_of_gaps, world.allied, names, layers, world.near, world.like, world.year)
    i = found["i"]
    if not len(i):
        return None
    j, ids = found["j"], np.asarray(world.states, dtype=object)
    recorded = (world.allied[i, j] > 0).astype(float)
    return {
        "a": ids[i],
        "b": ids[j],
        "period": np.full(len(i), world.year, dtype=np.int32),
        "value": found["value"] - recorded,
        "low": found["low"] - recorded,
        "high": found["high"] - recorded,
        "details": _named(found["drivers"]),
    }


def _named(strongest: NDArray[np.int8]) -> NDArray[Any]:
    words = [*WORDS.values()]
    named = (tuple(map(Driver, dict.fromkeys(words[k] for k in row if k >= 0))) for row in strongest.tolist())
    return cells(named, len(strongest))


def worlds(con: duckdb.DuckDBPyConnection, first_year: int = FIRST_YEAR) -> Iterator[World]:
    """Every year from `first_year` on that all tables cover; states with a coded membership and a capability."""
    members = _by_year(con, "SELECT year, state, organisation FROM memberships WHERE status <> 'none'", first_year)
    coded = _by_year(con, "SELECT DISTINCT year, state FROM memberships", first_year)
    power = _by_year(con, "SELECT year, state, cinc FROM capabilities WHERE cinc IS NOT NULL", first_year)
    pairs = {name: _by_year(con, query, first_year) for name, query in _PAIRS.items()}
    last = max(pairs["allied"], default=0)
    for year in sorted(set(coded) & set(power)):
        if year > last:
            break
        cinc = dict(power[year])
        states = sorted({state for (state,) in coded[year]} & set(cinc))
        yield _world(year, states, {name: rows.get(year, []) for name, rows in pairs.items()},
                     members.get(year, []), np.array([cinc[s] for s in states]))  # fmt: skip


def _world(
    year: int, states: list[str], rows: dict[str, list[Any]], members: list[Any], cinc: NDArray[np.float64]
) -> World:
    place = {state: i for i, state in enumerate(states)}
    matrix = {name: _square(found, place, np.nan if name == "distance" else 0.0) for name, found in rows.items()}
    organisations = {name: k for k, name in enumerate(sorted({o for _, o in members}))}
    belongs = np.zeros((len(states), len(organisations)))
    for state, organisation in members:
        if state in place:
            belongs[place[state], organisations[organisation]] = 1
    shared, size = belongs @ belongs.T, belongs.sum(axis=0)
    own = np.diag(shared)
    alike = shared / np.maximum(own[:, None] + own[None, :] - shared, 1)
    nearness = -matrix["distance"]
    power = np.log(cinc + 1e-7)
    layers = {
        "nearness": nearness,
        "organisations": shared,
        "small_organisations": (belongs * (size < SMALL)) @ belongs.T,
        "same_organisations": alike,
        "stronger": np.maximum(power[:, None], power[None, :]),
        "weaker": np.minimum(power[:, None], power[None, :]),
        "rivals": matrix["rivals"],
        "common_rivals": matrix["rivals"] @ matrix["rivals"],
        "trade_treaty": matrix["treaty"],
    }
    return World(year, states, matrix["allied"], layers, nearest(np.nan_to_num(nearness, nan=-99.0)), nearest(alike))


_PAIRS = {
    "allied": f"SELECT DISTINCT year, a, b, 1.0 FROM alliances WHERE {ALLIED}",
    "distance": "SELECT year, least(a, b), greatest(a, b), ln(1 + min(km)) FROM minimum_distances "
    "WHERE a <> b GROUP BY ALL",
    "rivals": f"SELECT year, a, b, 1.0 FROM ({RIVAL_YEARS})",
    "treaty": f"SELECT DISTINCT period, a, b, 1.0 FROM {trade_years('(SELECT max(year) FROM memberships)')}",
}
"""Year, two states and a number; the order of the two does not matter."""


def _by_year(con: duckdb.DuckDBPyConnection, query: str, first_year: int) -> dict[int, list[Any]]:
    """Rows of a query whose first column is the year, without it, by year and in order."""
    found: dict[int, list[Any]] = {}
    for year, *row in con.execute(f"SELECT * FROM ({query}) AS q WHERE #1 >= {first_year} ORDER BY ALL").fetchall():
        found.setdefault(int(year), []).append(tuple(row))
    return found


def _square(rows: list[Any], place: dict[str, int], silent: float) -> Matrix:
    """Symmetric matrix with `silent` where there is no row."""
    found = np.full((len(place), len(place)), silent)
    for a, b, value in rows:
        if a in place and b in place and a != b:
            found[place[a], place[b]] = found[place[b], place[a]] = value
    return found

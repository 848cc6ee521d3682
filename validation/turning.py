"""Are dated turning points found, at a known rate of false alarms?

Truth: `turning_events.csv`, dated public acts with the direction that they gave to a relationship. A point counts as
found if a step of the right sign lies within one month of it. False alarms: the share of the months of quiet pairs in
which a step is as large. Quiet pairs are allies without rivalry, dispute or listed event, five for each pair with an
event, as much in the news as it.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from figures import Figure, Material
from numpy.typing import NDArray

from comity.assessment.turning_points import TurningPoint, turning_points
from comity.atlas.measurement import Measurement
from comity.measures.pair_months import DEKADS, Grid, Table, pair_dekads, pair_months, spoken_by
from comity.measures.tenor import tone
from comity.measures.turning import Contrast, largest, own, quiet_lines, steps
from comity.sources.registry import sources
from comity.tables.columns import Columns

Vector = NDArray[np.float64]
EVENTS = Path(__file__).with_name("turning_events.csv")
FALSE_ALARMS = 0.05
NEAR = 1
LEAST_MONTHS = 60
CONTROLS = 5
DRAWS = 2000
SPLITS = 200
SETS = ("development", "further", "fresh")
CONTRASTS = [
    Contrast(after, decay, net_weight, floor)
    for after, decay, net_weight, floor in product((2, 3, 6), (0.6, 0.7, 0.8), (0.25, 0.5, 1.0), (50.0, 200.0, 400.0))
]
KINDS = ("force", "relations", "meeting", "measures", "words")


@dataclass(frozen=True, slots=True)
class Event:
    """A dated turn: the pair's and the month's place in the grid, and its sign."""

    list: str
    kind: str
    name: str
    pair: int
    month: int
    sign: int


@dataclass(frozen=True, slots=True)
class Steps:
    """One step per pair and month, and the month of its break; NaN where none can be judged, 0 where it is shared."""

    size: Table
    month: NDArray[np.intp]

    @classmethod
    def by_month(cls, size: Table) -> Steps:
        """Of a statistic whose breaks lie in the columns' own months."""
        return cls(size, np.broadcast_to(np.arange(size.shape[1]), size.shape))


def figures(material: Material) -> list[Figure]:
    """Recall of each statistic, of all three sets; the lines in use; dates; the traps."""
    with duckdb.connect() as con:
        con.execute("SET threads = 1")
        material.tables(con, "event_days", "rivalries", "disputes", "alliances")
        months = pair_months(con)
        grid = Grid.of(months)
        dekads = pair_dekads(con)
        ours = _ours(grid, dekads)
        events = _events(grid)
        quiet = _quiet(con, grid, months, events)
    rivals: dict[str, Steps] = {
        "net Goldstein sum, three months against three": _contrast(grid.table(months["net"])),
        "mean compressed score, three against three": _contrast(_mean_score(grid, months)),
        "tone (shrunk), three against three": _contrast(grid.table(tone(months)["value"], np.nan)),
        "evolution.turning_point": ours,
    }
    found = [_recalls(name, size, quiet, events) for name, size in rivals.items()]
    found += [_by_kind(rivals, quiet, events)]
    first = [e for e in events if e.list == SETS[0]]
    found += [_tuned_anew(f"{SETS[0]} events", grid, dekads, quiet, first)]
    found += [_tuned_anew("all events", grid, dekads, quiet, events)]
    found += [_half_by_half(rivals, quiet, events), _lines(ours, quiet), _dated(material, grid, ours, quiet, events)]
    return [*found, _unrest(material), _by_source(months)]


def _by_source(months: Columns) -> Figure:
    """For which sources of events the lines hold: no recall or rate of false alarms is claimed for another."""
    spoken = spoken_by(months)
    givers = sorted(id for id, spec in sources().items() if "event_days" in spec.provides)
    told = {id: int(np.unique(months["period"][spoken == id]).size) for id in givers}
    held = [id for id in givers if quiet_lines(id)]
    rest = [id for id in givers if id not in held]
    return Figure(
        "sources of events on which lines were drawn",
        ", ".join(f"{id} ({told[id]} months here)" for id in held),
        "",
        f"not for {', '.join(rest)}: here they have {sum(told[id] for id in rest)} months, so neither recall nor false "
        "alarms of a warehouse are known, and evolution.turning_point is not applicable in its months",
    )


def _ours(grid: Grid, dekads: Columns) -> Steps:
    """Laid out as the pairs and months of `grid`."""
    fine = Grid.of(dekads)
    size, _ = steps(fine, dekads)
    size = np.where(np.isnan(size), np.nan, np.where(own(fine, size), size, 0.0))
    found, place = largest(fine, size)
    month = fine.periods[place] // DEKADS - int(grid.periods[0])
    if _names(fine) != _names(grid) or found.shape[1] != len(grid.periods):
        raise ValueError("months and dekads do not name the same pairs and span")
    return Steps(found, month)


def _mean_score(grid: Grid, months: Columns) -> Table:
    return grid.table(months["total"] / months["active"], np.nan)


def _contrast(values: Table, window: int = 3) -> Steps:
    """Mean of the months from each on less the mean of as many before; two on either side at the ends."""
    found = np.full(values.shape, np.nan)
    for t in range(2, values.shape[1] - 1):
        before, after = _mean(values[:, max(0, t - window) : t]), _mean(values[:, t : t + window])
        found[:, t] = after - before
    return Steps.by_month(found)


def _mean(values: Table) -> Vector:
    n = np.count_nonzero(~np.isnan(values), axis=1)
    return np.divide(np.nansum(values, axis=1), n, out=np.full(len(n), np.nan), where=n > 0)


def _events(grid: Grid) -> list[Event]:
    place = {pair: i for i, pair in enumerate(_names(grid))}
    with EVENTS.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return [
        Event(
            r["set"],
            r["kind"],
            f"{r['a']}-{r['b']} {r['date'][:7]}{r['sign']}",
            place[r["a"], r["b"]],
            int(r["date"][:4]) * 12 + int(r["date"][5:7]) - 1 - int(grid.periods[0]),
            1 if r["sign"] == "+" else -1,
        )
        for r in rows
    ]


def _names(grid: Grid) -> list[tuple[str, str]]:
    return [(str(grid.ids[a]), str(grid.ids[b])) for a, b in zip(grid.one, grid.two, strict=True)]


def _quiet(con: duckdb.DuckDBPyConnection, grid: Grid, months: Columns, events: Sequence[Event]) -> NDArray[np.intp]:
    """Numbers of the quiet pairs that stand beside the events' pairs."""

    def pairs(query: str) -> set[tuple[Any, ...]]:
        return set(con.execute(f"SELECT DISTINCT least(a, b), greatest(a, b) FROM {query}").fetchall())

    loud = pairs("rivalries WHERE coalesce(last_year, 9999) >= 2010") | pairs("disputes WHERE year >= 2000")
    allied = pairs("alliances WHERE year = 2018")
    active = grid.table(months["active"])
    often = (active > 0).sum(axis=1) >= LEAST_MONTHS
    listed = {e.pair for e in events}
    fit = [
        i for i, pair in enumerate(_names(grid)) if often[i] and pair in allied and pair not in loud and i not in listed
    ]
    seen, candidates = np.log1p(active.sum(axis=1)), np.array(fit)
    chosen = [
        candidates[np.argsort(np.abs(seen[candidates] - seen[i]), kind="stable")[:CONTROLS]] for i in sorted(listed)
    ]
    return np.unique(np.concatenate(chosen))


def _line(steps: Steps, quiet: NDArray[np.intp], share: float = FALSE_ALARMS) -> float:
    values = np.abs(steps.size[quiet])
    return float(np.quantile(values[~np.isnan(values)], 1 - share))


def _hits(steps: Steps, line: float, events: Sequence[Event]) -> Vector:
    near = [np.abs(steps.month[e.pair] - e.month) <= NEAR for e in events]
    found = [steps.size[e.pair, at] * e.sign for e, at in zip(events, near, strict=True)]
    return np.array([np.nanmax(np.append(sizes, -np.inf)) > line for sizes in found], dtype=float)


def _recalls(name: str, steps: Steps, quiet: NDArray[np.intp], events: Sequence[Event]) -> Figure:
    line = _line(steps, quiet)
    parts = []
    for which in SETS:
        chosen = [e for e in events if e.list == which]
        hits = _hits(steps, line, chosen)
        low, high = _interval(hits, [e.pair for e in chosen])
        parts.append(f"{which} {hits.mean():.2f} [{low:.2f}, {high:.2f}]")
    strict = [_hits(steps, _line(steps, quiet, share), events).mean() for share in (0.02, 0.01)]
    return Figure(
        f"recall at 5 % false alarms, {name}",
        "; ".join(parts),
        ".46 (net sum), .76 (shrunk tone)" if name == "evolution.turning_point" else "",
        f"all {len(events)} events {_hits(steps, line, events).mean():.2f}; at 2 % false alarms {strict[0]:.2f}, "
        f"at 1 % {strict[1]:.2f}",
    )


def _by_kind(rivals: dict[str, Steps], quiet: NDArray[np.intp], events: Sequence[Event]) -> Figure:
    """What is found and what is not: the first statistic, users' own, beside the last, ours."""
    net, *_, ours = rivals.values()
    by_kind = {kind: [e for e in events if e.kind == kind] for kind in KINDS}
    found, theirs = (
        {kind: _hits(steps, _line(steps, quiet), chosen).mean() for kind, chosen in by_kind.items()}
        for steps in (ours, net)
    )
    warm = [_hits(ours, _line(ours, quiet), [e for e in events if e.sign == sign]).mean() for sign in (1, -1)]
    return Figure(
        "recall of evolution.turning_point by kind of act, all events",
        ", ".join(f"{kind} {recall:.2f} of {len(by_kind[kind])}" for kind, recall in found.items()),
        ", ".join(f"{recall:.2f}" for recall in theirs.values()) + " (net sum)",
        f"warmer {warm[0]:.2f}, colder {warm[1]:.2f}; relations: broken, restored, ambassadors; measures: trade, "
        "sanctions, borders, accessions",
    )


def _interval(hits: Vector, pairs: Sequence[int]) -> tuple[float, float]:
    """95 % bootstrap interval over dyads."""
    groups = [hits[np.array(pairs) == pair] for pair in sorted(set(pairs))]
    totals, counts = np.array([g.sum() for g in groups]), np.array([len(g) for g in groups])
    drawn = np.random.default_rng(20).integers(0, len(groups), (DRAWS, len(groups)))
    means = totals[drawn].sum(axis=1) / counts[drawn].sum(axis=1)
    return float(np.quantile(means, 0.025)), float(np.quantile(means, 0.975))


def _half_by_half(rivals: dict[str, Steps], quiet: NDArray[np.intp], events: Sequence[Event]) -> Figure:
    """Choose the best statistic on half of the pairs with events, score it on the other half."""
    table = np.array([_hits(steps, _line(steps, quiet), events) for steps in rivals.values()])
    pairs = np.array([e.pair for e in events])
    rng = np.random.default_rng(20)
    chosen_on, scored_on, ours = [], [], 0
    for _ in range(SPLITS):
        half = np.isin(pairs, rng.permutation(np.unique(pairs))[::2])
        best = int(table[:, half].mean(axis=1).argmax())
        ours += best == len(rivals) - 1
        chosen_on.append(table[best, half].mean())
        scored_on.append(table[best, ~half].mean())
    return Figure(
        "the same, statistic chosen on half of the pairs, recall on the other half",
        f"{np.mean(scored_on):.2f} (on the half that chose: {np.mean(chosen_on):.2f})",
        "",
        f"{SPLITS} splits; evolution.turning_point is chosen in {ours} of them",
    )


def _tuned_anew(which: str, grid: Grid, dekads: Columns, quiet: NDArray[np.intp], events: Sequence[Event]) -> Figure:
    """Choose the contrast anew on half of the pairs with events, score it on the half that was never used for it."""
    names = _names(grid)
    kept = {names[i] for i in (*quiet, *(e.pair for e in events))}
    rows = np.array([pair in kept for pair in zip(dekads["a"].tolist(), dekads["b"].tolist(), strict=True)])
    some = {name: column[rows] for name, column in dekads.items()}
    fine = Grid.of(some)
    place = {pair: i for i, pair in enumerate(_names(fine))}
    calm = np.array([place[names[i]] for i in quiet])
    moved = [replace(e, pair=place[names[e.pair]]) for e in events]
    table = []
    for contrast in CONTRASTS:
        found, at = largest(fine, steps(fine, some, contrast)[0], contrast.after)
        variant = Steps(found, fine.periods[at] // DEKADS - int(grid.periods[0]))
        table.append(_hits(variant, _line(variant, calm), moved))
    hits, pairs = np.array(table), np.array([e.pair for e in moved])
    rng = np.random.default_rng(20)
    chosen_on, scored_on = [], []
    for _ in range(SPLITS):
        half = np.isin(pairs, rng.permutation(np.unique(pairs))[::2])
        best = int(hits[:, half].mean(axis=1).argmax())
        chosen_on.append(hits[best, half].mean())
        scored_on.append(hits[best, ~half].mean())
    return Figure(
        f"the same, tuned anew on half of the pairs, {which}: recall on the half never used",
        f"{np.mean(scored_on):.2f} (on the half that tuned: {np.mean(chosen_on):.2f})",
        "",
        f"{len(CONTRASTS)} contrasts of window, memory, net weight and floor, {SPLITS} splits; recall of the contrasts "
        f"{hits.mean(axis=1).min():.2f} to {hits.mean(axis=1).max():.2f}",
    )


def _lines(ours: Steps, quiet: NDArray[np.intp]) -> Figure:
    now = {n: _line(ours, quiet, 1 / n) for n, _ in quiet_lines()}
    used = dict(quiet_lines())
    return Figure(
        "steps that one in so many months of quiet pairs crosses, tuned today",
        ", ".join(f"1 in {n}: {v:.2f}" for n, v in now.items()),
        "",
        "in use (quiet_steps.csv): "
        + ", ".join(f"{v:.2f}" for v in used.values())
        + f"; {len(quiet)} quiet pairs, {np.count_nonzero(~np.isnan(ours.size[quiet])):,} months",
    )


def _dated(material: Material, grid: Grid, ours: Steps, quiet: NDArray[np.intp], events: Sequence[Event]) -> Figure:
    """Error of the date of what a report lists, and how many a quiet pair has."""
    listed = partial(_listed, material, _names(grid), int(grid.periods[0]))
    errors, near = [], 0
    for e in events:
        found = [abs(m - e.month) for m, sign, _ in listed(e.pair) if sign == e.sign and abs(m - e.month) <= 3]
        near += bool(found) and min(found) <= NEAR
        errors += [min(found)] if found else []
    years = np.count_nonzero(~np.isnan(ours.size[quiet])) / 12
    counts = [sum(1 for i in quiet for _, _, clear in listed(i) if clear or every) / years for every in (True, False)]
    return Figure(
        "points as a report lists them",
        f"median error {np.median(errors):.0f} months; {near / len(events):.2f} of events within a month",
        "",
        f"{len(errors)} of {len(events)} within three months; a quiet pair has {counts[0]:.2f} points a year, "
        f"{counts[1]:.2f} of them clear",
    )


def _listed(material: Material, names: list[tuple[str, str]], first: int, pair: int) -> list[tuple[int, int, bool]]:
    points: tuple[TurningPoint, ...] = turning_points(_rows(material, *names[pair]))
    return [(int(p.month[:4]) * 12 + int(p.month[5:]) - 1 - first, 1 if p.warmer else -1, p.clear) for p in points]


def _rows(material: Material, a: str, b: str) -> list[Measurement]:
    return material.atlas.series("evolution.turning_point", a, b)


def _unrest(material: Material) -> Figure:
    """A state's unrest at home is no quarrel of each of its pairs."""
    months = {"2021-12", "2022-01", "2022-02"}
    state = "KAZ"
    partners = [s for s in material.atlas.manifest.states if s not in (state, "-")]
    colder = [
        f"{p} {point.month}"
        for p in partners
        for point in turning_points(_rows(material, state, p))
        if point.month in months and not point.warmer
    ]
    quarrel = any(p.month in months for p in turning_points(_rows(material, "ISR", state)))
    return Figure(
        "Israel and Kazakhstan, January 2022: flagged as a turn",
        "yes" if quarrel else "no",
        "largest score of the pair in six years",
        f"Kazakhstan's pairs flagged as colder that winter: {', '.join(colder) or 'none'}",
    )

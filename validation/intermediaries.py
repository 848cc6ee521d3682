"""Are real go-betweens found? Estimate the weights of the ranking, and measure its error.

A case is a dispute of two states in a year with those who mediated; all members of the system are its candidates, and
everything is seen as of the last day of the year before. Measured with the disputing pair left out: the weights that
rank a case never saw another case of the same two states.

python validation/run.py intermediaries     # the figures
python validation/intermediaries.py         # also writes weights.csv and known_error.yaml into the package
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from conditional_logit import Vector, covariance, fit
from figures import Figure, Material
from numpy.typing import NDArray

from comity.assessment.mediators import features as features_module
from comity.assessment.mediators.features import FEATURES, MEASURES, VOTES, Candidates, Columns, candidates
from comity.assessment.mediators.record import HALF_LIFE, Mediation, mediations
from comity.atlas.read import STARTER, Atlas
from comity.build.conduct import Plan, build

PACKAGE = Path(features_module.__file__).parent
STRICT = ("mediator", "facilitator")
"""Roles of one who carried the talks; hosts, channels, guarantors and protecting powers are left out."""
NAMES = {"YPR": "YMD", "YAR": "YEM"}
"""States that the reference names by other ids than ours."""


@dataclass(frozen=True, slots=True)
class Case:
    """One dispute and year: its candidates, and which of them mediated."""

    pair: tuple[str, str]
    year: int
    found: Candidates
    chosen: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Error:
    """Mean over cases of the AUC, share of mediations in the first ten, and how many of each."""

    auc: float
    first_ten: float
    cases: int
    mediations: int

    @property
    def text(self) -> str:
        return f"AUC {self.auc:.3f}, in the first ten {self.first_ten:.2f}"


def figures(material: Material) -> list[Figure]:
    """Error by group of features, the placebo, the strict roles, and what the starter atlas reaches."""
    atlas = _atlas(material)
    every, fresh = _split(_cases(atlas, mediations()))
    listed = _reference(material, every)
    by_group = {g: tuple(f.id for f in FEATURES if f.group == g) for g in dict.fromkeys(f.group for f in FEATURES)}
    names = tuple(f.id for f in FEATURES)
    today = {"everything": ".892 / .61", "all but the record": ".828 / .43", "record": ".744 / .39"}
    today |= {"forums": ".740 / .29", "distance": ".751 / .32", "capability": ".760 / .26"}
    groups = by_group | {"all but the record": tuple(n for n in names if n != "record"), "everything": names}
    held = {name: _left_out(listed, _columns(ids), every) for name, ids in groups.items()}
    rows = [Figure(f"{name}", e.text, today.get(name, ""), _what(groups[name])) for name, e in held.items()]
    symmetry = _ranked(listed, lambda c: -np.abs(c.found.raw["votes_a"] - c.found.raw["votes_b"]))
    rows.append(
        Figure(
            "placebo: symmetry of UN votes",
            symmetry.text,
            ".487 / .02",
            "Perceived neutrality: the smaller the gap between the votes with one side and with the other, the higher.",
        )
    )
    strict = [_only(c, lambda m: m.role in STRICT) for c in listed]
    e = _left_out([c for c in strict if c is not None], _columns(names), every)
    rows.append(Figure("everything, strict roles", e.text, ".889 (AUC)", f"{e.mediations} mediations, {e.cases} cases"))
    e = _left_out(listed, _other_record(names), every)
    rows.append(
        Figure("everything, the pair's own earlier go-betweens not counted", e.text, "", "The record without the pair.")
    )
    late = [c for c in listed if c.year >= 1992]
    of_late = [m for m in mediations() if m.year >= 1992]
    starter, _ = _split(_cases(Atlas.open(STARTER, date(2025, 12, 31)), of_late))
    e = _left_out(_reference(material, starter), _columns(names), every)
    f = _left_out(late, _columns(names), every)
    rows.append(Figure("everything, starter atlas, 1992-2025", e.text, "", f"All sources, the same cases: {f.text}."))
    e = _left_out(fresh, _columns(names), every)
    rows.append(
        Figure(
            "everything, cases that the weights were not estimated on",
            e.text,
            "",
            f"{e.mediations} mediations of {e.cases} disputes, added to the record by hand after the features were "
            "chosen; weights from the list alone, without cases of the same pair.",
        )
    )
    top, hits = _calibration(listed, fresh, _columns(names), every)
    rows.append(
        Figure(
            "the first in the ranking mediates as often as its chance says",
            f"chance {top:.2f} on average, true in {hits:.2f}",
            "not offered",
            "Share of all mediations, list and others, that the first-ranked state made.",
        )
    )
    n = held["everything"]
    rows.append(
        Figure(
            "cases",
            f"{n.cases} disputes, {n.mediations} mediations, {len({c.pair for c in listed})} pairs",
            "90, 110",
            "The list over-samples famous cases. The Holy See, no member of the system, is no candidate.",
        )
    )
    return rows


def _what(ids: Sequence[str]) -> str:
    return "Features: " + ", ".join(ids) + "."


def _atlas(material: Material) -> Atlas:
    """An atlas of the measures that the features read, from all years."""
    home = material.home / "atlas-mediators"
    build(Plan(material.home / "store", material.mirror, measures=(*MEASURES, VOTES)), home)
    return Atlas.open(home, date(2025, 12, 31))


def _cases(atlas: Atlas, rows: Sequence[Mediation]) -> list[Case]:
    """Cases between two states of which at least one mediator is a candidate, in order of time."""
    between: dict[tuple[int, tuple[str, str]], set[str]] = {}
    for m in rows:
        if m.kind == "interstate":
            one, two = sorted(m.sides)
            between.setdefault((m.year, (one, two)), set()).add(m.mediator)
    found = []
    for (year, pair), mediators in sorted(between.items()):
        listed = candidates(Columns(atlas.reader(date(year - 1, 12, 31))), *pair)
        chosen = np.isin(np.array(listed.states), sorted(mediators))
        if chosen.any():
            found.append(Case(pair, year, listed, chosen))
    return found


def _reference(material: Material, every: Sequence[Case]) -> list[Case]:
    """The cases of the reference list, with only the mediators that it names."""
    with (material.reference / "mediations.csv").open(encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["type"] == "interstate"]
    named = {
        (tuple(sorted(NAMES.get(r[k], r[k]) for k in ("side_a", "side_b"))), int(r["year"]), r["mediator"])
        for r in rows
    }
    return [k for c in every if (k := _only(c, lambda m: (tuple(sorted(m.sides)), m.year, m.mediator) in named))]


def _only(case: Case, wanted: Callable[[Mediation], bool]) -> Case | None:
    """The case with only those of its mediators that are wanted; None if there are none."""
    kept = {m.mediator for m in mediations() if m.year == case.year and m.sides == frozenset(case.pair) and wanted(m)}
    chosen = case.chosen & np.isin(np.array(case.found.states), sorted(kept))
    return Case(case.pair, case.year, case.found, chosen) if chosen.any() else None


Design = Callable[[Case], Vector]


def _columns(ids: Sequence[str]) -> Design:
    places = [i for i, f in enumerate(FEATURES) if f.id in ids]
    return lambda case: case.found.matrix[:, places]


def _other_record(ids: Sequence[str]) -> Design:
    """The design with the record counted over other pairs' cases alone."""
    plain, place = _columns(ids), [f.id for f in FEATURES].index("record")

    def design(case: Case) -> Vector:
        record = np.zeros(len(case.found.states))
        for m in mediations():
            if m.year < case.year and m.sides != frozenset(case.pair) and m.mediator in case.found.states:
                record[case.found.states.index(m.mediator)] += 0.5 ** ((case.year - m.year) / HALF_LIFE)
        matrix = plain(case).copy()
        matrix[:, place] = np.log1p(record)
        return matrix

    return design


def _left_out(tested: Sequence[Case], design: Design, every: Sequence[Case]) -> Error:
    """Each pair's cases ranked by weights from all other pairs' cases."""
    beta: dict[tuple[str, str], Vector] = {}
    designs = {id(c): design(c) for c in every}
    for pair in {c.pair for c in tested}:
        others = [c for c in every if c.pair != pair]
        beta[pair] = fit([designs[id(c)] for c in others], [c.chosen for c in others])
    return _ranked(tested, lambda c: design(c) @ beta[c.pair])


def _ranked(tested: Sequence[Case], index: Callable[[Case], Vector]) -> Error:
    """The error of an index; ties share their place, and a candidate without a value comes last."""
    areas, places = [], []
    for case in tested:
        value = np.nan_to_num(index(case), nan=-np.inf)
        others = value[~case.chosen]
        areas.append(np.mean([(others < v).mean() + (others == v).mean() / 2 for v in value[case.chosen]]))
        places += [(value > v).sum() + ((value == v).sum() + 1) / 2 for v in value[case.chosen]]
    return Error(float(np.mean(areas)), float(np.mean(np.array(places) <= 10)), len(tested), len(places))


def _split(cases: Sequence[Case]) -> tuple[list[Case], list[Case]]:
    """Cases with the mediators from whom the weights are estimated, and with the others."""
    parts = [[k for c in cases if (k := _only(c, lambda m, u=use: m.use == u))] for use in ("estimate", "record")]  # type: ignore[misc]
    return parts[0], parts[1]


def _calibration(
    listed: Sequence[Case], fresh: Sequence[Case], design: Design, every: Sequence[Case]
) -> tuple[float, float]:
    """Mean chance of the first-ranked over all mediations, and how often it was the mediator."""
    chances, hits = [], []
    for case in (*listed, *fresh):
        others = [c for c in every if c.pair != case.pair]
        utility = design(case) @ fit([design(c) for c in others], [c.chosen for c in others])
        chance = np.exp(utility - utility.max())
        n = int(case.chosen.sum())
        chances += [float(chance.max() / chance.sum())] * n
        hits += [float(i == utility.argmax()) for i in np.flatnonzero(case.chosen)]
    return float(np.mean(chances)), float(np.mean(hits))


def main() -> None:
    """Estimate the weights from the list's cases, and write them and the error of the ranking into the package."""
    material = Material()
    every, fresh = _split(_cases(_atlas(material), mediations()))
    designs, chosen = [c.found.matrix for c in every], [c.chosen for c in every]
    beta = fit(designs, chosen)
    spread = covariance(designs, chosen, beta, [c.pair for c in every])
    names = [f.id for f in FEATURES]
    with (PACKAGE / "weights.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["feature", "weight", *(f"cov_{n}" for n in names), "reason"])
        for i, f in enumerate(FEATURES):
            writer.writerow([f.id, f"{beta[i]:.6f}", *(f"{v:.8f}" for v in spread[i]), f.meaning])
    listed = _reference(material, every)
    error = _left_out(listed, _columns(names), every)
    new = _left_out(fresh, _columns(names), every)
    (PACKAGE / "known_error.yaml").write_text(
        "# Written by validation/intermediaries.py; docs/validation.md shows the whole table.\n"
        "measured:\n"
        f"  auc: {error.auc:.3f}\n  first_ten: {error.first_ten:.2f}\n"
        f"  mediations: {error.mediations}\n  disputes: {error.cases}\n"
        f"  first_year: {listed[0].year}\n  last_year: {listed[-1].year}\n"
        f"  fresh_auc: {new.auc:.3f}\n  fresh_first_ten: {new.first_ten:.2f}\n  fresh_mediations: {new.mediations}\n"
        "reason: >-\n  Weights for each disputing pair estimated without its own cases; everything seen as of the "
        "year before.\n",
        encoding="utf-8",
    )
    print(f"{len(every)} cases; {error.text}; fresh: {new.text}")


if __name__ == "__main__":
    main()

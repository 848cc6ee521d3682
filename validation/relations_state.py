"""Is the state of a relationship what historians say it is?

Truth: Peace Data 3.0, of which half of the dyads are at hand. No measure reads it. Half of that half (by a hash of the
two names) fits the weights, on years to 2014, in which all records still run; the other half and all years after 2014
only test them. Months within a year are averaged by the publisher; a year counts for the nearest grade.

python validation/run.py relations_state     # the figures
python validation/relations_state.py         # fits, and writes the weights and cuts into the package
"""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
from figures import Figure, Material
from numpy.typing import NDArray
from state_fit import Grades, Vector, confusion, fit, kappa, ordered_logit

from comity.measures import state_model
from comity.measures.state_model import GRADES, Model, Signs, chances, grades, middle, model, span, weights
from comity.measures.state_signs import INPUTS, OPTIONAL, signs
from comity.terms.crosswalk import to_state

PACKAGE = Path(state_model.__file__).parent
FROM, FIT_TO, LAST = 1970, 2014, 2020
YEARS = (1990, 2000, 2010, 2020)
UNTUNED = (-1.5, -0.5, 1.5, 2.5)
"""Cuts of the model before anything was fitted, where every sign weighs one."""
SHUFFLES = 20


@dataclass(frozen=True, slots=True)
class Truth:
    """Pair-years with a grade (0 to 4), their signs, how much they are spoken of, and whether they fitted."""

    grade: Grades
    year: Grades
    fitted: NDArray[np.bool_]
    signs: Signs
    mentions: Vector

    def at(self, mask: NDArray[np.bool_]) -> Truth:
        """The rows where `mask` holds."""
        kept = {name: values[mask] for name, values in self.signs.items()}
        return Truth(self.grade[mask], self.year[mask], self.fitted[mask], kept, self.mentions[mask])


def figures(material: Material) -> list[Figure]:
    """Agreement by year and half beside the rule and the untuned model, the confusion table, placebos, intervals."""
    with duckdb.connect() as con:
        truth, unseen = load(con, material)
    chance = chances(truth.signs, model())
    said, low, high = middle(chance), *span(chance)
    return [
        *_by_year(truth, said),
        *_confusion(truth, said),
        *_placebos(truth),
        *_covered(truth, said, low, high),
        _stable(truth),
        Figure(
            "pair-years of the truth without a value",
            f"{unseen:,} of {len(truth.grade) + unseen:,}",
            "not offered",
            f"{FROM} to {LAST}; {int((~truth.fitted).sum()):,} of the others only test.",
        ),
    ]


def load(con: duckdb.DuckDBPyConnection, material: Material) -> tuple[Truth, int]:
    """The truth joined with the signs, and how many of its rows have none."""
    names = (*INPUTS, *OPTIONAL, "debate_mentions")
    material.tables(con, *names)
    signs(con)
    con.register("truth", _peace_data(next((material.mirror / "peace-data").glob("peacedata*.csv"))))
    found = con.execute("""
        WITH spoken AS (SELECT least(a, b) AS a, greatest(a, b) AS b, year, sum(mentions) AS mentions
                        FROM debate_mentions GROUP BY ALL)
        SELECT t.grade, s.*, coalesce((SELECT sum(m.mentions) FROM spoken m WHERE m.a = s.a AND m.b = s.b
                                       AND m.year BETWEEN s.year - 4 AND s.year), 0) AS mentions
        FROM truth t JOIN signs s USING (a, b, year) ORDER BY year, a, b""").fetchnumpy()
    ((total,),) = con.execute("SELECT count(*) FROM truth").fetchall()
    columns = {n: _numbers(v) for n, v in found.items() if n not in ("a", "b")}
    fitted = np.array([_half(a, b) == 0 for a, b in zip(found["a"], found["b"], strict=True)])
    grade, year = (columns.pop(n).astype(np.int64) for n in ("grade", "year"))
    mentions = columns.pop("mentions")
    return Truth(grade, year, fitted, columns, mentions), total - len(grade)


def _numbers(values: np.ndarray[tuple[int], np.dtype[np.generic]]) -> Vector:
    filled: Vector = np.ma.filled(np.ma.asarray(values).astype(float), np.nan)
    return filled


def _half(a: str, b: str) -> int:
    return int(hashlib.sha256(f"{a}-{b}".encode()).hexdigest(), 16) % 2


def _peace_data(path: Path) -> dict[str, np.ndarray[tuple[int], np.dtype[np.generic]]]:
    """Pairs of states with their grade. Codes stand together, the second in three digits; a wrong year is left out."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [(int(d[:-3]), int(d[-3:]), int(y), float(v)) for d, y, v in csv.reader(stream) if v != "."]
    rows = [row for row in rows if FROM <= row[2] <= LAST]
    one, other, year, mean = (np.array(column) for column in zip(*rows, strict=True))
    ids = [np.asarray(to_state("cow", codes, year), dtype=object) for codes in (one, other)]
    known = np.array([None not in pair for pair in zip(*ids, strict=True)])
    pairs = [sorted(pair) for pair, kept in zip(zip(*ids, strict=True), known, strict=True) if kept]
    return {
        "a": np.array([pair[0] for pair in pairs], dtype=object),
        "b": np.array([pair[1] for pair in pairs], dtype=object),
        "year": year[known],
        "grade": np.floor(mean[known] * (GRADES - 1) + 0.5).astype(np.int64),
    }


def by_rule(found: Signs) -> Grades:
    """What can be said with three lists: rivals, allies and partners in trade."""
    trade = np.maximum(found["customs_union"], found["free_trade"]) > 0
    pact = found["pact"] > 0
    return np.where(found["rival"] > 0, 0, np.where(pact & trade, 4, np.where(pact | trade, 3, 2))).astype(np.int64)


def _untuned(found: Signs) -> Grades:
    plain = Model({w.sign: float(w.direction) for w in weights()}, UNTUNED)
    return middle(chances(found, plain))


def _by_year(truth: Truth, said: Grades) -> list[Figure]:
    found = []
    rule, plain = by_rule(truth.signs), _untuned(truth.signs)
    for year in reversed(YEARS):
        test = (truth.year == year) & ~truth.fitted
        train = (truth.year == year) & truth.fitted
        every = truth.year == year
        found.append(
            Figure(
                f"five grades of {year}: quadratic-weighted kappa, dyads that fitted nothing",
                f"{kappa(truth.grade[test], said[test]):.3f} over {int(test.sum())} dyads",
                f"rivalry, defence pact, trade agreement, by rule: {kappa(truth.grade[test], rule[test]):.3f}",
                f"Before anything was fitted, each sign weighing one: {kappa(truth.grade[test], plain[test]):.3f}. "
                f"The dyads of the fit {kappa(truth.grade[train], said[train]):.3f}, all "
                f"{kappa(truth.grade[every], said[every]):.3f} over {int(every.sum())}."
                + (" No year after 2014 was in the fit." if year > FIT_TO else ""),
            )
        )
    return found


def _confusion(truth: Truth, said: Grades) -> list[Figure]:
    test = (truth.year == LAST) & ~truth.fitted
    table = confusion(truth.grade[test], said[test])
    names = [name for _, name in grades()]
    return [
        Figure(
            f"{names[i]} in {LAST}, dyads that fitted nothing: said to be",
            ", ".join(f"{names[j]} {table[i, j]}" for j in range(GRADES) if table[i, j]) or "none",
            "",
            f"{table[i, i]} of {table[i].sum()} right",
        )
        for i in range(GRADES)
    ]


def _placebos(truth: Truth) -> list[Figure]:
    train = _of_fit(truth)
    test = truth.at((truth.year == LAST) & ~truth.fitted)
    draws = np.random.default_rng(20)
    shuffled = []
    for _ in range(SHUFFLES):
        one = fit(train.signs, draws.permutation(train.grade), weights())
        shuffled.append(kappa(test.grade, middle(chances(test.signs, one))))
    finite = [0.0 if np.isnan(k) else k for k in shuffled]
    weight, cuts = ordered_logit(np.log1p(train.mentions)[:, None], train.grade, [(None, None)])
    spoken = np.log1p(test.mentions) * float(weight[0])
    by_volume = np.asarray((spoken[:, None] > (cuts[None])).sum(1), dtype=np.int64)
    return [
        Figure(
            f"placebo: the same fit to shuffled grades, {SHUFFLES} times, tested on {LAST}",
            f"kappa {np.mean(finite):.3f}, highest {max(finite):.3f}",
            "not measured",
        ),
        Figure(
            f"placebo: only how often the two name each other in the UN general debate, tested on {LAST}",
            f"kappa {kappa(test.grade, by_volume):.3f}",
            "hostility in the news alone: none",
            "Mentions of five years, both ways; its weight free to take either sign.",
        ),
    ]


def _of_fit(truth: Truth) -> Truth:
    return truth.at(truth.fitted & (truth.year <= FIT_TO) & ~np.isnan(truth.signs["open"]))


def _covered(truth: Truth, said: Grades, low: Grades, high: Grades) -> list[Figure]:
    holds = (truth.grade >= low) & (truth.grade <= high)
    found = []
    for words, mask in (
        (f"{FROM} to {FIT_TO}", truth.year <= FIT_TO),
        (f"2015 to {LAST}, when records have ended", truth.year > FIT_TO),
    ):
        test = mask & ~truth.fitted
        wide, hostile, rivals = high[test] > low[test], said[test] < 2, truth.grade[test] < 2
        found.append(
            Figure(
                f"80 % intervals that hold the grade, {words}, dyads that fitted nothing",
                f"{holds[test].mean():.1%} of {int(test.sum()):,}",
                "none",
                f"Of intervals wider than one grade ({wide.mean():.0%}) {holds[test][wide].mean():.1%}; "
                f"where it says rivals {holds[test][hostile].mean():.1%}; of those who are "
                f"{holds[test][rivals].mean():.1%}. A grade is a lump, so one alone often holds more than 80 %.",
            )
        )
    return found


def _stable(truth: Truth) -> Figure:
    again = fit(_of_fit(truth).signs, _of_fit(truth).grade, weights())
    apart = max(abs(again.weights[name] - value) for name, value in model().weights.items())
    return Figure(
        "weights in the package beside a fit made anew",
        f"largest difference {apart:.2f}",
        "",
        ", ".join(f"{name} {value:+.2f}" for name, value in again.weights.items()),
    )


def write() -> None:
    """Fit on the material, and write weights and cuts into the package."""
    with duckdb.connect() as con:
        truth, _ = load(con, Material())
    train = _of_fit(truth)
    found = fit(train.signs, train.grade, weights())
    _rewrite("state_weights.csv", "sign", "weight", {name: str(value) for name, value in found.weights.items()})
    upper = [f"{value:g}" for value, _ in grades()][1:]
    _rewrite("state_grades.csv", "grade", "cut", dict(zip(upper, map(str, found.cuts), strict=True)))
    print(found)


def _rewrite(name: str, key: str, column: str, values: dict[str, str]) -> None:
    path = PACKAGE / name
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        row[column] = values.get(row[key], row[column])
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        out.writeheader()
        out.writerows(rows)


if __name__ == "__main__":
    write()

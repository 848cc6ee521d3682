"""rank and compare say what they took, in which direction, and what they left out; an empty answer says why."""

import csv
import json

import pytest
from tiny_world import SOURCES

from comity.api.leads import floors, leads
from comity.terms.question import QUESTIONS
from printed import rows_of

DAY = ("--as-of", "2024-12-31")


@pytest.mark.parametrize("question", [q.id for q in QUESTIONS])
def test_each_question_has_a_lead_measure(run, starter, question):
    said = run("rank", "POL", "--by", question, *DAY, "--format", "csv")
    assert said.code == 0 and len(rows_of(said.out)) > 5
    measure = said.err.partition(":")[0]
    assert measure in leads()[question] and "higher means" in said.err
    table = run("rank", "POL", "--by", question, *DAY)
    assert table.out.startswith(f"{measure}: ") and table.err == ""


def test_every_lead_and_floor_is_a_measure_with_a_reason():
    from comity.measures.recipes import RECIPES

    every = {m.id for recipe in RECIPES for m in recipe.measures}
    assert {m for named in leads().values() for m in named} <= every
    assert {f.measure for f in floors().values()} | {f.flow for f in floors().values()} <= every
    with (SOURCES / "comity" / "api" / "floors.csv").open(newline="") as stream:
        assert all(row["reason"] for row in csv.DictReader(stream))


@pytest.mark.parametrize(("state", "measure"), [("POL", "potential"), ("CHL", "potential"), ("POL", "complementarity")])
def test_noise_does_not_lead_a_ranking_of_ratios(run, starter, state, measure):
    said = run("rank", state, "--by", measure, *DAY, "--format", "csv")
    every = run("rank", state, "--by", measure, *DAY, "--format", "csv", "--all")
    kept, all_of_them = rows_of(said.out), rows_of(every.out)
    gone = {r["partner"] for r in all_of_them} - {r["partner"] for r in kept}
    assert gone and f"{len(gone)} partners are left out" in said.err and "left out" not in every.err
    flows = {
        r["partner"]: float(r["value"])
        for r in rows_of(run("rank", state, "--by", "exchange.exports_compiled", "--period", kept[0]["period"], *DAY,
                           "--format", "csv").out)
    }  # fmt: skip
    for row in kept:
        value = float(row["value"])
        if value > 1:
            assert flows[row["partner"]] / value >= 1e7
            assert not row["low"] or float(row["high"]) <= 100 * float(row["low"])
    for row in all_of_them:
        if row["partner"] in gone:
            tiny = flows[row["partner"]] / float(row["value"]) < 1e7
            assert tiny or float(row["high"]) > 100 * float(row["low"])
    assert [float(r["value"]) for r in kept] == sorted((float(r["value"]) for r in kept), reverse=True)


def test_both_directions(tiny, run):
    words = ("rank", "ISR", "--by", "exchange.exports_reported_by_importer", "--atlas", tiny)
    for more, title in (((), "a is Israel, b each partner"), (("--toward",), "a is each partner, b Israel")):
        assert title in run(*words, *more).out
        for row in rows_of(run(*words, *more, "--format", "csv").out):
            pair = (row["partner"], "ISR") if more else ("ISR", row["partner"])
            shown = run("show", *pair, "exchange.exports_reported_by_importer", "--atlas", tiny, "--format", "json")
            assert {"value": float(row["value"]), "period": row["period"]}.items() <= next(
                s for s in json.loads(shown.out) if s["period"] == row["period"]
            ).items()


def test_the_lowest_can_come_first(tiny, run):
    words = ("rank", "ISR", "--by", "un.agreement", "--atlas", tiny, "--format", "csv")
    high, low = (rows_of(run(*words, *more).out) for more in ((), ("--lowest-first",)))
    assert [r["value"] for r in low] == [r["value"] for r in high][::-1]
    assert [r["rank"] for r in low] == [r["rank"] for r in high]


EMPTY = [
    ("rank", "ISR", "--by", "un.agreement", "--period", "1900"),
    ("rank", "NRU", "--by", "un.agreement"),
    ("rank", "ISR", "--by", "un.agreement", "--as-of", "1900-01-01"),
    ("show", "USA", "CAN", "un.agreement", "--as-of", "1950-01-01"),
    ("show", "USA", "CAN", "un.agreement", "--since", "2020"),
    ("compare", "USA", "FRA", "RUS", "--as-of", "1816-01-01"),
]


@pytest.mark.parametrize("words", EMPTY, ids="_".join)
def test_an_empty_answer_says_why_and_is_no_mistake(tiny, run, words):
    said = run(*words, "--atlas", tiny)
    assert (said.code, said.out) == (0, "") and said.err.count("\n") == 1
    if words[0] != "compare":
        assert "un.agreement" in said.err and (
            ("2008" in said.err and "2015" in said.err) or "begins in 2008" in said.err
        )
    header = run(*words, "--atlas", tiny, "--format", "csv")
    assert (header.code, header.out.count("\n"), header.err) == (0, 1, said.err)
    as_json = run(*words, "--atlas", tiny, "--format", "json")
    assert (json.loads(as_json.out), as_json.err) == ([], said.err)


def test_no_word_of_intervals_that_is_not_true(run, starter):
    assert "No intervals" not in run("rank", "DEU", "--by", "exchange.exports_reconciled", *DAY).out
    assert "80 % interval" in run("rank", "DEU", "--by", "exchange.exports_reconciled", *DAY).out
    assert "No intervals are known of these values" in run("rank", "DEU", "--by", "igo.shared", *DAY).out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ISR", "KAZ"), "two or more partners"),
        (("ISR", "KAZ", "KAZ"), "named twice"),
        (("ISR", "KAZ", "FRA", "Kazakhstan"), "KAZ and Kazakhstan"),
        (("ISR", "KAZ", "Israel"), "same state"),
        (("ISR", "KAZ", "FRA", "--format", "xml"), "table, csv, json"),
    ],
)
def test_compare_takes_different_partners(tiny, run, words, said):
    assert said in run("compare", *words, "--atlas", tiny).line


@pytest.mark.parametrize("width", [40, 80, 120])
def test_compare_of_many_keeps_every_number_whole(run, starter, monkeypatch, width):
    partners = ("DEU", "FRA", "ITA", "ESP", "SWE", "NOR", "CZE", "SVK")
    rows = json.loads(run("compare", "POL", *partners, *DAY, "--format", "json").out)
    monkeypatch.setenv("COLUMNS", str(width))
    words = {w for line in run("compare", "POL", *partners, *DAY).out.splitlines() for w in line.split()}
    for row in rows:
        assert row["measure"] in words
        for p in partners:
            value = row[p]
            assert value is None or (f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}") in words


@pytest.mark.parametrize("width", [40, 80, 120, 400])
@pytest.mark.parametrize(
    "words",
    [
        ("show", "POL", "DEU", "exchange.exports_reported_by_importer"),
        ("rank", "POL", "--by", "exchange.exports_reconciled"),
        ("mediators", "ISR", "SAU", "--top", "3"),
    ],
    ids=lambda w: w[0],
)
def test_what_is_seen_at_any_width(run, starter, monkeypatch, words, width):
    rows = json.loads(run(*words, *DAY, "--format", "json").out)
    monkeypatch.setenv("COLUMNS", str(width))
    seen = {w for line in run(*words, *DAY).out.splitlines() for w in line.split()}
    for row in rows:
        for name in ("value", "low", "high", "score"):
            value = row.get(name)
            assert value is None or (f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}") in seen

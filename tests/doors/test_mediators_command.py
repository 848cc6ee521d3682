"""`comity mediators`: the same ranking as table, CSV and JSON, with its known error and one line for a mistake."""

import json
import re

import pytest

from comity.assessment.mediators.score import known_error
from printed import rows_of

DAY = ("--as-of", "2024-12-31")


def test_the_header_and_all_candidates_as_csv(run):
    said = run("mediators", "ISR", "IRN", *DAY, "--format", "csv")
    assert said.code == 0 and said.err == ""
    assert said.out.splitlines()[0] == "rank,state,score,low,high,reasons"
    rows = rows_of(said.out)
    assert len(rows) > 180 and [int(r["rank"]) for r in rows] == list(range(1, len(rows) + 1))
    assert all(float(r["low"]) <= float(r["score"]) <= float(r["high"]) for r in rows)
    assert {"ISR", "IRN"}.isdisjoint(r["state"] for r in rows)
    assert all(r["reasons"] for r in rows[:20])


def test_json_says_the_same(run):
    table = rows_of(run("mediators", "ISR", "IRN", *DAY, "--format", "csv").out)
    said = json.loads(run("mediators", "ISR", "IRN", *DAY, "--format", "json").out)
    assert [(r["state"], str(r["score"])) for r in said] == [(r["state"], r["score"]) for r in table]


def test_the_table_prints_the_known_error_and_the_record(run):
    out = run("mediators", "USA", "IRN", *DAY).out
    error = known_error()
    assert f"AUC {error.auc:.2f}, hit@10 {error.first_ten:.2f}" in out
    assert "strategic rivals at the end of the record" in out
    assert "Oman 2012 (channel, agreement)" in out
    assert "Newest data" in out
    assert len([line for line in out.splitlines() if line.strip()[:2].strip().isdigit()]) >= 15


def test_two_that_are_no_rivals_are_told_apart(run):
    out = run("mediators", "NOR", "SWE", *DAY, "--top", "3").out
    assert "not on record as strategic rivals" in out and "if they needed a go-between" in out


def test_what_happened_later_changes_nothing(run):
    early = run("mediators", "USA", "IRN", "--as-of", "2011-12-31")
    assert not re.search(r"(?<![\d.])2012\b", early.out.replace("2012 to", "").split("Known error")[0])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("DDR", "KAZ"), "did not exist"),
        (("FRA", "CSK", *DAY), "did not exist"),
        (("ISR", "ISR"), "same state"),
        (("ISR", "Atlantis"), "Atlantis"),
        (("ISR", "IRN", "--format", "xml"), "table, csv, json"),
        (("ISR", "IRN", "--top", "0"), "--top 0"),
        (("ISR", "IRN", "--as-of", "1985-12-31"), "igo.shared"),
        (("ISR",), "b"),
    ],
    ids=lambda v: "_".join(v) if isinstance(v, tuple) else None,
)
def test_a_mistake_is_one_line(run, words, said):
    assert said.lower() in run("mediators", *words).line.lower()


def test_an_atlas_that_holds_too_little_says_what_it_lacks(run, tiny):
    line = run("mediators", "ISR", "KAZ", "--atlas", tiny, "--as-of", "2008-12-31").line
    assert "cannot be ranked" in line and "igo.shared" in line

"""The atlas that ships, through every door: each measure is shown, ranked and compared, each id explained."""

import json
from functools import cache
from pathlib import Path

import pytest

from comity.api.chain import chain
from comity.api.step import walk
from comity.atlas.read import STARTER
from comity.cli.why import load_report
from printed import rows_of

SHOWN = "measure,a,b,period,value,low,high,unit,state,n"
RANKED = "rank,partner,period,value,low,high,unit,n"
STATES = {"value", "true_zero", "not_reported", "outside_coverage", "not_applicable", "unmatched"}
NUMBERED = {"value", "true_zero"}


@cache
def _measures() -> dict[str, dict]:
    file = STARTER / "atlas.json"
    return json.loads(file.read_text())["measures"] if file.is_file() else {}


@pytest.mark.parametrize("measure", sorted(_measures()))
def test_every_measure_is_shown(run, measure):
    said = run("show", "ISR", "KAZ", measure, "--format", "csv")
    assert said.code == 0, said.err
    assert said.out.splitlines()[0] == SHOWN
    # Beside an answer nothing is said; in place of one, why there is none.
    assert (said.err == "") == bool(rows_of(said.out)), said.err
    for row in rows_of(said.out):
        assert row["measure"] == measure and row["state"] in STATES
        assert (row["value"] != "") == (row["state"] in NUMBERED), row
        assert float(row["value"] or 0) == 0 or row["state"] == "value"
        if "" not in (row["low"], row["value"], row["high"]):
            assert float(row["low"]) <= float(row["value"]) <= float(row["high"]), row


@pytest.mark.parametrize("measure", sorted(_measures()))
def test_every_measure_of_pairs_is_ranked(run, measure):
    said = run("rank", "ISR", "--by", measure, "--format", "csv")
    if _measures()[measure]["direction"] == "state":
        assert "measures single states" in said.line
        return
    assert said.code == 0, said.err
    assert said.out.splitlines()[0] == RANKED
    values = [float(row["value"]) for row in rows_of(said.out)]
    assert values == sorted(values, reverse=True)


def test_states_are_compared(run):
    table = rows_of(run("compare", "ISR", "KAZ", "AZE", "--format", "csv").out)
    assert list(table[0]) == ["measure", "unit", "KAZ", "KAZ year", "AZE", "AZE year"]
    for row in table:
        shown = [r for r in rows_of(run("show", "ISR", "AZE", row["measure"], "--format", "csv").out) if r["value"]]
        assert row["AZE"] == "" or float(row["AZE"]) == float(shown[-1]["value"]), row


def test_a_panel_has_a_column_for_each_state_of_a_measure_of_one(run, tmp_path):
    out = tmp_path / "panel.csv"
    said = run(
        "panel", "--measures", "un.ideal_point,un.ideal_distance", "--years", "2010", "--system", "iso3", "--out", out
    )
    assert said.code == 0, said.err
    rows = {(r["state1"], r["state2"]): r for r in rows_of(out.read_text())}
    there, back = rows["ISR", "KAZ"], rows["KAZ", "ISR"]
    assert there["un.ideal_point_1"] == back["un.ideal_point_2"] != there["un.ideal_point_2"]
    apart = abs(float(there["un.ideal_point_1"]) - float(there["un.ideal_point_2"]))
    assert float(there["un.ideal_distance"]) == pytest.approx(apart, abs=0.02)
    known = rows_of(run("show", "ISR", "-", "un.ideal_point", "--format", "csv").out)
    assert {r["period"]: r["value"] for r in known}["2010"] == there["un.ideal_point_1"]


@pytest.fixture(scope="module", params=[("ISR", "KAZ"), ("IND", "PAK")], ids="-".join)
def report(request, starter, tmp_path_factory) -> Path:
    from functools import partial

    from comity.cli.app import exit_code
    from comity.cli.main import app

    out = tmp_path_factory.mktemp("explained") / "study"
    words = ["assess", *request.param, "--atlas", starter, "--out", out, "--format", "json", "--as-of", "2026-03-31"]
    assert exit_code(partial(app, args=[str(w) for w in words])) == 0
    return out


def test_every_id_of_a_report_is_explained(report, tmp_path):
    content = json.loads((report / "report.json").read_text())
    content["judgements"] = content["page1"]["judgements"]
    kinds = ("findings", "judgements", "measures", "evidence", "figures", "tables", "contradictions", "forecasts")
    kinds = (*kinds, "chronicle", "status")
    ids = {item["id"] for kind in (*kinds, "inputs", "sections") for item in content[kind]}
    ids |= {
        name for kind in ("findings", "measures", "forecasts", "methods") for x in content[kind] for name in x["basis"]
    }
    ids |= {name for c in content["contradictions"] for name in c["rows"]}
    ids |= {m["measure"] for m in content["methods"]}
    ids |= {s["measure"] for f in content["figures"] for s in f["series"] if s["measure"]}
    ids |= {mark["ref"] for f in content["figures"] for mark in f["marks"] if mark["ref"]}
    ids |= {name for p in content["promises"] for name in (p["row"], p["deed"]) if name}
    assert len(ids) > 1000
    loaded = load_report(report)
    for name in sorted(ids):
        steps = list(walk((chain(loaded, name, tmp_path / "no-store"),)))
        assert name in steps[0][1].line and steps[0][1].ref == name, (name, steps[0])
        assert all(step.what and step.says for _, step in steps), name


def test_why_says_the_same_at_the_command_line(report, run, tmp_path):
    content = json.loads((report / "report.json").read_text())
    finding = content["findings"][0]
    for name in (finding["id"], finding["basis"][0], content["inputs"][0]["id"], content["sections"][0]["id"]):
        said = run("why", report, name, "--store", tmp_path / "no-store")
        assert said.code == 0 and said.err == "" and said.out.startswith(("snapshot: " + name, name)), said
    assert finding["claim"] in run("why", report, finding["id"], "--store", tmp_path / "no-store").out

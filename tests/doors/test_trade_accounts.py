"""Accounts of trade through the door: beside the customs reports and never in them; a part says that it is one."""

import json
import shutil
from itertools import permutations
from pathlib import Path

import pytest
from tiny_world import COW, amount, small_editions

from comity.build.conduct import Plan, build
from comity.terms.country import state
from harvested import sample

CUSTOMS = (
    "exchange.exports_reported_by_exporter",
    "exchange.exports_reported_by_importer",
    "exchange.exports_reconciled",
)
NEW = ("exchange.exports_imf", "exchange.account_coverage", "people.migrants")
PARTLY, YEAR = "USA", 2012
"""The exporter of which the customs account holds a third of what is reconciled, and the year."""


def more_sources(mirror: Path) -> Path:
    """The tiny mirror with the new accounts beside what it has."""
    for source in ("dots-2019-2020", "imts-2025"):
        shutil.copytree(sample(source), mirror / source)
    (mirror / "baci").mkdir()
    rows = sorted(
        (int(state(a).m49), int(state(b).m49), amount(COW[a], COW[b], YEAR) * (3000 if a == PARTLY else 1000))
        for a, b in permutations(COW, 2)
    )
    lines = ["t,i,j,k,v,q", *(f"{YEAR},{i},{j},270900,{thousand}.0,NA" for i, j, thousand in rows)]
    (mirror / "baci" / f"BACI_HS92_Y{YEAR}_V202401b.csv").write_text("\n".join(lines) + "\n")
    return mirror


@pytest.fixture(scope="module")
def more(tmp_path_factory: pytest.TempPathFactory, tiny_mirror: Path) -> Path:
    home = tmp_path_factory.mktemp("more")
    shutil.copytree(tiny_mirror, home / "mirror")
    with small_editions():
        build(Plan(home / "store", more_sources(home / "mirror"), (*CUSTOMS, *NEW)), home / "atlas")
    return home / "atlas"


def shown(run, atlas: Path, a: str, b: str, measure: str) -> list[dict[str, str]]:
    said = run("show", a, b, measure, "--atlas", atlas, "--format", "json")
    assert said.code == 0, said.err
    return json.loads(said.out)


def test_the_accounts_are_read_and_an_absent_pair_is_not_reported(run, more):
    rows = {r["period"]: (r["value"], r["state"]) for r in shown(run, more, "KAZ", "ISR", "exchange.exports_imf")}
    assert rows["2019"] == (300.5e6, "value")
    assert rows["2025"] == (40.5e6, "value")
    absent = {r["period"]: (r["value"], r["state"]) for r in shown(run, more, "KAZ", "RUS", "exchange.exports_imf")}
    assert absent["2025"] == (None, "not_reported")
    [rounded] = [r for r in shown(run, more, "ISR", "KAZ", "exchange.exports_imf") if r["period"] == "2020"]
    assert (rounded["value"], rounded["low"], rounded["high"], rounded["state"]) == (None, 0, 5e4, "not_reported")


@pytest.mark.parametrize("measure", CUSTOMS)
def test_no_value_of_the_customs_reports_moves(run, tiny, more, measure):
    for a, b in (("USA", "CAN"), ("KAZ", "ISR")):
        assert shown(run, more, a, b, measure) == shown(run, tiny, a, b, measure)


def test_an_account_that_holds_a_third_is_a_lower_bound_and_says_so(run, more, tmp_path):
    [row] = [r for r in shown(run, more, PARTLY, "-", "exchange.account_coverage") if r["value"] is not None]
    assert (row["period"], row["value"]) == (str(YEAR), pytest.approx(1 / 3))
    said = run(
        "assess", "USA", "CAN", "--atlas", more, "--as-of", "2013-12-31", "--format", "json", "--out", tmp_path / "x"
    )
    assert said.code == 0, said.err
    report = json.loads(next((tmp_path / "x").rglob("report.json")).read_text())
    told = {f["id"]: f for f in report["findings"]}
    bound = "account adds up to 33 % of its exports of 2012 by a reconciled total, so its figure is a lower bound."
    assert any(bound in line for line in told["exchange.exports.USA-CAN"]["against"])
    assert "exchange.account_coverage/USA/2012" in told["exchange.exports.USA-CAN"]["basis"]
    assert not any("lower bound" in line for line in told["exchange.exports.CAN-USA"]["against"])

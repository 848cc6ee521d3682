"""A study of any shape gets an assessment, and what is said of its statements counts the rows that it names."""

from __future__ import annotations

import csv
import re
import shutil
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.api.pair import Pair
from comity.assessment.assess import assess
from comity.assessment.lint import lint
from comity.atlas.read import Atlas
from comity.cli.assess import request
from comity.terms.country import state

DAY = date(2020, 12, 31)
NEEDED = (
    "id",
    "date",
    "a",
    "b",
    "question",
    "kind",
    "claim",
    "status",
    "source",
    "source_type",
    "reliability",
    "credibility",
)
OPTIONAL = (
    "published",
    "sector",
    "value",
    "url",
    "note",
    "quantity",
    "reporter",
    "coverage",
    "quote",
    "due",
    "first_seen",
)
KINDS = (
    "agreement",
    "institution",
    "flow",
    "project",
    "visit",
    "act",
    "contact",
    "incident",
    "mediation",
    "statement",
    "vote",
)
QUESTIONS = ("scope", "tenor", "exchange", "dependence", "defence", "balance", "access", "intermediary", "potential")
PAIRS = (("ISR", "KAZ"), ("DEU", "FRA"), ("NRU", "TUV"))


@st.composite
def studies(draw):
    """A pair and the rows of a study about it, with whichever optional columns."""
    pair = draw(st.sampled_from(PAIRS))
    held = draw(st.sets(st.sampled_from(OPTIONAL)))
    rows = []
    for i in range(draw(st.integers(0, 14))):
        a, b = draw(st.permutations((*pair, "USA")))[:2] if draw(st.integers(0, 3)) == 0 else pair
        kind, year = draw(st.sampled_from(KINDS)), draw(st.integers(1999, 2019))
        figure = kind in ("flow", "vote") and draw(st.booleans())
        optional = {
            "published": draw(st.sampled_from(("", "2020-02"))),
            "sector": draw(st.sampled_from(("", "energy", "defence", "trade", "health"))),
            "value": "20" if figure else "",
            "unit": "USD million" if figure else "",
            "url": "https://example.org/x",
            "note": "As the paper has it.",
            "quantity": "trade_turnover" if figure else "",
            "reporter": draw(st.sampled_from(("", "An office"))),
            "coverage": "",
            "quote": "",
            "due": draw(st.sampled_from(("", str(year + 1)))),
            "first_seen": "",
        }
        wanted = {*held, *(("unit",) if "value" in held else ())}
        rows.append(
            {
                "id": f"x{i}",
                "date": draw(st.sampled_from((f"{year}", f"{year}-03", f"{year}-03-04"))),
                "a": a,
                "b": draw(st.sampled_from((b, b, ""))),
                "question": draw(st.sampled_from(QUESTIONS)),
                "kind": kind,
                "claim": f"A {kind} numbered {i} came about between the two of them.",
                "status": draw(st.sampled_from(("plan", "signed", "in_force", "delivered", "reported"))),
                "source": f"Paper {draw(st.integers(1, 9))}",
                "source_type": "primary",
                "reliability": draw(st.sampled_from("ABCF")),
                "credibility": draw(st.sampled_from("126")),
                **{name: text for name, text in optional.items() if name in wanted},
            }
        )
    return pair, rows


def _assessed(atlas, pair, rows):
    folder = Path(tempfile.mkdtemp())
    try:
        (folder / "evidence").mkdir()
        rival = f"rivals: [{{state: USA, of: {pair[0]}, reason: as a test}}]"
        (folder / "study.yaml").write_text(f"pair: {{a: {pair[0]}, b: {pair[1]}}}\n{rival}\n")
        with (folder / "evidence" / "all.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys() if rows else NEEDED)
            writer.writeheader()
            writer.writerows(rows)
        one, two = state(pair[0]), state(pair[1])
        return assess(atlas, request(Pair(one, two), atlas, since=None, study=folder, atlas=None))
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="module")
def atlas(tiny):
    return Atlas.open(tiny, DAY)


def _numbers(text):
    return [0 if n in ("none", "it") else int(n) for n in re.findall(r"\b(\d+|none)\b", text)]


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(studies())
def test_every_count_is_that_of_the_rows_that_it_names(atlas, study):
    pair, rows = study
    it = _assessed(atlas, pair, rows)
    evidence = {e.id: e for e in it.evidence}
    findings = {f.id: f for f in it.findings}
    assert len(evidence) == len(rows)
    between = [e for e in it.evidence if {e.a, e.b} == set(pair)]
    dealings = [e for e in between if e.kind in KINDS[:5] and e.status != "plan"]
    if found := findings.get("scope.fields"):
        assert set(found.basis) == {e.id for e in dealings}
        assert f"holds {len(dealings)} dealings between" in found.claim
        filed = Counter(e.sector for e in dealings if e.sector)
        assert ("none of them is filed" in found.claim) == (not filed)
        if 0 < sum(filed.values()) < len(dealings):
            assert f", {sum(filed.values())} of them in {len(filed)} field" in found.claim
    else:
        assert len(dealings) < 3
    if found := findings.get("complementarity.directions"):
        assert sum(map(int, re.findall(r"(\d+) (?:flow or project|flows and projects)", found.claim))) == len(
            found.basis
        )
    if found := findings.get("balance.both_sides"):
        assert (
            f"{len(dealings)} dealings on record" in found.claim or f"{len(dealings)} dealing on record" in found.claim
        )
    if found := findings.get("intermediary.record"):
        assert f"{len(found.basis)} good office" in found.claim
        done = [e for e in found.basis if evidence[e].status in ("delivered", "in_force")]
        assert ("the rest are offers" not in found.claim) or len(done) < len(found.basis)
    if found := findings.get("potential.promises"):
        plans = [e for e in between if e.status == "plan" and e.kind not in ("incident", "stock", "mediation")]
        assert f"Of {len(plans)} plan" in found.claim
    if found := findings.get("defence.evidence"):
        assert f"{len(found.basis)} statement" in found.claim
    for f in it.findings:
        assert set(f.basis) & set(evidence) == {b for b in f.basis if b.startswith("evidence/")}, f.id
    told = {
        "scope.fields",
        "complementarity.directions",
        "intermediary.record",
        "potential.promises",
        "balance.both_sides",
    }
    assert [str(f) for f in lint(it) if any(name in str(f) for name in told)] == []


def test_a_study_without_a_sector_is_assessed_and_counts_all_that_it_holds(atlas):
    rows = [
        dict(zip(NEEDED, row, strict=True))
        for row in (
            (
                f"x{i}",
                f"200{i}",
                "ISR",
                "KAZ",
                "scope",
                "agreement",
                f"They signed treaty {i}.",
                "signed",
                f"T {i}",
                "primary",
                "A",
                "2",
            )
            for i in range(1, 6)
        )
    ]
    claims = {f.id: f.claim for f in _assessed(atlas, ("ISR", "KAZ"), rows).findings}
    assert claims["scope.fields"] == (
        "The study holds 5 dealings between Israel and Kazakhstan; none of them is filed under a field."
    )
    one = [{**row, "sector": "energy" if row["id"] == "x3" else ""} for row in rows]
    claims = {f.id: f.claim for f in _assessed(atlas, ("ISR", "KAZ"), one).findings}
    assert claims["scope.fields"] == (
        "The study holds 5 dealings between Israel and Kazakhstan, 1 of them in 1 field, "
        "most in energy (1). In none of these did both act."
    )


def test_how_many_plans_were_announced_again_is_a_count_of_rows(atlas):
    """Neither a column nor a table holds this count: the states of the promises do."""
    rows = []
    for i, (day, status) in enumerate(zip(("2000", *("1999",) * 4), ("plan",) * 3 + ("signed", "plan"), strict=True)):
        claim = f"A agreement numbered {i} came about between the two of them."
        cells = (f"x{i}", day, "ISR", "KAZ", "scope", "agreement", claim, status, "Paper 1", "primary", "A", "1")
        rows.append(dict(zip(NEEDED, cells, strict=True)))
    it = _assessed(atlas, ("ISR", "KAZ"), rows)
    (found,) = (f for f in it.findings if f.id == "potential.promises")
    assert found.claim.endswith("none is on record as done, 3 were announced again.")
    assert [str(f) for f in lint(it) if "potential.promises" in str(f)] == []
    wrong = found.model_dump() | {"claim": found.claim.replace("3 were", "7 were")}
    with pytest.raises(ValueError, match=r"potential\.promises|parts"):
        type(found).model_validate(wrong)


def test_a_page_prints_what_a_reader_can_use_and_says_where_the_rest_is(atlas):
    rows = []
    for i in range(150):
        cells = (
            f"x{i}",
            f"{1860 + i}",
            "ISR",
            "KAZ",
            "scope",
            "agreement",
            f"They mean to sign a text on matter m{i}.",
            "plan",
        )
        rows.append(dict(zip(NEEDED, (*cells, f"Paper {i}", "primary", "A", "2"), strict=True)))
    it = _assessed(atlas, ("ISR", "KAZ"), rows)
    tables = {t.id: t for t in it.tables}
    for name in ("table.agreements", "table.promises"):
        assert len(tables[name].rows) == 100
        assert "50 more rows are left out" in tables[name].note
        assert any("x149" in str(cell) for cell in tables[name].rows[-1])
    assert len(it.evidence) == len(it.promises) == 150

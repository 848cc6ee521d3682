"""Whole assessments, held word for word: what a reader of the shipped atlas and the worked study is told.

After a change that is meant to change the words, run with COMITY_GOLDEN=write and read the difference.
"""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest

from comity.assessment.assess import Request, assess
from comity.assessment.model import Assessment
from comity.assessment.statements import evidence_rows
from comity.atlas.read import Atlas
from comity.evidence.study import load_study

_HERE = Path(__file__).parent
_STUDY = _HERE.parents[1] / "studies" / "isr-kaz"

EDITIONS = {
    "isr-kaz-2014": ("ISR", "KAZ", date(2014, 5, 1), True),
    "isr-kaz-2026": ("ISR", "KAZ", date(2026, 3, 31), True),
    "fra-deu-2026": ("FRA", "DEU", date(2026, 3, 31), False),
    "btn-ury-2026": ("BTN", "URY", date(2026, 3, 31), False),
    "ind-pak-2026": ("IND", "PAK", date(2026, 3, 31), False),
}


def _assessed(a: str, b: str, day: date, with_study: bool) -> Assessment:
    evidence = evidence_rows(load_study(_STUDY), day) if with_study else ()
    return assess(Atlas.open(None, day), Request(a, b, 1990, "golden", evidence=evidence))


def _words(it: Assessment) -> dict[str, object]:
    return {
        "character": it.character,
        "judgements": [j.text for j in it.key_judgements],
        "sections": {s.id: [s.state, s.answer] for s in it.sections},
        "findings": {f.id: f.claim for f in it.findings},
        "tables": {t.id: len(t.rows) for t in it.tables},
        "figures": [f.id for f in it.figures],
    }


@pytest.mark.parametrize("name", EDITIONS)
def test_an_edition_says_what_it_said(name: str) -> None:
    said = _words(_assessed(*EDITIONS[name]))
    path = _HERE / f"{name}.json"
    if os.environ.get("COMITY_GOLDEN") == "write":
        path.write_text(json.dumps(said, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert said == json.loads(path.read_text(encoding="utf-8"))


def test_the_acceptance_facts_of_the_worked_pair() -> None:
    """What is true of Israel and Kazakhstan and easy to get wrong; each with the row that it rests on."""
    it = _assessed("ISR", "KAZ", date(2026, 3, 31), True)
    findings = {f.id: f for f in it.findings}
    rows = {m.id: m for m in it.measures}

    gap = findings["exchange.gap.KAZ-ISR"]
    assert "origin not specified by importer" in gap.claim and "2008" in gap.claim and "2012" in gap.claim
    for year, exporter, importer in (("2008", 2.2e9, 3e6), ("2012", 1.5e9, 2e6)):
        said = rows[f"exchange.exports_reported_by_exporter/KAZ-ISR/{year}"].value
        heard = rows[f"exchange.exports_reported_by_importer/KAZ-ISR/{year}"].value
        assert said == pytest.approx(exporter, rel=0.05) and heard == pytest.approx(importer, rel=0.05)
    supplier = findings["dependence.supplier.ISR-KAZ"]
    assert supplier.estimate is not None and supplier.estimate.value is None and "not determinable" in supplier.claim

    assert rows["un.same_vote/ISR-KAZ/1992"].value == pytest.approx(0.44, abs=0.01)
    assert rows["un.same_vote/ISR-KAZ/2019"].value == pytest.approx(0.17, abs=0.01)
    for zero in ("alliance.any/ISR-KAZ/2018", "conflict.dispute/ISR-KAZ/2014", "conflict.rivalry/ISR-KAZ/2020"):
        assert rows[zero].state == "true_zero", zero
    assert rows["agreement.trade_in_force/ISR-KAZ/2021"].state == "true_zero"
    treaty = rows["agreement.investment_in_force/ISR-KAZ/2016"].label
    assert treaty is not None and "1995-12-27" in treaty and "1997-02-19" in treaty

    forums = {t.id: t for t in it.tables}["table.forums"].rows
    both, only_partner = (str(row[2]).split(", ") for row in forums[:2])
    assert "CICA" in both and {"OIC", "SCO", "CSTO", "CIS", "ECO"} <= set(only_partner)
    assert rows["representation.embassy/ISR-KAZ/2022"].value == rows["representation.embassy/KAZ-ISR/2022"].value == 1
    assert "2004" in findings["defence.evidence"].claim and "2014-01-20" in findings["defence.evidence"].claim


def test_the_study_of_its_time_knows_nothing_later() -> None:
    it = _assessed("ISR", "KAZ", date(2014, 5, 1), True)
    assert it.evidence and all(e.date <= "2014-05-01" for e in it.evidence)
    assert all(m.period <= "2013-12" or (len(m.period) == 7 and m.period <= "2014-04") for m in it.measures)

"""Whole assessments, held word for word: what a reader of the shipped atlas and the worked study is told.

After a change that is meant to change the words, run with COMITY_GOLDEN=write and read the difference.
"""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest

from comity.api.news import news
from comity.api.python import assess
from comity.dossier.assessment import Assessment

_HERE = Path(__file__).parent

EDITIONS = {
    "isr-kaz-2014": ("ISR", "KAZ", date(2014, 5, 1)),
    "isr-kaz-2026": ("ISR", "KAZ", date(2026, 3, 31)),
    "fra-deu-2026": ("FRA", "DEU", date(2026, 3, 31)),
    "btn-ury-2026": ("BTN", "URY", date(2026, 3, 31)),
    "ind-pak-2026": ("IND", "PAK", date(2026, 3, 31)),
}


def _assessed(a: str, b: str, day: date) -> Assessment:
    """The edition as the command makes it, with the worked study where one ships."""
    return assess(a, b, as_of=day, since=1990)


def _words(it: Assessment) -> dict[str, object]:
    return {
        "character": it.page1.bottom_line.text,
        "judgements": [j.text for j in it.page1.judgements],
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
    it = _assessed("ISR", "KAZ", date(2026, 3, 31))
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
    assert rows["agreement.trade_in_force/ISR-KAZ/2025"].state == "true_zero"
    treaty = rows["agreement.investment_in_force/ISR-KAZ/2025"].label
    assert treaty is not None and "1995-12-27" in treaty and "1997-02-19" in treaty

    forums = {t.id: t for t in it.tables}["table.forums"].rows
    both, only_partner = (str(row[2]).split(", ") for row in forums[:2])
    assert "CICA" in both and {"OIC", "SCO", "CSTO", "CIS", "ECO"} <= set(only_partner)
    assert rows["representation.embassy/ISR-KAZ/2022"].value == rows["representation.embassy/KAZ-ISR/2022"].value == 1
    assert "2004" in findings["defence.evidence"].claim and "2014-01-20" in findings["defence.evidence"].claim


def test_the_study_of_its_time_knows_nothing_later() -> None:
    it = _assessed("ISR", "KAZ", date(2014, 5, 1))
    assert it.evidence and all(e.date <= "2014-05-01" for e in it.evidence)
    assert all(m.period <= "2013-12" or (len(m.period) == 7 and m.period <= "2014-04") for m in it.measures)


def test_the_edition_of_2014_finds_what_the_study_of_2014_found() -> None:
    """Seven conclusions of a study of 2014, each found from the rows at hand or said not to be determinable."""
    it = _assessed("ISR", "KAZ", date(2014, 5, 1))
    findings = {f.id: f for f in it.findings}
    shown = {j.findings[0] for j in it.page1.judgements}
    across = findings["scope.fields"].claim
    assert "13 fields" in across and "energy" in across and "defence and security" in across
    one_way, other_way = findings["complementarity.directions"].claim.split("; and ")
    assert "from Kazakhstan to Israel" in one_way and "most in energy" in one_way
    assert "from Israel to Kazakhstan" in other_way and "space" in other_way
    assert "2004" in findings["defence.evidence"].claim and "2014-01-20" in findings["defence.evidence"].claim
    assert "with Iran" in findings["balance.both_sides"].claim
    assert "6 good offices" in findings["intermediary.record"].claim
    assert "none is on record as done" in findings["potential.promises"].claim
    assert "origin not specified by importer" in findings["exchange.gap.KAZ-ISR"].claim
    assert {"scope.fields", "complementarity.directions", "defence.evidence", "balance.both_sides"} <= shown
    assert {"intermediary.record", "exchange.gap.KAZ-ISR"} <= shown


def test_what_has_changed_since_reads_like_news() -> None:
    told = news(_assessed("ISR", "KAZ", date(2014, 5, 1)), _assessed("ISR", "KAZ", date(2026, 3, 31)))
    assert [i.importance for i in told] == sorted((i.importance for i in told), reverse=True)
    happened = [i.sentence for i in told if i.heading == "What happened"]
    for words in ("no prime minister of Israel had come before", "Abraham Accords", "no visa", "27 January 2026"):
        assert any(words in sentence for sentence in happened), words
    late = [i.sentence for i in told if i.heading == "Promises"]
    assert any("Done late" in s and "Tel Aviv" in s for s in late) and any("EAEU" in s for s in late)
    fell = [i.sentence for i in told if i.heading == "Figures"]
    assert any("from US$ 1.5 billion in 2012 to US$ 240 million in 2016" in s for s in fell)

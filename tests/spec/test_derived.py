"""What is worked out of the atlas when it is asked for: one row, on the page, by the verbs and in Python."""

from datetime import date

import pytest

from comity.api.chain import chain
from comity.api.deriving import DerivingAtlas
from comity.api.dictionary import described, measures
from comity.api.named import NamedAtlas
from comity.api.python import assess
from comity.api.ranking import ranked
from comity.assessment.derived.row import worked
from comity.atlas.read import Atlas
from comity.errors import UnknownMeasure, UserError
from comity.quantities.derivations import DERIVATIONS, STATE, derivation
from comity.terms.part import whole_and_part

DAY = date(2026, 6, 30)
IDS = sorted({id.replace(STATE, "IRN") for d in DERIVATIONS for id in d.ids})


@pytest.fixture(scope="module")
def atlas():
    return DerivingAtlas.open(None, DAY)


@pytest.fixture(scope="module")
def report():
    return assess("AZE", "ISR", as_of=DAY)


@pytest.mark.parametrize("id", IDS)
def test_every_one_is_declared_as_a_measure_is_and_has_a_row(atlas, id):
    declared = derivation(id)
    if lacking := [m for m in declared.needs if not atlas.has(m)]:
        assert lacking == ["defence.arms_transfers"] and not atlas.has(id)
        return
    entry = atlas.entry(id)
    assert set(declared.needs) <= set(declared.rests_on)
    assert declared.id == id and entry.first <= entry.last
    for words in (entry.title, entry.formula, entry.more, entry.reference, entry.not_when, entry.among):
        assert len(words) > 8
    row = atlas.latest(id, "KAZ", "ISR")
    assert row is not None and row.unit == declared.unit and row.basis
    assert declared.low is None or declared.low <= row.value <= declared.high
    assert row.low is None or row.low <= row.value <= row.high
    assert atlas.every(id, "KAZ", "ISR") == [row]
    shown = measures()[id.replace("IRN", STATE)]
    assert described(shown, atlas)["held"] == "worked out when it is asked for, as of the day"


def test_the_number_on_a_page_is_that_which_is_shown(atlas, report):
    """The row of the report and that of the atlas are one, and each part of a claim names it."""
    rows = {r.id: r for r in report.measures if derivation(r.measure) is not None}
    assert {whole_and_part(r.measure)[0] for r in rows.values()} >= {
        "tenor.press_grade",
        "balance.evenness",
        "balance.engagement",
        "balance.position",
        "intermediary.chance",
    }
    for row in rows.values():
        shown = atlas.at(row.measure, row.a, row.b, row.period)
        for name in ("value", "low", "high", "n", "basis", "unit", "interval"):
            assert getattr(shown, name) == getattr(row, name), (row.id, name)
        assert {m.measure for m in report.methods} >= {row.measure}
        assert row.rests_on and {m.id for m in report.measures} >= set(row.rests_on)
    spread = next(f for f in report.findings if f.id == "balance.spread.AZE")
    told = {p.ref: p.text for p in spread.parts if p.kind == "value" and p.ref in rows}
    assert told["balance.evenness.exports/AZE/2016"] == f"{rows['balance.evenness.exports/AZE/2016'].value:.2f}"


def test_why_leads_from_a_derived_row_to_what_it_rests_on(report, tmp_path):
    row = next(r for r in report.measures if r.measure == "balance.evenness.exports" and r.a == "AZE")
    step = chain(report, row.id, tmp_path)
    assert step.behind[0].what == "measure" and step.behind[0].behind[0].what == "formula"
    behind = [s for s in step.behind if s.what == "rests on"]
    assert [s.ref for s in behind] == list(row.rests_on)
    assert all(s.behind[0].behind[0].what == "measure" for s in behind)
    assert "snapshot" not in {s.what for s in step.behind[0].behind}
    assert all("snapshot" in {e.what for e in s.behind[0].behind[0].behind} for s in behind)


def test_a_rank_is_that_of_the_go_betweens(atlas):
    from comity.api.go_betweens import go_betweens
    from comity.terms.country import state

    found = ranked(atlas, "intermediary.chance.IRN", "ISR").rows
    said = go_betweens(atlas, state("ISR"), state("IRN")).rows
    assert [m.b for m in found[:10]] == [r[1] for r in said[:10]]
    assert [round(m.value, 4) for m in found[:10]] == [r[2] for r in said[:10]]
    both = ranked(atlas, "intermediary.chance.ISR", "IRN").rows
    assert [m.value for m in both[:5]] == pytest.approx([m.value for m in found[:5]])


def test_states_are_ranked_by_what_is_of_single_ones(atlas):
    found = ranked(atlas, "balance.evenness.imports", "FRA")
    values = [m.value for m in found.rows]
    assert len(values) > 20 and values == sorted(values, reverse=True) and "FRA" not in {m.a for m in found.rows}


def test_an_earlier_day_has_another_row_and_sees_nothing_later(atlas):
    then = atlas.reader(date(2014, 5, 1))
    row = then.latest("intermediary.chance.IRN", "ISR", "TUR")
    assert row is not None and row.period <= "2014-04"
    assert then.latest("tenor.press_grade", "FRA", "DEU") is None
    assert then.latest("balance.evenness.exports", "KAZ").period <= "2013"


def test_python_asks_by_name():
    named = NamedAtlas.open(None, DAY)
    [row] = named.read("balance.evenness.imports", "Kazakhstan")
    assert row["measure"] == "balance.evenness.imports" and row["a"] == "KAZ" and 0 <= row["value"] <= 1
    with pytest.raises(UserError, match="name the states"):
        list(named.read("tenor.press_grade"))


@pytest.mark.parametrize(
    ("id", "told"),
    [
        ("balance.evenness", "one of exports, imports"),
        ("intermediary.chance", "code of a third state"),
        ("intermediary.chance.Nowhere", "is a state's code"),
        ("balance.evenness.votes", "one of exports, imports"),
    ],
)
def test_an_id_without_its_part_is_told_which_it_takes(atlas, id, told):
    with pytest.raises(UserError, match=told):
        atlas.entry(id)


def test_what_is_made_of_what_an_atlas_lacks_says_so(atlas):
    with pytest.raises(UserError, match="arms_transfers"):
        atlas.entry("balance.evenness.arms")


def test_what_is_none_is_none(atlas):
    with pytest.raises(UnknownMeasure, match=r"nearest: balance\.apart"):
        atlas.entry("balance.apartt")
    with pytest.raises(LookupError, match="no derivation"):
        worked("un.agreement", ("FRA", "DEU"), 1.0, ())
    with pytest.raises(UnknownMeasure, match="no measure"):
        Atlas.open(None, DAY).entry("balance.apart")

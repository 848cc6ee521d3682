"""An id that no measure has is a mistake and never "no evidence"; what is named as near is near."""

from datetime import date

import pytest

from comity.assessment.view import View
from comity.atlas.ids import declared, nearest
from comity.atlas.read import Atlas
from comity.errors import UnknownMeasure, UserError
from comity.terms.absence import Absence, Why

DAY = date(2020, 12, 31)
ASKED = {
    "series": lambda atlas, m: atlas.series(m, "ISR", "KAZ"),
    "pair": lambda atlas, m: atlas.pair("ISR", "KAZ", (m,)),
    "ahead": lambda atlas, m: atlas.ahead(((m,), (("ISR", "KAZ"),))),
    "at": lambda atlas, m: atlas.at(m, "ISR", "KAZ", "2010"),
    "every": lambda atlas, m: atlas.every(m, "ISR", "KAZ"),
    "silent": lambda atlas, m: atlas.silent(m, "ISR", "KAZ", "2010"),
    "latest": lambda atlas, m: atlas.latest(m, "ISR", "KAZ"),
    "partners": lambda atlas, m: atlas.partners(m, "ISR", "2010"),
    "column": lambda atlas, m: atlas.column(m, "2010"),
    "last_period": lambda atlas, m: atlas.last_period(m),
    "horizon": lambda atlas, m: atlas.horizon(m),
    "has": lambda atlas, m: atlas.has(m),
    "entry": lambda atlas, m: atlas.entry(m),
}
SEEN = {
    "series": lambda view, m: view.series(m),
    "last": lambda view, m: view.last(m),
    "at": lambda view, m: view.at(m, "2010"),
    "has": lambda view, m: view.has("un.agreement", m),
    "has, after one that is absent": lambda view, m: view.has("un.coincidence", m),
    "source": lambda view, m: view.source("un.agreement", m),
}


@pytest.fixture(scope="module")
def atlas():
    return Atlas.open(None, DAY)


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_whoever_asks_the_atlas_is_told(atlas, ask):
    with pytest.raises(UnknownMeasure, match=r"^no measure 'un\.agrement'; nearest: un\.agreement"):
        ask(atlas, "un.agrement")


@pytest.mark.parametrize("ask", SEEN.values(), ids=SEEN)
def test_in_an_assessment_it_is_a_fault_of_ours(atlas, ask):
    with pytest.raises(LookupError, match=r"no measure 'un\.agrement'") as caught:
        ask(View(atlas, "ISR", "KAZ", 1990), "un.agrement")
    assert not isinstance(caught.value, UserError)


def test_what_is_absent_is_no_evidence_and_says_why(atlas):
    view = View(atlas, "ISR", "KAZ", 1990)
    assert atlas.absence("un.coincidence") == Absence(Why.NO_ROOM)
    assert (view.series("un.coincidence"), view.last("un.coincidence"), view.has("un.coincidence")) == ([], None, False)
    with pytest.raises(UserError, match="not in this atlas: no room in the atlas that ships"):
        atlas.series("un.coincidence", "ISR", "KAZ")


def test_a_measure_that_an_older_atlas_does_not_know_is_absent(atlas):
    rest = {k: v for k, v in atlas.manifest.measures.items() if k != "un.agreement"}
    older = Atlas(atlas.folder, atlas.manifest.model_copy(update={"measures": rest}), DAY)
    assert older.absence("un.agreement") == Absence(Why.NEWER)
    assert View(older, "ISR", "KAZ", 1990).series("un.agreement") == []


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("un.agrement", "un.agreement"),
        ("agreement_in_force", "agreement."),
        ("agreement.trade", "agreement.trade_in_force"),
        ("gdp", "context.gdp"),
        ("GDP", "context.gdp"),
        ("tenor.hostilty", "tenor.hostility"),
        ("hostilty", "tenor.hostility"),
        ("exchange.exports_reported", "exchange.exports_reported_by_"),
        ("embassies", "representation.embassies_hosted"),
        ("alliances", "alliance."),
        ("potential.ratios", "potential.ratio"),
        ("foo", None),
        ("", None),
        ("x", None),
        ("zzzzzz.qqqq", None),
    ],
)
def test_near_is_near(asked, first):
    found = nearest(asked, declared())
    assert found[0].startswith(first) if first else found == []
    assert len(found) <= 3


@pytest.mark.parametrize("asked", ["foo", "", "access"[::-1]])
def test_where_none_is_near_the_way_to_look_is_told(atlas, asked):
    with pytest.raises(UnknownMeasure, match="comity measures WORD") as caught:
        atlas.entry(asked)
    assert "nearest" not in str(caught.value)
    assert "\n" not in str(caught.value)

"""What an assessment asks the atlas for, and what it does with people who fled from one of the two to the other."""

from datetime import date

import pytest

from comity.assessment.assess import UNASKED, Request, assess
from comity.atlas.read import Atlas

DAY = date(2025, 12, 31)
PAIRS = (("ISR", "KAZ"), ("CHN", "USA"), ("SYR", "TUR"))


class Asked(Atlas):
    """An atlas that notes which measures are asked for by themselves."""

    seen: set[str]

    def pair(self, a, b, measures):
        self.seen |= set(measures)
        return super().pair(a, b, measures)


@pytest.fixture(scope="module")
def asked() -> Asked:
    atlas = Asked.open(None, DAY)
    atlas.seen = set()
    for a, b in PAIRS:
        assess(atlas, Request(a, b, 1990, "comity assess"))
    return atlas


def test_what_is_not_read_ahead_is_asked_by_no_question(asked):
    assert not asked.seen & UNASKED


def test_every_other_measure_has_its_question(asked):
    assert set(asked.manifest.measures) - asked.seen == UNASKED


def _assessed(a: str, b: str, day: date = DAY):
    return assess(Atlas.open(None, day), Request(a, b, 1990, "comity assess"))


def test_two_million_refugees_stand_on_the_first_page():
    found = _assessed("SYR", "TUR")
    [judgement] = [j for j in found.page1.judgements if "efugees" in j.text]
    assert judgement.text.startswith("Refugees and asylum seekers from Syria in Türkiye: 2.3 million persons in 2025")
    assert judgement.findings == ("scope.refugees.SYR-TUR",)


def test_a_few_thousand_are_a_finding_and_a_handful_is_none():
    ids = {f.id for f in _assessed("BTN", "NPL").findings}
    assert "scope.refugees.BTN-NPL" in ids and "scope.refugees.NPL-BTN" not in ids
    few = _assessed("ISR", "KAZ")
    assert not [f for f in few.findings if f.id.startswith("scope.refugees")]
    facts = next(t for t in few.tables if t.id == "table.facts")
    assert {row[0] for row in facts.rows} >= {
        "Refugees and asylum seekers from Kazakhstan in Israel",
        "Land neighbours",
    }


def test_before_the_war_nobody_is_told_of():
    assert not [f for f in _assessed("SYR", "TUR", date(2010, 12, 31)).findings if f.id == "scope.refugees.SYR-TUR"]


def test_votes_on_one_region_are_taken_out_where_that_is_known():
    [votes] = [f for f in _assessed("ISR", "KAZ").findings if f.id == "tenor.votes"]
    assert votes.against == (
        "A quarter of recorded votes concern one region: without roll calls on the Palestinian conflict agreement in "
        "2019 was 0.28 (74 votes), over all 0.24.",
    )
    assert "un.agreement_no_middle_east/ISR-KAZ/2019" in votes.basis


def test_a_share_of_votes_is_told_with_its_place_among_those_of_its_year():
    """Of two years, so that what the whole Assembly moved between them is not taken for a change of the pair."""
    [votes] = [f for f in _assessed("IND", "PAK").findings if f.id == "tenor.votes"]
    now, then = votes.claim.split(", after ")
    assert "er than for" in now.split(";")[0] and then.split(")")[0].endswith("of pairs")

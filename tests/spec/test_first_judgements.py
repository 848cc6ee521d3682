"""What may stand first: judgements about the two, in names and not in codes, as many as there is something to say."""

import re

import pytest

from comity import assess
from comity.assessment.judgements import FEWEST, MOST
from comity.assessment.salience import weights
from comity.dossier.claim import rows_told

DAY = "2026-03-31"
PAIRS = ("BTN URY", "IND PAK", "RUS UKR", "FRA DEU", "CHN TWN", "USA JPN", "NRU EST")
CODES = re.compile(r"\b[A-Z]{3} (?:to|and|from|toward) [A-Z]{3}\b")


@pytest.fixture(scope="module")
def assessed():
    return {pair: assess(*pair.split(), as_of=DAY, since=1990) for pair in PAIRS}


@pytest.mark.parametrize("pair", PAIRS)
def test_no_sentence_names_states_by_their_codes(assessed, pair):
    it = assessed[pair]
    texts = [*(f.claim for f in it.findings), *(j.text for j in it.page1.judgements), *(s.answer for s in it.sections)]
    assert [t for t in texts if CODES.search(t)] == []


@pytest.mark.parametrize("pair", PAIRS)
def test_what_is_about_one_of_the_two_leads_no_page(assessed, pair):
    of_one = {finding for (finding, _), w in weights().items() if not w.about_both}
    assert of_one
    kinds = {".".join(name.split(".")[:2]) for j in assessed[pair].page1.judgements for name in j.findings}
    both_kinds = {finding for (finding, _), w in weights().items() if w.about_both}
    assert not kinds & (of_one - both_kinds)


@pytest.mark.parametrize("pair", PAIRS)
def test_no_judgement_of_events_tells_only_what_those_before_it_tell(assessed, pair):
    said = set()
    for j in assessed[pair].page1.judgements:
        rows = rows_told(j.parts)
        assert not j.findings[0].startswith("chronicle.") or not rows or not rows <= said, j.text
        said |= rows


@pytest.mark.parametrize(("pair", "untold"), [("BTN URY", True), ("NRU EST", False), ("CHN TWN", False)])
def test_relations_that_no_list_has_are_told_as_not_known(assessed, pair, untold):
    cells = [c.level.text for c in assessed[pair].page1.strip if c.label == "Relations"]
    assert ("not told by the lists at hand" in cells) is untold, cells


def test_a_pair_with_little_between_them_has_few_judgements(assessed):
    counts = {pair: len(it.page1.judgements) for pair, it in assessed.items()}
    assert all(n <= MOST for n in counts.values())
    assert 0 < counts["BTN URY"] <= FEWEST < counts["IND PAK"]


@pytest.mark.parametrize(
    ("pair", "begins", "holds"),
    [
        (
            "IND PAK",
            "In 2018, the newest year on record, a pledge of each toward the other stood",
            "non-aggression and consultation",
        ),
        ("FRA DEU", "Allies in NATO since 6 May 1955 and by the Treaty of Aachen", "a pledge of each toward the other"),
        ("USA JPN", "Allies by the Treaty of Mutual Cooperation and Security since 23 June 1960", "to 2018"),
        ("BTN URY", "Looked for and absent to 2018: ", "alliance obligation of each toward the other"),
    ],
)
def test_a_pledge_is_no_alliance_and_a_tie_says_whose_it_is(assessed, pair, begins, holds):
    [claim] = [f.claim for f in assessed[pair].findings if f.id == "defence.recorded"]
    assert claim.startswith(begins) and holds in claim

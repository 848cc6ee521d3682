"""A measure that leads a bottom line, or is its newest event, says whether it still stands, or that it is not known."""

import pytest

from comity.assessment.page1.still import lasting
from comity.chronicle.events import events
from page_one import first_page


def line(pair):
    return first_page(pair).bottom_line.text


@pytest.mark.parametrize(
    ("pair", "act", "says"),
    [
        ("BRA CHN", "a duty of 55 per cent", "Whether those duties still stand is not known here."),
        ("CHN GRC", "duties on Chinese electric cars", "Whether those duties still stand is not known here."),
        ("MNE TUR", "suspended travel without visas", "That ended in December 2025."),
        ("BLR CHE", "froze Lukashenko's assets", "Switzerland has sanctions in force on Belarus by the list of August"),
        ("RWA USA", "put sanctions on Rwanda's army", "whether that act stands under another is not known here."),
    ],
)
def test_it_is_said_after_the_act(pair, act, says):
    said = line(pair)
    assert act in said and says in said.partition(act)[2]


@pytest.mark.parametrize("pair", ["SRB USA", "RUS FIN", "ARM TUR"])
def test_nothing_is_said_where_the_line_tells_what_came_of_it_or_to_when_it_is_known(pair):
    said = line(pair)
    assert "is not known here" not in said and "Known to March 2026." in said


def test_what_goes_on_until_it_is_undone():
    words = [e.what for e in events() if lasting(e)]
    assert any("suspended security aid" in w or "resumed aid" in w for w in words)
    others = ("war_begins", "summit", "talks", "relations_begun")
    assert not any(lasting(e) for e in events() if e.kind.id in others and " aid" not in e.what)


@pytest.mark.parametrize(
    ("pair", "whether", "act"),
    [
        ("BIH SVN", "Whether the bar is lifted", "barred the Bosnian Serb leader"),
        ("SOM TWN", "Whether the bar is lifted", "barred Taiwanese passports"),
        ("AUS ISR", "Whether the rule on travel stays", "withdrew the visas"),
    ],
)
def test_a_thing_to_watch_fits_its_act(pair, whether, act):
    told = [w.what.text for w in first_page(pair).watch]
    assert any(t.startswith(whether) and act in t for t in told)


@pytest.mark.parametrize("pair", ["DEU IRN", "CHN USA", "POL RUS"])
def test_consulates_that_close_lower_no_relations(pair):
    page = first_page(pair)
    cell = next(c.level.text for c in page.strip if c.label == "Relations")
    assert page.kind.id != "estranged" and "lowered" not in cell and "; consulates closed (" in cell


@pytest.mark.parametrize("pair", ["LTU RUS", "LVA RUS", "IND PAK"])
def test_envoys_that_leave_do(pair):
    cell = next(c.level.text for c in first_page(pair).strip if c.label == "Relations")
    assert cell.startswith("lowered since ")


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        ("GIN SEN", "Guinea was out of it from September 2021 to January 2026: suspended after the coup"),
        (
            "GNB SEN",
            "ECOWAS suspended Guinea-Bissau from its councils after a coup (27 November 2025); that this ended",
        ),
    ],
)
def test_a_suspended_membership_is_told_with_the_union(pair, said):
    assert any(said in j.text for j in first_page(pair).judgements)

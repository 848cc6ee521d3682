"""Pages of days as a MediaWiki interface gives them: what is refused, and which plain items a page holds."""

import json
from datetime import date

import pytest

from comity.errors import BadFile
from comity.sources.day_pages import items, pages
from comity.sources.registry import source
from harvested import sample

ID = "wikipedia-current-events"
DECLARED = source(ID).days
DAYS = (date(2026, 4, 1), date(2026, 4, 2), date(2026, 4, 3))
ANSWER = (sample(ID) / "2026-04-01.json").read_bytes()


def test_a_question_names_the_pages_of_its_days():
    asked = DECLARED.asked(DAYS[:2])
    assert asked.query["titles"] == "Portal:Current events/2026 April 1|Portal:Current events/2026 April 2"
    assert asked.url == "https://en.wikipedia.org/w/api.php" and asked.query["formatversion"] == "2"


def test_an_answer_is_its_pages_by_day_and_a_day_without_one_is_not_there():
    found = pages(ANSWER, DECLARED, DAYS, "here")
    assert sorted(found) == list(DAYS[:2])
    assert (found[DAYS[0]].revision, found[DAYS[0]].changed) == (101, "2026-04-02T08:00:00Z")


def test_items_are_plain_with_their_press_in_brackets():
    found = list(items(pages(ANSWER, DECLARED, DAYS, "here")[DAYS[0]].text))
    assert found == [
        "Politics and elections",
        "Norway–New Zealand relations",
        "The foreign ministers of Norway and New Zealand sign an agreement on wool in Wellington. (Example Press)",
        "A comet passes. (Other Press) (Third Press)",
    ]


def changed(edit):
    held = json.loads(ANSWER)
    edit(held)
    return json.dumps(held).encode()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<!DOCTYPE html><html>Sign in</html>", "no JSON"),
        (b"", "no JSON"),
        (b"[]", "second format"),
        (b'{"query": {"pages": [{"title": "x"}]}}', ""),
        (b'{"error": {"code": "maxlag", "info": "Waiting for a host"}}', "Waiting for a host"),
        (changed(lambda a: a["query"]["pages"][0].update(title="Portal:Sports")), "no page that was asked for"),
        (changed(lambda a: a["query"]["pages"][0]["revisions"][0].pop("slots")), "second format"),
        (
            changed(lambda a: a["query"]["pages"][0]["revisions"][0]["slots"]["main"].update(content="Moved.")),
            "holds no",
        ),
    ],
    ids=["a page", "nothing", "a list", "not yet given", "busy", "another page", "the first format", "no frame"],
)
def test_what_is_no_answer_is_refused(content, says):
    if not says:
        assert pages(content, DECLARED, DAYS, "here") == {}
        return
    with pytest.raises(BadFile, match=says):
        pages(content, DECLARED, DAYS, "here")

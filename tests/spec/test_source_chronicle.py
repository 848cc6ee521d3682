"""The chronicle as a source: taken from the package, typed, told as an embassy or not."""

from dataclasses import replace
from datetime import date

import pytest

from comity.build.conduct import Plan, build
from comity.chronicle.events import events
from comity.chronicle.lookup import read_rows
from comity.chronicle.missions import COLUMNS, mission_of
from comity.errors import BadFile, UserError
from comity.sources.download import shipped
from comity.sources.registry import source
from comity.store.snapshot import altered, latest, pull
from harvested import harvest

SPEC = source("chronicle")
HEADER = "date,a,b,kind,what,later,until,weight,reliability,credibility,source,locator,opened\n"
ROW = "2022-02,UKR,RUS,{kind},{what},,{until},3,B,1,press,x,yes\n"


def laid(folder, *rows):
    (folder / "events.csv").write_text(HEADER + "".join(rows), encoding="utf-8")
    return harvest("chronicle", folder)["relation_events"]


def row(kind="relations_broken", what="They broke off.", until=""):
    return ROW.format(kind=kind, what=what, until=until)


def test_it_needs_neither_network_nor_mirror(tmp_path):
    held = pull(SPEC, tmp_path)
    assert not list(altered(held))
    assert (held.folder / "events.csv").read_bytes() == (shipped(SPEC.files[0]) / "events.csv").read_bytes()
    assert (held.retrieved, held.released) == (SPEC.origin.date_accessed, SPEC.origin.released)
    assert pull(SPEC, tmp_path, mirror=tmp_path / "nowhere").id == held.id
    assert latest(tmp_path, SPEC.id, date(2020, 1, 1)) is None


def test_alone_it_makes_no_atlas_of_what_was_asked(tmp_path):
    with pytest.raises(UserError, match="the store holds none of the sources"):
        build(Plan(tmp_path / "store"), tmp_path / "atlas")


def test_no_event_is_later_than_the_day_on_which_it_is_said_to_be_released():
    assert max(e.when.end for e in events()) <= SPEC.origin.released


def test_a_row_keeps_its_precision_its_end_and_its_grade(tmp_path):
    (found,) = laid(tmp_path, row(until="2023"))
    assert (found["date"], found["precision"], found["until"]) == (date(2022, 2, 1), "month", date(2023, 12, 31))
    assert found["until_precision"] == "year"
    assert (found["kind"], found["directed"], found["grade"], found["told_by"]) == (
        "relations_broken",
        True,
        "B1",
        "press",
    )
    assert (found["a"], found["b"], found["mission"], found["opened"]) == ("UKR", "RUS", None, True)


def test_what_is_not_about_relations_is_no_row(tmp_path):
    assert len(laid(tmp_path, row(), row("war_begins", "War began."))) == 1


def test_a_peace_treaty_is_a_row_and_a_ceasefire_none(tmp_path):
    (found,) = laid(tmp_path, row("peace_treaty", "They made peace."), row("ceasefire", "They stopped."))
    assert (found["kind"], found["directed"], found["mission"]) == ("peace_treaty", False, None)


@pytest.mark.parametrize(
    ("what", "mission"),
    [
        ("Ukraine opened an embassy in Russia.", "embassy"),
        ("The high commission was opened again.", "embassy"),
        ("Ukraine opened a consulate in Kazan.", "other"),
        ("Ukraine opened an office for talks.", "other"),
        ("Ukraine announced that its embassy would reopen.", None),
        ("Ukraine decided to shut its embassy.", None),
        ("The presidents inaugurated the embassy's building.", None),
        ("A mission was opened.", None),
    ],
)
def test_a_mission_is_an_embassy_where_one_was_opened_or_closed(tmp_path, what, mission):
    for kind in ("mission_opened", "mission_closed"):
        (found,) = laid(tmp_path, row(kind, what))
        assert found["mission"] == mission


def test_every_decision_by_hand_is_of_an_event_that_the_rule_reads_otherwise():
    by_id = {e.id: e for e in events()}
    for decided in read_rows("missions", COLUMNS):
        event = by_id[decided["event"]]
        assert mission_of(event) == (decided["mission"] or None)
        assert mission_of(replace(event, id="another")) != mission_of(event), event.id
        assert decided["reason"]


@pytest.mark.parametrize(
    "rows",
    [
        (row().replace("2022-02", "2022-02-30"),),
        (row("relations_frozen"),),
        ("<!DOCTYPE html><html><body>moved</body></html>\n",),
        (row().replace(",yes", ""),),
    ],
)
def test_what_is_no_row_is_refused(tmp_path, rows):
    with pytest.raises(BadFile, match=r"events\.csv"):
        laid(tmp_path, *rows)


def test_other_columns_are_refused(tmp_path):
    (tmp_path / "events.csv").write_text("<html>moved</html>\n", encoding="utf-8")
    with pytest.raises(BadFile, match="columns"):
        harvest("chronicle", tmp_path)

"""Spells out of statements: fiction, pretenders, years written as days and open ends."""

import csv
from pathlib import Path

import pytest

from comity.errors import BadFile
from harvested import Rows, harvest, sample

FILE, REISSUED = "statements.csv", "leaders_history.csv"


def reissued(folder: Path) -> Path:
    """The sample as a collector re-issues it: with more columns, without precision and day."""
    rows = list(csv.DictReader((sample("wikidata-leaders") / FILE).open(encoding="utf-8")))
    with (folder / REISSUED).open("w", encoding="utf-8", newline="") as stream:
        columns = ("iso3", "country", "role", "person", "person_qid", "start", "end", "party", "end_cause")
        writer = csv.DictWriter(stream, columns, restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return folder


@pytest.fixture(scope="module", params=[FILE, REISSUED])
def spells(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    own = request.param == FILE
    folder = sample("wikidata-leaders") if own else reissued(tmp_path_factory.mktemp("reissued"))
    return harvest("wikidata-leaders", folder)["office_holders"]


def of(spells: Rows, state: str) -> list[tuple[str, str, str]]:
    return [(r["holder"], str(r["start"]), str(r["end"])) for r in spells if r["state"] == state]


def test_who_begins_amid_another_and_never_ends_is_no_holder(spells: Rows) -> None:
    assert of(spells, "USA") == [
        ("Newer Person", "2021-01-20", "2025-01-20"),
        ("Real Person", "2017-01-20", "2021-01-20"),
    ]


def test_a_first_of_january_is_a_day_only_where_somebody_left_then(spells: Rows) -> None:
    assert of(spells, "KAZ") == [
        ("First Person", "1991-12-16", "2019-03-20"),
        ("Second Person", "2019-03-20", "None"),
    ]
    assert of(spells, "BRA") == [("Next Person", "2023-01-01", "None")]


def test_an_open_end_is_closed_by_the_next_and_what_has_no_name_day_or_order_is_left_out(spells: Rows) -> None:
    assert of(spells, "ABW") == [("Last Person", "2025-03-28", "None"), ("Open Person", "2017-11-17", "2025-03-28")]
    assert {(r["list"], r["precision"], str(r["listed"])) for r in spells} == {("history", "day", "2025-09-15")}


def test_of_a_claim_amid_the_one_open_spell_neither_is_told(spells: Rows) -> None:
    assert of(spells, "VEN") == [("Standing Person", "2013-03-05", "2019-01-23")]


def test_a_spell_that_reaches_into_the_years_covered_is_kept_whole(spells: Rows) -> None:
    assert of(spells, "GBR") == [("Long Person", "1952-02-06", "2022-09-08")]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [("head_of_state", "king", "role"), ("person_qid", "item", "columns"), ("T00:00:00Z", "", "no spell")],
)
def test_what_is_unknown_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = (sample("wikidata-leaders") / FILE).read_text(encoding="utf-8")
    (tmp_path / FILE).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BadFile, match=message):
        harvest("wikidata-leaders", tmp_path)


def test_the_records_own_precision_makes_a_first_of_january_a_day(tmp_path: Path) -> None:
    text = (sample("wikidata-leaders") / FILE).read_text(encoding="utf-8")
    alone = "\n".join(line for line in text.splitlines() if "Old Person" not in line) + "\n"
    (tmp_path / FILE).write_text(alone, encoding="utf-8")
    assert of(harvest("wikidata-leaders", tmp_path)["office_holders"], "BRA") == [("Next Person", "2023-01-01", "None")]
    (tmp_path / FILE).write_text(alone.replace("2023-01-01T00:00:00Z,,11", "2023-01-01T00:00:00Z,,9"), encoding="utf-8")
    assert of(harvest("wikidata-leaders", tmp_path)["office_holders"], "BRA") == []


def test_an_answer_of_two_days_is_refused(tmp_path: Path) -> None:
    text = (sample("wikidata-leaders") / FILE).read_text(encoding="utf-8")
    (tmp_path / FILE).write_text(text.replace("2025-09-15", "2025-09-16", 1), encoding="utf-8")
    with pytest.raises(BadFile, match="more than one"):
        harvest("wikidata-leaders", tmp_path)

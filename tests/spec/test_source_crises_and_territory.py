"""Crises by pair and year, and changes of territory, from hand-made files in their publishers' formats."""

import zipfile
from datetime import date
from shutil import copytree

import pytest

from comity.errors import BadFile
from harvested import harvest, sample


@pytest.fixture(scope="module")
def crises():
    return {(r["crisis"], r["year"]): r for r in harvest("icb", sample("icb"))["crises"]}


def test_a_crisis_is_of_the_earliest_edition_that_has_it(crises):
    assert {(key, row["edition"], row["title"]) for key, row in crises.items()} == {
        (("900", 1990), "15", "SOME VALLEY"),
        (("900", 1991), "15", "SOME VALLEY"),
        (("901", 1938), "15", "OLD QUARREL"),
        (("902", 2021), "16", "LATE QUARREL"),
    }


def test_days_are_as_precise_as_the_publisher_gives_them(crises):
    row = crises["900", 1990]
    assert (row["began"], row["began_precision"]) == (date(1990, 11, 5), "day")
    assert (row["ended"], row["ended_precision"]) == (date(1991, 2, 1), "month")
    late = crises["902", 2021]
    assert (late["began"], late["began_precision"], late["ended"], late["ended_precision"]) == (
        date(2021, 1, 1), "year", None, None,
    )  # fmt: skip


def test_two_spells_of_a_pair_in_one_crisis_are_one(crises):
    assert (crises["901", 1938]["began"], crises["901", 1938]["ended"]) == (date(1938, 3, 1), date(1938, 9, 3))


def test_violence_is_the_highest_of_the_two_and_mediators_are_named(crises):
    # A third actor of the crisis went to war; it is not of the pair.
    assert (crises["900", 1990]["violence"], crises["900", 1990]["mediator"]) == (3, "European Union|United Nations")
    assert (crises["901", 1938]["violence"], crises["901", 1938]["mediator"]) == (1, "League of Nations")
    assert (crises["902", 2021]["violence"], crises["902", 2021]["mediator"]) == (None, None)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("icbdy_v15.csv", "SOME VALLEY", "", "crisis 900 of edition 15 has not a name"),
        ("icbdy_v15.csv", "900,1990", "900,1989", "has not a year of the trigger that is not later"),
        ("icbdy_v15.csv", "trgyrdy", "trigger", "missing: 'trgyrdy'; unknown: 'trigger'"),
        ("icb2v15.csv", "sevvio", "violence", "missing: 'sevvio'; unknown: 'violence'"),
    ],
)
def test_other_crises_are_refused(tmp_path, name, old, new, said):
    folder = copytree(sample("icb"), tmp_path / "copy")
    text = (folder / name).read_text(encoding="utf-8-sig")
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BadFile, match=said):
        harvest("icb", folder)


def test_crises_without_the_actors_file_or_an_edition_are_refused(tmp_path):
    folder = copytree(sample("icb"), tmp_path / "copy")
    (folder / "icb2v15.csv").rename(folder / "icb2.csv")
    with pytest.raises(BadFile, match="the name says no edition"):
        harvest("icb", folder)
    (folder / "icb2.csv").unlink()
    with pytest.raises(BadFile, match=r"no file icb2_v\*\.csv"):
        harvest("icb", folder)


TERRITORY = [
    ("750", "790", 1990, "9001", 7, "cession", 12.5, 300.0, "790", False),
    ("750", "790", 1990, "9002", None, "conquest", None, None, "790", True),
    ("790", "750", 1991, "9003", 2, None, 100.0, 2000.0, "790", None),
]


def test_territory_between_two_and_what_is_not_known_of_it(tmp_path):
    found = [
        tuple(r.values()) for r in harvest("territorial-change", sample("territorial-change"))["territorial_changes"]
    ]
    assert found == TERRITORY
    with zipfile.ZipFile(tmp_path / "terr-changes-v6.zip", "w") as archive:
        archive.write(sample("territorial-change") / "tc2018.csv", "terr-changes-v6/tc2018.csv")
        archive.writestr("terr-changes-v6/tcmanual.pdf", b"%PDF")
    assert [tuple(r.values()) for r in harvest("territorial-change", tmp_path)["territorial_changes"]] == TERRITORY


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("1990,7,750", "1990,juillet,750", "change 9001, year 1990 has not a month of 1 to 12"),
        ("750,1,3,790", "750,1,8,790", "change 9001, year 1990 has not a procedure of 1 to 6"),
        ("12.50", "12 km2", "has not numbers for area and population"),
        ("procedur", "procedure", "missing: 'procedur'; unknown: 'procedure'"),
    ],
)
def test_other_changes_are_refused(tmp_path, old, new, said):
    folder = copytree(sample("territorial-change"), tmp_path / "copy")
    path = folder / "tc2018.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BadFile, match=said):
        harvest("territorial-change", folder)

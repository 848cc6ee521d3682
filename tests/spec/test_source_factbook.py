"""Trade partners out of sentences."""

import tarfile
from pathlib import Path

import pytest
import zstandard

from comity.errors import BadFile
from comity.sources.factbook.holders import read_holder
from comity.sources.factbook.partners import parse
from harvested import harvest, sample


def packed(folder: Path, **extra: str) -> Path:
    plain = folder / "plain.tar"
    with tarfile.open(plain, "w") as archive:
        for file in sorted(sample("factbook").rglob("*.json")):
            archive.add(file, f"./{file.relative_to(sample('factbook')).as_posix()}")
        for name, content in extra.items():
            (folder / name).write_text(content, encoding="utf-8")
            archive.add(folder / name, f"./asia/{name}.json")
    (folder / "factbook.tar.zst").write_bytes(zstandard.compress(plain.read_bytes()))
    return folder


def test_shares_are_fractions_of_the_year_that_the_sentence_names(tmp_path: Path) -> None:
    rows = harvest("factbook", packed(tmp_path))["partner_shares"]
    assert {(r["state"], r["partner"], r["flow"], r["year"], r["share"]) for r in rows} == {
        ("Israel", "United States", "exports", 2023, 0.29), ("Israel", "Bahamas, The", "exports", 2023, 0.1),
        ("Israel", "South Korea", "exports", 2023, 0.0), ("Israel", "China", "imports", 2022, 0.175),
        ("Kazakhstan", "Italy", "exports", 2023, 0.19),
        ("Kazakhstan", "Côte d'Ivoire", "exports", 2023, 0.03),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "unread"),
    [
        ("almost entirely United Kingdom (2022)", ("almost entirely United Kingdom",)),
        ("Italy, Spain (2021)", ("Italy, Spain",)),
        ("Italy 19%, Spain 4%", ("Italy 19%, Spain 4%",)),
        ("Italy 190%, Spain 4% (2021)", ("Italy 190",)),
        ("NA", ()),
    ],
)
def test_what_does_not_fit_is_returned_and_not_guessed_at(sentence: str, unread: tuple[str, ...]) -> None:
    assert parse(sentence).unread == unread


def test_many_unread_fragments_are_refused(tmp_path: Path) -> None:
    country = '{"Government": {}, "Economy": {"Exports - partners": {"text": "mostly Italy (2023)"}}}'
    with pytest.raises(BadFile, match="mostly Italy"):
        harvest("factbook", packed(tmp_path, qq=country))


def test_a_damaged_country_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"qq\.json"):
        harvest("factbook", packed(tmp_path, qq="{"))


@pytest.mark.parametrize(
    ("sentence", "name", "since"),
    [
        ("President Isaac HERZOG (since 7 July 2021)", "Isaac Herzog", "2021-07-07"),
        ("King CHARLES III (since 8 September 2022); represented by Governor-General X (since 1 May 2021)",
         "Charles III", "2022-09-08"),
        ("S&eacute;bastien LECORNU (since 10 September 2025)", "Sébastien Lecornu", "2025-09-10"),
        ("President of China XI Jinping (since 14 March 2013)", "Xi Jinping", "2013-03-14"),
        ("Chairperson of the Presidency Zeljko KOMSIC (chairperson since 16 July 2025; member since 20 November 2018)",
         "Zeljko Komsic", "2025-07-16"),
        ("President Emomali RAHMON (since 16 November 1994; Chairman since 20 November 1992)",
         "Emomali Rahmon", "1994-11-16"),
        ("Prime Minister ABIY Ahmed Ali (since April 2018)", "Abiy Ahmed Ali", "2018-04"),
        ("President Denis SASSOU-Nguesso (since 1997)", "Denis Sassou-Nguesso", "1997"),
        ("Prime Minister A. B. (since 5 ao\u00fbt 2025)", None, None),
        ("President (vacant)", None, None),
        ("Captains Regent A and B (for the period 1 October 2025 - 31 March 2026)", None, None),
        ("Prime Minister A. B. (since 31 February 2025)", None, None),
    ],
)  # fmt: skip
def test_a_holder_is_the_first_person_named_without_titles(sentence: str, name: str | None, since: str | None) -> None:
    found = read_holder(sentence)
    assert (None if found is None else (found[0], str(found[1]))) == (None if name is None else (name, since))


def test_those_in_office_are_told_as_of_the_last_day_in_the_edition(tmp_path: Path) -> None:
    rows = harvest("factbook", packed(tmp_path))["office_holders"]
    assert [(r["state"], r["office"], r["list"], r["holder"], str(r["start"]), str(r["listed"])) for r in rows] == [
        ("Israel", "head of government", "current", "Jane Doe", "2022-12-29", "2025-01-05"),
        ("Israel", "head of state", "current", "John Roe", "2025-01-05", "2025-01-05"),
    ]

"""Trade partners out of sentences."""

import tarfile
from pathlib import Path

import pytest
import zstandard

from comity.errors import BadFile
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

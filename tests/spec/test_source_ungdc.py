"""Counts of names in statements of the general debate; every statement is invented."""

import io
import tarfile
from pathlib import Path

import pytest

from comity.errors import BadFile
from comity.sources.ungdc.read import whom
from first_sources import faults, harvest, harvested, unmatched

FRANCE = """The President (spoke in French): In the name of the French people I greet the President, Mr. Nobody of
Malta. The war of Russia on Ukraine is the gravest; Russian forces must leave the territory of Ukraine. In Paris and in
Moscow, and in the Organization of American States, the Group of 77 and China, the Republic of Guinea-
Bissau was heard. The debt of the United
States of America is the debt of the whole of the world."""
KOREA = """The south of Korea and the north of the Korean Peninsula are one. The Democratic People’s Republic of Korea
and the Democratic Peoples Republic of Korea are the same, and the Republic of Korea is the other of the two."""
UNION = "The European Union and the United States are the partners of the day."
FILES = {
    "TXT/Session 77 - 2022/FRA_77_2022.txt": FRANCE,
    "TXT/Session 77 - 2022/PRK_77_2022.txt": KOREA,
    "TXT/Session 77 - 2022/EU_77_2022.txt": UNION,
    "TXT/Session 77 - 2022/._FRA_77_2022.txt": "not a statement",
    "TXT/Session 47 - 1992/CSK_47_1992.txt": "The Czech and Slovak Federal Republic greets the people of the world.",
    "README.txt": "The corpus",
}


def packed(folder: Path, files: dict[str, str] = FILES, name: str = "UNGDC_1946-2024.tar.gz") -> Path:
    with tarfile.open(folder / name, "w:gz") as archive:
        for member, text in files.items():
            info = tarfile.TarInfo(member)
            info.size = len(text.encode())
            archive.addfile(info, io.BytesIO(text.encode()))
    return folder


def test_names_and_peoples_count_capitals_organisations_and_oneself_do_not(tmp_path):
    found = {row[:3]: row[3] for row in harvest("ungdc", packed(tmp_path), "debate_mentions") if row[0] == "FRA"}
    assert found == {
        ("FRA", "MLT", 2022): 1,
        ("FRA", "RUS", 2022): 2,
        ("FRA", "UKR", 2022): 2,
        ("FRA", "GNB", 2022): 1,
        ("FRA", "USA", 2022): 1,
    }


def test_who_spoke_has_a_row_with_its_length_and_names_nobody_if_it_did_not(tmp_path):
    spoke = {row[:2]: row[2] for row in harvest("ungdc", packed(tmp_path), "debate_speeches")}
    assert set(spoke) == {("FRA", 2022), ("PRK", 2022), ("EU", 2022), ("CSK", 1992)}
    assert spoke["EU", 2022] == 13
    assert not [row for row in harvest("ungdc", tmp_path, "debate_mentions") if row[0] == "CSK"]


def test_rows_keep_the_contract_and_only_the_union_is_no_state(tmp_path):
    with harvested("ungdc", packed(tmp_path)) as con:
        assert faults(con, "debate_speeches") == faults(con, "debate_mentions") == {}
        assert unmatched(con, "ungdc", "debate_speeches") == 1
        assert unmatched(con, "ungdc", "debate_mentions") == 1


def test_another_packing_of_the_same_is_read(tmp_path):
    with tarfile.open(tmp_path / "UNGDC_1991-2024_sessions46-79.tar.xz", "w:xz") as archive:
        info = tarfile.TarInfo("Session 77 - 2022/EU__77_2022.txt")
        info.size = len(UNION)
        archive.addfile(info, io.BytesIO(UNION.encode()))
    assert harvest("ungdc", tmp_path, "debate_mentions") == [("EU", "USA", 2022, 1)]


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Papua New Guinea, Equatorial Guinea, Guinea and Guinea Bissau", ["PNG", "GNQ", "GIN", "GNB"]),
        ("the Gulf of Guinea and West Papua", []),
        ("Congo and the Congolese", []),
        ("the Democratic Republic of the Congo and the Republic of the Congo", ["COD", "COG"]),
        ("the Niger and Nigeria, the Niger Delta and the river Niger", ["NER", "NGA", "NER"]),
        ("Chad, Lake Chad and the Chad Basin", ["TCD"]),
        ("Jordan, the Jordan Valley and the River Jordan", ["JOR"]),
        ("Georgia, South Georgia and the Georgian people", ["GEO", "GEO"]),
        ("Dominica and the Dominican Republic", ["DMA", "DOM"]),
        ("Samoa, American Samoa and the Samoa Pathway", ["WSM"]),
        ("Sudan, South Sudan and Sudanese", ["SDN", "SSD", "SDN"]),
        ("Mali and Somalia; Oman and Romania; Niger and Nigerien", ["MLI", "SOM", "OMN", "ROU", "NER", "NER"]),
        ("India and the Indian Ocean, the Pacific and Indian Oceans", ["IND"]),
        ("Korea; the two Koreas; the Republic of Korea; North Korea", ["KOR", "PRK"]),
        ("the former Yugoslavia; the former Soviet Union", []),
        ("the former Yugoslav Republic of Macedonia", ["MKD"]),
        (
            "People’s Republic of China; Peoples Republic of China; Republic of China on Taiwan",
            ["CHN", "CHN", "TWN", "TWN"],
        ),
        ("United Kingdom of Great Britain and Northern Ireland; Ireland", ["GBR", "IRL"]),
        ("Inter-American and Latin American; Central America; the American people", ["USA"]),
        ("the Barbados Programme of Action, the Mauritius Strategy and the Uruguay Round", []),
        ("The Russian–Ukrainian border; Israeli‑Palestinian", ["RUS", "UKR", "ISR", "PSE"]),
        ("Viet\nNam and Côte d’Ivoire", ["VNM", "CIV"]),
    ],
)
def test_traps(text, states):
    assert whom(text, 2015) == states


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"README.txt": "nothing"}, "no statement named CODE_SESSION_YEAR"),
        ({"Session 77 - 2022/France.txt": FRANCE}, "'France.txt' is not named CODE_SESSION_YEAR"),
        ({"Session 77 - 2022/FRA_77_2021.txt": FRANCE}, "'FRA_77_2021.txt' is not named"),
        ({"a/FRA_77_2022.txt": FRANCE, "b/FRA_77_2022.txt": FRANCE}, "two statements of FRA in 2022"),
        ({"FRA_77_2022.txt": "La guerre de la Russie contre l'Ukraine est la plus grave de toutes."}, "not in English"),
    ],
)
def test_what_is_no_corpus_is_refused(tmp_path, files, said):
    with pytest.raises(BadFile, match=said):
        harvest("ungdc", packed(tmp_path, files), "debate_mentions")


def test_a_page_or_nothing_in_place_of_the_archive_is_refused(tmp_path):
    with pytest.raises(BadFile, match="no file named"):
        harvest("ungdc", tmp_path, "debate_mentions")
    for body in (
        b"<html>One moment</html>",
        b"",
        packed(tmp_path).joinpath("UNGDC_1946-2024.tar.gz").read_bytes()[:-40],
    ):
        (tmp_path / "UNGDC_1946-2024.tar.gz").write_bytes(body)
        with pytest.raises(BadFile, match="cannot be read as an archive"):
            harvest("ungdc", tmp_path, "debate_mentions")


def test_text_that_is_no_utf8_is_refused(tmp_path):
    with tarfile.open(tmp_path / "UNGDC_1946-2024.tar.gz", "w:gz") as archive:
        info = tarfile.TarInfo("FRA_77_2022.txt")
        info.size = 4
        archive.addfile(info, io.BytesIO(b"C\xf4te"))
    with pytest.raises(BadFile, match="no UTF-8"):
        harvest("ungdc", tmp_path, "debate_mentions")


def test_no_word_of_a_statement_is_in_a_table(tmp_path):
    for table in ("debate_speeches", "debate_mentions"):
        for row in harvest("ungdc", packed(tmp_path), table):
            assert all(isinstance(cell, int) or len(cell) <= 3 for cell in row)

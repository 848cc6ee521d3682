"""BACI year files: thousands of dollars, lost zeros, and every way in which a file can be broken."""

import zipfile
from pathlib import Path

import pytest

from comity.errors import BadFile
from comity.sources.registry import source
from comity.store.snapshot import pull
from harvested import facts, harvest, sample
from r_writing import frame, write_rda

YEAR = "BACI_HS92_Y2020_V202401b.csv"
LINES = (sample("baci") / YEAR).read_text(encoding="utf-8").splitlines()


def written(folder: Path, lines: list[str], name: str = YEAR) -> Path:
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_values_are_dollars_weights_kilograms_and_codes_whole_again() -> None:
    rows = {(r["exporter"], r["importer"]): r for r in harvest("baci", sample("baci"))["commodity_trade"]}
    assert len(rows) == 7
    onions, raisins = rows[4, 398], rows[4, 643]
    assert (onions["commodity"], onions["value"], onions["net_weight"]) == ("070310", 12_500.0, 41_200.0)
    assert (raisins["commodity"], raisins["net_weight"]) == ("080620", None)
    assert {(r["year"], r["nomenclature"], r["reported_by"], r["valuation"]) for r in rows.values()} == {
        (2020, "HS92", "compiler", "fob")
    }


def test_the_edition_is_read_from_the_name_of_the_file(tmp_path: Path) -> None:
    written(tmp_path, [line.replace("2020,", "2023,", 1) for line in LINES], "BACI_HS22_Y2023_V202501.csv")
    written(tmp_path, LINES)
    rows = harvest("baci", tmp_path)["commodity_trade"]
    assert {(r["year"], r["nomenclature"]) for r in rows} == {(2020, "HS92"), (2023, "HS22")}


def archived(folder: Path, text: str, name: str = "BACI_HS92_V202401b.zip") -> Path:
    codes = "country_codes_V202401b.csv"
    with zipfile.ZipFile(folder / name, "w") as out:
        out.writestr(YEAR, text)
        out.writestr(codes, (sample("baci") / codes).read_text(encoding="utf-8"))
        out.writestr("product_codes_HS92_V202401b.csv", "code,description")
        out.writestr("Readme.txt", "BACI")
    return folder


def test_the_archive_of_a_release_says_what_its_year_files_say(tmp_path: Path) -> None:
    assert harvest("baci", archived(tmp_path, "\n".join(LINES) + "\n")) == harvest("baci", sample("baci"))


def test_a_fault_in_an_archive_is_told_with_its_row_and_no_place_of_ours(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"row 10 .* negative") as caught:
        harvest("baci", archived(tmp_path, "\n".join([*LINES, "2020,842,398,880240,-7,1"]) + "\n"))
    assert str(tmp_path / YEAR) in str(caught.value)


def test_an_archive_beside_its_own_year_file_and_one_without_any_are_refused(tmp_path: Path) -> None:
    archived(written(tmp_path, LINES), "\n".join(LINES) + "\n")
    with pytest.raises(BadFile, match="keep one edition of each year"):
        harvest("baci", tmp_path)
    (tmp_path / YEAR).unlink()
    with zipfile.ZipFile(tmp_path / "BACI_HS92_V202401b.zip", "w") as out:
        out.writestr("Readme.txt", "BACI")
    with pytest.raises(BadFile, match="holds no year file"):
        harvest("baci", tmp_path)


def test_asia_not_elsewhere_specified_is_taiwan_and_all_codes_are_states() -> None:
    assert facts("baci", sample("baci"), "commodity_trade")["unmatched"] == 0


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("2020,4,398,070310,12.5,1", "row 10 repeats the flow 4 to 398 of 70310"),
        ("2020,842,398,880240,-7,1", "row 10 .* negative"),
        ("2020,842,398,880241,7000000000,1", "row 10 .* thousands, not in dollars"),
        ("2020,842,398,8802411,7,1", "row 10 .* six digits"),
        ("2020,842,398,8802,7,1", "row 10 .* six digits"),
        ("2019,842,398,880241,7,1", "row 10 .* a year that is not the file's"),
        ("2020,0,398,880241,7,1", "row 10 .* no code of a country"),
        ("2020,842,398,880241,7,much", "row 10 .* no number of tonnes"),
        ("2020,842,398,880241,,1", "row 10 .* no value"),
        ("2020,842,398,880241,seven,1", "row 10"),
        ("2020,842,398", "row 10"),
    ],
)
def test_a_row_that_cannot_be_is_named(tmp_path: Path, line: str, says: str) -> None:
    with pytest.raises(BadFile, match=says) as caught:
        harvest("baci", written(tmp_path, [*LINES, line]))
    assert YEAR in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_cut_off_at_the_end_of_a_line_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="the last exporter is 4, while 3 importers have higher codes, up to 842: "):
        harvest("baci", written(tmp_path, [*LINES[:3], "2020,4,842,080620,3.1,NA"]))


def test_a_file_cut_off_within_a_line_is_noticed(tmp_path: Path) -> None:
    (tmp_path / YEAR).write_text("\n".join(LINES)[:-12], encoding="utf-8")
    with pytest.raises(BadFile, match="row 9"):
        harvest("baci", tmp_path)


def test_changed_columns_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="unknown: 'value'"):
        harvest("baci", written(tmp_path, [LINES[0].replace(",v,", ",value,"), *LINES[1:]]))


def test_two_editions_of_one_year_are_refused(tmp_path: Path) -> None:
    written(tmp_path, LINES)
    with pytest.raises(BadFile, match="keep one edition of each year"):
        harvest("baci", written(tmp_path, LINES, "BACI_HS17_Y2020_V202401b.csv"))


def test_another_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="not a name that the publisher gives"):
        harvest("baci", written(tmp_path, LINES, "BACI_HS92_Y2020_copy.csv"))


def test_a_country_that_the_list_of_codes_lacks_is_named(tmp_path: Path) -> None:
    codes = (sample("baci") / "country_codes_V202401b.csv").read_text(encoding="utf-8").splitlines()
    written(tmp_path, codes[:-1], "country_codes_V202401b.csv")
    with pytest.raises(BadFile, match="row 8 names country 842, which country_codes_V202401b"):
        harvest("baci", written(tmp_path, LINES))


def test_the_same_columns_as_an_r_object(tmp_path: Path) -> None:
    columns = {"t": [2020, 2020], "i": [4, 710], "j": [31, 376], "k": [70310, 710239], "v": [27.82, 0.164],
               "q": ["    169.800", "        NA"]}  # fmt: skip
    write_rda(tmp_path / "ExampleTradeData.rda", ExampleTradeData=frame(columns))
    rows = harvest("baci", tmp_path)["commodity_trade"]
    assert [(r["exporter"], r["commodity"], r["value"], r["net_weight"]) for r in rows] == [
        (4, "070310", 27_820.0, 169_800.0),
        (710, "710239", 164.0, None),
    ]


def test_a_snapshot_holds_whatever_year_files_the_folder_has(tmp_path: Path) -> None:
    (tmp_path / "baci").mkdir()
    written(tmp_path / "baci", LINES)
    (tmp_path / "baci" / "notes.txt").write_text("not data")
    first = pull(source("baci"), tmp_path / "store", mirror=tmp_path)
    assert list(first.files) == [YEAR]
    written(tmp_path / "baci", LINES, "BACI_HS92_Y2021_V202401b.csv")
    second = pull(source("baci"), tmp_path / "store", mirror=tmp_path)
    assert sorted(second.files) == [YEAR, "BACI_HS92_Y2021_V202401b.csv"]
    assert first.sha256 != second.sha256

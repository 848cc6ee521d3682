"""Aid: kinds that contain each other are not added up."""

from pathlib import Path

import pytest

from comity.errors import BadFile
from harvested import harvest, sample
from r_writing import frame, from_csv, write_rda


def written(folder: Path, **change: list[object]) -> Path:
    write_rda(folder / "OECD.rda", OECD=frame(from_csv(sample("oecd-aid") / "OECD.csv") | change))
    return folder


def test_only_the_total_net_of_repayments_is_read(tmp_path: Path) -> None:
    (row,) = harvest("oecd-aid", written(tmp_path))["aid"]
    assert (row["donor"], row["recipient"], row["year"]) == ("Israel", "Kazakhstan", 2022)
    assert row["value"] == pytest.approx(420_000)


def test_another_unit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="Current"):
        harvest("oecd-aid", written(tmp_path, **{"Amount type": ["Current Prices"] * 3}))


def test_a_file_without_the_total_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="Total Net"):
        harvest("oecd-aid", written(tmp_path, **{"Aid type": ["Grants, Total"] * 3}))


# The publisher's interface: the same aid in prices of a year that moves on

PRICES_OF_2022 = [
    ("ISR", "KAZ", 2022, 420_000),  # what was current money in 2022
    ("ISR", "KAZ", 2023, 630_000),  # 0.6 of 2023, of which 0.4 were 0.42 the year before
    ("ISR", "XKX", 2022, 2_100_000),
    ("JPN", "CHN", 2021, -360e6),  # more was paid back than given
    ("JPN", "CHN", 2022, -480e6),
]


def asked(folder: Path, *changes: tuple[str, str]) -> Path:
    text = (sample("oecd-dac2a") / "dac2a.csv").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (folder / "dac2a.csv").write_text(text, encoding="utf-8")
    return folder


def table(folder: Path) -> list[tuple[str, str, int, float]]:
    rows = harvest("oecd-dac2a", folder)["aid"]
    return [(row["donor"], row["recipient"], row["year"], pytest.approx(row["value"])) for row in rows]


def test_aid_is_put_into_prices_of_2022_by_each_donors_own_level_of_prices() -> None:
    assert table(sample("oecd-dac2a")) == PRICES_OF_2022


def test_an_edition_in_prices_of_2022_says_what_the_copy_of_it_says(tmp_path: Path) -> None:
    of_2022 = asked(tmp_path, (",Q,2022,0.4,", ",Q,2022,0.42,"), (",Q,2022,2,", ",Q,2022,2.1,"), (",2023,6", ",2022,6"))
    copied = harvest("oecd-aid", written(tmp_path))["aid"]
    same = [row for row in table(of_2022) if row[:3] in {(s[0], s[1], s[2]) for s in (("ISR", "KAZ", 2022),)}]
    assert [row[3] for row in same] == [row["value"] for row in copied]


def test_a_donor_with_two_levels_of_prices_is_left_out(tmp_path: Path) -> None:
    row = "OECD.DCD.FSD:DSD_DAC2@DF_DAC2A(1.6),JPN,{},206,USD,{},2022,{},{},6,D,A\n"
    more = row.format("IND", "V", "100", "") + row.format("IND", "Q", "99", "2023")
    folder = asked(
        tmp_path,
        ("OECD.DCD.FSD:DSD_DAC2@DF_DAC2A(1.6),JPN,DPGC", f"{more}OECD.DCD.FSD:DSD_DAC2@DF_DAC2A(1.6),JPN,DPGC"),
    )
    assert {row[0] for row in table(folder)} == {"ISR"}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (",206,", ",240,", "MEASURE"),
        (",USD,", ",EUR,", "UNIT_MEASURE"),
        (",V,", ",G,", "PRICE_BASE"),
        ("UNIT_MULT", "SCALE", "UNIT_MULT"),
        (",2023,6", ",2023,", "no multiplier"),
        (",2021,-300", ",2021-Q1,-300", "no year"),
        (",-400,2023", ",-400,2022", "of 2 years"),
        ("DF_DAC2A", "DF_DAC3A", "DAC3A"),
        ("0.42", "0,42", "13 fields"),
    ],
)
def test_an_answer_that_is_not_as_documented_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(BadFile, match=says):
        harvest("oecd-dac2a", asked(tmp_path, (old, new)))


@pytest.mark.parametrize("content", ["", "<!DOCTYPE html><html></html>", "NoRecordsFound"])
def test_a_page_and_an_empty_answer_are_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "dac2a.csv").write_text(content, encoding="utf-8")
    with pytest.raises(BadFile, match="dac2a"):
        harvest("oecd-dac2a", tmp_path)

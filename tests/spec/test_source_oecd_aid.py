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

import shutil
from pathlib import Path

import pytest

import comity.sources.religion
from comity.errors import BadFile
from first_sources import faults, harvest, harvested

SAMPLE = Path(comity.sources.religion.__file__).parent / "sample" / "WRP_national.csv"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(SAMPLE, tmp_path / SAMPLE.name)
    return tmp_path


def test_each_family_is_a_row_and_a_missing_share_is_none(folder):
    rows = harvest("religion", folder, "religions")
    assert [row for row in rows if row[3] > 0] == [
        (666, 2010, "christian", 0.02),
        (666, 2010, "jewish", 0.73),
        (666, 2010, "muslim", 0.2),
        (666, 2010, "none", 0.05),
        (740, 2010, "buddhist", 0.7),
        (740, 2010, "shinto", 0.8),
    ]
    assert len(rows) == 16 + 15
    assert (740, "christian") not in {(row[0], row[2]) for row in rows}


def test_the_rows_keep_the_contract(folder):
    with harvested("religion", folder) as con:
        assert faults(con, "religions") == {}


def test_another_edition_is_refused(folder):
    path = folder / SAMPLE.name
    path.write_text(path.read_text().replace("judgenpct", "jewpct"))
    with pytest.raises(BadFile, match="missing: 'judgenpct'; unknown: 'jewpct'"):
        harvest("religion", folder, "religions")

import zipfile
from pathlib import Path

import pytest

from comity.errors import BadFile
from first_sources import faults, harvest, harvested
from r_frames import write_table

MEMBERS = """
    ccode year state un aalco cica
    2     1946 usa   1  -1    -1
    2     2014 usa   1  0     3
    705   2014 kzk   1  2     1
    990   2014 wsm   1  -9    0
"""
NAMES = """
    ioname orgname longorgname      year usa kzk
    UN     UN      United_Nations   1946 1   -1
    UN     UN      United_Nations   2014 1   1
    CICA   CICA    Old_name         2006 -1  1
    CICA   CICA    New_name         2014 3   1
    AALCO  AALCO   Consultative     2014 0   2
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_table(tmp_path / "state_year_format3.rda", "state_year_format3", MEMBERS)
    write_table(tmp_path / "igo_year_format3.rda", "igo_year_format3", NAMES)
    return tmp_path


def test_full_associate_and_observer_are_rows_and_nothing_else_is(folder):
    assert harvest("igo", folder, "memberships") == [
        (2, "CICA", 2014, "observer"),
        (2, "UN", 1946, "full"),
        (2, "UN", 2014, "full"),
        (705, "AALCO", 2014, "associate"),
        (705, "CICA", 2014, "full"),
        (705, "UN", 2014, "full"),
        (990, "UN", 2014, "full"),
    ]


def _csv(text):
    return "\n".join(",".join(c.replace("_", " ") for c in line.split()) for line in text.strip().splitlines())


def published(folder, old="", new=""):
    """The publisher's own two archives, its abbreviations in the case in which it writes them."""
    members = MEMBERS.replace("un aalco cica", "UN AALCO CICA")
    for name, text in (("state_year_formatv3", members), ("igo_year_formatv3", NAMES)):
        with zipfile.ZipFile(folder / f"{name}.zip", "w") as out:
            out.writestr(f"{name}.csv", _csv(text).replace(old, new) + "\n")
    return folder


@pytest.mark.parametrize("table", ["memberships", "organisations"])
def test_the_publishers_own_files_say_what_is_re_issued_and_speak_first(folder, tmp_path_factory, table):
    issued = harvest("igo", folder, table)
    assert harvest("igo", published(tmp_path_factory.mktemp("own")), table) == issued
    (folder / "state_year_format3.rda").write_bytes(b"")
    assert harvest("igo", published(folder), table) == issued


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("UN,AALCO", "UN,OTHER", "OTHER"),
        ("1,-1", "7,-1", "unknown membership codes '7'"),
        ("usa,1,-1", "usa,,-1", "a row without un"),
        ("ioname", "name", "ioname"),
        ("705,2014", "kzk,2014", "row 4"),
    ],
)
def test_an_archive_of_another_set_is_refused(tmp_path, old, new, says):
    with pytest.raises(BadFile, match=says):
        harvest("igo", published(tmp_path, old, new), "memberships")


def test_a_page_in_place_of_an_archive_is_refused(tmp_path):
    (published(tmp_path) / "igo_year_formatv3.zip").write_bytes(b"<html></html>")
    with pytest.raises(BadFile, match="cannot be read as an archive"):
        harvest("igo", tmp_path, "memberships")


def test_an_organisation_has_the_title_of_its_last_year(folder):
    assert harvest("igo", folder, "organisations") == [
        ("AALCO", "Consultative", 2014, 2014),
        ("CICA", "New name", 2006, 2014),
        ("UN", "United Nations", 1946, 2014),
    ]


@pytest.mark.parametrize("table", ["memberships", "organisations"])
def test_the_rows_keep_the_contract(folder, table):
    with harvested("igo", folder) as con:
        assert faults(con, table) == {}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("1  -9    0", "1  -9    4", "unknown membership codes '4'"),
        ("aalco cica", "aalco ciCa", "missing: 'cica'; unknown: 'ciCa'"),
    ],
)
def test_another_edition_is_refused(folder, old, new, said):
    edited = MEMBERS.replace(old, new)
    write_table(folder / "state_year_format3.rda", "state_year_format3", edited)
    with pytest.raises(BadFile, match=said):
        harvest("igo", folder, "memberships")

"""Programmes of sanctions: whose they are, at whom they are directed, and what is no sanction on a state."""

from pathlib import Path
from shutil import copytree

import pytest

from comity.errors import BadFile
from comity.sources.registry import source
from comity.store.snapshot import pull
from harvested import Rows, harvest, sample

ID = "opensanctions-programs"


@pytest.fixture(scope="module")
def tables() -> dict[str, Rows]:
    return harvest(ID, sample(ID))


def pairs(tables: dict[str, Rows], programme: str) -> set[tuple[str, str]]:
    return {(r["sender"], r["target"]) for r in tables["sanctions"] if r["programme"] == programme}


def test_each_member_of_the_union_has_its_programmes_through_it(tables: dict[str, Rows]) -> None:
    found = pairs(tables, "EU-RUS")
    assert len(found) == 27 and {("fr", "ru"), ("hr", "ru")} <= found
    assert ("gb", "ru") not in found
    [row] = [r for r in tables["sanctions"] if (r["sender"], r["programme"]) == ("fr", "EU-RUS")]
    assert (row["through"], row["measures"]) == ("European Union", "Asset freeze; Export control")
    assert row["title"] == "Measures of the Union against Russia" and str(row["listed"])[:10] == "2026-08-22"


def test_who_is_protected_is_not_meant(tables: dict[str, Rows]) -> None:
    assert {target for _, target in pairs(tables, "EU-UKR")} == {"ru"}
    assert pairs(tables, "EU-US-LEG") == set()


def test_what_ended_and_what_has_no_state_as_its_target_is_left_out(tables: dict[str, Rows]) -> None:
    assert pairs(tables, "US-SYR") == pairs(tables, "US-GLOMAG") == set()
    assert pairs(tables, "US-CUBA") == {("us", "cu")}
    assert pairs(tables, "CN-CML") == {("cn", "us")}


def test_an_act_whose_regulations_name_the_states_is_directed_at_them(tables: dict[str, Rows]) -> None:
    assert {("ca", "ru"), ("ca", "kp")} <= pairs(tables, "CA-SEMA")


def test_the_security_council_stands_apart(tables: dict[str, Rows]) -> None:
    assert [(r["target"], r["programme"]) for r in tables["un_sanctions"]] == [("cg", "UN-SC1533")]
    assert pairs(tables, "UN-SC1533") == set()


def test_senders_that_are_listed_whole(tables: dict[str, Rows]) -> None:
    senders = {r["sender"] for r in tables["sanction_senders"]}
    assert {"us", "fr", "gb"} <= senders and not {"ca", "cn", "jp"} & senders


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("programs/US-CUBA.yml", "<html><body>Please sign in</body></html>", "not one of the publisher's files"),
        ("programs/US-CUBA.yml", "", "not one of the publisher's files"),
        ("programs/US-CUBA.yml", "key: [", "cannot be read as YAML"),
        ("programs/US-CUBA.yml", "key: US-IRAN\ntitle: x\nissuer: us_ofac\n", "its key is 'US-IRAN'"),
        ("programs/US-CUBA.yml", "key: US-CUBA\ntitle: x\nissuer: us_ofac\nstatus: dormant\n", "dormant"),
        (
            "programs/US-CUBA.yml",
            "key: US-CUBA\ntitle: x\nissuer: us_ofac\ntarget_territories: cu\n",
            "no list of words",
        ),
        ("programs/US-CUBA.yml", "key: US-CUBA\ntitle: x\nissuer: us_ofac\nziel: cu\n", "unknown field 'ziel'"),
        (
            "programs/US-CUBA.yml",
            "key: US-CUBA\ntitle: x\nissuer: us_x\ntarget_territories: [cu]\n",
            "no issuer 'us_x'",
        ),
        ("programs/US-CUBA.yml", "key: !!python/object:os.system ls\n", "cannot be read as YAML"),
    ],
)
def test_a_file_that_is_none_of_the_publishers_is_refused(tmp_path: Path, name: str, text: str, why: str) -> None:
    folder = copytree(sample(ID), tmp_path / "copy")
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(BadFile, match=why):
        harvest(ID, folder)


def test_files_in_folders_come_from_a_mirror_as_they_lie(tmp_path: Path) -> None:
    copytree(sample(ID), tmp_path / "mirror" / ID)
    held = pull(source(ID), tmp_path / "store", mirror=tmp_path / "mirror")
    assert "programs/US-CUBA.yml" in held.files and "issuers/us_ofac.yml" in held.files
    assert harvest(ID, held.folder)["sanctions"] == harvest(ID, sample(ID))["sanctions"]

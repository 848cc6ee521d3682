"""Visits both ways: what each was for, and what is no list of visits."""

import io
import lzma
import shutil
import tarfile
from pathlib import Path

import pytest

from comity.errors import BadFile
from comity.sources.us_state_historian.read import purpose_of
from harvested import harvest, sample

ID = "us-state-historian"


def packed(folder: Path, change: dict[str, str] | None = None) -> Path:
    """The sample's files as the two archives, with `change` made in the text of every one."""
    home = folder / "loose"
    shutil.copytree(sample(ID), home)
    for name in ("travels", "visits"):
        raw = io.BytesIO()
        with tarfile.open(fileobj=raw, mode="w") as archive:
            for path in sorted((home / name).rglob("*.xml")):
                text = path.read_text(encoding="utf-8")
                for old, new in (change or {}).items():
                    text = text.replace(old, new)
                path.write_text(text, encoding="utf-8")
                archive.add(path, path.relative_to(home).as_posix())
        (folder / f"{name}.tar.xz").write_bytes(lzma.compress(raw.getvalue()))
    shutil.rmtree(home)
    return folder


def test_the_repositories_as_their_host_packs_them_say_the_same_and_speak_first(tmp_path: Path) -> None:
    issued = harvest(ID, packed(tmp_path))["visits"]
    for name in ("travels", "visits"):
        raw = lzma.decompress((tmp_path / f"{name}.tar.xz").read_bytes())
        out = io.BytesIO()
        with tarfile.open(fileobj=io.BytesIO(raw)) as old, tarfile.open(fileobj=out, mode="w:gz") as new:
            for member in old.getmembers():
                held = old.extractfile(member)
                member.name = f"{name}-0123abc/{member.name.split('/', 1)[1]}"
                new.addfile(member, held)
        (tmp_path / f"{name}.tar.gz").write_bytes(out.getvalue())
        (tmp_path / f"{name}.tar.xz").write_bytes(b"")
    assert harvest(ID, tmp_path)["visits"] == issued


def test_each_record_is_a_visit_with_its_office_and_what_it_was_for(tmp_path: Path) -> None:
    rows = harvest(ID, packed(tmp_path))["visits"]
    assert [(r["a"], r["b"], str(r["start"]), r["office"], r["purpose"], r["by_host"]) for r in rows] == [
        ("Israel", "United States", "2023-10-03", "leader", "bilateral", True),
        ("Kazakhstan", "United States", "2023-09-21", "leader", "multilateral", True),
        ("United States", "Belgium", "2023-12-05", "leader", "multilateral", False),
        ("United States", "Israel", "2023-03-01", "leader", "bilateral", False),
        ("United States", "Israel", "2023-03-01", "foreign minister", "accompanying", False),
        ("United States", "Kazakhstan", "2024-02-01", "foreign minister", "bilateral", False),
    ]


def test_travels_are_complete_as_far_as_the_office_whose_trips_end_first(tmp_path: Path) -> None:
    rows = harvest(ID, packed(tmp_path))["visits"]
    assert {(r["by_host"], str(r["complete_to"])) for r in rows} == {(False, "2023-12-05"), (True, "2023-10-03")}


@pytest.mark.parametrize(
    ("words", "purpose"),
    [
        ("Official Working Visit.", "bilateral"),
        ("Offical Visit.", "bilateral"),
        ("Met with President Bush during a private visit.", "bilateral"),
        ("Private visit.", "private"),
        ("Met with President Obama at the U.N. General Assembly meeting.", "multilateral"),
        ("Attended the Summit of the Americas in Miami.", "multilateral"),
        ("Attended the UN Millennium Summit.", "multilateral"),
        ("Attended the signing of the Abraham Accords.", "bilateral"),
        ("Attended the funeral of former President Reagan.", "ceremony"),
        ("Stopped en route to Japan.", "transit"),
        ("Joined President Clinton.", "accompanying"),
        ("Discussed the situation.", "bilateral"),
    ],
)
def test_the_first_rule_that_fits_says_what_a_visit_was_for(words: str, purpose: str) -> None:
    assert purpose_of(words) == purpose


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"<trips>": "<html>", "</trips>": "</html>"}, "no list of <trip>"),
        ({"<role>secretary": "<role>envoy"}, "role 'envoy'"),
        ({"2023-03-01": "1 March 2023"}, "mend the date"),
        ({"<locale>": "<name>x</name><locale>"}, "says one thing twice"),
        ({"<remarks>": "<words>", "</remarks>": "</words>"}, "a record without 'remarks'"),
        ({"<trips>": '<!DOCTYPE trips [<!ENTITY a "b">]><trips>'}, "document type"),
        ({"</trips>": ""}, "no XML"),
    ],
)
def test_what_is_no_such_list_is_refused(tmp_path: Path, change: dict[str, str], message: str) -> None:
    with pytest.raises(BadFile, match=message):
        harvest(ID, packed(tmp_path, change))


def test_an_archive_without_records_is_refused(tmp_path: Path) -> None:
    for name in ("travels", "visits"):
        raw = io.BytesIO()
        with tarfile.open(fileobj=raw, mode="w"):
            pass
        (tmp_path / f"{name}.tar.xz").write_bytes(lzma.compress(raw.getvalue()))
    with pytest.raises(BadFile, match="no record"):
        harvest(ID, tmp_path)

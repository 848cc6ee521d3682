"""The publisher's directory in one file says what its repository says, on the day on which it became known."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from comity.errors import BadFile
from comity.sources.contract import SourceSpec
from comity.sources.registry import reader, source
from comity.store.snapshot import pull
from comity.store.tables import make
from harvested import Rows, harvest, sample

ID, OTHER = "opensanctions-directory", "opensanctions-programs"


def written(folder: Path, change: Any = None) -> Path:
    held = json.loads((sample(ID) / "programs.json").read_text(encoding="utf-8"))
    if change is not None:
        change({each["key"]: each for each in held["data"]}, held)
    (folder / "programs.json").write_text(json.dumps(held), encoding="utf-8")
    return folder


def undated(rows: Rows) -> list[dict[str, Any]]:
    return [{name: value for name, value in row.items() if name != "listed"} for row in rows]


def test_the_two_forms_of_the_directory_say_the_same() -> None:
    here, there = harvest(ID, sample(ID)), harvest(OTHER, sample(OTHER))
    for table in ("sanctions", "sanction_senders"):
        assert undated(here[table]) == undated(there[table]), table
    # What the other source mends by a correction, which a build applies, is mended here as it is read.
    assert [row["target"] for row in there["un_sanctions"]] == ["cg"]
    assert [row["target"] for row in here["un_sanctions"]] == ["cd"]


def test_what_the_publisher_has_mended_stays(tmp_path: Path) -> None:
    written(tmp_path, lambda by, _: by["UN-SC1533"].update(target_territories=["cd"]))
    assert harvest(ID, tmp_path)["un_sanctions"] == harvest(ID, sample(ID))["un_sanctions"]


def test_the_list_is_of_the_day_on_which_the_edition_became_known(tmp_path: Path) -> None:
    with duckdb.connect() as con:
        found = reader(ID)(sample(ID), con, known=date(2027, 1, 4))["sanctions"]
        assert {str(day)[:10] for day in found["listed"]} == {"2027-01-04"}


def test_a_build_gives_the_reader_that_day(tmp_path: Path) -> None:
    (tmp_path / "mirror" / ID).mkdir(parents=True)
    written(tmp_path / "mirror" / ID)
    none = {"expect": {"rows": 0}}
    said = source(ID).model_dump()
    spec = SourceSpec.model_validate(said | {"provides": {n: p | none for n, p in said["provides"].items()}})
    held = pull(spec, tmp_path / "store", mirror=tmp_path / "mirror")
    with duckdb.connect() as con:
        made = make(tmp_path / "store", spec, held)
        [(first, last)] = con.sql(f"SELECT min(listed), max(listed) FROM '{made['sanctions']}'").fetchall()
    assert first == last == held.known != source(ID).origin.released


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda by, all_: all_.update(data=[]), "no list of programmes"),
        (lambda by, all_: all_.update(programmes=all_.pop("data")), "no list of programmes"),
        (lambda by, all_: by["US-CUBA"].pop("issuer"), "without issuer"),
        (lambda by, all_: by["US-CUBA"].update(issuer="us_ofac"), "says no name"),
        (lambda by, all_: by["US-CUBA"].update(status="dormant"), "dormant"),
        (lambda by, all_: by["US-CUBA"].update(target_territories="cu"), "no list of words"),
        (lambda by, all_: by["US-CUBA"].update(key="EU-RUS"), "stands twice"),
        (lambda by, all_: [each.pop("target_territories") for each in by.values()], "no programme has target_terr"),
        (lambda by, all_: [each.pop("status") for each in by.values()], "no programme has status"),
    ],
)
def test_a_directory_that_is_not_as_documented_is_refused(tmp_path: Path, change: Any, says: str) -> None:
    with pytest.raises(BadFile, match=says):
        harvest(ID, written(tmp_path, change))


@pytest.mark.parametrize("content", [b"", b"<!DOCTYPE html><html></html>", b"[]", b'{"data": [1]}'])
def test_a_page_and_an_empty_file_are_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "programs.json").write_bytes(content)
    with pytest.raises(BadFile, match=r"programs\.json"):
        harvest(ID, tmp_path)

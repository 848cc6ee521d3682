"""The authors' own file of roll calls: to its last sound year, and refused where it contradicts itself."""

from datetime import date
from pathlib import Path

import pytest

from comity.errors import BadFile
from comity.sources.voeten_votes.read import FILE
from harvested import harvest, sample
from r_frames import write_rda
from r_writing import from_csv

DAY, LAST = date(1946, 1, 1), date(2022, 12, 30)


def written(folder: Path, *changes: tuple[str, str], days: bool = True) -> Path:
    """The sample as the data frame `completeVotes`; its days as days of R, or as text."""
    text = (sample("voeten-votes") / "UNVotes-1.csv").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "table.csv").write_text(text, encoding="utf-8")
    columns = from_csv(folder / "table.csv")
    if days:
        columns["date"] = [date.fromisoformat(str(day)) for day in columns["date"]]
    write_rda(folder / FILE, "completeVotes", columns)
    return folder


def rows(folder: Path, table: str) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in harvest("voeten-votes", folder)[table]]


@pytest.mark.parametrize("days", [True, False])
def test_who_was_absent_or_no_member_has_no_row_and_the_unsound_end_is_left_out(tmp_path: Path, days: bool) -> None:
    assert rows(written(tmp_path, days=days), "votes") == [
        ("voeten-3", 2, DAY, 1946, 1),
        ("voeten-3", 20, DAY, 1946, 3),
        ("voeten-9500", 640, LAST, 2022, 1),
        ("voeten-9500", 705, LAST, 2022, 2),
    ]


def test_the_same_votes_are_filed_under_the_numbers_of_the_roll_calls(tmp_path: Path) -> None:
    votes, filed = (rows(written(tmp_path), table) for table in ("votes", "filed_votes"))
    assert filed == [(number, state, year, vote) for number, state, _, year, vote in votes]


def test_a_roll_call_has_all_its_issues_or_none(tmp_path: Path) -> None:
    both = "Arms control and disarmament|Nuclear weapons and nuclear material"
    assert rows(written(tmp_path), "roll_calls") == [
        ("voeten-3", DAY, "R/1/66", "To adopt", False, None),
        ("voeten-9500", LAST, "R/77/999", "On arms", True, both),
    ]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("3,2,1,1946", "3,2,7,1946", "column 'vote' has unknown values '7'"),
        ("3,2,1,1946", "NA,2,1,1946", "no number"),
        ("0,R/1/66", "2,R/1/66", "importantvote"),
        ("To adopt,0", "To adopt,5", "'me'"),
        ("3,20,3,1946,1946-01-01", "3,20,3,1946,1946-01-02", "two days"),
        ("3,20,3", "3,2,3", "two votes of one member"),
        ("importantvote", "important", "importantvote"),
    ],
)
def test_a_file_that_is_not_as_documented_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(BadFile, match=says):
        harvest("voeten-votes", written(tmp_path, (old, new)))


@pytest.mark.parametrize("content", [b"", b"<!DOCTYPE html><html></html>"])
def test_a_page_and_an_empty_file_are_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(BadFile, match="UNVotes"):
        harvest("voeten-votes", tmp_path)

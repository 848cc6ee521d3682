"""Missions as the record stands on the day of asking, and what makes a second list of them."""

from datetime import date
from pathlib import Path

import pytest

from comity.errors import BadFile
from harvested import harvest, sample

ID, FILE = "wikidata-missions", "missions.csv"
TEXT = (sample(ID) / FILE).read_text(encoding="utf-8")


def test_a_mission_stands_where_it_is_accredited_and_says_what_it_is() -> None:
    rows = harvest(ID, sample(ID))["missions"]
    assert {(r["sender"], r["host"], r["city"], r["kind"]) for r in rows} == {
        ("IND", "GBR", "London", "high commission"),
        ("ISR", "KAZ", "Astana", "embassy"),
        ("KAZ", "ISR", "Haifa", "honorary consulate"),
        ("KAZ", "ISR", "Tel Aviv", "embassy"),
        # One of the two in Rome is accredited to the Holy See only.
        ("KAZ", "ITA", "Rome", "embassy"),
        ("TWN", "JPN", "Tokyo", "office in place of an embassy"),
        ("VAT", "KAZ", "Astana", "nunciature"),
    }
    assert {r["listed"] for r in rows} == {date(2026, 11, 1)}


def test_accredited_elsewhere_only_is_no_mission_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(TEXT.replace("ITA|MLT", "MLT"), encoding="utf-8")
    assert not [r for r in harvest(ID, tmp_path)["missions"] if r["host"] == "ITA"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("consulate", "konsulat", "konsulat"),
        ("ISR,KAZ", "Israel,KAZ", "no code of a sender or a host"),
        (",2026-11-01", ",today", "no day of asking"),
        ("Haifa,honorary consulate,,2026-11-01", "Haifa,honorary consulate,,2026-11-02", "more than one day"),
        ("accredited", "jurisdictions", "columns differ"),
    ],
)
def test_what_is_no_answer_to_the_question_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in TEXT
    (tmp_path / FILE).write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadFile, match=says):
        harvest(ID, tmp_path)

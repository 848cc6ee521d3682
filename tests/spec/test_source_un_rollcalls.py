"""The Library's voting records, in its own table and as two collectors re-issue them; every roll call is invented."""

import lzma
from datetime import date
from pathlib import Path

import pytest

from comity.errors import BadFile
from first_sources import faults, harvest, harvested, unmatched
from harvested import sample

OWN, REISSUED = "un-rollcalls", "un-rollcalls-1946-2025"
TABLE = (sample(OWN) / "2026_02_06_ga_voting.csv").read_text(encoding="utf-8")

RECORDS = """
record_id,date,body,symbol,title,agenda,meeting,committee_report,listed_members,yes,no,abstain,x_code,not_voting,scraped_at
800001,1946-02-01,GA,A/RES/9(I),Adopted without a vote,N/A,A/PV.9,A/1,0,0,0,0,0,0,2024-03-12 19:09:13
800002,2025-03-03,GA,A/RES/79/901,"Invented, one",N/A,A/PV.9,A/1,4,1,1,1,0,1,2025-03-12 19:09:13
800003,2025-03-04,SC,S/RES/9901,Invented,N/A,S/PV.9,N/A,2,2,0,0,0,0,2025-03-12 19:09:13
800004,N/A,,N/A,Without day or symbol,N/A,N/A,A/2,0,0,0,0,0,0,2024-03-14 18:36:15
"""
CAST = """
record_id,country_name,vote
800002,FRANCE,Y
800002,TÜRKÝYE,n
800002,LAO PEOPLE's DEMOCRATIC REPUBLIC,A
800002,VENEZUELA (BOLIVARIAN REPUBLIC OF),
800003,FRANCE,Y
800003,CHINA,Y
"""
LATER = """
Link,token,Scrape_Year,Title,Council,Resolution,country,subregion,continent,Date,YES COUNT,NO COUNT,ABSTAIN COUNT,\
NO-VOTE COUNT,TOTAL VOTES,tags,FRA,TUR,USA
x,800002,2025,Invented,General Assembly,A/RES/79/901,Sea,,,2025-03-03,001,001,001,001,004,SEAS,YES,NO,
x,800005,2025,Invented,General Assembly,A/RES/80/901,Sea,,,2025-12-09,001,001,001,000,003,SEAS,ABSTAIN,YES,NO
x,800006,2025,Invented,Security Council,S/RES/9902,Sea,,,2025-12-10,001,000,000,000,001,SEAS,YES,,
"""


def own(folder: Path, text: str = TABLE, name: str = "2026_02_06_ga_voting.csv") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def reissued(folder: Path, records: str = RECORDS, cast: str = CAST, later: str = LATER) -> Path:
    for name, text in (("resolutions", records), ("votes", cast)):
        (folder / f"{name}.csv.xz").write_bytes(lzma.compress(text.lstrip().encode()))
    (folder / "un_votes_2025_processed.csv").write_text(later.lstrip(), encoding="utf-8")
    return folder


def test_who_voted_has_a_row_and_who_did_not_has_none():
    assert [row for row in harvest(OWN, sample(OWN), "votes") if row[3] == 2025] == [
        ("undl-900002", "CHINA", date(2025, 12, 4), 2025, 1),
        ("undl-900002", "FRANCE", date(2025, 12, 4), 2025, 2),
        ("undl-900002", "TÜRKİYE", date(2025, 12, 4), 2025, 3),
    ]


def test_a_seat_is_its_holders_on_the_day():
    votes = {row[1]: row[4] for row in harvest(OWN, sample(OWN), "votes") if row[3] == 1971}
    assert votes == {"FRANCE": 1, "Taiwan": 3, "BYELORUSSIAN SSR": 1}


@pytest.mark.parametrize("source_id", [OWN, REISSUED])
def test_every_name_is_a_states_and_the_rows_keep_the_contract(source_id, tmp_path):
    with harvested(source_id, sample(OWN) if source_id == OWN else reissued(tmp_path)) as con:
        assert unmatched(con, source_id, "votes") == 0
        assert faults(con, "votes") == {}


def test_of_two_editions_in_a_folder_the_newer_speaks(tmp_path):
    own(tmp_path, TABLE.replace("900002", "700002"), "2025_09_19_ga_voting.csv")
    assert {row[0] for row in harvest(OWN, own(tmp_path), "votes")} == {"undl-900001", "undl-900002"}


def test_an_edition_without_the_remarks_of_later_ones_is_read(tmp_path):
    lines = [line.split(",") for line in TABLE.splitlines() if "GERMANY" not in line]
    place = lines[0].index("vote_note")
    text = "\n".join(",".join(c for i, c in enumerate(row) if i != place) for row in lines if '"' not in "".join(row))
    assert len(harvest(OWN, own(tmp_path, text), "votes")) == 3


def test_a_record_that_both_collectors_print_counts_once_and_the_council_does_not_count(tmp_path):
    assert harvest(REISSUED, reissued(tmp_path), "votes") == [
        ("undl-800002", "FRANCE", date(2025, 3, 3), 2025, 1),
        ("undl-800002", "LAO PEOPLE's DEMOCRATIC REPUBLIC", date(2025, 3, 3), 2025, 2),
        ("undl-800002", "TÜRKÝYE", date(2025, 3, 3), 2025, 3),
        ("undl-800005", "France", date(2025, 12, 9), 2025, 2),
        ("undl-800005", "Türkiye", date(2025, 12, 9), 2025, 1),
        ("undl-800005", "United States", date(2025, 12, 9), 2025, 3),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<!DOCTYPE html><html><title>One moment</title></html>", "a page, not a table"),
        ("", "the file is empty"),
        (TABLE.replace("ms_vote", "vote"), "missing: 'ms_vote'; unknown: 'vote'"),
        (TABLE.replace(",A,2025", ",Abstención,2025"), "votes of an unknown kind"),
        (TABLE.replace("2025-12-04", "4 décembre 2025"), "row 6"),
        (TABLE.replace("900002,CHN,CHINA", "900002,FRA,FRANCE"), "two votes of one member on one record"),
        ("\n".join(TABLE.splitlines()[:-3]), "do not add up to the sums stated, first record 900002"),
        (TABLE.splitlines()[0] + "\n", "no roll call of the General Assembly"),
    ],
)
def test_what_is_no_edition_is_refused_in_a_line(tmp_path, text, said):
    with pytest.raises(BadFile, match=said) as caught:
        harvest(OWN, own(tmp_path, text), "votes")
    assert "\n" not in str(caught.value)


def test_a_folder_without_the_table_is_refused(tmp_path):
    with pytest.raises(BadFile, match="no file named"):
        harvest(OWN, tmp_path, "votes")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"cast": CAST.replace(",n\n", ",?\n")}, "votes of an unknown kind"),
        ({"cast": CAST.replace("800002,FRANCE,Y\n", "")}, "do not add up"),
        ({"records": RECORDS.replace("body", "organ")}, "missing: 'body'; unknown: 'organ'"),
        ({"later": LATER.replace("NO,\n", "NÃO,\n").replace(",YES,NO\n", ",YES,NÃO\n")}, "votes of an unknown kind"),
        ({"later": LATER.replace("Council,", "Rat,", 1)}, "missing: 'Council'; unknown: 'Rat'"),
    ],
)
def test_a_reissue_that_lost_or_changed_something_is_refused(tmp_path, changed, said):
    with pytest.raises(BadFile, match=said):
        harvest(REISSUED, reissued(tmp_path, **changed), "votes")


def test_a_packed_file_that_ends_early_is_refused(tmp_path):
    path = reissued(tmp_path) / "votes.csv.xz"
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(BadFile, match="fetch it again"):
        harvest(REISSUED, tmp_path, "votes")

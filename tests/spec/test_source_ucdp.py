"""Armed conflicts in the publisher's yearly table, its candidate events, and a summary of both."""

import zipfile
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from comity.errors import BadFile
from harvested import harvest, sample

PAIR = ("a", "b", "year", "conflict", "relation", "role_a", "role_b", "intensity", "provisional")


def pairs(source_id, folder=None):
    found = harvest(source_id, folder or sample(source_id))["armed_conflicts"]
    return [tuple(row[name] for name in PAIR) for row in found]


def test_pairs_of_the_yearly_table():
    assert pairs("ucdp") == [
        ("100", "130", 2003, "902", "same_side", "primary", "primary", 1, False),
        ("100", "135", 2003, "902", "opposed", "primary", "primary", 1, False),
        ("130", "135", 2003, "902", "opposed", "primary", "primary", 1, False),
        ("145", "150", 2001, "901", "opposed_support", "rebels", "secondary", 1, False),
        ("145", "155", 2001, "901", "opposed_secondary", "rebels", "primary", 1, False),
        ("145", "160", 2001, "901", "opposed_support", "rebels", "secondary", 1, False),
        ("150", "155", 2001, "901", "same_side", "secondary", "primary", 1, False),
        ("150", "160", 2001, "901", "same_side", "secondary", "secondary", 1, False),
        ("155", "160", 2001, "901", "same_side", "primary", "secondary", 1, False),
        ("750", "760", 2002, "900", "opposed_secondary", "primary", "secondary", 2, False),
        ("750", "790", 2001, "900", "opposed", "primary", "primary", 1, False),
        ("750", "790", 2002, "900", "opposed", "primary", "primary", 2, False),
        ("760", "790", 2002, "900", "same_side", "secondary", "primary", 2, False),
    ]


def test_names_kinds_and_days_of_the_yearly_table():
    rows = {(r["a"], r["b"], r["year"]): r for r in harvest("ucdp", sample("ucdp"))["armed_conflicts"]}
    war = rows["750", "790", 2002]
    assert (war["type"], war["conflict_name"]) == ("interstate", "India - Nepal")
    assert (war["started"], war["episode"], war["ended"]) == (date(2001, 3, 4), date(2001, 5, 6), date(2002, 9, 10))
    assert rows["750", "790", 2001]["ended"] is None
    assert (rows["145", "155", 2001]["type"], rows["145", "155", 2001]["conflict_name"]) == (
        "internationalised",
        "Chile: Norte",
    )


def test_the_publishers_archive_is_read_as_the_table_in_it(tmp_path):
    with zipfile.ZipFile(tmp_path / "ucdp-prio-acd-261-csv.zip", "w") as archive:
        archive.write(sample("ucdp") / "UcdpPrioConflict_v26_1.csv", "UcdpPrioConflict_v26_1.csv")
    assert pairs("ucdp", tmp_path) == pairs("ucdp")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (",2003,1,0,3", ",2003,4,0,3", "conflict 903, year 2003 has not an intensity of 1 or 2"),
        ("2002-09-10", "10 septembre 2002", "conflict 900, year 2002 has not a day in ep_end_date"),
        ('"150, 160"', '"150; 160"', "conflict 901, year 2001 has not numbers of states in gwno_a_2nd"),
        ("26.1", "24.1", "edition 24.1; fetch 25.1 or a later one"),
        (",2003,1,0,3", ",2027,1,0,3", "edition 26.1 with a row of 2027, which it cannot know"),
        ("intensity_level", "intensity", "missing: 'intensity_level'; unknown: 'intensity'"),
        ("900,\"India, Nepal\",Government of India,,,Government of Nepal,,,1,Some Valley,2001",
         "900,\"India, Nepal\",Government of India,,,Government of Nepal,,,1,Some Valley,2002",
         "conflict 900 stands twice in 2002"),
    ],
)  # fmt: skip
def test_another_table_is_refused_with_the_row(tmp_path, old, new, said):
    folder = copytree(sample("ucdp"), tmp_path / "copy")
    path = folder / "UcdpPrioConflict_v26_1.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BadFile, match=said):
        harvest("ucdp", folder)


def test_rows_of_two_editions_are_refused(tmp_path):
    folder = copytree(sample("ucdp"), tmp_path / "copy")
    path = folder / "UcdpPrioConflict_v26_1.csv"
    *rows, last = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*rows, last.replace("26.1", "25.1")]) + "\n", encoding="utf-8")
    with pytest.raises(BadFile, match=r"rows of the editions 25\.1 and 26\.1"):
        harvest("ucdp", folder)


def test_a_page_an_empty_file_and_two_editions_are_refused(tmp_path):
    page = tmp_path / "page"
    page.mkdir()
    (page / "ucdp-prio-acd-261-csv.zip").write_text("<html>Service unavailable</html>", encoding="utf-8")
    with pytest.raises(BadFile, match="cannot be read as an archive"):
        harvest("ucdp", page)
    (page / "ucdp-prio-acd-261-csv.zip").rename(page / "ucdp-prio-acd-261.csv")
    with pytest.raises(BadFile, match="columns differ"):
        harvest("ucdp", page)
    (page / "ucdp-prio-acd-261.csv").write_bytes(b"")
    with pytest.raises(BadFile, match="the file is empty"):
        harvest("ucdp", page)
    folder = copytree(sample("ucdp"), tmp_path / "two")
    (folder / "UcdpPrioConflict_v25_1.csv").write_bytes((folder / "UcdpPrioConflict_v26_1.csv").read_bytes())
    with pytest.raises(BadFile, match="one edition of the armed conflict dataset is expected"):
        harvest("ucdp", folder)


def test_candidates_count_once_by_the_widest_file_of_their_month():
    # 20 + 4 + 1 deaths between the two, and 3 between the other two, whose February file is superseded.
    assert pairs("ucdp-candidate") == [
        ("130", "135", 2026, "905", "opposed", "primary", "primary", 0, True),
        ("750", "790", 2026, "900", "opposed", "primary", "primary", 1, True),
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2026-04-02 00:00:00.000", "2 avril 2026", "event 5 has not a day of that year"),
        ("5,,2026,", "5,,2025,", "event 5 has not a day of that year"),
        ("Clear,1,", "Clear,7,", "event 5 has not a kind of violence of 1 to 3"),
    ],
)
def test_other_candidates_are_refused(tmp_path, old, new, said):
    folder = copytree(sample("ucdp-candidate"), tmp_path / "copy")
    path = folder / "GEDEvent_v26_0_4.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BadFile, match=said):
        harvest("ucdp-candidate", folder)


def test_a_file_whose_name_says_no_month_is_refused(tmp_path):
    folder = copytree(sample("ucdp-candidate"), tmp_path / "copy")
    (folder / "GEDEvent_v26_0_4.csv").rename(folder / "download (1).csv")
    with pytest.raises(BadFile, match="the name says no month"):
        harvest("ucdp-candidate", folder)
    for path in folder.iterdir():
        path.unlink()
    with pytest.raises(BadFile, match="no file of candidate events"):
        harvest("ucdp-candidate", Path(folder))


def test_the_summary_gives_years_and_what_was_seen_after_them():
    # The row of the yearly edition speaks for 2025; 2026 was seen and is not over; one sighting is a pair, no conflict.
    assert pairs("ucdp-interstate") == [
        ("130", "135", 2025, "904", "opposed", "primary", "primary", None, False),
        ("145", "155", 2026, "906", "opposed", "primary", "primary", None, True),
        ("750", "760", 2025, "900", "opposed_secondary", "primary", "secondary", 2, False),
        ("750", "790", 2001, "900", "opposed", "primary", "primary", None, False),
        ("750", "790", 2002, "900", "opposed", "primary", "primary", None, False),
        ("750", "790", 2024, "900", "opposed", "primary", "primary", None, False),
        ("750", "790", 2025, "900", "opposed", "primary", "primary", 2, False),
        ("750", "790", 2026, "900", "opposed", "primary", "primary", None, True),
        ("760", "790", 2025, "900", "same_side", "secondary", "primary", 2, False),
    ]
    names = {
        r["conflict"]: r["conflict_name"]
        for r in harvest("ucdp-interstate", sample("ucdp-interstate"))["armed_conflicts"]
    }
    assert names == {"900": "India - Nepal", "904": "Ecuador - Peru", "906": None}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("130|135", "130|135|100", "conflict 904 has more than two parties in 2025"),
        ("state_pair_candidate", "rumour", "column 'scope_status' has unknown values 'rumour'"),
        ("2026-05-06", "6 mai 2026", "conflict 900 has not a last day"),
        ("155|145", "155", "conflict 906 has not two states or more"),
    ],
)
def test_another_summary_is_refused(tmp_path, old, new, said):
    folder = copytree(sample("ucdp-interstate"), tmp_path / "copy")
    path = folder / "interstate_conflicts_2016_2026.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BadFile, match=said):
        harvest("ucdp-interstate", folder)

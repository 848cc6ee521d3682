"""Lists of relations in wikitext: layouts, dates in their ways, what is no list, what is no article."""

import io
import json
import lzma
import tarfile
from datetime import date

import pytest

from comity.errors import BadFile
from comity.sources.formats.wikitext import tables
from comity.sources.wikipedia_foreign_relations.dates import read_date
from comity.sources.wikipedia_foreign_relations.names import partner
from harvested import harvest, sample

ID = "wikipedia-foreign-relations"
ARCHIVE = "foreign_relations_wikitext_2025-11.tar.xz"


@pytest.fixture(scope="module")
def dates():
    return harvest(ID, sample(ID))["relation_dates"]


def of(rows, state):
    return {r["partner"]: (str(r["begun"]), r["precision"], r["standing"]) for r in rows if r["state"] == state}


def test_the_list_by_date_and_the_tables_by_region_are_read(dates):
    assert of(dates, "Israel") == {
        "Kazakhstan": ("1992-04-10", "day", True),
        "Iran": ("1950-01-01", "year", False),
        "United Arab Emirates": ("2020-09-15", "day", True),
        "Sovereign Military Order of Malta": ("1994-05-01", "day", True),
    }
    assert of(dates, "Kazakhstan") == {
        "Israel": ("1992-04-10", "day", True),
        "Japan": ("1992-01-26", "day", True),
        "Mongolia": ("1992-01-01", "month", True),
    }
    assert {r["listed"] for r in dates} == {date(2026, 10, 5)}


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("{{dts|15 May 1948}}", "1948-05-15"),
        ("{{DTS|format=dmy|1948|5|15}}", "1948-05-15"),
        ("{{Date table sorting|18 February 2008}}", "2008-02-18"),
        ("{{start date|1948|05|15|df=y}}", "1948-05-15"),
        ("{{daterange|1989}}", "1989"),
        ("May 15, 1948", "1948-05-15"),
        ("15th May 1948", "1948-05-15"),
        ("15 Sept. 1948", "1948-09-15"),
        ("1885-10-22", "1885-10-22"),
        ("May 1992", "1992-05"),
        ("1992", "1992"),
        ("'''10 April 1992''' (as a republic)", "1992-04-10"),
        ("[[10 April]] 1992", "1992-04-10"),
        ("10 avril 1992", None),
        ("10 de abril de 1992", None),
        ("30 February 1992", None),
        ("10 Ma 1992", None),
        ("1922; 1981", None),
        ("3 May 1990 (re-established)", None),
        ("before {{dts|1984}}", None),
        ("{{unknown|1984}}", None),
        ("", None),
    ],
)
def test_a_date_is_read_as_written_or_not_at_all(cell, said):
    found = read_date(cell)
    assert (None if found is None else str(found)) == said


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("{{flag|Kazakhstan}}", "Kazakhstan"),
        ("{{Flagu|United Kingdom|size=20px}}", "United Kingdom"),
        ("{{flagicon|Mongolia|1924}} [[Mongolia]]", "Mongolia"),
        ("[[Federated States of Micronesia|Micronesia]]", "Micronesia"),
        ("{{KAZ}}", "KAZ"),
        ("{{noflag|Holy See}} (suspended)", "Holy See"),
        ("Benin", "Benin"),
        ("", None),
    ],
)
def test_whom_a_cell_names(cell, name):
    assert partner(cell) == name


LISTED = """== Diplomatic relations ==
{| class="wikitable"
! # !! Country !! Date
|-
| 1 || {{flag|Benin}} || 5 May 1961
|}
"""


def archive(folder, pages):
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w") as tar:
        for name, content in pages.items():
            info = tarfile.TarInfo(f"pages/{name}.json")
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    (folder / ARCHIVE).write_bytes(lzma.compress(raw.getvalue()))
    return folder


def page(text):
    return json.dumps(text).encode()


def test_the_archive_of_articles_is_read_alike(tmp_path):
    rows = harvest(ID, archive(tmp_path, {"Foreign relations of the Gambia": page(LISTED)}))["relation_dates"]
    assert of(rows, "Gambia") == {"Benin": ("1961-05-05", "day", True)}
    assert {r["listed"] for r in rows} == {date(2025, 11, 30)}


@pytest.mark.parametrize(
    "heading",
    [
        "Consular relations",
        "Former relations",
        "States without diplomatic relations",
        "Recognition",
        "Severed relations",
    ],
)
def test_lists_of_something_else_are_passed_over(tmp_path, heading):
    other = LISTED.replace("== Diplomatic relations ==", f"== Diplomatic relations ==\n=== {heading} ===")
    text = LISTED + other.replace("Benin", "Togo")
    rows = harvest(ID, archive(tmp_path, {"Foreign relations of Gambia": page(text)}))["relation_dates"]
    assert set(of(rows, "Gambia")) == {"Benin"}


def test_two_names_of_one_partner_are_one_row_and_the_list_speaks(tmp_path):
    text = LISTED.replace("Benin", "Ivory Coast") + LISTED.replace("Benin", "Côte d'Ivoire").replace("1961", "1962")
    rows = harvest(ID, archive(tmp_path, {"Foreign relations of Gambia": page(text)}))["relation_dates"]
    assert of(rows, "Gambia") == {"Ivory Coast": ("1961-05-05", "day", True)}


@pytest.mark.parametrize(
    ("pages", "message"),
    [
        ({"Foreign relations of Gambia": b"<html>moved</html>"}, "no JSON"),
        ({"Foreign relations of Gambia": b"{}"}, "no article"),
        ({"Main page": page(LISTED)}, "no article on foreign relations"),
        ({"Foreign relations of Gambia": page("Nothing here.")}, "unread"),
        ({"Foreign relations of Gambia": page(LISTED.replace("5 May", "5 mai"))}, "unread"),
        ({}, "unread"),
    ],
)
def test_what_is_not_the_articles_is_refused(tmp_path, pages, message):
    with pytest.raises(BadFile, match=message):
        harvest(ID, archive(tmp_path, pages))


@pytest.mark.parametrize("answer", ["<html>", "[]", "{}", '{"query": {"pages": [{"title": "x"}]}}', "null"])
def test_what_is_no_answer_of_the_interface_is_refused(tmp_path, answer):
    (tmp_path / "pages-1.json").write_text(answer, encoding="utf-8")
    with pytest.raises(BadFile, match="pages-1"):
        harvest(ID, tmp_path)


def test_tables_in_tables_and_marks_in_templates_do_not_break_a_row():
    text = """
{| class="wikitable"
! Country !! Date
|-
| {{flag|A|x=1||y}} || 1990
{| class="inner"
| not || this
|}
|-
| rowspan=2 | B || 1991
|-
| 1992
|}
"""
    (found,) = tables(text)
    assert [row[1].split()[0] for row in found.rows] == ["1990", "1991", "1992"]
    assert found.rows[2][0] == "B"

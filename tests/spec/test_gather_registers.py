"""What registers and the Factbook hold of two states, as sentences in words of our own."""

import io
import json
import tarfile
from pathlib import Path

import duckdb

import comity
from comity.gathering.places import READERS, documents_of, place
from comity.terms.country import state

SOURCES = Path(comity.__file__).parent / "sources"


def told(place_id, folder, a, b):
    (found,) = READERS[place_id](folder, state(a), state(b))
    return [(p.day, p.text) for p in found.passages]


def test_a_mission_each_way_is_told_in_our_words():
    assert told("missions", SOURCES / "embassies" / "sample", "ISR", "KAZ") == [
        ("2022-11-01", "Israel has its embassy to Kazakhstan in Astana."),
        ("2022-11-01", "Kazakhstan has its embassy to Israel in Tel Aviv."),
    ]


def test_of_a_treaty_each_day_is_told_that_the_register_gives():
    found = told("investment-treaties", SOURCES / "unctad_iia" / "sample", "KAZ", "ISR")
    assert [day for day, _ in found] == ["1995-12-27", "1997-02-19"]
    trade = told("trade-agreements", SOURCES / "desta_2_3" / "sample", "KAZ", "RUS")
    assert [day for day, said in trade if "(2011)" in said] == ["2011", "2012"]
    assert all(said.startswith(("Kazakhstan and Russia signed", "The trade agreement of Kaz")) for _, said in trade)


def test_of_editions_only_what_changed_is_told(tmp_path):
    rows = [
        ("NOR", "NZL", "visa required", "2022-12-21"),
        ("NOR", "NZL", "visa required", "2023-12-03"),
        ("NOR", "CHL", "visa required", "2023-12-03"),
        ("NOR", "NZL", "90", "2024-12-04"),
        ("NZL", "NOR", "90", "2022-12-21"),
        ("NZL", "NOR", "90", "2024-12-04"),
    ]
    with duckdb.connect() as con:
        con.execute("CREATE TABLE t (passport VARCHAR, destination VARCHAR, requirement VARCHAR, snapshot VARCHAR)")
        con.executemany("INSERT INTO t VALUES (?, ?, ?, ?)", rows)
        con.execute(f"COPY t TO '{tmp_path}/passport_index_panel.parquet' (FORMAT parquet)")
    assert told("visas", tmp_path, "NOR", "NZL") == [
        ("2022-12-21", "New Zealand lets holders of passports of Norway in with a visa applied for before."),
        ("2022-12-21", "Norway lets holders of passports of New Zealand in without a visa."),
        ("2024-12-04", "New Zealand lets holders of passports of Norway in without a visa."),
    ]


def test_the_factbook_is_asked_for_what_each_page_says_of_the_other(tmp_path):
    norway = {
        "Government": {"Country name": {"conventional short form": {"text": "Norway"}}},
        "Space": {
            "text": "2001 - sent a sheep up; signed an agreement with New Zealand on a station<br><br>2002 - rest"
        },
        "Military": {"note": "defence of the coast with some regard to its neighbor New Zealand; wool for all"},
    }
    with tarfile.open(tmp_path / "factbook.tar.xz", "w:xz") as archive:
        content = json.dumps(norway).encode()
        info = tarfile.TarInfo("factbook/europe/no.json")
        info.size = len(content)
        archive.addfile(info, io.BytesIO(content))
    (document,) = documents_of(place("factbook"), tmp_path, state("NZL"), state("NOR"))
    assert (document.about, document.source) == (("NOR",), "CIA, World Factbook, page on Norway")
    assert [(p.day, p.text) for p in document.passages] == [
        ("2001", "signed an agreement with New Zealand on a station"),
        ("", "defence of the coast with some regard to its neighbor New Zealand"),
    ]

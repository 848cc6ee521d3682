"""Event files into a warehouse: what is kept, what is set aside, what is quarantined, and why."""

import csv
from datetime import date

import pytest

from comity.events.check import account, gaps, verify
from comity.events.compact import compact
from comity.events.ingest import ingest
from comity.events.ledger import Ledger
from comity.events.look import documents, history
from comity.terms.actor import leader_names
from comity.terms.dyad import Dyad
from event_files import (
    BACKFILE,
    ICEWS,
    POLECAT,
    VERSION_1,
    export,
    gdelt,
    icews,
    mention,
    polecat,
    table,
)


@pytest.fixture
def root(tmp_path):
    return tmp_path / "warehouse"


def _one(root, *files, **options):
    done = ingest(root, files, **options)
    assert not done.refused, done.refused
    [taken] = done.taken
    return taken


def _rows(root, columns="a, b, date, code", kind="events"):
    import duckdb

    return duckdb.sql(f"SELECT {columns} FROM read_parquet('{root}/{kind}/*/*/*.parquet') ORDER BY ALL").fetchall()


ROWS = [
    # a, b, code, what becomes of it
    ("FRA", "DEU", "043", "kept"),
    (("FRA", "GOV"), ("DEU", "MIL"), "190", "kept"),
    (("FRA", "BUS"), "DEU", "061", "kept"),
    ("FRA", "FRA", "043", "within one state"),
    ("FRA", ("FRA", "OPP"), "043", "within one state"),
    ("FRA", "", "043", "one state only"),
    ("", "", "043", "no state acts"),
    ("EUR", "DEU", "043", "one state only"),
    ("FRA", "QQQ", "043", "unknown actor"),
    ("FRA", "DEU", "9999", "unknown event code"),
    ("FRA", "DEU", "", "unknown event code"),
]


@pytest.mark.parametrize(("a", "b", "code", "becomes"), ROWS)
def test_what_becomes_of_a_row(tmp_path, root, a, b, code, becomes):
    taken = _one(root, export(tmp_path, gdelt(1, a, b, code, EventRootCode=code[:2] or "00")))
    found = {"kept": taken.kept} | dict(taken.set_aside) | dict(taken.quarantined)
    assert {what: n for what, n in found.items() if n} == {becomes: 1}
    assert taken.rows_read == 1


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("SQLDATE", "20200230", "invalid date"),
        ("SQLDATE", "", "invalid date"),
        ("SQLDATE", "20200303", "dated after its file"),
        ("SQLDATE", "20210301", "dated after its file"),
        ("NumMentions", "many", "not a number"),
        ("NumMentions", "-1", "not a number"),
        ("GLOBALEVENTID", "", "no event id"),
    ],
)
def test_a_row_that_cannot_be_believed_is_quarantined_where_people_can_read_it(tmp_path, root, column, value, reason):
    taken = _one(root, export(tmp_path, gdelt(1, **{column: value}), gdelt(2)))
    assert (taken.kept, dict(taken.quarantined)) == (1, {reason: 1})
    [path] = root.glob("quarantine/*/*.csv")
    [row] = csv.DictReader(path.open())
    assert row["reason"] == reason
    assert row["piece"] == "20200301120000.export.CSV.zip"


def test_an_event_of_the_day_after_is_a_matter_of_time_zones(tmp_path, root):
    assert _one(root, export(tmp_path, gdelt(1, day="20200302"))).kept == 1


def test_lines_that_are_no_rows_are_quarantined_with_their_number(tmp_path, root):
    lines = [gdelt(1), gdelt(2).rsplit("\t", 1)[0], gdelt(3) + "\tmore", gdelt(4)]
    taken = _one(root, export(tmp_path, *lines, name="20200301120000.export.CSV"))
    assert (taken.rows_read, taken.kept) == (4, 2)
    assert taken.quarantined == {"too few columns": 1, "too many columns": 1}
    [path] = root.glob("quarantine/*/*.csv")
    assert [row["line"] for row in csv.DictReader(path.open())] == ["2", "3"]


def test_text_in_another_encoding_is_quarantined(tmp_path, root):
    path = tmp_path / "20200301120000.export.CSV"
    path.write_bytes(gdelt(1, SOURCEURL="https://x.example/\udcff").encode("utf-8", "surrogateescape") + b"\n")
    assert _one(root, path).quarantined == {"not UTF-8": 1}


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda p: p.write_bytes(export(p.parent / "o", gdelt(1)).read_bytes()[:-40]), "cannot be read as an archive"),
        (lambda p: p.write_bytes(_flipped(export(p.parent / "o", gdelt(1)).read_bytes())), "cannot be read"),
        (lambda p: p.write_bytes(b""), "cannot be read as an archive"),
        (lambda p: export(p.parent, "", name=p.name), "the file is empty"),
        (lambda p: export(p.parent, "a\tb\tc", name=p.name), "row 1 has 3 columns, 61 or 58 or 57 are expected"),
        (lambda p: export(p.parent, gdelt(1).replace("\t", ";"), name=p.name), "saved by a spreadsheet"),
        (
            lambda p: export(p.parent, gdelt(7), gdelt(8, EventCode="12", EventRootCode="1"), name=p.name),
            "leading zeros",
        ),
        (lambda p: export(p.parent, gdelt(1, DATEADDED="2.02E+13"), name=p.name), "digits are lost"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_whole_and_the_others_go_in(tmp_path, root, make, said):
    path = tmp_path / "20200301121500.export.CSV.zip"
    make(path)
    good = export(tmp_path, gdelt(99))
    done = ingest(root, [path, good])
    assert list(done.refused) == [path]
    assert said in done.refused[path]
    assert "\n" not in done.refused[path]
    assert [a.name for a in done.taken] == [good.name]
    assert len(_rows(root)) == 1
    [(_, _, reason, *_)] = [row for row in account(root) if row[1] == "refused"]
    assert said in reason


def _flipped(data):
    at = data.index(b".CSV") + 20
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def test_a_file_with_another_name_is_the_same_file(tmp_path, root):
    first, second = export(tmp_path, gdelt(1)), tmp_path / "copy.export.CSV.zip"
    second.write_bytes(first.read_bytes())
    done = ingest(root, [first, second])
    assert (len(done.taken), done.known) == (1, [second])
    assert ingest(root, [second]).known == [second]
    assert len(_rows(root)) == 1


def test_a_row_that_comes_twice_counts_once_in_a_file_in_a_run_and_across_runs(tmp_path, root):
    first = export(tmp_path, gdelt(1), gdelt(1), gdelt(2))
    second = export(tmp_path, gdelt(2, stamp="20200301121500"), gdelt(3), name="20200301121500.export.CSV.zip")
    done = ingest(root, [first, second])
    assert [(a.kept, a.duplicates) for a in done.taken] == [(2, 1), (1, 1)]
    third = export(tmp_path, gdelt(3), gdelt(4), gdelt(1), name="20200301123000.export.CSV.zip")
    assert [(a.kept, a.duplicates) for a in ingest(root, [third]).taken] == [(1, 2)]
    assert _rows(root, "event_id") == [("1",), ("2",), ("3",), ("4",)]
    assert verify(root)


def test_the_three_layouts_of_gdelt_are_told_apart(tmp_path, root):
    old = export(tmp_path, gdelt(1, layout=VERSION_1, stamp="20140301", day="20140301"), name="20140301.export.CSV.zip")
    backfile = export(tmp_path, gdelt(2, layout=BACKFILE, stamp="19900105", day="19900105"), name="1990.zip")
    done = ingest(root, [old, backfile, export(tmp_path, gdelt(3))])
    assert not done.refused
    assert _rows(root, "event_id, date") == [
        ("1", date(2014, 3, 1)), ("2", date(1990, 1, 5)), ("3", date(2020, 3, 1)),
    ]  # fmt: skip
    with Ledger.open(root) as ledger:
        assert dict(ledger.coverage("gdelt-events")) == {
            date(1990, 1, 5): 1.0, date(2014, 3, 1): 1.0, date(2020, 3, 1): pytest.approx(1 / 96),
        }  # fmt: skip


def test_days_without_a_piece_are_missing_and_known_outages_say_why(tmp_path, root):
    days = ["20140317", "20140318", "20140320", "20140323"]
    pieces = [
        export(tmp_path, gdelt(i, layout=VERSION_1, stamp=d, day=d), name=f"{d}.export.CSV.zip")
        for i, d in enumerate(days)
    ]
    ingest(root, pieces)
    assert [(g.first.day, g.last.day, "no daily file" in g.reason) for g in gaps(root, "gdelt-events")] == [
        (19, 19, True),
        (21, 22, False),
    ]


def test_an_act_dated_back_to_a_day_that_was_not_delivered_is_kept_and_not_counted(tmp_path, root):
    ingest(root, [export(tmp_path, gdelt(1, day="20190301"), gdelt(2))])
    columns, rows = history(root, Dyad("FRA", "DEU"))
    assert [row[columns.index("period")] for row in rows] == [2020 * 12 + 2]
    assert len(_rows(root)) == 2


def test_icews_offices_and_citizens_are_their_states_and_an_id_may_occur_on_two_days(tmp_path, root):
    rows = [
        icews(1, ("Foreign Affairs (France)", "Executive,Foreign Ministry,Government", "France"),
              ("Kazakhstan", "", "Kazakhstan")),
        icews(1, ("France", "", "France"), ("Kazakhstan", "", "Kazakhstan"), day="2018-06-02"),
        icews(2, ("Citizen (France)", "General Population / Civilian / Social,Social", "France"),
              ("Kazakhstan", "", "Kazakhstan")),
        icews(3, ("Someone", "", ""), ("Kazakhstan", "", "Kazakhstan")),
        icews(4, ("A Leader", "", ""), ("Kazakhstan", "", "Kazakhstan")),
        icews(1, ("France", "", "France"), ("Kazakhstan", "", "Kazakhstan"), day="2018-06-02"),
    ]  # fmt: skip
    names = leader_names(
        [("FRA", "Leader", date(2017, 5, 14), None), ("ITA", "Leader", date(1990, 1, 1), date(1991, 1, 1))]
    )
    taken = _one(root, table(tmp_path / "events.2018.tab", ICEWS, rows), names=names)
    assert (taken.kept, taken.duplicates, dict(taken.set_aside)) == (4, 1, {"one state only": 1})
    assert _rows(root, "event_id, date, a, official") == [
        ("1", date(2018, 6, 1), "FRA", True),
        ("1", date(2018, 6, 2), "FRA", True),
        ("2", date(2018, 6, 1), "FRA", False),
        ("4", date(2018, 6, 1), "FRA", True),
    ]


def test_polecat_speaks_plover_and_an_actor_of_two_states_is_no_ones(tmp_path, root):
    rows = [
        polecat(1, ("220", "GOV"), ("705", "None")),
        polecat(2, ("220", "GOV"), ("705", "GOV"), "ASSAULT", "a-new-mode"),
        polecat(3, ("220; 200", "GOV"), ("705", "GOV")),
        polecat(4, ("220", "GOV"), ("705", "GOV"), "DANCE", "None"),
        polecat(5, ("220", "CVL"), ("705", "GOV"), "PROTEST", "None"),
    ]
    columns = [c for c in POLECAT if c not in ("Event Intensity", "Headline")]
    taken = _one(root, table(tmp_path / "ngecEvents.txt", columns, rows))
    assert (dict(taken.set_aside), dict(taken.quarantined)) == ({"one state only": 1}, {"unknown event code": 1})
    assert _rows(root, "event_id, a, b, code, official") == [
        ("1", "FRA", "KAZ", "CONSULT:visit", True),
        ("2", "FRA", "KAZ", "ASSAULT", True),
        ("5", "FRA", "KAZ", "PROTEST", False),
    ]


def test_a_users_own_events_take_names_codes_titles_and_leaders(tmp_path, root):
    path = tmp_path / "mine.csv"
    path.write_text(
        "date,actor,target,code,url\n"
        "2016-12-14,Israel,KAZ,CONSULT:visit,https://news.example/astana\n"
        '2016-12-14,"Minister (Kazakhstan)",ISR,057,https://news.example/signed\n'
        "2016-12-15,Nowhere,ISR,057,\n"
        "2016-12-15,Anyone (Atlantis),ISR,057,\n"
        "2916-12-15,Israel,KAZ,057,\n"
    )
    taken = _one(root, path)
    assert (taken.kept, dict(taken.quarantined)) == (2, {"unknown actor": 2, "dated after its file": 1})
    columns, rows = documents(root, Dyad("ISR", "KAZ"), 2016 * 12 + 11)
    assert [(r[columns.index("a")], r[columns.index("score")], r[columns.index("outlet")]) for r in rows] == [
        ("ISR", 4.0, "news.example"),
        ("KAZ", 5.0, "news.example"),
    ]


def test_mentions_bring_confidence_to_events_that_are_held(tmp_path, root):
    lines = [gdelt(1, IsRootEvent="0"), gdelt(2, IsRootEvent="0"), gdelt(3)]
    marks = [mention(1, "https://x.example/1"), mention(1, "https://x.example/2", "30"), mention(2, confidence="20"),
             mention(77), mention(3, confidence="sure")]  # fmt: skip
    done = ingest(root, [export(tmp_path, *marks, name="20200301120000.mentions.CSV.zip"), export(tmp_path, *lines)])
    assert [(a.source, a.kept, dict(a.set_aside), dict(a.quarantined)) for a in done.taken] == [
        ("gdelt-events", 3, {}, {}),
        ("gdelt-mentions", 3, {"event is not held": 1}, {"not a number": 1}),
    ]
    columns, [row] = history(root, Dyad("FRA", "DEU"), "day")
    assert row[columns.index("acts")] == 2, "the lead, and the one of confidence 80; not the one of confidence 20"


def test_small_files_can_be_joined_and_nothing_that_is_read_changes(tmp_path, root):
    for n in range(3):
        stamp = f"202003011{n}0000"
        ingest(root, [export(tmp_path, gdelt(n, stamp=stamp), name=f"{stamp}.export.CSV.zip")])
    before = history(root, Dyad("FRA", "DEU")), _rows(root, "*")
    assert compact(root) == 2
    assert (history(root, Dyad("FRA", "DEU")), _rows(root, "*")) == before
    assert len(list(root.glob("events/*/*/*.parquet"))) == 1
    verify(root)


def test_a_line_longer_than_any_row_is_the_files_own_fault_and_no_one_elses(tmp_path, root):
    long = export(tmp_path, gdelt(1), gdelt(2, SOURCEURL="x" * (5 << 20)), name="20200301121500.export.CSV.zip")
    done = ingest(root, [export(tmp_path, gdelt(9)), long])
    kept = {a.name: (a.rows_read, a.kept, dict(a.quarantined)) for a in done.taken}
    assert kept["20200301120000.export.CSV.zip"] == (1, 1, {})
    assert long in done.refused or kept[long.name][2], "refused whole, or the line quarantined"
    assert ("9",) in _rows(root, "event_id")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("date,actor,target,code,note\n2016-12-14,ISR,KAZ,043,x\n", "missing none; unknown 'note'"),
        ("date;actor;target;code\n2016-12-14;ISR;KAZ;043\n", "missing 'date', 'actor', 'target', 'code'"),
        ("date,actor,target,code\n2016-12-14,ISR,KAZ,43\n", "lost their leading zeros"),
        ("some,other,table\n1,2,3\n", "match no source of events; name one with --source"),
    ],
)
def test_a_users_file_that_cannot_be_read_says_why(tmp_path, root, text, said):
    path = tmp_path / "mine.csv"
    path.write_text(text)
    assert said in ingest(root, [path]).refused[path]


def test_a_users_file_may_come_from_windows(tmp_path, root):
    path = tmp_path / "mine.csv"
    path.write_bytes(b"\xef\xbb\xbfdate,actor,target,code\r\n2016-12-14,Israel,KAZ,043\r\n")
    assert _one(root, path).kept == 1

"""What a study folder may hold, as small tables, and the one line that answers each fault."""

import os
from datetime import date

import pytest

from comity.errors import BadFile
from comity.evidence.ledger import REQUIRED
from comity.evidence.settings import Settings
from comity.evidence.study import known_sectors, load_study

PAIR = "pair: {a: NOR, b: NZL}\n"
ROW = {
    "id": "1",
    "date": "2014-05",
    "published": "",
    "a": "NOR",
    "b": "NZL",
    "question": "exchange",
    "kind": "flow",
    "sector": "agriculture",
    "claim": "Norway sold sheep.",
    "value": "12.5",
    "unit": "tonnes",
    "status": "reported",
    "source": "Shepherd's Weekly, June 2014",
    "url": "https://example.org/a?b=%20",
    "source_type": "secondary",
    "reliability": "B",
    "credibility": "2",
    "note": "",
}


def _csv(*rows):
    def quoted(cell):
        return '"' + cell.replace('"', '""') + '"'

    return "\n".join([",".join(ROW), *(",".join(map(quoted, row.values())) for row in rows)]) + "\n"


@pytest.fixture
def study(tmp_path):
    """Writes a study folder from texts (or bytes) by file name, and loads it."""

    def write(evidence=None, settings=PAIR):
        folder = tmp_path / "study"
        (folder / "evidence").mkdir(parents=True, exist_ok=True)
        (folder / "study.yaml").write_text(settings, encoding="utf-8")
        for name, content in (evidence or {}).items():
            raw = content if isinstance(content, bytes) else content.encode()
            (folder / "evidence" / name).write_bytes(raw)
        return load_study(folder)

    write.folder = tmp_path / "study"
    return write


def _fault(study, **inputs):
    with pytest.raises(BadFile) as caught:
        study(**inputs)
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_a_row_becomes_a_statement(study):
    (statement,) = study({"x.csv": _csv(ROW)}).statements
    kept = {name: getattr(statement, name) for name in ROW}
    assert kept == ROW
    assert statement.grade == "B2"
    assert statement.origin == "evidence/x.csv, row 2"


def test_the_pair_alone_is_a_study(study):
    loaded = study()
    assert loaded.statements == ()
    assert (loaded.settings.pair.a, loaded.settings.pair.b) == ("NOR", "NZL")
    assert loaded.settings.likelihood == "icd203"
    assert loaded.sectors == tuple(known_sectors())


def test_a_folder_without_evidence_is_a_study(tmp_path):
    (tmp_path / "study.yaml").write_text(PAIR)
    assert load_study(tmp_path).statements == ()


def test_only_the_needed_columns_are_needed(study):
    text = ",".join(REQUIRED) + "\n" + ",".join(f'"{ROW[name]}"' for name in REQUIRED) + "\n"
    (statement,) = study({"x.csv": text}).statements
    assert (statement.b, statement.published, statement.value, statement.url) == ("", "", "", "")


def test_files_are_read_in_order_of_name_and_other_files_are_left_alone(study):
    files = {"b.CSV": _csv(ROW), "a.csv": _csv(ROW | {"id": "2"}), "notes.txt": b"\xff\x00"}
    assert [s.id for s in study(files).statements] == ["2", "1"]


def test_a_byte_order_mark_and_windows_lines_are_read(study):
    raw = b"\xef\xbb\xbf" + _csv(ROW).replace("\n", "\r\n").encode()
    assert len(study({"x.csv": raw}).statements) == 1


@pytest.mark.parametrize(
    ("when", "published", "first_day"),
    [
        ("2014", "", "2014-12-31"),
        ("2014-02", "", "2014-02-28"),
        ("2016-02", "", "2016-02-29"),
        ("2014-05-03", "", "2014-05-03"),
        ("2001", "2025-11", "2025-11-30"),
        ("2014", "2014-03-01", "2014-12-31"),
        ("2012-04-07", "2012", "2012-12-31"),
    ],
)
def test_a_statement_counts_from_the_day_that_all_of_it_was_known(study, when, published, first_day):
    loaded = study({"x.csv": _csv(ROW | {"date": when, "published": published})})
    first = date.fromisoformat(first_day)
    assert loaded.evidence(first) == loaded.statements
    assert loaded.evidence(date.fromordinal(first.toordinal() - 1)) == ()


def test_evidence_is_ordered_by_date_and_then_as_written(study):
    dates = {"1": "2014-05", "2": "2013", "3": "2014-05", "4": "2013-01-01", "5": "2014"}
    loaded = study({"x.csv": _csv(*(ROW | {"id": id, "date": day} for id, day in dates.items()))})
    assert [s.id for s in loaded.evidence(date(2020, 1, 1))] == ["2", "4", "5", "1", "3"]


@pytest.mark.parametrize(
    ("column", "cell", "says"),
    [
        ("date", "2014-13", "not a date; write YYYY-MM-DD"),
        ("date", "2014-02-30", "not a day of the calendar"),
        ("date", "3 May 2014", "not a date"),
        ("date", "٢٠١٤", "not a date"),
        ("date", "", "is empty"),
        ("published", "soon", "not a date"),
        ("a", "Norvegia Felix", "no state called 'Norvegia Felix'"),
        ("a", "", "is empty"),
        ("b", "NOR", "like a"),
        ("b", "XXX", "no state called 'XXX'"),
        ("question", "tenour", "did you mean tenor?"),
        ("kind", "trade", "choose one of agreement"),
        ("sector", "farming", "choose one of agriculture"),
        ("status", "planned", "did you mean plan?"),
        ("source_type", "tertiary", "'tertiary' is not known"),
        ("reliability", "G", "choose one of A, B, C, D, E, F"),
        ("reliability", "B2", "did you mean B?"),
        ("credibility", "0", "choose one of 1, 2, 3, 4, 5, 6"),
        ("claim", "", "is empty"),
        ("claim", "x" * 601, "601 characters; write at most 600"),
        ("source", " ", "is empty"),
        ("id", "", "is empty"),
        ("id", "a b", "'a b' is not an id"),
        ("id", "../x", "'../x' is not an id"),
        ("value", "about 5", "is not a number"),
        ("value", "", "is empty; a number needs a unit"),
        ("unit", "", "is empty; a number needs a unit"),
        ("url", "javascript:alert(1)", "not a web address"),
        ("url", "ftp://example.org/x", "not a web address"),
        ("url", "https://user@example.org", "not a web address"),
        ("url", 'https://example.org/">', "not a web address"),
        ("url", "https://[", "not a web address"),
        ("claim", "Norway\u202eyawroN", "invisible character U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("claim", "nul\x00", "invisible character U+0000"),
        ("claim", "two\nlines", "invisible character U+000A"),
        ("note", "bell\x07", "invisible character U+0007"),
        ("note", "line\u2028part", "invisible character U+2028"),
    ],
)
def test_a_bad_field_is_named_with_file_row_and_column(study, column, cell, says):
    message = _fault(study, evidence={"x.csv": _csv(ROW, ROW | {"id": "2", column: cell})})
    place, _, problem = message.partition(": ")
    row = 4 if "\n" in cell else 3
    assert place == f"evidence/x.csv, row {row}, {'value' if (column, cell) == ('value', '') else column}"
    assert says in problem


@pytest.mark.parametrize("value", ["0", "-3.5", "10-20", "8000-10000", "132-3-5", "46.4"])
def test_numbers_ranges_and_votes_are_values(study, value):
    assert study({"x.csv": _csv(ROW | {"value": value})}).statements[0].value == value


def test_letters_of_any_script_are_welcome(study):
    claim = "می‌گوید: Қазақстан, ישראל, 中国, Côte d’Ivoire"
    assert study({"x.csv": _csv(ROW | {"claim": claim})}).statements[0].claim == claim


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"", "is empty; its first row should name the columns"),
        (b"\n\n", "is empty"),
        (b"id;date;a\n1;2014;NOR\n", "separate the columns by commas"),
        (_csv(ROW).replace("reliability", "trust", 1), "no column reliability"),
        (_csv(ROW).replace("note", "notes", 1), "column 'notes' is not known; did you mean note?"),
        (_csv(ROW).replace("note", "url", 1), "column url is there twice"),
        (_csv(ROW) + "1,2014\n", "row 3: 2 fields where the first row names 18"),
        (_csv(ROW) + "," * 18 + "\n", "row 3: 19 fields"),
        (_csv(ROW) + '"1,2014\n', "row 3: unexpected end of data"),
        (_csv(ROW).encode() + b"\xff\xfe\n", "row 3: not UTF-8 text; save the file as UTF-8"),
        (_csv(ROW).encode("utf-16"), "row 1: not UTF-8 text"),
        (_csv(ROW | {"claim": "x" * 200_000}), "row 2: field larger than field limit"),
        (_csv(ROW, ROW), "evidence/x.csv, row 3, id: '1' is taken by evidence/x.csv, row 2"),
    ],
)
def test_a_bad_table_is_named_with_its_row(study, text, says):
    message = _fault(study, evidence={"x.csv": text})
    assert message.startswith("evidence/x.csv")
    assert says in message


def test_an_id_is_unique_across_files(study):
    message = _fault(study, evidence={"a.csv": _csv(ROW), "b.csv": _csv(ROW)})
    assert message.startswith("evidence/b.csv, row 2, id: '1' is taken by evidence/a.csv, row 2")


def test_a_file_that_never_ends_is_refused(study, monkeypatch):
    monkeypatch.setattr("comity.evidence.ledger.MOST_BYTES", 100)
    assert "larger than 100 bytes" in _fault(study, evidence={"x.csv": _csv(ROW)})


def test_too_many_rows_or_files_are_refused(study, monkeypatch):
    monkeypatch.setattr("comity.evidence.ledger.MOST_ROWS", 1)
    assert "more than 1 rows" in _fault(study, evidence={"x.csv": _csv(ROW, ROW | {"id": "2"})})
    monkeypatch.setattr("comity.evidence.ledger.MOST_FILES", 1)
    assert "holds 2 CSV and YAML files, more than 1" in _fault(study, evidence={"y.csv": ""})


@pytest.mark.parametrize("name", ["evidence/x.csv", "study.yaml", "evidence"])
def test_links_out_of_the_folder_are_refused(study, tmp_path, name):
    study({"x.csv": _csv(ROW)})
    inside, outside = study.folder / name, tmp_path / "outside"
    inside.rename(outside)
    inside.symlink_to(outside)
    with pytest.raises(BadFile, match=f"^{name} is a link"):
        load_study(study.folder)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_does_not_hang_the_reader(study):
    study()
    os.mkfifo(study.folder / "evidence" / "x.csv")
    assert "is not a regular file" in _fault(study)


def test_a_folder_in_place_of_a_file_is_refused(study):
    study()
    (study.folder / "evidence" / "x.csv").mkdir()
    assert _fault(study).startswith("evidence/x.csv ")


def test_a_file_in_place_of_the_evidence_folder_is_refused(tmp_path):
    (tmp_path / "study.yaml").write_text(PAIR)
    (tmp_path / "evidence").write_text("")
    with pytest.raises(BadFile, match="should be a folder of CSV files"):
        load_study(tmp_path)


def test_no_folder_and_no_settings_are_told_apart(tmp_path):
    with pytest.raises(BadFile, match="no study folder"):
        load_study(tmp_path / "gone")
    with pytest.raises(BadFile, match=r"study\.yaml cannot be read"):
        load_study(tmp_path)


FULL = """
title: Norway and New Zealand
pair: {a: NOR, b: NZL}
since: 1990
as_of: 2014-05-01
audience: desk officers
peers: [{state: AUS, of: NZL, reason: neighbour}]
rivals: [{state: RUS, of: NOR, reason: border}]
poles: [{state: USA, reason: ally}]
blocs: [{id: efta, name: EFTA, reason: trade, members: [NOR, CHE, ISL, LIE]}]
sectors: [whaling, defence]
likelihood: phia
marking: Official
smallest_set: 12
"""


def test_every_field_of_the_settings_is_read(study):
    settings = study(settings=FULL).settings
    assert settings.model_fields_set == set(Settings.model_fields)
    assert (settings.since, settings.as_of) == (1990, date(2014, 5, 1))
    assert (settings.peers[0].state, settings.rivals[0].of, settings.poles[0].state) == ("AUS", "NOR", "USA")
    assert settings.blocs[0].members == ("NOR", "CHE", "ISL", "LIE")


def test_a_study_may_have_sectors_of_its_own(study):
    loaded = study({"x.csv": _csv(ROW | {"sector": "whaling"})}, settings=FULL)
    assert loaded.sectors == ("whaling", "defence")
    assert loaded.statements[0].sector == "whaling"


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ("", "study.yaml is empty; write at least the two states"),
        ("- a\n", "study.yaml: should hold 'field: value' lines"),
        ("since: 1990\n", "field pair: is missing; add it"),
        ("pair: {a: NOR}\n", "field pair.b: is missing"),
        ("pair: {a: NOR, b: NOR}\n", "field pair: a and b are both NOR"),
        ("pair: {a: XX, b: NZL}\n", "field pair.a: no state called 'XX'"),
        ("pair: {a: 578, b: NZL}\n", "field pair.a: should be text; put it in quotation marks"),
        (PAIR + "sinse: 1990\n", "field sinse: is not known"),
        (PAIR + "since: long ago\n", "field since: should be a whole number"),
        (PAIR + "since: 19900\n", "field since: should be 2500 or less"),
        (PAIR + "as_of: 2014-05\n", "field as_of: should be a day, written YYYY-MM-DD"),
        (PAIR + "as_of: 2014-02-30\n", "day is out of range"),
        (PAIR + "since: 2015\nas_of: 2014-05-01\n", "as_of 2014-05-01 lies before since 2015"),
        (PAIR + "likelihood: gut\n", "field likelihood: is not known; choose 'icd203'"),
        (PAIR + "peers: [{state: AUS, of: NZL}]\n", "field peers.0.reason: is missing"),
        (PAIR + "peers: [{state: AUS, of: USA, reason: x}]\n", "AUS is of USA, not in the pair"),
        (PAIR + "rivals: [{state: NZL, of: NZL, reason: x}]\n", "NZL is of itself"),
        (PAIR + "poles: [{state: USA, reason: ' '}]\n", "field poles.0.reason: is empty"),
        (PAIR + 'title: "a\\u202eb"\n', "field title: holds the invisible character U+202E"),
        (PAIR + "title: " + "x" * 501 + "\n", "longer than 500 characters"),
        (PAIR + "sectors: [../x]\n", "field sectors.0: should be an id of small letters"),
        (PAIR + PAIR, "'pair' is there twice"),
        (PAIR + "title: *x\n", "aliases (*) are not read"),
        (PAIR + "title: !!python/name:os.system x\n", "tags (!) and aliases"),
        (PAIR + "title: !!bool maybe\n", "tags (!) and aliases"),
        (PAIR + "title: [\n", "study.yaml, row"),
        (PAIR + "title: \x07\n", "study.yaml"),
        ("[" * 5000, "study.yaml"),
        (PAIR + "since: " + "9" * 5000 + "\n", "study.yaml"),
        ("x: y\n" * 50_000, "larger than 200,000 bytes"),
    ],
)
def test_a_bad_setting_is_named_with_its_field(study, settings, says):
    message = _fault(study, settings=settings)
    assert message.startswith("study.yaml")
    assert says in message

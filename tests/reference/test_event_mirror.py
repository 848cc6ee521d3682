"""Publishers' own files: one GDELT piece, one ruined by a spreadsheet, two days of ICEWS."""

import pytest

from comity.events.ingest import ingest

pytestmark = pytest.mark.mirror


def test_a_piece_of_gdelt_is_accounted_for_to_the_last_row(mirror, tmp_path):
    [taken] = ingest(tmp_path / "w", [mirror / "gdelt-events" / "events.csv"]).taken
    assert (taken.source, taken.rows_read, taken.kept, taken.duplicates) == ("gdelt-events", 2116, 331, 0)
    assert not taken.quarantined
    assert taken.set_aside == {"no state acts": 586, "one state only": 1068, "within one state": 131}


def test_a_file_that_a_spreadsheet_saved_is_refused_with_the_reason(mirror, tmp_path):
    path = mirror / "gdelt-events" / "20190121220000.export2.CSV"
    done = ingest(tmp_path / "w", [path])
    assert not done.taken
    assert "saved by a spreadsheet" in done.refused[path]
    assert "codes such as 012 have lost their zeros" in done.refused[path]


def test_icews_is_read_without_an_unknown_code_or_country(mirror, tmp_path):
    [taken] = ingest(tmp_path / "w", [mirror / "icews-events" / "events.2018.sample.tab"]).taken
    assert (taken.source, taken.rows_read, taken.kept) == ("icews-events", 3705, 1741)
    assert not taken.quarantined

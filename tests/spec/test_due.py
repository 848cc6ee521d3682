"""What is due or late as of a day: from the rhythm of a source and the release of its newest edition."""

from datetime import date

import pytest

from comity.api.due import due
from comity.sources.registry import sources
from comity.store import snapshot
from comity.store.snapshot import pull

HEAD = "Country Name,Country Code,Year,Value\n"


@pytest.fixture
def gdp(tmp_path, monkeypatch):
    """Pull an edition as of a day, with the release that its publisher told, if any."""
    known = sources()
    kind = type(known["gdp"])
    monkeypatch.setitem(known, "gdp", kind.model_validate(known["gdp"].model_dump() | {"rhythm": "yearly, March"}))

    def call(value, came, released=None):
        monkeypatch.setattr(snapshot, "today", lambda: came)
        monkeypatch.setattr(snapshot, "released", lambda *_: released)
        home = tmp_path / "mirror" / "gdp"
        home.mkdir(parents=True, exist_ok=True)
        (home / "gdp.csv").write_text(f"{HEAD}Israel,ISR,2012,{value}\n")
        return pull(known["gdp"], tmp_path / "store", mirror=tmp_path / "mirror")

    return call


def _of(store, day, source="gdp"):
    (found,) = [d for d in due(store, day) if d.source == source]
    return found


@pytest.mark.parametrize(
    ("day", "standing"),
    [(date(2025, 6, 1), "up to date"), (date(2026, 4, 15), "due"), (date(2026, 9, 1), "late")],
)
def test_by_the_day_of_release(gdp, tmp_path, day, standing):
    held = gdp(1, date(2025, 5, 1), released=date(2025, 3, 20))
    found = _of(tmp_path / "store", day)
    assert (found.standing, found.expected, found.edition) == (standing, date(2026, 3, 31), held.id)


def test_a_later_edition_is_not_seen_before_it_was_there(gdp, tmp_path):
    first = gdp(1, date(2025, 5, 1), released=date(2025, 3, 20))
    gdp(2, date(2026, 5, 1), released=date(2026, 4, 20))
    found = _of(tmp_path / "store", date(2026, 4, 19))
    assert (found.edition, found.standing) == (first.id, "due")
    assert _of(tmp_path / "store", date(2026, 4, 20)).standing == "up to date"


def test_what_only_came_is_never_up_to_date_but_can_be_late(gdp, tmp_path):
    gdp(1, date(2025, 5, 1))
    assert _of(tmp_path / "store", date(2025, 6, 1)).standing == "not known"
    assert _of(tmp_path / "store", date(2026, 9, 1)).standing == "late"


def test_without_an_edition_the_declared_files_count_and_a_stream_says_nothing(tmp_path):
    day = date(2026, 11, 1)
    found = _of(tmp_path / "store", day, "unhcr")
    assert (found.edition, found.released) == ("", sources()["unhcr"].origin.released)
    assert found.expected == date(2027, 6, 30)
    stream = _of(tmp_path / "store", day, "gdelt-events")
    assert (stream.standing, stream.released) == ("not known", None)
    before = _of(tmp_path / "store", date(2000, 1, 1), "unhcr")
    assert (before.standing, before.released) == ("not known", None), "it was not released then"


def test_what_ended_stays_ended_and_late_comes_first(tmp_path):
    found = due(tmp_path / "store", date(2026, 11, 28))
    assert _of(tmp_path / "store", date(2026, 11, 28), "factbook").standing == "ended"
    assert [d.standing for d in found][:1] == ["late"] and found[-1].standing == "ended"
    late = [d.expected for d in found if d.standing == "late"]
    assert late == sorted(late)


def test_every_source_is_listed_once(tmp_path):
    assert sorted(d.source for d in due(tmp_path / "store", date(2026, 11, 28))) == sorted(sources())

"""Whether rows come by query or from a table in memory, whichever reader of an atlas asks gets the same."""

import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.atlas.files import Files
from comity.atlas.manifest import load
from comity.atlas.read import STARTER, Atlas
from comity.atlas.shared import Shared, divided, opened
from comity.atlas.table import read
from comity.engine import connected
from comity.errors import BadFile
from comity.terms.detail import Detail
from comity.terms.period import period_text

MANIFEST = load(STARTER)
DAYS = (date(2003, 6, 15), date(2025, 12, 31))


def _once(day):
    """A reader that has an atlas to itself: it asks by query."""
    known = Atlas.open(None, day)
    return Atlas(known.folder, known.manifest, day)


def _again(day, room=None):
    """One of several readers, that has read nothing yet: it asks what lies in memory."""
    known = Atlas.open(None, day)
    shared = Shared(known.folder, known.manifest) if room is None else Shared(known.folder, known.manifest, room)
    return Atlas(known.folder, known.manifest, day, None, shared.again().again())


def _asked(atlas, measure, states):
    """Every kind of reading of a measure for some pairs of states."""
    entry = atlas.entry(measure)
    period = atlas.last_period(measure)
    yield period
    yield [atlas.last_period(measure, s) for s in states]
    for a in states:
        for b in states:
            if a != b:
                found = atlas.series(measure, a, "-" if entry.direction == "state" else b)
                yield found
                yield [atlas.standing(m) for m in found[-2:]]
    if period is None:
        return
    after = f"{int(period[:4]) + 1:04d}{period[4:]}"
    for when in (period, f"{int(period[:4]) - 3:04d}{period[4:]}", after):
        column = list(atlas.column(measure, when).items())
        yield column
        assert atlas.tells(measure, when) == bool(column), (measure, when)
        if entry.direction != "state":
            partners = [atlas.partners(measure, a, when) for a in states]
            yield partners
            with_each = [atlas.values_with(measure, a, when) for a in states]
            yield with_each
            assert [sorted(found) for found in with_each] == [sorted(m.value for m in found) for found in partners]
        if entry.details is not None and entry.direction == "state":
            yield atlas.details(measure, entry.details, when)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_table_in_memory_says_what_a_query_says(day):
    once, again = _once(day), _again(day)
    random = Random(day.year)
    details = 0
    for measure in once.manifest.measures:
        states = [*random.sample(once.manifest.states, 2), "USA", "FRA"]
        for one, other in zip(_asked(once, measure, states), _asked(again, measure, states), strict=True):
            assert one == other, measure
            details += isinstance(one, dict) and any(isinstance(d, Detail) for held in one.values() for d in held)
    assert details, "no details were compared"
    assert not any(once._shared._tables.values()) and all(again._shared._tables.values())


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_cell_that_is_read_alone_is_that_of_its_series(day):
    once, again = _once(day), _again(day)
    random = Random(day.month)
    known = 0
    for measure, entry in once.manifest.measures.items():
        states = [*random.sample(once.manifest.states, 2), "USA", "FRA"]
        pairs = [(a, "-") for a in states] if entry.direction == "state" else [(a, b) for a in states for b in states]
        for a, b in (pair for pair in pairs if pair[0] != pair[1]):
            held = {m.period for m in once.series(measure, a, b)}
            asked = {*sorted(held)[:2], *sorted(held)[-2:], period_text(once.horizon(measure) + 1, entry.grain)}
            asked |= {period_text(random.randint(entry.first - 2, entry.last + 2), entry.grain) for _ in range(4)}
            for period in asked:
                assert again.at(measure, a, b, period) == once.at(measure, a, b, period), (measure, a, b, period)
            known += len(held & asked)
            assert again._series.get((measure, a, b)) is None
    assert known > 500


def test_what_has_no_room_is_asked_by_query_and_says_the_same():
    day, measure = DAYS[-1], "un.agreement"
    small = _again(day, room=1)
    for one, other in zip(
        _asked(_once(day), measure, ["FRA", "USA"]), _asked(small, measure, ["FRA", "USA"]), strict=True
    ):
        assert one == other
    assert small._shared._tables == {measure: None}


def test_room_is_not_overrun():
    again = _again(DAYS[-1], room=20_000_000)
    for measure in again.manifest.measures:
        again.series(measure, "FRA", "-" if again.entry(measure).direction == "state" else "USA")
    held = sum(table.size for table in again._shared._tables.values() if table is not None)
    assert 10_000_000 < held <= 20_000_000


@pytest.fixture
def copied(tmp_path):
    return shutil.copytree(STARTER, tmp_path / "atlas")


def test_a_file_that_changes_is_noticed_by_the_next_reader_and_by_one_at_work(copied):
    day = DAYS[-1]
    first = Atlas.open(copied, day)
    path = first.folder / first.entry("alliance.any").file
    assert first.series("alliance.any", "FRA", "USA")
    second = Atlas.open(copied, day)
    assert second.series("alliance.any", "DEU", "USA") and second._shared is first._shared
    whole = path.read_bytes()
    time.sleep(0.02)
    path.write_bytes(whole[:-9] + bytes(9))
    with pytest.raises(BadFile, match="altered"):
        second.series("alliance.any", "GBR", "USA")
    with pytest.raises(BadFile, match="altered"):
        Atlas.open(copied, day).series("alliance.any", "DEU", "USA")
    time.sleep(0.02)
    path.write_bytes(whole)
    assert Atlas.open(copied, day).series("alliance.any", "DEU", "USA") == second.series("alliance.any", "DEU", "USA")


def test_an_altered_list_of_contents_is_noticed_though_it_was_read_before(copied):
    Atlas.open(copied, DAYS[-1])
    path = copied / "atlas.json"
    path.write_bytes(path.read_bytes().replace(b"UN votes", b"UN vetos", 1).replace(b"unit", b"unix", 1))
    with pytest.raises(BadFile):
        Atlas.open(copied, DAYS[-1])


def test_a_process_forgets_atlases_that_it_no_longer_opens(tmp_path):
    manifest = Atlas.open(None, DAYS[-1]).manifest
    held = [opened(tmp_path / name, manifest, None) for name in "abc"]
    assert opened(tmp_path / "c", manifest, None) is held[2]
    assert opened(tmp_path / "a", manifest, None) is not held[0]


def test_eight_readers_that_start_at_once_read_what_one_reads():
    known, day = Atlas.open(None, DAYS[-1]), DAYS[-1]
    shared, once = Shared(known.folder, known.manifest), _once(day)
    measures = [e.id for e in known.manifest.measures.values() if e.rows < 200_000]
    states = ["FRA", "IND"]

    def read(measure):
        atlas = Atlas(known.folder, known.manifest, day, None, shared.again())
        return list(_asked(atlas, measure, states))

    with ThreadPoolExecutor(8) as pool:
        for measure, found in zip(measures * 3, pool.map(read, measures * 3), strict=True):
            assert found == list(_asked(once, measure, states)), measure


cells = st.none() | st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from((0.0, -0.0, 2.0**60))
stored = st.lists(
    st.tuples(st.integers(0, 4), st.integers(-1, 4), st.integers(1990, 1994), cells, cells, st.none() | st.integers()),
    unique_by=lambda row: row[:3],
    max_size=30,
).map(lambda rows: [r for r in rows if r[5] is None or abs(r[5]) < 2**31])


@given(stored, st.booleans())
@settings(max_examples=40, deadline=None)
def test_any_column_comes_back_bit_by_bit(rows, whole):
    """Floats with their sign of zero, whole numbers of any size, columns that are empty or the same throughout."""
    kind, rows = ("BIGINT" if whole else "DOUBLE"), sorted(rows, key=lambda row: row[:3])
    given_rows = [
        (*r[:3], *(None if v is None else int(v % 2**62) if whole else v for v in r[3:5]), r[5]) for r in rows
    ]
    with TemporaryDirectory() as name, connected(1) as con:
        path = Path(name) / "m.parquet"
        con.execute(
            f"CREATE TABLE t (a SMALLINT, b SMALLINT, period INTEGER, value {kind}, low {kind}, high {kind}, "
            "n INTEGER, state TINYINT, basis SMALLINT)"
        )
        if given_rows:
            con.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?, NULL, ?, 0, NULL)", given_rows)
        con.execute(f"COPY (SELECT * FROM t ORDER BY a, b, period) TO '{path}' (FORMAT parquet)")
        files = Files()
        table = read(files, path, next(e for e in MANIFEST.measures.values() if e.details is None))
        for a in range(5):
            for b in range(-1, 5):
                found = [(a, b, p, v, low, n) for p, v, low, _, n, *_ in table.rows(a, b, 1993)]
                assert repr(found) == repr([r for r in given_rows if r[:2] == (a, b) and r[2] <= 1993])
        for year in range(1990, 1995):
            section, known = table.section(year), [r for r in given_rows if r[2] == year and r[3] is not None]
            assert repr(section.value.tolist()) == repr([r[3] for r in known])
            assert list(zip(section.a.tolist(), section.b.tolist(), strict=True)) == [r[:2] for r in known]
            assert divided(section.value, 1, 100) == [r[3] / 100 for r in known]


def test_further_assessments_read_no_file_of_the_atlas(monkeypatch):
    """What makes them quick, as a count and not as a time: at first some seventy queries, and at last next to none."""
    from comity.assessment.assess import Request, assess

    asked = []
    for name in ("rows", "arrays"):
        real = getattr(Files, name)
        monkeypatch.setattr(Files, name, lambda self, query, real=real: asked.append(query) or real(self, query))
    known = Atlas.open(None, DAYS[-1])
    shared = Shared(known.folder, known.manifest)

    def queries(a, b):
        asked.clear()
        assess(Atlas(known.folder, known.manifest, DAYS[-1], None, shared.again()), Request(a, b, 1990, ""))
        return len(asked)

    first = queries("FRA", "DEU")
    for pair in (("IND", "PAK"), ("USA", "MEX")):
        queries(*pair)
    later = [queries(*pair) for pair in (("ISR", "KAZ"), ("BRA", "NGA"), ("USA", "CHN"))]
    assert first > 20 and max(later) <= 3, (first, later)


_TIMED = """
import time
from datetime import date
from comity.assessment.assess import Request, assess
from comity.atlas.read import Atlas
day = date(2025, 12, 31)

def spent(opening, a, b):
    start = time.process_time()
    assess(opening(), Request(a, b, 1990, ""))
    return time.process_time() - start

def alone():
    known = Atlas.open(None, day)
    return Atlas(known.folder, known.manifest, day)

def shared():
    return Atlas.open(None, day)

spent(alone, "POL", "CZE"), spent(shared, "POL", "CZE"), spent(shared, "MEX", "CAN")
pairs = [("FRA", "DEU"), ("IND", "PAK"), ("BTN", "URY"), ("JPN", "KOR"), ("EGY", "ETH")]
spend = [(spent(alone, *pair), spent(shared, *pair)) for pair in pairs]
print(sum(one for one, _ in spend) / sum(other for _, other in spend))
"""


def test_an_assessment_of_a_process_at_work_costs_less_than_half_of_a_first_one():
    """Both in one process by turns, in CPU time, so that a busy machine slows both. It is less than a third at rest."""
    said = subprocess.run([sys.executable, "-c", _TIMED], capture_output=True, text=True, check=True)
    assert float(said.stdout) > 2 and said.stderr == ""

"""What is written to an atlas comes back: values at their precision, intervals and bounds, whatever their shape."""

import hashlib
from dataclasses import asdict, replace
from datetime import date

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.atlas.encode import write
from comity.atlas.manifest import Entry, Manifest
from comity.atlas.read import Atlas
from comity.measures.contract import Measure
from comity.terms.interval import Interval

SCORE = Measure(
    id="test.score", question="tenor", title="Score", unit="score", formula="x", more="more", reference="none",
    not_when="never", inputs=(), decimals=2, interval=Interval.CREDIBLE_80, bounds=Interval.ACCOUNTS,
)  # fmt: skip
STATES = ("AAA", "BBB", "CCC")

numbers = st.floats(-1e6, 1e6).map(lambda x: round(x, 2))
widths = st.floats(0, 1e3).map(lambda x: round(x, 2))


@st.composite
def cells(draw):
    """A value with no interval, one alike on both sides or not, or bounds without a value."""
    shape = draw(st.sampled_from(("plain", "alike", "apart", "bounds")))
    value, below, above = draw(numbers), draw(widths), draw(widths)
    low, high = {"plain": (None, None), "alike": (value - below, value + below)}.get(
        shape, (value - below, value + above)
    )
    return (None if shape == "bounds" else value), low, high


def _written(folder, rows, *, exact, measure=SCORE):
    con = duckdb.connect()
    con.execute("CREATE TABLE measured (a VARCHAR, b VARCHAR, period INTEGER, value DOUBLE, low DOUBLE, high DOUBLE)")
    con.executemany("INSERT INTO measured VALUES (?, ?, ?, ?, ?, ?)", rows)
    target = folder / f"{SCORE.id}.parquet"
    n, first, last = write(con, "measured", measure, STATES, (), target, first_year=1900, exact=exact)
    assert [p.name for p in folder.iterdir()] == [target.name], "nothing else is left in the folder"
    declared = {name: value for name, value in asdict(SCORE).items() if name in Entry.model_fields}
    record = declared | {"basis": (), "first": first, "last": last, "rows": n, "file": target.name}
    record |= {"sha256": hashlib.sha256(target.read_bytes()).hexdigest()}
    entry = Entry(**(record | ({"decimals": None} if exact else {})))
    manifest = Manifest(comity="0", states=STATES, measures={SCORE.id: entry}, inputs={}, audits=(), absent={})
    return Atlas(folder, manifest, date(2020, 12, 31))


@pytest.mark.parametrize("exact", [True, False])
@settings(max_examples=25, deadline=None)
@given(found=st.lists(cells(), min_size=1, max_size=12))
def test_rows_come_back_as_they_were(found, exact, tmp_path_factory):
    rows = [("AAA", "BBB", 1990 + i, *cell) for i, cell in enumerate(found)]
    atlas = _written(tmp_path_factory.mktemp("atlas"), rows, exact=exact)
    cells = atlas.series(SCORE.id, "AAA", "BBB")
    back = [(m.value, m.low, m.high) for m in cells]
    for m in cells:
        kind = Interval.CREDIBLE_80 if m.known else Interval.ACCOUNTS
        assert m.interval is (None if m.low is None else kind), "ends have their kind, and none have none"
    for given_cell, read in zip(found, back, strict=True):
        assert read == pytest.approx(given_cell, abs=0.0051 if not exact else 1e-6)


def test_large_amounts_keep_their_last_digit(tmp_path):
    rows = [("AAA", "BBB", 2000, 9e12, None, None), ("AAA", "BBB", 2001, 1.25, None, None)]
    atlas = _written(tmp_path, rows, exact=False)
    assert [m.value for m in atlas.series(SCORE.id, "AAA", "BBB")] == [9e12, 1.25]


def test_an_interval_with_one_end_is_refused(tmp_path):
    with pytest.raises(ValueError, match="an interval with one end"):
        _written(tmp_path, [("AAA", "BBB", 2000, 1.0, 0.5, None)], exact=False)


@pytest.mark.parametrize(
    ("interval", "bounds", "cell"),
    [
        (None, None, (1.0, 0.5, 1.5)),
        (None, None, (None, 0.5, 1.5)),
        (None, Interval.SEARCH, (1.0, 0.5, 1.5)),
        (Interval.CREDIBLE_80, None, (None, 0.5, 1.5)),
    ],
)
def test_ends_of_no_declared_kind_are_refused(interval, bounds, cell, tmp_path):
    measure = replace(SCORE, interval=interval, bounds=bounds)
    with pytest.raises(ValueError, match="does not declare"):
        _written(tmp_path, [("AAA", "BBB", 2000, *cell)], exact=False, measure=measure)

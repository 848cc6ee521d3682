"""A frame is the same in pandas, Polars, Arrow and DuckDB: values, states, and what the columns are."""

import gc
import json
import math

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import comity
from comity.atlas.manifest import load
from comity.atlas.read import STARTER
from comity.frames import cdata
from comity.frames.column import Column, column
from comity.frames.frame import Frame

MANIFEST = load(STARTER)
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
VALUES = {
    "text": TEXT,
    "whole": st.integers(-(2**63), 2**63 - 1),
    "number": st.floats(allow_nan=False, allow_infinity=True),
    "flag": st.booleans(),
    "texts": st.lists(TEXT, max_size=3),
}


@st.composite
def frames(draw):
    rows = draw(st.integers(0, 25))
    kinds = draw(st.lists(st.sampled_from(sorted(VALUES)), min_size=1, max_size=6))
    columns, given = [], {}
    for n, kind in enumerate(kinds):
        name = f"{n}.{draw(TEXT)}".replace("\0", "")
        values = draw(st.lists(st.none() | VALUES[kind], min_size=rows, max_size=rows))
        columns.append(column(name, kind, values, {"unit": draw(TEXT)}))
        given[name] = values
    if draw(st.booleans()):
        choices = tuple(draw(st.lists(TEXT, min_size=1, max_size=4, unique=True)))
        places = draw(st.lists(st.integers(0, len(choices) - 1), min_size=rows, max_size=rows))
        for name, kind in (("of few", "choice"), ("of few as text", "text")):
            columns.append(Column(name, kind, np.array(places, dtype=np.int8), None, choices))
            given[name] = [choices[i] for i in places]
    return Frame(lambda: columns, {"what": draw(TEXT), "unit": draw(TEXT)}), given


def same(found, wanted):
    """Equal, where missing is missing, and a list is a list whatever holds it."""
    assert len(found) == len(wanted)
    for one, other in zip(found, wanted, strict=True):
        if isinstance(other, list | tuple):
            assert list(one) == list(other)
        elif other is None:
            assert one is None or one is pd.NA or (isinstance(one, float) and math.isnan(one))
        else:
            assert one == other and isinstance(one, bool | np.bool_) == isinstance(other, bool)


def every_way(frame, wanted):
    arrow, polars, pandas, duck = frame.arrow(), frame.polars(), frame.pandas(), frame.duckdb()
    arrow.validate(full=True)
    rows = duck.fetchall()
    for n, (name, values) in enumerate(wanted.items()):
        same(frame[name], values)
        same(arrow.column(name).to_pylist(), values)
        same(polars[name].to_list(), values)
        same(pandas[name].tolist(), values)
        same([row[n] for row in rows], values)
    assert frame.names == tuple(arrow.column_names) == tuple(polars.columns) == tuple(pandas.columns)
    assert tuple(duck.columns) == frame.names
    # What the frame is goes where there is a place for it.
    told = json.loads(json.dumps(frame.meta))
    assert json.loads(arrow.schema.metadata[b"comity"]) == told
    assert json.loads(json.dumps(pandas.attrs["comity"])) == told
    for c in frame.columns:
        words = arrow.schema.field(c.name).metadata or {}
        assert {k.decode(): v.decode() for k, v in words.items()} == dict(c.words)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(frames())
def test_any_columns_come_back_the_same_every_way(given):
    every_way(*given)


def test_what_was_given_out_is_held_until_its_user_has_done_and_no_longer():
    gc.collect()
    before = cdata.held()
    frame = Frame(lambda: [column("t", "text", ["a", None]), column("l", "texts", [["b"], []])], {})
    kept = frame.arrow()
    assert cdata.held() > before
    part = kept.column("l")
    del kept
    gc.collect()
    assert part.to_pylist() == [["b"], []], "a column that outlives its table keeps its memory"
    del part
    unread = frame.__arrow_c_stream__()
    del unread
    again = pa.RecordBatchReader.from_stream(frame)
    del again
    gc.collect()
    assert cdata.held() == before


@settings(max_examples=12, deadline=None)
@given(
    st.sampled_from(["un.agreement", "alliance.any", "exchange.exports_imf", "context.gdp", "tenor.hostility"]),
    st.lists(st.sampled_from(["ISR", "KAZ", "DEU", "USA", "SRB", "NRU"]), min_size=2, max_size=3, unique=True),
    st.integers(1985, 2015),
)
def test_series_of_an_atlas_come_back_the_same_every_way(measure, states, since):
    atlas = comity.atlas(as_of="2024-06-30")
    frame = atlas.read(measure, states[0], states[1:], since=since)
    every_way(frame, {name: frame[name] for name in frame.names})
    told = {(r["a"], r["b"], r["period"]): r for r in frame.rows()}
    assert len(told) == len(frame)
    for b in states[1:]:
        for m in atlas.every(measure, states[0], b):
            if int(m.period[:4]) < since:
                continue
            row = told.get((m.a, m.b, m.period))
            if row is None:
                # Only a pair of several whose question never had a meaning is left out.
                assert m.state == "not_applicable"
                continue
            assert (row["value"], row["low"], row["high"], row["n"]) == (m.value, m.low, m.high, m.n)
            assert row["value_state"] == m.state and row["interval"] == (m.interval and str(m.interval))
            assert row["basis"] == m.basis and row["details"] == tuple(str(d) for d in m.details)


@pytest.mark.parametrize(
    "measure", ["un.agreement", "exchange.exports_reconciled", "alliance.any", "context.leader", "tenor.hostility"]
)
def test_rows_as_stored_are_those_of_the_series(measure):
    atlas = comity.atlas(as_of="2024-06-30")
    stored = atlas.read(measure, since=2010).polars()
    one = stored.filter((pl.col("a") == "USA") | (pl.col("b") == "USA"))
    assert len(one)
    for row in one.sample(min(60, len(one)), seed=5).to_dicts():
        m = atlas.at(measure, row["a"], row["b"], row["period"])
        assert (m.value, m.low, m.high, m.n) == (row["value"], row["low"], row["high"], row["n"])
        assert str(m.state) == row["value_state"] and (m.interval and str(m.interval)) == row["interval"]
        assert list(m.basis) == row["basis"] and m.unit == row["unit"]
        assert [str(d) for d in m.details] == row["details"]
    assert all(p <= "2024-06" for p in stored["period"].unique()), "nothing later than the day"


def test_numbers_of_a_panel_are_handed_over_where_they_lie():
    frame = comity.panel("un.agreement,context.gdp", years=(2019, 2020), as_of="2021-12-31")
    polars = frame.polars()
    for c in frame.columns:
        if c.kind in ("number", "whole"):
            held = polars[c.name].to_arrow().buffers()[1].address
            assert held == np.asarray(c.values).ctypes.data, c.name

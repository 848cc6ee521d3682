"""Whatever the rows and the width: a number stands whole on one line, no header is broken in a word."""

import csv
import io
import json
import os
import sys
import unicodedata
from contextlib import redirect_stderr, redirect_stdout
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from comity.cli.stream import Seen, escaped, folded, one_line, seen
from comity.cli.tables import emit

NAMES = st.sampled_from(
    ["value", "exchange.exports_reported_by_importer", "what would settle it", "a", "supplier_rank"]
)
NUMBERS = st.one_of(
    st.integers(-(10**12), 10**12), st.floats(-1e14, 1e14, allow_nan=False), st.floats(-1, 1, allow_nan=False)
)
WORDS = st.text(st.sampled_from("abc é中ع-_/.,1"), max_size=60)


@st.composite
def tables(draw):
    columns = draw(st.lists(NAMES, min_size=1, max_size=9))
    kinds = [draw(st.sampled_from([NUMBERS, st.none() | NUMBERS, WORDS])) for _ in columns]
    return columns, draw(st.lists(st.tuples(*kinds), min_size=1, max_size=5))


def _printed(columns, rows, width, **more):
    out, err = io.StringIO(), io.StringIO()
    with patch.dict(os.environ, {"COLUMNS": str(width)}), redirect_stdout(out), redirect_stderr(err):
        emit(columns, rows, "table", **more)
    return out.getvalue()


def _as_shown(value):
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    return str(value)


@settings(max_examples=150, deadline=None)
@given(tables(), st.sampled_from([1, 20, 40, 80, 120, 400]))
def test_no_number_and_no_word_is_broken(table, width):
    columns, rows = table
    lines = _printed(columns, rows, width).splitlines()
    cells = {word for line in lines for word in line.split()}
    for name in columns:
        assert set(name.split()) <= cells
    for row in rows:
        for value in row:
            wanted = [] if value is None else _as_shown(value).split()
            assert set(wanted) <= cells, (value, lines)


@settings(max_examples=150, deadline=None)
@given(tables(), st.sampled_from([40, 80, 120, 400]))
def test_a_line_is_longer_than_the_width_only_for_one_long_word(table, width):
    for line in _printed(*table, width).splitlines():
        room = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
        assert room <= width or len(line.split()) == 1, line


@given(st.text(), st.sampled_from(["", "say"]))
def test_only_what_may_be_seen_goes_through(text, after):
    out = io.StringIO()
    assert Seen(out).write(text + after) == len(text + after)
    for c in out.getvalue():
        assert c in "\n\t" or (unicodedata.category(c) not in ("Cc", "Cs") and c not in "\u200b\u202e\u2066\ufeff")
    assert "\n" not in one_line(text) and seen(seen(text)) == seen(text)
    assert [c for c in text if c.isalnum() and c.isprintable()] == [
        c for c in seen(text) if c.isalnum() and c.isprintable()
    ]


@given(st.lists(st.text(), min_size=1, max_size=3))
def test_json_and_csv_keep_what_a_terminal_would_hide(texts):
    out = io.StringIO()
    with redirect_stdout(out):
        emit(["x"], [(t,) for t in texts], "json")
    assert [row["x"] for row in json.loads(out.getvalue())] == texts
    assert seen(out.getvalue()) == out.getvalue()
    out = io.StringIO()
    with redirect_stdout(out):
        emit(["x"], [(t,) for t in texts], "csv")
    assert seen(out.getvalue()) == out.getvalue()
    rows = list(csv.reader(io.StringIO(out.getvalue())))[1:]
    assert [row[0].lstrip("'") for row in rows] == [escaped(t).lstrip("'") for t in texts]


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf"])))
def test_a_terminal_of_few_characters_gets_those(text):
    raw = io.BytesIO()
    below = io.TextIOWrapper(raw, encoding="ascii")
    Seen(below).write(text)
    below.flush()
    assert raw.getvalue().isascii()
    assert (raw.getvalue().decode() == seen(text)) == seen(text).isascii() or "?" in raw.getvalue().decode()


def test_numbers_of_any_size_keep_their_digits_in_csv_and_json():
    value = 39_092_000_000.25
    for form, read in (("csv", lambda t: float(t.split()[1])), ("json", lambda t: json.loads(t)[0]["v"])):
        out = io.StringIO()
        with redirect_stdout(out):
            emit(["v"], [(value,)], form)
        assert read(out.getvalue()) == value
    assert sys.stdout is not None


@given(st.text(st.sampled_from("ab 1,\n中")), st.integers(1, 120))
def test_what_a_terminal_folds_keeps_every_word_whole(text, width):
    out = folded(text, width)
    assert out.split() == text.split()
    for line in out.split("\n"):
        room = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line.strip(" "))
        assert room <= width or len(line.split()) == 1

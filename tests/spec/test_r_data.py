import bz2
import gzip
import lzma
import struct
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

import r_bytes as r

from comity.errors import BadFile
from comity.sources.formats.r_data import RArray, RList, RObject, read_r


@pytest.fixture
def read(tmp_path: Path) -> Any:
    def from_bytes(data: bytes, **options: Any) -> Any:
        path = tmp_path / "some.rds"
        path.write_bytes(data)
        return read_r(path, **options)

    return from_bytes


@pytest.fixture
def value(read: Any) -> Any:
    return lambda item, version=3: read(r.rds(item, version))[""]


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress, lzma.compress])
@pytest.mark.parametrize("version", [2, 3])
def test_every_compression_and_version(read: Any, pack: Any, version: int) -> None:
    found = read(pack(r.rda(version, one=r.integers(1, 2), two=r.texts("a"))))
    assert list(found) == ["one", "two"]
    assert found["one"].tolist() == [1, 2]
    assert found["two"].tolist() == ["a"]


def test_numbers(value: Any) -> None:
    whole = value(r.integers(1, -2))
    assert whole.dtype == np.int32 and not np.ma.isMaskedArray(whole)
    gaps = value(r.integers(1, r.NA_INTEGER))
    assert gaps.dtype == np.int32 and gaps.tolist() == [1, None]
    real = value(r.reals(1.5, float("nan"), float("-inf")))
    assert real.dtype == np.float64 and real[0] == 1.5 and np.isnan(real[1]) and real[2] == -np.inf
    assert np.isnan(value(r.reals(r.NA_REAL))[0])
    assert value(r.vector(15, 1, struct.pack(">dd", 1, 2)))[0] == 1 + 2j
    assert value(r.vector(24, 3, b"\x00\x7f\xff")).tolist() == [0, 127, 255]
    assert value(r.i4(254)) is None


def test_logical(value: Any) -> None:
    plain = value(r.integers(1, 0, kind=10))
    assert plain.dtype == np.bool_ and plain.tolist() == [True, False]
    gaps = value(r.integers(1, r.NA_INTEGER, kind=10))
    assert gaps.dtype == np.bool_ and gaps.tolist() == [True, None]


def test_text_in_every_encoding(value: Any) -> None:
    entries = [
        r.char("Zoë"), r.char("Zoë".encode("latin-1"), r.LATIN1), r.char("Zoë", 0),
        r.char("Zoë".encode("latin-1"), 0), r.char(b"\xff", r.BYTES), r.char(None), r.char(""), r.char(None),
        r.char("Zo\xeb".encode("latin-1"), r.UTF8),
    ]  # fmt: skip
    found = value(r.vector(16, len(entries), b"".join(entries)))
    assert found.tolist() == ["Zoë", "Zoë", "Zoë", "Zoë", "\\xff", None, "", None, "Zoë"]


def test_runs_of_text_keep_their_places(value: Any) -> None:
    words = ["a", "a", None, "a", "ab", "ab", "a", "", "", "b"]
    assert value(r.texts(*words)).tolist() == words


@settings(max_examples=60, deadline=None)
@given(st.lists(st.none() | st.text(max_size=4), max_size=20))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, words: list[str | None]) -> None:
    path = tmp_path_factory.mktemp("r") / "words.rds"
    path.write_bytes(r.rds(r.texts(*words)))
    found = read_r(path)[""]
    assert isinstance(found, np.ndarray) and found.tolist() == words


def test_data_frame(value: Any) -> None:
    found = value(
        r.frame(
            2,
            code=r.texts("a", None),
            kind=r.integers(2, r.NA_INTEGER, levels=r.texts("x", "y"), **{"class": r.texts("factor")}),
            day=r.reals(0.9, float("nan"), **{"class": r.texts("Date")}),
            before=r.integers(-1, r.NA_INTEGER, **{"class": r.texts("Date")}),
            moment=r.reals(-0.5, 86400, **{"class": r.texts("POSIXct", "POSIXt")}, tzone=r.texts("UTC")),
            many=r.items(r.integers(1), r.texts("z")),
            labelled=r.reals(1, 2, label=r.texts("a note")),
        )
    )
    assert found["code"].tolist() == ["a", None]
    assert found["kind"].dtype == object and found["kind"].tolist() == ["y", None]
    assert found["day"].dtype == "M8[D]" and found["day"][0] == np.datetime64("1970-01-01")
    assert np.isnat(found["day"][1]) and np.isnat(found["before"][1])
    assert found["before"][0] == np.datetime64("1969-12-31")
    assert found["moment"].astype(str).tolist() == ["1969-12-31T23:59:59", "1970-01-02T00:00:00"]
    assert found["many"].dtype == object and found["many"][0].tolist() == [1]
    assert found["labelled"].tolist() == [1, 2]


def test_data_frame_with_named_rows_twin_names_and_a_matrix(value: Any) -> None:
    matrix = r.integers(1, 2, 3, 4, dim=r.integers(2, 2))
    columns = [r.integers(5, 6), r.integers(7, 8), matrix]
    attributes = {
        "names": r.texts("a", "a", "m"),
        "row_names": r.texts("p", "q"),
        "class": r.texts("data.frame"),
    }
    found = value(r.items(*columns, **attributes))
    assert {name: column.tolist() for name, column in found.items()} == {
        "row.names": ["p", "q"], "a": [5, 6], "a.1": [7, 8], "m.1": [1, 2], "m.2": [3, 4],
    }  # fmt: skip


def test_integer64_is_not_read_as_a_double(value: Any) -> None:
    payload = struct.pack(">qq", 2**53 + 1, -(2**63))
    found = value(r.vector(14, 2, payload, **{"class": r.texts("integer64")}))
    assert found.tolist() == [2**53 + 1, None]


def test_array_fills_by_column(value: Any) -> None:
    labels = r.items(r.texts("r1", "r2"), r.NULL, names=r.texts("from", "to"))
    found = value(r.integers(1, 2, 3, 4, 5, 6, dim=r.integers(2, 3), dimnames=labels))
    assert isinstance(found, RArray)
    assert found.dims == (2, 3) and found.values.tolist() == [[1, 3, 5], [2, 4, 6]]
    assert found.dimnames == (("r1", "r2"), None) and found.axes == ("from", "to")


def test_list_object_and_pairlist(value: Any) -> None:
    named = value(r.items(r.integers(1), r.NULL, names=r.texts("a", "b")))
    assert isinstance(named, RList) and named.names == ("a", "b") and named.items[1] is None
    classed = value(r.items(r.integers(1), **{"class": r.texts("thing")}))
    assert isinstance(classed, RObject) and isinstance(classed.value, RList)
    assert classed.attributes["class"].tolist() == ["thing"]
    vector = value(r.integers(1, names=r.texts("x")))
    assert isinstance(vector, RObject) and vector.value.tolist() == [1] and vector.kind == "integer"
    assert value(r.pairlist(a=r.integers(3))).names == ("a",)


def test_symbols_come_back_through_the_reference_table(value: Any) -> None:
    again = r.i4(1 << 8 | 255)
    tagged = r.i4(2 | 1 << 10) + r.symbol("a") + r.integers(1) + r.i4(2 | 1 << 10) + again + r.integers(2) + r.NULL
    assert value(tagged).names == ("a", "a")


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        (r.i4(3) + r.i4(253) + r.NULL + r.integers(1), "closure"),
        (r.i4(6) + r.symbol("system") + r.i4(2) + r.texts("true") + r.NULL, "language"),
        (r.i4(4, 0) + r.i4(242) + r.NULL + r.NULL + r.NULL, "environment"),
        (r.i4(249, 0, 2) + r.char("base") + r.char("4.3.0"), "environment"),
        (r.i4(8, 3) + b"sum", "builtin"),
        (r.i4(22) + r.NULL + r.NULL, "pointer"),
        (r.i4(253), "environment"),
    ],
)
def test_code_and_state_are_stepped_over(value: Any, item: bytes, kind: str) -> None:
    closure = r.i4(3 | 1 << 10) if kind == "closure" else item[:4]
    found = value(r.items(closure + item[4:], r.integers(7)))
    assert isinstance(found.items[0], RObject) and found.items[0].kind == kind and found.items[0].value is None
    assert found.items[1].tolist() == [7]


def test_alternative_representations(value: Any) -> None:
    assert value(r.altrep("compact_intseq", r.reals(3, 5, -1))).tolist() == [5, 4, 3]
    assert value(r.altrep("compact_realseq", r.reals(2, 5, 1))).dtype == np.float64
    assert value(r.altrep("compact_intseq", r.reals(0, 1, 1))).tolist() == []
    wrapped = r.i4(2) + r.texts("a", "b") + r.integers(0, 0)
    assert value(r.altrep("wrap_string", wrapped)).tolist() == ["a", "b"]
    assert value(r.altrep("wrap_real", r.items(r.reals(2.5), r.integers(0, 0)))).tolist() == [2.5]
    factor = r.pairlist(levels=r.texts("x"), **{"class": r.texts("factor")})
    assert value(r.altrep("wrap_integer", r.i4(2) + r.integers(1) + r.integers(0, 0), factor)).tolist() == ["x"]


def test_deferred_text_reads_as_r_writes_numbers(value: Any) -> None:
    numbers = [
        1.0,
        100000.0,
        123456.0,
        0.1,
        1e-5,
        1e15,
        -2.5,
        0.0001,
        1 / 3,
        float("inf"),
        float("nan"),
        r.NA_REAL,
    ]
    expected = ["1", "1e+05", "123456", "0.1", "1e-05", "1e+15", "-2.5", "1e-04", "0.333333333333333",
                "Inf", "NaN", None]  # fmt: skip
    state = r.i4(2) + r.reals(*numbers) + r.integers(0)
    assert value(r.altrep("deferred_string", state)).tolist() == expected
    state = r.i4(2) + r.integers(100000, r.NA_INTEGER) + r.integers(0)
    assert value(r.altrep("deferred_string", state)).tolist() == ["100000", None]


def test_every_truncation_is_a_bad_file(read: Any) -> None:
    whole = r.rda(a=r.frame(2, x=r.texts("ab", "c"), y=r.reals(1, 2)), b=r.altrep("compact_intseq", r.reals(3, 5, -1)))
    assert set(read(whole)) == {"a", "b"}
    for end in range(len(whole)):
        with pytest.raises(BadFile, match=r"some\.rds"):
            read(whole[:end])


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_truncated_and_altered_compression(read: Any, pack: Any) -> None:
    packed = pack(r.rds(r.reals(*range(500))))
    for broken in (packed[:-9], packed[: len(packed) // 2], packed[:-20] + b"\0" * 20, packed + b"more"):
        with pytest.raises(BadFile, match=r"some\.rds"):
            read(broken)


DEEP = r.i4(19, 1) * 5000 + r.NULL
FACTOR = {"levels": r.texts("x"), "class": r.texts("factor")}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "ends early"),
        (b"PK\x03\x04 something", "does not begin like one"),
        (b"A\n3\n262144\n", "ASCII"),
        (b"RDA3\nA\n3\n", "ASCII"),
        (r.rds(r.NULL, version=4), "version 4"),
        (r.rds(r.i4(13, 2**31 - 1)), "ends early"),
        (r.rds(r.i4(16, 2**30)), "ends early"),
        (r.rds(r.i4(19, 2**30)), "ends early"),
        (r.rds(r.i4(13, -1, 2**20, 0)), "ends early"),
        (r.rds(r.i4(13, -5)), "ends early"),
        (r.rds(r.i4(16, 1, 9, -7)), "negative length"),
        (r.rds(r.i4(16, 1, 13, 0)), "something else than strings"),
        (r.rds(r.i4(16, 1, 13, -1)), "something else than strings"),
        (r.rds(r.i4(200)), "unknown type 200"),
        (r.rds(r.i4(21, 1)), "compiled code"),
        (r.rds(r.i4(9 << 8 | 255)), "points nowhere"),
        (r.rds(DEEP), "nests deeper"),
        (r.rds(r.i4(6) * 5000), "nests deeper"),
        (r.rds(r.altrep("compact_intseq", r.reals(1e12, 1, 1))), "beyond the limit"),
        (r.rds(r.altrep("compact_intseq", r.reals(float("nan"), 1, 1))), "three numbers"),
        (r.rds(r.altrep("compact_intseq", r.reals(-1, 1, 1))), "the length -1"),
        (r.rds(r.altrep("compact_intseq", r.reals(2, 2**31, 1))), "range of integers"),
        (r.rds(r.altrep("compact_intseq", r.reals(0.5, 1, 1))), "the length 0.5"),
        (r.rds(r.i4(238, 2) + r.integers(1, 2) + r.NULL * 3), "alternative form None"),
        (r.rds(r.altrep("mmap_real", r.reals(1))), "mmap_real"),
        (r.rds(r.altrep("deferred_string", r.i4(2) + r.texts("a") + r.integers(0))), "come from numbers"),
        (r.rds(r.integers(2, **FACTOR)), "has the code 2"),
        (r.rds(r.integers(-1, **FACTOR)), "has the code -1"),
        (r.rds(r.reals(1e300, **{"class": r.texts("Date")})), "calendar"),
        (r.rds(r.integers(1, 2, dim=r.integers(3, 1))), "dimensions"),
        (r.rds(r.frame(2, x=r.integers(1))), "1 values in a data frame of 2"),
        (
            r.rds(r.items(r.integers(1), names=r.texts("a", "b"), **{"class": r.texts("data.frame")})),
            "2 names",
        ),
        (b"RDX3\n" + r.rds(r.integers(1)), "named objects"),
        (r.rds(r.i4(13 | 1 << 9, 0) + r.integers(1)), "list of pairs"),
    ],
)
def test_hostile_or_foreign_bytes(read: Any, data: bytes, reason: str) -> None:
    with pytest.raises(BadFile, match=reason) as caught:
        read(data)
    assert "some.rds" in str(caught.value) and "\n" not in str(caught.value)


def test_a_bomb_stops_at_the_limit(read: Any) -> None:
    packed = gzip.compress(r.rds(r.vector(24, 5_000_000, b"\0" * 5_000_000)))
    assert len(read(packed)[""]) == 5_000_000
    with pytest.raises(BadFile, match="beyond 1000000 bytes"):
        read(packed, limit=1_000_000)
    with pytest.raises(BadFile, match="larger than 10 bytes"):
        read(packed, limit=10)


def test_absent_file(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="no such file"):
        read_r(tmp_path / "none.rds")


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_altered_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    whole = bytearray(
        r.rda(
            a=r.frame(
                2,
                x=r.texts("ab", "c"),
                f=r.integers(1, 1, **FACTOR),
                d=r.reals(1, 2, **{"class": r.texts("Date")}),
            ),
            b=r.altrep("compact_intseq", r.reals(3, 5, -1)),
            c=r.integers(1, 2, dim=r.integers(2, 1)),
        )
    )
    for _ in range(data.draw(st.integers(1, 3))):
        whole[data.draw(st.integers(7, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("r") / "altered.rda"
    path.write_bytes(bytes(whole))
    try:
        read_r(path, limit=1 << 20)
    except BadFile as error:
        assert "altered.rda" in str(error)

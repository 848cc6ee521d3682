"""Whatever a detail holds comes back as it was: separators, quotes, line ends, unknown fields, long numbers."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.atlas.encode import write
from comity.atlas.manifest import Entry, Manifest
from comity.atlas.read import Atlas
from comity.measures.contract import Measure
from comity.tables.columns import cells
from comity.tables.relation import as_view
from comity.terms.detail import Detail, Month, StateId
from comity.terms.details import SHAPES
from databases import database

STATES = ("AAA", "BBB")
AWKWARD = [
    "",
    "|",
    ":",
    ";",
    "a|b:c; d",
    "\t",
    "a\nb\r\n",
    "'",
    '"',
    "''",
    "NULL",
    "null",
    "[x]",
    "{'a': 1}",
    "\\",
    "é ص 国",
]


@dataclass(frozen=True, slots=True)
class Everything(Detail):
    """A field of every kind, known and perhaps unknown; names that SQL keeps for itself."""

    select: str
    order: str | None
    whole: int
    perhaps: int | None
    share: float
    ratio: float | None
    yes: bool
    maybe: bool | None
    day: date
    until: date | None
    month: Month
    state: StateId
    other: StateId | None


texts = st.sampled_from(AWKWARD) | st.text(max_size=12)
wholes = st.integers(-(2**63), 2**63 - 1)
reals = st.floats(allow_nan=False, allow_infinity=False)
days = st.dates(date(1, 1, 1), date(9999, 12, 31))
states = st.sampled_from(STATES)
months = st.builds("{:04d}-{:02d}".format, st.integers(0, 9999), st.integers(1, 12))


def maybe(values):
    return st.none() | values


FIELDS = {
    "str": texts,
    "int": wholes,
    "float": reals,
    "bool": st.booleans(),
    "date": days,
    "Month": months,
    "StateId": states,
}


def of(shape):
    """Any detail of a shape, by the types that it declares."""
    kinds = {name: str(kind) for name, kind in shape.__annotations__.items() if "ClassVar" not in str(kind)}
    named = {name: kind.rsplit(".", 1)[-1].rstrip("'>").removesuffix(" | None") for name, kind in kinds.items()}
    return st.builds(shape, **{n: maybe(FIELDS[k]) if "None" in kinds[n] else FIELDS[k] for n, k in named.items()})


everything = st.builds(
    Everything, texts, maybe(texts), wholes, maybe(wholes), reals, maybe(reals), st.booleans(), maybe(st.booleans()),
    days, maybe(days), months, states, maybe(states),
)  # fmt: skip


def there_and_back(folder, shape, rows):
    measure = Measure(
        id="test.named", question="tenor", title="Named", unit="count", interval=None, formula="x", more="more",
        reference="none", not_when="never", inputs=(), decimals=0, details=shape,
    )  # fmt: skip
    n = len(rows)
    found = {"a": ["AAA"] * n, "b": ["BBB"] * n, "period": list(range(1900, 1900 + n)), "value": [1.0] * n}
    with database() as con:
        as_view(con, "measured", {k: cells(v, n) for k, v in found.items()} | {"details": cells(rows, n)})
        target = folder / "test.named.parquet"
        count, first, last = write(con, "measured", measure, STATES, (), target, first_year=1800, exact=True)
    record = {name: value for name, value in asdict(measure).items() if name in Entry.model_fields}
    record |= {"basis": (), "first": first, "last": last, "rows": count, "file": target.name, "decimals": None}
    entry = Entry(**record, sha256=hashlib.sha256(target.read_bytes()).hexdigest())
    manifest = Manifest(comity="0", states=STATES, measures={entry.id: entry}, inputs={}, audits=(), absent={})
    return Atlas(folder, manifest, date(2020, 12, 31)).series("test.named", "AAA", "BBB")


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(st.lists(everything, max_size=3).map(tuple), min_size=1, max_size=5))
def test_any_detail_comes_back(rows, tmp_path_factory):
    back = there_and_back(tmp_path_factory.mktemp("atlas"), Everything, rows)
    assert [m.details for m in back] == rows


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_every_declared_shape_comes_back(shape, data, tmp_path_factory):
    rows = data.draw(st.lists(st.lists(of(shape), max_size=4).map(tuple), min_size=1, max_size=4))
    back = there_and_back(tmp_path_factory.mktemp("atlas"), shape, rows)
    assert [m.details for m in back] == rows

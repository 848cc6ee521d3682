"""Whatever stands in a study folder, the answer is a study or one line about a file: never a traceback."""

import csv
import tempfile
import unicodedata
from contextlib import contextmanager
from datetime import date
from io import StringIO
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import BadFile
from comity.evidence.ledger import OPTIONAL, REQUIRED
from comity.evidence.study import Study, load_study

GOOD = dict(
    zip(
        REQUIRED,
        ("1", "2014", "NOR", "scope", "visit", "It was so.", "delivered", "A book", "primary", "A", "1"),
        strict=True,
    )
)
WORDS = ["", " ", "NOR", "2014-02-29", "9999-12-31", "0000", "=1+1", "-1", "1-2-3-4", "plan", "A1", "½", "💧"]
SIGNS = [
    "\x00",
    "\u202e",
    "\u200d",
    "\ufeff",
    "\ud7ff",
    '"',
    "'",
    ",",
    "\r",
    "\n",
    "x" * 700,
    "https://a.org",
]
AWKWARD = st.sampled_from(WORDS + SIGNS)
cells = AWKWARD | st.text(max_size=20)
rows = st.fixed_dictionaries({}, optional=dict.fromkeys(REQUIRED + OPTIONAL, cells))


@contextmanager
def _folder(evidence: bytes, yaml: bytes):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "evidence").mkdir()
        (folder / "evidence" / "x.csv").write_bytes(evidence)
        (folder / "study.yaml").write_bytes(yaml)
        yield folder


def _load(evidence=b"", yaml=b"pair: {a: NOR, b: NZL}"):
    with _folder(evidence, yaml) as folder:
        try:
            study = load_study(folder)
        except BadFile as error:
            message = str(error)
            assert message.startswith(("evidence/x.csv", "study.yaml"))
            assert message.isprintable()
            assert len(message) < 1000
            return None
    assert isinstance(study, Study)
    return study


def _table(statements):
    names = REQUIRED + OPTIONAL
    text = StringIO()
    writer = csv.DictWriter(text, names, restval="")
    writer.writeheader()
    writer.writerows(statements)
    return text.getvalue().encode("utf-8", "surrogatepass")


@settings(deadline=None, max_examples=150)
@given(st.lists(rows, max_size=3))
def test_awkward_cells_in_good_rows(changes):
    study = _load(_table([GOOD | {"id": str(i)} | change for i, change in enumerate(changes)]))
    if study:
        assert len(study.statements) == len(changes)
        for statement in study.statements:
            assert all(unicodedata.category(c)[0] != "C" or c in "\u200c\u200d" for c in statement.claim)
            assert statement.known_by >= date(1, 1, 1)


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=300))
def test_any_bytes_as_a_table(raw):
    assert not (study := _load(raw)) or study.statements == ()


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=100), st.integers(0, 200))
def test_a_good_table_with_bytes_struck_into_it(raw, at):
    table = _table([GOOD])
    _load(table[:at] + raw + table[at:])


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=200) | st.text(alphabet="ab:,[]{}&*!|>-'\"\n #?%@0129.~<", max_size=80).map(str.encode))
def test_any_bytes_as_settings(raw):
    _load(yaml=raw)
    _load(yaml=b"pair: {a: NOR, b: NZL}\ntitle: " + raw)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from([4, 7, 10])),
        min_size=1,
        max_size=8,
    ),
    st.dates(date(1900, 1, 1), date(2100, 12, 31)),
    st.dates(date(1900, 1, 1), date(2100, 12, 31)),
)
def test_later_days_know_more_and_never_the_future(days, one, other):
    dated = [GOOD | {"id": str(i), "date": day.isoformat()[:length]} for i, (day, length) in enumerate(days)]
    study = _load(_table(dated))
    earlier, later = sorted((one, other))
    known = study.evidence(earlier)
    assert set(known) <= set(study.evidence(later))
    assert all(s.date <= earlier.isoformat()[: len(s.date)] for s in known)

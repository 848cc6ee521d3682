"""An upgrade of a study loses no cell, says what reading the old folder said, and a second one changes nothing."""

from __future__ import annotations

import csv
import json
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.evidence.columns import TYPED
from comity.evidence.study import load_study
from comity.evidence.table import read_csv, read_yaml
from comity.evidence.upgrading import upgrade
from comity.evidence.visible import guarded

FUZZ = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
TODAY = date(2199, 12, 31)
WORDS = (
    "President Frei",
    "Deputy Prime Minister Aylwin",
    "the foreign minister",
    "a delegation",
    "came for the first time",
    "traded both ways",
    "more than 20",
    "up to 30",
    "about 40",
    "from January to March",
    "is expected in 2031",
    "within two years",
    "left office in May 2001",
    "=SUM(A1)",
    "-20, or so; it's said",
    'he said "no"',
    "Посол Хансен",
    "# a: b",
    "président de l'assemblée",
)
claims = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
EXTRA = {
    "bound": ("", "exact"),
    "direction": ("", "a", "both"),
    "level": ("", "minister"),
    "office": ("", "ambassador: Hansen", "former president: Хансен until 2001-05"),
    "first": ("", "no"),
    "proposed": ("", "none"),
}


@st.composite
def rows(draw):
    """Statements as the cells of a file, of an edition with some of the typed columns."""
    extra = draw(st.sets(st.sampled_from(sorted(EXTRA))))
    made = []
    for n in range(draw(st.integers(0, 6))):
        value = draw(st.sampled_from(("", "20", "10-20", "132-3-5", "-4", "2030")))
        row = {
            "id": f"r{n}",
            "date": draw(st.sampled_from(("2012", "2012-05", "2012-05-06"))),
            "a": "NOR",
            "b": draw(st.sampled_from(("CHL", ""))),
            "question": "scope",
            "kind": draw(st.sampled_from(("visit", "flow", "project", "statement"))),
            "claim": draw(claims),
            "value": value,
            "unit": draw(st.sampled_from(("tonnes", "USD million", "approx. people", "year"))) if value else "",
            "status": draw(st.sampled_from(("plan", "delivered", "reported", "ended"))),
            "source": "A book, of sorts",
            "source_type": "primary",
            "reliability": "A",
            "credibility": "1",
            "note": draw(st.sampled_from(("", "Frei's term ended in March 2000.", "about 20"))),
            "due": draw(st.sampled_from(("", "2014"))),
        }
        row |= {name: draw(st.sampled_from(EXTRA[name])) for name in sorted(extra)}
        if not value or "-" in value:
            row |= {name: "" for name in ("bound",) if name in row}
        made.append(row)
    return made


@contextmanager
def _study(files):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "evidence").mkdir()
        (folder / "study.yaml").write_text("pair: {a: NOR, b: CHL}\n", encoding="utf-8")
        for file, content in files.items():
            (folder / file).write_bytes(content)
        yield folder


def _as_csv(made, end, mark):
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator=end)
    names = list(made[0]) if made else ["id", *_NEEDED]
    writer.writerow(names)
    writer.writerows([guarded(row[name]) for name in names] for row in made)
    return mark + text.getvalue().encode()


_NEEDED = ("date", "a", "question", "kind", "claim", "status", "source", "source_type", "reliability", "credibility")


def _as_yaml(made, end, flow):
    if flow:
        return (end.join(f"- {json.dumps(row, ensure_ascii=False)}" for row in made) + end).encode()
    told = "# mine" + end
    for row in made:
        keys = [f"{name}: {json.dumps(cell, ensure_ascii=False)}" for name, cell in row.items()]
        told += "-   " + f"{end}    ".join(keys) + f"   # said{end}"
    return told.encode()


def _cells(content: bytes, name: str):
    text = content.decode("utf-8-sig")
    table = read_csv(text, name) if name.endswith("csv") else read_yaml(text, name)
    return [{n: cells[i] for n, cells in table.columns.items() if cells[i]} for i in range(len(table.places))]


def _evidence(folder):
    return [replace(s, origin="") for s in load_study(folder).evidence(TODAY)]


@FUZZ
@given(rows(), st.sampled_from(("\n", "\r\n")), st.sampled_from((b"", b"\xef\xbb\xbf")), st.sampled_from("cyf"))
def test_an_upgrade_loses_nothing_and_changes_nothing_twice(made, end, mark, form):
    if form != "c" and not made:
        return
    name = "evidence/x.csv" if form == "c" else "evidence/x.yaml"
    before = _as_csv(made, end, mark) if form == "c" else _as_yaml(made, end, form == "f")
    with _study({name: before}) as folder:
        said = _evidence(folder)
        done = upgrade(folder)
        assert not done.left
        after = (folder / name).read_bytes()
        assert _evidence(folder) == said
        for old, new in zip(_cells(before, name), _cells(after, name), strict=True):
            assert {n: new.get(n) for n in old} == old
            assert set(new) - set(old) <= {*TYPED, "due"}
        kept = [p for p in (folder / "evidence").iterdir() if p.name != Path(name).name]
        if after == before:
            assert not kept and not done.files
        else:
            assert done.files == {name: f"{name}.old"} and [p.read_bytes() for p in kept] == [before]
        assert not upgrade(folder).files and not upgrade(folder).proposed
        assert (folder / name).read_bytes() == after and len(list((folder / "evidence").iterdir())) == 1 + len(kept)


@FUZZ
@given(rows(), st.data())
def test_a_correction_still_finds_what_it_expects(made, data):
    mended = [
        [row["id"], column, row.get(column, ""), value, "looked again"]
        for row in made
        for column, value in (("claim", "Frei came."), ("level", "speaker"), ("due", "2019"), ("direction", "a"))
        if row.get(column, "") != value and data.draw(st.booleans())
    ]
    text = StringIO(newline="")
    head = ["id", "column", "expect", "value", "reason"]
    csv.writer(text).writerows([head, *([guarded(cell) for cell in each] for each in mended)])
    with _study({"evidence/x.csv": _as_csv(made, "\n", b""), "corrections.csv": text.getvalue().encode()}) as folder:
        said = [(s.id, s.claim, s.corrected) for s in load_study(folder).evidence(TODAY)]
        upgrade(folder)
        assert [(s.id, s.claim, s.corrected) for s in load_study(folder).evidence(TODAY)] == said
        assert not upgrade(folder).files

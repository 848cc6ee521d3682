"""Python for analysts: what each verb gives, under which names of states, and what it says of a mistake."""

import json
import subprocess
import sys

import polars as pl
import pytest
from tiny_world import SOURCES

import comity
from comity.dossier.rows import Events, Evidence, Measures
from comity.frames.bring import bring
from comity.frames.column import column
from comity.frames.frame import Frame

VOTES, TRADE = "un.agreement", "exchange.exports_reported_by_importer"


@pytest.fixture(scope="module")
def atlas(tiny):
    return comity.atlas(as_of="2016-12-31", path=tiny)


@pytest.mark.parametrize("named", ["ISR", "Israel", "Израиль", "il", "cow:666"])
def test_names_work_in_every_language(tiny, atlas, named):
    for b in ("KAZ", "Kazakhstan", "Казахстан"):
        assert atlas.read(TRADE, named, b).rows() == atlas.read(TRADE, "ISR", "KAZ").rows() != []
    with_it = comity.compare("Казахстан", [named], path=tiny, as_of="2016-12-31")
    assert with_it.rows() == comity.compare("KAZ", ["ISR"], path=tiny, as_of="2016-12-31").rows() != []
    assert comity.chronicle(named, "KAZ").rows() == comity.chronicle("ISR", "KAZ").rows() != []


def test_a_state_whose_series_another_carries_on_is_read_with_a_warning(tiny, atlas):
    for ask in (
        lambda: atlas.read(VOTES, "USSR", "ISR"),
        lambda: comity.compare("ISR", ["USSR"], path=tiny, as_of="2016-12-31"),
        lambda: comity.chronicle("USSR"),
    ):
        with pytest.warns(UserWarning, match="is read as Russia"):
            ask()


def test_years_and_partners_are_kept_to(atlas):
    frame = atlas.read(VOTES, a="ISR", since=2010, until=2012)
    assert {r["period"] for r in frame} == {"2010", "2011", "2012"} and {r["a"] for r in frame} == {"ISR"}
    assert len({r["b"] for r in frame}) > 1
    toward = atlas.read(TRADE, b="ISR", since=2010, until=2010)
    assert {r["b"] for r in toward} == {"ISR"} and {r["a"] for r in toward} >= {"KAZ"}
    both = atlas.read(VOTES, ["ISR", "KAZ"], ["ISR", "KAZ"])
    assert {(r["a"], r["b"]) for r in both} == {("ISR", "KAZ")}, "a pair without direction stands once"
    states = atlas.read("context.gdp", a=["Kazakhstan", "ISR"])
    assert {(r["a"], r["b"]) for r in states} == {("KAZ", "-"), ("ISR", "-")}


def test_nothing_later_than_the_day_is_seen(tiny):
    early = comity.atlas(as_of="2010-06-30", path=tiny)
    for frame in (early.read(VOTES, "ISR", "KAZ"), early.read(VOTES), early.read(TRADE, a="ISR")):
        assert max(r["period"] for r in frame) <= "2009"
    panel = comity.panel([VOTES], years=(2005, 2010), as_of="2010-06-30", path=tiny)
    assert {r[f"{VOTES}.state"] for r in panel if r["year"] == 2010} == {"outside_coverage"}
    assert all(e["date"] <= "2010-06-30" for e in comity.chronicle("ISR", "IRN", as_of="2010-06-30"))


def test_a_panel_says_why_each_cell_is_empty_and_what_found_no_place(tiny):
    frame = comity.panel([VOTES, "context.gdp", "alliance.any"], years=range(2008, 2012), as_of="2016-12-31", path=tiny)
    assert set(frame.names) >= {"state1", "state2", "year", VOTES, f"{VOTES}.state", "context.gdp_1", "context.gdp_2"}
    for row in frame:
        for name in (VOTES, "context.gdp_1", "alliance.any"):
            assert (row[name] is None) == (row[f"{name}.state"] not in ("value", "true_zero"))
    assert set(frame.unmatched) == {VOTES, "context.gdp", "alliance.any"}
    assert len(comity.panel(VOTES, "2010", system="iso3", directed=False, path=tiny)) * 2 == len(
        comity.panel(VOTES, 2010, system="iso3", path=tiny)
    )
    assert "ISR" in comity.panel(VOTES, 2010, system="iso3", path=tiny)["state1"]


def test_a_panel_is_what_the_command_writes(run, tiny, tmp_path):
    words = ("--measures", f"{VOTES},context.gdp,{TRADE}", "--years", "2005-2012", "--as-of", "2016-12-31", "--states")
    assert run("panel", *words, "--atlas", tiny, "--out", tmp_path / "p.parquet").code == 0
    frame = comity.panel([VOTES, "context.gdp", TRADE], (2005, 2012), as_of="2016-12-31", path=tiny)
    written = pl.read_parquet(tmp_path / "p.parquet")
    assert written.columns == list(frame.names) and written.to_dicts() == frame.rows()
    held = pl.read_parquet_metadata(tmp_path / "p.parquet")["comity"]
    assert json.loads(held) == json.loads(json.dumps(frame.meta)), "the file says what it holds"


def test_metadata_says_what_a_number_is(atlas):
    meta = atlas.read(VOTES, "ISR", "KAZ").meta
    entry = atlas.entry(VOTES)
    assert (meta["unit"], meta["silence"], meta["reference"]) == (entry.unit, entry.silence, entry.reference)
    assert set(meta["editions"]) == set(entry.basis)
    assert all(len(e["sha256"]) == 64 and e["citation"] for e in meta["editions"].values())
    arrow = atlas.read(VOTES, "ISR", "KAZ").arrow()
    assert json.loads(arrow.schema.metadata[b"comity"]) == json.loads(json.dumps(meta))
    assert arrow.schema.field("value").metadata[b"unit"].decode() == entry.unit


def test_findings_measures_and_statements_have_frames(tiny, tmp_path):
    report = comity.assess("ISR", "KAZ", as_of="2014-06-30", atlas=tiny)
    frame = report.findings.frame()
    assert frame["id"] == [f.id for f in report.findings] and frame["claim"] == [f.claim for f in report.findings]
    for row, finding in zip(frame, report.findings, strict=True):
        found = finding.estimate
        assert row["value"] == (None if found is None else found.value)
        assert row["estimate"] == ("none" if found is None else "value" if found.value is not None else "bounds")
        assert row["refs"] == finding.basis
    assert report.measures.frame()["value_state"] == [m.state for m in report.measures]
    assert len(report.chronicle.frame()) == len(report.chronicle)
    again = comity.Assessment.model_validate_json(report.model_dump_json(by_alias=True))
    assert again == report and again.findings.frame().rows() == frame.rows()
    chronicle = comity.chronicle("ISR", "KAZ", as_of="2014-06-30")
    assert sorted(chronicle["id"]) == sorted(e.id for e in report.chronicle)
    told = {r["id"]: r["stands"] for r in chronicle}
    assert all(told[e.id] == e.stands for e in report.chronicle)


def test_no_field_of_a_row_is_lost_in_its_frame():
    for rows, apart in ((Evidence, set()), (Events, set()), (Measures, {"state", "label", "details"})):
        assert set(rows.row.model_fields) - apart <= set(rows.kinds), rows


def test_statements_keep_to_the_day_and_to_the_terms_of_interviews(tmp_path):
    (tmp_path / "study.yaml").write_text("pair: {a: NOR, b: NZL}\n")
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "one.csv").write_text(
        "id,date,a,b,question,kind,claim,status,source,source_type,reliability,credibility\n"
        "x1,2001-02-03,NOR,NZL,scope,visit,They met.,reported,A book,secondary,B,2\n"
        "x2,2020-02-03,NOR,NZL,scope,visit,They met again.,reported,A book,secondary,B,2\n"
    )
    frame = comity.statements(tmp_path, as_of="2010-12-31")
    assert [r["claim"] for r in frame] == ["They met."]
    assert comity.statements(comity.load_study(tmp_path)).meta["pair"] == ["NOR", "NZL"]


def test_a_pair_in_a_notebook_is_its_first_page_and_nothing_in_it_is_markup(tiny):
    report = comity.assess("ISR", "KAZ", as_of="2014-06-30", atlas=tiny)
    html = report._repr_html_()
    assert report.page1.bottom_line.text.split(":")[0] in html and "Newest data" in html
    hostile = report.model_copy(update={"marking": "<script>alert(1)</script>\x1b[31m"})
    shown = hostile._repr_html_()
    assert "<script" not in shown and "&lt;script&gt;" in shown and "\x1b" not in shown
    frame = Frame(lambda: [column("<b>", "text", ["<img src=x onerror=alert(1)>"])], {"what": "<i>"})
    assert not {"<b>", "<i>", "<img"} & set(frame._repr_html_().replace(">", "> ").split())
    assert "&lt;img" in frame._repr_html_()


def test_a_chart_is_the_report_s_specification_and_an_altair_object(atlas):
    chart = atlas.read(VOTES, "ISR", "KAZ").chart(480)
    assert chart["$schema"].endswith("vega-lite/v6.json") and json.loads(json.dumps(chart)) == chart.to_dict()
    assert type(chart.altair()).__module__.startswith("altair.")
    assert chart.svg().startswith("<svg") and set(chart._repr_mimebundle_()) >= {"image/svg+xml"}
    with pytest.raises(comity.UserError, match="nothing to draw"):
        atlas.read(VOTES, "ISR", "KAZ", until=1950).chart()
    with pytest.raises(comity.UserError, match="no chart"):
        comity.chronicle("ISR", "KAZ").chart()


def test_a_frame_becomes_a_file_whole_or_not_at_all(atlas, tmp_path):
    frame = atlas.read(VOTES, "ISR", "KAZ")
    out = frame.write(tmp_path / "v.parquet")
    import pyarrow.parquet as pq

    assert json.loads(pq.read_schema(out).metadata[b"comity"]) == json.loads(json.dumps(frame.meta))
    assert pl.read_parquet(out).to_dicts() == json.loads(json.dumps(frame.rows()))
    with pytest.raises(comity.UserError, match="there already"):
        frame.write(out)
    assert frame.codebook().write(str(tmp_path / "codebook.csv")).read_text().startswith("column,kind,title")
    assert frame.write(out, force=True) == out
    for wrong, said in (("x.txt", "ends in"), ("none/x.csv", "no folder"), (7, "path:"), ("\0.csv", "path:")):
        with pytest.raises(comity.UserError, match=said):
            frame.write(tmp_path / wrong if isinstance(wrong, str) and "\0" not in wrong else wrong)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["codebook.csv", "v.parquet"]


MISTAKES = {
    "measure": lambda a: a.read(7),
    "un.agreement": lambda a: a.read("un.agrement", "ISR"),
    "a:": lambda a: a.read(VOTES, 3.5),
    "b:": lambda a: a.read(VOTES, "ISR", []),
    "since:": lambda a: a.read(VOTES, "ISR", since="1990"),
    "until:": lambda a: a.read(VOTES, "ISR", until=1.5),
    "later than": lambda a: a.read(VOTES, "ISR", since=2000, until=1990),
    "same state": lambda a: a.read(VOTES, "ISR", "Israel"),
    "two states": lambda a: a.read(VOTES, "ISR", "-"),
    "years:": lambda a: comity.panel(VOTES, years="nineties"),
    "years: ": lambda a: comity.panel(VOTES, years=3.5),
    "all years": lambda a: comity.panel(VOTES, years=range(1990, 2000, 2)),
    "system:": lambda a: comity.panel(VOTES, 2010, system="iso2"),
    "directed:": lambda a: comity.panel(VOTES, 2010, directed="yes"),
    "measures:": lambda a: comity.panel([], 2010),
    "measures: ": lambda a: comity.panel([3], 2010),
    "is monthly": lambda a: comity.panel("evolution.expected_tone", 2010),
    "partners:": lambda a: comity.compare("KAZ", "ISR"),
    "named twice": lambda a: comity.compare("KAZ", ["ISR", "Israel"]),
    "same state ": lambda a: comity.compare("KAZ", ["KAZ"]),
    "kind:": lambda a: comity.chronicle("ISR", kind="quarrels"),
    "weight:": lambda a: comity.chronicle("ISR", weight="3"),
    "study:": lambda a: comity.statements(7),
    "path:": lambda a: comity.atlas(path=7),
    "as_of:": lambda a: comity.atlas(as_of=7),
    "width:": lambda a: a.read(VOTES, "ISR", "KAZ").chart("wide"),
    "no column": lambda a: a.read(VOTES, "ISR", "KAZ")["values"],
}


@pytest.mark.parametrize("said", list(MISTAKES))
def test_a_mistake_is_one_line(atlas, said):
    with pytest.raises(comity.UserError) as caught:
        MISTAKES[said](atlas)
    assert said.strip() in str(caught.value) and "\n" not in str(caught.value)


def test_a_library_that_is_missing_is_named_with_what_to_install():
    with pytest.raises(comity.UserError, match="pip install no_such_library"):
        bring("no_such_library")


def test_frames_need_none_of_the_libraries_that_users_bring(tiny):
    code = (
        "import sys\n"
        "class Without:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] in ('pandas', 'polars', 'pyarrow', 'altair'):\n"
        "            raise ModuleNotFoundError(name, name=name)\n"
        "sys.meta_path.insert(0, Without())\n"
        "import comity\n"
        f"frame = comity.atlas(as_of='2016-12-31', path={str(tiny)!r}).read('un.agreement', 'ISR', 'KAZ')\n"
        "assert len(frame.duckdb().fetchall()) == len(frame) > 0\n"
        "for ask in (frame.polars, frame.pandas, frame.arrow, frame.chart().altair):\n"
        "    try:\n"
        "        ask()\n"
        "    except comity.UserError as error:\n"
        "        assert 'pip install' in str(error), error\n"
        "    else:\n"
        "        raise SystemExit('no error')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": str(SOURCES), "PATH": ""}, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_rooms_that_are_called_are_rooms_still():
    code = "import comity.atlas.read as r, comity, comity.chronicle.events as e\n"
    code += "print(len(comity.chronicle('ISR', 'KAZ')) > 0, comity.atlas.read is r, callable(comity.atlas))"
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": str(SOURCES), "PATH": ""}, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert done.stdout.split() == ["True", "True", "True"], done.stderr

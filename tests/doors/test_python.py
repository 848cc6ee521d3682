"""The names that `import comity` offers: few, typed, documented, and equal to the command line."""

import ast
import json
import re
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from tiny_world import SOURCES

import comity
from comity.quantities.derivations import DERIVATIONS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
OFFERED = {"Assessment", "Atlas", "ComityError", "Measurement", "State", "Study", "UserError",
           "assess", "atlas", "chronicle", "compare", "panel", "resolve", "statements", "why"}  # fmt: skip
OLDER = {"open_atlas": "atlas", "load_study": "statements"}
"""Names of the first edition, which go on working; what took their place."""


def test_the_surface_is_small_and_just_this():
    assert set(comity.__all__) == OFFERED and len(OFFERED) <= 15
    assert all(getattr(comity, name) is not None for name in OFFERED)
    assert {n for n in dir(comity) if not n.startswith("_")} == OFFERED
    with pytest.raises(AttributeError, match="it offers"):
        comity.asess  # noqa: B018


def test_the_types_are_of_the_same_names():
    stub = ast.parse((SOURCES / "comity" / "__init__.pyi").read_text(encoding="utf-8"))
    named = {alias.asname for node in stub.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert named == OFFERED | set(OLDER)


def test_the_older_names_go_on_working():
    assert set(OLDER.values()) <= OFFERED and not set(OLDER) & set(dir(comity))
    assert all(callable(getattr(comity, name)) for name in OLDER)
    assert {name for name in OLDER if not re.search(rf"`{name}\b", PAGE)} == set()


def test_every_name_is_documented():
    assert {name for name in OFFERED if not re.search(rf"`{name}\b", PAGE)} == set()


EXAMPLES = [
    (name, text)
    for name, page in (("README", (ROOT / "README.md").read_text(encoding="utf-8")), ("python", PAGE))
    for text in re.findall(r"```python\n(.*?)```", page, re.DOTALL)
]


@pytest.mark.parametrize("example", [text for _, text in EXAMPLES], ids=[name for name, _ in EXAMPLES])
def test_the_examples_run_and_use_only_public_names(starter, tmp_path, example):
    for node in ast.walk(ast.parse(example)):
        if isinstance(node, ast.ImportFrom):
            assert not (node.module or "").startswith("comity.")
        if isinstance(node, ast.Import):
            assert all(not alias.name.startswith("comity.") for alias in node.names)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "comity":
            assert node.attr in OFFERED
    environment = {"PYTHONPATH": str(SOURCES), "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", example], env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=120,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_the_examples_are_all_there_and_say_what_they_should(starter, tmp_path):
    assert [name for name, _ in EXAMPLES] == ["README", *["python"] * 5]
    done = subprocess.run(
        [sys.executable, "-c", EXAMPLES[1][1]], env={"PYTHONPATH": str(SOURCES), "PATH": ""}, capture_output=True,
        text=True, timeout=120, check=False,
    )  # fmt: skip
    assert "Atlantis" in done.stdout and "2012" in done.stdout


def test_no_command_line_is_loaded_by_any_name(tiny):
    code = (
        "import sys, comity\n"
        f"atlas = comity.open_atlas({str(tiny)!r}, as_of='2016-12-31')\n"
        f"comity.assess('ISR', 'KAZ', as_of='2016-12-31', atlas={str(tiny)!r})\n"
        "[getattr(comity, name) for name in comity.__all__]\n"
        "assert not {'typer', 'click', 'rich'} & set(sys.modules), 'the command line was loaded'"
    )
    environment = {"PYTHONPATH": str(SOURCES), "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr


def test_folders_and_days_of_every_kind(tiny, tmp_path):
    (tmp_path / "study.yaml").write_text("pair: {a: ISR, b: KAZ}\n")
    assert comity.load_study(str(tmp_path)) == comity.load_study(tmp_path)
    for day in ("2014-12-31", "2014", date(2014, 12, 31), datetime(2014, 12, 31, 23, 59)):
        assert comity.open_atlas(str(tiny), as_of=day).as_of == comity.open_atlas(tiny, as_of="2014-12-31").as_of
    assert comity.resolve("Kasachstan").id == "KAZ"


def test_the_atlas_takes_names_at_every_method(tiny):
    atlas = comity.open_atlas(tiny, as_of="2016-12-31")
    trade = "exchange.exports_reported_by_importer"
    for named, coded in (("Israel", "ISR"), ("Израиль", "ISR"), ("il", "ISR"), ("cow:666", "ISR")):
        assert atlas.series(trade, named, "Kazakhstan") == atlas.series(trade, coded, "KAZ") != []
        assert atlas.every(trade, named, "KAZ") == atlas.every(trade, coded, "KAZ")
        assert atlas.at(trade, named, "KAZ", "2010") == atlas.at(trade, coded, "KAZ", "2010")
        assert atlas.latest(trade, named, "KAZ") == atlas.latest(trade, coded, "KAZ") is not None
        assert atlas.partners(trade, named, "2010") == atlas.partners(trade, coded, "2010") != []
        assert atlas.last_period(trade, named) == atlas.last_period(trade, coded)
    assert atlas.series("context.gdp", "Kazakhstan") == atlas.series("context.gdp", "KAZ", "ISR") != []
    assert isinstance(atlas, comity.Atlas)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda atlas: atlas.at("un.agreement", "POL", "Poland", "2010"), "same state"),
        (lambda atlas: atlas.series("un.agreement", "Atlantis", "KAZ"), "Atlantis"),
        (lambda atlas: atlas.series("un.agreement", "ISR"), "two states"),
        (lambda atlas: atlas.series("un.agrement", "ISR", "KAZ"), "un.agreement"),
        (lambda atlas: atlas.at("un.agreement", "ISR", "KAZ", "2010-01"), "by year"),
        (lambda atlas: atlas.at("un.agreement", "ISR", "KAZ", 2010), "period:"),
        (lambda atlas: atlas.series("un.agreement", None, "KAZ"), "a:"),
        (lambda atlas: atlas.every("un.agreement", "ISR", b"KAZ"), "b:"),
        (lambda atlas: atlas.latest(7, "ISR", "KAZ"), "measure:"),
        (lambda atlas: atlas.partners("context.gdp", "ISR", "2010"), "single states"),
    ],
)
def test_a_question_that_is_none_is_a_mistake(tiny, ask, said):
    with pytest.raises(comity.UserError) as caught:
        ask(comity.open_atlas(tiny, as_of="2016-12-31"))
    assert said in str(caught.value) and "\n" not in str(caught.value)


WRONG = [None, b"KAZ", 20240101, 1.5, True, ["KAZ"], object(), float("nan")]


@pytest.mark.parametrize("value", WRONG, ids=lambda v: type(v).__name__)
def test_a_value_of_the_wrong_kind_is_a_mistake_that_names_the_argument(tiny, value):
    calls = [
        (lambda: comity.assess("POL", value, atlas=tiny), "b:"),
        (lambda: comity.assess(value, "POL", atlas=tiny), "a:"),
        (lambda: comity.resolve(value), "text:"),
        (lambda: comity.load_study(value), "folder:"),
    ]
    if value is not None:
        calls += [
            (lambda: comity.assess("ISR", "KAZ", as_of=value, atlas=tiny), "as_of:"),
            (lambda: comity.assess("ISR", "KAZ", study=value, atlas=tiny), "study:"),
            (lambda: comity.assess("ISR", "KAZ", atlas=value), "atlas:"),
            (lambda: comity.open_atlas(value), "folder:"),
            (lambda: comity.open_atlas(as_of=value), "as_of:"),
            (lambda: comity.resolve("KAZ", value), "when:"),
        ]
    if value is not None and value != 20240101:
        calls.append((lambda: comity.assess("ISR", "KAZ", since=value, atlas=tiny), "since:"))
    for call, name in calls:
        with pytest.raises(comity.UserError) as caught:
            call()
        assert str(caught.value).startswith(name) and "\n" not in str(caught.value), caught.value


def test_assess_gives_what_the_command_writes(tiny, tmp_path, run):
    words = ("ISR", "KAZ", "--as-of", "2014-06-30", "--atlas", tiny, "--out", tmp_path / "x", "--format", "json")
    assert run("assess", *words).code == 0
    made = comity.assess("Israel", "kz", as_of="2014-06-30", atlas=tiny)
    assert json.loads(made.model_dump_json(by_alias=True)) == json.loads((tmp_path / "x" / "report.json").read_text())


def test_mistakes_are_user_errors(tiny, tmp_path):
    for a, b, options in (
        ("ISR", "ISR", {}),
        ("ISR", "KAZ", {"as_of": "2999-01-01"}),
        ("ISR", "KAZ", {"since": 3000}),
        ("ISR", "KAZ", {"study": tmp_path}),
        ("ISR", "KAZ", {"atlas": tmp_path}),
        ("DDR", "KAZ", {}),
    ):
        with pytest.raises(comity.UserError):
            comity.assess(a, b, **{"atlas": tiny, **options})


HEAVY = {"duckdb", "pydantic", "pydantic_core", "numpy", "babel", "jinja2", "yaml", "scipy", "typst", "vl_convert"}


@pytest.mark.parametrize("words", [("-m", "comity", "--help"), ("-c", "import comity")], ids=["help", "import"])
def test_nothing_heavy_is_loaded(words):
    code = [sys.executable, "-X", "importtime", *words]
    environment = {"PYTHONPATH": str(SOURCES), "PATH": ""}
    done = subprocess.run(code, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "comity" in loaded and not loaded & HEAVY


def test_what_is_shown_in_a_terminal_is_short_and_says_what_it_is(tiny):
    report = comity.assess("ISR", "KAZ", as_of="2016-12-31", atlas=tiny)
    assert (
        repr(report).startswith("<Assessment of Israel and Kazakhstan as of 2016-12-31: ") and len(repr(report)) < 200
    )
    lines = str(report).splitlines()
    assert lines[0] == "Israel and Kazakhstan, as of 2016-12-31"
    assert report.page1.bottom_line.text in lines
    assert sum(line.startswith("- ") for line in lines) == len(report.page1.judgements)
    atlas = comity.atlas(path=tiny, as_of="2016-12-31")
    assert len(repr(atlas)) < 400
    assert all(len(repr(c)) < 4000 for c in atlas.read("un.agreement", "ISR", "KAZ").columns)


def test_an_atlas_says_what_can_be_read_of_it(tiny):
    atlas = comity.atlas(path=tiny, as_of="2016-12-31")
    listed = [row["id"] for row in atlas.measures()]
    worked = {id for d in DERIVATIONS for id in d.ids}
    assert sorted(set(listed) - worked) == sorted(atlas.manifest.measures)
    assert {id for id in listed if id in worked} == {id for id in worked if atlas.has(id)}
    (votes,) = [row for row in atlas.measures("un.agreement") if row["id"] == "un.agreement"]
    entry = atlas.entry("un.agreement")
    assert (votes["unit"], votes["not_when"], votes["last"]) == (entry.unit, entry.not_when, str(entry.last))
    assert atlas.measures("nothing of this name").rows() == []
    with pytest.raises(comity.UserError, match="words: give words as text"):
        atlas.measures(7)
    with pytest.raises(comity.UserError, match=r"^as_of: 2999-01-01 lies in the future"):
        comity.atlas(path=tiny, as_of="2999-01-01")

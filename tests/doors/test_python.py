"""The names that `import comity` offers: few, typed, documented, and equal to the command line."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tiny_world import SOURCES

import comity

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
OFFERED = {"Assessment", "Atlas", "ComityError", "Measurement", "State", "Study", "UserError",
           "assess", "load_study", "open_atlas", "resolve"}  # fmt: skip


def test_the_surface_is_small_and_just_this():
    assert set(comity.__all__) == OFFERED and len(OFFERED) <= 15
    assert all(getattr(comity, name) is not None for name in OFFERED)
    assert {n for n in dir(comity) if not n.startswith("_")} == OFFERED
    with pytest.raises(AttributeError, match="it offers"):
        comity.asess  # noqa: B018


def test_the_types_are_of_the_same_names():
    stub = ast.parse((SOURCES / "comity" / "__init__.pyi").read_text(encoding="utf-8"))
    named = {alias.asname for node in stub.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert named == OFFERED


def test_every_name_is_documented():
    assert {name for name in OFFERED if not re.search(rf"`{name}\b", PAGE)} == set()


def test_the_example_runs(starter):
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    code = [sys.executable, "-c", example]
    environment = {"PYTHONPATH": str(SOURCES), "PATH": ""}
    done = subprocess.run(code, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert "Atlantis" in done.stdout and "2012" in done.stdout


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

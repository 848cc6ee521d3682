"""The page of validation figures and the scripts that write it belong together."""

import importlib.util
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER, PAGE = ROOT / "validation", ROOT / "docs" / "validation.md"


@pytest.fixture
def run(monkeypatch):
    monkeypatch.syspath_prepend(str(FOLDER))
    before = set(sys.modules)
    spec = importlib.util.spec_from_file_location("validation_run", FOLDER / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    for name in set(sys.modules) - before:
        if str(FOLDER) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


def test_every_section_has_its_markers_once_and_no_other_is_there(run):
    text = PAGE.read_text(encoding="utf-8")
    begun, ended = (re.findall(rf"<!-- {word} (\w+) -->", text) for word in ("begin", "end"))
    assert sorted(begun) == sorted(ended) == sorted(run.SECTIONS)


def test_every_section_names_the_command_that_computes_it(run):
    text = PAGE.read_text(encoding="utf-8")
    for section in run.SECTIONS:
        assert callable(run.import_module(section).figures)
        inside = re.search(rf"<!-- begin {section} -->\n(.*?)<!-- end {section} -->", text, re.DOTALL)[1]
        assert f"`{run.command(section)}`" in inside
        assert inside.count("\n|") > 2, f"{section} has no figures; run: make validate"


def test_figures_go_between_the_markers_and_nowhere_else(run, tmp_path):
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- begin x -->\nold\n<!-- end x -->\nafter\n")
    run.write(page, "x", "new")
    run.write(page, "x", "newer")
    assert page.read_text() == "before\n<!-- begin x -->\nnewer\n<!-- end x -->\nafter\n"
    with pytest.raises(SystemExit, match="no markers for y"):
        run.write(page, "y", "new")


def test_an_unknown_section_is_named_in_one_line(run):
    with pytest.raises(SystemExit, match="no section 'nonsense'; there are: similarity"):
        run.main(["nonsense"])


def test_a_check_compares_and_writes_nothing(run, tmp_path, monkeypatch, capsys):
    page = tmp_path / "page.md"
    page.write_text("<!-- begin x -->\n| claim | measured |\n| a | 0.50 s in 3 runs |\n<!-- end x -->\n")
    figure = type("Figure", (), {"claim": "a", "measured": "0.90 s in 4 runs", "today": "", "note": ""})
    monkeypatch.setattr(run, "PAGE", page)
    monkeypatch.setattr(run, "SECTIONS", ("x",))
    monkeypatch.setattr(run, "Material", lambda: None)
    monkeypatch.setattr(run, "import_module", lambda name: type("Module", (), {"figures": lambda material: [figure]}))
    before = page.read_text()
    assert run.main(["x"], check=True) == 1
    assert "differs: a, measured: 3 is 4" in capsys.readouterr().out
    assert page.read_text() == before

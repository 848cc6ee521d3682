"""The reference pages say what the code declares, and the code declares enough to say."""

import importlib.util
import re

import pytest

from comity.measures.recipes import RECIPES
from comity.sources.registry import sources
from comity.tables import TABLES
from comity.terms.commodity import UNSPECIFIED, groups
from comity.terms.question import QUESTIONS
from comity.terms.technology import UNCLASSIFIED, technology_classes
from comity.terms.unit import UNITS

MEASURES = [m for recipe in RECIPES for m in recipe.measures]
NAMED = re.compile(r"doi:10\.\d{4,9}/\S+|https://\S+|\b(19|20)\d\d\b")


@pytest.fixture(scope="module")
def generator(root):
    spec = importlib.util.spec_from_file_location("make_docs", root / "tools" / "make_docs.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def made(generator):
    return generator.pages()


@pytest.mark.parametrize("name", ["measures.md", "findings.md", "tables.md", "sources.md", "commands.md"])
def test_a_generated_page_is_as_the_code_makes_it(root, made, name):
    kept = (root / "docs" / name).read_text(encoding="utf-8")
    assert kept == made[name], f"docs/{name} has drifted; run: python tools/make_docs.py"


def test_every_page_that_is_generated_is_compared(made):
    assert set(made) == {"measures.md", "findings.md", "tables.md", "sources.md", "commands.md"}


def _headings(page):
    return set(re.findall(r"^#{2,3} (.+)$", page, re.MULTILINE))


def test_every_measure_table_and_source_has_its_section(made):
    same_of_other_goods = set(re.findall(r"`([a-z0-9_.]+)`", made["measures.md"]))
    assert {m.id for m in MEASURES} <= _headings(made["measures.md"]) | same_of_other_goods
    assert set(TABLES) == _headings(made["tables.md"])
    assert set(sources()) == _headings(made["sources.md"])


@pytest.mark.parametrize("measure", MEASURES, ids=lambda m: m.id)
def test_a_measure_says_what_a_reader_needs(measure):
    for text in (measure.title, measure.formula, measure.more, measure.not_when, measure.among):
        assert text == text.strip()
        assert len(text) > 3
    assert "`" not in measure.formula
    assert NAMED.search(measure.reference) or measure.reference.startswith("Our own"), measure.reference
    assert measure.unit in UNITS
    assert measure.question in {q.id for q in QUESTIONS}
    assert set(measure.inputs) <= set(TABLES)


def test_measure_ids_are_unique_and_of_one_form():
    ids = [m.id for m in MEASURES]
    assert len(ids) == len(set(ids))
    named = r"[a-z]+\.[a-z0-9_]+"
    parts = [*groups(), UNSPECIFIED, *(kind.lower() for kind in {*technology_classes().values(), UNCLASSIFIED})]
    assert all(re.fullmatch(rf"{named}(\.({'|'.join(parts)}))?", name) for name in ids)


def test_every_input_of_a_measure_has_a_source():
    given = {table for spec in sources().values() for table in spec.provides}
    assert not {table for m in MEASURES for table in m.inputs} - given


def test_a_change_of_code_would_be_noticed(generator, made, monkeypatch):
    monkeypatch.setitem(generator.SILENCE, "true_zero", "something else")
    assert generator.pages()["measures.md"] != made["measures.md"]


def test_the_readme_and_the_changelog_count_what_there_is(root):
    from comity.atlas.manifest import load
    from comity.atlas.read import STARTER

    text = " ".join((root / "README.md").read_text(encoding="utf-8").split())
    assert f"an atlas of {len(load(STARTER).measures)} measures" in text
    assert f"the {len(MEASURES)} quantities" in text
    assert f"the {len(sources())} sources" in text

    changes = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"[{len(sources())} sources]" in changes
    assert f"[{len(MEASURES)} measures]" in changes
    assert f"[{len(TABLES)} tables]" in changes


def test_the_readme_names_every_command(root, generator):
    import typer

    from comity.cli.main import app

    text = (root / "README.md").read_text(encoding="utf-8")
    table = set(re.findall(r"^\| `(comity [a-z]+(?: [a-z]+){0,2})", text, re.MULTILINE))
    assert table == {name for name, _ in generator._leaves(typer.main.get_command(app), "comity")}


def test_the_python_of_the_readme_runs(root, capsys):
    [code] = re.findall(r"```python\n(.*?)```", (root / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("2008 3000000.0 usd") for line in lines)
    assert "Israel" in lines[-1]

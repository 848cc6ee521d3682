"""What a newcomer asks first: which version, which measures, which sources, and how a command is used."""

import json
import os
import shlex
import subprocess
import sys

import pytest
import typer
from tiny_world import SOURCES

import comity
from comity.cli.examples import examples
from comity.cli.main import app
from comity.measures.recipes import RECIPES
from comity.quantities.derivations import DERIVATIONS
from printed import rows_of

EVERY = {m.id: m for recipe in RECIPES for m in recipe.measures}


def _leaves(command, path="comity"):
    children = getattr(command, "commands", {})
    if not children or command.invoke_without_command:
        yield path, command
    for name, child in children.items():
        yield from _leaves(child, f"{path} {name}")


LEAVES = dict(_leaves(typer.main.get_command(app)))


def test_the_version(run):
    import comity

    assert run("--version").out == f"comity {comity.__version__}\n"


@pytest.mark.parametrize("path", sorted(LEAVES))
def test_every_command_has_help_with_examples_that_can_be_run(run, path):
    words = path.split()[1:]
    short, long = run(*words, "-h"), run(*words, "--help")
    assert short.code == long.code == 0 and short.out == long.out
    group = bool(getattr(LEAVES[path], "commands", {}))
    assert group or "Examples:" in long.out
    for example in examples()[path]:
        assert group or example in long.out
        given = shlex.split(example)
        assert given[: len(words) + 1] == path.split()
        LEAVES[path].make_context(path, given[len(words) + 1 :])


def test_no_example_is_of_a_command_that_is_gone():
    assert set(examples()) == set(LEAVES)


def _completion(asked, **more):
    environment = {**os.environ, "PYTHONPATH": str(SOURCES), "_COMITY_COMPLETE": asked, **more}
    start = "import sys; sys.argv = ['comity']; from comity.cli.main import run; run()"
    return subprocess.run(
        [sys.executable, "-c", start], env=environment, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_can_complete(shell):
    done = _completion(f"source_{shell}")
    assert done.returncode == 0 and "_COMITY_COMPLETE" in done.stdout, done.stderr


def test_what_the_shell_asks_is_answered():
    done = _completion("complete_bash", COMP_WORDS="comity mea", COMP_CWORD="1")
    assert done.stdout.split() == ["measures"], done.stderr


def test_completion_is_offered(run):
    assert "--install-completion" in run("-h").out and "--show-completion" in run("-h").out


def _rows(said):
    assert said.code == 0, said.err
    return rows_of(said.out)


def test_all_measures_are_listed_with_the_years_that_the_atlas_holds(run, tiny):
    rows = {r["id"]: r for r in _rows(run("measures", "--atlas", tiny, "--format", "csv"))}
    worked = {id for d in DERIVATIONS for id in d.ids}
    assert set(rows) == set(EVERY) | worked and {rows[id]["held"] for id in worked} == {"on the day"}
    assert rows["un.agreement"]["held"] == "2008 to 2015" and rows["tenor.tone"]["held"] == "–"
    assert rows["un.agreement"]["title"] == EVERY["un.agreement"].title


@pytest.mark.parametrize(
    ("words", "among"),
    [
        (("votes",), "un.agreement"),
        (("Mirror",), "exchange.mirror_gap"),
        (("PPML",), "potential.ratio"),
        (("trade", "agreements"), "agreement.trade_in_force"),
        (("supplier",), "dependence.supplier_share"),
    ],
)
def test_words_find_measures(run, tiny, words, among):
    found = {r["id"] for r in _rows(run("measures", *words, "--atlas", tiny, "--format", "csv"))}
    assert among in found and len(found) < len(EVERY) / 2


@pytest.mark.parametrize("id", ["un.agreement", "potential.ratio", "context.gdp", "tenor.tone"])
def test_one_measure_in_full(run, tiny, id):
    m = EVERY[id]
    (row,) = json.loads(run("measures", id, "--atlas", tiny, "--format", "json").out)
    assert row["id"] == id and row["formula"] == m.formula and row["not to be used"] == m.not_when
    assert row["reference"] == m.reference and row["unit"].startswith(m.unit) and m.question in row["question"]
    seen = run("measures", id, "--atlas", tiny).out.split()
    assert set(m.formula.split()) <= set(seen) and set(m.not_when.split()) <= set(seen)


def test_words_that_find_nothing_say_so(run, tiny):
    said = run("measures", "tenor.toen", "--atlas", tiny)
    assert (said.code, said.out) == (0, "") and "tenor.tone" in said.err
    assert "lists them all" in run("measures", "qqqq", "--atlas", tiny).err


def test_one_source(run, tmp_path, tiny_store):
    (row,) = json.loads(run("sources", "show", "cow-trade", "--store", tiny_store, "--format", "json").out)
    assert row["id"] == "cow-trade" and row["held"].startswith("cow-trade@") and row["licence"]
    assert "not held" in run("sources", "show", "cow-trade", "--store", tmp_path).out
    assert "there are" in run("sources", "show", "nothing").line


def test_the_sources_are_readable_on_a_small_terminal(run, tmp_path, monkeypatch):
    rows = json.loads(run("sources", "--store", tmp_path, "--format", "json").out)
    monkeypatch.setenv("COLUMNS", "80")
    said = run("sources", "--store", tmp_path)
    assert max(map(len, said.out.splitlines())) <= 80 and "left out" in said.err
    assert {r["id"] for r in rows} <= {line.split(" ")[0] for line in said.out.splitlines()}


def test_why_is_one_tree_at_every_door(run, tiny, tiny_store, tmp_path):
    words = ("assess", "ISR", "KAZ", "--atlas", tiny, "--out", tmp_path / "r", "--format", "json", "--as-of", "2016")
    assert run(*words).code == 0
    content = json.loads((tmp_path / "r" / "report.json").read_text())
    measured = {m["id"] for m in content["measures"]}
    finding = next(f for f in content["findings"] if set(f["basis"]) & measured)
    words = ("why", tmp_path / "r", finding["id"], "--store", tiny_store)
    told = run(*words).out.splitlines()
    tree = json.loads(run(*words, "--format", "json").out)
    rows = list(_flat(tree))
    assert len(rows) == len(told) and finding["claim"] in rows[0][1]["says"] and tree["ref"] == finding["id"]
    assert {"confidence", "formula", "citation", "licence", "sha256"} <= {r["what"] for _, r in rows}
    for (depth, row), line in zip(rows, told, strict=True):
        assert line.startswith("  " * depth) and line.endswith(row["says"])
    same = _rows(run(*words, "--format", "csv"))
    assert [(int(r["depth"]), r["what"]) for r in same] == [(depth, r["what"]) for depth, r in rows]
    assert comity.why(tmp_path / "r", finding["id"], store=tiny_store).tree() == tree


def _flat(step, depth=0):
    yield depth, step
    for behind in step["behind"]:
        yield from _flat(behind, depth + 1)


@pytest.mark.parametrize(
    ("words", "said", "unsaid"),
    [
        (("POL", "HUN", "--as-of", "1985-12-31"), "--as-of 1985-12-31", "--since 1990"),
        (("FRA", "GBR", "--as-of", "1500-01-01"), "begin in 1816", "--since"),
        (("FRA", "GBR", "--since", "1700"), "--since 1700", "--as-of"),
    ],
)
def test_the_option_to_change_is_named(run, tmp_path, words, said, unsaid):
    line = run("assess", *words, "--out", tmp_path / "x").line
    assert said in line and unsaid not in line

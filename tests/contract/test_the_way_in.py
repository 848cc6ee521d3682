"""CONTRIBUTING shows how to add a source, a quantity, a finding, a verb and a door: each is added to a copy of the
package by following just what the page says, and works.

A block of code under a path is a new file, or says where it goes: `PATH`, after `LINE`; in place of `LINE`; a line at
the end.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import held
import pytest

from printed import rows_of

STEP = re.compile(
    r"^`([^`\n]+)`(?:, (after|in place of) `([^`\n]+)`|(, a line at the end))?\n\n```\w+\n(.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
PARTS = ("Adding a quantity with its measure", "Adding a source", "Adding a finding", "Adding a verb", "Adding a door")
A_PAGE = 90
"""Lines of a part, examples included."""


def _parts(root):
    text = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))


def follow(text, home):
    """Do what a part of the page says in a folder; gives the files that were added or altered."""
    done = []
    for path, where, line, at_end, code in STEP.findall(text):
        target = home / path
        done.append(path)
        if not where and not at_end:
            assert not target.exists(), f"{path} is there already"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(code, encoding="utf-8")
            continue
        before = target.read_text(encoding="utf-8")
        if at_end:
            target.write_text(before.rstrip("\n") + "\n" + code, encoding="utf-8")
            continue
        assert before.count(line + "\n") == 1, f"{path} has not one line {line!r}"
        new = code if where == "in place of" else f"{line}\n{code}"
        target.write_text(before.replace(line + "\n", new), encoding="utf-8")
    return done


@pytest.fixture(scope="module")
def parts(root):
    return _parts(root)


@pytest.fixture(scope="module")
def house(root, parts, tmp_path_factory):
    """A copy of the house in which everything that the page shows was added."""
    home = tmp_path_factory.mktemp("house")
    # With compiled modules, which hold for those that are not altered: a dozen processes load them.
    shutil.copytree(root / "src", home / "src", ignore=shutil.ignore_patterns("starter"))
    (home / "src/comity/atlas/starter").symlink_to(root / "src/comity/atlas/starter")
    shutil.copy(root / ".importlinter", home)
    for part in PARTS:
        follow(parts[part], home)
    return home


@pytest.fixture(scope="module")
def run(house):
    def asked(*words, given=""):
        environment = {**os.environ, "PYTHONPATH": str(house / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(
            [sys.executable, *map(str, words)], env=environment, cwd=house, input=given, capture_output=True, text=True,
            check=False,
        )  # fmt: skip

    return asked


@pytest.fixture(scope="module")
def atlas(house, run):
    """An atlas of the new measure, built from the new source's own sample."""
    mirror = house / "mirror" / "transfer-board"
    mirror.parent.mkdir()
    shutil.copytree(house / "src/comity/sources/transfer_board/sample", mirror)
    said = run(
        "-m", "comity", "sources", "pull", "transfer-board", "--mirror", mirror.parent, "--store", house / "store"
    )
    assert said.returncode == 0, said.stderr
    words = (
        "build",
        "dependence.sent_home",
        "exchange.remittances",
        "--store",
        house / "store",
        "--out",
        house / "atlas",
    )
    said = run("-m", "comity", *words)
    assert said.returncode == 0, said.stderr
    return house / "atlas"


@pytest.mark.parametrize("part", PARTS)
def test_each_part_is_under_a_page_and_adds_something(parts, part):
    assert parts[part].count("\n") <= A_PAGE
    assert STEP.search(parts[part])


def test_every_block_under_a_path_is_followed(parts):
    """A block whose head was written otherwise would be shown and never tried."""
    for part in PARTS:
        assert len(re.findall(r"^```\w+$", parts[part], re.MULTILINE)) == len(STEP.findall(parts[part])), part


def test_the_source_is_read_and_its_quantity_computed(run, atlas):
    said = run("-m", "comity", "show", "FRA", "DEU", "dependence.sent_home", "--atlas", atlas, "--format", "csv")
    assert said.returncode == 0, said.stderr
    rows = rows_of(said.stdout)
    assert [(row["period"], float(row["value"])) for row in rows if row["value"]] == [("2023", 0.25)]
    listed = run("-m", "comity", "sources", "show", "transfer-board").stdout
    assert "Transfer Board" in listed and "yearly" in listed


def test_a_changed_column_is_refused_in_one_line(house, run):
    mirror = house / "bad" / "transfer-board"
    mirror.mkdir(parents=True)
    (mirror / "transfers.csv").write_text("from,to,year,million_eur\nFRA,DEU,2023,30\n")
    store = house / "bad-store"
    pulled = run("-m", "comity", "sources", "pull", "transfer-board", "--mirror", mirror.parent, "--store", store)
    built = run("-m", "comity", "build", "exchange.remittances", "--store", store, "--out", house / "bad-atlas")
    said = pulled.stderr + built.stderr
    assert built.returncode == 2 and "transfers.csv" in said and "Traceback" not in said


def test_the_finding_is_told_and_its_chain_leads_to_the_row(house, run, atlas):
    words = (
        "assess",
        "FRA",
        "DEU",
        "--atlas",
        atlas,
        "--as-of",
        "2025-12-31",
        "--out",
        house / "out",
        "--format",
        "json,md",
    )
    said = run("-m", "comity", *words)
    assert said.returncode == 0, said.stderr
    told = "Of the remittances that France sends, 25 % goes to Germany (2023)."
    assert told in (house / "out" / "report.md").read_text(encoding="utf-8")
    chain = run("-m", "comity", "why", house / "out", "dependence.sent_home.FRA-DEU")
    assert chain.returncode == 0, chain.stderr
    assert "dependence.sent_home/FRA-DEU/2023" in chain.stdout and "Transfer Board" in chain.stdout


def test_the_verb_answers_at_its_command(run, atlas):
    said = run("-m", "comity", "ends", "FRA", "DEU", "dependence.sent_home", "--atlas", atlas, "--format", "csv")
    assert (said.returncode, said.stdout) == (0, "first,last\n2023,2023\n")
    wrong = run("-m", "comity", "ends", "FRA", "DEU", "dependence.sent_hoem", "--atlas", atlas)
    assert wrong.returncode == 2 and "dependence.sent_home" in wrong.stderr


def test_the_door_answers_each_line(run):
    said = run("-m", "comity.lines", given="Bhutan Uruguay\nFRA Nowhere\n")
    assert said.returncode == 2 and len(said.stdout.splitlines()) == 1
    assert "Nowhere" in said.stderr and "Traceback" not in said.stderr


def test_the_house_still_holds_its_contracts(house, run):
    code = "from importlinter.cli import lint_imports_command as run; run(['--no-cache'])"
    said = run("-c", code)
    assert said.returncode == 0, said.stdout
    for check in held.CHECKS:
        said = run(Path(held.__file__), check)
        assert said.returncode == 0, said.stderr


@pytest.mark.parametrize("tool", [("ruff", "check"), ("ruff", "format", "--check")])
def test_what_the_page_shows_is_in_the_style_of_the_house(house, run, root, parts, tool):
    files = [house / path for part in PARTS for path, where, _, at_end, _ in STEP.findall(parts[part])
             if path.endswith(".py") and not where and not at_end]  # fmt: skip
    assert files
    said = run("-m", *tool, "--config", root / "pyproject.toml", *files)
    assert said.returncode == 0, said.stdout


def test_a_page_that_no_longer_fits_is_noticed(tmp_path):
    (tmp_path / "a.py").write_text("one\n")
    with pytest.raises(AssertionError, match="has not one line"):
        follow("`a.py`, after `two`\n\n```python\nthree\n```\n", tmp_path)
    assert follow("`a.py`, after `one`\n\n```python\nthree\n```\n", tmp_path) == ["a.py"]
    assert (tmp_path / "a.py").read_text() == "one\nthree\n"

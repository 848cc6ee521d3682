"""A command that loads its own module alone says what it says beside all others."""

import json
import subprocess
import sys

import pytest
from typer.main import get_command

from comity.cli.entry import ALONE
from comity.cli.main import app

ALL = get_command(app).commands
MADE = """
import importlib, json, sys
from typer.main import get_command
from comity.cli.app import app
importlib.import_module("comity.cli." + sys.argv[1])
def words(command):
    return {name: words(of) for name, of in sorted(getattr(command, "commands", {}).items())}
print(json.dumps(words(get_command(app))))
"""


def words(command):
    return {name: words(of) for name, of in sorted(getattr(command, "commands", {}).items())}


def _printed(*given: str) -> str:
    return subprocess.run([sys.executable, *given], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("module", sorted(set(ALONE.values())))
def test_a_module_makes_its_commands_whole(module):
    made = json.loads(_printed("-c", MADE, module))
    for command in (name for name, of in ALONE.items() if of == module):
        assert made[command] == words(ALL[command]), command


def test_whatever_one_module_makes_is_loaded_alone():
    assert set(ALL) - set(ALONE) == {"build", "evidence", "mcp", "panel", "sources", "study", "update"}


def test_its_help_is_that_of_the_whole():
    start = "import sys; sys.argv = ['comity', 'assess', '--help']; from comity.cli.{} import run; run()"
    assert _printed("-c", start.format("entry")) == _printed("-c", start.format("main"))


def test_a_word_that_is_no_command_is_told_the_nearest():
    start = "import sys; sys.argv = ['comity', 'asses']; from comity.cli.entry import run; run()"
    said = subprocess.run([sys.executable, "-c", start], capture_output=True, text=True, check=False)
    assert said.returncode == 2 and "assess" in said.stderr

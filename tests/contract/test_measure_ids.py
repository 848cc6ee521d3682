"""Every id of a measure in the code is one that a recipe gives: a misspelt one would read as no evidence."""

import ast
import re
from pathlib import Path

import pytest

from comity.atlas.ids import declared
from comity.quantities.derivations import DERIVATIONS, STATE

SOURCE = Path(__file__).parents[2] / "src" / "comity"
ROOMS = ("api", "assessment", "atlas", "cli", "evidence", "report")
FILES = [path for room in ROOMS for path in sorted((SOURCE / room).rglob("*.py"))]
HOLE = "\0"
SHAPE = re.compile(rf"[a-z]+\.[a-z0-9_.{HOLE}]+")
KNOWN = {*declared(), *(id.replace(STATE, "state") for d in DERIVATIONS for id in d.ids)}
"""Measures, and what is worked out of them when it is asked for."""
FAMILIES = {i.partition(".")[0] for i in KNOWN}
FINDINGS = {"scope.people", "tenor.disputes", "tenor.rivalry"}
"""Findings, named like measures, whose id is handed on before a finding is made of it."""


def _literal(node: ast.AST) -> str:
    """A text as it stands, with a hole for each value put into it; "" for what is no text."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(v.value) if isinstance(v, ast.Constant) else HOLE for v in node.values)
    return ""


def _of_findings(tree: ast.Module) -> set[int]:
    """Texts that name findings: given as `id`, compared with one's beginning, or weighed (spec/test_salience.py)."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    named = [k.value for call in calls for k in call.keywords if k.arg == "id"]
    begun = [c.args[0] for c in calls if isinstance(c.func, ast.Attribute) and c.func.attr == "startswith" and c.args]
    weighed = [c.args[0] for c in calls if isinstance(c.func, ast.Name) and c.func.id == "salience" and c.args]
    return {id(part) for node in (*named, *begun, *weighed) for part in ast.walk(node)}


def unknown(text: str) -> list[str]:
    """Ids in a module that are shaped like those of measures and are of none."""
    tree = ast.parse(text)
    inside = {id(v) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for v in node.values}
    skipped = _of_findings(tree) | inside
    found = []
    for node in ast.walk(tree):
        literal = "" if id(node) in skipped else _literal(node)
        if not SHAPE.fullmatch(literal) or literal.partition(".")[0] not in FAMILIES or literal in FINDINGS:
            continue
        pattern = re.compile(re.escape(literal).replace(re.escape(HOLE), r"[a-z0-9_.]+") + r"(\..+)?")
        if not any(pattern.fullmatch(each) for each in KNOWN):
            found.append(literal.replace(HOLE, "{}"))
    return found


@pytest.mark.parametrize("path", FILES, ids=[str(p.relative_to(SOURCE)) for p in FILES])
def test_every_id_in_the_code_is_of_a_measure(path):
    assert unknown(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "planted",
    [
        'view.series("un.agrement")',
        'BY = "exchange.exports_reported_by_exprter"',
        'view.at(f"tenor.{channel}_towards", period)',
        'atlas.ahead((("alliance.an",), pairs))',
        'LAYERS = {"votes": "un.ideal_points"}',
    ],
)
def test_a_misspelt_one_is_noticed(planted):
    assert unknown(planted), planted


def test_enough_are_looked_at():
    """Else a change of the code's habits could leave nothing to look at."""
    literals = {_literal(n) for p in FILES for n in ast.walk(ast.parse(p.read_text(encoding="utf-8")))}
    assert len(literals & set(declared())) > 80

"""No finding is told as bare text: each claim is made of parts, which name the row of every figure."""

import ast
from pathlib import Path

import pytest

ROOM = Path(__file__).parents[2] / "src" / "comity" / "assessment"


def bare(text: str) -> list[int]:
    """Lines of a module on which a finding is made without parts."""
    made = [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding"
    ]
    return [node.lineno for node in made if "parts" not in {keyword.arg for keyword in node.keywords}]


@pytest.mark.parametrize("path", sorted(ROOM.rglob("*.py")), ids=lambda p: str(p.relative_to(ROOM)))
def test_every_finding_is_made_of_parts(path):
    assert bare(path.read_text(encoding="utf-8")) == []


def test_a_bare_one_is_noticed():
    assert bare("Finding(id='a', claim=f'{n} visits')\nFinding(id='b', claim=c.text, parts=c.parts)") == [1]

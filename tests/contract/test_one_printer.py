"""Numbers for people are printed by `terms.unit` (and `report.numerals`, which lays several side by side with it)."""

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "comity"
ROOMS = ("api", "assessment", "cli", "dossier", "report")
NUMERIC = re.compile(r"[+,]|\.\d|[efgn%]$", re.IGNORECASE)
"""A format specification that writes a number out: with a sign, thousands, decimals, digits or per cent."""


def breaches(text: str) -> list[int]:
    """Lines of a module on which a number is written out otherwise than by the printer."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FormattedValue):
            spec = node.format_spec
            parts = spec.values if isinstance(spec, ast.JoinedStr) else []
            said = "".join(str(p.value) if isinstance(p, ast.Constant) else "0" for p in parts)
            rounds = isinstance(node.value, ast.Call) and getattr(node.value.func, "id", "") == "round"
            if (said and NUMERIC.search(said)) or rounds:
                found.append(node.lineno)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "format":
            found.append(node.lineno)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "str":
            inner = node.args[0] if node.args else None
            if isinstance(inner, ast.Call) and getattr(inner.func, "id", "") == "round":
                found.append(node.lineno)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
            left = node.left
            if isinstance(left, ast.Constant) and isinstance(left.value, str):
                found.append(node.lineno)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found += [node.lineno] * bool(re.search(r"\{\w*:[+,]?\.?\d*[efg%]\}", node.value))
    return sorted(found)


FILES = [path for room in ROOMS for path in sorted((PACKAGE / room).rglob("*.py"))]


@pytest.mark.parametrize("path", FILES, ids=[str(p.relative_to(PACKAGE)) for p in FILES])
def test_no_other_place_writes_a_number_out(path):
    assert breaches(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "planted",
    [
        'f"{value:.2f}"',
        'f"{n:,} rows"',
        'f"{share:.0%}"',
        'f"{x:+.1f}"',
        'f"{x:g}"',
        'f"{x:.{places}f}"',
        'f"{round(x, 1)} days"',
        "str(round(x, 2))",
        'format(x, ".2f")',
        '"%.1f" % x',
        '"{:.1f}".format(x)',
        '"{x:,.0f}".format(x=x)',
    ],
)
def test_a_breach_is_noticed(planted):
    assert breaches(planted), planted


@pytest.mark.parametrize("sound", ['f"{month:02d}"', 'f"{code:04x}"', 'f"{name:<20}"', 'f"{number(x, 2)}"', "a % b"])
def test_what_is_no_number_for_people_is_left_alone(sound):
    assert breaches(sound) == []

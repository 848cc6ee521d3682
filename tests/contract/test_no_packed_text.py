"""No measurement carries a packed text: what a number cannot say is a list in a declared shape."""

import ast
import re
from pathlib import Path

import pytest

from comity.measures.recipes import RECIPES
from comity.terms.detail import columns
from tabled import connected
from worlds import world

PACKAGE = Path(__file__).parents[2] / "src" / "comity"
PACKS = re.compile(r"\b(string_agg|group_concat|listagg|array_to_string|concat_ws)\s*\(|\bAS\s+label\b", re.IGNORECASE)
"""SQL that joins things into one text, or names a column as the first form of the atlas did."""
TAKES_APART = re.compile(r"\blabel\b[^\n]*\.(split|rsplit|partition|rpartition)\(")


def packing(source: str) -> list[str]:
    """Texts of a module, f-strings included, in which SQL packs; and columns that are named `label`."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and (hit := PACKS.search(node.value)):
            found.append(f"line {node.lineno}: {hit[0]}")
        if isinstance(node, ast.Dict):
            keys = (k.value for k in node.keys if isinstance(k, ast.Constant))
            found += [f"line {node.lineno}: column label" for key in keys if key == "label"]
    return found


@pytest.mark.parametrize("path", sorted((PACKAGE / "measures").rglob("*.py")), ids=lambda p: p.stem)
def test_no_measure_packs_a_text(path):
    assert packing(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("room", ["atlas", "assessment", "report", "api", "cli"])
def test_nobody_takes_a_label_apart(room):
    for path in sorted((PACKAGE / room).rglob("*.py")):
        assert not TAKES_APART.search(path.read_text(encoding="utf-8")), path.name


def test_a_breach_is_noticed():
    assert packing("q = f\"SELECT string_agg(x, '|' ORDER BY x) AS names FROM {t}\"")
    assert packing("q = 'SELECT name AS label FROM t'")
    assert packing("rows = {'label': labels}")
    assert TAKES_APART.search("kinds = (m.label or '').split('|')")


def test_what_a_measure_gives_has_the_shape_it_declares():
    """Each recipe on a small world: details only where they are declared, in the fields that are declared."""
    for recipe in RECIPES:
        if all(m.details is None for m in recipe.measures):
            continue
        tables = world((*recipe.inputs, *recipe.optional), 1, monthly=recipe.measures[0].grain == "month")
        with connected(recipe, tables) as con:
            for measure in recipe.measures:
                rows = recipe.compute(con)[measure.id]
                if measure.details is None:
                    assert "details" not in (rows if isinstance(rows, dict) else rows.columns), measure.id
                elif isinstance(rows, dict):
                    assert {type(d) for cell in rows.get("details", ()) for d in cell or ()} <= {measure.details}
                else:
                    names = [c.name for c in columns(measure.details)]
                    (kind,) = (str(t) for n, t in zip(rows.columns, rows.types, strict=True) if n == "details")
                    assert re.findall(r'"?(\w+)"? [A-Z]+', kind.removeprefix("STRUCT")) == names, measure.id

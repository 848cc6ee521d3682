"""Nobody assumes what two ends are: no default, no wording of a kind outside the one list."""

import ast
from pathlib import Path

import pytest

from comity.terms.interval import Interval

SOURCE = Path(__file__).parents[2] / "src" / "comity"
NAMES = {"interval", "kind_of_ends", "bounds"}
FILES = [path for path in sorted(SOURCE.rglob("*.py")) if path.name != "interval.py"]


def _a_kind(node: ast.expr | None) -> bool:
    """Whether an expression is one certain kind of ends."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and node.value in set(Interval)
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Interval"


def _defaults(tree: ast.Module) -> list[tuple[ast.AST, ast.expr]]:
    """Everything that stands for what nobody said: defaults of fields, of parameters, and second choices."""
    found: list[tuple[ast.AST, ast.expr]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            fields = [f for f in node.body if isinstance(f, ast.AnnAssign) and f.value is not None]
            found += [(f, f.value) for f in fields]
            calls = [f.value for f in fields if isinstance(f.value, ast.Call)]
            found += [(c, k.value) for c in calls for k in c.keywords if k.arg == "default"]
            found += [(c, c.args[0]) for c in calls if c.args]
        elif isinstance(node, ast.arguments):
            found += [(d, d) for d in (*node.defaults, *node.kw_defaults) if d is not None]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("get", "pop"):
            found += [(node, value) for value in node.args[1:]]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "getattr":
            found += [(node, value) for value in node.args[2:]]
    return found


def breaches(text: str) -> list[int]:
    """Lines of a module on which a kind of ends is assumed, or worded anew."""
    tree = ast.parse(text)
    assumed = [value.lineno for _, value in _defaults(tree) if _a_kind(value)]
    worded = [
        k.value.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for k in node.keywords
        if k.arg in NAMES and isinstance(k.value, ast.Constant) and isinstance(k.value.value, str)
    ]
    return sorted({*assumed, *worded})


@pytest.mark.parametrize("path", FILES, ids=[str(p.relative_to(SOURCE)) for p in FILES])
def test_no_kind_is_assumed(path):
    assert breaches(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "planted",
    [
        'class E:\n    interval: str = "80 % interval"',
        "class E:\n    interval: Interval = Interval.CREDIBLE_80",
        'class E:\n    interval: str = Field(default="80 % interval", description="what")',
        "class E:\n    interval: Interval = Field(Interval.ACCOUNTS)",
        "def f(low, high, interval=Interval.CREDIBLE_80): ...",
        'def f(*, kind="span of the accounts"): ...',
        'row.get("interval", "80 % interval")',
        "getattr(m, 'interval', Interval.BOUNDS)",
        'Estimate(low=1, high=2, interval="what I think it is")',
    ],
)
def test_a_breach_is_noticed(planted):
    assert breaches(planted), planted

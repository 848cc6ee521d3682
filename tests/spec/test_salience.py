"""What a finding weighs stands in one table with its reason, and nowhere else."""

import ast
import re
from pathlib import Path

import pytest

from comity.assessment.page1.judged import topics
from comity.assessment.salience import salience, weights

ROOM = Path(__file__).parents[2] / "src" / "comity" / "assessment"
TREES = {path.name: ast.parse(path.read_text("utf-8")) for path in sorted(ROOM.rglob("*.py"))}


def _calls(name):
    for tree in TREES.values():
        yield from (n for n in ast.walk(tree) if isinstance(n, ast.Call) and getattr(n.func, "id", "") == name)


def _texts(node):
    return {n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str) and n.value}


def test_every_line_has_a_reason_and_stays_within_one():
    for (finding, case), w in weights().items():
        assert re.fullmatch(r"[a-z]+\.[a-z_]+", finding) and re.fullmatch(r"[a-z_]*", case)
        assert w.caption
        assert len(w.reason) > 10 and 0 < w.weight <= w.weight + w.most <= 1
        assert (w.gain > 0) == (w.most > 0)


def test_every_line_is_used_and_every_use_has_a_line():
    asked = set()
    for call in _calls("salience"):
        if isinstance(call.args[0], ast.JoinedStr):
            asked |= {(f"chronicle.{topic.id}", "") for topic in topics()}
            continue
        finding = call.args[0].value
        named = {c for c in (_texts(call.args[1]) if len(call.args) > 1 else set()) if (finding, c) in weights()}
        asked |= {(finding, case) for case in named or {""}}
    assert asked == set(weights())


def test_no_finding_is_weighed_by_a_number_beside_it():
    assert list(_calls("Judged"))
    for call in _calls("Judged"):
        assert isinstance(call.args[1], ast.Call) and call.args[1].func.id == "salience", ast.unparse(call)


@pytest.mark.parametrize(
    ("finding", "case", "size", "weight"),
    [
        ("exchange.gap", "changes", 0.0, 0.98),
        ("dependence.supplier", "known", 0.02, 0.31),
        ("dependence.supplier", "known", 0.9, 0.6),
        ("dependence.supplier", "small", 0.9, 0.1),
        ("dependence.customer", "", 0.05, 0.3),
        ("potential.ratio", "", 0.5, 0.4),
    ],
)
def test_a_weight_grows_with_its_size_as_far_as_the_table_says(finding, case, size, weight):
    assert salience(finding, case, size).weight == pytest.approx(weight)


def test_a_case_that_the_table_lacks_is_a_mistake_of_ours():
    with pytest.raises(LookupError, match="has no line"):
        salience("exchange.gap", "wide")

"""Rows in the terminal: what a cell says is what is printed."""

import pytest

from comity.cli.tables import emit


@pytest.mark.parametrize(
    "text", ["[m1, C2] said so", "[red]no colour[/red]", "[link=https://e.example]x[/link]", ":smile: at 10:30:00"]
)
def test_brackets_and_colons_stay_text(text, capsys):
    emit(("what",), [(text,)], "table")
    assert text in capsys.readouterr().out


def test_a_cell_cannot_steer_the_terminal(capsys):
    emit(("what",), [("a\x1b[31mred\x1b[0m\x07\nb",)], "table")
    printed = capsys.readouterr().out
    assert "\x1b" not in printed
    assert "\x07" not in printed
    assert "a[31mred[0m b" in printed


def test_a_gap_is_a_dash_and_numbers_stand_to_the_right(capsys):
    emit(("what", "how much"), [("a", 1234.5), ("b", None)], "table")
    lines = capsys.readouterr().out.splitlines()
    assert any(line.rstrip().endswith("1,234") for line in lines)
    assert any(line.rstrip().endswith("–") for line in lines)

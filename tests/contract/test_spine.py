"""Dates, periods and ids are made and taken apart in `terms` alone; one printer words months and places."""

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "comity"
ROOMS = ("api", "assessment", "atlas", "cli", "dossier", "events", "report")
BREACHES = {
    "slices a date": re.compile(r"(period|month|day|date|times\)|when)\w*\)?\[(:4|5:7?|:7)\]"),
    "counts months": re.compile(r"// ?12:04d|\* 12 \+ int\("),
    "takes an id apart": re.compile(r"""split\(["']@["']\)|partition\(["']@["']\)|removeprefix\(["']evidence/["']\)"""),
    "makes an id": re.compile(r"""f["']evidence/\{|\}@\{"""),
    "makes an ordinal": re.compile(r"""def ordinal|["']st["']"""),
    "names months": re.compile(r"""["']January["']"""),
}


def breaches(text):
    return [what for what, pattern in BREACHES.items() if pattern.search(text)]


@pytest.mark.parametrize("room", ROOMS)
def test_no_room_does_what_terms_are_for(room):
    files = sorted((PACKAGE / room).rglob("*.py"))
    assert files
    assert {str(f.relative_to(PACKAGE)): found for f in files if (found := breaches(f.read_text("utf-8")))} == {}


@pytest.mark.parametrize(
    ("planted", "what"),
    [
        ("year = int(m.period[:4])", "slices a date"),
        ("month = int(day[5:7])", "slices a date"),
        ('f"{n // 12:04d}-{n % 12 + 1:02d}"', "counts months"),
        ("k = int(y) * 12 + int(m) - 1", "counts months"),
        ('source = i.id.split("@")[0]', "takes an id apart"),
        ('row = ref.removeprefix("evidence/")', "takes an id apart"),
        ('ref = f"evidence/{row}"', "makes an id"),
        ('name = f"{source}@{sha}"', "makes an id"),
        ('ending = {1: "st"}', "makes an ordinal"),
        ('MONTHS = ("January",)', "names months"),
    ],
)
def test_a_breach_is_noticed(planted, what):
    assert breaches(planted) == [what]

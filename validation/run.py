"""Compute every figure of docs/validation.md from the mirror and write it between its markers.

python validation/run.py              # all of them
python validation/run.py similarity   # one section
"""

from __future__ import annotations

import re
import sys
from importlib import import_module
from pathlib import Path

from figures import REPOSITORY, Material, Script, as_table

PAGE = REPOSITORY / "docs" / "validation.md"
SECTIONS = (
    "similarity",
    "ideal_points",
    "hidden_ties",
    "balance",
    "frames",
    "hostility",
    "turning",
    "tone",
    "mirror",
    "intermediaries",
    "frustration",
    "replication",
    "separation",
    "known_groups",
    "potential",
    "contradictions",
    "joins",
    "names",
)


def command(section: str) -> str:
    """The command that computes the figures of one section."""
    return f"python validation/run.py {section}"


def main(wanted: list[str]) -> None:
    """Compute the wanted sections (all if none is named), print them, and rewrite the page."""
    if unknown := set(wanted) - set(SECTIONS):
        raise SystemExit(f"no section {sorted(unknown)[0]!r}; there are: {', '.join(SECTIONS)}")
    material = Material()
    for section in wanted or SECTIONS:
        script: Script = import_module(section).figures
        table = as_table(script(material), command(section))
        print(f"{section}\n{table}\n", flush=True)
        write(PAGE, section, table)


def write(page: Path, section: str, table: str) -> None:
    """Put `table` between the markers of a section."""
    text = page.read_text(encoding="utf-8")
    pattern = re.compile(rf"(<!-- begin {section} -->\n).*?(\n<!-- end {section} -->)", re.DOTALL)
    if not pattern.search(text):
        raise SystemExit(f"{page}: no markers for {section}; add <!-- begin {section} --> and <!-- end {section} -->")
    page.write_text(pattern.sub(lambda m: f"{m[1]}{table}{m[2]}", text), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])

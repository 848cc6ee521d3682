"""Compute every figure of docs/validation.md from the mirror and write it between its markers.

python validation/run.py                      # all of them
python validation/run.py similarity           # one section
python validation/run.py --check similarity   # write nothing; say where the page differs, and end with 1 if it does
"""

from __future__ import annotations

import re
import sys
from importlib import import_module
from pathlib import Path

from compare import differences
from figures import REPOSITORY, Material, Script, as_table

PAGE = REPOSITORY / "docs" / "validation.md"
SECTIONS = (
    "similarity",
    "ideal_points",
    "vote_accounts",
    "hidden_ties",
    "balance",
    "frames",
    "hostility",
    "mentions",
    "turning",
    "tone",
    "scenarios",
    "mirror",
    "reconciled_wits",
    "accounts",
    "accounts_by_reporter",
    "intermediaries",
    "frustration",
    "replication",
    "separation",
    "known_groups",
    "potential",
    "contradictions",
    "armed_conflict",
    "relations_state",
    "joins",
    "precedence",
    "kills",
    "names",
    "reading",
    "first_pages",
    "world",
)


def command(section: str) -> str:
    """The command that computes the figures of one section."""
    return f"python validation/run.py {section}"


def main(wanted: list[str], *, check: bool = False) -> int:
    """Compute the wanted sections (all if none is named) and print them; rewrite the page, or compare with it.

    Returns how many lines differ where only compared, else 0.
    """
    if unknown := set(wanted) - set(SECTIONS):
        raise SystemExit(f"no section {sorted(unknown)[0]!r}; there are: {', '.join(SECTIONS)}")
    material, apart = Material(), 0
    for section in wanted or SECTIONS:
        script: Script = import_module(section).figures
        table = as_table(script(material), command(section))
        print(f"{section}\n{table}\n", flush=True)
        if not check:
            write(PAGE, section, table)
            continue
        found = differences(standing(PAGE, section), table)
        apart += len(found)
        print("\n".join(f"differs: {line}" for line in found), flush=True)
    return apart


def standing(page: Path, section: str) -> str:
    """The table that stands between the markers of a section."""
    return _between(page, section)[2]


def write(page: Path, section: str, table: str) -> None:
    """Put `table` between the markers of a section."""
    found = _between(page, section)
    page.write_text(f"{found.string[: found.start(2)]}{table}{found.string[found.end(2) :]}", encoding="utf-8")


def _between(page: Path, section: str) -> re.Match[str]:
    pattern = rf"(<!-- begin {section} -->\n)(.*?)\n<!-- end {section} -->"
    found = re.search(pattern, page.read_text(encoding="utf-8"), re.DOTALL)
    if found is None:
        raise SystemExit(f"{page}: no markers for {section}; add <!-- begin {section} --> and <!-- end {section} -->")
    return found


if __name__ == "__main__":
    words = sys.argv[1:]
    sys.exit(main([w for w in words if w != "--check"], check="--check" in words) > 0)

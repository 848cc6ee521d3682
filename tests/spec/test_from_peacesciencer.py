"""The table for users of peacesciencer: each of its functions is there, and each measure that it names is one."""

import ast
import re
import shlex
from pathlib import Path

from comity.api.dictionary import measures

PAGE = (Path(__file__).parents[2] / "docs" / "peacesciencer.md").read_text(encoding="utf-8")
ADDED = [
    "archigos", "atop_alliance", "cap_dist", "capital_distance", "ccode_to_gw", "contiguity", "cow_alliance",
    "cow_majors", "cow_mids", "cow_trade", "cow_wars", "creg_frac", "creg_fractionalization", "democracy", "fpsim",
    "gml_mids", "gwcode_to_cow", "igos", "latent_territorial_threat", "lead", "lwuf", "min_dist",
    "minimum_distance", "nmc", "peace_years", "rugged_terrain", "sdp_gdp", "sim_gdp_pop", "spells",
    "strategic_rivalries", "ucdp_acd", "ucdp_onsets",
]  # fmt: skip
OTHERS = [
    "create_dyadyears", "create_leaderdays", "create_leaderdyadyears", "create_leaderyears", "create_statedays",
    "create_stateyears", "declare_attributes", "download_extdata", "filter_prd", "ps_cite", "ps_version",
    "show_duplicates",
]  # fmt: skip


def rows():
    """The cells of each line: functions, what they are here, and how that differs or why there is nothing."""
    for line in PAGE.splitlines():
        if line.startswith("| `"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def named(cell):
    return re.findall(r"`([^`]+)`", cell)


def test_each_function_stands_once_with_a_measure_or_a_reason():
    found = [f for cells in rows() for f in named(cells[0])]
    assert {f"add_{name}" for name in ADDED} | set(OTHERS) <= set(found)
    assert len(found) == len(set(found))
    for functions, here, why in rows():
        if not named(here):
            assert here in ("not there", "not needed") and len(why) > 20, functions


def test_each_measure_that_is_named_is_one():
    known = measures()
    inside = [m for cells in rows() for cell in cells[1:] for m in named(cell) if re.fullmatch(r"[a-z]+\.[a-z_]+", m)]
    assert len(inside) > 30
    assert {m for m in inside if m not in known} == set()


def test_what_is_run_in_r_is_made_by_a_command_that_is_one():
    (command,) = re.findall(r"^    comity (panel .*?)(?=\n\n)", PAGE, re.DOTALL | re.MULTILINE)
    words = shlex.split(command.replace("\\\n", " "))
    known = measures()
    asked = words[words.index("--measures") + 1].split(",")
    assert set(asked) <= set(known) and all(known[m].grain == "year" for m in asked)
    (code,) = re.findall(r"```r\n(.*?)```", PAGE, re.DOTALL)
    used = {re.sub(r"(_[12]|\.state)$", "", m) for m in re.findall(r"\b[a-z]+\.[a-z_]+(?:_[12]|\.state)?\b", code)}
    assert {m for m in used if m in known} == set(asked)


def test_the_example_of_spells_runs(capsys):
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    ast.parse(code)
    space: dict[str, object] = {}
    exec(compile(code, "docs/peacesciencer.md", "exec"), space)
    spells = space["spells"]
    seen: dict[tuple[int, int], int] = {}
    for row in spells.filter(space["pl"].col("state1") <= 20).iter_rows(named=True):
        pair = (row["state1"], row["state2"])
        if row["conflict.dispute"]:
            seen[pair] = row["year"]
        assert row["years_since_dispute"] == (row["year"] - seen[pair] if pair in seen else None)
    assert seen and "666" in capsys.readouterr().out

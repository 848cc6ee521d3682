"""Each contract of the house is broken once in a copy of the package, and what holds it must notice.

The checks stand in `held.py`. Each runs in a process of its own on the package as it is, and on a copy in which one
place is altered.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import held
import pytest

HERE = Path(__file__).parent
STARTER = "atlas/starter"
PLANTED = [
    (1, "one_row_per_key", "store/lay.py", "if part in others:", "if False:"),
    (1, "one_row_per_key", "store/lay.py", "key=lambda part: reach.order.index", "key=lambda part: -reach.order.index"),
    (2, "nothing_later_happened", "atlas/read.py", " WHERE period <= {self.horizon(measure)})", ")"),
    (2, "nothing_later_was_published", "atlas/editions.py", "if each.known > day}", "if False}"),
    (
        3,
        "no_interval_without_its_kind",
        "atlas/measurement.py",
        "low: float | None\n",
        'low: float | None\n    kind: str = "80 % interval"\n',
    ),
    (3, "no_absence_without_its_code", "atlas/read.py", "if measure in declared():", "if True:"),
    (
        3,
        "ids_are_taken_apart_in_terms",
        "assessment/words.py",
        "\n\n\ndef ",
        "\n\n\ndef _of(m) -> str:\n    return m.period[:4]\n\n\ndef ",
    ),
    (4, "no_number_without_its_row", "dossier/claim.py", "if self.text != joined(self.parts):", "if False:"),
    (4, "no_number_without_its_row", "dossier/claim.py", "return (part.ref,)\n", "return ()\n"),
    (4, "no_number_without_its_row", "assessment/phrases.py", 'Words(text="")', 'Words(text="12")'),
    (
        4,
        "no_number_without_its_row",
        "dossier/finding.py",
        "- set(self.basis):",
        "- {ref for part in self.parts for ref in refs(part)}:",
    ),
    (
        4,
        "no_number_without_its_row",
        "assessment/questions/sentences.en.yaml",
        "\n",
        "\nplanted: There were 12 of them.\n",
    ),
    (
        4,
        "one_printer",
        "assessment/words.py",
        "\n\n\ndef ",
        '\n\n\ndef _of(x: float) -> str:\n    return f"{x:.1f}"\n\n\ndef ',
    ),
    (5, "a_finding_is_weighed_in_one_table", "assessment/questions/forums.py", 'salience("access.forums")', "0.7"),
    (5, "a_finding_is_weighed_in_one_table", "assessment/questions/opposed.py", "balance.opposed.", "access.forums"),
    (6, "every_figure_has_a_shelf_life", "quantities/shelf_life.csv", "\naccess.*,", "\nweather.rain,"),
    (6, "every_figure_has_a_shelf_life", "quantities/shelf.py", "age_of(period, as_of) > self.years", "False"),
    (7, "nothing_unvouched_for_is_evidence", "evidence/interviews.py", "if not held.usable:", "if False:"),
    (
        7,
        "nothing_unvouched_for_is_evidence",
        "evidence/study.py",
        'read_ledger(folder / "evidence",',
        "read_ledger(folder,",
    ),
    (
        8,
        "two_reports_stay_two",
        "measures/mirror.py",
        '"x", "basis_x", "x"',
        '"coalesce(x, m)", "basis_x", "coalesce(x, m)"',
    ),
    (
        9,
        "files_of_others_stay",
        "api/placing.py",
        "        expect_own(folder, held.listed if held else {}, OR_FORCE)\n",
        "",
    ),
    (10, "what_people_decide_has_a_reason", "assessment/salience.csv", ",reason", ",because"),
    (
        11,
        "a_measure_file_reads_the_same_way",
        "measures/mirror.py",
        "What do two states trade, according to both?",
        "Trade.",
    ),
    (
        11,
        "a_measure_file_reads_the_same_way",
        "measures/mirror.py",
        '"A small flow doubles easily; look at the values."',
        '""',
    ),
    (
        11,
        "every_join_says_what_did_not_match",
        "store/harmonise.py",
        "unmatched_rows=rows_read - before",
        "unmatched_rows=0",
    ),
    (12, "general_code_names_no_country", "assessment/words.py", "\n\n\ndef ", '\n\n\nFRIEND = "FRA"\n\n\ndef '),
    (
        12,
        "the_same_rows_are_the_same_bytes",
        "atlas/encode.py",
        '"FROM encoded ORDER BY a, b, period"',
        '"FROM encoded"',
    ),
]


def _run(check, source):
    environment = {**os.environ, "PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"}
    words = [sys.executable, str(HERE / "held.py"), check]
    return subprocess.run(words, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def copy(root, tmp_path_factory):
    """The package beside a link to the atlas that ships, which no breach alters."""
    source = tmp_path_factory.mktemp("copy") / "src"
    # With compiled modules, which hold for those that are not altered: thirty processes load them.
    shutil.copytree(root / "src", source, ignore=shutil.ignore_patterns("starter"))
    (source / "comity" / STARTER).symlink_to(root / "src" / "comity" / STARTER)
    return source


@pytest.mark.parametrize("check", held.CHECKS)
def test_the_contract_is_held(check, root):
    said = _run(check, root / "src")
    assert said.returncode == 0, said.stderr


@pytest.mark.parametrize(
    ("check", "file", "sound", "broken"),
    [planted[1:] for planted in PLANTED],
    ids=[f"{number}-{check}-{Path(file).stem}" for number, check, file, *_ in PLANTED],
)
def test_a_breach_is_noticed(check, file, sound, broken, copy):
    path = copy / "comity" / file
    before = path.read_text(encoding="utf-8")
    assert sound in before, "what was altered here is no longer there: plant the breach where it is now"
    try:
        path.write_text(before.replace(sound, broken, 1), encoding="utf-8")
        said = _run(check, copy)
    finally:
        path.write_text(before, encoding="utf-8")
    assert said.returncode == 1, "nobody noticed"
    assert "SyntaxError" not in said.stderr and "ImportError" not in said.stderr, said.stderr


def test_every_contract_has_a_breach_and_every_check_one():
    assert {number for number, *_ in PLANTED} == set(range(1, 13))
    assert {check for _, check, *_ in PLANTED} == set(held.CHECKS)

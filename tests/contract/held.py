"""What the twelve contracts say, each as checks of the package that is imported.

`test_planted_breaches.py` runs each of them in a process of its own, once on the package as it is and once on a copy in
which the contract is broken: `python held.py NAME`. A check that fails raises AssertionError.
"""

from __future__ import annotations

import ast
import csv
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import comity

if TYPE_CHECKING:
    from comity.dossier.claim import Value
    from comity.dossier.finding import Finding

PACKAGE = Path(comity.__file__).parent
SELF = Path(__file__).resolve()
sys.path[:0] = [str(SELF.parents[1]), str(SELF.parent)]

NO_REASON = {
    "terms/cameo.csv": "the code book as published; a line that departs from it has a reason",
    "chronicle/acts_of_unions.csv": "each line has its source and locator",
    "chronicle/events.csv": "each line has its source and locator",
    "chronicle/body_members.csv": "as pact_members.csv, whose columns it has",
    "chronicle/pact_members.csv": "each line has its source and locator, and an end its reason",
    "chronicle/recognitions.csv": "each line has its source and locator, and each entity its reason",
    "cli/examples.csv": "lines of the help, which decide nothing",
}
"""Curated tables whose lines carry no `reason`, and why not."""


def _texts(*rooms: str) -> Iterator[tuple[str, str]]:
    """Modules of some rooms, of all if none is named: where they are in the package, and their text."""
    homes = [PACKAGE / room for room in rooms] or [PACKAGE]
    for path in sorted(path for home in homes for path in home.rglob("*.py")):
        yield str(path.relative_to(PACKAGE)), path.read_text(encoding="utf-8")


def _calls(text: str, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name:
            yield node


def one_row_per_key() -> None:
    """1: of two sources the first that a line names speaks; where none decides, the build stops."""
    import duckdb

    import tabled
    from comity.store.lay import Undecided, lay
    from comity.store.precedence import Line

    flow = {"exporter": "FRA", "importer": "DEU", "year": "2000", "reported_by": "exporter", "commodity": "total"}
    with tempfile.TemporaryDirectory() as name, duckdb.connect() as con:
        parts = []
        for source, value in (("aaa", "777"), ("zzz", "100")):
            path = Path(name) / f"{source}.parquet"
            tabled.lay(con, "written", [flow | {"value": value}], contract="trade")
            con.execute(f"COPY (SELECT * EXCLUDE (source) FROM written) TO '{path}' (FORMAT parquet)")
            parts.append((f"{source}@1", path))
        lay(con, "trade", parts, [Line("trade", ("zzz", "aaa"), "a test")])
        assert con.execute("SELECT value FROM trade").fetchall() == [(100.0,)]
        assert con.execute("SELECT value FROM trade_others").fetchall() == [(777.0,)]
        try:
            lay(con, "trade", parts, [])
        except Undecided as error:
            assert "aaa@1" in str(error) and "zzz@1" in str(error)
        else:
            raise AssertionError("two sources differ, no line decides, and nobody was told")


def nothing_later_happened() -> None:
    """2: a reader sees no period that was not over on its day."""
    from comity.atlas.read import Atlas

    atlas = Atlas.open(None, date(2000, 6, 1))
    for measure, a, b in (("un.agreement", "FRA", "DEU"), ("tenor.tone", "FRA", "DEU")):
        assert [m.period for m in atlas.series(measure, a, b) if m.period[:4] >= "2000"] == []
    assert atlas.series("un.agreement", "FRA", "DEU")[-1].period == "1999"


def nothing_later_was_published() -> None:
    """2: a reader sees no measure that rests on an edition published after the day by which things are known."""
    from comity.atlas.read import STARTER, Atlas

    known = sorted(i.known for i in Atlas.open(STARTER, date(2026, 1, 1)).manifest.inputs.values())
    day = known[len(known) // 2]
    assert known[0] <= day < known[-1]
    seen = Atlas.open(STARTER, date(2026, 1, 1), day).manifest
    assert seen.measures and all(seen.inputs[name].known <= day for e in seen.measures.values() for name in e.basis)


def no_interval_without_its_kind() -> None:
    """3: nobody assumes what two ends are."""
    from test_kinds_of_intervals import breaches

    found = {where: lines for where, text in _texts() if where != "terms/interval.py" and (lines := breaches(text))}
    assert not found, found


def no_absence_without_its_code() -> None:
    """3: an id that no measure has is an error, and a measure that an atlas lacks has a code."""
    from comity.atlas.read import Atlas
    from comity.errors import UnknownMeasure
    from comity.terms.absence import Absence

    atlas = Atlas.open(None, date(2020, 1, 1))
    assert all(isinstance(atlas.absence(id), Absence) for id in atlas.manifest.absent)
    try:
        atlas.has("un.agrement")
    except UnknownMeasure:
        return
    raise AssertionError("a misspelt id reads as no evidence")


def ids_are_taken_apart_in_terms() -> None:
    """3: no other room slices a date or splits an id."""
    from test_spine import ROOMS, breaches

    found = {where: what for where, text in _texts(*ROOMS) if (what := breaches(text))}
    assert not found, found


def no_number_without_its_row() -> None:
    """4: a claim says what its parts say and rests on their rows; the words between hold no figure."""
    from comity.dossier.claim import Claim, Value, Words, claim

    value = Value(text="4", ref="un.agreement/A-B/2000", value=4.0, unit="count")
    assert claim(Words(text="of "), value).basis == (value.ref,)
    try:
        Claim(text="of 5", parts=(Words(text="of "), value))
    except ValueError:
        pass
    else:
        raise AssertionError("a claim says what none of its parts does")
    assert _finding(value, basis=(value.ref,)).basis == (value.ref,)
    try:
        _finding(value, basis=("evidence/1",))
    except ValueError:
        pass
    else:
        raise AssertionError("a claim names a row that its finding does not rest on")
    for where, text in _texts("assessment"):
        for call in _calls(text, "Words"):
            (words,) = (k.value for k in call.keywords if k.arg == "text")
            plain = isinstance(words, ast.Name | ast.IfExp) or (
                isinstance(words, ast.Constant) and not re.search(r"\d", str(words.value))
            )
            assert plain, f"{where}:{call.lineno}: a figure may stand among words"
    from comity.assessment.say import sentences

    for room in ("page1", "questions"):
        for key, sentence in sentences(room).items():
            assert not re.search(r"\d", re.sub(r"\{[^}]*\}", "", sentence)), f"{room}: {key}"


def _finding(value: Value, basis: tuple[str, ...]) -> Finding:
    from comity.dossier.finding import Finding

    return Finding(
        id="x", question="tenor", claim=value.text, parts=(value,), confidence="low", confidence_reason="a test",
        basis=basis, would_change="another",
    )  # fmt: skip


def one_printer() -> None:
    """4: figures for people are printed by `terms.unit`."""
    from test_one_printer import ROOMS, breaches

    found = {where: lines for where, text in _texts(*ROOMS) if (lines := breaches(text))}
    assert not found, found


def a_finding_is_weighed_in_one_table() -> None:
    """5: a finding takes its weight from `salience.csv`, and a kind of finding stands in one file."""
    homes: dict[str, set[str]] = {}
    for where, text in _texts("assessment"):
        for call in _calls(text, "Judged"):
            weight = call.args[1]
            assert isinstance(weight, ast.Call) and getattr(weight.func, "id", "") == "salience", where
        for call in _calls(text, "Finding"):
            (named,) = (k.value for k in call.keywords if k.arg == "id")
            parts = named.values if isinstance(named, ast.JoinedStr) else [named]
            if isinstance(parts[0], ast.Constant):
                homes.setdefault(str(parts[0].value).rstrip("."), set()).add(where)
    shared = {kind: files for kind, files in homes.items() if len(files) > 1}
    assert len(homes) > 20 and not shared, shared


def every_figure_has_a_shelf_life() -> None:
    """6: each measure has a line with a reason; what is past it is not said to be so today."""
    from comity.atlas.ids import declared
    from comity.quantities.shelf import shelf

    assert all(len(shelf(id).reason.split()) >= 5 for id in declared())
    conflict, share = shelf("conflict.rivalry"), shelf("dependence.supplier_share")
    for line in (conflict, share):
        assert line.years is not None
        assert line.is_past("1990", date(2026, 1, 1)) and not line.is_past("2026", date(2026, 1, 1))


def nothing_unvouched_for_is_evidence() -> None:
    """7: what nobody filled and graded, and what was said off the record, counts nowhere."""
    from comity.evidence.columns import COLUMNS
    from comity.evidence.study import load_study

    row = {
        "id": "r1", "date": "2014-05", "a": "NOR", "b": "NZL", "question": "exchange", "kind": "statement",
        "claim": "Sales of sheep will rise.", "status": "reported", "source": "A paper", "source_type": "secondary",
        "reliability": "B", "credibility": "2",
    }  # fmt: skip
    asked = {"id": "I1", "date": "2014-05-02", "consent": "oral", "language": "en", "interpreter": "no"}
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        (home / "evidence").mkdir()
        (home / "study.yaml").write_text("pair: {a: NOR, b: NZL}\n")
        _table(home / "interviews.csv", [asked | {"terms": "off_the_record"}])
        heads = [column.name for column in COLUMNS]
        said = row | {"id": "r2", "interview": "I1", "source": "", "source_type": "primary"}
        _table(home / "evidence" / "a.csv", [row, said], heads)
        _table(home / "to_grade.csv", [row | {"id": "r3"}], heads)
        assert [s.id for s in load_study(home).evidence(date(2020, 1, 1))] == ["r1"]


def _table(path: Path, rows: list[dict[str, str]], heads: list[str] | None = None) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, heads or list(rows[0]), restval="")
        writer.writeheader()
        writer.writerows(rows)


def two_reports_stay_two() -> None:
    """8: what one side reports never fills what the other does not; missing is never zero."""
    from comity.measures.mirror import mirror
    from tabled import computed

    found = computed(mirror, {"trade": "exporter importer year reported_by commodity value\n"
                                       "FRA DEU 2000 importer total 100\nFRA DEU 2001 exporter total 90"})  # fmt: skip
    assert found["exchange.exports_reported_by_importer"] == [("FRA", "DEU", 2000, 100.0)]
    assert found["exchange.exports_reported_by_exporter"] == [("FRA", "DEU", 2001, 90.0)]


def files_of_others_stay() -> None:
    """9: a folder that holds what Comity did not write is refused before any work."""
    from comity.api.placing import expect_place
    from comity.errors import UserError

    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "note.txt").write_text("mine")
        try:
            expect_place(Path(name), ("FRA", "DEU"), date(2020, 1, 1), force=False)
        except UserError:
            return
    raise AssertionError("a folder with a file of others would be written over")


def what_people_decide_has_a_reason() -> None:
    """10: each line of a curated table says why; a correction says the wrong value that it expects."""
    for path in sorted(PACKAGE.rglob("*.csv")):
        where = str(path.relative_to(PACKAGE))
        if "/sample/" in where or where.startswith(("studies/", "atlas/starter/")) or where in NO_REASON:
            continue
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert rows and all((row.get("reason") or "").strip() for row in rows), where
        if path.name == "corrections.csv":
            assert {"expect", "until"} <= set(rows[0]), where
    text = (PACKAGE / "assessment" / "thresholds.yaml").read_text(encoding="utf-8")
    assert len(re.findall(r"^\w+:", text, re.MULTILINE)) == len(re.findall(r"^\s+reason:", text, re.MULTILINE))


def a_measure_file_reads_the_same_way() -> None:
    """11: the question first; each measure says its reference and when not to use it; one public function."""
    from comity.measures.recipes import RECIPES

    said = dict(_texts("measures"))
    for recipe in RECIPES:
        where = "/".join(recipe.name.split(".")[1:]) + ".py"
        tree = ast.parse(said[where])
        assert "?" in (ast.get_docstring(tree) or "").split("\n\n")[0], f"{where}: begins with no question"
        for measure in recipe.measures:
            told = (measure.title, measure.formula, measure.more, measure.reference, measure.not_when, measure.among)
            assert all(text.strip() for text in told), measure.id


def every_join_says_what_did_not_match() -> None:
    """11: a code that is no state's is counted and named."""
    import duckdb

    from comity.sources.contract import Expectation, Provision
    from comity.store.harmonise import harmonise
    from comity.tables import TABLES

    provision = Provision(
        codes="iso3",
        silence="not_reported",
        first_year=1900,
        last_year=2020,
        locator="",
        expect=Expectation(rows=0, unmatched_share=1),
    )
    with tempfile.TemporaryDirectory() as name, duckdb.connect() as con:
        given = con.sql("SELECT unnest(['FRA', 'XX9']) AS state, 2000::SMALLINT AS year, 1e6 AS population")
        target = Path(name) / "x.parquet"
        audit = harmonise(con, given, TABLES["populations"], source="a", provision=provision, target=target)
    assert (audit.rows_read, audit.rows_kept, audit.unmatched_rows) == (2, 1, 1)
    assert audit.unmatched_codes == {"XX9": 1}


def general_code_names_no_country() -> None:
    """12: no state's code or name is a value in code; what speaks of certain states is data."""
    from comity.terms.country import states

    named = {text for s in states() for text in (s.id, s.name)}
    for where, text in _texts():
        room = where.partition("/")[0]
        if room == "sources":
            continue
        tree = ast.parse(text)
        prose = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
        inside = {id(v) for n in ast.walk(tree) if isinstance(n, ast.JoinedStr) for v in n.values}
        found = [
            n.value
            for n in ast.walk(tree)
            if isinstance(n, ast.Constant) and n.value in named and id(n) not in prose | inside
        ]
        assert not found, f"{where}: {found}"


def the_same_rows_are_the_same_bytes() -> None:
    """12: how rows come does not show in the file."""
    import duckdb

    from comity.atlas.encode import write
    from comity.measures.contract import Measure

    measure = Measure(
        id="test.score", question="tenor", title="Score", unit="score", formula="x", more="more", reference="none",
        not_when="never", inputs=(), interval=None,
    )  # fmt: skip
    rows = [(a, b, year, year / 7) for a in ("AAA", "BBB") for b in ("CCC", "DDD") for year in range(1990, 2000)]
    made = set()
    for order in (rows, rows[::-1]):
        with tempfile.TemporaryDirectory() as name, duckdb.connect() as con:
            con.execute("CREATE TABLE measured (a VARCHAR, b VARCHAR, period INTEGER, value DOUBLE)")
            con.executemany("INSERT INTO measured VALUES (?, ?, ?, ?)", order)
            target = Path(name) / "x.parquet"
            write(con, "measured", measure, ("AAA", "BBB", "CCC", "DDD"), (), target, first_year=1900, exact=False)
            made.add(target.read_bytes())
    assert len(made) == 1


CHECKS: dict[str, Callable[[], None]] = {
    check.__name__: check
    for check in (
        one_row_per_key, nothing_later_happened, nothing_later_was_published, no_interval_without_its_kind,
        no_absence_without_its_code, ids_are_taken_apart_in_terms, no_number_without_its_row, one_printer,
        a_finding_is_weighed_in_one_table, every_figure_has_a_shelf_life, nothing_unvouched_for_is_evidence,
        two_reports_stay_two, files_of_others_stay, what_people_decide_has_a_reason, a_measure_file_reads_the_same_way,
        every_join_says_what_did_not_match, general_code_names_no_country, the_same_rows_are_the_same_bytes,
    )
}  # fmt: skip

if __name__ == "__main__":
    CHECKS[sys.argv[1]]()

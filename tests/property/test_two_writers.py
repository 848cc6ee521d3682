"""Two writers at one study, in any order that the machine takes them: no edit and no decision is lost."""

import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from random import Random

from comity.errors import UserError
from comity.evidence.decisions import decide, read_decisions, standing
from comity.evidence.editing import Changed, change, history, row_at
from comity.evidence.proposals import Proposed, put_proposals
from comity.evidence.study import load_study

HEAD = "id,date,a,b,question,kind,claim,value,unit,status,source,source_type,reliability,credibility"
ROW = "s{n},2014-05,NOR,NZL,scope,visit,A visit.,0,visits,delivered,A paper,secondary,B,2"
EDITS = 100
"""Of each of the two."""


def _study(folder):
    (folder / "study.yaml").write_text("pair: {a: NOR, b: NZL}\n")
    (folder / "evidence").mkdir()
    (folder / "evidence" / "rows.csv").write_text("\n".join([HEAD, *(ROW.format(n=n) for n in range(3)), ""]))
    return folder


def test_of_two_hundred_edits_by_two_writers_none_is_lost(tmp_path):
    study = _study(tmp_path)
    ready = threading.Barrier(2)

    def write(who):
        ready.wait()
        late, seen = 0, row_at(study, "s1")
        for _ in range(EDITS):
            cells, version = seen.cells, seen.version
            while True:
                try:
                    seen = change(
                        study, "s1", {"value": str(int(cells["value"]) + 1)}, version, who=who, day="2026-01-31"
                    )
                    break
                except Changed as error:
                    late += 1
                    fresh = row_at(study, "s1")
                    assert error.now != cells
                    cells, version = fresh.cells, fresh.version
        return late

    with ThreadPoolExecutor(2) as pool:
        late = sum(pool.map(write, ("ann", "bob")))
    assert row_at(study, "s1").cells["value"] == str(2 * EDITS), late
    steps = [(int(e.before), int(e.after)) for e in history(study, "s1")]
    assert steps == [(n, n + 1) for n in range(2 * EDITS)]
    assert {e.who for e in history(study, "s1")} == {"ann", "bob"}
    assert [s.value for s in load_study(study).statements] == ["0", "200", "0"]


def test_of_two_who_decide_at_once_one_is_told_what_the_other_decided(tmp_path):
    study = _study(tmp_path)
    cells = {
        "date": "2015", "a": "NOR", "b": "NZL", "question": "scope", "kind": "visit", "status": "delivered",
        "source": "A paper", "source_type": "secondary", "reliability": "B", "credibility": "2",
    }  # fmt: skip
    made = [
        Proposed(
            f"p{n}", "0" * 64, "paper", 0, 5, 0, "visit", "1.1", True, "", "", "", cells | {"claim": f"Visit {n}."}
        )
        for n in range(12)
    ]
    put_proposals(study, made, ["0" * 64], [])
    ready = threading.Barrier(2)

    def take(decision):
        told = 0
        for p in made:
            ready.wait()
            try:
                decide(study, p.id, decision, who=decision, day="2026-01-31")
            except UserError as error:
                assert "undo that first" in str(error)
                told += 1
        return told

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(take, ("accept", "reject"))) == len(made)
    held = standing(study)
    assert len(read_decisions(study)) == len(held) == len(made)
    claims = {s.claim for s in load_study(study).statements}
    assert {p.id for p in made if p.cells["claim"] in claims} == {
        id for id, d in held.items() if d.decision == "accept"
    }


_WRITER = """
import sys
from pathlib import Path
from comity.evidence.editing import change, row_at
study = Path(sys.argv[1])
while True:
    row = row_at(study, "s1")
    seen = change(study, "s1", {"value": str(int(row.cells["value"]) + 1)}, row.version, who="ann", day="2026-01-31")
    print(seen.cells["value"], flush=True)
"""


def test_a_writer_that_is_killed_loses_nothing_that_was_said_to_be_saved(tmp_path):
    study, random = _study(tmp_path), Random(20261129)
    for _ in range(3):
        writer = subprocess.Popen([sys.executable, "-c", _WRITER, study], stdout=subprocess.PIPE, text=True)
        first = int(writer.stdout.readline())
        time.sleep(0.2 + random.random() / 5)
        writer.kill()
        told = [first, *map(int, writer.communicate()[0].split("\n")[:-1])]
        held = int(row_at(study, "s1").cells["value"])
        assert held in (told[-1], told[-1] + 1) and len(load_study(study).statements) == 3
        before = {(e.before, e.after) for e in history(study, "s1")}
        assert {(str(n), str(n + 1)) for n in range(held)} <= before
    change(study, "s2", {"note": "goes on"}, row_at(study, "s2").version, who="bob", day="2026-01-31")
    assert not list(study.rglob(".writing-*"))

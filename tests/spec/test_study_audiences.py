"""For whom a statement of a study is: a small table that can be checked by hand."""

import pytest

from comity.errors import BadFile, UserError
from comity.evidence.adding import add_statements
from comity.evidence.audiences import AUDIENCES
from comity.evidence.hypotheses import read_hypotheses
from comity.evidence.sharing import share
from comity.evidence.starting import begin
from comity.evidence.study import load_study
from comity.evidence.table import Table
from comity.terms.country import state

BASE = {
    "date": "2014-05", "a": "NOR", "b": "NZL", "question": "exchange", "kind": "statement", "status": "reported",
    "source_type": "primary", "reliability": "B", "credibility": "2",
}  # fmt: skip
ROWS = {"open": "", "kept": "", "half": "", "told": "I1", "shown": "I2", "narrow": "I2"}
LINES = ("kept,editors", "half,analysts", "I2,readers", "narrow,editors", "close,editors")
SEEN = {
    "readers": {"open", "shown"},
    "analysts": {"open", "shown", "half", "told"},
    "editors": {"open", "shown", "half", "told", "kept", "narrow"},
}
CONTESTS = """- id: close
  question: Why?
  hypotheses: [{id: one, text: One}, {id: two, text: Two}]
  evidence: []
- id: wide
  question: Whither?
  hypotheses: [{id: one, text: One}, {id: two, text: Two}]
  evidence:
  - {row: open, ratings: {one: "+", two: "-"}, reason: it is open}
  - {row: kept, ratings: {one: "+", two: "-"}, reason: it is kept}
"""


@pytest.fixture
def study(tmp_path):
    folder = tmp_path / "study"
    begin(folder, state("NOR"), state("NZL"))
    (folder / "interviews.csv").write_text(
        "id,terms,date,consent,language,interpreter\n"
        + "".join(f"{id},chatham_house,2014-05,by word,en,no\n" for id in ("I1", "I2"))
    )
    for id, interview in ROWS.items():
        source = {"interview": interview} if interview else {"source": "A paper"}
        row = BASE | source | {"id": id, "claim": f"Row {id}."}
        add_statements(folder, Table("a test", {k: [v] for k, v in row.items()}, ["row"]))
    (folder / "hypotheses.yaml").write_text(CONTESTS)
    (folder / "audiences.csv").write_text("id,audience,reason\n" + "".join(f"{line},agreed\n" for line in LINES))
    return folder


@pytest.mark.parametrize("who", AUDIENCES)
def test_each_audience_has_its_statements_and_contests(study, who):
    whole = load_study(study)
    assert {s.id for s in whole.as_for(who).statements} == SEEN[who]
    contests = {c.id: [e.row for e in c.evidence] for c in whole.contests_for(who, read_hypotheses(study))}
    assert contests == ({"wide": ["open"]} if who != "editors" else {"close": [], "wide": ["open", "kept"]})


@pytest.mark.parametrize(
    ("line", "said"),
    [("opne,editors,a slip", "opne"), ("open,everybody,x", "everybody"), ("open,editors,", "reason"),
     ("kept,readers,twice", "kept"), ("../open,readers,x", "id")],
)  # fmt: skip
def test_a_line_that_would_keep_nothing_back_is_a_fault(study, line, said):
    path = study / "audiences.csv"
    path.write_text(path.read_text() + line + "\n")
    with pytest.raises(BadFile, match=said):
        load_study(study)


def test_what_is_not_for_readers_is_not_passed_on(study, tmp_path):
    with pytest.raises(UserError, match="kept"):
        share(study, tmp_path / "out")
    (study / "hypotheses.yaml").write_text(CONTESTS.rpartition("  - {")[0])
    with pytest.raises(UserError, match="close"):
        share(study, tmp_path / "out")
    (study / "hypotheses.yaml").unlink()
    (study / "audiences.csv").write_text("id,audience,reason\nkept,editors,agreed\n")
    assert share(study, tmp_path / "out").statements == 2
    assert {s.id for s in load_study(tmp_path / "out").statements} == {"open", "half"}

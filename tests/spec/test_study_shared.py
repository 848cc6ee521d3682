"""What of a study may be passed on: statements and their places; no documents, people or long quotations."""

import pytest

from comity.errors import UserError
from comity.evidence.adding import add_statements
from comity.evidence.keeping import keep_document
from comity.evidence.sharing import Shared, allowed_words, share
from comity.evidence.study import load_study
from comity.evidence.table import Table

ROW = {
    "date": "2014-05",
    "a": "NOR",
    "b": "NZL",
    "question": "exchange",
    "kind": "flow",
    "sector": "trade",
    "claim": "Norway sold sheep.",
    "status": "reported",
    "source": "Shepherd's Weekly",
    "source_type": "secondary",
    "reliability": "C",
    "credibility": "3",
}
LONG = "In the month of May Norway is said to have sold many sheep to New Zealand"


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "study"
    made.mkdir()
    (made / "study.yaml").write_text("pair: {a: NOR, b: NZL}\n")
    (tmp_path / "page.txt").write_text(LONG)
    said = {"accessed": "2026-01-02", "licence": "CC BY-SA 4.0", "url": "https://example.org/a"}
    document = keep_document(made, tmp_path / "page.txt", said)
    rows = [
        {**ROW, "id": "long", "quote": LONG, "language": "en", "document": document, "locator": "characters 0-73"},
        {
            **ROW,
            "id": "short",
            "quote": "sold many sheep",
            "language": "en",
            "document": document,
            "claim": "It sold many.",
        },
        {**ROW, "id": "gone", "claim": "It sold none."},
        {**ROW, "id": "told", "claim": "It sold some.", "source": "", "interview": "I1"},
    ]
    (made / "interviews.csv").write_text(
        "id,terms,attribution,fits,date,consent,language,interpreter,follow_up,withdrawn\n"
        "I1,background,an official of the ministry,400,2014-01-01,oral,en,no,,\n"
    )
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {name: [row.get(name, "") for row in rows] for name in names}
    add_statements(made, Table("rows", columns, [f"row {n}" for n in range(len(rows))]))
    (made / "withdrawn.csv").write_text("id,source,date,reason\ngone,,2026-01-03,wrong\n")
    return made


def test_statements_go_along_with_their_places_and_nothing_else_does(folder, tmp_path):
    to = tmp_path / "shared"
    assert share(folder, to) == Shared(statements=2, quotations=1, interviews=1, withdrawn=1)
    assert sorted(p.name for p in to.rglob("*") if p.is_file()) == ["documents.csv", "exchange.csv", "study.yaml"]
    held = {s.id: s for s in load_study(to).statements}
    assert (held["long"].quote, held["long"].locator) == ("", "characters 0-73")
    assert held["short"].quote == "sold many sheep"
    assert held["long"].document in load_study(to).documents
    assert "ministry" not in "".join(p.read_text() for p in to.rglob("*") if p.is_file())


def test_fewer_words_may_be_asked_for_and_what_is_shared_stays_as_it_is_when_shared_again(folder, tmp_path):
    assert share(folder, tmp_path / "one", 2).quotations == 2
    assert share(tmp_path / "one", tmp_path / "two", 2) == Shared(2, 0, 0, 0)
    for path in (tmp_path / "one" / "evidence").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / "evidence" / path.name).read_bytes()


def test_a_folder_that_is_there_is_refused_and_a_hypothesis_on_what_stays_behind_too(folder, tmp_path):
    (tmp_path / "there").mkdir()
    with pytest.raises(UserError, match="is there already; name a new folder"):
        share(folder, tmp_path / "there")
    (folder / "hypotheses.yaml").write_text(
        "- id: q\n  question: Which?\n  hypotheses: [{id: x, text: One}, {id: y, text: Two}]\n"
        "  evidence:\n    - {row: told, ratings: {x: '+', y: '-'}, reason: Because}\n"
    )
    with pytest.raises(UserError, match=r"hypotheses\.yaml names told, which stays behind"):
        share(folder, tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("licence", "words"), [("CC BY-SA 4.0", 9), ("CC0 1.0", None), ("public domain", None), ("", 25), ("Crown", 9)]
)
def test_how_much_may_be_quoted_is_a_table(licence, words):
    assert allowed_words(licence) == words

"""What each of the five terms lets out of a row, as a table; who may be described; where identities stay."""

from datetime import date

import pytest

from comity.errors import BadFile, UserError
from comity.evidence.adding import add_statements
from comity.evidence.interviewing import add_interview, leaks, withdraw_interview
from comity.evidence.private import FIELDS, allow, forget_person, has_person, keep_person, make_key, read_person
from comity.evidence.study import load_study
from comity.evidence.table import Table
from comity.evidence.upgrading import upgrade

pytest.importorskip("pyrage")

LATE = date(2020, 1, 1)
ROW = {
    "id": "r1",
    "date": "2014-05",
    "a": "NOR",
    "b": "NZL",
    "question": "exchange",
    "kind": "statement",
    "claim": "Sales of sheep will rise.",
    "status": "reported",
    "source_type": "primary",
    "reliability": "B",
    "credibility": "2",
    "quote": "We shall sell many more sheep next year",
    "language": "en",
    "note": "said over lunch",
    "interview": "I1",
}
TERMS = {"id": "I1", "date": "2014-05-02", "consent": "oral", "language": "en", "interpreter": "no"}


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "study"
    made.mkdir()
    (made / "study.yaml").write_text("pair: {a: NOR, b: NZL}\n")
    allow(made, make_key(tmp_path / "key"))
    return made


def _interview(folder, person=None, **cells):
    add_interview(folder, TERMS | cells, person or {"name": "Zebra Quagga"})


def _row(folder, **cells):
    add_statements(folder, Table("a test", {k: [v] for k, v in (ROW | cells).items()}, ["row"]))


NAMED = {"attribution": "Zebra Quagga, minister of sheep"}
DESCRIBED = {"attribution": "an official of the ministry", "fits": "300"}


@pytest.mark.parametrize(
    ("terms", "agreed", "source", "quoted"),
    [
        ("on_the_record", NAMED, "Interview with Zebra Quagga, minister of sheep, on the record, 2014", True),
        ("background", DESCRIBED, "Interview with an official of the ministry, on background, 2014", True),
        ("deep_background", {}, "On the authority of the author", False),
        ("chatham_house", {}, "Discussion under the Chatham House Rule, 2014", True),
    ],
)
def test_what_is_printed_of_a_row(folder, terms, agreed, source, quoted):
    _interview(folder, terms=terms, **agreed)
    _row(folder)
    (printed,) = load_study(folder).evidence(LATE)
    assert printed.source == source
    assert (printed.quote, printed.language) == ((ROW["quote"], "en") if quoted else ("", ""))
    assert (printed.note, printed.interview, printed.origin, printed.url) == ("", "", "", "")
    assert printed.claim == ROW["claim"]


@pytest.mark.parametrize(
    ("terms", "agreed", "printed"),
    [
        ("on_the_record", NAMED, ("minister", "minister: Quagga")),
        ("background", DESCRIBED, ("", "")),
        ("deep_background", {}, ("", "")),
    ],
)
def test_level_and_office_say_no_more_of_a_speaker_than_the_terms(folder, terms, agreed, printed):
    _interview(folder, terms=terms, **agreed)
    _row(folder, level="minister", office="minister: Quagga")
    (row,) = load_study(folder).evidence(LATE)
    assert (row.level, row.office) == printed


def test_a_note_of_an_interview_proposes_nothing(folder):
    _interview(folder, terms="background", **DESCRIBED)
    _row(folder, note="Quagga left office in May 2001.", value="20", unit="sheep")
    assert upgrade(folder).proposed == {}
    assert "Quagga" not in "".join(p.read_text().replace("Quagga left", "") for p in (folder / "evidence").iterdir())


def test_off_the_record_supports_nothing(folder):
    _interview(folder, terms="off_the_record")
    _row(folder)
    study = load_study(folder)
    assert [s.id for s in study.statements] == ["r1"]
    assert study.evidence(LATE) == ()


def test_an_interview_counts_from_its_own_day(folder):
    _interview(folder, terms="chatham_house", date="2016-03-04")
    _row(folder)
    study = load_study(folder)
    assert study.evidence(date(2016, 3, 3)) == ()
    assert len(study.evidence(date(2016, 3, 4))) == 1


@pytest.mark.parametrize(
    ("terms", "cells", "says"),
    [
        ("", {}, "terms: is empty"),
        ("on_background", {}, "terms: 'on_background' is not known; did you mean background?"),
        ("on_the_record", {}, "attribution: is empty; write the name and title agreed"),
        ("background", {}, "attribution: is empty; write the description agreed"),
        ("background", {"attribution": "an official"}, "fits: is empty; write how many people"),
        ("background", DESCRIBED | {"fits": "9"}, "fits: 9 people, fewer than 10: agree on a wider description"),
        ("background", DESCRIBED | {"fits": "many"}, "fits: 'many' is not a number of people"),
        ("background", DESCRIBED | {"fits": "0"}, "fits: '0' is not a number of people"),
        ("deep_background", DESCRIBED, "nobody may be named or described on deep background"),
        ("off_the_record", DESCRIBED, "nobody may be named or described off the record"),
        ("chatham_house", NAMED, "nobody may be named or described under the Chatham House Rule"),
        ("chatham_house", {"consent": ""}, "consent: is empty"),
        ("chatham_house", {"date": ""}, "date: is empty"),
        ("chatham_house", {"language": ""}, "language: is empty"),
        ("chatham_house", {"interpreter": "perhaps"}, "interpreter: 'perhaps' is not known"),
    ],
)
def test_what_goes_beyond_the_terms_is_refused_and_nothing_is_written(folder, terms, cells, says):
    before = {path.name for path in folder.rglob("*")}
    with pytest.raises(UserError) as caught:
        _interview(folder, terms=terms, **cells)
    assert says in str(caught.value)
    assert {path.name for path in folder.rglob("*")} - {".comity.lock"} == before - {".comity.lock"}


def test_a_register_written_by_hand_is_held_to_the_same(folder):
    header = "id,terms,attribution,fits,date,consent,language,interpreter,follow_up,withdrawn\n"
    (folder / "interviews.csv").write_text(header + "I1,background,a minister,3,2014,oral,en,no,,\n")
    with pytest.raises(BadFile, match=r"^interviews\.csv, row 2, fits: 3 people, fewer than 10"):
        load_study(folder)
    (folder / "study.yaml").write_text("pair: {a: NOR, b: NZL}\nsmallest_set: 3\n")
    assert load_study(folder).interviews["I1"].fits == "3"


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"interview": "I9"}, "interview: no interview 'I9' in interviews.csv; add it first"),
        ({"source": "A minister"}, "source: is given for an interview; leave it empty"),
        ({"claim": "The sheep man said “more sheep”."}, "claim: quotes an interview on deep background"),
        ({"claim": "They shall sell many more sheep next time."}, "claim: quotes an interview on deep background"),
    ],
)
def test_a_row_beyond_its_terms_is_named(folder, cells, says):
    _interview(folder, terms="deep_background")
    with pytest.raises(BadFile) as caught:
        _row(folder, **cells)
    assert str(caught.value).startswith("a test, row, ")
    assert says in str(caught.value)


def test_a_few_words_in_common_are_no_quotation(folder):
    _interview(folder, terms="deep_background")
    _row(folder, claim="Norway will sell many more sheep.")
    assert len(load_study(folder).statements) == 1


def test_links_to_what_may_not_be_printed_are_cut(folder):
    _interview(folder, terms="off_the_record")
    _row(folder)
    _row(folder, id="r2", interview="", source="A book", fulfils="r1")
    study = load_study(folder)
    assert study.statements[1].fulfils == "r1"
    assert [(s.id, s.fulfils) for s in study.evidence(LATE)] == [("r2", "")]


# --- identities ------------------------------------------------------------------------------------------------


def test_only_the_key_opens_an_identity(folder, tmp_path):
    person = {field: f"{field} of Zebra עברית" for field in FIELDS}
    keep_person(folder, "I7", person)
    assert read_person(folder, "I7", tmp_path / "key") == person
    make_key(tmp_path / "other")
    with pytest.raises(UserError, match="this key does not open it"):
        read_person(folder, "I7", tmp_path / "other")
    sealed = (folder / "private" / "I7.age").read_bytes()
    assert sealed.startswith(b"age-encryption.org/v1")
    assert b"Zebra" not in sealed


def test_an_altered_identity_does_not_open(folder, tmp_path):
    keep_person(folder, "I7", {"name": "Zebra"})
    path = folder / "private" / "I7.age"
    raw = bytearray(path.read_bytes())
    raw[-1] ^= 1
    path.write_bytes(raw)
    with pytest.raises(UserError, match="or it was altered"):
        read_person(folder, "I7", tmp_path / "key")


def test_a_second_reader_may_be_allowed(folder, tmp_path):
    allow(folder, make_key(tmp_path / "other"))
    keep_person(folder, "I7", {"name": "Zebra"})
    for key in ("key", "other"):
        assert read_person(folder, "I7", tmp_path / key) == {"name": "Zebra"}


@pytest.mark.parametrize("key", ["../I7", "/etc/x", "a/b", "", ".", "x" * 41, "I7\n"])
def test_a_pseudonym_is_no_path(folder, key):
    with pytest.raises(UserError, match="is not a pseudonym"):
        keep_person(folder, key, {"name": "Zebra"})


def test_keys_are_for_their_owner_alone_and_never_overwritten(folder, tmp_path):
    assert (tmp_path / "key").stat().st_mode & 0o077 == 0
    with pytest.raises(UserError, match="cannot be written"):
        make_key(tmp_path / "key")
    keep_person(folder, "I7", {"name": "Zebra"})
    with pytest.raises(UserError, match="kept already"):
        keep_person(folder, "I7", {"name": "Gnu"})
    assert (folder / "private" / "I7.age").stat().st_mode & 0o077 == 0


def test_a_private_folder_that_is_a_link_is_refused(folder, tmp_path):
    (folder / "private" / "recipients.txt").unlink()
    (folder / "private").rmdir()
    (tmp_path / "elsewhere").mkdir()
    (folder / "private").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BadFile, match="is a link"):
        _interview(folder, terms="chatham_house")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_no_study_needs_the_private_folder(folder):
    _interview(folder, terms="chatham_house")
    _row(folder)
    with_it = load_study(folder)
    for path in (folder / "private").iterdir():
        path.unlink()
    (folder / "private").rmdir()
    assert load_study(folder) == with_it


def test_a_withdrawn_interview_counts_nowhere_and_is_forgotten(folder):
    _interview(folder, terms="chatham_house")
    _row(folder)
    assert withdraw_interview(folder, "I1", "2015-01-01") == ("r1",)
    study = load_study(folder)
    assert study.interviews["I1"].withdrawn == "2015-01-01"
    assert study.evidence(LATE) == ()
    assert not has_person(folder, "I1")
    assert not forget_person(folder, "I1")


def test_words_of_an_identity_in_a_row_are_found(folder, tmp_path):
    _interview(folder, {"name": "Zebra Quagga", "affiliation": "Bureau of Sheep"}, terms="chatham_house")
    _row(folder, claim="The bureau will sell more.", quote="", language="")
    assert leaks(folder, tmp_path / "key") == ("evidence/added.csv, row 2: holds 'bureau' of affiliation",)

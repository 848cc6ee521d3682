"""A study worked on in the desk over HTTP: the same files that the command line knows, and nothing lost of anybody."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from desked import Browser, opened
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.desk.fields import FIELDS
from comity.desk.routes import WRITTEN
from comity.evidence.decisions import read_decisions
from comity.evidence.editing import history
from comity.evidence.study import load_study

CELLS = {
    "date": "2014-05-18", "a": "Israel", "b": "Kazakhstan", "kind": "visit", "status": "delivered", "question": "tenor",
    "claim": "The prime minister went to Astana.", "source": "A paper, 19 May 2014", "source_type": "secondary",
    "reliability": "B", "credibility": "2",
}  # fmt: skip
PAPER = b"""The visit

The Prime Minister of Israel visited Kazakhstan on 18 May 2014. Israel and Kazakhstan signed an agreement on wheat on
18 May 2014. Israel may sign a treaty with Kazakhstan. Chile and Peru signed a treaty.
"""


@pytest.fixture(scope="module")
def studies(tmp_path_factory):
    return tmp_path_factory.mktemp("studies")


@pytest.fixture(scope="module")
def desk(tiny, tiny_store, studies):
    with opened(tiny, tiny_store, studies) as it:
        yield Browser(it).enter()


@pytest.fixture
def study(desk, studies):
    """A study of its own for each test: its name; its folder lies in `studies`."""
    name = f"study-{len(list(studies.iterdir()))}"
    assert desk.send("/studies", {"a": "Israel", "b": "KAZ", "name": name}).status == 303
    return name


def version(text):
    return re.search(r'name="version" value="([^"]*)"', text)[1]


def first_id(studies, study):
    return load_study(studies / study).statements[0].id


def added(desk, study, **cells):
    heard = desk.send(f"/studies/{study}/add", CELLS | cells)
    assert heard.status == 303, heard.text
    return heard


def test_a_study_is_made_and_the_command_line_takes_it_at_once(desk, studies, run):
    heard = desk.send("/studies", {"a": "israel", "b": "Kazakstann", "name": "mine"})
    assert heard.status == 400 and "Kazakhstan" in heard.text and 'value="Kazakstann"' in heard.text
    heard = desk.send("/studies", {"a": "israel", "b": "Kasachstan", "name": "mine"})
    assert (heard.status, heard.heads["location"]) == (303, "/studies/mine?done=begun")
    assert run("evidence", "check", studies / "mine").code == 0
    assert "Israel and Kazakhstan" in desk.ask("/studies").text
    again = desk.send("/studies", {"a": "ISR", "b": "KAZ", "name": "mine"})
    assert again.status == 400 and "already" in again.text


def test_a_statement_is_added_changed_and_withdrawn(desk, studies, study, run):
    assert added(desk, study).heads["location"] == f"/studies/{study}?done=added"
    listed = json.loads(run("evidence", "list", studies / study, "--format", "json").out)
    assert [(s["a"], s["b"], s["claim"]) for s in listed] == [("ISR", "KAZ", CELLS["claim"])]
    page = f"/studies/{study}/statements/{listed[0]['id']}"
    text = desk.ask(page).text
    assert CELLS["claim"] in unescape(text)
    heard = desk.send(page, CELLS | {"a": "ISR", "b": "KAZ", "reliability": "A", "version": version(text)})
    assert heard.heads["location"] == f"{page}?done=saved"
    text = desk.ask(page).text
    assert "What was changed in it" in text and "became “A”" in text
    assert [(e.column, e.before, e.after) for e in history(studies / study, listed[0]["id"])] == [
        ("reliability", "B", "A")
    ]
    assert desk.send(f"{page}/withdraw", {"reason": "", "version": version(text)}).status == 400
    heard = desk.send(f"{page}/withdraw", {"reason": "the paper took it back", "version": version(text)})
    assert heard.heads["location"] == f"/studies/{study}?done=withdrawn"
    assert "withdrawn" in desk.ask(f"/studies/{study}").text
    assert json.loads(run("evidence", "list", studies / study, "--format", "json").out) == []


class Fields(HTMLParser):
    """What a browser would send of the longest form of a page."""

    def __init__(self, text):
        super().__init__()
        self.found, self._name = {}, ""
        self.feed(text[text.index('<form class="statement"') :].partition("</form>")[0])

    def handle_starttag(self, tag, attrs):
        held = dict(attrs)
        if tag in ("input", "select", "textarea"):
            self._name = held["name"]
            self.found[self._name] = held.get("value", "")
        elif tag == "option" and "selected" in held:
            self.found[self._name] = held["value"]

    def handle_data(self, data):
        if self.lasttag == "textarea":
            self.found[self._name] += data


def test_a_form_sent_back_untouched_changes_nothing(desk, studies, study):
    said = 'Of 2 million and 5 %: "US$ 7 billion" & <b>more</b>; 2014 /x_y'
    added(desk, study, claim=said, note=said, value="7", unit="US$", sector="trade", level="minister")
    id = first_id(studies, study)
    page = f"/studies/{study}/statements/{id}"
    fields = Fields(desk.ask(page).text).found
    assert fields["claim"] == fields["note"] == said and fields["sector"] == "trade"
    before = (studies / study / "evidence" / "added.csv").read_bytes()
    assert desk.send(page, fields, token=fields.pop("form")).status == 303
    assert (studies / study / "evidence" / "added.csv").read_bytes() == before and not history(studies / study, id)


def test_what_lacks_something_waits_and_is_graded(desk, studies, study):
    assert added(desk, study, reliability="", credibility="").heads["location"].endswith("done=waiting")
    text = desk.ask(f"/studies/{study}").text
    assert "lacks reliability, credibility" in text
    page = re.search(rf"/studies/{study}/grade/[^\"]+", text)[0]
    seen = version(desk.ask(page).text)
    heard = desk.send(page, CELLS | {"credibility": "", "version": seen})
    assert heard.status == 400 and "credibility missing" in heard.text
    assert desk.send(page, CELLS | {"version": seen}).heads["location"] == f"/studies/{study}?done=graded"
    assert load_study(studies / study).statements[0].grade == "B2"
    assert desk.ask(page).status == 404


def test_a_mistake_is_told_and_what_was_typed_stands(desk, studies, study):
    heard = desk.send(f"/studies/{study}/add", CELLS | {"date": "soon", "note": "do not lose this"})
    assert heard.status == 400 and "do not lose this" in heard.text and 'value="soon"' in heard.text
    assert "soon" in re.search(r'role="alert">([^<]+)', heard.text)[1] and str(studies) not in heard.text
    assert not load_study(studies / study).statements


def test_of_two_who_edit_at_once_the_second_sees_both(desk, studies, study):
    added(desk, study, note="first")
    page = f"/studies/{study}/statements/{first_id(studies, study)}"
    seen = version(desk.ask(page).text)
    ours, theirs = {"a": "ISR", "b": "KAZ", "version": seen}, Browser(desk.it).enter()
    assert desk.send(page, CELLS | ours | {"claim": "He went to Astana.", "note": "first"}).status == 303
    heard = theirs.send(page, CELLS | ours | {"reliability": "C", "claim": "He went to Almaty.", "note": "first"})
    text = unescape(heard.text)
    assert heard.status == 409 and "He went to Astana." in text and "He went to Almaty." in text
    assert 'value="C" selected' in text and load_study(studies / study).statements[0].claim == "He went to Astana."
    heard = theirs.send(
        page, CELLS | ours | {"claim": "He went to both.", "note": "first", "version": version(heard.text)}
    )
    assert heard.status == 303
    assert [e.after for e in history(studies / study, first_id(studies, study)) if e.column == "claim"] == [
        "He went to Astana.", "He went to both.",
    ]  # fmt: skip


def test_what_only_the_other_changed_is_not_undone(desk, studies, study):
    added(desk, study)
    page = f"/studies/{study}/statements/{first_id(studies, study)}"
    ours = CELLS | {"a": "ISR", "b": "KAZ", "version": version(desk.ask(page).text)}
    assert desk.send(page, ours | {"status": "ended"}).status == 303
    heard = desk.send(page, ours | {"note": "mine"})
    assert heard.status == 409 and "Changed by somebody else" in heard.text
    assert '<option value="ended" selected>' in heard.text and ">mine</textarea>" in heard.text


def test_of_many_at_once_every_edit_counts_or_is_told(desk, studies, study):
    added(desk, study, value="0", unit="visits")
    page = f"/studies/{study}/statements/{first_id(studies, study)}"
    token = desk.token("/studies")

    def edit(n):
        for _ in range(40):
            text = desk.ask(page).text
            count = int(re.search(r'name="value" value="(\d+)"', text)[1])
            heard = desk.send(page, {"value": str(count + 1), "version": version(text)}, token=token)
            if heard.status == 303:
                return 1
            assert heard.status == 409
        return 0

    with ThreadPoolExecutor(2) as pool:
        kept = sum(pool.map(edit, range(12)))
    assert load_study(studies / study).statements[0].value == str(kept) == "12"


TABLE = (
    b"date,a,b,question,kind,what,status,source,source_type,reliability,credibility\n"
    b"2015,ISR,KAZ,tenor,visit,A minister went.,delivered,A paper,secondary,B,2\n"
    b"2016,ISR,KAZ,tenor,visit,A minister came.,delivered,A paper,secondary,,\n"
)


def test_a_table_comes_in_as_on_the_command_line(desk, studies, study, run, tmp_path):
    heard = desk.send(f"/studies/{study}/import", {"map": "", "skip": "", "set": ""}, ("rows.csv", TABLE))
    assert heard.status == 400 and "column 'what' is not known" in unescape(heard.text)
    heard = desk.send(f"/studies/{study}/import", {"map": "what = claim\r\n"}, ("../rows.csv", TABLE))
    assert heard.status == 200 and "1 added; 1 wait to be graded; 0 were there already" in heard.text
    assert run("study", "init", "ISR", "KAZ", tmp_path / "other").code == 0
    (tmp_path / "rows.csv").write_bytes(TABLE)
    run("evidence", "import", tmp_path / "other", tmp_path / "rows.csv", "--map", "what=claim")
    for name in ("evidence/imported.csv", "to_grade.csv"):
        assert (studies / study / name).read_bytes() == (tmp_path / "other" / name).read_bytes()
    for name, content in (("a.exe", b"MZ"), ("a.csv", b""), ("a.xlsx", b"PK\x03\x04"), ("a.json", b"{"), ("", TABLE)):
        heard = desk.send(f"/studies/{study}/import", {}, (name, content))
        assert heard.status == 400 and 'role="alert"' in heard.text, name


def test_a_document_is_read_and_what_it_says_is_decided(desk, studies, study):
    heard = desk.send(f"/studies/{study}/documents", {"source": "A paper", "day": "2014-05-19"}, ("paper.txt", PAPER))
    assert heard.heads["location"] == f"/studies/{study}/review?done=read", heard.text
    text = unescape(desk.ask(f"/studies/{study}/review").text)
    assert "<mark>The Prime Minister of Israel visited Kazakhstan on 18 May 2014.</mark>" in text
    assert "Chile" in text and "<mark>Chile" not in text
    ids = dict.fromkeys(re.findall(rf"/studies/{study}/review/(p[0-9a-f]+)", text))
    assert len(ids) == 2
    visit, signed = ids
    assert desk.send(f"/studies/{study}/review/{visit}", {"decision": "accept"}).heads["location"].endswith("accepted")
    held = load_study(studies / study).statements
    assert [(s.kind, s.quote) for s in held] == [
        ("visit", "The Prime Minister of Israel visited Kazakhstan on 18 May 2014.")
    ]
    late = desk.send(f"/studies/{study}/review/{visit}", {"decision": "reject"})
    assert late.status == 409 and "undo that first" in late.text
    form = desk.ask(f"/studies/{study}/review/{signed}").text
    assert "<mark>" in form and 'name="quote"' not in form
    heard = desk.send(f"/studies/{study}/review/{signed}", {"decision": "accept", "claim": "They agreed on wheat.",
                                                            "quote": "something else"})  # fmt: skip
    assert heard.status == 303
    mended = next(s for s in load_study(studies / study).statements if s.claim == "They agreed on wheat.")
    assert "signed an agreement on wheat" in mended.quote
    assert desk.send(f"/studies/{study}/review/{signed}", {"decision": "undo"}).status == 303
    assert len(load_study(studies / study).statements) == 1
    assert desk.send(f"/studies/{study}/review/{signed}", {"decision": "reject"}).status == 303
    assert [d.decision for d in read_decisions(studies / study)] == ["accept", "change", "undo", "reject"]
    assert "Nothing waits" in desk.ask(f"/studies/{study}/review").text


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.pdf", b"%PDF-1.4 broken"), ("a.bin", b"\x00\x01\x02" * 50), ("a.docx", b"PK\x03\x04broken"), ("a.txt", b"  ")],
    ids=["pdf", "binary", "word", "empty"],
)
def test_what_cannot_be_read_is_not_kept(desk, studies, study, name, content):
    heard = desk.send(f"/studies/{study}/documents", {}, (name, content))
    assert heard.status == 400 and 'role="alert"' in heard.text
    assert not (studies / study / "documents.csv").exists() and not list(studies.rglob(".writing*"))


def test_what_does_not_fit_stands_beside_the_rows_that_make_it(desk, study):
    one = {"kind": "stock", "question": "exchange", "quantity": "trade_turnover", "unit": "US$", "date": "2013"}
    added(desk, study, **one, value="100", claim="Trade was 100.", source="One")
    added(desk, study, **one, value="900", claim="Trade was 900.", source="Two")
    added(desk, study, status="plan", due="2015", claim="They will build a road by 2015.", kind="project")
    text = unescape(desk.ask(f"/studies/{study}/check").text)
    assert text.count("Trade was 100.") >= 1 and text.count("Trade was 900.") >= 1 and "What would settle it" in text
    assert "Overdue, due 2015" in text and "They will build a road" in text
    then = unescape(desk.ask(f"/studies/{study}/check?as-of=2012-12-31").text)
    assert "Trade was" not in then and "road" not in then


def test_the_assessment_with_a_study_follows_its_files(desk, studies, study):
    address = f"/ISR/KAZ?study={study}&as-of=2018-12-31"
    before = desk.ask(address)
    assert before.status == 200 and "The prime minister went" not in before.text
    added(desk, study)
    after = desk.ask(address)
    assert "The prime minister went to Astana." in unescape(after.text)
    assert f'href="/studies/{study}">{study}</a>' in after.text
    assert f"--study {study}" in unescape(after.text) and str(studies) not in after.text
    assert f"study={study}" in re.search(r'href="(/ISR/KAZ/annexes[^"]*)"', after.text)[1]
    rows = json.loads(desk.ask(f"/ISR/KAZ.json?study={study}&as-of=2018-12-31").text)["evidence"]
    assert [row["claim"] for row in rows] == [CELLS["claim"]]
    assert "The prime minister went" not in desk.ask("/ISR/KAZ.json?as-of=2018-12-31").text
    assert desk.ask(f"/KAZ/ISR?study={study}").status == 200
    for path in (f"/USA/CAN?study={study}", "/ISR/KAZ?study=none", "/ISR/KAZ?study=../x"):
        assert desk.ask(path).status == 404, path


def test_a_fault_in_a_file_is_told_by_its_row_and_not_by_its_place(desk, studies, study):
    (studies / study / "evidence" / "statements.csv").write_text("id,date\n1,soon\n")
    for path in ("", "/add", "/check", "/documents", "/review"):
        heard = desk.ask(f"/studies/{study}{path}")
        assert heard.status == 400 and "statements.csv, row 1" in heard.text, path
        assert str(studies) not in heard.text
    assert desk.ask("/studies").status == 200


def test_folders_that_are_no_studies_of_this_desk_are_not_there(desk, studies, tmp_path):
    outside = tmp_path / "outside"
    (outside / "evidence").mkdir(parents=True)
    (outside / "study.yaml").write_text("pair: {a: ISR, b: KAZ}\n")
    (studies / "link").symlink_to(outside)
    (studies / "empty").mkdir()
    (studies / "linked").mkdir()
    (studies / "linked" / "study.yaml").symlink_to(outside / "study.yaml")
    try:
        listed = desk.ask("/studies").text
        for name in ("link", "empty", "linked", "..", "%2e%2e", ".", "..%2foutside", "%2fetc", "a%00b", ".git"):
            assert f'"/studies/{name}"' not in listed
            for rest in ("", "/add", "/check", "/statements/x", "/review/x"):
                assert desk.ask(f"/studies/{name}{rest}").status == 404, (name, rest)
            heard = desk.send(f"/studies/{name}/add", CELLS)
            assert heard.status in (404, 405), (name, heard.status)
        for name in ("../evil", "/etc/evil", ".hidden", "a b", "x" * 90, "a\\b"):
            assert desk.send("/studies", {"a": "ISR", "b": "KAZ", "name": name}).status == 400
        assert sorted(p.name for p in outside.rglob("*")) == ["evidence", "study.yaml"]
    finally:
        (studies / "link").unlink()
        (studies / "linked" / "study.yaml").unlink()


def test_only_forms_of_the_desk_are_taken(desk, studies, study):
    path, token = f"/studies/{study}/add", desk.token("/studies")
    plain = "application/x-www-form-urlencoded"
    body = f"form={token}&claim=x".encode()
    for heads, status in (
        ({"Origin": "https://evil.example", "Content_Type": plain}, 403),
        ({"Origin": "null", "Content_Type": plain}, 403),
        ({"Content_Type": plain}, 403),
        ({"Origin": desk.it.address, "Content_Type": "text/plain"}, 415),
        ({"Origin": desk.it.address, "Content_Type": "application/json"}, 415),
        ({"Origin": desk.it.address}, 415),
        ({"Origin": desk.it.address, "Content_Type": "multipart/form-data; boundary=x"}, 415),
        (
            {
                "Origin": desk.it.address,
                "Content_Type": plain,
                "Sec_Fetch_Site": "cross-site",
                "Sec_Fetch_Mode": "cors",
            },
            403,
        ),
    ):
        heard = desk.ask(path, "POST", body, **heads)
        assert heard.status == status, heads
    for wrong in ("x", token[:-1], "é"):
        heard = desk.send(path, CELLS, token=wrong)
        assert heard.status == 403 and "earlier start" in heard.text
    assert Browser(desk.it).ask(path, "POST", body, Origin=desk.it.address, Content_Type=plain).status == 403
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        assert desk.ask(path, method, body, Origin=desk.it.address, Content_Type=plain).status == 405
    assert desk.ask(f"/studies/{study}", "POST", body, Origin=desk.it.address, Content_Type=plain).status == 405
    assert not load_study(studies / study).statements


def test_bodies_are_bounded_before_they_are_read(desk, study):
    plain = {"Origin": desk.it.address, "Content_Type": "application/x-www-form-urlencoded"}
    heard = desk.ask(f"/studies/{study}/add", "POST", b"", **plain, Transfer_Encoding="chunked")
    assert heard.status in (400, 411)
    assert desk.ask(f"/studies/{study}/add", "POST", b"a" * 300_000, **plain).status == 413
    many = b"&".join(b"a%d=1" % n for n in range(500))
    assert desk.ask(f"/studies/{study}/add", "POST", many, **plain).status in (400, 403)


def test_nothing_that_is_sent_acts_on_a_page(desk, study):
    hostile = "<script>alert(1)</script>{{7*7}}\"'"
    added(desk, study, claim=hostile, source=hostile, note=hostile)
    for path in (f"/studies/{study}", f"/studies/{study}/check", f"/ISR/KAZ?study={study}"):
        text = desk.ask(path).text
        assert "<script" not in text and "49" not in re.findall(r"alert\(1\)[^<]{0,40}", text), path


def test_pages_of_a_study_are_kept_by_nobody(desk, study):
    for path in ("/studies", f"/studies/{study}", f"/studies/{study}/add"):
        heads = desk.ask(path).heads
        assert heads["cache-control"] == "no-store" and "default-src 'none'" in heads["content-security-policy"]


TEXT = st.text(max_size=40)
PARTS = st.sampled_from(["x", "..", "s1", "p0", "%2e%2e", "a b", "\u202e", "study-0", "add"]) | TEXT
FORMS = st.dictionaries(
    st.sampled_from([*sorted(FIELDS), "version", "decision", "reason", "name", "day", "map", "set"]), TEXT
)


@settings(max_examples=70, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    route=st.sampled_from(WRITTEN),
    parts=st.lists(PARTS, min_size=2, max_size=2),
    form=FORMS,
    data=st.binary(max_size=80),
)
def test_no_form_whatever_it_holds_meets_a_fault(desk, studies, route, parts, form, data):
    if "first" not in (p.name for p in studies.iterdir()):
        desk.send("/studies", {"a": "ISR", "b": "KAZ", "name": "first"})
    names = {"study": parts[0] if len(parts[0]) % 2 else "first", "id": parts[1]}
    path = route.path.format(**{key: quote(value, safe="") for key, value in names.items()})
    token = desk.token("/studies")
    statuses = (200, 303, 400, 403, 404, 405, 409)
    assert desk.send(path, form, token=token).status in statuses, path
    assert desk.send(path, form, (form.get("name", "a.csv"), data), token=token).status in (*statuses, 415), path
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=--"):
        heard = desk.ask(path, "POST", data, Origin=desk.it.address, Content_Type=kind)
        assert heard.status in (*statuses, 415), (path, heard.status)

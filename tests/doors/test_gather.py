"""`comity gather`: what a mirror of named places holds about two states, and only the addresses that a person names."""

import io
import json
import socket
import tarfile

import pytest
from loopback import publishing

from comity.errors import UserError
from comity.evidence.documents import read_documents
from comity.evidence.study import load_study
from comity.gathering.places import KEPT, READERS, places
from comity.sources import pages
from comity.sources.pages import fetch_page

ARTICLE = """Intro on [[Norway]].<ref>not this</ref>

== Bilateral relations ==
{| class="wikitable"
|-
| {{flag|New Zealand}} || {{dts|1905|11|26}} ||
The embassy of Norway in New Zealand opened in May 1990. Trade grew for years after that.
|-
| {{flag|Chile}} || 1906 || Nothing.
|}

Norway and [[New Zealand]] signed a treaty on wool on 3 May 2001.
"""
DAY = """Date: '2014-05-18'
Source_URI: Portal
Intelligence_Payload:
  Politics:
  - Norway–New Zealand relations
  - The Prime Minister of Norway arrives in New Zealand for talks about wool and about sheep. (The Wool Times of Chile)
  - The Prime Minister of Chile arrives in New Zealand for talks about wool and about sheep. (AFP)
"""
TRIP = """<trips><trip><role>secretary</role><name>Ann Example</name><start-date>2003-05-04</start-date>
<end-date>2003-05-05</end-date><country id="norway">Norway</country><locale>Oslo</locale>
<remarks>Met with Prime Minister Example. Signed an agreement on wool.</remarks></trip></trips>"""
VISIT = """<visits><visit><visitor>Prime Minister Ola Example</visitor><start-date>2004-06-01</start-date>
<end-date>2004-06-02</end-date><from id="norway">Norway</from>
<description>Working visit.</description></visit></visits>"""


def packed(path, **files):
    path.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(path, "w:xz") as archive:
        for name, text in files.items():
            content = text.encode()
            info = tarfile.TarInfo(name.replace("__", "/").replace("_dot_", "."))
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))


@pytest.fixture
def mirror(tmp_path):
    home = tmp_path / "mirror"
    packed(
        home / "wikipedia-foreign-relations" / "foreign_relations_wikitext_2025-11.tar.xz",
        **{"x/Foreign relations of Norway.json": json.dumps(ARTICLE)},
    )
    packed(home / "wikipedia-current-events" / "current_events_x.tar.xz", **{"2014/05/2014-05-18.yaml": DAY})
    speech = "Mr President. We thank New Zealand for its wool. We thank Chile."
    packed(home / "ungdc" / "UNGDC_1991-2024.tar.xz", **{"Session 68 - 2013/NOR_68_2013.txt": speech})
    packed(home / "us-state-historian" / "travels.tar.xz", **{"t/secretary-travels/a.xml": TRIP})
    packed(home / "us-state-historian" / "visits.tar.xz", **{"v/data/2004.xml": VISIT})
    return home


def study_of(tmp_path, a, b):
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "study.yaml").write_text(f"pair: {{a: {a}, b: {b}}}\n")
    return folder


@pytest.fixture
def study(tmp_path):
    return study_of(tmp_path, "NOR", "NZL")


def texts(study):
    return {d.name: (study / "documents" / d.file).read_text() for d in read_documents(study).values()}


def test_every_place_has_a_reader_and_terms():
    assert set(places()) == {*READERS, *KEPT}
    assert all(p.licence and p.address.startswith("https://") for p in places().values())


def test_a_mirror_gives_what_names_both_with_its_terms(run, study, mirror):
    said = run("gather", "NOR", "NZL", "--study", study, "--mirror", mirror, "--format", "json")
    assert said.code == 0, said
    held = texts(study)
    assert set(held) == {
        "current-events-NOR-NZL.txt",
        "foreign-relations-NOR-NZL.txt",
        "foreign-relations-NOR.txt",
        "general-debate-NOR.txt",
    }
    assert "2014-05-18: The Prime Minister of Norway arrives" in held["current-events-NOR-NZL.txt"]
    assert not {"Chile", "not this"} & set("".join(held.values()).replace(".", " ").split())
    assert "not this" not in "".join(held.values())
    assert "2013: We thank New Zealand for its wool." in held["general-debate-NOR.txt"]
    kept = {d.name: d for d in read_documents(study).values()}
    assert kept["foreign-relations-NOR.txt"].licence == "CC BY-SA 4.0"
    assert kept["foreign-relations-NOR.txt"].about == "NOR"
    assert kept["foreign-relations-NOR.txt"].url == "https://en.wikipedia.org/wiki/Foreign_relations_of_Norway"
    again = json.loads(run("gather", "NOR", "NZL", "--study", study, "--mirror", mirror, "--format", "json").out)
    assert {row["state"] for row in again if row["id"]} == {"there"}
    assert load_study(study).statements == ()


def test_what_was_gathered_is_read_into_proposals(run, study, mirror):
    run("gather", "NOR", "NZL", "--study", study, "--mirror", mirror)
    rows = json.loads(run("read", study, "--format", "json").out)
    assert {(r["kind"], r["date"]) for r in rows} == {
        ("visit", "2014-05-18"),
        ("agreement", "2001-05-03"),
        ("institution", "1990-05"),
        ("statement", "2013"),
    }


def test_the_historian_tells_of_one_pair_side(run, tmp_path, mirror):
    study = study_of(tmp_path, "USA", "NOR")
    run("gather", "USA", "NOR", "--study", study, "--mirror", mirror, "--place", "historian")
    (text,) = texts(study).values()
    assert "2003-05-04: Secretary of State Ann Example of the United States visited Oslo, Norway. Met with" in text
    assert "2004-06-01: Prime Minister Ola Example of Norway visited the United States. Working visit." in text
    rows = json.loads(run("read", study, "--format", "json").out)
    told = {(r["kind"], r["a"], r["date"]) for r in rows}
    assert {("visit", "USA", "2003-05-04"), ("visit", "NOR", "2004-06-01"), ("agreement", "USA", "2003-05-04")} <= told


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "nothing to look in"),
        (["--place", "moon", "--mirror", "."], "no place 'moon'; there are: current-events"),
        (["--from", "nowhere.txt"], "is neither a file, a folder nor an address"),
    ],
)
def test_a_mistake_is_one_line(run, study, words, says):
    assert says in run("gather", "NOR", "NZL", "--study", study, *words).line


def test_a_study_of_others_is_not_filled(run, study, mirror):
    assert "is about NOR and NZL" in run("gather", "NOR", "CHL", "--study", study, "--mirror", mirror).line


def test_files_and_folders_that_are_named_are_kept_and_private_ones_are_not(run, study, tmp_path):
    folder = tmp_path / "papers"
    (folder / "private").mkdir(parents=True)
    (folder / "a.txt").write_text("Norway signed a treaty with New Zealand.")
    (folder / "b.pdf").write_bytes(b"%PDF-1.7 broken")
    (folder / "private" / "notes.txt").write_text("zqsecret")
    words = ("gather", "NOR", "NZL", "--study", study, "--format", "json")
    rows = {r["name"]: r for r in json.loads(run(*words, "--from", folder).out)}
    assert (rows["a.txt"]["state"], rows["b.pdf"]["state"]) == ("new", "refused")
    said = run(*words, "--from", folder / "private" / "notes.txt")
    assert said.code == 2 and "are not read" in said.out
    assert "zqsecret" not in "".join(texts(study).values())


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/a",
        "ftp://example.org/a",
        "file" + ":///etc/passwd",
        "https://127.0.0.1/a",
        "https://localhost/a",
        "https://[::1]/a",
        "https://[::ffff:127.0.0.1]/a",
        "https://10.1.2.3/a",
        "https://169.254.169.254/latest/meta-data",
        "https://192.168.0.1/",
        "https://0.0.0.0/",
        "https://2130706433/",
        "https://user:word@example.org/a",
        "https://example.org:8443/a",
        "https:///a",
        "https://[/a",
    ],
)
def test_addresses_that_lead_inside_or_are_no_https_are_refused(url, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(pages, "fetch", lambda *a, **k: asked.append(a))
    with pytest.raises(UserError) as told:
        fetch_page(url, tmp_path)
    assert not asked and "\n" not in str(told.value)


def test_a_name_that_leads_inside_is_refused(tmp_path, monkeypatch):
    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, 443)) for a in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(pages.socket, "getaddrinfo", lambda *a, **k: inside)
    with pytest.raises(UserError, match="private network; refused"):
        fetch_page("https://example.org/a", tmp_path)


def test_an_answer_from_inside_is_refused_before_it_is_read(tmp_path, monkeypatch):
    with publishing() as publisher:
        monkeypatch.setattr(pages, "_expect_address", lambda url, public: pages.urlsplit(url))
        with pytest.raises(UserError, match="private network"):
            fetch_page(f"{publisher.address}/page.html", tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_page_is_fetched_unless_robots_are_asked_not_to(tmp_path):
    with publishing() as publisher:
        publisher.body = b"User-agent: *\nDisallow: /page\n"
        with pytest.raises(UserError, match=r"robots\.txt asks not"):
            fetch_page(f"{publisher.address}/page.html", tmp_path, public=False)
        assert [path for path, _ in publisher.asked] == ["/robots.txt"]
        path = fetch_page(f"{publisher.address}/other.html", tmp_path, public=False)
        assert path.read_bytes() == publisher.body and path.parent == tmp_path
        publisher.body = b"x" * 600_000
        path = fetch_page(f"{publisher.address}/..%2f..%2fetc", tmp_path, public=False)
        assert path.parent == tmp_path


def test_what_is_larger_than_a_document_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "MOST_BYTES", 1000)
    monkeypatch.setattr(pages._Measured.__init__, "__defaults__", (1000,))
    with publishing() as publisher, pytest.raises(UserError, match="more than 1,000 bytes"):
        fetch_page(f"{publisher.address}/file", tmp_path, public=False)

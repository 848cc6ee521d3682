"""Private words and every role of a team: what is not for somebody is in nothing that they get, and in no log.

Words are planted in the places of a study that are for some people alone, each with the name of its place in it. Then
every address of the desk's table of routes is asked by everybody, the one who may see most first, so that what is held
for one would be found with the next. Words that may be seen are looked for too, so that an empty desk cannot pass.
"""

import re
from itertools import product

import pytest
from desked import Browser, opened
from searched import texts

from comity.desk.routes import ROUTES, WRITTEN
from comity.desk.team.team import open_team
from comity.evidence.adding import add_statements
from comity.evidence.interviewing import add_interview
from comity.evidence.keeping import keep_document
from comity.evidence.private import allow, make_key
from comity.evidence.removing import withdraw
from comity.evidence.starting import begin
from comity.evidence.study import load_study
from comity.evidence.table import Table
from comity.terms.country import state

pytest.importorskip("pyrage")

PEOPLE = {"ada": "administrator", "eva": "analyst", "oto": "analyst", "ann": "analyst", "rea": "reader", "": ""}
"""Eva keeps the study, Oto another one; the last is nobody. In the order in which they ask."""
PASSWORD = "words for a test alone"
KEEPERS, ANALYSTS, READERS = {"ada", "eva"}, {"ada", "eva", "oto", "ann"}, {"ada", "eva", "oto", "ann", "rea"}
FOR = {
    "plain": READERS, "interviewforreaders": READERS, "reason": READERS,
    "interview": ANALYSTS, "markedanalysts": ANALYSTS,
    "markededitors": KEEPERS, "note": KEEPERS, "draft": KEEPERS, "withdrawn": KEEPERS, "document": KEEPERS,
    "weighed": KEEPERS, "contest": KEEPERS, "markedstudy": KEEPERS, "edited": KEEPERS,
    "offtherecord": set(), "person": set(), "deepnote": set(), "documentnote": set(),
}  # fmt: skip
"""Place -> who may read the word that is planted there."""
WORD = re.compile(rf"zq({'|'.join(FOR)})zq")
"""Of the places alone: random bytes of a key may hold anything between two other such letters."""
BASE = {
    "date": "2014-05", "a": "USA", "b": "CAN", "question": "exchange", "kind": "statement", "status": "reported",
    "source": "A paper", "source_type": "primary", "reliability": "B", "credibility": "2",
}  # fmt: skip


def word(place):
    assert place in FOR
    return f"zq{place}zq"


def add(folder, id, place, **cells):
    row = BASE | {"id": id, "claim": f"The two agreed on {word(place)}."} | cells
    add_statements(folder, Table("a test", {k: [v] for k, v in row.items()}, ["row"]))


def interview(folder, id, terms, **more):
    cells = {
        "id": id,
        "terms": terms,
        "date": "2014-03-21",
        "language": "en",
        "consent": "by word",
        "interpreter": "no",
    }
    add_interview(folder, cells | more, {"name": word("person")})


def plant(home):
    """The study `kept` of Eva's, and beside it `other` of Oto's and `sealed`, with a handling line."""
    for name in ("kept", "other", "sealed"):
        begin(home / name, state("USA"), state("CAN"))
    kept, sealed = home / "kept", home / "sealed"
    add(sealed, "s1", "markedstudy")
    settings = sealed / "study.yaml"
    settings.write_text(f"{settings.read_text()}audience: {word('markedstudy')}\nmarking: {word('markedstudy')}\n")
    allow(kept, make_key(home.parent / "key.txt"))
    interview(kept, "I1", "on_the_record", attribution=word("interview"))
    interview(kept, "I2", "off_the_record")
    interview(kept, "I3", "on_the_record", attribution="Somebody")
    interview(kept, "I4", "deep_background")
    add(kept, "plain", "plain", note=word("note"))
    add(kept, "told", "interview", interview="I1", source="", quote=word("interview"), language="en")
    add(kept, "silent", "offtherecord", interview="I2", source="")
    add(kept, "shown", "interviewforreaders", interview="I3", source="")
    add(kept, "deep", "interview", interview="I4", source="", note=word("deepnote"))
    add(kept, "analysts", "markedanalysts")
    add(kept, "editors", "markededitors", kind="visit", status="plan", due="2015")
    add(kept, "gone", "withdrawn")
    withdraw(kept, "gone", word("withdrawn"), "2020-01-01")
    add_statements(kept, Table("a test", {"source": [word("draft")], "claim": [word("draft")]}, ["row"]))
    paper = home.parent / f"{word('document')}.txt"
    paper.write_text(f"Canada and the United States signed {word('document')} on 18 May 2014.")
    keep_document(kept, paper, {"accessed": "2014", "note": word("documentnote")})
    (kept / "audiences.csv").write_text(
        f"id,audience,reason\nI3,readers,{word('note')}\nanalysts,analysts,x\neditors,editors,x\nsecret_contest,editors,x\n"
    )
    (kept / "edits.csv").write_text(
        f"id,column,before,after,who,day\nplain,claim,{word('edited')},{word('plain')},eva,2026-01-01\n"
    )
    (kept / "hypotheses.yaml").write_text(_contests())
    load_study(kept)


def _contests():
    said = ""
    for id, reason, row in (("open_contest", "reason", "plain"), ("secret_contest", "contest", "plain")):
        said += f"- id: {id}\n  question: Why {word(reason)}?\n  hypotheses:\n"
        said += "  - {id: one, text: One answer}\n  - {id: two, text: Another answer}\n  evidence:\n"
        said += f'  - {{row: {row}, ratings: {{one: "++", two: "-"}}, reason: {word(reason)}}}\n'
        said += f'  - {{row: editors, ratings: {{one: "+", two: "--"}}, reason: {word("weighed")}}}\n'
    return said


@pytest.fixture(scope="module")
def world(tiny, tiny_store, tmp_path_factory):
    """The desk, and a browser of each person."""
    home = tmp_path_factory.mktemp("canaries")
    (home / "studies").mkdir()
    plant(home / "studies")
    team = open_team(home / "team", make=True)
    for name, role in PEOPLE.items():
        if name:
            team.accounts.add(name, role, PASSWORD, "2026-11-29")
    team.accounts.grant("eva", "kept")
    team.accounts.grant("eva", "sealed")
    team.accounts.grant("oto", "other")
    with opened(tiny, tiny_store, home / "studies", team) as it:
        browsers = {name: Browser(it) for name in PEOPLE}
        for name, browser in browsers.items():
            assert not name or browser.sign_in(name, PASSWORD).status == 303
        yield home, team, browsers


IDS = ("plain", "told", "silent", "shown", "deep", "analysts", "editors", "gone", "no-such")
PARTS = {
    "study": ("kept", "sealed", "no-such"),
    "a": ("USA",),
    "b": ("CAN", "CAN.json", "CAN.csv", "CAN.md", "CAN.html"),
    "name": ("measures.csv", "evidence.csv", "contradictions.csv", "promises.csv", "no-such"),
}
"""What stands in place of the parts of an address."""


def addresses(home):
    """Every address of the table of routes, with each study where one can be named, and each row of it."""
    drafts = re.findall(r"^d[0-9a-z-]+", (home / "studies/kept/to_grade.csv").read_text(), re.MULTILINE)
    for route in ROUTES:
        names = re.findall(r"{(\w+)}", route.path)
        ids = ("un.agreement", "gdp") if "study" not in names else (*IDS, *drafts)
        parts = [ids if n == "id" else PARTS[n] if n != "b" or route.path == "/{a}/{b}" else ("CAN",) for n in names]
        for chosen in product(*parts):
            path = route.path.format(**dict(zip(names, chosen, strict=True)))
            yield path
            if "study" in route.words:
                more = [f"&id=evidence/{id}" for id in IDS] if "id" in route.words else [""]
                yield from (f"{path}?study=kept{m}" for m in more)
                yield f"{path}?study=sealed{more[0]}"
                # The same word spelt otherwise is the same word.
                yield f"{path}?stud%79=kept{more[0]}"
            if "q" in route.words:
                yield f"{path}?q=zq"
            if "as" in route.words and "study" in route.words:
                yield from (f"{path}?study=kept&as={kind}&id=evidence/told" for kind in ("json", "csv"))


def told(raw):
    """The places whose words are in some bytes."""
    try:
        plain = [re.sub(r"[\s\u00ad\u200b-]+", "", raw.decode()).lower()]
    except UnicodeDecodeError:
        plain = texts(raw)
    return {place for text in plain for place in WORD.findall(text)}


def test_no_address_tells_anybody_what_is_not_for_them(world, capfd):
    home, _, browsers = world
    seen = {name: set() for name in PEOPLE}
    asked = list(dict.fromkeys(addresses(home)))
    assert {route.path.partition("/{")[0] for route in ROUTES} and len(asked) > 120
    for path in asked:
        for name, browser in browsers.items():
            heard = browser.ask(path)
            assert heard.status < 500, (name, path, heard.text)
            found = told(heard.body + repr(heard.heads).encode())
            wrong = {place for place in found if name not in FOR[place]}
            assert not wrong, (name, path, wrong)
            if name in READERS and name not in KEEPERS:
                assert not re.search(r"\bI[1-4]\b|secret_contest", heard.text), (name, path)
            seen[name] |= found
    # What may be seen is seen somewhere: a walk that finds nothing proves nothing. Why a row weighs what it does is
    # printed nowhere, and a contest that one row is left of is not weighed.
    for name in PEOPLE:
        due = {place for place, who in FOR.items() if name in who} - {"weighed", "reason"}
        assert due <= seen[name], (name, due - seen[name])
    said = capfd.readouterr()
    assert not told((said.out + said.err).encode())


def test_no_form_of_somebody_else_s_study_answers_with_a_word_of_it(world):
    home, _, browsers = world
    before = {p: p.read_bytes() for p in (home / "studies").rglob("*") if p.is_file()}
    for name in ("oto", "ann", "rea", ""):
        browser = browsers[name]
        token = browser.token("/account" if name else "/sign-in")
        for route in WRITTEN:
            names = re.findall(r"{(\w+)}", route.path)
            for chosen in product(*(("plain", "editors", "silent") if n == "id" else PARTS[n] for n in names)):
                path = route.path.format(**dict(zip(names, chosen, strict=True)))
                if path in ("/sign-out", "/sign-in"):
                    continue
                heard = browser.send(path, {"name": "../kept", "claim": "x", "decision": "accept"}, token=token)
                assert heard.status in (400, 403, 404), (name, path, heard.status)
                wrong = {place for place in told(heard.body) if name not in FOR[place]}
                assert not wrong, (name, path, wrong)
    assert before == {p: p.read_bytes() for p in (home / "studies").rglob("*") if p.is_file()}


def test_a_study_that_cannot_be_read_quotes_nothing_of_itself(world, capfd):
    home, _, browsers = world
    place = home / "studies" / "kept" / "evidence" / "broken.csv"
    place.write_text(f"id,date,claim\nx,{word('note')},{word('note')}\n")
    try:
        for name in ("ada", "ann", "rea", ""):
            for path in (
                "/studies",
                "/studies/kept",
                "/studies/kept/check",
                "/USA/CAN?study=kept",
                "/studies/kept/add",
            ):
                heard = browsers[name].ask(path)
                assert heard.status < 500
                assert not (told(heard.body) - (set() if name not in KEEPERS else {"note"})), (name, path)
    finally:
        place.unlink()
    assert not told(capfd.readouterr().err.encode())


def test_printed_documents_keep_it_too(world):
    browsers = world[2]
    for ending, name in (("pdf", "rea"), ("docx", "ann")):
        heard = browsers[name].ask(f"/USA/CAN.{ending}?study=kept")
        found = told(heard.body)
        assert heard.status == 200 and "plain" in found
        assert not {place for place in found if name not in FOR[place]}, (ending, name, found)


def test_what_a_reader_gets_is_what_a_study_without_the_rest_gives(world, tiny, tiny_store, tmp_path):
    """The proof by construction: rows that are taken away cannot have been in what stays the same."""
    browsers = world[2]
    place = tmp_path / "studies" / "kept"
    place.parent.mkdir()
    begin(place, state("USA"), state("CAN"))
    add(place, "plain", "plain")
    with opened(tiny, tiny_store, place.parent) as it:
        alone = Browser(it).enter().ask("/USA/CAN/data/evidence.csv?study=kept").text
    team = browsers["rea"].ask("/USA/CAN/data/evidence.csv?study=kept").text
    assert [line for line in team.splitlines() if "shown" not in line] == alone.splitlines()


def test_nothing_that_lies_beside_the_desk_holds_a_word(world):
    home, _, _ = world
    for path in (home / "team").iterdir():
        assert not told(path.read_bytes()), path.name
        assert PASSWORD.encode() not in path.read_bytes()

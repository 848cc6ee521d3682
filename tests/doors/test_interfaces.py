"""Interfaces that answer a question of ours, over the loopback: Wikidata's and Wikipedia's, as they document them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import pytest
from tiny_world import small_editions

from comity.sources import download
from comity.sources.registry import sources
from comity.store.snapshot import latest, snapshots
from harvested import harvest, sample
from served import Quiet, answering

LEADERS, MISSIONS, ARTICLES = "wikidata-leaders", "wikidata-missions", "wikipedia-foreign-relations"
MEMBERS = "wikidata-memberships"
ANSWERS = {"head_of_state": (LEADERS, "statements.csv"), "P463": (MEMBERS, "memberships.csv")}
"""Which sample answers a question, by a word of it; the missions' answers every other."""
REFUGEES = "unhcr"
_SAMPLE = json.loads((sample(ARTICLES) / "pages-1.json").read_text(encoding="utf-8"))
COUNTED = [
    row for p in sorted(sample(REFUGEES).iterdir()) for row in json.loads(p.read_text(encoding="utf-8"))["items"]
]
WRITTEN = {page["title"]: page for page in _SAMPLE["query"]["pages"] if not page.get("missing")}


@dataclass
class Office:
    """What was asked, as parameters, and how the next answers go wrong: a code with headers, or a body."""

    address: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    heads: list[dict[str, str]] = field(default_factory=list)
    busy: list[str] = field(default_factory=list)
    instead: bytes | None = None
    day: str = "2026-11-01"

    def answer(self, path: str, query: dict[str, str]) -> bytes:
        if path == "/sparql":
            asked = (answer for word, answer in ANSWERS.items() if word in query["query"])
            of, name = next(asked, (MISSIONS, "missions.csv"))
            text = (sample(of) / name).read_text(encoding="utf-8")
            return text.replace("2025-09-15", self.day).replace("2026-11-01", self.day).encode()
        if path.startswith("/population/"):
            items = [r for r in COUNTED if int(query["yearFrom"]) <= r["year"] <= int(query["yearTo"])]
            return json.dumps({"page": 1, "maxPages": 1, "total": [], "items": items}).encode()
        pages = [WRITTEN.get(t, {"title": t, "missing": True}) for t in query["titles"].split("|")]
        return json.dumps({"batchcomplete": True, "query": {"pages": pages}}).encode()


@contextmanager
def open_office() -> Iterator[Office]:
    office = Office()

    class Handler(Quiet):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            office.asked.append(query)
            office.heads.append(dict(self.headers.items()))
            wait = office.busy.pop(0) if office.busy else None
            body = b"" if wait else office.answer(parts.path, query) if office.instead is None else office.instead
            self.send_response(503 if wait else 200)
            if wait:
                self.send_header("Retry-After", wait)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    with answering(Handler) as address:
        office.address = address
        yield office


@pytest.fixture
def office():
    with open_office() as it, small_editions():
        known = sources()
        for id in (LEADERS, MISSIONS, MEMBERS, ARTICLES, REFUGEES):
            spec = known[id]
            here = {f.url: it.address + urlsplit(f.url or "").path for f in spec.files}
            assert all(url and url.startswith("https://") for url in here)
            files = tuple(f.model_copy(update={"url": here[f.url]}) for f in spec.files)
            known[id] = spec.model_copy(update={"files": files})
        yield it


@pytest.fixture
def pull(run, tmp_path):
    return lambda id: run("sources", "pull", id, "--store", tmp_path / "store")


def test_the_record_is_asked_our_question_and_answers_with_offices(office, pull, tmp_path):
    assert pull(LEADERS).code == 0
    (asked,) = office.asked
    assert set(asked) == {"query"} and "P35" in asked["query"] and "P6 " in asked["query"]
    (heads,) = office.heads
    assert heads["Accept"] == "text/csv" and heads["User-Agent"] == download.AGENT
    held = latest(tmp_path / "store", LEADERS)
    rows = harvest(LEADERS, held.folder)["office_holders"]
    assert ("KAZ", "First Person", "2026-11-01") in {(r["state"], r["holder"], str(r["listed"])) for r in rows}


def test_missions_of_today_stand_beside_the_older_list(office, pull, tmp_path):
    assert pull(MISSIONS).code == 0
    held = latest(tmp_path / "store", MISSIONS)
    rows = harvest(MISSIONS, held.folder)["missions"]
    assert ("ISR", "KAZ", "embassy") in {(r["sender"], r["host"], r["kind"]) for r in rows}


def test_memberships_are_asked_with_their_days_and_the_day_of_asking(office, pull, tmp_path):
    assert pull(MEMBERS).code == 0
    (asked,) = office.asked
    assert all(word in asked["query"] for word in ("P463", "P580", "P582", "NOW()"))
    held = latest(tmp_path / "store", MEMBERS)
    rows = harvest(MEMBERS, held.folder)["membership_spells"]
    assert ("QAT", "opec", "2019-01-01") in {(r["state"], r["organisation"], str(r["end"])) for r in rows}


def test_articles_are_asked_for_by_their_titles_few_at_a_time(office, pull, tmp_path):
    assert pull(ARTICLES).code == 0
    titles = [title for asked in office.asked for title in asked["titles"].split("|")]
    assert set(WRITTEN) <= set(titles) and len(titles) == len(set(titles)) > 190
    assert max(asked["titles"].count("|") for asked in office.asked) < 20
    same = {"action": "query", "prop": "revisions", "rvslots": "main", "formatversion": "2", "format": "json"}
    assert all(same.items() <= asked.items() and asked["maxlag"] == "5" for asked in office.asked)
    held = latest(tmp_path / "store", ARTICLES)
    newest = max(page["revisions"][0]["timestamp"] for page in WRITTEN.values())
    assert str(held.released) == newest[:10], "the newest change of an article is when the edition was released"
    assert harvest(ARTICLES, held.folder) == harvest(ARTICLES, sample(ARTICLES))


def test_refugees_are_asked_for_every_year_once_a_few_at_a_time(office, pull, tmp_path):
    assert pull(REFUGEES).code == 0
    years = [range(int(a["yearFrom"]), int(a["yearTo"]) + 1) for a in office.asked]
    assert sorted(year for span in years for year in span) == list(range(1951, 2026))
    assert all(a["coo_all"] == a["coa_all"] == "true" and a["page"] == "1" for a in office.asked)
    held = latest(tmp_path / "store", REFUGEES)
    assert harvest(REFUGEES, held.folder) == harvest(REFUGEES, sample(REFUGEES))


def test_who_is_busy_is_left_alone_as_long_as_it_says(office, pull, monkeypatch):
    waited = []
    monkeypatch.setattr(download, "_wait", waited.append)
    office.busy = ["7"]
    assert pull(LEADERS).code == 0
    assert waited == [7.0]


@pytest.mark.parametrize(
    ("id", "instead", "says"),
    [
        (LEADERS, b"<!DOCTYPE html><html><body>Timed out</body></html>", "is a page"),
        (LEADERS, b"iso3,role\n", "columns differ"),
        (LEADERS, b"SPARQL-QUERY: java.util.concurrent.TimeoutException\n", "columns differ"),
        (MISSIONS, b"", "is empty"),
        (REFUGEES, b'{"page": 1, "maxPages": 3, "items": []}', "page 1 of 3"),
        (REFUGEES, b'{"message": "Not found"}', "no page of the interface"),
        (ARTICLES, b'{"error": {"code": "maxlag", "info": "Waiting for a server"}}', "the interface says"),
        (ARTICLES, b'{"continue": {"rvcontinue": "x"}, "query": {"pages": []}}', "holds a part"),
        (ARTICLES, b'{"query": {"pages": [{"title": "Foreign relations of Israel"}]}}', "not the interface's answer"),
    ],
)
def test_what_is_no_answer_is_refused_and_the_edition_before_stays(office, pull, tmp_path, id, instead, says):
    assert pull(id).code == 0
    first = latest(tmp_path / "store", id)
    office.instead = instead
    said = pull(id)
    assert said.code == 2 and says in said.err and len(said.err.strip().splitlines()) == 1
    assert [held.id for held in snapshots(tmp_path / "store", id)] == [first.id]


def test_the_same_answer_of_another_day_is_an_edition_of_that_day(office, pull, tmp_path):
    pull(MISSIONS)
    office.day = "2026-11-02"
    pull(MISSIONS)
    assert len(snapshots(tmp_path / "store", MISSIONS)) == 2
    pull(MISSIONS)
    assert len(snapshots(tmp_path / "store", MISSIONS)) == 2

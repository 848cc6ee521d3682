"""Days of current events as `comity update` brings them up, and what a study is then offered of them."""

import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from comity.sources.registry import sources
from comity.store import clock, days
from harvested import sample
from served import Quiet, answering

ID = "wikipedia-current-events"
FIRST, TODAY = date(2026, 4, 1), date(2026, 4, 30)
_PAGES = json.loads((sample(ID) / "2026-04-01.json").read_text(encoding="utf-8"))["query"]["pages"]
SHAPE = _PAGES[0]


@dataclass
class Portal:
    """Pages of days: those of the sample, and for other days a page of nothing in particular; and what was asked."""

    address: str = ""
    asked: list[list[str]] = field(default_factory=list)
    instead: bytes | None = None
    busy: list[str] = field(default_factory=list)
    after: int = 0
    """Answers that are given before `instead`."""
    unwritten: set[str] = field(default_factory=set)
    revision: int = 1000

    def answer(self, titles):
        self.asked.append(titles)
        if self.instead is not None and len(self.asked) > self.after:
            return self.instead
        return json.dumps({"batchcomplete": True, "query": {"pages": [self.page(t) for t in titles]}}).encode()

    def page(self, title):
        written = next((p for p in _PAGES if p["title"] == title and "revisions" in p), None)
        if title in self.unwritten:
            return {"ns": 100, "title": title, "missing": True}
        return written or SHAPE | {"title": title, "revisions": [self.revised("*[[Weather]]\n**It rains. (Press)")]}

    def revised(self, text):
        (old,) = SHAPE["revisions"]
        framed = "{{Current events|content=\n" + text + "}}"
        return old | {"revid": self.revision, "slots": {"main": {"content": framed}}}


@contextmanager
def open_portal():
    it = Portal()

    class Handler(Quiet):
        def do_GET(self):
            query = parse_qs(urlsplit(self.path).query)
            wait = it.busy.pop(0) if it.busy else ""
            body = b"" if wait else it.answer(query["titles"][0].split("|"))
            self.send_response(503 if wait else 200)
            if wait:
                self.send_header("Retry-After", wait)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    with answering(Handler) as address:
        it.address = f"{address}/w/api.php"
        yield it


@pytest.fixture
def portal(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    with open_portal() as it:
        spec = sources()[ID]
        here = spec.days.model_copy(update={"url": it.address, "first": FIRST})
        monkeypatch.setitem(sources(), ID, spec.model_copy(update={"days": here}))
        yield it


@pytest.fixture
def update(run, tmp_path):
    return lambda *words: run("update", *words, "--store", tmp_path / "store", "--out", tmp_path / "atlas")


def held(tmp_path):
    return days.held(days.home(tmp_path / "store", ID))


def test_days_come_few_at_a_time_and_what_is_settled_is_not_asked_for_again(portal, update, tmp_path):
    said = update(ID)
    assert said.code == 0, said
    assert [len(titles) for titles in portal.asked] == [20, 10]
    assert list(held(tmp_path)) == [FIRST + timedelta(days=n) for n in range(30)]
    assert "30 pages, 1 April 2026 to 30 April 2026" in said.out
    portal.asked.clear()
    again = update(ID)
    assert again.code == 0 and "gave nothing new" in again.out
    assert [titles[0] for titles in portal.asked] == ["Portal:Current events/2026 April 16"]
    portal.revision += 1
    assert "15 pages, 16 April 2026 to 30 April 2026" in update(ID).out


def test_a_day_without_a_page_is_asked_for_again(portal, update, tmp_path):
    portal.unwritten = {"Portal:Current events/2026 April 2", "Portal:Current events/2026 April 30"}
    assert update(ID).code == 0 and len(held(tmp_path)) == 28
    portal.unwritten.clear()
    assert update(ID).code == 0 and len(held(tmp_path)) == 30
    assert "Portal:Current events/2026 April 2" in portal.asked[-1]


@pytest.mark.parametrize(
    ("instead", "says"),
    [
        (b"<!DOCTYPE html><html>Sign in</html>", "no JSON"),
        (b'{"error": {"info": "Waiting for a host"}}', "Waiting for a host"),
        (b'{"query": {"pages": []}}', "pages of 0 of 10 days"),
    ],
    ids=["a page", "busy", "hardly a day"],
)
def test_what_is_no_answer_is_refused_and_what_came_before_it_stays(portal, update, tmp_path, instead, says):
    portal.instead, portal.after = instead, 1
    said = update(ID)
    assert said.code == 2 and says in said.out and "days to 2026-04-20 stays" in said.out
    assert len(held(tmp_path)) == 20
    portal.instead = None
    assert update(ID).code == 0 and len(held(tmp_path)) == 30


def test_a_publisher_that_asks_for_patience_is_left_alone(portal, update):
    portal.busy = ["86400"]
    said = update(ID)
    assert said.code == 2 and not portal.asked
    assert "asked not to be asked before" in update(ID).out and not portal.asked


def test_a_month_that_was_altered_is_asked_for_anew(portal, update, tmp_path):
    update(ID)
    (month,) = days.home(tmp_path / "store", ID).glob("*.json")
    month.write_text(month.read_text(encoding="utf-8").replace("rains", "snows"), encoding="utf-8")
    assert held(tmp_path) == {}
    assert update(ID).code == 0 and len(held(tmp_path)) == 30


def test_a_dry_run_says_what_would_be_asked_and_asks_nothing(portal, update, tmp_path):
    said = update(ID, "--dry-run")
    assert said.code == 0 and not portal.asked and not (tmp_path / "store").exists()
    assert ID in said.out


def test_how_old_the_days_are_is_told_with_all_sources(portal, update, run, tmp_path, monkeypatch):
    words = ("sources", "due", "--store", tmp_path / "store", "--format", "json")
    assert _due(run(*words))["standing"] == "not known"
    update(ID)
    row = _due(run(*words))
    assert (row["edition"], row["standing"], row["rhythm"]) == ("days to 2026-04-30", "up to date", "daily")
    monkeypatch.setattr(clock, "today", lambda: date(2026, 6, 1))
    assert _due(run(*words))["standing"] == "late"


def _due(said):
    assert said.code == 0, said
    return next(row for row in json.loads(said.out) if row["id"] == ID)


def test_a_study_is_offered_what_the_days_say_of_its_two_and_nothing_counts_before_it_is_accepted(
    portal, update, run, tmp_path
):
    study = tmp_path / "study"
    study.mkdir()
    (study / "study.yaml").write_text("pair: {a: NOR, b: NZL}\n", encoding="utf-8")
    words = ("gather", "NOR", "NZL", "--study", study, "--store", tmp_path / "store")
    assert "nothing to look in" in run(*words).line
    assert f"comity update {ID}" in run(*words, "--place", "new-days", "--mirror", tmp_path).out
    update(ID)
    said = run(*words)
    assert said.code == 0, said
    (document,) = (study / "documents").iterdir()
    text = document.read_text(encoding="utf-8")
    assert "2026-04-01: The foreign ministers of Norway and New Zealand sign an agreement on wool" in text
    assert "Chile" not in text and "Example Press" not in text
    assert run("read", study).code == 0
    assert "2026-04-01" in (study / "proposals.csv").read_text(encoding="utf-8")
    assert run("evidence", "list", study, "--format", "csv").out.count("\n") <= 1


def test_days_that_name_the_two_are_told_from_where_the_chronicle_ends(portal, update, tmp_path):
    from comity.api.gather import days_naming

    update(ID)
    told, found = days_naming(tmp_path / "store", ("NOR", "NZL"), TODAY)
    assert found == (date(2026, 4, 1),) and (told is None or told < found[0])
    assert days_naming(tmp_path / "store", ("NOR", "NZL"), date(2026, 3, 31))[1] == ()
    assert days_naming(tmp_path / "store", ("CHL", "NZL"), TODAY)[1] == ()

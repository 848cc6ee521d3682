"""`comity watch`: a year of updates, channels that tell nothing private, and a person's mistakes."""

import json
import random
import shutil
import socketserver
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from xml.etree import ElementTree

import pytest

from atlases import edition, put_atlas
from comity.api.due import Due
from comity.atlas.read import Atlas
from comity.store import asked as publishers
from comity.watch import item as watched
from comity.watch import run as looking
from comity.watch.look import looked

STATES = ("BTN", "FJI", "TON", "URY")
PAIRS = [(a, b) for a in STATES for b in STATES if a < b]
VOTES, TRADE, TONE = "un.agreement", "exchange.exports_reported_by_exporter", "tenor.hostility"
START = date(2023, 1, 2)
CANARY = "Quetzalcoatlus"


@dataclass
class World:
    """What publishers say in a week, and the atlas that comes of it."""

    home: Path
    votes: dict = field(default_factory=dict)
    trade: dict = field(default_factory=dict)
    tone: dict = field(default_factory=dict)
    editions: dict = field(default_factory=dict)

    def __post_init__(self):
        for n, (a, b) in enumerate(PAIRS):
            self.votes |= {(a, b, y): 0.40 + 0.01 * n for y in range(2015, 2022)}
            self.trade |= {way: 1e6 * (n + 1) for y in range(2015, 2022) for way in ((a, b, y), (b, a, y))}
            self.tone |= {(a, b, 12 * 2021 + m): (1.0, 0.5, 1.5) for m in range(12)}
        self.editions = {m: (s, 1) for m, s in ((VOTES, "unga-votes"), (TRADE, "wto-pta"), (TONE, "gdelt-dyad-day"))}

    def renew(self, measure):
        source, number = self.editions[measure]
        self.editions[measure] = source, number + 1

    def atlas(self, day):
        rows = [(VOTES, *key, value) for key, value in self.votes.items()]
        rows += [(TRADE, *key, value) for key, value in self.trade.items()]
        rows += [(TONE, *key, *value) for key, value in self.tone.items()]
        known = {m: edition(source, n, START) for m, (source, n) in self.editions.items()}
        put_atlas(self.home / "atlas", self.home / "store", rows, known, STATES)
        return Atlas.open(self.home / "atlas", day)


def _watch(folder, *items):
    held = []
    for words in items:
        item = watched.with_id(watched.Item("new", **words), held)
        watched.expect_fit(item)
        held.append(item)
    folder.mkdir(exist_ok=True)
    watched.write(folder, held)
    return [item.id for item in held]


@dataclass
class Year(World):
    """A year of updates: votes are revised every week, by little; trade comes late; tone breaks off; one week lies."""

    late: str = ""
    drift: dict = field(default_factory=dict)
    kept: tuple = ()

    def __post_init__(self):
        super().__post_init__()
        self.drift = dict(self.votes)

    def week(self, number, rng):
        """What publishers do in a week; the names of the lines that it crosses."""
        # Every week each vote is said a little otherwise, never by more than a hundredth of it.
        self.votes = {key: value * (1 + rng.uniform(-0.01, 0.01)) for key, value in self.drift.items()}
        self.renew(VOTES)
        if number in (12, 34, 50):
            # An edition under another name that says what the one before said.
            self.renew(TRADE)
        return {
            9: self.a_vote_is_revised,
            15: self.a_year_of_votes_comes,
            20: lambda: self.is_late("2023-04-01"),
            26: self.trade_comes_with_a_lie,
            27: self.the_lie_is_taken_back,
            30: lambda: self.is_refused("an HTML page in place of a file"),
            33: self.tone_breaks_off,
            36: self.tone_is_back,
            40: self.tone_leaves_its_interval,
            45: lambda: self.is_late("2023-11-01"),
        }.get(number, set)()

    def a_vote_is_revised(self):
        self.drift["BTN", "URY", 2019] *= 1.3
        self.votes["BTN", "URY", 2019] = self.drift["BTN", "URY", 2019]
        return {"revised"}

    def a_year_of_votes_comes(self):
        self.drift["BTN", "URY", 2022] = self.votes["BTN", "URY", 2022] = 0.62
        return {"crosses"}

    def is_late(self, since):
        self.late = since
        return {"late"}

    def trade_comes_with_a_lie(self):
        self.late = ""
        self.trade |= {(a, b, 2022): 1.1 * self.trade[a, b, 2021] for a, b, y in list(self.trade) if y == 2021}
        self.kept = (dict(self.trade),)
        self.trade["FJI", "TON", 2018] *= 100
        self.renew(TRADE)
        return {"trade revised", "trade period"}

    def the_lie_is_taken_back(self):
        (self.trade,) = self.kept
        self.renew(TRADE)
        return {"trade revised"}

    def is_refused(self, reason):
        path = publishers.of(self.home / "store", "gdelt-dyad-day")
        publishers.write(path, publishers.Asked(reason=reason))
        return {"refused"}

    def tone_breaks_off(self):
        self.kept = self.tone, self.editions.pop(TONE)
        self.tone = {}
        return set()

    def tone_is_back(self):
        self.tone, self.editions[TONE] = self.kept
        self.is_refused("")
        return set()

    def tone_leaves_its_interval(self):
        self.tone["BTN", "FJI", 12 * 2022 + 5] = (2.4, 2.0, 2.8)
        self.renew(TONE)
        return {"tone"}

    def dues(self, _store, _day):
        """What `api.due` says of the one source that may be late."""
        expected = date.fromisoformat(self.late) if self.late else None
        standing = "late" if self.late else "up to date"
        return [Due("wto-pta", "yearly, March", "wto-pta@1", START, expected, standing, "said so")]


LINES = {
    "revised": {"a": "BTN", "b": "URY", "quantity": VOTES, "line": "revised by 20 %"},
    "crosses": {"a": "BTN", "b": "URY", "quantity": VOTES, "line": "crosses 0.5"},
    "quiet votes": {"a": "FJI", "b": "TON", "quantity": VOTES, "line": "revised by 20 %"},
    "trade revised": {"a": "FJI", "b": "TON", "quantity": TRADE, "line": "revised by 50 %"},
    "trade period": {"a": "FJI", "b": "TON", "quantity": TRADE, "line": "reaches a new period"},
    "tone": {"a": "BTN", "b": "FJI", "quantity": TONE, "line": "leaves its interval"},
    "late": {"source": "wto-pta", "line": "is late"},
    "refused": {"source": "gdelt-dyad-day", "line": "is refused"},
}


def test_a_year_of_updates_raises_every_planted_change_once_and_nothing_else(tmp_path, monkeypatch, record_property):
    (tmp_path / "store").mkdir()
    world, folder, rng = Year(tmp_path), tmp_path / "watch", random.Random(7)
    monkeypatch.setattr(looking, "due", world.dues)
    names = dict(zip(_watch(folder, *LINES.values()), LINES, strict=True))
    planted, told = [], []
    for week in range(53):
        day = START + timedelta(days=7 * week)
        planted += [(week, name) for name in world.week(week, rng)]
        moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        for _ in range(2 if week % 10 == 0 else 1):
            done, _ = looked(folder, world.atlas(day), tmp_path / "store", moment)
            told += [(week, names[alert.watch], alert) for alert in done.alerts]
        shutil.rmtree(tmp_path / "atlas")
    raised = [(week, name) for week, name, _ in told]
    right = len(set(planted) & set(raised))
    figures = f"precision {right / len(raised):.2f}, recall {right / len(planted):.2f} of {len(planted)} changes"
    print(figures)
    record_property("watch", figures)
    assert sorted(raised) == sorted(planted), "each once, and nothing else"
    (crossed,) = [alert for _, name, alert in told if name == "crosses"]
    assert "unga-votes@" in crossed.editions and "in place of" in crossed.editions
    assert "from 0.4" in crossed.sentence and "0.62 in 2022" in crossed.sentence


@dataclass
class Taken:
    """What a server on this machine took."""

    port: int = 0
    letters: list = field(default_factory=list)
    posts: list = field(default_factory=list)
    broken: bool = False


@contextmanager
def _serving(server, taken):
    taken.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield taken
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def post():
    """A mail server that takes what it is given."""
    taken = Taken()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self):
            self.wfile.write(b"220 here\r\n")
            while line := self.rfile.readline():
                word = line[:4].upper()
                if word == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    lines = []
                    while (text := self.rfile.readline()) != b".\r\n":
                        lines.append(text.decode())
                    taken.letters.append("".join(lines))
                elif word == b"QUIT":
                    self.wfile.write(b"221 bye\r\n")
                    return
                self.wfile.write(b"250 ok\r\n")

    with _serving(socketserver.TCPServer(("127.0.0.1", 0), Handler), taken):
        yield taken


@pytest.fixture
def hook():
    """An address that takes JSON."""
    taken = Taken()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if not taken.broken:
                taken.posts.append(json.loads(body))
            self.send_response(500 if taken.broken else 204)
            self.end_headers()

        def log_message(self, *_):
            pass

    with _serving(HTTPServer(("127.0.0.1", 0), Handler), taken):
        yield taken


@pytest.fixture
def crossed(tmp_path):
    """A folder in which two lines are about to be crossed, one of them private; `look(hour)` looks."""
    world, folder = World(tmp_path), tmp_path / "watch"
    (tmp_path / "store").mkdir()
    line = {"a": "BTN", "b": "URY", "quantity": VOTES}
    _watch(
        folder,
        line | {"line": "crosses 0.5"},
        line | {"line": "crosses 0.55", "private": True, "reason": CANARY},
    )
    day = date(2023, 6, 1)
    looked(folder, world.atlas(day), tmp_path / "store", datetime(2023, 6, 1, 12, tzinfo=UTC))
    world.votes["BTN", "URY", 2021] = 0.61
    world.renew(VOTES)

    def look(hour=12):
        return looked(folder, world.atlas(day), tmp_path / "store", datetime(2023, 6, 2, hour, tzinfo=UTC))

    return folder, look


def test_nothing_private_reaches_a_public_channel(crossed, post, hook):
    folder, look = crossed
    (folder / "channels.yaml").write_text(
        f"mail: {{server: 127.0.0.1, port: {post.port}, from: me@example.org, to: you@example.org}}\n"
        f"webhook: {{address: 'http://127.0.0.1:{hook.port}/in'}}\n"
    )
    done, _ = look()
    private = next(a for a in done.alerts if a.private)
    edge = "0.55"
    assert len(done.alerts) == 2 and edge in private.sentence
    public = [(folder / "feed.xml").read_text(), (folder / "feed.json").read_text(), *post.letters]
    public += [json.dumps(p) for p in hook.posts]
    assert len(post.letters) == len(hook.posts) == 1
    for said in public:
        assert "0.50" in said or "0.5" in said
        assert edge not in said and CANARY not in said and private.watch not in said and private.id not in said
    assert edge in (folder / "digest.md").read_text(), "its reader is told"


def test_a_channel_that_is_private_carries_it(crossed, post):
    folder, look = crossed
    (folder / "channels.yaml").write_text(
        f"mail: {{server: 127.0.0.1, port: {post.port}, from: me@example.org, to: [you@example.org], private: yes}}\n"
    )
    look()
    assert "0.55" in post.letters[0] and "To: you@example.org" in post.letters[0]


def test_in_quiet_hours_nothing_is_sent_and_later_it_is_sent_once(crossed, hook):
    folder, look = crossed
    (folder / "channels.yaml").write_text(f"webhook: {{address: 'http://127.0.0.1:{hook.port}'}}\nquiet: 22-7\n")
    _, notes = look(23)
    assert not hook.posts and notes == ["1 wait until the quiet hours are over"]
    look(6)
    assert not hook.posts
    look(7)
    look(8)
    assert len(hook.posts) == 1


def test_what_a_server_did_not_take_waits_for_the_next_look(crossed, hook):
    folder, look = crossed
    (folder / "channels.yaml").write_text(f"webhook: {{address: 'http://127.0.0.1:{hook.port}'}}\n")
    hook.broken = True
    _, notes = look()
    assert notes == ["webhook: 127.0.0.1 answered 500; they wait for the next run"]
    hook.broken = False
    look()
    assert len(hook.posts) == 1


def test_without_a_file_of_channels_nothing_is_sent(crossed, monkeypatch):
    folder, look = crossed
    monkeypatch.setattr("smtplib.SMTP", lambda *_, **__: pytest.fail("a letter"))
    monkeypatch.setattr("httpx2.Client", lambda *_, **__: pytest.fail("a webhook"))
    done, notes = look()
    assert len(done.alerts) == 2 and not notes
    assert not (folder / "channels.yaml").exists()


def test_the_feeds_are_what_they_say(crossed, run):
    folder, look = crossed
    look()
    feed = ElementTree.parse(folder / "feed.xml").getroot()
    space = "{http://www.w3.org/2005/Atom}"
    assert feed.tag == f"{space}feed" and feed.find(f"{space}updated").text == "2023-06-02T12:00:00Z"
    (entry,) = feed.findall(f"{space}entry")
    assert "across 0.50" in entry.find(f"{space}content").text
    held = json.loads((folder / "feed.json").read_text())
    assert held["version"].endswith("/1.1") and len(held["items"]) == 1
    said = run("watch", "feed", "--folder", folder, "--format", "json")
    assert json.loads(said.out) == held
    assert "choose atom or json" in run("watch", "feed", "--folder", folder, "--format", "rss").line


def test_events_and_figures_are_told_as_they_come_with_the_judgements_that_rest_on_them(tmp_path, run):
    folder = tmp_path / "watch"
    line = ("un.agreement", "--when", "reaches a new period")
    assert run("watch", "add", "BTN", "URY", *line, "--folder", folder).code == 0
    assert run("watch", "add", "ISR", "KAZ", "--when", "new event of kind any", "--folder", folder).code == 0
    said = run("watch", "run", "--folder", folder, "--as-of", "2025-10-31", "--store", tmp_path)
    assert said.code == 0 and "Nothing crossed a line." in said.out
    said = run("watch", "run", "--folder", folder, "--as-of", "2025-11-30", "--store", tmp_path)
    assert "Abraham Accords" in said.out
    said = run("watch", "run", "--folder", folder, "--as-of", "2025-11-30", "--store", tmp_path)
    assert "Nothing crossed a line." in said.out
    said = run("watch", "run", "--folder", folder, "--as-of", "2026-02-28", "--store", tmp_path)
    assert "reaches 2025" in said.out and "touches " in said.out and "same vote" in said.out, said
    assert "lies before the last look" in run("watch", "run", "--folder", folder, "--as-of", "2025-01-01").line
    (folder / "seen.json").write_text("{}")
    assert "was altered" in run("watch", "run", "--folder", folder, "--as-of", "2025-11-30").line


def test_a_list_is_drawn_up_shown_and_shortened(tmp_path, run):
    folder = tmp_path / "watch"
    words = ("watch", "add", "Kazakhstan", "Israel", "un.agreement", "--when", "Crosses 0.3", "--why", "we asked")
    assert "isr-kaz-un.agreement-crosses-0.3" in run(*words, "--folder", folder).out
    assert "is watched already" in run(*words, "--folder", folder).line
    assert run("watch", "add", "gdp", "--when", "is late", "--folder", folder).code == 0
    said = run("watch", "list", "--folder", folder, "--format", "csv")
    assert said.out.splitlines()[1] == "isr-kaz-un.agreement-crosses-0.3,ISR-KAZ un.agreement,crosses 0.3,no,0,we asked"
    assert "did you mean gdp-is-late" in run("watch", "remove", "gdp-late", "--folder", folder).line
    assert run("watch", "remove", "gdp-is-late", "--folder", folder).code == 0
    assert len(watched.read(folder)) == 1


def test_what_is_said_is_compared_with_the_last_look_and_old_editions_go(tmp_path):
    world, folder = World(tmp_path), tmp_path / "watch"
    (tmp_path / "store").mkdir()
    moment, day = datetime(2023, 6, 1, 12, tzinfo=UTC), date(2023, 6, 1)
    _watch(folder, {"a": "BTN", "b": "URY", "line": "is said otherwise"})

    def look():
        return looked(folder, world.atlas(day), tmp_path / "store", moment)[0]

    assert not look().alerts
    (first,) = (folder / "editions").iterdir()
    (folder / "editions" / "mine.json").write_text("mine")
    world.trade = {}
    world.editions.pop(TRADE)
    told = look()
    assert told.alerts and all(alert.title == "Bhutan and Uruguay" for alert in told.alerts)
    assert not first.exists() and (folder / "editions" / "mine.json").exists()
    assert not look().alerts, "told once"
    (kept,) = [p for p in (folder / "editions").iterdir() if p.name != "mine.json"]
    kept.write_text("{}")
    missed = look().missed
    assert len(missed) == 1 and "remove the watch and add it again" in missed[0]


def test_a_line_by_hand_is_read_as_a_person_writes_it_and_a_wrong_one_named(tmp_path, run):
    folder = tmp_path / "watch"
    folder.mkdir()
    head = "id,a,b,quantity,source,study,line,private,reason\n"
    (folder / "watches.csv").write_text(f"{head}one,Bhutan,URY,un.agreement,,,crosses 0.5,no,\n")
    assert [(i.a, i.b) for i in watched.read(folder)] == [("BTN", "URY")]
    for row, says in (
        ("one,Bhutan,Atlantis,un.agreement,,,crosses 0.5,no,", "row 2"),
        ("one,BTN,URY,un.agreement,,,crosses 0.5,perhaps,", "private is yes or no"),
        ("one,BTN,URY,,,,crosses 0.5,no,", "is drawn for two states and a quantity"),
        ("O N E,BTN,URY,un.agreement,,,crosses 0.5,no,", "is no id"),
        ("one,BTN,URY,un.agreement,,,crosses 0.5,no,,,more", "the columns are"),
    ):
        (folder / "watches.csv").write_text(f"{head}{row}\n")
        assert says in run("watch", "list", "--folder", folder).line
    (folder / "watches.csv").write_text(f"{head}one,BTN,URY,un.agremeent,,,crosses 0.5,no,\ntwo,,,,gdp,,is late,no,\n")
    said = run("watch", "run", "--folder", folder, "--store", tmp_path)
    assert said.code == 2 and "one: " in said.err, "what cannot be looked at is named, the rest is looked at"


def test_a_statement_of_a_study_that_falls_due_is_told_and_is_private(tmp_path, run):
    folder, study = tmp_path / "watch", Path(__file__).parents[2] / "studies" / "isr-kaz"
    words = ("--study", study, "--when", "a statement falls due", "--folder", folder)
    assert run("watch", "add", *words).code == 0
    said = run("watch", "run", "--folder", folder, "--as-of", "2016-12-31", "--store", tmp_path)
    assert said.code == 0 and "nothing on record says that it was done" in said.out, said
    assert "nothing on record" not in (folder / "feed.xml").read_text() + (folder / "feed.json").read_text()
    said = run("watch", "run", "--folder", folder, "--as-of", "2016-12-31", "--store", tmp_path)
    assert "Nothing crossed a line." in said.out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("ISR", "KAZ", "un.agreement", "--when", "wobbles"), "draw one of these"),
        (("ISR", "KAZ", "un.agreement", "--when", "leaves its interval"), "has no interval to leave"),
        (("ISR", "KAZ", "un.agrement", "--when", "crosses 1"), "un.agreement"),
        (("ISR", "KAZ", "--when", "crosses 1"), "is drawn for two states and a quantity"),
        (("ISR", "KAZ", "context.gdp", "--when", "crosses 1"), "write - for the second"),
        (("ISR", "-", "un.agreement", "--when", "crosses 1"), "name two states"),
        (("ISR", "Atlantis", "--when", "is said otherwise"), "Atlantis"),
        (("ISR", "KAZ", "--when", "new event of kind picnic"), "no kind or family 'picnic'"),
        (("nobody", "--when", "is late"), "nobody"),
        (("--when", "is late"), "name two states and a measure"),
    ],
)
def test_what_cannot_be_watched_is_refused_in_one_line(tmp_path, run, words, says):
    assert says in run("watch", "add", *words, "--folder", tmp_path / "watch").line
    assert not (tmp_path / "watch").exists()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("mail: {server: s, from: a, to: b}", "addresses like name@example.org"),
        ("mail: {server: s, from: a@b, to: c@d, password: x}", "and nothing else"),
        ("webhook: {address: 'http://example.org/'}", "begins with https"),
        ("quiet: 25-3", "like 22-7"),
        ("webhook: {address: 'https://example.org/', private: perhaps}", "is yes or no"),
        ("[", "cannot be read"),
    ],
)
def test_channels_that_are_none_are_refused_before_anything_is_looked_at(tmp_path, run, text, says):
    folder = tmp_path / "watch"
    run("watch", "add", "gdp", "--when", "is late", "--folder", folder)
    (folder / "channels.yaml").write_text(text)
    assert says in run("watch", "run", "--folder", folder, "--store", tmp_path).line
    assert not (folder / "seen.json").exists()

"""A desk of a team: who comes in, what each role may do, and what is noted of it."""

import io
import json
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from desked import Browser, opened

from comity.desk.serve import Way
from comity.desk.team.sessions import IDLE, LONGEST
from comity.desk.team.team import open_team
from comity.desk.team.tries import FREE_OF_NAME
from comity.evidence.starting import begin
from comity.terms.country import state

PASSWORDS = {
    "ada": "of orchards and rain",
    "ann": "seven blue pelicans",
    "edo": "a harbour in fog",
    "rea": "quiet stone bridge",
}
ROLES = {"ada": "administrator", "ann": "analyst", "edo": "analyst", "rea": "reader"}
CELLS = {
    "date": "2014-05-18", "a": "Israel", "b": "Kazakhstan", "kind": "visit", "status": "delivered", "question": "tenor",
    "claim": "The prime minister went to Astana.", "source": "A paper", "source_type": "secondary",
    "reliability": "B", "credibility": "2",
}  # fmt: skip


class Clock:
    """A clock that a test turns."""

    def __init__(self):
        self.moment = datetime(2026, 11, 29, 12, tzinfo=UTC)

    def __call__(self):
        return self.moment

    def later(self, seconds):
        self.moment += timedelta(seconds=seconds)


def people(home, clock=None):
    team = open_team(home, make=True) if clock is None else type(open_team(home, make=True))(home, clock)
    for name, role in ROLES.items():
        team.accounts.add(name, role, PASSWORDS[name], "2026-11-29")
    return team


@pytest.fixture(scope="module")
def studies(tmp_path_factory):
    home = tmp_path_factory.mktemp("studies")
    for name in ("open", "marked"):
        begin(home / name, state("ISR"), state("KAZ"))
    settings = home / "marked" / "study.yaml"
    settings.write_text(settings.read_text() + "marking: FOR THE DESK ALONE\n")
    return home


@pytest.fixture(scope="module")
def clock():
    return Clock()


@pytest.fixture(scope="module")
def team(tmp_path_factory, clock):
    made = people(tmp_path_factory.mktemp("team"), clock)
    made.accounts.grant("edo", "open")
    return made


@pytest.fixture(scope="module")
def desk(tiny, tiny_store, studies, team):
    with opened(tiny, tiny_store, studies, team) as it:
        yield it


@pytest.fixture
def inside(desk, team, clock):
    """Browsers of people who have signed in."""
    clock.later(3600)

    def come(name):
        browser = Browser(desk)
        heard = browser.sign_in(name, PASSWORDS[name])
        assert heard.status == 303, heard.text
        return browser

    return come


def trail(team):
    return [json.loads(line) for line in (team.home / "audit.jsonl").read_text().splitlines()]


def test_nobody_gets_anything_but_the_way_in(desk):
    stranger = Browser(desk)
    for path in (
        "/",
        "/ISR/KAZ",
        "/KAZ.csv",
        "/studies",
        "/openapi.json",
        "/account",
        "/team",
        "/no/such",
        "/enter?key=",
    ):
        heard = stranger.ask(path)
        assert heard.status == 403 and "Kazakhstan" not in heard.text
        led = stranger.ask(path, Accept="text/html")
        assert led.status == 303 and led.heads["location"] == "/sign-in?to=" + quote(path), path
    assert stranger.ask("/sign-in").status == stranger.ask("/static/desk.css").status == 200


def test_signing_in_gives_a_new_session_and_leads_where_one_was_going(desk):
    browser = Browser(desk)
    before = browser.ask("/sign-in?to=/KAZ").heads["set-cookie"]
    assert "HttpOnly" in before and "SameSite=Lax" in before
    heard = browser.sign_in("rea", PASSWORDS["rea"], to="/KAZ?as-of=2014-12-31")
    assert (heard.status, heard.heads["location"]) == (303, "/KAZ?as-of=2014-12-31")
    assert before.partition(";")[0] != browser.cookie and browser.ask("/KAZ").status == 200


def test_a_session_that_somebody_else_chose_is_thrown_away(desk):
    name = f"comity-{desk.address.rpartition(':')[2]}"
    victim = Browser(desk, f"{name}={'x' * 43}")
    page = victim.ask("/sign-in")
    token = re.search(r'name="form" value="([^"]+)"', page.text)[1]
    heard = victim.send("/sign-in", {"name": "rea", "password": PASSWORDS["rea"], "to": ""}, token=token)
    assert heard.status == 303 and "x" * 43 not in heard.heads["set-cookie"]
    assert victim.ask("/").status == 403


@pytest.mark.parametrize(
    "to", ["//evil.example", "https://evil.example", "/\\evil.example", "evil", "/%0d%0aX:1\r\nY", ""]
)
def test_nobody_is_led_elsewhere_after_signing_in(desk, to):
    heard = Browser(desk).sign_in("rea", PASSWORDS["rea"], to=to)
    assert heard.status == 303 and re.match(r"/(?![/\\])", heard.heads["location"]) and "Y" not in heard.heads


@pytest.mark.parametrize(
    ("name", "password"), [("rea", "wrong"), ("nobody", "wrong"), ("rea", ""), ("", ""), ("ada", " ")]
)
def test_a_wrong_password_and_a_wrong_name_are_told_alike(desk, name, password, clock):
    clock.later(7200)
    heard = Browser(desk).sign_in(name, password)
    assert heard.status == 403 and "No account has this name and this password." in heard.text


def test_many_tries_wait_and_the_account_is_not_lost(desk, clock):
    clock.later(7200)
    heard = [Browser(desk).sign_in("ann", f"wrong {n}").status for n in range(FREE_OF_NAME + 2)]
    assert heard == [403] * FREE_OF_NAME + [429] * 2
    waiting = Browser(desk).sign_in("ann", PASSWORDS["ann"])
    assert waiting.status == 429 and int(waiting.heads["retry-after"]) >= 1
    clock.later(int(waiting.heads["retry-after"]))
    assert Browser(desk).sign_in("ann", PASSWORDS["ann"]).status == 303


def test_a_session_ends_when_it_rests_when_it_is_old_and_when_one_signs_out(inside, clock):
    for idle in (IDLE + 1, LONGEST + 1):
        browser = inside("rea")
        assert browser.ask("/").status == 200
        clock.later(idle)
        assert browser.ask("/").status == 403
    browser = inside("rea")
    for _ in range(8):
        clock.later(IDLE - 10)
        last = browser.ask("/").status
    assert last == 403, "used all the time, and still no longer than it may last"
    browser, other = inside("rea"), inside("rea")
    assert browser.send("/sign-out", {}, token=browser.token("/account")).status == 303
    assert browser.ask("/").status == 403 and other.ask("/").status == 200
    assert other.send("/sign-out", {"all": "yes"}, token=other.token("/account")).status == 303
    assert other.ask("/").status == 403


def test_a_form_of_another_session_or_site_is_not_taken(inside):
    one, two = inside("edo"), inside("edo")
    token = one.token("/account")
    assert two.send("/sign-out", {}, token=token).status == 403
    assert one.send("/sign-out", {}, token=token, Origin="https://evil.example").status == 403
    assert one.ask("/").status == two.ask("/").status == 200
    assert Browser(one.it).send("/sign-in", {"name": "rea", "password": PASSWORDS["rea"]}, token=token).status == 403


def test_each_role_does_what_it_may(inside, studies):
    add = "/studies/open/add"
    for name, may_add, may_begin in (("rea", 403, False), ("ann", 403, True), ("edo", 303, True), ("ada", 303, True)):
        browser = inside(name)
        assert browser.ask("/studies/open").status == 200
        assert browser.ask(add).status == (200 if may_add == 303 else 403)
        assert browser.send(add, {**CELLS, "claim": f"By {name}."}, token=browser.token("/account")).status == may_add
        page = browser.ask("/studies").text
        assert ("Make the study" in page) is may_begin
        made = browser.send("/studies", {"a": "ISR", "b": "KAZ", "name": f"of-{name}"}, token=browser.token("/account"))
        assert made.status == (303 if may_begin else 403)
        assert browser.ask("/team").status == (200 if name == "ada" else 403)
    assert inside("ann").ask("/studies/of-ann/add").status == 200, "who makes a study keeps it"
    assert not (studies / "of-rea").exists()


def test_a_study_whose_marking_nobody_explained_is_its_editors_alone(inside, studies, team):
    paths = ("/studies/marked", "/studies/marked/check", "/studies/marked/add", "/ISR/KAZ?study=marked")
    nowhere = inside("rea").ask("/studies/nowhere").text
    for name in ("rea", "ann", "edo"):
        browser = inside(name)
        assert {browser.ask(path).status for path in paths} == {404}
        assert browser.ask(paths[0]).text == nowhere.replace("nowhere", "marked")
        assert "marked" not in browser.ask("/studies").text
    assert inside("ada").ask(paths[0]).status == 200
    (team.home / "markings.csv").write_text("marking,audience,reason\nFOR THE DESK ALONE,analysts,the desk is those\n")
    try:
        assert inside("ann").ask(paths[0]).status == 200 and inside("rea").ask(paths[0]).status == 404
        assert "FOR THE DESK ALONE" in inside("ann").ask("/studies/marked").text
    finally:
        (team.home / "markings.csv").unlink()


def test_a_role_holds_from_the_next_request_on(inside, team):
    browser = inside("ann")
    team.accounts.set_role("ann", "reader")
    assert (
        browser.send("/studies", {"a": "ISR", "b": "KAZ", "name": "late"}, token=browser.token("/account")).status
        == 403
    )
    team.accounts.set_role("ann", "analyst")
    team.accounts.grant("ann", "open")
    assert browser.ask("/studies/open/add").status == 200
    team.accounts.revoke("ann", "open")
    assert browser.ask("/studies/open/add").status == 403


def test_a_password_is_changed_by_who_knows_it_and_ends_every_other_session(inside, clock):
    browser, other = inside("rea"), inside("rea")
    token = browser.token("/account")
    new = "a lantern on the quay"
    for typed in (
        {"old": "wrong", "new": new, "again": new}, {"old": PASSWORDS["rea"], "new": new, "again": new + "x"},
        {"old": PASSWORDS["rea"], "new": "short", "again": "short"}, {"old": PASSWORDS["rea"], "new": "", "again": ""},
        {"old": PASSWORDS["rea"], "new": "rea" * 8, "again": "rea" * 8},
    ):  # fmt: skip
        assert browser.send("/account/password", typed, token=token).status == 400
    assert browser.ask("/").status == other.ask("/").status == 200
    changed = browser.send("/account/password", {"old": PASSWORDS["rea"], "new": new, "again": new}, token=token)
    assert changed.status == 303 and "set-cookie" in changed.heads
    assert other.ask("/").status == browser.ask("/").status == 403
    PASSWORDS["rea"] = new
    assert inside("rea").ask("/").status == 200


def test_the_trail_says_who_did_what_and_holds_no_word_of_it(inside, team):
    browser = inside("edo")
    text = "zqprivate words of a claim"
    assert browser.send("/studies/open/add", {**CELLS, "claim": text, "note": "zqprivate note"}).status == 303
    reader = inside("rea")
    assert reader.send("/studies/open/add", {**CELLS, "claim": text}, token=reader.token("/account")).status == 403
    Browser(browser.it).sign_in("zqprivate typed as a name", "x")
    added = [line for line in trail(team) if line["what"] == "add a statement"]
    assert [(x["who"], x["role"], x["study"], x["status"]) for x in added[-2:]] == [
        ("edo", "analyst", "open", "303"), ("rea", "reader", "open", "403")]  # fmt: skip
    assert "zqprivate" not in (team.home / "audit.jsonl").read_text()
    assert trail(team)[-1]["what"] == "sign-in refused" and trail(team)[-1]["address"] == "127.0.0.1"
    assert team.trail.broken() == 0
    assert "add a statement" in inside("ada").ask("/team").text


def test_a_line_taken_out_of_the_trail_is_missed_and_one_cut_off_is_not_another_s_fault(tmp_path, clock):
    team = people(tmp_path / "team", clock)
    for n in range(5):
        team.trail.note("ada", "administrator", f"deed {n}")
    path = team.home / "audit.jsonl"
    with path.open("ab") as file:
        file.write(b'{"at": "2026')
    team.trail.note("ada", "administrator", "deed 5")
    assert team.trail.broken() == 0 and team.trail.newest(1)[0]["what"] == "deed 5"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:2] + lines[3:]))
    assert team.trail.broken() == 3


def test_behind_a_proxy_only_what_it_got_over_tls_is_answered(tiny, tiny_store, studies, tmp_path):
    team, host = people(tmp_path / "team"), "desk.example"
    with opened(tiny, tiny_store, studies, team, Way((host,), ("127.0.0.1",))) as it:
        port = it.listening.getsockname()[1]
        assert it.opening == f"https://{host}/"

        def come(**heads):
            return Browser(it, always={"Host": host, **heads}, at=f"127.0.0.1:{port}")

        said = {"X_Forwarded_Proto": "https", "X_Forwarded_For": "evil, 203.0.113.9"}
        for wrong in (
            {}, {"X_Forwarded_Proto": "http", "X_Forwarded_For": "203.0.113.9"}, {"X_Forwarded_Proto": "https"},
            {**said, "X_Forwarded_For": "203.0.113.9, evil"},
        ):  # fmt: skip
            assert come(**wrong).ask("/sign-in").status == 403
        assert come(**{**said, "Host": f"127.0.0.1:{port}"}).ask("/sign-in").status == 421
        browser = come(**said)
        assert "max-age" in browser.ask("/sign-in").heads["strict-transport-security"]
        page = browser.ask("/sign-in").heads["set-cookie"]
        assert page.startswith("__Host-comity=") and "; Secure" in page
        assert browser.sign_in("ada", PASSWORDS["ada"]).status == 303
        assert browser.ask("/").status == 200
        assert trail(team)[-1]["address"] == "203.0.113.9"
        assert browser.send("/sign-out", {}, token=browser.token("/account"), Origin=f"http://{host}").status == 403


def test_a_way_on_which_somebody_could_listen_in_is_refused(run, tiny, tmp_path, monkeypatch):
    home = tmp_path / "team"
    monkeypatch.setattr("sys.stdin", io.StringIO("of orchards and rain\n"))
    assert "administrator" in run("team", "add", home, "rea", "--role", "reader").line
    monkeypatch.setattr("sys.stdin", io.StringIO("of orchards and rain\n"))
    assert run("team", "add", home, "ada", "--role", "administrator").code == 0
    serve = ("serve", "--no-browser", "--atlas", tiny, "--port", 0)
    assert "TLS" in run(*serve, "--team", home, "--listen", "0.0.0.0").line
    assert "--host" in run(*serve, "--team", home, "--behind-proxy", "127.0.0.1").line
    assert "--team" in run(*serve, "--host", "desk.example").line
    assert "address" in run(*serve, "--team", home, "--host", "x", "--behind-proxy", "somewhere").line
    assert "no such folder" in run(*serve, "--team", tmp_path / "none").line
    (tmp_path / "empty").mkdir()
    assert "no account" in run(*serve, "--team", tmp_path / "empty").line


def test_accounts_are_kept_at_the_command_line(run, tmp_path, monkeypatch):
    home = tmp_path / "team"

    def typed(text, *words):
        monkeypatch.setattr("sys.stdin", io.StringIO(text))
        return run("team", *words)

    assert typed("of orchards and rain\n", "add", home, "ada", "--role", "administrator").code == 0
    assert typed("seven blue pelicans\n", "add", home, "ann", "--role", "analyst").code == 0
    assert "already" in typed("seven blue pelicans\n", "add", home, "ann").line
    assert "12" in typed("short\n", "add", home, "bob").line
    assert "password" in typed("", "add", home, "bob").line
    assert "named by" in typed("seven blue pelicans\n", "add", home, "../bob").line
    assert typed("", "add", home, "oda", "--subject", "https://id.example|7").code == 0
    assert run("team", "editor", home, "ann", "isr-kaz").code == 0
    assert run("team", "role", home, "ann", "reader").code == 0
    assert "no role" in run("team", "role", home, "ann", "king").line
    assert "administrator first" in run("team", "role", home, "ada", "reader").line
    assert "administrator first" in run("team", "remove", home, "ada").line
    assert typed("eight blue pelicans\n", "password", home, "ann").code == 0
    team = open_team(home)
    assert team.accounts.opens("ann", "seven blue pelicans") is None
    assert team.accounts.opens("ann", "eight blue pelicans").edits == {"isr-kaz"}
    rows = json.loads(run("team", "list", home, "--format", "json").out)
    assert [(r["account"], r["role"], r["edits"], r["password"]) for r in rows] == [
        ("ada", "administrator", "", "yes"),
        ("ann", "reader", "isr-kaz", "yes"),
        ("oda", "reader", "", "no"),
    ]
    assert run("team", "editor", home, "ann", "isr-kaz", "--no-longer").code == 0
    assert run("team", "remove", home, "ann").code == 0 and "no account" in run("team", "remove", home, "ann").line
    said = json.loads(run("team", "trail", home, "--format", "json").out)
    assert {"account added", "role changed", "made editor", "password set", "account removed"} <= {
        x["what"] for x in said
    }
    for path in home.iterdir():
        assert path.stat().st_mode & 0o077 == 0, path.name
        assert b"pelicans" not in path.read_bytes() and b"orchards" not in path.read_bytes()

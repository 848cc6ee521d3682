"""A team's desk in a real browser: sign in by the provider and by a password, and what a reader does not get to see."""

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from browsing import browser  # noqa: F401  (a fixture)
from desked import opened
from test_desk_provider import declare

from comity.desk.team.declared import read_declared
from comity.desk.team.provider import Provider
from comity.desk.team.team import open_team
from comity.evidence.adding import add_statements
from comity.evidence.starting import begin
from comity.evidence.table import Table
from comity.terms.country import state

pytestmark = pytest.mark.browser
PROVIDER = Path(__file__).parents[1] / "provider"
PASSWORD = "words for a test alone"
ROW = {
    "date": "2014-05", "a": "ISR", "b": "KAZ", "question": "exchange", "kind": "statement", "status": "reported",
    "source_type": "primary", "reliability": "B", "credibility": "2",
}  # fmt: skip


@pytest.fixture(scope="module")
def team(tmp_path_factory):
    home = tmp_path_factory.mktemp("browsed")
    folder = home / "studies" / "kept"
    begin(folder, state("ISR"), state("KAZ"))
    (folder / "interviews.csv").write_text(
        "id,terms,date,consent,language,interpreter\nI1,chatham_house,2014-05,by word,en,no\n"
    )
    for cells in ({"claim": "Said in a room.", "interview": "I1"}, {"claim": "Said in a paper.", "source": "A paper"}):
        add_statements(folder, Table("a test", {k: [v] for k, v in (ROW | cells).items()}, ["row"]))
    made = open_team(home / "team", make=True)
    for name, role in (("ada", "administrator"), ("ann", "analyst")):
        made.accounts.add(name, role, PASSWORD, "2026-11-29")
    made.accounts.add("rea", "reader", "", "2026-11-29", "rea-at-home")
    return made


@pytest.fixture(scope="module")
def desk(tiny, tiny_store, team):
    """Served, with the provider beside it where there is one."""
    node = shutil.which("node")
    with opened(tiny, tiny_store, team.home.parent / "studies", team) as it:
        begun = None
        if node and (PROVIDER / "node_modules").is_dir():
            begun = subprocess.Popen(
                [node, PROVIDER / "provider.mjs", f"{it.address}/sign-in/back"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            )  # fmt: skip
            declare(team.home, begun.stdout.readline().strip())
            team.provider = Provider(read_declared(team.home), lambda: datetime.now(UTC))
        yield it
        if begun is not None:
            begun.communicate()


@pytest.fixture
def page(browser, desk):  # noqa: F811  (the fixture)
    context = browser.new_context(viewport={"width": 360, "height": 800})
    context.set_default_timeout(240_000)
    yield context.new_page()
    context.close()


def sign_in(page, desk, name, to="/"):
    page.goto(desk.address + to)
    assert page.title().startswith("Sign in")
    page.keyboard.press("Tab")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)


def test_a_reader_comes_in_by_the_provider_and_sees_no_interview(page, desk, team):
    if team.provider is None:
        pytest.skip("no provider of identities here; install Node 20 or later and run: make provider")
    page.goto(f"{desk.address}/studies/kept")
    page.get_by_role("link", name="Sign in by your organisation").click()
    page.locator('input[name="login"]').fill("rea-at-home")
    page.locator('input[name="password"]').fill("x")
    page.locator('button[type="submit"]').click()
    page.locator('button[type="submit"]').click()
    page.wait_for_url(f"{desk.address}/studies/kept")
    text = page.locator("main").inner_text()
    assert "Said in a paper." in text and "Said in a room." not in text
    assert page.get_by_role("link", name="Add one").count() == 0
    page.goto(f"{desk.address}/ISR/KAZ?study=kept")
    assert "Said in a room" not in page.content()
    page.get_by_role("link", name="Account").click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url(f"{desk.address}/sign-in")
    page.go_back()
    page.reload()
    assert page.title().startswith("Sign in")


def test_an_analyst_signs_in_by_keyboard_and_is_led_back(page, desk):
    sign_in(page, desk, "ann", "/studies/kept")
    assert page.url == f"{desk.address}/studies/kept"
    assert "Said in a room." in page.locator("main").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_a_team_keeps_anybody_out(browser, desk, scheme):  # noqa: F811  (the fixture)
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = browser.new_context(viewport={"width": 360, "height": 800}, color_scheme=scheme, bypass_csp=True)
    context.set_default_timeout(240_000)
    page = context.new_page()
    try:
        page.goto(f"{desk.address}/sign-in")
        for path in ("", "/account", "/team"):
            if path == "/account":
                sign_in(page, desk, "ada")
            if path:
                page.goto(desk.address + path)
            found = axe.run(page)
            assert not found.response["violations"], (path, found.generate_report())
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    finally:
        context.close()

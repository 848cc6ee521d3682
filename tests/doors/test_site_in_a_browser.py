"""A site in a real browser, from a disk: no barrier, nothing fetched, nothing runs over, and the search leads on."""

import shutil
from datetime import date

import pytest

from comity.api.publish import Wanted, publish

pytestmark = pytest.mark.browser
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")
PAGES = ("index.html", "country/BTN.html", "pair/BTN/BTN-URY.html")


@pytest.fixture(scope="module")
def page():
    sync_api = pytest.importorskip("playwright.sync_api")
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no Chromium; install the system's package")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser.new_context(offline=True).new_page()
        browser.close()


@pytest.fixture(scope="module")
def site(starter, tmp_path_factory):
    out = tmp_path_factory.mktemp("out") / "site"
    publish(Wanted(("BTN", "KAZ", "URY"), out, date(2025, 12, 31), workers=1))
    return out


def test_no_barrier_is_found_and_nothing_is_fetched_or_runs_over(page, site):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    asked, faults = [], []
    page.on("request", lambda r: asked.append(r.url))
    page.on("pageerror", lambda e: faults.append(str(e)))
    for name in PAGES:
        for width, scheme in ((1280, "light"), (360, "dark")):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            page.goto((site / name).as_uri())
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            result = axe.run(page)
            assert result.violations_count == 0, f"{name}, {width}: {result.generate_report()}"
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    assert not faults
    assert all(url.startswith(site.as_uri()) for url in asked)


def test_the_search_leads_to_a_pair_and_says_what_is_not_there(page, site):
    page.goto((site / "index.html").as_uri())
    page.fill("#one", "uruguay")
    page.fill("#two", "Bhut")
    page.keyboard.press("Enter")
    page.wait_for_url("**/pair/BTN/BTN-URY.html")
    page.go_back()
    page.fill("#one", "Atlantis")
    page.keyboard.press("Enter")
    assert page.inner_text("#found") == "No such state here."
    page.fill("#one", "KAZ")
    page.fill("#two", "")
    page.keyboard.press("Enter")
    page.wait_for_url("**/country/KAZ.html")

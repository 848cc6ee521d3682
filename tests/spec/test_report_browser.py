"""The page in a browser: accessible, nothing overflows at 360 px, nothing is fetched."""

import contextlib
import shutil

import pytest

from assessments import hostile, rich, thin
from comity.report import write_report

pytestmark = pytest.mark.browser
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
CASES = {"rich": rich, "thin": thin, "hostile": hostile}


@pytest.fixture(scope="module")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api")
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no Chromium; install the system's package")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture(scope="module", params=CASES)
def address(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    write_report(CASES[request.param](), folder, frozenset({"html"}))
    return (folder / "index.html").as_uri()


@contextlib.contextmanager
def _opened(browser, address, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True)
    page = context.new_page()
    requests, faults = [], []
    page.on("request", lambda r: requests.append(r.url))
    page.on("pageerror", lambda e: faults.append(str(e)))
    page.on("dialog", lambda d: (faults.append(d.message), d.dismiss()))
    page.goto(address)
    yield page
    assert requests == [address]
    assert not faults
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_no_barrier_is_found(browser, address, width, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    with _opened(browser, address, width, scheme) as page:
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        result = axe.run(page)
        assert result.violations_count == 0, result.generate_report()


@pytest.mark.parametrize("width", [1280, 768, 360])
def test_the_page_never_scrolls_sideways(browser, address, width):
    with _opened(browser, address, width, "light") as page:
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_words_in_drawings_are_at_least_nine_points_at_every_width(browser, address):
    smallest = """() => Math.min(99, ...[...document.querySelectorAll('.chart svg')]
        .filter(s => s.getBoundingClientRect().width)
        .flatMap(s => { const k = s.getBoundingClientRect().width / s.viewBox.baseVal.width;
            const words = [...s.querySelectorAll("text")];
            return words.map(t => parseFloat(getComputedStyle(t).fontSize) * k); }))"""
    for width in (1280, 720, 360):
        with _opened(browser, address, width, "light") as page:
            assert page.evaluate(smallest) >= 12 - 0.01


def test_printing_keeps_tables_whole(browser, address):
    with _opened(browser, address, 800, "light") as page:
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.querySelector('.scroll')).overflowX") == "visible"

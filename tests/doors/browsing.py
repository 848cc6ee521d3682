"""A real browser that a test reads the desk with."""

import contextlib
import shutil

import pytest

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@pytest.fixture(scope="module")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api")
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no Chromium; install the system's package")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield started
        started.close()


@contextlib.contextmanager
def reading(browser, desk, **how):
    """A page that is let in. Whatever it asks for is the desk's, and nothing in it fails."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **how})
    context.set_default_timeout(240_000)
    page = context.new_page()
    asked, faults = [], []
    page.on("request", lambda r: asked.append(r.url))
    page.on("pageerror", lambda e: faults.append(str(e)))
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" and "404" not in m.text else None)
    page.goto(desk.opening)
    yield page
    assert not [url for url in asked if not url.startswith(desk.address)]
    assert not [f for f in faults if "Content Security Policy" in f or "Refused" in f], faults
    context.close()

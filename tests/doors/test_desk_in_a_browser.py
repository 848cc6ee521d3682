"""Journeys of a reader in a real browser: with the keyboard alone, without JavaScript, narrow, dark, on paper."""

import pytest
from browsing import browser, reading
from desked import opened

__all__ = ["browser"]

pytestmark = pytest.mark.browser
DAY = "as-of=2026-03-31"
KINDS = {
    "home": f"/?{DAY}",
    "asked back": "/find?a=Korea",
    "pair": f"/ISR/KAZ?{DAY}",
    "thin pair": f"/BTN/URY?{DAY}",
    "annexes": f"/BTN/URY/annexes?{DAY}",
    "why": f"/ISR/KAZ/why?id=exchange&{DAY}",
    "changes": f"/ISR/KAZ/changes?from=2024-12-31&{DAY}",
    "country": f"/KAZ?{DAY}",
    "measures": f"/measures?{DAY}",
    "measure": f"/measures/un.agreement?{DAY}",
    "partners": f"/measures/un.agreement/KAZ?{DAY}",
    "series": f"/measures/un.agreement/ISR/KAZ?{DAY}",
    "compare": f"/compare?pairs=ISR-KAZ,ISR-AZE,IND-PAK,RUS-UKR,FRA-DEU,BTN-URY&{DAY}",
    "mediators": f"/mediators?a=ISR&b=IRN&{DAY}",
    "chronicle": f"/chronicle?a=ISR&family=war&{DAY}",
    "sources": f"/sources?{DAY}",
    "source": f"/sources/gdp?{DAY}",
    "validation": "/validation",
    "refused": "/nowhere/at/all/x",
}


@pytest.fixture(scope="module")
def desk(starter, tmp_path_factory):
    with opened(None, tmp_path_factory.mktemp("store")) as it:
        yield it


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_barrier_is_found(browser, desk, kind, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    width = 1280 if scheme == "light" else 360
    with reading(browser, desk, viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True) as page:
        page.goto(desk.address + KINDS[kind])
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        result = axe.run(page)
        assert result.violations_count == 0, result.generate_report()


@pytest.mark.parametrize("width", [1280, 768, 360])
def test_no_page_scrolls_sideways(browser, desk, width):
    with reading(browser, desk, viewport={"width": width, "height": 900}) as page:
        for path in KINDS.values():
            page.goto(desk.address + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_two_names_by_keyboard_alone(browser, desk):
    with reading(browser, desk) as page:
        for _ in range(30):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.name") == "a":
                break
        page.keyboard.type("Israel")
        page.keyboard.press("Tab")
        page.keyboard.type("Kazakstann")
        page.keyboard.press("Enter")
        page.wait_for_selector("[role=alert]")
        assert "did you mean Kazakhstan" in page.inner_text("[role=alert]")
        page.focus(".near a")
        page.keyboard.press("Enter")
        page.wait_for_url("**/ISR/KAZ")
        assert page.inner_text("h1") == "Israel and Kazakhstan"


def test_a_misspelt_arabic_name_finds_its_pair(browser, desk):
    with reading(browser, desk) as page:
        page.fill("input[name=a]", "اسرائل")
        page.fill("input[name=b]", "كازخستان")
        page.click("button:has-text('Show')")
        page.click(".near a")
        page.click(".near a")
        page.wait_for_url("**/ISR/KAZ")


def test_a_number_is_followed_to_the_publisher_s_edition(browser, desk):
    with reading(browser, desk) as page:
        page.goto(f"{desk.address}/ISR/KAZ?{DAY}")
        page.locator("#section-4 .finding .id").first.click()
        text = page.inner_text("main")
        assert "sha256" in text and "licence" in text and "address" in text
        page.click("text=The whole series")
        page.wait_for_url("**/measures/**")
        assert page.locator("table tbody tr").count() > 5


def test_the_same_pair_from_another_day(browser, desk):
    with reading(browser, desk) as page:
        page.goto(f"{desk.address}/ISR/KAZ?{DAY}")
        assert "Abraham Accords" in page.inner_text("main")
        page.fill("input[name=as-of]", "2014-12-31")
        page.click("text=See it from that day")
        page.wait_for_url("**as-of=2014-12-31**")
        assert "Abraham Accords" not in page.inner_text("main")
        page.locator("h1 a.b").click()
        page.wait_for_url("**/KAZ?as-of=2014-12-31**")


def test_six_pairs_are_compared(browser, desk):
    with reading(browser, desk) as page:
        page.goto(f"{desk.address}/compare?{DAY}")
        pairs = [("Israel", "Kazakhstan"), ("India", "Pakistan"), ("Russia", "Ukraine"), ("France", "Germany"),
                 ("Bhutan", "Uruguay"), ("USA", "China")]  # fmt: skip
        for n, (one, two) in enumerate(pairs, 1):
            page.fill(f"input[name=a{n}]", one)
            page.fill(f"input[name=b{n}]", two)
        page.click("button:has-text('Compare')")
        assert page.locator("table thead th").count() == 7


def test_figures_are_drawn_when_they_are_reached(browser, desk):
    with reading(browser, desk) as page:
        page.goto(f"{desk.address}/FRA/DEU?{DAY}")
        figure = page.locator("picture img").last
        figure.scroll_into_view_if_needed()
        page.wait_for_function("i => i.complete && i.naturalWidth > 200", arg=figure.element_handle())


def test_all_is_there_without_javascript(browser, desk):
    with reading(browser, desk, java_script_enabled=False) as page:
        page.fill("input[name=a]", "Kenya")
        page.fill("input[name=b]", "Uganda")
        page.click("button:has-text('Show')")
        page.wait_for_url("**/KEN/UGA")
        assert page.locator("section.question").count() == 13
        page.goto(f"{desk.address}/KEN?{DAY}")
        page.click("th a:has-text('Exports to it') >> nth=0")
        assert page.locator("th[aria-sort=descending]").count() == 1


def test_a_country_is_chosen_on_the_map_and_without_it(browser, desk):
    with reading(browser, desk, java_script_enabled=False) as page:
        page.goto(f"{desk.address}/?{DAY}")
        page.click("svg.atlas a:has(title:text-matches('^Malta:'))", force=True)
        page.wait_for_url("**/MLT?**")
        page.click(".views a:has-text('Europe')")
        page.wait_for_url("**view=Europe**")
        page.focus("details:has-text('The map as a list') summary")
        page.keyboard.press("Enter")
        page.focus("figure.world .columns a:has-text('San Marino:')")
        page.keyboard.press("Enter")
        page.wait_for_url("**/MLT/SMR?**")


def test_a_page_prints_without_what_only_a_screen_needs(browser, desk):
    with reading(browser, desk) as page:
        page.goto(f"{desk.address}/BTN/URY?{DAY}")
        page.emulate_media(media="print")
        for hidden in (".site", ".asof", ".files"):
            assert not page.locator(hidden).first.is_visible()
        assert page.pdf(format="A4").startswith(b"%PDF")


def test_another_site_can_neither_frame_nor_read_it(browser, desk):
    with reading(browser, desk) as page:
        page.route("http://elsewhere.test/", lambda r: r.fulfill(body="<iframe></iframe>", content_type="text/html"))
    context = browser.new_context()
    page = context.new_page()
    page.goto(desk.opening)
    page.route(
        "http://elsewhere.test/**",
        lambda r: r.fulfill(body=f"<img id=i src='{desk.address}/static/icon.svg'>", content_type="text/html"),
    )
    page.goto("http://elsewhere.test/")
    page.wait_for_function("document.getElementById('i').complete")
    assert page.evaluate("document.getElementById('i').naturalWidth") == 0
    context.close()

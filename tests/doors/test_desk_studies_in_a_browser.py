"""Journeys of an analyst in a real browser: a study made, two at one statement, a PDF dropped, page 1 changed."""

import pytest
import typst
from browsing import browser, reading
from desked import opened

__all__ = ["browser"]

pytestmark = pytest.mark.browser
DAY = "as-of=2026-03-31"
SAID = """
= A visit and two treaties
The Prime Minister of Bhutan visited Uruguay on 18 May 2024. Bhutan and Uruguay signed an agreement on trade on 18 May
2024. Bhutan and Uruguay signed an agreement on education on 20 May 2024. Bhutan may sign a treaty with Uruguay.
"""
ROWS = (
    "date,a,b,question,kind,claim,status,source,source_type,reliability,credibility,value,unit,quantity\n"
    "2020,BTN,URY,exchange,stock,Trade was 2 million dollars.,reported,One,primary,B,2,2000000,US$,trade_turnover\n"
    "2020,BTN,URY,exchange,stock,Trade was 9 million dollars.,reported,Two,primary,B,2,9000000,US$,trade_turnover\n"
    "2021,BTN,URY,exchange,project,They will build a mill by 2023.,plan,Three,primary,B,2,,,\n"
    "2022,BTN,URY,tenor,visit,A minister went.,delivered,Four,secondary,,,,,\n"
)


@pytest.fixture(scope="module")
def studies(tmp_path_factory):
    return tmp_path_factory.mktemp("studies")


@pytest.fixture(scope="module")
def desk(starter, studies, tmp_path_factory):
    with opened(None, tmp_path_factory.mktemp("store"), studies) as it:
        yield it


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    path = tmp_path_factory.mktemp("papers") / "visit.pdf"
    path.write_bytes(typst.compile(SAID.encode()))
    return path


@pytest.fixture(scope="module")
def study(browser, desk):
    """The address of a study that was made, and into which a table was brought, without JavaScript."""
    with reading(browser, desk, java_script_enabled=False) as page:
        page.click("nav.site >> text=Studies")
        page.fill("input[name=a]", "Bhutan")
        page.fill("input[name=b]", "Uruguay")
        page.click("text=Make the study")
        home = page.url.partition("?")[0]
        assert page.inner_text("h1") == "Bhutan and Uruguay: the state of relations"
        page.click("nav.ways >> text=Bring in a table")
        page.set_input_files("input[type=file]", {"name": "rows.csv", "mimeType": "text/csv", "buffer": ROWS.encode()})
        page.click("text=Take it over")
        assert "3 added; 1 wait to be graded" in page.inner_text("[role=status]")
        return home


def test_a_pdf_is_dropped_three_proposals_accepted_and_page_1_changes(browser, desk, study, paper):
    with reading(browser, desk) as page:
        page.goto(f"{study}")
        page.click("text=Assess Bhutan and Uruguay with this study")
        before = page.inner_text(".judgements")
        assert "agreement on higher education" not in before
        page.goto(f"{study}/documents")
        page.fill("input[name=source]", "Kuensel, 21 May 2024")
        page.fill("input[name=day]", "2024-05-21")
        page.set_input_files("input[type=file]", paper)
        page.click("text=Keep and read")
        page.wait_for_url("**/review?done=read")
        assert page.locator("article.proposal").count() == 3
        assert "visited Uruguay on 18 May 2024" in page.inner_text("article.proposal mark >> nth=0")
        for left in (2, 1, 0):
            page.click("article.proposal button:has-text('Accept') >> nth=0")
            page.wait_for_url("**/review?done=accepted")
            assert page.locator("article.proposal").count() == left
        page.goto(study)
        page.click("text=Assess Bhutan and Uruguay with this study")
        page.wait_for_url("**/BTN/URY?study=**")
        assert "agreement on higher education (20 May 2024)" in page.inner_text(".judgements")
        page.goto(f"{study}/review")
        page.click("ul.decided button >> nth=0")
        page.wait_for_url("**/review?done=undone")
        assert page.locator("article.proposal").count() == 1


def test_one_statement_in_two_browsers_at_once(browser, desk, study):
    with reading(browser, desk) as ann, reading(browser, desk) as bob:
        for page in (ann, bob):
            page.goto(study)
            page.click("text=Trade was 2 million dollars.")
        ann.fill("textarea[name=claim]", "Trade was 2.1 million dollars.")
        ann.click("button:has-text('Save')")
        ann.wait_for_url("**done=saved")
        bob.fill("textarea[name=claim]", "Trade was 2.2 million dollars.")
        bob.fill("textarea[name=note]", "asked the embassy")
        bob.click("button:has-text('Save')")
        both = bob.inner_text("section.both table")
        assert "2.1 million" in both and "2.2 million" in both
        assert bob.input_value("textarea[name=note]") == "asked the embassy"
        bob.click("button:has-text('Save')")
        bob.wait_for_url("**done=saved")
        assert bob.inner_text("#history + ul").count("became") == 3


def test_what_waits_is_graded_and_what_does_not_fit_is_seen_by_keyboard(browser, desk, study):
    with reading(browser, desk) as page:
        page.goto(study)
        page.focus("a:has-text('A minister went.')")
        page.keyboard.press("Enter")
        page.wait_for_url("**/grade/**")
        page.select_option("select[name=reliability]", "C")
        page.select_option("select[name=credibility]", "3")
        page.focus("button:has-text('Grade it')")
        page.keyboard.press("Enter")
        page.wait_for_url("**done=graded")
        page.focus("nav.ways a:has-text('What does not fit')")
        page.keyboard.press("Enter")
        text = page.inner_text("main")
        assert "They will build a mill by 2023." in text and "Overdue" in text
        assert page.locator("article.misfit .sides").first.locator(".side-row").count() == 2


KINDS = ("", "/add", "/import", "/documents", "/review", "/check")


def test_no_barrier_is_found_and_nothing_runs_off_the_side(browser, desk, study):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    for width, scheme in ((1280, "light"), (360, "dark")):
        size = {"width": width, "height": 900}
        with reading(browser, desk, viewport=size, color_scheme=scheme, bypass_csp=True) as page:
            page.goto(study)
            statement = page.get_attribute("th a", "href")
            paths = [*(study.removeprefix(desk.address) + end for end in KINDS), "/studies", statement]
            page.goto(f"{study}/review?all=yes")
            if page.locator("article.proposal").count():
                paths.append(page.get_attribute("article.proposal a.button", "href"))
            for path in paths:
                page.goto(desk.address + path)
                page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
                result = axe.run(page)
                assert result.violations_count == 0, (path, result.generate_report())
                assert page.evaluate("document.documentElement.scrollWidth") <= width, path

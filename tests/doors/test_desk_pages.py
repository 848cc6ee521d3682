"""The desk read as a browser reads it: over HTTP, on the atlas that ships, the same numbers as at every door."""

import json
import re
from html.parser import HTMLParser

import pytest
from desked import Browser, opened

from printed import rows_of

DAY = "as-of=2026-03-31"
OLD = "as-of=2014-12-31"


@pytest.fixture(scope="module")
def desk(starter, tmp_path_factory):
    with opened(None, tmp_path_factory.mktemp("store")) as it:
        yield Browser(it).enter()


class _Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found += [v for k, v in attrs if k in ("href", "src", "srcset", "action") and v]


def links(text):
    reader = _Links()
    reader.feed(text)
    return reader.found


def test_two_names_in_any_language_lead_to_their_page(desk):
    for a, b in (("Israel", "Kazakhstan"), ("إسرائيل", "哈萨克斯坦"), ("isr", "KZ"), ("Израиль", "Қазақстан")):
        heard = desk.ask(f"/find?a={quoted(a)}&b={quoted(b)}")
        assert (heard.status, heard.heads["location"]) == (303, "/ISR/KAZ"), (a, b)
    assert desk.ask("/find?a=Kenya").heads["location"] == "/KEN"
    assert desk.ask(f"/find?a=Kenya&b=Peru&{OLD}").heads["location"] == "/KEN/PER?as-of=2014-12-31"


def quoted(text):
    from urllib.parse import quote

    return quote(text)


@pytest.mark.parametrize(
    ("a", "b", "status", "leads"),
    [
        ("Isreal", "KAZ", 404, ["/find?a=ISR&amp;b=KAZ"]),
        ("KAZ", "اسرائل", 404, ["/find?b=ISR&amp;a=KAZ"]),
        ("Korea", "JPN", 300, ["/find?a=KOR&amp;b=JPN", "/find?a=PRK&amp;b=JPN"]),
        ("Atlantis", "KAZ", 404, []),
    ],
)
def test_a_name_that_is_not_clear_is_asked_back(desk, a, b, status, leads):
    heard = desk.ask(f"/find?a={quoted(a)}&b={quoted(b)}")
    assert heard.status == status
    assert 'role="alert"' in heard.text
    for to in leads:
        assert f'href="{to}"' in heard.text
    assert f'value="{a}"' in heard.text and f'value="{b}"' in heard.text


def test_the_same_name_twice_and_no_name_are_mistakes(desk):
    assert desk.ask("/find?a=Israel&b=ISR").status == 400
    assert desk.ask("/find").status == 400


def test_other_names_of_a_pair_lead_to_its_codes(desk):
    for path in ("/israel/Kazakhstan", "/isr/kaz", "/376/398"):
        heard = desk.ask(f"{path}?{OLD}")
        assert (heard.status, heard.heads["location"]) == (307, "/ISR/KAZ?as-of=2014-12-31")
    assert desk.ask("/isr/kaz.json").heads["location"] == "/ISR/KAZ.json"
    assert desk.ask("/israel/kaz/why?id=scope").heads["location"] == "/ISR/KAZ/why?id=scope"


def test_the_page_of_a_pair_says_what_the_report_says(desk, run, tmp_path):
    assert run("assess", "ISR", "KAZ", "--as-of", "2026-03-31", "--out", tmp_path / "o", "--format", "json").code == 0
    written = (tmp_path / "o" / "report.json").read_bytes()
    heard = desk.ask(f"/ISR/KAZ.json?{DAY}")
    assert heard.body == written
    report, page = json.loads(written), desk.ask(f"/ISR/KAZ?{DAY}").text
    plain = re.sub(r"<[^>]+>", "", page).replace("\xa0", " ").replace("&#39;", "'").replace("&amp;", "&")
    assert report["page1"]["bottom_line"]["text"] in plain
    for judgement in report["page1"]["judgements"]:
        assert judgement["text"] in plain
    for section in report["sections"]:
        assert section["title"] in plain and section["answer"] in plain


def test_every_link_of_a_pair_leads_somewhere_on_the_desk(desk):
    page = desk.ask(f"/BTN/URY?{DAY}").text
    own = {to.partition("#")[0].replace("&amp;", "&") for to in links(page) if to.startswith("/")}
    assert len(own) > 30
    assert not [to for to in links(page) if re.match(r"[a-z]+:|//", to)], "nothing leads away from the desk"
    for to in sorted(own):
        if not to.startswith(("/BTN/URY.pdf", "/BTN/URY.docx")):
            heard = desk.ask(to)
            assert heard.status in (200, 303, 307), (to, heard.status, heard.text[:300])


def test_a_number_leads_to_its_chain_and_the_chain_to_its_source(desk):
    page = desk.ask(f"/ISR/KAZ?{DAY}").text
    chains = [to for to in links(page) if "/why?" in to]
    assert len(chains) > 100
    measured = next(to for to in chains if "exchange.exports" in to)
    heard = desk.ask(measured)
    assert heard.status == 200
    for word in ("formula", "snapshot", "sha256", "citation", "licence"):
        assert word in heard.text
    tree = json.loads(desk.ask(f"{measured}&as=json").body)
    assert tree["behind"]


def test_what_came_after_the_day_is_not_seen(desk):
    page = desk.ask(f"/IND/PAK?{OLD}").text
    years = {int(y) for y in re.findall(r"\b(20[0-9]{2})\b", re.sub(r"<[^>]+>", " ", page.partition('id="repeat"')[0]))}
    told = re.sub(r"(?s)Source: .*?</p>|<p class=\"source\">.*?</p>", "", page)
    assert 2014 in years and "May 2025" in desk.ask(f"/IND/PAK?{DAY}").text and "May 2025" not in told
    own = [to for to in links(page) if to.startswith("/IND/PAK/") or to.startswith("/IND/PAK?")]
    assert len(own) > 50 and all("as-of=2014-12-31" in to for to in own)
    for event in re.findall(r'class="date">([^<]+)<', desk.ask(f"/chronicle?a=ISR&{OLD}").text):
        assert int(re.findall(r"\d{4}", event)[0]) <= 2014


@pytest.mark.parametrize(
    ("ending", "media", "begins"),
    [
        ("json", "application/json", b"{"),
        ("csv", "text/csv", b"id,measure,a,b,period"),
        ("md", "text/markdown", b"# Bhutan and Uruguay"),
        ("pdf", "application/pdf", b"%PDF"),
        ("docx", "application/vnd.openxmlformats", b"PK"),
        ("html", "text/html", b"<!doctype html>"),
    ],
)
def test_a_pair_is_given_in_every_format(desk, ending, media, begins):
    heard = desk.ask(f"/BTN/URY.{ending}?{DAY}")
    assert heard.status == 200 and heard.heads["content-type"].startswith(media)
    assert heard.body.startswith(begins)


def test_figures_stand_by_themselves(desk):
    svg = desk.ask(f"/ISR/KAZ/figures/figure.votes.svg?{DAY}")
    assert svg.heads["content-type"] == "image/svg+xml" and b"prefers-color-scheme:dark" in svg.body
    assert (
        "script-src" not in svg.heads["content-security-policy"] and "sandbox" in svg.heads["content-security-policy"]
    )
    narrow = desk.ask(f"/ISR/KAZ/figures/figure.votes.svg?width=narrow&{DAY}")
    assert narrow.body != svg.body
    assert desk.ask(f"/ISR/KAZ/figures/figure.map.png?{DAY}").body.startswith(b"\x89PNG")
    assert desk.ask(f"/ISR/KAZ/figures/figure.nothing.svg?{DAY}").status == 404
    assert desk.ask(f"/ISR/KAZ/figures/figure.votes?{DAY}").status == 404


def test_what_changed_since_a_day_is_told_and_given_whole(desk):
    heard = desk.ask(f"/ISR/KAZ/changes?from=2024-12-31&{DAY}")
    assert heard.status == 200 and "Abraham Accords" in heard.text
    rows = rows_of(desk.ask(f"/ISR/KAZ/changes?from=2024-12-31&as=csv&{DAY}").text)
    assert {"event", "finding"} <= {r["what"] for r in rows}
    assert desk.ask(f"/ISR/KAZ/changes?from=2026-03-31&{DAY}").status == 400
    assert desk.ask(f"/ISR/KAZ/changes?{DAY}").status == 200


def test_long_tables_are_whole_where_that_is_asked(desk):
    short, whole = desk.ask(f"/ISR/KAZ?{DAY}").text, desk.ask(f"/ISR/KAZ?rows=all&{DAY}").text
    assert "more rows in data/" in short and "more rows in data/" not in whole
    assert whole.count("<tr>") > short.count("<tr>")


def test_a_country_shows_all_its_relations_or_why_not(desk):
    heard = desk.ask(f"/KAZ?{DAY}")
    assert heard.status == 200
    for partner in ("Russia", "Israel", "Uruguay"):
        assert partner in heard.text
    assert "not reported" in heard.text
    rows = rows_of(desk.ask(f"/KAZ.csv?{DAY}").text)
    assert len({r["b"] for r in rows}) > 180 and len({r["measure"] for r in rows}) >= 8
    for row in rows:
        assert (row["value"] != "") == (row["state"] in ("value", "true_zero")), row
    by = re.findall(r"<th scope=row[^>]*><a[^>]*><bdi>([^<]+)", desk.ask(f"/KAZ?by=exchange.exports_imf&{DAY}").text)
    assert by[0] != "Afghanistan"


def test_series_and_rankings_are_those_of_the_command_line(desk, run):
    said = run("show", "ISR", "KAZ", "un.agreement", "--as-of", "2026-03-31", "--format", "csv").out
    given = desk.ask(f"/measures/un.agreement/ISR/KAZ.csv?{DAY}").text
    assert rows_of(given) == rows_of(said)
    said = run("rank", "KAZ", "--by", "un.agreement", "--as-of", "2026-03-31", "--format", "csv").out
    given = rows_of(desk.ask(f"/measures/un.agreement/KAZ.csv?{DAY}").text)
    assert [r["value"] for r in given] == [r["value"] for r in rows_of(said)]
    said = run("show", "KAZ", "-", "un.ideal_point", "--as-of", "2026-03-31", "--format", "csv").out
    assert rows_of(desk.ask(f"/measures/un.ideal_point/KAZ.csv?{DAY}").text) == rows_of(said)


def test_comparison_and_go_betweens_are_those_of_the_command_line(desk, run):
    given = rows_of(desk.ask(f"/compare?pairs=ISR-KAZ,ISR-AZE&as=csv&{DAY}").text)
    said = rows_of(run("compare", "ISR", "KAZ", "AZE", "--as-of", "2026-03-31", "--format", "csv").out)
    held = {(r["measure"], r["b"]): (r["value"], r["period"]) for r in given}
    for row in said:
        for b in ("KAZ", "AZE"):
            assert held[row["measure"], b] == (row[b], row[f"{b} year"])
    given = desk.ask(f"/mediators?a=ISR&b=IRN&as=csv&{DAY}").text
    assert rows_of(given) == rows_of(run("mediators", "ISR", "IRN", "--as-of", "2026-03-31", "--format", "csv").out)


def test_a_measure_is_ranked_among_all_and_says_why_it_is_absent(desk):
    rows = rows_of(desk.ask(f"/measures/un.agreement.csv?{DAY}").text)
    values = [float(r["value"]) for r in rows]
    assert len(values) > 10_000 and values == sorted(values, reverse=True)
    low = rows_of(desk.ask(f"/measures/un.agreement.csv?order=lowest&{DAY}").text)
    assert float(low[0]["value"]) == min(values)
    absent = desk.ask(f"/measures/exchange.exports_products?{DAY}")
    assert absent.status == 404
    lacking = desk.ask(f"/measures?{DAY}").text
    assert "Not in this atlas" in lacking
    unknown = desk.ask(f"/measures/un.agrement?{DAY}")
    assert unknown.status == 404 and "un.agreement" in unknown.text


def test_the_chronicle_is_filtered_and_turned(desk):
    whole = rows_of(desk.ask(f"/chronicle?as=csv&{DAY}").text)
    war = rows_of(desk.ask(f"/chronicle?a=ISR&family=war&as=csv&{DAY}").text)
    assert 0 < len(war) < len(whole)
    assert all("ISR" in (r["a"], r["b"]) for r in war)
    assert [r["date"] for r in whole][:2] == sorted((r["date"] for r in whole[:2]), reverse=True)
    assert "page=2" in desk.ask(f"/chronicle?{DAY}").text
    assert desk.ask(f"/chronicle?page=2&{DAY}").status == 200
    assert "silent" in desk.ask(f"/chronicle?a=BTN&b=URY&{DAY}").text


def test_what_is_worked_out_when_it_is_asked_for_has_pages_like_any_measure(desk):
    whole = desk.ask(f"/measures/intermediary.chance.IRN?{DAY}")
    assert whole.status == 200 and "one pair at a time" in whole.text and "McFadden" in whole.text
    rows = rows_of(desk.ask(f"/measures/intermediary.chance.IRN/ISR.csv?{DAY}").text)
    values = [float(r["value"]) for r in rows]
    assert len(rows) > 150 and values == sorted(values, reverse=True) and {r["a"] for r in rows} == {"ISR"}
    (alone,) = json.loads(desk.ask(f"/measures/intermediary.chance.IRN/ISR/{rows[0]['b']}.json?{DAY}").text)
    assert alone["value"] == values[0]
    assert desk.ask(f"/measures/balance.evenness.imports?{DAY}").status == 200
    assert desk.ask(f"/measures/balance.evenness.arms?{DAY}").status == 404
    assert desk.ask(f"/measures/balance.evenness?{DAY}").status == 400


def test_sources_say_their_age_and_terms(desk):
    heard = desk.ask(f"/sources?{DAY}")
    assert "Correlates of War" in heard.text and "bring your own" in heard.text
    assert desk.ask(f"/sources/gdp?{DAY}").status == 200
    assert desk.ask(f"/sources/nothing?{DAY}").status == 404
    rows = json.loads(desk.ask(f"/sources?as=json&{DAY}").body)
    assert {"in_atlas", "standing", "licence"} <= set(rows[0])


def test_the_validation_is_shown_where_it_lies(desk):
    text = desk.ask("/validation").text
    assert "<table" in text and "ideal points" in text and "<script" not in text


def test_a_mistake_is_one_line_of_the_kind_that_was_asked(desk):
    for path, status in (
        ("/ISR/KAZ?as-of=2099-01-01", 400),
        ("/ISR/KAZ?as-of=soon", 400),
        ("/ISR/KAZ?as-of=2014-01-01&as-of=2015-01-01", 400),
        ("/ISR/ISR", 400),
        ("/ISR/Atlantis", 404),
        ("/DDR/KAZ?as-of=2014-12-31", 404),
        ("/measures/un.agreement/ISR/KAZ?picture=gif", 400),
        ("/measures/un.agreement?period=2010-01", 400),
        ("/compare?pairs=ISRKAZ", 400),
        ("/compare?pairs=ISR-KAZ,ISR-FRA,ISR-DEU,ISR-ITA,ISR-ESP,ISR-PRT,ISR-GRC", 400),
        ("/ISR/KAZ/why", 400),
        ("/ISR/KAZ/why?id=nothing.like.this", 400),
        ("/chronicle?weight=9", 400),
        ("/nowhere/at/all/is/this", 404),
    ):
        heard = desk.ask(path)
        assert heard.status == status, (path, heard.status)
        assert (
            "Traceback" not in heard.text
            and "/src/" not in heard.text
            and "--" not in re.sub("<!--.*?-->", "", heard.text)
        )
    heard = desk.ask("/ISR/Atlantis.json")
    assert heard.status == 404 and "Atlantis" in json.loads(heard.body)["error"]


def test_a_page_that_a_browser_holds_is_not_sent_again(desk):
    first = desk.ask(f"/BTN/URY?{DAY}", Accept_Encoding="gzip")
    assert first.heads["content-encoding"] == "gzip" and "server-timing" in first.heads
    again = desk.ask(f"/BTN/URY?{DAY}", If_None_Match=first.heads["etag"])
    assert (again.status, again.body) == (304, b"")
    plain = desk.ask(f"/BTN/URY?{DAY}", Accept_Encoding="identity")
    assert "content-encoding" not in plain.heads and plain.body == first.body
    head = desk.ask(f"/BTN/URY?{DAY}", "HEAD")
    assert (head.status, head.body) == (200, b"")


def test_the_openapi_document_names_every_address(desk):
    from comity.desk.routes import ROUTES, WRITTEN

    found = json.loads(desk.ask("/openapi.json").body)
    assert found["openapi"].startswith("3.1") and set(found["paths"]) == {r.path for r in (*ROUTES, *WRITTEN)}
    ids = [told["operationId"] for held in found["paths"].values() for told in held.values()]
    assert len(set(ids)) == len(ids)

"""Whatever a text holds, it stays text in HTML, Markdown, Typst and CSV."""

import csv
import io
import json
import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assessments import HOSTILE, poisoned, thin
from comity.report import write_report
from comity.report.compose import compose
from comity.report.html import render_html
from comity.report.markdown import render_markdown
from comity.report.package import csv_bytes
from comity.report.pdf import breakable
from comity.report.safe import cell, clean, markdown, shorten, web

ANY = st.text(max_size=80)
NASTY = ANY | st.sampled_from(HOSTILE) | st.text("<>&\"'`*_[]()#|\\!~=+-@\n\t ${}/:.xa1", max_size=60)
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _skeleton(html):
    """The page without its text: what a hostile text must not be able to change."""
    body = html[html.index("<body>") :]
    return re.findall(r"<(/?[a-zA-Z][\w-]*)", body)


PLAIN = _skeleton(render_html(compose(poisoned(thin(), hostile=("plain",))), {}))


@FEW
@given(NASTY.filter(clean))
@example("<script>alert(1)</script>")
@example("</style></title><svg onload=x>")
def test_html_keeps_its_shape(text):
    assert _skeleton(render_html(compose(poisoned(thin(), hostile=(text,))), {})) == PLAIN


@given(NASTY)
@example("[x](javascript:alert(1))")
@example("1. a")
@example("<http://e.example>")
@example("a &lt; b &#106;")
@example("====")
def test_markdown_reads_as_the_text(text):
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = parser.parse(markdown(text))
    kinds = [t.type for t in tokens]
    assert kinds in ([], ["paragraph_open", "inline", "paragraph_close"])
    children = [c for t in tokens for c in t.children or ()]
    assert {c.type for c in children} <= {"text", "text_special"}
    assert "".join(c.content for c in children) == clean(text)


@FEW
@given(NASTY)
def test_markdown_keeps_its_shape(text):
    parser = MarkdownIt("commonmark").enable("table")
    lists = {"bullet_list", "ordered_list", "list_item"}
    allowed = {"heading", "paragraph", "inline", *lists, "table", "thead", "tbody", "tr", "th", "td"}
    made = render_markdown(compose(poisoned(thin(), hostile=(text,))))
    lines = made.splitlines()
    notes = [line for line in lines if line.startswith("[^")]
    assert all(re.fullmatch(r"\[\^\d+\]: (`+).*\1", line) for line in notes)
    tokens = parser.parse("\n".join(line for line in lines if line not in notes))
    assert {re.sub("_(open|close)$", "", t.type) for t in tokens} <= allowed
    links = {c.attrs["href"] for t in tokens for c in t.children or () if c.type == "link_open"}
    assert all(link.startswith("https://data.example.org/") for link in links)
    assert not [c for t in tokens for c in t.children or () if c.type in {"html_inline", "image"}]


@given(NASTY)
@example("=1+1")
@example(" =1+1")
@example("\t@x")
@example("-")
@example("-2+3")
@example("\x85=1")
@example("\u200b=1")
def test_csv_cells_are_never_formulas(text):
    written = cell(text)
    assert written in (text, f"'{text}")
    if written == text and written.lstrip()[:1] in tuple("=+-@"):
        assert written == "-" or re.fullmatch(r"[+-]?\d+([.,]\d+)*%?", written)


@given(st.lists(st.tuples(NASTY, st.floats(allow_nan=False) | st.none()), max_size=6))
def test_csv_gives_back_its_cells(rows):
    data = csv_bytes(("text", "number"), rows).decode("utf-8")
    back = list(csv.reader(io.StringIO(data, newline="")))[1:]
    assert [r[0] for r in back] == [cell(t) for t, _ in rows]
    assert [r[1] for r in back] == ["" if v is None else repr(v) for _, v in rows]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_are_never_prefixed(value):
    assert float(cell(value)) == value


@pytest.mark.parametrize("text", HOSTILE)
def test_typst_prints_the_text_as_it_is(text, tmp_path):
    from pypdf import PdfReader

    write_report(poisoned(thin(), hostile=(text,)), tmp_path, frozenset({"pdf"}))
    printed = "".join(p.extract_text() for p in PdfReader(tmp_path / "study.pdf").pages)
    squeezed = re.sub(r"[\s\u200b]+", "", printed)
    if text.isascii():
        assert re.sub(r"\s+", "", clean(text)) in squeezed


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(text=NASTY)
def test_typst_survives_any_text(text, tmp_path):
    write_report(poisoned(thin(), hostile=(text,)), tmp_path, frozenset({"pdf"}))


@given(st.text(max_size=200), st.integers(2, 80))
def test_shortened_texts_fit(text, limit):
    short = shorten(text, limit)
    assert len(short) <= limit
    assert short == text or short.endswith("…")


@given(NASTY)
def test_breaks_add_nothing_but_chances_to_break(text):
    assert breakable(text).replace("\u200b", "") == text.replace("\u200b", "")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", " https://a b", 'https://x"y', "//x", "file:/x", ""]
)
def test_only_web_addresses_become_links(url):
    assert web(url) == ""
    assert web("https://data.example.org/1?a=b&c=d") == "https://data.example.org/1?a=b&c=d"


def test_the_published_json_keeps_the_hostile_text_unchanged(tmp_path):
    assessment = poisoned(thin(), hostile=HOSTILE)
    write_report(assessment, tmp_path, frozenset({"json"}))
    read = json.loads((tmp_path / "report.json").read_bytes())
    assert read["page1"]["bottom_line"]["text"] == assessment.page1.bottom_line.text

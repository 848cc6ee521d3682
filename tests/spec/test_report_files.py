"""What a report folder holds, and what each file says."""

import csv
import hashlib
import html.parser
import io
import json
import re
from itertools import pairwise
from pathlib import Path

import jsonschema_rs
import pytest
from pypdf import PdfReader

from assessments import hostile, poisoned, rich, thin
from comity.dossier.assessment import Assessment
from comity.errors import ComityError, UserError
from comity.report import FORMATS, assessment_schema, write_report
from comity.report.html import STATES

CASES = {"rich": rich, "thin": thin, "hostile": hostile}
VOID = {"meta", "br", "img", "input", "link", "hr", "wbr"}


@pytest.fixture(scope="module", params=CASES)
def report(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    assessment = CASES[request.param]()
    write_report(assessment, folder, FORMATS)
    return request.param, assessment, folder


def _read(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def _text(path):
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def _squeezed(text):
    return re.sub(r"[\s\u200b-]+", "", text)


class _Outline(html.parser.HTMLParser):
    """Tags as they open, and whether every one that opens closes in order."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.opened, self.stack, self.words, self.ids, self.links = [], [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.opened.append((tag, found))
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found[k] for k in ("href", "src") if k in found]
        if tag not in VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag):
        assert self.stack.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def test_the_same_assessment_gives_the_same_bytes(report, tmp_path):
    _, assessment, folder = report
    write_report(assessment, tmp_path, FORMATS)
    assert _read(tmp_path) == _read(folder)


def test_every_promised_file_is_there(report):
    _, _, folder = report
    names = set(_read(folder))
    assert {"index.html", "study.pdf", "brief.pdf", "report.md", "report.json", "provenance.json"} <= names
    assert {"data/measures.csv", "data/findings.csv", "data/README.txt"} <= names


def test_only_the_formats_asked_for_are_written(tmp_path):
    write_report(thin(), tmp_path, frozenset({"json"}))
    top = {p.name for p in tmp_path.iterdir()}
    assert top == {"report.json", "provenance.json", "data"}


def test_an_unknown_format_is_a_mistake_that_names_the_choices(tmp_path):
    with pytest.raises(UserError, match=r"odt.*docx, html, json, md, pdf"):
        write_report(thin(), tmp_path, frozenset({"odt"}))
    assert not list(tmp_path.iterdir())


def test_a_section_that_names_an_absent_figure_writes_nothing(tmp_path):
    broken = thin().model_dump(mode="json", by_alias=True)
    broken["sections"][0]["figures"] = ["nowhere"]
    with pytest.raises(ComityError, match=r"scope.*nowhere"):
        write_report(Assessment.model_validate(broken), tmp_path, frozenset({"html"}))
    assert not list(tmp_path.iterdir())


def test_the_json_is_the_assessment_and_fits_the_published_schema(report):
    _, assessment, folder = report
    whole = json.loads((folder / "report.json").read_bytes())
    jsonschema_rs.Draft202012Validator(assessment_schema()).validate(whole)
    assert whole["schema"] == "comity/assessment/2"
    assert Assessment.model_validate(whole) == assessment


def test_the_schema_is_valid_and_refuses_what_it_should():
    schema = assessment_schema()
    jsonschema_rs.meta.validate(schema)
    whole = json.loads(thin().model_dump_json(by_alias=True))
    for change in ({"schema": "comity/assessment/1"}, {"surprise": 1}, {"findings": [{}]}):
        assert not jsonschema_rs.is_valid(schema, whole | change)


def test_the_published_schema_is_the_one_in_the_code():
    path = Path(__file__).parents[2] / "docs" / "schema" / "assessment-2.json"
    assert json.loads(path.read_text("utf-8")) == assessment_schema()


def test_provenance_knows_every_other_file(report):
    _, assessment, folder = report
    provenance = json.loads((folder / "provenance.json").read_bytes())
    others = {name: data for name, data in _read(folder).items() if name != "provenance.json"}
    assert provenance["files"] == {
        name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)} for name, data in others.items()
    }
    assert provenance["command"] == assessment.command
    assert [i["sha256"] for i in provenance["inputs"]] == [i.sha256 for i in assessment.inputs]
    assert [m["measure"] for m in provenance["methods"]] == [m.measure for m in assessment.methods]


def test_the_page_is_well_formed_whole_and_without_network_or_script(report):
    _, assessment, folder = report
    text = (folder / "index.html").read_text("utf-8")
    outline = _Outline(text)
    assert not outline.stack
    assert len(outline.ids) == len(set(outline.ids))
    tags = {tag for tag, _ in outline.opened}
    assert not tags & {"script", "iframe", "object", "embed", "link", "img", "base", "form"}
    assert not [name for _, found in outline.opened for name in found if name.startswith("on")]
    inside = {link[1:] for link in outline.links if link.startswith("#")}
    assert inside <= set(outline.ids)
    outside = {link for link in outline.links if not link.startswith("#")}
    allowed = {i.url.strip() for i in assessment.inputs} | {e.url.strip() for e in assessment.evidence}
    assert outside <= allowed
    assert all(re.match("https?://", link) for link in outside)
    assert "@import" not in text and "url(http" not in text


def test_headings_are_in_order_and_every_question_has_its_section(report):
    _, assessment, folder = report
    outline = _Outline((folder / "index.html").read_text("utf-8"))
    levels = [int(tag[1]) for tag, _ in outline.opened if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))
    assert {f"section-{n}" for n in range(1, len(assessment.sections) + 1)} <= set(outline.ids)


def test_every_figure_has_words_a_drawing_for_two_widths_and_a_table(report):
    name, _, folder = report
    outline = _Outline((folder / "index.html").read_text("utf-8"))
    tags = [tag for tag, _ in outline.opened]
    drawings = [found for tag, found in outline.opened if tag == "svg"]
    assert tags.count("figure") == tags.count("details") == tags.count("figcaption")
    assert len(drawings) == 2 * tags.count("figure")
    assert all(d["role"] == "img" and d["aria-label"] for d in drawings)
    assert tags.count("figure") == (0 if name == "thin" else 10)
    assert tags.count("table") == tags.count("caption")


def test_what_is_said_is_said_in_every_format(report):
    _, assessment, folder = report
    study = _squeezed(_text(folder / "study.pdf"))
    page = _squeezed("".join(_Outline((folder / "index.html").read_text("utf-8")).words))
    for judgement in rich().page1.judgements if assessment == rich() else assessment.page1.judgements:
        tail = _squeezed(judgement.text[-60:])
        assert tail in page
        assert tail in study
    for source in assessment.inputs:
        assert source.sha256 in page
        assert source.sha256 in study
        assert source.sha256 in (folder / "report.md").read_text("utf-8")


def test_an_estimate_reads_alike_everywhere(tmp_path):
    write_report(rich(), tmp_path, FORMATS)
    said = "US$ 3.1 billion (80 % interval US$ 2.8 to 3.4 billion)"
    assert _squeezed(said) in _squeezed("".join(_Outline((tmp_path / "index.html").read_text("utf-8")).words))
    assert _squeezed(said) in _squeezed(_text(tmp_path / "study.pdf"))
    assert "91st percentile among all dyads with a value in 2024" in (tmp_path / "report.md").read_text("utf-8")
    assert "not determinable; between 17 and 24 %" in (tmp_path / "report.md").read_text("utf-8").replace("\\", "")


def test_the_brief_is_two_pages_at_most_and_nothing_is_smaller_than_nine_points(report):
    _, _, folder = report
    brief = PdfReader(folder / "brief.pdf")
    assert len(brief.pages) <= 2
    assert all(round(float(p.mediabox.width)) == 595 and round(float(p.mediabox.height)) == 842 for p in brief.pages)


@pytest.mark.parametrize("length", [0, 400, 4000, 40_000])
def test_the_brief_shrinks_by_leaving_out(tmp_path, length):
    long = poisoned(rich(), hostile=("plain",), long_text=" word" * (length // 5))
    write_report(long, tmp_path, frozenset({"pdf"}))
    brief = PdfReader(tmp_path / "brief.pdf")
    assert len(brief.pages) <= 2
    assert "Key judgements" in brief.pages[0].extract_text()


def test_pdfs_are_tagged_titled_and_undated(report):
    _, _, folder = report
    for name in ("study.pdf", "brief.pdf"):
        reader = PdfReader(folder / name)
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert reader.trailer["/Root"]["/Lang"] == "en"
        assert reader.metadata.title
        assert reader.metadata.creation_date is None


def test_letters_of_other_scripts_do_not_vanish(tmp_path):
    write_report(hostile(), tmp_path, FORMATS)
    text = _text(tmp_path / "study.pdf")
    assert "Қазақстан" in text
    assert set("ישראל") <= set(text)
    # Shaped Arabic may come back as presentation forms.
    assert re.search("[\u0600-\u06ff\ufb50-\ufefc]", text)


def test_no_state_of_a_question_is_hidden(report):
    _, assessment, folder = report
    words = " ".join(_Outline((folder / "index.html").read_text("utf-8")).words)
    for state in {s.state for s in assessment.sections}:
        assert STATES[state] in words


def test_what_is_printed_twice_has_two_anchors(tmp_path):
    twice = rich().model_dump(mode="json", by_alias=True)
    twice["sections"][0]["findings"] = ["F1", "F4"]
    twice["inputs"].append(twice["inputs"][0])
    twice["measures"].append(twice["measures"][0])
    write_report(Assessment.model_validate(twice), tmp_path, FORMATS)
    ids = _Outline((tmp_path / "index.html").read_text("utf-8")).ids
    assert len(ids) == len(set(ids))


def test_a_script_that_no_embedded_font_has_asks_the_fonts_of_the_system():
    from comity.report.pdf import _inputs

    for text, embedded in (
        ("Қазақстан ישראל العربية ایران", True),
        ("日本", False),
        ("ٹڈڑے", False),
        ("ไทย", False),
    ):
        assert _inputs("study.typ", {"t": text}, {})["ignore_system_fonts"] is embedded


def test_an_empty_section_is_brief_and_says_what_would_answer_it(tmp_path):
    write_report(thin(), tmp_path, frozenset({"md", "html"}))
    text = (tmp_path / "report.md").read_text("utf-8")
    assert text.count("What would answer it: Customs records") == 12
    words = "".join(_Outline((tmp_path / "index.html").read_text("utf-8")).words)
    assert words.count("What would answer it: Customs records") == 12


def test_csv_files_give_back_the_numbers(tmp_path):
    assessment = rich()
    write_report(assessment, tmp_path, frozenset())
    rows = list(csv.DictReader(io.StringIO((tmp_path / "data/measures.csv").read_text("utf-8"), newline="")))
    assert [r["id"] for r in rows] == [m.id for m in assessment.measures]
    assert [float(r["value"]) for r in rows] == [m.value for m in assessment.measures]
    assert rows[2]["b"] == "-"
    mirror = next((tmp_path / "data").glob("figure-*-exchange-mirror.csv"))
    points = list(csv.DictReader(io.StringIO(mirror.read_text("utf-8"), newline="")))
    silent = [p for p in points if p["value"] == ""]
    assert [p["period"] for p in silent] == ["2003", "2004", "2005"]
    assert {p["reason"] for p in silent} == {"not reported"}
    assert len(list((tmp_path / "data").glob("figure-*.csv"))) == len(assessment.figures)
    assert len(list((tmp_path / "data").glob("table-*.csv"))) == len(assessment.tables)


def test_the_readme_tells_how_to_repeat_and_whom_to_cite(tmp_path):
    assessment = rich()
    write_report(assessment, tmp_path, frozenset())
    text = (tmp_path / "data/README.txt").read_text("utf-8")
    assert assessment.command in text
    assert all(i.citation in text and i.licence in text for i in assessment.inputs)
    assert "Natural Earth" in text

"""The Word documents: what they hold, that they never change by themselves, and that their two pages are two pages."""

import io
import re
import shutil
import subprocess
import zipfile
import zlib
from datetime import datetime

import docx
import pytest
from pypdf import PdfReader

from assessments import hostile, poisoned, rich, thin
from comity.report import write_report
from comity.report.safe import clean

CASES = {"rich": rich, "thin": thin, "hostile": hostile}
NAMES = ("study.docx", "brief.docx")


@pytest.fixture(scope="module", params=CASES)
def report(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    assessment = CASES[request.param]()
    write_report(assessment, folder, frozenset({"docx", "pdf"}))
    return assessment, folder


def _words(path):
    body = docx.Document(path).element.body
    return "".join(node.text or "" for node in body.iter() if node.tag.endswith("}t"))


def _squeezed(text):
    return re.sub(r"[\s\u200b-]+", "", text)


def test_the_study_says_every_judgement_finding_and_answer(report):
    assessment, folder = report
    said = _squeezed(_words(folder / "study.docx"))
    texts = [j.text for j in assessment.page1.judgements] + [s.answer for s in assessment.sections]
    texts += [f.claim for f in assessment.findings] + [e.claim for e in assessment.evidence]
    for text in texts:
        assert _squeezed(clean(text)) in said, text


def test_the_same_assessment_gives_the_same_bytes_and_names_no_clock(report, tmp_path):
    assessment, folder = report
    write_report(assessment, tmp_path, frozenset({"docx"}))
    for name in NAMES:
        data = (folder / name).read_bytes()
        assert data == (tmp_path / name).read_bytes()
        with zipfile.ZipFile(io.BytesIO(data)) as held:
            assert {i.date_time for i in held.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert not [n for n in held.namelist() if "thumbnail" in n]
        about = docx.Document(folder / name).core_properties
        assert about.created.replace(tzinfo=None) == datetime.combine(assessment.as_of, datetime.min.time())
        assert (about.author, about.comments) == ("Comity", "")


def test_every_picture_has_a_text_and_every_link_a_place(report):
    _, folder = report
    for name in NAMES:
        body = docx.Document(folder / name).element.body
        assert all(p.get("descr") for p in body.iter() if p.tag.endswith("}docPr"))
        get = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
        marks = [m.get(f"{get}name") for m in body.iter() if m.tag.endswith("}bookmarkStart")]
        assert len(marks) == len(set(marks))
        numbers = [m.get(f"{get}id") for m in body.iter() if m.tag.endswith("}bookmarkStart")]
        assert len(numbers) == len(set(numbers))
        if name == "study.docx":
            anchors = {h.get(f"{get}anchor") for h in body.iter() if h.tag.endswith("}hyperlink")} - {None}
            assert anchors <= set(marks)


def test_pictures_stand_on_white_so_that_pale_bands_keep_their_hue(report):
    """A picture's first pixel is as stored whatever the filter of its row: nothing stands before or above it."""
    _, folder = report
    for name in NAMES:
        with zipfile.ZipFile(folder / name) as held:
            pictures = [held.read(n) for n in held.namelist() if n.endswith(".png")]
        for png in pictures:
            start = png.index(b"IDAT")
            size = int.from_bytes(png[start - 4 : start], "big")
            pixels = zlib.decompressobj().decompress(png[start + 4 : start + 4 + size], 5)
            channels = {2: 3, 6: 4}[png[25]]
            assert pixels[1 : 1 + channels] == b"\xff" * channels


def test_words_of_right_to_left_scripts_keep_their_direction(tmp_path):
    assessment = rich()
    name = "משרד החוץ"
    first = assessment.evidence[0].model_copy(update={"claim": f"The {name} wrote so."})
    assessment = assessment.model_copy(update={"evidence": (first, *assessment.evidence[1:])})
    write_report(assessment, tmp_path, frozenset({"docx"}))
    runs = [r for r in docx.Document(tmp_path / "study.docx").element.body.iter() if r.tag.endswith("}r")]
    (hebrew,) = [r for r in runs if name in "".join(t.text or "" for t in r if t.tag.endswith("}t"))]
    assert any(node.tag.endswith("}rtl") for node in hebrew.iter())


def test_nothing_in_a_text_becomes_markup(tmp_path):
    write_report(poisoned(rich()), tmp_path, frozenset({"docx"}))
    for name in NAMES:
        docx.Document(tmp_path / name)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice on this machine")
def test_another_program_opens_them_and_the_brief_has_two_pages(report, tmp_path):
    _, folder = report
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf"]
    paths = [str(folder / name) for name in NAMES]
    subprocess.run([*command, "--outdir", str(tmp_path), *paths], check=True, capture_output=True, timeout=240)
    assert len(PdfReader(tmp_path / "brief.pdf").pages) <= 2
    assert len(PdfReader(tmp_path / "study.pdf").pages) >= 2


def test_no_head_of_an_answer_stands_alone_at_the_foot_of_a_page(report):
    assessment, folder = report
    made = docx.Document(folder / "study.docx").paragraphs
    asked = {clean(s.question) for s in assessment.sections}
    for place, paragraph in enumerate(made[:-1]):
        if paragraph.text in asked and made[place - 1].style.name == "Heading 1":
            assert paragraph.paragraph_format.keep_with_next
            assert made[place + 1].paragraph_format.keep_together

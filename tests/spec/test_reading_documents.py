"""Documents of every form that we read, as text: what is said, where it stands, and what is refused in one line."""

import io
import zipfile
from email.message import EmailMessage

import pytest

from comity.errors import BadFile
from comity.reading.layout import lines_of
from comity.reading.open import read_content, read_document
from comity.reading.plain import decode, mended, tidy
from comity.reading.sentences import sentences

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(*paragraphs, extra=(), xml=None):
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml or f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, text in extra:
            archive.writestr(name, text)
    return packed.getvalue()


def pdf(source):
    import typst

    return typst.compile(source.encode())


@pytest.mark.parametrize(
    ("content", "text", "encoding"),
    [
        (b"Norway sold sheep.", "Norway sold sheep.", "utf-8"),
        (b"\xef\xbb\xbfNorway", "Norway", "utf-8-sig"),
        ("Казахстан".encode("utf-16"), "Казахстан", "utf-16"),
        (
            b"<?xml encoding='iso-8859-1'?>Gda\xf1sk \x93so\x94",
            "<?xml encoding='iso-8859-1'?>Gdañsk “so”",
            "iso-8859-1",
        ),
        ("Президент Республики Казахстан посетил Израиль с визитом. ".encode("cp1251") * 4, None, "cp1251"),
    ],
)
def test_the_encoding_is_found_out(content, text, encoding):
    said, name = decode(content, "a file")
    assert name.replace("_", "-") == encoding
    assert said == (text if text is not None else content.decode("cp1251"))


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("the agree-\nment of May", "the agreement of May"),
        ("a co-\noperation; co-operation is", "a co-operation; co-operation is"),
        ("the Franco-\nGerman pact", "the Franco-German pact"),
        ("in 2012-\n2013 they", "in 2012-2013 they"),
        ("so\u00adft", "soft"),
    ],
)
def test_words_that_a_line_broke_are_whole_again(broken, whole):
    assert mended(broken) == whole


def test_ligatures_and_unseen_marks_go_and_right_to_left_stays():
    assert tidy("e\ufb03cient o\ufb00er\u200b\u202e") == "efficient offer"
    assert tidy("שלום עולם") == "שלום עולם"


PAGE = """<!doctype html><html><head><title>News of the day</title>
<meta property="article:published_time" content="2014-05-19T08:00:00Z"><script>Norway invaded()</script></head>
<body><nav><a href="/">Home</a> <a href="/x">World</a></nav><p>Norway and <b>New Zealand</b> signed a treaty.</p>
<p style="display:none">Norway hid.</p><ul><li><a href="/1">Read more</a></li></ul>
<table><tr><td>2012</td><td>7</td></tr></table>
<img src="http://127.0.0.1/spy"><footer>All rights</footer></body></html>"""


def test_a_page_is_what_is_read_on_it():
    said = read_content(PAGE.encode(), "page.html")
    assert said.text == "Norway and New Zealand signed a treaty.\n\n2012 | 7"
    assert (said.form, said.title, said.published) == ("html", "News of the day", "2014-05-19")


def test_a_docx_has_its_paragraphs_and_notes():
    notes = f"<w:footnotes {W}><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnotes>"
    said = read_content(docx("One.", "Two.", extra=[("word/footnotes.xml", notes)]), "a.docx")
    assert said.text == "One.\n\nTwo.\n\nA note."


def test_a_letter_is_its_text_and_names_what_is_attached():
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "a@example.org", "b@example.org", "The visit"
    letter["Date"] = "Mon, 19 May 2014 08:00:00 +0000"
    letter.set_content("Norway sent a minister.")
    letter.add_attachment(b"MZ", maintype="application", subtype="x-msdownload", filename="../evil.exe")
    said = read_content(letter.as_bytes(), "a.eml")
    assert said.text == "The visit\n\nNorway sent a minister."
    assert said.published == "2014-05-19"
    assert said.notes == ("attached and not read: ../evil.exe",)


TWO_COLUMNS = """#set page(columns: 2, header: [Journal of Sheep], footer: context [Page #counter(page).display()])
#set par(justify: true)
#set text(hyphenate: true)
BEGIN #lorem(330) MIDDLE #lorem(420) Efficient offices signed the agreement. END"""


def test_columns_are_read_one_after_another_without_running_heads():
    said = read_content(pdf(TWO_COLUMNS), "two.pdf")
    from_us = [word for word in said.text.split() if word.isupper() and len(word) > 2]
    assert from_us == ["BEGIN", "MIDDLE", "END"]
    assert "Page 2" not in said.text and "Efficient offices signed the agreement." in said.text
    assert "adipiscing" in said.text and "- " not in said.text.replace("– ", "")
    assert len(said.starts) == 2 and said.starts[0] == 0
    at = said.text.index("END")
    assert said.span(at, at + 3).page == 2
    assert said.locator(said.span(at, at + 3)) == f"p. 2, characters {at}-{at + 3}"


def test_a_table_is_read_across():
    rows = "2012 15 22 2013 16 23 2014 17 24"
    said = read_content(
        pdf("#table(columns: 3, [Year],[Sold],[Bought],[2012],[15],[22],[2013],[16],[23],[2014],[17],[24])"), "t.pdf"
    )
    assert said.text.split() == f"Year Sold Bought {rows}".split()


def test_pages_that_are_pictures_are_named():
    pixels = '#image(bytes(range(192).map(x => x)), format: (encoding: "rgb8", width: 8, height: 8))'
    said = read_content(pdf(f"Words.\n#pagebreak()\n{pixels}"), "p.pdf")
    assert said.notes == ("pages without text, only pictures: 2; run text recognition over them first",)
    with pytest.raises(BadFile, match=r"holds no text \(pages without text, only pictures: 1"):
        read_content(pdf(pixels), "p.pdf")


def test_lines_on_one_level_far_apart_are_columns_only_where_there_are_three():
    runs = [(0, 90, 40, 100, "a"), (200, 90, 240, 100, "b"), (0, 70, 40, 80, "c"), (200, 70, 240, 80, "d")]
    assert [line.text for line in lines_of(runs)] == ["a", "b", "c", "d"]


def entities():
    lol = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return docx(xml=f"{lol}<w:document {W}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>")


def nested():
    inner = docx("deep")
    return zip_of("inner.zip", inner)


def zip_of(name, content):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def bomb():
    return docx(
        xml=f"<w:document {W}><w:body><w:p><w:r><w:t>{'0' * 50_000_000}</w:t></w:r></w:p></w:body></w:document>"
    )


def encrypted():
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf("A secret.")))
    writer.encrypt("word", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (entities, "declares entities"),
        (nested, "is a packed file without word/document.xml"),
        (bomb, "refused"),
        (encrypted, "is encrypted"),
        (lambda: b"%PDF-1.7\nnothing of the kind", "cannot be read as PDF"),
        (lambda: pdf("Cut short. #lorem(900)")[:900], "cannot be read as PDF|holds no text"),
        (lambda: docx("Cut")[:60], "broken packed file"),
        (lambda: b"PK\x03\x04" + b"\xff" * 100, "broken packed file"),
        (lambda: b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00", "is no text"),
        (lambda: b"<html><body><script>only()</script></body></html>", "holds no text"),
        (lambda: b"<div>" * 5000 + b"deep" + b"</div>" * 5000, "too deep"),
    ],
)
def test_hostile_documents_are_refused_in_one_line(made, says):
    with pytest.raises(BadFile, match=says) as told:
        read_content(made(), "a file")
    assert "\n" not in str(told.value)


def test_what_is_too_large_empty_or_a_link_is_refused(tmp_path):
    line = tmp_path / "line.txt"
    with line.open("wb") as file:
        file.write(b"x" * 1_000_000)
        file.truncate(100_000_000)
    (tmp_path / "empty.txt").write_bytes(b" \n")
    (tmp_path / "link.txt").symlink_to(line)
    for name, says in (("line.txt", "larger than"), ("empty.txt", "is empty"), ("link.txt", "is a link")):
        with pytest.raises(BadFile, match=says):
            read_document(tmp_path / name)


def test_a_long_line_without_a_stop_gives_no_sentence():
    said = read_content(b"sheep " * 400_000, "line.txt")
    assert list(sentences(said.text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Smith met the U.S. President. He left.", ["Mr. Smith met the U.S. President.", "He left."]),
        ("They signed No. 45 on 3 Jan. 2014 in St. Paul. Then they left.", 2),
        ("“We agree.” The minister said so!", ["“We agree.”", "The minister said so!"]),
        ("Trade was 1.5 billion. It grew", ["Trade was 1.5 billion.", "It grew"]),
        ("A heading\n\nA sentence.", ["A heading", "A sentence."]),
        ("He went to the U.S. The visit was short.", 2),
    ],
)
def test_sentences(text, expected):
    found = list(sentences(text))
    assert [s.text for s in found] == expected if isinstance(expected, list) else len(found) == expected
    assert all(text[s.start : s.end] == s.text for s in found)


def test_a_run_of_a_pdf_that_holds_line_breaks_is_one_line(monkeypatch):
    from comity.reading import pdf as reader

    run = (0, 90, 300, 100, "Norway\nsigned\x1ea treaty.")
    page = {"width": 600, "height": 800, "pieces": [run], "picture": False}
    monkeypatch.setattr(reader, "_asked", lambda content, label: [{"pages": 1, "title": "", "made": ""}, page])
    said = read_content(b"%PDF-1.7", "x.pdf")
    assert said.text.split() == ["Norway", "signed", "a", "treaty."]


@pytest.mark.parametrize(
    "said",
    [
        "a" * 300_000 + "\nend",
        "." * 300_000 + "x",
        "\n\u2003" * 150_000 + "x",
        "e" + "\u0301\u0323" * 150_000,
        "\u00ad" * 300_000 + "\nNorway-\n",
    ],
    ids=["letters", "stops", "spaces", "marks", "hyphens"],
)
def test_a_run_of_anything_takes_no_longer_than_as_much_text(said):
    import time

    from comity.reading.proposal import Setting
    from comity.reading.read import read

    begun = time.process_time()
    read(read_content(said.encode(), "run.txt"), Setting())
    assert time.process_time() - begun < 5


def test_parts_of_a_letter_that_are_not_read_are_told():
    heads = "".join(f'Content-Type: multipart/mixed; boundary="b{i}"\n\n--b{i}\n' for i in range(300))
    said = read_content(f"From: a\nTo: b\nSubject: c\nMIME-Version: 1.0\n{heads}\nNorway".encode(), "x.eml")
    assert said.notes == ("parts after the 200th of 301 were not read",)


def test_a_head_of_a_letter_is_cut_before_it_is_parsed():
    said = read_content(b"From: a\nTo: b\nDate: Mon, 19 May 2014\nSubject: " + b"(" * 200_000 + b"\n\nNorway.", "x.eml")
    assert said.text.endswith("Norway.")

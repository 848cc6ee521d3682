"""Web archives: their pages as text in memory, whatever their records are called and however they are packed."""

import gzip
from io import BytesIO

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from comity.errors import BadFile
from comity.reading import web_archive
from comity.reading.open import read_content, read_document

PAGE = b"<html><head><title>Wool</title></head><body><p>Norway and New Zealand signed a treaty.</p></body></html>"


def archive(*records, gz=True):
    """A WARC of (address, status, kind, body, headers) records."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=gz)
    for url, status, kind, body, more in records:
        http = StatusAndHeaders(status, [("Content-Type", kind), *more], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, "response", payload=BytesIO(body), http_headers=http))
    return out.getvalue()


def page(url="https://example.org/wool", status="200 OK", kind="text/html; charset=utf-8", body=PAGE, more=()):
    return url, status, kind, body, more


@pytest.mark.parametrize("gz", [True, False], ids=["packed", "not packed"])
def test_pages_stand_below_their_addresses_and_what_is_no_page_is_counted(gz):
    held = archive(
        page(),
        page("https://example.org/gone", "404 Not Found"),
        page("https://example.org/a.png", kind="image/png", body=b"\x89PNG"),
        page("https://example.org/note", kind="text/plain", body=b"We thank Norway."),
        gz=gz,
    )
    said = read_content(held, "a.warc.gz")
    assert (said.form, said.notes) == ("warc", ("2 records are no page that was found, and were not read",))
    assert said.text == (
        "https://example.org/wool\n\nNorway and New Zealand signed a treaty.\n\n"
        "https://example.org/note\n\nWe thank Norway."
    )


def test_a_page_that_was_sent_packed_is_unpacked():
    packed = page(body=gzip.compress(PAGE), more=[("Content-Encoding", "gzip")])
    assert "signed a treaty" in read_content(archive(packed), "a.warc").text


def test_names_in_an_archive_are_no_paths(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "a.warc.gz"
    path.write_bytes(archive(page("file:///../../etc/passwd"), page("https://example.org/../../outside.txt")))
    assert "signed a treaty" in read_document(path).text
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["a.warc.gz", "in"]


@pytest.mark.parametrize("more", [(), (("Content-Encoding", "gzip"),)], ids=["by the archive", "by the page"])
def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch, more):
    monkeypatch.setattr(web_archive, "MOST_UNPACKED", 200_000)
    body = gzip.compress(b"<p>x</p>" * 100_000) if more else b"<p>x</p>" * 100_000
    with pytest.raises(BadFile, match="unpacks to more than 200,000 bytes; refused"):
        read_content(archive(page(body=body, more=more)), "a.warc.gz")


def test_broken_and_endless_archives_are_one_line(monkeypatch):
    whole = archive(page(), gz=False)
    for held in (b"WARC/1.0\r\n\r\n\r\n", b"WARC/1.0\r\nContent-Length: -5\r\n\r\n", whole[:40]):
        with pytest.raises(BadFile) as error:
            read_content(held, "a.warc")
        assert "\n" not in str(error.value)
    monkeypatch.setattr(web_archive, "MOST_RECORDS", 1)
    with pytest.raises(BadFile, match="holds more than 1 records; split it"):
        read_content(archive(page(), page()), "a.warc")

"""Asking a publisher: which addresses, whose day of release, and what is remembered of an answer."""

import io
import zipfile
from datetime import date

import httpx2
import pytest

from comity.errors import BadFile, UserError
from comity.sources.address import expect_led
from comity.sources.contract import File
from comity.sources.download import Said
from comity.sources.registry import released_by_content, source
from comity.store import asked
from comity.store.asked import Asked, Told
from comity.store.health import expect_file
from comity.store.receive import Received
from comity.store.release import day_in, released

HERE = "https://data.example.org/file.csv"


@pytest.mark.parametrize(
    ("to", "further"),
    [
        ("https://data.example.org/2026/file.csv", ()),
        ("https://www.data.example.org/file.csv", ()),
        ("https://store.example.net/signed?x=1", ("store.example.net",)),
    ],
)
def test_a_redirect_within_a_host_or_to_one_that_is_declared(to, further):
    expect_led(httpx2.URL(HERE), httpx2.URL(to), further)


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("https://elsewhere.example.org/file.csv", "leads to another host"),
        ("https://example.org/file.csv", "leads to another host"),
        ("http://data.example.org/file.csv", "only https"),
        ("ftp://data.example.org/file.csv", "only https"),
        ("https://127.0.0.1/file.csv", "private network"),
        ("https://localhost/file.csv", "private network"),
        ("https://10.0.0.8/file.csv", "private network"),
        ("https://169.254.169.254/latest", "private network"),
        ("https://[::1]/file.csv", "private network"),
        ("https://[fd00::1]/file.csv", "private network"),
        ("http://127.0.0.1/file.csv", "only https"),
    ],
)
@pytest.mark.parametrize("further", [(), ("127.0.0.1", "10.0.0.8", "169.254.169.254", "::1")])
def test_a_redirect_to_others_or_into_a_private_network_is_refused(to, said, further):
    with pytest.raises(UserError, match=said):
        expect_led(httpx2.URL(HERE), httpx2.URL(to), further)


@pytest.mark.parametrize(
    ("name", "pattern", "day"),
    [
        ("BACI_HS22_Y2023_V202501.csv", r"_V(?P<year>\d{4})(?P<month>\d{2})", date(2025, 1, 31)),
        ("votes_2024-02-29.csv", r"_(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", date(2024, 2, 29)),
        ("release2025.zip", r"release(?P<year>\d{4})", date(2025, 12, 31)),
        ("file.csv", r"_V(?P<year>\d{4})(?P<month>\d{2})", None),
        ("BACI_V202513.csv", r"_V(?P<year>\d{4})(?P<month>\d{2})", None),
        ("x", r"(?P<month>x)", None),
    ],
)
def test_the_day_in_a_name(name, pattern, day):
    assert day_in(name, pattern) == day


def _wdi(folder, first="2026-10-07", second="2026-09-30"):
    for code, day in (("NY.GDP.MKTP.CD", first), ("SP.POP.TOTL", second)):
        text = f'"Data Source","World Development Indicators",\n\n"Last Updated Date","{day}",\n\n"Country Name"\n'
        body = io.BytesIO()
        with zipfile.ZipFile(body, "w") as archive:
            archive.writestr(f"API_{code}_DS2_en_csv_v2_1.csv", text)
        (folder / f"{code}.zip").write_bytes(body.getvalue())


def test_the_day_that_a_content_says(tmp_path):
    _wdi(tmp_path)
    assert released_by_content("wdi", tmp_path) == date(2026, 10, 7)
    came = Received({f.name: "" for f in source("wdi").files}, {})
    assert released(source("wdi"), tmp_path, came) == date(2026, 10, 7)


@pytest.mark.parametrize("said", ["7 octobre 2026", "", "Oktober", "2026-13-01"])
def test_another_languages_month_is_refused(tmp_path, said):
    _wdi(tmp_path, second=said)
    with pytest.raises(BadFile, match="does not say when it was last updated"):
        released_by_content("wdi", tmp_path)


def test_one_file_without_a_day_leaves_the_release_unknown():
    spec = source("gdp")
    two = tuple(File(name=name, url="https://x.example.org") for name in ("a", "b"))
    spec = spec.model_copy(update={"files": two})
    told = {"a": Told("", Said(modified="Tue, 17 Mar 2026 00:00:00 GMT")), "b": Told("", Said())}
    assert released(spec, None, Received({"a": "", "b": ""}, told)) is None
    told["b"] = Told("", Said(modified="Wed, 18 Mar 2026 23:30:00 -0200"))
    assert released(spec, None, Received({"a": "", "b": ""}, told)) == date(2026, 3, 19)


def test_what_was_said_is_remembered_by_address_and_an_altered_memory_is_none(tmp_path):
    file, path = File(name="a", url="https://x.example.org/a"), asked.of(tmp_path, "gdp")
    asked.write(path, Asked("0" * 64, {"a": Told("https://x.example.org/a", Said('"tag"', ""))}, "why", "code"))
    held = asked.read(path)
    assert held.known(file) == Said('"tag"', "") and (held.reason, held.code) == ("why", "code")
    assert held.known(file.model_copy(update={"url": "https://x.example.org/b"})) is None
    path.write_text(path.read_text().replace("tag", "tug"))
    assert asked.read(path) == Asked() and asked.read(tmp_path / "none") == Asked()


@pytest.mark.parametrize(
    "body",
    [b"<!doctype HTML><p>", b"\n\t<html>", b"<?xml version='1.0'?>\n<!-- x -->\n<html xmlns=''>", b"<HEAD>", b""],
)
def test_a_page_or_nothing_is_no_file(tmp_path, body):
    (tmp_path / "x.csv").write_bytes(body)
    with pytest.raises(BadFile, match=r"page and not the file|empty"):
        expect_file(tmp_path / "x.csv")


@pytest.mark.parametrize("body", [b"<?xml version='1.0'?><data/>", b"a,b\n<html>,1\n", b"<htmlish>", bytes(range(256))])
def test_what_is_no_page_is_a_file(tmp_path, body):
    (tmp_path / "x.csv").write_bytes(body)
    expect_file(tmp_path / "x.csv")

"""One declared file over the loopback: whole, resumed, or refused in one line; nobody else is asked."""

import hashlib
import socket

import pytest
from loopback import BODY, publishing

from comity.errors import UserError
from comity.sources.contract import File
from comity.sources.download import fetch, session

SHA = hashlib.sha256(BODY).hexdigest()


@pytest.fixture
def publisher():
    with publishing() as it:
        yield it


@pytest.fixture
def contacts(monkeypatch):
    """Every name that is looked up or address that is connected to."""
    seen = []
    look_up, connect = socket.getaddrinfo, socket.socket.connect
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *a, **k: seen.append(host) or look_up(host, *a, **k))
    monkeypatch.setattr(socket.socket, "connect", lambda self, to: seen.append(to[0]) or connect(self, to))
    return seen


def _get(publisher, path, target):
    with session() as client:
        return fetch(File(name="x", url=publisher.address + path), target, client=client)


@pytest.mark.parametrize("path", ["/file", "/moved"])
def test_a_file_comes_whole(publisher, tmp_path, contacts, path):
    assert _get(publisher, path, tmp_path / "x") == SHA
    assert (tmp_path / "x").read_bytes() == BODY
    assert [p.name for p in tmp_path.iterdir()] == ["x"]
    assert set(contacts) == {"127.0.0.1"}


def _broken(publisher, path, target, after=300_000):
    publisher.break_after = after
    with pytest.raises(UserError, match="again"):
        _get(publisher, path, target)
    publisher.break_after = None
    assert not target.exists()


def test_a_broken_transfer_goes_on_where_it_stopped(publisher, tmp_path):
    _broken(publisher, "/file", tmp_path / "x")
    kept = (tmp_path / "x.part").stat().st_size
    assert 0 < kept <= 300_000
    assert _get(publisher, "/file", tmp_path / "x") == SHA
    assert publisher.asked == [("/file", None), ("/file", f"bytes={kept}-")]
    assert [p.name for p in tmp_path.iterdir()] == ["x"]


def test_a_file_that_changed_meanwhile_is_fetched_anew(publisher, tmp_path):
    _broken(publisher, "/file", tmp_path / "x")
    publisher.etag, publisher.body = '"two"', b"other" * 1000
    assert _get(publisher, "/file", tmp_path / "x") == hashlib.sha256(b"other" * 1000).hexdigest()


def test_a_publisher_that_ignores_ranges_is_no_trouble(publisher, tmp_path):
    _broken(publisher, "/careless", tmp_path / "x")
    assert _get(publisher, "/careless", tmp_path / "x") == SHA


def test_another_part_than_asked_for_is_never_joined_on(publisher, tmp_path):
    _broken(publisher, "/liar", tmp_path / "x")
    with pytest.raises(UserError, match="another part"):
        _get(publisher, "/liar", tmp_path / "x")
    assert _get(publisher, "/liar", tmp_path / "x") == SHA


def test_a_weak_tag_is_not_resumed_by(publisher, tmp_path):
    publisher.etag = 'W/"weak"'
    _broken(publisher, "/file", tmp_path / "x")
    assert _get(publisher, "/file", tmp_path / "x") == SHA
    assert publisher.asked == [("/file", None), ("/file", None)]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/busy", "limits requests"),
        ("/gone", "answered 404"),
        ("/broken", "answered 500"),
        ("/beyond", "run the same command again"),
        ("/round", "redirects"),
        ("/away", "only https"),
        ("/outside", "leads to another host"),
        ("/odd", "only https"),
        ("/packed", "compressed"),
    ],
)
def test_refusals_are_one_line_and_leave_nothing(publisher, tmp_path, contacts, path, said):
    with pytest.raises(UserError, match=said) as refusal:
        _get(publisher, path, tmp_path / "x")
    assert "\n" not in str(refusal.value)
    assert not list(tmp_path.iterdir())
    assert set(contacts) == {"127.0.0.1"}


@pytest.mark.parametrize(
    "url", ["http://data.invalid/x", "ftp://127.0.0.1/x", "file" + ":///etc/hosts", "no address", "", "http://[::1/x"]
)
def test_other_addresses_are_not_asked(tmp_path, contacts, url):
    with session() as client, pytest.raises(UserError):
        fetch(File(name="x", url=url), tmp_path / "x", client=client)
    assert not contacts and not list(tmp_path.iterdir())


def test_a_publisher_that_is_not_there(tmp_path):
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{held.getsockname()[1]}/x"
        with session() as client, pytest.raises(UserError, match="run the same command again"):
            fetch(File(name="x", url=address), tmp_path / "x", client=client)


def test_a_file_without_an_address_is_to_be_brought(tmp_path):
    with session() as client, pytest.raises(UserError, match="--mirror"):
        fetch(File(name="x", url=None), tmp_path / "x", client=client)


def test_what_an_interface_is_asked_goes_with_the_address(publisher, tmp_path):
    words = {"query": "SELECT ?a\n  WHERE { ?a ?b 'é & c' }", "format": "csv"}
    file = File(name="x", url=f"{publisher.address}/sparql", query=words)
    with session() as client:
        fetch(file, tmp_path / "x", client=client)
    asked = "/sparql?query=SELECT+%3Fa+WHERE+%7B+%3Fa+%3Fb+%27%C3%A9+%26+c%27+%7D&format=csv"
    assert file.address == publisher.address + asked
    assert [path for path, _ in publisher.asked] == [asked]

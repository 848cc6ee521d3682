"""The interface of UN Comtrade over the loopback: whole pages, its pace kept, its refusals in one line."""

import gzip
import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import pytest

from comity.errors import BadFile, UserError
from comity.sources.comtrade_pages import client as interface_module
from comity.sources.comtrade_pages.client import Interface, collect
from comity.sources.download import session
from harvested import harvest
from served import Quiet, answering

PARTNERS = {0: "W00", 398: "KAZ", 578: "NOR", 899: "_X "}


@dataclass
class Office:
    """A publisher's interface with few goods, and how it behaves."""

    address: str = ""
    goods: tuple[str, ...] = ("270900", "030214")
    asked: list[dict[str, str]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)

    def rows(self, query: dict[str, str]) -> list[dict[str, object]]:
        partners = [int(p) for p in query["partnerCode"].split(",")] if "partnerCode" in query else list(PARTNERS)
        found = [
            {
                "reporterCode": int(query["reporterCode"]),
                "reporterISO": "ISR",
                "period": query["period"],
                "partnerISO": PARTNERS[partner],
                "flowCode": flow,
                "cmdCode": good,
                "classificationCode": "H5",
                "partner2Code": 0,
                "motCode": 0,
                "customsCode": "C00",
                "primaryValue": 1000.5 + partner,
                "cifvalue": 1000.5 + partner if flow == "M" else None,
                "fobvalue": None,
                "netWgt": None,
            }
            for partner in partners
            if partner in PARTNERS
            for flow in query["flowCode"].split(",")
            for good in self.goods
        ]
        return found[: int(query["maxRecords"])]


REFERENCES = {
    "Reporters": [
        {"id": 376, "reporterCodeIsoAlpha3": "ISR", "entryEffectiveDate": "1900-01-01T00:00:00"},
        {
            "id": 1,
            "reporterCodeIsoAlpha3": "OLD",
            "entryEffectiveDate": "1900-01-01T00:00:00",
            "entryExpiredDate": "1990-12-31T00:00:00",
        },
    ],
    "partnerAreas": [{"id": code} for code in PARTNERS],
}


@contextmanager
def open_office():
    office = Office()

    class Handler(Quiet):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if "/reference/" in parts.path:
                return self.answer(200, {"results": REFERENCES[parts.path.rsplit("/", 1)[1].removesuffix(".json")]})
            office.asked.append(query | {"path": parts.path})
            office.keys.append(self.headers.get("Ocp-Apim-Subscription-Key"))
            code, head = office.answers.pop(0) if office.answers else (200, {})
            if code != 200:
                return self.answer(code, {"message": "Out of call volume quota"}, head)
            self.answer(200, {"count": 0, "data": office.rows(query), "error": ""})

        def answer(self, code, content, head=None) -> None:
            body = json.dumps(content).encode()
            self.send_response(code)
            for name, value in (head or {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    with answering(Handler) as address:
        office.address = address
        yield office


@pytest.fixture
def office():
    with open_office() as it:
        yield it


@pytest.fixture
def user(office):
    waits: list[float] = []
    with session() as client:
        it = Interface(client, "secret-key", office.address, waits.append)
        it.waits = waits
        yield it


def _collect(user, folder, wanted=((376, "2019"),)):
    return collect(
        user, wanted, "AG6", lambda name, body: (folder / name).write_bytes(body), lambda name: (folder / name).exists()
    )


def test_pages_become_flows_between_states_and_unallocated_trade(user, tmp_path):
    assert _collect(user, tmp_path) == 1
    found = harvest("comtrade-pages", tmp_path)
    flows = {
        (r["exporter"], r["importer"], r["reported_by"], r["nomenclature"], r["commodity"], r["valuation"])
        for r in found["commodity_trade"]
    }
    assert flows == {
        (a, b, by, "HS17", good, value)
        for other in ("KAZ", "NOR")
        for good in ("270900", "030214")
        for a, b, by, value in (("ISR", other, "exporter", "fob"), (other, "ISR", "importer", "cif"))
    }
    assert {r["months"] for r in found["commodity_trade"]} == {12}
    assert {r["area"] for r in found["unallocated_trade"]} == {"_X"}


def test_the_key_goes_in_a_header_and_nowhere_else(user, office, tmp_path):
    _collect(user, tmp_path)
    assert office.keys == ["secret-key"]
    assert "secret" not in json.dumps(office.asked)
    assert b"secret" not in b"".join(gzip.decompress(p.read_bytes()) for p in tmp_path.iterdir())
    assert office.asked[0]["path"] == "/data/v1/get/C/A/HS"


def test_without_a_key_the_preview_is_asked(user, office, tmp_path):
    user.key = None
    _collect(user, tmp_path)
    assert office.keys == [None]
    assert office.asked[0]["path"] == "/public/v1/preview/C/A/HS"


@pytest.mark.parametrize("limit", [15, 7, 4, 3])
def test_a_page_at_the_limit_is_asked_for_in_parts_until_every_part_is_whole(
    user, office, tmp_path, monkeypatch, limit
):
    _collect(user, tmp_path)
    (whole,) = (p.read_bytes() for p in tmp_path.iterdir())
    everything = {json.dumps(r, sort_keys=True) for r in json.loads(gzip.decompress(whole))["data"]}
    monkeypatch.setattr(interface_module, "LIMITS", {True: limit, False: limit})
    again = tmp_path / "again"
    again.mkdir()
    _collect(user, again)
    (parts,) = (p.read_bytes() for p in again.iterdir())
    got = [json.dumps(r, sort_keys=True) for r in json.loads(gzip.decompress(parts))["data"]]
    assert len(got) == len(set(got))
    # The world, the sum of the partners, is no partner: requests by partner leave it out, and so does the reader.
    assert {r for r in got if '"W00"' not in r} == {r for r in everything if '"W00"' not in r}
    assert {json.loads(r)["partnerISO"] for r in got} >= {"KAZ", "NOR", "_X "}


def test_more_goods_with_one_partner_than_a_call_gives_is_said_and_not_cut(user, office, tmp_path, monkeypatch):
    monkeypatch.setattr(interface_module, "LIMITS", {True: 2, False: 2})
    with pytest.raises(UserError, match="more than 2 rows with one partner; ask for fewer goods"):
        _collect(user, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_is_held_is_not_asked_for_again(user, office, tmp_path):
    wanted = [(376, "2018"), (376, "2019")]
    office.answers = [(200, {}), (403, {})]
    with pytest.raises(UserError, match=r"quota.*kept"):
        _collect(user, tmp_path, wanted)
    assert [p.name for p in tmp_path.iterdir()] == ["A-HS-376-2018.json.gz"]
    assert _collect(user, tmp_path, wanted) == 1
    assert [query["period"] for query in office.asked] == ["2018", "2019", "2019"]


def test_a_limit_of_requests_is_waited_for_as_long_as_asked(user, office, tmp_path):
    office.answers = [(429, {"Retry-After": "7"}), (503, {})]
    assert _collect(user, tmp_path) == 1
    assert 7.0 in user.waits


@pytest.mark.parametrize("head", [{"Retry-After": "86400"}, {}])
def test_a_limit_that_lasts_ends_in_one_line(user, office, tmp_path, head):
    office.answers = [(429, head)] * 9
    with pytest.raises(UserError, match=r"limits requests .429.*again later"):
        _collect(user, tmp_path)
    assert sum(user.waits) <= 120


def test_months_are_added_up_and_counted(user, tmp_path):
    _collect(user, tmp_path, [(376, "201901"), (376, "201902")])
    rows = harvest("comtrade-pages", tmp_path)["commodity_trade"]
    (flow,) = (r for r in rows if (r["exporter"], r["importer"], r["commodity"]) == ("ISR", "KAZ", "270900"))
    assert (flow["value"], flow["months"], flow["year"]) == (2 * 1398.5, 2, 2019)


def test_a_year_and_its_months_are_not_counted_twice(user, tmp_path):
    _collect(user, tmp_path, [(376, "201901"), (376, "2019")])
    with pytest.raises(BadFile, match="keep the year or its months"):
        harvest("comtrade-pages", tmp_path)


def test_reporters_are_dated(user):
    assert user.reporter("ISR", 2019) == 376
    for gone in ("OLD", "XXX"):
        with pytest.raises(UserError, match="no reporter"):
            user.reporter(gone, 2019)


def _page(folder, change):
    rows = Office().rows({"reporterCode": "376", "period": "2019", "flowCode": "M,X", "maxRecords": "99"})
    change(rows)
    (folder / "A-HS-376-2019.json.gz").write_bytes(gzip.compress(json.dumps({"data": rows, "error": ""}).encode()))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda rows: rows[2].update(primaryValue="1,000"), "row 3, primaryValue: '1,000' is no number"),
        (lambda rows: rows[2].update(primaryValue=-5), "negative"),
        (lambda rows: rows[2].update(reporterCode=398), "row 3: is of reporter 398"),
        (lambda rows: rows[2].update(classificationCode="S4"), "no edition of HS"),
        (lambda rows: rows[2].pop("partnerISO"), "row 3: no field partnerISO"),
        (lambda rows: rows.append(dict(rows[0])), "repeats the flow"),
        (lambda rows: rows[2].update(cmdCode="2709"), "six digits"),
    ],
)
def test_a_damaged_page_is_refused_with_its_row(tmp_path, change, says):
    _page(tmp_path, change)
    with pytest.raises(BadFile, match=says):
        harvest("comtrade-pages", tmp_path)


def test_a_page_cut_in_half_is_refused(tmp_path):
    _page(tmp_path, lambda rows: None)
    path = tmp_path / "A-HS-376-2019.json.gz"
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(BadFile, match="remove it and fetch it again"):
        harvest("comtrade-pages", tmp_path)


def test_rows_that_split_a_flow_by_transport_are_not_added_to_it(tmp_path):
    _page(tmp_path, lambda rows: rows.append(rows[0] | {"motCode": 2100, "primaryValue": 1.0}))
    before = len(harvest("comtrade-pages", tmp_path)["commodity_trade"])
    assert before == 8

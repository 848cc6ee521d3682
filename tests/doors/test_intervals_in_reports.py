"""`report.json` of ten pairs: each two ends have their kind, and no span of accounts is told as a probability."""

import json
from datetime import date

import pytest

from comity.assessment.assess import Request, assess
from comity.atlas.read import Atlas
from comity.terms.interval import Interval

PAIRS = ("ISR-KAZ", "USA-CHN", "IND-PAK", "FRA-DEU", "BTN-URY", "KOR-PRK", "RUS-UKR", "BRA-NGA", "QAT-SAU", "EST-MNG")
DAY = date(2020, 12, 31)
BY_ACCOUNTS = ("dependence.", "exchange.gap.")


def _ended(value, path=""):
    """(path, document) of everything in a document that has ends of its own."""
    if isinstance(value, list):
        for n, each in enumerate(value):
            yield from _ended(each, f"{path}/{n}")
    elif isinstance(value, dict):
        if value.get("low") is not None or value.get("high") is not None:
            yield path, value
        for key, each in value.items():
            yield from _ended(each, f"{path}/{key}")


@pytest.fixture(scope="module", params=PAIRS)
def report(request):
    a, b = request.param.split("-")
    made = assess(Atlas.open(None, DAY), Request(a, b, 1990, f"comity assess {a} {b}"))
    return json.loads(made.model_dump_json(by_alias=True))


def test_every_two_ends_have_a_kind(report):
    for path, document in _ended({name: report[name] for name in ("findings", "measures")}):
        assert document["interval"] in set(Interval), path
        if document["value"] is None:
            assert Interval(document["interval"]).probability is None, path
    for figure in report["figures"]:
        for part in (figure, *figure["series"]):
            ended = any(True for _ in _ended([*part.get("bars", ()), *part.get("points", ())]))
            assert ended == (part["interval"] is not None), (figure["id"], part.get("name"))


def test_no_ends_are_of_no_kind(report):
    for told in (*report["measures"], *(f["estimate"] for f in report["findings"] if f["estimate"])):
        assert (told["interval"] is None) == (told["low"] is None and told["high"] is None), told


def test_what_rests_on_accounts_has_no_probability(report):
    rows = {row["id"]: row for row in report["measures"]}
    for finding in report["findings"]:
        told = finding["estimate"]
        if told is None or told["low"] is None:
            continue
        alike = [
            r for i in finding["basis"] if (r := rows.get(i)) and [r[k] for k in _ENDS] == [told[k] for k in _ENDS]
        ]
        assert not alike or told["interval"] in {r["interval"] for r in alike}, finding["id"]
        reconciled = finding["id"].startswith("exchange.gap.") and told["value"] is not None
        if finding["id"].startswith(BY_ACCOUNTS) and not reconciled:
            assert Interval(told["interval"]).probability is None, finding["id"]


_ENDS = ("value", "low", "high", "unit")


def test_the_ten_have_both_kinds_of_findings():
    """Else the checks above would check nothing."""
    a, b = PAIRS[0].split("-")
    found = {f.id: f.estimate for f in assess(Atlas.open(None, DAY), Request(a, b, 1990, "")).findings if f.estimate}
    assert found["exchange.gap.KAZ-ISR"].interval is Interval.ACCOUNTS
    assert found["dependence.supplier.ISR-KAZ"].interval is Interval.ACCOUNTS
    assert found["tenor.level"].interval is Interval.CREDIBLE_80

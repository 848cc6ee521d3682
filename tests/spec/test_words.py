"""Pairs, periods, questions, units, events and goods."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

import comity.assessment
from comity.assessment.words import name
from comity.errors import UserError
from comity.terms.commodity import is_dual_use, sector, sector_rules, to_sectors
from comity.terms.curated import curated_rows
from comity.terms.dyad import DirectedDyad, Dyad
from comity.terms.event import QUADS, event, event_codes, plover_events, score, scores
from comity.terms.period import Period, parse_as_of
from comity.terms.question import QUESTIONS, question
from comity.terms.unit import UNITS, brief, format_value, same_unit

ARTICLES = Path(comity.assessment.__file__).with_name("articles.csv")


def test_dyads() -> None:
    assert Dyad("KAZ", "ISR") == Dyad("ISR", "KAZ") and Dyad("KAZ", "ISR").slug == "ISR-KAZ"
    assert DirectedDyad("KAZ", "ISR").slug == "KAZ-ISR"
    assert DirectedDyad("KAZ", "ISR").reversed == Dyad("KAZ", "ISR").directions[0]
    for kind in (Dyad, DirectedDyad):
        with pytest.raises(UserError, match="two different states"):
            kind("ISR", "ISR")


def test_periods() -> None:
    assert Period.parse("2012").end == date(2012, 12, 31) and Period.parse("2012-02").end == date(2012, 2, 29)
    assert Period.parse("2012-12") < Period.parse("2012") < Period.parse("2013-01")
    assert Period(2012, 12).next == Period(2013, 1) and Period(2012).next == Period(2013)
    assert parse_as_of("2014-02") == date(2014, 2, 28) and parse_as_of("2014-01-20") == date(2014, 1, 20)
    for bad in ("", "12", "2012-13", "2012-00", "0000", "2012-1", "soon", "２０１２"):
        with pytest.raises(UserError):
            Period.parse(bad)
    for bad in ("2014-02-30", "today", "20140120", ""):
        with pytest.raises(UserError, match="YYYY-MM-DD"):
            parse_as_of(bad)


def test_questions() -> None:
    order = "scope tenor evolution exchange complementarity dependence defence balance access intermediary"
    assert [q.id for q in QUESTIONS] == [*order.split(), "context", "potential", "outlook"]
    asked = question("intermediary").about("Israel", "Kazakhstan")
    assert asked == "Could Kazakhstan stand between Israel and its rivals (or Israel between Kazakhstan's)?"
    with pytest.raises(UserError, match="choose one of scope"):
        question("trade")


VALUES = [
    (1536e6, "usd", "US$ 1.5 billion"),
    (-2e6, "usd", "−US$ 2 million"),
    (999_999, "usd", "US$ 1 million"),
    (0, "usd", "US$ 0"),
    (450, "usd", "US$ 450"),
    (2.2e9, "usd_2010", "US$ 2.2 billion (2010 prices)"),
    (49, "tiv_million", "TIV 49 million"),
    (0.174, "share", "17 %"),
    (0.0123, "share", "1.2 %"),
    (0.5, "index", "0.50"),
    (-0.001, "index", "0.00"),
    (1, "events", "1 event"),
    (2290, "votes", "2,290 votes"),
    (13237, "persons", "13 thousand persons"),
    (3880.4, "km", "3.9 thousand km"),
    (1, "yes_no", "yes"),
    (None, "usd", "–"),
    (float("nan"), "share", "–"),
]


@pytest.mark.parametrize(("value", "unit", "text"), VALUES)
def test_a_value_in_a_sentence(value: float | None, unit: str, text: str) -> None:
    assert format_value(value, unit) == text


def test_a_value_in_a_table_and_units_that_do_not_mix() -> None:
    assert format_value(1536e6, "usd", table=True) == "1,536,000,000"
    assert all(format_value(None, unit, table=True) == "–" for unit in UNITS)
    assert same_unit("usd", "usd") == "usd"
    for units in (("usd", "share"), ()):
        with pytest.raises(UserError, match="mismatching units"):
            same_unit(*units)
    with pytest.raises(UserError, match="no unit called"):
        format_value(1, "ecu")


def test_event_scores_keep_the_zeros_of_their_codes() -> None:
    assert score("012", "goldstein_gdelt") == -0.4 and score("1823", "goldstein_gdelt") == -10
    assert (score("016", "goldstein_gdelt"), score("016", "goldstein_icews")) == (-2, -5)
    assert score("10", "goldstein_gdelt", root=True) == -5
    assert event("43").code == "043" and score("043", "plover") is not None and score("011", "plover") is None
    for ambiguous in ("10", "19", "20"):
        with pytest.raises(UserError, match="may be root"):
            event(ambiguous)
    for bad in ("", "999", "---"):
        with pytest.raises(UserError, match="no CAMEO event code"):
            event(bad)
    with pytest.raises(UserError, match="is a number"):
        event(10)  # type: ignore[arg-type]


def test_a_column_of_event_scores() -> None:
    found = scores(["010", "190", "---", "011"], "plover")
    assert np.isnan(found[[0, 2, 3]]).all() and found[1] <= -8
    with pytest.raises(UserError, match="may be root"):
        scores(["010", "12"], "plover")


def test_event_tables_are_whole() -> None:
    table = event_codes()
    assert {code.root for code in table.values()} == {f"{n:02d}" for n in range(1, 21)}
    for each in table.values():
        assert each.quad == QUADS[sum(int(each.root) >= first for first in (6, 10, 15))]
        assert not each.plover_event or each.plover_quad == plover_events()[each.plover_event].quad
    assert len(plover_events()) == 16


GOODS = [
    ("0101", "agriculture"),
    ("270900", "energy"),
    ("2612", "energy"),
    ("2601", "industry"),
    ("310210", "agriculture"),
    ("3002", "health"),
    ("842121", "environment"),
    ("842129", "industry"),
    ("842482", "agriculture"),
    ("8542", "high_technology"),
    ("854140", "environment"),
    ("854470", "telecoms"),
    ("854449", "industry"),
    ("9306", "defence"),
    ("8710", "defence"),
    ("490199", "higher_education"),
    ("7102", "precious_metals_stones"),
    ("99", None),
]


@pytest.mark.parametrize(("code", "expected"), GOODS)
def test_sector_of_goods(code: str, expected: str | None) -> None:
    assert sector(code) == expected


def test_unmapped_goods_are_counted_and_damaged_codes_refused() -> None:
    column = to_sectors(["2709", "9999", "9999", None])
    assert column.sector.tolist() == ["energy", None, None, None] and column.unmapped == {"9999": 2}
    assert is_dual_use("851762") and not is_dual_use("0101")
    assert all(rule.reason for rule in sector_rules().values())
    for bad in ("101", "1", "27091", "crude", "", "２７"):
        with pytest.raises(UserError):
            sector(bad)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (1.94, "1.9"),
        (2.0, "2"),
        (0.254, "0.25"),
        (0.00312, "0.0031"),
        (9.96, "10"),
        (2161.0, "2,200"),
        (-1.94, "−1.9"),
    ],
)
def test_a_number_is_brief_to_two_digits(value, text):
    assert brief(value) == text


@pytest.mark.parametrize("id", ["COD", "COG", "CAF", "FRO", "NLD"])
def test_a_name_that_takes_the_article_has_it_within_a_sentence(id):
    assert name(id).startswith("the ")


def test_the_article_is_that_of_the_name_as_it_is_printed() -> None:
    """A formal name may take an article that the short one does not: the Federated States, and Micronesia."""
    reasons = {row["id"]: row["reason"] for row in curated_rows(ARTICLES)}
    unlike = {id for id, reason in reasons.items() if reason != name(id)}
    # The note on the first, and short forms of names with a bracket: these print as they should.
    assert unlike == {"ARE", "CCK", "XDW"}
    assert name("FSM") == "Micronesia" and name("GMB") == "the Gambia"

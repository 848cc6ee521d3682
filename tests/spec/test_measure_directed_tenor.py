"""Each side's acts on the other, and the documents that say so, by hand."""

from datetime import date

import numpy as np
import pytest

from comity.assessment.coded_documents import GRADE, coded_documents
from comity.assessment.turning_points import turning_points
from comity.atlas.measurement import Measurement, State
from comity.measures.directed_tenor import directed_tenor, documents
from comity.measures.prominence import RIDGE, directed_excess
from comity.terms.details import Break, CodedDocument
from tabled import computed

JANUARY = 2020 * 12
COLUMNS = ("a", "b", "period", "value", "n", "details")


def month(a, b, period, days=10, warm=0.0, cold=0.0, **more):
    row = dict.fromkeys(
        ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict", "mentions"), 1
    )
    row |= {"a": a, "b": b, "period": period, "delivered_days": 30.0, "active_days": days}
    row |= {"cooperative_days": days, "hostile_days": days, "acts": days, "documents": days}
    row |= {"cooperation": warm, "hostility": cold, "cooperation_log": warm, "hostility_log": cold}
    row |= {"cooperation_squares": warm, "hostility_squares": cold, "tone_log": warm - cold}
    return row | {"tone_squares": warm + cold} | more


def of(found, measure, a, b):
    return {row[2]: row[3] for row in found[measure] if row[:2] == (a, b)}


def test_each_direction_has_its_own_level_and_tone():
    rows = []
    for k in range(6):
        rows += [month("AAA", "BBB", JANUARY + k, cold=40.0), month("BBB", "AAA", JANUARY + k, warm=40.0)]
        rows += [month("AAA", "CCC", JANUARY + k, warm=5.0), month("CCC", "BBB", JANUARY + k, warm=5.0, cold=5.0)]
        rows += [month("CCC", "AAA", JANUARY + k, warm=5.0, cold=5.0)]
    found = computed(directed_tenor, {"event_months": rows}, COLUMNS)
    june = JANUARY + 5
    there, back = (of(found, "tenor.hostility_toward", *pair)[june] for pair in (("AAA", "BBB"), ("BBB", "AAA")))
    assert there > 0 > back
    assert of(found, "tenor.tone_toward", "AAA", "BBB")[JANUARY] == pytest.approx(-40 / 15)
    assert of(found, "tenor.tone_toward", "BBB", "AAA")[JANUARY] == pytest.approx(40 / 15)


def test_what_a_state_does_to_all_and_what_all_do_to_a_state_is_taken_out():
    one, two = np.array([0, 0, 1, 1, 2, 2]), np.array([1, 2, 0, 2, 0, 1])
    acts, suffers = np.array([3.0, 0.0, 0.0]), np.array([0.0, 1.0, 0.0])
    level = acts[one] + suffers[two]
    left = directed_excess(one, two, level)
    assert left.sum() == pytest.approx(0)
    assert np.abs(left).max() < np.abs(level - level.mean()).max() * RIDGE / (RIDGE + 1)


def test_a_month_that_was_hardly_delivered_and_an_empty_warehouse_give_nothing():
    short = [month("AAA", "BBB", JANUARY, warm=1.0, delivered_days=9.0)]
    for rows in (short, []):
        assert not any(computed(directed_tenor, {"event_months": rows}, COLUMNS).values())


def paper(place, side="cold", outlet="one.example", url="https://one.example/1"):
    row = {"a": "AAA", "b": "BBB", "period": JANUARY, "side": side, "place": place, "date": "2020-01-07", "code": "112"}
    return row | {"score": -2.0, "mentions": 3, "outlet": outlet, "url": url}


def test_the_documents_behind_a_month_are_named_in_the_order_of_their_weight():
    rows = [paper(2, outlet="two.example", url="https://two.example/2"), paper(1), paper(1, "warm", outlet=None)]
    ((a, b, period, value, n, named),) = computed(documents, {"event_documents": rows}, COLUMNS)["tenor.documents"]
    assert (a, b, period, value, n) == ("AAA", "BBB", JANUARY, 3, 2)
    assert [(d["side"], d["code"], d["outlet"]) for d in named] == [
        ("cold", "112", "one.example"),
        ("cold", "112", "two.example"),
        ("warm", "112", None),
    ]
    assert {d["day"] for d in named} == {date(2020, 1, 7)}


def coded(outlet, address):
    return CodedDocument(date(2020, 1, 7), "cold", "112", outlet, address)


class Shelf:
    """A view with the documents of one month."""

    a, b = "AAA", "BBB"

    def __init__(self, *documents):
        self.documents = documents

    def has(self, measure):
        return measure == "tenor.documents"

    def series(self, measure, a, b):
        if (a, b) != (self.a, self.b):
            return []
        return [
            Measurement(
                measure, a, b, "2020-01", 1.0, None, None, "count", State.VALUE, 1, (), self.documents, interval=None
            )
        ]


def test_coded_documents_speak_for_a_turn_of_their_side_but_only_readers_confirm_it():
    shelf = Shelf(*(coded(f"{h}.example", f"https://{h}.example/{i}") for i, h in enumerate(("one", "two", "two"))))
    rows = coded_documents(shelf, {"2020-01"})
    assert {(r.id, r.grade) for r in rows} == {("tenor.documents/AAA-BBB/2020-01", GRADE)}
    assert coded_documents(shelf, {"2020-02"}) == ()
    colder, warmer = (
        Measurement(
            "evolution.turning_point",
            "AAA",
            "BBB",
            "2020-02",
            v,
            None,
            None,
            "log_points",
            State.VALUE,
            9,
            (),
            (Break("2020-01", 100),),
            interval=None,
        )
        for v in (-2.5, 2.5)
    )
    (point,) = turning_points([colder], rows)
    assert point.documented
    assert not point.confirmed
    assert turning_points([warmer], rows)[0].documents == ()


def test_a_hostile_document_is_told_without_its_address_and_none_is_left_out():
    """A tab, a line's end or a bar in what a publisher wrote once made another row of it, or none."""
    hostile = coded("An\toutlet\n2020-01-07\tcold|\x1b[2J", "javascript:alert(1)")
    rows = coded_documents(Shelf(hostile, coded(None, "a story's id")), {"2020-01"})
    assert [r.url for r in rows] == ["", ""]
    assert [r.source for r in rows][1] == "outlet not named"
    assert not any(character in row.source for row in rows for character in "\t\n\x1b")

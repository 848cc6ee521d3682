"""From steps to turning points, phases and documents; and which signals contradict each other."""

import pytest

from comity.assessment.settings import threshold
from comity.assessment.signals import CALM, COOPERATIVE, HOSTILE, MASKED, NEITHER, Signal, disagreement
from comity.assessment.turning_points import phases, turning_points
from comity.assessment.words import month_name
from comity.atlas.measurement import Measurement, State
from comity.dossier.statement import EvidenceRow
from comity.measures.expected_tone import lines_of
from comity.terms.details import Break


def step(known, month, value, one_in=100):
    began = (Break(month, one_in),)
    return Measurement(
        "evolution.turning_point",
        "AAA",
        "BBB",
        known,
        value,
        None,
        None,
        "log_points",
        State.VALUE,
        60,
        (),
        began,
        interval=None,
    )


def tone(period, value):
    return Measurement(
        "tenor.tone", "AAA", "BBB", period, value, None, None, "log_points", State.VALUE, None, (), interval=None
    )


def document(row, day, kind="visit", url="", source="A newspaper", status=""):
    return EvidenceRow(
        id=row,
        date=day,
        a="AAA",
        b="BBB",
        claim="They met.",
        source=source,
        url=url,
        kind=kind,
        grade="B2",
        status=status,
    )


def test_neighbouring_steps_of_one_sign_are_one_point_at_the_largest():
    found = turning_points(
        [step("2020-05", "2020-04", -2.2), step("2020-06", "2020-05", -3.4, 500), step("2020-07", "2020-06", -2.5)]
    )
    assert [(p.month, p.step.value, p.one_in, p.warmer) for p in found] == [("2020-05", -3.4, 500, False)]


def test_steps_of_opposite_sign_or_apart_are_points_of_their_own():
    found = turning_points(
        [step("2020-05", "2020-04", -2.2), step("2020-06", "2020-05", 2.4), step("2020-09", "2020-08", 2.4)]
    )
    assert [p.month for p in found] == ["2020-04", "2020-05", "2020-08"]


def test_only_rare_steps_are_clear():
    assert [
        p.clear for p in turning_points([step("2020-05", "2020-04", 1.6, 20), step("2020-09", "2020-08", 2.4)])
    ] == [
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("documents", "confirmed"),
    [
        ([], False),
        ([document("1", "2020-04-02"), document("2", "2020-05-03")], False),
        ([document(str(i), "2020-04-02", source=f"Paper {i}") for i in range(3)], True),
        ([document(str(i), "2020-04-02", url=f"https://one.example/{i}") for i in range(3)], False),
        (
            [
                document(str(i), "2020-04-02", url=f"https://{h}.example/{i}")
                for i, h in enumerate(("one", "one", "two"))
            ],
            True,
        ),
    ],
    ids=["none", "two", "three papers", "three pages of one publisher", "two publishers"],
)
def test_a_point_is_confirmed_by_three_documents_of_two_publishers(documents, confirmed):
    (point,) = turning_points([step("2020-05", "2020-04", 2.4)], documents)
    assert point.confirmed is confirmed
    assert len(point.documents) == len(documents)


def test_a_document_counts_only_near_the_break_and_of_a_kind_that_fits_it():
    rows = [
        document("far", "2020-06-01"),
        document("year", "2020"),
        document("quarrel", "2020-04-01", kind="incident"),
        document("call", "2020-04-01", kind="contact"),
        document("hope", "2020-04-01", status="plan"),
        document("treaty", "2020-03-31", kind="agreement"),
    ]
    (warm,) = turning_points([step("2020-05", "2020-04", 2.4)], rows)
    assert [d.id for d in warm.documents] == ["treaty"]
    (cold,) = turning_points([step("2020-05", "2020-04", -2.4)], rows)
    assert [d.id for d in cold.documents] == ["quarrel"]


def test_phases_lie_between_clear_points():
    found = phases(
        [tone("2020-01", 1.0), tone("2020-02", 2.0), tone("2020-03", -1.0), tone("2020-05", -2.0)],
        turning_points([step("2020-04", "2020-03", -2.4), step("2020-06", "2020-05", -1.6, 20)]),
    )
    assert [(p.first, p.last, p.tone, p.months) for p in found] == [
        ("2020-01", "2020-02", 1.5, 2),
        ("2020-03", "2020-05", -1.5, 2),
    ]
    assert phases([], ()) == ()


def signal(name, points_to):
    return Signal(name, "", points_to, (tone("2020-01", 0.0),))


def test_signals_on_both_sides_disagree_and_silent_ones_do_not_count():
    rivalry, pact, votes = (
        signal("strategic rivalry", HOSTILE),
        signal("alliance", COOPERATIVE),
        signal("votes", NEITHER),
    )
    found = disagreement((rivalry, pact, votes))
    assert found is not None
    assert found.text == ("The signals disagree: strategic rivalry points to hostility; alliance points the other way.")
    assert disagreement((rivalry, votes)) is None
    assert disagreement((pact, signal("little reported hostility", CALM))) is None
    assert disagreement((pact, signal("reported hostility", HOSTILE))) is None, "the press alone is no hostility"


def test_a_low_score_that_netting_gives_is_named_beside_what_contradicts_it():
    found = disagreement((signal("strategic rivalry", HOSTILE), signal("low score for hostility", MASKED)))
    assert "no sign of calm in a pair that is in the news every day" in found.text
    assert disagreement((signal("alliance", COOPERATIVE), signal("low score for hostility", MASKED))) is None


def test_the_band_of_a_forecast_widens_by_the_drift_of_its_measure():
    assert threshold("tone_drift") == lines_of().drift


def test_months_have_names():
    assert month_name("2020-07") == "July 2020"

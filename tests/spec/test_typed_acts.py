"""What an act was is told by its kind, and no rule reads the English of a row to find it out."""

from dataclasses import replace

import pytest

from chronicle_rows import event_row
from comity.assessment.accounts.leaps import leapt
from comity.assessment.page1.acts import GIFTS, given, meanwhile, mending, weighed
from comity.assessment.page1.bottom_line import bottom_line, event_told
from comity.assessment.page1.course import before, brief, in_a_row
from comity.assessment.page1.kind import kind_of_relations
from comity.assessment.page1.pacts import in_pacts
from comity.assessment.page1.watch import watch
from comity.assessment.record import Record
from comity.assessment.view import View
from comity.atlas.read import Atlas
from comity.chronicle.acts_of_unions import by_union
from comity.chronicle.events import events, read_events
from comity.chronicle.kinds import kinds
from comity.chronicle.once_one import once_one
from comity.terms.ref import event_ref
from page_one import DAY, assessed, first_page


def row(kind, what, when, weight="2", until=""):
    return event_row(when, kind, what, weight=weight, until=until)


def record(*rows):
    return Record("BRA", "TUR", DAY, read_events(rows), ())


def line(atlas, held):
    view = View(atlas, "BRA", "TUR", 1990, record=held)
    view.kind = kind_of_relations(view, held)
    return view.kind.id, bottom_line(view, held, view.kind).text


@pytest.mark.parametrize(
    ("kind", "gives"),
    [
        ("arms", True),
        ("aid", True),
        ("loan", False),
        ("debt_terms", False),
        ("base", True),
        ("arms_sale", False),
        ("fought_beside", False),
        ("forces_sent", False),
        ("arms_withheld", False),
    ],
)
def test_a_gift_is_one_by_its_kind_whatever_its_words(kind, gives):
    (one,) = read_events([row(kind, "Brazil struck a deal and sold, ordered and bought nothing together.", "2025")])
    assert given(one) is gives and (kind in GIFTS) is gives


def test_what_was_fought_together_heads_its_own_judgement_and_is_no_arms():
    together = kinds()["fought_beside"]
    assert (together.family, together.sign, together.caption) == ("defence", 1, "Side by side")
    assert kinds()["claim_backed"].family == kinds()["shielded"].family == "backing"
    assert [e.kind.id for e in events() if e.id.startswith("2026-02-28.USA-ISR")] == ["fought_beside"]


def test_a_patron_is_told_by_the_gift_that_says_most_and_the_war_fought_together(atlas):
    held = Record.of("ISR", "USA", DAY)
    view = View(atlas, "ISR", "USA", 1990, record=held)
    kind = kind_of_relations(view, held)
    said = bottom_line(view, held, kind).text
    assert kind.id == "patron_client"
    assert "38 billion" in said and "attacked Iran together" in said and "one way" not in said


@pytest.mark.parametrize(
    ("kind", "asks"),
    [
        ("embargo", "Whether the embargo is lifted: "),
        ("embargo_energy", "Whether supplies are taken up again: "),
        ("embargo_good", "Whether the ban is lifted: "),
        ("tariffs", "Whether the duties stay: "),
        ("airspace_closed", "Whether flights resume: "),
        ("border_closed", "Whether the border opens: "),
        ("extradition", "Whether the person is handed over: "),
        ("arms_sale", "Whether more arms are sold: "),
        ("arms", "Whether more arms follow: "),
        ("interim_ruling", "How the court decides: "),
        ("project", "Whether it is carried out: "),
        ("project_done", None),
        ("visit_contested", None),
        ("fought_beside", "Whether the fighting goes on: "),
    ],
)
def test_what_is_open_about_an_act_is_known_by_its_kind(atlas, kind, asks):
    what = "Brazil gave Türkiye tanks." if kind == "arms" else "Brazil did a thing to Türkiye that a row tells."
    held = record(row(kind, what, "2026-01-07"))
    asked = [w.what.text for w in watch(View(atlas, "BRA", "TUR", 1990, record=held), held)]
    assert asked == [] if asks is None else asked[0].startswith(asks)


def test_a_court_that_orders_for_the_time_being_has_decided_nothing(atlas):
    suit = row("ruling_sought", "Brazil sued Türkiye over an island.", "2020-01-07")
    order = row("interim_ruling", "The court ordered Türkiye to wait.", "2024-01-07")
    last = row("ruling", "The court ordered Türkiye to pay Brazil.", "2025-01-07")
    for rows, open_still in (((suit, order), True), ((suit, order, last), False)):
        held = record(*rows)
        asked = [w.what.text for w in watch(View(atlas, "BRA", "TUR", 1990, record=held), held)]
        assert any("How the court decides" in a for a in asked) == open_still


def test_what_parted_two_on_the_mend_is_what_the_mend_ended_and_the_gravest_since():
    held = record(
        row("relations_broken", "Brazil broke off relations.", "2019-01-23", "3", "2026-03-05"),
        row("strike", "Brazil struck Ankara.", "2026-01-03", "3"),
        row("dispute", "They quarrelled over fish.", "2026-02-03"),
        row("relations_restored", "They restored relations.", "2026-03-05", "3"),
    )
    parted, mend = mending(held)
    assert (parted.kind.id, mend.kind.id) == ("relations_broken", "relations_restored")
    assert meanwhile(held, parted, mend).kind.id == "strike"


def test_no_act_of_weight_of_these_years_is_left_out_and_what_defines_comes_before_slighter_news(atlas):
    held = record(
        row("project_done", "A pipeline from Brazil to Türkiye was opened.", "2006-05-25", "3"),
        row("talks", "They declared a friendship without limits.", "2022-02-04", "3"),
        row("sanctions", "Brazil barred a bank.", "2024-05-04", "3"),
        row("treaty_signed", "They signed a treaty on trade and aid.", "2024-12-04", "3"),
        row("summit", "Their presidents met.", "2025-12-04"),
    )
    _, said = line(atlas, held)
    assert all(what in said for what in ("pipeline", "without limits", "barred a bank", "treaty on trade and aid"))


def test_an_act_of_a_union_is_not_the_newest_of_two_who_have_acts_of_their_own():
    held = Record.of("MDA", "ROU", DAY)
    assert any(by_union(e) for e in held.events) and not by_union(held.newest)


@pytest.mark.parametrize(
    ("pair", "says"),
    [
        ("ALB XKX", "Albania recognised Kosovo"),
        ("DZA ESH", "Morocco"),
        ("USA VEN", "seized President Maduro"),
        ("CHN RUS", "without limits"),
        ("AZE TUR", "pipeline"),
        ("KOR USA", "soldiers"),
        ("BEN NER", "pipeline"),
    ],
)
def test_what_a_specialist_says_first_stands_in_the_bottom_line(atlas, pair, says):
    a, b = pair.split()
    held = Record.of(a, b, DAY)
    view = View(atlas, a, b, 1990, record=held)
    view.kind = kind_of_relations(view, held)
    assert says in bottom_line(view, held, view.kind).text


def test_every_act_of_weight_of_three_years_is_named_first_of_all(atlas):
    """On the starter atlas, in the bottom line or in the first judgement; pacts in force are told by name."""
    pairs = sorted({tuple(sorted((e.a, e.b))) for e in events() if e.weight == 3 and e.when.year >= 2023})
    left_out = []
    for a, b in pairs:
        held = Record.of(a, b, DAY)
        late = [e for e in held.events if e.weight == 3 and held.years_since_begun(e) <= 3 and not in_pacts(e, held)]
        view = View(atlas, a, b, 1990, record=held)
        view.kind = kind_of_relations(view, held)
        told = bottom_line(view, held, view.kind).basis if late else ()
        if left := [e for e in late if event_ref(e.id) not in told]:
            first = first_page(f"{a} {b}").judgements[0].text
            left_out += [e.id for e in left if e.what[:40] not in first]
    assert left_out == []


def test_a_sentence_in_a_row_keeps_the_capital_of_a_name_alone():
    said = in_a_row([brief(e) for e in Record.of("CHN", "HKG", DAY).events]).text
    assert "; mass protests" in said and "; Beijing imposed" in said


def test_what_came_of_late_is_told_apart_from_what_went_before():
    told = [one.text for one in before(Record.of("CHN", "HKG", DAY), ())]
    since = [text for text in told if text.startswith("Since then: ")]
    assert told[0].startswith("What went before: ") and [text[:25] for text in since] == ["Since then: Mass protests"]


def test_the_date_stands_behind_the_act_and_not_behind_what_came_of_it():
    (one,) = read_events([row("treaty_signed", "They signed a treaty on rivers.", "2002-03-26")])
    later = replace(one, what="They signed a treaty on rivers. It was in force from July 2003.")
    assert event_told(later).text == "They signed a treaty on rivers (26 March 2002). It was in force from July 2003."


def test_a_slight_treaty_of_long_ago_stands_out_between_nobody(atlas):
    held = record(row("treaty_signed", "They signed an investment treaty.", "1994-05-17", "1"))
    assert "investment treaty" not in line(atlas, held)[1].partition("On record between them")[0]


def test_a_quarrel_mended_long_ago_is_not_on_the_mend():
    rows = (row("dispute", "They quarrelled.", "2018-02-12"), row("treaty_signed", "They agreed.", "2018-05-11"))
    assert mending(record(*rows)) is None


def test_a_list_of_rivals_that_ends_before_they_made_it_up_is_of_the_past(atlas):
    held = Record.of("SAU", "TUR", DAY)
    assert kind_of_relations(View(atlas, "SAU", "TUR", 1990, record=held), held).id != "rivals"


def test_a_quarrel_that_was_made_up_for_parts_nobody_today(atlas):
    bond = row("treaty_signed", "They signed a treaty of friendship.", "2005-03-18", "3")
    quarrel = row("incident", "Thousands crossed the border in anger.", "2024-12-17", "3")
    mend = row("normalisation", "They closed the rift.", "2025-10-19")
    assert line(atlas, record(quarrel, bond))[0] == "contested"
    assert line(atlas, record(quarrel, bond, mend))[0] == "partners"


def test_strikes_that_were_made_up_for_make_no_rivals(atlas):
    struck = row("strike", "Brazil struck a camp in Türkiye.", "2024-01-16", "3")
    back = row("strike", "Türkiye struck back.", "2024-01-18", "3") | {"a": "TUR", "b": "BRA"}
    returned = row("relations_raised", "They agreed to send ambassadors back.", "2024-01-22")
    assert line(atlas, record(struck, back))[0] == "rivals"
    assert line(atlas, record(struck, back, returned))[0] != "rivals"


def test_what_one_undertakes_alone_makes_no_alliance(atlas):
    held = record(
        row("guarantee", "Brazil undertook to defend Türkiye by an order of its president.", "2025-10-01", "3")
    )
    assert line(atlas, held)[0] == "partners"


@pytest.mark.parametrize(
    "unfit",
    [
        row("talks", "They spoke of fish.", "2025-09-16", "1"),
        row("incident", "Pirates sank boats of both.", "2025-09-16") | {"a": "BRA"},
    ],
)
def test_where_the_registers_hold_more_neither_a_slight_act_nor_one_of_others_stands_out(atlas, unfit):
    (one,) = read_events([unfit])
    held = Record("BRA", "TUR", DAY, (replace(one, sign=0),), ())
    said = line(atlas, held)[1]
    assert said.startswith("Newest dated event: ") and "stands out" not in said


@pytest.mark.parametrize(
    ("a", "b", "told"),
    [
        ("IND", "PAK", "both were parts of British India"),
        ("MYS", "SGP", "Singapore was a part of Malaysia"),
        ("EST", "RUS", "Estonia was under Soviet rule, which many states never recognised,"),
        ("EST", "LVA", "both were under Soviet rule, which many states never recognised,"),
        ("IDN", "TLS", "Timor-Leste was under Indonesian rule, which the United Nations did not recognise,"),
    ],
)
def test_what_two_were_together_is_told_by_who_left_whom(a, b, told):
    assert once_one(a, b, DAY).told == once_one(b, a, DAY).told == told


def test_shows_of_force_come_in_series_lead_where_neither_recognises_the_other_and_are_watched():
    page1 = assessed("CHN", "TWN").page1
    first = page1.judgements[0]
    assert first.findings == ("chronicle.crisis",)
    for day in ("August 2022", "April 2023", "May 2024", "April 2025"):
        assert day in first.text, day
    assert any(line.what.text.startswith("Whether it is repeated") for line in page1.watch)


@pytest.mark.parametrize(("until", "binds"), [("", True), ("2025-01", False)])
def test_a_war_fought_together_that_is_over_binds_nobody_today(until, binds):
    held = record(row("fought_beside", "Forces of both fought a rebellion.", "2024-11-14", "3", until))
    assert bool(weighed(held)[0]) is binds


def test_a_leap_from_a_year_in_which_they_had_cut_each_other_off_needs_no_word():
    view = View(Atlas.open(None, DAY), "ARE", "QAT", 1990, record=Record.of("ARE", "QAT", DAY))
    assert leapt(view, view.last("exchange.exports_imf")) is None


@pytest.mark.parametrize(
    ("parted", "since", "mended"),
    [
        ("tariffs", "treaty_signed", False),
        ("tariffs", "trade", True),
        ("tariffs", "sanctions_lifted", True),
        ("sanctions", "trade", False),
        ("sanctions", "sanctions_lifted", True),
        ("border_closed", "border_opened", True),
        ("border_closed", "treaty_signed", False),
        ("ambassador_recalled", "treaty_signed", True),
        ("dispute", "dispute_settled", True),
        ("extradition", "summit", False),
    ],
)
def test_a_measure_is_mended_by_its_end_and_not_by_whatever_was_signed_since(parted, since, mended):
    held = record(
        row(parted, "Brazil set itself against Türkiye.", "2024-02-01", until="2025-09-01"),
        row(since, "The two did a thing together.", "2025-11-01"),
    )
    assert (mending(held) is not None) == mended


def test_a_slight_measure_of_a_few_months_had_parted_nobody():
    for until, weight, mended in (("2025-09-01", "2", False), ("2026-09-01", "2", True), ("2025-09-01", "3", True)):
        shut = row("border_closed", "Brazil shut a crossing to Türkiye.", "2025-02-01", weight, until)
        held = record(shut, row("border_opened", "Brazil opened the crossing again.", "2026-10-01"))
        assert (mending(held) is not None) == mended


def test_an_embassy_shut_for_fear_estranges_nobody(atlas):
    shut = row(
        "mission_closed", "Brazil closed its embassy in Türkiye as shells fell nearby.", "2025-02-01", weight="3"
    )
    held = record(shut)
    assert kind_of_relations(View(atlas, "BRA", "TUR", 1990, record=held), held).id == "estranged"
    for_fear = Record("BRA", "TUR", DAY, (replace(held.events[0], sign=0),), ())
    assert kind_of_relations(View(atlas, "BRA", "TUR", 1990, record=for_fear), for_fear).id != "estranged"


def test_a_treaty_signed_and_then_given_up_is_not_watched_as_one_to_be_carried_out(atlas):
    signed = row("treaty_signed", "Brazil and Türkiye signed an accord.", "2026-01-07")
    given_up = row("treaty_suspended", "Türkiye suspended the accord.", "2026-03-07")
    for rows, open_still in (((signed,), True), ((signed, given_up), False)):
        held = record(*rows)
        asked = [w.what.text for w in watch(View(atlas, "BRA", "TUR", 1990, record=held), held)]
        assert any("Whether what was signed is carried out" in a for a in asked) == open_still
    assert asked and asked[0].startswith("Whether the treaty is taken up again")


def test_what_a_court_ruled_does_not_stand_under_the_name_of_a_quarrel_over_land():
    page = assessed("JPN", "KOR").page1
    (court,) = [j.label for j in page.judgements if "comfort women" in j.text and "court" in j.text]
    assert court == "Territory, before the courts"

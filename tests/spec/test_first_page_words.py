"""The words of a first page: a state of things with its cause and its way, and no figure without what explains it."""

from dataclasses import replace
from datetime import date
from itertools import count

import pytest

from chronicle_rows import event_row
from comity.api.python import assess
from comity.assessment.page1.bottom_line import bottom_line
from comity.assessment.page1.course import SIDE_CLAUSE, brief, shortened
from comity.assessment.page1.judged import _judged, topics
from comity.assessment.page1.kind import kind_of_relations
from comity.assessment.page1.strip import strip
from comity.assessment.page1.watch import watch
from comity.assessment.record import Record
from comity.assessment.view import View
from comity.chronicle.events import events, read_events
from comity.chronicle.once_one import once_one
from comity.chronicle.runs_out import ENDS, REVIEWED, runs_out
from page_one import DAY, assessed

NUMBERS = count(1)


def event(kind, what, when, weight="2", **more):
    return event_row(when, kind, what, weight=weight, **more)


def record(*rows):
    return replace(Record.of("BRA", "TUR", DAY), events=read_events(rows), pacts=())


def line(atlas, held):
    view = View(atlas, "BRA", "TUR", 1990, record=held)
    view.kind = kind_of_relations(view, held)
    return bottom_line(view, held, view.kind).text


def judged(held, topic):
    (found,) = [t for t in topics() if t.id == topic]
    return _judged(found, held)


QUARREL = event("dispute", "They quarrelled over fish.", "2024-06-01", "3")
BAN = event("embargo_good", "Brazil barred fish from Türkiye.", "2025-06-01")
TALKS = event("treaty_signed", "They signed a treaty on fish.", "2025-09-01")
PACT = event("treaty_signed", "They signed a treaty of friendship.", "2015-09-01", "3")
WAR = event("war_begins", "They went to war over an island.", "1990-01-01", "3", until="1990-02-01")


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([QUARREL, BAN], "Of late: Brazil barred fish from Türkiye (1 June 2025)."),
        (
            [QUARREL, BAN, event("talks", "They talked of fish.", "2025-10-01")],
            "; then a step toward each other: They talk",
        ),
        (
            [PACT, TALKS, event("trade", "They opened trade.", "2025-10-01")],
            "Newest of the steps toward each other: They",
        ),
        (
            [TALKS, event("trade", "They opened trade.", "2025-10-01"), WAR],
            "What went before: They went to war over an is",
        ),
        (
            [
                event("dispute", "They quarrelled.", "2019-01-01", "3"),
                event("dispute_settled", "They settled it.", "2025-09-01"),
            ],
            "On the mend. What parted them: They quarrelled",
        ),
    ],
)
def test_a_bottom_line_names_what_made_it_so_and_which_way_it_goes(atlas, rows, says):
    said = line(atlas, record(*rows))
    assert says in said
    assert "dated events since" not in said, "a count of events is no judgement"


def test_an_act_that_defines_two_stands_in_place_of_what_is_on_record_and_a_lesser_one_of_long_ago_is_left_out(atlas):
    said = line(atlas, record(event("incident", "Pirates sank boats of both.", "1973-01-01", "3")))
    assert said == "What shaped the two: Pirates sank boats of both (1973)."
    assert "Pirates" not in line(atlas, record(event("incident", "Pirates sank boats of both.", "1973-01-01", "1")))


def test_what_set_off_a_fighting_is_told_with_it_and_with_its_end():
    held = record(
        event("incident", "Gunmen killed pilgrims.", "2025-04-22", "3"),
        event("clash", "The two fought for four days.", "2025-05-07", "3", until="2025-05-10"),
        event("ceasefire", "The two stopped fighting.", "2025-05-10", "3"),
        event("incident", "A boat was seized.", "2023-01-01"),
    )
    war, crisis = judged(held, "war"), judged(held, "crisis")
    assert war.finding.claim.index("Gunmen") < war.finding.claim.index("four days") < war.finding.claim.index("stopped")
    assert "Gunmen" not in crisis.finding.claim and "seized" in crisis.finding.claim


def test_the_newest_act_on_a_treaty_leads_and_the_treaty_follows():
    held = record(
        event("treaty_signed", "They signed a treaty on a river.", "1960-09-19", "3"),
        event("treaty_suspended", "Brazil suspended the treaty.", "2025-04-23", "3"),
    )
    claim = judged(held, "treaty").finding.claim
    assert (
        claim
        == "Brazil suspended the treaty (23 April 2025). Earlier: They signed a treaty on a river (19 September 1960)."
    )


@pytest.mark.parametrize(
    ("rows", "topic", "caption"),
    [
        ([event("government", "A coup turned all.", "2026-01-01")], "status", "What changed"),
        ([event("statehood", "The one left the other.", "2011-07-09")], "status", "How it began"),
        ([event("ruling_sought", "Brazil sued Türkiye.", "2025-03-06")], "territory", "Before the courts"),
        ([event("claim", "Brazil claimed an island.", "2025-03-06")], "territory", "Territory"),
    ],
)
def test_a_caption_is_that_of_what_is_told(rows, topic, caption):
    assert judged(record(*rows), topic).salience.caption == caption


@pytest.mark.parametrize(
    ("rows", "asks"),
    [
        ([event("airspace_closed", "Brazil barred flights from Türkiye.", "2025-04-07")], "Whether flights resume: "),
        ([event("embargo_good", "Brazil barred fish from Türkiye.", "2025-04-07")], "Whether the ban is lifted: "),
        ([event("tariffs", "Brazil put duties on steel.", "2025-04-07")], "Whether the duties stay: "),
        ([event("embargo_energy", "Brazil stopped all gas.", "2025-04-07")], "Whether supplies are taken up again: "),
        ([event("visit_contested", "Brazil's president visited the island.", "2010-04-07")], None),
    ],
)
def test_what_to_watch_fits_the_act(atlas, rows, asks):
    held = record(*rows)
    asked = [w.what.text for w in watch(View(atlas, "BRA", "TUR", 1990, record=held), held)]
    assert asked == [] if asks is None else asked[0].startswith(asks)


def test_what_runs_out_is_watched_with_its_day():
    (due,) = [w for w in assessed("BGD", "IND").page1.watch if w.date == "2026-12-12"]
    assert due.what.text.startswith(
        "Whether the sharing of the Ganges is renewed, as it runs out on 12 December 2026: "
    )
    assert not [w for w in assess("BGD", "IND", as_of=date(2020, 1, 1)).page1.watch if w.date]
    assert set(runs_out()) <= {e.id for e in events()} and all(r.reason for r in runs_out().values())
    assert {r.on_that_day for r in runs_out().values()} == {ENDS, REVIEWED}


def test_a_review_is_no_end():
    asked = [w.what.text for w in assessed("CAN", "USA").page1.watch]
    assert any("as they were to say by 1 July 2026" in a for a in asked), asked
    assert not any("run out on 1 July 2026" in a for a in asked)


@pytest.mark.parametrize(
    ("a", "b", "whole", "day"),
    [
        ("IND", "PAK", "British India", "1947-08-14"),
        ("BGD", "PAK", "Pakistan", "1971-12-15"),
        ("UKR", "RUS", "the Soviet Union", "1991-12-25"),
        ("HRV", "SRB", "Yugoslavia", "1991-06-24"),
    ],
)
def test_two_that_were_one_are_told_so_of_a_count_by_place_of_birth(a, b, whole, day):
    found = once_one(a, b, DAY)
    assert (found.name, str(found.until)) == (whole, day)
    assert once_one(b, a, date(1940, 1, 1)) is None
    assert once_one(a, "BRA", DAY) is None


def test_a_territory_is_told_by_whose_it_is(atlas):
    for a, b, begins in (
        ("GBR", "HKG", "Hong Kong is a special administrative region of China"),
        ("FRA", "NCL", "New Caledonia is a special collectivity of France"),
    ):
        held = Record.of(a, b, DAY)
        view = View(atlas, a, b, 1990, record=held)
        assert bottom_line(view, held, kind_of_relations(view, held)).text.startswith(begins)


def test_pages_carry_what_explains_their_figures():
    said = {}
    for pair in ("IND PAK", "ISR KAZ", "LAO VNM", "POL TUR"):
        page1 = assessed(*pair.split()).page1
        said[pair] = "\n".join(
            [*(j.text for j in page1.judgements), *(f"{c.label}: {c.level.text}" for c in page1.strip)]
        )
    assert "under an embargo since" in said["IND PAK"]
    assert "both were parts of British India until 14 August 1947" in said["IND PAK"]
    assert "leaves the origin of some imports out, as states do with crude oil" in said["ISR KAZ"]
    assert "the same series had US$ 430 million in 2020" in said["LAO VNM"]
    assert "programme of sanctions" not in said["POL TUR"], "a few persons are no strain between allies"


@pytest.mark.parametrize(
    ("kind", "what", "bars"),
    [
        ("embargo", "Brazil stopped all trade with Türkiye.", True),
        ("embargo_energy", "Brazil stopped all gas for Türkiye.", False),
        ("embargo_good", "Brazil barred drone parts for Türkiye.", False),
        ("embargo", "Brazil banned all exports and imports over the island.", True),
    ],
)
def test_a_ban_on_one_good_is_no_embargo_on_all_trade(kind, what, bars):
    held = record(event(kind, what, "2020-01-01"))
    assert (held.embargo is not None) == bars


def test_between_two_at_odds_nothing_is_called_calm(atlas):
    held = record(QUARREL, BAN)
    view = View(atlas, "BRA", "TUR", 1990, record=held)
    said = {cell.label: cell.level.text for cell in strip(view, held, "strained")}
    assert "none on record" not in said.get("Conflict", "")
    assert "Conflict" not in {c.label for c in strip(view, held, "ordinary")}


@pytest.mark.parametrize(
    ("kind", "said"), [("peace_treaty", "at peace by treaty since"), ("ceasefire", "ceasefire since")]
)
def test_a_peace_by_treaty_is_no_ceasefire(atlas, kind, said):
    held = record(
        event("war_begins", "A attacked B.", "1973-10-06", "3", until="1973-10-24"),
        event(kind, "The two ended it.", "1979-03-26", "3"),
    )
    view = View(atlas, "BRA", "TUR", 1990, record=held)
    assert (
        f"{said} 26 March 1979" in {cell.label: cell.level.text for cell in strip(view, held, "ordinary")}["Conflict"]
    )


def test_clauses_of_a_row_are_cut_where_a_sentence_is_left():
    told = {
        "Japan attacked Pearl Harbor, and the two went to war.": "Japan attacked Pearl Harbor",
        "Britain and France, with Israel, attacked Egypt.": "Britain and France, with Israel, attacked Egypt",
        "The troops landed, took the capital, and stayed.": "The troops landed, took the capital, and stayed",
        "They fought for years over a pass; each kept a part.": "They fought for years over a pass",
    }
    for what, left in told.items():
        (row,) = read_events([event("war_begins", what, "1941-12-07", "3", until="1945")])
        assert shortened(row, SIDE_CLAUSE).text == left


@pytest.mark.parametrize(
    ("what", "kept"),
    [
        ("The American vice-president J. D. Vance spoke in Munich. Germany protested.", "J. D. Vance spoke in Munich"),
        ("Brazil asked in form to join NATO. Türkiye had opposed it.", "Brazil asked in form to join NATO"),
    ],
)
def test_initials_end_no_sentence_and_a_body_in_capitals_does(what, kept):
    (made,) = read_events([event("dispute", what, "2025-02-14")])
    assert brief(made).text.startswith(kept if kept.startswith("Brazil") else "The American vice-president")
    assert kept in brief(made).text and "protested" not in brief(made).text and "opposed" not in brief(made).text

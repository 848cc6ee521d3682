"""What the bottom line says of every kind of pair: by name, with its day, and never more than the record bears."""

import re
from collections import Counter
from dataclasses import replace
from itertools import count

import pytest

from chronicle_rows import event_row
from comity.api.python import assess
from comity.assessment.page1.bottom_line import bottom_line
from comity.assessment.page1.kind import kind_of_relations
from comity.assessment.page1.strip import strip
from comity.assessment.page1.watch import watch
from comity.assessment.record import Record
from comity.assessment.view import View
from comity.chronicle.events import events, read_events
from comity.dossier.claim import Told
from comity.terms.ref import event_ref
from page_one import DAY, assessed

PAIRS = sorted({tuple(sorted((e.a, e.b))) for e in events()})
EVERY = 9


def page(atlas, a, b, record=None):
    record = record or Record.of(a, b, DAY)
    view = View(atlas, a, b, 1990, record=record)
    view.kind = kind_of_relations(view, record)
    return view, record


def line(atlas, a, b, record=None):
    view, record = page(atlas, a, b, record)
    return bottom_line(view, record, view.kind)


def test_every_pair_of_the_chronicle_has_a_bottom_line_with_a_date_or_the_word_that_there_is_none(atlas):
    for a, b in PAIRS[::EVERY]:
        view, record = page(atlas, a, b)
        said = bottom_line(view, record, view.kind).text
        assert re.search(r"\d{4}|holds no dated event|next to nothing", said), (a, b, said)
        assert strip(view, record, view.kind.id) is not None and watch(view, record) is not None
        told = Counter((p.ref, p.text) for p in bottom_line(view, record, view.kind).parts if isinstance(p, Told))
        assert max(told.values(), default=1) == 1, (a, b, said)
        assert not re.search(r"Ordinary relations|neither a pledge|more that binds them", said)


@pytest.mark.parametrize(
    ("pair", "says"),
    [
        ("EST FIN", r"Allies in NATO since 4 April 2023, and together in the European Union since 1 May 2004"),
        ("BEL NLD", r"Allies in NATO since 24 August 1949, and together in the European Union since .* and in Benelux"),
        ("ESP PRT", r"Allies in NATO since 30 May 1982, and together in the European Union since 1 January 1986"),
        ("CAN USA", r"^At odds: .* allies in NATO since 24 August 1949, and together in the USMCA since 1 July 2020"),
        ("FRA DEU", r"Allies in NATO since 6 May 1955 and by the Treaty of Aachen since 22 January 2020"),
        ("PAK SAU", r"Allies by the Strategic Mutual Defence Agreement, signed 17 September 2025"),
        ("GRC TUR", r"Rivals, and allies in NATO since 18 February 1952"),
        ("IRL FRA", r"Together in the European Union since 1 January 1973"),
        ("BEN NER", r"^At odds: .*border"),
        ("BTN IND", r"Of what other states report buying from Bhutan \d+ % went to India"),
        ("SRB XKX", r"Serbia does not recognise Kosovo"),
        ("KOR POL", r"tanks"),
        ("COD RWA", r"one of whom arms those who fight the other"),
        ("RUS UKR", r"since 24 February 2022.*Newest on record: .*\(24 March 2026\)"),
        ("GRL USA", r"no state in the usual sense.*(Greenland)"),
    ],
)
def test_what_defines_the_pair_is_named_with_its_day(atlas, pair, says):
    assert re.search(says, line(atlas, *pair.split()).text)


@pytest.mark.parametrize(
    "pair", ["BLZ GTM", "COL NIC", "BOL USA", "ARE DZA", "CHN IND", "RUS UKR", "DZA MAR", "NZL USA"]
)
def test_a_forum_a_text_on_paper_or_a_lapsed_pact_makes_no_allies(atlas, pair):
    view, record = page(atlas, *pair.split())
    assert view.kind.id != "allies"
    assert not [c for c in strip(view, record, view.kind.id) if c.label == "Alliance" and "since" in c.level.text]


def test_of_a_pair_without_events_the_registers_are_told_and_nothing_is_called_ordinary(atlas):
    said = line(atlas, "BRA", "TUR", replace(Record.of("BRA", "TUR", DAY), events=())).text
    assert said.startswith(
        "In goods neither is among the other's first ten partners (2025, the IMF's series). The chronicle holds no"
    )
    assert "between Brazil and Türkiye, which is no proof" in said and "Also on record: " in said


NUMBERS = count(1)


def event(kind, what, weight="2", **more):
    day = f"2025-06-{next(NUMBERS) % 28 + 1:02d}"
    return event_row(day, kind, what, weight=weight) | more


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([event("dispute", "They quarrelled over fish.")], "ordinary"),
        ([event("dispute", "They quarrelled over fish."), event("tariffs", "Brazil taxed fish.")], "strained"),
        ([event("dispute", "They quarrelled over fish.", "3")], "strained"),
        ([event("treaty_signed", "They signed a treaty on fish.")], "ordinary"),
        ([event("treaty_signed", "They signed a treaty on fish.", "3")], "partners"),
        ([event("tariffs", "Brazil taxed fish.", "3", until="2025-09-01")], "ordinary"),
        ([event("incident", "Pirates sank boats of both.", "3")], "strained"),
        ([event("arms_sale", "Brazil sold boats."), event("arms_sale", "Türkiye ordered more.")], "ordinary"),
    ],
)
def test_one_quarrel_or_one_agreement_makes_no_character(atlas, rows, kind):
    found = read_events(rows)
    record = replace(Record.of("BRA", "TUR", DAY), events=found, pacts=())
    view, record = page(atlas, "BRA", "TUR", record)
    assert view.kind.id == kind
    assert bottom_line(view, record, view.kind).text


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([event("clash", "They exchanged fire.")], "rivals"),
        (
            [event("clash", "They exchanged fire.", date="2025-06-01"), event("talks", "They met.", date="2025-09-01")],
            "ordinary",
        ),
        (
            [event("clash", "They fought.", "3", date="2025-06-01"), event("talks", "They met.", date="2025-09-01")],
            "rivals",
        ),
        ([event("clash", "They fought.", date=f"{y}-06-01") for y in (2019, 2020)], "rivals"),
        (
            [*(event("clash", "They fought.", date=f"{y}-06-01") for y in (2019, 2020)), event("summit", "They met.")],
            "ordinary",
        ),
    ],
)
def test_a_fight_makes_rivals_until_an_act_of_both_outweighs_it(atlas, rows, kind):
    record = replace(Record.of("BRA", "TUR", DAY), events=read_events(rows), pacts=())
    assert page(atlas, "BRA", "TUR", record)[0].kind.id == kind


@pytest.mark.parametrize("pair", ["ISR EGY", "MYS SGP", "BIH HRV", "IRQ USA", "ARE SAU", "KGZ TJK", "EGY SDN"])
def test_an_old_list_of_rivals_or_a_strike_at_others_makes_no_rivals(atlas, pair):
    assert page(atlas, *pair.split())[0].kind.id != "rivals"


@pytest.mark.parametrize("pair", ["CHN IND", "IND PAK", "GRC TUR", "DZA MAR", "CHN USA", "ARE IRN"])
def test_a_list_of_rivals_that_quarrels_bear_out_counts(atlas, pair):
    assert page(atlas, *pair.split())[0].kind.id == "rivals"


def test_what_others_did_to_both_is_no_quarrel(atlas):
    (sunk,) = read_events([event("incident", "Pirates sank boats of both.", "3")])
    record = replace(Record.of("BRA", "TUR", DAY), events=(replace(sunk, sign=0),), pacts=())
    view, record = page(atlas, "BRA", "TUR", record)
    assert view.kind.id == "ordinary" and "Pirates" in bottom_line(view, record, view.kind).text


def test_what_the_bottom_line_tells_is_not_judged_again():
    page1 = assessed("KOR", "POL").page1
    told = {p.ref for p in page1.bottom_line.parts if p.kind == "told"}
    assert told
    for judgement in page1.judgements:
        events_told = {p.ref for p in judgement.parts if p.kind == "told" and p.ref.startswith(event_ref(""))}
        assert not events_told or not events_told <= told


def test_a_broken_off_attempt_is_watched_as_such(atlas):
    rows = [event("talks", "Brazil broke off talks on fish.", date="2026-05-01")]
    record = replace(
        Record.of("BRA", "TUR", DAY), events=tuple(replace(e, sign=-1) for e in read_events(rows)), pacts=()
    )
    view, record = page(atlas, "BRA", "TUR", record)
    assert [w.what.text for w in watch(view, record)] == [
        "Whether talks are taken up again: Brazil broke off talks on fish (1 May 2026)."
    ]


def test_two_accounts_that_differ_twofold_carry_a_word_why():
    for pair in ("BHR SAU", "KOR MEX"):
        (found,) = [f for f in assessed(*pair.split()).findings if f.id == "exchange.now"]
        assert re.search(r"count different things|why is not known here|both accounts had", found.claim)
    (found,) = [f for f in assessed("ISR", "KAZ").findings if f.id == "exchange.now"]
    assert "leaves the origin of some imports out" in found.claim


def test_a_bound_near_nil_is_told_by_its_upper_end():
    (found,) = [f for f in assessed("BEN", "NER").findings if f.id == "dependence.supplier.BEN-NER"]
    assert "between 0 %" not in found.claim


def test_the_six_judgements_of_the_worked_pair():
    page1 = assess("ISR", "KAZ", as_of=DAY, since=1990).page1
    said = "\n".join(f"{j.label}: {j.text}" for j in page1.judgements)
    for words in (
        r"crude.*\(56 %\)",
        r"Accords.*symbol.*\(60 %\)",
        r"artillery.*2004.*20 January 2014",
        r"doors open to both sides.*Pezeshkian",
        r"same vote on 12 %",
        r"plans.*overdue.*EAEU",
    ):
        assert re.search(words, said), words


@pytest.mark.parametrize(
    ("pair", "kind", "says"),
    [
        ("SSD UGA", "partners", "special forces were in Juba"),
        ("SYR USA", "ordinary", "On the mend. What parted them: Barack Obama called on Bashar al-Assad to go"),
        ("BLR USA", "ordinary", "On the mend"),
        ("DNK LBY", "ordinary", "Danish aircraft took part"),
        ("ARM AZE", "ordinary", "On the mend. What parted them: Azerbaijan"),
        ("MYS PHL", "union", "Followers of a Philippine sultan"),
        ("AFG UZB", "ordinary", "a railway from Termez"),
        ("ERI ETH", "strained", "preparing for war"),
        ("BLR FRA", "strained", "Strained"),
        ("IND PAK", "rivals", "Rivals"),
        ("IRL ISR", "estranged", "Estranged"),
    ],
)
def test_guards_thaws_and_missions_shut_long_ago(pair, kind, says):
    page = assessed(*pair.split()).page1
    assert page.kind.id == kind and says in page.bottom_line.text

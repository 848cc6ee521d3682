"""The kind of a relationship is what a specialist calls it: a claim, a recognition, a quarrel within a bond."""

import csv
import re
from dataclasses import replace
from functools import cache
from itertools import count
from pathlib import Path

import pytest

from chronicle_rows import event_row
from comity.assessment.page1 import bonds
from comity.assessment.page1.acts import hearsay, mending
from comity.assessment.page1.bottom_line import bottom_line
from comity.assessment.page1.claims import claim_between
from comity.assessment.page1.kind import kind_of_relations
from comity.assessment.record import Record
from comity.assessment.view import View
from comity.chronicle.events import events, read_events
from comity.chronicle.pacts import shared
from comity.chronicle.status import status_of
from page_one import DAY, atlas

NUMBERS = count(1)


def row(kind, what="Brazil did a thing to Türkiye.", weight="2", when="", until="", a="BRA"):
    day = when or f"2025-0{next(NUMBERS) % 9 + 1}-07"
    b = "TUR" if a == "BRA" else "BRA"
    return event_row(day, kind, what, a=a, b=b, until=until, weight=weight)


def told(held):
    view = View(atlas(), held.a, held.b, 1990, record=held)
    view.kind = kind_of_relations(view, held)
    return view.kind, bottom_line(view, held, view.kind).text


def made(*rows, status=(), pacts=()):
    held = Record("BRA", "TUR", DAY, read_events(rows), status, pacts)
    return told(held)


@cache
def of(pair):
    a, b = pair.split()
    return told(Record.of(a, b, DAY))


@pytest.mark.parametrize(
    ("pair", "kind", "says"),
    [
        ("GBR MUS", "claim", r"^A claim stands between the two\. .*Chagos.*What is agreed over it"),
        ("ARG GBR", "claim", r"^A claim stands between the two\. .*Falkland.*drill for oil off"),
        ("GUY VEN", "claim", r"^A claim stands between the two\. Venezuela claims the Essequibo.*It is before a court"),
        ("BOL CHL", "claim", r"^A claim stands between the two\. Bolivia.*A court has ruled"),
        ("BLZ GTM", "claim", r"half of Belize.*It is before a court"),
        ("PRY TWN", "recognition", r"^Paraguay recognises the government in Taipei, one of \d+ states that do"),
        ("SWZ TWN", "recognition", r"recognises the government in Taipei"),
        ("CHN PRY", "unrecognised", r"^There are no diplomatic relations, as Paraguay keeps them with Taiwan"),
        ("DZA ESH", "partners", r"^Algeria has recognised the Sahrawi republic"),
        ("ARE SAU", "contested", r"^At odds: .*In form they are allies by the joint defence agreement"),
        ("ARM RUS", "contested", r"^At odds: "),
        ("BGR MKD", "contested", r"^At odds: .*Bulgaria.*In form they are allies in NATO"),
        ("CAN USA", "contested", r"^At odds: .*In form they are allies in NATO"),
        ("KGZ TJK", "allies", r"^They fought, and settled it\. .*border.*March 2025.*Allies by the Collective"),
        ("BEN NER", "contested", r"^At odds: .*border.*Together all the same in the West African"),
        ("FRA DEU", "allies", r"^Allies in NATO"),
        ("JPN KOR", "partners", r"^Partners"),
        ("MYS PHL", "union", r""),
        ("GUY SUR", "union", r""),
    ],
)  # fmt: skip
def test_a_specialist_would_sign_the_kind_and_its_first_words(pair, kind, says):
    found, said = of(pair)
    assert found.id == kind and re.search(says, said), (found.name, said)


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([row("arms_sale", weight="3")], "ordinary"),
        ([row("project", weight="3")], "ordinary"),
        ([row("project_done", weight="3")], "ordinary"),
        ([row("arms_sale"), row("arms_sale")], "ordinary"),
        ([row("arms_sale"), row("exercise")], "partners"),
        ([row("project_done", weight="3"), row("arms_sale")], "partners"),
        ([row("treaty_signed", weight="3")], "partners"),
        ([row("treaty_signed", weight="3", when="1984-05-07")], "ordinary"),
        ([row("trade", weight="3")], "partners"),
        ([row("base", weight="3")], "partners"),
        ([row("base", weight="3", when="2015", until="2020")], "ordinary"),
        ([row("base", "Brazil was reported to have put soldiers into Türkiye.", "3")], "ordinary"),
        ([row("dispute", weight="3", when="2022-05-07")], "ordinary"),
        ([row("dispute", weight="3", when="2025-05-07")], "strained"),
        ([row("sanctions", weight="3", when="2019-05-07")], "strained"),
        ([row("extradition", weight="3")], "ordinary"),
        ([row("expulsion", when="2023-04-08"), row("expulsion", when="2023-04-11", a="TUR")], "ordinary"),
        ([row("expulsion", when="2025-04-08"), row("expulsion", when="2025-04-11", a="TUR")], "strained"),
        ([row("dispute", when="2019-04-08"), row("dispute", when="2023-04-11")], "strained"),
        ([row("arms_sale", weight="3"), row("dispute", weight="3", when="2022-05-07")], "ordinary"),
    ],
)  # fmt: skip
def test_one_sale_one_work_or_one_old_quarrel_makes_no_relationship(rows, kind):
    assert made(*rows)[0].id == kind


def test_a_paper_on_workers_binds_in_one_matter_and_every_row_of_the_table_is_in_the_chronicle():
    with (Path(bonds.__file__).with_name("one_matter.csv")).open(encoding="utf-8", newline="") as stream:
        listed = list(csv.DictReader(stream))
    held = {e.id: e for e in events()}
    assert [r["event"] for r in listed if r["event"] not in held] == []
    assert all(r["reason"] and held[r["event"]].weight == 3 for r in listed)
    assert of("NPL QAT")[0].id != "partners"


def claim_line():
    (line,) = [s for s in status_of("ARG", "GBR", DAY) if s.kind == "claim"]
    return (replace(line, a="BRA", b="TUR", entity="Rockall"),)


@pytest.mark.parametrize(
    ("rows", "stage", "kind"),
    [
        ([row("claim", "Brazil claimed Rockall.", when="2024-05-07")], "pressed", "claim"),
        ([row("dispute", "They quarrelled over Rockall.", when="2024-05-07")], "pressed", "claim"),
        ([row("ruling_sought", "Brazil sued over the rock.", when="2014-05-07")], "court", "claim"),
        ([row("ruling", "The court gave Rockall to Türkiye.", when="2019-05-07")], "ruled", "claim"),
        ([row("border_treaty", "They signed on the rock.", when="2024-05-07")], "treaty", "claim"),
        ([row("talks", "They agreed on visits to Rockall.", when="2024-05-07")], "talked", "claim"),
        ([row("claim", "Brazil claimed Rockall.", when="2004-05-07")], None, "ordinary"),
        ([row("dispute", "They quarrelled over fish.", when="2022-05-07")], None, "ordinary"),
        ([row("claim", "Brazil claimed Rockall.", when="2018-05-07"), row("trade", weight="3")], "pressed", "partners"),
        ([row("claim", "Brazil claimed Rockall.", "3", "2024-05-07"), row("trade", weight="3")], "pressed", "claim"),
    ],
)  # fmt: skip
def test_a_claim_is_told_by_its_stage_and_leads_where_nothing_binds_the_two_more(rows, stage, kind):
    held = Record("BRA", "TUR", DAY, read_events(rows), claim_line(), ())
    found = claim_between(held)
    assert (None if found is None else found.stage) == stage
    assert told(held)[0].id == kind


def nato():
    return tuple(s for s in shared("FRA", "TUR", DAY) if s.pact.id == "nato")


@pytest.mark.parametrize(
    ("rows", "kind", "says"),
    [
        ([], "allies", "Allies in NATO"),
        ([row("dispute", weight="3")], "contested", "At odds: .* In form they are allies in NATO"),
        ([row("dispute")], "allies", "Allies in NATO"),
        ([row("dispute", weight="3", when="2018-05-07")], "allies", "Allies in NATO"),
        ([row("dispute", weight="3", when="2018-05-07"), row("dispute")], "contested", "At odds"),
        ([row("dispute", weight="3"), row("summit", when="2026-01-07")], "allies", "Allies in NATO"),
        (
            [row("clash", "They fought.", "3", "2022-05-07"), row("border_treaty", "They drew it.", when="2025-05-07")],
            "allies",
            r"They fought, and settled it\. The fighting: They fought \(7 May 2022\)\. What settled it: They drew it",
        ),
    ],
)  # fmt: skip
def test_an_alliance_of_many_hides_no_quarrel_and_a_settled_one_is_told_as_settled(rows, kind, says):
    found, said = made(*rows, pacts=nato())
    assert found.id == kind and re.search(says, said), said


@pytest.mark.parametrize(
    ("what", "third"),
    [
        ("Brazil was said to have given Türkiye drones.", True),
        ("Russian men were reported to guard the president.", True),
        ("Haitians rose against peacekeepers, who were said to have brought the cholera.", False),
        ("Brazil said that it had given Türkiye drones.", False),
    ],
)
def test_what_a_third_tells_is_told_by_the_main_clause(what, third):
    (event,) = read_events([row("arms", what)])
    assert hearsay(event) == third


@pytest.mark.parametrize("pair", ["CHN COK", "COK JPN", "COK KOR", "CHN NIU"])
def test_a_state_in_free_association_has_relations_of_its_own(pair):
    found, said = of(pair)
    assert found.id != "part" and "no state in the usual sense" not in said


def test_a_base_that_has_ended_gives_nothing():
    assert of("IND TJK")[0].id != "patron_client"


@pytest.mark.parametrize(
    ("parted", "restored", "says"),
    [("2024-05-07", "2025-05-07", "On the mend"), ("2021-05-07", "2022-05-07", "A rift that was closed")],
)
def test_a_rift_that_was_closed_years_ago_is_not_on_the_mend(parted, restored, says):
    rows = row("ambassador_recalled", weight="3", when=parted), row("relations_raised", when=restored)
    assert made(*rows)[1].startswith(says)


@pytest.mark.parametrize(
    ("parted", "until", "mend", "told"),
    [
        ("relations_broken", "2026-05-07", "relations_restored", "relations_broken"),  # broken for twenty years
        ("border_closed", "2026-05", "border_opened", "border_closed"),
        ("border_closed", "2019-05", "border_opened", None),  # open for seven years when it was opened once more
        ("border_closed", "2013-05", "border_opened", None),  # over before the years that count
    ],
)
def test_what_went_on_into_these_years_parted_the_two_until_its_end(parted, until, mend, told):
    rows = row(parted, weight="3", when="2006-05-07", until=until), row(mend, weight="3", when="2026-05-07")
    found = mending(Record("BRA", "TUR", DAY, read_events(rows), ()))
    assert (None if found is None else found[0].kind.id) == told


def test_only_what_undoes_it_mends_a_quarrel():
    for parted, since in ((row("ambassador_recalled", weight="3"), "aid"), (row("dispute"), "summit")):
        held = Record("BRA", "TUR", DAY, read_events([parted, row(since, when="2026-05-07")]), ())
        assert mending(held) is None


@pytest.mark.parametrize(
    ("since", "weight", "mended"),
    [("sanctions_lifted", "2", False), ("summit", "3", False), ("sanctions_lifted", "3", True)],
)
def test_a_measure_that_stands_is_mended_by_what_ends_it_as_a_whole(since, weight, mended):
    rows = row("sanctions", weight="3", when="2021-02-07"), row(since, weight=weight, when="2026-05-07")
    held = Record("BRA", "TUR", DAY, read_events(rows), ())
    assert (mending(held) is not None) == mended
    assert told(held)[0].id == ("ordinary" if mended else "strained")

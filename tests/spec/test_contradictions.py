"""What the register must find, and what it must leave alone: small cases about states that no rule knows."""

from __future__ import annotations

from datetime import date

import pytest

from comity.evidence.contradictions.entry import kinds
from comity.evidence.contradictions.office import Term
from comity.evidence.promises import track
from comity.evidence.statement import Statement
from judged import judged

TODAY = date(2026, 1, 1)


def row(id: str, day: str, claim: str, **more: str) -> Statement:
    columns: dict[str, str] = {
        "published": "",
        "a": "NOR",
        "b": "CHL",
        "question": "exchange",
        "kind": "statement",
        "sector": "trade",
        "value": "",
        "unit": "",
        "status": "reported",
        "source": f"Source {id}",
        "url": "",
        "source_type": "secondary",
        "reliability": "B",
        "credibility": "2",
        "note": "",
        "origin": "",
        **more,
    }
    return Statement(id=id, date=day, claim=claim, **columns)  # type: ignore[arg-type]


def flow(id: str, day: str, value: str, unit: str, claim: str, **more: str) -> Statement:
    return row(id, day, claim, kind="flow", value=value, unit=unit, **more)


def found(*rows: Statement, leaders: tuple[Term, ...] = ()) -> set[tuple[str, tuple[str, ...]]]:
    return {(e.kind, e.rows) for e in judged(rows, TODAY, leaders)}


# One line: the kind, the rows that the entry must name, and the statements.
FOUND = [
    (
        "conflicting_values",
        ("1", "2"),
        flow("1", "2012", "1.5", "USD billion", "Norway and Chile traded 1.5 billion both ways."),
        flow("2", "2012", "900", "USD million", "Trade both ways came to 900 million dollars."),
    ),
    (
        "conflicting_values",
        ("1", "2"),
        flow("1", "2015", "2.2", "million tonnes", "Norway sold Chile 2.2 million tonnes of herring."),
        flow("2", "2015", "1400", "thousand tonnes", "Herring sold to Chile came to 1,400 thousand tonnes."),
    ),
    (
        "conflicting_values",
        ("1", "2"),
        row("1", "2010", "The census counted 4,000 Norwegians in Chile.", kind="stock", value="4000", unit="persons"),
        row("2", "2011", "A paper put the Norwegians in Chile at 30,000.", kind="stock", value="30000", unit="persons"),
    ),
    (
        "part_exceeds_whole",
        ("1", "2"),
        flow("1", "2018", "800", "USD million", "Norway sold Chile salmon feed for 800 million dollars."),
        flow("2", "2018", "300", "USD million", "Trade both ways stood at 300 million dollars."),
    ),
    (
        "undated_figure",
        ("1",),
        flow("1", "2019-06", "30", "percent of salmon imports", "Norway provides 30 percent.", published="2019-06-03"),
    ),
    (
        "stale_figure",
        ("1", "2"),
        flow("1", "2009", "25", "percent of fuel", "A quarter of the fuel was Norwegian in 2009.", published="2010"),
        flow(
            "2", "2019", "25", "percent of oil imports", "Some 25 percent of oil comes from Norway.", published="2019"
        ),
    ),
    (
        "one_origin",
        ("1", "2"),
        flow(
            "1",
            "2023-05",
            "40",
            "thousand b/d",
            "Norway sent 40 thousand barrels a day.",
            source="Alfa Post (Datahouse)",
        ),
        flow("2", "2023-09", "42", "thousand b/d", "Norway sent 42 thousand a day.", source="Beta citing Datahouse"),
    ),
    (
        "one_origin",
        ("1", "2"),
        row("1", "2023-05-02", "The harbour of Arica is to be leased by a Norwegian consortium for forty years."),
        row("2", "2023-05-03", "A Norwegian consortium is to lease the harbour of Arica for forty years."),
    ),
    (
        "plan_as_fact",
        ("1", "2"),
        row(
            "1",
            "2015-11",
            "A magazine wrote that Norway was now in the Pacific customs zone.",
            note="No such zone had been agreed.",
        ),
        row("2", "2016-05", "Norway's entry into the Pacific customs zone is expected.", status="plan"),
    ),
    (
        "moved_date",
        ("1", "2"),
        row("1", "2014-02", "The Andes tunnel was expected to open in 2016.", status="plan", sector="transport"),
        row("2", "2017-02", "The Andes tunnel is now expected to open in 2021.", status="plan", sector="transport"),
    ),
    (
        "not_there",
        ("1", "2"),
        row(
            "1",
            "2007-06",
            "A direct flight between Oslo and Santiago began.",
            kind="project",
            status="delivered",
            sector="transport",
        ),
        row(
            "2",
            "2013-04",
            "The ambassador regretted that no direct flight existed between Oslo and Santiago.",
            sector="transport",
        ),
    ),
    (
        "conflicting_dates",
        ("1", "2"),
        row(
            "1",
            "2006-03-04",
            "The fisheries treaty was signed at Bergen by both ministers.",
            kind="agreement",
            status="signed",
        ),
        row(
            "2",
            "2006-05-09",
            "Both ministers signed the fisheries treaty at Bergen.",
            kind="agreement",
            status="signed",
        ),
    ),
    (
        "ambiguous_date",
        ("1", "2"),
        row("1", "2012-01-12", "The harbour master of Bergen visited Valparaiso.", kind="visit", status="delivered"),
        row("2", "2012-12-01", "Valparaiso received the harbour master of Bergen.", kind="visit", status="delivered"),
    ),
    (
        "ambiguous_date",
        ("1",),
        row("1", "2009-10-11", "The minister spoke in Oslo.", source="Daily, 10/11/09", published="2009-10-11"),
    ),
    (
        "date_order",
        ("1",),
        row("1", "2010-12-01", "The summit met.", status="delivered", published="2010-11-30"),
    ),
    (
        "impossible_attribution",
        ("1",),
        row("1", "1993-12", "President Hansen met the mayor.", note="Hansen had left office in May 1993."),
    ),
    (
        "walk_back",
        ("1", "2"),
        row(
            "1", "2026-01-01", "Chile offered troops and money for the relief of Svalbard.", sector="aid", status="plan"
        ),
        row("2", "2026-01-01", "Chile brought the offer for the relief of Svalbard down to a hospital.", sector="aid"),
    ),
    (
        "denied",
        ("1", "2"),
        row("1", "2021-07-01", "A paper alleged that Norway tapped the phones of Chilean senators.", sector="cyber"),
        row("2", "2021-07-20", "Norway denied that it had tapped phones of senators.", sector="cyber"),
    ),
    (
        "one_sided",
        ("1",),
        row("1", "2016-08", "Chile's ministry published the meeting; the Norwegian one would not comment."),
    ),
    (
        "count_off",
        ("1", "2"),
        row("1", "2012-05-02", "The joint commission of Norway and Chile had come to its ninth session."),
        row("2", "2012-08-09", "The ninth session of the joint commission of Norway and Chile was held."),
    ),
    (
        "count_off",
        ("1", "2"),
        row("1", "2008-05", "The prime minister of Norway came to Santiago.", kind="visit", status="delivered"),
        row(
            "2",
            "2014-05",
            "The prime minister of Norway came to Chile for the first time.",
            kind="visit",
            status="delivered",
        ),
    ),
    (
        "other_version",
        ("1",),
        row("1", "2014-05", "The cable is 930 km long.", note="Another source has 928 km."),
    ),
]


@pytest.mark.parametrize("case", FOUND, ids=lambda c: f"{c[0]}-{c[2].claim[:28]}")
def test_the_register_holds(case):
    kind, rows, *statements = case
    if kind == "walk_back":
        statements[0] = row("1", "2025-12-01", statements[0].claim, sector="aid", status="plan")
    assert (kind, rows) in found(*statements)


LEFT_ALONE = [
    (
        "years of growth are no conflict",
        flow("1", "2012", "900", "USD million", "Trade both ways was 900 million."),
        flow("2", "2013", "1100", "USD million", "Trade both ways was 1,100 million."),
    ),
    (
        "five-year windows that overlap are two periods",
        flow("1", "2018", "43", "percent of arms imports", "In 2014-18, 43 percent were Norwegian."),
        flow("2", "2019", "60", "percent of arms imports", "In 2015-19, 60 percent were Norwegian."),
    ),
    (
        "a lower bound agrees with more",
        flow("1", "2012", "1000", "USD million (lower bound)", "Norway sold over 1 billion."),
        flow("2", "2012", "1500", "USD million", "Norway sold 1.5 billion."),
    ),
    (
        "a month is not its year",
        flow("1", "2023", "2.2", "million tonnes", "Norway sold Chile 2.2 million tonnes."),
        flow("2", "2024-01", "523", "thousand tonnes", "In January Norway sold Chile 523 thousand tonnes."),
    ),
    (
        "two directions are two flows",
        flow("1", "2012", "126", "USD million", "Norway sold Chile goods for 126 million."),
        flow("2", "2012", "1500", "USD million", "Chile sold Norway goods for 1.5 billion.", a="CHL", b="NOR"),
    ),
    (
        "two visits of a year are two events",
        row("1", "2009-06-30", "The president came for a state visit.", kind="visit", status="delivered"),
        row("2", "2009-10-12", "The foreign minister saw the prime minister.", kind="visit", status="delivered"),
    ),
    (
        "a namesake thirty years later is someone else",
        row("1", "1993-04", "President Hansen met the mayor.", note="Hansen had left office in May 1993."),
        row("2", "2023-03", "President Hansen called the president of Chile."),
    ),
]


@pytest.mark.parametrize("case", LEFT_ALONE, ids=lambda c: c[0])
def test_the_register_leaves_alone(case):
    assert found(*case[1:]) == set()


def test_a_list_of_leaders_tells_who_could_not_have_acted():
    leaders = (
        Term("NOR", "Berg", "prime minister", date(2000, 1, 1), date(2005, 12, 31)),
        Term("NOR", "Dahl", "prime minister", date(2006, 1, 1), date(2015, 12, 31)),
    )
    late = row("1", "2009-05", "Prime Minister Berg signed in Santiago.", kind="visit", status="delivered")
    former = row("2", "2009-05", "The former Prime Minister Berg spoke in Santiago.", kind="visit", status="delivered")
    in_time = row("3", "2004-05", "Prime Minister Berg signed in Oslo.", kind="visit", status="delivered")
    after_the_list = row("4", "2020-05", "Prime Minister Berg signed in Arica.", kind="visit", status="delivered")
    assert found(late, leaders=leaders) == {("impossible_attribution", ("1",))}
    assert found(former, in_time, after_the_list, leaders=leaders) == set()


def test_nothing_is_told_that_was_not_yet_published():
    one, two = FOUND[0][2], FOUND[0][3]
    assert judged((one, two), date(2012, 6, 1)) == ()
    assert judged((one, two), date(2012, 12, 31)) != ()


def test_every_kind_says_what_would_settle_it():
    assert all(kind.label and kind.settle for kind in kinds().values())


def test_a_promise_is_followed_to_its_deed():
    plan = row(
        "1", "2016-11", "Flights from Bergen to Arica were expected by late 2017.", status="plan", sector="transport"
    )
    deed = row(
        "2", "2023-09", "Flights from Bergen to Arica began.", kind="project", status="delivered", sector="transport"
    )
    (promise,) = track((plan, deed), date(2018, 6, 1))
    assert (promise.state, promise.due, promise.due_inferred) == ("overdue", "2017", True)
    (promise,) = track((plan, deed), TODAY)
    assert (promise.state, promise.deed, promise.deed_inferred) == ("done late", deed, True)
    (promise,) = track((plan, deed), date(2016, 12, 31))
    assert promise.state == "due"


def test_ten_thousand_rows_stay_quick(benchmark_seconds=20.0):
    import time

    rows = [
        flow(str(i), str(1990 + i % 30), str(100 + i % 977), "USD million", f"Report {i} on herring number {i % 97}.")
        for i in range(10_000)
    ]
    started = time.process_time()
    judged(rows, TODAY)
    assert time.process_time() - started < benchmark_seconds


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Norway and Chile signed treaty 1.", "Norway and Chile signed treaty 3."),
        ("The third session of the fisheries commission met.", "The 4th session of the fisheries commission met."),
        ("Phase II of the harbour of Arica was opened.", "Phase III of the harbour of Arica was opened."),
        ("Block B of the harbour of Arica was opened.", "Block C of the harbour of Arica was opened."),
    ],
)
def test_two_of_a_numbered_row_are_not_one_event(one, two):
    made = {"kind": "agreement", "status": "signed"}
    assert not found(row("1", "2012-01", one, **made), row("2", "2013-05", two, **made))
    again = {"kind": "agreement", "status": "plan"}
    assert not {k for k, _ in found(row("1", "2012-01", one, **again), row("2", "2013-05", two, **again))} & {
        "moved_date"
    }
    assert ("conflicting_dates", ("1", "2")) in found(
        row("1", "2012-01", one, **made), row("2", "2013-05", one, **made)
    )


def test_a_long_group_tells_its_first_and_last_rows():
    told = [
        row(str(n), f"20{n}-03-01", "The harbour of Arica was opened.", kind="act", status="delivered")
        for n in range(10, 26)
    ]
    (entry,) = [e for e in judged(told, TODAY) if e.kind == "conflicting_dates"]
    assert len(entry.rows) == 16 and "4 more" in entry.what and "[15:" in entry.what and "[18:" not in entry.what

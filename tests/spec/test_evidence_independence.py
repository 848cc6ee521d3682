"""What counts once: who is behind a citation, and which words are nearly the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.evidence import shingles
from comity.evidence.independence import independent, origins, sources
from comity.evidence.shingles import alike, likeness
from comity.evidence.statement import Statement


def _statement(id, **cells):
    base = {
        "date": "2014",
        "published": "",
        "a": "NOR",
        "b": "NZL",
        "question": "exchange",
        "kind": "flow",
        "sector": "",
        "claim": f"Claim {id}.",
        "value": "",
        "unit": "",
        "status": "reported",
        "source": f"Source {id}x",
        "url": "",
        "source_type": "secondary",
        "reliability": "B",
        "credibility": "2",
        "note": "",
        "origin": "",
    }
    return Statement(id=id, **(base | cells))


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("Globes 5 May 2024: Oil continues flowing", ("globes",)),
        ("Jerusalem Post 1 Jul 2009", ("jerusalem post",)),
        ("Walla via solveisraelsproblems.com, 20 Feb 2014", ("walla",)),
        ("hajij.com/YDH citing Bloomberg and Kpler", ("bloomberg", "kpler")),
        ("halopalestina.com citing Haaretz (D. Rosenberg) via Middle East Monitor, 13 Jan 2022", ("haaretz",)),
        ("Jerusalem Post 6 Jun 2023; Kazinform; cf. thehawk.in", ("jerusalem post", "kazinform")),
        ("ratel.kz citing Kazinform/Econovis", ("kazinform", "econovis")),
        ("Jerusalem Post summarising the Financial Times, Aug 2015", ("financial times",)),
        ("Haaretz, quoted by Walla", ("haaretz",)),
        ("Акорда 2014", ("акорда",)),
    ],
)
def test_whom_a_citation_goes_back_to(source, names):
    assert sources(source) == names


LONG = "The two ministers signed a memorandum on trade in sheep and wool in the capital on Monday"


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ({}, {}, 2),
        ({"source": "Walla via x.com"}, {"source": "Walla, 20 Feb 2014"}, 1),
        ({"source": "A citing Bloomberg"}, {"source": "B citing Bloomberg and Kpler"}, 2),
        ({"url": "https://www.a.org/x/"}, {"url": "http://a.org/x"}, 1),
        ({"url": "https://a.org/x"}, {"url": "https://a.org/y"}, 2),
        ({"document": "d1"}, {"document": "d1"}, 1),
        ({"interview": "I1", "source": ""}, {"interview": "I2", "source": ""}, 2),
        ({"interview": "I1", "source": ""}, {"interview": "I1", "source": ""}, 1),
        ({"claim": LONG}, {"claim": LONG + " morning."}, 1),
        ({"claim": LONG, "reporter": "Norway"}, {"claim": LONG, "reporter": "New Zealand"}, 2),
        ({"reporter": "Statistics Norway"}, {"reporter": "statistics norway"}, 1),
        ({"claim": "Trade grew in 2010."}, {"claim": "Trade grew in 2010."}, 2),
        ({"quote": LONG, "claim": "One."}, {"quote": LONG, "claim": "Another thing."}, 1),
        ({"quote": LONG, "claim": LONG}, {"quote": "Something else was said by them", "claim": LONG}, 2),
    ],
)
def test_how_many_origins_two_statements_have(one, other, count):
    assert independent([_statement("1", **one), _statement("2", **other)]) == count


def test_a_statement_of_two_sources_joins_nothing_but_stands_in_both():
    rows = [
        _statement("1", source="A citing Bloomberg"),
        _statement("2", source="Kpler"),
        _statement("3"),
        _statement("4", source="B citing Bloomberg and Kpler"),
    ]
    assert [[s.id for s in group] for group in origins(rows)] == [["1", "4"], ["2", "4"], ["3"]]


def test_one_address_makes_two_names_one_origin():
    rows = [
        _statement("1", source="Kapital", url="https://a.org/x"),
        _statement("2", source="Kapital.kz", url="https://a.org/x"),
        _statement("3", source="Kapital.kz; Walla"),
    ]
    assert [[s.id for s in group] for group in origins(rows)] == [["1", "2", "3"], ["3"]]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("a b c d", "a b c d", 1.0),
        ("A, b: C d!", "á b c d", 1.0),
        ("a b c d", "a b c e", 1 / 3),
        ("a b", "a b", 1.0),
        ("a b", "a c", 0.0),
        ("", "", 0.0),
        ("1.5 tonnes of wool", "15 tonnes of wool", 1 / 3),
    ],
)
def test_likeness_by_hand(one, other, expected):
    assert likeness(one, other) == pytest.approx(expected)


vocabulary = st.lists(st.sampled_from("abcdefghij"), min_size=6, max_size=14).map(" ".join)


@settings(deadline=None, max_examples=30)
@given(st.lists(vocabulary, min_size=2, max_size=40), st.randoms())
def test_the_quick_search_finds_what_the_full_one_finds(texts, random):
    texts = [*texts, *(random.choice(texts) for _ in range(5))]
    full = {(i, j) for i, j in alike(texts, 0.8)}
    few, shingles._FEW = shingles._FEW, 0
    try:
        quick = {tuple(sorted(pair)) for pair in alike(texts, 0.8)}
    finally:
        shingles._FEW = few
    assert quick <= full
    same = {(i, j) for i, j in full if texts[i] == texts[j]}
    assert same <= quick
    assert len(full - quick) <= 1


@settings(deadline=None, max_examples=60)
@given(st.permutations(range(8)), st.lists(st.sampled_from("pqrs"), min_size=8, max_size=8))
def test_the_count_does_not_hang_on_the_order(order, publishers):
    made = [_statement(str(i), source=f"Paper {p}") for i, p in enumerate(publishers)]
    assert independent(made) == independent([made[i] for i in order]) == len(set(publishers))

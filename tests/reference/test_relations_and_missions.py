"""What is widely known of relations, embassies, visits and leaders, as measures have it from the publishers' files."""

from datetime import date

import duckdb
import pytest

from comity.build.conduct import Plan, gather
from comity.measures.breaks import BREAKS
from comity.measures.recipes import RECIPES
from comity.store.lay import lay
from comity.store.precedence import precedence
from harvested import facts

pytestmark = pytest.mark.mirror
SOURCES = {
    "wikipedia-foreign-relations",
    "diplometrics",
    "embassies",
    "us-state-historian",
    "colt-south-america",
    "factbook",
    "wikidata-leaders",
}
MEASURES = (
    "relations.since", "relations.in_force", "representation.embassy", "visits.high_level", "context.leader",
    "context.head_of_state", "context.head_of_government",
)  # fmt: skip


@pytest.fixture(scope="module")
def laid(mirror, tmp_path_factory):
    """The tables of these measures as a build lays them, and the rows of each measure as a table."""
    recipes = [r for r in RECIPES if any(m.id in MEASURES for m in r.measures)]
    tables = {t for r in recipes for t in (*r.inputs, *r.optional)}
    parts = gather(Plan(tmp_path_factory.mktemp("store"), mirror, without=("reign",)), tables, lambda line: None)
    with duckdb.connect() as con:
        con.execute("SET threads = 1")
        for table, held in parts.items():
            lay(con, table, [(snapshot.id, path) for _, snapshot, path in held], precedence())
        for recipe in recipes:
            for id, rows in recipe.compute(con).items():
                rows.create_view("made", replace=True)
                con.execute(f'CREATE TABLE "{id}" AS FROM made')
        yield con


def value(laid, measure, a, b, year):
    rows = laid.execute(f'SELECT value FROM "{measure}" WHERE a = ? AND b = ? AND period = ?', [a, b, year]).fetchall()
    return rows[0][0] if rows else None


def named(laid, measure, a, b, year):
    (row,) = laid.execute(
        f'SELECT details FROM "{measure}" WHERE a = ? AND b = ? AND period = ?', [a, b, year]
    ).fetchall()
    return row[0]


@pytest.mark.parametrize(
    ("a", "b", "day"), [("ISR", "KAZ", "1992-04-10"), ("ARE", "ISR", "2020-09-15"), ("RUS", "UKR", "1992-02-14")]
)
def test_relations_began_on_the_day_that_the_lists_tell(laid, a, b, day):
    told = named(laid, "relations.since", a, b, 2025)
    assert {str(d["day"]) for d in told if d["fact"] == "begun"} == {day}
    assert value(laid, "relations.since", a, b, 2025) == int(day[:4])


@pytest.mark.parametrize(
    ("a", "b", "day"),
    [
        ("RUS", "UKR", "2022-02-24"),
        ("DZA", "MAR", "2021-08-24"),
        ("IRN", "SAU", "2016-01-03"),
        ("IRN", "USA", "1980-04-07"),
    ],
)
def test_breaks_stand_beside_the_beginning(laid, a, b, day):
    told = named(laid, "relations.since", a, b, 2025)
    assert day in {str(d["day"]) for d in told if d["fact"] == "broken"}
    year = int(day[:4])
    assert [value(laid, "relations.in_force", a, b, y) for y in (year - 1, year)] == [1, 0]


def test_relations_of_iran_and_saudi_arabia_were_restored_in_2023(laid):
    assert [value(laid, "relations.in_force", "IRN", "SAU", y) for y in (2015, 2016, 2022, 2023)] == [1, 0, 0, 1]


@pytest.mark.parametrize(
    ("a", "b", "years"),
    [
        ("RUS", "UKR", {2020: 1, 2022: 0, 2025: 0}),
        ("DZA", "MAR", {2020: 1, 2021: 0, 2025: 0}),
        ("IRN", "SAU", {2015: 1, 2016: 0, 2019: 0, 2022: 0, 2023: None}),
        ("USA", "CUB", {2014: 0, 2016: 1}),
        ("USA", "VEN", {2018: 1, 2019: 0, 2025: 0, 2026: None}),
        ("CHN", "TWN", {2010: 0, 2020: 0, 2022: 0, 2024: None}),
        ("USA", "IRN", {2000: 0, 2025: 0}),
        ("ISR", "ARE", {2019: 0, 2021: 1, 2025: 1}),
        ("KAZ", "IRN", {2020: 1, 2024: None}),
        ("KAZ", "PAK", {2020: 1}),
        ("ISR", "KAZ", {2000: 1, 2022: 1}),
    ],
)
def test_embassies_either_way(laid, a, b, years):
    for one, other in ((a, b), (b, a)):
        found = {year: value(laid, "representation.embassy", one, other, year) for year in years}
        assert {y: v for y, v in found.items() if years[y] is not None or v is not None} == {
            y: v for y, v in years.items() if v is not None
        }, (one, other)


def test_an_office_in_place_of_an_embassy_is_told_as_one(laid):
    told = named(laid, "representation.embassy", "USA", "TWN", 2022)
    assert [d["said"] for d in told] == ["office in place of an embassy"]


def test_both_lists_agree_to_the_day_on_nine_in_ten(laid):
    same, both = laid.execute("""
        SELECT count(*) FILTER (x.begun = y.begun), count(*) FROM relation_dates x JOIN relation_dates y
          ON x.state = y.partner AND x.partner = y.state AND x.state < y.state
        WHERE x.precision = 'day' AND y.precision = 'day'""").fetchall()[0]
    assert both > 14_000
    assert 0.91 < same / both < 0.94


def test_what_the_chronicle_holds_broken_the_lists_call_suspended(laid):
    """Of the breaks that stand in November 2025 and that a list dates, it marks all but that of Bolivia with Chile, and
    those of Mexico and North Macedonia with Taipei. The Sahrawi republic is apart: its own list says which ties are
    frozen, in notes.
    """
    marks = laid.execute(f"""
        WITH last AS (SELECT a, b, arg_max(fact, (known, date)) AS fact FROM ({BREAKS})
                      WHERE known <= DATE '2025-11-30' GROUP BY ALL)
        SELECT a, b, (SELECT bool_and(standing) FROM relation_dates r
                      WHERE least(r.state, r.partner) = a AND greatest(r.state, r.partner) = b) AS standing
        FROM last WHERE fact = 'broken' AND 'ESH' NOT IN (a, b)""").fetchall()
    listed = [standing for _, _, standing in marks if standing is not None]
    assert len(listed) >= 20
    assert {(a, b) for a, b, standing in marks if standing} == {("BOL", "CHL"), ("MEX", "TWN"), ("MKD", "TWN")}


def test_few_pairs_on_which_the_yearly_record_is_silent_are_on_the_list_of_two_years_later(laid):
    """Why the record's silence is read as a zero and the list's is not."""
    silent, named_later = laid.execute("""
        WITH l AS (FROM embassy_levels WHERE year = 2020),
        covered AS (SELECT s.sender AS a, h.host AS b
                    FROM (SELECT DISTINCT sender FROM l) s, (SELECT DISTINCT host FROM l) h WHERE s.sender <> h.host),
        quiet AS (SELECT * FROM covered c WHERE NOT EXISTS (FROM l WHERE l.sender = c.a AND l.host = c.b))
        SELECT count(*), count(*) FILTER (EXISTS (
            FROM missions m WHERE m.sender = a AND m.host = b
              AND m.kind IN ('embassy', 'high commission', 'nunciature')))
        FROM quiet""").fetchall()[0]
    assert named_later / silent < 0.015
    kept, unlisted = laid.execute("""
        SELECT count(*), count(*) FILTER (NOT EXISTS (FROM missions m WHERE m.sender = l.sender AND m.host = l.host
            AND m.kind IN ('embassy', 'high commission', 'nunciature')))
        FROM embassy_levels l WHERE year = 2020""").fetchall()[0]
    assert unlisted / kept > 0.15


@pytest.mark.parametrize(
    ("a", "b", "year", "visits"),
    [("KAZ", "USA", 2018, 1), ("KAZ", "USA", 2017, 0), ("USA", "KAZ", 2015, 1), ("USA", "ISR", 1996, 5)],
)
def test_visits_of_leaders_and_ministers(laid, a, b, year, visits):
    assert (
        value(laid, "visits.high_level", a, b, year) >= visits
        if visits > 1
        else (value(laid, "visits.high_level", a, b, year) == visits)
    )


def test_no_pair_without_the_state_that_keeps_the_list_has_a_row(laid):
    kept = "SELECT DISTINCT CASE WHEN by_host THEN b ELSE a END AS state FROM visits"
    told = f"""SELECT count(*) FROM "visits.high_level" WHERE a NOT IN ({kept}) AND b NOT IN ({kept})"""
    assert laid.execute(told).fetchall() == [(0,)]
    assert value(laid, "visits.high_level", "FRA", "DEU", 2024) is None
    assert value(laid, "visits.high_level", "KAZ", "USA", 2024) is None


@pytest.mark.parametrize(
    ("state", "office", "name", "since"),
    [
        ("ISR", "head_of_government", "Benyamin Netanyahu", "2022-12-29"),
        ("KAZ", "head_of_state", "Kasym-Zhomart Tokayev", "2019-03-20"),
        ("UKR", "head_of_state", "Volodymyr Zelenskyy", "2019-05-20"),
        ("DEU", "head_of_government", "Friedrich Merz", "2025-05-06"),
        ("USA", "head_of_state", "Donald J. Trump", "2025-01-20"),
        ("CZE", "head_of_government", "Andrej Babis", "2025-12-09"),
    ],
)
def test_who_holds_office_by_the_list_of_january_2026(laid, state, office, name, since):
    (told,) = named(laid, f"context.{office}", state, "-", 2026)
    assert (told["name"], str(told["since"]), told["account"]) == (name, since, "current")
    (leader,) = named(laid, "context.leader", state, "-", 2025)
    assert leader["name"] == name


def test_the_two_lists_of_holders_agree_where_both_name_one(mirror):
    """Same start within a week, or the same last name, of those whom both lists have in office: about nine in ten."""
    from comity.terms.crosswalk import to_state

    def in_office(source, system):
        found = facts(source, mirror / source, "office_holders")["found"]
        states = to_state(system, [row[0] for row in found], [row[4].year for row in found])
        return {(state, row[1]): row for state, row in zip(states, found, strict=True) if row[6] is None}

    listed, history = in_office("factbook", "name"), in_office("wikidata-leaders", "iso3")
    both = [(one, history[key]) for key, one in listed.items() if key in history and one[4] <= date(2025, 9, 15)]
    same = sum(abs((x[4] - y[4]).days) <= 7 or x[3].split()[-1] == y[3].split()[-1] for x, y in both)
    assert len(both) > 340
    assert 0.88 < same / len(both) < 0.95

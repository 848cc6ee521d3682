"""Details from a measure to an atlas and back: what each shape says, what it refuses, and the old form refused too."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date

import duckdb
import pytest

from comity.atlas.encode import write
from comity.atlas.manifest import Entry, Manifest, load, text
from comity.atlas.read import Atlas
from comity.errors import BadFile
from comity.measures.contract import Measure
from comity.measures.recipes import RECIPES
from comity.tables.columns import cells
from comity.tables.relation import as_view
from comity.terms.absence import Absence, Why
from comity.terms.conflict_details import ConflictRoles, CrisisSpell, TerritoryGained
from comity.terms.detail import Detail, label, listed, packed, plain, sql_type
from comity.terms.details import (
    SHAPES,
    Break,
    BrokerRole,
    CodedDocument,
    HostileState,
    KeptPair,
    Leader,
    NeededHeading,
    Product,
    SuppliedProduct,
    declared,
)
from comity.terms.treaty_details import InvestmentTreaty, Membership, Obligation, TradeAgreement

STATES = ("AAA", "BBB", "CCC")


def measure(shape, direction="directed"):
    return Measure(
        id="test.named", question="tenor", title="Named", unit="count", interval=None, formula="x", more="more",
        reference="none", not_when="never", inputs=(), decimals=0, direction=direction, details=shape,
    )  # fmt: skip


def columns(details, b="BBB"):
    """One row a year from 1990 of AAA on `b`, with these details."""
    n = len(details)
    rows = {"a": ["AAA"] * n, "b": [b] * n, "period": list(range(1990, 1990 + n)), "value": [1.0] * n}
    return {name: cells(values, n) for name, values in rows.items()} | {"details": cells(details, n)}


def written(folder, of, rows):
    """An atlas of one measure from rows in whichever shape; raises what `write` raises."""
    con = duckdb.connect()
    as_view(con, "measured", rows(con) if callable(rows) else rows)
    target = folder / f"{of.id}.parquet"
    n, first, last = write(con, "measured", of, STATES, (), target, first_year=1900, exact=True)
    record = {name: value for name, value in asdict(of).items() if name in Entry.model_fields}
    record |= {"details": declared(of.details), "basis": (), "first": first, "last": last, "rows": n}
    record |= {"file": target.name, "sha256": hashlib.sha256(target.read_bytes()).hexdigest(), "decimals": None}
    manifest = Manifest(comity="0", states=STATES, measures={of.id: Entry(**record)}, inputs={}, audits=(), absent={})
    (folder / "atlas.json").write_text(text(manifest), encoding="utf-8")
    return Atlas.open(folder, date(2020, 12, 31))


EXAMPLES = {
    "defence|non-aggression": [Obligation("defence"), Obligation("non-aggression")],
    "Pact; Union": [TradeAgreement("Pact", 2000, 2002), TradeAgreement("Union", 2000, 2001)],
    "Pact, customs union; Free Trade Area": [
        TradeAgreement("Pact", 2000, 2002, kind="customs union"),
        TradeAgreement("Free Trade Area", 2000, 2001, date(2001, 3, 1), "free trade area"),
    ],
    "signed 1995-12-27, in force 1997-02-19": [InvestmentTreaty(date(1995, 12, 27), date(1997, 2, 19))],
    "signed 2006-11-21, in force 2007-08-01, ended 2018-10-03": [
        InvestmentTreaty(date(2006, 11, 21), date(2007, 8, 1), date(2018, 10, 3))
    ],
    "NATO|SCO:observer": [Membership("NATO", "full"), Membership("SCO", "observer")],
    "AAA-CCC|BBB-CCC": [KeptPair("AAA", "CCC"), KeptPair("BBB", "CCC")],
    "BBB|CCC": [HostileState("BBB"), HostileState("CCC")],
    "liaison 619|total 2055": [BrokerRole("liaison", 619), BrokerRole("total", 2055)],
    "300490 0.52|010121 0.10": [SuppliedProduct("300490", 0.52), SuppliedProduct("010121", 0.1)],
    "8703 1204.5": [NeededHeading("8703", 1204.5)],
    "010000, 020000": [Product("010000"), Product("020000")],
    "2020-06; 1 in 120": [Break("2020-06", 120)],
    "A. Name": [Leader("A. Name")],
    "One - Two, war, BBB on the rebels' side, since 2001, ended 2003-04-05; conflict 8, deaths not given, since 2003, "
    "provisional, seen to 2003-06-07": [
        ConflictRoles(
            "7",
            "One - Two",
            "interstate",
            "AAA",
            "primary",
            "BBB",
            "rebels",
            2,
            1999,
            2001,
            date(2003, 4, 5),
            False,
            None,
        ),
        ConflictRoles(
            "8", None, None, "AAA", "primary", "BBB", "primary", None, 2003, 2003, None, True, date(2003, 6, 7)
        ),
    ],
    "SOME VALLEY, 1990-11-05 to 1991-02, serious clashes, mediated by OSCE and United Nations; QUARREL, from 2021": [
        CrisisSpell(
            "1", "SOME VALLEY", "15", date(1990, 11, 5), "day", date(1991, 2, 1), "month", 3, "OSCE|United Nations"
        ),
        CrisisSpell("2", "QUARREL", "16", date(2021, 1, 1), "year", None, None, None, None),
    ],
    "conquest, 27,000 km², after fighting; transfer": [
        TerritoryGained("1", 3, "conquest", 27000.0, "369", True),
        TerritoryGained("2", None, None, None, None, None),
    ],
    "2020-01-07, cold, 112, outlet not named, https://one.example/1": [
        CodedDocument(date(2020, 1, 7), "cold", "112", None, "https://one.example/1")
    ],
}
"""By the words of a label what a measure names."""


@pytest.mark.parametrize("words", EXAMPLES)
def test_what_is_named_comes_back_typed_and_in_its_order(words, tmp_path):
    details = tuple(EXAMPLES[words])
    atlas = written(tmp_path, measure(type(details[0])), columns([details, ()]))
    named, nothing = atlas.series("test.named", "AAA", "BBB")
    assert named.details == named.details_of(type(details[0])) == details
    assert label(named.details) == words
    assert nothing.details == () and label(nothing.details) is None and listed(nothing.details) == ""


def test_a_cell_lists_what_a_label_separates():
    assert listed(EXAMPLES["NATO|SCO:observer"]) == "NATO, SCO:observer"
    assert listed(EXAMPLES["Pact; Union"]) == "Pact; Union"


def test_details_for_json_are_plain():
    assert plain(InvestmentTreaty(date(1995, 12, 27), date(1997, 2, 19))) == {
        "signed": "1995-12-27",
        "in_force": "1997-02-19",
        "ended": None,
        "replaced_by": None,
        "title": None,
    }
    assert plain(BrokerRole("total", 3)) == {"role": "total", "pairs": 3}


def test_lists_in_sql_and_in_columns_are_the_same_bytes(tmp_path):
    def in_sql(con):
        one = packed(Membership, organisation="o", status="s")
        return con.sql(
            f"SELECT 'AAA' AS a, 'BBB' AS b, 1990 + i AS period, 1.0 AS value, list({one} ORDER BY o) AS details "
            "FROM (VALUES (0, 'NATO', 'full'), (0, 'SCO', 'observer'), (1, 'UN', 'full')) AS t(i, o, s) GROUP BY i"
        )

    in_columns = columns([(Membership("NATO", "full"), Membership("SCO", "observer")), (Membership("UN", "full"),)])
    found = []
    for name, rows in (("sql", in_sql), ("columns", in_columns), ("again", in_columns)):
        (tmp_path / name).mkdir()
        written(tmp_path / name, measure(Membership), rows)
        found.append((tmp_path / name / "test.named.parquet").read_bytes())
    assert found[0] == found[1] == found[2]


def test_the_file_says_the_shape_to_anyone_who_reads_parquet(tmp_path):
    written(tmp_path, measure(Membership), columns([(Membership("UN", "full"),)]))
    con = duckdb.connect()
    kinds = dict(r[:2] for r in con.execute(f"DESCRIBE FROM '{tmp_path}/test.named.parquet'").fetchall())
    assert kinds["details"].replace('"', "") == sql_type(Membership).replace('"', "")
    assert "label" not in kinds
    entry = json.loads((tmp_path / "atlas.json").read_text())["measures"]["test.named"]
    assert entry["details"] == {"shape": "Membership", "fields": {"organisation": "text", "status": "text"}}


@pytest.mark.parametrize(
    ("shape", "details", "why"),
    [
        (Membership, [(Leader("A"),)], "details are STRUCT"),
        (None, [(Leader("A"),)], "declares none"),
        (KeptPair, [(KeptPair("AAA", "ZZZ"),)], "'ZZZ' is no state"),
        (KeptPair, [(KeptPair("AAA", None),)], "other is missing"),
        (Break, [(Break("2020-13", 3),)], "'2020-13' is no month"),
        (SuppliedProduct, [(SuppliedProduct("1", float("inf")),)], "share is not finite"),
        (Leader, [(Leader("A"),), (Membership("UN", "full"),)], "details of several shapes"),
    ],
)
def test_what_does_not_fit_its_declaration_is_refused(shape, details, why, tmp_path):
    with pytest.raises(ValueError, match=why):
        written(tmp_path, measure(shape), columns(details))


def test_a_text_in_place_of_a_list_is_refused(tmp_path):
    def rows(con):
        return con.sql("SELECT 'AAA' AS a, 'BBB' AS b, 1990 AS period, 1.0 AS value, 'UN|SCO' AS details")

    with pytest.raises(ValueError, match="details are VARCHAR"):
        written(tmp_path, measure(Membership), rows)


def test_sql_for_a_detail_names_every_field_once():
    with pytest.raises(TypeError, match="Membership has the fields"):
        packed(Membership, organisation="o")


def test_a_field_of_another_kind_is_no_detail():
    @dataclass(frozen=True, slots=True)
    class Listed(Detail):
        names: list[str]

    with pytest.raises(TypeError, match=r"Listed\.names"):
        sql_type(Listed)


def test_a_reader_of_another_shape_is_told(tmp_path):
    atlas = written(tmp_path, measure(Leader, "state"), columns([(Leader("A"),)], "-"))
    assert atlas.details("test.named", Leader, "1990") == {"AAA": (Leader("A"),)}
    with pytest.raises(TypeError, match="no details Membership"):
        atlas.details("test.named", Membership, "1990")
    with pytest.raises(TypeError, match="details Leader, not Membership"):
        atlas.at("test.named", "AAA", "-", "1990").details_of(Membership)


def test_an_atlas_of_other_shapes_is_refused_in_one_line(tmp_path):
    written(tmp_path, measure(Leader), columns([(Leader("A"),)]))
    path = tmp_path / "atlas.json"
    content = json.loads(path.read_text())
    entry = content["measures"]["test.named"]
    others = (
        {"shape": "Leader", "fields": {"name": "text", "office": "text"}},
        {"shape": "Label", "fields": {}},
        "text",
    )
    for other in others:
        path.write_text(json.dumps(content | {"seal": "", "measures": {"test.named": entry | {"details": other}}}))
        with pytest.raises(BadFile, match="build the atlas again"):
            load(tmp_path)


def test_an_atlas_of_the_first_form_opens_without_what_it_packed_into_a_text(tmp_path):
    written(tmp_path, measure(Leader), columns([(Leader("A"),)]))
    path = tmp_path / "atlas.json"
    content = json.loads(path.read_text())
    entry = {k: v for k, v in content["measures"]["test.named"].items() if k not in ("details", "bounds")}
    first = {"test.named": entry | {"labelled": True}, "test.bare": entry | {"id": "test.bare", "labelled": False}}
    path.write_text(json.dumps(content | {"format": "comity/atlas/1", "seal": "", "measures": first, "absent": {}}))
    found = load(tmp_path)
    assert set(found.measures) == {"test.bare"}
    assert found.absent == {"test.named": Absence(Why.NEWER)}


def test_every_shape_is_declared_by_a_measure_and_every_declaration_is_a_shape():
    used = {m.details for recipe in RECIPES for m in recipe.measures} - {None}
    assert used == set(SHAPES.values())

"""From year files of BACI to pages: what a user's own files of trade by product add to an assessment."""

import random
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from tiny_world import COW, small_editions

from asked import Asked, beyond, spied, undeclared
from comity.api.chain import chain
from comity.assessment.assess import Request, assess
from comity.atlas.read import Atlas
from comity.build.conduct import Plan, build
from comity.terms.absence import Why
from comity.terms.commodity import goods, sector_names
from comity.terms.crosswalk import from_state
from comity.terms.details import SuppliedProduct
from comity.terms.technology import TITLES, technology_classes
from linted import faults
from r_frames import write_table
from workbooks import workbook
from worlds import HEADINGS

YEARS = (2013, 2014, 2015)
CODES = [c for c in HEADINGS if c != "990000"] + ["990000"]


def write_year(folder: Path, year: int, *, states: tuple[str, ...]) -> None:
    """One year file in the publisher's format; every number invented. Kazakhstan alone sells crude oil."""
    rng = random.Random(year)
    numbers = dict(zip(states, (int(n) for n in from_state("m49", list(states))), strict=True))
    lines = ["t,i,j,k,v,q"]
    for a, b in sorted(permutations(states, 2), key=lambda pair: (numbers[pair[0]], numbers[pair[1]])):
        for code in CODES:
            sells = a == "KAZ" if code == "270900" else rng.random() < 0.4
            if sells:
                lines.append(f"{year},{numbers[a]},{numbers[b]},{int(code):06d},{rng.lognormvariate(6, 1):.3f},NA")
    (folder / f"BACI_HS12_Y{year}_V202401b.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_correlations(folder: Path) -> None:
    """Each code stands for a group of every class in turn; crude oil for crude oil, each ninth code for two groups."""
    by_class = sorted({kind: group for group, kind in technology_classes().items()}.values())
    lines = ["HS17,HS12,HS07,HS02,HS96,HS92,BEC4,SITC4,SITC3,SITC2,SITC1"]
    for place, code in enumerate(CODES):
        groups = [by_class[(place + step) % len(by_class)] for step in range(2 if place % 9 == 0 else 1)]
        for group in ["333"] if code == "270900" else groups:
            lines.append(f"{code},{code},{code},{code},{code},{code},41,{group}00,{group}00,{group}00,NULL")
    workbook(folder, "\n".join(lines))


def write_incomes(folder: Path) -> None:
    rows = ["ccode year mrgdppc sd_mrgdppc pwtrgdp sd_pwtrgdp pwtpop sd_pwtpop"]
    rows += [f"{cow} {year} 1 1 {cow * 10} 1 {1 + cow % 7} 1" for cow in COW.values() for year in YEARS]
    write_table(folder / "cw_gdppop.rda", "cw_gdppop", "\n".join(rows))
    democracy = ["ccode year euds aeuds polity2 v2x_polyarchy"] + [f"{cow} 2015 0.3 0.1 6 0.5" for cow in COW.values()]
    write_table(folder / "cw_democracy.rda", "cw_democracy", "\n".join(democracy))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("products")
    for name in ("baci", "hs-concordance", "isard"):
        (home / "mirror" / name).mkdir(parents=True)
    for year in YEARS:
        write_year(home / "mirror" / "baci", year, states=tuple(COW))
    write_correlations(home / "mirror" / "hs-concordance")
    write_incomes(home / "mirror" / "isard")
    with small_editions():
        build(Plan(home / "store", home / "mirror"), home / "atlas")
    return home / "atlas"


@pytest.fixture(scope="module")
def atlas(built: Path) -> Atlas:
    return Atlas.open(built, date(2025, 12, 31))


@pytest.fixture(scope="module")
def study(atlas: Atlas):
    return assess(atlas, Request("ISR", "KAZ", since=1990, command="test"))


def test_every_group_of_goods_is_measured(atlas):
    for group in (*sector_names(), *goods()):
        for family in ("exchange.exports", "dependence.supplier_share", "dependence.import_concentration",
                       "complementarity.advantage"):  # fmt: skip
            assert atlas.has(f"{family}.{group}"), (family, group)


def test_what_is_asked_of_products_is_declared(built):
    asked = Asked.open(built, date(2025, 12, 31))
    judged = spied(asked, [("ISR", "KAZ")])
    assert {"dependence.products", "complementarity.fit"} <= {j.salience.finding for j in judged}
    assert undeclared(asked.seen) == {}
    assert beyond(judged) == set()


def test_what_needs_reporters_own_files_is_absent_with_the_reason(atlas):
    assert "unallocated_trade" in atlas.manifest.absent["exchange.withheld_imports"].tables


def test_sectors_add_up_to_all_trade(atlas):
    parts = [atlas.at(f"exchange.exports.{g}", "KAZ", "ISR", "2015") for g in (*sector_names(), "unspecified")]
    rows = sum(m.value for m in parts if m.value is not None)
    assert rows == pytest.approx(_written("KAZ", "ISR", 2015))


def _written(a: str, b: str, year: int) -> float:
    """US$ that the file of a year has from a to b."""
    import tempfile

    one, two = (int(n) for n in from_state("m49", [a, b]))
    with tempfile.TemporaryDirectory() as folder:
        write_year(Path(folder), year, states=tuple(COW))
        [path] = Path(folder).iterdir()
        rows = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return sum(float(v) * 1000 for _, i, j, _, v, _ in rows if (int(i), int(j)) == (one, two))


def test_the_only_supplier_is_named_with_its_whole_share(atlas, study):
    assert atlas.at("dependence.supplier_share.crude_oil", "ISR", "KAZ", "2015").value == 1.0
    assert atlas.at("dependence.supplier_rank.crude_oil", "ISR", "KAZ", "2015").value == 1.0
    assert atlas.at("dependence.import_concentration.crude_oil", "ISR", "-", "2015").value == 1.0
    claims = {f.id: f.claim for f in study.findings}
    assert claims["dependence.crude_oil.ISR-KAZ"] == (
        "Kazakhstan supplied 100 % of Israel's imports of crude oil in 2015, 1st supplier."
    )
    led = atlas.at("dependence.products_supplied", "ISR", "KAZ", "2015")
    assert SuppliedProduct("270900", 1.0) in led.details_of(SuppliedProduct)


def test_the_pages_show_goods_fit_and_complexity(study):
    sections = {s.id: s for s in study.sections}
    tables = {t.id for t in study.tables}
    assert {"table.exchange.goods", "table.dependence.goods", "table.complementarity.complexity",
            "table.complementarity.advantages"} <= tables  # fmt: skip
    assert {f"figure.composition.{d}" for d in ("ISR-KAZ", "KAZ-ISR")} <= {f.id for f in study.figures}
    fit = next(s for key, s in sections.items() if "complementarity" in key)
    assert fit.state == "answered"
    assert "fit Kazakhstan's imports to" in fit.answer


def test_its_sentences_rest_on_rows_and_its_ids_are_explained(atlas, study, tmp_path):
    assert [str(f) for f in faults(atlas, study)] == []
    by_goods = {m.id for m in study.measures if m.measure.count(".") == 2}
    assert len(by_goods) > 20
    ids = by_goods | {f.id for f in study.findings} | {name for f in study.findings for name in f.basis}
    ids |= {m.measure for m in study.methods} | {t.id for t in study.tables} | {f.id for f in study.figures}
    for name in sorted(ids):
        assert name in chain(study, name, tmp_path / "no-store").line, name


def test_classes_of_technology_add_up_and_reach_the_page(atlas, study):
    shares = [atlas.at(f"complementarity.technology.{kind}", "KAZ", "ISR", "2015") for kind in TITLES]
    assert sum(m.value for m in shares) == pytest.approx(1)
    assert all(m.low <= m.value <= m.high for m in shares)
    assert any(m.low < m.high for m in shares), "some codes stand for groups of two classes"
    oil = atlas.at("exchange.exports.crude_oil", "KAZ", "ISR", "2015").value
    assert atlas.at("complementarity.technology.pp", "KAZ", "ISR", "2015").value >= oil / _written("KAZ", "ISR", 2015)
    table = next(t for t in study.tables if t.id == "table.complementarity.technology")
    assert [c.name for c in table.columns] == ["Class", "ISR to KAZ, 2015", "ISR to the world, 2015",
                                               "KAZ to ISR, 2015", "KAZ to the world, 2015"]  # fmt: skip
    assert len(table.rows) == len(TITLES)
    claims = {f.id: f for f in study.findings}
    high = claims["complementarity.technology.KAZ-ISR"]
    assert "high technology" in high.claim
    summed = next(m for m in study.measures if m.measure == "complementarity.high_technology" and m.a == "KAZ")
    assert summed.id in {part.ref for part in high.parts if part.kind == "value"}
    classes = [next(m for m in study.measures if m.id == row) for row in summed.rests_on]
    assert summed.value == pytest.approx(sum(m.value for m in classes)) and len(classes) == 2
    assert high.estimate.low <= high.estimate.value <= high.estimate.high
    assert "complementarity.near_openings.ISR-KAZ" in claims


def test_income_that_goes_with_exports_stands_beside_complexity(atlas, study):
    m = atlas.at("complementarity.expy", "KAZ", "-", "2015")
    incomes = [cow * 10 / (1 + cow % 7) for cow in COW.values()]
    assert min(incomes) < m.value < max(incomes)
    assert m.basis and any("isard" in name for name in m.basis)
    table = next(t for t in study.tables if t.id == "table.complementarity.complexity")
    assert any("EXPY" in row[0] for row in table.rows)


def test_without_the_correspondence_of_lists_the_classes_are_absent_with_the_reason(tmp_path: Path):
    (tmp_path / "mirror" / "baci").mkdir(parents=True)
    write_year(tmp_path / "mirror" / "baci", 2015, states=tuple(COW))
    with small_editions():
        manifest = build(Plan(tmp_path / "store", tmp_path / "mirror"), tmp_path / "atlas")
    assert "commodity_concordance" in manifest.absent["complementarity.technology.ht1"].tables
    opened = Atlas.open(tmp_path / "atlas", date(2025, 12, 31))
    report = assess(opened, Request("ISR", "KAZ", since=1990, command="test"))
    fit = next(s for s in report.sections if s.id.endswith("complementarity"))
    assert any("hs-concordance" in paragraph for paragraph in fit.paragraphs)


def test_two_exporters_give_no_word_about_the_world(tmp_path: Path):
    (tmp_path / "mirror" / "baci").mkdir(parents=True)
    write_year(tmp_path / "mirror" / "baci", 2015, states=tuple(COW))
    path = next((tmp_path / "mirror" / "baci").iterdir())
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    last = max(int(row.split(",")[1]) for row in rows)
    path.write_text("\n".join([header, *(r for r in rows if int(r.split(",")[1]) == last)]) + "\n", encoding="utf-8")
    with small_editions():
        manifest = build(Plan(tmp_path / "store", tmp_path / "mirror"), tmp_path / "atlas")
    assert manifest.absent["dependence.supplier_share.energy"].why is Why.NO_ROWS
    assert manifest.absent["complementarity.complexity"].why is Why.NO_ROWS

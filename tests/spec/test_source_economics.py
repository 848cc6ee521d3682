"""Trade by partner, services, investment positions, industries, indicators and lists of goods, as published."""

import zipfile
from pathlib import Path

import pytest

from comity.errors import BadFile
from comity.sources.registry import source
from harvested import harvest, sample
from workbooks import workbook


def _zip(folder: Path, archive: str, **files: str) -> Path:
    with zipfile.ZipFile(folder / archive, "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in files.items():
            out.writestr(name, text)
    return folder


def _sample(source_id: str, name: str) -> str:
    return (sample(source_id) / name).read_text(encoding="utf-8")


def _changed(source_id: str, name: str, old: str, new: str) -> str:
    text = _sample(source_id, name)
    assert old in text
    return text.replace(old, new, 1)


# Trade by partner and positions: series in SDMX-CSV


def test_both_reports_of_goods_by_partner_are_rows_of_their_own() -> None:
    rows = harvest("imts", sample("imts"))["trade"]
    assert [(r["exporter"], r["importer"], r["year"], r["reported_by"], r["value"]) for r in rows] == [
        ("ISR", "KAZ", 2019, "exporter", 98500000.5),
        ("KAZ", "G001", 2019, "exporter", 57e9),
        ("KAZ", "ISR", 2019, "exporter", 310e6),
        ("KAZ", "ISR", 2019, "importer", 2.4e6),
    ]
    assert {(r["commodity"], r["price_basis"], r["scope"]) for r in rows} == {("total", "current", "goods")}


def test_positions_are_kept_as_reported_and_what_the_publisher_derived_is_left_out() -> None:
    rows = harvest("cdis", sample("cdis"))["investment_positions"]
    assert [(r["origin"], r["destination"], r["year"], r["reported_by"], r["value"]) for r in rows] == [
        ("BTN", "KAZ", 2019, "destination", -12000.0),
        ("G001", "KAZ", 2019, "destination", 150e9),
        ("ISR", "KAZ", 2019, "destination", 64e6),
        ("ISR", "KAZ", 2019, "origin", 71.5e6),
    ]


@pytest.mark.parametrize(
    ("source_id", "old", "new", "says"),
    [
        ("imts", "98500000.5", "98,5", "row 3 has 12 fields"),
        ("imts", "98500000.5", "9.85e7 US$", "no number"),
        ("imts", "98500000.5", "-1", "negative"),
        ("imts", "IMF.STA:IMTS(1.0.0),I,ISR", "IMF.STA:DOT(1.0.0),I,ISR", "not IMF.STA:IMTS"),
        ("imts", "MG_CIF_USD", "TBG_USD", "neither XG_FOB_USD nor MG_CIF_USD"),
        ("imts", "OBS_VALUE", "VALUE", "OBS_VALUE"),
        ("imts", "KAZ,XG_FOB_USD,ISR,A,2019", "ISR,XG_FOB_USD,KAZ,A,2019", "two observations"),
        ("cdis", "COUNTERPART_COUNTRY", "PARTNER", "COUNTERPART_COUNTRY"),
        ("cdis", "OTWD_D_NETAL_FALL_ALL", "OTWD_D_NETAL_FL_ALL", "neither"),
    ],
)
def test_a_series_that_is_not_as_described_is_refused(
    tmp_path: Path, source_id: str, old: str, new: str, says: str
) -> None:
    (tmp_path / f"{source_id}.csv").write_text(_changed(source_id, f"{source_id}.csv", old, new), encoding="utf-8")
    with pytest.raises(BadFile, match=says) as caught:
        harvest(source_id, tmp_path)
    assert f"{source_id}.csv" in str(caught.value)


def test_interfaces_are_asked_for_the_format_that_is_read() -> None:
    for source_id in ("imts", "cdis"):
        (file,) = source(source_id).files
        assert file.accept.startswith("application/vnd.sdmx.data+csv")


# Services


def _services(folder: Path, text: str) -> Path:
    return _zip(folder, "OECD-WTO_BATIS_data_BPM6.zip", **{"OECD-WTO_BATIS_BPM6_bulk.csv": text})


def test_reported_estimated_and_balanced_services_stay_apart(tmp_path: Path) -> None:
    rows = harvest("batis", _services(tmp_path, _sample("batis", "batis.csv")))["services_trade"]
    israel = [r for r in rows if (r["exporter"], r["importer"], r["item"]) == ("IL", "KZ", "S")]
    assert {(r["reported_by"], r["compiled"], r["value"]) for r in israel} == {
        ("exporter", "reported", 12.5e6),
        ("exporter", "estimated", 12.5e6),
        ("importer", "estimated", 16e6),
        ("compiler", "balanced", 14.25e6),
    }
    assert not any(r["exporter"] == r["importer"] for r in rows)
    assert {r["value"] for r in rows if r["item"] == "SD" and r["compiled"] == "balanced"} == {2.5e6}


@pytest.mark.parametrize(("old", "new"), [("Balanced_value", "Value"), ("KZ,IL,M,S", "KZ,IL,Q,S"), (",14.25", ",much")])
def test_services_in_another_shape_are_refused(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises(BadFile, match=r"BATIS|batis"):
        harvest("batis", _services(tmp_path, _changed("batis", "batis.csv", old, new)))


def test_a_half_downloaded_archive_is_refused(tmp_path: Path) -> None:
    _services(tmp_path, _sample("batis", "batis.csv") * 50)
    whole = (tmp_path / "OECD-WTO_BATIS_data_BPM6.zip").read_bytes()
    (tmp_path / "OECD-WTO_BATIS_data_BPM6.zip").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BadFile, match="fetch it again"):
        harvest("batis", tmp_path)


def test_an_archive_that_could_mean_two_files_is_refused(tmp_path: Path) -> None:
    text = _sample("batis", "batis.csv")
    _zip(tmp_path, "OECD-WTO_BATIS_data_BPM6.zip", **{"a.csv": text, "b.csv": text})
    with pytest.raises(BadFile, match=r"'a.csv' and 'b.csv'"):
        harvest("batis", tmp_path)


# Indicators


def _indicators(folder: Path, gdp: str, population: str) -> Path:
    _zip(folder, "NY.GDP.MKTP.CD.zip", **{"API_NY.GDP.MKTP.CD_DS2_en_csv_v2_1.csv": gdp, "Metadata_Country.csv": "x"})
    return _zip(folder, "SP.POP.TOTL.zip", **{"API_SP.POP.TOTL_DS2_en_csv_v2_1.csv": population})


def test_indicators_are_joined_by_country_and_year_and_blanks_are_no_rows(tmp_path: Path) -> None:
    folder = _indicators(tmp_path, _sample("wdi", "gdp.csv"), _sample("wdi", "population.csv"))
    rows = harvest("wdi", folder)["products"]
    assert [(r["state"], r["year"], r["gdp"], r["population"]) for r in rows if r["state"] != "WLD"] == [
        ("ISR", 2018, 376000000000.5, 8882800.0),
        ("ISR", 2019, 402e9, 9054000.0),
        ("KAZ", 2019, 181e9, 18513673.0),
    ]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"Country Code"', '"Code"', "header"),
        ('"402000000000"', '"402 bn"', "row 6, year 2019"),
        ('"NY.GDP.MKTP.CD","","181000000000",', '"NY.GDP.MKTP.CD"', "row 7"),
        ('"Israel","ISR","GDP (current US$)","NY.GDP.MKTP.CD"', '"Israel","ISR","GDP","NY.GDP.MKTP.KD"', "row 6"),
    ],
)
def test_an_indicator_in_another_shape_is_refused_with_its_row(tmp_path: Path, old: str, new: str, says: str) -> None:
    folder = _indicators(tmp_path, _changed("wdi", "gdp.csv", old, new), _sample("wdi", "population.csv"))
    with pytest.raises(BadFile, match=says):
        harvest("wdi", folder)


def test_people_are_a_table_of_their_own_from_the_archive_and_from_its_table_alone(tmp_path: Path) -> None:
    folder = _indicators(tmp_path, _sample("wdi", "gdp.csv"), _sample("wdi", "population.csv"))
    (tmp_path / "Total_population.csv").write_text(_sample("wdi", "population.csv"), encoding="utf-8")
    rows = harvest("wdi", folder)["populations"]
    assert ("KAZ", 2019, 18513673.0) in [tuple(row.values()) for row in rows]
    assert harvest("wb-population", tmp_path)["populations"] == rows


@pytest.mark.parametrize("text", ["", "<html></html>", '"Data Source"\n'])
def test_what_is_no_table_of_people_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "Total_population.csv").write_text(text, encoding="utf-8")
    with pytest.raises(BadFile, match="no header Country Name"):
        harvest("wb-population", tmp_path)


# Industries


def _industries(folder: Path, text: str) -> Path:
    return _zip(folder, "ITPDE_R03.zip", **{"ITPDE_R03.csv": text})


def test_industries_keep_true_zeros_and_leave_out_doubtful_ones_and_trade_at_home(tmp_path: Path) -> None:
    rows = harvest("itpde-industries", _industries(tmp_path, _sample("itpde-industries", "itpde.csv")))
    assert [
        (r["exporter"], r["importer"], r["industry"], r["broad_sector"], r["value"], r["mirrored"])
        for r in rows["industry_trade"]
    ] == [
        ("ISR", "KAZ", "1", "agriculture", 0.0, False),
        ("ISR", "KAZ", "132", "manufacturing", 4.25e6, True),
        ("KAZ", "ISR", "31", "mining_and_energy", 1250.5e6, False),
    ]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Mining and Energy", "Mining", "unknown broad sector"),
        ("1250.5", "-1250.5", "negative"),
        (",0,u", ",0,z", "unknown zero flag"),
        ("flag_mirror", "flag_other", "flag_mirror"),
    ],
)
def test_industries_in_another_shape_are_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(BadFile, match=says):
        harvest("itpde-industries", _industries(tmp_path, _changed("itpde-industries", "itpde.csv", old, new)))


# Lists of goods


def test_codes_of_two_lists_correspond_when_a_row_has_both(tmp_path: Path) -> None:
    rows = harvest("hs-concordance", workbook(tmp_path, _sample("hs-concordance", "correlations.csv")))
    found = {
        (r["from_list"], r["from_code"], r["to_list"], r["to_code"]): r["counterparts"]
        for r in rows["commodity_concordance"]
    }
    assert found["HS17", "270900", "HS92", "270900"] == 1
    assert found["HS92", "854140", "HS17", "854142"] == found["HS92", "854140", "HS17", "854143"] == 2
    assert found["HS17", "854142", "HS92", "854140"] == 1
    assert found["HS92", "010111", "SITC2", "00150"] == 1, "leading zeros stay"
    assert not any("880622" in key for key in found), "goods that no other list knows correspond to nothing"
    assert all((b, bc, a, ac) in found for a, ac, b, bc in found), "correspondence holds both ways"


def test_a_code_that_lost_its_leading_zero_is_refused(tmp_path: Path) -> None:
    text = _changed("hs-concordance", "correlations.csv", "010121", "10121")
    with pytest.raises(BadFile, match=r"row 3, column HS17: '10121'"):
        harvest("hs-concordance", workbook(tmp_path, text))

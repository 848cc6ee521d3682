"""Accounts of the whole world's trade: exports of the IMF's series, and totals reconciled by CEPII."""

import lzma
import shutil
from pathlib import Path

import pytest

from comity.errors import BadFile
from harvested import harvest, sample

PLAIN = {
    "dots-2019-2020": ("imf_import_export.csv", ""),
    "imts-2025": ("trade_data.json", ""),
    "imf-dots-15-countries-2011-2020": ("trading.csv", ".xz"),
    "oec-baci-2022-2023": ("bilateral_value_clean_22_withid.csv", ""),
    "baci-2000-2020-five-yearly": ("trade_network.csv", ".xz"),
}
"""By source the first sample file, and how the publisher packs it."""


def changed(source: str, folder: Path, old: str = "", new: str = "") -> Path:
    """The sample as the publisher packs it, with one text in place of another."""
    name, packing = PLAIN[source]
    for file in sample(source).iterdir():
        shutil.copy(file, folder / file.name)
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).unlink()
    written = text.replace(old, new, 1).encode()
    (folder / (name + packing)).write_bytes(lzma.compress(written) if packing else written)
    return folder


def rows(source: str, folder: Path) -> list[tuple[object, ...]]:
    found = harvest(source, changed(source, folder))["goods_accounts"]
    return [tuple(row.values()) for row in found]


def test_two_years_of_a_row_are_two_rows_in_dollars(tmp_path: Path) -> None:
    assert rows("dots-2019-2020", tmp_path) == [
        ("IL", "KZ", 2019, "imf-exporter", 90.4e6, 5e4),
        ("IL", "KZ", 2020, "imf-exporter", 0.0, 5e4),
        ("KZ", "IL", 2019, "imf-exporter", 300.5e6, 5e4),
        ("KZ", "IL", 2020, "imf-exporter", 210e6, 5e4),
        ("KZ", "IT", 2019, "imf-exporter", 8000.1e6, 5e4),
        ("KZ", "IT", 2020, "imf-exporter", 6000.2e6, 5e4),
        ("KZ", "W00", 2019, "imf-exporter", 55e9, 5e4),
        ("KZ", "W00", 2020, "imf-exporter", 45e9, 5e4),
        ("KZ", "XR43", 2019, "imf-exporter", 54e9, 5e4),
        ("KZ", "XR43", 2020, "imf-exporter", 44e9, 5e4),
        # Namibia is no missing value, and a blank is no zero.
        ("NA", "XK", 2019, "imf-exporter", 0.3e6, 5e4),
    ]


def test_the_world_is_a_total_and_no_partner(tmp_path: Path) -> None:
    found = harvest("dots-2019-2020", changed("dots-2019-2020", tmp_path))["goods_totals"]
    assert [tuple(row.values()) for row in found] == [
        ("KZ", 2019, "imf-exporter", 55e9),
        ("KZ", 2020, "imf-exporter", 45e9),
    ]
    found = harvest("imts", sample("imts"))["goods_totals"]
    assert [tuple(row.values()) for row in found] == [("KAZ", 2019, "imf-exporter", 57e9)]


def test_edges_of_a_network_are_exports_of_its_year(tmp_path: Path) -> None:
    assert rows("imts-2025", tmp_path) == [
        ("Israel", "Kazakhstan", 2025, "imf-exporter", 55e6, 5e4),
        ("Kazakhstan", "Israel", 2025, "imf-exporter", 40.5e6, 5e4),
        ("North Macedonia", "Israel", 2025, "imf-exporter", 0.0, 5e4),
    ]


def test_twelve_months_are_a_year_and_one_month_is_none(tmp_path: Path) -> None:
    found = rows("imf-dots-15-countries-2011-2020", tmp_path)
    assert found == [("Germany", "Japan", 2019, "imf-importer", 12 * 100.25e6, None)]


def test_totals_reconciled_by_the_publisher(tmp_path: Path) -> None:
    assert rows("oec-baci-2022-2023", tmp_path) == [
        ("ISR", "KAZ", 2022, "baci", 60e6, None),
        ("ISR", "KAZ", 2023, "baci", 110000000.5, None),
        ("KAZ", "ISR", 2022, "baci", 800e6, None),
        ("KAZ", "ISR", 2023, "baci", 350e6, None),
        ("TWN", "USA", 2022, "baci", 800e6, None),
        ("TWN", "USA", 2023, "baci", 350e6, None),
    ]


def test_five_years_in_one_packed_file(tmp_path: Path) -> None:
    assert ("SCG", "ISR", 2005, "baci", 2000.0, None) in rows("baci-2000-2020-five-yearly", tmp_path)


def test_the_publishers_own_series_and_year_files_give_the_accounts_too() -> None:
    accounts = harvest("imts", sample("imts"))["goods_accounts"]
    assert {(r["exporter"], r["importer"], r["account"], r["value"]) for r in accounts} == {
        ("ISR", "KAZ", "imf-exporter", 98500000.5),
        ("KAZ", "G001", "imf-exporter", 57e9),
        ("KAZ", "ISR", "imf-exporter", 310e6),
        ("KAZ", "ISR", "imf-importer", 2.4e6),
    }
    summed = harvest("baci", sample("baci"))["goods_accounts"]
    assert {(r["exporter"], r["importer"]): r["value"] for r in summed if r["exporter"] == 398} == {
        (398, 376): 248000.125e3
    }


PAGE = "<!DOCTYPE html><html><body>Please log in</body></html>"


@pytest.mark.parametrize("source", PLAIN)
@pytest.mark.parametrize("content", [b"", PAGE.encode(), b"\x00\x01\x02"])
def test_an_empty_file_a_page_and_noise_are_refused(tmp_path: Path, source: str, content: bytes) -> None:
    name, packing = PLAIN[source]
    changed(source, tmp_path)
    (tmp_path / (name + packing)).write_bytes(lzma.compress(content) if packing else content)
    with pytest.raises(BadFile, match=name.replace(".", r"\.")) as caught:
        harvest(source, tmp_path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("source", [s for s, (_, packing) in PLAIN.items() if packing])
def test_a_half_packed_file_is_refused(tmp_path: Path, source: str) -> None:
    name, packing = PLAIN[source]
    path = changed(source, tmp_path) / (name + packing)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(BadFile, match="fetch it again"):
        harvest(source, tmp_path)


@pytest.mark.parametrize(
    ("source", "old", "new", "says"),
    [
        ("dots-2019-2020", "2019,2020", "2020,2021", "2021"),
        ("dots-2019-2020", "300.5", "-300.5", "negative"),
        ("dots-2019-2020", "300.5", '"300,5"', "row 2"),
        ("imts-2025", '"edges"', '"links"', "no lists"),
        ("imts-2025", '"value": 40.5', '"value": "40.5"', "no amount"),
        ("imts-2025", '"value": 40.5', '"value": -40.5', "no amount"),
        ("imts-2025", '"value": 40.5', '"value": NaN', "no amount"),
        ("imts-2025", '"value": 40.5', '"weight": 40.5', "weight"),
        ("imts-2025", '"target": "Israel"', '"target": "Israël"', "no node"),
        ("imf-dots-15-countries-2011-2020", "Japan,Germany,100.25,import,2019,1", "Japan,Germany,100.25,Einfuhr,2019,1",
         "Einfuhr"),
        ("imf-dots-15-countries-2011-2020", "import,2019,2", "import,2019,1", "two rows"),
        ("imf-dots-15-countries-2011-2020", "import,2019,12", "import,2019,13", "a month that is none"),
        ("imf-dots-15-countries-2011-2020", "import,2019,12", "import,2019,décembre", "row 13"),
        ("oec-baci-2022-2023", "800000000.0", "8e14", "cannot be"),
        ("oec-baci-2022-2023", "800000000.0", "", "no value"),
        ("oec-baci-2022-2023", ",value", ",v", "value"),
        ("baci-2000-2020-five-yearly", "2005,SCG", "2006,SCG", "2006"),
        ("baci-2000-2020-five-yearly", "trade_value", "trade", "trade"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_as_described_is_refused(tmp_path: Path, source: str, old: str, new: str, says: str) -> None:
    with pytest.raises(BadFile, match=says):
        harvest(source, changed(source, tmp_path, old, new))


def test_one_year_under_two_names_is_refused(tmp_path: Path) -> None:
    folder = changed("oec-baci-2022-2023", tmp_path)
    shutil.copy(folder / "bilateral_value_clean_22_withid.csv", folder / "bilateral_value_clean_23_withid.csv")
    with pytest.raises(BadFile, match="the same rows"):
        harvest("oec-baci-2022-2023", folder)

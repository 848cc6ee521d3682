"""The room's facts against the publishers' files and the counts of peers."""

import csv
import io
import json
import re
import tarfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from comity.sources.formats.r_data import read_r
from comity.terms.crosswalk import to_state
from comity.terms.event import event_codes
from comity.terms.membership import dyad_years

# Entries that no state answers to: groups, regions, bodies, rebels and claims of sovereignty few recognise.
NOT_STATES = r"""
.*\*$ | Unknown.* | Unspecified | None | none | $
| Channel\ Islands | .*Europe.* | (North|South|East|West|South-East)\ (Asia|Africa|America) | Oceania
| Latin\ America.* | Sub-Saharan\ Africa | CIS | BLEU.* | Belgium/Luxembourg
| Central\ Tibetan\ Administration | European\ Parliament | Government\ of\ New\ Mexico
| Indigenous\ Australians
| Ministry\ of\ Foreign\ Affairs | Nordic\ countries | Portuguese\ colonization.* | Quebec | Somaliland
| Sovereign\ Military\ Order\ of\ Malta | (Turkish\ Republic\ of\ )?Northern\ Cyprus | Trans-Dniester
| Biafra | Katanga | Darfur | Ashmore\ and\ Cartier\ Islands | Clipperton\ Island | Coral\ Sea\ Islands
| Paracel\ Islands | Spratly\ Islands | Akrotiri | Dhekelia | Baker\ Island,\ Howland.*
"""


def unmatched(names: set[str]) -> list[str]:
    column = sorted(names)
    strangers = [name for name, id in zip(column, to_state("name", column), strict=True) if id is None]
    return [name for name in strangers if not re.fullmatch(NOT_STATES, name.strip(), re.VERBOSE)]


@pytest.mark.parametrize(
    ("system", "directed", "count"),
    [("cow", True, 2_252_760), ("cow", False, 1_126_380), ("gw", True, 2_638_078)],
)
def test_dyad_years_as_the_published_panels_count_them(system: str, directed: bool, count: int) -> None:
    began = time.process_time()
    pairs = dyad_years(system, 1816, 2025, directed=directed)
    assert time.process_time() - began < 0.5
    assert {column.dtype for column in pairs.values()} == {np.dtype(np.int16)}
    assert len(pairs["year"]) == count


def column(path: Path, *fields: str | int, encoding: str = "utf-8", **options: Any) -> set[str]:
    """Distinct values of columns of a delimited file; fields by name, or by place if it has no header."""
    with path.open(encoding=encoding, newline="") as file:
        rows: Any = csv.DictReader(file, **options) if isinstance(fields[0], str) else csv.reader(file, **options)
        return {row[field] for row in rows for field in fields if row[field]}


def frame(path: Path) -> Any:
    """The first object of a file; test_r_data_agrees holds our reader against an independent one."""
    return next(iter(read_r(path).values()))


@pytest.mark.mirror
@pytest.mark.parametrize(
    ("file", "fields", "options"),
    [
        ("unctad/bit.csv", ("country1", "country2"), {"encoding": "latin-1"}),
        ("unctad/fdi_flows_unctad_2001_2012.csv", ("Destination", "Origin"), {"encoding": "latin-1"}),
        ("embassies/database_of_embassies.csv", ("operator", "country"), {"delimiter": ";"}),
        ("openflights/countries.dat", (0,), {}),
        ("openflights/airports.dat", (3,), {}),
        ("sipri-tiv/sipri-exports-processed.csv", ("supplier", "recipient"), {}),
    ],
)
def test_names_in_delimited_files(mirror: Path, file: str, fields: Any, options: dict[str, str]) -> None:
    names = column(mirror / file, *fields, **options)
    assert len(names) > 100 and unmatched(names) == []


@pytest.mark.mirror
@pytest.mark.parametrize(
    ("file", "fields"),
    [
        ("itpde/country_list.RData", ("V1", "SIPRI")),
        ("oecd-aid/OECD.rda", ("Recipient", "Donor")),
        ("desta/treaties_dyads.rda", ("country1", "country2")),
        ("icews-dyad-year/icews.rda", ("i", "j")),
    ],
)
def test_names_in_r_files(mirror: Path, file: str, fields: tuple[str, str]) -> None:
    table = frame(mirror / file)
    names = {str(name) for field in fields for name in set(table[field].tolist()) - {None}}
    assert len(names) > 100 and unmatched(names) == []


@pytest.mark.mirror
def test_names_of_migrants_origins_and_destinations(mirror: Path) -> None:
    names = set(json.loads((mirror / "migration/stock.json").read_text(encoding="utf-8"))["names"])
    assert len(names) > 200 and unmatched(names) == []


@pytest.mark.mirror
def test_file_names_of_the_factbook_are_known_codes(mirror: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    with (mirror / "factbook/factbook.tar.zst").open("rb") as packed:
        raw = zstandard.ZstdDecompressor().stream_reader(packed).read()
    with tarfile.open(fileobj=io.BytesIO(raw)) as archive:
        paths = [Path(name) for name in archive.getnames() if name.endswith(".json") and name.count("/") == 2]
    codes = sorted({p.stem for p in paths if p.parent.name not in ("oceans", "world", "meta")})
    strangers = {code for code, id in zip(codes, to_state("fips", codes), strict=True) if id is None}
    assert len(codes) > 240 and strangers == {"at", "ax", "cr", "dx", "ee", "ip", "pf", "pg", "um"}


@pytest.mark.mirror
def test_iso3_codes_agree_with_the_names_beside_them(mirror: Path) -> None:
    with (mirror / "unctad/fdi_flows_unctad_2001_2012.csv").open(encoding="latin-1", newline="") as file:
        pairs = sorted({(row["Origin.Code"], row["Origin"]) for row in csv.DictReader(file)})
    codes, names = (
        to_state("iso3", [code for code, _ in pairs]),
        to_state("name", [name for _, name in pairs]),
    )
    differing = [p for p, code, name in zip(pairs, codes, names, strict=True) if code and name and code != name]
    assert differing == []


@pytest.mark.mirror
def test_event_scores_are_those_that_gdelt_prints(mirror: Path) -> None:
    with (mirror / "gdelt-events/events.csv").open(encoding="utf-8", errors="replace", newline="") as file:
        printed = {(row[26], float(row[30]), int(row[29])) for row in csv.reader(file, delimiter="\t")}
    assert len(printed) > 100
    quads = ["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"]
    for code, goldstein, quad in printed:
        assert (event_codes()[code].goldstein_gdelt, event_codes()[code].quad) == (goldstein, quads[quad - 1])


def test_event_scores_are_those_of_the_reference(reference: Path) -> None:
    with (reference / "cameo_goldstein.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            held = event_codes()[row["cameo_code"]]
            for field, value in (("goldstein_gdelt", held.goldstein_gdelt), ("plover_score", held.plover)):
                assert (float(row[field]) if row[field] else None) == value

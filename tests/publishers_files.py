"""A small sound edition of every source in its publisher's own files, and what becomes of it when its text is changed.

An edition is texts by name (the samples, and a few lines written here where a sample would be no text) and a way to
pack them as the publisher does. So a fault is planted in the text and met by the reader where it really reads.
"""

import csv
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import zstandard

from databases import database
from harvested import sample
from r_frames import write_table
from r_writing import frame as r_frame
from r_writing import from_csv, listing, matrix, write_rds
from r_writing import write_rda as write_objects
from workbooks import CORRELATIONS, workbook

Texts = dict[str, str]


@dataclass(frozen=True)
class Edition:
    """Texts by name, and how they become the publisher's files in a folder."""

    texts: Texts
    pack: Callable[[Path, Texts], None]

    def write(self, folder: Path, texts: Texts | None = None) -> Path:
        """The publisher's files in `folder`, which is made."""
        folder.mkdir(parents=True, exist_ok=True)
        self.pack(folder, texts or self.texts)
        return folder


def sampled(source_id: str) -> Texts:
    """The files of a source's sample."""
    home = sample(source_id)
    files = sorted(path for path in home.rglob("*") if path.is_file())
    return {path.relative_to(home).as_posix(): _text(path) for path in files}


def _text(path: Path) -> str:
    # Not every publisher writes UTF-8; what is no such text comes back as the bytes it was.
    return path.read_bytes().decode("utf-8", "surrogateescape")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _plain(folder: Path, texts: Texts) -> None:
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(_bytes(text))


def _pressed(squeeze: Callable[[bytes], bytes], **names: str) -> Callable[[Path, Texts], None]:
    """Each text pressed into the file that `names` gives for its stem, all others as they are."""

    def pack(folder: Path, texts: Texts) -> None:
        for name, text in texts.items():
            target = names.get(Path(name).stem)
            (folder / (target or name)).write_bytes(squeeze(_bytes(text)) if target else _bytes(text))

    return pack


def _renamed(**names: str) -> Callable[[Path, Texts], None]:
    """Each text under the name that `names` gives for its stem, all others under their own."""
    return lambda folder, texts: _plain(folder, {names.get(Path(n).stem, n): text for n, text in texts.items()})


def _zipped(*names: str, inner: str = "") -> Callable[[Path, Texts], None]:
    """Each text in an archive of its own, in the order of the names."""

    def pack(folder: Path, texts: Texts) -> None:
        for archive, (name, text) in zip(names, texts.items(), strict=True):
            with zipfile.ZipFile(folder / archive, "w", zipfile.ZIP_DEFLATED) as out:
                out.writestr(inner or name, text)

    return pack


def _tar(texts: Texts) -> bytes:
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w") as archive:
        for name, text in texts.items():
            info = tarfile.TarInfo(name)
            info.size = len(_bytes(text))
            archive.addfile(info, io.BytesIO(_bytes(text)))
    return raw.getvalue()


def _tarred(name: str, squeeze: Callable[[bytes], bytes]) -> Callable[[Path, Texts], None]:
    return lambda folder, texts: (folder / name).write_bytes(squeeze(_tar(texts))) and None


def _by_folder(folder: Path, texts: Texts) -> None:
    """One archive for each folder of the texts."""
    for top in {name.split("/")[0] for name in texts}:
        within = {name: text for name, text in texts.items() if name.split("/")[0] == top}
        (folder / f"{top}.tar.xz").write_bytes(lzma.compress(_tar(within)))


def _spaced(folder: Path, texts: Texts) -> None:
    """Each text, a table of words, as the R file of its name."""
    for name, text in texts.items():
        write_table(folder / f"{name}.rda", name, text)


def _framed(*names: str) -> Callable[[Path, Texts], None]:
    """Each of the first texts, a CSV, as the R file of the name given; further ones as they are."""

    def pack(folder: Path, texts: Texts) -> None:
        for place, (file, text) in enumerate(texts.items()):
            (folder / file).write_text(text, encoding="utf-8")
            if place < len(names):
                columns = r_frame(from_csv(folder / file))
                (folder / file).unlink()
                stem, kind = names[place].split(".")
                if kind == "rds":
                    write_rds(folder / names[place], columns)
                else:
                    write_objects(folder / names[place], **{stem: columns})

    return pack


def _voeten(folder: Path, texts: Texts) -> None:
    """The one text, a CSV, as the data frame in the authors' file, which has a name of its own."""
    (name, text), *_ = texts.items()
    (folder / name).write_text(text, encoding="utf-8")
    write_objects(folder / "UNVotes-1.RData", completeVotes=r_frame(from_csv(folder / name)))
    (folder / name).unlink()


def _matrices(folder: Path, texts: Texts) -> None:
    """Seventeen years of the one matrix."""
    header, *rows = list(csv.reader(next(iter(texts.values())).splitlines()))
    values = [[float(cell) for cell in row[1:]] for row in rows]
    once = matrix(values, [row[0] for row in rows], header[1:])
    write_rds(folder / "itpd_aggregated.rds", listing([once] * 17))


def _parquet(name: str, types: dict[str, str] | None = None) -> Callable[[Path, Texts], None]:
    """The one text, a CSV, as a Parquet file; all is text where no types are given."""

    def pack(folder: Path, texts: Texts) -> None:
        text = next(iter(texts.values()))
        (folder / "rows.csv").write_text(text, encoding="utf-8")
        header = text.partition("\n")[0].split(",")
        with database() as con:
            how = {"all_varchar": True} if types is None else {"dtype": {n: t for n, t in types.items() if n in header}}
            con.read_csv(str(folder / "rows.csv"), **how).write_parquet(str(folder / name))
        (folder / "rows.csv").unlink()

    return pack


def _sheet(name: str, sheet: str) -> Callable[[Path, Texts], None]:
    return lambda folder, texts: workbook(folder, next(iter(texts.values())), name, sheet) and None


def _migration(folder: Path, texts: Texts) -> None:
    (folder / "stock.json").write_text(texts["stock.json"], encoding="utf-8")
    workbook(
        folder,
        texts["remittances.csv"],
        "WB_Bilateral_Remittance_Estimates_2017.xlsx",
        "Bilateral_Remittances_2017",
    )


def _pages_of_trade(folder: Path, texts: Texts) -> None:
    for name, text in texts.items():
        (folder / f"{name}.gz").write_bytes(gzip.compress(_bytes(text)))


_PAGE_OF_TRADE = json.dumps(
    {
        "data": [
            {
                "reporterISO": "ISR",
                "partnerISO": partner,
                "flowCode": "X",
                "cmdCode": good,
                "classificationCode": "H5",
                "partner2Code": 0,
                "motCode": 0,
                "customsCode": "C00",
                "primaryValue": 1000.5,
                "cifvalue": None,
                "fobvalue": 1000.5,
                "netWgt": None,
            }
            for partner in ("KAZ", "NOR", "_X ")
            for good in ("270900", "030214")
        ]
    }
)

_DEMOCRACY = {
    "vdem_simple": "cown year codingend v2x_polyarchy v2x_polyarchy_codelow v2x_polyarchy_codehigh v2x_libdem "
    "v2x_libdem_codelow v2x_libdem_codehigh\n666 2020 2024 0.21 0.18 0.24 0.13 0.10 0.16\n",
    "polity5": "cown year eyear polity2\n666 2018 NA 6\n700 1980 NA NA\n",
    "wgi": "cown year Estimate StdErr\n666 2023 0.5 0.1\n",
    "fh_full": "cown year total\n666 2024 73\n",
    "extended_uds": "cown year z1 z1_pct025 z1_pct975 num_measures\n255 1990 1.9 1.5 2.2 24\n",
}
_ISARD = {
    "cw_gdppop": "ccode year mrgdppc sd_mrgdppc pwtrgdp sd_pwtrgdp pwtpop sd_pwtpop\n"
    "2 2019 61805 10275 23109.5 9936 330.5 24\n20 2019 51805 10275 2109.5 936 37.5 2\n",
    "cw_democracy": "ccode year euds aeuds polity2 v2x_polyarchy\n2 1816 0.3 -0.1 6 0.355\n2 2025 0.7 0.4 NA NA\n",
}
_IGO = {
    "state_year_format3": "ccode year state un cica\n2 2014 usa 1 3\n705 2014 kzk 1 1\n",
    "igo_year_format3": "ioname orgname longorgname year usa kzk\nUN UN United_Nations 2014 1 1\n"
    "CICA CICA Asian_forum 2014 3 1\n",
}
_UNVOTES = {
    "un_votes": "rcid country country_code vote\n3 United_States US yes\n3 Canada CA no\n",
    "un_roll_calls": "rcid session importantvote date unres descr short\n"
    "3 1 0 1946-01-01 R/1/66 To_adopt AMENDMENTS\n9102 74 1 2019-12-19 A/RES/74/19 Law_of_sea Oceans\n",
    "un_roll_call_issues": "rcid short_name issue\n9102 nu Nuclear_weapons_and_nuclear_material\n",
}
_RECORDS = {
    "resolutions.csv": "record_id,date,body,symbol,title,agenda,meeting,committee_report,listed_members,yes,no,abstain,"
    "x_code,not_voting,scraped_at\n800002,2025-03-03,GA,A/RES/79/901,Invented,N/A,A/PV.9,A/1,2,1,1,0,0,0,"
    "2025-03-12 19:09:13\n",
    "votes.csv": "record_id,country_name,vote\n800002,FRANCE,Y\n800002,CHINA,N\n",
    "un_votes_2025_processed.csv": "Link,token,Scrape_Year,Title,Council,Resolution,country,subregion,continent,Date,"
    "YES COUNT,NO COUNT,ABSTAIN COUNT,NO-VOTE COUNT,TOTAL VOTES,tags,FRA,TUR,USA\n"
    "x,800005,2025,Invented,General Assembly,A/RES/80/901,Sea,,,2025-12-09,001,001,001,000,003,SEAS,ABSTAIN,YES,NO\n",
}
_DEBATE = {
    "TXT/Session 77 - 2022/FRA_77_2022.txt": "The war of Russia on Ukraine is the gravest of the day and of the world.",
    "TXT/Session 77 - 2022/KEN_77_2022.txt": "The people of the United States of America and of India are friends.",
}
_CASTS = "resid,ccode,date,year,vote\n1001,2,1946-01-01,1946,1\n1001,20,1946-01-01,1946,3\n74023,2,2020-01-14,2019,2\n"
_CAST_TYPES = {"resid": "INTEGER", "ccode": "INTEGER", "date": "DATE", "year": "INTEGER", "vote": "INTEGER"}
_DEPLOYMENTS = "ccode,year,month,source,troops_ad,troops_all,iso3c\n666,2022,June,June_2022,99,99,ISR\n"


def _peace() -> Texts:
    from tiny_world import PEACE

    return {name: "\n".join(line.strip() for line in text.strip().splitlines()) for name, text in PEACE.items()}


def _troops(folder: Path, texts: Texts) -> None:
    (name, rows), (other, deployed) = texts.items()
    (folder / name).write_text(rows, encoding="utf-8")
    _framed(f"{Path(other).stem}.rda")(folder, {other: deployed})


def _factbook(folder: Path, texts: Texts) -> None:
    (folder / "factbook.tar.zst").write_bytes(zstandard.compress(_tar({f"./{n}": text for n, text in texts.items()})))


def editions() -> dict[str, Edition]:
    """An edition of every source that comes in files from a publisher, by id."""

    def of(pack: Callable[[Path, Texts], None], *ids: str) -> dict[str, Edition]:
        return {id: Edition(sampled(id), pack) for id in ids}

    page = json.loads(_PAGE_OF_TRADE)
    rows = [row | {"reporterCode": 376, "period": "2022"} for row in page["data"]]
    return {
        **of(
            _plain,
            "baci",
            "cdis",
            "desta-2.3",
            "diplometrics",
            "dots-2019-2020",
            "embassies",
            "gdp",
            "gsdb",
            "imts",
            "imts-2025",
            "oecd-dac2a",
            "oec-baci-2022-2023",
            "openflights",
            "passport-index-data",
            "opensanctions-directory",
            "opensanctions-programs",
            "reign",
            "religion",
            "sipri-tiv",
            "ucdp",
            "ucdp-candidate",
            "ucdp-interstate",
            "un-rollcalls",
            "unctad",
            "unctad-iia",
            "unhcr",
            "wikidata-leaders",
            "wikidata-memberships",
            "wikidata-missions",
            "wikipedia-foreign-relations",
            "territorial-change",
        ),
        **of(_renamed(icbdy_v16_rows_crisno_902_902="icbdy_v16_rows_crisno_497_512.csv"), "icb"),
        **of(_pressed(lzma.compress, trade_network="trade_network.csv.xz"), "baci-2000-2020-five-yearly"),
        **of(_pressed(lzma.compress, trading="trading.csv.xz"), "imf-dots-15-countries-2011-2020"),
        **of(_pressed(lzma.compress, faostat="faostat_tm_2015on.csv.xz"), "faostat-tm"),
        "un-desa-migrants-2024": Edition(
            {"stocks.csv": sampled("un-desa-migrants-2024")["stocks.csv"]},
            _pressed(lzma.compress, stocks="unpd_ims2024_destination_origin_1990_2024.csv.xz"),
        ),
        **of(
            _pressed(
                lzma.compress,
                inward="IMF_DIP_12.0.1_inward_5_reporters.csv.xz",
                outward="IMF_DIP_12.0.1_outward_5_reporters.csv.xz",
            ),
            "imf-dip",
        ),
        **of(
            _pressed(
                gzip.compress, exports="services_exports_2000-2019.csv.gz", imports="services_imports_2000-2019.csv.gz"
            ),
            "oecd-services-2000-2019",
        ),
        **of(_pressed(gzip.compress, dyad_day="dyad_day.csv.gz"), "gdelt-dyad-day"),
        **of(_zipped("OECD-WTO_BATIS_data_BPM6.zip"), "batis"),
        **of(_zipped("ITPDE_R03.zip"), "itpde-industries"),
        **of(_zipped("Gravity_csv_V202211.zip"), "cepii-gravity"),
        **of(
            _zipped(
                "Trade_DetailedTradeMatrix_E_All_Data_(Normalized).zip",
                inner="Trade_DetailedTradeMatrix_E_All_Data_(Normalized).csv",
            ),
            "faostat",
        ),
        **of(_zipped("V-Dem-CY-Core-v16_csv.zip"), "v-dem"),
        **of(_zipped("NY.GDP.MKTP.CD.zip", "SP.POP.TOTL.zip", inner="API_DS2_en_csv_v2_1.csv"), "wdi"),
        **of(_framed("cow_trade_ddy.rds"), "cow-trade"),
        **of(_framed("treaties_dyads.rda", "withdrawals_dyads.rda"), "desta"),
        **of(_framed("OECD.rda"), "oecd-aid"),
        **of(_framed("trade.rda"), "wto-pta"),
        **of(_matrices, "itpde"),
        **of(_voeten, "voeten-votes"),
        **of(_parquet("passport_index_panel.parquet"), "passport-index"),
        **of(_parquet("comtrade-annual-hs03.parquet", {"cmd_code": "VARCHAR"}), "comtrade"),
        **of(_sheet("Base_COLT_Sudamerica.xlsx", "Datos_COLT_Sudamerica"), "colt-south-america"),
        **of(_sheet("WTO_RTA_AllRTAs.xlsx", "AllRTAs"), "wto-rta"),
        **of(_sheet(CORRELATIONS, "Correlations"), "hs-concordance"),
        **of(_migration, "migration"),
        **of(_by_folder, "us-state-historian"),
        **of(_factbook, "factbook"),
        "troopdata": Edition(sampled("troopdata") | {"troopdata_rebuild_long.csv": _DEPLOYMENTS}, _troops),
        "wb-population": Edition({"Total_population.csv": sampled("wdi")["population.csv"]}, _plain),
        "democracy": Edition(_DEMOCRACY, _spaced),
        "isard": Edition(_ISARD, _spaced),
        "igo": Edition(_IGO, _spaced),
        "unvotes": Edition(_UNVOTES, _spaced),
        "peacesciencer": Edition(_peace(), _spaced),
        "nca": Edition(
            {
                "nca_df": "ccode1 ccode2 country1 country2 year nca nca_type\n"
                "2 20 USA Canada 1955 1 research\n2 220 USA France 1983 1 nuclear_safety\n"
            },
            _spaced,
        ),
        "icews-dyad-year": Edition(
            {
                "icews": "i j year verbCoop matlCoop verbConf matlConf i_iso3c j_iso3c i_gdp\n"
                "Albania Algeria 2009 8 2 0 1 ALB DZA 1000\n"
            },
            _spaced,
        ),
        "un-rollcalls-1946-2025": Edition(
            _RECORDS, _pressed(lzma.compress, resolutions="resolutions.csv.xz", votes="votes.csv.xz")
        ),
        "unga-votes": Edition({"votes.csv": _CASTS}, _parquet("votes_1946_2022.parquet", _CAST_TYPES)),
        "ungdc": Edition(_DEBATE, _tarred("UNGDC_1946-2024.tar.gz", gzip.compress)),
        "comtrade-pages": Edition({"A-HS-376-2022.json": json.dumps(page | {"data": rows})}, _pages_of_trade),
    }

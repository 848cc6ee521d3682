"""Hand-made rows in the formats of publishers of events."""

import csv
import io
import zipfile
from pathlib import Path

from comity.sources.gdelt_events.feed import BACKFILE, VERSION_1, VERSION_2
from comity.sources.gdelt_events.mentions import COLUMNS as MENTIONS
from comity.sources.icews_events.feed import COLUMNS as ICEWS
from comity.sources.polecat.feed import COLUMNS as POLECAT

STAMP = "20200301120000"


def gdelt(id, a="FRA", b="DEU", code="043", day="20200301", *, layout=VERSION_2, stamp=STAMP, **more) -> str:
    """One line of an export. Actors are country codes, or (country, role)."""
    (one, role_one), (two, role_two) = ((x if isinstance(x, tuple) else (x, "")) for x in (a, b))
    row = {
        "GLOBALEVENTID": str(id), "SQLDATE": day, "MonthYear": day[:6], "Year": day[:4], "FractionDate": "2020.1",
        "Actor1Code": one + role_one, "Actor1CountryCode": one, "Actor1Type1Code": role_one,
        "Actor2Code": two + role_two, "Actor2CountryCode": two, "Actor2Type1Code": role_two,
        "IsRootEvent": "1", "EventCode": code, "EventBaseCode": code[:3], "EventRootCode": code[:2], "QuadClass": "1",
        "GoldsteinScale": "2.8", "NumMentions": "5", "NumSources": "1", "NumArticles": "5", "AvgTone": "-1.5",
        "DATEADDED": stamp, "SOURCEURL": f"https://www.paper.example/{id}",
    } | more  # fmt: skip
    return "\t".join(row.get(name, "") for name in layout.columns)


def export(folder: Path, *lines: str, name: str = f"{STAMP}.export.CSV.zip") -> Path:
    """A piece: zipped if its name says so."""
    text = "".join(line + "\n" for line in lines)
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if name.endswith(".zip"):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(zipfile.ZipInfo(name.removesuffix(".zip")), text)
    else:
        path.write_text(text, encoding="utf-8")
    return path


def mention(id, url="https://www.paper.example/x", confidence="80", stamp=STAMP) -> str:
    row = {
        "GLOBALEVENTID": str(id), "EventTimeDate": stamp, "MentionTimeDate": stamp, "MentionType": "1",
        "MentionSourceName": "paper.example", "MentionIdentifier": url, "SentenceID": "1", "Confidence": confidence,
    }  # fmt: skip
    return "\t".join(row.get(name, "") for name in MENTIONS)


def icews(id, a, b, code="040", day="2018-06-01", **more) -> dict[str, str]:
    """One row; an actor is (name, sectors, country)."""
    row = {
        "Event ID": str(id), "Event Date": day, "Source Name": a[0], "Source Sectors": a[1], "Source Country": a[2],
        "Event Text": "Consult", "CAMEO Code": code, "Intensity": "1", "Target Name": b[0], "Target Sectors": b[1],
        "Target Country": b[2], "Story ID": "900", "Sentence Number": "2", "Publisher": "A Paper",
    }  # fmt: skip
    return row | more


def polecat(id, a, b, kind="CONSULT", mode="visit", day="2022-03-01", **more) -> dict[str, str]:
    """One row; an actor is (CoW numbers, sector)."""
    row = {
        "Event ID": str(id), "Event Date": day, "Event Type": kind, "Event Mode": mode, "Actor COW": a[0],
        "Primary Actor Sector": a[1], "Recipient COW": b[0], "Primary Recipient Sector": b[1], "Source": "A Paper",
        "Publication Date": day,
    }  # fmt: skip
    return row | more


def table(path: Path, columns, rows, delimiter="\t") -> Path:
    """A file with a header."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, delimiter=delimiter, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


__all__ = ["BACKFILE", "ICEWS", "MENTIONS", "POLECAT", "STAMP", "VERSION_1", "VERSION_2", "export", "gdelt", "icews",
           "mention", "polecat", "table"]  # fmt: skip

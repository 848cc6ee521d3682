"""`comity events`: from files to a pair's history, to the store and to an atlas's tables; mistakes in one line."""

import csv
import json

import pytest

from comity.cli.app import exit_code
from comity.cli.main import app
from comity.sources.registry import source
from comity.store.snapshot import latest
from comity.store.tables import audit, make
from event_files import export, gdelt
from printed import rows_of


@pytest.fixture
def say(monkeypatch, capsys, tmp_path):
    """Run the command line; gives exit code, stdout and stderr."""
    monkeypatch.setenv("COMITY_HOME", str(tmp_path / "home"))

    def run(*words):
        monkeypatch.setattr("sys.argv", ["comity", "events", *map(str, words)])
        code = exit_code(app)
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


@pytest.fixture
def root(tmp_path, say):
    pieces = tmp_path / "pieces"
    for hour in (1, 2):
        stamp = f"20200301{hour:02d}0000"
        export(pieces, gdelt(hour, stamp=stamp), gdelt(10 + hour, "DEU", "FRA", "190", stamp=stamp),
               name=f"{stamp}.export.CSV.zip")  # fmt: skip
    code, out, _ = say("ingest", pieces, "--warehouse", tmp_path / "w")
    assert code == 0
    assert "2 pieces taken, 4 rows: 4 kept, 0 set aside, 0 quarantined, 0 duplicates" in out
    return tmp_path / "w"


def test_a_pairs_history_by_month_and_by_day(root, say):
    code, out, _ = say("show", "France", "Germany", "--warehouse", root, "--format", "csv")
    rows = rows_of(out)
    assert code == 0
    assert [(r["a"], r["b"], r["period"], r["cooperation"], r["hostility"]) for r in rows] == [
        ("DEU", "FRA", "2020-03", "0.0", "18.0"),
        ("FRA", "DEU", "2020-03", "8.0", "0.0"),
    ]
    _, out, _ = say("show", "FRA", "DEU", "--warehouse", root, "--by", "day", "--format", "json")
    assert [(r["date"], r["acts"]) for r in json.loads(out)] == [("2020-03-01", 2), ("2020-03-01", 2)]
    _, out, _ = say("show", "FRA", "DEU", "--warehouse", root, "--documents", "2020-03", "--format", "csv")
    assert {r["url"] for r in rows_of(out)} == {"https://www.paper.example/1", "https://www.paper.example/11"}
    _, out, _ = say("show", "FRA", "DEU", "--warehouse", root)
    assert "hostility" in out
    assert "tone_squares" not in out, "a terminal shows the columns that are looked for first"
    code, out, _ = say("show", "KAZ", "URY", "--warehouse", root, "--format", "csv")
    assert (code, len(out.splitlines())) == (0, 1)


def test_the_history_is_the_same_with_the_index_by_pair_and_after_more_events(root, say, tmp_path):
    words = ("show", "FRA", "DEU", "--warehouse", root, "--by", "day", "--format", "csv")
    before = say(*words)
    say("fold", "--warehouse", root)
    assert list(root.glob("pairs/*/*.parquet"))
    assert say(*words) == before
    stamp = "20200401000000"
    more = export(
        tmp_path, gdelt(50, day="20200401", stamp=stamp), gdelt(51, stamp=stamp), name=f"{stamp}.export.CSV.zip"
    )
    say("ingest", more, "--warehouse", root)
    mixed = say(*words)
    assert len(rows_of(mixed[1])) == 3
    say("fold", "--warehouse", root)
    assert say(*words) == mixed


def test_the_fold_is_a_snapshot_that_the_store_harmonises(root, say, tmp_path):
    code, out, _ = say("fold", "--warehouse", root)
    assert code == 0
    assert "2 dyad-months and 2 documents, 2020-03 to 2020-03" in out
    home, spec = tmp_path / "home", source("gdelt-events")
    kept = latest(home, spec.id)
    assert kept.id in out
    assert {r["name"] for r in csv.DictReader((kept.folder / "pieces.csv").open())} == {
        "20200301010000.export.CSV.zip", "20200301020000.export.CSV.zip",
    }  # fmt: skip
    paths = make(home, spec, kept)
    kept_rows = {name: audit(path).rows_kept for name, path in paths.items()}
    assert kept_rows == {"event_months": 2, "event_documents": 2, "event_days": 2}
    say("fold", "--warehouse", root, "--scale", "goldstein_gdelt")
    assert latest(home, spec.id).id != kept.id, "the fold of the same day by other scores takes the first one's place"
    say("fold", "--warehouse", root, "--scale", "plover")
    assert latest(home, spec.id).id == kept.id, "and the first choice gives the first bytes"


def test_check_says_what_went_in_and_what_is_missing(root, say, tmp_path):
    bad = export(tmp_path, "a;b", name="20200302000000.export.CSV")
    code, _, err = say("ingest", bad, "--warehouse", root)
    assert code == 2
    assert "refused" in err
    code, out, err = say("check", "--warehouse", root, "--format", "csv")
    assert code == 0
    what = [r["what"] for r in rows_of(out)]
    assert what == ["read", "kept", "refused", "gap"]
    assert "files are whole" in err
    [part] = root.glob("events/*/*/*.parquet")
    part.write_bytes(part.read_bytes()[:-9])
    code, _, err = say("check", "--warehouse", root)
    assert code == 2
    assert "cannot be read" in err
    part.unlink()
    assert "is missing" in say("check", "--warehouse", root)[2]


def test_compact_says_how_many_files_are_fewer(root, say, tmp_path):
    stamp = "20200301050000"
    say("ingest", export(tmp_path, gdelt(5, stamp=stamp), name=f"{stamp}.export.CSV.zip"), "--warehouse", root)
    assert say("compact", "--warehouse", root)[:2] == (0, "1 files fewer\n")


MISTAKES = [
    (("show", "FRA", "DEU", "--warehouse", "nowhere"), "is no event warehouse"),
    (("fold", "--warehouse", "nowhere"), "is no event warehouse"),
    (("check", "--warehouse", "nowhere"), "is no event warehouse"),
    (("compact", "--warehouse", "nowhere"), "is no event warehouse"),
    (("ingest", "no-such-file", "--warehouse", "w2"), "no such file"),
    (("show", "FRA", "FRA", "--warehouse", "w"), "are the same state"),
    (("show", "FRA", "DEU", "--warehouse", "w", "--by", "year"), "choose month or day"),
    (("show", "FRA", "DEU", "--warehouse", "w", "--documents", "2020"), "name a month"),
    (("show", "FRA", "DEU", "--warehouse", "w", "--source", "icews-events"), "it holds: gdelt-events"),
    (("fold", "--warehouse", "w", "--scale", "feelings"), "choose one of goldstein_gdelt"),
    (("fold", "--warehouse", "w", "--actors", "some"), "choose official or all"),
    (("fold", "--warehouse", "w", "--confidence", "200"), "give 0 to 100"),
    (("ingest", "pieces", "--warehouse", "pieces"), "holds other files"),
    (("ingest", "pieces", "--warehouse", "w", "--source", "gossip"), "there are: gdelt-events"),
    (("pull", "--warehouse", "w", "--from", "2020-01-02", "--to", "2020-01-01"), "the earlier day first"),
]


@pytest.mark.parametrize(("words", "said"), MISTAKES, ids=lambda v: " ".join(v) if isinstance(v, tuple) else "")
def test_a_mistake_is_one_line(root, say, tmp_path, monkeypatch, words, said):
    monkeypatch.chdir(tmp_path)
    code, out, err = say(*words)
    assert (code, out) == (2, "")
    assert said in err
    assert len(err.strip().splitlines()) == 1
    assert not (tmp_path / "nowhere").exists()


def test_leaders_by_name_come_from_the_store(say, tmp_path):
    from tiny_world import small_editions, write_mirror

    from comity.store.snapshot import pull

    mine = tmp_path / "mine.csv"
    mine.write_text(
        "date,actor,target,code\n2010-05-01,Somebody Steady,Israel,043\n2020-05-01,Somebody Steady,Israel,043\n"
    )
    with small_editions():
        pull(source("peacesciencer"), tmp_path / "home", mirror=write_mirror(tmp_path / "mirror"))
        code, out, _ = say("ingest", mine, "--warehouse", tmp_path / "w")
    assert code == 0
    assert "2 rows: 1 kept, 0 set aside, 1 quarantined" in out, "in office in 2010, not in 2020"

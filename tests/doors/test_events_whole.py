"""Events: lost zeros, altered warehouses, full disks, and answers that are empty."""

import resource
import shutil
import sys

import pytest
from tiny_world import comity_process

from comity.events.files import DATA

HEAD = "date,actor,target,code,url\n"


def _rows(*codes, start=1):
    return "".join(
        f"2014-05-{day:02d},FRA,DEU,{code},https://paper.example/{day}\n" for day, code in enumerate(codes, start)
    )


@pytest.fixture
def told(tmp_path, run):
    """Ingest codes as one file; gives what was said."""

    def ingest(*codes, name="events.csv", start=1):
        path = tmp_path / name
        path.write_text(HEAD + _rows(*codes, start=start))
        return run("events", "ingest", path, "--warehouse", tmp_path / "w")

    return ingest


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (("10", "11", "112"), "3 rows: 1 kept, 0 set aside, 2 quarantined"),
        (("010", "011", "112"), "3 rows: 3 kept"),
        (("010", "10", "20"), "3 rows: 3 kept"),
        (("20", "112"), "2 rows: 1 kept, 0 set aside, 1 quarantined"),
        (("112", "190"), "2 rows: 2 kept"),
    ],
)
def test_a_code_that_may_have_lost_its_zero_is_not_guessed(told, codes, said):
    assert said in told(*codes).out


@pytest.mark.parametrize("codes", [("43", "112"), ("841", "112"), ("3", "112"), ("10", "57")])
def test_a_file_that_shows_lost_zeros_is_refused(told, codes):
    answer = told(*codes)
    assert answer.code == 2 and "lost their leading zeros" in answer.err


def test_the_reason_stands_in_the_quarantine(told, tmp_path, run):
    told("10", "112")
    (path,) = (tmp_path / "w" / "quarantine").rglob("*.csv")
    assert "with or without a leading zero" in path.read_text() and "| 10" in path.read_text()


def test_days_and_months_have_the_same_names_and_each_column_once(told, tmp_path, run):
    told("010", "190")
    words = ("events", "show", "FRA", "DEU", "--warehouse", tmp_path / "w", "--format", "csv")
    by_month = run(*words).out.splitlines()[0].split(",")
    by_day = run(*words, "--by", "day").out.splitlines()[0].split(",")
    assert len(set(by_day)) == len(by_day)
    assert set(by_day) - {"date"} <= set(by_month)


def test_a_quiet_act_is_among_the_documents_as_it_is_in_the_month(told, tmp_path, run):
    told("010")
    words = ("events", "show", "FRA", "DEU", "--warehouse", tmp_path / "w", "--format", "csv")
    month = dict(zip(*(line.split(",") for line in run(*words).out.splitlines()), strict=True))
    documents = run(*words, "--documents", "2014-05").out.splitlines()
    assert month["documents"] == "1" and len(documents) == 2 and "quiet" in documents[1]


@pytest.mark.parametrize("more", [(), ("--by", "day"), ("--documents", "2014-05"), ("--documents", "1999-01")])
def test_nothing_is_said_in_a_sentence_and_as_a_bare_header_for_machines(told, tmp_path, run, more):
    told("190")
    words = ("events", "show", "KAZ", "URY", "--warehouse", tmp_path / "w", *more)
    said = run(*words)
    assert said.code == 0 and "holds no act of Kazakhstan on Uruguay" in said.out and said.out.count("\n") == 1
    assert len(run(*words, "--format", "csv").out.splitlines()) == 1


def test_a_refused_file_is_named_once(told, tmp_path, run):
    said = told("43")
    assert said.err.count("events.csv") == 1
    rows = run("events", "check", "--warehouse", tmp_path / "w", "--format", "csv").out.splitlines()
    (refused,) = [row for row in rows if "refused" in row]
    assert refused.count("events.csv") == 1


def test_one_changed_byte_in_any_file_of_a_warehouse_is_noticed(told, tmp_path, run):
    told("010", "190", "10x")
    told("011", name="more.csv", start=9)
    run("events", "fold", "--warehouse", tmp_path / "w", "--store", tmp_path / "store")
    root = tmp_path / "w"
    files = [p for p in sorted(root.rglob("*")) if p.is_file() and p.suffix != ".lock"]
    assert {p.relative_to(root).parts[0] for p in files} == (set(DATA) - {"mentions"}) | {
        "ledger.sqlite",
        "ledger.seal",
    }
    for n, path in enumerate(files):
        good, at = path.read_bytes(), (n * 37 + 11) % path.stat().st_size
        path.write_bytes(good[:at] + bytes([good[at] ^ 0x40]) + good[at + 1 :])
        line = run("events", "check", "--warehouse", root).line
        assert path.name in line
        path.write_bytes(good)
    assert run("events", "check", "--warehouse", root).code == 0


def test_a_reader_notices_too(told, tmp_path, run):
    told("190")
    for kind in ("days", "events"):
        root = shutil.copytree(tmp_path / "w", tmp_path / kind)
        (path,) = (root / kind).rglob("*.parquet")
        path.write_bytes(path.read_bytes().replace(b"FRA", b"FRB"))
        words = ("events", "show", "FRA", "DEU", "--warehouse", root)
        words += ("--documents", "2014-05") if kind == "events" else ()
        assert path.name in run(*words).line
        assert path.name in run("events", "fold", "--warehouse", root, "--scale", "goldstein_gdelt",
                                "--store", tmp_path / "store").line  # fmt: skip


def test_another_query_folds_the_days_anew(told, tmp_path, run, monkeypatch):
    from comity.events import refresh

    told("190")
    words = ("events", "show", "FRA", "DEU", "--warehouse", tmp_path / "w", "--by", "day", "--format", "csv")
    before = run(*words).out
    kept = refresh.text
    changed = {"days": kept("days").replace("CAST(count(*) AS BIGINT) AS acts", "CAST(7 AS BIGINT) AS acts")}
    monkeypatch.setattr(refresh, "text", lambda name: changed.get(name) or kept(name))
    assert run("events", "fold", "--warehouse", tmp_path / "w", "--store", tmp_path / "store").code == 0
    assert run(*words).out == before.replace(",1,1,1,", ",7,1,1,")
    monkeypatch.undo()
    run("events", "fold", "--warehouse", tmp_path / "w", "--store", tmp_path / "store")


def test_an_ingest_into_a_broken_warehouse_is_one_line(told, tmp_path, run):
    told("190")
    (path,) = (tmp_path / "w" / "days").rglob("*.parquet")
    path.write_bytes(b"gone")
    said = told("010", name="more.csv", start=9)
    assert said.code == 2 and said.err.count("\n") == 1 and path.name in said.err


@pytest.mark.skipif(sys.platform == "win32", reason="limits of files are POSIX")
@pytest.mark.parametrize("limit", [0, 2_000, 20_000, 60_000])
def test_a_disk_that_takes_no_more_is_one_line_and_the_next_run_goes_on(tmp_path, run, limit):
    """A file that may grow no further is what a full disk is to those who write."""
    path = tmp_path / "events.csv"
    path.write_text(HEAD + "".join(_rows(*(["010", "190", "043"] * 9)) for _ in range(200)).replace("\n", "\n"))
    words = ("events", "ingest", path, "--warehouse", tmp_path / "w")
    limited = comity_process(*words, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    _, err = limited.communicate(timeout=60)
    if limited.returncode:
        assert limited.returncode == 2 and err.count("\n") == 1 and err.startswith("comity: "), err
    assert run(*words).code == 0
    assert run("events", "check", "--warehouse", tmp_path / "w").code == 0

"""`comity update` against a publisher that revises, delays, lies and breaks; killed, it goes on."""

import signal
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from living import comity_at, only_from, products, publishing, until

from comity.sources import download
from comity.sources.registry import sources
from comity.store import patience
from comity.store.snapshot import latest, snapshots
from printed import rows_of


@pytest.fixture
def publisher():
    with publishing() as it, only_from(it.address):
        yield it


@pytest.fixture
def waited(monkeypatch):
    """Seconds that were waited for; no time passes."""
    seconds = []
    monkeypatch.setattr(download, "_wait", seconds.append)
    return seconds


@pytest.fixture
def update(run, tmp_path):
    def call(*words):
        return run("update", *words, "--store", tmp_path / "store", "--out", tmp_path / "atlas")

    return call


def _rows(said):
    return [(r["what"], r["of"], r["before"], r["after"], r["says"]) for r in rows_of(said.out)]


def _everything(folder: Path) -> list[tuple[str, int]]:
    return sorted((str(p), p.stat().st_size) for p in folder.rglob("*") if p.is_file() and p.suffix != ".lock")


def test_first_all_comes_then_nothing_that_did_not_change(publisher, update, tmp_path):
    said = update()
    assert said.code == 0, said.err
    assert "gdp: gdp@" in said.out and "known from 17 March 2026" in said.out
    assert publisher.has("User-Agent") == [download.AGENT] and "Comity" in download.AGENT
    assert publisher.most_at_once == 1
    sent = publisher.sent
    again = update("gdp")
    assert again.code == 0 and "1 source gave nothing new: gdp." in again.out
    assert publisher.sent == sent and publisher.has("If-None-Match") == ["", publisher.etag]
    assert len(snapshots(tmp_path / "store", "gdp")) == 1


def test_without_a_tag_the_date_is_asked_by_and_without_both_the_bytes_are_compared(publisher, update, tmp_path):
    publisher.tagged = False
    update()
    update()
    assert publisher.has("If-Modified-Since") == ["", publisher.heads()["Last-Modified"]]
    publisher.dated = False
    publisher.released += 1
    assert "gave nothing new" in update().out
    assert len(snapshots(tmp_path / "store", "gdp")) == 1


def test_a_revision_is_told_with_its_edition_and_the_pair_that_changed(publisher, update, tmp_path):
    update()
    old = latest(tmp_path / "store", "gdp")
    text = products(last=2020).decode().replace(f"ISR,2010,{666 * 30 * 1_000_000}", "ISR,2010,5")
    publisher.body, publisher.released = text.encode(), publisher.released + 86_400 * 30
    rows = _rows(update("--format", "csv"))
    new = latest(tmp_path / "store", "gdp")
    assert new != old and new.released.isoformat() == "2026-04-16"
    assert ("source", "gdp", old.id, new.id, "new") in rows
    assert ("reach", "context.gdp", "2019", "2020", "") in rows
    said = "1 of 270 values changed, 0 gone, 0 added"
    assert ("revision", "context.gdp", old.id, new.id, said) in rows


def test_a_dry_run_fetches_a_byte_at_most_and_writes_nothing(publisher, update, tmp_path):
    said = update("--dry-run")
    assert said.code == 0 and "Would be pulled" in said.out and "context.gdp" in said.out
    assert not (tmp_path / "atlas").exists() and not (tmp_path / "store").exists()
    assert publisher.has("Range") == ["bytes=0-0"]
    update()
    held = _everything(tmp_path)
    assert "gave nothing new" in update("--dry-run").out
    publisher.body = products(2.0)
    assert "gdp, in place of gdp@" in update("--dry-run").out
    assert _everything(tmp_path) == held


def test_nobody_is_asked_who_was_not_named(publisher, update):
    said = update("cow-trade")
    assert said.line.startswith("comity: nothing could be had") and not publisher.asked


_HEAD = b"Country Name,Country Code,Year,Value\n"
UNFIT = {
    "a page": (b"<!DOCTYPE html>\n<html><body>Sign in</body></html>", "is a page and not the file"),
    "a page with a mark before it": (b"\xef\xbb\xbf \n<HTML lang='en'>", "is a page and not the file"),
    "nothing": (b"", "is empty"),
    "other columns": (products().replace(b"Value\n", b"Valeur\n", 1), "columns differ"),
    "a column more": (products().replace(b"\n", b",x\n"), "gdp.csv"),
    "other numbers": (products().replace(b",2010,", b",deux mille dix,"), "gdp"),
    "only the head": (_HEAD, "0 rows"),
    "a hundred times fewer rows": (b"\n".join(products().split(b"\n")[:3]) + b"\n", "rows where gdp@"),
    "fewer than half": (products(states=4), "rows where gdp@"),
    "the newest years cut off": (products(last=2017), "ends in 2017 where gdp@"),
    "a packed stream": (b"\x1f\x8b\x08\x00" + bytes(range(256)), "gdp.csv"),
}


@pytest.mark.parametrize("fault", UNFIT)
@pytest.mark.parametrize("verb", ["update", "sources pull"])
def test_what_is_not_fit_is_refused_and_the_old_edition_stays(publisher, update, run, tmp_path, fault, verb):
    update()
    old, atlas = latest(tmp_path / "store", "gdp"), (tmp_path / "atlas" / "atlas.json").read_bytes()
    publisher.body, reason = UNFIT[fault]
    said = update() if verb == "update" else run("sources", "pull", "gdp", "--store", tmp_path / "store")
    assert said.code == 2
    told = said.out if verb == "update" else said.err
    assert reason in told and "incoming" not in told
    assert latest(tmp_path / "store", "gdp") == old and len(snapshots(tmp_path / "store", "gdp")) == 1
    assert not [p for p in (tmp_path / "store" / "incoming").rglob("*") if p.is_file()]
    built = run("build", "--store", tmp_path / "store", "--out", tmp_path / "atlas")
    assert built.code == 0 and (tmp_path / "atlas" / "atlas.json").read_bytes() == atlas


def test_what_was_refused_is_not_fetched_again_until_it_changes(publisher, update):
    update()
    publisher.body = UNFIT["a hundred times fewer rows"][0]
    update()
    sent = publisher.sent
    said = update()
    assert said.code == 2 and "the publisher still gives the same" in said.out
    assert publisher.sent == sent
    publisher.body = products(3.0)
    assert update().code == 0


def test_a_thinner_edition_is_taken_when_that_is_meant(publisher, update, tmp_path):
    update()
    publisher.body = products(states=2, last=2015)
    assert update().code == 2
    assert "if that is meant, run: comity sources pull gdp --thinner" in update().out
    assert update("--thinner").code == 0
    assert len(snapshots(tmp_path / "store", "gdp")) == 2


def test_yesterdays_edition_with_a_newer_date_is_no_new_edition(publisher, update, tmp_path):
    update()
    old = latest(tmp_path / "store", "gdp")
    publisher.released += 86_400 * 60
    publisher.forgetful = True
    assert "gave nothing new" in update().out
    lines = publisher.body.decode().splitlines()
    publisher.body = "\n".join([lines[0], *sorted(lines[1:], reverse=True)]).encode()
    assert "reads row by row like" in update().out
    assert snapshots(tmp_path / "store", "gdp") == [old]


def test_a_date_of_release_before_what_was_given_then_is_a_lie_and_does_no_harm(publisher, update, tmp_path):
    update()
    old = latest(tmp_path / "store", "gdp")
    publisher.body, publisher.released = products(2.0, last=2020), 0.0
    assert "now reaches 2020" in update().out
    new = latest(tmp_path / "store", "gdp")
    assert new != old and new.released == old.released


def test_an_edition_that_was_withdrawn_for_the_one_before_is_told(publisher, update, tmp_path):
    first = publisher.body
    update()
    publisher.body, publisher.released = products(2.0, last=2020), publisher.released + 86_400
    update()
    newest = latest(tmp_path / "store", "gdp")
    publisher.body = first
    assert f"before {newest.id}, which stays the newest" in update().out
    assert latest(tmp_path / "store", "gdp") == newest


def test_half_a_file_is_never_taken_and_the_rest_is_asked_for(publisher, update, tmp_path):
    publisher.body = products() * 40
    publisher.cut = len(publisher.body) // 2
    said = update()
    assert said.code == 2 and not snapshots(tmp_path / "store", "gdp")
    publisher.body = publisher.body[: len(products())]
    publisher.cut = None
    assert update().code == 0
    publisher.body, publisher.cut = products(2.0), 3000
    assert "Not had" in update().out
    publisher.cut = None
    assert update().code == 0
    assert publisher.has("Range")[-1].startswith("bytes=3000") or publisher.has("If-Range")[-1] == publisher.etag
    assert latest(tmp_path / "store", "gdp").files["gdp.csv"] == download.digest(
        latest(tmp_path / "store", "gdp").folder / "gdp.csv"
    )


def test_a_publisher_that_asks_for_patience_gets_it(publisher, update, waited):
    publisher.busy = ["7", "3"]
    assert update().code == 0 and waited == [7.0, 3.0]


def test_a_publisher_that_asks_for_too_much_patience_is_left_alone_as_long(
    publisher, update, waited, tmp_path, monkeypatch
):
    publisher.busy = ["86400"]
    said = update("gdp")
    assert "asks to wait 86,400 seconds" in said.line and not waited
    assert "asked not to be asked before" in update("gdp").line
    assert "asked not to be asked before" in update("--dry-run").out
    assert len(publisher.asked) == 1
    later = datetime.now(UTC) + timedelta(days=1, minutes=1)
    monkeypatch.setattr(patience, "now", lambda: later)
    assert update("gdp").code == 0


def test_a_publisher_that_keeps_asking_for_patience_is_left_alone(publisher, update, waited):
    publisher.busy = ["1"] * 10
    assert "keeps asking to wait" in update("gdp").line
    assert len(publisher.asked) == 3 and waited == [1.0, 1.0]


@pytest.mark.parametrize("code", [403, 404, 500])
def test_a_publisher_that_refuses_does_not_stop_the_rest(publisher, update, tmp_path, code):
    update()
    publisher.code = code
    said = update()
    assert said.code == 2 and f"answered {code}" in said.out and "stays" in said.out
    assert (tmp_path / "atlas" / "atlas.json").is_file()


def test_what_is_late_is_told(publisher, update, run, tmp_path):
    publisher.released -= 86_400 * 365 * 2
    said = update()
    assert "gdp is late: yearly, March, expected by 31 March 2025." in said.out
    listed = run("sources", "due", "--store", tmp_path / "store", "--as-of", "2025-04-15", "--format", "csv")
    (row,) = [r for r in rows_of(listed.out) if r["id"] == "gdp"]
    assert (row["standing"], row["released"], row["expected"]) == ("due", "2024-03-17", "2025-03-31")


def test_two_states_are_told_of_themselves_alone(publisher, update):
    update()
    publisher.body = products(9.0, last=2020)
    rows = _rows(update("Israel", "KAZ", "--format", "csv"))
    assert ("source", "gdp") in [row[:2] for row in rows]
    assert {row[1].split("/")[1] for row in rows if row[0] == "change"} <= {"ISR", "KAZ"}


@pytest.mark.parametrize("words", [("gpd",), ("gdp", "Israel"), ("Israel", "Israel"), ("one", "two", "three")])
def test_words_that_name_neither_sources_nor_two_states(publisher, update, words):
    assert update(*words).line and not publisher.asked


def _finished(process):
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def test_killed_in_the_middle_of_a_download_it_goes_on_from_there(publisher, tmp_path):
    words = ("update", "--store", tmp_path / "store", "--out", tmp_path / "atlas")
    publisher.slow = 0.05
    publisher.body = products() + b"".join(products(states=1)[len(_HEAD) :] for _ in range(800))
    started = comity_at(publisher.address, *words)
    part = tmp_path / "store" / "incoming" / "gdp" / "gdp.csv.part"
    until(lambda: part.is_file() and part.stat().st_size > len(publisher.body) // 4)
    started.send_signal(signal.SIGKILL)
    started.communicate(timeout=30)
    kept = part.stat().st_size
    publisher.slow = 0.0
    code, out, err = _finished(comity_at(publisher.address, *words))
    assert code == 0, err
    assert publisher.has("Range")[-1] == f"bytes={kept}-" and publisher.asked[-1][1]["if-range"] == publisher.etag
    assert "context.gdp" in out


@pytest.mark.parametrize("n", range(5))
def test_killed_at_any_moment_it_ends_as_if_it_had_not_been(publisher, tmp_path, n):
    """What is told after a kill is what would have been told without it: new editions' reach and revisions."""
    words = ("update", "--store", tmp_path / "store", "--out", tmp_path / "atlas", "--format", "csv")
    assert _finished(comity_at(publisher.address, *words))[0] == 0
    publisher.body = products(2.0, last=2020)
    started = comity_at(publisher.address, *words)
    asked = len(publisher.asked)
    until(lambda: len(publisher.asked) > asked or started.poll() is not None)
    time.sleep(0.2 * n)
    started.send_signal(signal.SIGKILL)
    told = started.communicate(timeout=30)[0]
    code, out, err = _finished(comity_at(publisher.address, *words))
    assert code == 0, err
    if "reach,context.gdp" not in told:
        assert "reach,context.gdp,2019,2020" in out and "revision,context.gdp" in out
    left = [p for p in tmp_path.rglob("*") if ".comity-" in p.name or p.name.endswith(".part")]
    assert not left and not list((tmp_path / "store" / "updates").glob("*.json"))
    assert len(snapshots(tmp_path / "store", "gdp")) == 2


def test_the_one_source_that_can_be_asked_is_restored():
    assert sources()["gdp"].files[0].url.startswith("https://")

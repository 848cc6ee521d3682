"""Hostile documents by the thousand: each is read or refused in one line, and harms nothing.

python validation/fuzz_reading.py --minutes 60 --seed 1 [--out FILE.csv]    # exit code 1 when one did harm

A document is spoiled at random (`fuzz_seeds.py`; case N of a seed is always the same) and read in a process of its own
under the very limits of the one that reads for a study; what that process writes, starts or connects to is watched.
Every twentieth goes through the door that people use as well. Harm is: a process that dies, more than `MOST` seconds of
CPU, more memory than the reader is allowed, a refusal that is not one line, anything written outside the folder of the
reader, anything asked of a network, and a quotation that is not in the document.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from fuzz_seeds import case, pdfs

from comity.reading.proposal import Setting
from comity.reading.worker import MOST_MEMORY, answered

MOST = 30
"""CPU seconds within which every document is read or refused."""
_DOOR = 20
_BROKEN = re.compile(r"breaks the reader(?! of PDF)")
"""The library that reads PDF is another's and has a process to itself: a page that ends that process is refused."""
_STARTED = "comity.reading.pdf_child"


@dataclass(frozen=True, slots=True)
class Met:
    """What came of one case: `read`, `refused`, or the harm that it did, with the seconds and memory that it took."""

    seed: int
    name: str
    size: int
    outcome: str
    seconds: float
    megabytes: int
    said: str


def _watch(folder: str, harm: list[str]) -> None:
    """Note what this process does that no reader of documents has to do."""

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        asked = event.startswith("socket.") and event != "socket.__new__"
        if asked or event in ("os.system", "os.exec", "os.fork", "os.forkpty", "os.kill"):
            harm.append(event)
        elif event == "subprocess.Popen" and _STARTED not in map(str, arguments[1]):
            harm.append(f"starts {arguments[0]}")
        elif event == "open" and isinstance(arguments[0], str) and isinstance(arguments[2], int):
            writes = arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            if writes and not os.path.realpath(arguments[0]).startswith((folder, "/dev/null")):
                harm.append(f"writes {arguments[0]}")

    sys.addaudithook(hook)


def _inside(path: Path, name: str, answer: int, folder: str) -> None:
    """In the forked process: read, check the quotations, and say what happened."""
    harm: list[str] = []
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST, MOST + 5))
    _watch(folder, harm)
    asked = {"path": str(path), "name": name, "label": name, "want": "proposals"}
    asked["setting"] = {**asdict(Setting()), "day": "2014-05-19"}  # type: ignore[assignment]
    told = answered(asked)
    said = told.get("refused", "")
    if "\n" in said or len(said) > 500:
        harm.append("a refusal of more than one line")
    if "tell us" in said:
        harm.append(said)
    if not said and told["proposals"]:
        text = answered({**asked, "want": "text"})["text"]
        if any(text[p[1] : p[2]] != p[4] for p in told["proposals"]):
            harm.append("a quotation that is not in the document")
    os.write(answer, json.dumps({"harm": harm[:3], "said": said}).encode()[:60_000])


def meet(seed: int, held: tuple[bytes, ...], home: Path) -> Met:
    """What comes of case `seed`."""
    name, content = case(seed, held)
    path = home / name
    path.write_bytes(content)
    folder = os.path.realpath(tempfile.gettempdir())
    before = sorted(p.name for p in home.iterdir())
    out, into = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(out)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)  # a library that prints has its stdout and stderr there, as in the process that reads
        os.dup2(nowhere, 2)
        try:
            _inside(path, name, into, folder)
        finally:
            os._exit(0)
    os.close(into)
    with os.fdopen(out, "rb") as pipe:
        line = pipe.read()
    _, status, used = os.wait4(pid, 0)
    told = json.loads(line) if line else {"harm": [f"died: {os.waitstatus_to_exitcode(status)}"], "said": ""}
    if sorted(p.name for p in home.iterdir()) != before or path.read_bytes() != content:
        told["harm"].append("the folder of the document changed")
    seconds = used.ru_utime + used.ru_stime
    if not told["harm"] and seed % _DOOR == 0:
        told["harm"] += _door(path)
    outcome = told["harm"][0] if told["harm"] else "refused" if told["said"] else "read"
    path.unlink()
    return Met(seed, name, len(content), outcome, round(seconds, 2), used.ru_maxrss // 1024, told["said"][:120])


def _door(path: Path) -> list[str]:
    from comity.api.reading import read_file

    said = read_file(path, Setting()).refused
    return ["the door: " + said] if _BROKEN.search(said) or "\n" in said else []


def main() -> int:
    """Meet cases until the time is over; print the harm and the sums."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1, help="The first case.")
    parser.add_argument("--out", type=Path, help="Each case, as CSV.")
    said = parser.parse_args()
    answered({"path": "/", "name": "x", "label": "x", "want": "text"})  # everything is loaded before the first fork
    from comity.reading import letter, open, page, pdf, plain, read, web_archive, word  # noqa: F401

    held, met, until, seed = pdfs(), list[Met](), time.monotonic() + 60 * said.minutes, said.seed
    with tempfile.TemporaryDirectory(prefix="comity-fuzz-") as home:
        rows = csv.writer(said.out.open("w", newline="")) if said.out else None
        while time.monotonic() < until:
            one = meet(seed, held, Path(home))
            met.append(one)
            seed += 1
            if rows:
                rows.writerow(asdict(one).values())
            if one.outcome not in ("read", "refused"):
                print(f"case {one.seed} ({one.name}, {one.size:,} bytes, {one.seconds} s): {one.outcome}", flush=True)
    counts = Counter(m.outcome if m.outcome in ("read", "refused") else "harm" for m in met)
    slow = max(met, key=lambda m: m.seconds)
    large = max(met, key=lambda m: m.megabytes)
    print(f"{len(met):,} documents in {said.minutes:g} minutes: {dict(counts)}")
    print(f"slowest {slow.seconds} s of CPU (case {slow.seed}), most memory {large.megabytes} MB (case {large.seed})")
    return 1 if counts["harm"] else 0


if __name__ == "__main__":
    raise SystemExit(main())

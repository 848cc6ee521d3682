"""Random users at a desk of a team that is killed again and again: what was acknowledged is there, whole, afterwards.

`python bench/soak.py [--minutes 10] [--kill 20] [--users 6]` serves studies in a folder that is gone afterwards, from
the atlas that ships, and prints what was done, what was lost and what was found half written.
"""

import argparse
import http.client
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

from comity.desk.team.team import open_team
from comity.evidence.decisions import read_decisions
from comity.evidence.starting import begin
from comity.evidence.study import load_study
from comity.evidence.writing import UNFINISHED, locked
from comity.terms.country import state

PASSWORD = "words for a test alone"
PAIRS = (("USA", "CAN"), ("ISR", "KAZ"))
CELLS = {
    "date": "2014-05-18", "kind": "visit", "status": "delivered", "question": "tenor", "source": "A paper, 19 May 2014",
    "source_type": "secondary", "reliability": "B", "credibility": "2",
}  # fmt: skip
BETWEEN = "----between"


@dataclass
class Desk:
    """A desk in a process of its own, which can be killed and comes back at the same address."""

    home: Path
    atlas: Path | None
    begin: list[str]
    process: subprocess.Popen | None = None
    port: int = 0
    starts: int = 0

    def start(self):
        words = ["serve", "--team", self.home / "team", "--studies", self.home / "studies", "--no-browser"]
        words += ["--store", self.home / "store", "--port", str(self.port)]
        words += ["--atlas", self.atlas] if self.atlas else []
        with (self.home / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*self.begin, *map(str, words)], stdout=subprocess.PIPE, stderr=log, text=True
            )
        line = self.process.stdout.readline()
        self.port = int(re.search(r"http://127\.0\.0\.1:(\d+)/", line)[1])
        self.starts += 1

    def kill(self):
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait(30)
        self.process.stdout.close()


@dataclass
class Done:
    """What was acknowledged. `added`: claims by study; `edited`: of each row the texts that it may hold by now."""

    added: set = field(default_factory=set)
    edited: dict = field(default_factory=dict)
    decided: set = field(default_factory=set)
    dropped: Counter = field(default_factory=Counter)
    counted: Counter = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)


class User:
    """One who reads, adds, changes, drops documents and reviews, and signs in again when the desk asks for it."""

    def __init__(self, desk, name, done, seed):
        self.desk, self.name, self.done = desk, name, done
        self.chance, self.cookie, self.number = random.Random(f"{seed}-{name}"), "", 0

    def ask(self, path, fields=None, file=None):
        """Status, location and text; 0 where the desk was not there or was killed before it answered."""
        site = f"http://127.0.0.1:{self.desk.port}"
        line = http.client.HTTPConnection("127.0.0.1", self.desk.port, timeout=60)
        heads, body = {"Cookie": self.cookie}, None
        if fields is not None:
            kind, body = "application/x-www-form-urlencoded", urlencode(fields).encode()
            if file is not None:
                kind, body = f"multipart/form-data; boundary={BETWEEN}", _multipart(fields, file)
            heads |= {"Origin": site, "Content-Type": kind}
        try:
            line.request("POST" if body is not None else "GET", path, body, heads)
            answer = line.getresponse()
            text = answer.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException):
            return 0, "", ""
        finally:
            line.close()
        if given := answer.getheader("Set-Cookie"):
            self.cookie = given.partition(";")[0]
        with self.done.lock:
            self.done.counted[answer.status] += 1
        return answer.status, answer.getheader("Location") or "", text

    def come_in(self):
        status, _, text = self.ask("/sign-in")
        if status == 200:
            self.ask("/sign-in", {"form": _token(text), "name": self.name, "password": PASSWORD})

    def work(self, until):
        while time.monotonic() < until:
            study = self.chance.choice(PAIRS)
            deeds = [self.read, self.add, self.add, self.change, self.change, self.drop, self.review]
            if self.chance.choice(deeds)(f"{study[0]}-{study[1]}".lower(), study) == 0:
                time.sleep(0.1)

    def page(self, path):
        status, _, text = self.ask(path)
        if status == 403:
            self.come_in()
        return text if status == 200 else ""

    def read(self, study, pair):
        ends = ("", "/documents", "/review", "/check")
        return bool(self.page(self.chance.choice(["/studies", *(f"/studies/{study}{end}" for end in ends)])))

    def add(self, study, pair):
        text = self.page(f"/studies/{study}/add")
        if not text:
            return 0
        self.number += 1
        claim = f"{self.name} says {self.number}: the minister went there on day {self.chance.random():.9f}."
        status, to, _ = self.ask(
            f"/studies/{study}/add", {"form": _token(text), **CELLS, "a": pair[0], "b": pair[1], "claim": claim}
        )
        if status == 303 and "done=added" in to:
            with self.done.lock:
                self.done.added.add((study, claim))
        return status

    def change(self, study, pair):
        """Change the coverage of some row: of several who do it at once one is told of the other."""
        ids = re.findall(rf'/studies/{study}/statements/([^"?]+)"', self.page(f"/studies/{study}"))
        if not ids:
            return 1
        row = self.chance.choice(ids[:6])
        text = self.page(f"/studies/{study}/statements/{row}")
        if not text:
            return 0
        self.number += 1
        said, cells = f"{self.name} {self.number}", _cells(text)
        with self.done.lock:
            # Until it is answered it may or may not have been written.
            self.done.edited.setdefault((study, row), []).append(("sent", said))
        status, _, _ = self.ask(f"/studies/{study}/statements/{row}", cells | {"coverage": said})
        if status:
            with self.done.lock:
                self.done.edited[study, row].append(("saved" if status == 303 else "refused", said))
        return status

    def drop(self, study, pair):
        text = self.page(f"/studies/{study}/documents")
        if not text:
            return 0
        self.number += 1
        said = (
            f"{self.name} {self.number}. The President of {state(pair[0]).name} visited {state(pair[1]).name} on "
            f"{1 + self.number % 28} May {1995 + self.number % 25}."
        )
        fields = {"form": _token(text), "day": "2020-05-18", "source": "A paper", "url": ""}
        status, to, _ = self.ask(f"/studies/{study}/documents", fields, (f"{self.name}.txt", said.encode()))
        if status == 303 and "done=read" in to:
            with self.done.lock:
                self.done.dropped[study] += 1
        return status

    def review(self, study, pair):
        text = self.page(f"/studies/{study}/review")
        ids = list(dict.fromkeys(re.findall(rf"/studies/{study}/review/(p[0-9a-f]+)", text)))
        if not ids:
            return bool(text)
        id, decision = self.chance.choice(ids), self.chance.choice(["accept", "reject"])
        status, to, _ = self.ask(f"/studies/{study}/review/{id}", {"form": _token(text), "decision": decision})
        if status == 303 and "done=" in to:
            with self.done.lock:
                self.done.decided.add((study, id, decision, self.name))
        return status


def _token(text):
    found = re.search(r'name="form" value="([^"]+)"', text)
    return found[1] if found else ""


def _cells(text):
    """What the form of a statement holds, as a browser would send it."""
    form = re.search(r'<form class="statement".*?</form>', text, re.DOTALL)
    form = form[0] if form else ""
    found = dict(re.findall(r'<input[^>]*name="(\w+)" value="([^"]*)"', form))
    found |= dict(re.findall(r'<textarea name="(\w+)"[^>]*>(.*?)</textarea>', form, re.DOTALL))
    for name, options in re.findall(r'<select name="(\w+)">(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return {name: unescape(value) for name, value in found.items()}


def _multipart(fields, file):
    parts = "".join(
        f'--{BETWEEN}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{t}\r\n' for n, t in fields.items()
    )
    head = f'--{BETWEEN}\r\nContent-Disposition: form-data; name="file"; filename="{file[0]}"\r\n\r\n'
    return (parts + head).encode() + file[1] + f"\r\n--{BETWEEN}--\r\n".encode()


def lost(home, done):
    """What was acknowledged and is not there, and what lies there half written: one line each."""
    found = []
    held = {}
    for pair in PAIRS:
        name = f"{pair[0]}-{pair[1]}".lower()
        folder = home / "studies" / name
        with locked(folder):
            # Whoever writes next clears away what a killed writer left; nobody reads it before.
            held[name] = load_study(folder)
        found += [f"half written: {p}" for p in folder.rglob(f"{UNFINISHED}*")]
        claims = {s.claim for s in held[name].statements}
        found += [f"{name}: added and gone: {c}" for s, c in done.added if s == name and c not in claims]
        decisions = {(d.proposal, d.who) for d in read_decisions(folder)}
        mine = [(p, who) for s, p, _, who in done.decided if s == name]
        found += [f"{name}: decided and gone: {p} by {who}" for p, who in mine if (p, who) not in decisions]
        if done.dropped[name] > len(held[name].documents):
            found.append(f"{name}: {done.dropped[name]} documents were taken, {len(held[name].documents)} are there")
    for (study, row), deeds in done.edited.items():
        now = next((s.coverage for s in held[study].statements if s.id == row), "")
        if now not in may_hold(deeds):
            found.append(f"{study}, {row}: holds {now!r}, not one of {sorted(may_hold(deeds))}")
    return found


def may_hold(deeds):
    """The texts that a row may hold after these deeds, in the order in which they were begun and answered.

    The last one that was saved, or whatever was sent beside or after it and never answered with a refusal.
    """
    begun = {said: n for n, (what, said) in enumerate(deeds) if what == "sent"}
    saved = [said for what, said in deeds if what == "saved"]
    gone = {said for what, said in deeds if what == "refused"}
    answered = {said: n for n, (what, said) in enumerate(deeds) if what == "saved"}
    # One that was answered before the last one was begun has been written over.
    last = max((begun[said] for said in saved), default=-1)
    kept = {said for said in saved if answered[said] >= last}
    kept |= {said for said, n in begun.items() if n > last and said not in gone and said not in answered}
    return kept if saved else kept | {""}


def prepare(home, users):
    """Studies and accounts in `home`; everybody keeps both studies."""
    team = open_team(home / "team", make=True)
    team.accounts.add("ada", "administrator", PASSWORD, "2026-11-29")
    for pair in PAIRS:
        begin(home / "studies" / f"{pair[0]}-{pair[1]}".lower(), *map(state, pair))
    names = [f"user{n}" for n in range(users)]
    for name in names:
        team.accounts.add(name, "analyst", PASSWORD, "2026-11-29")
        for pair in PAIRS:
            team.accounts.grant(name, f"{pair[0]}-{pair[1]}".lower())
    team.base.close()
    return names


def soak(home, seconds, kill, users, seed=1, atlas=None, begin_by=(sys.executable, "-m", "comity")):
    """Let users work for so many seconds at a desk that is killed every `kill`. What was done, and what was lost."""
    desk, done = Desk(home, atlas, list(begin_by)), Done()
    names = prepare(home, users)
    desk.start()
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=User(desk, name, done, seed).work, args=(until,), daemon=True) for name in names]
    for thread in threads:
        thread.start()
    chance = random.Random(seed)
    while time.monotonic() + kill * 0.5 < until:
        time.sleep(min(kill * (0.5 + chance.random()), max(until - time.monotonic(), 0.1)))
        desk.kill()
        desk.start()
    for thread in threads:
        thread.join(90)
    desk.kill()
    return desk, done, lost(home, done)


def main():
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--minutes", type=float, default=10)
    wanted.add_argument("--kill", type=float, default=20, help="seconds between two kills, on average")
    wanted.add_argument("--users", type=int, default=6)
    given = wanted.parse_args()
    with tempfile.TemporaryDirectory(prefix="comity-soak-") as name:
        home = Path(name)
        desk, done, gone = soak(home, given.minutes * 60, given.kill, given.users)
        saved = sum(what == "saved" for deeds in done.edited.values() for what, _ in deeds)
        print(f"{given.users} users, {given.minutes:g} minutes, {desk.starts - 1} kills")
        print(f"answers: {dict(sorted(done.counted.items()))}")
        print(f"acknowledged: {len(done.added)} statements added, {saved} changed, {done.dropped.total()} documents, "
              f"{len(done.decided)} decisions")  # fmt: skip
        print(f"audit trail: first line that does not follow: {open_team(home / 'team').trail.broken() or 'none'}")
        faults = [line for line in (home / "log").read_text().splitlines() if line]
        print(f"lines in the log: {len(faults)}")
        for line in [*gone, *sorted(set(faults))[:10]]:
            print(line)
        print(f"lost or half written: {len(gone)}")
    sys.exit(bool(gone))


if __name__ == "__main__":
    main()

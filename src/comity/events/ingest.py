"""Take pieces into the warehouse: each once, each whole, every row accounted for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.events import batch as reading
from comity.events.actors import actor_tables
from comity.events.batch import Piece
from comity.events.cover import slots
from comity.events.files import AT_ONCE, engine, place, put, quoted, scan, scratch, writing
from comity.events.ledger import Account, Commit, Ledger, Part
from comity.events.mentions import MENTIONED, take_mentions
from comity.events.queries import Choice, small_tables
from comity.events.refresh import refresh
from comity.sources.download import digest
from comity.sources.feed import Feed, Layout, feed, first_line, recognise, unpack
from comity.store.clock import today
from comity.terms.actor import ActorNames

if TYPE_CHECKING:
    import duckdb

BATCH = 256 << 20
"""Bytes of text that are read, judged and committed together."""

_MEND = "Use the file as published, or write its codes as text"

_KEPT = (
    "event_id, a, b, day AS date, code, lead, official, role_a, role_b, mentions, sources, confidence, "
    "CAST(md5_number_lower(coalesce(story, concat(event_id, ' ', day))) >> 1 AS BIGINT) AS story, url, "
    "coalesce(outlet, lower(regexp_extract(url, '^[A-Za-z]+://(?:www\\.)?([^/:?#]+)', 1))) AS outlet"
)


@dataclass(slots=True)
class Outcome:
    """What one run did: accounts of the pieces taken in, pieces that went in before, pieces refused with reasons."""

    taken: list[Account] = field(default_factory=list)
    known: list[Path] = field(default_factory=list)
    refused: dict[Path, str] = field(default_factory=dict)


def ingest(
    root: Path,
    files: Iterable[Path],
    *,
    source: str | None = None,
    names: ActorNames | None = None,
    choice: Choice | None = None,
    progress: Callable[[str], None] = lambda line: None,
) -> Outcome:
    """Take `files` into the warehouse at `root`, making it if need be, and bring its dyad-days up to date.

    A file whose content went in before is passed over, whatever its name. A file that cannot be trusted as
    a whole is refused and the rest go on. Mentions are read after all events. Raises UserError where the
    folder is not a warehouse and cannot become one.
    """
    done = Outcome()
    fixed = feed(source) if source else None
    with writing(root, create=True) as ledger, scratch(root) as folder, engine(folder) as con:
        job = _Job(root, ledger, folder, con, names or ActorNames(), done, progress)
        for kind in ("events", "mentions"):
            job.read_all([f for f in sorted(files) if _is_mentions(f, fixed) == (kind == "mentions")], fixed)
        refresh(root, ledger, con, folder, choice, progress)
    return done


def _is_mentions(path: Path, fixed: Feed | None) -> bool:
    return fixed.kind == "mentions" if fixed else ".mentions." in path.name.lower()


@dataclass(slots=True)
class _Job:
    root: Path
    ledger: Ledger
    folder: Path
    con: duckdb.DuckDBPyConnection
    names: ActorNames
    done: Outcome
    progress: Callable[[str], None]

    def read_all(self, files: Sequence[Path], fixed: Feed | None) -> None:
        waiting: list[Piece] = []
        shape: tuple[Feed, Layout] | None = None
        for number, path in enumerate(files):
            try:
                met = self._meet(path, number, fixed, {p.sha256 for p in waiting})
            except BadFile as error:
                self._refuse(path, digest(path) if path.is_file() else "", str(error))
                continue
            if met is None:
                continue
            piece, found = met
            if waiting and (found != shape or sum(p.bytes for p in waiting) + piece.bytes > BATCH):
                self._take(shape, waiting)
                waiting = []
            shape = found
            waiting.append(piece)
        if waiting:
            self._take(shape, waiting)

    def _meet(
        self, path: Path, number: int, fixed: Feed | None, waiting: set[str]
    ) -> tuple[Piece, tuple[Feed, Layout]] | None:
        """Hash, unpack and recognise a file; None if its content is in already. Raises BadFile."""
        if not path.is_file():
            raise BadFile(f"{path}: no such file")
        sha256 = digest(path)
        if sha256 in waiting or self.ledger.holds(sha256):
            self.done.known.append(path)
            return None
        readable = unpack(path, self.folder / f"{number}.txt")
        kind = fixed or recognise(path, readable)
        layout = kind.layout(path, first_line(path, readable))
        return Piece(path, readable, sha256, readable.stat().st_size), (kind, layout)

    def _refuse(self, path: Path, sha256: str, reason: str) -> None:
        self.done.refused[path] = reason
        if sha256:
            self.ledger.refuse(sha256, path.name, reason)

    def _take(self, shape: tuple[Feed, Layout] | None, pieces: list[Piece]) -> None:
        assert shape is not None
        kind, layout = shape
        small_tables(self.con, Choice())
        try:
            reading.read(self.con, kind, layout, pieces, today())
        except BadFile as error:
            if len(pieces) == 1:
                self._refuse(pieces[0].path, pieces[0].sha256, str(error))
            else:
                # One of them is at fault; each is read alone to find out which.
                for piece in pieces:
                    self._take(shape, [piece])
            return
        if hurt := reading.damage(self.con):
            for piece in [p for p in pieces if str(p.readable) in hurt]:
                self._refuse(piece.path, piece.sha256, f"{piece.path}: {hurt[str(piece.readable)]}. {_MEND}")
            # The others are read anew, so that every count is theirs alone.
            whole = [p for p in pieces if str(p.readable) not in hurt]
            if whole:
                self._take(shape, whole)
            return
        step = self._mentions(kind, pieces) if kind.kind == "mentions" else self._events(kind, pieces)
        self.ledger.commit(step)
        self.done.taken += step.pieces
        for piece in pieces:
            if piece.readable != piece.path:
                piece.readable.unlink(missing_ok=True)
        self.progress(f"{len(pieces)} pieces, {sum(a.kept for a in step.pieces):,} rows kept")

    def _events(self, kind: Feed, pieces: list[Piece]) -> Commit:
        actor_tables(self.con, kind, self.names)
        reading.judge(self.con, kind)
        self._mark_known(kind)
        tag = _tag(pieces)
        new = self.con.execute("SELECT DISTINCT year(day) * 12 + month(day) - 1 FROM kept WHERE copy = 1 ORDER BY 1")
        parts = [self._write(kind, month, tag) for (month,) in new.fetchall()]
        days = self.con.execute("SELECT DISTINCT day FROM kept WHERE copy = 1 ORDER BY 1").fetchall()
        return Commit(
            pieces=_accounts(self.con, kind.source, pieces),
            add=[*parts, *self._quarantine(kind, pieces, tag)],
            slots=slots(self.con, kind, pieces),
            stale=[(kind.source, day) for (day,) in days],
        )

    def _mark_known(self, kind: Feed) -> None:
        """Rows whose key an earlier batch holds become copies. Only files whose ids overlap are looked into."""
        low, high = self.con.execute("SELECT min(event_id), max(event_id) FROM kept").fetchone() or (None, None)
        if low is None:
            return
        held = [p for p in self.ledger.parts("events", kind.source) if p.overlaps(low, high)]
        if "day" in kind.key:
            found = self.con.execute("SELECT DISTINCT year(day) * 12 + month(day) - 1 FROM kept").fetchall()
            held = [p for p in held if (p.month,) in found]
        match = " AND ".join(f"kept.{c} = held.{'date' if c == 'day' else c}" for c in kind.key)
        for start in range(0, len(held), AT_ONCE):
            self.con.execute(
                "UPDATE kept SET copy = 2 FROM (SELECT event_id, date FROM "
                f"{scan(self.root, held[start : start + AT_ONCE])} WHERE event_id BETWEEN {quoted(low)} "
                f"AND {quoted(high)}) held WHERE {match} AND copy = 1"
            )

    def _write(self, kind: Feed, month: int, tag: str) -> Part:
        target = place(self.root, "events", kind.source, month, f"{tag}.parquet")
        temporary = self.folder / "part.parquet"
        self.con.execute(
            f"COPY (SELECT {_KEPT} FROM kept WHERE copy = 1 AND year(day) * 12 + month(day) - 1 = {month} "
            f"ORDER BY a, b, date, event_id) TO {quoted(temporary)} (FORMAT parquet, COMPRESSION zstd)"
        )
        row = self.con.execute(
            f"SELECT count(*), min(event_id), max(event_id) FROM read_parquet({quoted(temporary)})"
        ).fetchone()
        assert row is not None
        put(temporary, target)
        return Part(target.relative_to(self.root).as_posix(), "events", kind.source, month, *row)

    def _mentions(self, kind: Feed, pieces: list[Piece]) -> Commit:
        held = self.ledger.parts("events", MENTIONED)
        return take_mentions(self.con, self.root, self.folder, pieces, held, _tag(pieces))

    def _quarantine(self, kind: Feed, pieces: list[Piece], tag: str) -> list[Part]:
        """Write what was found wrong, with the reason, where people can read it."""
        self.con.execute("CREATE OR REPLACE TEMP TABLE faulty AS " + reading.faults(self.con))
        n = (self.con.execute("SELECT count(*) FROM faulty").fetchone() or (0,))[0]
        if not n:
            return []
        self.con.execute("CREATE OR REPLACE TEMP TABLE called (filename VARCHAR, piece VARCHAR)")
        self.con.executemany("INSERT INTO called VALUES (?, ?)", [(str(p.readable), p.path.name) for p in pieces])
        temporary = self.folder / "faulty.csv"
        self.con.execute(
            "COPY (SELECT piece, line, event_id, reason, found FROM faulty JOIN called USING (filename) ORDER BY ALL) "
            f"TO {quoted(temporary)} (FORMAT csv, HEADER)"
        )
        target = place(self.root, "quarantine", kind.source, None, f"{tag}.csv")
        put(temporary, target)
        return [Part(target.relative_to(self.root).as_posix(), "quarantine", kind.source, 0, n)]


def _tag(pieces: Sequence[Piece]) -> str:
    """A name for the files of a batch: the hash of what went into it."""
    return hashlib.sha256("".join(p.sha256 for p in pieces).encode()).hexdigest()[:16]


def _accounts(con: duckdb.DuckDBPyConnection, source: str, pieces: Sequence[Piece]) -> list[Account]:
    """What became of the rows of each piece."""
    counts: dict[str, dict[tuple[str, str], int]] = {}
    for name, kind, reason, n in con.execute(
        f"SELECT filename, 'quarantined', reason, count(*) FROM ({reading.faults(con)}) GROUP BY ALL UNION ALL "
        "SELECT filename, 'set_aside', aside, count(*) FROM judged WHERE fault IS NULL AND aside IS NOT NULL "
        "GROUP BY ALL UNION ALL SELECT filename, CASE WHEN copy = 1 THEN 'kept' ELSE 'duplicate' END AS kind, '', "
        "count(*) FROM kept GROUP BY ALL"
    ).fetchall():
        counts.setdefault(name, {})[kind, reason] = n
    return [_account(source, piece, counts.get(str(piece.readable), {})) for piece in pieces]


def _account(source: str, piece: Piece, counts: dict[tuple[str, str], int]) -> Account:
    def of(kind: str) -> dict[str, int]:
        return {reason: n for (k, reason), n in sorted(counts.items()) if k == kind}

    return Account(
        piece.sha256,
        source,
        piece.path.name,
        piece.path.stat().st_size,
        rows_read=sum(counts.values()),
        kept=counts.get(("kept", ""), 0),
        set_aside=of("set_aside"),
        quarantined=of("quarantined"),
        duplicates=counts.get(("duplicate", ""), 0),
    )

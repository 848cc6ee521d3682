"""What is wrong with the tables of pacts and with decided signs, one line a fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from comity.chronicle.acts_of_unions import OTHER, UNION
from comity.chronicle.events import COLUMNS, Event, dates_named
from comity.chronicle.kinds import kinds
from comity.chronicle.lint import of_source, row_faults
from comity.chronicle.pacts import MEMBERS, PACTS, members, pact_kinds, pacts, read_members, read_pacts
from comity.chronicle.signs import asks_for_a_sign
from comity.errors import UserError
from comity.terms.country import states


def pact_faults(pacts: Sequence[dict[str, str]], members: Sequence[dict[str, str]]) -> list[str]:
    """Faults of rows of `pacts.csv` and `pact_members.csv`: of each row, then of rows together."""
    found = [f"pact {r['pact']}: {fault}" for r in pacts for fault in _of_pact(r, pacts)]
    found += [f"{r['pact']} {r['member']}: {fault}" for r in members for fault in _of_member(r, pacts)]
    return found or [*_spells(members), *_alone(pacts, members), *_foreseen(pacts, members)]


def body_faults(bodies: Sequence[dict[str, str]], members: Sequence[dict[str, str]]) -> list[str]:
    """Faults of rows of `bodies.csv` and `body_members.csv`; members of what is a pact too stand with the pacts."""
    named = [{"pact": r["body"]} for r in bodies]
    found = [f"{r['body']}: stands twice" for r in bodies if named.count({"pact": r["body"]}) > 1]
    found += [f"{r['body']}: no title, no name of others, or no reason" for r in bodies if not all(r.values())]
    found += [f"{r['pact']} {r['member']}: {fault}" for r in members for fault in _of_member(r, named)]
    found += [f"{r['pact']} {r['member']}: a pact; pact_members.csv holds it" for r in members if r["pact"] in pacts()]
    return found or list(_spells(members))


def act_faults(acts: Sequence[dict[str, str]]) -> list[str]:
    """Faults of rows of `acts_of_unions.csv`: each is a sound event of a member of that day with a state outside."""
    found = [f"row {n}: {fault}" for n, row in enumerate(acts, 2) for fault in _of_act(row)]
    keys = [tuple(row[c] for c in ("date", "union", "other", "kind")) for row in acts]
    found += [f"{' '.join(key)}: stands twice" for key in dict.fromkeys(keys) if keys.count(key) > 1]
    return found + [f"{' '.join(b)}: sort by date, union, other, kind" for a, b in pairwise(keys) if b < a]


def _of_act(row: dict[str, str]) -> Iterator[str]:
    if row["union"] not in pacts():
        yield f"no pact {row['union']!r}; pacts.csv names them"
        return
    if row["acted"] not in (UNION, OTHER):
        yield f"acted {row['acted']!r} is not {UNION} or {OTHER}"
    (member, *_) = (m.member for m in members() if m.pact == row["union"] and m.member != row["other"])
    a, b = (row["other"], member) if row["acted"] == OTHER else (member, row["other"])
    yield from row_faults({c: row[c] for c in COLUMNS if c in row} | {"a": a, "b": b})
    known = {m.member for m in members() if m.pact == row["union"]}
    yield from (f"{s!r} took no part, and was no member" for s in row["without"].split(";") if s and s not in known)


def sign_faults(signs: Sequence[dict[str, str]], rules: Sequence[dict[str, str]], held: Iterable[Event]) -> list[str]:
    """Faults of rows of `signs.csv` and `sign_rules.csv`, and events of whose sign their words ask for a decision."""
    held = list(held)
    known, seen = {e.id for e in held}, set()
    found = []
    for r in signs:
        found += [] if r["event"] in known else [f"{r['event']}: no event has that id"]
        found += [f"{r['event']}: decided twice"] if r["event"] in seen else []
        seen.add(r["event"])
    for e in held:
        if e.id not in seen and (rule := asks_for_a_sign(e.kind.id, e.what)) is not None:
            found.append(f"{e.id}: {rule.reason}? Decide its sign in signs.csv ({rule.sign} mostly)")
    for r in rules:
        found += [f"{r['pattern']}: no kind {k!r}" for k in r["kinds"].split() if k not in kinds()]
    both = [(r["event"] if "event" in r else r["pattern"], r) for r in (*signs, *rules)]
    found += [f"{name}: sign {r['sign']!r} is not -1, 0 or 1" for name, r in both if r["sign"] not in ("-1", "0", "1")]
    return found + [f"{name}: no reason" for name, r in both if not r["reason"]]


def _of_pact(row: dict[str, str], pacts: Sequence[dict[str, str]]) -> Iterator[str]:
    if [r["pact"] for r in pacts].count(row["pact"]) > 1:
        yield "stands twice"
    if row["kind"] not in pact_kinds():
        yield f"no kind {row['kind']!r}; pact_kinds.csv names them"
        return
    if row["word"] not in ("in", "by", "under") or row["stage"] not in ("in_force", "signed"):
        yield "the word is in, by or under, the stage in_force or signed"
    if row["founded"] not in ("yes", "no"):
        yield f"founded {row['founded']!r} is not yes or no"
    if bool(row["former"]) != bool(row["renamed"]):
        yield "a former name and the day of renaming go together"
    if row["within"] and row["within"] not in {r["pact"] for r in pacts}:
        yield f"within {row['within']!r}, which is no pact"
    if not row["reason"] or not row["obliges"] or not row["name"]:
        yield "no name, nothing that it obliges to, or no reason"
    if re.search(r"[A-Z]{3}-[A-Z]{3}\b|https?:|[\[\]{}|<>]|\.$", f"{row['name']} {row['obliges']}"):
        yield "a code, an address, markup or a full stop in its words"
    yield from _parsed(lambda: read_pacts([row | dict.fromkeys(set(PACTS) - set(row), "")]))


def _of_member(row: dict[str, str], pacts: Sequence[dict[str, str]]) -> Iterator[str]:
    if row["pact"] not in {r["pact"] for r in pacts}:
        yield "no such pact"
    if row["member"] not in {s.id for s in states()}:
        yield f"{row['member']!r} is no state id"
    if row["opened"] not in ("yes", "no"):
        yield f"opened {row['opened']!r} is not yes or no"
    if bool(row["until"]) != bool(row["until_reason"]):
        yield "an end and its reason go together"
    yield from of_source(row["source"], row["locator"], row["opened"] == "yes")
    faults = list(_parsed(lambda: read_members([row | dict.fromkeys(set(MEMBERS) - set(row), "")])))
    yield from faults
    if not faults:
        (spell,) = read_members([row])
        if spell.until is not None and spell.until.end < spell.since.start:
            yield f"ends on {spell.until} before it begins on {spell.since}"


def _parsed(read: Callable[[], object]) -> Iterator[str]:
    try:
        read()
    except UserError as error:
        yield str(error)


def _spells(members: Sequence[dict[str, str]]) -> Iterator[str]:
    """A second spell begins after the first ended."""
    held: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in members:
        held.setdefault((row["pact"], row["member"]), []).append(row)
    for (pact, member), rows in held.items():
        for one, next in pairwise(sorted(read_members(rows), key=lambda m: m.since.start)):
            if one.until is None or one.until.end >= next.since.start:
                yield f"{pact} {member}: a spell begins on {next.since} before that of {one.since} ended"


def _alone(pacts: Sequence[dict[str, str]], members: Sequence[dict[str, str]]) -> Iterator[str]:
    for row in pacts:
        if len({m["member"] for m in members if m["pact"] == row["pact"]}) < 2:
            yield f"pact {row['pact']}: fewer than two members"


def _foreseen(pacts: Sequence[dict[str, str]], members: Sequence[dict[str, str]]) -> Iterator[str]:
    """What a pact obliges to is told from its first day on: no later year may stand in it."""
    for row in pacts:
        first = min(m.since.start for m in read_members(m for m in members if m["pact"] == row["pact"]))
        for named in dates_named(row["obliges"]):
            if named.start > first:
                yield f"pact {row['pact']}: tells of {named}, after its first day"

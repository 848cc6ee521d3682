"""How alike two texts are, and which of very many are nearly the same.

Texts are compared by the runs of three words that they share (Broder 1997, doi:10.1109/SEQUEN.1997.666900).
Among many, pairs worth comparing are found by hashing minima of those runs, and each is then compared in full.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import combinations

RUN = 3
"""Words in a run."""
_WORDS = re.compile(r"\w+(?:[.,][0-9]+)*")
_HASHES, _BAND = 48, 3
_FEW = 60
"""Texts up to which every pair is compared."""
_MOST_ALIKE = 50
"""Texts of one band that are compared with each other; the rest only with the first of them."""


def words(text: str) -> tuple[str, ...]:
    """Words and numbers without case, accents and punctuation."""
    plain = text.casefold()
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", text).casefold()
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return tuple(_WORDS.findall(plain))


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """The runs of three words of a text; a shorter text is one run."""
    found = words(text)
    if len(found) <= RUN:
        return frozenset([found]) if found else frozenset()
    return frozenset(found[i : i + RUN] for i in range(len(found) - RUN + 1))


def likeness(one: str, other: str) -> float:
    """Share of runs of words that two texts have in common, 0 to 1 (Jaccard); 0 where one is empty."""
    return _jaccard(shingles(one), shingles(other))


def _jaccard(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def alike(texts: Sequence[str], least: float) -> Iterator[tuple[int, int]]:
    """Pairs of places of texts whose likeness is at least `least`, each pair once.

    With many texts a pair of likeness 0.8 is missed once in 97,000 times, one of 0.6 once in 49.
    """
    runs = [shingles(text) for text in texts]
    for i, j in _candidates(runs):
        if _jaccard(runs[i], runs[j]) >= least:
            yield i, j


def _candidates(runs: Sequence[frozenset[tuple[str, ...]]]) -> Iterator[tuple[int, int]]:
    if len(runs) <= _FEW:
        yield from combinations(range(len(runs)), 2)
        return
    seen: set[tuple[int, int]] = set()
    for bucket in _buckets(runs):
        for pair in (*combinations(bucket[:_MOST_ALIKE], 2), *((bucket[0], other) for other in bucket[_MOST_ALIKE:])):
            if pair not in seen:
                seen.add(pair)
                yield pair


def _buckets(runs: Sequence[frozenset[tuple[str, ...]]]) -> Iterator[list[int]]:
    """Groups of texts that agree in all hash minima of a band."""
    import numpy as np

    held = [i for i, found in enumerate(runs) if found]
    if not held:
        return
    codes: dict[tuple[str, ...], int] = {}
    flat = [codes.setdefault(run, len(codes)) for i in held for run in runs[i]]
    starts = np.cumsum([0, *(len(runs[i]) for i in held)])[:-1]
    base = np.array([_code(run) for run in codes], dtype=np.uint64)[np.array(flat)]
    odd = np.random.default_rng(20140501).integers(1, 2**63, size=(_HASHES, 2), dtype=np.uint64)
    minima = np.empty((len(held), _HASHES), dtype=np.uint64)
    for k, (factor, shift) in enumerate(odd):
        mixed = (base ^ shift) * (factor | np.uint64(1))
        minima[:, k] = np.minimum.reduceat(mixed ^ (mixed >> np.uint64(29)), starts)
    for band in range(0, _HASHES, _BAND):
        groups: dict[bytes, list[int]] = {}
        for place, key in zip(held, np.ascontiguousarray(minima[:, band : band + _BAND]), strict=True):
            groups.setdefault(key.tobytes(), []).append(place)
        yield from (group for group in groups.values() if len(group) > 1)


def _code(run: tuple[str, ...]) -> int:
    return int.from_bytes(hashlib.blake2b("\x1f".join(run).encode(), digest_size=8).digest(), "little")

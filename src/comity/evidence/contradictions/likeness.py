"""How much two claims speak of the same thing, and which of many do: most are told apart without weighing them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate
from math import fsum, log
from operator import or_

from comity.evidence.contradictions.marks import marks
from comity.evidence.contradictions.text import words
from comity.evidence.statement import Statement

_ROUNDING = 1e-9
"""Of a share of weights: sums of the same weights in another order differ by less."""
_BITS = 128
"""Words that have a bit of their own: of claims of a dozen words two that differ seldom look alike."""
_FEW = 200
"""In a study of fewer statements a word is as rare as if there were so many."""
_SUBJECT = 2 * log(1 + 1 / 0.05)
"""What two claims of one subject share weighs as much as two words that one claim in twenty holds."""


@dataclass(frozen=True, slots=True)
class _Signature:
    """What tells a claim from others without weighing what they share.

    `bits` has one set for each word, the same for all claims, though two words may have the same; `least` is how many
    of them a claim that weighs as much or more has in common with it if the two are alike.
    """

    bits: int
    total: float
    least: int


class _Signatures(dict[str, _Signature]):
    """Id -> what tells the claim from those less than `least` like it, made when it is asked for."""

    def __init__(
        self, words: Mapping[str, frozenset[str]], weight: Mapping[str, float], total: Mapping[str, float], least: float
    ) -> None:
        super().__init__()
        self._words, self._weight, self._total = words, weight, total
        self._may_lack = 1 - least + _ROUNDING
        self._bit = {word: 1 << place % _BITS for place, word in enumerate(weight)}

    def __missing__(self, id: str) -> _Signature:
        found, total = self._words[id], self._total[id]
        lacking = bisect_right(list(accumulate(sorted(map(self._weight.__getitem__, found)))), self._may_lack * total)
        bits = reduce(or_, map(self._bit.__getitem__, found), 0)
        return self.setdefault(id, _Signature(bits, total, max(1, bits.bit_count() - lacking)))


class Likeness:
    """How much two claims speak of the same thing: shared words, rare ones counting more. 0 to 1."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._words = {s.id: words(s.claim) for s in statements}
        seen = Counter(w for found in self._words.values() for w in found)
        n = max(len(statements), _FEW)
        self._weight = {w: log(1 + n / count) for w, count in seen.items()}
        self._total = {name: self._sum(found) for name, found in self._words.items()}
        self._marks = {s.id: found for s in statements if (found := marks(s.claim))}

    def of(self, one: Statement, two: Statement) -> float:
        """Weight of what both say over the weight of what the shorter says."""
        both = self._words[one.id] & self._words[two.id]
        least = min(self._total[one.id], self._total[two.id])
        return self._sum(both) / least if both and least else 0.0

    def alike(
        self, compared: Iterable[tuple[Statement, Iterable[Statement]]], least: float
    ) -> Iterator[tuple[Statement, Statement]]:
        """The pairs of a statement and one beside it for which `of` is at least `least`, which is above 0.

        Most are told apart without weighing them.
        """
        held = _Signatures(self._words, self._weight, self._total, least)
        for one, others in compared:
            own = held[one.id]
            bits, total, shared = own.bits, own.total, own.least
            for two in others:
                other = held[two.id]
                if (bits & other.bits).bit_count() < (shared if total <= other.total else other.least):
                    continue
                if self.of(one, two) >= least and not self._apart(one, two):
                    yield one, two

    def _apart(self, one: Statement, two: Statement) -> bool:
        """Whether two claims name different things of a row: treaty 1 is not treaty 3, whatever else they share."""
        x, y = self._marks.get(one.id), self._marks.get(two.id)
        return x is not None and y is not None and x.isdisjoint(y)

    def words_of(self, s: Statement) -> frozenset[str]:
        """Content words of the claim."""
        return self._words[s.id]

    def size(self, s: Statement) -> int:
        """Number of content words of the claim."""
        return len(self._words[s.id])

    def same_subject(self, one: Statement, two: Statement, least: float = 0.3) -> bool:
        """Whether two claims speak of one subject: alike, and by words that few other claims hold."""
        both = self._words[one.id] & self._words[two.id]
        shared = self._sum(both) if both else 0.0
        return shared >= _SUBJECT and shared / min(self._total[one.id], self._total[two.id]) >= least

    def same_thing(self, one: Statement, two: Statement, least: float = 0.3) -> bool:
        """Whether two claims of one subject speak of one thing, and not of two of a numbered row."""
        return self.same_subject(one, two, least) and not self._apart(one, two)

    def _sum(self, found: Iterable[str]) -> float:
        # In whatever order a set gives its words: of two claims equally alike it is the first that is chosen.
        return fsum(map(self._weight.__getitem__, found))

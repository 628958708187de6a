"""Spelling repair: a word that nobody wrote before becomes the known word it most resembles."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.text import ENGLISH, Stem

SHORTEST = 4
"""Words of three letters or fewer are never repaired: "cdc" is not "cdn"."""
LONG = 8
RARE = 2
OFTEN = 10
_MEMORY = 2_000
"""Strange words whose nearest are remembered."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A word as it was written, and the word it was taken for."""

    written: str
    meant: str


class Spelling:
    """The words that are known, and the nearest of them to any other."""

    def __init__(self, counts: Mapping[str, int], stem: Stem = ENGLISH) -> None:
        """Take every known word and how often it occurs."""
        self.counts = counts
        self._stem = stem
        self._words = sorted((word for word in counts if len(word) >= SHORTEST), key=len)
        lengths = list(map(len, self._words))
        self._starts = [bisect_left(lengths, length) for length in range(max(lengths, default=0) + 2)]
        """Where the words of each length begin."""
        self._letters = np.array(list(map(_letters, self._words)), np.uint32)
        self._first = np.array([ord(word[0]) for word in self._words], np.int32)
        self._last = np.array(list(map(_last_two, self._words)), np.int64)
        self._stems = frozenset(map(stem, counts))
        self._nearest_of = lru_cache(_MEMORY)(self._search)

    @classmethod
    def of(cls, texts: Iterable[Sequence[str]], stem: Stem = ENGLISH) -> "Spelling":
        """Learn the words of `texts`, but not their slips.

        People misspell in the texts we learn from too: a long word that hardly occurs, one letter away from one that
        occurs often, is taken for a slip and left out.
        """
        counts = Counter(word for words in texts for word in words)
        common = cls({word: count for word, count in counts.items() if count >= RARE * OFTEN}, stem)
        slips = {word for word, count in counts.items() if count <= RARE and common.near(word)}
        return cls({word: count for word, count in counts.items() if word not in slips}, stem)

    def near(self, word: str) -> bool:
        """Say whether a long word is one letter away from a known one that is not its sibling by stem."""
        if len(word) <= SHORTEST + 1 or word in self.counts:
            return False
        meant = self._nearest(word)
        return (
            meant is not None
            and meant[0] == word[0]
            and self._stem(meant) != self._stem(word)
            and OSA.distance(meant, word) == 1
        )

    def repair(
        self, words: Sequence[str], pairs: Container[tuple[str, str]] = frozenset()
    ) -> tuple[tuple[str, ...], tuple[Repair, ...]]:
        """Give the words with the unknown ones repaired, and what was repaired.

        `pairs` are words that stand side by side in names: beside "circuit", "braker" is a breaker and no broker.
        """
        repairs: list[Repair] = []
        mended: list[str] = []
        for place, word in enumerate(words):
            # "exploded" is no slip where "explodes" is known.
            if word in self.counts or self._stem(word) in self._stems:
                mended.append(word)
                continue
            alike = self._resembling(word)
            likely = [one for one in alike if (one[0] == word[0]) == (alike[0][0] == word[0])]
            named = (
                one
                for one in likely
                if (place and (mended[-1], one) in pairs)
                or (place + 1 < len(words) and (one, words[place + 1]) in pairs)
            )
            meant = next(named, alike[0]) if alike else word
            if meant != word:
                repairs.append(Repair(word, meant))
            mended.append(meant)
        return tuple(mended), tuple(repairs)

    def _nearest(self, word: str) -> str | None:
        return next(iter(self._resembling(word)), None)

    def _resembling(self, word: str) -> tuple[str, ...]:
        return self._nearest_of(word) if len(word) >= SHORTEST and word.isalpha() else ()

    def _search(self, word: str) -> tuple[str, ...]:
        """Find the nearest known words within one edit, or two from eight letters on (optimal string alignment).

        Among equals the same first letter comes first, then the more frequent word: people rarely miss the first key.
        """
        furthest = 1 if len(word) < LONG else 2
        here = slice(self._start(len(word) - furthest), self._start(len(word) + furthest + 1))
        # What cannot be near is left out in three steps for all words at once: to measure each takes twice as long.
        near = np.bitwise_count(self._letters[here] ^ np.uint32(_letters(word))) <= 2 * furthest
        near &= (self._first[here] == ord(word[0])) | (self._last[here] == _last_two(word))
        candidates = [self._words[here.start + place] for place in near.nonzero()[0].tolist()]
        found = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=furthest, limit=None)
        nearest = min((distance for _, distance, _ in found), default=0)
        equals = {known for known, distance, _ in found if distance == nearest}
        return tuple(sorted(equals, key=lambda known: (known[0] != word[0], -self.counts[known], known)))

    def _start(self, length: int) -> int:
        return self._starts[min(length, len(self._starts) - 1)]


def _letters(word: str) -> int:
    """Give the letters of a word, a bit for each: one edit changes two of them at most."""
    found = 0
    for letter in word:
        found |= 1 << ord(letter) % 32
    return found


def _last_two(word: str) -> int:
    return ord(word[-2]) << 32 | ord(word[-1])

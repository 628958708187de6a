"""Spelling repair: a word that nobody wrote before becomes the known word it most resembles."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 4
"""Words of three letters or fewer are never repaired: "cdc" is not "cdn"."""
LONG = 8
_MEMORY = 20_000


@dataclass(frozen=True, slots=True)
class Repair:
    """A word as it was written, and the word it was taken for."""

    written: str
    meant: str


class Spelling:
    """The words that are known, and the nearest of them to any other."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        """Take every known word and how often it occurs."""
        self.counts = counts
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in counts:
            if len(word) >= SHORTEST:
                self._by_length[len(word)].append(word)
        self._known: dict[str, str | None] = {}

    @classmethod
    def of(cls, texts: Iterable[Sequence[str]]) -> "Spelling":
        """Learn the words of `texts`."""
        return cls(Counter(word for words in texts for word in words))

    def repair(self, words: Sequence[str]) -> tuple[tuple[str, ...], tuple[Repair, ...]]:
        """Give the words with the unknown ones repaired, and what was repaired."""
        repairs: list[Repair] = []
        mended: list[str] = []
        for word in words:
            meant = None if word in self.counts else self._nearest(word)
            if meant is not None:
                repairs.append(Repair(word, meant))
            mended.append(meant or word)
        return tuple(mended), tuple(repairs)

    def _nearest(self, word: str) -> str | None:
        if len(word) < SHORTEST or not word.isalpha():
            return None
        if word not in self._known:
            if len(self._known) >= _MEMORY:
                self._known.clear()
            self._known[word] = self._search(word)
        return self._known[word]

    def _search(self, word: str) -> str | None:
        """Find the known word within one edit, or two from eight letters on (optimal string alignment).

        Among equals the same first letter wins, then the more frequent word: people rarely miss the first key.
        """
        furthest = 1 if len(word) < LONG else 2
        lengths = range(len(word) - furthest, len(word) + furthest + 1)
        candidates = [known for length in lengths for known in self._by_length.get(length, ())]
        found = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=furthest, limit=8)
        ranked = ((distance, known[0] != word[0], -self.counts[known], known) for known, distance, _ in found)
        return min(ranked, default=(0, False, 0, None))[3]

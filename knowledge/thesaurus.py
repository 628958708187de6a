"""Words of one meaning: who writes "stalls" is understood where only "hangs" was learned."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from knowledge.text import ENGLISH, Stem, tokens


class Thesaurus:
    """The concepts of a language, and the words and short expressions that stand for each."""

    def __init__(self, concepts: Mapping[str, Sequence[str]], stem: Stem = ENGLISH) -> None:
        """Take the expressions of each concept; they are found in every inflection that the stemmer `stem` knows."""
        self.concepts = concepts
        self.stem = stem
        self._lengths: dict[str, set[int]] = defaultdict(set)
        self._seconds: dict[str, set[str]] = defaultdict(set)
        self._meant: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for concept, expressions in concepts.items():
            for expression in expressions:
                stems = tuple(map(stem, tokens(expression)))
                if stems:
                    self._lengths[stems[0]].add(len(stems))
                    self._seconds[stems[0]].update(stems[1:2])
                    self._meant[stems].append(concept)

    def concepts_in(self, stems: Sequence[str]) -> Iterator[str]:
        """Give the concept of every expression in a text, in the order of the text."""
        for place, first in enumerate(stems):
            if first in self._lengths:
                yield from self._at(stems, place, self._lengths[first])

    def alone(self, stem: str) -> Sequence[str]:
        """Give the concepts for which a stem stands by itself."""
        return self._meant.get((stem,), ())

    def after(self, stem: str) -> Collection[str]:
        """Give the stems that come second in the expressions that begin with `stem`."""
        return self._seconds.get(stem, ())

    def longer_at(self, stems: Sequence[str], place: int) -> Iterator[str]:
        """Give the concept of every expression of two words or more that begins at a place of a text."""
        return self._at(stems, place, self._lengths.get(stems[place], set()) - {1})

    def _at(self, stems: Sequence[str], place: int, lengths: Iterable[int]) -> Iterator[str]:
        for length in lengths:
            if place + length <= len(stems):
                yield from self._meant.get(tuple(stems[place : place + length]), ())


EMPTY = Thesaurus({})

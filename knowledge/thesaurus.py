"""Words of one meaning: who writes "stalls" is understood where only "hangs" was learned."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from knowledge.text import ENGLISH, Stem, tokens


class Thesaurus:
    """The concepts of a language, and the words and short expressions that stand for each."""

    def __init__(self, concepts: Mapping[str, Sequence[str]], stem: Stem = ENGLISH) -> None:
        """Take the expressions of each concept; they are found in every inflection that the stemmer `stem` knows."""
        self.concepts = concepts
        self.stem = stem
        self._lengths: dict[str, set[int]] = defaultdict(set)
        self._meant: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for concept, expressions in concepts.items():
            for expression in expressions:
                stems = tuple(map(stem, tokens(expression)))
                if stems:
                    self._lengths[stems[0]].add(len(stems))
                    self._meant[stems].append(concept)
        self._longer = {first: lengths - {1} for first, lengths in self._lengths.items() if lengths != {1}}

    def concepts_in(self, stems: Sequence[str]) -> Iterator[str]:
        """Give the concept of every expression in a text, in the order of the text."""
        return self._found(stems, self._lengths)

    def longer_in(self, stems: Sequence[str]) -> Iterator[str]:
        """Give the concept of every expression of two words or more in a text."""
        return self._found(stems, self._longer)

    def _found(self, stems: Sequence[str], lengths: Mapping[str, set[int]]) -> Iterator[str]:
        for place, first in enumerate(stems):
            if first in lengths:
                for length in lengths[first]:
                    if place + length <= len(stems):
                        yield from self._meant.get(tuple(stems[place : place + length]), ())


EMPTY = Thesaurus({})

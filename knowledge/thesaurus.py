"""Words of one meaning: who writes "stalls" is understood where only "hangs" was learned."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from knowledge.text import stem, tokens


class Thesaurus:
    """The concepts of a language, and the words and short expressions that stand for each."""

    def __init__(self, concepts: Mapping[str, Sequence[str]]) -> None:
        """Take the expressions of each concept; they are found in every inflection that the stemmer knows."""
        self.concepts = concepts
        self._beginning: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for concept, expressions in concepts.items():
            for expression in expressions:
                stems = tuple(map(stem, tokens(expression)))
                if stems:
                    self._beginning[stems[0]].append((stems, concept))

    def concepts_in(self, stems: Sequence[str]) -> Iterator[str]:
        """Give the concept of every expression in a text, in the order of the text."""
        for place, first in enumerate(stems):
            for expression, concept in self._beginning.get(first, ()):
                if len(expression) == 1 or tuple(stems[place : place + len(expression)]) == expression:
                    yield concept


EMPTY = Thesaurus({})

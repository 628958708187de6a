"""Phrases of a pattern that say the same with other nouns: no faults, but they teach nothing new."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from knowledge.languages import stem_of
from knowledge.model import Roadmap
from knowledge.text import tokens

ALIKE = 85
"""From this likeness on (rapidfuzz, token set ratio, 0 to 100) two phrases are one."""


@dataclass(frozen=True, slots=True)
class Lookalike:
    """Two phrases of one pattern that differ in little but what business they come from."""

    pattern: str
    first: str
    second: str

    def __str__(self) -> str:
        return f'{self.pattern}: "{self.first}" and "{self.second}" say the same. Reword one, or drop it.'


def lookalikes(roadmap: Roadmap, domain_words: Sequence[str]) -> Iterator[Lookalike]:
    """Give every pair of phrases of a pattern that is alike once the words of its business are left out."""
    stem = stem_of(roadmap)
    domain = {stem(word) for expression in domain_words for word in tokens(expression)}
    for book in roadmap.phrasebooks:
        phrases = book.phrases
        bare = [" ".join(word for word in tokens(phrase) if stem(word) not in domain) for phrase in phrases]
        for place, text in enumerate(bare):
            later = bare[place + 1 :]
            found = process.extract(text, later, scorer=fuzz.token_set_ratio, score_cutoff=ALIKE, limit=None)
            for _, _, further in found:
                yield Lookalike(book.pattern, phrases[place], phrases[place + 1 + further])

"""One question among far more subjects: a matcher of recombined phrases, beside the shipped one."""

import time
from collections.abc import Iterator, Sequence
from random import Random

from knowledge import matcher
from knowledge.fit import Fit
from knowledge.matcher import Example, Matcher
from knowledge.model import Roadmap
from knowledge.text import tokens
from knowledge.thesaurus import Thesaurus
from tests.benchmarks.comparison import Rounds, Row, Target, compared, milliseconds

SUBJECTS = 500
PHRASES = 20_000
FAMILIES = 8
"""Wordings of each subject that are held out together."""
SEED = 1
WARM_UP = 50
TARGET = Target(5)


def measure(roadmap: Roadmap, fit: Fit, questions: Sequence[str]) -> Row:
    """Match each question among many subjects, and right afterwards among those that we ship."""
    many = list(recombined(roadmap, SUBJECTS, PHRASES, Random(SEED)))
    thesaurus = Thesaurus(fit.subjects.features.thesaurus.concepts)
    large = matcher.fit(many, thesaurus)
    texts = [fit.spelling.repair(tokens(question))[0] for question in questions]
    for text in texts[:WARM_UP]:
        large.match(text)
        fit.subjects.match(text)
    taken = Rounds.of((_timed(large, text), _timed(fit.subjects, text)) for text in texts[WARM_UP:])
    measured = f"a question matched, {SUBJECTS} subjects, {len(many):,} phrases"
    baseline = f"the shipped {len(fit.subjects.labels)} subjects, {fit.subjects.features.texts:,} phrases"
    return compared(measured, baseline, taken, milliseconds, TARGET)


def recombined(roadmap: Roadmap, subjects: int, phrases: int, chance: Random) -> Iterator[Example]:
    """Make phrases of as many subjects as are wanted: each begins as one situation's phrases do and ends as another's."""
    said = [
        [tokens(phrase) for phrase in situation.phrases]
        for book in roadmap.phrasebooks
        for situation in book.situations
    ]
    for subject in range(subjects):
        first, second = chance.sample(said, 2)
        for number in range(phrases // subjects):
            begin, end = chance.choice(first), chance.choice(second)
            words = (*begin[: len(begin) // 2 + 1], *end[len(end) // 2 :])
            yield Example(words, f"subject {subject}", f"subject {subject}: {number % FAMILIES}")


def _timed(among: Matcher, words: Sequence[str]) -> float:
    began = time.perf_counter()
    among.match(words)
    return time.perf_counter() - began

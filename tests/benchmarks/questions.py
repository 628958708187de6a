"""Questions to ask: no two alike, so that no memory answers."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

import yaml

from knowledge.loader import SHIPPED
from knowledge.model import Roadmap
from knowledge.text import tokens

SHORTEST, LONGEST = 3, 300
"""What /ask takes."""
STRIDE = 7
LONG_WORD = 6


def examples() -> list[str]:
    """Give the labelled questions, which nothing was learned from, problems and strangers mixed."""
    labelled: list[dict[str, Any]] = yaml.safe_load((SHIPPED / "examples.yaml").read_text())
    return _mixed([example["q"] for example in labelled])


def phrases(roadmap: Roadmap) -> list[str]:
    """Give every phrase of the phrasebooks."""
    return [
        phrase
        for book in roadmap.phrasebooks
        for said in (book.situations, book.tell_apart)
        for situation in said
        for phrase in situation.phrases
    ]


def many(roadmap: Roadmap) -> list[str]:
    """Give thousands of questions that /ask takes, in a mix that stays the same from beginning to end.

    Phrases and the topics' questions are known to the matcher, so that every second is misspelt, as people do.
    """
    known = [*phrases(roadmap), *chain.from_iterable(topic.questions for topic in roadmap.topics)]
    typed = [_misspelt(text) if place % 2 else text for place, text in enumerate(known)]
    return list(_different(_mixed([*examples(), *typed])))


def _mixed(questions: Sequence[str]) -> list[str]:
    """Part neighbours, which are about the same: one from each seventh in turn."""
    length = -(-len(questions) // STRIDE)
    sevenths = [questions[start : start + length] for start in range(0, len(questions), length)]
    return [seventh[place] for place in range(length) for seventh in sevenths if place < len(seventh)]


def _misspelt(text: str) -> str:
    """Swap two letters inside the first long word."""
    words = text.split(" ")
    for place, word in enumerate(words):
        if len(word) >= LONG_WORD:
            words[place] = word[:2] + word[3] + word[2] + word[4:]
            break
    return " ".join(words)


def _different(questions: Sequence[str]) -> Iterator[str]:
    seen: set[tuple[str, ...]] = set()
    for question in questions:
        words = tokens(question)
        if SHORTEST <= len(question) <= LONGEST and words not in seen:
            seen.add(words)
            yield question

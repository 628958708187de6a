"""Turns: whose question comes next, so that the order of questions gives little of an answer away.

Drilled one pattern at a time, people soon know which option is right without reading the question. Mixed, they have to
tell the patterns apart: that is what they will need, and what they keep.
"""

from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256

from bot.learn.course import Course
from bot.learn.memory import Memory
from knowledge.bank import Item


class Turns:
    """Which patterns a person has met, and which question was the last; goes along while questions are given."""

    def __init__(self, course: Course, memories: Mapping[str, Memory]) -> None:
        """Begin with what a person has answered so far."""
        self._met = {course.items[question_id].patterns[0] for question_id in memories if question_id in course.items}
        self._given = len(memories)
        self._last: Item | None = None

    def has_met(self, slug: str) -> bool:
        """Tell whether anything was asked about a pattern."""
        return slug in self._met

    def give(self, item: Item) -> None:
        """Note that a question is given next."""
        self._given += 1
        self._met.add(item.patterns[0])
        self._last = item

    def mix(self, slugs: Iterable[str]) -> list[str]:
        """Put patterns into an order that nobody can foresee, another one for each question; the same for the same."""
        return sorted(slugs, key=lambda slug: sha256(f"{slug}:{self._given}".encode()).digest())

    def choose(self, lines: Iterable[Collection[Item]]) -> Item:
        """Choose from lines of questions, each of one pattern and none empty; who stands further in front comes first.

        Not of the last question's pattern, where there is another; nor with an answer of its, where that can be.
        """
        heads = [(next(iter(line)), line) for line in lines]
        others = [(head, line) for head, line in heads if not self._is_of_last(head)] or heads
        unlike = (item for _, line in others for item in line if self._is_unlike(item))
        return next(unlike, others[0][0])

    def _is_of_last(self, item: Item) -> bool:
        return self._last is not None and item.patterns[0] == self._last.patterns[0]

    def _is_unlike(self, item: Item) -> bool:
        return self._last is None or _answers(item).isdisjoint(_answers(self._last))


def _answers(item: Item) -> set[str]:
    return {option.text for option in item.options if option.right}

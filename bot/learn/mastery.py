"""Mastery: how well a person knows a pattern now.

The share of a pattern is the mean chance to remember its questions, all of them: what was never answered counts as
not remembered. So it says how many of its questions the person would answer right now.

- A question whose last answer was wrong counts nothing until it is answered right: FSRS takes it for remembered from
  the moment at which its answer was read, and we have not seen that yet.
- The chance only falls between answers, and so does the share: whoever rests becomes familiar, then a learner again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.learn.course import Course
from bot.learn.levels import Level
from bot.learn.memory import RETENTION, Memory, retrievability

SOLID: Final = RETENTION
"""Nearly all of its questions were answered, and are repeated when they are due: not before it falls is one asked again."""
FAMILIAR: Final = 0.35
"""Less than half of its questions, remembered well; or all of them, a long time ago."""


@dataclass(frozen=True, slots=True)
class Mastery:
    """How well a pattern is known: the share from 0 to 1, and how many of its questions were ever answered."""

    share: float
    answered: int
    questions: int = 0
    """How many it has."""

    @property
    def level(self) -> Level:
        """Say it in a word."""
        if not self.answered:
            return Level.NEW
        return level_of(self.share)

    @property
    def percent(self) -> int:
        """Give the share in percent, never rounded up to where the next level begins."""
        rounded = round(self.share * 100)
        return rounded - (level_of(rounded / 100) is not level_of(self.share))


def level_of(share: float) -> Level:
    """Give the level of a share of something that was begun."""
    if share >= SOLID:
        return Level.SOLID
    return Level.FAMILIAR if share >= FAMILIAR else Level.LEARNING


def mastery(course: Course, memories: Mapping[str, Memory], now: datetime) -> dict[str, Mastery]:
    """Give how well each pattern of a course is known; questions that the course does not have are ignored."""
    sums = dict.fromkeys(course.order, 0.0)
    answered = dict.fromkeys(course.order, 0)
    for question_id, memory in memories.items():
        item = course.items.get(question_id)
        if item is not None:
            slug = item.patterns[0]
            answered[slug] += 1
            sums[slug] += retrievability(memory, now) if memory.right else 0.0
    sizes = {slug: len(course.questions[slug]) for slug in course.order}
    return {slug: Mastery(sums[slug] / size, answered[slug], size) for slug, size in sizes.items()}

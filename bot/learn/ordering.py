"""Ordering: what a person practises next.

1. What is due: the most forgotten first.
2. What is new, pattern by pattern in the course's order, and of each from easy to hard: whoever begins everything at
   once keeps nothing of it. A pattern's questions come only after at least one of each pattern that it needs; where
   those are off the topic, the first of theirs leads the way.
3. What is weak: answered a while ago and not due yet, the most forgotten first.

Never a question that is barred, such as one that a quiz is asking just now.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from itertools import islice
from typing import Final

from bot.learn.course import Course
from bot.learn.memory import Memory, retrievability
from bot.quiz.choosing import Wanted
from knowledge.bank import Item

RESTED: Final = timedelta(hours=16)
"""What was answered less long ago is not asked again unless it is due: nothing is learned from it."""

_ANYTHING: Final = Wanted()


class Why(Enum):
    """Why a question is asked."""

    DUE = auto()
    NEW = auto()
    NEEDED = auto()
    """New, and only there because something that is wanted leans on its pattern."""
    WEAK = auto()


@dataclass(frozen=True, slots=True)
class Next:
    """A question to practise, and why."""

    item: Item
    why: Why


@dataclass(frozen=True, slots=True)
class Learner:
    """One person at one moment: what they remember, by the ids of questions, and what may not be asked now."""

    memories: Mapping[str, Memory]
    now: datetime
    barred: Collection[str] = frozenset()


def next_questions(course: Course, learner: Learner, count: int, wanted: Wanted = _ANYTHING) -> tuple[Next, ...]:
    """Give up to `count` questions in the order in which they are best practised."""
    return tuple(islice(_all(course, learner, wanted), count))


def next_due(course: Course, learner: Learner, wanted: Wanted = _ANYTHING) -> datetime | None:
    """Give when something comes due that is not yet; None where nothing will."""
    ahead = (
        memory.due
        for question_id, memory in learner.memories.items()
        if memory.due > learner.now and (item := course.items.get(question_id)) and _is_wanted(wanted, item)
    )
    return min(ahead, default=None)


def due(course: Course, learner: Learner, wanted: Wanted = _ANYTHING) -> list[Item]:
    """Give what is due, the most forgotten first."""
    there = (question_id for question_id, memory in learner.memories.items() if memory.due <= learner.now)
    return _most_forgotten_first(course, learner, there, wanted)


def new(course: Course, learner: Learner, wanted: Wanted = _ANYTHING) -> Iterator[Next]:
    """Give what was never answered, needs first."""
    seen = {item.patterns[0] for question_id in learner.memories if (item := course.items.get(question_id))}
    given: set[str] = set()
    for item in _fresh(course, learner, wanted):
        for needed in _leading_to(course, learner, item.patterns[0], seen):
            if needed.id != item.id and needed.id not in given:
                given.add(needed.id)
                yield Next(needed, Why.NEW if _is_wanted(wanted, needed) else Why.NEEDED)
        if item.id not in given:
            given.add(item.id)
            seen.add(item.patterns[0])
            yield Next(item, Why.NEW)


def _all(course: Course, learner: Learner, wanted: Wanted) -> Iterator[Next]:
    for item in due(course, learner, wanted):
        yield Next(item, Why.DUE)
    yield from new(course, learner, wanted)
    rested = learner.now - RESTED
    weak = (
        question_id
        for question_id, memory in learner.memories.items()
        if memory.reviewed_at <= rested and memory.due > learner.now
    )
    for item in _most_forgotten_first(course, learner, weak, wanted):
        yield Next(item, Why.WEAK)


def _most_forgotten_first(course: Course, learner: Learner, ids: Iterable[str], wanted: Wanted) -> list[Item]:
    found = [
        (retrievability(learner.memories[question_id], learner.now), question_id)
        for question_id in ids
        if (item := course.items.get(question_id)) and question_id not in learner.barred and _is_wanted(wanted, item)
    ]
    return [course.items[question_id] for _, question_id in sorted(found)]


def _fresh(course: Course, learner: Learner, wanted: Wanted) -> Iterator[Item]:
    """Give what may be asked as new; what belongs to a topic comes before what only touches it."""
    for stage in (_belongs, _touches):
        for slug in course.order:
            for item in course.questions[slug]:
                if _may_be_new(learner, item) and wanted.as_hard(item) and stage(wanted, item):
                    yield item


def _leading_to(course: Course, learner: Learner, slug: str, seen: set[str]) -> Iterator[Item]:
    """Give a question of each pattern that `slug` needs and that was not met yet, the deepest first."""
    for needed in course.needs[slug]:
        if needed in seen:
            continue
        yield from _leading_to(course, learner, needed, seen)
        open_ = [item for item in course.questions[needed] if _may_be_new(learner, item)]
        if open_:
            seen.add(needed)
            # A question with one right option: it only leads the way.
            yield next((item for item in open_ if not item.multiple), open_[0])


def _may_be_new(learner: Learner, item: Item) -> bool:
    return item.id not in learner.memories and item.id not in learner.barred


def _is_wanted(wanted: Wanted, item: Item) -> bool:
    return wanted.as_hard(item) and wanted.on_topic(item)


def _belongs(wanted: Wanted, item: Item) -> bool:
    return not wanted.topics or item.group in wanted.topics or item.patterns[0] in wanted.topics


def _touches(wanted: Wanted, item: Item) -> bool:
    return not _belongs(wanted, item) and wanted.on_topic(item)

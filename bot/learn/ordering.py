"""Ordering: what a person practises next.

1. What is due: the most forgotten first.
2. What is new, from a few patterns in turns: whoever begins everything at once keeps nothing of it. They join in the
   course's order as others are through. A pattern's questions come only after at least one of each pattern that it
   needs; where those are off the topic, one of theirs leads the way, on top of the count.
3. What is weak: answered a while ago and not due yet, the most forgotten first.

No two of one pattern run where there is another, nor two with one answer. Never a question that is barred, such as one
that a quiz is asking just now.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from functools import partial
from itertools import islice
from typing import Final, TypeAlias

from bot.learn.course import Course
from bot.learn.memory import Memory, retrievability
from bot.learn.turns import Turns
from bot.quiz.choosing import Wanted
from knowledge.bank import Item

RESTED: Final = timedelta(hours=16)
"""What was answered less long ago is not asked again unless it is due: nothing is learned from it."""
IN_TURN: Final = 3
"""Patterns that are begun and not through, at most. Fewer, and the answers are soon guessed; more, and a person is through
with fewer: `make bench-learning` holds the figures."""

ANYTHING: Final = Wanted()
_Line: TypeAlias = dict[str, Item]
"""Questions of one pattern by their ids, in the order in which they are best asked."""


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


def next_questions(course: Course, learner: Learner, count: int, wanted: Wanted = ANYTHING) -> tuple[Next, ...]:
    """Give up to `count` questions in the order in which they are best practised, and those that lead to them."""
    asked: list[Next] = []
    left = count
    for one in _all(course, learner, wanted):
        asked.append(one)
        left -= one.why is not Why.NEEDED
        if not left:
            break
    return tuple(asked)


def next_due(course: Course, learner: Learner, wanted: Wanted = ANYTHING) -> datetime | None:
    """Give when something comes due that is not yet; None where nothing will."""
    return min(
        (learner.memories[item.id].due for item in _remembered(course, learner, wanted, due=False)), default=None
    )


def due(course: Course, learner: Learner, wanted: Wanted = ANYTHING) -> list[Item]:
    """Give what is due, in no order."""
    return list(_remembered(course, learner, wanted, due=True))


def new(course: Course, learner: Learner, wanted: Wanted = ANYTHING, turns: Turns | None = None) -> Iterator[Next]:
    """Give what was never answered, needs first; what belongs to a topic comes before what only touches it."""
    turns = turns or Turns(course, learner.memories)
    given: set[str] = set()
    for stage in (_belongs, _touches):
        waiting = _lines(course, learner, given, partial(stage, wanted))
        begun: dict[str, _Line] = {}
        while begun := _joined(begun, waiting):
            slug = turns.choose(begun[slug].values() for slug in turns.mix(begun)).patterns[0]
            for item in _way_to(course, learner, begun[slug], turns):
                turns.give(item)
                given.add(item.id)
                begun.get(item.patterns[0], {}).pop(item.id, None)
                yield Next(item, Why.NEW if is_wanted(wanted, item) else Why.NEEDED)


def _all(course: Course, learner: Learner, wanted: Wanted) -> Iterator[Next]:
    turns = Turns(course, learner.memories)
    for item in _most_forgotten_first(learner, due(course, learner, wanted), turns):
        yield Next(item, Why.DUE)
    yield from new(course, learner, wanted, turns)
    rested = learner.now - RESTED
    weak = [
        item
        for item in _remembered(course, learner, wanted, due=False)
        if learner.memories[item.id].reviewed_at <= rested
    ]
    for item in _most_forgotten_first(learner, weak, turns):
        yield Next(item, Why.WEAK)


def _remembered(course: Course, learner: Learner, wanted: Wanted, *, due: bool) -> Iterator[Item]:
    """Give what was answered and may be asked, of what is due or of the rest."""
    for question_id, memory in learner.memories.items():
        item = course.items.get(question_id)
        if item and (memory.due <= learner.now) is due and item.id not in learner.barred and is_wanted(wanted, item):
            yield item


def _most_forgotten_first(learner: Learner, items: Sequence[Item], turns: Turns) -> Iterator[Item]:
    chances = {item.id: (retrievability(learner.memories[item.id], learner.now), item.id) for item in items}
    lines: dict[str, _Line] = {}
    for item in sorted(items, key=lambda item: chances[item.id]):
        lines.setdefault(item.patterns[0], {})[item.id] = item
    while lines := {slug: line for slug, line in lines.items() if line}:
        worst_first = sorted(lines.values(), key=lambda line: chances[next(iter(line))])
        item = turns.choose(line.values() for line in worst_first)
        turns.give(item)
        del lines[item.patterns[0]][item.id]
        yield item


def _lines(course: Course, learner: Learner, given: Collection[str], may: Callable[[Item], bool]) -> Iterator[_Line]:
    """Give what may be asked as new, pattern by pattern; a pattern of which nothing is left is left out."""
    for slug in course.order:
        free = (item for item in course.questions[slug] if _may_be_new(learner, item) and item.id not in given)
        if line := {item.id: item for item in free if may(item)}:
            yield line


def _joined(begun: Mapping[str, _Line], waiting: Iterator[_Line]) -> dict[str, _Line]:
    """Let patterns join those in turn, in the place of those that are through."""
    left = {slug: line for slug, line in begun.items() if line}
    return left | {_pattern(line): line for line in islice(waiting, IN_TURN - len(left))}


def _way_to(course: Course, learner: Learner, line: _Line, turns: Turns) -> Iterator[Item]:
    """Give what leads to a pattern, and then a question of its own; each is chosen when the one before it is given."""
    yield from _leading_to(course, learner, _pattern(line), turns)
    yield turns.choose([line.values()])


def _leading_to(course: Course, learner: Learner, slug: str, turns: Turns) -> Iterator[Item]:
    """Give a question of each pattern that `slug` needs and that was not met yet, the deepest first."""
    for needed in course.needs[slug]:
        if turns.has_met(needed):
            continue
        yield from _leading_to(course, learner, needed, turns)
        open_ = [item for item in course.questions[needed] if _may_be_new(learner, item)]
        if open_:
            # A question with one right option: it only leads the way.
            yield turns.choose([[item for item in open_ if not item.multiple] or open_])


def _may_be_new(learner: Learner, item: Item) -> bool:
    return item.id not in learner.memories and item.id not in learner.barred


def is_wanted(wanted: Wanted, item: Item) -> bool:
    """Tell whether a question has the topic and the difficulty; what only leads to it has not."""
    return wanted.as_hard(item) and wanted.on_topic(item)


def _belongs(wanted: Wanted, item: Item) -> bool:
    return wanted.as_hard(item) and _is_of(wanted.topics, item)


def _touches(wanted: Wanted, item: Item) -> bool:
    return is_wanted(wanted, item) and not _is_of(wanted.topics, item)


def _is_of(topics: frozenset[str], item: Item) -> bool:
    return not topics or item.group in topics or item.patterns[0] in topics


def _pattern(line: _Line) -> str:
    return next(iter(line.values())).patterns[0]

"""Choosing: which question a guild is asked next.

What was asked for (topics and difficulty) and what is void decide which questions may be asked at all. Among those the
first of these rules that tells two questions apart decides:

1. One that the guild has not seen comes before one that it has.
2. Of questions that were seen, the one seen longest ago comes first: the order of the first time is kept.
3. A question of mere recall comes only after three others, so that at most a quarter are recall.
4. The right pattern is not that of the last round, nor saved up until only it is left.
5. The first weeks are easier.
6. Patterns of the last five rounds are left alone, then groups of the last two.
7. Two of three questions are authored, the third is derived.
8. The seed decides.

A rule gives way where nothing that follows it is left: no question is repeated to keep a quota.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from itertools import islice
from typing import Generic, Protocol, TypeAlias, TypeVar

EASY_ROUNDS = 7
"""For so many rounds a guild gets easy questions."""
GENTLE_ROUNDS = 20
"""For so many rounds it gets no hard ones."""
_OTHERS_PER_RECALL = 3
_PATTERNS_APART = 5
_GROUPS_APART = 2
_AUTHORED_IN_A_ROW = 2


class Askable(Protocol):
    """What choosing needs to know of a question."""

    @property
    def id(self) -> str:
        """The name that histories keep."""

    @property
    def patterns(self) -> tuple[str, ...]:
        """Slugs of the patterns that it is about, the right one first."""

    @property
    def group(self) -> str:
        """The slug of the group in which it stands."""

    @property
    def difficulty(self) -> int:
        """How hard it is, from 1 to 3."""

    @property
    def recall(self) -> bool:
        """Whether remembering the roadmap's words is enough to answer it."""

    @property
    def origin(self) -> str:
        """Who made it: "authored" by hand or "derived" from the roadmap's tables."""


Item = TypeVar("Item", bound=Askable)
History: TypeAlias = Sequence[tuple[str, date]]
"""What a guild was asked on all its schedules, and on which local date, oldest first."""
_Rule: TypeAlias = Callable[[Askable], tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a schedule or a person asked for: slugs of groups and patterns, and a difficulty. Nothing means any."""

    topics: frozenset[str] = frozenset()
    difficulty: int | None = None

    def on_topic(self, item: Askable) -> bool:
        """Tell whether a question is about one of the topics."""
        return not self.topics or item.group in self.topics or not self.topics.isdisjoint(item.patterns)

    def as_hard(self, item: Askable) -> bool:
        """Tell whether a question has the difficulty."""
        return self.difficulty is None or item.difficulty == self.difficulty


class Reason(Enum):
    """Why there is no question: the first of these that leaves none."""

    EMPTY_BANK = auto()
    TOPICS = auto()
    DIFFICULTY = auto()
    VOID = auto()


@dataclass(frozen=True, slots=True)
class Chosen(Generic[Item]):
    """The next question, and how many that match are still unseen after it."""

    item: Item
    remaining: int


@dataclass(frozen=True, slots=True)
class NoneLeft:
    """No question matches what was asked for."""

    reason: Reason


Outcome: TypeAlias = Chosen[Item] | NoneLeft


def choose(
    bank: Sequence[Item],
    history: History,
    wanted: Wanted,
    *,
    rounds: int,
    seed: int,
    void: Collection[str] = frozenset(),
) -> Outcome[Item]:
    """Choose the next question after so many rounds; the same arguments always choose the same one."""
    on_topic = [item for item in bank if wanted.on_topic(item)]
    as_hard = [item for item in on_topic if wanted.as_hard(item)]
    deck = [item for item in as_hard if item.id not in void]
    if not deck:
        return NoneLeft(_reason(bank, on_topic, as_hard))
    seen = dict(history)
    unseen = [item for item in deck if item.id not in seen]
    recent = _recent(bank, history)
    rules: tuple[_Rule, ...] = (
        _age(seen),
        _recall(unseen, recent),
        _right(unseen, recent),
        _level(rounds),
        _near(recent),
        _origin(recent),
        _lot(seed),
    )
    item = min(unseen or deck, key=lambda item: tuple(rule(item) for rule in rules))
    return Chosen(item, remaining=max(0, len(unseen) - 1))


def _reason(bank: Sequence[Askable], on_topic: Sequence[Askable], as_hard: Sequence[Askable]) -> Reason:
    if not bank:
        return Reason.EMPTY_BANK
    if not on_topic:
        return Reason.TOPICS
    return Reason.VOID if as_hard else Reason.DIFFICULTY


def _recent(bank: Sequence[Askable], history: History) -> list[Askable]:
    known = {item.id: item for item in bank}
    newest_first = (known[asked] for asked, _ in reversed(history) if asked in known)
    return list(islice(newest_first, _PATTERNS_APART))


def _recall(unseen: Sequence[Askable], recent: Sequence[Askable]) -> _Rule:
    last = [item.recall for item in recent[:_OTHERS_PER_RECALL]]
    allowed = len(last) == _OTHERS_PER_RECALL and not any(last)
    waiting = sum(item.recall for item in unseen)
    # Put off for ever, recall would come in a row at the end: it is taken while there are others to stand between.
    due = allowed and len(unseen) - waiting < waiting * _OTHERS_PER_RECALL
    return lambda item: (not item.recall if due else item.recall and not allowed,)


def _right(unseen: Sequence[Askable], recent: Sequence[Askable]) -> _Rule:
    last = recent[0].patterns[:1] if recent else ()
    left = Counter(item.patterns[:1] for item in unseen)
    # A pattern that has more than half of what is left must be taken now, or it meets itself at the end.
    return lambda item: (bool(last) and item.patterns[:1] == last, left[item.patterns[:1]] * 2 <= len(unseen))


def _age(seen: Mapping[str, date]) -> _Rule:
    return lambda item: (seen.get(item.id, date.min),)


def _level(rounds: int) -> _Rule:
    hardest = 1 if rounds < EASY_ROUNDS else 2 if rounds < GENTLE_ROUNDS else 3
    return lambda item: (max(0, item.difficulty - hardest),)


def _near(recent: Sequence[Askable]) -> _Rule:
    # Oldest first, so that the newest round has the last word on how near a pattern or group is.
    rounds = list(enumerate(reversed(recent), start=1))
    patterns = {pattern: nearness for nearness, item in rounds for pattern in item.patterns}
    groups = {item.group: nearness for nearness, item in rounds[-_GROUPS_APART:]}
    return lambda item: (
        max((patterns.get(pattern, 0) for pattern in item.patterns), default=0),
        groups.get(item.group, 0),
    )


def _origin(recent: Sequence[Askable]) -> _Rule:
    last = [item.origin for item in recent[:_AUTHORED_IN_A_ROW]]
    wanted = "derived" if last == ["authored"] * _AUTHORED_IN_A_ROW else "authored"
    return lambda item: (item.origin != wanted,)


def _lot(seed: int) -> _Rule:
    # A digest, not `random`: the order must not change with the version of Python, and needs no state.
    return lambda item: (hashlib.sha256(f"{seed}:{item.id}".encode()).digest(),)

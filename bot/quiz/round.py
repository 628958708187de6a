"""A round: one question for a channel, and the moves it may make."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.quiz.schedule import Terms
from bot.scores.points import mask
from knowledge.bank import Item


class State(StrEnum):
    """Where a round stands."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    MISSED = "missed"
    FAILED = "failed"
    VOID = "void"


MOVES: Final[Mapping[State, frozenset[State]]] = {
    State.PLANNED: frozenset({State.OPEN, State.MISSED, State.FAILED, State.VOID}),
    State.OPEN: frozenset({State.CLOSED, State.VOID}),
    State.CLOSED: frozenset({State.VOID}),
    State.VOID: frozenset({State.CLOSED}),
    State.MISSED: frozenset(),
    State.FAILED: frozenset(),
}
"""From each state, the states that may follow. A void round closes again when its question is restored."""

GRACE: Final = timedelta(seconds=3)
"""Between a round's end and its scoring: clicks of its last moment may still be on their way."""
COUNTS: Final = (1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000)
"""How many answers the message of an open round tells of; each step is one edit."""
COUNTING: Final = timedelta(minutes=58)
"""How long a message's count is kept up: from an hour on, Discord limits edits."""


def sources_of(target: State) -> tuple[State, ...]:
    """Give the states from which a round may move to `target`."""
    return tuple(state for state, targets in MOVES.items() if target in targets)


@dataclass(frozen=True, slots=True)
class Key:
    """Which round: rounds are numbered within their guild."""

    guild_id: int
    number: int

    @property
    def nonce(self) -> str:
        """Give what makes Discord take two sendings for one: at most 25 characters, the same in every process."""
        return f"r{self.guild_id:x}-{self.number:x}"


@dataclass(frozen=True, slots=True)
class Round:
    """A round as it is kept. Before it is prepared it has neither question nor end."""

    key: Key
    schedule: int | None
    local_date: date | None
    terms: Terms
    state: State
    due_at: datetime
    opened_at: datetime | None = None
    closes_at: datetime | None = None
    question: Item | None = None
    message_id: int | None = None
    tally: "Tally | None" = None
    reason: str | None = None
    first_try: datetime | None = None
    tries: int = 0
    asked_by: int | None = None
    answers_kept: bool = True

    @property
    def asked(self) -> Item:
        """Give the question; raises ValueError before the round is prepared."""
        if self.question is None:
            raise ValueError(f"round {self.key} has no question yet")
        return self.question

    @property
    def ends(self) -> datetime:
        """Give the moment until which answers count; raises ValueError before the round is prepared."""
        if self.closes_at is None:
            raise ValueError(f"round {self.key} has no end yet")
        return self.closes_at

    @property
    def solution(self) -> int:
        """Give the right choice: a bit for each right option."""
        return mask(self.asked.right)


@dataclass(frozen=True, slots=True)
class Tally:
    """What came in by the close: how many answered, how many were right, how many chose each option."""

    answers: int
    right: int
    options: tuple[int, ...]


def count_told(answers: int) -> int:
    """Give the step of COUNTS that a message shows for so many answers; 0 while there is none."""
    return max((step for step in COUNTS if step <= answers), default=0)


def letters(choice: int, last: str = " and ") -> str:
    """Name the options of a choice: "B", or "A and C"; empty for none; `last` joins the last two."""
    named = [chr(ord("A") + place) for place in range(choice.bit_length()) if choice >> place & 1]
    return last.join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)

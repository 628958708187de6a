"""Sittings as they are kept: what a person practises, and where they stand in it. A restart in the middle changes nothing.

Each person has one, the last that they began; buttons of earlier ones carry an earlier number.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.quiz.choosing import Wanted
from bot.storage.engine import insert_into
from bot.storage.tables import sitting as sitting_
from knowledge.bank import Item, arranged

_SINCE: Final = datetime(2026, 1, 1, tzinfo=UTC)
_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Sitting:
    """What one person practises: the ids of its questions, the place at which it stands, and how it went so far."""

    number: int
    wanted: Wanted
    questions: tuple[str, ...]
    started_at: datetime
    place: int = 0
    chosen: int = 0
    """A bit for each option that is picked of a question with several right ones."""
    answered: int = 0
    right: int = 0
    seen: int = 0
    """The place of the question that was shown last, whatever became of it."""

    @property
    def is_over(self) -> bool:
        """Whether nothing is left of it."""
        return self.place >= len(self.questions)

    def arrange(self, item: Item) -> Item:
        """Give a question with its options in the order in which this sitting shows them."""
        return arranged(item, self.number)

    def advanced(self, *, right: bool | None = None) -> "Sitting":
        """Move on by one question; None stands for one that was not answered."""
        return replace(
            self,
            place=self.place + 1,
            chosen=0,
            answered=self.answered + (right is not None),
            right=self.right + bool(right),
        )

    def shown(self) -> "Sitting":
        """Note that the question at which it stands comes into sight."""
        return replace(self, seen=self.place)

    def picked(self, option: int) -> "Sitting":
        """Add an option to what is chosen, or take it back."""
        return replace(self, chosen=self.chosen ^ 1 << option)

    def stopped(self) -> "Sitting":
        """End it where it stands."""
        return replace(self, place=len(self.questions), chosen=0)


async def find(connection: AsyncConnection, user_id: int) -> Sitting | None:
    """Give what a person practises; nobody else moves it before the transaction ends."""
    row = (
        await connection.execute(select(sitting_).where(sitting_.c.user_id == user_id).with_for_update())
    ).one_or_none()
    if row is None:
        return None
    wanted = Wanted(frozenset(row.topics), row.difficulty)
    return Sitting(
        row.number, wanted, row.questions, row.started_at, row.place, row.chosen, row.answered, row.correct, row.seen
    )


async def begin(
    connection: AsyncConnection, user_id: int, wanted: Wanted, questions: tuple[str, ...], now: datetime
) -> Sitting:
    """Begin to practise some questions, in the place of what was practised before."""
    before = await find(connection, user_id)
    # By the time, too: who has had everything deleted and begins anew must not meet the numbers of old buttons.
    number = max((now - _SINCE) // _SECOND, 1, 0 if before is None else before.number + 1)
    begun = Sitting(number, wanted, questions, now)
    values = {
        "number": number,
        "topics": tuple(sorted(wanted.topics)),
        "difficulty": wanted.difficulty,
        "questions": questions,
        "started_at": now,
        "place": 0,
        "seen": 0,
        "chosen": 0,
        "answered": 0,
        "correct": 0,
    }
    new = insert_into(connection, sitting_).values(user_id=user_id, **values)
    await connection.execute(new.on_conflict_do_update(index_elements=[sitting_.c.user_id], set_=values))
    return begun


async def keep(connection: AsyncConnection, user_id: int, moved: Sitting) -> None:
    """Keep where a sitting stands."""
    mine = (sitting_.c.user_id == user_id, sitting_.c.number == moved.number)
    there = {"place": moved.place, "seen": moved.seen, "chosen": moved.chosen}
    went = {"answered": moved.answered, "correct": moved.right}
    await connection.execute(update(sitting_).where(*mine).values(**there, **went))

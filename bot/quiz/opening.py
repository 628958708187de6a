"""Opening: which question a round asks, and until when it can be answered."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.guilds import notices
from bot.guilds.guild import lock
from bot.guilds.notices import Notice
from bot.quiz import choosing, claims, questions_here, rounds, schedules, withdrawals
from bot.quiz.choosing import NoneLeft, Reason, Wanted
from bot.quiz.dates import write_date
from bot.quiz.halting import halt
from bot.quiz.planning import plan_next
from bot.quiz.round import Round
from bot.quiz.schedule import Schedule, Terms
from bot.scores.points import mask
from bot.storage.engine import Database
from knowledge.bank import Item, arranged
from knowledge.texts import Texts

FEW_LEFT: Final = 10
"""At so many unseen questions the admins are told that the deck will soon begin again."""
BY_HAND: Final = "run"
"""The kind of notices about quizzes that were run by hand."""
ON_TIME: Final = timedelta(minutes=5)
"""A round that is late by no more is in time, whatever its catch-up window: thousands may be due at the same minute."""


@dataclass(frozen=True, slots=True)
class NoQuestion:
    """There is nothing to ask: why, and what an admin has to do about it."""

    reason: str


@dataclass(frozen=True, slots=True)
class Lost:
    """Another process has taken the round over."""


Prepared: TypeAlias = Round | NoQuestion | Lost


def lateness(due: Round, now: datetime) -> timedelta | None:
    """Say by how much a round is too late to be posted; None where it is in time."""
    late = now - due.due_at
    return late if late > max(due.terms.catch_up, ON_TIME) else None


class Opening:
    """Prepares rounds from one bank of questions, and notes what became of them."""

    def __init__(self, database: Database, bank: Sequence[Item], say: Texts) -> None:
        """Take where rounds are kept, everything that may be asked, and what admins read."""
        self._database = database
        self._bank = bank
        self.say = say

    async def prepare(self, claimed: Round, owner: str, now: datetime) -> Prepared:
        """Fix what a claimed round asks and when it ends. Once fixed it stays: who tries again sends the same."""
        closes_at, question = claimed.closes_at, claimed.question
        async with self._database.writing() as connection:
            # Locked, so that two schedules of a guild that are due together do not choose the same question.
            await lock(connection, claimed.key.guild_id)
            if not await claims.confirm(connection, claimed.key, owner, now):
                return Lost()
            if question is not None and closes_at is not None:
                return claimed
            if question is None:
                chosen = await next_question(connection, self._bank, claimed.key.guild_id, claimed.terms)
                if isinstance(chosen, NoneLeft):
                    return NoQuestion(self.say(NOTHING[chosen.reason]))
                question = arranged(chosen.item, claimed.key.guild_id + claimed.key.number)
                await self._warn(connection, claimed, chosen.remaining, now)
            closes_at = now + claimed.terms.open_for
            await rounds.prepare(connection, claimed.key, question, closes_at, mask(question.right))
        return replace(claimed, question=question, closes_at=closes_at)

    async def opened(self, claimed: Round, message_id: int | None, now: datetime) -> bool:
        """Note that a round was posted, and in which message where we know it; plan the next of its schedule.

        Returns False, as the next two do, where it had come to something before.
        """
        async with self._database.writing() as connection:
            # Locked, so that a question that is being voided at this moment is seen to be void here or there.
            await lock(connection, claimed.key.guild_id)
            opened = await rounds.open_(connection, claimed.key, message_id, now)
            if opened:
                void = await withdrawals.of_guild(connection, claimed.key.guild_id)
                if claimed.question is not None and claimed.question.id in void:
                    await rounds.void(connection, claimed.key, void[claimed.question.id].reason, now)
                await notices.settle(connection, claimed.key.guild_id, _missed(claimed))
                await notices.settle_told(connection, claimed.key.guild_id, BY_HAND)
                await self._plan(connection, claimed, now)
        return opened

    async def missed(self, late: Round, now: datetime) -> bool:
        """Note that a round's time has passed, and plan the next of its schedule; False also where it is answered."""
        in_time = late.first_try is not None and lateness(late, late.first_try) is None
        reason = self.say("tried-in-time" if in_time else "not-running")
        async with self._database.writing() as connection:
            await lock(connection, late.key.guild_id)
            missed = await rounds.miss(connection, late.key, reason)
            if missed:
                await self._tell_asker(connection, late, "wanted-missed", reason, now)
                schedule = await self._plan(connection, late, now)
                if schedule is not None:
                    when = write_date(late.local_date or late.due_at.date(), self.say)
                    said = self.say("schedule-missed", number=schedule.number, date=when, reason=reason)
                    raised = Notice(late.key.guild_id, _missed(late), said, schedule.created_by)
                    await notices.raise_(connection, raised, now)
        return missed

    async def failed(self, refused: Round, reason: str, now: datetime) -> bool:
        """Note that a round can't be posted; its schedule pauses, and an admin is told why. False also where it is answered."""
        async with self._database.writing() as connection:
            await lock(connection, refused.key.guild_id)
            failed = await rounds.fail(connection, refused.key, reason)
            if failed:
                await self._tell_asker(connection, refused, "wanted-refused", reason, now)
                if refused.schedule is not None:
                    await halt(connection, refused.key.guild_id, refused.schedule, reason, now, say=self.say)
        return failed

    async def _warn(self, connection: AsyncConnection, claimed: Round, remaining: int, now: datetime) -> None:
        schedule = await self._schedule(connection, claimed)
        if schedule is None:
            return
        subject = f"bank:{schedule.number}"
        if remaining > FEW_LEFT:
            await notices.settle(connection, schedule.guild_id, subject)
            return
        name = {0: "unseen-none", 1: "unseen-one"}.get(remaining, "unseen-many")
        said = self.say(name, number=schedule.number, count=remaining, then=self.say("then-again"))
        await notices.raise_(connection, Notice(schedule.guild_id, subject, said, schedule.created_by), now)

    async def _tell_asker(
        self, connection: AsyncConnection, ended: Round, name: str, reason: str, now: datetime
    ) -> None:
        """Tell who ran a round by hand that it came to nothing; each time is news, and stands until a quiz is posted."""
        if ended.asked_by is not None:
            subject = by_hand(ended.asked_by)
            await notices.settle(connection, ended.key.guild_id, subject)
            said = self.say(name, number=ended.key.number, reason=reason)
            await notices.raise_(connection, Notice(ended.key.guild_id, subject, said, ended.asked_by), now)

    async def _plan(self, connection: AsyncConnection, done: Round, now: datetime) -> Schedule | None:
        await lock(connection, done.key.guild_id)
        schedule = await self._schedule(connection, done)
        if schedule is not None:
            await plan_next(connection, schedule, now, after=done.due_at)
        return schedule

    async def _schedule(self, connection: AsyncConnection, of: Round) -> Schedule | None:
        return None if of.schedule is None else await schedules.find(connection, of.key.guild_id, of.schedule)


async def next_question(
    connection: AsyncConnection,
    bank: Sequence[Item],
    guild_id: int,
    terms: Terms,
    *,
    besides: Collection[str] = (),
    seed: int | None = None,
) -> choosing.Outcome[Item]:
    """Choose what a guild is asked next on some terms; nothing is kept of it.

    Other questions than the next come with another seed than the guild's, and with those that are named left out.
    """
    asked = await questions_here.history(connection, guild_id)
    void = await withdrawals.of_guild(connection, guild_id)
    wanted = Wanted(frozenset(terms.topics), terms.difficulty)
    history = [(question_id, due_at.date()) for question_id, due_at in asked]
    lot = guild_id if seed is None else seed
    return choosing.choose(bank, history, wanted, rounds=len(history), seed=lot, void={*void, *besides})


def by_hand(user_id: int) -> str:
    """Name the subject of the quizzes that a person runs by hand; settle it when they run another."""
    return f"{BY_HAND}:{user_id}"


def _missed(late: Round) -> str:
    return f"missed:{late.schedule}"


NOTHING: Final = {
    Reason.EMPTY_BANK: "nothing-in-roadmap",
    Reason.TOPICS: "nothing-on-topics",
    Reason.DIFFICULTY: "nothing-so-hard",
    Reason.VOID: "nothing-valid",
}
"""The texts that say why there is no question, and what an admin can do."""


def nothing_left(none: NoneLeft, say: Texts) -> str:
    """Say that there is nothing to ask, and why."""
    return say("nothing-to-ask", reason=say(NOTHING[none.reason]))

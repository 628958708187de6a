"""Barring: what must not be practised now, for it would tell what a quiz is about to ask, or is void."""

from sqlalchemy import select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.people import Member
from bot.quiz.round import State
from bot.storage.tables import answer, member, withdrawal
from bot.storage.tables import round as round_


async def barred(connection: AsyncConnection, who: Member) -> set[str]:
    """Give the questions that a person must not practise now."""
    return await asked_now(connection, who) | await void_here(connection, who)


async def asked_now(connection: AsyncConnection, who: Member) -> set[str]:
    """Give the questions that are open in any guild in which a person is known.

    A person is known where they ask from, and wherever they have ever answered.
    """
    known = union(
        select(member.c.guild_id).where(member.c.user_id == who.user_id),
        select(answer.c.guild_id).where(answer.c.user_id == who.user_id),
    ).subquery()
    here_and_there = round_.c.guild_id.in_(select(known.c.guild_id)) | (round_.c.guild_id == who.guild_id)
    current = (round_.c.state.in_((State.PLANNED, State.OPEN)), round_.c.question_id.is_not(None))
    asked = await connection.execute(select(round_.c.question_id).where(here_and_there, *current))
    return set(asked.scalars())


async def void_here(connection: AsyncConnection, who: Member) -> set[str]:
    """Give the questions that are void where a person is."""
    void = await connection.execute(select(withdrawal.c.question_id).where(withdrawal.c.guild_id == who.guild_id))
    return set(void.scalars())

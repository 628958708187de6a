"""Feeding: what people answered in a round tells what they remember, as practice does.

It happens in the transaction that closes the round, and an answer that is older than a person's last one is left out:
however often it is tried, each answer counts once.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.learn import memories
from bot.learn.memory import Memory, review
from bot.quiz.round import Round
from bot.snowflakes import made_at
from bot.storage.tables import answer, memory

AT_ONCE: Final = 500
"""People of one statement; between two of them, others have their turn."""


async def learn(connection: AsyncConnection, closed: Round) -> None:
    """Note what everybody who answered a round remembers of its question from then on."""
    choices = await _choices(connection, closed)
    people = sorted(choices)
    for start in range(0, len(people), AT_ONCE):
        some = people[start : start + AT_ONCE]
        before = await memories.of_people(connection, closed.asked.id, some)
        after: dict[int, Memory] = {}
        for user_id in some:
            choice, interaction_id = choices[user_id]
            known, at = before.get(user_id), made_at(interaction_id)
            if known is None or known.reviewed_at < at:
                after[user_id] = review(known, right=choice == closed.solution, now=at)
        await memories.keep(connection, closed.asked.id, after)
        await asyncio.sleep(0)


async def unlearn(connection: AsyncConnection, voided: Sequence[Round]) -> None:
    """Take back what rounds of one guild that are void have told about people.

    Only of those who have answered the question nowhere else: what others remember rests on more than these rounds, and
    their next answer will put it right.
    """
    answers: dict[tuple[str, int], list[datetime]] = {}
    for one in voided:
        for user_id, (_, press) in (await _choices(connection, one)).items():
            answers.setdefault((one.asked.id, user_id), []).append(made_at(press))
    theirs = delete(memory).where(
        memory.c.question_id == bindparam("asked"),
        memory.c.user_id == bindparam("who"),
        memory.c.reviewed_at == bindparam("last"),
        memory.c.reviews <= bindparam("times"),
    )
    rows = [
        {"asked": question_id, "who": user_id, "last": max(times), "times": len(times)}
        for (question_id, user_id), times in sorted(answers.items())
    ]
    if rows:
        await connection.execute(theirs, rows)


async def _choices(connection: AsyncConnection, asked: Round) -> dict[int, tuple[int, int]]:
    """Give what each person chose in a round, and the interaction that says when."""
    mine = (answer.c.guild_id == asked.key.guild_id, answer.c.round == asked.key.number, answer.c.choice != 0)
    rows = await connection.execute(select(answer.c.user_id, answer.c.choice, answer.c.interaction_id).where(*mine))
    return {row.user_id: (row.choice, row.interaction_id) for row in rows}

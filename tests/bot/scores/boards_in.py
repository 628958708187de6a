"""Boards for tests: people with points, put there as rows."""

from collections.abc import Sequence

from sqlalchemy import insert

from bot.scores import ladder
from bot.storage.engine import Database
from bot.storage.tables import member, score
from tests.bot.scores.naive_boards import Total


async def fill(database: Database, guild_id: int, period: str, totals: Sequence[Total]) -> None:
    """Give a guild's people their points in a period."""
    if not totals:
        return
    here = {"guild_id": guild_id}
    members = [here | {"user_id": one.user_id, "name": one.name, "hidden": one.hidden} for one in totals]
    scores = [
        here
        | {"period": period, "user_id": one.user_id, "points": one.points}
        | {"answered": one.answered, "correct": one.right, "hidden": one.hidden}
        for one in totals
    ]
    async with database.writing() as connection:
        await connection.execute(insert(member), members)
        await connection.execute(insert(score), scores)
        await ladder.step(connection, ladder.ON, score.c.guild_id == guild_id, score.c.period == period)

"""Schedules and rounds for tests, made as the services make them."""

from datetime import datetime, time, timedelta
from typing import Any

from bot.guilds.guild import Home
from bot.quiz import claims, rounds, schedules
from bot.quiz.days import DAILY
from bot.quiz.planning import plan_next
from bot.quiz.round import Key, Round
from bot.quiz.schedule import Schedule, Terms
from bot.quiz.timetable import Timetable
from bot.scores.points import mask
from bot.storage.engine import Database
from knowledge.bank import Item


def terms(channel_id: int, **others: Any) -> Terms:
    """Make terms: any topic, open for eight hours, posted up to two hours late."""
    usual = {"topics": (), "difficulty": None, "open_for": timedelta(hours=8), "catch_up": timedelta(hours=2)}
    return Terms(channel_id=channel_id, **(usual | others))


async def daily(
    database: Database,
    guild_id: int,
    channel_id: int,
    now: datetime,
    *,
    at: str = "09:00",
    zone: str = "UTC",
    **others: Any,
) -> Schedule:
    """Add a schedule that runs every day, and plan its next round."""
    timetable = Timetable(time.fromisoformat(at), DAILY, zone)
    async with database.writing() as connection:
        added = await schedules.add(connection, guild_id, timetable, terms(channel_id, **others), created_by=7)
        await plan_next(connection, added, now)
    return added


async def opened(database: Database, guild_id: int, now: datetime, asked: Item, **others: Any) -> Key:
    """Open a round by hand that asks `asked`, as if it had been posted as message 99."""
    async with database.writing() as connection:
        wanted = terms(5, **others)
        key = await rounds.plan_by_hand(connection, guild_id, wanted, now)
        await rounds.prepare(connection, key, asked, now + wanted.open_for, mask(asked.right))
        await rounds.open_(connection, key, 99, now)
    return key


async def claimed(database: Database, now: datetime, owner: str = "me") -> Round:
    """Claim the one round that is due."""
    async with database.writing() as connection:
        (due,) = await claims.claim_due(connection, claims.Claimant(Home.DISCORD, owner, now), 10)
    return due

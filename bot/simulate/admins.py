"""What admins do: they add schedules, pause them and let them run again."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.guilds import guild
from bot.quiz import schedules
from bot.quiz.planning import plan_next
from bot.quiz.schedule import Terms
from bot.quiz.timetable import Timetable
from bot.simulate.calendar import Plan

ADMIN = 4_999


async def add(connection: AsyncConnection, plan: Plan, now: datetime) -> None:
    """Add a schedule, and set its guild's zone."""
    await guild.change(connection, plan.guild_id, zone=plan.zone)
    terms = Terms(plan.channel_id, (), None, plan.open_for, plan.catch_up)
    timetable = Timetable(plan.at, plan.days, plan.zone)
    added = await schedules.add(connection, plan.guild_id, timetable, terms, ADMIN)
    await plan_next(connection, added, now)


async def pause(connection: AsyncConnection, plan: Plan, now: datetime) -> None:
    """Pause a schedule."""
    await schedules.pause(connection, plan.guild_id, plan.number, "The simulation is over.")
    found = await schedules.find(connection, plan.guild_id, plan.number)
    assert found is not None  # noqa: S101 - nobody removes schedules here
    await plan_next(connection, found, now)


async def resume(connection: AsyncConnection, plan: Plan, now: datetime) -> bool:
    """Let a schedule run again; say whether it was paused."""
    found = await schedules.find(connection, plan.guild_id, plan.number)
    if found is None or found.paused is None:
        return False
    await schedules.pause(connection, plan.guild_id, plan.number, None)
    resumed = await schedules.find(connection, plan.guild_id, plan.number)
    assert resumed is not None  # noqa: S101 - it was there
    await plan_next(connection, resumed, now)
    return True

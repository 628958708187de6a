"""What two processes hear of is done by one: the other finds the interaction taken on, and stays silent."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest

from bot.actions import KeepQuestion
from bot.ask.service import Asking
from bot.assistant import Assistant
from bot.cards import Card
from bot.guilds import audit
from bot.guilds.governing import Wishes
from bot.people import Member
from bot.quiz.round import Key
from bot.storage.engine import Database
from bot.storage.seen import Doubled
from tests.bot.clocks import SetClock
from tests.bot.quiz.rounds_in import opened

GUILD = 5_000
ADA = Member(GUILD, 7, "ada", admin=True)
NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
PRESS = 90
Act = Callable[[Assistant, str, int], Awaitable[Card]]
ACTS: dict[str, Act] = {
    "report": lambda it, _, act: it.reviewing.report(ADA, 1, "two are right", act=act),
    "void": lambda it, question, act: it.reviewing.void(ADA, question, "a mistake", act=act),
    "restore": lambda it, question, act: it.reviewing.restore(ADA, question, act=act),
    "keep": lambda it, question, act: it.follow(ADA, KeepQuestion(question), act),
    "set": lambda it, _, act: it.governing.set(ADA, Wishes(speed_points=True), act=act),
    "start season": lambda it, _, act: it.boards.start_season(ADA, "Autumn", act=act),
    "end season": lambda it, _, act: it.boards.end_season(ADA, act=act),
}


@pytest.mark.parametrize("name", ACTS)
async def test_an_act_is_done_once(asking: Asking, database: Database, name: str) -> None:
    assistant, act = Assistant(asking, database, SetClock(NOW)), ACTS[name]
    asked = assistant.bank[0]
    assert await opened(database, GUILD, NOW, asked) == Key(GUILD, 1)
    await act(assistant, asked.id, PRESS)
    async with database.reading() as connection:
        before = await audit.of_guild(connection, GUILD, 10)
    with pytest.raises(Doubled):
        await act(assistant, asked.id, PRESS)
    async with database.reading() as connection:
        assert await audit.of_guild(connection, GUILD, 10) == before
    await act(assistant, asked.id, PRESS + 1)

"""What one guild has is no other guild's: whatever number stands in a button or a command."""

import contextlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from itertools import count
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from bot.actions import KeepQuestion, ListQuestions, QuizAction, ShowBoard, ShowRounds
from bot.ask.service import Asking
from bot.assistant import Assistant
from bot.cards import Card
from bot.guilds import audit, notices
from bot.guilds.audit import Entry
from bot.guilds.guild import change
from bot.guilds.notices import Notice
from bot.layout import written
from bot.people import NOWHERE, Member
from bot.quiz.typed import Typed
from bot.scores.exporting import export_guild
from bot.snowflakes import earliest
from bot.storage.engine import Database
from bot.storage.tables import member, schedule
from tests.bot.clocks import SetClock
from tests.bot.frontends.discord.test_components import quiz_actions
from tests.bot.quiz.rounds_in import daily, opened
from tests.bot.scores.played import RIGHT, played, question

OURS, THEIRS = 6_000, 5_000
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
CHANNEL = 424_242
MARK = "Xyzzy"
"""Stands in every text that their guild keeps, and nowhere else."""
PRESSES = count(earliest(NOW))
Act = Callable[[Assistant, Member, int], Awaitable[Any]]
ADMINS: Final[dict[str, Act]] = {
    "show schedule": lambda it, eve, number: it.scheduling.show(eve, number),
    "edit": lambda it, eve, number: it.scheduling.edit(eve, number, Typed(5, "10:00"), rights=lambda _: ()),
    "pause": lambda it, eve, number: it.scheduling.pause(eve, number),
    "resume": lambda it, eve, number: it.scheduling.resume(eve, number, rights=lambda _: ()),
    "skip": lambda it, eve, number: it.scheduling.skip(eve, number),
    "run": lambda it, eve, number: it.scheduling.run(eve, number, rights=lambda _: ()),
    "preview": lambda it, eve, number: it.scheduling.preview(eve, number, rights=lambda _: ()),
    "blackout": lambda it, eve, number: it.scheduling.blackout(eve, "2026-12-24", number),
    "void": lambda it, eve, number: it.reviewing.void(eve, f"quiz {number}", "a reason"),
    "restore": lambda it, eve, number: it.reviewing.restore(eve, f"quiz {number}"),
    "report": lambda it, eve, number: it.reviewing.report(eve, number, "a reason"),
    "settings": lambda it, eve, _: it.governing.show(eve),
    "end season": lambda it, eve, _: it.boards.end_season(eve),
    "my page": lambda it, eve, _: it.own_pages.show(eve),
}


async def fill(assistant: Assistant) -> None:
    """Give their guild some of everything, with the mark in it."""
    database, ada = assistant.database, Member(THEIRS, 7, f"{MARK} Ada", admin=True)
    added = await daily(database, THEIRS, CHANNEL, NOW)
    await played(database, NOW, {1: RIGHT, 7: RIGHT}, asked=question(f"{MARK}-one"), schedule=added, guild=THEIRS)
    await opened(database, THEIRS, NOW, question(f"{MARK}-two"))
    await assistant.reviewing.report(Member(THEIRS, 8, "bob"), 1, f"{MARK} is wrong")
    await assistant.reviewing.void(ada, f"{MARK}-two", f"{MARK} is void")
    await assistant.boards.start_season(ada, MARK)
    async with database.writing() as connection:
        await connection.execute(update(member).values(name=MARK))
        await connection.execute(update(schedule).values(paused=MARK))
        await change(connection, THEIRS, channel_id=CHANNEL, zone="Pacific/Niue")
        await audit.record(connection, THEIRS, Entry(7, MARK, MARK, NOW))
        await notices.raise_(connection, Notice(THEIRS, MARK, f"{MARK} is to know", 7), NOW)


async def kept(database: Database) -> list[str]:
    async with database.snapshot() as connection:
        return [line async for line in export_guild(connection, THEIRS)]


@pytest.fixture
async def assistant(asking: Asking, database: Database) -> Assistant:
    made = Assistant(asking, database, SetClock(NOW))
    await fill(made)
    return made


def shown(told: Any) -> str:
    cards = [told] if isinstance(told, Card) else list(told)
    files = "".join(file.content.decode() for card in cards for file in card.files)
    return "\n".join([*map(written, cards), *map(repr, cards), files])


def check(told: Any) -> None:
    for secret in (MARK, str(CHANNEL), "Niue"):
        assert secret not in shown(told)


async def test_the_mark_would_be_seen(assistant: Assistant) -> None:
    """What the other tests look for is there, for whom it belongs to."""
    ada = Member(THEIRS, 7, "ada", admin=True)
    assert MARK in shown(await assistant.governing.show(ada))
    assert MARK in shown(await assistant.scheduling.show(ada, None))
    assert MARK in shown(await assistant.quizzing.past_rounds(ada, ShowRounds(1)))
    assert MARK in shown(await assistant.boards.show(ada, ShowBoard("all", 1)))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(pressed=st.lists(quiz_actions, min_size=8, max_size=8))
async def test_no_button_leads_into_another_guild(assistant: Assistant, pressed: list[QuizAction]) -> None:
    before = await kept(assistant.database)
    for action in pressed:
        for eve in (Member(OURS, 9, "eve", admin=True), Member(OURS, 9, "eve"), Member(NOWHERE, 9, "eve")):
            # What is not there, such as a challenge that nobody made, is a KeyError.
            with contextlib.suppress(KeyError):
                check(await assistant.follow(eve, action, next(PRESSES)))
    assert await kept(assistant.database) == before


@pytest.mark.parametrize("act", ADMINS)
async def test_an_admin_of_one_guild_is_nobody_in_another(assistant: Assistant, act: str) -> None:
    before = await kept(assistant.database)
    for number in (1, 2, 3):
        check(await ADMINS[act](assistant, Member(OURS, 9, "eve", admin=True), number))
    assert await kept(assistant.database) == before


async def test_questions_that_only_another_guild_was_asked_are_not_shown(assistant: Assistant) -> None:
    eve = Member(OURS, 9, "eve", admin=True)
    before = await kept(assistant.database)
    for wanted in (f"{MARK}-one", f"{MARK}-two"):
        told = written(await assistant.reviewing.void(eve, wanted, "a reason"))
        assert told.startswith(f'There is no question "{wanted}".')
        assert "the roadmap" not in written(await assistant.reviewing.restore(eve, wanted))
        await assistant.follow(eve, KeepQuestion(wanted), next(PRESSES))
        assert not await assistant.reviewing.offer(eve, wanted, void=False)
    check(await assistant.reviewing.questions(eve, ListQuestions("all", 1)))
    assert await assistant.scheduling.choices(eve) == []
    assert await kept(assistant.database) == before


async def test_one_s_own_export_and_deletion_reach_only_oneself(assistant: Assistant) -> None:
    before = await kept(assistant.database)
    eve = Member(OURS, 9, "eve", admin=True)
    await assistant.boards.start_season(eve, "Winter")
    check(await assistant.own_pages.export(eve))
    assert await kept(assistant.database) == before

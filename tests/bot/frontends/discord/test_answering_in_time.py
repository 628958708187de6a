"""What takes longer than Discord waits is answered all the same: once, and to whom it is for."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.ask.service import Asking
from bot.assistant import Assistant
from bot.frontends.discord import answering_in_time
from bot.frontends.discord.client import RoadmapBot
from bot.guilds.guild import change
from bot.quiz.round import Key
from bot.storage.engine import Database
from tests.bot.clocks import SetClock
from tests.bot.frontends.discord.connecting import connected
from tests.bot.quiz.rounds_in import opened
from tests.discord_server import Message, Person, Server
from tests.discord_server.exchange import Exchange
from tests.discord_server.interactions import Callback

SOON, LATE, TOO_LATE = 0.2, 0.6, 3.5
"""Seconds: a patience that keeps tests short, what is longer than that, and what is longer than Discord waits."""
FIELD = "What is wrong with it?"


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime.now(UTC))


@pytest.fixture
def assistant(asking: Asking, database: Database, clock: SetClock) -> Assistant:
    return Assistant(asking, database, clock)


@pytest.fixture
async def bot(server: Server, assistant: Assistant) -> AsyncIterator[RoadmapBot]:
    async with connected(server, assistant) as bot:
        yield bot


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering_in_time, "PATIENCE", SOON)


@pytest.fixture
async def key(server: Server, bot: RoadmapBot, clock: SetClock) -> Key:
    return await opened(bot.assistant.database, server.home.id, clock(), bot.assistant.bank[0])


def slow(monkeypatch: pytest.MonkeyPatch, service: object, names: str, seconds: float) -> None:
    """Let a service take its time, as a database that is busy or far away does."""
    for name in names.split():
        monkeypatch.setattr(service, name, _later(getattr(service, name), seconds))


def _later(act: Callable[..., Awaitable[Any]], seconds: float) -> Callable[..., Awaitable[Any]]:
    async def later(*given: Any, **named: Any) -> Any:
        await asyncio.sleep(seconds)
        return await act(*given, **named)

    return later


async def finished(act: Awaitable[Exchange]) -> Exchange:
    exchange = await act
    return await exchange.until(lambda exchange: bool(exchange.messages))


def seen_by_all(server: Server) -> list[Message]:
    return [message for message in server.messages("general") if not message.private]


async def test_whatever_takes_too_long_is_put_off_and_then_answered_once(  # noqa: PLR0917 - fixtures
    server: Server, bot: RoadmapBot, key: Key, monkeypatch: pytest.MonkeyPatch, admin: Person, ana: Person
) -> None:
    shown = await ana.slash("general", "quiz", number=key.number)
    answered = await ana.click(shown.message, label="A")
    form = (await ana.click(answered.message, label="Report the question")).modal
    assistant = bot.assistant
    slow(monkeypatch, assistant.quizzing, "answer show open_rounds", TOO_LATE)
    slow(monkeypatch, assistant.reviewing, "report reports questions void", TOO_LATE)
    slow(monkeypatch, assistant.governing, "show set", TOO_LATE)
    slow(monkeypatch, assistant.scheduling, "show add preview blackout", TOO_LATE)
    slow(monkeypatch, assistant.boards, "show start_season", TOO_LATE)
    slow(monkeypatch, assistant.own_pages, "show", TOO_LATE)
    private = (
        ana.click(shown.message, label="B"),
        ana.submit_modal(form, {FIELD: "B is right too"}),
        ana.slash("general", "quiz"),
        ana.slash("general", "me"),
        ana.slash("general", "leaderboard", private=True),
        admin.slash("general", "questions list"),
        admin.slash("general", "questions void", question=assistant.bank[1].id, reason="a mistake"),
        admin.slash("general", "settings set", speed_points=True),
        admin.slash("general", "schedule add", channel=server.channel("quiz"), time="09:00"),
        admin.slash("general", "schedule blackout"),
    )
    public = (ana.slash("general", "leaderboard"), admin.slash("general", "leaderboard", season="start"))
    answers = await asyncio.gather(*map(finished, (*private, *public)))
    assert [answer.answered_by for answer in answers] == [Callback.DEFERRED_MESSAGE] * len(answers)
    assert all(1.4 < (answer.answered_after or 0) < 3 for answer in answers)
    assert [answer.private for answer in answers] == [True] * len(private) + [False] * len(public)
    assert [len(answer.messages) for answer in answers] == [1] * len(answers)
    assert [answer.refusals for answer in answers] == [()] * len(answers)


@pytest.mark.usefixtures("key")
async def test_what_is_quick_is_answered_at_once(bot: RoadmapBot, ana: Person, admin: Person) -> None:
    for exchange in (
        await ana.slash("general", "quiz"),
        await ana.slash("general", "leaderboard"),
        await admin.slash("general", "settings show"),
    ):
        assert exchange.answered_by is Callback.MESSAGE
        assert len(exchange.messages) == 1
        assert exchange.edits == ()


@pytest.mark.usefixtures("impatient")
async def test_what_turns_out_to_be_private_leaves_nothing_in_public(
    server: Server, bot: RoadmapBot, monkeypatch: pytest.MonkeyPatch, ana: Person
) -> None:
    async with bot.assistant.database.writing() as connection:
        await change(connection, server.home.id, hidden_board=True)
    slow(monkeypatch, bot.assistant.boards, "show", LATE)
    shown = await finished(ana.slash("general", "leaderboard"))
    assert shown.private
    assert "Only admins see the whole board here" in shown.text
    assert seen_by_all(server) == []


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("private", [True, False])
async def test_what_fails_late_is_told_in_private(
    server: Server, bot: RoadmapBot, monkeypatch: pytest.MonkeyPatch, ana: Person, private: bool
) -> None:
    async def fail() -> None:
        raise RuntimeError("no way")

    monkeypatch.setattr(bot.assistant.boards, "show", _later(lambda *_, **__: fail(), LATE))
    told = await finished(ana.slash("general", "leaderboard", private=private))
    assert "Something broke on my side" in told.text
    assert [message.private for message in told.messages] == [True]
    assert seen_by_all(server) == []


@pytest.mark.usefixtures("impatient")
async def test_a_late_file_comes_with_its_message(
    bot: RoadmapBot, monkeypatch: pytest.MonkeyPatch, ana: Person
) -> None:
    page = await ana.slash("general", "me")
    slow(monkeypatch, bot.assistant.own_pages, "export", LATE)
    exported = await finished(ana.click(page.message, label="Export my data"))
    assert exported.private
    assert len(exported.attachments) == 1


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("delays", [(LATE, 2 * LATE), (2 * LATE, LATE), (0.0, LATE), (LATE, 0.0)])
async def test_of_two_processes_the_one_that_acts_answers_whoever_put_it_off(  # noqa: PLR0917 - fixtures
    server: Server,
    bot: RoadmapBot,
    monkeypatch: pytest.MonkeyPatch,
    admin: Person,
    clock: SetClock,
    delays: tuple[float, float],
) -> None:
    first = bot.assistant
    second = Assistant(first.asking, first.database, clock)
    slow(monkeypatch, first.reviewing, "void", delays[0])
    slow(monkeypatch, second.reviewing, "void", delays[1])
    async with connected(server, second):
        void = await finished(admin.slash("general", "questions void", question=first.bank[0].id, reason="a mistake"))
        await asyncio.sleep(2 * LATE)
    assert "is void here" in void.text
    assert len(void.messages) == 1
    assert not void.thinking

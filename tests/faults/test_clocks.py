"""The machine's clock is wrong, or jumps: quizzes go by Discord's, as the clicks on them do."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.assistant import Assistant
from bot.clock import Watch
from bot.frontends.discord.client import RoadmapBot
from bot.frontends.discord.discord_time import Listener
from bot.frontends.discord.hearing import listen
from bot.guilds import life
from bot.housekeeping import tidy
from bot.quiz.round import State
from bot.storage.tables import round as round_
from tests.bot.clocks import SetClock
from tests.bot.frontends.discord.connecting import connected
from tests.discord_server import AnswerLost, NoFaults, Person, Requests, Server
from tests.faults.quiz import Quiz

JUMPS = [timedelta(hours=9), -timedelta(hours=9)]
MESSAGES = "/channels/{channel_id}/messages"


class Machine:
    """A machine whose clock can be set, and whose steady seconds cannot."""

    def __init__(self) -> None:
        self.clock = SetClock(datetime.now(UTC))
        self.seconds = 0.0
        self.watch = Watch(self.clock, lambda: self.seconds)
        self.listener = Listener(self.watch)

    def pass_(self, **length: float) -> None:
        """Let time pass, as it really does."""
        self.clock.pass_(**length)
        self.seconds += timedelta(**length).total_seconds()


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def clock(machine: Machine) -> Watch:
    return machine.watch


@pytest.fixture
async def bot(server: Server, assistant: Assistant, machine: Machine) -> AsyncIterator[RoadmapBot]:
    listen(machine.listener.heard)
    async with connected(server, assistant) as bot:
        yield bot


@pytest.mark.parametrize("jump", JUMPS, ids=lambda jump: f"{jump.total_seconds() / 3600:+.0f} h")
async def test_a_jump_closes_no_round_early_and_keeps_none_open(  # noqa: PLR0917 - fixtures
    quiz: Quiz, machine: Machine, ana: Person, admin: Person, jump: timedelta, caplog: pytest.LogCaptureFixture
) -> None:
    message = await quiz.posted()
    await ana.click(message, label="A")
    machine.clock.moment += jump
    await quiz.running.tick()
    assert await quiz.states() == [State.OPEN, State.PLANNED]
    assert "2 people answered" in (await admin.click(message, label="B")).text
    assert f"{'ahead of' if jump > timedelta() else 'behind'} Discord's: I go by Discord's" in caplog.text
    machine.pass_(hours=8, seconds=10)
    await quiz.running.tick()
    assert await quiz.states() == [State.CLOSED, State.PLANNED]
    assert "2 people answered" in quiz.seen[0].text
    assert quiz.told == []


@pytest.mark.parametrize("jump", JUMPS, ids=lambda jump: f"{jump.total_seconds() / 3600:+.0f} h")
async def test_a_clock_that_is_wrong_from_the_start_is_not_gone_by(
    server: Server, machine: Machine, assistant: Assistant, admin: Person, jump: timedelta
) -> None:
    machine.clock.moment += jump
    listen(machine.listener.heard)
    async with connected(server, assistant) as bot:
        quiz = Quiz(server, bot, assistant, machine.watch, admin)
        message = await quiz.posted()
        opened = (await quiz.kept()).opened_at
    assert opened is not None
    assert abs(opened - message.sent_at) < timedelta(seconds=5)


async def test_nothing_is_deleted_by_a_clock_that_is_months_ahead(
    server: Server, quiz: Quiz, machine: Machine, ana: Person
) -> None:
    message = await quiz.posted()
    await ana.click(message, label="A")
    await life.removed(quiz.assistant.database, server.home.id, machine.watch())
    machine.clock.pass_(days=90)
    await tidy(quiz.assistant.database, machine.watch())
    assert await quiz.choices() == {ana.id: 1}
    machine.pass_(days=31)
    await tidy(quiz.assistant.database, machine.watch())
    assert await quiz.choices() == {}


async def test_discord_is_asked_for_the_time_when_the_clock_jumps_and_not_again_and_again(
    server: Server, bot: RoadmapBot, machine: Machine
) -> None:
    async def looked() -> int:
        await machine.listener.look(bot.http)
        return len(server.log.requests("GET", "/gateway"))

    assert await looked() == 0
    # A machine that stood still for six hours: its steady seconds know nothing of them.
    machine.watch.set(datetime.now(UTC) - timedelta(hours=6))
    assert machine.watch() < datetime.now(UTC) - timedelta(hours=5)
    assert await looked() == 1
    assert abs(machine.watch() - datetime.now(UTC)) < timedelta(seconds=5)
    machine.clock.pass_(hours=1)
    assert [await looked() for _ in range(3)] == [1, 1, 1]


async def test_a_message_sent_by_a_clock_that_was_ahead_is_looked_for_before_it_is_sent_again(
    quiz: Quiz, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    server.faults = AnswerLost(Requests("POST", MESSAGES))
    await quiz.plan()
    await quiz.running.tick()
    assert "has to wait" in caplog.text
    server.faults = NoFaults()
    async with quiz.assistant.database.writing() as connection:
        ahead = {"first_try": quiz.clock() + timedelta(hours=3), "lease_until": None}
        await connection.execute(update(round_).values(**ahead))
    await quiz.running.tick()
    assert len(server.log.requests("GET", MESSAGES)) == 1
    assert (await quiz.kept()).message_id == quiz.seen[0].id
    assert len(quiz.seen) == 1


@pytest.mark.parametrize("date", ["", "yesterday", "Wed, 99 Nov 2026 12:00:00 GMT"])
def test_an_answer_without_a_date_sets_no_watch(machine: Machine, date: str) -> None:
    before = machine.watch()
    machine.listener.hear(date)
    assert machine.watch() == before

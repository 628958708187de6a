"""What becomes of rounds that could not be posted at once."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from bot.actions import Answer
from bot.ask.service import Asking
from bot.assistant import Assistant
from bot.guilds.guild import Home
from bot.people import Member
from bot.quiz import rounds
from bot.quiz.round import Key, Round, State
from bot.quiz.running import Running
from bot.simulate.clock import VirtualClock
from bot.simulate.moments import Died
from bot.simulate.place import Message, Place
from bot.storage.engine import Database
from tests.bot.quiz.rounds_in import daily

GUILD, CHANNEL = 5001, 7001
DUE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(DUE - timedelta(hours=1))


@pytest.fixture
def place(clock: VirtualClock) -> Place:
    return Place(clock, Lucky())


@pytest.fixture
def assistant(asking: Asking, database: Database, clock: VirtualClock) -> Assistant:
    return Assistant(asking, database, clock)


@pytest.fixture
def running(assistant: Assistant, place: Place) -> Running:
    return assistant.running(place, Home.DISCORD, "me")


class Lucky(Random):
    """A network that loses nothing."""

    def random(self) -> float:
        return 0.5


async def first_round(database: Database) -> Round:
    async with database.reading() as connection:
        found = await rounds.find(connection, Key(GUILD, 1))
    assert found is not None
    return found


async def test_a_round_that_had_to_wait_can_be_answered_for_its_whole_time(
    database: Database, clock: VirtualClock, place: Place, running: Running
) -> None:
    await daily(database, GUILD, CHANNEL, clock(), open_for=timedelta(minutes=30))
    clock.reach(DUE)
    place.down = True
    await running.tick()
    place.down = False
    clock.reach(DUE + timedelta(minutes=40))
    await running.tick()
    (message,) = place.messages
    assert message.ends - message.made_at > timedelta(minutes=29)
    assert (await first_round(database)).ends == message.ends


async def test_a_round_that_never_got_through_is_not_said_to_be_missed_by_a_bot_that_slept(
    database: Database, clock: VirtualClock, place: Place, running: Running
) -> None:
    await daily(database, GUILD, CHANNEL, clock())
    clock.reach(DUE)
    place.down = True
    await running.tick()
    clock.reach(DUE + timedelta(hours=3))
    place.down = False
    await running.tick()
    missed = await first_round(database)
    assert (missed.state, missed.reason) == (State.MISSED, "I tried in time and did not get through.")
    ((_, _, told),) = place.told
    assert "I tried in time and did not get through. It goes on with the next one" in told


async def test_an_answer_counts_also_where_its_message_is_out_of_reach_later(
    database: Database, assistant: Assistant, clock: VirtualClock, place: Place, running: Running
) -> None:
    await daily(database, GUILD, CHANNEL, clock())
    clock.reach(DUE)

    async def answered_before_the_crash(message: Message) -> None:
        press = clock.snowflake(clock())
        await assistant.quizzing.answer(Member(GUILD, 9, "Ana"), Answer(message.key.number, 0), press)
        raise Died

    place.posted = answered_before_the_crash
    with pytest.raises(Died):
        await running.tick()
    clock.reach(DUE + timedelta(hours=9))
    place.forbidden.add(CHANNEL)
    await running.tick()
    scored = await first_round(database)
    assert scored.state is State.CLOSED
    assert scored.tally is not None
    assert scored.tally.answers == 1

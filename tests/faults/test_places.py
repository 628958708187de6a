"""What a quiz stands on is taken away in its middle: rights, its message, its channel, the whole guild."""

import pytest

from bot.frontends.discord.client import RoadmapBot
from bot.quiz.round import State
from tests.bot.clocks import SetClock
from tests.discord_server import Permission, Person, Server
from tests.faults.quiz import Quiz, eventually

HANDS_OFF = Permission.VIEW_CHANNEL | Permission.SEND_MESSAGES


async def test_rights_taken_away_in_mid_round_cost_nobody_an_answer_and_pause_the_schedule_at_the_next(
    server: Server, quiz: Quiz, clock: SetClock, ana: Person, caplog: pytest.LogCaptureFixture
) -> None:
    message = await quiz.posted()
    server.deny("quiz", HANDS_OFF)
    assert "**A**" in (await ana.click(message, label="A")).text
    await quiz.running.tick()
    clock.pass_(hours=9)
    await quiz.running.tick()
    assert await quiz.states() == [State.CLOSED, State.PLANNED]
    assert (await quiz.kept()).tally is not None
    assert quiz.told == []
    clock.pass_(hours=15)
    await quiz.running.tick()
    assert await quiz.states() == [State.CLOSED, State.FAILED]
    assert "Allow" in (await quiz.paused() or "")
    (told,) = quiz.told
    assert "Schedule 1 is paused" in told
    assert "is refused: I can't see its channel. Allow View Channel there." in caplog.text


async def test_a_result_that_can_no_longer_be_put_into_its_message_is_shown_where_one_asks(
    server: Server, quiz: Quiz, clock: SetClock, ana: Person
) -> None:
    message = await quiz.posted()
    await ana.click(message, label="A")
    server.deny("quiz", HANDS_OFF)
    clock.pass_(hours=9)
    await quiz.running.tick()
    assert "A" in (await ana.slash("general", "quiz", number=1)).text
    assert "1 person answered" in (await ana.slash("general", "quiz", number=1)).text


async def test_a_message_that_is_deleted_in_mid_round_leaves_the_round_open_to_who_asks_for_it(  # noqa: PLR0917 - fixtures
    server: Server, quiz: Quiz, clock: SetClock, ana: Person, admin: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    message = await quiz.posted()
    await ana.click(message, label="A")
    server.delete_message(message)
    mine = await admin.slash("general", "quiz")
    assert "**B**" in (await admin.click(mine.message, label="B")).text
    clock.pass_(hours=9)
    await quiz.running.tick()
    closed = await quiz.kept()
    assert closed.state is State.CLOSED
    assert closed.tally is not None
    assert closed.tally.answers == 2
    assert "has no message any more that could show its end" in caplog.text
    assert quiz.seen == []
    assert quiz.told == []


async def test_a_channel_that_is_deleted_in_mid_round_pauses_the_schedule_and_the_round_still_counts(
    server: Server, quiz: Quiz, bot: RoadmapBot, clock: SetClock, ana: Person
) -> None:
    message = await quiz.posted()
    await ana.click(message, label="A")
    gone = server.channel("quiz")
    server.delete_channel("quiz")
    await server.until(lambda: bot.get_channel(gone.id) is None)
    await bot.drain()
    assert "its channel was deleted" in (await quiz.paused() or "")
    clock.pass_(hours=9)
    await quiz.running.tick()
    assert await quiz.states() == [State.CLOSED]
    assert await quiz.choices() == {ana.id: 1}
    (told,) = quiz.told
    assert "its channel was deleted. Name another with /schedule edit." in told


async def test_a_channel_whose_deletion_nobody_heard_of_pauses_the_schedule_at_the_next_quiz(
    server: Server, quiz: Quiz, clock: SetClock
) -> None:
    await quiz.plan()
    server.call(lambda: server.world.channels.pop(server.channel("quiz").id))
    await quiz.running.tick()
    assert "its channel is gone. Name another with /schedule edit." in (await quiz.paused() or "")
    assert len(quiz.told) == 1


async def test_a_guild_that_leaves_in_mid_round_and_comes_back_finds_its_round_and_its_schedule(
    server: Server, quiz: Quiz, clock: SetClock, ana: Person
) -> None:
    message = await quiz.posted()
    await ana.click(message, label="A")
    server.dismiss_bot(server.home)
    await eventually(quiz.is_away)
    assert await quiz.states() == [State.OPEN]
    server.welcome_bot(server.home)
    await eventually(quiz.is_here)
    assert await quiz.states() == [State.OPEN, State.PLANNED]
    assert "1 person answered" in (await ana.click(message, label="B")).text
    clock.pass_(hours=9)
    await quiz.running.tick()
    assert "1 person answered" in quiz.seen[0].text
    assert await quiz.paused() is None


async def test_a_round_that_ends_while_the_guild_is_away_is_scored_and_pauses_nothing(
    server: Server, quiz: Quiz, clock: SetClock, ana: Person
) -> None:
    message = await quiz.posted()
    await ana.click(message, label="A")
    server.dismiss_bot(server.home)
    await eventually(quiz.is_away)
    clock.pass_(hours=9)
    await quiz.running.tick()
    assert await quiz.states() == [State.CLOSED]
    server.welcome_bot(server.home)
    await eventually(quiz.is_here)
    assert await quiz.paused() is None
    assert "1 person answered" in (await ana.slash("general", "quiz", number=1)).text

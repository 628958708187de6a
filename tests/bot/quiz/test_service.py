"""What people are shown of quizzes that are open."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.actions import ShowRound, ShowRounds
from bot.cards import Card
from bot.guilds.guild import Home, change
from bot.layout import written
from bot.people import Member
from bot.quiz import rounds
from bot.quiz.answering import Answering
from bot.quiz.cards import RoundCards
from bot.quiz.closing import close_ended
from bot.quiz.round import Key
from bot.quiz.service import Quizzing
from bot.scores.forgetting import forget_old
from bot.storage.engine import Database
from bot.storage.tables import round as round_
from knowledge.model import Roadmap
from tests.bot.clocks import SetClock
from tests.bot.quiz.questions import question
from tests.bot.quiz.rounds_in import opened

GUILD = 10**18
ANA = Member(GUILD, 1, "Ana")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 11, 25, 9, tzinfo=UTC))


@pytest.fixture
def quizzing(database: Database, roadmap: Roadmap, clock: SetClock) -> Quizzing:
    return Quizzing(database, Answering(database), RoundCards(roadmap), set(), clock)


async def quizzes(database: Database, clock: SetClock, *lengths: timedelta, guild: int = GUILD) -> None:
    """Open quizzes a second apart, each for so long."""
    for length in lengths:
        await opened(database, guild, clock(), question(), open_for=length)
        clock.pass_(seconds=1)


def titles(cards: tuple[Card, ...]) -> list[str]:
    return [written(card).split(" · ")[0] for card in cards]


async def test_short_quizzes_in_their_grace_hide_no_long_one(
    database: Database, quizzing: Quizzing, clock: SetClock
) -> None:
    await quizzes(database, clock, 8 * HOUR, *4 * [MINUTE])
    clock.pass_(minutes=1)
    assert titles(await quizzing.open_rounds(ANA)) == ["Quiz 1"]


async def test_open_quizzes_that_have_no_room_are_named(
    database: Database, quizzing: Quizzing, clock: SetClock
) -> None:
    await quizzes(database, clock, *3 * [HOUR])
    await quizzes(database, clock, HOUR, guild=GUILD + 1)
    assert "more: /quiz" not in written((await quizzing.open_rounds(ANA))[-1])
    await quizzes(database, clock, *2 * [HOUR])
    shown = await quizzing.open_rounds(ANA)
    assert titles(shown) == ["Quiz 5", "Quiz 4", "Quiz 3"]
    assert "And 2 more: /quiz 2, /quiz 1." in written(shown[-1])
    await quizzes(database, clock, *6 * [HOUR])
    assert "And 8 more: /quiz 8, /quiz 7, /quiz 6, /quiz 5, /quiz 4, …" in written(
        (await quizzing.open_rounds(ANA))[-1]
    )


async def test_where_no_quiz_is_open_that_is_told(database: Database, quizzing: Quizzing, clock: SetClock) -> None:
    await quizzes(database, clock, MINUTE)
    clock.pass_(minutes=1)
    assert titles(await quizzing.open_rounds(ANA)) == ["No quiz is open.\nNone is planned yet."]


async def test_a_past_quiz_whose_answers_were_deleted_does_not_say_that_one_gave_none(
    database: Database, quizzing: Quizzing, clock: SetClock
) -> None:
    await quizzes(database, clock, HOUR)
    clock.pass_(hours=1, minutes=1)
    await close_ended(database, Home.DISCORD, clock())
    assert "You did not answer it." in written(await quizzing.show(ANA, ShowRound(1)))
    clock.pass_(days=31)
    async with database.writing() as connection:
        await change(connection, GUILD, retention_days=30)
        assert await forget_old(connection, GUILD, clock()) == 1
    assert "Answers to it are no longer kept." in written(await quizzing.show(ANA, ShowRound(1)))
    assert "answers no longer kept" in written(await quizzing.past_rounds(ANA, ShowRounds(1)))


async def test_a_quiz_whose_question_cannot_be_read_hides_no_other(
    database: Database, quizzing: Quizzing, clock: SetClock
) -> None:
    await quizzes(database, clock, HOUR, HOUR, 8 * HOUR, 8 * HOUR)
    async with database.writing() as connection:
        for number in (2, 4):
            await connection.execute(update(round_).where(rounds.is_(Key(GUILD, number))).values(question="{}"))
    (shown,) = await quizzing.open_rounds(ANA)
    assert titles((shown,)) == ["Quiz 3"]
    assert "And 1 more: /quiz 1." in written(shown)
    clock.pass_(hours=1, minutes=1)
    await close_ended(database, Home.DISCORD, clock())
    async with database.writing() as connection:
        assert await rounds.close(connection, Key(GUILD, 2), clock())
    past = await quizzing.past_rounds(ANA, ShowRounds(1))
    assert [button.label for button in past.buttons] == ["Quiz 1"]

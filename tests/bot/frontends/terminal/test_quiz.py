"""Quizzes in the terminal: due rounds, answers by letter, and several chats on one database."""

import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.ask.service import Asking
from bot.frontends.terminal.member import member_called, user_id_of
from bot.frontends.terminal.presses import Presses
from bot.guilds.guild import TERMINAL
from bot.quiz import reports, rounds
from bot.quiz.round import Key, Round, letters
from bot.snowflakes import made_at
from bot.storage.engine import Database
from tests.bot.clocks import SetClock
from tests.bot.frontends.terminal.talking import Talk, kept
from tests.bot.quiz.rounds_in import daily


class House:
    """People at their terminals, each with a process of their own, all on one database."""

    def __init__(self, asking: Asking, file: Path, clock: SetClock, stack: AsyncExitStack) -> None:
        self._asking, self._file, self._stack = asking, file, stack
        self.clock = clock

    async def sits(self, name: str) -> Talk:
        assistant = await self._stack.enter_async_context(kept(self._asking, self._file, self.clock))
        self.database: Database = assistant.database
        talk = Talk(assistant, name)
        await talk.chat.news.begin()
        return talk

    async def round(self, number: int = 1) -> Round:
        async with self.database.reading() as connection:
            found = await rounds.find(connection, Key(TERMINAL, number))
        assert found is not None
        return found

    async def right(self, number: int = 1) -> str:
        return letters((await self.round(number)).solution)


@pytest.fixture
async def house(asking: Asking, tmp_path: Path) -> AsyncIterator[House]:
    clock = SetClock(datetime(2026, 11, 25, 8, 59, tzinfo=UTC))
    async with AsyncExitStack() as stack:
        yield House(asking, tmp_path / "bot.sqlite3", clock, stack)


async def test_a_due_round_is_shown_once_and_answered_by_its_letter(house: House) -> None:
    ana = await house.sits("Ana")
    await daily(house.database, TERMINAL, TERMINAL, house.clock())
    assert await ana.waits() == ""
    house.clock.pass_(minutes=1)
    shown = await ana.waits()
    assert shown.startswith("Quiz 1 · ")
    assert "\nA  B  C" in shown
    assert "(in 8 hours)" in shown
    assert await ana.waits() == ""
    assert (await ana.say("b")).startswith("Your answer to quiz 1: B.\n")
    assert "1 person answered so far" in await ana.say("A.")
    assert "Your answer: A." in await ana.say("/quiz")


async def test_two_chats_on_one_database_play_the_same_round(house: House) -> None:
    ana, bo = await house.sits("ana"), await house.sits("bo")
    asked = await ana.say("/quiz now 5m")
    assert (await bo.waits()).splitlines()[0] == asked.splitlines()[0]
    right = await house.right()
    wrong = "B" if right == "A" else "A"
    await ana.say(right)
    assert "2 people answered so far" in await bo.say(wrong)
    house.clock.pass_(minutes=5, seconds=4)
    hers, his = await ana.waits(), await bo.waits()
    assert f"Your answer: {right}, right." in hers
    assert f"Your answer: {wrong}, wrong." in his
    assert "2 people answered, 1 right." in hers
    assert await ana.waits() + await bo.waits() == ""


async def test_a_round_that_is_due_in_two_chats_is_posted_once(house: House) -> None:
    ana, bo = await house.sits("ana"), await house.sits("bo")
    await daily(house.database, TERMINAL, TERMINAL, house.clock())
    house.clock.pass_(minutes=1)
    assert (await ana.waits()).count("Quiz 1 · ") == (await bo.waits()).count("Quiz 1 · ") == 1
    house.clock.pass_(days=1)
    assert (await bo.waits()).count("Quiz 2 · ") == (await ana.waits()).count("Quiz 2 · ") == 1


async def test_after_a_restart_an_open_round_is_shown_again_with_ones_answer(house: House) -> None:
    first = await house.sits("ana")
    await first.say("/quiz now")
    await first.say("c")
    house.clock.pass_(minutes=2)
    again = await house.sits("Ana")
    assert "Your answer: C." in await again.waits()
    assert (await again.say("d" if "  D. " in await again.say("/quiz") else "a")).startswith("Your answer to quiz 1: ")
    house.clock.pass_(hours=9)
    assert "1 person answered" in await again.waits()
    assert "No quiz is open." in await again.say("/quiz")


async def test_a_question_is_reported_with_a_reason_while_it_can_be_answered(house: House) -> None:
    ana = await house.sits("ana")
    asked = await ana.say("/quiz now")
    number = next(mark.split()[0] for mark in asked.splitlines()[-2].split("  ") if "Report" in mark)
    assert "write /report 1 … and the reason." in await ana.say(number)
    assert "Thank you for reporting the question of quiz 1." in await ana.say("/report 1 B is right too")
    assert "Your answer to quiz 1: A." in await ana.say("a")
    async with house.database.reading() as connection:
        (reported,) = await reports.open_(connection, TERMINAL)
    assert reported.reasons == ("B is right too",)


@pytest.mark.parametrize("typed", ["/report", "/report 1", "/report one B is right too"])
async def test_a_report_that_can_t_be_read_says_how_it_is_written(house: House, typed: str) -> None:
    ana = await house.sits("ana")
    await ana.say("/quiz now")
    assert await ana.say(typed) == "Write /report NUMBER|practice REASON, such as /report 3 B is right too.\n\n"
    assert "There is no quiz 7 to report" in await ana.say("/report 7 B is right too")
    assert "in 3 to 500 characters" in await ana.say("/report #1 no")


async def test_a_round_that_ended_before_one_came_is_found_among_the_past(house: House) -> None:
    ana = await house.sits("ana")
    await ana.say("/quiz now 1m")
    house.clock.pass_(minutes=2)
    await ana.waits()
    bo = await house.sits("bo")
    assert await bo.waits() == ""
    assert "Quiz 1 · 2 minutes ago · not answered" in await bo.say("/quiz past")
    assert "You did not answer it." in await bo.say("1")
    assert "You did not answer it." in await bo.say("/quiz 1")


async def test_a_letter_that_is_no_option_is_told(house: House) -> None:
    ana = await house.sits("ana")
    await ana.say("/quiz now")
    options = len((await house.round()).asked.options)
    assert await ana.say("F") == f"There is no F here, only A to {'ABCDE'[options - 1]}.\n\n"


async def test_a_late_letter_is_told_and_changes_nothing(house: House) -> None:
    ana = await house.sits("ana")
    await ana.say("/quiz now 1m")
    await ana.say("a")
    house.clock.pass_(minutes=1)
    assert "Quiz 1 closed now. Your answer was A." in await ana.say("b")
    house.clock.pass_(seconds=4)
    assert "Your answer: A, " in await ana.waits()


async def test_a_letter_before_any_question_was_shown_is_told_the_way_to_one(house: House) -> None:
    ana = await house.sits("ana")
    assert "No question is shown that a letter answers." in await ana.say("b")


async def test_a_letter_answers_the_question_that_was_shown_last_whatever_was_shown_since(house: House) -> None:
    ana = await house.sits("ana")
    await ana.say("/quiz now")
    await ana.say("/leaderboard")
    assert "Your answer to quiz 1: B." in await ana.say("b")
    await ana.say("/pattern saga")
    assert "Your answer to quiz 1: C." in await ana.say("c")


async def test_a_round_that_comes_leaves_the_numbers_on_the_screen_as_they_were(house: House) -> None:
    ana = await house.sits("ana")
    await daily(house.database, TERMINAL, TERMINAL, house.clock())
    await ana.say("/pattern saga")
    house.clock.pass_(minutes=1)
    await ana.waits()
    assert (await ana.say("4")).startswith("CQRS")


async def test_of_several_open_rounds_letters_mean_the_last_and_numbers_the_others(house: House) -> None:
    ana = await house.sits("ana")
    await ana.say("/quiz now")
    house.clock.pass_(minutes=1)
    await ana.say("/quiz now")
    both = await ana.say("/quiz")
    assert both.index("Quiz 2") < both.index("1 A  2 B") < both.index("Quiz 1") < both.index("A  B  C")
    assert (await ana.say("2")).startswith("Your answer to quiz 2: B.")
    assert (await ana.say("b")).startswith("Your answer to quiz 1: B.")


async def test_practice_asks_about_a_topic_and_explains_at_once(house: House) -> None:
    ana = await house.sits("ana")
    for typed in ("/practice", "/practice saga", "/practice outbox", "/practice resilience"):
        assert (await ana.say(typed)).startswith("Practice · 1 of 1"), typed
        said = await ana.say("a")
        if done := re.search(r"(\d) Done", said):
            said = await ana.say(done[1])
        assert re.search("(is|are) right[.]", said.splitlines()[0])
    assert (await ana.say("1")).startswith("Practice · ")
    assert '"zork" isn\'t a topic' in await ana.say("/practice zork")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/quiz x", "Write /quiz [now [5m] | past | NUMBER], such as /quiz 3."),
        ("/quiz 77", "There is no quiz 77 to show. /quiz lists those there are."),
        ("/quiz now soon", '"soon" isn\'t a length of time. Give numbers with units, for example 90m, 8h or 1 day 2 hours.'),
        ("/quiz now 8d", '"8d" is too long. Give 1 minute to 7 days.'),
        ("/quizz", "There is no command /quizz. Did you mean /quiz [now [5m] | past | NUMBER]?"),
        ("/practise saga", "There is no command /practise. Did you mean /practice [TOPIC] [easy|medium|hard] [COUNT]?"),
    ],
)  # fmt: skip
async def test_slips_are_told_with_what_to_type(house: House, typed: str, said: str) -> None:
    ana = await house.sits("ana")
    assert (await ana.say(typed)).splitlines()[0] == said


async def test_questions_are_answered_while_the_database_cannot_be_used(house: House) -> None:
    ana = await house.sits("ana")
    file = house.database.file
    assert file is not None
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TABLE round")
    said = f"The database {file} cannot be used (no such table: round)."
    assert (await ana.waits()).startswith(said)
    assert await ana.waits() == ""
    assert (await ana.say("saga")).startswith("Saga")
    assert (await ana.say("/quiz")).startswith(said)


def test_a_name_is_one_person_whatever_its_capitals() -> None:
    assert member_called("  Ana ").name == "Ana"
    assert user_id_of("Ana") == user_id_of(" ANA")
    assert user_id_of("ana") != user_id_of("bo")
    assert 0 < user_id_of("Zoë") < 2**63
    assert member_called("").name


def test_presses_rise_within_a_process_and_differ_between_processes() -> None:
    clock = SetClock(datetime(2026, 11, 25, 9, tzinfo=UTC))
    presses, others = Presses(clock, 1), Presses(clock, 2)
    made = [presses.next() for _ in range(3)]
    assert made == sorted(set(made))
    assert others.next() not in made
    assert made_at(made[0]) == clock()
    clock.moment -= timedelta(minutes=1)
    assert presses.next() > made[-1]

"""Learning in the terminal: practice, paths, progress and the map, as on Discord."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.ask.service import Asking
from bot.frontends.terminal.learn import read_path, read_practice
from bot.frontends.terminal.member import user_id_of
from bot.guilds.guild import TERMINAL
from bot.learn import sittings
from bot.quiz import reports
from tests.bot.clocks import SetClock
from tests.bot.frontends.terminal.talking import Talk
from tests.bot.frontends.terminal.test_quiz import House
from tests.roadmaps.shelf import BACKUPS, asking_about


@pytest.fixture
async def house(asking: Asking, tmp_path: Path) -> AsyncIterator[House]:
    async with AsyncExitStack() as stack:
        clock = SetClock(datetime(2026, 11, 25, 8, 59, tzinfo=UTC))
        yield House(asking, tmp_path / "bot.sqlite3", clock, stack)


async def answer(talk: Talk, house: House, name: str, *, right: bool) -> str:
    """Answer the question of a sitting, by all its right letters or by one that is wrong."""
    async with house.database.reading() as connection:
        shown = await sittings.find(connection, user_id_of(name))
    assert shown is not None
    course = talk.assistant.course
    item = shown.arrange(course.items[shown.questions[shown.place]])
    wrong = next(place for place in range(len(item.options)) if place not in item.right)
    for place in item.right if right else (wrong,):
        said = await talk.say("abcdef"[place])
    return await talk.say(str(len(item.options) + 1)) if item.multiple else said


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", ("", "", 10)),
        ("saga", ("saga", "", 10)),
        ("3", ("", "", 3)),
        ("hard", ("", "hard", 10)),
        ("Circuit Breaker, saga EASY 5", ("Circuit Breaker, saga", "easy", 5)),
        ("saga 5 medium", ("saga", "medium", 5)),
        ("group 2", ("group 2", "", 10)),
        ("group 2 7", ("group 2", "", 7)),
        ("chapter 2", ("chapter 2", "", 10)),
        ("no. 2 hard", ("no. 2", "hard", 10)),
    ],
)
def test_topic_difficulty_and_count_are_told_apart(asking: Asking, typed: str, meant: tuple[str, str, int]) -> None:
    assert read_practice(typed, asking.guide.speech) == meant


async def test_a_group_and_a_post_are_named_by_number_in_the_roadmap_s_language(
    cache_home: Path, tmp_path: Path
) -> None:
    async with AsyncExitStack() as stack:
        clock = SetClock(datetime(2026, 11, 25, 8, 59, tzinfo=UTC))
        house = House(asking_about(BACKUPS, cache_home), tmp_path / "bot.sqlite3", clock, stack)
        ana = await house.sits("ana")
        for topic in ("Gruppe 2", "Kapitel 2"):
            assert (await ana.say(f"/practice {topic}")).startswith("Übung · 1 von ")


def test_a_path_may_be_the_full_one() -> None:
    assert read_path("service mesh FULL") == ("service mesh", True)
    assert read_path("full") == ("full", False)


async def test_what_can_be_chosen_may_be_typed_by_its_words_too(house: House) -> None:
    ana = await house.sits("ana")
    await ana.say("/practice saga 2")
    assert (await ana.say("skip")).startswith("Practice · 2 of ")
    assert (await ana.say("STOP")).startswith("Practice is over")
    # Once it can't be chosen any more, the word is a question again.
    assert (await ana.say("skip")).startswith("What you can skip")


async def test_a_sitting_runs_to_its_end_with_what_was_missing_and_what_is_next(house: House) -> None:
    ana = await house.sits("ana")
    shown = await ana.say("/practice saga 1")
    assert shown.startswith("Practice · 1 of 2 · ")
    assert "New to you: your topic leans on it." in shown
    assert "Practice · 2 of 2" in await ana.say("5" if "  D. " in shown else "4")
    told = await answer(ana, house, "ana", right=False)
    assert told.startswith("Not quite.")
    assert "Saga leans on Dead Letter Queue, which you have not answered yet: " in told
    over = await ana.say("1")
    assert over.startswith("Practice is over: 0 of 1 answer right.")
    assert "Challenge: Move a monolith in 18 months" in over
    assert "Practise 1 to 50 questions" in await ana.say("/practice 51")


async def test_practice_goes_on_after_a_restart(house: House) -> None:
    first = await house.sits("ana")
    await first.say("/practice resilience easy 3")
    await answer(first, house, "ana", right=True)
    house.clock.pass_(minutes=5)
    again = await house.sits("Ana")
    shown = await again.say("/practice")
    assert shown.startswith("Practice · 2 of 3 · easy")
    assert "You go on with what you began 5 minutes ago." in shown
    assert "1 of 2 right so far" in await answer(again, house, "ana", right=False)
    house.clock.pass_(hours=12)
    assert (await again.say("/practice")).startswith("Practice · 1 of 10")


async def test_a_letter_after_a_restart_is_told_the_way_back_to_its_question(house: House) -> None:
    await (await house.sits("ana")).say("/practice resilience easy 3")
    again = await house.sits("ana")
    said = await again.say("b")
    assert "No question is shown" in said
    assert "/practice shows yours again" in said
    assert (await again.say("/practice")).startswith("Practice · 1 of 3")


async def test_people_at_one_database_practise_apart(house: House) -> None:
    ana, bo = await house.sits("ana"), await house.sits("bo")
    await ana.say("/practice saga easy 3")
    await bo.say("/practice saga easy 3")
    assert "1 of 1 right so far" in await answer(ana, house, "ana", right=True)
    house.clock.pass_(seconds=1)
    assert "0 of 1 right so far" in await answer(bo, house, "bo", right=False)


async def test_the_question_practised_last_is_reported(house: House) -> None:
    ana = await house.sits("ana")
    assert "There is no practice question to report." in await ana.say("/report practice it is odd")
    assert (await ana.say("/practice hard 1")).startswith("Practice · 1 of 1")
    assert "Thank you for reporting the question." in await ana.say("/report practice none is right")
    house.clock.pass_(seconds=1)
    await ana.say("/practice easy 2")
    told = await answer(ana, house, "ana", right=True)
    number = next(mark.split()[0] for mark in told.splitlines()[-2].split("  ") if "Report" in mark)
    assert "write /report practice … and the reason." in await ana.say(number)
    assert "Thank you for reporting the question." in await ana.say("/report practice it is odd")
    assert (await ana.say("1")).startswith("Practice · 2 of 2")
    async with house.database.reading() as connection:
        reported = await reports.open_(connection, TERMINAL)
    assert {one.reasons for one in reported} == {("none is right",), ("it is odd",)}


async def test_a_path_shows_one_s_own_marks(house: House) -> None:
    ana = await house.sits("ana")
    shown = await ana.say("/path service mesh")
    assert shown.startswith("Your path to Service Mesh\n")
    assert "1. Circuit Breaker – new, not read yet." in shown
    assert "1. Circuit Breaker – new, read." in await ana.say("1")
    again = await house.sits("ana")
    assert "You have read 1 of 15" in await again.say("/path service mesh full")
    assert (await again.say("path to service mesh")).startswith("Shortest path to Service Mesh")
    assert "Dead Letter Queue" in await again.say("/path dlq")
    assert 'nothing called "zork"' in await again.say("/path zork")


async def test_the_map_and_one_s_page_begin_empty_and_fill(house: House) -> None:
    ana = await house.sits("ana")
    nobody = await ana.say("/roadmap")
    assert "20 patterns in 5 groups" in nobody
    assert (await ana.say("/me")).startswith("Your progress\nYou have answered nothing yet")
    await ana.say("/practice bulkhead easy 1")
    await answer(ana, house, "ana", right=True)
    for typed in ("/roadmap", "/me"):
        said = await ana.say(typed)
        assert "ana · 0 of 20 solid" in said
        assert "• Bulkhead – learning" in said
        assert "• CQRS – new; needs Event Sourcing" in said
    assert "The next question comes back in" in said
    assert "Your scores" in said
    assert "Delete my data" in said


async def test_a_page_of_the_map_is_a_number(house: House) -> None:
    ana = await house.sits("ana")
    assert "Write /roadmap [PAGE], such as /roadmap 2." in await ana.say("/roadmap x")
    assert "20 patterns in 5 groups" in await ana.say("/roadmap 1")


async def test_the_map_is_shown_while_the_database_cannot_be_used(house: House) -> None:
    ana = await house.sits("ana")
    file = house.database.file
    assert file is not None
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TABLE memory")
    assert "• CQRS – needs Event Sourcing" in await ana.say("/roadmap")

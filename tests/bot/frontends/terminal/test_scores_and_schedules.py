"""Boards, one's own page and schedules in the terminal: the same services as on Discord."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.ask.service import Asking
from bot.frontends.terminal.schedule import read
from bot.quiz.schedule_cards import first_example
from bot.quiz.typed import Typed
from knowledge.languages import texts_in
from tests.bot.clocks import SetClock
from tests.bot.frontends.terminal.test_quiz import House

ENGLISH = texts_in("english")


@pytest.fixture
async def house(asking: Asking, tmp_path: Path) -> AsyncIterator[House]:
    async with AsyncExitStack() as stack:
        clock = SetClock(datetime(2026, 11, 25, 8, 59, tzinfo=UTC))
        yield House(asking, tmp_path / "bot.sqlite3", clock, stack)


async def test_points_of_a_round_stand_on_the_board_and_on_ones_page(house: House) -> None:
    ana, bo = await house.sits("Ana"), await house.sits("Bo")
    await ana.say("/quiz now 1m")
    await bo.waits()
    right = await house.right()
    await ana.say(right)
    await bo.say("B" if right == "A" else "A")
    house.clock.pass_(minutes=2)
    await ana.waits()
    board = await bo.say("/leaderboard")
    assert board.startswith("November 2026")
    assert "Ana" in board
    assert (await bo.say("/leaderboard week")).startswith("Week 48, 2026")
    assert (await bo.say("/leaderboard ALL 1")).startswith("All time")
    assert "Resilience" in await ana.say("/me") or "Right by group" in await ana.say("/me")


async def test_a_season_is_begun_and_ended_as_cards_say(house: House) -> None:
    ana = await house.sits("Ana")
    assert "Winter has begun" in await ana.say("/leaderboard season:start Winter")
    assert "Winter" in await ana.say("/leaderboard season")
    assert "Winter" in await ana.say("/leaderboard season end")


async def test_a_schedule_is_added_runs_and_is_removed(house: House) -> None:
    ana = await house.sits("Ana")
    assert (await ana.say("/schedule add 10:00 mon-fri Europe/Berlin")).startswith("Schedule 1 is added.")
    house.clock.pass_(minutes=1)
    assert "Quiz 1 · " in await ana.waits()
    assert "Quiz 3 · " in await ana.say("/schedule run")
    assert "is paused" in await ana.say("/schedule pause 1")
    assert "goes on" in await ana.say("/schedule resume 1")
    skipped = await ana.say("/schedule skip")
    take_back = skipped.partition("take that back: ")[2].splitlines()[0].rstrip(".")
    assert "Quizzes come again" in await ana.say(take_back)
    assert "Schedule 1 is changed." in await ana.say("/schedule edit 1 11:15")
    await ana.say("/schedule edit 1130")
    assert "11:30 Mon–Fri" in await ana.say("/schedule")
    await ana.say("/schedule remove 1")
    assert (await ana.say("1")).startswith("Schedule 1 is removed.")


async def test_the_first_example_of_a_schedule_works_as_it_is_written(house: House) -> None:
    ana = await house.sits("Ana")
    example = first_example(ENGLISH)
    assert example in await ana.say("/schedule")
    added = await ana.say(example)
    assert added.startswith("Schedule 1 is added.")
    assert "09:30 Mon–Fri Europe/Berlin · all topics" in added


async def test_dates_without_quiz_may_be_those_of_one_schedule(house: House) -> None:
    ana = await house.sits("Ana")
    await ana.say("/schedule add 10:00 daily UTC")
    assert "24 Dec 2026: schedule 1" in await ana.say("/schedule blackout #1 2026-12-24")
    assert "24 Dec 2026: schedule 1" in await ana.say("/schedule blackout")
    assert "come again" in await ana.say("/schedule blackout #1 2026-12-24 lift")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("09:30", Typed(time="09:30")),
        ("09:30 mon-fri Europe/Berlin", Typed(time="09:30", days="mon-fri", zone="Europe/Berlin")),
        ("9:30 am mon, wed New York", Typed(time="9:30 am", days="mon, wed", zone="New York")),
        ("09:30 Berlin", Typed(time="09:30", zone="Berlin")),
        ("09:30 mon-fre Europe/Berlin", Typed(time="09:30", days="mon-fre", zone="Europe/Berlin")),
        ("25:00 daily", Typed(time="25:00", days="daily")),
        ("daily", Typed(days="daily")),
        ("UTC", Typed(zone="UTC")),
        ("8:00 topics: saga, cqrs open_for: 2h", Typed(time="8:00", topics="saga, cqrs", open_for="2h")),
        ("8:00 Open-For: 2h catch-up:1h", Typed(time="8:00", open_for="2h", catch_up="1h")),
        ("time: 8:00", Typed(time="8:00")),
        ("", Typed()),
    ],
)
def test_a_schedule_is_read_in_order_or_by_names(typed: str, meant: Typed) -> None:
    assert read(typed, ENGLISH) == meant


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/schedule pause x", '"x" is no number of a schedule. /schedule list shows them.'),
        ("/schedule stop", "/schedule has add, edit, list, pause, resume, skip, run, preview, remove, blackout."),
        ("/leaderboard 2 3", "Write /leaderboard [week | month | season | all] [PAGE], such as /leaderboard week 2."),
        ("/leaderbord", "There is no command /leaderbord. Did you mean /leaderboard [week | month | season | all] [PAGE]?"),
    ],
)  # fmt: skip
async def test_slips_are_told_with_what_to_type(house: House, typed: str, said: str) -> None:
    ana = await house.sits("Ana")
    assert (await ana.say(typed)).splitlines()[0] == said

"""Boards and one's own page as cards, in words."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.actions import DeleteMe, ExportMe, HideMe, ShowBoard
from bot.cards import Card
from bot.clock import Clock
from bot.guilds import audit
from bot.guilds.audit import Entry
from bot.guilds.guild import change
from bot.layout import written
from bot.people import NOWHERE, Member
from bot.scores import own
from bot.scores.boards import AROUND
from bot.scores.service import Boards, OwnPages
from bot.storage.engine import Database
from knowledge.languages import texts_in
from tests.bot.clocks import SetClock
from tests.bot.quiz.rounds_in import daily
from tests.bot.scores.boards_in import fill
from tests.bot.scores.naive_boards import Total
from tests.bot.scores.played import RIGHT, WRONG, played, question

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
ANA, BO = Member(1, 1, "Ana"), Member(1, 2, "Bo")
ADA = Member(1, 9, "Ada", admin=True)
MONTH = ShowBoard("month", 1)
GROUPS = {"resilience": "Resilience", "foundations": "Foundations"}


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOON + timedelta(days=2))


@pytest.fixture
def boards(database: Database, clock: Clock) -> Boards:
    return Boards(database, texts_in("english"), clock)


@pytest.fixture
def pages(database: Database, clock: Clock) -> OwnPages:
    return OwnPages(database, GROUPS, texts_in("english"), clock)


def labels(card: Card) -> list[str]:
    return [button.label for button in card.buttons]


async def hide(database: Database, who: Member) -> None:
    async with database.writing() as connection:
        await own.hide(connection, who, hidden=True)


async def test_a_board_tells_places_points_accuracy_streaks_and_one_s_own(database: Database, boards: Boards) -> None:
    schedule = await daily(database, 1, 5, NOON)
    await played(database, NOON, {1: RIGHT, 2: RIGHT, 3: WRONG}, schedule=schedule)
    await played(database, NOON + timedelta(days=1), {1: RIGHT, 3: RIGHT}, schedule=schedule)
    card = await boards.show(BO, MONTH)
    assert written(card).splitlines() == [
        "November 2026 · 2 quizzes",
        "You: 2nd of 3, 10 points, 100 %",
        "1 · Person 1 · 20 points · 100 % · 2 in a row",
        "2 · Person 2 (you) · 10 points · 100 %",
        "2 · Person 3 · 10 points · 50 % · 2 in a row",
        "Ties share a rank.",
    ]
    assert card.private
    assert labels(card) == ["This week", "Season", "All time"]


async def test_in_public_a_place_is_that_of_the_one_who_asked(database: Database, boards: Boards) -> None:
    await played(database, NOON, {1: RIGHT, 2: WRONG})
    card = await boards.show(BO, MONTH, private=False)
    assert not card.private
    assert "Bo, 2nd of 2" in written(card)
    assert "you" not in written(card).lower()


async def test_a_hidden_reader_s_place_is_shown_to_nobody_else(database: Database, boards: Boards) -> None:
    await played(database, NOON, {1: RIGHT, 2: WRONG})
    await hide(database, ANA)
    card = await boards.show(ANA, MONTH, private=False)
    assert card.private
    assert "You: 1st of 2" in written(card)
    others = await boards.show(BO, MONTH, private=False)
    assert not others.private
    assert "Person 1" not in written(others)
    assert "2 · Person 2" in written(others)
    assert "1 person is hidden." in written(others)


async def test_pages_lead_to_each_other_and_around_me(database: Database, boards: Boards) -> None:
    totals = [Total(user_id, f"Person {user_id}", 1000 - user_id, 9, 9) for user_id in range(1, 36)]
    await fill(database, 1, "2026-11", totals)
    first = await boards.show(Member(1, 25, "Person 25"), MONTH)
    assert labels(first)[:2] == ["Page 2 ▶", "Around me"]
    around = await boards.show(Member(1, 25, "Person 25"), ShowBoard("month", AROUND))
    assert labels(around)[:3] == ["◀ Page 2", "Page 4 ▶", "Around me"]
    assert "25 · Person 25 (you)" in written(around)
    assert "Page 3 of 4." in written(around)


async def test_an_empty_board_says_how_it_fills(boards: Boards) -> None:
    card = await boards.show(ANA, MONTH)
    assert written(card).startswith("November 2026 · 0 quizzes\nNobody is on this board yet")


async def test_who_has_not_answered_is_told_in_private_alone(database: Database, boards: Boards) -> None:
    await played(database, NOON, {1: RIGHT})
    assert "You are not on it yet" in written(await boards.show(BO, MONTH))
    assert "not on it" not in written(await boards.show(BO, MONTH, private=False))


async def test_a_hidden_board_shows_one_s_own_place_and_admins_all_of_it(database: Database, boards: Boards) -> None:
    await played(database, NOON, {1: RIGHT, 2: WRONG})
    async with database.writing() as connection:
        await change(connection, 1, hidden_board=True)
    card = await boards.show(BO, MONTH, private=False)
    assert card.private
    assert "You: 2nd of 2" in written(card)
    assert "Only admins see the whole board here" in written(card)
    assert "Person 1" not in written(card)
    whole = await boards.show(ADA, MONTH, private=False)
    assert whole.private
    assert "Person 1" in written(whole)


async def test_an_admin_begins_and_ends_a_season_and_its_board_stays(
    database: Database, boards: Boards, clock: SetClock
) -> None:
    season = ShowBoard("season", 1)
    assert "no season" in written(await boards.show(ANA, season))
    assert "Manage Server" in written(await boards.start_season(ANA, "Mine"))
    assert "No season is running" in written(await boards.end_season(ADA))
    assert written(await boards.start_season(ADA, "Au\u202etumn")).startswith("Season 1: Autumn has begun.")
    assert "still running" in written(await boards.start_season(ADA, "Another"))
    await played(database, clock(), {1: RIGHT})
    clock.pass_(days=1)
    assert "Manage Server" in written(await boards.end_season(ANA))
    assert "Season 1: Autumn is over." in written(await boards.end_season(ADA))
    card = await boards.show(BO, season)
    assert "Season 1: Autumn (over) · 1 quiz" in written(card)
    assert "Person 1" in written(card)


async def test_months_turn_with_the_guild_s_clock(database: Database, boards: Boards, clock: SetClock) -> None:
    async with database.writing() as connection:
        await change(connection, 1, zone="Asia/Tokyo")
    clock.move_to("2026-12-01 00:30", zone="Asia/Tokyo")
    assert written(await boards.show(ANA, MONTH)).startswith("December 2026")
    clock.pass_(hours=-1)
    assert written(await boards.show(ANA, MONTH)).startswith("November 2026")


async def test_one_s_own_page_tells_all_there_is(database: Database, pages: OwnPages) -> None:
    schedule = await daily(database, 1, 5, NOON)
    await played(database, NOON - timedelta(days=20), {1: RIGHT}, asked=question("a", 3, "foundations"))
    await played(database, NOON, {1: RIGHT, 2: WRONG}, schedule=schedule)
    await played(database, NOON + timedelta(days=1), {1: WRONG}, schedule=schedule, asked=question("b"))
    card = await pages.show(ANA)
    assert card.private
    assert written(card).splitlines() == [
        "Your scores",
        "November 2026: 1st of 2, 10 points, 50 % (1 of 2 right)",
        "All time: 1st of 2, 30 points, 66 % (2 of 3 right)",
        "Streak: 2 in a row, best 2, 2 freezes",
        "A freeze saves a streak from one missed quiz.",
        "Right by group",
        "  • Foundations: 100 % (1 of 1)",
        "  • Resilience: 50 % (1 of 2)",
        "Your last quizzes",
        "  • Quiz 3 · 2026-11-11 12:00 UTC · wrong",
        "  • Quiz 1 · 2026-11-10 12:00 UTC · right, 10 points",
        "  • Quiz 2 · 2026-10-21 12:00 UTC · right, 20 points",
    ]
    assert labels(card) == ["Board around me", "Past quizzes", "Hide me", "Export my data", "Delete my data"]


async def test_who_is_new_is_told_how_points_come(pages: OwnPages) -> None:
    assert "You have no points yet" in written(await pages.show(ANA))


async def test_hiding_is_confirmed_and_can_be_taken_back(database: Database, pages: OwnPages, boards: Boards) -> None:
    await played(database, NOON, {1: RIGHT})
    assert labels(await pages.hide(ANA, HideMe(hidden=True))) == ["Show me"]
    assert "leave your name out" in written(await pages.show(ANA))
    assert "Everybody on this board is hidden." in written(await boards.show(BO, MONTH))
    assert labels(await pages.hide(ANA, HideMe(hidden=False))) == ["Hide me"]
    assert "Person 1" in written(await boards.show(BO, MONTH))


async def test_who_hides_before_the_first_point_is_hidden_from_it_on(
    database: Database, pages: OwnPages, boards: Boards
) -> None:
    await pages.hide(ANA, HideMe(hidden=True))
    await played(database, NOON, {1: RIGHT, 2: RIGHT})
    assert "Person 1" not in written(await boards.show(BO, MONTH))


async def test_deletion_asks_first_and_then_leaves_nothing(database: Database, pages: OwnPages, boards: Boards) -> None:
    await played(database, NOON, {1: RIGHT, 2: RIGHT})
    asked = await pages.delete(ANA, DeleteMe(everywhere=False))
    assert [button.action for button in asked.buttons] == [
        DeleteMe(everywhere=False, sure=True),
        DeleteMe(everywhere=True, sure=True),
        ExportMe(),
    ]
    assert "Person 1" in written(await boards.show(BO, MONTH))
    done = await pages.delete(ANA, DeleteMe(everywhere=False, sure=True))
    assert "I keep nothing about you here any more." in written(done)
    assert "Person 1" not in written(await boards.show(BO, MONTH))


async def test_who_was_an_admin_is_told_what_stays(database: Database, pages: OwnPages) -> None:
    async with database.writing() as connection:
        await audit.record(connection, 2, Entry(ADA.user_id, "void question", "q: odd", NOON))
    here = await pages.delete(ADA, DeleteMe(everywhere=False, sure=True))
    assert "I keep nothing about you here any more." in written(here)
    everywhere = await pages.delete(ADA, DeleteMe(everywhere=True, sure=True))
    assert "in any server any more, except what you did as an admin." in written(everywhere)


async def test_in_a_direct_message_only_what_is_about_all_servers_works(
    database: Database, pages: OwnPages, boards: Boards
) -> None:
    await played(database, NOON, {1: RIGHT})
    alone = Member(NOWHERE, 1, "Ana")
    assert "belong to a server" in written(await boards.show(alone, MONTH))
    assert "belong to a server" in written(await boards.start_season(alone, ""))
    assert labels(await pages.show(alone)) == ["Export my data", "Delete my data"]
    assert labels(await pages.delete(alone, DeleteMe(everywhere=False, sure=True))) == [
        "Delete everywhere",
        "Export my data",
    ]
    (file,) = (await pages.export(alone)).files
    assert b'"question_id": "q-10-12"' in file.content
    await pages.delete(alone, DeleteMe(everywhere=True, sure=True))
    assert "Nobody is on this board" in written(await boards.show(BO, MONTH))

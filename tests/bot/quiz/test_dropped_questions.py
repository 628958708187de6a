"""Questions that a guild was asked and the roadmap has dropped: they are listed and offered as they were asked."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from bot.actions import ListQuestions, ListReports
from bot.layout import written
from bot.people import Member
from bot.quiz import rounds
from bot.quiz.reviewing import Reviewing
from bot.storage.engine import Database
from bot.storage.tables import round as round_
from knowledge.bank import Item, bank_of
from knowledge.languages import texts_in
from knowledge.model import Roadmap
from tests.bot.clocks import SetClock
from tests.bot.quiz.histories import GUILD
from tests.bot.quiz.rounds_in import opened

ADMIN = Member(GUILD, 7, "ada", admin=True)
ANA = Member(GUILD, 101, "ana")


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 11, 20, 10, tzinfo=UTC))


@pytest.fixture(scope="module")
def bank(roadmap: Roadmap) -> tuple[Item, ...]:
    return bank_of(roadmap)


async def test_a_question_that_the_roadmap_has_dropped_is_offered_as_it_was_asked(
    database: Database, clock: SetClock, bank: tuple[Item, ...]
) -> None:
    dropped, *left = bank
    await opened(database, GUILD, clock(), dropped)
    reviewing = Reviewing(database, tuple(left), texts_in("english"), clock)
    assert (await reviewing.offer(ADMIN, "", void=False))[0] == dropped
    assert "asked once" in written(await reviewing.questions(ADMIN, ListQuestions("all", 1)))


async def test_a_damaged_row_of_a_question_that_was_dropped_leaves_the_others_to_be_listed(
    database: Database, clock: SetClock, bank: tuple[Item, ...]
) -> None:
    dropped, *left = bank
    key = await opened(database, GUILD, clock(), dropped)
    async with database.writing() as connection:
        await connection.execute(update(round_).where(rounds.is_(key)).values(question='{"id": "'))
    reviewing = Reviewing(database, tuple(left), texts_in("english"), clock)
    await reviewing.report_question(ANA, dropped.id, "B is right too")
    assert f"Questions: {len(left)}" in written(await reviewing.questions(ADMIN, ListQuestions("all", 1)))
    assert left[0] in await reviewing.offer(ADMIN, left[0].stem, void=False)
    assert dropped.id in written(await reviewing.reports(ADMIN, ListReports(1)))
    assert f'There is no question "{dropped.id}"' in written(await reviewing.void(ADMIN, dropped.id, "two are right"))

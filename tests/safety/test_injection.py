"""What people write is only ever text: to the database, whichever it is, and to whoever reads it there."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.actions import Answer, HideMe, KeepQuestion, ListQuestions, ListReports
from bot.ask.service import Asking
from bot.assistant import Assistant
from bot.guilds.governing import Wishes
from bot.people import Member
from bot.quiz.typed import Typed
from bot.scores.exporting import export_guild, export_person
from bot.snowflakes import earliest
from bot.storage.engine import Database
from bot.storage.tables import metadata, report, withdrawal
from tests.bot.clocks import SetClock
from tests.bot.quiz.rounds_in import opened
from tests.bot.scores.played import RIGHT, WRONG, played
from tests.safety.hostile import ODD

GUILD, OTHER = 5_000, 6_000
NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
PRESS = earliest(NOW)
Act = Callable[[Assistant, Member, str], Awaitable[Any]]
ACTS: dict[str, Act] = {
    "answer": lambda it, ada, _: it.quizzing.answer(ada, Answer(1, 0), PRESS),
    "report": lambda it, ada, odd: it.reviewing.report(ada, 1, odd),
    "reports": lambda it, ada, _: it.reviewing.reports(ada, ListReports(1)),
    "keep": lambda it, ada, odd: it.follow(ada, KeepQuestion(odd), PRESS),
    "void what is not there": lambda it, ada, odd: it.reviewing.void(ada, odd, "a reason"),
    "void": lambda it, ada, odd: it.reviewing.void(ada, it.bank[0].id, odd),
    "offer": lambda it, ada, odd: it.reviewing.offer(ada, odd, void=True),
    "questions": lambda it, ada, odd: it.reviewing.questions(ada, ListQuestions(odd, 1)),
    "restore what is not there": lambda it, ada, odd: it.reviewing.restore(ada, odd),
    "restore": lambda it, ada, _: it.reviewing.restore(ada, it.bank[0].id),
    "season": lambda it, ada, odd: it.boards.start_season(ada, odd),
    "settings": lambda it, ada, odd: it.governing.set(ada, Wishes(odd, None, odd, odd, retention=odd)),
    "schedule": lambda it, ada, odd: it.scheduling.add(
        ada, Typed(5, odd, odd, odd, odd, odd, odd, odd), rights=lambda _: ()
    ),
    "blackout": lambda it, ada, odd: it.scheduling.blackout(ada, odd, None),
    "hide": lambda it, ada, _: it.own_pages.hide(ada, HideMe(hidden=True)),
    "page": lambda it, ada, _: it.own_pages.show(ada),
    "export": lambda it, ada, _: it.own_pages.export(ada),
}


async def counted(database: Database, guild_id: int) -> dict[str, int]:
    """Count the rows of a guild in every table, which all have to be there."""
    rows = {}
    async with database.reading() as connection:
        for table in metadata.sorted_tables:
            if "guild_id" in table.c:
                there = select(func.count()).select_from(table).where(table.c.guild_id == guild_id)
                rows[table.name] = (await connection.execute(there)).scalar_one()
    return rows


@pytest.mark.parametrize("odd", ODD)
async def test_odd_texts_are_kept_as_texts_or_refused_by_a_sentence(
    asking: Asking, database: Database, odd: str
) -> None:
    assistant = Assistant(asking, database, SetClock(NOW))
    await played(database, NOW, {1: RIGHT, 2: WRONG}, guild=OTHER)
    untouched = await counted(database, OTHER)
    await opened(database, GUILD, NOW, assistant.bank[0])
    for act in ACTS.values():
        await act(assistant, Member(GUILD, 7, odd, admin=True), odd)
    assert await counted(database, OTHER) == untouched
    assert (await counted(database, GUILD))["answer"] == 1
    async with database.reading() as connection:
        assert await export_person(connection, 7, NOW)
        assert [line async for line in export_guild(connection, GUILD)]


@pytest.mark.parametrize("odd", ["'; DROP TABLE report; --", "%s {0} $1 :name", "\u202eturned", "tab\tand\nline"])
async def test_what_can_be_kept_is_kept_to_the_letter(asking: Asking, database: Database, odd: str) -> None:
    assistant = Assistant(asking, database, SetClock(NOW))
    ada = Member(GUILD, 7, "ada", admin=True)
    await opened(database, GUILD, NOW, assistant.bank[0])
    await assistant.reviewing.report(ada, 1, odd)
    await assistant.reviewing.void(ada, assistant.bank[0].id, odd)
    async with database.reading() as connection:
        for reason in (report.c.reason, withdrawal.c.reason):
            assert (await connection.execute(select(reason))).scalar_one() == odd


async def test_what_no_text_can_hold_is_left_out(asking: Asking, database: Database) -> None:
    assistant = Assistant(asking, database, SetClock(NOW))
    await opened(database, GUILD, NOW, assistant.bank[0])
    await assistant.reviewing.report(Member(GUILD, 7, "ana"), 1, "two\x00 are\ud83d right\udc80")
    async with database.reading() as connection:
        assert (await connection.execute(select(report.c.reason))).scalar_one() == "two are right"

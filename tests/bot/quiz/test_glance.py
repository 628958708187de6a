"""The glance: it tells what there is to do, and nothing of what is not to be done yet."""

import asyncio
from datetime import timedelta

import pytest

from bot.guilds import notices
from bot.guilds.guild import TERMINAL, Home
from bot.guilds.notices import Notice
from bot.quiz import claims
from bot.quiz.claims import Claimant
from bot.quiz.glance import FRESH, Chore, Glance
from bot.storage.engine import Database
from tests.bot.quiz.clockworks import GUILD, Clockworks
from tests.bot.quiz.rounds_in import daily

NOTHING: frozenset[Chore] = frozenset()


@pytest.fixture
def glance(works: Clockworks) -> Glance:
    return Glance(works.database, Home.DISCORD, works.clock)


async def test_a_round_is_seen_from_its_time_on_until_its_end_is_shown(works: Clockworks, glance: Glance) -> None:
    await daily(works.database, GUILD, 5, works.clock(), open_for=timedelta(hours=1))
    running = works.process()
    assert await glance.look() == NOTHING
    works.clock.move_to("2026-11-25 09:00")
    assert await glance.look() == {Chore.DUE}
    await running.tick()
    assert await glance.look() == NOTHING
    works.clock.move_to("2026-11-25 10:00:02")
    assert await glance.look() == NOTHING
    works.clock.move_to("2026-11-25 10:00:03")
    assert await glance.look() == {Chore.OVER}
    await running.close()
    assert await glance.look() == {Chore.UNSHOWN}
    await running.end()
    assert await glance.look() == NOTHING


async def test_what_a_living_process_has_claimed_is_not_seen(works: Clockworks, glance: Glance) -> None:
    await daily(works.database, GUILD, 5, works.clock())
    works.clock.move_to("2026-11-25 09:00")
    async with works.database.writing() as connection:
        assert await claims.claim_due(connection, Claimant(Home.DISCORD, "another", works.clock()), 10)
    assert await glance.look() == NOTHING
    works.clock.pass_(seconds=claims.LEASE.total_seconds())
    assert await glance.look() == {Chore.DUE}


async def test_a_notice_is_seen_until_it_is_told(database: Database, works: Clockworks, glance: Glance) -> None:
    raised = Notice(GUILD, "run:1", "Look.", user_id=7)
    async with database.writing() as connection:
        await notices.raise_(connection, raised, works.clock())
    assert await glance.look() == {Chore.UNTOLD}
    async with database.writing() as connection:
        await notices.note_told(connection, raised, works.clock())
    assert await glance.look() == NOTHING


async def test_another_front_end_s_rounds_are_not_seen(works: Clockworks, glance: Glance) -> None:
    await daily(works.database, TERMINAL, 5, works.clock())
    works.clock.move_to("2026-11-25 09:00")
    assert await glance.look() == NOTHING
    assert await Glance(works.database, Home.TERMINAL, works.clock).look() == {Chore.DUE}


async def test_those_who_look_together_share_a_glance_and_later_ones_do_not(works: Clockworks) -> None:
    now = 0.0
    glance = Glance(works.database, Home.DISCORD, works.clock, lambda: now)
    assert not await glance.sees(Chore.DUE)
    await daily(works.database, GUILD, 5, works.clock())
    works.clock.move_to("2026-11-25 09:00")
    now = FRESH - 0.001
    assert not await glance.sees(Chore.DUE)
    now = FRESH
    assert await glance.sees(Chore.DUE)


class Broken:
    """A connection that cannot be had."""

    async def __aenter__(self) -> None:
        raise OSError("gone")

    async def __aexit__(self, *_: object) -> None:
        pass


async def test_a_glance_that_fails_is_none(works: Clockworks, glance: Glance, monkeypatch: pytest.MonkeyPatch) -> None:
    await daily(works.database, GUILD, 5, works.clock())
    works.clock.move_to("2026-11-25 09:00")
    with monkeypatch.context() as broken:
        broken.setattr(Database, "reading", lambda _: Broken())
        with pytest.raises(OSError, match="gone"):
            await glance.sees(Chore.DUE)
    assert await glance.sees(Chore.DUE)


class Hanging(Broken):
    """A connection on whose answer one would wait for ever."""

    async def __aenter__(self) -> None:
        await asyncio.Event().wait()


async def test_a_line_that_has_died_without_a_word_holds_nobody_for_long(
    works: Clockworks, glance: Glance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.quiz.glance.PATIENCE", 0.05)
    with monkeypatch.context() as hanging:
        hanging.setattr(Database, "reading", lambda _: Hanging())
        both = await asyncio.gather(glance.sees(Chore.DUE), glance.sees(Chore.OVER), return_exceptions=True)
    assert [type(one) for one in both] == [TimeoutError, TimeoutError]
    assert not await glance.sees(Chore.DUE)

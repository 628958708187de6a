"""The clockwork: what happens to rounds when something fails."""

import asyncio
from datetime import timedelta

import pytest

from bot.guilds.guild import Home
from bot.quiz import claims, rounds, schedules
from bot.quiz.channels import Missing, Refused, Unreachable
from bot.quiz.round import State
from tests.bot.clocks import SetClock
from tests.bot.quiz.clockworks import FIRST, GUILD, Clockworks
from tests.bot.quiz.rounds_in import daily


@pytest.fixture
def clock(works: Clockworks) -> SetClock:
    return works.clock


async def test_processes_that_share_the_work_post_each_round_once(works: Clockworks, clock: SetClock) -> None:
    works.channel.remembers_nonces = False
    for guild_id in range(GUILD, GUILD + 30):
        await daily(works.database, guild_id, 5, clock())
    clock.move_to("2026-11-25 09:00")
    await asyncio.gather(*(works.process().tick() for _ in range(3)))
    assert sorted(key.guild_id for key in works.channel.messages.values()) == list(range(GUILD, GUILD + 30))


async def test_a_round_late_by_less_than_its_window_is_posted_once(works: Clockworks, clock: SetClock) -> None:
    await daily(works.database, GUILD, 5, clock(), catch_up=timedelta(hours=2))
    clock.move_to("2026-11-25 10:59")
    await works.process().tick()
    assert len(works.channel.messages) == 1
    assert works.channel.told == []


async def test_days_of_outage_are_missed_one_by_one_told_once_and_never_posted_in_a_burst(
    works: Clockworks, clock: SetClock
) -> None:
    await daily(works.database, GUILD, 5, clock())
    clock.move_to("2026-11-29 08:00")
    running = works.process()
    for _ in range(6):
        await running.tick()
    assert works.channel.messages == {}
    assert await works.states() == ["missed"] * 4 + ["planned"]
    assert len(works.channel.told) == 1
    assert "missed its quiz of Wed 25 Nov 2026" in works.channel.told[0]
    clock.move_to("2026-11-29 09:00")
    await running.tick()
    assert len(works.channel.messages) == 1


async def test_after_a_crash_soon_after_the_send_the_nonce_brings_the_message_back(
    works: Clockworks, clock: SetClock
) -> None:
    await daily(works.database, GUILD, 5, clock())
    clock.move_to("2026-11-25 09:00")
    works.channel.post_fails, works.channel.and_loses = Unreachable("gone"), True
    await works.process().tick()
    works.channel.post_fails = None
    clock.pass_(seconds=6)
    await works.process().tick()
    assert len(works.channel.messages) == 1
    assert works.channel.looked == 0
    assert (await works.states())[0] == "open"


async def test_long_after_a_crash_the_message_is_looked_for_and_found(works: Clockworks, clock: SetClock) -> None:
    await daily(works.database, GUILD, 5, clock())
    clock.move_to("2026-11-25 09:00")
    works.channel.post_fails, works.channel.and_loses = Unreachable("gone"), True
    await works.process().tick()
    works.channel.post_fails, works.channel.remembers_nonces = None, False
    clock.pass_(days=2)
    await works.process().tick()
    assert len(works.channel.messages) == 1
    assert works.channel.looked == 1
    # It was open for all that time: what remains is to close it.
    assert (await works.states())[0] == "closed"


async def test_long_after_a_crash_before_the_send_it_is_looked_for_and_posted(
    works: Clockworks, clock: SetClock
) -> None:
    await daily(works.database, GUILD, 5, clock())
    clock.move_to("2026-11-25 09:00")
    works.channel.post_fails = Unreachable("gone")
    await works.process().tick()
    works.channel.post_fails = None
    clock.pass_(minutes=5)
    await works.process().tick()
    assert (works.channel.looked, len(works.channel.messages)) == (1, 1)
    async with works.database.reading() as connection:
        posted = await rounds.find(connection, FIRST)
    assert posted is not None
    assert posted.closes_at == clock() + posted.terms.open_for


async def test_a_claim_of_a_living_process_is_left_alone_and_that_of_a_dead_one_taken_over(
    works: Clockworks, clock: SetClock
) -> None:
    await daily(works.database, GUILD, 5, clock())
    clock.move_to("2026-11-25 09:00")
    async with works.database.writing() as connection:
        dead = claims.Claimant(Home.DISCORD, "dead", clock())
        assert len(await claims.claim_due(connection, dead, 10)) == 1
    clock.pass_(seconds=29)
    await works.process().tick()
    assert works.channel.messages == {}
    clock.pass_(seconds=2)
    await works.process().tick()
    assert len(works.channel.messages) == 1


async def test_a_refused_post_pauses_the_schedule_and_tells_its_admin_once(works: Clockworks, clock: SetClock) -> None:
    await daily(works.database, GUILD, 5, clock())
    clock.move_to("2026-11-25 09:00")
    works.channel.post_fails = Refused("I may not post there.")
    running = works.process()
    for _ in range(3):
        await running.tick()
    assert await works.states() == ["failed"]
    assert works.channel.told == ["Schedule 1 is paused: I may not post there. Then use /schedule resume."]
    async with works.database.reading() as connection:
        (paused,) = await schedules.of_guild(connection, GUILD)
    assert paused.paused == "I may not post there."


async def test_the_same_question_is_sent_again_after_a_failed_try(works: Clockworks, clock: SetClock) -> None:
    await daily(works.database, GUILD, 5, clock())
    clock.move_to("2026-11-25 09:00")
    works.channel.post_fails, works.channel.and_loses = Unreachable("gone"), True
    await works.process().tick()
    before = dict(works.channel.shown)
    works.channel.post_fails = None
    clock.pass_(seconds=10)
    await works.process().tick()
    assert works.channel.shown == before


async def test_where_the_message_cannot_be_changed_the_result_is_a_reply(works: Clockworks, clock: SetClock) -> None:
    await daily(works.database, GUILD, 5, clock(), open_for=timedelta(hours=1))
    clock.move_to("2026-11-25 09:00")
    running = works.process()
    await running.tick()
    works.channel.edit_fails = Refused("too many edits")
    clock.pass_(hours=2)
    await running.tick()
    await running.tick()
    assert len(works.channel.replies) == 1


async def test_a_deleted_message_does_not_keep_a_round_from_closing(works: Clockworks, clock: SetClock) -> None:
    await daily(works.database, GUILD, 5, clock(), open_for=timedelta(hours=1))
    clock.move_to("2026-11-25 09:00")
    running = works.process()
    await running.tick()
    works.channel.edit_fails = Missing()
    clock.pass_(hours=2)
    await running.tick()
    async with works.database.reading() as connection:
        closed = await rounds.find(connection, FIRST)
        assert closed is not None
        assert closed.state is State.CLOSED
        claimant = claims.Claimant(Home.DISCORD, "other", clock() + timedelta(hours=1))
    async with works.database.writing() as connection:
        assert await claims.claim_unshown(connection, claimant, 10) == []


async def test_a_result_that_did_not_get_through_is_shown_later(works: Clockworks, clock: SetClock) -> None:
    await daily(works.database, GUILD, 5, clock(), open_for=timedelta(hours=1))
    clock.move_to("2026-11-25 09:00")
    running = works.process()
    await running.tick()
    works.channel.edit_fails = Unreachable("gone")
    clock.pass_(hours=2)
    await running.tick()
    works.channel.edit_fails = None
    clock.pass_(seconds=6)
    await running.tick()
    assert "✅ right" in str(works.channel.shown[1])

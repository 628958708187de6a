"""The clockwork where rounds, processes and people come into each other's way."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.cards import Card
from bot.guilds.guild import Home
from bot.quiz import claims, rounds
from bot.quiz.channels import Edited, Sent, Unreachable
from bot.quiz.round import Round
from bot.storage.tables import round as round_
from tests.bot.quiz.clockworks import FIRST, GUILD, Clockworks
from tests.bot.quiz.rounds_in import daily
from tests.bot.quiz.virtual import Channel


class SlowChannel(Channel):
    """A channel that does some things only when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.slow_guild: int | None = None
        self.slow_edits = False
        self.begun, self.let, self.posted = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def post(self, posted: Round, card: Card) -> Sent:
        if posted.key.guild_id == self.slow_guild:
            self.begun.set()
            await self.let.wait()
        sent = await super().post(posted, card)
        self.posted.set()
        return sent

    async def edit(self, shown: Round, card: Card) -> Edited:
        if self.slow_edits and shown.state == "open":
            self.begun.set()
            await self.let.wait()
        return await super().edit(shown, card)


@pytest.fixture
def channel() -> SlowChannel:
    return SlowChannel()


async def test_a_schedule_without_a_catch_up_window_posts_in_time(works: Clockworks) -> None:
    await daily(works.database, GUILD, 5, works.clock(), catch_up=timedelta(0))
    works.clock.move_to("2026-11-25 09:00")
    works.clock.pass_(seconds=3)
    await works.process().tick()
    assert len(works.channel.messages) == 1


async def test_two_schedules_that_are_due_together_ask_two_questions(works: Clockworks) -> None:
    await daily(works.database, GUILD, 5, works.clock())
    await daily(works.database, GUILD, 6, works.clock())
    works.clock.move_to("2026-11-25 09:00")
    await works.process().tick()
    async with works.database.reading() as connection:
        asked = await rounds.asked_now(connection, GUILD)
    assert len(asked) == 2


async def test_a_damaged_round_keeps_no_other_from_closing(works: Clockworks) -> None:
    await daily(works.database, GUILD, 5, works.clock(), open_for=timedelta(hours=1))
    await daily(works.database, GUILD + 1, 6, works.clock(), at="09:01", open_for=timedelta(hours=1))
    works.clock.move_to("2026-11-25 09:01")
    running = works.process()
    await running.tick()
    async with works.database.writing() as connection:
        await connection.execute(update(round_).where(rounds.is_(FIRST)).values(question='{"of": "another version"}'))
    works.clock.move_to("2026-11-25 11:00")
    await running.tick()
    async with works.database.reading() as connection:
        there = select(round_.c.guild_id, round_.c.state).where(round_.c.number == 1).order_by(round_.c.guild_id)
        assert [tuple(row) for row in await connection.execute(there)] == [(GUILD, "open"), (GUILD + 1, "closed")]


async def test_who_has_lost_its_claim_posts_nothing(works: Clockworks) -> None:
    await daily(works.database, GUILD, 5, works.clock())
    works.clock.move_to("2026-11-25 09:00")
    first, second = works.process(), works.process()
    works.channel.remembers_nonces = False
    async with works.database.writing() as connection:
        (claimed,) = await claims.claim_due(connection, claims.Claimant(Home.DISCORD, "process 1", works.clock()), 10)
    works.clock.pass_(minutes=4)
    await second.tick()
    await first._poster.post(claimed)
    assert len(works.channel.messages) == 1


async def test_a_count_that_arrives_late_does_not_stay_in_the_place_of_the_result(
    works: Clockworks, channel: SlowChannel
) -> None:
    await daily(works.database, GUILD, 5, works.clock(), open_for=timedelta(minutes=30))
    works.clock.move_to("2026-11-25 09:00")
    first, second = works.process(), works.process()
    await first.tick()
    await works.answer(1, FIRST)
    channel.slow_edits = True
    counting = asyncio.create_task(first.count())
    await channel.begun.wait()
    works.clock.move_to("2026-11-25 09:30:04")
    await second.tick()
    channel.let.set()
    await counting
    await second.tick()
    assert "✅ right" in str(channel.shown[1])


async def test_a_channel_that_hangs_keeps_no_other_guild_waiting(works: Clockworks, channel: SlowChannel) -> None:
    await daily(works.database, GUILD, 5, works.clock())
    await daily(works.database, GUILD + 1, 6, works.clock(), at="09:01")
    channel.slow_guild = GUILD
    running = works.process()
    works.clock.move_to("2026-11-25 09:00")
    await running.claim_due()
    await channel.begun.wait()
    works.clock.move_to("2026-11-25 09:01")
    await running.claim_due()
    async with asyncio.timeout(5):
        await channel.posted.wait()
    assert [key.guild_id for key in channel.messages.values()] == [GUILD + 1]
    channel.let.set()
    await running.post_due()
    assert len(channel.messages) == 2


async def test_told_to_stop_it_ends_what_it_has_begun_and_frees_the_rest(
    works: Clockworks, channel: SlowChannel
) -> None:
    await daily(works.database, GUILD, 5, works.clock())
    channel.slow_guild = GUILD
    works.clock.move_to("2026-11-25 09:00")
    until = asyncio.Event()
    ran = asyncio.create_task(works.process().run(until))
    await channel.begun.wait()
    until.set()
    channel.let.set()
    await ran
    assert (await works.states())[0] == "open"


async def test_an_admin_is_told_later_where_discord_could_not_be_reached(works: Clockworks) -> None:
    await daily(works.database, GUILD, 5, works.clock())
    works.clock.move_to("2026-11-27 08:00")
    works.channel.tell_fails = Unreachable("gone")
    running = works.process()
    await running.tick()
    works.channel.tell_fails = None
    await running.tick()
    await running.tick()
    assert len(works.channel.told) == 2

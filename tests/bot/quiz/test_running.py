"""The clockwork: what happens to rounds when all goes well, and when it does not."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.guilds.guild import TERMINAL, Home
from bot.quiz import rounds, schedules
from bot.quiz.answering import Answering, Click
from bot.quiz.cards import RoundCards
from bot.quiz.channels import Missing, Refused, Unreachable
from bot.quiz.opening import Opening
from bot.quiz.planning import plan_all, plan_next
from bot.quiz.round import Key, State
from bot.quiz.running import Running, fair
from bot.snowflakes import earliest
from bot.storage.engine import Database
from bot.storage.tables import notice
from bot.storage.tables import round as round_
from knowledge.bank import bank_of
from knowledge.model import Roadmap
from tests.bot.clocks import SetClock
from tests.bot.quiz.rounds_in import daily
from tests.bot.quiz.virtual import Channel

GUILD = 10**18
START = "2026-11-25 08:00"


@pytest.fixture
def clock() -> SetClock:
    clock = SetClock.__new__(SetClock)
    clock.move_to(START)
    return clock


@pytest.fixture
def channel() -> Channel:
    return Channel()


class Clockworks:
    """Makes processes that share a database, a clock and a channel."""

    def __init__(self, database: Database, clock: SetClock, channel: Channel, roadmap: Roadmap) -> None:
        self.database, self.clock, self.channel = database, clock, channel
        self.bank, self.cards = bank_of(roadmap), RoundCards(roadmap)
        self.touched: set[Key] = set()
        self.made = 0

    def process(self, home: Home = Home.DISCORD) -> Running:
        self.made += 1
        opening = Opening(self.database, self.bank)
        return Running(
            self.database,
            self.channel,
            opening,
            self.cards,
            touched=self.touched,
            home=home,
            owner=f"process {self.made}",
            clock=self.clock,
        )

    async def states(self) -> list[str]:
        async with self.database.reading() as connection:
            there = select(round_.c.state).order_by(round_.c.due_at, round_.c.number)
            return list((await connection.execute(there)).scalars())

    async def answer(self, user_id: int, key: Key, option: int = 0) -> None:
        press = earliest(self.clock()) + user_id
        await Answering(self.database).answer(Click(key, user_id, f"person {user_id}", option, press))
        self.touched.add(key)


@pytest.fixture
def works(database: Database, clock: SetClock, channel: Channel, roadmap: Roadmap) -> Clockworks:
    return Clockworks(database, clock, channel, roadmap)


FIRST = Key(GUILD, 1)


async def test_nothing_is_posted_before_its_time_and_one_message_at_it(works: Clockworks, clock: SetClock) -> None:
    await daily(works.database, GUILD, 5, clock())
    running = works.process()
    clock.move_to("2026-11-25 08:59")
    await running.tick()
    assert works.channel.messages == {}
    clock.move_to("2026-11-25 09:00")
    await running.tick()
    await running.tick()
    assert list(works.channel.messages.values()) == [FIRST]
    assert await works.states() == ["open", "planned"]


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
    assert "missed its quiz of 2026-11-25" in works.channel.told[0]
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
        dead = rounds.Claimant(Home.DISCORD, "dead", clock())
        assert len(await rounds.claim_due(connection, dead, 10)) == 1
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


async def test_a_round_closes_three_seconds_after_its_end_and_shows_its_result(
    works: Clockworks, clock: SetClock
) -> None:
    await daily(works.database, GUILD, 5, clock(), open_for=timedelta(hours=1))
    clock.move_to("2026-11-25 09:00")
    running = works.process()
    await running.tick()
    await works.answer(1, FIRST)
    clock.move_to("2026-11-25 10:00:02")
    await running.tick()
    assert (await works.states())[0] == "open"
    clock.move_to("2026-11-25 10:00:03")
    await running.tick()
    assert (await works.states())[0] == "closed"
    assert "right." in str(works.channel.shown[1])


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
        claimant = rounds.Claimant(Home.DISCORD, "other", clock() + timedelta(hours=1))
    async with works.database.writing() as connection:
        assert await rounds.claim_unshown(connection, claimant, 10) == []


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
    assert "right." in str(works.channel.shown[1])


async def test_the_message_tells_its_count_in_steps_within_the_first_hour(works: Clockworks, clock: SetClock) -> None:
    await daily(works.database, GUILD, 5, clock())
    clock.move_to("2026-11-25 09:00")
    running = works.process()
    await running.tick()
    told = []
    for user_id in range(1, 12):
        await works.answer(user_id, FIRST)
        await running.tick()
        told.append(
            str(works.channel.shown[1]).count("have answered") + str(works.channel.shown[1]).count("has answered")
        )
    assert "10 or more have answered" in str(works.channel.shown[1])
    assert told == [1] * 11
    clock.pass_(hours=1)
    for user_id in range(12, 30):
        await works.answer(user_id, FIRST)
    await running.tick()
    assert "10 or more have answered" in str(works.channel.shown[1])


async def test_a_front_end_claims_only_the_rounds_of_its_own_guilds(works: Clockworks, clock: SetClock) -> None:
    await daily(works.database, GUILD, 5, clock())
    await daily(works.database, TERMINAL, 5, clock())
    clock.move_to("2026-11-25 09:00")
    await works.process(Home.TERMINAL).tick()
    assert [key.guild_id for key in works.channel.messages.values()] == [TERMINAL]


async def test_a_time_moved_after_todays_round_does_not_bring_a_second_one_today(
    works: Clockworks, clock: SetClock
) -> None:
    schedule = await daily(works.database, GUILD, 5, clock())
    clock.move_to("2026-11-25 09:00")
    running = works.process()
    await running.tick()
    later = await daily(works.database, GUILD + 1, 5, clock(), at="17:00")
    moved = type(schedule)(GUILD, 1, later.timetable, schedule.terms, 7)
    async with works.database.writing() as connection:
        await schedules.change(connection, moved)
        slot = await plan_next(connection, moved, clock())
    assert slot is not None
    assert str(slot.local_date) == "2026-11-26"


async def test_planning_anew_at_the_start_changes_nothing_that_is_right(works: Clockworks, clock: SetClock) -> None:
    await daily(works.database, GUILD, 5, clock())
    await plan_all(works.database, Home.DISCORD, clock())
    clock.move_to("2026-11-25 09:30")
    await plan_all(works.database, Home.DISCORD, clock())
    await works.process().tick()
    assert len(works.channel.messages) == 1


async def test_a_question_is_not_repeated_while_there_are_others(works: Clockworks, clock: SetClock) -> None:
    await daily(works.database, GUILD, 5, clock(), open_for=timedelta(hours=1))
    running = works.process()
    for day in range(40):
        clock.move_to("2026-11-25 09:00")
        clock.pass_(days=day)
        await running.tick()
    async with works.database.reading() as connection:
        asked = [question_id for question_id, _ in await rounds.history(connection, GUILD)]
    assert len(asked) == len(set(asked)) == 40


async def test_a_bank_that_runs_low_is_told_once(works: Clockworks, clock: SetClock) -> None:
    works.bank = works.bank[:12]
    await daily(works.database, GUILD, 5, clock(), open_for=timedelta(hours=1))
    running = works.process()
    for day in range(5):
        clock.move_to("2026-11-25 09:00")
        clock.pass_(days=day)
        await running.tick()
    assert len([said for said in works.channel.told if "unseen questions are left" in said]) == 1
    async with works.database.reading() as connection:
        assert len((await connection.execute(select(notice))).all()) == 1


def test_no_guilds_second_round_comes_before_anothers_first(roadmap: Roadmap) -> None:
    class Due:
        def __init__(self, guild_id: int, number: int) -> None:
            self.key = Key(guild_id, number)

    order = fair([Due(1, 1), Due(1, 2), Due(1, 3), Due(2, 9), Due(3, 4)])  # type: ignore[list-item]  # only keys matter
    assert [(one.key.guild_id, one.key.number) for one in order] == [(1, 1), (2, 9), (3, 4), (1, 2), (1, 3)]

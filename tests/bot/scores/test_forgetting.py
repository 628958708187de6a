"""Forgetting and handing over: all of it, nothing else, and what stays adds up."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.guilds import audit, notices
from bot.guilds.audit import Entry
from bot.guilds.guild import change, guild_of, lock
from bot.guilds.notices import Notice
from bot.learn import memories
from bot.people import Member
from bot.quiz import rounds
from bot.quiz.closing import close
from bot.quiz.scoring import award, give_back, take_back
from bot.scores import boards, own
from bot.scores.exporting import export_guild, export_person
from bot.scores.forgetting import acted, forget_guild, forget_old, forget_person
from bot.storage.engine import Database
from bot.storage.tables import metadata, report, rung, withdrawal
from bot.storage.tables import schedule as schedule_
from tests.bot.quiz.rounds_in import daily
from tests.bot.scores.played import OPEN_FOR, RIGHT, WRONG, answered, opened, played, question

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
ANA = Member(1, 1, "Person 1")
ADA = 9


async def rows_of(connection: AsyncConnection, user_id: int, guild_id: int) -> int:
    """Count what is kept about a person in a guild."""
    found = 0
    for table in metadata.sorted_tables:
        if {"user_id", "guild_id"} <= set(table.c.keys()):
            theirs = (table.c.user_id == user_id, table.c.guild_id == guild_id)
            found += (await connection.execute(select(func.count()).select_from(table).where(*theirs))).scalar_one()
    return found


async def reported(connection: AsyncConnection, user_id: int, guild_id: int) -> None:
    values = {"guild_id": guild_id, "question_id": "q", "user_id": user_id, "reason": "odd", "reported_at": NOON}
    await connection.execute(report.insert().values(**values))


@pytest.mark.parametrize("everywhere", [False, True])
async def test_a_person_is_forgotten_and_everybody_else_moves_up(database: Database, everywhere: bool) -> None:
    for guild in (1, 2):
        schedule = await daily(database, guild, 5, NOON)
        await played(database, NOON, {1: RIGHT, 2: WRONG, 3: WRONG}, schedule=schedule, guild=guild)
        async with database.writing() as connection:
            await reported(connection, 1, guild)
    async with database.writing() as connection:
        assert await rows_of(connection, 1, 1) > 6
        await forget_person(connection, 1, None if everywhere else 1)
    async with database.reading() as connection:
        assert await rows_of(connection, 1, 1) == 0
        assert (await rows_of(connection, 1, 2) == 0) is everywhere
        page = await boards.board(connection, 1, "all", reader=1)
        assert [(row.rank, row.user_id) for row in page.rows] == [(1, 2), (1, 3)]
        assert (page.people, page.own) == (2, None)
        assert (await connection.execute(select(rung.c.points).where(rung.c.guild_id == 1).distinct())).all() == [(0,)]
        assert (await boards.board(connection, 2, "all")).people == (2 if everywhere else 3)


async def test_a_tally_stays_when_a_person_is_forgotten(database: Database) -> None:
    key = await played(database, NOON, {1: RIGHT, 2: WRONG})
    async with database.writing() as connection:
        await forget_person(connection, 1)
        kept = await rounds.find(connection, key)
    assert kept is not None
    assert kept.tally is not None
    assert (kept.tally.answers, kept.tally.right) == (2, 1)


async def test_who_is_forgotten_while_a_round_is_open_gets_nothing_from_it(database: Database) -> None:
    key = await opened(database, NOON, question("q"))
    await answered(database, key, NOON, {1: RIGHT, 2: RIGHT})
    async with database.writing() as connection:
        await forget_person(connection, 1, 1)
    await close(database, key, NOON + OPEN_FOR + timedelta(seconds=4))
    async with database.reading() as connection:
        assert [row.user_id for row in (await boards.board(connection, 1, "all")).rows] == [2]


async def test_who_is_forgotten_everywhere_while_their_first_round_closes_leaves_no_rung(database: Database) -> None:
    key = await opened(database, NOON, question("q"))
    await answered(database, key, NOON, {1: RIGHT})
    closing, go = asyncio.Event(), asyncio.Event()

    async def end() -> None:
        async with database.writing() as connection:
            guild = await lock(connection, key.guild_id)
            assert await rounds.close(connection, key, NOON + OPEN_FOR)
            ended = await rounds.find(connection, key)
            assert ended is not None
            await award(connection, ended, guild)
            closing.set()
            await go.wait()

    async def forget() -> None:
        await closing.wait()
        async with database.writing() as connection:
            await forget_person(connection, 1)

    both = asyncio.gather(end(), forget())
    await closing.wait()
    # As long as the round's end is not committed, it is not to be seen.
    await asyncio.sleep(0.3)
    go.set()
    await both
    async with database.reading() as connection:
        assert await rows_of(connection, 1, 1) == 0
        assert (await connection.execute(select(rung))).all() == []


async def test_a_void_round_after_a_person_was_forgotten_leaves_the_others_right(database: Database) -> None:
    key = await played(database, NOON, {1: RIGHT, 2: RIGHT})
    await played(database, NOON + timedelta(days=1), {1: RIGHT, 2: RIGHT})
    async with database.writing() as connection:
        await forget_person(connection, 1, 1)
        voided = await rounds.find(connection, key)
        assert voided is not None
        await rounds.void(connection, key, "wrong", NOON)
        await take_back(connection, [voided])
        page = await boards.board(connection, 1, "all")
    assert [(row.user_id, row.points) for row in page.rows] == [(2, 10)]


async def test_nothing_is_left_of_a_guild_and_its_neighbour_is_whole(database: Database) -> None:
    for guild in (1, 2):
        schedule = await daily(database, guild, 5, NOON)
        await played(database, NOON, {1: RIGHT}, schedule=schedule, guild=guild)
    async with database.writing() as connection:
        await forget_guild(connection, 1)
        assert [line async for line in export_guild(connection, 1)] == []
        assert await rows_of(connection, 1, 2) > 3


async def test_a_person_gets_all_that_is_kept_about_them_and_nobody_else_s(database: Database) -> None:
    schedule = await daily(database, 1, 5, NOON)
    await played(database, NOON, {1: RIGHT, 2: WRONG}, schedule=schedule, asked=question("breakers-1"))
    await played(database, NOON, {1: WRONG}, guild=2)
    async with database.writing() as connection:
        await own.hide(connection, ANA, hidden=True)
        await reported(connection, 1, 1)
    async with database.reading() as connection:
        text = await export_person(connection, 1, NOON)
        there = await rows_of(connection, 1, 1) + await rows_of(connection, 1, 2)
        there += len(await memories.of_person(connection, 1))
    written = json.loads(text)
    assert sum(len(part) for part in written.values() if isinstance(part, list)) == there
    assert "Person 2" not in text
    first = written["answers"][0]
    assert first["question_id"] == "breakers-1"
    assert first["choice"] == "A"
    assert first["answered_at"] == "2026-11-10T13:00:00+00:00"
    assert (first["correct"], first["points"]) == (True, 10)
    assert {(one["guild_id"], one["name"], one["hidden"]) for one in written["members"]} == {
        (1, "Person 1", True),
        (2, "Person 1", False),
    }


async def test_an_admin_gets_what_they_did_and_keeps_only_that(database: Database) -> None:
    me = {"guild_id": 1, "question_id": "q", "reason": "odd"}
    async with database.writing() as connection:
        assert not await acted(connection, ADA)
        await connection.execute(withdrawal.insert().values(**me, withdrawn_by=ADA, withdrawn_at=NOON))
        await audit.record(connection, 1, Entry(ADA, "void question", "q: odd", NOON))
        await notices.raise_(connection, Notice(1, "schedule 1", "It has no channel.", ADA), NOON)
    await daily(database, 2, 5, NOON)
    async with database.writing() as connection:
        await connection.execute(schedule_.update().values(created_by=ADA))
        written = json.loads(await export_person(connection, ADA, NOON))
        assert {name: len(part) for name, part in written.items() if isinstance(part, list) and part} == {
            "notices": 1,
            "schedules": 1,
            "withdrawals": 1,
            "acts": 1,
        }
        assert (written["schedules"][0]["guild_id"], written["notices"][0]["text"]) == (2, "It has no channel.")
        await forget_person(connection, ADA)
        assert await notices.of_guild(connection, 1) == []
        assert [await acted(connection, ADA, guild) for guild in (None, 1, 2, 3)] == [True, True, True, False]


async def test_a_guild_s_export_has_every_row_as_a_line(database: Database) -> None:
    schedule = await daily(database, 1, 5, NOON)
    await played(database, NOON, {1: RIGHT, 2: WRONG}, schedule=schedule)
    async with database.reading() as connection:
        lines = [json.loads(line) async for line in export_guild(connection, 1)]
    tables = [line["table"] for line in lines]
    assert {"guild", "schedule", "round", "answer", "member", "score", "streak"} <= set(tables)
    assert tables.count("answer") == 2
    assert {line["guild_id"] for line in lines} == {1}


async def test_a_restored_round_whose_answers_are_gone_keeps_its_tally(database: Database) -> None:
    key = await played(database, NOON, {1: RIGHT, 2: RIGHT})
    async with database.writing() as connection:
        await change(connection, 1, retention_days=1)
        await forget_old(connection, 1, NOON + timedelta(days=9))
        old = await rounds.find(connection, key)
        assert old is not None
        await rounds.void(connection, key, "wrong", NOON)
        await take_back(connection, [old])
        await rounds.close(connection, key, NOON)
        tally = await award(connection, old, await guild_of(connection, 1))
        assert tally.answers == 2
        assert [row.points for row in (await boards.board(connection, 1, "all")).rows] == [10, 10]


async def test_a_restored_round_counts_whoever_was_forgotten_meanwhile(database: Database) -> None:
    key = await played(database, NOON, {1: RIGHT, 2: RIGHT})
    async with database.writing() as connection:
        await forget_person(connection, 2)
        old = await rounds.find(connection, key)
        assert old is not None
        await rounds.void(connection, key, "wrong", NOON)
        await take_back(connection, [old])
        assert await rounds.restore(connection, key)
        await give_back(connection, [old], await guild_of(connection, 1))
        restored = await rounds.find(connection, key)
        assert restored is not None
        assert restored.tally == old.tally
        assert [row.user_id for row in (await boards.board(connection, 1, "all")).rows] == [1]

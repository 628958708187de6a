"""What is spoken of: known at once, kept for the next process, and nobody piles up who waits for that."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from bot.ask.followups import Subject
from bot.ask.spoken import SAVING, Spoken
from bot.ask.subjects import Place
from bot.people import Member
from bot.storage.engine import Database
from knowledge.kinds import QuestionKind

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
HERE = Place(5)
PEOPLE = [Member(1, number, f"person {number}") for number in range(1, 301)]
SAGA, RETRY = (Subject(QuestionKind.LOOKUP, (slug,)) for slug in ("saga", "retry"))


def spoken_on(database: Database) -> Spoken:
    return Spoken(database, lambda: NOON)


async def test_what_many_speak_of_at_once_is_kept_for_the_next_process(database: Database) -> None:
    before = spoken_on(database)
    for person in PEOPLE:
        before.note(person, HERE, SAGA)
        before.save(person, HERE)
    await before.drain()
    after = spoken_on(database)
    assert [await after.of(person, HERE) for person in (PEOPLE[0], PEOPLE[-1])] == [SAGA, SAGA]


async def test_what_was_said_last_is_what_is_kept(database: Database) -> None:
    before, (changes, drops) = spoken_on(database), PEOPLE[:2]
    for person in (changes, drops):
        before.note(person, HERE, SAGA)
        before.save(person, HERE)
    # The first is being written by now.
    await asyncio.sleep(0.001)
    for person, told in ((changes, RETRY), (drops, None)):
        before.note(person, HERE, told)
        before.save(person, HERE)
    await before.drain()
    after = spoken_on(database)
    assert await after.of(changes, HERE) == RETRY
    assert await after.of(drops, HERE) is None


async def test_whatever_comes_meanwhile_waits_for_one_write(database: Database) -> None:
    spoken = spoken_on(database)
    for person in PEOPLE:
        spoken.note(person, HERE, SAGA)
        spoken.save(person, HERE)
        await asyncio.sleep(0)
    at_work = [task for task in asyncio.all_tasks() if task.get_name() == SAVING]
    assert 1 <= len(at_work) <= 2
    await spoken.drain()


async def test_a_database_that_is_gone_costs_nothing_but_what_was_spoken_of(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'empty.sqlite3'}")
    spoken = spoken_on(database)
    spoken.note(PEOPLE[0], HERE, SAGA)
    spoken.save(PEOPLE[0], HERE)
    await spoken.drain()
    assert await spoken.of(PEOPLE[0], HERE) == SAGA
    await database.close()

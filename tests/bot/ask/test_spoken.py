"""What is spoken of: known at once, written together, and never lost to a process that ends."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.ask.followups import Subject
from bot.ask.spoken import REST, SAVING, Spoken
from bot.ask.subjects import Place
from bot.people import Member
from bot.storage.engine import Database
from knowledge.kinds import QuestionKind
from tests.bot.clocks import SetClock

HERE = Place(50)
PEOPLE = [Member(5_000, number, f"person {number}") for number in range(1, 301)]
ANA, BOB = PEOPLE[:2]
SAGA, CQRS = (Subject(QuestionKind.LOOKUP, (slug,)) for slug in ("saga", "cqrs"))

Start = Callable[[], Spoken]


@pytest.fixture
def process(database: Database) -> Start:
    """Start what one process knows of what is spoken of."""
    clock = SetClock(datetime(2026, 11, 20, 10, tzinfo=UTC))
    return lambda: Spoken(database, clock)


def at_work() -> "list[asyncio.Task[None]]":
    return [task for task in asyncio.all_tasks() if task.get_name() == SAVING]


async def resting(spoken: Spoken) -> "asyncio.Task[None]":
    """Write once, so that the next write has to wait; begin that one."""
    spoken.note(BOB, HERE, SAGA)
    await spoken.flush()
    spoken.note(ANA, HERE, CQRS)
    spoken.save()
    (saving,) = at_work()
    return saving


async def test_who_comes_back_at_once_need_not_wait_for_the_write(process: Start) -> None:
    spoken = process()
    saving = await resting(spoken)
    assert await spoken.of(ANA, HERE) == CQRS
    assert not saving.done()
    assert await process().of(ANA, HERE) is None
    await saving
    assert await process().of(ANA, HERE) == CQRS


async def test_what_a_cut_off_write_was_to_keep_is_kept_at_the_end(process: Start) -> None:
    spoken = process()
    saving = await resting(spoken)
    saving.cancel()
    await asyncio.wait([saving])
    await spoken.flush()
    assert await process().of(ANA, HERE) == CQRS


async def test_what_is_cut_off_in_the_middle_of_its_write_is_kept_at_the_end(
    process: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken = process()
    with monkeypatch.context() as patched:
        patched.setattr(spoken, "_write", lambda _: asyncio.sleep(60))
        spoken.note(ANA, HERE, CQRS)
        spoken.save()
        await asyncio.sleep(0.05)
        (saving,) = at_work()
        saving.cancel()
        await asyncio.wait([saving])
    await spoken.flush()
    assert await process().of(ANA, HERE) == CQRS


async def test_what_was_said_and_not_even_begun_to_be_kept_is_kept_at_the_end(process: Start) -> None:
    spoken = process()
    spoken.note(ANA, HERE, CQRS)
    await spoken.flush()
    assert await process().of(ANA, HERE) == CQRS


async def test_one_who_speaks_alone_waits_for_nobody(process: Start) -> None:
    spoken = process()
    began = time.monotonic()
    for _ in range(10):
        spoken.note(ANA, HERE, SAGA)
        await spoken.flush()
    assert time.monotonic() - began < 5 * REST


async def test_what_many_speak_of_at_once_waits_for_one_write(process: Start) -> None:
    spoken = process()
    for person in PEOPLE:
        spoken.note(person, HERE, SAGA)
        spoken.save()
        await asyncio.sleep(0)
    (saving,) = at_work()
    await saving
    after = process()
    assert [await after.of(person, HERE) for person in (PEOPLE[0], PEOPLE[-1])] == [SAGA, SAGA]


async def test_what_was_said_last_is_what_is_kept(process: Start) -> None:
    before, changes, drops = process(), ANA, BOB
    for person in (changes, drops):
        before.note(person, HERE, SAGA)
    before.save()
    # The first is being written by now.
    await asyncio.sleep(0.001)
    for person, told in ((changes, CQRS), (drops, None)):
        before.note(person, HERE, told)
        before.save()
    await before.flush()
    after = process()
    assert await after.of(changes, HERE) == CQRS
    assert await after.of(drops, HERE) is None


async def test_a_database_that_is_gone_costs_nothing_but_what_was_spoken_of(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'empty.sqlite3'}")
    spoken = Spoken(database, SetClock(datetime(2026, 11, 20, 10, tzinfo=UTC)))
    spoken.note(ANA, HERE, SAGA)
    await spoken.flush()
    assert await spoken.of(ANA, HERE) == SAGA
    await database.close()


async def test_a_database_that_is_away_is_told_once_a_minute_however_many_ask(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    away = Database(f"sqlite+aiosqlite:///{tmp_path / 'without-tables.sqlite3'}")
    spoken = Spoken(away, SetClock(datetime(2026, 11, 20, 10, tzinfo=UTC)))
    for person in PEOPLE[:20]:
        assert await spoken.of(person, HERE) is None
        spoken.note(person, Place(51), SAGA)
        await spoken.flush()
    await away.close()
    told = [record.getMessage() for record in caplog.records if "spoken of could not be" in record.getMessage()]
    assert told == [
        "what was spoken of could not be read: OperationalError",
        "what is spoken of could not be kept: OperationalError",
    ]


async def test_more_subjects_than_fit_in_memory_are_all_written(
    process: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.ask.spoken.MOST", 10)
    spoken = process()
    for person in PEOPLE:
        spoken.note(person, HERE, SAGA)
    await spoken.flush()
    spoken.note(PEOPLE[-1], HERE, CQRS)
    assert {await spoken.of(person, HERE) for person in PEOPLE[:-1]} == {SAGA}

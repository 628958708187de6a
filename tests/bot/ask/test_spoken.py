"""What is spoken of: known at once, written together, and never lost to a process that ends."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.ask.followups import Subject
from bot.ask.spoken import REST, Spoken
from bot.ask.subjects import Place
from bot.people import Member
from bot.storage.engine import Database
from knowledge.kinds import QuestionKind
from tests.bot.clocks import SetClock

ANA, BOB = Member(5_000, 7, "ana"), Member(5_000, 8, "bob")
HERE = Place(50)
SAGA = Subject(QuestionKind.LOOKUP, ("saga",))
CQRS = Subject(QuestionKind.LOOKUP, ("cqrs",))


@pytest.fixture
def process(database: Database) -> Callable[[], Spoken]:
    """Start what one process knows of what is spoken of."""
    clock = SetClock(datetime(2026, 11, 20, 10, tzinfo=UTC))
    return lambda: Spoken(database, clock)


async def resting(spoken: Spoken) -> "asyncio.Task[None]":
    """Write once, so that the next write has to wait; begin that one."""
    spoken.note(BOB, HERE, SAGA)
    await spoken.save(BOB, HERE)
    spoken.note(ANA, HERE, CQRS)
    saving = asyncio.create_task(spoken.save(ANA, HERE))
    await asyncio.sleep(0)
    return saving


async def test_who_comes_back_at_once_need_not_wait_for_the_write(process: Callable[[], Spoken]) -> None:
    spoken = process()
    saving = await resting(spoken)
    assert await spoken.of(ANA, HERE) == CQRS
    assert not saving.done()
    assert await process().of(ANA, HERE) is None
    await saving
    assert await process().of(ANA, HERE) == CQRS


async def test_what_a_cut_off_write_was_to_keep_is_kept_at_the_end(process: Callable[[], Spoken]) -> None:
    spoken = process()
    saving = await resting(spoken)
    saving.cancel()
    await asyncio.wait([saving])
    await spoken.flush()
    assert await process().of(ANA, HERE) == CQRS


async def test_what_is_cut_off_in_the_middle_of_its_write_is_kept_at_the_end(
    process: Callable[[], Spoken], monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken = process()
    with monkeypatch.context() as patched:
        patched.setattr(spoken, "_write", lambda _: asyncio.sleep(60))
        spoken.note(ANA, HERE, CQRS)
        saving = asyncio.create_task(spoken.save(ANA, HERE))
        await asyncio.sleep(0.05)
        saving.cancel()
        await asyncio.wait([saving])
    await spoken.flush()
    assert await process().of(ANA, HERE) == CQRS


async def test_what_was_said_and_not_even_begun_to_be_kept_is_kept_at_the_end(process: Callable[[], Spoken]) -> None:
    spoken = process()
    spoken.note(ANA, HERE, CQRS)
    await spoken.flush()
    assert await process().of(ANA, HERE) == CQRS


async def test_one_who_speaks_alone_waits_for_nobody(process: Callable[[], Spoken]) -> None:
    spoken = process()
    began = time.monotonic()
    for _ in range(10):
        spoken.note(ANA, HERE, SAGA)
        await spoken.flush()
    assert time.monotonic() - began < 5 * REST

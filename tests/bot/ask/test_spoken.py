"""What is spoken of: known at once, kept for the next process, and nobody piles up who waits for that."""

import asyncio
from datetime import UTC, datetime

from bot.ask.followups import Subject
from bot.ask.spoken import Spoken
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
    await asyncio.gather(*(before.save(person, HERE) for person in PEOPLE))
    after = spoken_on(database)
    assert [await after.of(person, HERE) for person in (PEOPLE[0], PEOPLE[-1])] == [SAGA, SAGA]


async def test_what_was_said_last_is_what_is_kept(database: Database) -> None:
    before, (changes, drops) = spoken_on(database), PEOPLE[:2]
    for person in (changes, drops):
        before.note(person, HERE, SAGA)
    first = [asyncio.create_task(before.save(person, HERE)) for person in (changes, drops)]
    # The second is noted while the first is being written.
    await asyncio.sleep(0.001)
    before.note(changes, HERE, RETRY)
    before.note(drops, HERE, None)
    await asyncio.gather(*first, before.save(changes, HERE), before.save(drops, HERE))
    after = spoken_on(database)
    assert await after.of(changes, HERE) == RETRY
    assert await after.of(drops, HERE) is None


async def test_all_who_wait_for_a_write_go_on_together(database: Database) -> None:
    spoken = spoken_on(database)
    for person in PEOPLE:
        spoken.note(person, HERE, SAGA)
    waiting = {asyncio.create_task(spoken.save(person, HERE)) for person in PEOPLE}
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    await asyncio.sleep(0)
    assert all(task.done() for task in waiting)


async def test_one_who_is_cut_off_takes_nothing_from_the_others(database: Database) -> None:
    before, (one, other) = spoken_on(database), PEOPLE[:2]
    for person in (one, other):
        before.note(person, HERE, SAGA)
    cut, stays = (asyncio.create_task(before.save(person, HERE)) for person in (one, other))
    await asyncio.sleep(0)
    cut.cancel()
    await stays
    assert await spoken_on(database).of(other, HERE) == SAGA

"""Rounds that were played, for tests of what comes of them: planned, answered and closed as the services do it."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.quiz import rounds
from bot.quiz.answering import Click, keep
from bot.quiz.closing import close
from bot.quiz.round import Key
from bot.quiz.schedule import Schedule
from bot.quiz.timetable import Slot
from bot.snowflakes import earliest
from bot.storage.engine import Database
from knowledge.bank import Choice, Item, Origin
from tests.bot.quiz.rounds_in import terms

OPEN_FOR = timedelta(hours=8)
RIGHT, WRONG = True, False


def question(name: str, difficulty: int = 1, group: str = "resilience") -> Item:
    """Make a question whose first option is right."""
    options = (Choice("This one", "It is.", right=True), Choice("That one", "It is not.", right=False))
    return Item(
        id=name,
        stem=f"What about {name}?",
        options=options,
        patterns=("circuit-breaker",),
        group=group,
        difficulty=difficulty,
        kind="situation",
        recall=False,
        origin=Origin.AUTHORED,
        source="here",
    )


async def opened(
    database: Database, due: datetime, asked: Item, schedule: Schedule | None = None, guild: int = 1
) -> Key:
    """Open a round."""
    async with database.writing() as connection:
        if schedule is None:
            key = await rounds.plan_by_hand(connection, guild, terms(5), due)
        else:
            ahead = await rounds.planned(connection, schedule)
            key = await rounds.plan(connection, schedule, Slot(due.date(), due), ahead)
        await rounds.prepare(connection, key, asked, due + OPEN_FOR, 1)
        await rounds.open_(connection, key, 99, due)
    return key


async def answered(database: Database, key: Key, due: datetime, people: Mapping[int, bool]) -> None:
    """Have people answer a round, each rightly or wrongly."""
    press = earliest(due + timedelta(hours=1))
    clicks = [
        Click(key, who, f"Person {who}", 0 if right else 1, press + turn)
        for turn, (who, right) in enumerate(people.items())
    ]
    await keep(database, clicks)


async def played(
    database: Database,
    due: datetime,
    people: Mapping[int, bool],
    *,
    asked: Item | None = None,
    schedule: Schedule | None = None,
    guild: int = 1,
) -> Key:
    """Play a round from its opening to its close."""
    key = await opened(database, due, asked or question(f"q-{due:%d-%H}"), schedule, guild)
    if people:
        await answered(database, key, due, people)
    assert await close(database, key, due + OPEN_FOR + timedelta(seconds=4))
    return key

"""What keeping an answer costs when many come at once, beside one raw sqlite3 transaction for each."""

import asyncio
import sqlite3
import tempfile
import time
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from sqlalchemy import update

from bot.quiz import rounds
from bot.quiz.answering import Accepted, Answering, Click
from bot.quiz.round import Key, State
from bot.snowflakes import earliest
from bot.storage.engine import Database
from bot.storage.migrating import migrate
from bot.storage.tables import round as round_
from tests.benchmarks.comparison import Rounds, Row, Target, compared
from tests.bot.quiz.rounds_in import terms

TARGET = Target(0.2)
BASELINE = "a raw sqlite3 transaction each, synchronous=FULL"
RAW = (
    "INSERT INTO answer (guild_id, round, user_id, choice, interaction_id, name) VALUES (?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (guild_id, round, user_id) DO UPDATE SET choice = excluded.choice, "
    "interaction_id = excluded.interaction_id, name = excluded.name WHERE interaction_id < excluded.interaction_id"
)


async def measure(turns: int, answers: int, raw: int) -> Row:
    """Let so many people answer at once, and write `raw` answers one by one after each such storm."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{folder}/ours.sqlite3")
        other = Database(f"sqlite+aiosqlite:///{folder}/theirs.sqlite3")
        try:
            await migrate(database)
            await migrate(other)
            await other.close()
            people, key = count(), await _opened(database)
            pairs = []
            for _ in range(turns):
                ours = await _ours(database, key, answers, people)
                pairs.append((ours, _theirs(Path(folder) / "theirs.sqlite3", raw, people)))
        finally:
            await database.close()
    return compared(f"keeping an answer, {answers:,} at once", BASELINE, Rounds.of(pairs), _microseconds, TARGET)


async def _opened(database: Database) -> Key:
    now = datetime.now(UTC)
    async with database.writing() as connection:
        key = await rounds.plan_by_hand(connection, 9, terms(1), now)
        values = {"state": State.OPEN, "closes_at": now + timedelta(hours=1), "options": 4, "solution": 1}
        await connection.execute(update(round_).where(rounds.is_(key)).values(values))
    return key


async def _ours(database: Database, key: Key, answers: int, people: "count[int]") -> float:
    answering = Answering(database)
    now = earliest(datetime.now(UTC))
    clicks = [Click(key, user_id, f"member {user_id}", user_id % 4, now) for user_id in _some(people, answers)]
    began = time.perf_counter()
    taken = await asyncio.gather(*(answering.answer(click) for click in clicks))
    spent = time.perf_counter() - began
    assert all(isinstance(one, Accepted) for one in taken)
    return spent / answers


def _theirs(file: Path, answers: int, people: "count[int]") -> float:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    some = _some(people, answers)
    began = time.perf_counter()
    for user_id in some:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(RAW, (9, 1, user_id, 1 << user_id % 4, user_id, f"member {user_id}"))
        connection.execute("COMMIT")
    spent = time.perf_counter() - began
    connection.close()
    return spent / answers


def _some(people: "count[int]", number: int) -> list[int]:
    return [next(people) for _ in range(number)]


def _microseconds(duration: float) -> str:
    return f"{duration * 1e6:.0f} µs"

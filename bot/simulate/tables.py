"""What the bot has in its tables in the end, read past all of its code."""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from bot.quiz.round import Key


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round as it stands in its table."""

    key: Key
    schedule: int
    local_date: date
    state: str
    due: datetime
    closes: datetime | None
    message_id: int | None
    reason: str
    answers: int
    right: int


@dataclass(frozen=True, slots=True)
class Tables:
    """All rows that matter: an answer is its choice and points, a score points, answers and right ones."""

    rounds: list[RoundRow]
    answers: dict[tuple[Key, int], tuple[int, int | None]]
    scores: dict[tuple[int, str, int], tuple[int, int, int]]
    streaks: dict[tuple[int, int, int], tuple[int, int, int, int]]


def read(file: Path) -> Tables:
    """Read a SQLite file."""
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        rounds = connection.execute("SELECT * FROM round ORDER BY due_at, guild_id, number")
        return Tables(
            rounds=[_round(row) for row in rounds],
            answers={
                (Key(guild, number), user): (choice, points)
                for guild, number, user, choice, points in connection.execute(
                    "SELECT guild_id, round, user_id, choice, points FROM answer"
                )
            },
            scores={
                (guild, period, user): (points, answered, right)
                for guild, period, user, points, answered, right in connection.execute(
                    "SELECT guild_id, period, user_id, points, answered, correct FROM score"
                )
            },
            streaks={
                (guild, schedule, user): (current, best, freezes, answered)
                for guild, schedule, user, current, best, freezes, answered in connection.execute(
                    "SELECT guild_id, schedule, user_id, current, best, freezes, answered FROM streak"
                )
            },
        )


def _round(row: sqlite3.Row) -> RoundRow:
    answers, right, _ = json.loads(row["tally"]) if row["tally"] else (0, 0, [])
    return RoundRow(
        key=Key(row["guild_id"], row["number"]),
        schedule=row["schedule"],
        local_date=date.fromisoformat(row["local_date"]),
        state=row["state"],
        due=_moment(row["due_at"]),
        closes=None if row["closes_at"] is None else _moment(row["closes_at"]),
        message_id=row["message_id"],
        reason=row["reason"] or "",
        answers=answers,
        right=right,
    )


def _moment(milliseconds: int) -> datetime:
    # In two steps: a float of so many seconds is not exact to the millisecond.
    return datetime.fromtimestamp(milliseconds // 1000, UTC).replace(microsecond=milliseconds % 1000 * 1000)

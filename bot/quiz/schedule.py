"""A schedule: when and where a guild wants quizzes, and on what terms."""

from dataclasses import dataclass
from datetime import timedelta

from bot.quiz.timetable import Timetable


@dataclass(frozen=True, slots=True)
class Terms:
    """What is asked, where, for how long, how late it may still be posted, who is called, and whether to talk about it."""

    channel_id: int
    topics: tuple[str, ...]
    difficulty: int | None
    open_for: timedelta
    catch_up: timedelta
    ping_role: int | None = None
    thread: bool = False


@dataclass(frozen=True, slots=True)
class Schedule:
    """One of a guild's schedules. `paused` is the reason why it does not run; None while it does."""

    guild_id: int
    number: int
    timetable: Timetable
    terms: Terms
    created_by: int
    paused: str | None = None

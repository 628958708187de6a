"""Questions that got no answer, or none that helped: as rows, and grouped by likeness."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from rapidfuzz import fuzz, process
from sqlalchemy import ColumnElement, and_, delete, exists, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.guilds.guild import next_number
from bot.people import Member
from bot.storage.growth import unanswered
from knowledge.overlay import Form, form, nearly

NAMED: Final = timedelta(days=7)
"""How long it is known who asked."""
KEPT: Final = timedelta(days=90)
"""How long a question is kept at all."""
AGAIN: Final = timedelta(hours=1)
"""What one person asks again within this time is the same miss."""
MOST: Final = 1_000
"""Questions that are kept of a guild; the oldest go first."""
ALIKE: Final = 82
"""From this likeness of their stems on (sorted; rapidfuzz, ratio, 0 to 100) questions are listed as one."""
LONGEST: Final = 300


class Why(StrEnum):
    """Why a question is on the list."""

    NONE = "none"
    SUGGESTIONS = "suggestions"
    UNHELPFUL = "unhelpful"


@dataclass(frozen=True, slots=True)
class Miss:
    """One question that was not answered."""

    number: int
    question: str
    form: Form
    why: Why
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Misses:
    """Questions that are alike, the newest first."""

    all: tuple[Miss, ...]

    @property
    def newest(self) -> Miss:
        """Give the one that stands for all."""
        return self.all[0]


async def note(connection: AsyncConnection, member: Member, question: str, why: Why, now: datetime) -> bool:
    """Keep a question that was not answered; not again what the same person has just asked."""
    asked = " ".join(form(question))
    if not asked:
        return False
    guild_id = member.guild_id
    same = (unanswered.c.guild_id == guild_id, unanswered.c.user_id == member.user_id, unanswered.c.form == asked)
    recent = exists().where(*same, unanswered.c.asked_at > now - AGAIN)
    if (await connection.execute(select(recent))).scalar_one():
        return False
    number = await next_number(connection, guild_id, "unanswered")
    values = {"question": question[:LONGEST], "form": asked, "why": why.value, "user_id": member.user_id}
    await connection.execute(insert(unanswered).values(guild_id=guild_id, number=number, asked_at=now, **values))
    await _delete(connection, guild_id, unanswered.c.number <= number - MOST)
    return True


async def withdraw(connection: AsyncConnection, member: Member, question: str) -> None:
    """Take off the list what a person said of an answer that helps them after all; what others said of it stays."""
    mine = (unanswered.c.user_id == member.user_id, unanswered.c.form == " ".join(form(question)))
    await _delete(connection, member.guild_id, and_(*mine, unanswered.c.why == Why.UNHELPFUL.value))


async def of_guild(connection: AsyncConnection, guild_id: int) -> list[Misses]:
    """Give all questions of a guild, grouped: those asked most often first, then the newest."""
    there = select(unanswered).where(unanswered.c.guild_id == guild_id).order_by(unanswered.c.number.desc())
    rows = await connection.execute(there)
    found = [Miss(row.number, row.question, tuple(row.form.split()), Why(row.why), row.asked_at) for row in rows]
    groups = grouped(found)
    return sorted(groups, key=lambda group: (-len(group.all), -group.newest.number))


async def find(connection: AsyncConnection, guild_id: int, number: int) -> Miss | None:
    """Give one of them by its number."""
    mine = (unanswered.c.guild_id == guild_id, unanswered.c.number == number)
    row = (await connection.execute(select(unanswered).where(*mine))).one_or_none()
    if row is None:
        return None
    return Miss(row.number, row.question, tuple(row.form.split()), Why(row.why), row.asked_at)


async def settle(
    connection: AsyncConnection, guild_id: int, settled: Form, same: Callable[[Form, Form], bool] = nearly
) -> int:
    """Delete a question and all that are the `same`; say how many there were."""
    there = select(unanswered.c.number, unanswered.c.form).where(unanswered.c.guild_id == guild_id)
    rows = await connection.execute(there)
    numbers = [row.number for row in rows if same(tuple(row.form.split()), settled)]
    for start in range(0, len(numbers), 500):
        await _delete(connection, guild_id, unanswered.c.number.in_(numbers[start : start + 500]))
    return len(numbers)


async def purge(connection: AsyncConnection, now: datetime) -> None:
    """Forget who asked after a week, and what was asked after a quarter of a year."""
    old = (unanswered.c.asked_at < now - NAMED, unanswered.c.user_id.is_not(None))
    await connection.execute(update(unanswered).where(*old).values(user_id=None))
    await connection.execute(delete(unanswered).where(unanswered.c.asked_at < now - KEPT))


def grouped(found: Sequence[Miss]) -> list[Misses]:
    """Put questions together that are alike: each joins the group whose newest it is likest."""
    groups: list[list[Miss]] = []
    by_words: dict[str, list[Miss]] = {}
    newest: list[str] = []
    for miss in found:
        words = _sorted(miss.form)
        group = by_words.get(words)
        if group is None:
            likest = process.extractOne(words, newest, scorer=fuzz.ratio, score_cutoff=ALIKE)
            group = groups[likest[2]] if likest else []
            if likest is None:
                groups.append(group)
                newest.append(words)
            by_words[words] = group
        group.append(miss)
    return [Misses(tuple(group)) for group in groups]


def alike(one: Form, other: Form) -> bool:
    """Say whether two questions are listed as one."""
    return fuzz.ratio(_sorted(one), _sorted(other), score_cutoff=ALIKE) > 0


def _sorted(asked: Form) -> str:
    return " ".join(sorted(asked))


async def _delete(connection: AsyncConnection, guild_id: int, which: ColumnElement[bool]) -> None:
    await connection.execute(delete(unanswered).where(unanswered.c.guild_id == guild_id, which))

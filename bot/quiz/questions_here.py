"""Questions as one guild knows them: which it was asked, how hard they proved, and which its admins mean."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.quiz import asked, rounds
from bot.quiz.round import Key, Round, State
from bot.storage.tables import round as round_
from knowledge.bank import Item
from knowledge.text import tokens

MOST: Final = 25
"""Choices that Discord shows at most."""
_QUIZ = re.compile(r"(?:quiz)?\s*#?([0-9]{1,9})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Past:
    """What became of a question in a guild: how often it was asked, how many answers counted, how many were right."""

    times: int
    answers: int
    right: int


async def history(connection: AsyncConnection, guild_id: int) -> list[tuple[str, datetime]]:
    """Give what a guild was asked or is about to be, and when, oldest first."""
    # What came to nothing was seen by nobody.
    asked_or_chosen = or_(round_.c.opened_at.is_not(None), round_.c.state == State.PLANNED)
    there = select(round_.c.question_id, round_.c.due_at).where(
        round_.c.guild_id == guild_id, round_.c.question_id.is_not(None), asked_or_chosen
    )
    return [(row.question_id, row.due_at) for row in await connection.execute(there.order_by(round_.c.due_at))]


async def asked_here(connection: AsyncConnection, guild_id: int) -> list[str]:
    """Give the ids of the questions that a guild has seen, the one asked last first."""
    last = (func.max(round_.c.due_at).desc(), func.max(round_.c.number).desc())
    there = select(round_.c.question_id).where(*_seen(guild_id)).group_by(round_.c.question_id).order_by(*last)
    return list((await connection.execute(there)).scalars())


async def past_here(connection: AsyncConnection, guild_id: int) -> dict[str, Past]:
    """Give what became of the questions that a guild has seen, by their ids, the one asked last first."""
    there = select(round_.c.question_id, round_.c.state, round_.c.tally).where(*_seen(guild_id))
    past: dict[str, Past] = {}
    for row in await connection.execute(there.order_by(round_.c.due_at.desc(), round_.c.number.desc())):
        counts = row.state == State.CLOSED and row.tally is not None
        answers, right, _ = json.loads(row.tally) if counts else (0, 0, ())
        before = past.get(row.question_id, Past(0, 0, 0))
        past[row.question_id] = Past(before.times + 1, before.answers + answers, before.right + right)
    return past


async def as_asked(connection: AsyncConnection, guild_id: int, question_ids: Sequence[str]) -> dict[str, Item]:
    """Give questions by their ids as a guild saw them last: the roadmap may have dropped them. What is damaged is left out."""
    if not question_ids:
        return {}
    those = (*_seen(guild_id), round_.c.question_id.in_(question_ids))
    last = select(func.max(round_.c.number)).where(*those).group_by(round_.c.question_id)
    there = select(round_.c.question, round_.c.number).where(round_.c.guild_id == guild_id, round_.c.number.in_(last))
    rows = await connection.execute(there)
    found = (asked.readable(row.question, guild_id, row.number) for row in rows)
    return {item.id: item for item in found if item is not None}


def _seen(guild_id: int) -> tuple[ColumnElement[bool], ...]:
    return round_.c.guild_id == guild_id, round_.c.opened_at.is_not(None)


async def named(connection: AsyncConnection, guild_id: int, bank: Mapping[str, Item], typed: str) -> Item | None:
    """Find the question that an admin means: by its id, or by the number of a quiz that asked it."""
    wanted = typed.strip()
    if wanted in bank:
        return bank[wanted]
    if found := _QUIZ.fullmatch(wanted):
        quiz: Round | None = await rounds.find(connection, Key(guild_id, int(found[1])))
        # A round that nobody has seen yet must not be told of.
        return quiz.question if quiz is not None and quiz.opened_at is not None else None
    those = (round_.c.guild_id == guild_id, round_.c.question_id == wanted)
    kept = (await connection.execute(select(round_.c.question, round_.c.number).where(*those).limit(1))).one_or_none()
    return None if kept is None else asked.readable(kept.question, guild_id, kept.number)


def like(items: Iterable[Item], typed: str) -> list[Item]:
    """Give the questions that have every word that was typed, or one that begins so, in their order."""
    wanted = tokens(typed)
    return [item for item in items if _has(item, wanted)][:MOST]


def _has(item: Item, wanted: Sequence[str]) -> bool:
    words = tokens(f"{item.id} {item.stem}")
    return all(any(word.startswith(each) for word in words) for each in wanted)


def short(text: str, most: int) -> str:
    """Cut a text at a word's end."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 2].rsplit(' ', 1)[0]} …"

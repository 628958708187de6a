"""Subjects: what somebody was answered about in a channel, or all of a thread; it is kept for some minutes."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from sqlalchemy import ColumnElement, delete, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ask.followups import Subject
from bot.storage.engine import insert_into
from bot.storage.growth import subject as subjects
from bot.storage.padding import padded
from knowledge import composing
from knowledge.answers import Comparison, Definition, Membership, Neighbour, Passage, Route
from knowledge.guide import Reply
from knowledge.kinds import QuestionKind
from knowledge.model import Group, Pattern, Roadmap
from knowledge.outcomes import Answered

Key: TypeAlias = tuple[int, int]
"""A channel, and the person in it; in a thread, everybody."""
KEPT: Final = timedelta(minutes=10)
"""How long a subject is one."""
EVERYBODY: Final = 0
"""Stands for the person where a subject is all of a thread's."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody speaks: a channel, or a thread, which is about one thing for all who are in it."""

    channel_id: int
    shared: bool = False

    def key(self, user_id: int) -> dict[str, int]:
        """Say whose subject it is."""
        return {"channel_id": self.channel_id, "user_id": EVERYBODY if self.shared else user_id}


async def find(connection: AsyncConnection, place: Place, user_id: int, now: datetime) -> Subject | None:
    """Give what was spoken of; None where that is too long ago."""
    there = select(subjects).filter_by(**place.key(user_id)).where(subjects.c.told_at > now - KEPT)
    row = (await connection.execute(there)).one_or_none()
    return None if row is None else Subject(QuestionKind(row.kind), row.slugs)


async def keep(connection: AsyncConnection, told: Mapping[Key, tuple[Subject, datetime]]) -> None:
    """Keep what is spoken of now, and since when."""
    if not told:
        return
    rows = [
        {"channel_id": channel, "user_id": user, "kind": subject.kind.value, "slugs": subject.slugs, "told_at": at}
        for (channel, user), (subject, at) in sorted(told.items())
    ]
    # Row by row: one statement of many rows would be compiled anew for each number of them.
    kept = insert_into(connection, subjects)
    changed = {name: kept.excluded[name] for name in ("kind", "slugs", "told_at")}
    await connection.execute(kept.on_conflict_do_update(index_elements=["channel_id", "user_id"], set_=changed), rows)


async def kept_of(connection: AsyncConnection, keys: Iterable[Key]) -> set[Key]:
    """Say of which something is kept."""
    found = select(subjects.c.channel_id, subjects.c.user_id).where(_any_of(keys))
    return {(row.channel_id, row.user_id) for row in await connection.execute(found)}


async def drop(connection: AsyncConnection, keys: Collection[Key]) -> None:
    """Keep nothing where there is nothing any more that one could come back to."""
    if keys:
        await connection.execute(delete(subjects).where(_any_of(keys)))


def _any_of(keys: Iterable[Key]) -> ColumnElement[bool]:
    return tuple_(subjects.c.channel_id, subjects.c.user_id).in_(padded(list(keys)))


async def purge(connection: AsyncConnection, now: datetime) -> None:
    """Forget what was spoken of too long ago."""
    await connection.execute(delete(subjects).where(subjects.c.told_at < now - KEPT))


def subject_of(reply: Reply) -> Subject | None:
    """Say what a reply spoke of; nothing where there were several questions, or no one thing is meant."""
    if len(reply.outcomes) != 1 or not isinstance(reply.outcomes[0], Answered):
        return None
    match reply.outcomes[0].answer:
        case Neighbour(kind=kind, other=other):
            # Who asks what comes next goes on from there.
            return None if other is None else Subject(kind, (other.slug,))
        case Comparison(kind=kind, patterns=patterns):
            return Subject(kind, patterns)
        case Membership(kind=kind, group=group, asked=asked):
            return Subject(kind, (asked[0].slug,) if len(asked) == 1 else (group.slug,))
        case Definition() | Passage():
            return None
        case Route(kind=kind, goal=goal):
            return Subject(kind, (goal.slug,))
        case answer:
            return Subject(answer.kind, (answer.pattern.slug,))


def subject_named(roadmap: Roadmap, kind: str, slug: str) -> Subject | None:
    """Say what an answer spoke of whose kind and first slug are known; None where that does not tell."""
    entry = roadmap.entries.get(slug)
    if kind not in tuple(QuestionKind) or kind == QuestionKind.COMPARE or not isinstance(entry, Pattern | Group):
        return None
    if kind in (QuestionKind.NEXT, QuestionKind.PREVIOUS):
        other = composing.neighbour(roadmap, entry, QuestionKind(kind)).other
        return None if other is None else Subject(QuestionKind(kind), (other.slug,))
    return Subject(QuestionKind(kind), (slug,))

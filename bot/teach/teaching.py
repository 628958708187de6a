"""Teaching: an admin, or whoever has the guild's teacher role, says what a question is answered with.

It answers at once, in that guild alone. What changes something takes the id of its interaction, where there is one, and
raises Doubled where another process has done it already.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ask.naming import Closest, closest_card
from bot.ask.service import Asking
from bot.cards import Card
from bot.clock import Clock
from bot.guilds import audit
from bot.guilds.audit import Entry
from bot.guilds.guild import lock
from bot.people import Member
from bot.storage.engine import Database
from bot.storage.seen import take
from bot.teach import cards, misses, taught
from bot.teach.actions import ConfirmTaught, ListTaught, RemoveTaught
from bot.teach.breaking import broken
from bot.teach.lessons import Lesson, Lessons
from bot.teach.taught import Taught
from knowledge.labels import Label
from knowledge.languages import texts
from knowledge.model import Group, Pattern
from knowledge.overlay import form
from knowledge.text import readable, tokens

SHORTEST_QUESTION: Final = 3
LONGEST_QUESTION: Final = 300
LONGEST_TEXT: Final = 600
ON_PAGE: Final = 4


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody typed: a question, and the name of its pattern or an answer in their own words."""

    question: str
    pattern: str = ""
    text: str = ""


class Teaching:
    """What guilds teach."""

    def __init__(
        self,
        database: Database,
        asking: Asking,
        lessons: Lessons,
        labels: Callable[[], Sequence[Label]],
        clock: Clock,
    ) -> None:
        """Take the roadmap with its labelled questions, which are read when they are needed, and where all is kept."""
        self._database = database
        self._asking = asking
        self._say = texts(asking.guide.roadmap)
        self._lessons = lessons
        self._labels = labels
        self._clock = clock

    async def may_teach(self, member: Member) -> bool:
        """Say whether a person may teach in their guild."""
        return may_teach(member, await self._lessons.of(member.guild_id))

    async def teach(self, member: Member, wish: Wish, *, act: int | None = None) -> Card:
        """Keep what somebody teaches; where it breaks an answer that is right today, only once they confirm it."""
        if not await self.may_teach(member):
            return cards.teachers_only(self._say)
        wanted = self._read(member, wish)
        if isinstance(wanted, Card):
            return wanted
        breaks = broken(self._asking, wanted, self._labels())
        async with self._database.writing() as connection:
            await take(connection, act, wanted.taught_at)
            await lock(connection, member.guild_id)
            if not await taught.has_room(connection, wanted):
                return cards.full(self._say, taught.MOST)
            kept = await taught.add(connection, wanted, confirmed=not breaks)
            if not breaks:
                await self._settle(connection, member, kept)
        if breaks:
            return cards.breaking_card(self._asking.guide.roadmap, kept, breaks)
        self._lessons.forget(member.guild_id)
        return cards.taught_card(self._asking.guide.roadmap, kept)

    async def confirm(self, member: Member, confirmed: ConfirmTaught, *, act: int | None = None) -> Card:
        """Let a question answer although it breaks something."""
        if not await self.may_teach(member):
            return cards.teachers_only(self._say)
        async with self._database.writing() as connection:
            await take(connection, act, self._clock())
            await lock(connection, member.guild_id)
            kept = await taught.find(connection, member.guild_id, confirmed.number)
            if kept is None:
                return cards.gone(self._say)
            # A second press finds it confirmed.
            if not await taught.answers(connection, kept):
                if not await taught.has_room(connection, kept):
                    return cards.full(self._say, taught.MOST)
                await taught.confirm(connection, kept, self._clock())
                await self._settle(connection, member, kept)
        self._lessons.forget(member.guild_id)
        return cards.taught_card(self._asking.guide.roadmap, kept)

    async def remove(self, member: Member, removed: RemoveTaught, *, act: int | None = None) -> Card:
        """Let a taught question answer no more, or one that waits to be confirmed not answer at all."""
        if not await self.may_teach(member):
            return cards.teachers_only(self._say)
        async with self._database.writing() as connection:
            await take(connection, act, self._clock())
            kept = await taught.find(connection, member.guild_id, removed.number)
            if kept is None:
                return cards.gone(self._say)
            answered = await taught.answers(connection, kept)
            if not await taught.remove(connection, member.guild_id, kept.number, self._clock()):
                return cards.gone(self._say)
            if answered:
                await self._record(connection, member, "unteach", kept)
        self._lessons.forget(member.guild_id)
        return cards.removed_card(self._say, kept) if answered else cards.left_card(self._asking.guide.roadmap, kept)

    async def taught(self, member: Member, shown: ListTaught) -> Card:
        """List what the guild has taught, the newest first."""
        if not await self.may_teach(member):
            return cards.teachers_only(self._say)
        async with self._database.reading() as connection:
            found = (await taught.of_guild(connection, member.guild_id))[::-1]
        pages = max(1, -(-len(found) // ON_PAGE))
        page = min(max(shown.page, 1), pages)
        listed = found[(page - 1) * ON_PAGE :][:ON_PAGE]
        return cards.list_card(self._asking.guide.roadmap, listed, len(found), page, pages)

    def _read(self, member: Member, wish: Wish) -> Taught | Card:
        """Read what was typed, or say what is wrong with it."""
        question, text = readable(wish.question), readable(wish.text)
        if not tokens(question) or not SHORTEST_QUESTION <= len(question) <= LONGEST_QUESTION:
            return cards.told(self._say("teach-question", least=SHORTEST_QUESTION, most=LONGEST_QUESTION))
        if bool(wish.pattern.strip()) == bool(text):
            return cards.told(self._say("teach-either"))
        if len(text) > LONGEST_TEXT:
            return cards.told(self._say("teach-long", count=self._say.number(len(text)), most=LONGEST_TEXT))
        slug = None if text else self._slug(wish.pattern)
        if isinstance(slug, Card):
            return slug
        # Braces mean something in the roadmap's files, where this may go one day.
        own = text.replace("{", "(").replace("}", ")") or None
        return Taught(member.guild_id, 0, question, form(question), slug, own, member.user_id, self._clock())

    def _slug(self, typed: str) -> str | Card:
        found = self._asking.find(typed.strip())
        if isinstance(found, Closest):
            return closest_card(self._asking.guide.roadmap, found)
        if isinstance(found.entry, Group):
            return cards.told(self._say("is-a-group", name=found.entry.name))
        return found.entry.slug if isinstance(found.entry, Pattern) else found.entry.hosts[0]

    async def _settle(self, connection: AsyncConnection, member: Member, kept: Taught) -> None:
        """Take what is answered now off the list of what is not, and write down who did it."""
        await misses.settle(connection, member.guild_id, kept.form)
        await self._record(connection, member, "teach", kept)

    async def _record(self, connection: AsyncConnection, member: Member, act: str, kept: Taught) -> None:
        answer = kept.slug or "an answer of its own"
        entry = Entry(member.user_id, act, f"“{kept.question}”: {answer}", self._clock())
        await audit.record(connection, member.guild_id, entry)


def may_teach(member: Member, lesson: Lesson) -> bool:
    """Say whether a person may teach, by what is known of their guild."""
    role = None if lesson.guild is None else lesson.guild.teacher_role
    return member.admin or (role is not None and role in member.roles)

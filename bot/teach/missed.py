"""What was missed: questions without an answer and answers that did not help, for those who may mend it.

What changes something takes the id of its interaction, where there is one, and raises Doubled where another process has
done it already.
"""

import logging
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from bot.cards import Card
from bot.clock import Clock
from bot.people import Member
from bot.storage.engine import Database
from bot.storage.seen import take
from bot.teach import cards, missed_cards, misses, taught, votes
from bot.teach.actions import Dismiss, ListUnanswered, Rate
from bot.teach.lessons import Lessons
from bot.teach.misses import Why
from bot.teach.teaching import may_teach
from bot.teach.votes import Vote
from knowledge.guide import Reply
from knowledge.languages import texts
from knowledge.model import Roadmap
from knowledge.outcomes import NotKnown, Outcome, Suggested
from knowledge.text import readable

log = logging.getLogger(__name__)

ON_PAGE: Final = 4


class Missed:
    """What people miss in guilds."""

    def __init__(self, database: Database, roadmap: Roadmap, lessons: Lessons, clock: Clock) -> None:
        """Take where it is kept, what answers are about, and what is known of guilds."""
        self._database = database
        self._roadmap = roadmap
        self._say = texts(roadmap)
        self._lessons = lessons
        self._clock = clock

    async def note(self, member: Member, reply: Reply) -> None:
        """Keep what was not answered, where the guild wants that; whoever asked has had their reply already."""
        missing = [(one.question, why) for one in reply.outcomes if (why := _why(one)) is not None]
        if missing and await self._is_wanted(member):
            for question, why in missing:
                await self._keep(member, question, why)

    async def question(self, guild_id: int, number: int) -> str:
        """Give an unanswered question by its number; nothing where there is none."""
        if not number:
            return ""
        async with self._database.reading() as connection:
            found = await misses.find(connection, guild_id, number)
        return found.question if found else ""

    async def unanswered(self, member: Member, shown: ListUnanswered) -> Card:
        """List the questions without an answer, those asked most often first."""
        lesson = await self._lessons.of(member.guild_id)
        if not may_teach(member, lesson):
            return cards.teachers_only(self._say)
        async with self._database.reading() as connection:
            found = await misses.of_guild(connection, member.guild_id)
            lessons = len(await taught.of_guild(connection, member.guild_id))
            counted = await votes.tallies(connection, member.guild_id)
        pages = max(1, -(-len(found) // ON_PAGE))
        page = min(max(shown.page, 1), pages)
        listed = found[(page - 1) * ON_PAGE :][:ON_PAGE]
        on = lesson.guild is not None and lesson.guild.unanswered
        place = missed_cards.Place(len(found), page, pages)
        return missed_cards.unanswered_card(self._say, listed, place, counted, taught=lessons, on=on)

    async def dismiss(self, member: Member, dismissed: Dismiss, *, act: int | None = None) -> Card:
        """Take a question off the list, and all that are like it."""
        if not may_teach(member, await self._lessons.of(member.guild_id)):
            return cards.teachers_only(self._say)
        async with self._database.writing() as connection:
            await take(connection, act, self._clock())
            found = await misses.find(connection, member.guild_id, dismissed.number)
            if found is None:
                return cards.told(self._say("off-list-already"))
            count = await misses.settle(connection, member.guild_id, found.form, misses.alike)
        return missed_cards.dismissed_card(self._say, found, count)

    async def rate(
        self, member: Member, rated: Rate, message_id: int, question: str, *, act: int | None = None
    ) -> Card:
        """Keep whether an answer helped; what did not is on the list, where the guild wants that.

        In direct messages there is no guild: such votes are for whoever runs the bot.
        """
        if not message_id:
            return cards.told(self._say("vote-on-new"))
        async with self._database.writing() as connection:
            await take(connection, act, self._clock())
            given = Vote(message_id, rated.kind.replace("-", "_"), rated.slug, rated.helpful)
            await votes.cast(connection, member, given, self._clock())
        if not rated.helpful and question and await self._is_wanted(member):
            await self._keep(member, question, Why.UNHELPFUL)
        read_by = missed_cards.readers(self._say, member)
        return missed_cards.thanks_card(self._say, message_id, read_by, helpful=rated.helpful)

    async def explain(self, member: Member, message_id: int, reason: str, *, act: int | None = None) -> Card:
        """Keep why an answer did not help."""
        said = readable(reason)
        async with self._database.writing() as connection:
            await take(connection, act, self._clock())
            if not said or not await votes.explain(connection, member, message_id, said):
                return cards.told(self._say("vote-first", button=self._say("not-helpful")))
        return cards.told(f"{self._say('thanks')} {missed_cards.readers(self._say, member)}")

    async def votes(self, member: Member) -> Card:
        """Show how many answers helped, and what people wrote."""
        if not may_teach(member, await self._lessons.of(member.guild_id)):
            return cards.teachers_only(self._say)
        async with self._database.reading() as connection:
            counted = await votes.tallies(connection, member.guild_id)
            said = await votes.reasons(connection, member.guild_id)
        return missed_cards.votes_card(self._roadmap, counted, said)

    async def _is_wanted(self, member: Member) -> bool:
        guild = (await self._lessons.of(member.guild_id)).guild
        return guild is not None and guild.unanswered

    async def _keep(self, member: Member, question: str, why: Why) -> None:
        try:
            async with self._database.writing() as connection:
                await misses.note(connection, member, question, why, self._clock())
        except (SQLAlchemyError, OSError) as error:
            log.warning("a question without an answer could not be kept: %s", type(error).__name__)


def _why(outcome: Outcome) -> Why | None:
    """Say why a question is to be kept; not where it was answered, or could not even be read."""
    match outcome:
        case Suggested():
            return Why.SUGGESTIONS
        case NotKnown(reason=""):
            return Why.NONE
        case _:
            return None

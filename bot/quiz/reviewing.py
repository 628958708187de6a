"""Reviewing: people report questions, admins void them and bring them back.

A void question is asked no more in its guild, and its rounds count as if they had never been; restored, they count as
they had before.
"""

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.actions import KeepQuestion, ListQuestions, ListReports
from bot.cards import Card
from bot.clock import Clock
from bot.guilds import audit
from bot.guilds.audit import Entry
from bot.guilds.cards import admins_only
from bot.guilds.guild import lock
from bot.learn.feeding import learn, unlearn
from bot.people import NOWHERE, Member
from bot.quiz import questions_here, reports, rounds, withdrawals
from bot.quiz.questions_here import as_asked, asked_here, named, past_here
from bot.quiz.reports import Report
from bot.quiz.review_cards import (
    EVERYTHING,
    questions_card,
    reports_card,
    restored_card,
    thanks,
    thanks_for,
    told,
    voided_card,
)
from bot.quiz.round import Key, Round, State
from bot.quiz.scoring import give_back, take_back
from bot.quiz.withdrawals import Withdrawal
from bot.storage.engine import Database
from bot.storage.seen import take
from bot.storage.tables import answer
from knowledge.bank import Item
from knowledge.texts import Texts

SHORTEST, LONGEST = 3, 500
"""Characters of a reason."""
SEEN: Final = (State.OPEN, State.CLOSED, State.VOID)
"""The states of rounds that people have seen."""
REPORTS_ON_PAGE: Final = 3
QUESTIONS_ON_PAGE: Final = 5


class Reviewing:
    """What people and admins do about faulty questions.

    What changes something takes the id of the interaction that asks for it, where there is one; it raises Doubled where
    another process has done it already.
    """

    def __init__(self, database: Database, bank: Sequence[Item], say: Texts, clock: Clock) -> None:
        """Take where reports and rounds are kept, everything that may be asked, what members read, and the time."""
        self._database = database
        self._items = bank
        self._say = say
        self._clock = clock

    @cached_property
    def _bank(self) -> dict[str, Item]:
        return {item.id: item for item in self._items}

    async def report(self, member: Member, round_number: int, reason: str, *, act: int | None = None) -> Card:
        """Keep what a person says is wrong with a round's question."""
        said, say = reason.strip(), self._say
        if _wrong_length(said):
            return told(say("report-length", least=SHORTEST, most=LONGEST))
        async with self._database.writing() as connection:
            await take(connection, act, self._clock())
            shown = await rounds.find(connection, Key(member.guild_id, round_number))
            if shown is None or shown.question is None or shown.state not in SEEN:
                return told(say("no-quiz-to-report", number=round_number))
            if await self._report(connection, member, shown.question.id, said):
                return thanks(round_number, say)
            return told(say("report-void"))

    async def report_question(self, member: Member, question_id: str, reason: str, *, act: int | None = None) -> Card:
        """Keep what a person says is wrong with a question that no quiz need have asked."""
        said, say = reason.strip(), self._say
        if _wrong_length(said):
            return told(say("report-length", least=SHORTEST, most=LONGEST))
        if member.guild_id == NOWHERE:
            return told(say("report-nowhere"))
        async with self._database.writing() as connection:
            await take(connection, act, self._clock())
            if await self._report(connection, member, question_id, said):
                return thanks_for(self._bank.get(question_id), say)
            return told(say("report-void"))

    async def _report(self, connection: AsyncConnection, member: Member, question_id: str, reason: str) -> bool:
        """Keep a report; give False where the question is void already."""
        if question_id in await withdrawals.of_guild(connection, member.guild_id):
            return False
        await reports.keep(connection, Report(member.guild_id, question_id, member.user_id, reason), self._clock())
        return True

    async def reports(self, member: Member, shown: ListReports) -> Card:
        """List the questions with open reports for an admin."""
        if not member.admin:
            return admins_only()
        async with self._database.reading() as connection:
            found = await reports.open_(connection, member.guild_id)
            pages = max(1, -(-len(found) // REPORTS_ON_PAGE))
            page = min(max(shown.page, 1), pages)
            listed = found[(page - 1) * REPORTS_ON_PAGE :][:REPORTS_ON_PAGE]
            items = [await named(connection, member.guild_id, self._bank, one.question_id) for one in listed]
        stems = [item.stem if item else self._say("stem-gone") for item in items]
        return reports_card(list(zip(listed, stems, strict=True)), len(found), page, pages, self._say)

    async def keep(self, member: Member, kept: KeepQuestion, *, act: int | None = None) -> Card:
        """Settle the reports of a question that an admin finds in order."""
        if not member.admin:
            return admins_only()
        async with self._database.writing() as connection:
            await take(connection, act, self._clock())
            # First of all: a void holds the guild too, before it settles the same reports.
            await lock(connection, member.guild_id)
            if void := (await withdrawals.of_guild(connection, member.guild_id)).get(kept.question):
                return _void_already(void, self._say)
            settled = await reports.settle(connection, member.guild_id, kept.question, self._clock())
            if settled:
                reports_ = "1 report" if settled == 1 else f"{settled} reports"
                await self._record(connection, member, "keep question", f"{kept.question}: {reports_} settled")
        return told(self._say("question-kept", question=kept.question), self._say("other-reports"))

    async def questions(self, member: Member, shown: ListQuestions) -> Card:
        """List the questions on a topic for an admin: a group or an entry by its slug, or all."""
        if not member.admin:
            return admins_only()
        async with self._database.reading() as connection:
            past = await past_here(connection, member.guild_id)
            void = await withdrawals.of_guild(connection, member.guild_id)
            known = await self._known(connection, member.guild_id, past)
        found = [item for item in known.values() if _about(item, shown.topic)]
        if not found:
            return told(self._say("none-about", topic=shown.topic), self._say("pick-topic"))
        pages = -(-len(found) // QUESTIONS_ON_PAGE)
        page = min(max(shown.page, 1), pages)
        listed = found[(page - 1) * QUESTIONS_ON_PAGE :][:QUESTIONS_ON_PAGE]
        rows = [(item, past.get(item.id), void.get(item.id)) for item in listed]
        return questions_card(shown.topic, rows, len(found), page, pages, say=self._say)

    async def void(self, member: Member, question: str, reason: str, *, act: int | None = None) -> Card:
        """Take a question out of a guild for an admin: it is asked no more, and all that it gave is taken back."""
        if not member.admin:
            return admins_only()
        said, say = reason.strip(), self._say
        if _wrong_length(said):
            return told(say("report-length", least=SHORTEST, most=LONGEST))
        async with self._database.writing() as connection:
            await take(connection, act, self._clock())
            await lock(connection, member.guild_id)
            item = await named(connection, member.guild_id, self._bank, question)
            if item is None:
                return _unknown(question, say)
            now = self._clock()
            void = (await withdrawals.of_guild(connection, member.guild_id)).get(item.id)
            if void is not None:
                return _void_already(void, say)
            await withdrawals.add(connection, member.guild_id, Withdrawal(item.id, said, member.user_id, now))
            touched = await rounds.asking(connection, member.guild_id, item.id, (State.OPEN, State.CLOSED))
            for one in touched:
                await rounds.void(connection, one.key, said, now)
            closed = [one for one in touched if one.state is State.CLOSED]
            await take_back(connection, closed)
            await unlearn(connection, closed)
            people = await _people(connection, touched)
            await reports.settle(connection, member.guild_id, item.id, now)
            await self._record(connection, member, "void question", f"{item.id}: {said} {_numbers(touched)}")
        return voided_card(item, len(touched), people, say)

    async def restore(self, member: Member, question: str, *, act: int | None = None) -> Card:
        """Bring a void question back for an admin: it may be asked, and its rounds count as they did."""
        if not member.admin:
            return admins_only()
        async with self._database.writing() as connection:
            await take(connection, act, self._clock())
            guild = await lock(connection, member.guild_id)
            item = await named(connection, member.guild_id, self._bank, question)
            # What was voided can be restored even where the roadmap has dropped the question and no quiz asked it.
            question_id = item.id if item else question.strip()
            if question_id not in await withdrawals.of_guild(connection, member.guild_id):
                return _unknown(question, self._say) if item is None else told(self._say("not-void"))
            await withdrawals.remove(connection, member.guild_id, question_id)
            touched = await rounds.asking(connection, member.guild_id, question_id, (State.VOID,))
            for one in touched:
                await rounds.restore(connection, one.key)
            await give_back(connection, touched, guild)
            for one in touched:
                await learn(connection, one)
            people = await _people(connection, touched)
            await self._record(connection, member, "restore question", f"{question_id}: {_numbers(touched)}")
        if item is None:
            return told(self._say("void-no-more", question=question_id))
        return restored_card(item, len(touched), people, self._say)

    async def offer(self, member: Member, typed: str, *, void: bool) -> list[Item]:
        """Give the questions that an admin may mean while typing: those that are void, or those that are not."""
        if not member.admin:
            return []
        async with self._database.reading() as connection:
            withdrawn = await withdrawals.of_guild(connection, member.guild_id)
            known = await self._known(connection, member.guild_id, await asked_here(connection, member.guild_id))
            quiz = await named(connection, member.guild_id, {}, typed) if typed.strip() else None
        order = withdrawn if void else known
        items = [
            known[question_id] for question_id in order if question_id in known and (question_id in withdrawn) is void
        ]
        of_quiz = [item for item in items if quiz is not None and item.id == quiz.id]
        return of_quiz or questions_here.like(items, typed)

    async def _known(self, connection: AsyncConnection, guild_id: int, seen: Collection[str]) -> dict[str, Item]:
        """Give all questions by their ids: first those that the guild has seen, in that order."""
        dropped = [question_id for question_id in seen if question_id not in self._bank]
        known = await as_asked(connection, guild_id, dropped) | self._bank
        order = dict.fromkeys((*seen, *self._bank))
        return {question_id: known[question_id] for question_id in order if question_id in known}

    async def _record(self, connection: AsyncConnection, member: Member, act: str, details: str) -> None:
        await audit.record(connection, member.guild_id, Entry(member.user_id, act, details, self._clock()))


async def _people(connection: AsyncConnection, touched: list[Round]) -> int:
    """Count the people who answered any of these rounds of one guild."""
    if not touched:
        return 0
    numbers = [one.key.number for one in touched]
    theirs = (answer.c.guild_id == touched[0].key.guild_id, answer.c.round.in_(numbers), answer.c.choice != 0)
    people: int = (
        await connection.execute(select(func.count(answer.c.user_id.distinct())).where(*theirs))
    ).scalar_one()
    return people


def _wrong_length(reason: str) -> bool:
    return not SHORTEST <= len(reason) <= LONGEST


def _void_already(void: Withdrawal, say: Texts) -> Card:
    return told(say("void-already", reason=void.reason), say("restore-it"))


def _unknown(question: str, say: Texts) -> Card:
    return told(say("unknown-question", typed=question.strip()), say("find-question"))


def _about(item: Item, topic: str) -> bool:
    return topic in (EVERYTHING, item.group, *item.patterns)


def _numbers(touched: list[Round]) -> str:
    numbers = ", ".join(str(one.key.number) for one in touched)
    return f"(quizzes {numbers})" if numbers else "(no quiz)"

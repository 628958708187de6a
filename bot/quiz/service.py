"""Quizzes as people use them: they answer, look at what is open, and at what was."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.actions import Answer, ShowRound, ShowRounds
from bot.cards import Block, Button, Card, Code, Fine, Moment, Plain, Points, Strong, Text
from bot.clock import Clock
from bot.guilds.cards import admins_only
from bot.guilds.guild import guild_of
from bot.people import Member, readable
from bot.quiz import rounds
from bot.quiz.answering import Accepted, Answering, Click
from bot.quiz.cards import RoundCards
from bot.quiz.round import Key, Round, State
from bot.quiz.schedule import Terms
from bot.storage.engine import Database
from bot.storage.tables import answer
from bot.storage.tables import round as round_

OPEN_AT_ONCE: Final = 3
"""Open rounds shown in one message: more would not fit."""
NAMED: Final = 5
"""Further open rounds that are named."""
PAST_ON_PAGE: Final = 5
PAST: Final = (State.CLOSED, State.VOID)
STEM_SHOWN: Final = 90
"""Characters of a past question that the list shows."""


class Quizzing:
    """Answers and questions of people about rounds."""

    def __init__(
        self, database: Database, answering: Answering, cards: RoundCards, touched: set[Key], clock: Clock
    ) -> None:
        """Take where answers go, how rounds look, and where rounds are noted whose count has changed."""
        self._database = database
        self._answering = answering
        self._cards = cards
        self._touched = touched
        self._clock = clock

    async def answer(self, member: Member, chosen: Answer, press_id: int) -> Card:
        """Keep a person's choice; `press_id` tells when they made it."""
        key = Key(member.guild_id, chosen.round)
        name = readable(member.name)
        taken = await self._answering.answer(Click(key, member.user_id, name, chosen.option, press_id))
        if isinstance(taken, Accepted):
            self._touched.add(key)
        return self._cards.taken(chosen.round, taken)

    async def open_rounds(self, member: Member) -> tuple[Card, ...]:
        """Show a guild's open rounds, with one's own answers, and the way to past ones."""
        async with self._database.reading() as connection:
            now = self._clock()
            numbers = await _still_open(connection, member.guild_id, now)
            found = [await rounds.find(connection, Key(member.guild_id, one)) for one in numbers[:OPEN_AT_ONCE]]
            coming = await rounds.next_due(connection, member.guild_id)
        current = [one for one in found if one is not None and one.question is not None]
        past = (Button(self._cards.said("past-quizzes"), ShowRounds(1)),)
        if not current:
            meanwhile = (*past, *self._cards.challenges())
            when = Fine(self._next(coming, now, member))
            return (Card(self._cards.worded("no-quiz-open"), (when,), meanwhile, private=True),)
        chosen = await self._choices(member, current)
        cards = [self._cards.own(one, chosen.get(one.key.number, 0)) for one in current]
        last = cards[-1]
        blocks = (*last.blocks, *self._more(numbers[OPEN_AT_ONCE:]))
        cards[-1] = Card(last.title, blocks, (*last.buttons, *past), private=True)
        return tuple(cards)

    async def show(self, member: Member, shown: ShowRound) -> Card:
        """Show one round, with one's own answer."""
        async with self._database.reading() as connection:
            found = await rounds.find(connection, Key(member.guild_id, shown.round))
        if found is None or found.question is None or found.state not in (State.OPEN, *PAST):
            return Card(self._cards.worded("no-quiz", number=str(shown.round)), private=True)
        return self._cards.own(found, (await self._choices(member, [found])).get(shown.round, 0))

    async def past_rounds(self, member: Member, shown: ShowRounds) -> Card:
        """List past rounds, the newest first, each with one's own answer."""
        page = max(shown.page, 1)
        skip = (page - 1) * PAST_ON_PAGE
        async with self._database.reading() as connection:
            found = await rounds.in_states(connection, member.guild_id, PAST, PAST_ON_PAGE + 1, skip)
        listed = [one for one in found[:PAST_ON_PAGE] if one.question is not None]
        if not listed:
            return Card(self._cards.worded("none-past" if page == 1 else "none-older"), private=True)
        chosen = await self._choices(member, listed)
        lines = tuple(self._line(one, chosen.get(one.key.number, 0)) for one in listed)
        buttons = [Button(self._name(one), ShowRound(one.key.number)) for one in listed]
        if page > 1:
            buttons.append(Button(self._cards.said("newer"), ShowRounds(page - 1)))
        if len(found) > PAST_ON_PAGE:
            buttons.append(Button(self._cards.said("older"), ShowRounds(page + 1)))
        return Card(self._cards.worded("past-quizzes"), (Points(lines),), tuple(buttons), private=True)

    async def open_questions(self, member: Member) -> set[str]:
        """Give the questions that are being asked, or about to be, where a person is, by their ids."""
        async with self._database.reading() as connection:
            return await rounds.asked_now(connection, member.guild_id)

    async def states(self, guild_id: int, most: int) -> dict[int, State]:
        """Give where a guild's latest rounds stand that have been open, by their numbers; the oldest first."""
        mine = (round_.c.guild_id == guild_id, round_.c.state.in_((State.OPEN, *PAST)))
        there = select(round_.c.number, round_.c.state).where(*mine)
        latest = there.order_by(round_.c.due_at.desc(), round_.c.number.desc()).limit(most)
        async with self._database.reading() as connection:
            rows = (await connection.execute(latest)).all()
        return {row.number: State(row.state) for row in reversed(rows)}

    async def start(self, member: Member, open_for: timedelta | None = None) -> Key | Card:
        """Plan a round that is due at once, on the guild's terms; the clockwork posts it. Only admins may."""
        if not member.admin:
            return admins_only(self._cards.say)
        async with self._database.writing() as connection:
            settings = await guild_of(connection, member.guild_id)
            channel_id = settings.channel_id or member.guild_id
            terms = Terms(channel_id, (), None, open_for or settings.open_for, settings.catch_up)
            return await rounds.plan_by_hand(connection, member.guild_id, terms, self._clock())

    async def _choices(self, member: Member, shown: list[Round]) -> dict[int, int]:
        """Give what a person chose in some rounds, by their numbers."""
        numbers = [one.key.number for one in shown]
        mine = (answer.c.guild_id == member.guild_id, answer.c.user_id == member.user_id, answer.c.round.in_(numbers))
        async with self._database.reading() as connection:
            rows = await connection.execute(select(answer.c.round, answer.c.choice).where(*mine))
            return {row.round: row.choice for row in rows}

    def _next(self, due: datetime | None, now: datetime, member: Member) -> Text:
        """Say when the next quiz comes; to an admin, how to make one come."""
        if due is not None and due > now:
            return self._cards.worded("next-quiz", time=(Moment(due, "full"),), moment=(Moment(due),))
        if due is not None:
            return self._cards.worded("next-quiz-soon")
        if member.admin:
            return self._cards.worded("none-planned-admin", command=(Code("/schedule add"),))
        return self._cards.worded("none-planned")

    def _more(self, numbers: list[int]) -> tuple[Block, ...]:
        """Say how open rounds are seen that had no room."""
        if not numbers:
            return ()
        named = ", ".join(f"/quiz {number}" for number in numbers[:NAMED])
        end = ", …" if len(numbers) > NAMED else "."
        return (Fine(self._cards.worded("more-open", count=str(len(numbers)), names=f"{named}{end}")),)

    def _line(self, one: Round, choice: int) -> Text:
        stem = one.asked.stem
        short = stem if len(stem) <= STEM_SHOWN else f"{stem[:STEM_SHOWN].rsplit(' ', 1)[0]} …"
        chosen, solution = self._cards.letters(choice), self._cards.letters(one.solution)
        if one.state is State.VOID:
            own = self._cards.said("line-void")
        elif not choice:
            own = self._cards.said("line-unanswered" if one.answers_kept else "line-deleted")
        elif choice == one.solution:
            own = self._cards.said("line-right", letters=chosen)
        else:
            text = "line-wrong-several" if one.asked.multiple else "line-wrong-one"
            own = self._cards.said(text, letters=chosen, solution=solution)
        return (Strong(self._name(one)), Plain(" · "), Moment(one.due_at), Plain(f" · {own} – {short}"))

    def _name(self, one: Round) -> str:
        return self._cards.said("quiz-number", number=one.key.number)


async def _still_open(connection: AsyncConnection, guild_id: int, now: datetime) -> list[int]:
    """Give the numbers of a guild's rounds that can be answered, the newest first; not of those in their grace."""
    there = (round_.c.guild_id == guild_id, round_.c.state == State.OPEN, round_.c.closes_at > now)
    newest = select(round_.c.number).where(*there).order_by(round_.c.due_at.desc(), round_.c.number.desc())
    return list((await connection.execute(newest)).scalars())

"""Previewing: a question as a schedule would ask it, without giving away or using up what it asks next."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards import Card
from bot.quiz.cards import RoundCards
from bot.quiz.choosing import Chosen, NoneLeft
from bot.quiz.opening import next_question
from bot.quiz.questions_here import history
from bot.quiz.round import Key, Round, State
from bot.quiz.schedule import Schedule
from knowledge.bank import Item, arranged


async def example(
    connection: AsyncConnection, bank: Sequence[Item], one: Schedule, now: datetime
) -> Chosen[Item] | NoneLeft:
    """Choose a question that fits a schedule and was asked already, or else one that does not come next."""
    asked = {question_id for question_id, _ in await history(connection, one.guild_id)}
    known = tuple(item for item in bank if item.id in asked)
    seen = await next_question(connection, known, one.guild_id, one.terms)
    if isinstance(seen, Chosen):
        return seen
    coming = await next_question(connection, bank, one.guild_id, one.terms)
    if isinstance(coming, NoneLeft):
        return coming
    seed = int(now.timestamp())
    other = await next_question(connection, bank, one.guild_id, one.terms, besides={coming.item.id}, seed=seed)
    return other if isinstance(other, Chosen) else coming


def preview_card(cards: RoundCards, one: Schedule, item: Item, now: datetime) -> Card:
    """Show a question as a schedule's round would show it if it were posted now."""
    question = arranged(item, one.guild_id)
    closes_at = now + one.terms.open_for
    key = Key(one.guild_id, 0)
    return cards.preview(Round(key, one.number, None, one.terms, State.PLANNED, now, now, closes_at, question))

"""Which button opens a form, and what a filled-in form does: right before and right after, its person's rights are asked."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Final

import aiohttp
import discord
from discord import ui

from bot.assistant import Assistant
from bot.cards import Action, Card
from bot.frontends.discord import forms
from bot.frontends.discord.forms import TEXT, filled_in, is_teaching, rated_of, teach_form, why_form, wish_of
from bot.people import Member
from bot.teach import cards
from bot.teach.actions import GiveReason, Rate, Teach
from bot.teach.missed_cards import readers
from knowledge.languages import texts

PATIENCE: Final = 1.2
"""Seconds in which Discord has to give the message that asked; without it the form opens empty."""
_CALLED = re.compile(r"<@[!&]?\d+>")


async def form_for(
    assistant: Assistant, member: Member, action: Action, question: str, message: discord.Message | None
) -> ui.Modal | Card | None:
    """Make the form that a button opens; a card where its person may not use it, None where it opens none."""
    say = texts(assistant.asking.guide.roadmap)
    match action:
        case Teach(number=number):
            if not await assistant.teaching.may_teach(member):
                return cards.teachers_only(say)
            asked = question or await assistant.missed.question(member.guild_id, number) or await _asked_by(message)
            return teach_form(action, asked, say)
        case GiveReason():
            return why_form(action, say, readers(say, member))
        case _:
            return forms.form_for(action, assistant.challenging, say)


def act_of(
    assistant: Assistant, member: Member, interaction: discord.Interaction[Any]
) -> Callable[[], Awaitable[Card]] | None:
    """Say what a filled-in form does; None where this version has no such form."""
    identifier, typed, act = interaction.custom_id or "", filled_in(interaction), interaction.id
    text = typed.get(TEXT, "")
    if is_teaching(identifier):
        return partial(assistant.teaching.teach, member, wish_of(typed), act=act)
    if (rated := rated_of(identifier)) is not None:
        return partial(assistant.missed.explain, member, rated, text, act=act)
    form = forms.form_of(identifier)
    return None if form is None else partial(assistant.submit, member, form, text, act)


async def question_of(action: Action, quoted: str, message: discord.Message | None) -> str:
    """Give the question about which a button is: as its card quotes it, or where it matters as it was asked."""
    missed = isinstance(action, Rate) and not action.helpful
    return await _asked_by(message) if missed and not quoted else quoted


async def _asked_by(message: discord.Message | None) -> str:
    """Give the question of the message that `message` answers; it mentions us, so that we may read it."""
    reference = None if message is None else message.reference
    if message is None or reference is None or reference.message_id is None:
        return ""
    asked = reference.resolved
    if not isinstance(asked, discord.Message):
        try:
            async with asyncio.timeout(PATIENCE):
                asked = await message.channel.fetch_message(reference.message_id)
        except (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError):
            return ""
    return " ".join(_CALLED.sub(" ", asked.content).split())

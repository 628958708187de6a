"""Which button opens a form, and what a filled-in form does: right before and right after, its person's rights are asked."""

import asyncio
import re
from collections.abc import Coroutine
from typing import Any, Final

import aiohttp
import discord
from discord import ui

from bot.actions import ReportQuestion
from bot.assistant import Assistant
from bot.cards import Action, Card
from bot.frontends.discord.forms import (
    REASON,
    filled_in,
    is_teaching,
    rated_of,
    report_form,
    report_of,
    teach_form,
    why_form,
    wish_of,
)
from bot.people import Member
from bot.teach import cards
from bot.teach.actions import GiveReason, Teach

PATIENCE: Final = 1.2
"""Seconds in which Discord has to give the message that asked; without it the form opens empty."""
_CALLED = re.compile(r"<@[!&]?\d+>")


async def form_for(
    assistant: Assistant, member: Member, action: Action, question: str, message: discord.Message | None
) -> ui.Modal | Card | None:
    """Make the form that a button opens; a card where its person may not use it, None where it opens none."""
    match action:
        case ReportQuestion():
            return report_form(action)
        case Teach(number=number):
            if not await assistant.teaching.may_teach(member):
                return cards.teachers_only()
            asked = question or await assistant.missed.question(member.guild_id, number) or await asked_by(message)
            return teach_form(action, asked)
        case GiveReason():
            return why_form(action)
    return None


def act_of(
    assistant: Assistant, member: Member, interaction: discord.Interaction[Any]
) -> Coroutine[Any, Any, Card] | None:
    """Say what a filled-in form does; None where this version has no such form."""
    identifier = interaction.custom_id or ""
    typed = filled_in(interaction)
    if (reported := report_of(identifier)) is not None:
        reason = typed.get(REASON, "")
        return assistant.reviewing.report(member, reported.round, reason, act=interaction.id)
    if is_teaching(identifier):
        return assistant.teaching.teach(member, wish_of(typed), act=interaction.id)
    if (rated := rated_of(identifier)) is not None:
        return assistant.missed.explain(member, rated, typed.get(REASON, ""), act=interaction.id)
    return None


async def asked_by(message: discord.Message | None) -> str:
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

"""Messages that speak to the bot: mentions, replies to it, and direct messages."""

import asyncio
import logging
import re
import time
from collections import OrderedDict
from typing import Any

import discord

from bot.ask.followups import Subject
from bot.ask.help import help_card
from bot.ask.recent import RecentAnswers
from bot.ask.subjects import subject_named
from bot.assistant import Assistant
from bot.floods.floodgate import Floodgate
from bot.frontends.discord import failures, flooding
from bot.frontends.discord.members import person_of, place_of
from bot.frontends.discord.overhearing import Overhearing
from bot.frontends.discord.passing import PASSING, passes
from bot.frontends.discord.rendering import actions_in, line_of, view_of
from bot.frontends.discord.tally import Outcome
from bot.teach.actions import Rate
from bot.teach.consulting import UNKNOWN, Unknown
from knowledge.languages import texts
from knowledge.text import tokens
from knowledge.texts import Texts

log = logging.getLogger(__name__)
_FORBIDDEN = (50001, 50013)
_UNKNOWN_MESSAGE = 10008
_NO_HISTORY = 160002
TRIES = 3
REST = 300.0
"""Seconds for which a channel that Discord closed to us is left alone."""
MOST_CLOSED = 1_000
"""Channels that are remembered to be closed; of one that is forgotten the log says so again."""


class Conversation:
    """Answers messages, where it may write."""

    def __init__(self, assistant: Assistant, recent: RecentAnswers, floodgate: Floodgate) -> None:
        """Take the services, the memory of the last minute, and what keeps floods out."""
        self._assistant = assistant
        self._overhearing = Overhearing(assistant, time.monotonic)
        self._recent = recent
        self._floodgate = floodgate
        self._me = 0
        self._closed: OrderedDict[int, float] = OrderedDict()
        """Channels in which it may not write, and until when not to try again; the one that said so last comes last."""
        self._now = time.monotonic

    @property
    def _say(self) -> Texts:
        return texts(self._assistant.asking.guide.roadmap)

    def forget(self) -> None:
        """Forget what was answered where: the same questions may have other answers now."""
        self._recent.forget()
        self._overhearing.forget()

    async def hear(self, message: discord.Message, me: discord.ClientUser) -> Outcome | None:
        """Answer a message if it speaks to the bot; bots and webhooks are not heard. Gives None for what is not."""
        if message.author.bot or message.webhook_id is not None:
            return None
        self._me = me.id
        if not _speaks_to(message, me):
            return await self._overhear(message, me)
        if not self._may_write(message, me):
            return Outcome.UNREACHED
        refused = flooding.hears(self._floodgate, message)
        if refused is not None and not refused.first:
            return Outcome.REFUSED
        try:
            if refused is not None:
                await _reply(message, _line(self._say(flooding.SAID[refused.scope])))
                return Outcome.REFUSED
            await self._answer(message, question_in(message, me))
        except (discord.HTTPException, *PASSING) as error:
            self._unheard(message, error)
            return Outcome.UNREACHED
        except Exception as error:  # noqa: BLE001 - whoever asked is told, whatever it was
            await self._apologise(message, error)
            return Outcome.FAILED
        return Outcome.ANSWERED

    async def _answer(self, message: discord.Message, question: str) -> None:
        channel = message.channel.id
        # One roadmap for the whole answer, also where another is loaded meanwhile.
        asking, consulting, missed = self._assistant.asking, self._assistant.consulting, self._assistant.missed
        say, words = texts(asking.guide.roadmap), tokens(question)
        if len(words) <= 1 and asking.guide.speech.greetings.issuperset(words):
            await _reply(message, view_of([help_card(asking.guide.roadmap)]))
            return
        member, place = person_of(message.author, message.guild.id if message.guild else None), place_of(message)
        heard = await consulting.hear(member, question, place, self._replied_to(message))
        before = self._recent.find(channel, heard.question, heard.version)
        if before is not None and message.guild is not None:
            consulting.spoke(member, place, (await consulting.reply(member, heard)).reply)
            await _reply(message, _line(say("answered-before", link=before)))
            consulting.spoken.save()
            return
        response = await consulting.answer(member, heard, public=True)
        consulting.spoke(member, place, response.reply)
        private = any(card.private for card in response.cards)
        alone = private and len(response.cards) == 1
        view = line_of(response.cards[0]) if alone else view_of(response.cards, say("more-than-fits"))
        said = await _reply(message, view)
        if not private:
            self._recent.remember(channel, heard.question, said.jump_url, heard.version)
        consulting.spoken.save()
        await missed.note(member, response.reply)

    async def _overhear(self, message: discord.Message, me: discord.ClientUser) -> Outcome | None:
        """Answer a message that was said to nobody, where the guild wants that and we are sure; else say nothing."""
        try:
            heard = await self._overhearing.concerns(message, me.id)
            if heard is None or not self._may_write(message, me):
                return None
            told = await self._overhearing.answer(message, heard, me.id)
            if told is None:
                return None
            if isinstance(told, str):
                await _reply(message, _line(self._say("answered-already", link=told)))
                return Outcome.ANSWERED
            member = person_of(message.author, message.guild.id if message.guild else None)
            consulting = self._assistant.consulting
            consulting.spoke(member, place_of(message), told.reply)
            said = await _reply(message, view_of(told.cards, self._say("more-than-fits")))
            self._overhearing.remember(message, heard, said.jump_url)
            consulting.spoken.save()
        except (discord.HTTPException, *PASSING) as error:
            self._unheard(message, error)
            return Outcome.UNREACHED
        except Exception as error:  # noqa: BLE001 - it is logged, whatever it was
            # Nobody asked us: nobody is told.
            failures.broken(f"message {message.id}", error, self._say)
            return Outcome.FAILED
        return Outcome.ANSWERED

    def _replied_to(self, message: discord.Message) -> Subject | Unknown | None:
        """Give what the message of ours spoke of to which somebody replies."""
        answered = message.reference.resolved if message.reference else None
        if not isinstance(answered, discord.Message) or answered.author.id != self._me:
            return UNKNOWN
        rated = {one for one in actions_in(answered) if isinstance(one, Rate)}
        about = {(one.kind.replace("-", "_"), one.slug) for one in rated}
        # With several answers in one message it may be any of them.
        return subject_named(self._assistant.asking.guide.roadmap, *about.pop()) if len(about) == 1 else None

    async def _apologise(self, message: discord.Message, error: Exception) -> None:
        sentence = failures.broken(f"message {message.id}", error, self._say)
        try:
            await _reply(message, _line(sentence))
        except (discord.HTTPException, *PASSING) as failure:
            self._unheard(message, failure)

    def _may_write(self, message: discord.Message, me: discord.ClientUser) -> bool:
        """Say whether an answer can be posted; where it cannot, the log says so once."""
        guild = message.guild
        member = guild.get_member(me.id) if guild else None
        unknown = member is None or isinstance(message.channel, discord.PartialMessageable)
        if guild is None or unknown or member is None or guild.get_role(guild.id) is None:
            # What the gateway has not told yet cannot forbid anything.
            return self._closed.get(message.channel.id, 0.0) < self._now()
        rights = message.channel.permissions_for(member)
        inside = isinstance(message.channel, discord.Thread)
        may = rights.view_channel and (rights.send_messages_in_threads if inside else rights.send_messages)
        if not may:
            self._say_closed(message, "Send Messages in Threads" if inside else "Send Messages")
        return may and self._closed.get(message.channel.id, 0.0) < self._now()

    def _unheard(self, message: discord.Message, error: Exception) -> None:
        code = error.code if isinstance(error, discord.HTTPException) else None
        if code in _FORBIDDEN:
            self._say_closed(message, "a permission")
        elif passes(error):
            log.error("message %s could not be answered: %s", message.id, error)
        elif code != _UNKNOWN_MESSAGE:
            log.error("message %s could not be answered", message.id, exc_info=error)

    def _say_closed(self, message: discord.Message, missing: str) -> None:
        """Say once that an answer cannot be posted; and try no more for a while: Discord bans who insists."""
        if self._closed.pop(message.channel.id, None) is None:
            log.warning("asked in channel %s, but %s is missing there", message.channel.id, missing)
        if len(self._closed) >= MOST_CLOSED:
            self._closed.popitem(last=False)
        self._closed[message.channel.id] = self._now() + (REST if missing == "a permission" else 0)


def question_in(message: discord.Message, me: discord.ClientUser) -> str:
    """Give what a message asks: its text without those whom it calls, the bot and others."""
    text = message.content
    for user in (me, *message.mentions):
        text = re.sub(rf"<@!?{user.id}>", " ", text)
    role = message.guild.self_role if message.guild else None
    if role is not None:
        text = text.replace(f"<@&{role.id}>", " ")
    text = re.sub(r"@(?:everyone|here)\b", " ", text)
    # Lines are kept apart: each may be a question of its own.
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def _speaks_to(message: discord.Message, me: discord.ClientUser) -> bool:
    if message.type not in (discord.MessageType.default, discord.MessageType.reply):
        return False
    if isinstance(message.channel, discord.DMChannel):
        return True
    role = message.guild.self_role if message.guild else None
    return any(user.id == me.id for user in message.mentions) or (role is not None and role in message.role_mentions)


def _line(sentence: str) -> discord.ui.LayoutView:
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.TextDisplay(sentence))
    return view


async def _reply(message: discord.Message, view: discord.ui.LayoutView) -> discord.Message:
    """Reply without pinging; post without the reference where replying is not allowed or the question is gone."""
    reference = {"reference": message.to_reference(fail_if_not_exists=False), "mention_author": False}
    for attempt in range(1, TRIES):
        try:
            return await _send(message, view, reference)
        except (discord.HTTPException, *PASSING) as error:
            if passes(error):
                await asyncio.sleep(attempt)
            elif isinstance(error, discord.HTTPException) and error.code == _NO_HISTORY:
                reference = {}
            else:
                raise
    return await _send(message, view, reference)


async def _send(message: discord.Message, view: discord.ui.LayoutView, reference: dict[str, Any]) -> discord.Message:
    # The nonce makes a second sending of the same answer harmless.
    return await message.channel.send(view=view, nonce=str(message.id), **reference)

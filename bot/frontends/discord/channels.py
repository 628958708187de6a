"""Rounds in Discord's channels: posted once whatever happens, found again after a crash, changed when they end."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from typing import Any, Final, TypeVar

import discord

from bot.cards import Card, Plain, Role, Strong, spans
from bot.clock import Clock, now
from bot.frontends.discord.pace import Pace
from bot.frontends.discord.passing import PASSING, passes
from bot.frontends.discord.rendering import view_of
from bot.quiz.channels import Edited, Looked, Missing, Posted, Refused, Sent, Unreachable
from bot.quiz.round import Round
from bot.snowflakes import earliest, made_at
from knowledge.languages import USUAL, texts_in

log = logging.getLogger(__name__)
Result = TypeVar("Result")

TRIES: Final = 3
PAUSE: Final = 0.7
"""Seconds between two tries; twice as long before the third."""
PATIENCE: Final = 20.0
"""Seconds that one request may take."""
HISTORY: Final = 1_000
"""Messages of a channel that are looked through for a round."""
SKEW: Final = timedelta(minutes=5)
"""By how much our clock may be ahead of Discord's."""
OLD: Final = timedelta(hours=1)
"""From this age on Discord takes few edits of a message."""
HIDING: Final = (discord.RateLimited, TimeoutError)
"""How discord.py ends a request that Discord puts off by minutes; the refusal's code is lost in it."""
_UNKNOWN_CHANNEL, _UNKNOWN_MESSAGE = 10003, 10008
_MISSING_ACCESS, _MISSING_PERMISSIONS = 50001, 50013
_UNAUTHORIZED = 401
_REFUSALS: Final = {
    _UNKNOWN_CHANNEL: "refused-gone",
    _MISSING_ACCESS: "refused-unseen",
    _MISSING_PERMISSIONS: "refused-forbidden",
}
"""What Discord answers where a round can't be posted, by the texts that tell admins of it."""


class DiscordChannels:
    """Where rounds are posted."""

    def __init__(self, client: discord.Client, pace: Pace, clock: Clock = now) -> None:
        """Take the connection to Discord; no channel need be known to it."""
        self._client = client
        self._pace = pace
        self._clock = clock

    async def post(self, posted: Round, card: Card) -> Sent:
        """Post a round. Its nonce makes Discord take a second sending for the first, for some minutes."""
        channel = self._channel(posted)
        sent = await self._tried(
            lambda: channel.send(view=view_of([card]), nonce=posted.key.nonce, allowed_mentions=_called(card))
        )
        if not isinstance(sent, discord.Message):
            return sent
        await self._open_thread(sent, posted)
        return Posted(sent.id)

    async def look_for(self, posted: Round) -> Looked:
        """Look through a round's channel for a message of ours with its buttons; it gets the thread that it lacks."""
        channel = self._channel(posted)
        since = discord.Object(earliest((posted.first_try or posted.due_at) - SKEW))

        async def look() -> discord.Message | None:
            async for message in channel.history(after=since, limit=HISTORY, oldest_first=True):
                if self._is_ours(message) and _asks(message.components, f"round:{posted.key.number}:"):
                    return message
            return None

        found = await self._tried(look)
        if found is None:
            return Missing()
        if not isinstance(found, discord.Message):
            return found
        await self._open_thread(found, posted)
        return Posted(found.id)

    async def edit(self, shown: Round, card: Card) -> Edited:
        """Put a new card into a round's message."""
        assert shown.message_id is not None  # noqa: S101 - who edits has posted
        message = self._channel(shown).get_partial_message(shown.message_id)
        changed = await self._tried(
            lambda: message.edit(view=view_of([card]), allowed_mentions=discord.AllowedMentions.none()),
            HIDING if self._clock() - made_at(shown.message_id) >= OLD else (),
        )
        if isinstance(changed, Refused) and changed.gone:
            return Missing()
        return Posted(shown.message_id) if isinstance(changed, discord.Message) else changed

    async def follow_up(self, shown: Round, card: Card) -> Sent:
        """Reply to a round's message."""
        assert shown.message_id is not None  # noqa: S101 - who replies has posted
        channel = self._channel(shown)
        reference = discord.MessageReference(
            message_id=shown.message_id, channel_id=shown.terms.channel_id, fail_if_not_exists=False
        )
        nonce = f"e{shown.key.nonce[1:]}"
        sent = await self._tried(lambda: channel.send(view=view_of([card]), nonce=nonce, reference=reference))
        return Posted(sent.id) if isinstance(sent, discord.Message) else sent

    async def tell(self, guild_id: int, user_id: int, card: Card, nonce: str) -> Sent:
        """Send an admin a direct message that names the guild, or its owner where none reaches them."""
        guild = self._client.get_guild(guild_id)
        if guild is None:
            return await self._write(user_id, card, nonce)
        named = Card((Strong(guild.name), Plain(": "), *card.title), card.blocks, card.buttons)
        sent = await self._write(user_id, named, nonce)
        if isinstance(sent, Refused) and guild.owner_id not in (None, user_id):
            sent = await self._write(guild.owner_id, named, nonce)
        return sent

    async def _write(self, user_id: int, card: Card, nonce: str) -> Sent:
        async def send() -> discord.Message:
            channel = await self._client.create_dm(discord.Object(user_id))
            return await channel.send(view=view_of([card]), nonce=nonce)

        sent = await self._tried(send)
        return Posted(sent.id) if isinstance(sent, discord.Message) else sent

    async def _open_thread(self, message: discord.Message, posted: Round) -> None:
        if not posted.terms.thread or message.flags.has_thread:
            return
        opened = await self._tried(lambda: message.create_thread(name=f"Quiz {posted.key.number}"))
        if isinstance(opened, (Refused, Unreachable)):
            log.warning("round %s has no thread: %s", posted.key, opened.reason)

    def _channel(self, of: Round) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(of.terms.channel_id, guild_id=of.key.guild_id)

    def _is_ours(self, message: discord.Message) -> bool:
        return self._client.user is not None and message.author.id == self._client.user.id

    async def _tried(
        self, request: Callable[[], Awaitable[Result]], final: tuple[type[Exception], ...] = ()
    ) -> Result | Refused | Unreachable:
        """Make a request, a few times where the network or Discord fails in passing; what is `final` is a refusal then."""
        failure: Exception = TimeoutError()
        for attempt in range(TRIES):
            await asyncio.sleep(PAUSE * attempt * random.uniform(1, 2))  # noqa: S311 - it only spreads the tries
            await self._pace.wait()
            try:
                async with asyncio.timeout(PATIENCE):
                    return await request()
            except (discord.HTTPException, *PASSING) as error:
                if isinstance(error, discord.HTTPException) and not passes(error) and error.status != _UNAUTHORIZED:
                    return _refusal(error)
                failure = error
        if isinstance(failure, final):
            return Refused(f"Discord puts it off ({type(failure).__name__}: {failure}).")
        return Unreachable(f"Discord cannot be reached ({type(failure).__name__}: {failure})")


def _refusal(error: discord.HTTPException) -> Refused:
    name = _REFUSALS.get(error.code, "refused-otherwise")
    text = error.text or str(error.status)
    gone = error.code in (_UNKNOWN_CHANNEL, _UNKNOWN_MESSAGE)
    return Refused(texts_in(USUAL)(name, error=text), gone=gone, name=name, error=text)


def _called(card: Card) -> discord.AllowedMentions:
    roles = [discord.Object(span.role_id) for span in spans(card) if isinstance(span, Role)]
    return discord.AllowedMentions(everyone=False, users=False, roles=roles, replied_user=False)


def _asks(components: Iterable[Any], begins: str) -> bool:
    """Say whether among components, or within them, is one whose id begins so."""
    return any(
        str(getattr(part, "custom_id", None) or "").startswith(begins) or _asks(getattr(part, "children", ()), begins)
        for part in components
    )

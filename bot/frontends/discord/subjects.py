"""What the log may know of an act: its guild and shard; and of what was said in it only that it must not be shown."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

import discord

from bot.frontends.discord.guild_events import shard_of
from bot.frontends.discord.rendering import quoted_question
from bot.logs import Subject

_SAID: Final = ("value", "content")
"""Under these names Discord sends what people typed: in options, forms and messages."""
_MENTION = re.compile(r"<@[!&]?[0-9]+>|@(?:everyone|here)\b")


def of_interaction(interaction: discord.Interaction[Any]) -> Subject:
    """Give the subject of a command, a press or a form."""
    return _subject(interaction.guild_id, interaction.client, lambda: _said_in(interaction))


def of_message(message: discord.Message, client: discord.Client) -> Subject:
    """Give the subject of a message."""
    guild_id = message.guild.id if message.guild is not None else None
    return _subject(guild_id, client, lambda: _spelled(message.content))


def _subject(guild_id: int | None, client: discord.Client, said: Callable[[], Iterable[str]]) -> Subject:
    # Direct messages come to shard 0: https://discord.com/developers/docs/events/gateway#sharding.
    return Subject(guild_id, shard_of(guild_id or 0, client.shard_count or 1), said)


def _said_in(interaction: discord.Interaction[Any]) -> Iterator[str]:
    yield from _texts(interaction.data)
    if interaction.message is not None:
        yield quoted_question(interaction.message, interaction.custom_id or "")


def _texts(data: Any, name: str = "") -> Iterable[str]:
    if isinstance(data, str):
        return _spelled(data) if name in _SAID else ()
    if isinstance(data, dict):
        return [text for key, value in data.items() for text in _texts(value, key)]
    if isinstance(data, list):
        return [text for part in data for text in _texts(part, name)]
    return ()


def _spelled(text: str) -> Iterable[str]:
    """Give a text as it came, and its lines as we read them."""
    lines = text.splitlines()
    return (text, *lines, *(" ".join(_MENTION.sub(" ", line).split()) for line in lines))

"""Rights: what the bot lacks in a channel for the rounds of a schedule, by what Discord has told of itself."""

from collections.abc import Sequence
from typing import Final

import discord

from bot.quiz.drafting import Rights
from bot.quiz.schedule import Terms

ALWAYS: Final = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "read_message_history": "Read Message History",
}
FOR_THREADS: Final = {
    "create_public_threads": "Create Public Threads",
    "send_messages_in_threads": "Send Messages in Threads",
}
"""Asked for by no invitation: only schedules with threads need them."""

CHOOSING: Final = ("/schedule add", "/schedule edit")
"""Commands that name a channel."""


def rights_in(guild: discord.Guild | None, command: str) -> Rights:
    """Make what says which rights are missing in a guild; the way out ends with the command to use again."""

    def missing(terms: Terms) -> Sequence[str]:
        if guild is None or guild.unavailable or guild.me is None:
            return ()
        channel = guild.get_channel(terms.channel_id)
        if channel is None:
            choosing = command if command in CHOOSING else "/schedule edit"
            return [f"The channel for it is gone, or I can't see it. Choose another one: {choosing} channel:#…"]
        role = guild.get_role(terms.ping_role) if terms.ping_role is not None else None
        return missing_for(terms, channel, guild.me, role, command)

    return missing


def missing_for(
    terms: Terms, channel: discord.abc.GuildChannel, me: discord.Member, role: discord.Role | None, command: str
) -> Sequence[str]:
    """Say which rights the bot lacks in a channel for rounds on some terms, and for calling their role."""
    held = channel.permissions_for(me)
    lacking = _lacking(held, terms)
    sentences = [_posting(channel.name, lacking, command)] if lacking else []
    if role is not None and held.view_channel and not (role.mentionable or held.mention_everyone):
        sentences.append(_pinging(channel.name, role.name, command))
    return sentences


def _lacking(held: discord.Permissions, terms: Terms) -> list[str]:
    if not held.view_channel:
        # Who does not see a channel has no right there: what else will be missing, nobody can tell yet.
        return [ALWAYS["view_channel"]]
    wanted = ALWAYS | (FOR_THREADS if terms.thread else {})
    return [label for name, label in wanted.items() if not getattr(held, name)]


def _posting(channel: str, lacking: Sequence[str], command: str) -> str:
    named = " and ".join(filter(None, (", ".join(lacking[:-1]), lacking[-1])))
    verb, them = ("is", "it") if len(lacking) == 1 else ("are", "them")
    return f"I can't post in #{channel}: {named} {verb} missing there. Allow {them}, then use {command} again."


def _pinging(channel: str, role: str, command: str) -> str:
    return (
        f"I can't ping @{role} in #{channel}: only some may mention that role. Let anyone mention it in its settings, "
        f"or allow me Mention Everyone there, then use {command} again."
    )

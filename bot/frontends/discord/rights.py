"""Rights: what the bot lacks in a channel for the rounds of a schedule, by what Discord has told of itself."""

from collections.abc import Sequence
from typing import Final

import discord

from bot.quiz.drafting import Rights
from bot.quiz.schedule import Terms
from knowledge.texts import Texts

ALWAYS: Final = ("view_channel", "send_messages", "read_message_history")
FOR_THREADS: Final = ("create_public_threads", "send_messages_in_threads")
"""Asked for by no invitation: only schedules with threads need them."""

CHOOSING: Final = ("/schedule add", "/schedule edit")
"""Commands that name a channel."""


def rights_in(guild: discord.Guild | None, command: str, say: Texts) -> Rights:
    """Make what says which rights are missing in a guild; the way out ends with the command to use again."""

    def missing(terms: Terms) -> Sequence[str]:
        if guild is None or guild.unavailable or guild.me is None:
            return ()
        channel = guild.get_channel(terms.channel_id)
        if channel is None:
            choosing = command if command in CHOOSING else "/schedule edit"
            return [say("no-such-channel", command=choosing)]
        role = guild.get_role(terms.ping_role) if terms.ping_role is not None else None
        return missing_for(terms, channel, guild.me, role, command, say=say)

    return missing


def missing_for(
    terms: Terms,
    channel: discord.abc.GuildChannel,
    me: discord.Member,
    role: discord.Role | None,
    command: str,
    *,
    say: Texts,
) -> Sequence[str]:
    """Say which rights the bot lacks in a channel for rounds on some terms, and for calling their role."""
    held = channel.permissions_for(me)
    lacking = _lacking(held, terms)
    sentences = [_posting(channel.name, lacking, command, say)] if lacking else []
    if role is not None and held.view_channel and not (role.mentionable or held.mention_everyone):
        sentences.append(say("cannot-ping", channel=channel.name, role=role.name, command=command))
    return sentences


def _lacking(held: discord.Permissions, terms: Terms) -> Sequence[str]:
    if not held.view_channel:
        # Who does not see a channel has no right there: what else will be missing, nobody can tell yet.
        return ALWAYS[:1]
    wanted = ALWAYS + (FOR_THREADS if terms.thread else ())
    return [name for name in wanted if not getattr(held, name)]


def _posting(channel: str, lacking: Sequence[str], command: str, say: Texts) -> str:
    *others, last = (say(f"right-{name.replace('_', '-')}") for name in lacking)
    named = f"{', '.join(others)}{say('and')}{last}" if others else last
    name = "cannot-post-many" if others else "cannot-post-one"
    return say(name, channel=channel, rights=named, command=command)

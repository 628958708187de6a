"""The channels of schedules, asked for one by one: whether they are there, and what the bot lacks in them."""

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

import discord
from discord.abc import GuildChannel

from bot.doctor.findings import Finding, fault, ok, warning
from bot.frontends.discord.pace import Pace
from bot.frontends.discord.rights import missing_for
from bot.quiz.schedule import Schedule
from bot.quiz.schedule_cards import BY_HAND
from knowledge.languages import USUAL, texts_in

SUBJECT: Final = "channels"
PER_SECOND: Final = 20
"""Requests; the bot may be running, and has the rest of the 50 that Discord allows."""
AGAIN: Final = "roadmap-bot doctor"


async def examine_channels(client: discord.Client, schedules: Sequence[Schedule]) -> AsyncIterator[Finding]:
    """Look at the channel of every schedule that is not paused by hand; `schedules` stand by guild."""
    looked_at = [one for one in schedules if one.paused != BY_HAND]
    if not looked_at:
        yield ok(SUBJECT, "No schedule posts anywhere yet.")
        return
    pace, wrong = Pace(PER_SECOND), 0
    here = {guild.id async for guild in client.fetch_guilds(limit=None, with_counts=False)}
    for guild_id, of_guild in groupby(looked_at, key=lambda one: one.guild_id):
        if guild_id not in here:
            wrong += 1
            said = f"Guild {guild_id} has schedules, and does not have the bot."
            yield warning(SUBJECT, said, "Nothing is posted there; the bot notes it when it starts.")
            continue
        try:
            async for finding in _of_guild(client, guild_id, list(of_guild), pace):
                wrong += 1
                yield finding
        except (discord.Forbidden, discord.NotFound) as error:
            wrong += 1
            yield fault(SUBJECT, f"Discord tells nothing of guild {guild_id} ({error.text}).", "Invite the bot anew.")
    if not wrong:
        counted = f"{len(looked_at):,} {'schedule' if len(looked_at) == 1 else 'schedules'}"
        yield ok(SUBJECT, f"The bot has all its rights in the channels of {counted}.")


async def _of_guild(
    client: discord.Client, guild_id: int, schedules: Iterable[Schedule], pace: Pace
) -> AsyncIterator[Finding]:
    assert client.user is not None  # noqa: S101 - it has logged in
    await pace.wait()
    guild = await client.fetch_guild(guild_id, with_counts=False)
    await pace.wait()
    channels = {channel.id: channel for channel in await guild.fetch_channels()}
    await pace.wait()
    me = await guild.fetch_member(client.user.id)
    for one in schedules:
        for finding in _of_schedule(one, guild, channels.get(one.terms.channel_id), me):
            yield finding


def _of_schedule(
    one: Schedule, guild: discord.Guild, channel: GuildChannel | None, me: discord.Member
) -> Iterator[Finding]:
    subject = f"{_printable(guild.name)}, schedule {one.number}"
    if channel is None:
        yield fault(subject, "Its channel is gone.", f"Name another with /schedule edit schedule:{one.number}.")
        return
    role = guild.get_role(one.terms.ping_role) if one.terms.ping_role is not None else None
    for sentence in missing_for(one.terms, channel, me, role, AGAIN, say=texts_in(USUAL)):
        yield fault(subject, _printable(sentence))
    if one.paused is not None:
        yield warning(subject, f"It is paused: {one.paused}", f"Then use /schedule resume schedule:{one.number}.")


def _printable(text: str) -> str:
    """Take out what would steer a terminal: anybody may name a guild or a channel."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)

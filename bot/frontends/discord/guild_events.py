"""What Discord tells of guilds: they take the bot in and out, and delete channels."""

from collections.abc import Collection

import discord
from discord.ext import commands

from bot.assistant import Assistant
from bot.guilds import life
from bot.logs import Subject, about
from bot.snowflakes import SHIFT
from knowledge.languages import texts


class GuildEvents(commands.Cog):
    """Hears of guilds. One that is merely unavailable is left alone: Discord itself has trouble with it."""

    def __init__(self, assistant: Assistant) -> None:
        """Take where guilds are kept."""
        self._assistant = assistant
        self._database = assistant.database
        self._clock = assistant.clock

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Go on where the guild had the bot before."""
        about(Subject(guild.id, guild.shard_id))
        await life.returned(self._database, guild.id, self._clock())

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Stop what runs there; all of it is kept for a while."""
        about(Subject(guild.id, guild.shard_id))
        await life.removed(self._database, guild.id, self._clock())

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Pause what posts there."""
        about(Subject(channel.guild.id, channel.guild.shard_id))
        say = texts(self._assistant.asking.guide.roadmap)
        await life.channel_deleted(self._database, channel.guild.id, channel.id, self._clock(), say)


async def reconcile(bot: commands.Bot, assistant: Assistant, only: Collection[int] | None = None) -> None:
    """Catch up with what happened while nobody listened: READY lists all guilds of a shard of this process."""
    count = bot.shard_count or 1
    ours = set(bot.shards) if isinstance(bot, commands.AutoShardedBot) else {bot.shard_id or 0}
    shards = ours if only is None else set(only)
    here = {guild.id for guild in bot.guilds if shard_of(guild.id, count) in shards}
    await life.reconcile(
        assistant.database, here, lambda guild_id: shard_of(guild_id, count) in shards, assistant.clock()
    )


def shard_of(guild_id: int, count: int) -> int:
    """Give the shard that hears of a guild: https://discord.com/developers/docs/events/gateway#sharding."""
    return (guild_id >> SHIFT) % count

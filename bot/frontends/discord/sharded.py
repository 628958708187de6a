"""The connection to Discord over several shards."""

from discord.ext import commands

from bot.frontends.discord.client import RoadmapBot


class ShardedBot(RoadmapBot, commands.AutoShardedBot):
    """The same over several shards; one connection recovers better, so that this is only for who needs it."""

    async def on_connect(self) -> None:
        """Leave it to what follows, which names the shard."""

    on_resumed = on_disconnect = on_connect

    async def on_shard_connect(self, shard: int) -> None:
        """Note that a shard has been let in."""
        self.gateway.connect(shard)

    async def on_shard_resumed(self, shard: int) -> None:
        """Note that a shard has been let back in."""
        self.gateway.connect(shard)

    async def on_shard_disconnect(self, shard: int) -> None:
        """Note that a shard is gone."""
        self.gateway.disconnect(shard)

"""The connection to Discord over several shards."""

from typing import Any

from discord.ext import commands

from bot.frontends.discord.client import RoadmapBot
from bot.frontends.discord.guild_events import reconcile
from bot.frontends.discord.identifying import Identifying


class ShardedBot(RoadmapBot, commands.AutoShardedBot):
    """The same over several shards; one connection recovers better, so that this is only for who needs it."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Take what the bot takes that has one connection."""
        super().__init__(*arguments, **options)
        self._identifying = Identifying(self.assistant.database, self.assistant.clock)

    async def setup_hook(self) -> None:
        """Hear how fast sessions may begin, besides."""
        await super().setup_hook()
        await self._identifying.ask(self)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait for this shard's turn; where nobody can tell whose it is, as discord.py would."""
        if not await self._identifying.wait(shard_id or 0):
            await super().before_identify_hook(shard_id, initial=initial)

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

    async def on_shard_ready(self, shard_id: int) -> None:
        """Catch up with what one shard did not hear, when it alone begins a new session."""
        if self.let_in.is_set():
            await reconcile(self, self.assistant, {shard_id})
